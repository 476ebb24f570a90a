/* SPDX-License-Identifier: MIT */
/*
 * Timeline files: any bytes are read or refused with one line; what was read goes through an engine, whose
 * bouts are in order and have a length.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import-bytes.h"
#include "replay.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int check_effect(void *userdata, const Effect *effect)
{
        BootTime *last = userdata;

        if (effect->kind != EFFECT_BOUT)
                return 0;
        CHECK(effect->start.ms >= last->ms);
        CHECK(effect->start.ms < effect->end.ms);
        CHECK(effect->end.ms <= effect->boot.ms);
        *last = effect->end;
        return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        _cleanup_(importer_freep) Importer *importer = import_bytes(&importer_timeline, data, size);
        BootTime last = { INT64_MIN };
        EngineOptions options;
        ReplayItem item;
        Replay replay;
        uint64_t n = 0;

        if (!importer)
                return 0;
        engine_options_init(&options);
        CHECK(replay_init(
                      &replay, &options, &(ReplayOptions){ .on_effect = check_effect, .userdata = &last }) ==
              0);
        while (importer_next(importer, &item, NULL) > 0) {
                /* Centuries of breaks would only take long. */
                if (replay.started && item.wall.ms - replay.now.ms > 30 * MS_PER_DAY)
                        break;
                CHECK(replay_feed(&replay, &item) == 0);
                n++;
        }
        CHECK(importer->counts.read >= n);
        CHECK(replay_finish(&replay) == 0);
        replay_deinit(&replay);
        return 0;
}
