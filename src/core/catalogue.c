/* SPDX-License-Identifier: MIT */
/* The catalogue: a short array, kept in order. */

#include "catalogue.h"

#include <string.h>

#include "stretch-parse.h"

void catalogue_deinit(Catalogue *catalogue)
{
        for (size_t i = 0; i < catalogue->stretches.n; i++)
                stretch_free(catalogue->stretches.items[i]);
        array_free(&catalogue->stretches);
        array_free(&catalogue->problems);
}

int catalogue_index(const Catalogue *catalogue, const char *id)
{
        for (size_t i = 0; i < catalogue->stretches.n; i++)
                if (strcmp(catalogue->stretches.items[i]->id, id) == 0)
                        return (int) i;
        return -1;
}

const Stretch *catalogue_find(const Catalogue *catalogue, const char *id)
{
        int i = catalogue_index(catalogue, id);

        return i < 0 ? NULL : catalogue->stretches.items[i];
}

int catalogue_add_problem(Catalogue *catalogue, const Error *problem)
{
        if (array_reserve(&catalogue->problems, 1) < 0)
                return -ENOMEM;
        catalogue->problems.items[catalogue->problems.n++] = *problem;
        return 0;
}

static bool comes_before(const Stretch *a, const Stretch *b)
{
        if (a->rank != b->rank)
                return a->rank < b->rank;
        return strcmp(a->id, b->id) < 0;
}

static void remove_at(Catalogue *catalogue, size_t i)
{
        Stretch **items = catalogue->stretches.items;

        stretch_free(items[i]);
        memmove(items + i, items + i + 1, (--catalogue->stretches.n - i) * sizeof(Stretch *));
}

/* There is room for it. */
static void insert(Catalogue *catalogue, Stretch *stretch)
{
        Stretch **items = catalogue->stretches.items;
        size_t i = catalogue->stretches.n++;

        for (; i > 0 && comes_before(stretch, items[i - 1]); i--)
                items[i] = items[i - 1];
        items[i] = stretch;
}

static int
add_wrong(Catalogue *catalogue, const StretchFile *file, const FileProblems *problems, Error *error)
{
        Error problem;

        file_problem_print(&problems->items[0], file->path, &problem);
        if (error)
                *error = problem;
        return catalogue_add_problem(catalogue, &problem) < 0 ? -ENOMEM : -EINVAL;
}

/* Shipped ones are told by what comes with Limber, also where one's own has taken the place. */
static bool is_replacing(const StretchFile *file, const Stretch *other)
{
        return file->origin == STRETCH_OWN && (other->origin == STRETCH_SHIPPED || other->replaces);
}

int catalogue_add(Catalogue *catalogue, const StretchFile *file, Error *error)
{
        _cleanup_(stretch_freep) Stretch *stretch = NULL;
        FileProblems problems = { 0 };
        int r, same;

        r = stretch_parse_all(file->id, file->bytes, &stretch, &problems);
        if (r == -EINVAL)
                r = add_wrong(catalogue, file, &problems, error);
        array_free(&problems);
        if (r < 0)
                return r;
        if (array_reserve(&catalogue->stretches, 1) < 0)
                return -ENOMEM;
        same = catalogue_index(catalogue, file->id);
        stretch->origin = file->origin;
        if (same >= 0) {
                stretch->replaces = is_replacing(file, catalogue->stretches.items[same]);
                remove_at(catalogue, (size_t) same);
        }
        insert(catalogue, TAKE_PTR(stretch));
        return 0;
}
