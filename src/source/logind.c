/* SPDX-License-Identifier: MIT */
/*
 * The session, through systemd-logind on the system bus. One table says which signal is heard and how. All
 * calls are asynchronous; a bus or a logind that goes away is waited for, and the session is then looked for
 * anew, as its lock may have changed meanwhile.
 */

#include "logind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include "i18n.h"
#include "loop-bus.h"
#include "logind-names.h"
#include "retry.h"
#include "sleep-lock.h"
#include "source-ops.h"

#define DEFAULT_ADDRESS "unix:path=/run/dbus/system_bus_socket"

typedef struct Logind {
        Source base;
        Loop *loop;
        SourceSink sink;
        sd_bus *bus;
        LoopBus *loop_bus;
        Retry *retry;
        sd_bus_slot *session_signals[3]; /* of the session below */
        sd_bus_slot *call;               /* looking for the session: one call after the other */
        char *session_path;              /* NULL: not found */
        SleepLock sleep_lock;
        bool locked_hint, active; /* as logind says; active: it is the one on the seat */
        bool locked;              /* as was said */
        bool asleep, ended;
        bool in_trouble;
} Logind;

/* ---- speaking ---- */

static void say_gone(Logind *self, GoneReason reason)
{
        source_say_gone(&self->sink, &self->base, reason, clock_boot_now());
}

static void say_back(Logind *self)
{
        source_say(&self->sink, &self->base, OBSERVATION_BACK, clock_boot_now());
}

static void complain(Logind *self, const char *text)
{
        self->in_trouble = true;
        self->sink.problem(self->sink.userdata, &self->base, text);
}

static void stop_complaining(Logind *self)
{
        if (!self->in_trouble)
                return;
        self->in_trouble = false;
        self->sink.problem(self->sink.userdata, &self->base, NULL);
}

/* Locked, or another session is on the seat: either way nobody sits at this one. */
static void set_locked(Logind *self)
{
        bool locked = self->locked_hint || !self->active;

        if (locked == self->locked)
                return;
        self->locked = locked;
        if (locked)
                say_gone(self, GONE_LOCK);
        else
                say_back(self);
}

static void set_ended(Logind *self, bool ended)
{
        if (ended == self->ended)
                return;
        self->ended = ended;
        if (ended)
                say_gone(self, GONE_OFF);
        else
                say_back(self);
}

/* ---- what the session says ---- */

static int on_lock(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;

        /* Said again if need be: without a locker that sets LockedHint, no unlocking is ever told. */
        self->locked = true;
        say_gone(self, GONE_LOCK);
        return 0;
}

static int on_unlock(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;

        self->locked_hint = false;
        set_locked(self);
        return 0;
}

/* Picks what matters from an a{sv}. */
static int read_properties(Logind *self, sd_bus_message *message)
{
        int r;

        r = sd_bus_message_enter_container(message, 'a', "{sv}");
        if (r < 0)
                return r;
        while ((r = sd_bus_message_enter_container(message, 'e', "sv")) > 0) {
                const char *name;
                int value;

                r = sd_bus_message_read(message, "s", &name);
                if (r < 0)
                        return r;
                if (strcmp(name, "LockedHint") == 0 || strcmp(name, "Active") == 0) {
                        r = sd_bus_message_read(message, "v", "b", &value);
                        if (r < 0)
                                return r;
                        *(strcmp(name, "Active") == 0 ? &self->active : &self->locked_hint) = value;
                } else {
                        r = sd_bus_message_skip(message, "v");
                        if (r < 0)
                                return r;
                }
                r = sd_bus_message_exit_container(message);
                if (r < 0)
                        return r;
        }
        return r;
}

static int on_properties_changed(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *interface;

        if (sd_bus_message_read(message, "s", &interface) > 0 && strcmp(interface, LOGIND_SESSION) == 0 &&
            read_properties(self, message) >= 0)
                set_locked(self);
        return 0;
}

/* ---- finding the session ---- */

static void forget_session(Logind *self)
{
        self->call = sd_bus_slot_unref(self->call);
        for (size_t i = 0; i < ELEMENTSOF(self->session_signals); i++)
                self->session_signals[i] = sd_bus_slot_unref(self->session_signals[i]);
        free(self->session_path);
        self->session_path = NULL;
}

static void no_session(Logind *self, const sd_bus_error *reason)
{
        const char *words = reason && reason->message ? reason->message : "";
        Error why;

        if (!reason || strncmp(reason->name, LOGIND_NAME ".", strlen(LOGIND_NAME ".")) == 0)
                error_set(&why, 0, _("logind knows no session of yours; locking is not noticed"));
        else
                error_set(
                        &why, 0, _("logind does not answer, so locking and sleep are not noticed: %.*s"),
                        (int) strcspn(words, "\n"), words);
        complain(self, why.text);
}

