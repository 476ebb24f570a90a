# SPDX-License-Identifier: MIT
"""The machine sleeps and nobody says so: no logind, only clocks that drifted apart. Sleep is no sitting.

The sleep is invented (step-wall-clock.c): this machine cannot be put to sleep by a test.
"""

import os

import pytest
from daemon_rig import Rig

HOUR_S = 3600


@pytest.fixture
def rig():
    rig = Rig(settings={"stretch.every": "30m", "away_after": "3m"})
    slept = rig.home / "slept"
    slept.write_text("0\n")
    rig.sleep_for = lambda seconds: slept.write_text(f"{seconds}\n")
    rig.start(LD_PRELOAD=os.environ["STEP_WALL_CLOCK"], SLEPT_FILE=str(slept))
    yield rig
    rig.close()


def test_typing_that_never_paused_ends_with_the_sleep(rig):
    follower = rig.follow()
    rig.say("active")
    follower.until(lambda line: line["present"], "presence")
    rig.sleep_for(2 * HOUR_S)
    status = rig.status()
    assert not status["present"] and status["gone"] == "suspend"
    assert status["break"]["state"] == "none", "two hours asleep are no two hours at the desk"
    assert "the machine slept for 7200 s" in rig.log_text()
    ((length_ms,),) = rig.rows("SELECT length_ms FROM bout")
    assert length_ms < 60_000
    rig.say("active")
    follower.until(lambda line: line["present"], "the return")
    ((away_ms, reason),) = rig.rows("SELECT length_ms, reason FROM away")
    assert away_ms / 1000 == pytest.approx(2 * HOUR_S, abs=30) and reason == "suspend"
    assert rig.outcomes() == []


def test_a_nap_shorter_than_a_rest_counts_as_reading(rig):
    follower = rig.follow()
    rig.say("active")
    follower.until(lambda line: line["present"], "presence")
    rig.sleep_for(60)
    assert rig.status()["gone"] == "suspend"
    rig.say("active")
    follower.until(lambda line: line["present"], "the return")
    status = rig.status()
    assert rig.rows("SELECT * FROM bout") == []
    assert status["today"]["bouts"] == 1 and status["sitting_s"] >= 60
    assert rig.rows("SELECT * FROM away") == []
