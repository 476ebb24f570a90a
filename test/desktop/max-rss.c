/* SPDX-License-Identifier: MIT */

/*
 * Runs a program and prints the most memory that it ever had, in KiB, and the CPU time that it took, in ms,
 * as the last line of standard error. (Asked from Python directly, the kernel counts Python's own memory in
 * before the program is loaded.)
 *
 *      max-rss PROGRAM [ARGUMENT ...]
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
        struct rusage usage;
        int status;
        pid_t child;

        if (argc < 2)
                return 2;
        child = fork();
        if (child == 0) {
                execvp(argv[1], argv + 1);
                fprintf(stderr, "%s: %s\n", argv[1], strerror(errno));
                _exit(127);
        }
        if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
                perror("max-rss");
                return 2;
        }
        fprintf(stderr, "%ld %ld\n", usage.ru_maxrss,
                (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
                        (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
