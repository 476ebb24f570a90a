/* SPDX-License-Identifier: MIT */
/* Starting a limber-voice, and its socket. */

#include "voice-line.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "i18n.h"
#include "module.h"
#include "voice-text.h"

const char *const voice_kind_names[N_VOICE_KINDS] = { [VOICE_TONES] = "tones", [VOICE_WORDS] = "words" };

bool voice_setup_is_on(const VoiceOptions *options, VoiceKind kind)
{
        return kind == VOICE_TONES ? options->tones : options->words;
}

VoiceSetup voice_setup_of(const VoiceOptions *options, VoiceKind kind)
{
        VoiceSetup setup = {
                .rate = options->rate,
                .volume = kind == VOICE_TONES ? options->tone_volume : options->voice_volume,
        };

        if (options->language && voice_language_is_tag(options->language))
                strcpy(setup.language, options->language);
        else
                voice_language(setup.language);
        return setup;
}

/* ---- starting ---- */

/* Ctrl-C in the terminal and the signals that a session blocks are the session's own affair. */
static int set_attributes(posix_spawnattr_t *attributes)
{
        sigset_t none, all;
        int r;

        sigemptyset(&none);
        sigfillset(&all);
        r = posix_spawnattr_setsigmask(attributes, &none);
        if (r == 0)
                r = posix_spawnattr_setsigdefault(attributes, &all);
        if (r == 0)
                r = posix_spawnattr_setflags(
                        attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
        return r;
}

/* Nothing that a sound library prints gets onto the person's screen. */
static int set_files(posix_spawn_file_actions_t *files, int socket)
{
        int r = posix_spawn_file_actions_adddup2(files, socket, STDIN_FILENO);

        for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO && r == 0; fd++)
                r = posix_spawn_file_actions_addopen(files, fd, "/dev/null", O_WRONLY, 0);
        return r;
}

static int spawn(const char *path, char *const *words, int socket, pid_t *ret)
{
        posix_spawn_file_actions_t files;
        posix_spawnattr_t attributes;
        int r = posix_spawn_file_actions_init(&files);

        if (r != 0)
                return -r;
        r = posix_spawnattr_init(&attributes);
        if (r == 0) {
                r = set_attributes(&attributes);
                if (r == 0)
                        r = set_files(&files, socket);
                if (r == 0)
                        r = posix_spawn(ret, path, &files, &attributes, words, environ);
                posix_spawnattr_destroy(&attributes);
        }
        posix_spawn_file_actions_destroy(&files);
        return -r;
}

static int start(VoiceLine *line, const char *command, const VoiceSetup *setup)
{
        _cleanup_free_ char *path = NULL;
        char rate[16], volume[16];
        int ends[2], r;

        r = module_path(VOICE_PROGRAM, &path);
        if (r < 0)
                return r;
        snprintf(rate, sizeof rate, "%d", setup->rate);
        snprintf(volume, sizeof volume, "%d", setup->volume);
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
                return -errno;
        r = spawn(
                path,
                (char *[]){ (char *) VOICE_PROGRAM, (char *) command, (char *) voice_kind_names[line->kind],
                            (char *) setup->language, rate, volume, NULL },
                ends[1], &line->pid);
        close(ends[1]);
        if (r < 0)
                close(ends[0]);
        else
                line->fd = ends[0];
        return r;
}

/* Over ssh, unless a server is named: it may be one at the other end. */
static bool is_elsewhere(VoiceKind kind)
{
        return getenv("SSH_CONNECTION") && !getenv("PULSE_SERVER") &&
               !(kind == VOICE_WORDS && getenv("SPEECHD_ADDRESS"));
}

void voice_line_open(VoiceLine *line, const char *command, VoiceKind kind, const VoiceSetup *setup)
{
        *line = (VoiceLine){ .kind = kind, .fd = -1 };
        if (is_elsewhere(kind)) {
                line->report = VOICE_ELSEWHERE;
        } else if (start(line, command, setup) < 0) {
                line->pid = 0;
                line->report = VOICE_NO_PROGRAM;
        }
}

/* ---- talking ---- */

/* It ended: of itself after a report, or because its server did not answer, or its library fell over. */
static void lose(VoiceLine *line)
{
        if (line->report == VOICE_READY)
                line->report = VOICE_NO_ANSWER;
        close(line->fd);
        line->fd = -1;
}

bool voice_line_read(VoiceLine *line)
{
        VoiceReport report;
        ssize_t n;

        if (line->fd < 0)
                return false;
        /* ECONNRESET, once: it ended with messages of ours unread. What it said before is still there. */
        do
                n = recv(line->fd, &report, sizeof report, MSG_DONTWAIT);
        while (n < 0 && errno == ECONNRESET);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
                return false;
        if (n == (ssize_t) sizeof report && (unsigned) report < N_VOICE_REPORTS)
                line->report = report;
        else
                lose(line);
        return true;
}

void voice_line_send(VoiceLine *line, VoiceAct act, VoiceTone tone, const char *text)
{
        VoiceMessage message = { .when = clock_boot_now(), .act = act, .tone = tone };
        size_t n = offsetof(VoiceMessage, text) + 1;

        if (line->fd < 0)
                return;
        if (text) {
                n += strlen(text);
                memcpy(message.text, text, strlen(text) + 1);
        }
        if (send(line->fd, &message, n, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno != EAGAIN &&
            errno != EINTR)
                while (voice_line_read(line))
                        ;
}

/* ---- ending ---- */

/* What was started has ended at once, see limber-voice.c; or it was killed. */
static void reap(VoiceLine *line)
{
        while (line->pid > 0 && waitpid(line->pid, NULL, 0) < 0 && errno == EINTR)
                ;
        line->pid = 0;
}

void voice_line_close(VoiceLine *line)
{
        if (line->fd >= 0)
                close(line->fd);
        line->fd = -1;
        reap(line);
}

void voice_line_kill(VoiceLine *line)
{
        if (line->pid > 0)
                kill(line->pid, SIGKILL);
        voice_line_close(line);
}

/* ---- words ---- */

const char *voice_report_text(VoiceKind kind, VoiceReport report)
{
        static const char *const texts[N_VOICE_REPORTS][N_VOICE_KINDS] = {
                [VOICE_ELSEWHERE] = { N_("silent over ssh; name a server in PULSE_SERVER to hear it"),
                                      N_("silent over ssh; name a server in PULSE_SERVER to hear it") },
                [VOICE_NO_PROGRAM] = { N_("limber-voice is not installed"),
                                       N_("limber-voice is not installed") },
                [VOICE_NO_LIBRARY] = { N_("libcanberra is not installed"),
                                       N_("speech-dispatcher is not installed") },
                [VOICE_NO_SERVER] = { N_("no sound server answers; stretches are silent"),
                                      N_("speech-dispatcher cannot be reached; nothing is spoken") },
                [VOICE_NO_SYNTHESIZER] = { NULL, N_("speech-dispatcher has no synthesizer to speak with") },
                [VOICE_NO_ANSWER] = { N_("the sound server does not answer"),
                                      N_("speech-dispatcher does not answer") },
        };
        const char *text = texts[report][kind];

        return text ? _(text) : NULL;
}
