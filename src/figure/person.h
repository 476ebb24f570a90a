/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PERSON_H
#define LIMBER_PERSON_H

/* Who is drawn, and in which light: tables of colours. */

#include <stdbool.h>

#include "drawing.h"
#include "person-colours.h"

typedef enum Hair {
        HAIR_SHORT,
        HAIR_BUN,
        N_HAIRS,
} Hair;

typedef enum Theme {
        THEME_LIGHT,
        THEME_DARK,
        THEME_CONTRAST, /* high contrast, on black */
        N_THEMES,
} Theme;

typedef struct Person {
        const char *name;
        Hair hair_cut;
        Colour skin, skin_shade, hair, hair_light, shirt, sleeve, collar, trousers, shin, shoe, sole, line,
                blush;
} Person;

/* What is not the person. */
typedef struct Setting {
        const char *name;
        Colour paper, ink, quiet_ink, chair, chair_shade, hint;
        Colour outline; /* around everything, where outline_cm > 0 */
        float outline_cm;
} Setting;

typedef struct Look {
        Person person;
        Setting setting;
} Look;

size_t person_count(void);
const char *person_name(size_t i); /* i < person_count() */
const char *theme_name(Theme theme);

/* By name; NULL: the first one. False: there is none of that name. */
bool look_find(const char *person, const char *theme, Look *ret);

/*
 * Somebody from a person file, in a theme (NULL: the first one). Clothes that were said are drawn as they
 * were said where they can be seen, and not in high contrast. False: there is no such theme.
 */
bool look_of(const PersonColours *person, const char *theme, Look *ret);

/* The colours of all of somebody's parts, 0xrrggbb, in daylight. */
void person_whole(const PersonColours *person, uint32_t ret[static N_PERSON_PARTS]);

#endif
