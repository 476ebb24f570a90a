/* SPDX-License-Identifier: MIT */
/* Stretches: the words of their enums, and the arithmetic of doses. Reading files is stretch-parse's. */

#include "stretch.h"

#include <stdlib.h>
#include <string.h>

static const char *const dose_names[N_DOSES] = { "short", "full", "article" };
static const char *const position_names[N_POSITIONS] = { "either", "sit", "stand" };
static const char *const view_names[N_VIEWS] = { "front", "side" };
static const char *const breath_names[N_BREATHS] = { "none", "in", "out", "hold" };
static const char *const side_names[N_SIDES] = { "none", "left", "right", "both" };
static const char *const condition_names[N_CONDITIONS] = {
        [CONDITION_RED_FLAG] = "red-flag",         [CONDITION_CHEST_SURGERY] = "chest-surgery",
        [CONDITION_FRACTURE] = "fracture",         [CONDITION_NECK_SIGNS] = "neck-signs",
        [CONDITION_ARM_SIGNS] = "arm-signs",       [CONDITION_RUPTURED_DISC] = "ruptured-disc",
        [CONDITION_NECK_INJURY] = "neck-injury",   [CONDITION_RHEUMATOID_ARTHRITIS] = "rheumatoid-arthritis",
        [CONDITION_OSTEOPOROSIS] = "osteoporosis", [CONDITION_HYPERMOBILITY] = "hypermobility",
};

void stretch_free(Stretch *stretch)
{
        if (!stretch)
                return;
        free(stretch->text);
        free(stretch);
}

static void
map_text(const Stretch *stretch, const char **text, const char *(*map)(const char *id, const char *text))
{
        if (*text && **text)
                *text = map(stretch->id, *text);
}

void stretch_map_texts(Stretch *stretch, const char *(*map)(const char *id, const char *text))
{
        const char **texts[] = { &stretch->name, &stretch->why, &stretch->caution };

        for (size_t i = 0; i < ELEMENTSOF(texts); i++)
                map_text(stretch, texts[i], map);
        for (size_t i = 0; i < stretch->n_steps; i++)
                map_text(stretch, &stretch->steps[i], map);
        for (size_t i = 0; i < stretch->n_ways; i++)
                map_text(stretch, &stretch->ways[i].label, map);
        for (size_t i = 0; i < stretch->n_phases; i++) {
                map_text(stretch, &stretch->phases[i].show, map);
                map_text(stretch, &stretch->phases[i].say, map);
                map_text(stretch, &stretch->phases[i].cue, map);
        }
        for (size_t i = 0; i < N_DOSES; i++) {
                map_text(stretch, &stretch->doses[i].note, map);
                map_text(stretch, &stretch->doses[i].remind, map);
        }
}

const char *dose_kind_name(DoseKind kind)
{
        return dose_names[kind];
}

bool dose_kind_from_name(const char *name, DoseKind *ret)
{
        for (int kind = 0; kind < N_DOSES; kind++)
                if (strcmp(name, dose_names[kind]) == 0) {
                        *ret = (DoseKind) kind;
                        return true;
                }
        return false;
}

const char *position_name(Position position)
{
        return position_names[position];
}

const char *view_name(View view)
{
        return view_names[view];
}

const char *breath_name(Breath breath)
{
        return breath_names[breath];
}

const char *side_name(Side side)
{
        return side_names[side];
}

const char *condition_name(Condition condition)
{
        return condition_names[condition];
}

bool stretch_is_name(const char *name, size_t n)
{
        if (n == 0 || n >= STRETCH_NAME_SIZE || name[0] < 'a' || name[0] > 'z')
                return false;
        for (size_t i = 1; i < n; i++)
                if (!(name[i] >= 'a' && name[i] <= 'z') && !(name[i] >= '0' && name[i] <= '9') &&
                    name[i] != '-')
                        return false;
        return true;
}

static unsigned scale(unsigned n, unsigned percent)
{
        return (n * percent + 99) / 100;
}

unsigned dose_repeats_each(const Dose *dose, unsigned percent)
{
        assert(percent >= 1 && percent <= 100);
        return scale(dose->repeats, percent);
}

unsigned dose_repeats(const Dose *dose, unsigned percent)
{
        return dose_repeats_each(dose, percent) * (unsigned) dose->n_ways * dose->rounds;
}

unsigned dose_enough(const Dose *dose, unsigned percent)
{
        return scale(dose->enough, percent) * (unsigned) dose->n_ways * dose->rounds;
}

size_t dose_way(const Dose *dose, unsigned percent, unsigned repeat)
{
        unsigned n_ways = (unsigned) dose->n_ways, each = dose_repeats_each(dose, percent);

        if (dose->order == ORDER_ALTERNATE)
                return dose->ways[repeat % n_ways];
        return dose->ways[repeat / each % n_ways];
}

int64_t stretch_dose_ms(const Stretch *stretch, DoseKind kind, unsigned percent)
{
        const Dose *dose = &stretch->doses[kind];
        int64_t each = (int64_t) dose_repeats_each(dose, percent) * dose->rounds, ms = 0;

        for (size_t i = 0; i < dose->n_ways; i++)
                ms += each * stretch->ways[dose->ways[i]].ms;
        return ms;
}

void stretch_set_repeats(Stretch *stretch, DoseKind kind, unsigned repeats)
{
        Dose *dose = &stretch->doses[kind];

        assert(repeats >= 1);
        assert(repeats <= STRETCH_MAX_REPEATS);
        dose->repeats = repeats;
        while (dose->repeats > 1 && stretch_dose_ms(stretch, kind, 100) > STRETCH_DOSE_MS_MAX)
                dose->repeats--;
        dose->enough = MIN(dose->enough, dose->repeats);
}
