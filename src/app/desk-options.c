/* SPDX-License-Identifier: MIT */
/* Options anywhere, as --name VALUE or --name=VALUE; the other words are names of stretches. */

#include "desk-options.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"

/* digits[.digits], whatever the locale's point is. */
static bool parse_speed(const char *text, double *ret)
{
        size_t before = strspn(text, "0123456789"), after = 0;
        double speed = 0, unit = 1;

        if (text[before] == '.')
                after = strspn(text + before + 1, "0123456789");
        if (before < 1 || before > 6 || after > 6 || text[before + (text[before] == '.') + after] ||
            (text[before] == '.' && after == 0))
                return false;
        for (size_t i = 0; i < before; i++)
                speed = speed * 10 + (text[i] - '0');
        for (size_t i = 0; i < after; i++)
                speed += (text[before + 1 + i] - '0') * (unit /= 10);
        *ret = speed;
        return speed >= DESK_SPEED_MIN && speed <= DESK_SPEED_MAX;
}

static int take_dose(DeskOptions *options, const char *value, Error *error)
{
        options->dose_said = true;
        return dose_kind_from_name(value, &options->dose)
                       ? 0
                       : error_set(
                                 error, -EINVAL, _("'%.40s' is not a dose: short, full or article"), value);
}

static int take_speed(DeskOptions *options, const char *value, Error *error)
{
        return parse_speed(value, &options->speed)
                       ? 0
                       : error_set(error, -EINVAL, _("'%.40s' is not a speed from 0.1 to 10000"), value);
}

static int take_theme(DeskOptions *options, const char *value, Error *error)
{
        for (int theme = 0; theme < N_THEMES; theme++)
                if (strcmp(theme_name((Theme) theme), value) == 0) {
                        options->theme = (Theme) theme;
                        options->theme_said = true;
                        return 0;
                }
        return error_set(error, -EINVAL, _("'%.40s' is not a theme: light, dark or contrast"), value);
}

static int take_layout(DeskOptions *options, const char *value, Error *error)
{
        options->layout_said = true;
        if (strcmp(value, "card") == 0)
                options->layout = LAYOUT_CARD;
        else if (strcmp(value, "screen") == 0)
                options->layout = LAYOUT_SCREEN;
        else
                return error_set(error, -EINVAL, _("'%.40s' is not a layout: card or screen"), value);
        return 0;
}

typedef struct DeskOption {
        const char *name;
        DeskTask task; /* where it takes no value */
        int (*take)(DeskOptions *options, const char *value, Error *error);
} DeskOption;

static const DeskOption table[] = {
        { "break", DESK_BREAK, NULL }, { "dose", 0, take_dose },          { "help", DESK_HELP, NULL },
        { "layout", 0, take_layout },  { "speed", 0, take_speed },        { "stretch", DESK_STRETCH, NULL },
        { "theme", 0, take_theme },    { "version", DESK_VERSION, NULL },
};

static const DeskOption *find(const char *word, const char **ret_value)
{
        size_t n = strcspn(word, "=");

        for (size_t i = 0; i < ELEMENTSOF(table); i++)
                if (strlen(table[i].name) == n && memcmp(table[i].name, word, n) == 0) {
                        *ret_value = word[n] ? word + n + 1 : NULL;
                        return &table[i];
                }
        return NULL;
}

/* `ret_used` is how many words it took. */
static int
take_option(DeskOptions *options, char **words, int n_words, bool *said, int *ret_used, Error *error)
{
        const char *value;
        const DeskOption *option = find(words[0] + 2, &value);

        if (!option)
                return error_set(
                        error, -EINVAL, _("there is no option %.40s; see limber-desk --help"), words[0]);
        *ret_used = 1;
        if (!option->take) {
                if (value)
                        return error_set(error, -EINVAL, _("--%s takes no value"), option->name);
                if (*said && options->task != option->task && option->task < DESK_VERSION)
                        return error_set(error, -EINVAL, _("either --stretch or --break, not both"));
                options->task = option->task;
                *said = true;
                return 0;
        }
        if (!value) {
                if (n_words < 2)
                        return error_set(error, -EINVAL, _("--%s needs a value"), option->name);
                value = words[1];
                *ret_used = 2;
        }
        return option->take(options, value, error);
}

int desk_options_parse(int argc, char **argv, DeskOptions *ret, Error *error)
{
        DeskOptions options = { .speed = 1, .names = argv };
        bool said = false;

        for (int i = 1, used = 1; i < argc; i += used) {
                if (strncmp(argv[i], "--", 2) == 0) {
                        int r = take_option(&options, argv + i, argc - i, &said, &used, error);

                        if (r < 0)
                                return r;
                        if (options.task >= DESK_VERSION)
                                break;
                } else if (argv[i][0] == '-') {
                        return error_set(
                                error, -EINVAL, _("there is no option %.40s; see limber-desk --help"),
                                argv[i]);
                } else {
                        options.names[options.n_names++] = argv[i];
                        used = 1;
                }
        }
        if (options.task == DESK_BREAK && options.n_names > 0)
                return error_set(error, -EINVAL, _("--break takes no names of stretches"));
        *ret = options;
        return 0;
}
