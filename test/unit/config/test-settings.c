/* SPDX-License-Identifier: MIT */
/* Settings: the table agrees with the defaults, files are taken whole or refused with their line, keys on
 * their own. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "settings-key.h"

static Settings parsed(const char *text)
{
        Error error = { 0 };
        Settings settings;

        if (settings_parse(text, strlen(text), "limber.conf", &settings, &error) < 0)
                fail_msg("%s: %s", text, error.text);
        return settings;
}

static void assert_value(const Settings *settings, const char *key, const char *wanted)
{
        _cleanup_str_ Str value = { 0 };
        Error error = { 0 };

        if (settings_get(settings, key, &value, &error) < 0)
                fail_msg("%s: %s", key, error.text);
        assert_string_equal(value.text, wanted);
}

/* ---- defaults ---- */

static void test_table_agrees_with_defaults(void **state)
{
        Settings settings;

        settings_init(&settings);
        for (size_t i = 0; i < N_TOP_OPTIONS; i++)
                assert_value(&settings, top_options[i].name, top_options[i].preset);
        for (size_t i = 0; i < N_RULE_OPTIONS; i++)
                if (rule_options[i].preset) {
                        _cleanup_str_ Str key = { 0 };

                        assert_int_equal(str_appendf(&key, "walk.%s", rule_options[i].name), 0);
                        assert_value(&settings, key.text, rule_options[i].preset);
                }
}

/* engine.md, word for word. */
static void test_documented_defaults(void **state)
{
        static const char *const rows[][2] = {
                { "away_after", "3m" },
                { "pause", "5s" },
                { "patience", "3m" },
                { "notice", "10s" },
                { "notice_max", "30s" },
                { "calm", "2s" },
                { "settle", "30s" },
                { "gather", "10m" },
                { "postpone", "5m" },
                { "held_max", "2h" },
                { "day_limit", "off" },
                { "day_starts", "04:00" },
                { "watching", "sitting" },
                { "hours", "off" },
                { "dose", "short" },
                { "fullscreen", "on" },
                { "dnd", "on" },
                { "notifications", "on" },
                { "exclude", "none" },
                { "order", "none" },
                { "doses", "none" },
                { "stretch.every", "30m" },
                { "stretch.lasts", "1m" },
                { "stretch.rest", "auto" },
                { "stretch.counts", "desk" },
                { "walk.every", "1h" },
                { "walk.lasts", "4m" },
                { "walk.enabled", "yes" },
                { "firm", "firm" },
                { "strict_after", "20s" },
                { "tones", "on" },
                { "tone_volume", "100" },
                { "voice", "off" },
                { "voice_volume", "100" },
                { "voice_rate", "0" },
                { "strict_postpones", "0" },
                { "walk.window", "auto" },
                { "stretch.window", "auto" },
                { "motion", "auto" },
                { "person", "robin" },
                { "theme", "auto" },
        };
        Settings settings = parsed("");

        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                assert_value(&settings, rows[i][0], rows[i][1]);
        assert_int_equal(settings_check(&settings, NULL), 0);
        assert_int_equal(break_rule_rest_ms(&settings.engine.rules[0], &settings.engine), 3 * MS_PER_MINUTE);
        assert_int_equal(break_rule_rest_ms(&settings.engine.rules[1], &settings.engine), 4 * MS_PER_MINUTE);
        assert_int_equal(break_rule_window(&settings.engine.rules[0]), WINDOW_CARD);
        assert_int_equal(break_rule_window(&settings.engine.rules[1]), WINDOW_SCREEN);
}

static void test_window_of_a_break(void **state)
{
        static const struct {
                const char *lasts, *window;
                BreakWindow wanted;
        } rows[] = {
                { "2m59s", "auto", WINDOW_CARD }, { "3m", "auto", WINDOW_SCREEN },
                { "4m", "card", WINDOW_CARD },    { "1m", "screen", WINDOW_SCREEN },
                { "1m", "none", WINDOW_NONE },    { "4m", "none", WINDOW_NONE },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Settings settings = parsed("");

                assert_int_equal(settings_set(&settings, "walk.lasts", rows[i].lasts, NULL), 0);
                assert_int_equal(settings_set(&settings, "walk.window", rows[i].window, NULL), 0);
                assert_int_equal(break_rule_window(&settings.engine.rules[1]), rows[i].wanted);
        }
}

/* ---- files ---- */

