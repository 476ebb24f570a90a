/* SPDX-License-Identifier: MIT */
/* Any bytes as a person file: problems of one line each, or somebody who is drawn in every theme. */

#include <string.h>

#include "draw-cairo.h"
#include "figure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WIDTH = 48, HEIGHT = 60 };

static void draw(const PersonColours *person)
{
        static unsigned char pixels[4 * WIDTH * HEIGHT];
        static Drawing drawing;
        cairo_surface_t *surface =
                cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_RGB24, WIDTH, HEIGHT, 4 * WIDTH);
        cairo_t *cr = cairo_create(surface);
        FigurePosture posture = posture_of_pose(NULL);
        Box box = figure_box(false);

        draw_cairo_fit(cr, &box, 0, 0, WIDTH, HEIGHT);
        for (int theme = 0; theme < N_THEMES; theme++) {
                Look look;

                assert(look_of(person, theme_name((Theme) theme), &look));
                figure_draw(&posture, &(FigureOptions){ .look = &look }, &drawing);
                assert(!drawing.full);
                draw_cairo(cr, &drawing);
        }
        assert(cairo_status(cr) == CAIRO_STATUS_SUCCESS);
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint32_t whole[N_PERSON_PARTS];
        FileProblems problems = { 0 };
        PersonColours person;
        int r = person_colours_parse("fuzzed", (Slice){ (const char *) data, size }, &person, &problems);

        if (r < 0) {
                assert(problems.n > 0);
        } else {
                assert(problems.n == 0);
                person_whole(&person, whole);
                for (int part = 0; part < N_PERSON_PARTS; part++)
                        assert(whole[part] <= 0xffffff);
                assert(person_colours_advise(whole, &problems) == 0);
                draw(&person);
        }
        for (size_t i = 0; i < problems.n; i++) {
                assert(problems.items[i].line <= size + 1);
                assert(problems.items[i].error.text[0] && !strchr(problems.items[i].error.text, '\n'));
        }
        array_free(&problems);
        return 0;
}
