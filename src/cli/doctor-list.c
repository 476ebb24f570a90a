/* SPDX-License-Identifier: MIT */
/* Rows, and the one place where texts enter them. */

#include "doctor-list.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "status-record.h"

static const char *const state_names[N_DOCTOR_STATES] = {
        [DOCTOR_WORKS] = "works",
        [DOCTOR_MISSING] = "missing",
        [DOCTOR_BROKEN] = "broken",
        [DOCTOR_OFF] = "off",
};

const char *doctor_state_name(DoctorState state)
{
        return state_names[state];
}

DoctorState doctor_state_from_name(const char *name)
{
        for (unsigned i = 0; i < N_DOCTOR_STATES; i++)
                if (strcmp(state_names[i], name) == 0)
                        return (DoctorState) i;
        return DOCTOR_BROKEN;
}

bool doctor_list_is_healthy(const DoctorList *list)
{
        for (size_t i = 0; i < list->n; i++)
                if (list->rows[i].state == DOCTOR_BROKEN)
                        return false;
        return true;
}

/* Could a name go on with this byte? Then what stands before it is not the whole of a path's part. */
static bool goes_on(char c)
{
        return c != '\0' && c != '/' && !strchr(" \t:;,'\")", c);
}

void doctor_text(char *ret, size_t size, const char *text, const char *home)
{
        size_t n_home = home ? strlen(home) : 0, n = 0;

        while (n_home > 0 && home[n_home - 1] == '/')
                n_home--;
        while (*text && n + 1 < size) {
                if (n_home > 0 && strncmp(text, home, n_home) == 0 && !goes_on(text[n_home])) {
                        ret[n++] = '~';
                        text += n_home;
                } else {
                        ret[n++] = *text++;
                }
        }
        ret[n] = '\0';
}

/* A path may be any bytes; JSON may not. */
static void make_printable(char *field, size_t size)
{
        char text[DOCTOR_TEXT_SIZE];

        snprintf(text, sizeof text, "%s", field);
        status_text_set(field, size, text);
}

void doctor_list_add(
        DoctorList *list, const char *name, DoctorState state, const char *fix, const char *detail, ...)
{
        char text[2 * DOCTOR_TEXT_SIZE];
        const char *home = getenv("HOME");
        DoctorRow *row;
        va_list arguments;

        if (list->n == DOCTOR_ROWS_MAX)
                return;
        row = &list->rows[list->n++];
        va_start(arguments, detail);
        vsnprintf(text, sizeof text, detail, arguments);
        va_end(arguments);
        row->state = state;
        snprintf(row->name, sizeof row->name, "%s", name);
        doctor_text(row->detail, sizeof row->detail, text, home);
        doctor_text(row->fix, sizeof row->fix, fix ? fix : "", home);
        make_printable(row->detail, sizeof row->detail);
        make_printable(row->fix, sizeof row->fix);
}
