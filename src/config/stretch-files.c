/* SPDX-License-Identifier: MIT */
/* Where stretch files lie, and reading them. Whatever is in a folder is treated as if a stranger put it
 * there. */

#include "stretch-files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "place.h"
#include "settings.h"
#include "stretch-parse.h"

static const char suffix[] = ".stretch";

bool stretch_file_is_path(const char *word)
{
        size_t n = strlen(word), m = sizeof suffix - 1;

        return strchr(word, '/') || (n > m && strcmp(word + n - m, suffix) == 0);
}

char *stretch_file_id(const char *path)
{
        const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
        size_t n = strlen(name), m = sizeof suffix - 1;

        return strndup(name, n > m && strcmp(name + n - m, suffix) == 0 ? n - m : n);
}

static int is_stretch_file(const struct dirent *entry)
{
        return entry->d_name[0] != '.' && stretch_file_is_path(entry->d_name);
}

int stretch_files_load_file(Catalogue *catalogue, const char *path, StretchOrigin origin, Error *error)
{
        _cleanup_free_ char *id = stretch_file_id(path);
        _cleanup_str_ Str bytes = { 0 };
        Error problem = { "" };
        int r;

        if (!id)
                return -ENOMEM;
        r = settings_read_file(path, &bytes, &problem);
        if (r == -ENOMEM)
                return r;
        if (r == 0)
                return catalogue_add(
                        catalogue,
                        &(StretchFile){
                                .id = id, .path = path, .bytes = str_slice(&bytes), .origin = origin },
                        error);
        if (error)
                *error = problem;
        return catalogue_add_problem(catalogue, &problem) < 0 ? -ENOMEM : r;
}

int stretch_files_load_dir(Catalogue *catalogue, const char *path, StretchOrigin origin)
{
        struct dirent **entries = NULL;
        Error problem;
        int n, r = 0;

        n = scandir(path, &entries, is_stretch_file, alphasort);
        if (n < 0 && (errno == ENOENT || errno == ENOTDIR))
                return 0;
        if (n < 0) {
                error_set(&problem, -errno, "%s: %s", path, strerror(errno));
                return catalogue_add_problem(catalogue, &problem);
        }
        for (int i = 0; i < n; i++) {
                _cleanup_free_ char *file = str_format("%s/%s", path, entries[i]->d_name);

                if (r != -ENOMEM)
                        r = file ? stretch_files_load_file(catalogue, file, origin, NULL) : -ENOMEM;
                free(entries[i]);
        }
        free(entries);
        return r == -ENOMEM ? r : 0;
}

/* What comes with Limber. */
static int load_installed(Catalogue *catalogue, const char *folder, StretchOrigin origin, char **ret_path)
{
        const char *data = getenv("LIMBER_DATA_DIR");

        *ret_path = str_format("%s/%s", data && *data ? data : LIMBER_DATADIR, folder);
        return *ret_path ? stretch_files_load_dir(catalogue, *ret_path, origin) : -ENOMEM;
}

int stretch_files_load(Catalogue *catalogue, Error *error)
{
        _cleanup_free_ char *examples = NULL, *installed = NULL, *own = NULL;
        int r;

        r = load_installed(catalogue, "examples", STRETCH_EXAMPLE, &examples);
        if (r == 0)
                r = load_installed(catalogue, "stretches", STRETCH_SHIPPED, &installed);
        if (r < 0)
                return error_memory(error);
        r = place_file(PLACE_DATA, "stretches", &own, error);
        if (r < 0 && r != -ENOENT) /* nobody's home is known: there are none of one's own */
                return r;
        r = own ? stretch_files_load_dir(catalogue, own, STRETCH_OWN) : 0;
        if (r < 0)
                return error_memory(error);
        if (catalogue->stretches.n == 0)
                return error_set(
                        error, -ENOENT,
                        _("no stretch found in %s; install Limber, or set LIMBER_DATA_DIR to its data "
                          "folder"),
                        installed);
        for (size_t i = 0; i < catalogue->stretches.n; i++)
                stretch_map_texts(catalogue->stretches.items[i], i18n_in);
        return 0;
}