static void test_file_sets_every_key(void **state)
{
        static const char text[] =
                "\xef\xbb\xbf# a file\r\n"
                "away_after = 2m\r\n"
                "pause=4s # short\n"
                "\tpatience =\t1m30s \n"
                "notice = 11s\nnotice_max = 31s\ncalm = 3s\nsettle = 1s\ngather = 24h\n"
                "postpone = 7m\nheld_max = 0\nday_limit = 8h\nday_starts = 00:00\n"
                "watching = away\nhours = Mon-Fri 08:00-18:00, Sat 10:00-14:00\n"
                "notifications = no\ndose = article\n"
                "tones = off\ntone_volume = 40\nvoice = on\nvoice_rate = -20\nvoice_volume = 0\n"
                "firm = strict\nstrict_after = 15s\nstrict_postpones = 2\n"
                "motion = reduced\nperson = sol\ntheme = contrast\n"
                "exclude = neck-rolls\norder = butterfly-wings,shoulder-rolls\n"
                "doses = neck-rolls  full ,chin-tucks 6\n"
                "\n[walk]\nenabled = off\n"
                "[eyes]\nlasts = 20s\nrest = 2m\nevery = 20m\ncounts = standing\nwindow = none\n"
                "[stretch]\nrest = auto";
        Settings settings = parsed(text);

        assert_int_equal(settings.engine.away_after_ms, 2 * MS_PER_MINUTE);
        assert_int_equal(settings.engine.pause_ms, 4000);
        assert_int_equal(settings.engine.patience_ms, 90000);
        assert_int_equal(settings.engine.notice_ms, 11000);
        assert_int_equal(settings.engine.notice_max_ms, 31000);
        assert_int_equal(settings.engine.calm_ms, 3000);
        assert_int_equal(settings.engine.settle_ms, 1000);
        assert_int_equal(settings.engine.gather_ms, MS_PER_DAY);
        assert_int_equal(settings.engine.postpone_ms, 7 * MS_PER_MINUTE);
        assert_int_equal(settings.engine.held_max_ms, 0);
        assert_int_equal(settings.engine.day_limit_ms, 8 * MS_PER_HOUR);
        assert_int_equal(settings.day_starts_minute, 0);
        assert_false(settings.engine.film_is_sitting);
        assert_int_equal(settings.hours.n_toggles, 12);
        assert_false(settings.notifications);
        assert_false(settings.tones);
        assert_int_equal(settings.tone_volume, 40);
        assert_true(settings.voice);
        assert_int_equal(settings.voice_rate, -20);
        assert_int_equal(settings.voice_volume, 0);
        assert_int_equal(settings.firm, FIRM_STRICT);
        assert_int_equal(settings.strict_after_ms, 15000);
        assert_int_equal(settings.strict_postpones, 2);
        assert_int_equal(settings.motion, SETTINGS_MOTION_REDUCED);
        assert_string_equal(settings.person, "sol");
        assert_int_equal(settings.theme, SETTINGS_THEME_CONTRAST);
        assert_int_equal(settings.dose, DOSE_ARTICLE);
        assert_int_equal(settings.doses.n, 2);
        assert_string_equal(settings.doses.items[0].id, "neck-rolls");
        assert_int_equal(settings.doses.items[0].kind, DOSE_FULL);
        assert_int_equal(settings.doses.items[0].repeats, 0);
        assert_string_equal(settings.doses.items[1].id, "chin-tucks");
        assert_int_equal(settings.doses.items[1].repeats, 6);
        assert_int_equal(settings.exclude.n, 1);
        assert_string_equal(settings.exclude.ids[0], "neck-rolls");
        assert_int_equal(settings.order.n, 2);
        assert_string_equal(settings.order.ids[1], "shoulder-rolls");

        assert_int_equal(settings.engine.n_rules, 3);
        assert_string_equal(settings.engine.rules[0].name, "stretch");
        assert_false(settings.engine.rules[1].enabled);
        assert_string_equal(settings.engine.rules[2].name, "eyes");
        assert_int_equal(settings.engine.rules[2].every_ms, 20 * MS_PER_MINUTE);
        assert_int_equal(settings.engine.rules[2].lasts_ms, 20000);
        assert_int_equal(settings.engine.rules[2].rest_ms, 2 * MS_PER_MINUTE);
        assert_int_equal(settings.engine.rules[2].counts, COUNTS_STANDING);
        assert_true(settings.engine.rules[2].enabled);
        assert_int_equal(settings.engine.rules[2].window, WINDOW_NONE);
        assert_int_equal(settings.engine.rules[0].window, WINDOW_AUTO);
}

