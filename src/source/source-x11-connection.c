/* SPDX-License-Identifier: MIT */
/*
 * A connection to an X server. Requests are sent and their answers picked up later, in the loop; xcb may
 * hold answers and events that it read while it did something else, so it is drained before each wait.
 */

#include "source-x11-connection.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/sync.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#include "array.h"
#include "i18n.h"
#include "str.h"

/* Devices that saw input at the same instant, but for rounding and the time that the queries take. */
#define TOGETHER_MS 10

typedef struct Query {
        xcb_sync_counter_t counter;
        unsigned int sequence; /* 0: no answer is due */
        int64_t value_ms;
        bool known;
} Query;

struct X11Connection {
        Loop *loop;
        const X11Listener *listener;
        void *userdata;
        xcb_connection_t *xcb;
        LoopIo *io;
        LoopPrepare *prepare;
        uint8_t first_event;

        Query idle; /* IDLETIME, after an await */
        xcb_sync_alarm_t alarm;
        unsigned int alarm_sequence; /* of the request that set it; earlier events are of an earlier await */

        ARRAY(Query) devices; /* the counter of each device ... */
        Query devices_idle;   /* ... and IDLETIME besides */
        bool devices_queried;
};

const char *x11_display_name(const char *display)
{
        if (!display || !*display)
                display = getenv("DISPLAY");
        return display && *display ? display : "?";
}

int x11_socket_path(const char *display, char **ret, Error *error)
{
        char *host = NULL, *path;
        int number, screen;

        if (!xcb_parse_display(display, &host, &number, &screen))
                return error_set(
                        error, -EINVAL, _("DISPLAY '%.100s' is not the name of a display, such as :0"),
                        x11_display_name(display));
        path = !*host || strcmp(host, "unix") == 0 ? str_format("/tmp/.X11-unix/X%d", number) : NULL;
        if (!path && (!*host || strcmp(host, "unix") == 0)) {
                free(host);
                return -ENOMEM;
        }
        free(host);
        *ret = path;
        return 0;
}

static xcb_sync_int64_t sync_int64(int64_t value)
{
        return (xcb_sync_int64_t){ .hi = (int32_t) (value >> 32), .lo = (uint32_t) value };
}

static int64_t from_sync_int64(xcb_sync_int64_t value)
{
        return (int64_t) ((uint64_t) (uint32_t) value.hi << 32 | value.lo);
}

/* ---- the counters ---- */

/* xcb_sync_systemcounter_name() of libxcb 1.15 is off by two: the name follows the 14 bytes of the fixed
 * part without padding. */
static Slice counter_name(const xcb_sync_systemcounter_t *counter)
{
        return (Slice){ (const char *) counter + offsetof(xcb_sync_systemcounter_t, name_len) +
                                sizeof counter->name_len,
                        counter->name_len };
}

static int find_counters(X11Connection *self, Error *error)
{
        static const char device[] = "DEVICEIDLETIME ";
        _cleanup_free_ xcb_sync_list_system_counters_reply_t *reply = NULL;
        xcb_sync_systemcounter_iterator_t i;

        reply = xcb_sync_list_system_counters_reply(
                self->xcb, xcb_sync_list_system_counters(self->xcb), NULL);
        if (!reply)
                return error_set(error, -ECONNRESET, _("the X server does not answer"));
        for (i = xcb_sync_list_system_counters_counters_iterator(reply); i.rem > 0;
             xcb_sync_systemcounter_next(&i)) {
                Slice name = counter_name(i.data);

                if (slice_equals(name, "IDLETIME")) {
                        self->idle.counter = self->devices_idle.counter = i.data->counter;
                } else if (name.n >= strlen(device) && memcmp(name.p, device, strlen(device)) == 0) {
                        if (array_reserve(&self->devices, 1) < 0)
                                return -ENOMEM;
                        self->devices.items[self->devices.n++] = (Query){ .counter = i.data->counter };
                }
        }
        if (self->idle.counter == XCB_NONE)
                return error_set(error, -EOPNOTSUPP, _("the X server has no counter IDLETIME"));
        return 0;
}

