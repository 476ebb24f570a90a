/* SPDX-License-Identifier: MIT */
/*
 * What one frame of the figure costs at the size of the break window, 1280x800: from the motion to the
 * pixels of an image surface, in software; and what of that is the figure without cairo. The background is
 * not drawn: a window draws it once.
 *
 *      bench-figure FILE SECONDS        a stretch file; prints one JSON object
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "draw-cairo.h"
#include "figure.h"
#include "macro.h"
#include "motion.h"
#include "stretch-parse.h"

enum { WIDTH = 1280, HEIGHT = 800, N_FRAMES = 60 };

static double cpu_ms(void)
{
        struct timespec now;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static Stretch *read_stretch(const char *path)
{
        static char bytes[STRETCH_FILE_MAX];
        FILE *file = fopen(path, "re");
        Stretch *stretch = NULL;
        Error error = { "" };
        size_t n;

        if (!file)
                return NULL;
        n = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        return stretch_parse("bench", (Slice){ bytes, n }, &stretch, &error) < 0 ? NULL : stretch;
}

/* The frames of one round, each drawn over the one before. The best round: what else the machine does only
 * adds. */
static double round_ms(cairo_t *cr, const Stretch *stretch, const Look *look)
{
        FigureHints hints;
        FigureOptions options = { .look = look, .hints = &hints };
        Box box = figure_box(false);
        static Drawing drawing;
        double start = cpu_ms();

        for (int i = 0; i < N_FRAMES; i++) {
                MotionPlace place =
                        motion_place_at(stretch, DOSE_SHORT, (double) stretch->ways[0].ms * i / N_FRAMES);
                FigurePosture posture = motion_posture(&place);

                hints = hints_of_place(&place, false);
                figure_draw(&posture, &options, &drawing);
                if (!cr)
                        continue;
                cairo_save(cr);
                draw_cairo_fit(cr, &box, 145, 105, 570, 570); /* the circle of the break window */
                draw_cairo(cr, &drawing);
                cairo_restore(cr);
        }
        return (cpu_ms() - start) / N_FRAMES;
}

int main(int argc, char **argv)
{
        _cleanup_(stretch_freep) Stretch *stretch = argc == 3 ? read_stretch(argv[1]) : NULL;
        double seconds = argc == 3 ? strtod(argv[2], NULL) : 0, frame = 1e9, plain = 1e9, end;
        cairo_surface_t *surface;
        cairo_t *cr;
        Look look;

        if (!stretch || !(seconds > 0) || !look_find(NULL, "dark", &look)) {
                fprintf(stderr, "usage: %s FILE SECONDS\n", argv[0]);
                return 2;
        }
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
        cr = cairo_create(surface);
        end = cpu_ms() + seconds * 1e3;
        while (cpu_ms() < end) {
                frame = MIN(frame, round_ms(cr, stretch, &look));
                plain = MIN(plain, round_ms(NULL, stretch, &look));
        }
        printf("{\"frame_ms\": %.4f, \"without_cairo_ms\": %.4f}\n", frame, plain);
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
        return 0;
}
