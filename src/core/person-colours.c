/* SPDX-License-Identifier: MIT */
/* The names of a person's parts, what goes with what, and what can be told apart. Files are person-parse's.
 */

#include "person-colours.h"

#include <string.h>

#include "i18n.h"

static const char *const built_in[] = { "robin", "sol" };

static const char *const part_names[N_PERSON_PARTS] = {
        [PERSON_SKIN] = "skin",         [PERSON_SKIN_SHADE] = "skin_shade",
        [PERSON_HAIR] = "hair",         [PERSON_SHIRT] = "shirt",
        [PERSON_SLEEVE] = "sleeve",     [PERSON_COLLAR] = "collar",
        [PERSON_TROUSERS] = "trousers", [PERSON_SHIN] = "shin",
        [PERSON_SHOE] = "shoe",         [PERSON_SOLE] = "sole",
        [PERSON_LINE] = "line",         [PERSON_BLUSH] = "blush",
};

static const char *const hair_cut_names[N_HAIR_CUTS] = { "", "short", "bun" };

const char *person_built_in(size_t i)
{
        return i < ELEMENTSOF(built_in) ? built_in[i] : NULL;
}

bool person_is_built_in(const char *name)
{
        for (size_t i = 0; i < ELEMENTSOF(built_in); i++)
                if (strcmp(name, built_in[i]) == 0)
                        return true;
        return false;
}

const char *person_part_name(PersonPart part)
{
        return part_names[part];
}

const char *hair_cut_name(HairCut cut)
{
        return hair_cut_names[cut];
}

void person_colours_init(PersonColours *person, const char *name)
{
        assert(person_is_built_in(name));
        *person = (PersonColours){ 0 };
        strcpy(person->name, name);
        strcpy(person->based_on, name);
}

bool colours_are_near(uint32_t a, uint32_t b)
{
        double r = (double) (a >> 16 & 255) - (double) (b >> 16 & 255),
               g = (double) (a >> 8 & 255) - (double) (b >> 8 & 255),
               blue = (double) (a & 255) - (double) (b & 255);
        double mean = ((double) (a >> 16 & 255) + (double) (b >> 16 & 255)) / 2;

        /* "Colour metric", T. Riemersma, compuphase.com/cmetric.htm: the square of a distance of 0 to 765.
         */
        return (2 + mean / 256) * r * r + 4 * g * g + (2 + (255 - mean) / 256) * blue * blue < 60 * 60;
}

int person_colours_advise(const uint32_t whole[static N_PERSON_PARTS], FileProblems *ret)
{
        static const PersonPart pairs[][2] = {
                { PERSON_SKIN, PERSON_HAIR },      { PERSON_SKIN, PERSON_SHIRT },
                { PERSON_SKIN, PERSON_LINE },      { PERSON_HAIR, PERSON_SHIRT },
                { PERSON_SHIRT, PERSON_TROUSERS }, { PERSON_SKIN, PERSON_TROUSERS },
        };
        static const struct {
                uint32_t colour;
                const char *name;
        } papers[] = { { 0xffffff, "light" }, { 0x17413f, "dark" } };
        static const PersonPart on_paper[] = { PERSON_SKIN, PERSON_HAIR, PERSON_SHIRT };
        Error error;
        int r = 0;

        for (size_t i = 0; i < ELEMENTSOF(pairs) && r == 0; i++) {
                if (!colours_are_near(whole[pairs[i][0]], whole[pairs[i][1]]))
                        continue;
                error_set(
                        &error, 0, _("%s and %s are hard to tell apart; make one of them lighter or darker"),
                        part_names[pairs[i][0]], part_names[pairs[i][1]]);
                r = file_problems_add(ret, 0, &error);
        }
        for (size_t i = 0; i < ELEMENTSOF(papers) * ELEMENTSOF(on_paper) && r == 0; i++) {
                PersonPart part = on_paper[i % ELEMENTSOF(on_paper)];
                size_t paper = i / ELEMENTSOF(on_paper);

                if (!colours_are_near(whole[part], papers[paper].colour))
                        continue;
                error_set(
                        &error, 0,
                        _("%s is hard to see on the paper of the %s theme; make it another colour"),
                        part_names[part], papers[paper].name);
                r = file_problems_add(ret, 0, &error);
        }
        return r;
}
