/* SPDX-License-Identifier: MIT */
/* Asking limber-voice what it could do. */

#include "voice-check.h"

#include <poll.h>

#include "i18n.h"
#include "voice-line.h"

/* As soon as both have told, or are late. */
static void wait_for(VoiceLine lines[static N_VOICE_KINDS])
{
        int64_t late_ms = clock_boot_now().ms + VOICE_CHECK_MS;
        bool told[N_VOICE_KINDS] = { lines[0].fd < 0, lines[1].fd < 0 };

        while (!told[0] || !told[1]) {
                struct pollfd ends[N_VOICE_KINDS];
                int64_t left_ms = late_ms - clock_boot_now().ms;

                for (int i = 0; i < N_VOICE_KINDS; i++)
                        ends[i] = (struct pollfd){ .fd = told[i] ? -1 : lines[i].fd, .events = POLLIN };
                if (left_ms <= 0)
                        break;
                poll(ends, N_VOICE_KINDS, (int) left_ms);
                for (int i = 0; i < N_VOICE_KINDS; i++)
                        told[i] = told[i] || voice_line_read(&lines[i]);
        }
        for (int i = 0; i < N_VOICE_KINDS; i++)
                if (!told[i])
                        lines[i].report = VOICE_NO_ANSWER;
}

/* What the packages are called on Debian. */
static const char *find_fix(VoiceKind kind, VoiceReport report)
{
        static const char *const fixes[N_VOICE_REPORTS][N_VOICE_KINDS] = {
                [VOICE_NO_LIBRARY] = { "sudo apt install libcanberra0 libcanberra-pulse",
                                       "sudo apt install libspeechd2 speech-dispatcher "
                                       "speech-dispatcher-espeak-ng" },
                [VOICE_NO_SERVER] = { "sudo apt install pipewire-audio libcanberra-pulse",
                                      "sudo apt install speech-dispatcher speech-dispatcher-espeak-ng" },
                [VOICE_NO_SYNTHESIZER] = { NULL, "sudo apt install speech-dispatcher-espeak-ng" },
                [VOICE_NO_ANSWER] = { "systemctl --user restart pipewire-pulse",
                                      "killall speech-dispatcher" },
        };

        return fixes[report][kind];
}

static VoiceFinding find(VoiceKind kind, VoiceReport report)
{
        static const char *const good[N_VOICE_KINDS] = { N_("a sound server plays the tones"),
                                                         N_("speech-dispatcher speaks") };
        const char *text = voice_report_text(kind, report);

        if (report == VOICE_ON_DEMAND)
                text = _("speech-dispatcher starts when there is something to say");
        return (VoiceFinding){
                .asked = report != VOICE_ELSEWHERE,
                .works = report == VOICE_READY || report == VOICE_ON_DEMAND,
                .detail = text ? text : _(good[kind]),
                .fix = find_fix(kind, report),
        };
}

void voice_check(const VoiceOptions *options, VoiceFinding *ret_tones, VoiceFinding *ret_words)
{
        VoiceFinding *findings[N_VOICE_KINDS] = { ret_tones, ret_words };
        VoiceLine lines[N_VOICE_KINDS] = { { .fd = -1 }, { .fd = -1 } };

        for (int i = 0; i < N_VOICE_KINDS; i++) {
                VoiceSetup setup = voice_setup_of(options, (VoiceKind) i);

                if (voice_setup_is_on(options, (VoiceKind) i))
                        voice_line_open(&lines[i], "check", (VoiceKind) i, &setup);
        }
        wait_for(lines);
        for (int i = 0; i < N_VOICE_KINDS; i++) {
                *findings[i] = (VoiceFinding){ 0 };
                if (voice_setup_is_on(options, (VoiceKind) i))
                        *findings[i] = find((VoiceKind) i, lines[i].report);
                voice_line_kill(&lines[i]);
        }
}
