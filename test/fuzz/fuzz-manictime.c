/* SPDX-License-Identifier: MIT */
/*
 * ManicTime files: any bytes are read or refused with one line; what comes out never goes back in time,
 * alternates as it must, and the counts add up.
 */

#include "import-bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Says {
        WallTime last;
        bool active, gone;
} Says;

static void check_item(Says *says, const ReplayItem *item)
{
        CHECK(item->wall.ms >= says->last.ms);
        says->last = item->wall;
        switch (item->observation.kind) {
        case OBSERVATION_ACTIVE:
                CHECK(!says->active && !says->gone);
                says->active = true;
                break;
        case OBSERVATION_QUIET:
                CHECK(says->active && !says->gone);
                says->active = false;
                break;
        case OBSERVATION_GONE:
                CHECK(!says->active);
                says->gone = true;
                break;
        case OBSERVATION_BACK:
                CHECK(says->gone);
                says->gone = false;
                break;
        default:
                abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static bool has_zone;
        Says says = { .last = { INT64_MIN } };
        Importer *importer;
        ReplayItem item;
        int r;

        if (!has_zone)
                CHECK(local_zone_use("Europe/Berlin", NULL) == 0);
        has_zone = true;
        importer = import_bytes(&importer_manictime, data, size);
        if (!importer)
                return 0;
        while ((r = importer_next(importer, &item, NULL)) > 0)
                check_item(&says, &item);
        CHECK(r == 0);
        CHECK(!says.active && !says.gone);
        CHECK(importer->counts.read ==
              importer->counts.kept + importer->counts.merged + importer->counts.dropped);
        importer_free(importer);
        return 0;
}
