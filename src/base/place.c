/* SPDX-License-Identifier: MIT */
/*
 * Places. Only what is ours is trusted: in a directory of somebody else, anybody could listen on our socket
 * or read a diary. Nothing is remembered: the environment is read anew each time.
 */

#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "i18n.h"
#include "str.h"

static const struct {
        const char *variable;
        const char *below_home; /* NULL: no default below the home */
} places[N_PLACES] = {
        [PLACE_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
        [PLACE_DATA] = { "XDG_DATA_HOME", ".local/share" },
        [PLACE_STATE] = { "XDG_STATE_HOME", ".local/state" },
        [PLACE_RUNTIME] = { "XDG_RUNTIME_DIR", NULL },
};

/* A variable's absolute path, or NULL. */
static const char *absolute_from_environment(const char *variable)
{
        const char *value = getenv(variable);

        return value && value[0] == '/' ? value : NULL;
}

static const char *home_path(void)
{
        const char *home = absolute_from_environment("HOME");
        const struct passwd *entry;

        if (home)
                return home;
        entry = getpwuid(getuid());
        return entry && entry->pw_dir && entry->pw_dir[0] == '/' ? entry->pw_dir : NULL;
}

/*
 * What is there already must be a directory of ours and no link. The one in the temporary directory has a
 * name that anybody could have taken before us, so that it must also be closed to others.
 */
static int check_runtime(const char *path, bool is_fallback, Error *error)
{
        struct stat status;

        if (lstat(path, &status) < 0) {
                if (errno == ENOENT || errno == ENOTDIR)
                        return 0;
                return error_set(error, -errno, _("%s cannot be looked at: %m; set XDG_RUNTIME_DIR"), path);
        }
        if (S_ISLNK(status.st_mode))
                return error_set(error, -EPERM, _("%s is a link; remove it, or set XDG_RUNTIME_DIR"), path);
        if (!S_ISDIR(status.st_mode))
                return error_set(
                        error, -ENOTDIR, _("%s is no directory; remove it, or set XDG_RUNTIME_DIR"), path);
        if (status.st_uid != geteuid())
                return error_set(error, -EPERM, _("%s belongs to another user; set XDG_RUNTIME_DIR"), path);
        if (is_fallback && (status.st_mode & 077) != 0)
                return error_set(
                        error, -EPERM, _("%s is open to other users; chmod 700 it, or set XDG_RUNTIME_DIR"),
                        path);
        return 0;
}

static bool is_our_dir(const char *path)
{
        struct stat status;

        return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid();
}

static int find_runtime(char **ret_path, Error *error)
{
        const char *base = absolute_from_environment("XDG_RUNTIME_DIR");
        _cleanup_free_ char *login = NULL, *path = NULL;
        bool is_fallback = false;
        int r;

        if (!base) {
                login = str_format("/run/user/%u", (unsigned) getuid());
                if (!login)
                        return error_memory(error);
                if (is_our_dir(login))
                        base = login;
        }
        if (base) {
                path = str_format("%s/limber", base);
        } else {
                base = absolute_from_environment("TMPDIR");
                path = str_format("%s/limber-%u", base ? base : "/tmp", (unsigned) getuid());
                is_fallback = true;
        }
        if (!path)
                return error_memory(error);
        r = check_runtime(path, is_fallback, error);
        if (r < 0)
                return r;
        *ret_path = TAKE_PTR(path);
        return 0;
}

int place_find(Place place, char **ret_path, Error *error)
{
        const char *base = absolute_from_environment(places[place].variable);
        char *path;

        if (place == PLACE_RUNTIME)
                return find_runtime(ret_path, error);
        if (base) {
                path = str_format("%s/limber", base);
        } else {
                const char *home = home_path();

                if (!home)
                        return error_set(
                                error, -ENOENT, _("no home directory is known; set HOME or %s"),
                                places[place].variable);
                path = str_format("%s/%s/limber", home, places[place].below_home);
        }
        if (!path)
                return error_memory(error);
        *ret_path = path;
        return 0;
}

/* Creates each missing directory of the path, 0700. What is there already may be anybody's, but for the
 * last. */
static int make_missing(char *path, Error *error)
{
        for (char *slash = path + 1;; slash++) {
                char kept = *slash;

                if (kept != '/' && kept != '\0')
                        continue;
                *slash = '\0';
                if (mkdir(path, 0700) < 0 && errno != EEXIST) {
                        int r = -errno; /* on a read-only disk, access() says ENOENT */

                        if (kept == '\0' || access(path, F_OK) < 0)
                                return error_set(error, r, _("%s cannot be made: %s"), path, strerror(-r));
                }
                *slash = kept;
                if (kept == '\0')
                        return 0;
        }
}

static int check_ours(const char *path, Error *error)
{
        _cleanup_close_ int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        struct stat status;

        if (fd < 0 || fstat(fd, &status) < 0)
                return error_set(error, -errno, _("%s cannot be used: %m"), path);
        if (status.st_uid != geteuid())
                return error_set(
                        error, -EPERM,
                        _("%s belongs to another user; give it back, or choose another place"), path);
        /* Where we may not tighten it (a file system without modes), the files in it are private themselves.
         */
        if (status.st_mode & 077)
                (void) !fchmod(fd, status.st_mode & 0700);
        return 0;
}

int place_make_dir(const char *path, Error *error)
{
        _cleanup_free_ char *copy = strdup(path);
        int r;

        if (!copy)
                return error_memory(error);
        r = make_missing(copy, error);
        if (r < 0)
                return r;
        return check_ours(path, error);
}

int place_make(Place place, char **ret_path, Error *error)
{
        _cleanup_free_ char *path = NULL;
        int r;

        r = place_find(place, &path, error);
        if (r < 0)
                return r;
        r = place_make_dir(path, error);
        if (r < 0)
                return r;
        if (place == PLACE_RUNTIME) {
                /* Again: somebody may have been quicker than our mkdir. */
                _cleanup_free_ char *again = NULL;

                r = place_find(place, &again, error);
                if (r < 0)
                        return r;
        }
        *ret_path = TAKE_PTR(path);
        return 0;
}

int place_file(Place place, const char *name, char **ret_path, Error *error)
{
        _cleanup_free_ char *directory = NULL;
        char *path;
        int r;

        r = place_find(place, &directory, error);
        if (r < 0)
                return r;
        path = str_format("%s/%s", directory, name);
        if (!path)
                return error_memory(error);
        *ret_path = path;
        return 0;
}

int place_socket(char **ret_path, Error *error)
{
        _cleanup_free_ char *path = NULL;
        int r;

        r = place_file(PLACE_RUNTIME, PLACE_SOCKET_FILE, &path, error);
        if (r < 0)
                return r;
        if (strlen(path) >= sizeof((struct sockaddr_un *) NULL)->sun_path)
                return error_set(
                        error, -ENAMETOOLONG,
                        _("the socket's path %s is too long; set XDG_RUNTIME_DIR to a shorter one"), path);
        *ret_path = TAKE_PTR(path);
        return 0;
}
