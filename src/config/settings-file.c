/* SPDX-License-Identifier: MIT */
/*
 * limber.conf, read and written. While reading, the line of every key is kept, so that what shows only at
 * the end (a rest shorter than away_after) and what is said twice can name its line.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "keyfile.h"
#include "nearest.h"
#include "settings-key.h"

typedef struct Section {
        int rule;                                                /* -1: the top of the file */
        size_t line;                                             /* of its header; 0: none yet */
        size_t option_lines[MAX(N_TOP_OPTIONS, N_RULE_OPTIONS)]; /* 0: not set */
} Section;

typedef struct SettingsReader {
        const char *filename;
        Settings settings;
        Section top, rules[MAX_RULES];
        Section *section; /* the one we are in */
} SettingsReader;

/* Puts "FILE:LINE: [section] key: " before the text that is there; section and key where there are such. */
static int prefix_place(const SettingsReader *reader, size_t line, int rule, Slice key, Error *error)
{
        const char *section = rule >= 0 ? reader->settings.engine.rules[rule].name : "";
        const char *open = rule >= 0 ? " [" : "", *close = rule >= 0 ? "]" : "";

        if (key.n > 0)
                return error_prefix(
                        error, -EINVAL, "%s:%zu:%s%s%s %.*s", reader->filename, line, open, section, close,
                        (int) MIN(key.n, (size_t) 40), key.p);
        return error_prefix(error, -EINVAL, "%s:%zu:%s%s%s", reader->filename, line, open, section, close);
}

static int read_section(SettingsReader *reader, const KeyfileLine *line, Error *error)
{
        int rule = settings_add_rule(&reader->settings, line->section, error);
        Section *section;

        if (rule < 0)
                return error_prefix(error, -EINVAL, "%s:%zu", reader->filename, line->number);
        section = &reader->rules[rule];
        if (section->line > 0) {
                error_set(
                        error, -EINVAL, _("a second time, after line %zu; put its keys together"),
                        section->line);
                return prefix_place(reader, line->number, rule, (Slice){ 0 }, error);
        }
        section->line = line->number;
        section->rule = rule;
        reader->section = section;
        return 0;
}

static int set_key(SettingsReader *reader, const KeyfileLine *line, Error *error)
{
        Section *section = reader->section;
        bool in_rule = section->rule >= 0;
        const Option *option = option_of_section(in_rule, line->key, error);
        size_t i;

        if (!option && !in_rule && memchr(line->key.p, '.', line->key.n))
                return error_set(
                        error, -EINVAL, _("a section is missing; write [NAME], and the key below it"));
        if (!option && in_rule && option_find(top_options, N_TOP_OPTIONS, line->key))
                return error_set(
                        error, -EINVAL, _("not a setting of a break; move it above the first section"));
        if (!option)
                return -EINVAL;
        i = (size_t) (option - (in_rule ? rule_options : top_options));
        if (section->option_lines[i] > 0)
                return error_set(
                        error, -EINVAL, _("a second time, after line %zu; take one out"),
                        section->option_lines[i]);
        section->option_lines[i] = line->number;
        if (line->value.n == 0)
                return error_set(error, -EINVAL, _("no value after the =; give one, or take the line out"));
        return settings_set_key(
                &reader->settings, (SettingsKey){ option, section->rule }, line->value, error);
}

/* Which break of Limber's own somebody may have meant by a section without every and lasts. */
static int suggest_rule(const char *name, Error *error)
{
        Nearest nearest = { .wanted = slice_of(name) };
        EngineOptions known;

        engine_options_init(&known);
        for (size_t i = 0; i < known.n_rules; i++)
                nearest_offer(&nearest, known.rules[i].name);
        if (!nearest.found)
                return -EINVAL;
        return error_set(
                error, -EINVAL,
                _("missing; a break of your own needs every and lasts, or did you mean [%s]?"),
                nearest.found);
}

static int check_whole(const SettingsReader *reader, Error *error)
{
        const Section *section;
        SettingsKey key;
        size_t line;
        int r;

        r = settings_find_conflict(&reader->settings, &key, error);
        if (r == 0)
                return 0;
        section = &reader->rules[key.rule];
        line = section->option_lines[key.option - rule_options];
        if (line == 0) {
                line = section->line;
                suggest_rule(reader->settings.engine.rules[key.rule].name, error);
        }
        return prefix_place(reader, line, key.rule, slice_of(key.option->name), error);
}

