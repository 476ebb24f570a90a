/* SPDX-License-Identifier: MIT */
/* Asking systemctl. What it says is thrown away: a unit that does not work is not the person's worry as long
 * as a plain process does. */

#include "systemd-unit.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "macro.h"
#include "str.h"

/* Its socket is where systemctl would look; without it the five processes below would be for nothing. */
static bool manager_runs(void)
{
        const char *runtime = getenv("XDG_RUNTIME_DIR");
        _cleanup_free_ char *path = NULL;

        if (!runtime || runtime[0] != '/')
                return false;
        path = str_format("%s/systemd/private", runtime);
        return path && access(path, F_OK) == 0;
}

static bool systemctl(const char *verb)
{
        char program[] = "systemctl", user[] = "--user", quiet[] = "--quiet", unit[] = SYSTEMD_UNIT;
        _cleanup_free_ char *word = str_format("%s", verb);
        char *arguments[] = { program, user, quiet, word, unit, NULL };
        posix_spawn_file_actions_t actions;
        int status = -1;
        pid_t pid;

        if (!word || posix_spawn_file_actions_init(&actions) != 0)
                return false;
        for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
                posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
        if (posix_spawnp(&pid, program, &actions, NULL, arguments, environ) == 0)
                waitpid(pid, &status, 0);
        posix_spawn_file_actions_destroy(&actions);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool systemd_unit_is_installed(void)
{
        return manager_runs() && systemctl("cat");
}

bool systemd_unit_is_active(void)
{
        return manager_runs() && systemctl("is-active");
}

bool systemd_unit_start(void)
{
        if (systemctl("start"))
                return true;
        systemctl("stop"); /* or it would be tried again, beside the process that comes instead */
        return false;
}

bool systemd_unit_stop(void)
{
        return systemctl("stop");
}
