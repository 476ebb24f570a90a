/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VOICE_LINE_H
#define LIMBER_VOICE_LINE_H

/* The session's end of a limber-voice: started, spoken to, never waited for. */

#include <sys/types.h>

#include "voice-wire.h"

typedef struct VoiceLine {
        VoiceKind kind;
        int fd;             /* -1: nobody is there */
        pid_t pid;          /* what was started; 0: nothing */
        VoiceReport report; /* as it was told; VOICE_READY until then */
} VoiceLine;

/* `command`: "play" or "check". Where it cannot be started, the report says so. */
void voice_line_open(VoiceLine *line, const char *command, VoiceKind kind, const VoiceSetup *setup);

/* Dropped where it cannot be taken at once. */
void voice_line_send(VoiceLine *line, VoiceAct act, VoiceTone tone, const char *text);

/* Takes the next report, or that the other end is gone. False: nothing new. */
bool voice_line_read(VoiceLine *line);

void voice_line_close(VoiceLine *line);
void voice_line_kill(VoiceLine *line); /* of "check" only */

/* What a report means to a person. NULL: all is well. */
const char *voice_report_text(VoiceKind kind, VoiceReport report);

#endif