static int read_lines(SettingsReader *reader, Slice text, Error *error)
{
        Keyfile file;
        KeyfileLine line;
        int r;

        keyfile_init(&file, text);
        for (;;) {
                r = keyfile_next(&file, &line, error);
                if (r < 0)
                        return error_prefix(error, r, "%s:%zu", reader->filename, file.line);
                if (line.kind == KEYFILE_END)
                        return 0;
                if (line.kind == KEYFILE_SECTION) {
                        r = read_section(reader, &line, error);
                        if (r < 0)
                                return r;
                        continue;
                }
                r = set_key(reader, &line, error);
                if (r < 0)
                        return prefix_place(reader, line.number, reader->section->rule, line.key, error);
        }
}

int settings_parse(const char *bytes, size_t n, const char *filename, Settings *ret, Error *error)
{
        SettingsReader reader = { .filename = filename, .top = { .rule = -1 } };
        int r;

        if (n > SETTINGS_FILE_MAX)
                return error_set(
                        error, -EINVAL, _("%s: larger than %d KiB; is this the right file?"), filename,
                        SETTINGS_FILE_MAX / 1024);
        reader.section = &reader.top;
        settings_init(&reader.settings);
        r = read_lines(&reader, (Slice){ bytes, n }, error);
        if (r < 0)
                return r;
        r = check_whole(&reader, error);
        if (r < 0)
                return r;
        *ret = reader.settings;
        return 0;
}

int settings_read_file(const char *path, Str *ret, Error *error)
{
        _cleanup_close_ int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        char chunk[16 * 1024];
        struct stat status;
        ssize_t n;

        if (fd < 0 && errno == ENOENT)
                return error_set(error, -ENOENT, _("%s: there is no such file; check its name"), path);
        if (fd < 0 || fstat(fd, &status) < 0)
                return error_set(error, -errno, _("%s: cannot be read: %m; check its permissions"), path);
        if (!S_ISREG(status.st_mode))
                return error_set(error, -EINVAL, _("%s: not a regular file; move it away"), path);
        while ((n = read(fd, chunk, sizeof chunk)) != 0) {
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return error_set(error, -errno, _("%s: cannot be read: %m"), path);
                if (str_append_n(ret, chunk, (size_t) n) < 0)
                        return error_memory(error);
                if (ret->n > SETTINGS_FILE_MAX)
                        break; /* settings_parse() says so */
        }
        return 0;
}

int settings_load(const char *path, Settings *ret, Error *error)
{
        _cleanup_str_ Str text = { 0 };
        int r;

        r = settings_read_file(path, &text, error);
        if (r == -ENOENT || r == -ENOTDIR) {
                settings_init(ret);
                return 0;
        }
        if (r < 0)
                return r;
        return settings_parse(str_slice(&text).p, text.n, path, ret, error);
}

static int print_options(const Settings *settings, int rule, const Option *options, size_t n, Str *ret)
{
        int r = 0;

        for (size_t i = 0; i < n && r == 0; i++) {
                r = str_appendf(ret, "%s = ", options[i].name);
                if (r == 0)
                        r = settings_print_key(settings, (SettingsKey){ &options[i], rule }, ret);
                if (r == 0)
                        r = str_append(ret, "\n");
        }
        return r;
}

int settings_print(const Settings *settings, Str *ret)
{
        int r = print_options(settings, -1, top_options, N_TOP_OPTIONS, ret);

        for (size_t i = 0; i < settings->engine.n_rules && r == 0; i++) {
                r = str_appendf(ret, "\n[%s]\n", settings->engine.rules[i].name);
                if (r == 0)
                        r = print_options(settings, (int) i, rule_options, N_RULE_OPTIONS, ret);
        }
        return r;
}

bool settings_equal(const Settings *a, const Settings *b)
{
        _cleanup_str_ Str text_a = { 0 }, text_b = { 0 };

        return settings_print(a, &text_a) == 0 && settings_print(b, &text_b) == 0 &&
               strcmp(text_a.text, text_b.text) == 0;
}
