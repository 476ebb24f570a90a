/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STATE_FILE_H
#define LIMBER_STATE_FILE_H

/*
 * What the daemon keeps beside the database so that a power cut costs at most a minute: the engine's whole
 * state, the open bout in it, and the two clocks as they were. Written through snapshot.h; read back with
 * suspicion.
 */

#include <stdbool.h>

#include "clock.h"
#include "engine.h"
#include "error.h"

enum { BOOT_ID_SIZE = 37 };

typedef struct SavedState {
        char boot_id[BOOT_ID_SIZE]; /* the kernel's id of this boot; "": not known */
        BootTime boot;              /* when it was saved */
        WallTime wall;
        int32_t civil_day; /* the day that the engine's day counts belong to */
        bool paused;
        WallTime paused_until; /* .ms 0: until resume */
        size_t n_engine;
        uint8_t engine[ENGINE_STATE_SIZE_MAX];
} SavedState;

/* The kernel's id of this boot, "" where there is none. */
void state_file_boot_id(char boot_id[static BOOT_ID_SIZE]);

/* 0 or -errno with the reason. `wait`: until it is on the disk; else it is on its way there. */
int state_file_write(const char *path, const SavedState *state, bool wait, Error *error);

/* 0; 1: there is none (the reason in `error` if it was damaged); or -errno with the reason. */
int state_file_read(const char *path, SavedState *ret, Error *error);

/*
 * By how much the saved boot times must be shifted to be instants of this boot's clock: 0 in the same boot,
 * else so that as much time has passed as the wall clock says (none, if it went back).
 */
int64_t state_file_shift_ms(const SavedState *state, const char *boot_id, BootTime boot, WallTime wall);

#endif
