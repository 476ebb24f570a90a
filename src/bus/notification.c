/* SPDX-License-Identifier: MIT */
/*
 * The notifier. What should be on the screen is kept here, one bubble a kind; what the server has is brought
 * in line with it whenever something changes: the wish, the server, the bus. Nothing waits: each step goes
 * on when its answer comes, and answers of a server that is gone are never read, for their slots are
 * dropped.
 */

#include "notification.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bus-text.h"
#include "clock.h"
#include "i18n.h"
#include "names.h"

#define SERVER_NAME "org.freedesktop.Notifications"
#define SERVER_OBJECT "/org/freedesktop/Notifications"

enum {
        ACTION_KEY_SIZE = 32,
        LABEL_SIZE = 64,
        SUMMARY_SIZE = 256,
        BODY_SIZE = 1024,
        OWNER_SIZE = 256,
        CALL_TIMEOUT_US = 25000000, /* the server may have to be started first */
};

typedef enum ServerState {
        SERVER_UNKNOWN,
        SERVER_ASKED, /* what it can */
        SERVER_KNOWN,
} ServerState;

typedef struct Bubble {
        Notifier *notifier;
        NoticeKind kind;
        bool wanted;        /* should be on the screen */
        bool changed;       /* the server does not have it like this yet */
        uint32_t id;        /* what the server calls it; 0: it has none */
        sd_bus_slot *reply; /* of Notify, on its way */
        BootTime shown;
        char summary[SUMMARY_SIZE], body[BODY_SIZE], words[SUMMARY_SIZE];
        char keys[NOTICE_ACTIONS_MAX][ACTION_KEY_SIZE], labels[NOTICE_ACTIONS_MAX][LABEL_SIZE];
        size_t n_actions;
        NoticeUrgency urgency;
        int32_t expire_ms;
        bool resident, transient;
} Bubble;

struct Notifier {
        NotifierSink sink;
        sd_bus *bus;
        ServerState server;
        char owner[OWNER_SIZE]; /* the server's unique name, once known */
        bool shows_actions, reads_markup, hides_buttons;
        sd_bus_slot *information, *capabilities;       /* replies on their way */
        sd_bus_slot *on_action, *on_closed, *on_owner; /* matches, while anything is wanted */
        Bubble bubbles[N_NOTICE_KINDS];
};

static void update(Notifier *self);

/* ---- showing one ---- */

/* Markup-reading servers take & < > for their own. */
static void escape(char text[static BODY_SIZE * 5], const char *plain)
{
        char *p = text;

        for (; *plain; plain++)
                switch (*plain) {
                case '&':
                        p = stpcpy(p, "&amp;");
                        break;
                case '<':
                        p = stpcpy(p, "&lt;");
                        break;
                case '>':
                        p = stpcpy(p, "&gt;");
                        break;
                default:
                        *p++ = *plain;
                }
        *p = '\0';
}

static int append_body(sd_bus_message *call, const Notifier *self, const Bubble *bubble)
{
        bool buttons = self->shows_actions && !self->hides_buttons;
        char plain[BODY_SIZE + SUMMARY_SIZE], text[BODY_SIZE * 5];

        stpcpy(plain, bubble->body);
        if (bubble->words[0] && !buttons)
                stpcpy(stpcpy(stpcpy(plain, bubble->body), bubble->body[0] ? "\n" : ""), bubble->words);
        bus_text_set(plain, BODY_SIZE, plain, BUS_TEXT_LINES);
        escape(text, plain);
        return sd_bus_message_append(call, "s", self->reads_markup ? text : plain);
}

static int append_actions(sd_bus_message *call, const Notifier *self, const Bubble *bubble)
{
        size_t n = self->shows_actions ? bubble->n_actions : 0;
        int r = sd_bus_message_open_container(call, 'a', "s");

        if (r >= 0 && n > 0) /* a click on the bubble itself */
                r = sd_bus_message_append(call, "ss", "default", bubble->labels[0]);
        for (size_t i = 0; r >= 0 && i < n; i++)
                r = sd_bus_message_append(call, "ss", bubble->keys[i], bubble->labels[i]);
        return r < 0 ? r : sd_bus_message_close_container(call);
}

static int append_hints(sd_bus_message *call, const Bubble *bubble)
{
        int r = sd_bus_message_open_container(call, 'a', "{sv}");

        if (r >= 0)
                r = sd_bus_message_append(call, "{sv}", "urgency", "y", (uint8_t) bubble->urgency);
        if (r >= 0)
                r = sd_bus_message_append(call, "{sv}", "category", "s", "x-limber.break");
        if (r >= 0)
                r = sd_bus_message_append(call, "{sv}", "desktop-entry", "s", LIMBER_DESKTOP_ID);
        if (r >= 0 && bubble->resident)
                r = sd_bus_message_append(call, "{sv}", "resident", "b", true);
        if (r >= 0 && bubble->transient)
                r = sd_bus_message_append(call, "{sv}", "transient", "b", true);
        return r < 0 ? r : sd_bus_message_close_container(call);
}