static int find_sync(X11Connection *self, Error *error)
{
        _cleanup_free_ xcb_sync_initialize_reply_t *version = NULL;
        const xcb_query_extension_reply_t *extension;

        extension = xcb_get_extension_data(self->xcb, &xcb_sync_id);
        if (!extension || !extension->present)
                return error_set(error, -EOPNOTSUPP, _("the X server has no extension SYNC"));
        version = xcb_sync_initialize_reply(
                self->xcb, xcb_sync_initialize(self->xcb, XCB_SYNC_MAJOR_VERSION, XCB_SYNC_MINOR_VERSION),
                NULL);
        if (!version)
                return error_set(error, -EOPNOTSUPP, _("the X server's extension SYNC does not start"));
        self->first_event = extension->first_event;
        return find_counters(self, error);
}

/* ---- asking ---- */

static void query_send(X11Connection *self, Query *query)
{
        if (query->sequence != 0)
                xcb_discard_reply(self->xcb, query->sequence);
        query->sequence = xcb_sync_query_counter(self->xcb, query->counter).sequence;
        query->known = false;
}

/* The alarm is made once and then changed: the end of an alarm is an event, and each event a wake-up. */
static void make_alarm(X11Connection *self)
{
        const xcb_sync_create_alarm_value_list_t values = {
                .counter = self->idle.counter,
                .valueType = XCB_SYNC_VALUETYPE_ABSOLUTE,
                .value = sync_int64(INT32_MAX),
                .testType = XCB_SYNC_TESTTYPE_POSITIVE_TRANSITION,
                .delta = sync_int64(0), /* it stays set after it fired */
                .events = 1,
        };

        self->alarm = xcb_generate_id(self->xcb);
        xcb_sync_create_alarm_aux(
                self->xcb, self->alarm,
                XCB_SYNC_CA_COUNTER | XCB_SYNC_CA_VALUE_TYPE | XCB_SYNC_CA_VALUE | XCB_SYNC_CA_TEST_TYPE |
                        XCB_SYNC_CA_DELTA | XCB_SYNC_CA_EVENTS,
                &values);
}

static void set_alarm(X11Connection *self, int64_t value_ms, uint32_t test)
{
        const xcb_sync_change_alarm_value_list_t values = {
                .value = sync_int64(value_ms),
                .testType = test,
        };

        self->alarm_sequence =
                xcb_sync_change_alarm_aux(
                        self->xcb, self->alarm, XCB_SYNC_CA_VALUE | XCB_SYNC_CA_TEST_TYPE, &values)
                        .sequence;
        query_send(self, &self->idle);
}

void x11_connection_await_idle(X11Connection *self, int64_t idle_ms)
{
        set_alarm(self, idle_ms, XCB_SYNC_TESTTYPE_POSITIVE_TRANSITION);
}

void x11_connection_await_input(X11Connection *self)
{
        set_alarm(self, 1, XCB_SYNC_TESTTYPE_NEGATIVE_TRANSITION);
}

void x11_connection_query_devices(X11Connection *self)
{
        query_send(self, &self->devices_idle);
        for (size_t i = 0; i < self->devices.n; i++)
                query_send(self, &self->devices.items[i]);
        self->devices_queried = true;
}

/* ---- answers ---- */

/* True when an answer has come just now. A counter that is gone, with its device, answers with an error. */
static bool query_poll(X11Connection *self, Query *query)
{
        _cleanup_free_ xcb_generic_error_t *failure = NULL;
        _cleanup_free_ xcb_sync_query_counter_reply_t *reply = NULL;
        void *answer = NULL;

        if (query->sequence == 0 || !xcb_poll_for_reply(self->xcb, query->sequence, &answer, &failure))
                return false;
        reply = answer;
        query->sequence = 0;
        query->known = reply;
        if (reply)
                query->value_ms = from_sync_int64(reply->counter_value);
        return true;
}

/*
 * A key or the pointer is one device (and the virtual one that it belongs to). XForceScreenSaver(Reset),
 * with which film players keep the screen on, and the start of the server touch all of them at one instant.
 */
static bool devices_saw_input(const X11Connection *self)
{
        int64_t least = INT64_MAX, most = INT64_MIN;
        int n = 0;

        for (size_t i = 0; i < self->devices.n; i++) {
                if (!self->devices.items[i].known)
                        continue;
                n++;
                least = MIN(least, self->devices.items[i].value_ms);
                most = MAX(most, self->devices.items[i].value_ms);
        }
        return n < 2 || most - least > TOGETHER_MS;
}

