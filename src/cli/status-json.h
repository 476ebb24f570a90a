/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STATUS_JSON_H
#define LIMBER_STATUS_JSON_H

/*
 * The status as JSON, a contract with scripts (doc/cli.md). Lengths that passed are cut to whole seconds;
 * lengths to go (due_in_s, ends_in_s) are rounded up, so that 0 means now. What is not there is null.
 */

#include <jansson.h>

#include "status-record.h"

/* The caller frees with json_decref(). NULL when out of memory. */
json_t *status_json(const StatusRecord *record);

/*
 * What waybar's custom modules read: text, alt, tooltip, class, percentage. `every_ms`: how long the break
 * at hand or the next one takes to come up from nothing, for the percentage; 0: not known. Nothing in it but
 * the percentage goes stale while nothing changes.
 */
json_t *status_waybar(const StatusRecord *record, int64_t every_ms);

#endif
