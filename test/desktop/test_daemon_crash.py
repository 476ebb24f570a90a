# SPDX-License-Identifier: MIT
"""limberd killed with -9, at the worst moments, and started again: at most a minute is lost, nothing is doubled."""

import time

import pytest
from daemon_rig import Rig, wall
from desktop_parts import wait_until


@pytest.fixture
def start():
    rigs = []

    def start(**settings):
        rig = Rig(settings={key.replace("__", "."): value for key, value in settings.items()})
        rigs.append(rig)
        return rig.start()

    yield start
    for rig in rigs:
        rig.close()


@pytest.fixture(scope="module", autouse=True)
def sitting_on():
    """Somebody who types for more than a minute while the other tests run; used by the last one."""
    rig = Rig(settings={"stretch.every": "1h"})
    rig.start()
    rig.say("active")
    rig.await_read()
    rig.begun = time.time()
    yield rig
    rig.close()


def await_saved(rig, before):
    return wait_until(lambda: (now := rig.saved_at()) != before and now, "the state is not saved")


def type_until_saved(rig):
    """A bout is saved as it begins."""
    before = rig.saved_at()
    rig.say("active")
    rig.await_read()
    await_saved(rig, before)
    return rig.status()


def test_the_bout_goes_on_when_it_is_soon_back(start):
    rig = start(stretch__every="1h")
    status = type_until_saved(rig)
    due = wall(status["now"]) + status["break"]["due_in_s"]
    rig.kill()
    rig.start()
    assert rig.status()["gone"] == "lost"
    rig.say("active")
    rig.await_read()
    again = rig.status()
    assert again["bout_start"] == status["bout_start"] and again["present"]
    assert wall(again["now"]) + again["break"]["due_in_s"] == pytest.approx(due, abs=1.1)  # the clock went on
    assert again["today"]["bouts"] == 1
    rig.stop()
    assert rig.rows("SELECT count(*) FROM away") == [(0,)]


def test_a_stop_in_peace_loses_nothing(start):
    rig = start(stretch__every="1h", away_after="2s")
    follower = rig.follow()
    begun = type_until_saved(rig)
    follower.wait_for(lambda line: line["present"])
    time.sleep(1)  # of sitting, which nothing but the end writes down
    rig.stop()
    stopped = time.time()
    rig.start()
    follower = rig.follow()
    follower.until(lambda line: line["bout_start"] is None, "the end of the bout")
    ((start_ms, length_ms),) = rig.rows("SELECT wall_ms, length_ms FROM bout")
    assert start_ms / 1000 == pytest.approx(wall(begun["bout_start"]), abs=0.002)
    assert length_ms / 1000 == pytest.approx(stopped - start_ms / 1000, abs=0.3) and length_ms >= 1000


def test_right_after_an_outcome(start):
    """Killed as soon as anybody could know of it: it is kept, once, and the clock starts anew from it."""
    rig = start(stretch__every="20s", stretch__lasts="3s")
    rig.say("active")
    for n in (1, 2):
        rig.await_read()
        follower = rig.follow()
        rig.ok("break", "now")
        ended = follower.wait_for(lambda line, n=n: line["today"]["breaks"]["done"] == n, f"outcome {n}")
        rig.kill()
        rig.start()
        rig.say("active")
        rig.await_read()
        status = rig.status()
        assert status["break"]["state"] == "none" and status["today"]["breaks"]["done"] == n
        to_go = status["break"]["due_in_s"] + wall(status["now"]) - wall(ended["now"])
        assert to_go == pytest.approx(20, abs=1.1)
        assert rig.outcomes() == ["done"] * n


def test_between_an_outcome_and_its_saving(start):
    """The history has it, the state not: what is played again is the same fact, not another."""
    rig = start(patience="1s", notice="1s", notice_max="1s", stretch__lasts="1s", stretch__every="2s", away_after="3s")
    follower = rig.follow()
    before = rig.saved_at()
    rig.say("active")
    follower.wait_for("on")
    rig.say("gone lock", "back", "active")  # saved at once, with the break on
    rig.await_read()
    await_saved(rig, before)
    assert rig.status()["break"]["state"] == "on"
    saved = rig.state_file.read_bytes()
    follower.wait_for("none")
    assert len(rig.outcomes()) == 1
    rig.kill()
    rig.state_file.write_bytes(saved)  # as it was until a moment before
    rig.start()
    follower = rig.follow()
    follower.until(lambda line: line["break"]["state"] == "none", "the end of the break")
    follower.until(lambda line: line["bout_start"] is None, "the end of the bout")
    assert len(rig.outcomes()) == 1
    assert sum(rig.status()["today"]["breaks"].values()) == 1


def test_a_break_on_and_a_pause_are_still_there(start):
    rig = start(stretch__lasts="1h", stretch__every="1h")
    type_until_saved(rig)
    rig.ok("break", "now")
    before = rig.saved_at()
    rig.ok("pause", "2h")
    await_saved(rig, before)
    until = rig.status()["paused_until"]
    rig.kill()
    rig.start()
    status = rig.status()
    assert (status["break"]["state"], status["break"]["name"]) == ("on", "stretch")
    assert status["paused"] and status["paused_until"] == until and status["busy"] == ["user"]
    rig.ok("resume")
    assert not rig.status()["paused"]


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "half"])
def test_a_damaged_state_is_no_reason_to_fail(start, damage):
    rig = start(stretch__every="1h")
    type_until_saved(rig)
    rig.kill()
    whole = rig.state_file.read_bytes()
    half = len(whole) // 2
    damaged = {
        "empty": b"", "cut": whole[: half // 2], "noise": bytes(i * 7 % 251 for i in range(len(whole))),
        "half": whole[:half] + bytes(half),
    }[damage]  # fmt: skip
    rig.state_file.write_bytes(damaged)
    rig.start()
    assert 0 < rig.status()["break"]["due_in_s"] <= 3600
    rig.say("active")
    rig.await_read()
    assert rig.status()["present"]


def test_a_minute_at_most_is_lost_of_a_long_sitting(sitting_on):
    rig = sitting_on
    first = rig.state_file.stat().st_mtime
    wait_until(lambda: rig.state_file.stat().st_mtime >= rig.begun + 45, "it is not saved each minute", patience_s=70)
    assert rig.state_file.stat().st_mtime - first <= 60
    rig.kill()
    killed = time.time()
    rig.set(away_after="2s", stretch__every="1h")
    time.sleep(max(0, first + 2 - killed))
    rig.start()
    follower = rig.follow()
    follower.until(lambda line: line["bout_start"] is None, "the end of the bout")
    ((start_ms, length_ms),) = rig.rows("SELECT wall_ms, length_ms FROM bout")
    assert start_ms / 1000 == pytest.approx(rig.begun, abs=1)
    assert 0 <= killed - (start_ms + length_ms) / 1000 <= 60
    assert length_ms >= 45_000
    rig.say("active")
    follower.wait_for(lambda line: line["present"], "the return")
    assert rig.rows("SELECT reason FROM away") == [("lost",)]
