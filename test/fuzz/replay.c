/* SPDX-License-Identifier: MIT */

/*
 * A main for a fuzz target where libFuzzer is not: runs the corpus, and every prefix of each small input (a
 * file that was cut off), through LLVMFuzzerTestOneInput(). One TAP case; an input that crashes is named
 * before it runs.
 *
 *      replay NAME CORPUS
 */

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "macro.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PREFIXES_UP_TO = 512, INPUT_SIZE_MAX = 1 << 20 };

/* A copy of exactly n bytes, so that a read past them is seen. */
static void run_exactly(const uint8_t *bytes, size_t n)
{
        uint8_t *copy = malloc(n ? n : 1);

        if (!copy)
                abort();
        memcpy(copy, bytes, n);
        LLVMFuzzerTestOneInput(copy, n);
        free(copy);
}

static int replay_file(const char *path)
{
        _cleanup_free_ uint8_t *bytes = malloc(INPUT_SIZE_MAX);
        FILE *file = fopen(path, "re");
        size_t n;

        if (!bytes || !file) {
                printf("# %s: %s\n", path, strerror(errno));
                if (file)
                        fclose(file);
                return -1;
        }
        n = fread(bytes, 1, INPUT_SIZE_MAX, file);
        fclose(file);

        printf("# %s\n", path);
        fflush(stdout);
        run_exactly(bytes, n);
        for (size_t cut = 0; n <= PREFIXES_UP_TO && cut < n; cut++)
                run_exactly(bytes, cut);
        return 0;
}

int main(int argc, char **argv)
{
        struct dirent **entries = NULL;
        int n, n_inputs = 0, n_failed = 0;

        if (argc != 3) {
                fprintf(stderr, "usage: %s NAME CORPUS\n", argv[0]);
                return 2;
        }
        printf("1..1\n");
        n = scandir(argv[2], &entries, NULL, alphasort);
        for (int i = 0; i < n; i++) {
                char path[4096];
                int length = snprintf(path, sizeof path, "%s/%s", argv[2], entries[i]->d_name);

                if (entries[i]->d_name[0] != '.' && length < (int) sizeof path) {
                        n_inputs++;
                        n_failed += replay_file(path) < 0;
                }
                free(entries[i]);
        }
        free(entries);

        printf("%sok 1 - %s: %d inputs\n", n_inputs == 0 || n_failed ? "not " : "", argv[1], n_inputs);
        return n_inputs == 0 || n_failed;
}
