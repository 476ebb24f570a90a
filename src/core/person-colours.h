/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PERSON_COLOURS_H
#define LIMBER_PERSON_COLOURS_H

/*
 * A person of the figure as a person file (limber-person(5)) says: whom it is based on, and the colours that
 * are its own. The figure, which knows the colours of its own people, makes somebody of it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "file-problem.h"
#include "str.h"
#include "stretch.h"

typedef enum PersonPart {
        PERSON_SKIN,
        PERSON_SKIN_SHADE, /* neck, and lines on the skin */
        PERSON_HAIR,
        PERSON_SHIRT,
        PERSON_SLEEVE,
        PERSON_COLLAR,
        PERSON_TROUSERS,
        PERSON_SHIN, /* trousers below the knee, where they are in shade */
        PERSON_SHOE,
        PERSON_SOLE,
        PERSON_LINE, /* eyes and mouth */
        PERSON_BLUSH,
        N_PERSON_PARTS,
} PersonPart;

typedef enum HairCut {
        HAIR_CUT_BASE, /* that of whom it is based on */
        HAIR_CUT_SHORT,
        HAIR_CUT_BUN,
        N_HAIR_CUTS,
} HairCut;

typedef struct PersonColours {
        char name[STRETCH_NAME_SIZE];
        char based_on[STRETCH_NAME_SIZE]; /* somebody that the figure knows by itself */
        HairCut hair_cut;
        uint32_t said;                    /* 1 << PersonPart; the others are those of `based_on` */
        uint32_t colours[N_PERSON_PARTS]; /* 0xrrggbb, where said */
} PersonColours;

enum { PERSON_FILE_MAX = 16 * 1024 }; /* bytes */

/* The people that the figure knows by itself: robin and sol. NULL after the last. */
const char *person_built_in(size_t i);
bool person_is_built_in(const char *name);

const char *person_part_name(PersonPart part); /* as in files: "skin_shade" */
const char *hair_cut_name(HairCut cut);        /* "short" */

/* Somebody built in, with nothing of its own. */
void person_colours_init(PersonColours *person, const char *name);

/*
 * Reads a whole person file. `name` is the file's name without .person. What goes with a colour that was
 * said, and was not said itself (the sleeve with the shirt), is made from it. 0; -EINVAL with all that is
 * wrong in `problems`, which is empty before; -ENOMEM.
 */
int person_colours_parse(const char *name, Slice bytes, PersonColours *ret, FileProblems *problems);

/* Whether two colours, 0xrrggbb, are hard to tell apart. */
bool colours_are_near(uint32_t a, uint32_t b);

/*
 * Adds a line for each pair of neighbours, and for each part beside a paper, that is hard to tell apart.
 * `whole` holds the colours of all parts. 0 or -ENOMEM.
 */
int person_colours_advise(const uint32_t whole[static N_PERSON_PARTS], FileProblems *ret);

#endif
