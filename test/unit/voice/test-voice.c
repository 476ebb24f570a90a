/* SPDX-License-Identifier: MIT */
/* The voice, with its record in place of a sound server. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "voice.h"

static char path[] = "/tmp/limber-test-voice-XXXXXX";
static char heard[4096];

/* Everything that was recorded, once. */
static const char *read_record(void)
{
        FILE *file = fopen(path, "r+");
        size_t n;

        assert_non_null(file);
        n = fread(heard, 1, sizeof heard - 1, file);
        heard[n] = '\0';
        assert_int_equal(ftruncate(fileno(file), 0), 0);
        fclose(file);
        return heard;
}

static int set_up(void **state)
{
        char where[sizeof path + 16];
        int fd = mkstemp(path);

        if (fd < 0)
                return -1;
        close(fd);
        snprintf(where, sizeof where, "record:%s", path);
        return setenv("LIMBER_VOICE", where, 1);
}

static int tear_down(void **state)
{
        return unlink(path);
}

static Voice *open_voice(bool tones, bool words)
{
        VoiceOptions options;
        Voice *voice = NULL;

        voice_options_init(&options);
        options.tones = tones;
        options.words = words;
        assert_int_equal(voice_open(&options, &voice), 0);
        return voice;
}

static void speak(Voice *voice)
{
        voice_tone(voice, VOICE_TONE_IN);
        voice_say(voice, "Lift.\n");
        voice_say(voice, "");
        voice_hush(voice);
        voice_tone(voice, VOICE_TONE_DONE);
        assert_null(voice_problem(voice));
        voice_close(voice);
}

static void what_is_on_is_heard_in_order(void **state)
{
        speak(open_voice(true, true));
        assert_string_equal(
                read_record(), "open tones words en 0\ntone in\nsay Lift.\nhush\ntone done\nclose\n");
}

static void what_is_off_is_not_heard(void **state)
{
        speak(open_voice(true, false));
        assert_string_equal(read_record(), "open tones en 0\ntone in\nhush\ntone done\nclose\n");
        speak(open_voice(false, true));
        assert_string_equal(read_record(), "open words en 0\nsay Lift.\nhush\nclose\n");
        speak(open_voice(false, false));
        assert_string_equal(read_record(), "open en 0\nhush\nclose\n");
}

static void no_voice_is_silent(void **state)
{
        speak(NULL);
        assert_string_equal(read_record(), "");
}

static void the_language_is_that_of_the_words(void **state)
{
        VoiceOptions options = { .words = true, .language = "pt-BR", .rate = -20 };
        Voice *voice;

        assert_int_equal(voice_open(&options, &voice), 0);
        voice_close(voice);
        options.language = "en\r\nQUIT";
        assert_int_equal(voice_open(&options, &voice), 0);
        voice_close(voice);
        assert_string_equal(read_record(), "open words pt-BR -20\nclose\nopen words en -20\nclose\n");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_is_on_is_heard_in_order),
                cmocka_unit_test(what_is_off_is_not_heard),
                cmocka_unit_test(no_voice_is_silent),
                cmocka_unit_test(the_language_is_that_of_the_words),
        };

        return cmocka_run_group_tests(tests, set_up, tear_down);
}
