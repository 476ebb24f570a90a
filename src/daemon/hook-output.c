/* SPDX-License-Identifier: MIT */
/* A hook's output, line by line, as far as anybody would read it in a log. */

#include "hook-output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "status-record.h"

struct HookOutput {
        int fd; /* -1: closed, enough was read */
        LoopIo *io;
        char *name;
        size_t n_read, n_lines;
        char line[HOOK_OUTPUT_LINE_SIZE];
        size_t n; /* of the line; what does not fit is left out */
};

static void end_line(HookOutput *self)
{
        char text[HOOK_OUTPUT_LINE_SIZE];

        self->line[self->n] = '\0';
        self->n = 0;
        self->n_lines++;
        if (self->n_lines > HOOK_OUTPUT_LINES + 1)
                return;
        if (self->n_lines > HOOK_OUTPUT_LINES) {
                log_info("hook %s: it prints more than is kept here", self->name);
                return;
        }
        status_text_set(text, sizeof text, self->line);
        log_info("hook %s: %s", self->name, text);
}

static void take(HookOutput *self, const char *bytes, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                if (bytes[i] == '\n')
                        end_line(self);
                else if (self->n + 1 < sizeof self->line)
                        self->line[self->n++] = (char) (bytes[i] ? bytes[i] : '?');
        }
}

static void close_pipe(HookOutput *self)
{
        if (self->n > 0)
                end_line(self);
        loop_io_free(TAKE_PTR(self->io));
        if (self->fd >= 0)
                close(self->fd);
        self->fd = -1;
}

/* Once: others in the loop have their turn between. false: there was nothing. */
static bool read_some(HookOutput *self)
{
        char bytes[4096];
        ssize_t n = read(self->fd, bytes, sizeof bytes);

        if (n < 0 && (errno == EAGAIN || errno == EINTR))
                return false;
        if (n > 0) {
                take(self, bytes, (size_t) n);
                self->n_read += (size_t) n;
        }
        if (n <= 0 || self->n_read >= HOOK_OUTPUT_BYTES)
                close_pipe(self);
        return n > 0;
}

static int on_output(LoopIo *io, uint32_t events, void *userdata)
{
        read_some(userdata);
        return 0;
}

static int open_pipe(HookOutput *self, Loop *loop, int *ret_fd)
{
        int ends[2], r;

        if (pipe2(ends, O_CLOEXEC) < 0)
                return -errno;
        self->fd = ends[0];
        /* Our end alone: programs do not expect EAGAIN of their output. */
        r = fcntl(self->fd, F_SETFL, O_NONBLOCK) < 0
                    ? -errno
                    : loop_add_io(loop, self->fd, EPOLLIN, on_output, self, &self->io);
        if (r < 0) {
                close(ends[1]);
                return r;
        }
        *ret_fd = ends[1];
        return 0;
}

int hook_output_new(Loop *loop, const char *name, int *ret_fd, HookOutput **ret)
{
        _cleanup_(hook_output_freep) HookOutput *self = calloc(1, sizeof *self);
        int r;

        if (!self)
                return -ENOMEM;
        self->fd = -1;
        self->name = strdup(name);
        if (!self->name)
                return -ENOMEM;
        r = open_pipe(self, loop, ret_fd);
        if (r < 0)
                return r;
        *ret = TAKE_PTR(self);
        return 0;
}

void hook_output_free(HookOutput *self)
{
        if (!self)
                return;
        while (self->fd >= 0 && read_some(self))
                ;
        close_pipe(self);
        free(self->name);
        free(self);
}
