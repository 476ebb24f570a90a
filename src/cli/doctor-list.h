/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DOCTOR_LIST_H
#define LIMBER_DOCTOR_LIST_H

/*
 * What `limber doctor` found, row by row. Safe to paste into a public bug report: the home directory is
 * written ~ in every text, whoever it comes from.
 */

#include <stdbool.h>
#include <stddef.h>

#include "macro.h"

typedef enum DoctorState {
        DOCTOR_WORKS,
        DOCTOR_MISSING, /* not there; Limber does without */
        DOCTOR_BROKEN,  /* there and wrong: somebody must mend it */
        DOCTOR_OFF,     /* as somebody wanted it */
        N_DOCTOR_STATES,
} DoctorState;

enum { DOCTOR_NAME_SIZE = 32, DOCTOR_TEXT_SIZE = 512, DOCTOR_ROWS_MAX = 64 };

typedef struct DoctorRow {
        char name[DOCTOR_NAME_SIZE];
        DoctorState state;
        char detail[DOCTOR_TEXT_SIZE];
        char fix[DOCTOR_TEXT_SIZE]; /* the one command that mends it; "": there is none */
} DoctorRow;

typedef struct DoctorList {
        size_t n;
        DoctorRow rows[DOCTOR_ROWS_MAX]; /* what is more is left out */
} DoctorList;

const char *doctor_state_name(DoctorState state);     /* "works", as in JSON and on the bus */
DoctorState doctor_state_from_name(const char *name); /* a word that is not known is DOCTOR_BROKEN */
bool doctor_list_is_healthy(const DoctorList *list);  /* nothing is broken */

/* `fix`: NULL for none. Texts are cut to fit. */
void doctor_list_add(
        DoctorList *list, const char *name, DoctorState state, const char *fix, const char *detail, ...)
        _printf_(5, 6);

/* Copies `text`, with ~ for `home` wherever it stands as a whole path. `home` NULL, "" or "/": as it is. */
void doctor_text(char *ret, size_t size, const char *text, const char *home);

#endif