static void fail(Bubble *bubble, int error, const char *text)
{
        const NotifierSink *sink = &bubble->notifier->sink;

        bubble->changed = false;
        sink->failed(sink->userdata, bubble->kind, error, text);
}

/* Nobody waits for an answer: a bubble that is gone already is as good. */
static void send_close(Notifier *self, uint32_t id)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *call = NULL;
        int r;

        r = sd_bus_message_new_method_call(
                self->bus, &call, SERVER_NAME, SERVER_OBJECT, SERVER_NAME, "CloseNotification");
        if (r >= 0)
                r = sd_bus_message_set_auto_start(call, false);
        if (r >= 0)
                r = sd_bus_message_set_expect_reply(call, false);
        if (r >= 0)
                r = sd_bus_message_append(call, "u", id);
        if (r >= 0)
                sd_bus_send(self->bus, call, NULL);
}

static int on_notified(sd_bus_message *reply, void *userdata, sd_bus_error *ret_error)
{
        Bubble *bubble = userdata;
        const sd_bus_error *error = sd_bus_message_get_error(reply);
        uint32_t id = 0;

        bubble->reply = sd_bus_slot_unref(bubble->reply);
        if (error) {
                fail(bubble, -sd_bus_error_get_errno(error), error->message ? error->message : error->name);
        } else if (sd_bus_message_read(reply, "u", &id) < 0 || id == 0) {
                fail(bubble, -EBADMSG, _("the notification server's answer is not understood"));
        } else if (!bubble->wanted) {
                send_close(bubble->notifier, id); /* closed while it was on its way */
        } else {
                const NotifierSink *sink = &bubble->notifier->sink;

                bubble->id = id;
                if (sink->shown)
                        sink->shown(sink->userdata, bubble->kind);
        }
        update(bubble->notifier);
        return 0;
}

static int send_notify(Notifier *self, Bubble *bubble)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *call = NULL;
        int r;

        r = sd_bus_message_new_method_call(
                self->bus, &call, SERVER_NAME, SERVER_OBJECT, SERVER_NAME, "Notify");
        if (r >= 0)
                r = sd_bus_message_append(call, "suss", "Limber", bubble->id, "", bubble->summary);
        if (r >= 0)
                r = append_body(call, self, bubble);
        if (r >= 0)
                r = append_actions(call, self, bubble);
        if (r >= 0)
                r = append_hints(call, bubble);
        if (r >= 0)
                r = sd_bus_message_append(call, "i", bubble->expire_ms);
        if (r >= 0)
                r = sd_bus_call_async(self->bus, &bubble->reply, call, on_notified, bubble, CALL_TIMEOUT_US);
        if (r < 0)
                return r;
        bubble->changed = false;
        bubble->shown = clock_boot_now();
        return 0;
}

/* ---- the server ---- */

static int on_information(sd_bus_message *reply, void *userdata, sd_bus_error *ret_error)
{
        Notifier *self = userdata;
        const char *name;

        self->information = sd_bus_slot_unref(self->information);
        /* dunst has "actions" and shows them only in a menu of another program. */
        self->hides_buttons = !sd_bus_message_is_method_error(reply, NULL) &&
                              sd_bus_message_read(reply, "s", &name) > 0 && strcmp(name, "dunst") == 0;
        return 0;
}

static void read_capabilities(Notifier *self, sd_bus_message *reply)
{
        const char *word;

        self->shows_actions = self->reads_markup = false;
        if (sd_bus_message_enter_container(reply, 'a', "s") < 0)
                return;
        while (sd_bus_message_read(reply, "s", &word) > 0) {
                self->shows_actions |= strcmp(word, "actions") == 0;
                self->reads_markup |= strcmp(word, "body-markup") == 0;
        }
}

static int on_capabilities(sd_bus_message *reply, void *userdata, sd_bus_error *ret_error)
{
        Notifier *self = userdata;
        const char *sender = sd_bus_message_get_sender(reply);

        self->capabilities = sd_bus_slot_unref(self->capabilities);
        if (!sd_bus_message_is_method_error(reply, NULL) && sender && strlen(sender) < OWNER_SIZE) {
                strcpy(self->owner, sender);
                read_capabilities(self, reply);
                self->server = SERVER_KNOWN;
                update(self);
                return 0;
        }
        self->server = SERVER_UNKNOWN;
        for (size_t i = 0; i < N_NOTICE_KINDS; i++)
                if (self->bubbles[i].wanted && self->bubbles[i].changed)
                        fail(&self->bubbles[i], -ENOENT,
                             _("no notification server runs (such as dunst, mako or the desktop's own)"));
        return 0;
}

