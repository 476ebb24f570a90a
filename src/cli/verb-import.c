/* SPDX-License-Identifier: MIT */
/*
 * limber import: the bouts of another program's history, put into one's own.
 *
 * What is stored already stands. A bout of the file that overlaps it is cut to what lies before and after,
 * and counts as there already; and a file that was imported once adds nothing more.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "device.h"
#include "i18n.h"
#include "importer.h"
#include "place.h"
#include "replay.h"
#include "store.h"
#include "user-settings.h"
#include "verb.h"

extern const Verb verb_import;

typedef struct Sit {
        WallTime start, end;
        Posture posture;
} Sit;

typedef struct Sits {
        Sit *items;
        size_t n, allocated;
} Sits;

typedef struct Import {
        /* What is asked for */
        const char *path, *zone, *dates;
        bool json;
        const ImporterOps *format;
        ImportOptions options;

        /* What the file says */
        Sha256 sha;
        uint8_t digest[SHA256_SIZE];
        ImportCounts counts;
        bool has_local_dates;
        DateOrder date_order;
        ImporterSpan span;
        Sits sits; /* in order */

        /* What comes of it */
        Sits stored; /* bouts that were there, in order */
        Sits added;
        uint64_t n_already;
} Import;

static void import_deinit(Import *import)
{
        array_free(&import->sits);
        array_free(&import->stored);
        array_free(&import->added);
}

static int add_sit(Sits *sits, WallTime start, WallTime end, Posture posture)
{
        if (start.ms >= end.ms)
                return 0;
        if (array_reserve(sits, 1) < 0)
                return -ENOMEM;
        sits->items[sits->n++] = (Sit){ start, end, posture };
        return 0;
}

/* ---- reading the file ---- */

static void add_to_digest(void *userdata, const void *bytes, size_t n)
{
        sha256_add(userdata, bytes, n);
}

static int on_effect(void *userdata, const Effect *effect)
{
        Import *import = userdata;
        WallTime end = { effect->start_wall.ms + effect->end.ms - effect->start.ms };

        if (effect->kind != EFFECT_BOUT)
                return 0;
        return add_sit(&import->sits, effect->start_wall, end, effect->posture);
}

static int read_file(Import *import, const Settings *settings, Error *error)
{
        _cleanup_(importer_freep) Importer *importer = NULL;
        _cleanup_(replay_deinit) Replay replay = { 0 };
        EngineOptions engine_options = settings->engine;
        int r;

        sha256_init(&import->sha);
        import->options.on_bytes = add_to_digest;
        import->options.userdata = &import->sha;
        r = importer_open(import->format, import->path, &import->options, &importer, error);
        if (r < 0)
                return r;
        sha256_finish(&import->sha, import->digest);

        engine_options.n_rules = 0; /* only bouts */
        r = replay_init(
                &replay, &engine_options, &(ReplayOptions){ .on_effect = on_effect, .userdata = import });
        if (r < 0)
                return r;
        r = importer_replay(importer, &replay, &import->span, error);
        if (r < 0)
                return r;
        import->counts = importer->counts;
        import->has_local_dates = importer->has_local_dates;
        import->date_order = importer->date_order;
        if (import->span.any && import->span.from.ms < 0)
                return error_set(
                        error, -EINVAL, _("%s: it begins before 1970; is the order of its dates right?"),
                        import->path);
        return 0;
}

/* ---- what is new in it ---- */

static int add_stored(const Record *record, void *userdata)
{
        WallTime end = { record->wall.ms + record->bout.length_ms };

        return add_sit(userdata, record->wall, end, record->bout.posture);
}

