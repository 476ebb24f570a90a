/* SPDX-License-Identifier: MIT */
/*
 * A GIF has 256 colours. The figure is flat, so that the most frequent ones of a few frames, 5 bits a
 * channel, hold all that matters; the rest, on edges, take the nearest. Each frame only has the rectangle
 * that changed.
 */

#include "stretch-gif.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

#include "macro.h"

enum { WIDTH = 340, HEIGHT = 430, FRAME_MS = 80, N_COLOURS = 256, N_BINS = 1 << 15, N_SAMPLES = 12 };

typedef struct Bin {
        uint64_t r, g, b, n;
} Bin;

typedef struct Gif {
        GifFileType *file;
        cairo_surface_t *surface;
        cairo_t *cr;
        Bin *bins;
        GifColorType colours[N_COLOURS];
        int16_t nearest[N_BINS]; /* -1: not asked for yet */
        unsigned char now[WIDTH * HEIGHT], before[WIDTH * HEIGHT];
} Gif;

static int write_out(GifFileType *file, const GifByteType *bytes, int n)
{
        return bytes_out_add(file->UserData, bytes, (size_t) n) < 0 ? 0 : n;
}

static uint32_t pixel_at(const Gif *gif, int x, int y)
{
        const unsigned char *row = cairo_image_surface_get_data(gif->surface) +
                                   (ptrdiff_t) y * cairo_image_surface_get_stride(gif->surface);
        uint32_t pixel;

        memcpy(&pixel, row + 4 * x, sizeof pixel);
        return pixel;
}

static size_t bin_of(uint32_t pixel)
{
        return (pixel >> 19 & 31) << 10 | (pixel >> 11 & 31) << 5 | (pixel >> 3 & 31);
}

static void draw_frame(Gif *gif, const Sheet *sheet, double ms)
{
        sheet_draw_frame(gif->cr, sheet, ms, WIDTH, HEIGHT);
        cairo_surface_flush(gif->surface);
}

/* ---- colours ---- */

static void count_colours(Gif *gif)
{
        for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < WIDTH; x++) {
                        uint32_t pixel = pixel_at(gif, x, y);
                        Bin *bin = &gif->bins[bin_of(pixel)];

                        bin->r += pixel >> 16 & 0xff;
                        bin->g += pixel >> 8 & 0xff;
                        bin->b += pixel & 0xff;
                        bin->n++;
                }
}

static int compare_bins(const void *a, const void *b)
{
        const Bin *p = a, *q = b;

        return p->n < q->n ? 1 : p->n > q->n ? -1 : 0;
}

static void choose_colours(Gif *gif)
{
        qsort(gif->bins, N_BINS, sizeof *gif->bins, compare_bins);
        for (size_t i = 0; i < N_COLOURS; i++) {
                uint64_t n = MAX(gif->bins[i].n, UINT64_C(1));

                gif->colours[i] = (GifColorType){ (GifByteType) (gif->bins[i].r / n),
                                                  (GifByteType) (gif->bins[i].g / n),
                                                  (GifByteType) (gif->bins[i].b / n) };
        }
        memset(gif->nearest, -1, sizeof gif->nearest);
}

static unsigned char find_nearest(Gif *gif, uint32_t pixel)
{
        int16_t *found = &gif->nearest[bin_of(pixel)];
        int best = INT32_MAX;

        if (*found >= 0)
                return (unsigned char) *found;
        for (int i = 0; i < N_COLOURS; i++) {
                int r = (int) (pixel >> 16 & 0xff) - gif->colours[i].Red;
                int g = (int) (pixel >> 8 & 0xff) - gif->colours[i].Green;
                int b = (int) (pixel & 0xff) - gif->colours[i].Blue;
                int distance = 3 * r * r + 4 * g * g + 2 * b * b;

                if (distance < best) {
                        best = distance;
                        *found = (int16_t) i;
                }
        }
        return (unsigned char) *found;
}

/* ---- frames ---- */

typedef struct Patch {
        int left, top, right, bottom;
} Patch;

