#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Tests of the oracle: the examples of engine.md, cases computed by hand for every row of its tables,
and, on random timelines, its invariants and a second run that looks at every second.

In the cases times are MM:SS after 2026-01-05T09:00:00Z, a Monday, and each expectation was worked out from the text.
"""

import copy
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import generate  # noqa: E402
import oracle  # noqa: E402

START = oracle.parse_time("2026-01-05T09:00:00Z")
ORACLE = pathlib.Path(__file__).resolve().parent / "oracle.py"
N_RANDOM = 300


def to_text(relative):
    minutes, _, seconds = relative.partition(":")
    return oracle.format_time(START + round((int(minutes) * 60 + float(seconds or 0)) * 1000))


def to_relative(text):
    ms = oracle.parse_time(text) - START
    return "%d:%02d" % (ms // 60000, ms // 1000 % 60) + (".%03d" % (ms % 1000) if ms % 1000 else "")


def run(timeline, settings="", answer="none"):
    """"0 active; 41:10 quiet" -> ["30:00 due stretch", ...]; settings are separated by spaces."""
    lines = []
    for line in timeline.split(";"):
        at, _, observation = line.strip().partition(" ")
        lines.append(to_text(at) + " " + observation)
    result = []
    for event in oracle.simulate(lines, settings.split(), answer):
        words = [to_relative(event["at"]), event["event"]]
        if event["event"] == "bout":
            words += [to_relative(event["start"]) + "-" + to_relative(event["end"]), event["posture"]]
        else:
            words += [event["break"]] + ([event["outcome"]] if "outcome" in event else [])
        result.append(" ".join(words))
    return result


class Cases(unittest.TestCase):
    maxDiff = None

    def check(self, timeline, expected, settings="", answer="none"):
        self.assertEqual(run(timeline, settings, answer), [line.strip() for line in expected.split(";") if line.strip()])

    # ---- The example of engine.md ------------------------------------------------------------

    def test_example(self):
        with tempfile.NamedTemporaryFile("w", suffix=".timeline") as file:
            file.write("2026-01-05T09:00:00Z active\n2026-01-05T09:41:10Z quiet\n2026-01-05T09:41:10Z gone lock\n"
                       "2026-01-05T09:50:02Z back\n2026-01-05T09:50:05Z active\n")
            file.flush()
            result = subprocess.run([ORACLE, file.name, "--answer", "take"], capture_output=True, text=True, check=True)
        self.assertEqual(result.stdout, """\
{"at":"2026-01-05T09:30:00Z","event":"due","break":"stretch"}
{"at":"2026-01-05T09:33:00Z","event":"announce","break":"stretch"}
{"at":"2026-01-05T09:33:30Z","event":"begin","break":"stretch"}
{"at":"2026-01-05T09:34:30Z","event":"end","break":"stretch","outcome":"done"}
{"at":"2026-01-05T09:44:10Z","event":"bout","start":"2026-01-05T09:00:00Z","end":"2026-01-05T09:41:10Z","posture":"sitting"}
""")

    def test_wrong_lines(self):
        for text, number in (("2026-01-05T09:00:00Z active\n2026-01-05T08:59:59Z quiet\n", 2),
                             ("# a comment\n\n2026-01-05T09:00:00Z dance\n", 3),
                             ("2026-01-05T09:00:00Z\n", 1), ("2026-02-30T09:00:00Z active\n", 1),
                             ("2026-01-05T09:00:00Z gone fishing\n", 1), ("2026-01-05T09:00:00Z gone\n", 1),
                             ("2026-01-05T09:00:00Z answer take 5m\n", 1), ("2026-01-05T09:00:00Z film on\n", 1),
                             ("2026-01-05T09:00:00Z answer postpone 5x\n", 1), ("2026-01-05T09:00:00Z active now\n", 1),
                             ("2026-01-05T09:00:00 active\n", 1), ("2026-01-05T09:00:00Z busy phone\n", 1),
                             ("2026-01-05T09:00:00+01:00 active\n2026-01-05T09:00:00+02:00 quiet\n", 2)):
            with tempfile.NamedTemporaryFile("w") as file:
                file.write(text)
                file.flush()
                result = subprocess.run([ORACLE, file.name], capture_output=True, text=True, check=False)
            self.assertEqual((result.returncode, result.stdout), (1, ""), text)
            self.assertTrue(result.stderr.startswith("oracle: line %d: " % number), result.stderr)

    def test_times(self):
        self.assertEqual(oracle.format_time(oracle.parse_time("2026-01-05T09:00:00.050+05:30")), "2026-01-05T03:30:00.050Z")
        self.assertEqual(oracle.format_time(oracle.parse_time("2026-01-05T09:00:00.5-01:00")), "2026-01-05T10:00:00.500Z")
        self.assertEqual(oracle.format_time(oracle.parse_time("2026-01-05T09:00:00.000Z")), "2026-01-05T09:00:00Z")
        self.assertEqual([oracle.parse_duration(text) for text in ("90s", "5m", "1h30m")], [90000, 300000, 5400000])
        for text in ("", "5", "m", "-5m", "5m1h", "5 m", "1.5m", "5x"):
            self.assertRaises(ValueError, oracle.parse_duration, text)

    # ---- Observations, row by row ------------------------------------------------------------

    def test_active_and_quiet(self):
        self.check("0 active; 10 quiet; 20 back", "13:00 bout 0:00-10:00 sitting")
        # single inputs; two minutes of reading are sitting
        self.check("0 quiet; 2 quiet; 4:59 quiet; 20 back", "7:59 bout 0:00-4:59 sitting")
        # a gap of exactly away_after ends the bout; one single input alone makes none
        self.check("0 quiet; 3 quiet; 20 back", "")
        self.check("0 quiet; 2:59.999 quiet; 20 back", "5:59.999 bout 0:00-2:59.999 sitting")
        # `active` twice, `quiet` twice
        self.check("0 active; 5 active; 10 quiet; 11 quiet; 20 back", "14:00 bout 0:00-11:00 sitting")

    def test_gone_and_back(self):
        for reason in oracle.GONE_REASONS:
            self.check("0 active; 10 gone %s; 20 back" % reason, "13:00 bout 0:00-10:00 sitting")
        # no input itself, nor is `back`; gone twice changes nothing
        self.check("0 active; 10 quiet; 11 gone lock; 12 gone suspend; 12:30 back; 20 back", "13:00 bout 0:00-10:00 sitting")
        # "if the return comes before the gap reaches away_after, the gap counts after all"
        self.check("0 active; 10 gone lock; 12:59 active; 20 quiet; 25 back", "23:00 bout 0:00-20:00 sitting")
        self.check("0 active; 10 gone lock; 13 active; 20 quiet; 25 back",
                   "13:00 bout 0:00-10:00 sitting; 23:00 bout 13:00-20:00 sitting")

    def test_busy_as_presence(self):
        self.check("0 busy mic; 10 free mic; 20 back", "13:00 bout 0:00-10:00 sitting")
        self.check("0 busy camera; 10 free camera; 20 back", "13:00 bout 0:00-10:00 sitting")
        for reason in ("fullscreen", "dnd", "calendar", "hours", "user"):
            self.check("0 busy %s; 10 free %s; 20 back" % (reason, reason), "")
        # both, overlapping; repeated and unmatched ones
        self.check("0 busy mic; 5 busy camera; 6 busy mic; 8 free mic; 9 free mic; 10 free camera; 20 back",
                   "13:00 bout 0:00-10:00 sitting")
        # gone: no presence until the next input, then again
        self.check("0 gone lock; 1 busy mic; 10 back; 11 quiet; 15 gone lock; 20 free mic; 30 back",
                   "18:00 bout 11:00-15:00 sitting")

    def test_film(self):
        self.check("0 film; 10 film off; 20 back", "13:00 bout 0:00-10:00 sitting")
        self.check("0 film; 10 film off; 20 back", "", "watching=away")
        self.check("0 film; 5 film; 10 gone off; 12 film off; 20 back", "13:00 bout 0:00-10:00 sitting")
        self.check("0 film off; 20 back", "")
        # "none yet counts as past": announced as it is due, begun after the notice
        self.check("0 film; 32 back", "30:00 due stretch; 30:00 announce stretch; 30:10 begin stretch;"
                   "31:10 end stretch rested; 32:00 bout 0:00-32:00 sitting")

    def test_posture(self):
        self.check("0 active; 10 stand; 20 sit; 25 quiet; 30 back", "10:00 bout 0:00-10:00 sitting;"
                   "20:00 bout 10:00-20:00 standing; 28:00 bout 20:00-25:00 sitting")
        # not a change, but an input
        self.check("0 quiet; 2 sit; 10 back", "5:00 bout 0:00-2:00 sitting")
        # it closes the bout at its own instant, for it is an input
        self.check("0 quiet; 2 stand; 3 quiet; 10 back", "2:00 bout 0:00-2:00 sitting; 6:00 bout 2:00-3:00 standing")
        # also after gone
        self.check("0 quiet; 1 gone lock; 2 stand; 3 quiet; 10 back", "2:00 bout 0:00-2:00 sitting; 6:00 bout 2:00-3:00 standing")
        # without a bout the next one has it; no length, not kept
        self.check("0 stand; 0 sit; 0 stand; 1 quiet; 10 back", "4:00 bout 0:00-1:00 standing")
        # the clock goes on through it; it is no return
        self.check("0 active; 29:50 stand; 29:50 quiet; 30:01 back", "29:50 bout 0:00-29:50 sitting;"
                   "30:00 due stretch; 30:00 announce stretch")

    def test_counts(self):
        self.check("0 active; 10 stand; 20 sit; 41 back", "10:00 bout 0:00-10:00 sitting; 20:00 bout 10:00-20:00 standing;"
                   "40:00 due stretch; 41:00 bout 20:00-41:00 sitting", "stretch.counts=sitting")
        self.check("0 active; 10 stand; 41 back", "10:00 bout 0:00-10:00 sitting;"
                   "40:00 due stretch; 41:00 bout 10:00-41:00 standing", "stretch.counts=standing")

    # ---- Clocks ------------------------------------------------------------------------------

    def test_clock_runs_on_in_a_gap_and_is_rolled_back(self):
        # due in the gap
        self.check("0 active; 29 quiet; 30:02 quiet; 30:03 back",
                   "30:00 due stretch; 30:00 announce stretch; 30:03 bout 0:00-30:02 sitting")
        # rolled back: 25 before the gap, 5 after it
        self.check("0 active; 25 quiet; 28 active; 33:01 quiet", "28:00 bout 0:00-25:00 sitting; 33:00 due stretch;"
                   "33:01 bout 28:00-33:01 sitting", "stretch.rest=5m")
        # stands while gone, counts after all at the return
        self.check("0 active; 28 gone lock; 30:30 active; 31 quiet",
                   "30:30 due stretch; 31:00 bout 0:00-31:00 sitting")

    def test_rest_resets(self):
        # 3 min: stretch, but not walk, which has 2 min to go at the announcing
        self.check("0 active; 25 quiet; 28:30 active; 63 quiet", "28:00 bout 0:00-25:00 sitting; 58:30 due stretch;"
                   "61:30 due walk; 61:30 announce walk; 62:00 begin walk; 63:00 bout 28:30-63:00 sitting")
        # 4 min: both
        self.check("0 active; 25 quiet; 29 active; 63 quiet", "28:00 bout 0:00-25:00 sitting; 59:00 due stretch;"
                   "62:00 announce stretch; 62:30 begin stretch; 63:00 bout 29:00-63:00 sitting")
        # a bout of no length ends a rest: 5 min are not reached
        self.check("0 active; 25 quiet; 28:30 quiet; 32 active; 62:30 quiet; 63 back", "28:00 bout 0:00-25:00 sitting;"
                   "62:00 due stretch; 62:35 due walk; 62:35 announce walk; 62:45 begin walk; 63:00 bout 32:00-62:30 sitting",
                   "walk.rest=5m")

    def test_default_rest(self):
        by_name = {rule.name: rule for rule in oracle.parse_settings(["a.every=5m", "a.lasts=4m"]).rules}
        self.assertEqual([(r.every, r.lasts, r.rest) for r in by_name.values()],
                         [(1800000, 60000, 180000), (3600000, 240000, 240000), (300000, 240000, 240000)])
        by_name = {rule.name: rule for rule in oracle.parse_settings(["away_after=10m", "walk.rest=11m"]).rules}
        self.assertEqual([rule.rest for rule in by_name.values()], [600000, 660000])

    def test_ends_reset_those_that_last_no_longer(self):
        # walk resets stretch: not due again before 97:30
        self.check("0 active; 95 quiet", "60:00 due walk; 63:00 announce walk; 63:30 begin walk; 67:30 end walk ignored;"
                   "95:00 bout 0:00-95:00 sitting", "stretch.every=60m")
        # stretch does not reset walk
        self.check("0 active; 61 quiet", "30:00 due stretch; 33:00 announce stretch; 33:30 begin stretch; 34:30 end stretch ignored;"
                   "60:00 due walk; 61:00 bout 0:00-61:00 sitting")
        # of equals the first configured; it resets the other
        self.check("0 active; 15 quiet", "10:00 due stretch; 13:00 announce stretch; 13:30 begin stretch;"
                   "14:30 end stretch ignored; 15:00 bout 0:00-15:00 sitting",
                   "stretch.every=10m eyes.every=10m eyes.lasts=1m walk.enabled=no")
        self.check("0 active; 11 quiet", "10:00 due eyes; 11:00 bout 0:00-11:00 sitting",
                   "stretch.every=10m eyes.every=10m eyes.lasts=61s walk.enabled=no")

    # ---- Waiting -----------------------------------------------------------------------------

    def test_waiting(self):
        # the last input was before the waiting began
        self.check("0 active; 29:58 quiet; 30:10 back", "30:00 due stretch; 30:03 announce stretch; 30:10 bout 0:00-29:58 sitting")
        # a single input puts it off; patience ends it
        self.check("0 active; 30:04 quiet; 30:08 quiet; 30:13 quiet; 30:14 back",
                   "30:00 due stretch; 30:13 announce stretch; 30:14 bout 0:00-30:13 sitting")
        self.check("0 active; 33:00 quiet", "30:00 due stretch; 33:00 announce stretch; 33:00 bout 0:00-33:00 sitting")

    def test_settle(self):
        # after a return; due 10 s after it, waiting begins 20 s later
        self.check("0 active; 27 gone lock; 29:50 active; 29:50 quiet; 30:21 back",
                   "30:00 due stretch; 30:20 announce stretch; 30:21 bout 0:00-29:50 sitting")
        # patience counts from there
        self.check("0 active; 27 gone lock; 29:50 active; 33:21 quiet",
                   "30:00 due stretch; 33:20 announce stretch; 33:21 bout 0:00-33:21 sitting")
        # after the last busy reason went free
        self.check("0 active; 29 busy dnd; 29:30 busy user; 31 free dnd; 32 free user; 35:31 quiet",
                   "30:00 due stretch; 35:30 announce stretch; 35:31 bout 0:00-35:31 sitting")
        self.check("0 active; 29 busy dnd; 31 free dnd; 31 quiet; 31:31 back",
                   "30:00 due stretch; 31:30 announce stretch; 31:31 bout 0:00-31:00 sitting")
        # an unmatched free does not
        self.check("0 active; 29 busy dnd; 31 free dnd; 31 quiet; 31:10 free user; 31:31 back",
                   "30:00 due stretch; 31:30 announce stretch; 31:31 bout 0:00-31:00 sitting")

    def test_held(self):
        for reason in oracle.BUSY_REASONS:
            self.check("0 active; 29 busy %s; 59 quiet" % reason, "30:00 due stretch; 59:00 bout 0:00-59:00 sitting")
        # gone; the waiting begins anew at the return
        self.check("0 active; 30:03 gone lock; 31 quiet; 31:31 back",
                   "30:00 due stretch; 31:30 announce stretch; 31:31 bout 0:00-31:00 sitting")
        # becomes the longer one; one outcome
        self.check("0 active; 29 busy dnd; 61 quiet; 65 back", "30:00 due stretch; 60:00 due walk;"
                   "64:00 bout 0:00-61:00 sitting; 65:00 end walk natural")
        # and the waiting goes on
        self.check("0 active; 15 back; 34 quiet", "30:00 due stretch; 31:00 due walk; 33:00 announce walk; 33:30 begin walk;"
                   "34:00 bout 0:00-34:00 sitting", "walk.every=31m")

    # ---- Announced ---------------------------------------------------------------------------

    def test_announced(self):
        # calm: 2 s after the last input, at the latest 30 s after announcing
        self.check("0 active; 30 quiet; 30:14 quiet; 30:17 back", "30:00 due stretch; 30:05 announce stretch;"
                   "30:16 begin stretch; 30:17 bout 0:00-30:14 sitting")
        self.check("0 active; 30 quiet; 30:14 active; 30:36 back", "30:00 due stretch; 30:05 announce stretch;"
                   "30:35 begin stretch; 30:36 bout 0:00-30:36 sitting")

    def test_gather(self):
        # exactly 10 min to go
        self.check("0 active; 30 quiet; 30:16 back", "30:00 due stretch; 30:05 due walk; 30:05 announce walk;"
                   "30:15 begin walk; 30:16 bout 0:00-30:00 sitting", "walk.every=40m5s")
        self.check("0 active; 30 quiet; 30:16 back", "30:00 due stretch; 30:05 announce stretch;"
                   "30:15 begin stretch; 30:16 bout 0:00-30:00 sitting", "walk.every=40m6s")

    def test_announced_and_busy(self):
        self.check("0 active; 30 quiet; 30:06 busy calendar; 30:20 free calendar; 30:51 back",
                   "30:00 due stretch; 30:05 announce stretch; 30:50 announce stretch; 30:51 bout 0:00-30:00 sitting")

    def test_announced_and_gone(self):
        self.check("0 active; 33:10 gone lock; 35 back", "30:00 due stretch; 33:00 announce stretch;"
                   "33:10 begin stretch; 34:10 end stretch rested; 35:00 bout 0:00-33:10 sitting")

    def test_announced_and_away(self):
        # calm longer than away_after; back to waiting, sleeps, natural at the rest
        self.check("0 active; 30 quiet; 40 back", "30:00 due stretch; 30:05 announce stretch; 33:00 bout 0:00-30:00 sitting;"
                   "35:00 end stretch natural", "notice_max=1h calm=1h stretch.rest=5m")
        # or returns
        self.check("0 active; 30 quiet; 34 quiet; 34:31 back", "30:00 due stretch; 30:05 announce stretch;"
                   "33:00 bout 0:00-30:00 sitting; 34:30 announce stretch", "notice_max=1h calm=1h stretch.rest=5m")

    # ---- On ----------------------------------------------------------------------------------

    def test_on_and_busy(self):
        for reason in ("mic", "camera"):
            self.check("0 active; 30 quiet; 31 busy %s; 40 back" % reason, "30:00 due stretch; 30:05 announce stretch;"
                       "30:15 begin stretch; 31:00 end stretch postponed; 36:00 due stretch; 40:00 bout 0:00-40:00 sitting")
        for reason in ("fullscreen", "dnd", "calendar", "hours", "user"):
            self.check("0 active; 30 quiet; 31 busy %s; 32 back" % reason, "30:00 due stretch; 30:05 announce stretch;"
                       "30:15 begin stretch; 31:15 end stretch rested; 32:00 bout 0:00-30:00 sitting")

    def test_nothing_else_comes_up(self):
        # walk comes due at 33:00, in the middle of a stretch, and waits until that is over
        self.check("0 active; 36 quiet", "20:00 due stretch; 23:00 announce stretch; 23:30 begin stretch;"
                   "33:30 end stretch ignored; 33:30 due walk; 36:00 bout 0:00-36:00 sitting",
                   "stretch.every=20m stretch.lasts=10m walk.every=33m walk.lasts=11m gather=5m")

    # ---- Outcomes, row by row ----------------------------------------------------------------

    def test_done(self):
        self.check("0 active; 33:40 answer take; 35 quiet", "30:00 due stretch; 33:00 announce stretch; 33:30 begin stretch;"
                   "34:30 end stretch done; 35:00 bout 0:00-35:00 sitting")
        # at once, without a notice
        for at in ("30:10", "33:10"):
            events = run("0 active; %s answer take; 35 quiet" % at)
            self.assertEqual(events[-3:], ["%s begin stretch" % at, at.replace("0:", "1:").replace("33:", "34:") + " end stretch done",
                                           "35:00 bout 0:00-35:00 sitting"])
        # also while busy
        self.check("0 active; 29 busy mic; 31 answer take; 33 quiet", "30:00 due stretch; 31:00 begin stretch;"
                   "32:00 end stretch done; 33:00 bout 0:00-33:00 sitting")
        # while gone ignored, but for one that is on
        self.check("0 active; 30:01 gone lock; 30:30 answer take; 40 back", "30:00 due stretch; 33:01 bout 0:00-30:01 sitting;"
                   "33:01 end stretch natural")
        self.check("0 active; 33:10 gone lock; 33:30 answer take; 35 back", "30:00 due stretch; 33:00 announce stretch;"
                   "33:10 begin stretch; 34:10 end stretch done; 35:00 bout 0:00-33:10 sitting")
        # one that sleeps, not gone
        self.check("0 active; 29 busy dnd; 30 quiet; 34 answer take; 35 back", "30:00 due stretch; 33:00 bout 0:00-30:00 sitting;"
                   "34:00 begin stretch; 35:00 end stretch done", "stretch.rest=5m")

    def test_rested(self):
        self.check("0 active; 30 quiet; 35 back", "30:00 due stretch; 30:05 announce stretch; 30:15 begin stretch;"
                   "31:15 end stretch rested; 33:00 bout 0:00-30:00 sitting")
        # a film is no input
        self.check("0 film; 32 back", "30:00 due stretch; 30:00 announce stretch; 30:10 begin stretch;"
                   "31:10 end stretch rested; 32:00 bout 0:00-32:00 sitting")
        # an input at the instant of its end comes after it
        self.check("0 active; 30 quiet; 31:15 quiet", "30:00 due stretch; 30:05 announce stretch; 30:15 begin stretch;"
                   "31:15 end stretch rested; 31:15 bout 0:00-31:15 sitting")

    def test_ignored(self):
        self.check("0 active; 35 quiet", "30:00 due stretch; 33:00 announce stretch; 33:30 begin stretch;"
                   "34:30 end stretch ignored; 35:00 bout 0:00-35:00 sitting")
        # in force as it began, none after that
        self.check("0 active; 33:30 quiet; 35 back", "30:00 due stretch; 33:00 announce stretch; 33:30 begin stretch;"
                   "34:30 end stretch ignored; 35:00 bout 0:00-33:30 sitting")
        # one single input; also at the instant at which it began, after it; also sit
        for line in ("30:15 quiet", "30:40 quiet", "31:14.999 sit"):
            self.assertIn("31:15 end stretch ignored", run("0 active; 30 quiet; %s; 32 back" % line))

    def test_skipped(self):
        self.check("0 active; 31 answer skip; 62 quiet", "30:00 due stretch; 31:00 end stretch skipped; 61:00 due stretch;"
                   "62:00 bout 0:00-62:00 sitting", "walk.enabled=no")
        self.check("0 active; 33:10 answer skip; 33:40 answer skip; 34 quiet", "30:00 due stretch; 33:00 announce stretch;"
                   "33:10 end stretch skipped; 34:00 bout 0:00-34:00 sitting")
        self.check("0 active; 33:40 answer skip; 34 quiet", "30:00 due stretch; 33:00 announce stretch; 33:30 begin stretch;"
                   "33:40 end stretch skipped; 34:00 bout 0:00-34:00 sitting")
        # asleep, and gone
        self.check("0 active; 30:30 gone lock; 34 answer skip; 34 back", "30:00 due stretch; 33:30 bout 0:00-30:30 sitting;"
                   "34:00 end stretch skipped", "stretch.rest=5m")

    def test_postponed(self):
        self.check("0 active; 31 answer postpone; 37 quiet", "30:00 due stretch; 31:00 end stretch postponed;"
                   "36:00 due stretch; 37:00 bout 0:00-37:00 sitting")
        self.check("0 active; 31 answer postpone 10m; 42 quiet", "30:00 due stretch; 31:00 end stretch postponed;"
                   "41:00 due stretch; 42:00 bout 0:00-42:00 sitting")
        # those that last no longer too; max(target, ...)
        self.check("0 active; 31 answer postpone 1m; 34 quiet", "30:00 due walk; 31:00 end walk postponed; 32:00 due walk;"
                   "34:00 bout 0:00-34:00 sitting", "walk.every=30m")
        self.check("0 active; 21 answer postpone; 34 quiet", "20:00 due walk; 21:00 end walk postponed; 26:00 due walk;"
                   "34:00 bout 0:00-34:00 sitting", "walk.every=20m patience=1h")
        # those that last longer do not
        self.check("0 active; 59 answer postpone; 61 quiet", "30:00 due stretch; 59:00 end stretch postponed;"
                   "60:00 due walk; 61:00 bout 0:00-61:00 sitting", "patience=1h")
        # gone: the clock stands at the last sign
        self.check("0 active; 30:30 quiet; 30:31 gone lock; 32 answer postpone; 32:30 active; 36 quiet",
                   "30:00 due stretch; 32:00 end stretch postponed; 35:30 due stretch; 36:00 bout 0:00-36:00 sitting")
        # a rest cancels it
        self.check("0 active; 31 answer postpone 1h; 32 quiet; 36 active; 67 quiet", "30:00 due stretch; 31:00 end stretch postponed;"
                   "35:00 bout 0:00-32:00 sitting; 66:00 due stretch; 67:00 bout 36:00-67:00 sitting")

    def test_natural(self):
        self.check("0 active; 29 busy dnd; 30:10 quiet; 40 back", "30:00 due stretch; 33:10 bout 0:00-30:10 sitting;"
                   "33:10 end stretch natural")
        self.check("0 active; 29 busy dnd; 30:10 quiet; 40 back", "30:00 due stretch; 33:10 bout 0:00-30:10 sitting;"
                   "35:10 end stretch natural", "stretch.rest=5m")
        # the person returns first
        self.check("0 active; 29 busy dnd; 30:10 quiet; 34 free dnd; 35 quiet; 35:31 back", "30:00 due stretch;"
                   "33:10 bout 0:00-30:10 sitting; 35:30 announce stretch", "stretch.rest=5m")

    def test_withdrawn(self):
        self.check("0 active; 29 busy dnd; 29:59 quiet; 40 back", "30:00 due stretch; 32:59 bout 0:00-29:59 sitting;"
                   "32:59 end stretch withdrawn")
        # exactly at the target is not less
        self.check("0 active; 29 busy dnd; 30 quiet; 40 back", "30:00 due stretch; 33:00 bout 0:00-30:00 sitting;"
                   "33:00 end stretch natural")
        # gone: the clock stood, nothing was due in the gap
        self.check("0 active; 29:59 gone lock; 40 back", "32:59 bout 0:00-29:59 sitting")
        # gathered early
        self.check("0 active; 30 quiet; 30:06 busy dnd; 40 back", "30:00 due stretch; 30:05 due walk; 30:05 announce walk;"
                   "33:00 bout 0:00-30:00 sitting; 33:00 end walk withdrawn", "walk.every=40m")
        # no reset: due again as soon as the clock is there
        self.check("0 active; 29 busy dnd; 29:59 quiet; 33 active; 33:02 quiet", "30:00 due stretch; 32:59 bout 0:00-29:59 sitting;"
                   "32:59 end stretch withdrawn; 33:01 due stretch; 33:02 bout 33:00-33:02 sitting", "stretch.rest=5m")

    # ---- simulate ----------------------------------------------------------------------------

    def test_answers(self):
        line = "0 active; 33:31 quiet"
        began = "30:00 due stretch; 33:00 announce stretch; 33:30 begin stretch;"
        self.check(line, began + "33:31 bout 0:00-33:31 sitting")
        self.check(line, began + "33:31 bout 0:00-33:31 sitting", answer="take")
        self.check(line, began + "33:30 end stretch skipped; 33:31 bout 0:00-33:31 sitting", answer="skip")
        self.check("0 active; 38:31 quiet", began + "33:30 end stretch postponed; 38:30 due stretch; 38:31 bout 0:00-38:31 sitting",
                   answer="postpone")
        # answered in the file before it began: left alone
        self.check("0 active; 31 answer take; 33 quiet", "30:00 due stretch; 31:00 begin stretch; 32:00 end stretch done;"
                   "33:00 bout 0:00-33:00 sitting", answer="skip")

    def test_hours(self):
        def hours(spans, lines, tz="UTC"):
            events = oracle.simulate([to_text(at) + " " + what for at, what in lines], ["hours=" + spans], tz=tz)
            return [to_relative(event["at"]) + " " + event["event"] for event in events]

        lines = [("0", "active"), ("60", "quiet")]
        self.assertEqual(hours("Mon-Fri 08:00-18:00", lines)[:2], ["30:00 due", "33:00 announce"])
        # outside until 09:40: then it settles and waits
        self.assertEqual(hours("Mon-Fri 09:40-18:00", lines)[:2], ["30:00 due", "43:30 announce"])
        # until 09:31: held from then on
        self.assertEqual(hours("Sun 00:00-24:00, Mon 09:00-09:31", lines), ["30:00 due", "60:00 due", "60:00 bout"])
        # by the zone
        self.assertEqual(hours("Mon-Fri 10:40-18:00", lines, "Europe/Berlin")[:2], ["30:00 due", "43:30 announce"])

    def test_coincidence(self):
        # the clock reaches the target at the instant of `gone`: timers come first
        self.check("0 active; 30 gone lock; 31 back", "30:00 due stretch; 31:00 bout 0:00-30:00 sitting")
        # the announcing at the instant of `busy`
        self.check("0 active; 30 quiet; 30:05 busy dnd; 31 back", "30:00 due stretch; 30:05 announce stretch; 31:00 bout 0:00-30:00 sitting")
        # a gap that ends at away_after
        self.check("0 active; 10 quiet; 13 quiet; 14 quiet; 14 back", "13:00 bout 0:00-10:00 sitting; 14:00 bout 13:00-14:00 sitting")


class EverySecond(oracle.Engine):
    """Looks at every second instead of jumping."""

    def next_instant(self):
        return self.now + 1000


def engine_run(engine_class, timeline, settings, answer, between=lambda engine: engine):
    engine = engine_class(settings, answer)
    for at, words in timeline:
        engine.feed(at, words)
        engine = between(engine)
    engine.finish()
    return engine.events


class RandomTimelines(unittest.TestCase):
    def cases(self):
        for seed in range(N_RANDOM):
            text, pairs, answer = generate.generate(seed)
            yield seed, text.split("\n"), pairs, answer

    def test_same_seed_same_case(self):
        for seed in range(20):
            self.assertEqual(generate.generate(seed), generate.generate(seed))

    def test_every_second(self):
        n_looked_at = 0
        for seed, lines, pairs, answer in self.cases():
            timeline = oracle.parse_timeline(lines)
            if any(at % 1000 for at, _ in timeline) or not timeline or timeline[-1][0] - timeline[0][0] > 6 * 3600000:
                continue
            n_looked_at += 1
            jumped = engine_run(oracle.Engine, timeline, oracle.parse_settings(pairs), answer)
            stepped = engine_run(EverySecond, timeline, oracle.parse_settings(pairs), answer)
            self.assertEqual(jumped, stepped, seed)
        self.assertGreater(n_looked_at, N_RANDOM // 10)

    def test_saved_and_restored(self):
        for seed, lines, pairs, answer in self.cases():
            if seed % 10 == 0:
                timeline = oracle.parse_timeline(lines)
                self.assertEqual(engine_run(oracle.Engine, timeline, oracle.parse_settings(pairs), answer),
                                 engine_run(oracle.Engine, timeline, oracle.parse_settings(pairs), answer, copy.deepcopy), seed)

    def test_invariants(self):
        for seed, lines, pairs, answer in self.cases():
            last_end = None
            at_hand = None
            last_at = None
            for event in oracle.simulate(lines, pairs, answer):
                at = oracle.parse_time(event["at"])
                self.assertTrue(last_at is None or at >= last_at, seed)
                last_at = at
                if event["event"] == "bout":
                    start, end = oracle.parse_time(event["start"]), oracle.parse_time(event["end"])
                    self.assertTrue(start < end <= at and (last_end is None or last_end <= start), seed)
                    last_end = end
                elif event["event"] == "due":
                    at_hand = event["break"]
                else:
                    self.assertEqual(at_hand, event["break"], seed)
                    if event["event"] == "end":
                        at_hand = None


if __name__ == "__main__":
    unittest.main()
