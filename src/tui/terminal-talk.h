/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TERMINAL_TALK_H
#define LIMBER_TERMINAL_TALK_H

/*
 * Asking a terminal what pictures it shows. Only a local one is asked: what lies between (tmux, screen,
 * ssh) would garble the pictures, whatever the terminal behind it can.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TerminalSays {
        bool sixel, kitty, iterm2;
} TerminalSays;

/* At most so long, where a terminal answers nothing. */
enum { TERMINAL_TALK_MS = 300 };

/* False, too, where `in_fd` and `out_fd` are no local terminal. Keys pressed meanwhile are lost. */
bool terminal_talk(int in_fd, int out_fd, TerminalSays *ret);

/* What it answers, byte by byte, whatever it sends. { 0 } begins. True: that was all of it. Pure. */
typedef struct TalkReader {
        enum { TALK_GROUND, TALK_ESCAPE, TALK_DEVICE, TALK_GRAPHICS, TALK_GRAPHICS_END } state;
        char text[64]; /* of the sequence so far; what is longer is nothing of ours */
        size_t n;
} TalkReader;

bool talk_reader_feed(TalkReader *reader, uint8_t byte, TerminalSays *says);

#endif
