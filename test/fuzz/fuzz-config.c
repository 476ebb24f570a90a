/* SPDX-License-Identifier: MIT */
/* limber.conf: what is read and printed is read again as the same; what is refused has one line that says
 * why. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "config-write.h"
#include "settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition) \
        do { \
                if (!(condition)) \
                        abort(); \
        } while (0)

static void check_printed(const Settings *settings)
{
        _cleanup_str_ Str text = { 0 };
        Settings again;

        CHECK(settings_check(settings, NULL) == 0);
        CHECK(settings_print(settings, &text) == 0);
        CHECK(settings_parse(text.text, text.n, "printed", &again, NULL) == 0);
        CHECK(settings_equal(settings, &again));
}

/* A file that is in order stays so when a key is set and taken out again; every other value stays. */
static void check_edited(Slice text, const Settings *settings)
{
        static const ConfigChange set = { "pause", "17s" }, unset = { "pause", NULL };
        _cleanup_str_ Str with = { 0 }, without = { 0 };
        Settings changed, wanted = *settings;

        if (text.n > SETTINGS_FILE_MAX - 100)
                return;
        CHECK(config_edit(text, &set, 1, "edited", &with, NULL) == 0);
        CHECK(settings_parse(with.text, with.n, "edited", &changed, NULL) == 0);
        CHECK(settings_set(&wanted, "pause", "17s", NULL) == 0);
        CHECK(settings_equal(&changed, &wanted));
        CHECK(config_edit((Slice){ with.text, with.n }, &unset, 1, "edited", &without, NULL) == 0);
        CHECK(settings_parse(without.text ? without.text : "", without.n, "edited", &changed, NULL) == 0);
        CHECK(settings_set(&wanted, "pause", "5s", NULL) == 0);
        CHECK(settings_equal(&changed, &wanted));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        Settings settings;
        Error error = { 0 };
        int r;

        r = settings_parse((const char *) data, size, "limber.conf", &settings, &error);
        if (r < 0) {
                CHECK(error.text[0] != '\0');
                CHECK(strpbrk(error.text, "\n\r") == NULL);
                return 0;
        }
        check_printed(&settings);
        check_edited((Slice){ (const char *) data, size }, &settings);
        return 0;
}
