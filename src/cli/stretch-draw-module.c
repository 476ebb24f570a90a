/* SPDX-License-Identifier: MIT */
/* What limber loads to draw: the format by the ending of the file's name, and the file. */

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bytes-out.h"
#include "i18n.h"
#include "macro.h"
#include "module.h"
#include "stretch-draw.h"
#include "stretch-gif.h"
#include "stretch-sheet.h"

static cairo_status_t add_bytes(void *userdata, const unsigned char *bytes, unsigned n)
{
        return bytes_out_add(userdata, bytes, n) < 0 ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static int errno_of(cairo_status_t status)
{
        return status == CAIRO_STATUS_SUCCESS ? 0 : status == CAIRO_STATUS_NO_MEMORY ? -ENOMEM : -EIO;
}

/* ---- formats ---- */

static int draw_on(cairo_surface_t *surface, const Sheet *sheet, double scale)
{
        cairo_t *cr = cairo_create(surface);
        cairo_status_t status;

        cairo_scale(cr, scale, scale);
        sheet_draw(cr, sheet);
        cairo_show_page(cr);
        status = cairo_status(cr);
        cairo_destroy(cr);
        return errno_of(status);
}

/* Draws, and puts the end of the file down. */
static int draw_stream(cairo_surface_t *surface, const Sheet *sheet, double scale)
{
        int r = draw_on(surface, sheet, scale);

        cairo_surface_finish(surface);
        if (r == 0)
                r = errno_of(cairo_surface_status(surface));
        cairo_surface_destroy(surface);
        return r;
}

static int draw_svg(const Sheet *sheet, BytesOut *out)
{
        double width, height;

        sheet_size(sheet, &width, &height);
        return draw_stream(cairo_svg_surface_create_for_stream(add_bytes, out, width, height), sheet, 1);
}

/* A point is 1/72 inch, a pixel 1/96. */
static int draw_pdf(const Sheet *sheet, BytesOut *out)
{
        double width, height;

        sheet_size(sheet, &width, &height);
        return draw_stream(
                cairo_pdf_surface_create_for_stream(add_bytes, out, width * 0.75, height * 0.75), sheet,
                0.75);
}

static int draw_png(const Sheet *sheet, BytesOut *out)
{
        cairo_surface_t *surface;
        double width, height;
        int r;

        sheet_size(sheet, &width, &height);
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int) width, (int) height);
        r = draw_on(surface, sheet, 1);
        if (r == 0)
                r = errno_of(cairo_surface_write_to_png_stream(surface, add_bytes, out));
        cairo_surface_destroy(surface);
        return r;
}

typedef struct Format {
        const char *ending;
        int (*draw)(const Sheet *sheet, BytesOut *out);
} Format;

static const Format format_table[] = {
        { ".svg", draw_svg },
        { ".png", draw_png },
        { ".pdf", draw_pdf },
        { ".gif", gif_draw },
};

static const Format *find_format(const char *file)
{
        const char *ending = strrchr(file, '.');

        for (size_t i = 0; ending && i < ELEMENTSOF(format_table); i++)
                if (strcasecmp(format_table[i].ending, ending) == 0)
                        return &format_table[i];
        return NULL;
}

/* ---- the file ---- */

static int write_file(const char *file, const BytesOut *bytes, Error *error)
{
        _cleanup_close_ int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        size_t done = 0;

        if (fd < 0)
                return error_set(error, -errno, "%s: %s", file, strerror(errno));
        while (done < bytes->n) {
                ssize_t n = write(fd, bytes->items + done, bytes->n - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return error_set(error, -errno, "%s: %s", file, strerror(errno));
                done += (size_t) n;
        }
        return 0;
}

static int draw(const StretchPicture *picture, Error *error)
{
        const Format *format = find_format(picture->file);
        Sheet sheet = { .stretches = picture->stretches,
                        .n_stretches = picture->n_stretches,
                        .standing = picture->standing };
        BytesOut bytes = { 0 };
        int r;

        if (!format)
                return error_set(
                        error, -EINVAL, _("'%.80s' does not end in .svg, .png, .pdf or .gif"),
                        picture->file);
        if (!look_of(picture->person, picture->theme, &sheet.look))
                return error_set(
                        error, -EINVAL, _("'%.40s' is not a theme: light, dark or contrast"),
                        picture->theme);
        r = format->draw(&sheet, &bytes);
        if (r < 0)
                error_set(error, r, "%s: %s", picture->file, strerror(-r));
        else
                r = write_file(picture->file, &bytes, error);
        array_free(&bytes);
        return r;
}

static const StretchDrawOps ops = { draw };

_module_export_ extern const StretchDrawOps *const stretch_draw_ops;
const StretchDrawOps *const stretch_draw_ops = &ops;
