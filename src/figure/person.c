/* SPDX-License-Identifier: MIT */
/* The people and the themes. */

#include "person.h"

#include <string.h>

#include "macro.h"

typedef struct PersonRow {
        const char *name;
        Hair hair_cut;
        uint32_t skin, skin_shade, hair, shirt, sleeve, collar, trousers, shin, shoe, sole, line, blush;
} PersonRow;

typedef struct ThemeRow {
        const char *name;
        uint32_t paper, ink, quiet_ink, chair, chair_shade, hint, outline;
        float outline_cm;
        /* Dark clothes and hair need an own shade to be seen on dark paper; 0: as they are. */
        uint32_t trousers, shin, shoe, sole;
} ThemeRow;

static const PersonRow person_table[] = {
        { "robin", HAIR_SHORT, 0xe9b48f, 0xd99f78, 0x4a3428, 0x2f8f83, 0x2a8176, 0x1f665d, 0x3b4a5c,
          0x313e4d, 0x22272e, 0xe9e4da, 0x1d232a, 0xdf8f72 },
        { "sol", HAIR_BUN, 0x9a6544, 0x83523a, 0x241b1d, 0xd9823b, 0xcb7732, 0xa35a22, 0x4c4670, 0x3f3a5f,
          0x2a2733, 0xf0e6d8, 0x1c1210, 0xa6553f },
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

bool look_find(const char *person, const char *theme, Look *ret)
{
        const PersonRow *p = find_person(person);
        const ThemeRow *t = find_theme(theme);

        if (!p || !t)
                return false;
        *ret = (Look){
                .person = { .name = p->name,
                            .hair_cut = p->hair_cut,
                            .skin = colour_of(p->skin),
                            .skin_shade = colour_of(p->skin_shade),
                            .hair = colour_of(p->hair),
                            .hair_light = colour_mixed(colour_of(p->hair), colour_of(0xffffff), 0.16),
                            .shirt = colour_of(p->shirt),
                            .sleeve = colour_of(p->sleeve),
                            .collar = colour_of(p->collar),
                            .trousers = colour_of(t->trousers ? t->trousers : p->trousers),
                            .shin = colour_of(t->shin ? t->shin : p->shin),
                            .shoe = colour_of(t->shoe ? t->shoe : p->shoe),
                            .sole = colour_of(t->sole ? t->sole : p->sole),
                            .line = colour_of(p->line),
                            .blush = colour_of(p->blush) },
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
