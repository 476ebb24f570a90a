# SPDX-License-Identifier: MIT
"""limberd on a real X server, with somebody who types: the right moment for a break, and a server that dies."""

import os

import pytest
from daemon_rig import Rig, wall
from desktop_parts import Typist, Xvfb

SLACK_S = 1.0  # for what a loaded machine is late
EARLY_S = 0.03  # clocks are read in milliseconds, by two programs


@pytest.fixture
def start():
    rigs = []

    def start(number=None, **settings):
        settings = {"stretch__every": "2s", "stretch__lasts": "2s"} | settings
        settings = {key.replace("__", "."): value for key, value in settings.items()}
        xvfb = Xvfb(number)
        rig = Rig(None, settings, DISPLAY=xvfb.display)
        rigs.append(rig)
        rig.x = rig.add(xvfb)
        return rig.start()

    yield start
    for rig in rigs:
        rig.close()


def test_the_break_comes_in_a_pause_of_5_s_and_not_before(start):
    rig = start(pause="5s", away_after="10s")
    follower = rig.follow()
    assert follower.seen[0]["source"] == "x11"
    typist = Typist(rig.x.press)
    due = follower.wait_for("waiting")
    assert wall(due["now"]) == pytest.approx(typist.first + 2, abs=SLACK_S)
    typist.type_on(15)  # about 3 s past its being due: nothing may come of it
    last = typist.stop()
    assert typist.longest_s < 4
    announced = follower.wait_for("announced")
    assert 5 - EARLY_S <= wall(announced["now"]) - last <= 5 + SLACK_S
    begun = follower.wait_for("on")
    assert 1 - EARLY_S <= wall(begun["now"]) - wall(announced["now"]) <= 1 + SLACK_S
    ended = follower.wait_for("none")
    assert ended["today"]["breaks"]["rested"] == 1
    assert follower.states() == ["none", "waiting", "announced", "on", "none"]
    ((name, outcome, on_ms, held_ms),) = rig.rows("SELECT name, outcome, on_ms, held_ms FROM break")
    assert (name, outcome, held_ms) == ("stretch", "rested", 0)
    assert 2000 <= on_ms <= 2000 + SLACK_S * 1000
    # The bout goes on after it, for nobody was away: it ends at the last key, once that is long enough ago.
    follower.wait_for(lambda line: not line["present"], "away")
    ((start_ms, length_ms, source),) = rig.rows("SELECT wall_ms, length_ms, source FROM bout")
    assert source == "x11"
    assert start_ms / 1000 == pytest.approx(typist.first, abs=SLACK_S)
    assert (start_ms + length_ms) / 1000 == pytest.approx(last, abs=SLACK_S)


def test_typing_on_and_on_patience_ends_it(start):
    rig = start(pause="5s", patience="3s")
    follower = rig.follow()
    typist = Typist(rig.x.press)
    waiting = follower.wait_for("waiting")
    announced = follower.wait_for("announced")
    assert 3 - EARLY_S <= wall(announced["now"]) - wall(waiting["now"]) <= 3 + SLACK_S
    # Nobody is covered in the middle of a word, for as long as notice_max.
    begun = follower.wait_for("on")
    assert 3 - EARLY_S <= wall(begun["now"]) - wall(announced["now"]) <= 3 + SLACK_S
    ended = follower.wait_for("none")
    typist.stop()
    assert typist.longest_s < 1, "too slow a machine to type without a pause"
    assert ended["today"]["breaks"]["ignored"] == 1
    assert rig.rows("SELECT name, outcome FROM break") == [("stretch", "ignored")]


def test_it_begins_in_the_first_calm_after_the_notice_and_can_be_taken(start):
    rig = start(pause="5s", patience="1s", notice="1s", notice_max="30s", calm="2s", stretch__lasts="30s")
    follower = rig.follow()
    typist = Typist(rig.x.press)
    announced = follower.wait_for("announced")
    typist.type_on(10)  # about 2 s, past the notice
    last = typist.stop()
    begun = follower.wait_for("on")
    assert wall(begun["now"]) - wall(announced["now"]) > 2  # the notice was over, and calm came after the last key
    assert 2 - EARLY_S <= wall(begun["now"]) - last <= 2 + SLACK_S
    assert rig.ok("break", "start").startswith("The stretch begins: ")
    assert rig.ok("break", "skip").startswith("The stretch is skipped. ")
    assert follower.wait_for("none")["today"]["breaks"]["skipped"] == 1
    assert rig.outcomes() == ["skipped"]


def test_an_x_server_that_dies_and_comes_back(start):
    """On the same display; no other server picks a number as high as this."""
    rig = start(number=1000 + os.getpid() % 50000, stretch__every="1h")
    follower = rig.follow()
    typed = rig.x.press()
    assert follower.until(lambda line: line["present"], "presence")["problems"] == []
    rig.x.stop()
    lost = follower.wait_for(lambda line: line["gone"] == "lost" and line["problems"], "the loss")
    assert not lost["present"]
    said = f"the X server of {rig.x.display} is gone; waiting for it"
    assert rig.problems() == {"source": said}
    assert rig.doctor()["input"]["state"] == "broken" and rig.doctor()["input"]["detail"] == said
    assert said in rig.log_text()
    follower.wait_for(lambda line: line["bout_start"] is None, "the end of the bout")
    rig.x.start()
    follower.wait_for(lambda line: not line["problems"], "the server")
    assert rig.doctor()["input"]["state"] == "works"
    assert rig.status()["gone"] == "lost"  # a server that starts is nobody's input
    again = rig.x.press()
    back = follower.wait_for(lambda line: line["present"], "presence again")
    assert wall(back["bout_start"]) == pytest.approx(again, abs=SLACK_S)
    ((start_ms, length_ms, reason),) = rig.rows("SELECT wall_ms, length_ms, reason FROM away")
    assert reason == "lost"
    assert start_ms / 1000 == pytest.approx(typed, abs=SLACK_S + 6)
    assert (start_ms + length_ms) / 1000 == pytest.approx(again, abs=SLACK_S)
    # And it is heard as before: a pause is a pause.
    typist = Typist(rig.x.press)
    rig.set(stretch__every="1s")
    follower.wait_for("waiting")
    last = typist.stop()
    announced = follower.wait_for("announced")
    assert 1 - EARLY_S <= wall(announced["now"]) - last <= 1 + SLACK_S
