/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LOGIND_NAMES_H
#define LIMBER_LOGIND_NAMES_H

/* What logind is called on the bus: org.freedesktop.login1(5). */

#define LOGIND_NAME "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER "org.freedesktop.login1.Manager"
#define LOGIND_SESSION "org.freedesktop.login1.Session"
#define LOGIND_USER "org.freedesktop.login1.User"
#define DBUS_PROPERTIES "org.freedesktop.DBus.Properties"

#endif
