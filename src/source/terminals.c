/* SPDX-License-Identifier: MIT */
/* Terminals by a look at two folders. Change, and not the access time itself, tells of input, so that a wall
 * clock that steps invents none. */

#include "terminals.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "str.h"

enum { N_TERMINALS_MAX = 1000 }; /* who has more has enough */

void terminals_deinit(Terminals *terminals)
{
        array_free(terminals);
}

static WallTime wall_of(struct timespec time)
{
        return (WallTime){ time.tv_sec * MS_PER_SECOND + time.tv_nsec / 1000000 };
}

/* By the numbers of Linux's devices.txt: virtual consoles and serial lines, then pseudo terminals. */
static bool is_terminal(const struct stat *status)
{
        unsigned int number = major(status->st_rdev);

        return S_ISCHR(status->st_mode) && (number == 4 || (number >= 136 && number <= 143));
}

static int add(Terminals *terminals, const char *path, uid_t uid)
{
        struct stat status;
        Terminal terminal;

        if (terminals->n >= N_TERMINALS_MAX || strlen(path) >= sizeof terminal.path)
                return 0;
        if (stat(path, &status) < 0 || !is_terminal(&status) || status.st_uid != uid)
                return 0;
        if (array_reserve(terminals, 1) < 0)
                return -ENOMEM;
        terminal.accessed = wall_of(status.st_atim);
        memcpy(terminal.path, path, strlen(path) + 1);
        terminals->items[terminals->n++] = terminal;
        return 0;
}

static bool is_number(const char *text)
{
        uint64_t number;

        return parse_u64(slice_of(text), &number) == 0;
}

static int scan_folder(Terminals *terminals, const char *folder, const char *prefix, uid_t uid)
{
        DIR *directory = opendir(folder);
        struct dirent *entry;
        int r = 0;

        if (!directory)
                return 0;
        while (r == 0 && (entry = readdir(directory))) {
                char path[TERMINAL_PATH_SIZE];
                size_t n = strlen(prefix);

                if (strncmp(entry->d_name, prefix, n) != 0 || !is_number(entry->d_name + n))
                        continue;
                if ((size_t) snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < sizeof path)
                        r = add(terminals, path, uid);
        }
        closedir(directory);
        return r;
}

int terminals_scan(Terminals *terminals, uid_t uid, const char *only)
{
        int r;

        if (only)
                return add(terminals, only, uid);
        r = scan_folder(terminals, "/dev/pts", "", uid);
        if (r < 0)
                return r;
        return scan_folder(terminals, "/dev", "tty", uid);
}

WallTime terminals_last_access(const Terminals *terminals)
{
        WallTime last = { WALL_MS_MIN };

        for (size_t i = 0; i < terminals->n; i++)
                last.ms = MAX(last.ms, terminals->items[i].accessed.ms);
        return last;
}

static const Terminal *find(const Terminals *terminals, const char *path)
{
        for (size_t i = 0; i < terminals->n; i++)
                if (strcmp(terminals->items[i].path, path) == 0)
                        return &terminals->items[i];
        return NULL;
}

bool terminals_find_input(const Terminals *before, const Terminals *after, WallTime *ret)
{
        WallTime last = { WALL_MS_MIN };

        for (size_t i = 0; i < after->n; i++) {
                const Terminal *now = &after->items[i], *then = find(before, now->path);

                if (then && now->accessed.ms != then->accessed.ms)
                        last.ms = MAX(last.ms, now->accessed.ms);
        }
        if (last.ms == WALL_MS_MIN)
                return false;
        *ret = last;
        return true;
}
