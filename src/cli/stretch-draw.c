/* SPDX-License-Identifier: MIT */
/* Loads what draws. It stays while the process lives: the libraries in it do not like to be unloaded. */

#include "stretch-draw.h"

#include "module.h"

int stretch_draw(const StretchPicture *picture, Error *error)
{
        const StretchDrawOps *const *ops;
        void *handle, *symbol;
        int r;

        r = module_open(STRETCH_DRAW_MODULE, STRETCH_DRAW_SYMBOL, &handle, &symbol, error);
        if (r < 0)
                return r;
        ops = symbol;
        return (*ops)->draw(picture, error);
}
