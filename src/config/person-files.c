/* SPDX-License-Identifier: MIT */
/* Where person files lie, and reading them. Files are a stranger's until they are parsed. */

#include "person-files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "place.h"
#include "settings.h"

static const char suffix[] = ".person";

bool person_file_is_one(const char *name)
{
        size_t n = strlen(name), m = sizeof suffix - 1;

        return n > m && strcmp(name + n - m, suffix) == 0;
}

bool person_file_is_path(const char *word)
{
        return strchr(word, '/') || person_file_is_one(word);
}

int person_files_home(char **ret_path, Error *error)
{
        return place_file(PLACE_DATA, "people", ret_path, error);
}

static char *installed_folder(void)
{
        const char *data = getenv("LIMBER_DATA_DIR");

        return str_format("%s/people", data && *data ? data : LIMBER_DATADIR);
}

/* ---- one file ---- */

int person_file_read(const char *path, PersonColours *ret, FileProblems *problems, Error *error)
{
        const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
        _cleanup_free_ char *name =
                strndup(file, strlen(file) - (person_file_is_one(file) ? sizeof suffix - 1 : 0));
        _cleanup_str_ Str bytes = { 0 };
        int r;

        if (!name)
                return error_memory(error);
        r = settings_read_file(path, &bytes, error);
        if (r < 0)
                return r;
        if (!person_file_is_one(file))
                return error_set(
                        error, -EINVAL, _("%s: the name of a person file ends in .person; rename it"), path);
        r = person_colours_parse(name, str_slice(&bytes), ret, problems);
        return r == -ENOMEM ? error_memory(error) : r;
}

static int read_one(const char *path, PersonColours *ret, Error *error)
{
        FileProblems problems = { 0 };
        Error line;
        int r = person_file_read(path, ret, &problems, error);

        if (r < 0 && problems.n > 0) {
                file_problem_print(&problems.items[0], path, &line);
                error_set(error, r, "%s", line.text);
        }
        array_free(&problems);
        return r;
}

/* ---- by name ---- */

static int read_in(const char *folder, const char *name, PersonColours *ret, Error *error)
{
        _cleanup_free_ char *path = folder ? str_format("%s/%s%s", folder, name, suffix) : NULL;

        if (!folder || (path && access(path, F_OK) < 0))
                return -ENOENT;
        return path ? read_one(path, ret, error) : error_memory(error);
}

static int find(const char *name, PersonColours *ret, Error *error)
{
        _cleanup_free_ char *own = NULL, *installed = installed_folder();
        _cleanup_str_ Str names = { 0 };
        int r;

        if (person_file_is_path(name))
                return read_one(name, ret, error);
        if (stretch_is_name(name, strlen(name))) {
                r = person_files_home(&own, NULL);
                r = read_in(own, name, ret, error);
                if (r == -ENOENT)
                        r = read_in(installed, name, ret, error);
                if (r != -ENOENT)
                        return r;
                if (person_is_built_in(name)) {
                        person_colours_init(ret, name);
                        return 0;
                }
        }
        if (person_files_list(", ", &names) < 0)
                return error_memory(error);
        return error_set(
                error, -ENOENT, _("there is nobody called '%.40s'; there are: %s"), name, names.text);
}

int person_files_find(const char *name, PersonColours *ret, Error *error)
{
        int r;

        person_colours_init(ret, person_built_in(0));
        r = find(name, ret, error);
        return r;
}

/* ---- all of them ---- */

typedef ARRAY(char *) Names;

static int add_name(Names *names, const char *name, size_t n)
{
        size_t at = names->n;

        if (!stretch_is_name(name, n))
                return 0;
        for (size_t i = 0; i < names->n; i++)
                if (strncmp(names->items[i], name, n) == 0 && names->items[i][n] == '\0')
                        return 0;
        if (array_reserve(names, 1) < 0)
                return -ENOMEM;
        names->items[names->n] = strndup(name, n);
        if (!names->items[names->n])
                return -ENOMEM;
        names->n++;
        for (; at > 0 && strcmp(names->items[at - 1], names->items[at]) > 0; at--) {
                char *other = names->items[at];

                names->items[at] = names->items[at - 1];
                names->items[at - 1] = other;
        }
        return 0;
}

static int add_folder(Names *names, const char *folder)
{
        DIR *dir = folder ? opendir(folder) : NULL;
        const struct dirent *entry;
        int r = 0;

        if (!dir)
                return 0;
        while (r == 0 && (entry = readdir(dir)))
                if (person_file_is_one(entry->d_name))
                        r = add_name(names, entry->d_name, strlen(entry->d_name) - (sizeof suffix - 1));
        closedir(dir);
        return r;
}

int person_files_list(const char *between, Str *ret)
{
        _cleanup_free_ char *own = NULL, *installed = installed_folder();
        Names names = { 0 };
        int r = 0;

        for (size_t i = 0; person_built_in(i) && r == 0; i++)
                r = add_name(&names, person_built_in(i), strlen(person_built_in(i)));
        if (r == 0)
                r = add_folder(&names, installed);
        if (r == 0 && person_files_home(&own, NULL) == 0)
                r = add_folder(&names, own);
        for (size_t i = 0; i < names.n; i++) {
                if (r == 0)
                        r = str_appendf(ret, "%s%s", i > 0 ? between : "", names.items[i]);
                free(names.items[i]);
        }
        array_free(&names);
        return r;
}
