/* SPDX-License-Identifier: MIT */
/* The last resort: the bell of this user's own terminals. Nothing is drawn into what they are working on. */

#include "daemon-struct.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool ring(int dir_fd, const char *name)
{
        struct stat info;
        _cleanup_close_ int fd =
                openat(dir_fd, name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);

        return fd >= 0 && fstat(fd, &info) == 0 && S_ISCHR(info.st_mode) && info.st_uid == getuid() &&
               isatty(fd) && write(fd, "\a", 1) == 1;
}

int bell_ring(void)
{
        DIR *dir = opendir("/dev/pts");
        struct dirent *entry;
        int n = 0;

        if (!dir)
                return 0;
        while ((entry = readdir(dir)))
                if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
                        n += ring(dirfd(dir), entry->d_name);
        closedir(dir);
        return n;
}
