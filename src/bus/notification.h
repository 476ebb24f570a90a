/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_NOTIFICATION_H
#define LIMBER_NOTIFICATION_H

/*
 * Notifications on the desktop (org.freedesktop.Notifications 1.2), without ever waiting for the server. One
 * bubble a kind: showing another of the same kind replaces it. What is shown is shown again when the server
 * was restarted.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

#include "macro.h"

typedef enum NoticeKind {
        NOTICE_ANNOUNCE, /* a break is near */
        NOTICE_ON,       /* a break is on */
        NOTICE_INFO,     /* something to know */
        N_NOTICE_KINDS,
} NoticeKind;

typedef enum NoticeUrgency {
        NOTICE_LOW,
        NOTICE_NORMAL,
        NOTICE_CRITICAL,
} NoticeUrgency;

typedef struct NoticeAction {
        const char *key;   /* [a-z-]+, shorter than 32 bytes; comes back in action() */
        const char *label; /* what the button says */
} NoticeAction;

enum { NOTICE_ACTIONS_MAX = 4 };

typedef struct Notice {
        const char *summary;
        const char *body;  /* plain text: escaped where the server reads markup. May be NULL */
        const char *words; /* what to type, a line after the body where buttons cannot be shown or are
                              hidden: "limber break start". May be NULL */
        NoticeAction actions[NOTICE_ACTIONS_MAX]; /* the first is also what a click on the bubble does */
        size_t n_actions;
        NoticeUrgency urgency;
        int32_t expire_ms; /* -1: as the server likes; 0: never */
        bool resident;     /* an action does not close it */
        bool transient;    /* not for the server's history */
} Notice;

typedef enum NoticeClosed {
        NOTICE_EXPIRED = 1,
        NOTICE_DISMISSED = 2,
        NOTICE_CLOSED_BY_US = 3, /* by notifier_close() */
        NOTICE_CLOSED_OTHERWISE = 4,
} NoticeClosed;

typedef struct NotifierSink {
        void (*action)(void *userdata, NoticeKind kind, const char *key);
        void (*closed)(void *userdata, NoticeKind kind, NoticeClosed reason); /* may be NULL */
        void (*shown)(void *userdata, NoticeKind kind); /* the server has it now. May be NULL */
        /* The server could not show it: none is there and none can be started (-ENOENT), or it refused. */
        void (*failed)(void *userdata, NoticeKind kind, int error, const char *text);
        void *userdata;
} NotifierSink;

typedef struct Notifier Notifier;

int notifier_new(const NotifierSink *sink, Notifier **ret); /* 0 or -ENOMEM. No bus yet */
void notifier_free(Notifier *notifier);                     /* takes everything off the screen */
DEFINE_CLEANUP(Notifier, notifier_free)

/* The session bus, or NULL when it went away: wire it to BusHandlers.session_bus. Shows again what was. */
void notifier_set_bus(Notifier *notifier, sd_bus *bus);

/* Copies the notice. 0: on its way; -ENOENT: there is no session bus; -ENOMEM. Never blocks. */
int notifier_show(Notifier *notifier, NoticeKind kind, const Notice *notice);
void notifier_close(Notifier *notifier, NoticeKind kind); /* fine if nothing is shown */
bool notifier_is_shown(const Notifier *notifier, NoticeKind kind);

#endif