static int on_session_properties(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;

        self->call = sd_bus_slot_unref(self->call);
        if (sd_bus_message_is_method_error(message, NULL) || read_properties(self, message) < 0) {
                no_session(self, sd_bus_message_get_error(message));
                forget_session(self);
                return 0;
        }
        stop_complaining(self);
        set_ended(self, false);
        set_locked(self);
        return 0;
}

/* The signals first, so that no change falls between. */
static void use_session(Logind *self, const char *path)
{
        static const struct {
                const char *interface, *member;
                sd_bus_message_handler_t handler;
        } signals[ELEMENTSOF(self->session_signals)] = {
                { LOGIND_SESSION, "Lock", on_lock },
                { LOGIND_SESSION, "Unlock", on_unlock },
                { DBUS_PROPERTIES, "PropertiesChanged", on_properties_changed },
        };

        forget_session(self);
        self->session_path = strdup(path);
        for (size_t i = 0; i < ELEMENTSOF(signals); i++)
                (void) sd_bus_match_signal_async(
                        self->bus, &self->session_signals[i], LOGIND_NAME, path, signals[i].interface,
                        signals[i].member, signals[i].handler, NULL, self);
        (void) sd_bus_call_method_async(
                self->bus, &self->call, LOGIND_NAME, path, DBUS_PROPERTIES, "GetAll", on_session_properties,
                self, "s", LOGIND_SESSION);
}

static int on_display_session(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *id, *path;

        self->call = sd_bus_slot_unref(self->call);
        if (sd_bus_message_is_method_error(message, NULL)) {
                no_session(self, sd_bus_message_get_error(message));
                return 0;
        }
        if (sd_bus_message_enter_container(message, 'v', "(so)") < 0 ||
            sd_bus_message_read(message, "(so)", &id, &path) < 0 || !*id) {
                no_session(self, NULL);
                return 0;
        }
        use_session(self, path);
        return 0;
}

static int on_user(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *path;

        self->call = sd_bus_slot_unref(self->call);
        if (sd_bus_message_is_method_error(message, NULL) || sd_bus_message_read(message, "o", &path) < 0) {
                no_session(self, sd_bus_message_get_error(message));
                return 0;
        }
        (void) sd_bus_call_method_async(
                self->bus, &self->call, LOGIND_NAME, path, DBUS_PROPERTIES, "Get", on_display_session, self,
                "ss", LOGIND_USER, "Display");
        return 0;
}

static int on_session_of_process(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *path;

        self->call = sd_bus_slot_unref(self->call);
        if (!sd_bus_message_is_method_error(message, NULL) && sd_bus_message_read(message, "o", &path) > 0) {
                use_session(self, path);
                return 0;
        }
        (void) sd_bus_call_method_async(
                self->bus, &self->call, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, "GetUser", on_user, self,
                "u", (uint32_t) getuid());
        return 0;
}

static int on_session_by_id(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *path;

        self->call = sd_bus_slot_unref(self->call);
        if (!sd_bus_message_is_method_error(message, NULL) && sd_bus_message_read(message, "o", &path) > 0) {
                use_session(self, path);
                return 0;
        }
        (void) sd_bus_call_method_async(
                self->bus, &self->call, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, "GetSessionByPID",
                on_session_of_process, self, "u", 0u);
        return 0;
}

/* By XDG_SESSION_ID, else by this process, else the session of the user's display (a user service belongs to
 * no session). */
static void find_session(Logind *self)
{
        const char *id = getenv("XDG_SESSION_ID");

        self->call = sd_bus_slot_unref(self->call);
        if (id && *id)
                (void) sd_bus_call_method_async(
                        self->bus, &self->call, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, "GetSession",
                        on_session_by_id, self, "s", id);
        else
                (void) sd_bus_call_method_async(
                        self->bus, &self->call, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, "GetSessionByPID",
                        on_session_of_process, self, "u", 0u);
}

/* ---- what the manager says ---- */

static int on_session_new(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        find_session(userdata);
        return 0;
}

static int on_session_removed(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *id, *path;

        if (sd_bus_message_read(message, "so", &id, &path) <= 0)
                return 0;
        if (!self->session_path || strcmp(path, self->session_path) != 0)
                return 0;
        forget_session(self);
        set_ended(self, true);
        find_session(self); /* the user may have another one */
        return 0;
}

static int on_user_removed(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        uint32_t uid;

        if (sd_bus_message_read(message, "u", &uid) > 0 && uid == getuid())
                set_ended(userdata, true);
        return 0;
}

