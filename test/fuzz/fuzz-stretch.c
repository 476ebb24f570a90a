/* SPDX-License-Identifier: MIT */
/* Any bytes as a stretch file: an error of one line, or a stretch whose doses can all be walked through. */

#include <string.h>

#include "stretch-advice.h"
#include "stretch-parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const Stretch *stretch)
{
        for (int kind = 0; kind < N_DOSES; kind++) {
                const Dose *dose = &stretch->doses[kind];
                unsigned n = dose_repeats(dose, 100);
                int64_t ms = 0;

                assert(n > 0 && dose_enough(dose, 100) > 0 && dose_enough(dose, 100) <= n);
                for (unsigned i = 0; i < n; i++) {
                        const Way *way = &stretch->ways[dose_way(dose, 100, i)];

                        assert(way->n > 0);
                        for (size_t k = way->first; k < way->first + way->n; k++) {
                                const Phase *phase = &stretch->phases[k];

                                assert(phase->ms > 0 && *phase->show && *phase->say);
                                assert(phase->n_poses == 0 ||
                                       phase->poses[phase->n_poses - 1] < stretch->n_poses);
                                ms += phase->ms;
                        }
                }
                assert(ms == stretch_dose_ms(stretch, (DoseKind) kind, 100));
        }
}

/* Every problem and every piece of advice is one line, in the file. */
static void check_lines(const FileProblems *problems, size_t size)
{
        assert(problems->n <= FILE_MAX_PROBLEMS);
        for (size_t i = 0; i < problems->n; i++) {
                const FileProblem *problem = &problems->items[i];

                assert(problem->line <= size + 1);
                assert(problem->error.text[0] && !strchr(problem->error.text, '\n'));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        FileProblems problems = { 0 };
        Stretch *stretch = NULL;
        int r = stretch_parse_all("fuzzed", (Slice){ (const char *) data, size }, &stretch, &problems);

        if (r < 0) {
                assert(!stretch && problems.n > 0);
        } else {
                assert(problems.n == 0);
                walk(stretch);
                assert(stretch_advise(stretch, &problems) == 0);
        }
        check_lines(&problems, size);
        array_free(&problems);
        stretch_free(stretch);
        return 0;
}
