/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: a wall clock that somebody sets. WALL_CLOCK_FILE holds by how many seconds it is off; the file
 * is read at each look at the clock. Only the wall clock: libfaketime 0.9.10 also moves the absolute timers
 * of CLOCK_BOOTTIME, which no real step of the wall clock does. SLEPT_FILE likewise holds for how many
 * seconds the machine has slept: the wall clock and CLOCK_BOOTTIME went on meanwhile, CLOCK_MONOTONIC did
 * not. (Timers of the kernel know nothing of that sleep.)
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static long seconds_in(const char *name)
{
        const char *path = getenv(name);
        FILE *file = path ? fopen(path, "re") : NULL;
        char line[32] = "";

        if (!file)
                return 0;
        if (!fgets(line, sizeof line, file))
                line[0] = '\0';
        fclose(file);
        return strtol(line, NULL, 10);
}

EXPORT int clock_gettime(clockid_t id, struct timespec *ret)
{
        int r = (int) syscall(SYS_clock_gettime, id, ret);

        if (r == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
                ret->tv_sec += seconds_in("WALL_CLOCK_FILE") + seconds_in("SLEPT_FILE");
        if (r == 0 && id == CLOCK_BOOTTIME)
                ret->tv_sec += seconds_in("SLEPT_FILE");
        return r;
}

EXPORT int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
        struct timespec now;

        clock_gettime(CLOCK_REALTIME, &now);
        *ret = (struct timeval){ now.tv_sec, now.tv_nsec / 1000 };
        return 0;
}

EXPORT time_t time(time_t *ret)
{
        struct timespec now;

        clock_gettime(CLOCK_REALTIME, &now);
        if (ret)
                *ret = now.tv_sec;
        return now.tv_sec;
}
