# SPDX-License-Identifier: MIT
"""limberd while somebody sets the wall clock, by hours and across the start of a day: no duration changes."""

import os
import re
import time

import pytest
from daemon_rig import Rig, wall
from desktop_parts import wait_until

HOUR_S = 3600


class Clock:
    """The wall clock of one daemon, set through a file."""

    def __init__(self, rig):
        self.rig = rig
        self.path = rig.home / "wall-clock"
        self.offset_s = 0
        self.set(0)

    def set(self, offset_s):
        self.offset_s = offset_s
        fresh = self.path.with_name("wall-clock.new")
        fresh.write_text(f"{int(offset_s)}\n")
        fresh.rename(self.path)

    def now(self):
        return time.time() + self.offset_s


@pytest.fixture
def start():
    rigs = []

    def start(offset_s=0, **settings):
        rig = Rig(settings={key.replace("__", "."): value for key, value in settings.items()})
        rigs.append(rig)
        rig.clock = Clock(rig)
        rig.clock.set(offset_s)
        return rig.start(LD_PRELOAD=os.environ["STEP_WALL_CLOCK"], WALL_CLOCK_FILE=str(rig.clock.path))

    yield start
    for rig in rigs:
        rig.close()


def numbers(value, path=""):
    """Every number in a status, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, path)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, value


def sane_status(rig):
    status = rig.status()
    assert all(value >= 0 for _, value in numbers(status)), status
    assert wall(status["now"]) == pytest.approx(rig.clock.now(), abs=2)
    return status


@pytest.mark.parametrize("step_s", [-5 * HOUR_S, 5 * HOUR_S], ids=["back", "forward"])
def test_a_step_changes_no_duration(start, step_s):
    rig = start(stretch__every="1h", away_after="2s", day_starts="00:00")
    follower = rig.follow()
    rig.say("active")
    begun = time.monotonic()
    follower.wait_for(lambda line: line["present"], "presence")
    before, asked = sane_status(rig), time.monotonic()
    rig.clock.set(step_s)
    after = sane_status(rig)
    assert after["break"]["state"] == "none" and after["break"]["name"] == "stretch"
    passed_s = time.monotonic() - asked
    assert before["break"]["due_in_s"] - after["break"]["due_in_s"] == pytest.approx(passed_s, abs=1.1)
    assert after["sitting_s"] - before["sitting_s"] == pytest.approx(passed_s, abs=1.1)
    assert after["present"] and after["gone"] is None
    wait_until(lambda: time.monotonic() > begun + 1.5, "time stands still")
    rig.say("quiet")
    lasted_s = time.monotonic() - begun
    follower.until(lambda line: line["bout_start"] is None, "the end of the bout")
    ((start_ms, length_ms),) = rig.rows("SELECT wall_ms, length_ms FROM bout")
    assert length_ms / 1000 == pytest.approx(lasted_s, abs=0.5)
    assert start_ms / 1000 == pytest.approx(time.time() - (time.monotonic() - begun), abs=0.5)  # as it was then
    rig.say("active")
    follower.wait_for(lambda line: line["present"], "the return")
    ((away_ms,),) = rig.rows("SELECT length_ms FROM away")
    assert 2000 <= away_ms < 20_000
    assert follower.states() == ["none"] and rig.outcomes() == []
    assert all(value >= 0 for line in follower.seen for _, value in numbers(line))
    (told_s,) = re.findall(r"the wall clock was set by (-?\d+) s", rig.log_text())
    assert int(told_s) == pytest.approx(step_s, abs=1)


@pytest.mark.parametrize("step_s", [-5 * HOUR_S, 5 * HOUR_S], ids=["back", "forward"])
def test_a_break_and_a_pause_run_their_time(start, step_s):
    rig = start(stretch__every="1h", stretch__lasts="3s", day_starts="00:00")
    follower = rig.follow()
    rig.say("active")
    rig.await_read()
    rig.ok("break", "now")
    follower.until(lambda line: line["break"]["state"] == "on", "the break")
    begun = time.monotonic()
    rig.ok("pause", "4s")
    paused = time.monotonic()
    rig.clock.set(step_s)
    status = sane_status(rig)
    assert status["break"]["state"] == "on" and status["break"]["ends_in_s"] <= 3 and status["paused"]
    follower.wait_for("none")
    assert time.monotonic() - begun == pytest.approx(3, abs=0.8)
    follower.until(lambda line: not line["paused"], "the end of the pause")
    assert time.monotonic() - paused == pytest.approx(4, abs=0.8)
    ((outcome, on_ms, held_ms),) = rig.rows("SELECT outcome, on_ms, held_ms FROM break")
    assert outcome == "done" and on_ms == pytest.approx(3000, abs=500) and held_ms == 0


@pytest.mark.parametrize("step_s", [-5 * HOUR_S, 5 * HOUR_S], ids=["back", "forward"])
def test_office_hours_follow_the_clock_at_once(start, step_s):
    """Two hours about now: five hours off, it is closed."""
    now = time.time()
    hours = "-".join(time.strftime("%H:%M", time.gmtime(now + off_s)) for off_s in (-HOUR_S, HOUR_S))
    rig = start(hours=f"Mon-Sun {hours}", stretch__every="1h")
    follower = rig.follow()
    rig.say("active")
    follower.until(lambda line: line["present"] and line["busy"] == [], "presence")
    rig.clock.set(step_s)
    rig.status()
    follower.until(lambda line: line["busy"] == ["hours"], "closed hours")
    rig.clock.set(0)
    rig.status()
    follower.until(lambda line: line["busy"] == [], "open hours")


@pytest.mark.parametrize("step_s", [-5 * HOUR_S, 5 * HOUR_S], ids=["back", "forward"])
def test_a_pause_outlives_the_daemon_but_not_its_time(start, step_s):
    rig = start(stretch__every="1h")
    rig.ok("pause", "1h")
    rig.stop()
    rig.clock.set(step_s)
    rig.start(LD_PRELOAD=os.environ["STEP_WALL_CLOCK"], WALL_CLOCK_FILE=str(rig.clock.path))
    status = rig.status()
    assert status["paused"] and status["busy"] == ["user"]
    assert wall(status["paused_until"]) - rig.clock.now() == pytest.approx(HOUR_S, abs=10)


def to_day_start_s(offset_s):
    """What sets the clock to so long after the next 04:00."""
    now = time.time()
    return 24 * HOUR_S - (now - 4 * HOUR_S) % (24 * HOUR_S) + offset_s


def test_a_new_day_counts_anew_and_the_old_one_is_there_when_the_clock_goes_back(start):
    before_s = to_day_start_s(-4)
    rig = start(before_s, stretch__every="1h", away_after="2s")
    follower = rig.follow()
    rig.say("active")
    rig.await_read()
    rig.ok("break", "now")
    rig.ok("break", "skip")
    rig.say("gone lock")
    rig.await_read()
    rig.say("back", "active")
    rig.await_read()
    old = sane_status(rig)
    follower.until(lambda line: line["today"]["breaks"]["skipped"] == 1, "the outcome")
    assert old["today"]["breaks"]["skipped"] == 1 and old["today"]["bouts"] == 1
    new = follower.wait_for(lambda line: line["today"]["breaks"]["skipped"] == 0, "the new day")
    assert time.strftime("%H:%M:%S", time.gmtime(wall(new["now"]))) == "04:00:00"
    assert new["today"]["bouts"] == 0 and new["today"]["sitting_s"] == 0  # it began yesterday; its time goes on
    assert new["present"] and new["bout_start"] == old["bout_start"]
    wait_until(lambda: sane_status(rig)["today"]["sitting_s"] == 1, "the new day's sitting")
    rig.clock.set(before_s - HOUR_S)
    sane_status(rig)
    again = follower.until(lambda line: line["today"]["breaks"]["skipped"] == 1, "the old day")
    assert again["today"]["bouts"] == 1
