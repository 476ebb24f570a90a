/* SPDX-License-Identifier: MIT */
/*
 * Kitty's graphics are asked for with a picture of one pixel that is not shown; then every terminal answers
 * what device it is (DA1), and a 4 among its parameters is sixel. So the second answer ends the waiting.
 */

#include "terminal-talk.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "clock.h"
#include "macro.h"

#define QUESTION "\033_Gi=1,s=1,v=1,a=q,t=d,f=24;AAAA\033\\\033[c"

/* ---- reading ---- */

/* "?62;4;22": is there a 4? */
static bool has_parameter(const char *text, const char *wanted)
{
        size_t n = strlen(wanted);

        for (text += *text == '?'; *text; text += *text == ';') {
                size_t length = strcspn(text, ";");

                if (length == n && strncmp(text, wanted, n) == 0)
                        return true;
                text += length;
        }
        return false;
}

static void begin(TalkReader *reader, int state)
{
        *reader = (TalkReader){ 0 };
        reader->state = (unsigned) state;
}

static void keep(TalkReader *reader, uint8_t byte)
{
        if (reader->n < sizeof reader->text - 1)
                reader->text[reader->n++] = (char) byte;
        reader->text[reader->n] = '\0';
}

static bool feed_device(TalkReader *reader, uint8_t byte, TerminalSays *says)
{
        bool all = byte == 'c' && reader->text[0] == '?';

        if (byte >= 0x20 && byte < 0x40) {
                keep(reader, byte);
                return false;
        }
        if (all)
                says->sixel = has_parameter(reader->text, "4");
        begin(reader, byte == 0x1b ? TALK_ESCAPE : TALK_GROUND);
        return all;
}

bool talk_reader_feed(TalkReader *reader, uint8_t byte, TerminalSays *says)
{
        switch (reader->state) {
        case TALK_GROUND:
                if (byte == 0x1b)
                        begin(reader, TALK_ESCAPE);
                return false;
        case TALK_ESCAPE:
                begin(reader, byte == '['    ? TALK_DEVICE
                              : byte == '_'  ? TALK_GRAPHICS
                              : byte == 0x1b ? TALK_ESCAPE
                                             : TALK_GROUND);
                return false;
        case TALK_DEVICE:
                return feed_device(reader, byte, says);
        case TALK_GRAPHICS:
                if (byte == 0x1b)
                        reader->state = TALK_GRAPHICS_END;
                else
                        keep(reader, byte);
                return false;
        case TALK_GRAPHICS_END:
                if (byte == '\\' && reader->text[0] == 'G' && strstr(reader->text, ";OK"))
                        says->kitty = true;
                begin(reader, byte == '[' ? TALK_DEVICE : TALK_GROUND);
                return false;
        }
        return false;
}

/* ---- asking ---- */

static bool is_set(const char *name)
{
        const char *value = getenv(name);

        return value && *value;
}

static bool begins(const char *name, const char *with)
{
        const char *value = getenv(name);

        return value && strncmp(value, with, strlen(with)) == 0;
}

static bool is_local(void)
{
        return !is_set("TMUX") && !is_set("STY") && !is_set("SSH_CONNECTION") && !is_set("SSH_TTY") &&
               !is_set("SSH_CLIENT") && !is_set("MOSH_CONNECTION") && !begins("TERM", "screen") &&
               !begins("TERM", "tmux");
}

static bool says_iterm2(void)
{
        const char *program = getenv("TERM_PROGRAM"), *lc = getenv("LC_TERMINAL");

        return (program && (strcmp(program, "iTerm.app") == 0 || strcmp(program, "WezTerm") == 0)) ||
               (lc && strcmp(lc, "iTerm2") == 0);
}

static void listen_to(int fd, TerminalSays *says)
{
        BootTime end = { clock_boot_now().ms + TERMINAL_TALK_MS };
        TalkReader reader = { 0 };

        for (;;) {
                struct pollfd wait = { .fd = fd, .events = POLLIN };
                int64_t left = end.ms - clock_boot_now().ms;
                uint8_t bytes[256];
                ssize_t n;

                if (left <= 0 || (poll(&wait, 1, (int) left) <= 0 && errno != EINTR))
                        return;
                n = wait.revents ? read(fd, bytes, sizeof bytes) : 0;
                if (wait.revents && n <= 0)
                        return;
                for (ssize_t i = 0; i < n; i++)
                        if (talk_reader_feed(&reader, bytes[i], says))
                                return;
        }
}

bool terminal_talk(int in_fd, int out_fd, TerminalSays *ret)
{
        struct termios before, quiet;

        *ret = (TerminalSays){ 0 };
        if (!is_local() || !isatty(out_fd) || tcgetattr(in_fd, &before) < 0)
                return false;
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t) (ICANON | ECHO);
        quiet.c_cc[VMIN] = 1;
        quiet.c_cc[VTIME] = 0;
        if (tcsetattr(in_fd, TCSANOW, &quiet) < 0)
                return false;
        if (write(out_fd, QUESTION, strlen(QUESTION)) == (ssize_t) strlen(QUESTION))
                listen_to(in_fd, ret);
        tcsetattr(in_fd, TCSANOW, &before);
        ret->iterm2 = says_iterm2();
        return true;
}
