/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VOICE_WIRE_H
#define LIMBER_VOICE_WIRE_H

/*
 * What is said between a session and its limber-voice, over a pair of sockets that keeps messages whole:
 * VoiceMessage down, one VoiceReport up once it is known. Both ends are of one build. The session's end
 * closes: limber-voice ends.
 *
 *      limber-voice play|check tones|words LANGUAGE RATE VOLUME       the socket is its standard input
 */

#include <stdint.h>

#include "clock.h"
#include "voice.h"

#define VOICE_PROGRAM "limber-voice"

typedef enum VoiceKind {
        VOICE_TONES,
        VOICE_WORDS,
        N_VOICE_KINDS,
} VoiceKind;

extern const char *const voice_kind_names[N_VOICE_KINDS];

/* For one kind. */
typedef struct VoiceSetup {
        char language[VOICE_LANGUAGE_SIZE];
        int rate, volume;
} VoiceSetup;

bool voice_setup_is_on(const VoiceOptions *options, VoiceKind kind);
VoiceSetup voice_setup_of(const VoiceOptions *options, VoiceKind kind);

typedef enum VoiceAct {
        VOICE_ACT_HUSH,
        VOICE_ACT_TONE,
        VOICE_ACT_SAY,
} VoiceAct;

typedef struct VoiceMessage {
        BootTime when;
        VoiceAct act;
        VoiceTone tone;
        char text[VOICE_TEXT_SIZE]; /* sent as far as its NUL */
} VoiceMessage;

typedef enum VoiceReport {
        VOICE_READY,
        VOICE_ON_DEMAND,      /* its server is installed, and started when it is needed */
        VOICE_ELSEWHERE,      /* the person sits at another machine: it would sound where they are not */
        VOICE_NO_PROGRAM,     /* limber-voice or its module is not installed */
        VOICE_NO_LIBRARY,     /* what it needs is not */
        VOICE_NO_SERVER,      /* nobody to play or to speak */
        VOICE_NO_SYNTHESIZER, /* a server, and nothing that it could speak with */
        VOICE_NO_ANSWER,      /* a server that does not answer */
        N_VOICE_REPORTS,
} VoiceReport;

#endif
