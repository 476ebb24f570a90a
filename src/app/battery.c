/* SPDX-License-Identifier: MIT */
/* A battery of the machine itself (not of a mouse, whose scope is "Device") that is being emptied. */

#include "battery.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "macro.h"

/* The file's first line, "" where there is none. */
static const char *read_line(int folder, const char *supply, const char *name, char line[static 32])
{
        _cleanup_close_ int dir = openat(folder, supply, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        _cleanup_close_ int fd = dir < 0 ? -1 : openat(dir, name, O_RDONLY | O_CLOEXEC);
        ssize_t n = fd < 0 ? 0 : read(fd, line, 31);

        line[n < 0 ? 0 : n] = '\0';
        line[strcspn(line, "\n")] = '\0';
        return line;
}

static bool is_emptied(int folder, const char *supply)
{
        char line[32];

        return strcmp(read_line(folder, supply, "type", line), "Battery") == 0 &&
               strcmp(read_line(folder, supply, "scope", line), "Device") != 0 &&
               strcmp(read_line(folder, supply, "status", line), "Discharging") == 0;
}

bool battery_discharges(const char *folder)
{
        DIR *dir = opendir(folder ? folder : "/sys/class/power_supply");
        bool discharges = false;

        if (!dir)
                return false;
        for (struct dirent *entry; !discharges && (entry = readdir(dir));)
                discharges = entry->d_name[0] != '.' && is_emptied(dirfd(dir), entry->d_name);
        closedir(dir);
        return discharges;
}
