/* SPDX-License-Identifier: MIT */
/*
 * Edits as text. One pass over the lines finds where a key stands, or where it would go: after the last key
 * of its section. Values are replaced byte for byte, so that a comment behind them stays.
 */

#include <errno.h>
#include <string.h>

#include "config-write.h"
#include "i18n.h"
#include "keyfile.h"
#include "settings-key.h"

/* Where in the text a key is. */
typedef struct Spot {
        const char *value; /* NULL: the key is not there */
        size_t n_value;
        const char *insert;  /* the start of the line before which the key would go; NULL: no such section */
        const char *header;  /* the section's header line; NULL at the top */
        size_t n_keys;       /* in the section */
        bool before_section; /* what is inserted stands right above another section */
} Spot;

static const char *line_start(Slice text, const char *p)
{
        while (p > text.p && p[-1] != '\n')
                p--;
        return p;
}

/* The start of the line after the one that p is in, or the end of the text. */
static const char *line_after(Slice text, const char *p)
{
        const char *newline = memchr(p, '\n', (size_t) (text.p + text.n - p));

        return newline ? newline + 1 : text.p + text.n;
}

/* Above a section's header, and above the comment that belongs to it. */
static const char *above_section(Slice text, const char *header)
{
        const char *spot = line_start(text, header);

        while (spot > text.p) {
                const char *above = line_start(text, spot - 1);

                if (*above != '#')
                        break;
                spot = above;
        }
        return spot;
}

/* The first section begins: where a top key goes if there is none yet. */
static void end_top(Slice text, const char *header, Spot *spot)
{
        if (spot->n_keys > 0)
                return;
        spot->insert = above_section(text, header);
        spot->before_section = true;
}

static void take_key(Slice text, const KeyfileLine *line, Slice name, Spot *spot)
{
        spot->n_keys++;
        spot->insert = line_after(text, line->key.p);
        if (!spot->value && line->key.n == name.n && memcmp(line->key.p, name.p, name.n) == 0) {
                spot->value = line->value.p;
                spot->n_value = line->value.n;
        }
}

static int find_spot(Slice text, Slice section, Slice name, Spot *ret)
{
        Spot spot = { 0 };
        bool inside = section.n == 0;
        KeyfileLine line;
        Keyfile file;
        int r;

        if (inside)
                spot.insert = text.p + text.n;
        keyfile_init(&file, text);
        while ((r = keyfile_next(&file, &line, NULL)) == 0 && line.kind != KEYFILE_END) {
                if (line.kind == KEYFILE_PAIR && inside)
                        take_key(text, &line, name, &spot);
                if (line.kind != KEYFILE_SECTION)
                        continue;
                if (inside && section.n == 0)
                        end_top(text, line.section.p, &spot);
                inside = section.n > 0 && section.n == line.section.n &&
                         memcmp(section.p, line.section.p, section.n) == 0;
                if (inside) {
                        spot.header = line_start(text, line.section.p);
                        spot.insert = line_after(text, line.section.p);
                }
        }
        *ret = spot;
        return r;
}

/* Appends what lies between two places of the text. */
static int append_between(Str *ret, const char *from, const char *to)
{
        return str_append_n(ret, from, (size_t) (to - from));
}

static int append_key(Str *ret, Slice name, const char *value)
{
        int r = 0;

        if (ret->n > 0 && ret->text[ret->n - 1] != '\n')
                r = str_append(ret, "\n"); /* the last line had no end */
        if (r == 0)
                r = str_appendf(ret, "%.*s = %s\n", (int) name.n, name.p, value);
        return r;
}

static int append_header(Str *ret, Slice section)
{
        const char *end_of_line = ret->n > 0 && ret->text[ret->n - 1] != '\n' ? "\n" : "";

        return str_appendf(
                ret, "%s%s[%.*s]\n", end_of_line, ret->n > 0 ? "\n" : "", (int) section.n, section.p);
}

static int replace_value(Slice text, const Spot *spot, const char *value, Str *ret)
{
        int r = append_between(ret, text.p, spot->value);

        if (r == 0)
                r = str_append(ret, value);
        return r < 0 ? r : append_between(ret, spot->value + spot->n_value, text.p + text.n);
}

