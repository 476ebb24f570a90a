/* SPDX-License-Identifier: MIT */
/*
 * Full-screen windows on X11: is the active window (the root's _NET_ACTIVE_WINDOW) in the state
 * _NET_WM_STATE_FULLSCREEN? Windows change their titles all the time, and an X server cannot be asked for
 * the changes of one property alone: so of the active window not its properties are watched but its place
 * and size, which change whenever it becomes or leaves full screen. Changes come in swarms, and a window
 * manager may set the state after the size: it is looked at once, a moment after the first of them.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#include "busy-ops.h"
#include "i18n.h"
#include "module.h"
#include "retry.h"
#include "str.h"

enum { LOOK_AFTER_MS = 250, STATES_MAX = 64, CLASS_MAX_WORDS = 64 };

typedef enum X11Question {
        ASK_ACTIVE, /* the active window */
        ASK_STATE,  /* of that window, both in one go */
        ASK_CLASS,
        N_QUESTIONS,
} X11Question;

typedef struct BusyX11 {
        Busy base;
        Loop *loop;
        BusySink sink;
        xcb_connection_t *xcb; /* NULL: lost */
        LoopIo *io;
        LoopPrepare *prepare;
        LoopTimer *look_timer;
        bool look_set;
        Retry *retry;
        xcb_window_t root, active;
        xcb_atom_t active_atom, state_atom, fullscreen_atom;
        unsigned int asked[N_QUESTIONS]; /* the request's number; 0: no answer is due */
        bool fills, is_ours;             /* the active window */
        bool is_busy;                    /* as said */
} BusyX11;

static void say(BusyX11 *self)
{
        bool is_busy = self->fills && !self->is_ours;

        if (is_busy == self->is_busy)
                return;
        self->is_busy = is_busy;
        self->sink.busy(self->sink.userdata, &self->base, is_busy);
}

/* ---- looking ---- */

static void look_soon(BusyX11 *self)
{
        if (self->look_set)
                return;
        self->look_set = true;
        loop_timer_set(self->look_timer, (BootTime){ clock_boot_now().ms + LOOK_AFTER_MS });
}

static void ask(BusyX11 *self, X11Question question, xcb_window_t window, xcb_atom_t property, uint32_t n)
{
        if (self->asked[question] != 0)
                xcb_discard_reply(self->xcb, self->asked[question]);
        self->asked[question] =
                xcb_get_property(self->xcb, 0, window, property, XCB_GET_PROPERTY_TYPE_ANY, 0, n).sequence;
}

static int on_look(LoopTimer *timer, void *userdata)
{
        BusyX11 *self = userdata;

        self->look_set = false;
        if (self->xcb)
                ask(self, ASK_ACTIVE, self->root, self->active_atom, 1);
        return 0;
}

static void watch_window(BusyX11 *self, xcb_window_t window, uint32_t mask)
{
        if (window != XCB_NONE && window != self->root)
                xcb_change_window_attributes(self->xcb, window, XCB_CW_EVENT_MASK, &mask);
}