/* Both lists are in order and without overlaps of their own. */
static int find_new(Import *import)
{
        const Sits *stored = &import->stored;
        size_t next = 0; /* the first stored one that ends after the last sit's start */

        for (size_t i = 0; i < import->sits.n; i++) {
                Sit sit = import->sits.items[i];
                WallTime covered_to;
                int r;

                while (next < stored->n && stored->items[next].end.ms <= sit.start.ms)
                        next++;
                if (next == stored->n || stored->items[next].start.ms >= sit.end.ms) {
                        r = add_sit(&import->added, sit.start, sit.end, sit.posture);
                        if (r < 0)
                                return r;
                        continue;
                }
                import->n_already++;
                r = add_sit(&import->added, sit.start, stored->items[next].start, sit.posture);
                if (r < 0)
                        return r;
                covered_to = stored->items[next].end;
                for (size_t k = next; k < stored->n && stored->items[k].start.ms < sit.end.ms; k++)
                        covered_to.ms = MAX(covered_to.ms, stored->items[k].end.ms);
                r = add_sit(&import->added, covered_to, sit.end, sit.posture);
                if (r < 0)
                        return r;
        }
        return 0;
}

static int make_records(const Import *import, const Uuid *device, Record *records, Error *error)
{
        Record *of_import = &records[0];

        *of_import = (Record){
                .kind = RECORD_IMPORT,
                .wall = clock_wall_now(),
                .import = {
                        .n_read = (int64_t) import->counts.read,
                        .n_kept = (int64_t) import->counts.kept,
                        .n_merged = (int64_t) import->counts.merged,
                        .n_dropped = (int64_t) import->counts.dropped,
                        .n_already = (int64_t) import->n_already,
                },
        };
        record_set_name(of_import->import.format, import->format->name);
        memcpy(of_import->import.digest, import->digest, SHA256_SIZE);
        record_identify(of_import, device, NULL, 0);

        for (size_t i = 0; i < import->added.n; i++) {
                const Sit *sit = &import->added.items[i];
                Record *record = &records[i + 1];

                *record = (Record){
                        .kind = RECORD_BOUT,
                        .wall = sit->start,
                        .origin = of_import->id,
                        .bout = { .length_ms = sit->end.ms - sit->start.ms, .posture = sit->posture },
                };
                record_set_name(record->bout.source, import->format->name);
                record_identify(record, device, import->format->name, strlen(import->format->name));
                if (record_check(record, error) < 0)
                        return -EINVAL;
        }
        return 0;
}

static int store_file(Import *import, Store *store, const Uuid *device, Error *error)
{
        _cleanup_free_ Record *records = NULL;
        Record imported;
        int r = store_find_import(store, import->digest, &imported, error);

        if (r < 0)
                return r;
        if (r != STORE_NONE) {
                import->n_already = import->sits.n;
                return 0;
        }
        if (import->span.any) {
                r = store_each(
                        store, RECORD_BOUT, import->span.from, (WallTime){ import->span.to.ms + 1 },
                        add_stored, &import->stored, error);
                if (r < 0)
                        return r;
        }
        r = find_new(import);
        if (r < 0)
                return r;
        records = reallocarray(NULL, import->added.n + 1, sizeof *records);
        if (!records)
                return -ENOMEM;
        r = make_records(import, device, records, error);
        if (r < 0)
                return r;
        return store_put_many(store, records, import->added.n + 1, NULL, error);
}

static int open_and_store(Import *import, Error *error)
{
        _cleanup_(store_closep) Store *store = NULL;
        _cleanup_free_ char *path = NULL;
        Error why = { 0 };
        Uuid device;
        int r;

        r = place_file(PLACE_DATA, PLACE_DATABASE_FILE, &path, error);
        if (r < 0)
                return r;
        r = store_open(path, 0, &store, &why);
        if (r < 0) {
                if (error)
                        *error = why;
                return r;
        }
        if (r == STORE_SET_ASIDE)
                fprintf(stderr, "limber: %s\n", why.text);
        r = device_id(path, &device, error);
        if (r < 0)
                return r;
        return store_file(import, store, &device, error);
}

/* ---- the verb ---- */

