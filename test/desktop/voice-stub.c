/* SPDX-License-Identifier: MIT */
/*
 * A session's voice with somebody at its keys: each line of standard input is carried out, and answered with
 * a line that says how long the call took, in microseconds. "open tones words LANGUAGE", "tone in", "say
 * TEXT", "hush", "problem", "check tones words LANGUAGE", "close".
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "voice-check.h"
#include "voice.h"

static long now_us(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static VoiceOptions read_options(char *words)
{
        VoiceOptions options;
        static char language[64];

        voice_options_init(&options);
        options.tones = false;
        for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
                if (strcmp(word, "tones") == 0)
                        options.tones = true;
                else if (strcmp(word, "words") == 0)
                        options.words = true;
                else
                        options.language = strcpy(language, word);
        }
        return options;
}

static void say_finding(const char *name, const VoiceFinding *finding)
{
        printf("%s: %s: %s: %s\n", name,
               !finding->asked  ? "off"
               : finding->works ? "works"
                                : "missing",
               finding->detail ? finding->detail : "", finding->fix ? finding->fix : "");
}

static void check(char *words)
{
        VoiceOptions options = read_options(words);
        VoiceFinding tones, spoken;

        voice_check(&options, &tones, &spoken);
        say_finding("tones", &tones);
        say_finding("words", &spoken);
}

static void play_tone(Voice *voice, const char *name)
{
        for (int i = 0; i < N_VOICE_TONES; i++)
                if (strcmp(voice_tone_name((VoiceTone) i), name) == 0)
                        voice_tone(voice, (VoiceTone) i);
}

int main(void)
{
        Voice *voice = NULL;
        char line[4096];

        while (fgets(line, sizeof line, stdin)) {
                char *word = line, *rest = line + strcspn(line, " \n");
                const char *problem = NULL;
                long begun = now_us();

                line[strcspn(line, "\n")] = '\0';
                if (*rest)
                        *rest++ = '\0';
                if (strcmp(word, "open") == 0) {
                        VoiceOptions options = read_options(rest);

                        if (voice_open(&options, &voice) < 0)
                                return EXIT_FAILURE;
                } else if (strcmp(word, "tone") == 0) {
                        play_tone(voice, rest);
                } else if (strcmp(word, "say") == 0) {
                        voice_say(voice, rest);
                } else if (strcmp(word, "hush") == 0) {
                        voice_hush(voice);
                } else if (strcmp(word, "problem") == 0) {
                        problem = voice_problem(voice);
                } else if (strcmp(word, "check") == 0) {
                        check(rest);
                } else if (strcmp(word, "close") == 0) {
                        voice_close(voice);
                        voice = NULL;
                }
                printf("%ld %s\n", now_us() - begun, problem ? problem : "");
                fflush(stdout);
        }
        return EXIT_SUCCESS;
}
