#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Random timelines for comparing an engine with the oracle: seeded, valid, and unkind.

    generate.py SEED                prints a timeline file; its first comments are the settings and the answer
    generate(seed) -> (text of the timeline, list of "KEY=VALUE" for --set, answer)

The same seed gives the same case. Where `hours` are set they mean UTC (run both sides with TZ=UTC).
Four kinds of timeline, and mixtures of them:

    grid      instants on a coarse grid, so that things collide
    lengths   each step is one of the lengths that are set (away_after, rest, every, ...), or a sum or difference of two
    deadlines each step goes exactly to (or 1 ms before or after) an instant at which the oracle has something to do
    day       typing, reading, calls, films, meals, as on a normal day
"""

import datetime
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import oracle  # noqa: E402

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


# ---- Text -------------------------------------------------------------------------------------

def duration_text(rng, ms):
    """One of the ways to write it: 90s, 1m30s."""
    seconds = ms // SECOND
    if rng.random() < 0.4:
        return "%ds" % seconds
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = ("%dh" % hours if hours else "") + ("%dm" % minutes if minutes else "")
    return text + ("%ds" % seconds if seconds or not text else "")


def time_text(rng, ms, with_offsets):
    """RFC 3339, in UTC or with some other offset."""
    offset = rng.choice((0, 60, 120, -300, 330, 345)) if with_offsets else 0
    text = oracle.format_time(ms + offset * MINUTE)[:-1]
    if offset == 0:
        return text + rng.choice(("Z", "+00:00") if with_offsets else ("Z",))
    return text + "%s%02d:%02d" % ("+" if offset > 0 else "-", abs(offset) // 60, abs(offset) % 60)


# ---- Settings ---------------------------------------------------------------------------------

def some_settings(rng, start):
    """A list of "KEY=VALUE"."""
    pairs = []

    def put(key, ms):
        pairs.append("%s=%s" % (key, duration_text(rng, ms)))
        return ms

    away_after = 3 * MINUTE
    if rng.random() < 0.4:
        away_after = put("away_after", rng.choice((5, 10, 30, 60, 120, 240, 300, 600)) * SECOND)
    choices = {                       # in seconds; small ones, usual ones, absurdly big ones
        "pause": (1, 2, 5, 10, 30, 60, 180, 600),
        "patience": (1, 5, 10, 30, 60, 180, 300, 3600),
        "notice": (1, 5, 10, 30, 60, 180, 300),
        "notice_max": (1, 5, 10, 30, 60, 180, 600),
        "calm": (1, 2, 5, 10, 30, 180, 600),
        "settle": (1, 5, 10, 30, 60, 180, 600),
        "gather": (1, 10, 60, 300, 600, 1800, 36000),
        "postpone": (1, 10, 30, 60, 300, 600, 3600),
    }
    how_often = rng.choice((0.0, 0.2, 0.2, 0.6))
    if rng.random() < 0.15:
        # Announced for long: rules come due, bouts end, everything goes on meanwhile.
        how_often = 1.0
        choices.update(pause=(1, 5), patience=(1, 10), notice=(60, 180, 600), notice_max=(180, 600, 3600), calm=(60, 180, 600, 900),
                       settle=(1, 5, 30), gather=(1, 1, 10, 60))
    for key, values in choices.items():
        if rng.random() < how_often:
            put(key, rng.choice(values) * SECOND)
    if rng.random() < 0.15:
        pairs.append("watching=" + rng.choice(("sitting", "away")))

    def put_rule(name, is_new):
        usual = rng.random() < 0.3
        every = rng.choice((10, 20, 30, 45, 60) if usual else (1, 2, 3, 4, 5, 6, 8, 10, 12, 15)) * MINUTE
        lasts = rng.choice((60, 120, 240, 300) if usual else (1, 5, 10, 20, 30, 60, 60, 60, 120, 240, 600)) * SECOND
        if is_new or rng.random() < 0.8:
            put(name + ".every", every)
        if is_new or rng.random() < 0.6:
            put(name + ".lasts", lasts)
        if rng.random() < 0.4:
            put(name + ".rest", away_after + rng.choice((0, 0, 1, 30, 60, 120, 300, 900)) * SECOND)
        if rng.random() < 0.25:
            pairs.append(name + ".counts=" + rng.choice(("desk", "sitting", "standing")))
        if rng.random() < 0.08:
            pairs.append(name + ".enabled=" + rng.choice(("yes", "no")))

    how = rng.random()
    if how < 0.75:
        for name in ("stretch", "walk"):
            if rng.random() < 0.8:
                put_rule(name, False)
        for name in ("eyes", "water", "posture"):
            if rng.random() < 0.25:
                put_rule(name, True)

    if rng.random() < 0.2:
        pairs.append("hours=" + some_hours(rng, start))
    rng.shuffle(pairs)
    return pairs


def some_hours(rng, start):
    """Hours that begin and end somewhere near the start of the timeline, or those of an office."""
    if rng.random() < 0.4:
        return rng.choice(("off", "Mon-Fri 08:00-18:00", "Mon-Fri 08:00-18:00, Sat 10:00-14:00", "Mon-Sun 09:00-17:00"))
    civil = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=start)
    day = oracle.WEEKDAYS[civil.weekday()]
    minute = civil.hour * 60 + civil.minute
    spans = []
    for _ in range(rng.randint(1, 3)):
        first = max(0, min(1430, minute + rng.choice((-60, -30, 0, 1, 5, 10, 30, 60, 120))))
        last = min(1439, first + rng.choice((1, 5, 10, 30, 60, 240)))
        spans.append("%s %02d:%02d-%02d:%02d" % (day, first // 60, first % 60, last // 60, last % 60))
    return ", ".join(spans)


# ---- Observations -----------------------------------------------------------------------------

class Writer:
    """Writes lines while an oracle's engine reads along, so that the next instant can be chosen by what it waits for."""

    def __init__(self, rng, start, pairs, answer):
        self.rng = rng
        self.now = start
        self.settings = oracle.parse_settings(pairs)
        self.engine = oracle.Engine(self.settings, answer)
        # The busy and free of the hours, for two days
        both_ends = [(start, None), (start + 48 * HOUR, None)]
        self.hours_changes = [(at, words) for at, words in oracle.add_hours(both_ends, self.settings.hours, datetime.timezone.utc) if words]
        self.lines = []
        self.with_offsets = rng.random() < 0.15
        self.lengths = [self.settings.away_after, self.settings.pause, self.settings.patience, self.settings.notice,
                        self.settings.notice_max, self.settings.calm, self.settings.settle, self.settings.postpone]
        for rule in self.settings.rules:
            self.lengths += [rule.every, rule.lasts, rule.rest]

    def say(self, observation):
        """A line at this instant."""
        text = time_text(self.rng, self.now, self.with_offsets) + " " + observation
        if self.rng.random() < 0.01:
            text += "   # " + self.rng.choice(("", "active", "a note"))
        if self.rng.random() < 0.01:
            self.lines.append(self.rng.choice(("", "# a comment", "   ")))
        self.lines.append(text)
        self.let_hours_change(self.now)
        self.engine.feed(self.now, observation.split())

    def let_hours_change(self, until):
        while self.hours_changes and self.hours_changes[0][0] <= until:
            self.engine.feed(*self.hours_changes.pop(0))

    def wait(self, ms):
        self.now += max(0, ms)

    # Where the next line stands

    def step_grid(self, grid):
        self.wait(grid * self.rng.choice((0, 1, 1, 1, 2, 2, 3, 4, 6, 8, 12, 20, 36)))

    def step_length(self):
        length = self.rng.choice(self.lengths)
        how = self.rng.random()
        if how < 0.15:
            length += self.rng.choice(self.lengths)
        elif how < 0.3:
            length -= self.rng.choice(self.lengths)
        elif how < 0.4:
            length += self.rng.choice((-1, 1))
        elif how < 0.5:
            length //= 2
        self.wait(min(length, 2 * HOUR))

    def step_deadline(self):
        """To an instant, some hops ahead, at which the engine has something to look at."""
        engine = self.engine
        if engine.now is None:
            return
        if self.rng.random() < 0.2:
            # So that what begins at the next line may be over exactly at an instant of the engine's
            before = [instant - length for instant in engine.later_instants() for length in self.lengths]
            before = [instant for instant in before if instant >= engine.now]
            if before:
                self.now = self.rng.choice(before)
                return
        for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3, 5))):
            instants = [at for at in (engine.next_instant(), self.next_hours_change()) if at is not None]
            if not instants:
                break
            if self.rng.random() < 0.5 and self.hours_changes and min(instants) == self.hours_changes[0][0]:
                self.now = min(instants)      # a line at this instant, which the hours come before
                return
            self.let_hours_change(min(instants))
            engine.run_timers(min(instants))
        self.now = engine.now
        how = self.rng.random()
        if how < 0.12:
            self.wait(1)
        elif how < 0.24:
            instant = engine.next_instant()
            if instant is not None:
                self.now = instant - 1
        elif how < 0.3:
            self.wait(self.rng.choice(self.lengths))

    def next_hours_change(self):
        return self.hours_changes[0][0] if self.hours_changes else None

    # What it says

    def say_something(self, chaos):
        """Mostly what makes sense now; with a chance of `chaos` anything at all."""
        rng, engine = self.rng, self.engine
        if rng.random() < chaos:
            self.say(self.anything())
            return
        may = ["quiet"] * 3
        may += ["quiet"] * 4 + ["sit", "stand"] if engine.active else ["active"] * 8
        may += [] if engine.gone else ["gone " + rng.choice(oracle.GONE_REASONS)] * 3
        may += ["back"] if engine.gone else []
        may += ["free " + reason for reason in sorted(engine.busy)] * 4
        if not engine.busy:
            may += ["busy " + rng.choice(("mic", "mic", "camera") + oracle.BUSY_REASONS)] * 2
        may += ["film off"] * 3 if engine.film else ["film"]
        may += ["stand" if engine.posture == "sitting" else "sit"]
        if engine.at_hand:
            may += ["answer take", "answer skip", "answer postpone", "answer postpone " + self.some_duration()]
            may += ["busy " + rng.choice(oracle.BUSY_REASONS), "gone lock", "quiet", "quiet"]
        self.say(rng.choice(may))

    def anything(self):
        rng = self.rng
        return rng.choice((
            "active", "active", "quiet", "quiet", "sit", "stand", "back", "film", "film off",
            "gone " + rng.choice(oracle.GONE_REASONS), "gone " + rng.choice(oracle.GONE_REASONS),
            "busy " + rng.choice(oracle.BUSY_REASONS), "busy " + rng.choice(oracle.BUSY_REASONS),
            "free " + rng.choice(oracle.BUSY_REASONS), "free " + rng.choice(oracle.BUSY_REASONS),
            "answer take", "answer skip", "answer postpone", "answer postpone " + self.some_duration()))

    def some_duration(self):
        return duration_text(self.rng, self.rng.choice((1, 10, 30, 60, 90, 300, 600, 5400)) * SECOND)

    # A normal day, a stretch of it at a time

    def some_day(self):
        """One thing that people do. May say several lines; the instants are to the millisecond."""
        rng = self.rng
        coarse = rng.choice((1, 1, SECOND, 5 * SECOND))

        def some(low_s, high_s):
            self.wait(rng.randint(low_s * SECOND, high_s * SECOND) // coarse * coarse)

        kind = rng.choices(("type", "read", "call", "film", "leave", "sleep", "stand", "answer", "silence"),
                           (40, 20, 5, 3, 8, 3, 4, 6, 3))[0]
        if kind == "type":
            self.say("active")
            some(1, rng.choice((60, 600, 3000)))
            self.say("quiet")
            some(1, 60)
        elif kind == "read":
            for _ in range(rng.randint(1, 5)):
                some(2, 179)
                self.say("quiet")
        elif kind == "call":
            reason = rng.choice(("mic", "camera", "calendar", "fullscreen", "dnd", "user"))
            self.say("busy " + reason)
            some(30, 2400)
            if rng.random() < 0.5:
                self.say("quiet")
                some(1, 300)
            self.say("free " + reason)
            some(1, 120)
        elif kind == "film":
            self.say("film")
            some(60, 5400)
            self.say("film off")
            some(1, 120)
        elif kind == "leave":
            self.say("gone lock")
            some(5, rng.choice((170, 400, 3600)))
            self.say("back")
            some(0, 5)
            self.say("active")
            some(1, 60)
        elif kind == "sleep":
            some(0, 200)
            self.say("gone " + rng.choice(("suspend", "off", "lost")))
            some(60, 7200)
            self.say("quiet")
            some(1, 60)
        elif kind == "stand":
            self.say(rng.choice(("sit", "stand")))
            some(1, 60)
        elif kind == "answer":
            self.say(rng.choice(("answer take", "answer skip", "answer postpone")))
            some(1, 30)
        else:
            some(100, 600)


def generate(seed):
    """(text of the timeline, list of "KEY=VALUE", answer)"""
    rng = random.Random(seed)
    start = int((datetime.datetime(2026, 1, 5) - oracle.EPOCH) / datetime.timedelta(milliseconds=1))
    start += rng.randint(0, 6) * 24 * HOUR + rng.randint(6 * 12, 20 * 12) * 5 * MINUTE
    if rng.random() < 0.1:
        start += rng.randint(0, MINUTE)
    pairs = some_settings(rng, start)
    answer = rng.choice(("none", "none", "take", "skip", "postpone"))

    writer = Writer(rng, start, pairs, answer)
    kinds = rng.choice((("grid",), ("lengths",), ("deadlines",), ("deadlines",), ("day",), ("day", "deadlines"),
                        ("grid", "deadlines"), ("grid", "lengths", "deadlines", "day")))
    grid = rng.choice((1, 5, 5, 10, 30, 30, 60)) * SECOND
    chaos = rng.choice((0.05, 0.15, 0.5, 1.0))
    for _ in range(rng.choice((5, 20, 60, 100, 150))):
        kind = rng.choice(kinds)
        if kind == "day":
            writer.some_day()
            continue
        if rng.random() < 0.88:       # else one more line at the same instant
            if kind == "grid":
                writer.step_grid(grid)
            elif kind == "lengths":
                writer.step_length()
            else:
                writer.step_deadline()
        writer.say_something(chaos)
    if writer.lines and rng.random() < 0.3:
        writer.step_length()
        writer.say("back")
    return "".join(line + "\n" for line in writer.lines), pairs, answer


def main():
    if len(sys.argv) != 2:
        print("usage: generate.py SEED", file=sys.stderr)
        return 2
    text, pairs, answer = generate(int(sys.argv[1]))
    for pair in pairs:
        print("# --set '%s'" % pair)
    print("# --answer %s" % answer)
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
