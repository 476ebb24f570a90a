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

int catalogue_add(Catalogue *catalogue, const char *id, const char *file, Slice bytes, Error *error)
{
        _cleanup_(stretch_freep) Stretch *stretch = NULL;
        Error problem = { "" };
        int r, same;

        r = stretch_parse(id, bytes, &stretch, &problem);
        if (r == -ENOMEM)
                return r;
        if (r < 0) {
                error_prefix(&problem, r, "%s", file);
                if (error)
                        *error = problem;
                return catalogue_add_problem(catalogue, &problem) < 0 ? -ENOMEM : r;
        }
        if (array_reserve(&catalogue->stretches, 1) < 0)
                return -ENOMEM;
        same = catalogue_index(catalogue, id);
        if (same >= 0)
                remove_at(catalogue, (size_t) same);
        insert(catalogue, TAKE_PTR(stretch));
        return 0;
}