static int on_prepare_for_sleep(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        int start;

        if (sd_bus_message_read(message, "b", &start) <= 0)
                return 0;
        if (start) {
                self->asleep = true;
                say_gone(self, GONE_SUSPEND);
                sleep_lock_release(&self->sleep_lock); /* all is stored: sleep */
                return 0;
        }
        sleep_lock_take(&self->sleep_lock, self->bus);
        if (self->asleep) { /* logind repeats PrepareForSleep(false) after hibernate */
                self->asleep = false;
                say_back(self);
        }
        return 0;
}

static int on_logind_owner(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        Logind *self = userdata;
        const char *name, *before, *now;

        if (sd_bus_message_read(message, "sss", &name, &before, &now) <= 0)
                return 0;
        sleep_lock_release(&self->sleep_lock); /* the old one's is worth nothing */
        forget_session(self);
        if (!*now) {
                complain(self, _("logind is gone, so locking and sleep are not noticed; waiting for it"));
                return 0;
        }
        sleep_lock_take(&self->sleep_lock, self->bus);
        find_session(self);
        return 0;
}

static void hear_manager(Logind *self)
{
        static const struct {
                const char *member;
                sd_bus_message_handler_t handler;
        } signals[] = {
                { "SessionNew", on_session_new },
                { "SessionRemoved", on_session_removed },
                { "UserRemoved", on_user_removed },
                { "PrepareForSleep", on_prepare_for_sleep },
        };

        /* Slots that float live as long as the connection. */
        for (size_t i = 0; i < ELEMENTSOF(signals); i++)
                (void) sd_bus_match_signal_async(
                        self->bus, NULL, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, signals[i].member,
                        signals[i].handler, NULL, self);
        (void) sd_bus_add_match_async(
                self->bus, NULL,
                "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
                "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" LOGIND_NAME "'",
                on_logind_owner, NULL, self);
}

/* ---- the bus ---- */

static void disconnect(Logind *self)
{
        sleep_lock_release(&self->sleep_lock);
        forget_session(self);
        loop_bus_free(TAKE_PTR(self->loop_bus));
        self->bus = sd_bus_close_unref(self->bus);
}

static void on_closed(LoopBus *loop_bus, int error, void *userdata)
{
        Logind *self = userdata;

        disconnect(self);
        complain(self, _("the system bus is gone, so locking and sleep are not noticed; waiting for it"));
        retry_start(self->retry, false);
}

static int try_to_connect(void *userdata)
{
        Logind *self = userdata;
        int r;

        r = sd_bus_open_system_with_description(&self->bus, "limber-logind");
        if (r >= 0)
                r = loop_attach_bus(self->loop, self->bus, on_closed, self, &self->loop_bus);
        if (r < 0) {
                Error why;

                disconnect(self);
                if (!self->in_trouble) {
                        error_set(
                                &why, 0,
                                _("cannot reach the system bus, so locking and sleep are not noticed: %s"),
                                strerror(-r));
                        complain(self, why.text);
                }
                return 0;
        }
        hear_manager(self);
        sleep_lock_take(&self->sleep_lock, self->bus);
        find_session(self);
        if (self->asleep) { /* woke without being told */
                self->asleep = false;
                say_back(self);
        }
        return 1;
}

/* The socket of the bus, for inotify; NULL where the address is of another kind. */
static char *bus_socket_path(void)
{
        static const char key[] = "unix:path=";
        const char *address = secure_getenv("DBUS_SYSTEM_BUS_ADDRESS"), *path;

        if (!address || !*address)
                address = DEFAULT_ADDRESS;
        path = strstr(address, key);
        if (!path)
                return NULL;
        path += strlen(key);
        return strndup(path, strcspn(path, ",;"));
}

static void logind_free(Logind *self)
{
        disconnect(self);
        retry_free(self->retry);
        free(self);
}
DEFINE_CLEANUP(Logind, logind_free)

static void logind_close(Source *source)
{
        logind_free(CONTAINER_OF(source, Logind, base));
}

static const SourceOps logind_ops = {
        .name = "logind",
        .title = N_("locking, sleep and the end of the session, through logind"),
        .close = logind_close,
};

int logind_open(Loop *loop, const SourceSink *sink, Source **ret)
{
        _cleanup_(logind_freep) Logind *self = NULL;
        _cleanup_free_ char *path = bus_socket_path();
        int r;

        self = calloc(1, sizeof *self);
        if (!self)
                return -ENOMEM;
        *self = (Logind){
                .base.ops = &logind_ops,
                .loop = loop,
                .sink = *sink,
                .sleep_lock = SLEEP_LOCK_NONE,
                .active = true,
        };
        r = retry_new(loop, path, try_to_connect, self, &self->retry);
        if (r < 0)
                return r;
        retry_start(self->retry, true);
        *ret = &TAKE_PTR(self)->base;
        return 0;
}
