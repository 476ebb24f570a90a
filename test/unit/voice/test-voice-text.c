/* SPDX-License-Identifier: MIT */
/* Texts from people's files, on their way to a speech server. */

#include <libintl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "voice-text.h"

static void texts_are_made_harmless(void **state)
{
        static const struct {
                const char *text, *clean;
        } rows[] = {
                { "Lift your shoulders.", "Lift your shoulders." },
                { "  Hold.\t", "Hold." },
                { "Zieh die Schultern hoch und atme tief ein", "Zieh die Schultern hoch und atme tief ein" },
                { "Lève les épaules", "Lève les épaules" },
                { "息を吸って", "息を吸って" },
                { "one\r\n.\r\nSTOP ALL\r\n", "one . STOP ALL" },
                { ".", "." },
                { "a\x01\x1b[31mb\x7f"
                  "c",
                  "a [31mb c" },
                { "a\xc2\x85"
                  "b\xe2\x80\xa8"
                  "c\xe2\x80\xa9"
                  "d",
                  "a b c d" },
                { "bad \xff\xfe bytes \xc3", "bad bytes" },
                { "over\xc0\xaelong \xed\xa0\x80surrogate", "over long surrogate" },
                { "<speak>&amp;</speak>", "<speak>&amp;</speak>" },
                { "", "" },
                { "\n\t \x01", "" },
        };

        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
                char clean[VOICE_TEXT_SIZE];

                assert_int_equal(voice_text_clean(clean, rows[i].text), rows[i].clean[0] != '\0');
                assert_string_equal(clean, rows[i].clean);
        }
}

static void long_texts_are_cut_between_characters(void **state)
{
        char text[4 * VOICE_TEXT_SIZE + 1], clean[VOICE_TEXT_SIZE];

        for (size_t lead = 0; lead < 4; lead++) {
                size_t n = lead;

                memset(text, 'x', lead);
                while (n + 3 < sizeof text) {
                        memcpy(text + n, "\xe6\x81\xaf", 3);
                        n += 3;
                }
                text[n] = '\0';
                assert_true(voice_text_clean(clean, text));
                n = strlen(clean);
                assert_in_range(n, VOICE_TEXT_SIZE - 3, VOICE_TEXT_SIZE - 1);
                assert_int_equal((n - lead) % 3, 0);
        }
        memset(text, 'x', sizeof text - 1);
        text[sizeof text - 1] = '\0';
        assert_true(voice_text_clean(clean, text));
        assert_int_equal(strlen(clean), VOICE_TEXT_SIZE - 1);
}

static void languages_are_tags(void **state)
{
        static const struct {
                const char *tag;
                bool is_tag;
        } rows[] = {
                { "de", true },          { "pt-BR", true },  { "zh-Hant-TW", true },
                { "", false },           { "d", false },     { "de_DE", false },
                { "-de", false },        { "de-", false },   { "de--AT", false },
                { "en\r\nQUIT", false }, { "en GB", false }, { "a-very-long-tag-x", false },
                { "d\xc3\xa9", false },
        };

        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
                assert_int_equal(voice_language_is_tag(rows[i].tag), rows[i].is_tag);
}

/* Nothing is translated in this test: the words are English, whatever the locale is. */
static void words_without_a_translation_are_english(void **state)
{
        char language[VOICE_LANGUAGE_SIZE];

        assert_string_equal(voice_language(language), "en");
}

/* ---- the language, with a catalogue of its own ---- */

static void put_le(FILE *file, unsigned number)
{
        for (int i = 0; i < 4; i++)
                fputc((int) (number >> 8 * i & 0xff), file);
}

/* A compiled catalogue that holds nothing but its head. */
static void write_catalogue(const char *path, const char *head)
{
        FILE *file = fopen(path, "w");

        assert_non_null(file);
        put_le(file, 0x950412de); /* magic, revision, texts */
        put_le(file, 0);
        put_le(file, 1);
        put_le(file, 28); /* where the tables of texts and translations are, no hashes */
        put_le(file, 36);
        put_le(file, 0);
        put_le(file, 44);
        put_le(file, 0); /* length and place of "" */
        put_le(file, 44);
        put_le(file, (unsigned) strlen(head));
        put_le(file, 45);
        fputc(0, file);
        fputs(head, file);
        fputc(0, file);
        assert_int_equal(fclose(file), 0);
}

static void the_language_is_that_of_the_catalogue(void **state)
{
        static const struct {
                const char *head, *language;
        } rows[] = {
                { "Content-Type: text/plain; charset=UTF-8\nLanguage: de\n", "de" },
                { "Content-Type: text/plain; charset=UTF-8\nLanguage: pt_BR\nX: y\n", "pt-BR" },
                { "Content-Type: text/plain; charset=UTF-8\nLanguage: \n", "en" },
                { "Content-Type: text/plain; charset=UTF-8\n", "en" },
        };
        char folder[] = "/tmp/limber-test-language-XXXXXX", path[128], language[VOICE_LANGUAGE_SIZE];

        assert_non_null(mkdtemp(folder));
        assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
                char domain[32], code[8];

                /* Each has a name of its own: what was once read is kept. */
                snprintf(domain, sizeof domain, "voice%zu", i);
                snprintf(code, sizeof code, "x%c", (char) ('a' + i));
                snprintf(path, sizeof path, "%s/%s", folder, code);
                assert_int_equal(mkdir(path, 0700), 0);
                snprintf(path, sizeof path, "%s/%s/LC_MESSAGES", folder, code);
                assert_int_equal(mkdir(path, 0700), 0);
                snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/%s.mo", folder, code, domain);
                write_catalogue(path, rows[i].head);
                assert_int_equal(setenv("LANGUAGE", code, 1), 0);
                bindtextdomain(domain, folder);
                textdomain(domain);
                assert_string_equal(voice_language(language), rows[i].language);
                unlink(path);
                *strrchr(path, '/') = '\0';
                rmdir(path);
                *strrchr(path, '/') = '\0';
                rmdir(path);
        }
        rmdir(folder);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(texts_are_made_harmless),
                cmocka_unit_test(long_texts_are_cut_between_characters),
                cmocka_unit_test(languages_are_tags),
                cmocka_unit_test(words_without_a_translation_are_english),
                cmocka_unit_test(the_language_is_that_of_the_catalogue),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