static const struct {
        const char *text, *error; /* the error begins so */
} wrong_files[] = {
        { "away_after = 0", "limber.conf:1: away_after: no time at all" },
        { "away_after = 0s", "limber.conf:1: away_after: no time at all" },
        { "away_after = -3m", "limber.conf:1: away_after: '-3m' is not a duration" },
        { "away_after = 3", "limber.conf:1: away_after: '3' is not a duration" },
        { "away_after = 3min", "limber.conf:1: away_after: '3min' is not a duration" },
        { "away_after = 1.5m", "limber.conf:1: away_after: '1.5m' is not a duration" },
        { "away_after = 3m 2s", "limber.conf:1: away_after: '3m 2s' is not a duration" },
        { "away_after = off", "limber.conf:1: away_after: 'off' is not a duration" },
        { "away_after = 25h", "limber.conf:1: away_after: '25h' is out of range; write 1s to 24h" },
        { "away_after = 99999999999999999999h",
          "limber.conf:1: away_after: '99999999999999999999h' is too long" },
        { "\n\naway_after =", "limber.conf:3: away_after: no value" },
        { "held_max = 25h", "limber.conf:1: held_max: '25h' is out of range" },
        { "awayafter = 3m", "limber.conf:1: awayafter: not a setting; did you mean away_after?" },
        { "colour = red", "limber.conf:1: colour: not a setting; see limber config list" },
        { "stretch.every = 3m", "limber.conf:1: stretch.every: a section is missing" },
        { "pause = 3s\npause = 4s", "limber.conf:2: pause: a second time, after line 1" },
        { "[walk]\n[stretch]\n\n[walk]", "limber.conf:4: [walk]: a second time, after line 1" },
        { "[walk]\nlasts = 3m\nlasts = 3m", "limber.conf:3: [walk] lasts: a second time, after line 2" },
        { "[walk]\npause = 3s", "limber.conf:2: [walk] pause: not a setting of a break; move it" },
        { "[walk]\nevry = 3s", "limber.conf:2: [walk] evry: not a setting; did you mean every?" },
        { "[walk]\nevery = x", "limber.conf:2: [walk] every: 'x' is not a duration" },
        { "[walk]\nrest = 0",
          "limber.conf:2: [walk] rest: no time at all makes no sense here; write auto, or 1s" },
        { "[walk]\ncounts = lying",
          "limber.conf:2: [walk] counts: 'lying' is not known here; write desk, sitting or standing" },
        { "[walk]\nenabled = maybe",
          "limber.conf:2: [walk] enabled: 'maybe' is not known here; write no or yes" },
        { "watching = yes", "limber.conf:1: watching: 'yes' is not known here; write away or sitting" },
        { "dose = huge", "limber.conf:1: dose: 'huge' is not known here; write short, full or article" },
        { "motion = none", "limber.conf:1: motion: 'none' is not known here; write auto, full or reduced" },
        { "theme = pink",
          "limber.conf:1: theme: 'pink' is not known here; write auto, light, dark or contrast" },
        { "firm = hard", "limber.conf:1: firm: 'hard' is not known here; write gentle, firm or strict" },
        { "voice_rate = -101",
          "limber.conf:1: voice_rate: '-101' is not a number that can be here; write -100 to 100" },
        { "voice_rate = 1.5", "limber.conf:1: voice_rate: '1.5' is not a number that can be here" },
        { "tone_volume = 101",
          "limber.conf:1: tone_volume: '101' is not a number that can be here; write 0 to 100" },
        { "strict_postpones = -1", "limber.conf:1: strict_postpones: '-1' is not a number that can be" },
        { "strict_postpones = 101",
          "limber.conf:1: strict_postpones: '101' is not a number that can be here; write 0 to 100" },
        { "strict_after = 0", "limber.conf:1: strict_after: no time at all" },
        { "[walk]\nwindow = big",
          "limber.conf:2: [walk] window: 'big' is not known here; write auto, none, card or screen" },
        { "day_starts = 24:00", "limber.conf:1: day_starts: '24:00' is not a time of day" },
        { "day_starts = 4:00", "limber.conf:1: day_starts: '4:00' is not a time of day" },
        { "hours = always", "limber.conf:1: hours: 'always' is not hours" },
        { "exclude = neck-rolls, neck-rolls", "limber.conf:1: exclude: neck-rolls is here twice" },
        { "exclude = neck-rolls,", "limber.conf:1: exclude: '' is not a stretch" },
        { "doses = neck-rolls",
          "limber.conf:1: doses: 'neck-rolls' is not a stretch and its dose; write them" },
        { "doses = neck-rolls 0", "limber.conf:1: doses: '0' of neck-rolls is not a dose; write short, "
                                  "full, article, or 1 to 200 repeats" },
        { "doses = neck-rolls 201", "limber.conf:1: doses: '201' of neck-rolls is not a dose" },
        { "doses = neck-rolls huge", "limber.conf:1: doses: 'huge' of neck-rolls is not a dose" },
        { "doses = neck-rolls full 6", "limber.conf:1: doses: 'full 6' of neck-rolls is not a dose" },
        { "doses = neck-rolls 3, neck-rolls 4", "limber.conf:1: doses: neck-rolls is here twice" },
        { "doses = neck-rolls 3,", "limber.conf:1: doses: '' is not a stretch and its dose" },
        { "order = Neck", "limber.conf:1: order: 'Neck' is not a stretch" },
        { "[Eyes]\nevery = 1m", "limber.conf:1: 'Eyes' is not a name for a break" },
        { "[a.b]", "limber.conf:1: 'a.b' is not a name for a break" },
        { "[0]", "limber.conf:1: '0' is not a name for a break" },
        { "[abcdefghijklmnopqrstuvwxyz-abcde]",
          "limber.conf:1: 'abcdefghijklmnopqrstuvwxyz-abcde' is not a name" },
        { "[]", "limber.conf:1: " },
        { "[walk", "limber.conf:1: " },
        { "walk", "limber.conf:1: 'walk' is neither" },
        { "= 3", "limber.conf:1: " },
        { "pause = 3s\n\x01", "limber.conf:2: " },
        { "pause = 3s\n\xff\xfe", "limber.conf:2: " },
        /* what only the end of the file shows */
        { "[eyes]\n", "limber.conf:1: [eyes] every: missing" },
        { "[walk]\n[eyes]\nevery = 20m\n",
          "limber.conf:2: [eyes] lasts: missing; a break of your own needs" },
        { "[strech]\nevery = 20m\n", "limber.conf:1: [strech] lasts: missing; a break of your own needs "
                                     "every and lasts, or did you mean [stretch]?" },
        { "[walk]\nrest = 2m59s\n", "limber.conf:2: [walk] rest: 2m59s is shorter than away_after (3m)" },
        { "away_after = 6m\n\n[walk]\nrest = 5m\n",
          "limber.conf:4: [walk] rest: 5m is shorter than away_after (6m)" },
};

