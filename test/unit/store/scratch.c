/* SPDX-License-Identifier: MIT */
#include "scratch.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

int scratch_in_child(int (*function)(const Scratch *scratch), const Scratch *scratch)
{
        int status;
        pid_t child;

        fflush(NULL);
        child = fork();
        if (child == 0) {
                status = function(scratch);
                fflush(NULL);
                _exit(status);
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
                return -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool write_text(const char *path, const char *text)
{
        int fd = open(path, O_WRONLY);
        bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t) strlen(text);

        if (fd >= 0)
                close(fd);
        return done;
}

/* Mounts of our own: as root, or as root of a user namespace in which we keep our number. */
static bool own_mounts(void)
{
        char map[64];
        uid_t uid = geteuid();
        gid_t gid = getegid();

        if (unshare(CLONE_NEWNS) < 0) {
                if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
                        return false;
                snprintf(map, sizeof map, "%u %u 1", (unsigned) uid, (unsigned) uid);
                if (!write_text("/proc/self/uid_map", map) || !write_text("/proc/self/setgroups", "deny"))
                        return false;
                snprintf(map, sizeof map, "%u %u 1", (unsigned) gid, (unsigned) gid);
                if (!write_text("/proc/self/gid_map", map))
                        return false;
        }
        /* EINVAL: in a chroot there is nothing mounted at the root, and what is made here stays here anyway.
         */
        return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 || errno == EINVAL;
}

bool scratch_mount_small(const Scratch *scratch, int n_bytes)
{
        char options[64];

        snprintf(options, sizeof options, "size=%d,mode=0700", n_bytes);
        return own_mounts() && mount("tmpfs", scratch->folder, "tmpfs", 0, options) == 0;
}

bool scratch_mount_read_only(const Scratch *scratch)
{
        return own_mounts() && mount(scratch->folder, scratch->folder, NULL, MS_BIND, NULL) == 0 &&
               mount(NULL, scratch->folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0;
}