static Patch changed(const Gif *gif, bool is_first)
{
        Patch patch = { WIDTH, HEIGHT, 0, 0 };

        if (is_first)
                return (Patch){ 0, 0, WIDTH, HEIGHT };
        for (int i = 0; i < WIDTH * HEIGHT; i++)
                if (gif->now[i] != gif->before[i]) {
                        patch.left = MIN(patch.left, i % WIDTH);
                        patch.right = MAX(patch.right, i % WIDTH + 1);
                        patch.top = MIN(patch.top, i / WIDTH);
                        patch.bottom = MAX(patch.bottom, i / WIDTH + 1);
                }
        return patch.right > 0 ? patch : (Patch){ 0, 0, 1, 1 };
}

static bool put_frame(Gif *gif, const Patch *patch)
{
        GraphicsControlBlock control = { .DisposalMode = DISPOSE_DO_NOT,
                                         .DelayTime = FRAME_MS / 10,
                                         .TransparentColor = NO_TRANSPARENT_COLOR };
        GifByteType extension[4];
        int n = (int) EGifGCBToExtension(&control, extension);

        if (EGifPutExtension(gif->file, GRAPHICS_EXT_FUNC_CODE, n, extension) == GIF_ERROR ||
            EGifPutImageDesc(
                    gif->file, patch->left, patch->top, patch->right - patch->left,
                    patch->bottom - patch->top, false, NULL) == GIF_ERROR)
                return false;
        for (int y = patch->top; y < patch->bottom; y++)
                if (EGifPutLine(gif->file, &gif->now[y * WIDTH + patch->left], patch->right - patch->left) ==
                    GIF_ERROR)
                        return false;
        return true;
}

static bool put_head(Gif *gif)
{
        static const unsigned char again[3] = { 1, 0, 0 }; /* without end */
        ColorMapObject *map = GifMakeMapObject(N_COLOURS, gif->colours);
        bool ok;

        if (!map)
                return false;
        EGifSetGifVersion(gif->file, true);
        ok = EGifPutScreenDesc(gif->file, WIDTH, HEIGHT, 8, 0, map) == GIF_OK &&
             EGifPutExtensionLeader(gif->file, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
             EGifPutExtensionBlock(gif->file, 11, "NETSCAPE2.0") == GIF_OK &&
             EGifPutExtensionBlock(gif->file, sizeof again, again) == GIF_OK &&
             EGifPutExtensionTrailer(gif->file) == GIF_OK;
        GifFreeMapObject(map);
        return ok;
}

static bool put_all(Gif *gif, const Sheet *sheet)
{
        double round_ms = fmin(sheet_motion_ms(sheet->stretches[0]), 120000);
        int n = MAX((int) (round_ms / FRAME_MS), 1);

        for (int i = 0; i < N_SAMPLES; i++) {
                draw_frame(gif, sheet, round_ms * i / N_SAMPLES);
                count_colours(gif);
        }
        choose_colours(gif);
        if (!put_head(gif))
                return false;
        for (int i = 0; i < n; i++) {
                Patch patch;

                draw_frame(gif, sheet, round_ms * i / n);
                for (int p = 0; p < WIDTH * HEIGHT; p++)
                        gif->now[p] = find_nearest(gif, pixel_at(gif, p % WIDTH, p / WIDTH));
                patch = changed(gif, i == 0);
                if (!put_frame(gif, &patch))
                        return false;
                memcpy(gif->before, gif->now, sizeof gif->now);
        }
        return true;
}

int gif_draw(const Sheet *sheet, BytesOut *out)
{
        _cleanup_free_ Gif *gif = calloc(1, sizeof *gif);
        bool ok = false;
        int code = 0;

        if (!gif)
                return -ENOMEM;
        gif->bins = calloc(N_BINS, sizeof *gif->bins);
        gif->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
        gif->cr = cairo_create(gif->surface);
        gif->file = EGifOpen(out, write_out, &code);
        if (gif->bins && gif->file && cairo_status(gif->cr) == CAIRO_STATUS_SUCCESS)
                ok = put_all(gif, sheet);
        if (gif->file && EGifCloseFile(gif->file, &code) == GIF_ERROR)
                ok = false;
        cairo_destroy(gif->cr);
        cairo_surface_destroy(gif->surface);
        free(gif->bins);
        return ok ? 0 : -EIO;
}
