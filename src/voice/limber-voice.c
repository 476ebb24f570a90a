/* SPDX-License-Identifier: MIT */
/*
 * limber-voice: tones or words of a session, one process for each. Sound libraries block, start threads and
 * crash; here they do it alone. The session sends messages and never waits for us; when it is gone, so are
 * we. The one idea: what counts is the newest message, and only while it is new.
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "module.h"
#include "str.h"
#include "voice-backend.h"
#include "voice-text.h"

/* A server that takes so long is dead: the alarm ends us. */
enum { ANSWER_S = 10 };

typedef struct Speaker {
        const VoiceBackendOps *ops;
        VoiceBackend *backend;
        VoiceSetup setup;
        VoiceKind kind;
        int fd;
} Speaker;

/* What came in, as far as it still counts. */
typedef struct Wish {
        bool hush, play, over;
        VoiceMessage message;
} Wish;

static void report(const Speaker *speaker, VoiceReport what)
{
        send(speaker->fd, &what, sizeof what, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* ---- messages ---- */

static bool message_is_whole(const Speaker *speaker, const VoiceMessage *message, ssize_t n)
{
        size_t n_text = (size_t) n - offsetof(VoiceMessage, text);

        if (n <= (ssize_t) offsetof(VoiceMessage, text) || message->text[n_text - 1] != '\0')
                return false;
        if (message->act == VOICE_ACT_TONE)
                return speaker->kind == VOICE_TONES && (unsigned) message->tone < N_VOICE_TONES;
        return message->act == VOICE_ACT_HUSH ||
               (message->act == VOICE_ACT_SAY && speaker->kind == VOICE_WORDS);
}

/* The next message. False: none now, or never again (`over`). */
static bool take_message(const Speaker *speaker, Wish *wish)
{
        VoiceMessage message;
        ssize_t n = recv(speaker->fd, &message, sizeof message, MSG_DONTWAIT);

        /* ECONNRESET: it closed, with our report unread. What it said before is still there. */
        if (n < 0 && (errno == EINTR || errno == ECONNRESET))
                return true;
        if (n < 0 && errno == EAGAIN)
                return false;
        if (n <= 0) {
                wish->over = true;
                return false;
        }
        if (!message_is_whole(speaker, &message, n))
                return true;
        wish->hush = wish->hush || message.act == VOICE_ACT_HUSH;
        wish->play = message.act != VOICE_ACT_HUSH;
        wish->message = message;
        return true;
}

/* Waits for messages, and takes all that are there. */
static Wish take_wish(const Speaker *speaker)
{
        struct pollfd one = { .fd = speaker->fd, .events = POLLIN };
        Wish wish = { 0 };

        while (poll(&one, 1, -1) < 0 && errno == EINTR)
                ;
        while (take_message(speaker, &wish))
                ;
        if (wish.play && clock_boot_now().ms - wish.message.when.ms > VOICE_LATE_MS)
                wish.play = false;
        return wish;
}

/* ---- sound ---- */

static VoiceReport open_backend(Speaker *speaker)
{
        VoiceReport what;

        alarm(ANSWER_S);
        what = speaker->ops->open(&speaker->setup, &speaker->backend);
        alarm(0);
        return what;
}

static void close_backend(Speaker *speaker)
{
        if (speaker->backend)
                speaker->ops->close(speaker->backend);
        speaker->backend = NULL;
}

/* A server that went is looked for once more: it may have been started anew. */
static bool play(Speaker *speaker, const VoiceMessage *message)
{
        if (speaker->ops->play(speaker->backend, message))
                return true;
        close_backend(speaker);
        return open_backend(speaker) == VOICE_READY &&
               (clock_boot_now().ms - message->when.ms > VOICE_LATE_MS ||
                speaker->ops->play(speaker->backend, message));
}

/* False: there is nothing to come. */
static bool grant(Speaker *speaker, const Wish *wish)
{
        bool good = true;

        alarm(ANSWER_S);
        if (wish->hush)
                speaker->ops->hush(speaker->backend);
        if (wish->play)
                good = play(speaker, &wish->message);
        alarm(0);
        if (!good)
                report(speaker, VOICE_NO_SERVER);
        return good && !wish->over;
}

static void wait_ms(int ms)
{
        poll(NULL, 0, ms);
}

static int speak(Speaker *speaker)
{
        VoiceReport what = open_backend(speaker);

        report(speaker, what);
        if (what != VOICE_READY)
                return EXIT_FAILURE;
        for (;;) {
                Wish wish = take_wish(speaker);

                if (!grant(speaker, &wish))
                        break;
        }
        if (speaker->backend)
                wait_ms(speaker->ops->left_ms(speaker->backend));
        alarm(ANSWER_S);
        close_backend(speaker);
        return EXIT_SUCCESS;
}

/* ---- beginning ---- */

/* The socket is to be nobody's but ours: who starts a server here would hand it on. */
static int take_socket(void)
{
        int null, fd;

        close_range(3, ~0U, 0);
        fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
        if (fd < 0)
                return -errno;
        null = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (null < 0)
                return -errno;
        for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
                if (dup2(null, i) < 0)
                        return -errno;
        return fd;
}

/* The session waits for the process that it started, and that one ends here; we go on by ourselves. */
static void leave_session(void)
{
        pid_t pid = fork();

        if (pid != 0)
                _exit(pid < 0 ? EXIT_FAILURE : EXIT_SUCCESS);
}

static bool parse_number(const char *text, int least, int most, int *ret)
{
        int64_t number;

        if (parse_i64(slice_of(text), &number) < 0 || number < least || number > most)
                return false;
        *ret = (int) number;
        return true;
}

static bool read_words(char **words, Speaker *speaker, bool *ret_check)
{
        *ret_check = strcmp(words[0], "check") == 0;
        if (!*ret_check && strcmp(words[0], "play") != 0)
                return false;
        while (speaker->kind < N_VOICE_KINDS && strcmp(words[1], voice_kind_names[speaker->kind]) != 0)
                speaker->kind++;
        if (speaker->kind == N_VOICE_KINDS || !voice_language_is_tag(words[2]))
                return false;
        strcpy(speaker->setup.language, words[2]);
        return parse_number(words[3], -100, 100, &speaker->setup.rate) &&
               parse_number(words[4], 0, 100, &speaker->setup.volume);
}

static const VoiceBackendOps *load(VoiceKind kind, VoiceReport *ret)
{
        static const char *const modules[N_VOICE_KINDS] = { "voice-tone", "voice-speech" };
        void *handle, *ops;
        int r = module_open(modules[kind], VOICE_BACKEND_SYMBOL, &handle, &ops, NULL);

        if (r < 0)
                *ret = r == -ENOENT ? VOICE_NO_PROGRAM : VOICE_NO_LIBRARY;
        return r < 0 ? NULL : *(const VoiceBackendOps **) ops;
}

int main(int argc, char **argv)
{
        Speaker speaker = { .kind = 0 };
        VoiceReport what = VOICE_NO_PROGRAM;
        bool check;

        if (argc != 6 || !read_words(argv + 1, &speaker, &check))
                return 2;
        speaker.fd = take_socket();
        if (speaker.fd < 0)
                return EXIT_FAILURE;
        if (!check)
                leave_session();
        speaker.ops = load(speaker.kind, &what);
        if (speaker.ops && !check)
                return speak(&speaker);
        if (speaker.ops) {
                alarm(ANSWER_S);
                what = speaker.ops->check(&speaker.setup);
        }
        report(&speaker, what);
        return EXIT_SUCCESS;
}
