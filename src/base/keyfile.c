/* SPDX-License-Identifier: MIT */
/* Lines of keys and values. Every byte is checked here once, so that readers may show values as they are. */

#include "keyfile.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "i18n.h"

Slice keyfile_without_mark(Slice text)
{
        static const char mark[] = "\xef\xbb\xbf";

        if (text.n >= 3 && memcmp(text.p, mark, 3) == 0)
                return (Slice){ text.p + 3, text.n - 3 };
        return text;
}

void keyfile_init(Keyfile *file, Slice text)
{
        *file = (Keyfile){ .rest = keyfile_without_mark(text) };
}

static bool is_control(const unsigned char *p, size_t length)
{
        if (length == 1)
                return (p[0] < 0x20 && p[0] != '\t') || p[0] == 0x7f;
        return length == 2 && p[0] == 0xc2 && p[1] < 0xa0; /* C1 */
}

static int check_bytes(Slice line, Error *error)
{
        const unsigned char *p = (const unsigned char *) line.p;

        for (size_t i = 0; i < line.n;) {
                size_t length = utf8_length(p + i, line.n - i);

                if (length == 0)
                        return error_set(
                                error, -EINVAL, _("this is not text in UTF-8; save the file as UTF-8"));
                if (is_control(p + i, length))
                        return error_set(
                                error, -EINVAL,
                                _("there is a control character (0x%02x); is this a text file?"),
                                p[i + length - 1]);
                i += length;
        }
        return 0;
}

/* Whether at i there is all that stands behind the '=': six digits of a colour. */
static bool is_colour(Slice line, size_t i)
{
        size_t before = i, n = 1;

        while (before > 0 && (line.p[before - 1] == ' ' || line.p[before - 1] == '\t'))
                before--;
        if (before == 0 || line.p[before - 1] != '=')
                return false;
        while (i + n < line.n && isxdigit((unsigned char) line.p[i + n]))
                n++;
        return n == 7 && (i + n == line.n || line.p[i + n] == ' ' || line.p[i + n] == '\t');
}

static Slice without_comment(Slice line, bool colours)
{
        for (size_t i = 0; i < line.n; i++)
                if (line.p[i] == '#' && (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t') &&
                    !(colours && is_colour(line, i)))
                        return (Slice){ line.p, i };
        return line;
}

static Slice cut_line(Keyfile *file)
{
        const char *end = memchr(file->rest.p, '\n', file->rest.n);
        Slice line = { file->rest.p, end ? (size_t) (end - file->rest.p) : file->rest.n };
        size_t used = line.n + (end ? 1 : 0);

        file->rest = (Slice){ file->rest.p + used, file->rest.n - used };
        file->line++;
        if (line.n > 0 && line.p[line.n - 1] == '\r')
                line.n--;
        return line;
}

static int read_section(Slice line, KeyfileLine *ret, Error *error)
{
        Slice inside;

        if (line.p[line.n - 1] != ']')
                return error_set(error, -EINVAL, _("a section ends with ]"));
        inside = slice_trim((Slice){ line.p + 1, line.n - 2 });
        if (inside.n == 0)
                return error_set(error, -EINVAL, _("a section needs a name, as in [name]"));
        ret->kind = KEYFILE_SECTION;
        ret->section = inside;
        return 0;
}

static int read_pair(Slice line, KeyfileLine *ret, Error *error)
{
        const char *equals = memchr(line.p, '=', line.n);
        size_t before;

        if (!equals)
                return error_set(
                        error, -EINVAL, _("'%.*s' is neither 'key = value' nor a [section]"),
                        (int) MIN(line.n, (size_t) 40), line.p);
        before = (size_t) (equals - line.p);
        ret->kind = KEYFILE_PAIR;
        ret->key = slice_trim((Slice){ line.p, before });
        ret->value = slice_trim((Slice){ equals + 1, line.n - before - 1 });
        if (ret->key.n == 0)
                return error_set(error, -EINVAL, _("a key is missing before '='"));
        return 0;
}

int keyfile_next(Keyfile *file, KeyfileLine *ret, Error *error)
{
        while (file->rest.n > 0) {
                Slice line = cut_line(file);
                KeyfileLine found = { .number = file->line };
                int r;

                if (line.n > KEYFILE_LINE_MAX)
                        return error_set(
                                error, -EINVAL, _("longer than %d bytes; shorten it"), KEYFILE_LINE_MAX);
                r = check_bytes(line, error);
                if (r < 0)
                        return r;
                line = slice_trim(without_comment(line, file->colours));
                if (line.n == 0)
                        continue;
                r = line.p[0] == '[' ? read_section(line, &found, error) : read_pair(line, &found, error);
                if (r < 0)
                        return r;
                *ret = found;
                return 0;
        }
        *ret = (KeyfileLine){ .kind = KEYFILE_END, .number = file->line };
        return 0;
}