static int insert_key(Slice text, const Spot *spot, Slice section, Slice name, const char *value, Str *ret)
{
        const char *end = text.p + text.n, *from = spot->insert ? spot->insert : end;
        int r = append_between(ret, text.p, from);

        if (r == 0 && !spot->insert)
                r = append_header(ret, section);
        if (r == 0)
                r = append_key(ret, name, value);
        if (r == 0 && spot->before_section)
                r = str_append(ret, "\n");
        return r < 0 ? r : append_between(ret, from, end);
}

/* The key's line goes, and the header of a section that has no key left. */
static int unset_in_text(Slice text, const Spot *spot, Str *ret)
{
        const char *key = line_start(text, spot->value), *after = line_after(text, spot->value);
        const char *from = text.p;
        int r = 0;

        if (spot->header && spot->n_keys == 1) {
                r = append_between(ret, from, spot->header);
                from = line_after(text, spot->header);
        }
        if (r == 0)
                r = append_between(ret, from, key);
        return r < 0 ? r : append_between(ret, after, text.p + text.n);
}

static size_t count_lines(Slice text)
{
        size_t n = 0;

        for (size_t i = 0; i < text.n; i++)
                n += text.p[i] == '\n';
        return n;
}

/* Lines are those of the file as it is: where the change moved them, an error that was there before tells
 * more. */
static int check_result(Slice before, Slice after, const char *filename, Error *error)
{
        Settings settings;
        int r;

        r = settings_parse(after.p, after.n, filename, &settings, error);
        if (r < 0 && count_lines(before) != count_lines(after))
                settings_parse(before.p, before.n, filename, &settings, error);
        return r;
}

static int edit_one(Slice text, const ConfigChange *change, const char *filename, Str *ret, Error *error)
{
        Slice section, name;
        Spot spot;
        int r;

        r = settings_split_key(change->key, &section, &name, error);
        if (r < 0)
                return r;
        r = find_spot(text, section, name, &spot);
        if (r < 0)
                return check_result(text, text, filename, error); /* says where */
        if (change->value && spot.value)
                r = replace_value(text, &spot, change->value, ret);
        else if (change->value)
                r = insert_key(text, &spot, section, name, change->value, ret);
        else if (spot.value)
                r = unset_in_text(text, &spot, ret);
        else
                r = str_append_n(ret, text.p, text.n);
        return r < 0 ? error_memory(error) : 0;
}

/*
 * So that an error speaks of the key and not of a line that nobody has seen. What a file that is in order
 * cannot take is found here; with keys taken out, or in a file that is not in order, the result itself
 * tells.
 */
static int check_values(Slice text, const ConfigChange *changes, size_t n_changes, Error *error)
{
        Settings scratch;
        bool is_telling = settings_parse(text.p, text.n, "", &scratch, NULL) == 0;

        if (!is_telling)
                settings_init(&scratch);
        for (size_t i = 0; i < n_changes; i++) {
                int r = changes[i].value ? settings_set(&scratch, changes[i].key, changes[i].value, error)
                                         : 0;

                if (r < 0)
                        return r;
                is_telling = is_telling && changes[i].value;
        }
        return is_telling ? settings_check(&scratch, error) : 0;
}

int config_edit(
        Slice text, const ConfigChange *changes, size_t n_changes, const char *filename, Str *ret,
        Error *error)
{
        _cleanup_str_ Str before = { 0 };
        Slice mark;
        int r;

        /* The mark stays where it is, but a key may be put before what stands first after it. */
        mark = (Slice){ text.p, text.n - keyfile_without_mark(text).n };
        text = keyfile_without_mark(text);
        r = check_values(text, changes, n_changes, error);
        if (r < 0)
                return r;
        if (str_append_n(&before, text.p, text.n) < 0)
                return error_memory(error);
        for (size_t i = 0; i < n_changes; i++) {
                _cleanup_str_ Str after = { 0 };

                r = edit_one(str_slice(&before), &changes[i], filename, &after, error);
                if (r < 0)
                        return r;
                str_deinit(&before);
                before = after;
                after = (Str){ 0 };
        }
        r = check_result(text, str_slice(&before), filename, error);
        if (r < 0)
                return r;
        if (str_append_n(ret, mark.p, mark.n) < 0 || str_append_n(ret, before.text, before.n) < 0)
                return error_memory(error);
        return 0;
}