static void test_wrong_files(void **state)
{
        Settings before;

        settings_init(&before);
        before.dose = DOSE_FULL;
        for (size_t i = 0; i < ELEMENTSOF(wrong_files); i++) {
                Settings settings = before;
                Error error = { 0 };
                const char *wanted = wrong_files[i].error;
                int r = settings_parse(
                        wrong_files[i].text, strlen(wrong_files[i].text), "limber.conf", &settings, &error);

                if (r != -EINVAL || strncmp(error.text, wanted, strlen(wanted)) != 0)
                        fail_msg("row %zu gave %d '%s', not '%s'", i, r, error.text, wanted);
                if (strstr(error.text, "line 1:") || strstr(error.text, "line 2:"))
                        fail_msg("row %zu says its line twice: %s", i, error.text);
                assert_true(settings_equal(&settings, &before));
        }
}

static void test_wrong_bytes(void **state)
{
        static const char nul[] = "pause = 3s\npa\0use = 3s";
        _cleanup_str_ Str line = { 0 };
        _cleanup_free_ char *large = calloc(1, SETTINGS_FILE_MAX + 1);
        Error error = { 0 };
        Settings settings;

        assert_int_equal(settings_parse(nul, sizeof nul - 1, "limber.conf", &settings, &error), -EINVAL);
        assert_memory_equal(error.text, "limber.conf:2: ", 15);

        assert_int_equal(str_append(&line, "pause = 3s\nhours = "), 0);
        for (int i = 0; i < 10000; i++)
                assert_int_equal(str_append(&line, "x"), 0);
        assert_int_equal(settings_parse(line.text, line.n, "limber.conf", &settings, &error), -EINVAL);
        assert_memory_equal(error.text, "limber.conf:2: ", 15);
        assert_non_null(strstr(error.text, "longer"));

        assert_non_null(large);
        memset(large, '\n', SETTINGS_FILE_MAX + 1);
        assert_int_equal(settings_parse(large, SETTINGS_FILE_MAX, "limber.conf", &settings, &error), 0);
        assert_int_equal(
                settings_parse(large, SETTINGS_FILE_MAX + 1, "limber.conf", &settings, &error), -EINVAL);
        assert_non_null(strstr(error.text, "1024 KiB"));
}

