/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_NAMES_H
#define LIMBER_NAMES_H

/* Names on the bus: a contract with scripts and other programs (limberd(1), data/dbus/). */

#define LIMBER_BUS_NAME "org.limber.Limber1"
#define LIMBER_INTERFACE "org.limber.Limber1"
#define LIMBER_OBJECT "/org/limber/Limber1"

#define LIMBER_DESKTOP_ID "org.limber.Limber" /* the desktop file, for notifications */

#define LIMBER_ERROR_NO_BREAK "org.limber.Error.NoBreak"           /* no break is at hand */
#define LIMBER_ERROR_NOT_AT_HAND "org.limber.Error.NotAtHand"      /* another break is at hand */
#define LIMBER_ERROR_BAD_VALUE "org.limber.Error.BadValue"         /* out of range, malformed */
#define LIMBER_ERROR_UNKNOWN_BREAK "org.limber.Error.UnknownBreak" /* no rule has that name */
#define LIMBER_ERROR_SESSION_RUNS "org.limber.Error.SessionRuns"   /* a guided session runs already */
#define LIMBER_ERROR_NO_SESSION "org.limber.Error.NoSession"       /* this client has begun none */
#define LIMBER_ERROR_BAD_CONFIG "org.limber.Error.BadConfig"       /* Reload: the old one stays in force */
#define LIMBER_ERROR_FAILED "org.limber.Error.Failed"              /* the message says what and why */

/*
 * Handlers return -errno and the client hands the same number back, through these errors:
 * -ENODATA NoBreak, -ENXIO NotAtHand, -EINVAL and -ERANGE BadValue, -ENOENT UnknownBreak, -EBUSY
 * SessionRuns, -ESRCH NoSession, -EBADMSG BadConfig, any other Failed.
 */

#endif
