/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DOCTOR_CHECK_H
#define LIMBER_DOCTOR_CHECK_H

/* What limber itself can see, with or without a daemon: each adds a row or several. */

#include "doctor-list.h"

void doctor_check_unit(DoctorList *list);        /* systemd */
void doctor_check_settings(DoctorList *list);    /* limber.conf */
void doctor_check_database(DoctorList *list);    /* there, private, whole */
void doctor_check_stretches(DoctorList *list);   /* every stretch file */
void doctor_check_session_bus(DoctorList *list); /* is an address known */
void doctor_check_hooks(DoctorList *list);       /* may each be run */
void doctor_check_terminal(DoctorList *list);
void doctor_check_figure(DoctorList *list);
void doctor_check_voice(DoctorList *list); /* tones, voice */

#endif
