/* SPDX-License-Identifier: MIT */
/* Looked up when something happens, so that there is nothing to keep in step with: one open() where there
 * are none. */

#include "hook-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "macro.h"
#include "place.h"

static const char *const event_names[N_HOOK_EVENTS] = {
        [HOOK_BOUT] = "bout", [HOOK_ANNOUNCE] = "announce", [HOOK_BEGIN] = "begin",
        [HOOK_END] = "end",   [HOOK_BUSY] = "busy",
};

const char *hook_event_name(HookEvent event)
{
        return event_names[event];
}

int hook_files_home(char **ret_path, Error *error)
{
        return place_file(PLACE_CONFIG, "hooks", ret_path, error);
}

/* ---- who could have written it ---- */

static int check_owner(const struct stat *st, const char *name, Error *error)
{
        if (st->st_uid != geteuid() && st->st_uid != 0)
                return error_set(error, -EPERM, _("%.200s belongs to another user"), name);
        if (st->st_mode & (S_IWGRP | S_IWOTH))
                return error_set(
                        error, -EPERM, _("%.200s can be written by others; chmod go-w mends it"), name);
        return 0;
}

static int open_folder(int at, const char *path, const char *name, int *ret_fd, Error *error)
{
        int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK), r;
        struct stat st;

        if (fd < 0 && errno == ENOENT)
                return -ENOENT;
        if (fd < 0 && (errno == ENOTDIR || errno == ELOOP))
                return error_set(error, -ENOTDIR, _("%.200s is not a folder"), name);
        if (fd < 0)
                return error_set(error, -errno, "%.200s: %s", name, strerror(errno));
        r = fstat(fd, &st) < 0 ? error_set(error, -errno, "%.200s: %s", name, strerror(errno))
                               : check_owner(&st, name, error);
        if (r < 0) {
                close(fd);
                return r;
        }
        *ret_fd = fd;
        return 0;
}

int hook_folder_open(const char *path, int *ret_fd, Error *error)
{
        return open_folder(AT_FDCWD, path, path, ret_fd, error);
}

static int check_file(int folder_fd, const char *file, const char *name, Error *error)
{
        struct stat st;
        int r;

        if (fstatat(folder_fd, file, &st, AT_SYMLINK_NOFOLLOW) < 0)
                return errno == ENOENT ? -ENOENT
                                       : error_set(error, -errno, "%.200s: %s", name, strerror(errno));
        if (S_ISLNK(st.st_mode))
                return error_set(error, -EPERM, _("%.200s is a link; copy the file instead"), name);
        if (!S_ISREG(st.st_mode))
                return error_set(error, -EPERM, _("%.200s is not a regular file"), name);
        r = check_owner(&st, name, error);
        if (r < 0)
                return r;
        if (faccessat(folder_fd, file, X_OK, AT_EACCESS) < 0)
                return error_set(error, -EACCES, _("%.200s is not executable; chmod u+x mends it"), name);
        return 0;
}

/* ---- what there is ---- */

static void tell(int folder_fd, const char *file, const char *name, HookFound found, void *userdata)
{
        Error problem = { 0 };
        int r = check_file(folder_fd, file, name, &problem);

        if (r != -ENOENT)
                found(userdata, name, r < 0 ? &problem : NULL);
}

/* What an editor or a package leaves behind is no hook, and a name goes into the log. */
static int is_hook(const struct dirent *entry)
{
        static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

        return entry->d_name[0] != '.' && entry->d_name[strspn(entry->d_name, letters)] == '\0';
}

static void find_in(int folder_fd, const char *folder, HookFound found, void *userdata)
{
        struct dirent **entries = NULL;
        int n = scandirat(folder_fd, ".", &entries, is_hook, alphasort);
        Error problem = { 0 };

        for (int i = 0; i < n; i++) {
                char name[NAME_MAX + 64];

                snprintf(name, sizeof name, "%s/%s", folder, entries[i]->d_name);
                if (i < HOOK_FILES_MAX)
                        tell(folder_fd, entries[i]->d_name, name, found, userdata);
                free(entries[i]);
        }
        free(entries);
        if (n <= HOOK_FILES_MAX)
                return;
        error_set(&problem, -E2BIG, _("%s holds more than %d files"), folder, HOOK_FILES_MAX);
        found(userdata, folder, &problem);
}

void hook_files_find(int folder_fd, HookEvent event, HookFound found, void *userdata)
{
        char folder[32];
        Error problem = { 0 };
        int fd = -1, r;

        tell(folder_fd, event_names[event], event_names[event], found, userdata);
        snprintf(folder, sizeof folder, "%s.d", event_names[event]);
        r = open_folder(folder_fd, folder, folder, &fd, &problem);
        if (r == -ENOENT)
                return;
        if (r < 0) {
                found(userdata, folder, &problem);
                return;
        }
        find_in(fd, folder, found, userdata);
        close(fd);
}
