/* SPDX-License-Identifier: MIT */
/* The state file: a fixed head of little-endian numbers, then the engine's own bytes. */

#include "state-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "snapshot.h"

enum { STATE_FILE_VERSION = 1 };

/* The head as it lies in the file: no padding, checked below. */
typedef struct Head {
        int64_t version, boot_ms, wall_ms, civil_day, paused, paused_until_ms, n_engine;
        char boot_id[40];
} Head;

_Static_assert(sizeof(Head) == 7 * 8 + 40, "the head has no padding");
_Static_assert(sizeof(Head) + ENGINE_STATE_SIZE_MAX <= SNAPSHOT_SIZE_MAX, "a state fits into a slot");

void state_file_boot_id(char boot_id[static BOOT_ID_SIZE])
{
        _cleanup_close_ int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);

        memset(boot_id, 0, BOOT_ID_SIZE);
        if (fd < 0 || read(fd, boot_id, BOOT_ID_SIZE - 1) != BOOT_ID_SIZE - 1)
                boot_id[0] = '\0';
}

int state_file_write(const char *path, const SavedState *state, bool wait, Error *error)
{
        uint8_t bytes[SNAPSHOT_SIZE_MAX];
        Head head = {
                .version = STATE_FILE_VERSION,
                .boot_ms = state->boot.ms,
                .wall_ms = state->wall.ms,
                .civil_day = state->civil_day,
                .paused = state->paused,
                .paused_until_ms = state->paused_until.ms,
                .n_engine = (int64_t) state->n_engine,
        };

        memcpy(head.boot_id, state->boot_id, BOOT_ID_SIZE);
        memcpy(bytes, &head, sizeof head);
        memcpy(bytes + sizeof head, state->engine, state->n_engine);
        return (wait ? snapshot_write
                     : snapshot_write_soon)(path, bytes, sizeof head + state->n_engine, error);
}

static bool is_sane(const Head *head, size_t n)
{
        return head->version == STATE_FILE_VERSION && head->boot_ms >= 0 && head->boot_ms < WALL_MS_MAX &&
               head->wall_ms >= WALL_MS_MIN && head->wall_ms <= WALL_MS_MAX &&
               head->civil_day >= INT32_MIN && head->civil_day <= INT32_MAX &&
               (head->paused == 0 || head->paused == 1) && head->paused_until_ms >= 0 &&
               head->paused_until_ms <= WALL_MS_MAX && head->n_engine >= 0 &&
               head->n_engine <= ENGINE_STATE_SIZE_MAX && (size_t) head->n_engine == n - sizeof *head &&
               memchr(head->boot_id, '\0', BOOT_ID_SIZE);
}

int state_file_read(const char *path, SavedState *ret, Error *error)
{
        uint8_t bytes[SNAPSHOT_SIZE_MAX];
        Head head;
        size_t n;
        int r;

        r = snapshot_read(path, bytes, &n, error);
        if (r < 0)
                return r;
        if (r == SNAPSHOT_NONE) { /* a first start is nothing to tell */
                error_set(error, 0, "%s", "");
                return 1;
        }
        if (r == SNAPSHOT_DAMAGED) {
                error_set(error, 0, _("%s is damaged; up to a minute of the last sitting is lost"), path);
                return 1;
        }
        if (n >= sizeof head)
                memcpy(&head, bytes, sizeof head);
        if (n < sizeof head || !is_sane(&head, n)) {
                error_set(
                        error, 0, _("%s was not written by this version of Limber; it starts afresh"), path);
                return 1;
        }
        *ret = (SavedState){
                .boot = { head.boot_ms },
                .wall = { head.wall_ms },
                .civil_day = (int32_t) head.civil_day,
                .paused = head.paused,
                .paused_until = { head.paused_until_ms },
                .n_engine = (size_t) head.n_engine,
        };
        memcpy(ret->boot_id, head.boot_id, BOOT_ID_SIZE);
        memcpy(ret->engine, bytes + sizeof head, ret->n_engine);
        return 0;
}

int64_t state_file_shift_ms(const SavedState *state, const char *boot_id, BootTime boot, WallTime wall)
{
        if (boot_id[0] && strcmp(state->boot_id, boot_id) == 0 && state->boot.ms <= boot.ms)
                return 0;
        return boot.ms - MAX(wall.ms - state->wall.ms, 0) - state->boot.ms;
}
