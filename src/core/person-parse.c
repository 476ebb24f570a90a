/* SPDX-License-Identifier: MIT */
/* Person files: lines of `key = value`, without sections. Each line stands for itself, so that all that is
 * wrong can be said at once. */

#include <errno.h>
#include <string.h>

#include "i18n.h"
#include "keyfile.h"
#include "person-colours.h"

typedef struct Reader {
        PersonColours person;
        uint32_t seen; /* 1 << PersonPart */
        bool based_on_seen, hair_cut_seen;
} Reader;

/* #rrggbb; -1: something else. */
static int64_t parse_colour(Slice value)
{
        int64_t colour = 0;

        if (value.n != 7 || value.p[0] != '#')
                return -1;
        for (size_t i = 1; i < 7; i++) {
                const char *digits = "0123456789abcdef";
                char c =
                        (char) (value.p[i] >= 'A' && value.p[i] <= 'F' ? value.p[i] + ('a' - 'A')
                                                                       : value.p[i]);
                const char *digit = c ? strchr(digits, c) : NULL;

                if (!digit)
                        return -1;
                colour = colour * 16 + (digit - digits);
        }
        return colour;
}

static int twice(Error *error)
{
        return error_set(error, -EINVAL, _("is there twice; leave one out"));
}

static int read_based_on(Reader *reader, Slice value, Error *error)
{
        if (reader->based_on_seen)
                return twice(error);
        reader->based_on_seen = true;
        for (size_t i = 0; person_built_in(i); i++)
                if (slice_equals(value, person_built_in(i))) {
                        strcpy(reader->person.based_on, person_built_in(i));
                        return 0;
                }
        return error_set(
                error, -EINVAL, _("'%.*s' is nobody to begin with; write %s or %s"),
                (int) MIN(value.n, (size_t) 40), value.p, person_built_in(0), person_built_in(1));
}

static int read_hair_cut(Reader *reader, Slice value, Error *error)
{
        if (reader->hair_cut_seen)
                return twice(error);
        reader->hair_cut_seen = true;
        for (int cut = HAIR_CUT_SHORT; cut < N_HAIR_CUTS; cut++)
                if (slice_equals(value, hair_cut_name((HairCut) cut))) {
                        reader->person.hair_cut = (HairCut) cut;
                        return 0;
                }
        return error_set(
                error, -EINVAL, _("'%.*s' is not a cut of hair; write short or bun"),
                (int) MIN(value.n, (size_t) 40), value.p);
}

static int read_part(Reader *reader, PersonPart part, Slice value, Error *error)
{
        uint32_t bit = UINT32_C(1) << part;
        int64_t colour = parse_colour(value);

        if (reader->seen & bit)
                return twice(error);
        reader->seen |= bit;
        if (colour < 0)
                return error_set(
                        error, -EINVAL, _("'%.*s' is not a colour; write it like #e9b48f"),
                        (int) MIN(value.n, (size_t) 40), value.p);
        reader->person.said |= bit;
        reader->person.colours[part] = (uint32_t) colour;
        return 0;
}

static int read_pair(Reader *reader, const KeyfileLine *line, Error *error)
{
        if (slice_equals(line->key, "based_on"))
                return read_based_on(reader, line->value, error);
        if (slice_equals(line->key, "hair_cut"))
                return read_hair_cut(reader, line->value, error);
        for (int part = 0; part < N_PERSON_PARTS; part++)
                if (slice_equals(line->key, person_part_name((PersonPart) part)))
                        return read_part(reader, (PersonPart) part, line->value, error);
        return error_set(
                error, -EINVAL,
                _("no such key; there are: based_on, hair_cut, skin, skin_shade, hair, shirt, sleeve, "
                  "collar, "
                  "trousers, shin, shoe, sole, line, blush"));
}

static int read_line(Reader *reader, const KeyfileLine *line, Error *error)
{
        int r;

        if (line->kind == KEYFILE_SECTION)
                return error_set(error, -EINVAL, _("a person has no sections; take this line out"));
        r = read_pair(reader, line, error);
        return r < 0 ? error_prefix(error, r, "%.*s", (int) MIN(line->key.n, (size_t) 40), line->key.p) : 0;
}

static uint32_t mixed(uint32_t a, uint32_t b, unsigned percent)
{
        uint32_t colour = 0;

        for (int shift = 16; shift >= 0; shift -= 8)
                colour |= ((a >> shift & 255) * (100 - percent) + (b >> shift & 255) * percent + 50) / 100
                          << shift;
        return colour;
}

/* What goes with what, darker or redder. */
static void make_the_rest(PersonColours *person)
{
        static const struct {
                PersonPart from, to;
                uint32_t with;
                unsigned percent;
        } rules[] = {
                { PERSON_SKIN, PERSON_SKIN_SHADE, 0x6b2f10, 16 },
                { PERSON_SKIN, PERSON_BLUSH, 0xc8452f, 38 },
                { PERSON_SHIRT, PERSON_SLEEVE, 0x000000, 9 },
                { PERSON_SHIRT, PERSON_COLLAR, 0x000000, 28 },
                { PERSON_TROUSERS, PERSON_SHIN, 0x000000, 16 },
        };

        for (size_t i = 0; i < ELEMENTSOF(rules); i++) {
                uint32_t from = UINT32_C(1) << rules[i].from, to = UINT32_C(1) << rules[i].to;

                if (!(person->said & from) || (person->said & to))
                        continue;
                person->said |= to;
                person->colours[rules[i].to] =
                        mixed(person->colours[rules[i].from], rules[i].with, rules[i].percent);
        }
}

/* -EINVAL where nothing of a file of that name and length could be right. */
static int check_outside(const char *name, Slice bytes, Error *error)
{
        if (!stretch_is_name(name, strlen(name)))
                return error_set(
                        error, -EINVAL,
                        _("'%.40s' is not a name for a person; use small letters, digits and '-', at most "
                          "%d of them"),
                        name, STRETCH_NAME_SIZE - 1);
        if (bytes.n > PERSON_FILE_MAX)
                return error_set(
                        error, -EINVAL, _("longer than %d KiB; is this a person file?"),
                        PERSON_FILE_MAX / 1024);
        return 0;
}

static int read_lines(Reader *reader, Slice bytes, FileProblems *problems)
{
        KeyfileLine line;
        Keyfile file;

        keyfile_init(&file, bytes);
        file.colours = true;
        for (;;) {
                Error error = { "" };
                int r = keyfile_next(&file, &line, &error);

                if (r == 0 && line.kind == KEYFILE_END)
                        return 0;
                if (r == 0)
                        r = read_line(reader, &line, &error);
                if (r < 0 && file_problems_add(problems, file.line, &error) < 0)
                        return -ENOMEM;
        }
}

int person_colours_parse(const char *name, Slice bytes, PersonColours *ret, FileProblems *problems)
{
        Reader reader = { 0 };
        Error error = { "" };
        int r;

        assert(problems->n == 0);
        r = check_outside(name, bytes, &error);
        if (r < 0)
                return file_problems_add(problems, 0, &error) < 0 ? -ENOMEM : r;
        strcpy(reader.person.name, name);
        strcpy(reader.person.based_on, person_is_built_in(name) ? name : person_built_in(0));
        r = read_lines(&reader, bytes, problems);
        if (r < 0)
                return r;
        if (problems->n > 0)
                return -EINVAL;
        make_the_rest(&reader.person);
        *ret = reader.person;
        return 0;
}
