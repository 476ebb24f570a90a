/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SETTINGS_H
#define LIMBER_SETTINGS_H

/*
 * All that can be set, as values. limber.conf(5) and option-table.c say what each key means, its
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
#include "observation.h"
#include "options.h"
#include "str.h"
#include "stretch.h"

enum { SETTINGS_FILE_MAX = 1024 * 1024 }; /* bytes */
enum { MAX_STRETCH_IDS = 32 };

typedef struct StretchIds {
        size_t n;
        char ids[MAX_STRETCH_IDS][STRETCH_NAME_SIZE]; /* none twice */
} StretchIds;

/* How the figure moves. */
typedef enum SettingsMotion {
        SETTINGS_MOTION_AUTO, /* as the desktop asks for it; full where there is none */
        SETTINGS_MOTION_FULL,
        SETTINGS_MOTION_REDUCED, /* key frames cross-fade */
} SettingsMotion;

/* The colours around a guided stretch. */
typedef enum SettingsTheme {
        SETTINGS_THEME_AUTO, /* the surface's own, in high contrast where the desktop asks for it */
        SETTINGS_THEME_LIGHT,
        SETTINGS_THEME_DARK,
        SETTINGS_THEME_CONTRAST,
} SettingsTheme;
/* How a guided stretch in a terminal shows the figure. */
typedef enum FigureMode {
        FIGURE_AUTO,
        FIGURE_BLOCKS,  /* half blocks: two pixels a cell */
        FIGURE_BRAILLE, /* eight dots a cell */
        FIGURE_ASCII,
        FIGURE_SIXEL, /* pictures */
        FIGURE_KITTY,
        FIGURE_ITERM2,
        FIGURE_NONE,
        N_FIGURE_MODES,
} FigureMode;

/* How much of one stretch: a dose, or so many repeats each way of the usual dose. */
typedef struct StretchDose {
        char id[STRETCH_NAME_SIZE];
        unsigned repeats; /* 1 to 200; 0: as the dose says */
        DoseKind kind;    /* where `repeats` is 0 */
} StretchDose;

typedef struct StretchDoses {
        size_t n;
        StretchDose items[MAX_STRETCH_IDS]; /* no id twice */
} StretchDoses;

typedef struct Settings {
        EngineOptions engine;
        Hours hours;
        int day_starts_minute;           /* after local midnight, 0 to 1439 */
        bool holds_back[N_BUSY_REASONS]; /* of the reasons that are sensed: BUSY_FULLSCREEN, BUSY_DND */
        bool notifications;
        Firmness firm;
        int64_t strict_after_ms;            /* > 0 */
        uint32_t strict_postpones;          /* in a row, at once */
        bool tones, voice;                  /* of a guided stretch */
        uint32_t tone_volume, voice_volume; /* percent, 0 to 100 */
        int voice_rate;                     /* -100 to 100; 0: as the system has it */
        SettingsMotion motion;
        SettingsTheme theme;
        FigureMode figure;
        char person[STRETCH_NAME_SIZE]; /* who is drawn; see person_files_find() */
        DoseKind dose;
        StretchDoses doses; /* of single stretches */
        StretchIds exclude; /* stretches that are not offered */
        StretchIds order;   /* the order of the rotation; those not named come after */
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

/* Appends the bytes of a regular file, or more than SETTINGS_FILE_MAX of a larger one. -errno with a reason.
 */
int settings_read_file(const char *path, Str *ret, Error *error);

/* Appends the value's text, which settings_set() reads back as the same. -ENOENT for an unknown key. */
int settings_get(const Settings *settings, const char *key, Str *ret, Error *error);

/* Appends a file that settings_parse() reads back as equal. 0 or -ENOMEM. */
int settings_print(const Settings *settings, Str *ret);

/* One key as people see it in a list. All borrowed, for the time of the call. */
typedef struct SettingsEntry {
        const char *key, *value;
        const char *unit;   /* N_(): "duration", "choice" */
        const char *range;  /* "1s to 24h", "sitting or away" */
        const char *preset; /* the default's text; "none" where a rule of one's own must say it */
        const char *help;   /* N_() */
        bool is_preset;     /* the value is the default */
} SettingsEntry;

/* Every key, in the table's order, then rule by rule. 0, -ENOMEM, or what `each` returned other than 0. */
int settings_list(
        const Settings *settings, int (*each)(const SettingsEntry *entry, void *userdata), void *userdata);

bool settings_equal(const Settings *a, const Settings *b);

#endif
