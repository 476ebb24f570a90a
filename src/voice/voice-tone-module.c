/* SPDX-License-Identifier: MIT */
/* The tones, through libcanberra: PulseAudio, PipeWire's, or ALSA. They lie in memory, as files it can open.
 */

#include <canberra.h>
/* It brings sys/param.h, which has its own. */
#undef MIN
#undef MAX

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "descriptor.h"
#include "module.h"
#include "tone.h"
#include "voice-backend.h"

enum {
        PLAY_ID = 1,
        DRAIN_MS = 300, /* from the last sample given to the last one heard */
};

struct VoiceBackend {
        ca_context *context;
        int files[N_VOICE_TONES];
        BootTime ends; /* what sounds now, or before now */
};

static void tones_close(VoiceBackend *backend)
{
        if (backend->context)
                ca_context_destroy(backend->context);
        for (int i = 0; i < N_VOICE_TONES; i++)
                if (backend->files[i] >= 0)
                        close(backend->files[i]);
        free(backend);
}
DEFINE_CLEANUP(VoiceBackend, tones_close)

static int make_file(VoiceTone tone, int volume, int *ret_fd)
{
        _cleanup_free_ uint8_t *bytes = NULL;
        size_t n;
        int r = tone_wav(tone, volume, &bytes, &n);

        if (r < 0)
                return r;
        *ret_fd = memfd_create("limber-tone", MFD_CLOEXEC);
        return *ret_fd < 0 ? -errno : descriptor_write_all(*ret_fd, bytes, n);
}

static VoiceReport open_context(ca_context **ret)
{
        ca_context *context;

        if (ca_context_create(&context) != CA_SUCCESS)
                return VOICE_NO_SERVER;
        ca_context_change_props(
                context, CA_PROP_APPLICATION_NAME, "Limber", CA_PROP_APPLICATION_ID, "org.limber.Limber",
                CA_PROP_MEDIA_ROLE, "event", CA_PROP_CANBERRA_CACHE_CONTROL, "never", NULL);
        if (ca_context_open(context) != CA_SUCCESS) {
                ca_context_destroy(context);
                return VOICE_NO_SERVER;
        }
        *ret = context;
        return VOICE_READY;
}

static VoiceReport tones_open(const VoiceSetup *setup, VoiceBackend **ret)
{
        _cleanup_(tones_closep) VoiceBackend *backend = calloc(1, sizeof *backend);
        VoiceReport report;

        if (!backend)
                return VOICE_NO_SERVER;
        for (int i = 0; i < N_VOICE_TONES; i++)
                backend->files[i] = -1;
        report = open_context(&backend->context);
        if (report != VOICE_READY)
                return report;
        for (int i = 0; i < N_VOICE_TONES; i++)
                if (make_file((VoiceTone) i, setup->volume, &backend->files[i]) < 0)
                        return VOICE_NO_SERVER;
        *ret = TAKE_PTR(backend);
        return VOICE_READY;
}

static void tones_hush(VoiceBackend *backend)
{
        ca_context_cancel(backend->context, PLAY_ID);
        backend->ends = clock_boot_now();
}

static bool tones_play(VoiceBackend *backend, const VoiceMessage *message)
{
        char path[32];

        tones_hush(backend);
        snprintf(path, sizeof path, "/proc/self/fd/%d", backend->files[message->tone]);
        if (ca_context_play(
                    backend->context, PLAY_ID, CA_PROP_MEDIA_FILENAME, path, CA_PROP_MEDIA_NAME, "tone",
                    NULL) != CA_SUCCESS)
                return false;
        backend->ends.ms += tone_ms(message->tone) + DRAIN_MS;
        return true;
}

static int tones_left_ms(const VoiceBackend *backend)
{
        return (int) MAX(0, backend->ends.ms - clock_boot_now().ms);
}

static VoiceReport tones_check(const VoiceSetup *setup)
{
        ca_context *context;
        VoiceReport report = open_context(&context);

        if (report == VOICE_READY)
                ca_context_destroy(context);
        return report;
}

static const VoiceBackendOps ops = {
        tones_open, tones_play, tones_hush, tones_left_ms, tones_close, tones_check,
};

_module_export_ extern const VoiceBackendOps *const voice_backend_ops;
const VoiceBackendOps *const voice_backend_ops = &ops;