/* rest is judged against away_after wherever the two stand. */
static void test_order_of_keys_does_not_matter(void **state)
{
        Settings settings;

        parsed("away_after = 1m\n[walk]\nrest = 1m\n");
        settings_init(&settings);
        assert_int_equal(settings_assign(&settings, "walk.rest=1m", NULL), 0);
        assert_int_equal(settings_check(&settings, NULL), -EINVAL);
        assert_int_equal(settings_assign(&settings, "away_after=1m", NULL), 0);
        assert_int_equal(settings_check(&settings, NULL), 0);
}

static void test_too_many_rules(void **state)
{
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };
        Settings settings;

        for (int i = 2; i < MAX_RULES; i++)
                assert_int_equal(str_appendf(&text, "[r%d]\nevery=1m\nlasts=1m\n", i), 0);
        settings = parsed(text.text);
        assert_int_equal(settings.engine.n_rules, MAX_RULES);
        assert_int_equal(str_append(&text, "[more]\n"), 0);
        assert_int_equal(settings_parse(text.text, text.n, "limber.conf", &settings, &error), -EINVAL);
        assert_string_equal(error.text, "limber.conf:43: more than 16 breaks; take one out");
        assert_int_equal(settings_set(&settings, "more.every", "1m", NULL), -EINVAL);
}

static void test_print_and_parse_are_one(void **state)
{
        Settings settings = parsed(
                "exclude = neck-rolls, a-b\norder = none\nhours = Sat-Mon 22:00-06:00\nday_limit = 8h\n"
                "[walk]\nrest = 7m\n[eyes]\nevery = 20m\nlasts = 20s\ncounts = sitting\nenabled = no\n");
        _cleanup_str_ Str text = { 0 };
        Settings again;

        assert_int_equal(settings_print(&settings, &text), 0);
        again = parsed(text.text);
        assert_true(settings_equal(&settings, &again));
        assert_int_equal(settings_assign(&again, "eyes.enabled=yes", NULL), 0);
        assert_false(settings_equal(&settings, &again));
}

static void test_load(void **state)
{
        char directory[] = "/tmp/limber-test-XXXXXX";
        _cleanup_free_ char *path = NULL;
        Error error = { 0 };
        Settings settings;
        FILE *file;

        assert_non_null(mkdtemp(directory));
        path = str_format("%s/limber.conf", directory);
        assert_non_null(path);

        memset(&settings, 0xff, sizeof settings);
        assert_int_equal(settings_load(path, &settings, &error), 0);
        assert_int_equal(settings.engine.away_after_ms, 3 * MS_PER_MINUTE);

        file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs("away_after = 4m\n", file) >= 0);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(settings_load(path, &settings, &error), 0);
        assert_int_equal(settings.engine.away_after_ms, 4 * MS_PER_MINUTE);

        assert_int_equal(unlink(path), 0);
        assert_int_equal(mkfifo(path, 0600), 0);
        assert_int_equal(settings_load(path, &settings, &error), -EINVAL);
        assert_non_null(strstr(error.text, "not a regular file"));
        assert_int_equal(settings_load(directory, &settings, &error), -EINVAL);
        assert_int_equal(unlink(path), 0);
        assert_int_equal(rmdir(directory), 0);
}

/* ---- single keys ---- */

