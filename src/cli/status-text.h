/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STATUS_TEXT_H
#define LIMBER_STATUS_TEXT_H

/* The status in sentences. Nothing here fails but the stream it is written to. */

#include <stdio.h>

#include "status-record.h"

/* One line without its end: "Sitting for 47 min. Next stretch in 13 min." */
void status_text_now(const StatusRecord *record, FILE *to);

/* Lines: the day's sitting, breaks and stretches. */
void status_text_today(const StatusToday *today, FILE *to);

/* Lines: what does not work; none where all does. */
void status_text_problems(const StatusRecord *record, FILE *to);

/* The name of a break as it is said: that of one's own as it is in limber.conf. Borrowed. */
const char *break_text(const char *name);

/* A bit of `busy` in words: "microphone". Of static life. */
const char *busy_text(BusyReason reason);

#endif