static void print_json(const Import *import)
{
        char from[WALL_TEXT_SIZE], to[WALL_TEXT_SIZE];

        printf("{\"format\":\"%s\",\"read\":%" PRIu64 ",\"kept\":%" PRIu64 ",\"merged\":%" PRIu64
               ",\"dropped\":%" PRIu64 ",\"already\":%" PRIu64 ",\"bouts\":%zu",
               import->format->name, import->counts.read, import->counts.kept, import->counts.merged,
               import->counts.dropped, import->n_already, import->added.n);
        if (import->span.any)
                printf(",\"from\":\"%s\",\"to\":\"%s\"", wall_format(import->span.from, from),
                       wall_format(import->span.to, to));
        else
                printf(",\"from\":null,\"to\":null");
        if (import->has_local_dates && import->date_order != DATE_ORDER_UNKNOWN)
                printf(",\"date_order\":\"%s\"", date_order_name(import->date_order));
        printf("}\n");
}

static void print_text(const Import *import)
{
        char from[WALL_TEXT_SIZE], to[WALL_TEXT_SIZE];

        printf(_("read %" PRIu64 ": kept %" PRIu64 ", merged %" PRIu64 ", dropped %" PRIu64 "\n"),
               import->counts.read, import->counts.kept, import->counts.merged, import->counts.dropped);
        if (import->span.any)
                printf(_("from %s to %s\n"), wall_format(import->span.from, from),
                       wall_format(import->span.to, to));
        if (import->has_local_dates && import->date_order != DATE_ORDER_UNKNOWN)
                printf(_("dates are read as %s\n"), date_order_name(import->date_order));
        printf(_("bouts added: %zu; already there: %" PRIu64 "\n"), import->added.n, import->n_already);
}

static int parse_options(int argc, char **argv, Import *import)
{
        const Argument table[] = {
                { "json", .ret_flag = &import->json },
                { "tz", .ret_value = &import->zone },
                { "dates", .ret_value = &import->dates },
        };
        int r = arguments_parse(&verb_import, table, ELEMENTSOF(table), &argc, &argv);

        if (r != 0)
                return r;
        if (argc != 2)
                return verb_misuse(
                        &verb_import, _("a format and a file are needed; formats are %s"), importer_names());
        import->format = importer_find(slice_of(argv[0]));
        if (!import->format)
                return verb_misuse(
                        &verb_import, _("the format %s is not known; known are %s"), argv[0],
                        importer_names());
        import->path = argv[1];
        if (import->dates && !date_order_from_name(slice_of(import->dates), &import->options.date_order))
                return verb_misuse(&verb_import, _("--dates is dmy, mdy or ymd, not %s"), import->dates);
        return 0;
}

static int run(int argc, char **argv)
{
        _cleanup_(import_deinit) Import import = { 0 };
        Settings settings;
        Error error = { 0 };
        int r;

        r = parse_options(argc, argv, &import);
        if (r != 0)
                return r;
        r = user_settings_load(NULL, &settings, &error);
        if (r >= 0 && import.zone)
                r = local_zone_use(import.zone, &error);
        if (r >= 0)
                r = read_file(&import, &settings, &error);
        if (r >= 0)
                r = open_and_store(&import, &error);
        if (r < 0 && error.text[0] == '\0')
                return verb_failf("%s: %s", import.path, strerror(-r));
        if (r < 0)
                return verb_fail(&error);
        if (import.json)
                print_json(&import);
        else
                print_text(&import);
        return EXIT_DONE;
}

const Verb verb_import = {
        .name = "import",
        .summary = N_("Brings in the history of another program"),
        .usage = N_("manictime|timeline FILE [--tz ZONE] [--dates dmy|mdy|ymd] [--json]"),
        .help = N_(
                "Adds the sits of FILE, or of standard input for -, to your history. What is there already\n"
                "stays as it is, and the same file adds nothing a second time. Nothing is changed if a\n"
                "line of it is wrong.\n\n"
                "  manictime      the computer usage of ManicTime, exported as CSV\n"
                "  timeline       limber-timeline(5)\n\n"
                "  --tz ZONE      the time zone of the file, like Europe/Paris; else that of this machine\n"
                "  --dates ORDER  dmy, mdy or ymd, where the file does not show it\n"
                "  --json         counts as one JSON object\n"),
        .run = run,
};