static int ask_server(Notifier *self)
{
        int r;

        r = sd_bus_call_method_async(
                self->bus, &self->information, SERVER_NAME, SERVER_OBJECT, SERVER_NAME,
                "GetServerInformation", on_information, self, NULL);
        if (r >= 0)
                r = sd_bus_call_method_async(
                        self->bus, &self->capabilities, SERVER_NAME, SERVER_OBJECT, SERVER_NAME,
                        "GetCapabilities", on_capabilities, self, NULL);
        if (r >= 0)
                self->server = SERVER_ASKED;
        return r;
}

/* Its answers, its numbers, what it can: nothing of the old server counts any more. */
static void forget_server(Notifier *self)
{
        self->server = SERVER_UNKNOWN;
        self->owner[0] = '\0';
        self->information = sd_bus_slot_unref(self->information);
        self->capabilities = sd_bus_slot_unref(self->capabilities);
        for (size_t i = 0; i < N_NOTICE_KINDS; i++) {
                Bubble *bubble = &self->bubbles[i];

                bubble->reply = sd_bus_slot_unref(bubble->reply);
                bubble->id = 0;
        }
}

/* What was on the screen has to come back; what would have gone by now by itself need not. */
static void show_again(Notifier *self)
{
        int64_t now_ms = clock_boot_now().ms;

        for (size_t i = 0; i < N_NOTICE_KINDS; i++) {
                Bubble *bubble = &self->bubbles[i];

                if (!bubble->wanted || bubble->changed)
                        continue;
                if ((bubble->expire_ms > 0 && now_ms >= bubble->shown.ms + bubble->expire_ms) ||
                    (bubble->expire_ms < 0 && bubble->kind == NOTICE_INFO))
                        bubble->wanted = false;
                else
                        bubble->changed = true;
        }
}

static int on_owner_changed(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        Notifier *self = userdata;
        const char *name, *old_owner, *new_owner;

        if (sd_bus_message_read(signal, "sss", &name, &old_owner, &new_owner) <= 0 ||
            strcmp(name, SERVER_NAME) != 0)
                return 0;
        if (self->server == SERVER_ASKED && !old_owner[0]) /* our question started it */
                return 0;
        forget_server(self);
        show_again(self);
        if (new_owner[0])
                update(self);
        return 0;
}

/* ---- what the person does ---- */

/* The bubble that a signal of the server is about. Anybody may send such signals; only the server's count.
 */
static Bubble *find_bubble(Notifier *self, sd_bus_message *signal, uint32_t id)
{
        const char *sender = sd_bus_message_get_sender(signal);

        if (id == 0 || !sender || strcmp(sender, self->owner) != 0)
                return NULL;
        for (size_t i = 0; i < N_NOTICE_KINDS; i++)
                if (self->bubbles[i].wanted && self->bubbles[i].id == id)
                        return &self->bubbles[i];
        return NULL;
}

static int on_action_invoked(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        Notifier *self = userdata;
        const char *key;
        Bubble *bubble;
        uint32_t id;
        size_t i = 0;
        char taken_key[ACTION_KEY_SIZE];

        if (sd_bus_message_read(signal, "us", &id, &key) <= 0)
                return 0;
        bubble = find_bubble(self, signal, id);
        if (!bubble)
                return 0;
        if (strcmp(key, "default") != 0)
                while (i < bubble->n_actions && strcmp(bubble->keys[i], key) != 0)
                        i++;
        if (i >= bubble->n_actions)
                return 0;
        strcpy(taken_key, bubble->keys[i]);
        if (!bubble->resident)
                notifier_close(self, bubble->kind); /* most servers do so themselves */
        self->sink.action(self->sink.userdata, bubble->kind, taken_key);
        return 0;
}

static int on_notification_closed(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        Notifier *self = userdata;
        uint32_t id, reason;
        Bubble *bubble;

        if (sd_bus_message_read(signal, "uu", &id, &reason) <= 0)
                return 0;
        bubble = find_bubble(self, signal, id);
        if (!bubble)
                return 0;
        bubble->id = 0;
        if (bubble->changed || bubble->reply) /* replaced meanwhile: the new one comes as a new one */
                return 0;
        bubble->wanted = false;
        if (reason < NOTICE_EXPIRED || reason > NOTICE_CLOSED_OTHERWISE)
                reason = NOTICE_CLOSED_OTHERWISE;
        if (self->sink.closed)
                self->sink.closed(self->sink.userdata, bubble->kind, (NoticeClosed) reason);
        update(self);
        return 0;
}

/* ---- bringing the server in line ---- */