static void take_active(BusyX11 *self, xcb_get_property_reply_t *reply)
{
        xcb_window_t window = XCB_NONE;

        if (reply && reply->format == 32 && reply->value_len >= 1)
                memcpy(&window, xcb_get_property_value(reply), sizeof window);
        if (window != self->active) {
                watch_window(self, self->active, XCB_EVENT_MASK_NO_EVENT);
                watch_window(self, window, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
                self->active = window;
        }
        if (window == XCB_NONE) {
                self->fills = false;
                return;
        }
        ask(self, ASK_STATE, window, self->state_atom, STATES_MAX);
        ask(self, ASK_CLASS, window, XCB_ATOM_WM_CLASS, CLASS_MAX_WORDS);
}

static void take_state(BusyX11 *self, xcb_get_property_reply_t *reply)
{
        self->fills = false;
        if (!reply || reply->format != 32)
                return;
        for (uint32_t i = 0; i < reply->value_len; i++) {
                xcb_atom_t atom;

                memcpy(&atom, (const char *) xcb_get_property_value(reply) + i * sizeof atom, sizeof atom);
                self->fills = self->fills || atom == self->fullscreen_atom;
        }
}

/* Our own windows are the break. WM_CLASS is two words, each ended by a zero byte. */
static void take_class(BusyX11 *self, xcb_get_property_reply_t *reply)
{
        static const char *const ours[] = { "org.limber.Desk", "limber-desk" };
        const char *p, *end;

        self->is_ours = false;
        if (!reply || reply->format != 8)
                return;
        p = xcb_get_property_value(reply);
        end = p + reply->value_len;
        while (p < end) {
                size_t n = strnlen(p, (size_t) (end - p));

                for (size_t i = 0; i < ELEMENTSOF(ours); i++)
                        if (n == strlen(ours[i]) && strncasecmp(p, ours[i], n) == 0)
                                self->is_ours = true;
                p += n + 1;
        }
}

/* True when an answer was there. A window that is gone answers with an error: without a reply. */
static bool poll_answer(BusyX11 *self, X11Question question)
{
        static void (*const takers[N_QUESTIONS])(BusyX11 *, xcb_get_property_reply_t *) = {
                [ASK_ACTIVE] = take_active,
                [ASK_STATE] = take_state,
                [ASK_CLASS] = take_class,
        };
        _cleanup_free_ xcb_generic_error_t *failure = NULL;
        _cleanup_free_ void *answer = NULL;

        if (self->asked[question] == 0 ||
            !xcb_poll_for_reply(self->xcb, self->asked[question], &answer, &failure))
                return false;
        self->asked[question] = 0;
        takers[question](self, answer);
        if (self->asked[ASK_ACTIVE] == 0 && self->asked[ASK_STATE] == 0 && self->asked[ASK_CLASS] == 0)
                say(self);
        return true;
}

static void handle_event(BusyX11 *self, const xcb_generic_event_t *event)
{
        const xcb_property_notify_event_t *property = (const void *) event;

        switch (event->response_type & 0x7f) {
        case XCB_PROPERTY_NOTIFY:
                if (property->window == self->root && property->atom == self->active_atom)
                        look_soon(self);
                break;
        case XCB_CONFIGURE_NOTIFY:
        case XCB_UNMAP_NOTIFY:
        case XCB_DESTROY_NOTIFY:
                look_soon(self);
                break;
        default: /* errors: of windows that are gone */
                break;
        }
}

/* ---- the connection ---- */

static void disconnect(BusyX11 *self)
{
        loop_io_free(TAKE_PTR(self->io));
        loop_prepare_free(TAKE_PTR(self->prepare));
        if (self->xcb)
                xcb_disconnect(self->xcb);
        self->xcb = NULL;
        self->active = XCB_NONE;
        self->fills = self->is_ours = false;
        memset(self->asked, 0, sizeof self->asked);
        loop_timer_set(self->look_timer, (BootTime){ INT64_MAX });
        self->look_set = false;
}

static void lose(BusyX11 *self)
{
        disconnect(self);
        say(self);
        self->sink.problem(self->sink.userdata, &self->base, _("the X server is gone; waiting for it"));
        retry_start(self->retry, false);
}

/* What any call of xcb read from the socket must be looked for until a round reads nothing more. */
static int drain(BusyX11 *self)
{
        bool any, did = false;
        uint64_t n_read;

        do {
                xcb_generic_event_t *event;

                any = false;
                n_read = xcb_total_read(self->xcb);
                xcb_flush(self->xcb);
                while ((event = xcb_poll_for_event(self->xcb))) {
                        handle_event(self, event);
                        free(event);
                        any = true;
                }
                for (unsigned i = 0; i < N_QUESTIONS; i++)
                        any = poll_answer(self, (X11Question) i) || any;
                did = did || any;
        } while (any || xcb_total_read(self->xcb) != n_read);
        if (!xcb_connection_has_error(self->xcb))
                return did;
        lose(self);
        return 1;
}

static int on_io(LoopIo *io, uint32_t events, void *userdata)
{
        drain(userdata);
        return 0;
}

static int on_prepare(Loop *loop, void *userdata)
{
        return drain(userdata);
}

static xcb_atom_t atom_reply(BusyX11 *self, xcb_intern_atom_cookie_t cookie)
{
        _cleanup_free_ xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(self->xcb, cookie, NULL);

        return reply ? reply->atom : XCB_NONE;
}

static xcb_intern_atom_cookie_t intern(BusyX11 *self, const char *name)
{
        return xcb_intern_atom(self->xcb, 0, (uint16_t) strlen(name), name);
}

static int find_root(BusyX11 *self, int screen)
{
        const uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
        xcb_intern_atom_cookie_t active = intern(self, "_NET_ACTIVE_WINDOW");
        xcb_intern_atom_cookie_t state = intern(self, "_NET_WM_STATE");
        xcb_intern_atom_cookie_t fullscreen = intern(self, "_NET_WM_STATE_FULLSCREEN");
        xcb_screen_iterator_t i = xcb_setup_roots_iterator(xcb_get_setup(self->xcb));

        while (screen-- > 0 && i.rem > 1)
                xcb_screen_next(&i);
        if (i.rem < 1)
                return -ENOENT;
        self->root = i.data->root;
        self->active_atom = atom_reply(self, active);
        self->state_atom = atom_reply(self, state);
        self->fullscreen_atom = atom_reply(self, fullscreen);
        if (!self->active_atom || !self->state_atom || !self->fullscreen_atom)
                return -ECONNRESET;
        xcb_change_window_attributes(self->xcb, self->root, XCB_CW_EVENT_MASK, &mask);
        return 0;
}

/* Blocks until the server has answered, as the source of input does. */
static int connect_server(BusyX11 *self)
{
        int screen = 0, r;

        self->xcb = xcb_connect(NULL, &screen);
        r = xcb_connection_has_error(self->xcb) ? -ECONNREFUSED : find_root(self, screen);
        if (r >= 0)
                r = loop_add_io(
                        self->loop, xcb_get_file_descriptor(self->xcb), EPOLLIN, on_io, self, &self->io);
        if (r >= 0)
                r = loop_add_prepare(self->loop, on_prepare, self, &self->prepare);
        if (r < 0)
                disconnect(self);
        else
                look_soon(self);
        return r;
}

static int on_retry(void *userdata)
{
        BusyX11 *self = userdata;
        int r = connect_server(self);

        if (r < 0)
                return r == -ENOMEM ? r : 0;
        self->sink.problem(self->sink.userdata, &self->base, NULL);
        return 1;
}

/* ---- life ---- */

static void fullscreen_close(Busy *base)
{
        BusyX11 *self = (BusyX11 *) base;

        if (self->look_timer)
                disconnect(self);
        loop_timer_free(self->look_timer);
        retry_free(self->retry);
        free(self);
}

/* NULL where it is on another machine, or its name is none: then time alone brings it back. */
static char *socket_path(void)
{
        int number, screen;
        char *host, *path;

        if (!xcb_parse_display(NULL, &host, &number, &screen))
                return NULL;
        path = !*host || strcmp(host, "unix") == 0 ? str_format("/tmp/.X11-unix/X%d", number) : NULL;
        free(host);
        return path;
}

static const BusyOps ops;

static int fullscreen_open(Loop *loop, const BusySink *sink, Busy **ret, Error *error)
{
        _cleanup_free_ char *path = socket_path();
        BusyX11 *self = calloc(1, sizeof *self);
        int r;

        if (!self)
                return -ENOMEM;
        *self = (BusyX11){ .base.ops = &ops, .loop = loop, .sink = *sink };
        r = loop_add_timer(loop, on_look, self, &self->look_timer);
        if (r >= 0)
                r = retry_new(loop, path, on_retry, self, &self->retry);
        if (r >= 0)
                r = connect_server(self);
        if (r == -ECONNREFUSED || r == -ECONNRESET) {
                sink->problem(sink->userdata, &self->base, _("the X server does not answer"));
                retry_start(self->retry, false);
        } else if (r < 0) {
                fullscreen_close(&self->base);
                return error_set(error, r, _("the X server has no screen"));
        }
        *ret = &self->base;
        return 0;
}

static const BusyOps ops = {
        .name = "fullscreen",
        .title = N_("full-screen windows on X11"),
        .reason = BUSY_FULLSCREEN,
        .open = fullscreen_open,
        .close = fullscreen_close,
};

/* What the program finds in the module. */
_module_export_ extern const BusyOps *const limber_busy_x11;
const BusyOps *const limber_busy_x11 = &ops;
