/* SPDX-License-Identifier: MIT */
#include "scratch.h"

#include <assert.h>
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void scratch_init(Scratch *scratch)
{
        const char *made;

        strcpy(scratch->folder, "/tmp/limber-store-XXXXXX");
        made = mkdtemp(scratch->folder);
        assert(made);
        (void) made;
        snprintf(scratch->path, sizeof scratch->path, "%s/limber/limber.db", scratch->folder);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
        return remove(path);
}

void scratch_deinit(Scratch *scratch)
{
        nftw(scratch->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int scratch_count(const Scratch *scratch, const char *prefix, char *ret_path)
{
        char folder[128];
        const struct dirent *entry;
        DIR *dir;
        int n = 0;

        snprintf(folder, sizeof folder, "%s/limber", scratch->folder);
        dir = opendir(folder);
        while (dir && (entry = readdir(dir)))
                if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0 && n++ == 0 && ret_path)
                        snprintf(ret_path, 512, "%s/%s", folder, entry->d_name);
        if (dir)
                closedir(dir);
        return n;
}

int scratch_mode(const char *path)
{
        struct stat st;

        return stat(path, &st) < 0 ? -1 : (int) (st.st_mode & 07777);
}
