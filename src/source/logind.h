/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LOGIND_H
#define LIMBER_LOGIND_H

/*
 * The sense of the session: locked, asleep, ended. Not a source of input; beside one, with the same sink. It
 * says `gone lock`, `gone suspend`, `gone off` and `back`, each as of now. A delay lock on sleep gives the
 * sink time to store what it must: it is let go when observe() returns from `gone suspend`.
 */

#include "source.h"

/*
 * Always opens (but for -ENOMEM and the like): where no system bus or no logind is, `problem` says so from
 * the loop, and it goes on when they come. Close with source_close().
 */
int logind_open(Loop *loop, const SourceSink *sink, Source **ret);

#endif