static bool poll_devices(X11Connection *self)
{
        bool all;

        if (!self->devices_queried)
                return false;
        query_poll(self, &self->devices_idle);
        all = self->devices_idle.sequence == 0;
        for (size_t i = 0; i < self->devices.n; i++) {
                query_poll(self, &self->devices.items[i]);
                all = all && self->devices.items[i].sequence == 0;
        }
        if (!all)
                return false;
        self->devices_queried = false;
        self->listener->devices(
                self->userdata, self->devices_idle.known ? self->devices_idle.value_ms : 0,
                devices_saw_input(self));
        return true;
}

static bool poll_idle(X11Connection *self)
{
        if (!query_poll(self, &self->idle) || !self->idle.known)
                return false;
        self->listener->idle(self->userdata, self->idle.value_ms);
        return true;
}

static void handle_event(X11Connection *self, const xcb_generic_event_t *event)
{
        const xcb_sync_alarm_notify_event_t *notify = (const void *) event;

        if ((event->response_type & 0x7f) != self->first_event + XCB_SYNC_ALARM_NOTIFY)
                return; /* errors of what we never wait for, and other clients' events sent to us */
        if (event->response_type & 0x80 || notify->alarm != self->alarm)
                return;
        if ((int32_t) (event->full_sequence - self->alarm_sequence) < 0)
                return;
        if (notify->state == XCB_SYNC_ALARMSTATE_DESTROYED)
                return;
        self->listener->alarm(self->userdata, from_sync_int64(notify->counter_value));
}

static bool handle_events(X11Connection *self)
{
        xcb_generic_event_t *event;
        bool any = false;

        while ((event = xcb_poll_for_event(self->xcb))) {
                handle_event(self, event);
                free(event);
                any = true;
        }
        return any;
}

/*
 * Every call of xcb, flushing and looking for an answer included, may read from the socket what another one
 * would have looked for: it is over when a round found nothing and read nothing. Returns > 0 if anything was
 * there. `self` may be gone afterwards, when the server is.
 */
static int drain(X11Connection *self)
{
        bool any, did = false;
        uint64_t n_read;

        do {
                n_read = xcb_total_read(self->xcb);
                xcb_flush(self->xcb);
                any = handle_events(self);
                any = poll_idle(self) || any;
                any = poll_devices(self) || any;
                did = did || any;
        } while (any || xcb_total_read(self->xcb) != n_read);
        if (xcb_connection_has_error(self->xcb)) {
                self->listener->lost(self->userdata);
                return 1;
        }
        return did;
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

/* ---- life ---- */

static int connect_error(int code, const char *display, Error *error)
{
        if (code == XCB_CONN_CLOSED_MEM_INSUFFICIENT)
                return -ENOMEM;
        return error_set(
                error, -ECONNREFUSED,
                _("cannot reach the X server of DISPLAY %.100s; is it running, and may "
                  "this user use it?"),
                x11_display_name(display));
}

int x11_connection_open(
        Loop *loop, const char *display, const X11Listener *listener, void *userdata, X11Connection **ret,
        Error *error)
{
        _cleanup_(x11_connection_freep) X11Connection *self = calloc(1, sizeof *self);
        int code, r;

        if (!self)
                return -ENOMEM;
        *self = (X11Connection){ .loop = loop, .listener = listener, .userdata = userdata };
        self->xcb = xcb_connect(display, NULL);
        code = xcb_connection_has_error(self->xcb);
        if (code != 0)
                return connect_error(code, display, error);
        r = find_sync(self, error);
        if (r < 0)
                return r;
        make_alarm(self);
        r = loop_add_io(loop, xcb_get_file_descriptor(self->xcb), EPOLLIN, on_io, self, &self->io);
        if (r < 0)
                return r;
        r = loop_add_prepare(loop, on_prepare, self, &self->prepare);
        if (r < 0)
                return r;
        *ret = TAKE_PTR(self);
        return 0;
}

void x11_connection_free(X11Connection *self)
{
        if (!self)
                return;
        loop_io_free(self->io);
        loop_prepare_free(self->prepare);
        xcb_disconnect(self->xcb);
        array_free(&self->devices);
        free(self);
}
