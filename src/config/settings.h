/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SETTINGS_H
#define LIMBER_SETTINGS_H

/*
 * All that can be set, as values. limber.conf(5) and the table in option.c say what each key means, its
 * range and its default. A file is taken whole or not at all.
 *
 *      Settings settings;
 *      r = settings_load(path, &settings, &error);
 *      r = settings_assign(&settings, "stretch.every=20m", &error);    --set of the command line, any number
 *      r = settings_check(&settings, &error);                          once, after the last --set
 *
 * A Settings holds no pointer: copy it with =. Keys are `away_after` for what is at the top of the file and
 * `NAME.every` for the key `every` of the section [NAME], a break rule.
 */

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "hours.h"
#include "options.h"
#include "str.h"

enum { STRETCH_ID_SIZE = 48, MAX_STRETCH_IDS = 32, DOSE_WORD_SIZE = 16 };

typedef struct StretchIds {
        size_t n;
        char ids[MAX_STRETCH_IDS][STRETCH_ID_SIZE]; /* each [a-z][a-z0-9-]*, none twice */
} StretchIds;

typedef struct Settings {
        EngineOptions engine;
        Hours hours;
        int day_starts_minute; /* after local midnight, 0 to 1439 */
        bool notifications;
        char dose[DOSE_WORD_SIZE]; /* "short", "full", "article" */
        StretchIds exclude;        /* stretches that are not offered */
        StretchIds order;          /* the order of the rotation; those not named come after */
} Settings;

/* The documented defaults. */
void settings_init(Settings *settings);

/*
 * A whole file: the defaults, then what the n bytes say, then settings_check(). -EINVAL with
 * "FILENAME:LINE: [section] key: what; what to do" for the first thing that is wrong; `ret` is then
 * untouched.
 */
int settings_parse(const char *bytes, size_t n, const char *filename, Settings *ret, Error *error);

/* The same of the file at `path`; a missing file gives the defaults. -errno where it cannot be read. */
int settings_load(const char *path, Settings *ret, Error *error);

/*
 * One key. A new NAME in `NAME.every` begins a new rule. -ENOENT for an unknown key, -EINVAL for a wrong
 * value, with a reason that begins with the key; `settings` is then untouched. Does not check what depends
 * on several keys: settings_check() does, once all are set.
 */
int settings_set(Settings *settings, const char *key, const char *value, Error *error);

/* The same for "KEY=VALUE", as after --set. */
int settings_assign(Settings *settings, const char *assignment, Error *error);

/* What no single key shows: a rest shorter than away_after, a rule without every or lasts. -EINVAL. */
int settings_check(const Settings *settings, Error *error);

/* Appends the value's text, which settings_set() reads back as the same. -ENOENT for an unknown key. */
int settings_get(const Settings *settings, const char *key, Str *ret, Error *error);

/* Appends a file that settings_parse() reads back as equal. 0 or -ENOMEM. */
int settings_print(const Settings *settings, Str *ret);

bool settings_equal(const Settings *a, const Settings *b);

#endif
