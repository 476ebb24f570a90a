/* SPDX-License-Identifier: MIT */
/* The people and the themes. */

#include "person.h"

#include <string.h>

#include "macro.h"

typedef struct PersonRow {
        const char *name;
        Hair hair_cut;
        uint32_t colours[N_PERSON_PARTS];
} PersonRow;

typedef struct ThemeRow {
        const char *name;
        uint32_t paper, ink, quiet_ink, chair, chair_shade, hint, outline;
        float outline_cm;
        /* Dark clothes and hair need an own shade to be seen on dark paper; 0: as they are. */
        uint32_t trousers, shin, shoe, sole;
} ThemeRow;

/* Those of person_built_in(), in its order; skin, skin in shade, hair, shirt and so on, as PersonPart goes.
 */
static const PersonRow person_table[] = {
        { "robin",
          HAIR_SHORT,
          { 0xe9b48f, 0xd99f78, 0x4a3428, 0x2f8f83, 0x2a8176, 0x1f665d, 0x3b4a5c, 0x313e4d, 0x22272e,
            0xe9e4da, 0x1d232a, 0xdf8f72 } },
        { "sol",
          HAIR_BUN,
          { 0x9a6544, 0x83523a, 0x241b1d, 0xd9823b, 0xcb7732, 0xa35a22, 0x4c4670, 0x3f3a5f, 0x2a2733,
            0xf0e6d8, 0x1c1210, 0xa6553f } },
};

static const ThemeRow theme_table[N_THEMES] = {
        [THEME_LIGHT] = { "light", 0xffffff, 0x1d232a, 0x5a6672, 0xc9cdd2, 0xb4b9c0, 0x1c7268, 0, 0, 0, 0, 0,
                          0 },
        [THEME_DARK] = { "dark", 0x17413f, 0xffffff, 0xa9c3c0, 0x44606a, 0x35505a, 0x8fe3d3, 0, 0, 0x4d6076,
                         0x405165, 0x161a1f, 0xd8d3c8 },
        [THEME_CONTRAST] = { "contrast", 0x000000, 0xffffff, 0xffffff, 0x5a5a5a, 0x3c3c3c, 0xffd54a,
                             0xffffff, 0.32f, 0x2b3a8f, 0x22307a, 0x000000, 0xffffff },
};

size_t person_count(void)
{
        return ELEMENTSOF(person_table);
}

const char *person_name(size_t i)
{
        assert(i < ELEMENTSOF(person_table));
        return person_table[i].name;
}

const char *theme_name(Theme theme)
{
        assert(theme < N_THEMES);
        return theme_table[theme].name;
}

static const PersonRow *find_person(const char *name)
{
        for (size_t i = 0; i < ELEMENTSOF(person_table); i++)
                if (!name || strcmp(person_table[i].name, name) == 0)
                        return &person_table[i];
        return NULL;
}

static const ThemeRow *find_theme(const char *name)
{
        for (size_t i = 0; i < ELEMENTSOF(theme_table); i++)
                if (!name || strcmp(theme_table[i].name, name) == 0)
                        return &theme_table[i];
        return NULL;
}

void person_whole(const PersonColours *person, uint32_t ret[static N_PERSON_PARTS])
{
        const PersonRow *base = find_person(person->based_on);

        assert(base);
        for (int part = 0; part < N_PERSON_PARTS; part++)
                ret[part] =
                        person->said & (UINT32_C(1) << part) ? person->colours[part] : base->colours[part];
}

/* Whether somebody's own colour of clothes is drawn where the theme has one: it must be seen on its paper.
 */
static bool is_worn(const PersonColours *person, const ThemeRow *theme, PersonPart part, uint32_t colour)
{
        return theme->outline_cm <= 0 && colour != find_person(person->based_on)->colours[part] &&
               !colours_are_near(colour, theme->paper);
}

/* Clothes in the colours that the theme has for them. Trousers and shins go together. */
static void
dress(const PersonColours *person, const ThemeRow *theme, uint32_t colours[static N_PERSON_PARTS])
{
        const uint32_t themed[N_PERSON_PARTS] = {
                [PERSON_TROUSERS] = theme->trousers, [PERSON_SHOE] = theme->shoe, [PERSON_SOLE] = theme->sole
        };

        for (int part = 0; part < N_PERSON_PARTS; part++) {
                if (!themed[part] || is_worn(person, theme, (PersonPart) part, colours[part]))
                        continue;
                colours[part] = themed[part];
                if (part == PERSON_TROUSERS)
                        colours[PERSON_SHIN] = theme->shin;
        }
}

static Person person_in(const PersonColours *person, const ThemeRow *theme)
{
        const PersonRow *base = find_person(person->based_on);
        uint32_t whole[N_PERSON_PARTS];
        Colour c[N_PERSON_PARTS];

        assert(base);
        person_whole(person, whole);
        dress(person, theme, whole);
        for (int part = 0; part < N_PERSON_PARTS; part++)
                c[part] = colour_of(whole[part]);
        return (Person){
                .name = base->name,
                .hair_cut = person->hair_cut == HAIR_CUT_BASE  ? base->hair_cut
                            : person->hair_cut == HAIR_CUT_BUN ? HAIR_BUN
                                                               : HAIR_SHORT,
                .skin = c[PERSON_SKIN],
                .skin_shade = c[PERSON_SKIN_SHADE],
                .hair = c[PERSON_HAIR],
                .hair_light = colour_mixed(c[PERSON_HAIR], colour_of(0xffffff), 0.16),
                .shirt = c[PERSON_SHIRT],
                .sleeve = c[PERSON_SLEEVE],
                .collar = c[PERSON_COLLAR],
                .trousers = c[PERSON_TROUSERS],
                .shin = c[PERSON_SHIN],
                .shoe = c[PERSON_SHOE],
                .sole = c[PERSON_SOLE],
                .line = c[PERSON_LINE],
                .blush = c[PERSON_BLUSH],
        };
}

bool look_of(const PersonColours *person, const char *theme, Look *ret)
{
        const ThemeRow *t = find_theme(theme);

        if (!t)
                return false;
        *ret = (Look){
                .person = person_in(person, t),
                .setting = { .name = t->name,
                             .paper = colour_of(t->paper),
                             .ink = colour_of(t->ink),
                             .quiet_ink = colour_of(t->quiet_ink),
                             .chair = colour_of(t->chair),
                             .chair_shade = colour_of(t->chair_shade),
                             .hint = colour_of(t->hint),
                             .outline = colour_of(t->outline),
                             .outline_cm = t->outline_cm },
        };
        return true;
}

bool look_find(const char *person, const char *theme, Look *ret)
{
        const PersonRow *row = find_person(person);
        PersonColours colours;

        if (!row)
                return false;
        person_colours_init(&colours, row->name);
        return look_of(&colours, theme, ret);
}
