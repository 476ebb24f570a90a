-- SPDX-License-Identifier: MIT
-- The first schema. Other programs may read these tables; only Limber writes them. doc/store.md says more.
--
-- Every row is a fact that never changes. The columns that all of them share:
--   id        UUID of version 7, 16 bytes. Its first 48 bits are wall_ms, so the order of ids is that of time.
--   device    UUID of the machine and user it comes from, 16 bytes.
--   wall_ms   when it was: milliseconds since 1970-01-01T00:00:00Z.
--   replaces  id of the row of the same table that this one corrects, or NULL. What was replaced stays.
--   origin    id of the import that it came with, or NULL: seen live.
-- Lengths are milliseconds (_ms) and come from a clock that never steps, so wall_ms + length_ms may differ
-- from the wall clock at the end. The views current_* leave out what was replaced.

CREATE TABLE import (            -- A file that was imported, with `limber import`.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device    BLOB NOT NULL CHECK (length(device) = 16),
    wall_ms   INTEGER NOT NULL CHECK (wall_ms >= 0),   -- when it was imported
    replaces  BLOB CHECK (length(replaces) = 16),
    format    TEXT NOT NULL,                           -- 'manictime'
    digest    BLOB NOT NULL CHECK (length(digest) = 32), -- SHA-256 of the file
    n_read    INTEGER NOT NULL,                        -- spans in the file
    n_kept    INTEGER NOT NULL,                        -- ... that became or joined a bout
    n_merged  INTEGER NOT NULL,                        -- ... that were joined to another
    n_dropped INTEGER NOT NULL,                        -- ... that were of no use
    n_already INTEGER NOT NULL                         -- ... that were there before
) STRICT, WITHOUT ROWID;

CREATE TABLE bout (              -- A span at the desk without a rest.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device    BLOB NOT NULL CHECK (length(device) = 16),
    wall_ms   INTEGER NOT NULL CHECK (wall_ms >= 0),   -- its start
    replaces  BLOB CHECK (length(replaces) = 16),
    origin    BLOB REFERENCES import (id),
    length_ms INTEGER NOT NULL CHECK (length_ms > 0),  -- from the first sign of presence to the last
    posture   TEXT NOT NULL CHECK (posture IN ('sitting', 'standing')),
    source    TEXT NOT NULL                            -- who saw it: 'x11', 'tty', 'manictime'
) STRICT, WITHOUT ROWID;

CREATE TABLE away (              -- An absence.
    id        BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device    BLOB NOT NULL CHECK (length(device) = 16),
    wall_ms   INTEGER NOT NULL CHECK (wall_ms >= 0),   -- its start: the last sign of presence
    replaces  BLOB CHECK (length(replaces) = 16),
    origin    BLOB REFERENCES import (id),
    length_ms INTEGER NOT NULL CHECK (length_ms >= 0),
    reason    TEXT NOT NULL                            -- 'lost': the source of input was
              CHECK (reason IN ('lock', 'suspend', 'off', 'lost', 'unknown'))
) STRICT, WITHOUT ROWID;

CREATE TABLE break (             -- A break that came up, with its one outcome.
    id          BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device      BLOB NOT NULL CHECK (length(device) = 16),
    wall_ms     INTEGER NOT NULL CHECK (wall_ms >= 0), -- when it came up
    replaces    BLOB CHECK (length(replaces) = 16),
    origin      BLOB REFERENCES import (id),
    name        TEXT NOT NULL,                         -- of its rule: 'stretch', 'walk'
    outcome     TEXT NOT NULL CHECK (outcome IN
                ('done', 'rested', 'ignored', 'skipped', 'postponed', 'natural', 'withdrawn')),
    began_ms    INTEGER CHECK (began_ms >= 0),         -- wall time at which it began; NULL: it never was on
    on_ms       INTEGER NOT NULL CHECK (on_ms >= 0),   -- how long it was on
    held_ms     INTEGER NOT NULL CHECK (held_ms >= 0), -- how long something busy held it
    held_by     INTEGER NOT NULL CHECK (held_by >= 0), -- what: 1 microphone, 2 camera, 4 full screen,
                                                       -- 8 do not disturb, 16 calendar, 32 hours, 64 the person
    postpone_ms INTEGER NOT NULL CHECK (postpone_ms >= 0), -- postponed: by how much
    length_ms   INTEGER GENERATED ALWAYS AS            -- from when it came up to its end
                (min(max(coalesce(began_ms + on_ms - wall_ms, 0), 0), 315619200000)) VIRTUAL
) STRICT, WITHOUT ROWID;

CREATE TABLE stretch (           -- One stretch of a guided session.
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    device        BLOB NOT NULL CHECK (length(device) = 16),
    wall_ms       INTEGER NOT NULL CHECK (wall_ms >= 0), -- its start
    replaces      BLOB CHECK (length(replaces) = 16),
    origin        BLOB REFERENCES import (id),
    length_ms     INTEGER NOT NULL CHECK (length_ms >= 0),
    stretch       TEXT NOT NULL,                       -- its name: 'shoulder-shrugs'
    dose          TEXT NOT NULL,                       -- 'short', 'full', 'article'
    position      TEXT NOT NULL,                       -- 'sit', 'stand'
    repeats_done  INTEGER NOT NULL CHECK (repeats_done >= 0),
    repeats_asked INTEGER NOT NULL CHECK (repeats_asked >= 0),
    ended         TEXT NOT NULL                        -- 'ouch': it hurt; 'lost': terminal or machine went away
                  CHECK (ended IN ('finished', 'quit', 'ouch', 'lost')),
    pain          INTEGER CHECK (pain BETWEEN 0 AND 10) -- ouch: 0 to 10; NULL: not said
) STRICT, WITHOUT ROWID;

-- Few rows each: corrections, and what is longer than a day (a walk over a range of time looks back a day,
-- or as far as the longest of these).
CREATE INDEX import_replaces  ON import  (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX bout_replaces    ON bout    (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX away_replaces    ON away    (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX break_replaces   ON break   (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX stretch_replaces ON stretch (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX bout_long    ON bout    (length_ms) WHERE length_ms >= 86400000;
CREATE INDEX away_long    ON away    (length_ms) WHERE length_ms >= 86400000;
CREATE INDEX break_long   ON break   (length_ms) WHERE length_ms >= 86400000;
CREATE INDEX stretch_long ON stretch (length_ms) WHERE length_ms >= 86400000;
CREATE INDEX import_digest ON import (digest);

CREATE VIEW current_import AS
    SELECT * FROM import AS t WHERE NOT EXISTS (SELECT 1 FROM import AS r WHERE r.replaces = t.id);
CREATE VIEW current_bout AS
    SELECT * FROM bout AS t WHERE NOT EXISTS (SELECT 1 FROM bout AS r WHERE r.replaces = t.id);
CREATE VIEW current_away AS
    SELECT * FROM away AS t WHERE NOT EXISTS (SELECT 1 FROM away AS r WHERE r.replaces = t.id);
CREATE VIEW current_break AS
    SELECT * FROM break AS t WHERE NOT EXISTS (SELECT 1 FROM break AS r WHERE r.replaces = t.id);
CREATE VIEW current_stretch AS
    SELECT * FROM stretch AS t WHERE NOT EXISTS (SELECT 1 FROM stretch AS r WHERE r.replaces = t.id);
