/* SPDX-License-Identifier: MIT */
/* Timeline files, limber-timeline(5): one observation a line, `#` starts a comment. */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "import-file.h"
#include "importer.h"
#include "text-reader.h"

typedef struct TimelineFile {
        Importer base;
        ImportFile file;
        TextReader reader;
        bool any;
        WallTime last;
} TimelineFile;

static void timeline_free(Importer *importer)
{
        TimelineFile *timeline = CONTAINER_OF(importer, TimelineFile, base);

        text_reader_deinit(&timeline->reader);
        import_file_close(&timeline->file);
        free(timeline);
}

static Slice without_comment(Slice line)
{
        const char *hash = memchr(line.p, '#', line.n);

        return slice_trim((Slice){ line.p, hash ? (size_t) (hash - line.p) : line.n });
}

static int parse_line(TimelineFile *timeline, Slice line, ReplayItem *ret, Error *error)
{
        Slice word;
        int r;

        if (!slice_next_word(&line, &word))
                return 0;
        r = wall_parse(word.p, word.n, &ret->wall, error);
        if (r < 0)
                return r;
        r = observation_parse(line, &ret->observation, error);
        if (r < 0)
                return r;
        if (timeline->any && ret->wall.ms < timeline->last.ms)
                return error_set(
                        error, -EINVAL, _("%.*s is earlier than the line before it; put the lines in order"),
                        (int) word.n, word.p);
        timeline->any = true;
        timeline->last = ret->wall;
        return 1;
}

static int timeline_next(Importer *importer, ReplayItem *ret, Error *error)
{
        TimelineFile *timeline = CONTAINER_OF(importer, TimelineFile, base);
        Slice line;
        int r;

        while ((r = text_reader_line(&timeline->reader, &line, error)) > 0) {
                r = parse_line(timeline, without_comment(line), ret, error);
                if (r < 0)
                        return error_prefix(error, r, _("line %" PRIu64), timeline->reader.line);
                if (r > 0) {
                        importer->counts.read++;
                        importer->counts.kept++;
                        return 1;
                }
        }
        return r;
}

static int timeline_open(const char *path, const ImportOptions *options, Importer **ret, Error *error)
{
        _cleanup_(importer_freep) Importer *importer = NULL;
        TimelineFile *timeline = calloc(1, sizeof *timeline);
        ReplayItem item;
        int r;

        if (!timeline)
                return -ENOMEM;
        timeline->file = (ImportFile){ .fd = -1, .copy_fd = -1 };
        timeline->base.ops = &importer_timeline;
        importer = &timeline->base;

        r = import_file_open(path, &timeline->file, error);
        if (r < 0)
                return r;
        timeline->file.on_bytes = options->on_bytes;
        timeline->file.userdata = options->userdata;
        r = text_reader_init(&timeline->reader, &timeline->file);
        if (r < 0)
                return r;
        while ((r = timeline_next(importer, &item, error)) > 0)
                ;
        if (r < 0)
                return r;
        r = text_reader_rewind(&timeline->reader, error);
        if (r < 0)
                return r;
        timeline->any = false;
        importer->counts = (ImportCounts){ 0 };
        *ret = TAKE_PTR(importer);
        return 0;
}

const ImporterOps importer_timeline = {
        .name = "timeline",
        .open = timeline_open,
        .next = timeline_next,
        .free = timeline_free,
};