static void test_set(void **state)
{
        static const struct {
                const char *assignment, *error; /* NULL: taken */
        } rows[] = {
                { "away_after=90s", NULL },
                { " away_after = 90s ", NULL },
                { "stretch.every=20m", NULL },
                { "eyes.every=20m", NULL },
                { "walk.enabled=no", NULL },
                { "hours=Mon-Fri 08:00-18:00", NULL },
                { "away_after", "'away_after' sets nothing" },
                { "", "'' sets nothing" },
                { "=3m", ": not a setting" },
                { "away_after=", "away_after: '' is not a duration" },
                { "awayafter=3m", "awayafter: not a setting; did you mean away_after?" },
                { "stretch.evry=3m", "stretch.evry: not a setting; did you mean every?" },
                { "stretch.away_after=3m", "stretch.away_after: not a setting" },
                { "every=3m", "every: not a setting" },
                { ".every=3m", ".every: '' is not a name for a break" },
                { "Eyes.every=3m", "Eyes.every: 'Eyes' is not a name for a break" },
                { "a.b.every=3m", "a.b.every: not a setting" },
                { "eyes.every=0", "eyes.every: no time at all" },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Settings settings, before;
                Error error = { 0 };
                int r;

                settings_init(&settings);
                before = settings;
                r = settings_assign(&settings, rows[i].assignment, &error);
                if (!rows[i].error) {
                        if (r != 0)
                                fail_msg("%s: %s", rows[i].assignment, error.text);
                        assert_false(settings_equal(&settings, &before));
                        continue;
                }
                if (r >= 0 || strncmp(error.text, rows[i].error, strlen(rows[i].error)) != 0)
                        fail_msg(
                                "%s gave %d '%s', not '%s'", rows[i].assignment, r, error.text,
                                rows[i].error);
                assert_true(settings_equal(&settings, &before));
        }
}

static void test_check_names_the_key(void **state)
{
        Error error = { 0 };
        Settings settings;

        settings_init(&settings);
        assert_int_equal(settings_assign(&settings, "eyes.every=20m", NULL), 0);
        assert_int_equal(settings_check(&settings, &error), -EINVAL);
        assert_string_equal(error.text, "eyes.lasts: missing; a break of your own needs every and lasts");
        assert_int_equal(settings_assign(&settings, "eyes.lasts=20s", NULL), 0);
        assert_int_equal(settings_check(&settings, &error), 0);
        assert_int_equal(settings_assign(&settings, "eyes.rest=20s", NULL), 0);
        assert_int_equal(settings_check(&settings, &error), -EINVAL);
        assert_memory_equal(error.text, "eyes.rest: 20s is shorter than away_after (3m)", 46);
}

static void test_get_unknown(void **state)
{
        _cleanup_str_ Str value = { 0 };
        Error error = { 0 };
        Settings settings;

        settings_init(&settings);
        assert_int_equal(settings_get(&settings, "hourz", &value, &error), -ENOENT);
        assert_string_equal(error.text, "hourz: not a setting; did you mean hours?");
        assert_int_equal(settings_get(&settings, "wallk.every", &value, &error), -ENOENT);
        assert_string_equal(error.text, "wallk.every: there is no such break; did you mean walk?");
        assert_int_equal(settings_get(&settings, "eyes.every", &value, &error), -ENOENT);
        assert_int_equal(value.n, 0);
}

static int count_entry(const SettingsEntry *entry, void *userdata)
{
        assert_string_not_equal(entry->key, "");
        assert_string_not_equal(entry->range, "");
        assert_string_not_equal(entry->help, "");
        if (strcmp(entry->key, "walk.every") == 0)
                assert_string_equal(entry->preset, "1h");
        if (strcmp(entry->key, "eyes.every") == 0)
                assert_string_equal(entry->preset, "none");
        assert_true(entry->is_preset == (strcmp(entry->value, entry->preset) == 0));
        ++*(size_t *) userdata;
        return 0;
}

static void test_list(void **state)
{
        Settings settings = parsed("[eyes]\nevery = 20m\nlasts = 20s\n");
        size_t n = 0;

        assert_int_equal(settings_list(&settings, count_entry, &n), 0);
        assert_int_equal(n, N_TOP_OPTIONS + 3 * N_RULE_OPTIONS);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_table_agrees_with_defaults),
                cmocka_unit_test(test_documented_defaults),
                cmocka_unit_test(test_window_of_a_break),
                cmocka_unit_test(test_file_sets_every_key),
                cmocka_unit_test(test_wrong_files),
                cmocka_unit_test(test_wrong_bytes),
                cmocka_unit_test(test_order_of_keys_does_not_matter),
                cmocka_unit_test(test_too_many_rules),
                cmocka_unit_test(test_print_and_parse_are_one),
                cmocka_unit_test(test_load),
                cmocka_unit_test(test_set),
                cmocka_unit_test(test_check_names_the_key),
                cmocka_unit_test(test_get_unknown),
                cmocka_unit_test(test_list),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