static int
listen_to(Notifier *self, const char *member, sd_bus_message_handler_t handler, sd_bus_slot **slot)
{
        if (*slot)
                return 0;
        return sd_bus_match_signal_async(
                self->bus, slot, NULL, SERVER_OBJECT, SERVER_NAME, member, handler, NULL, self);
}

static int start_listening(Notifier *self)
{
        int r;

        r = listen_to(self, "ActionInvoked", on_action_invoked, &self->on_action);
        if (r >= 0)
                r = listen_to(self, "NotificationClosed", on_notification_closed, &self->on_closed);
        if (r >= 0 && !self->on_owner)
                r = sd_bus_add_match_async(
                        self->bus, &self->on_owner,
                        "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
                        "member='NameOwnerChanged',arg0='" SERVER_NAME "'",
                        on_owner_changed, NULL, self);
        return r;
}

/* Servers tell everybody about everybody's bubbles: with none of ours they must not wake us. */
static void stop_listening(Notifier *self)
{
        self->on_action = sd_bus_slot_unref(self->on_action);
        self->on_closed = sd_bus_slot_unref(self->on_closed);
        self->on_owner = sd_bus_slot_unref(self->on_owner);
}

static void rest(Notifier *self)
{
        for (size_t i = 0; i < N_NOTICE_KINDS; i++)
                if (self->bubbles[i].wanted || self->bubbles[i].reply)
                        return;
        stop_listening(self);
        forget_server(self); /* another one may be there next time */
}

static void update(Notifier *self)
{
        int r = 0;

        if (!self->bus)
                return;
        for (size_t i = 0; i < N_NOTICE_KINDS; i++) {
                Bubble *bubble = &self->bubbles[i];

                if (!bubble->wanted || !bubble->changed || bubble->reply)
                        continue;
                r = start_listening(self);
                if (r >= 0 && self->server == SERVER_UNKNOWN)
                        r = ask_server(self);
                if (r >= 0 && self->server == SERVER_KNOWN)
                        r = send_notify(self, bubble);
                if (r < 0)
                        fail(bubble, r, strerror(-r));
        }
        rest(self);
}

/* ---- for the daemon ---- */

int notifier_new(const NotifierSink *sink, Notifier **ret)
{
        Notifier *self = calloc(1, sizeof *self);

        if (!self)
                return -ENOMEM;
        self->sink = *sink;
        for (size_t i = 0; i < N_NOTICE_KINDS; i++) {
                self->bubbles[i].notifier = self;
                self->bubbles[i].kind = (NoticeKind) i;
        }
        *ret = self;
        return 0;
}

void notifier_free(Notifier *self)
{
        if (!self)
                return;
        for (size_t i = 0; i < N_NOTICE_KINDS; i++)
                notifier_close(self, (NoticeKind) i);
        stop_listening(self);
        forget_server(self);
        sd_bus_unref(self->bus);
        free(self);
}

void notifier_set_bus(Notifier *self, sd_bus *bus)
{
        if (bus == self->bus)
                return;
        stop_listening(self);
        forget_server(self);
        sd_bus_unref(self->bus);
        self->bus = sd_bus_ref(bus);
        show_again(self);
        update(self);
}

int notifier_show(Notifier *self, NoticeKind kind, const Notice *notice)
{
        Bubble *bubble = &self->bubbles[kind];

        assert(notice->n_actions <= NOTICE_ACTIONS_MAX);
        status_text_set(bubble->summary, sizeof bubble->summary, notice->summary);
        bus_text_set(bubble->body, sizeof bubble->body, notice->body ? notice->body : "", BUS_TEXT_LINES);
        status_text_set(bubble->words, sizeof bubble->words, notice->words ? notice->words : "");
        bubble->n_actions = notice->n_actions;
        for (size_t i = 0; i < notice->n_actions; i++) {
                status_text_set(bubble->keys[i], ACTION_KEY_SIZE, notice->actions[i].key);
                status_text_set(bubble->labels[i], LABEL_SIZE, notice->actions[i].label);
        }
        bubble->urgency = notice->urgency;
        bubble->expire_ms = MAX(notice->expire_ms, -1);
        bubble->resident = notice->resident;
        bubble->transient = notice->transient;
        bubble->wanted = bubble->changed = true;
        if (!self->bus)
                return -ENOENT;
        update(self);
        return 0;
}

void notifier_close(Notifier *self, NoticeKind kind)
{
        Bubble *bubble = &self->bubbles[kind];

        bubble->wanted = bubble->changed = false;
        if (bubble->id && self->bus)
                send_close(self, bubble->id);
        bubble->id = 0;
        if (self->bus)
                rest(self);
}

bool notifier_is_shown(const Notifier *self, NoticeKind kind)
{
        return self->bubbles[kind].wanted && self->bubbles[kind].id != 0;
}
