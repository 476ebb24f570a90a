/* SPDX-License-Identifier: MIT */
/*
 * The words, through speech-dispatcher. Its library is used without a thread: each call waits for the
 * server's answer, which comes before anything is spoken.
 */

#include <dirent.h>
#include <libspeechd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "module.h"
#include "voice-backend.h"

struct VoiceBackend {
        SPDConnection *connection;
};

/* "generic" runs a program that may not be there; "dummy" says that there is nothing to say it with. */
static bool is_synthesizer(const char *module)
{
        return strcmp(module, "dummy") != 0 && strcmp(module, "generic") != 0;
}

static bool has_synthesizer(SPDConnection *connection)
{
        char **modules = spd_list_modules(connection);
        bool has = false;

        for (int i = 0; modules && modules[i]; i++)
                has = has || is_synthesizer(modules[i]);
        free_spd_modules(modules);
        return has;
}

static SPDConnection *connect_server(bool spawn)
{
        char *why = NULL;
        SPDConnection *connection = spd_open2("limber", "session", NULL, SPD_MODE_SINGLE, NULL, spawn, &why);

        free(why);
        return connection;
}

static VoiceReport words_open(const VoiceSetup *setup, VoiceBackend **ret)
{
        VoiceBackend *backend;
        SPDConnection *connection = connect_server(true);

        if (!connection)
                return VOICE_NO_SERVER;
        backend = has_synthesizer(connection) ? malloc(sizeof *backend) : NULL;
        if (!backend) {
                spd_close(connection);
                return VOICE_NO_SYNTHESIZER;
        }
        spd_set_language(connection, setup->language);
        spd_set_voice_rate(connection, setup->rate);
        spd_set_volume(connection, 2 * setup->volume - 100);
        spd_set_data_mode(connection, SPD_DATA_TEXT);
        backend->connection = connection;
        *ret = backend;
        return VOICE_READY;
}

static void words_hush(VoiceBackend *backend)
{
        spd_cancel(backend->connection);
}

static bool words_play(VoiceBackend *backend, const VoiceMessage *message)
{
        words_hush(backend);
        return spd_say(backend->connection, SPD_TEXT, message->text) >= 0;
}

/* The server speaks on without us. */
static int words_left_ms(const VoiceBackend *backend)
{
        return 0;
}

static void words_close(VoiceBackend *backend)
{
        spd_close(backend->connection);
        free(backend);
}

/* ---- looking ---- */

/* What speech-dispatcher would find, were it running: programs called sd_NAME. */
static bool is_synthesizer_installed(void)
{
        DIR *folder = opendir(SPEECH_MODULE_DIR);
        const struct dirent *entry;
        bool found = false;

        if (!folder)
                return true; /* who knows where they are */
        while (!found && (entry = readdir(folder)))
                found = strncmp(entry->d_name, "sd_", 3) == 0 && is_synthesizer(entry->d_name + 3);
        closedir(folder);
        return found;
}

/* Which languages it speaks is not asked: espeak-ng's list of voices takes it 300 ms. */
static VoiceReport words_check(const VoiceSetup *setup)
{
        SPDConnection *connection = connect_server(false);
        bool good;

        if (!connection && access(SPEECH_PROGRAM, X_OK) < 0)
                return VOICE_NO_SERVER;
        if (!connection)
                return is_synthesizer_installed() ? VOICE_ON_DEMAND : VOICE_NO_SYNTHESIZER;
        good = has_synthesizer(connection);
        spd_close(connection);
        return good ? VOICE_READY : VOICE_NO_SYNTHESIZER;
}

static const VoiceBackendOps ops = {
        words_open, words_play, words_hush, words_left_ms, words_close, words_check,
};

_module_export_ extern const VoiceBackendOps *const voice_backend_ops;
const VoiceBackendOps *const voice_backend_ops = &ops;
