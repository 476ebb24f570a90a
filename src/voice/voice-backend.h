/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VOICE_BACKEND_H
#define LIMBER_VOICE_BACKEND_H

/*
 * What limber-voice loads to be heard: a module for the tones, one for the words. Each speaks to a server
 * and may block; limber-voice runs one of them, in a process of its own, and is ended by an alarm where a
 * server never answers.
 */

#include <stdint.h>

#include "voice.h"
#include "voice-wire.h"

typedef struct VoiceBackend VoiceBackend; /* each module has its own */

typedef struct VoiceBackendOps {
        /* VOICE_READY, or why not; `ret` is written then only. */
        VoiceReport (*open)(const VoiceSetup *setup, VoiceBackend **ret);

        /* Takes the place of what sounds. False: the server is gone; open anew. */
        bool (*play)(VoiceBackend *backend, const VoiceMessage *message);
        void (*hush)(VoiceBackend *backend);

        /* How long the process must stay for what sounds now; 0: not at all. */
        int (*left_ms)(const VoiceBackend *backend);
        void (*close)(VoiceBackend *backend);

        /* What would happen, without a sound and without starting a server that is not needed yet. */
        VoiceReport (*check)(const VoiceSetup *setup);
} VoiceBackendOps;

#define VOICE_BACKEND_SYMBOL "voice_backend_ops"

#endif
