# SPDX-License-Identifier: MIT
"""limberd and dunst, a real notification server: what a break shows, and what its buttons do."""

import pytest
from bus_stub import Bus
from daemon_rig import Rig
from desktop_parts import Dunst, Xvfb, wait_until


@pytest.fixture
def start():
    rigs = []

    def start(dunst=True, **settings):
        """Somebody types on and on, so that a break is announced when patience ends."""
        settings = {"patience": "1s", "notice": "30s", "notice_max": "60s"} | settings
        rig = Rig(settings={key.replace("__", "."): value for key, value in settings.items()})
        rigs.append(rig)
        rig.bus = rig.add(Bus(rig.home))
        rig.bus.start()
        rig.env["DBUS_SESSION_BUS_ADDRESS"] = rig.bus.address
        rig.x = rig.add(Xvfb())
        if dunst:
            rig.dunst = rig.add(Dunst(rig.bus, rig.x.display, rig.home))
        rig.start()
        wait_until(lambda: rig.doctor()["session bus"]["state"] == "works", "the session bus is not joined")
        rig.say("active")
        return rig

    yield start
    for rig in rigs:
        rig.close()


def announced(rig):
    follower = rig.follow()
    follower.until(lambda line: line["break"]["state"] == "announced", "the announcement")
    rig.dunst.await_displayed(1)
    return follower


def test_a_click_starts_the_break_and_its_words_stay_until_its_end(start):
    rig = start(stretch__lasts="3s")
    follower = announced(rig)
    assert "Time for a stretch" in rig.dunst.shown()
    assert "Shoulder shrugs" in rig.dunst.shown() and "limber break start" in rig.dunst.shown()
    rig.dunst.ctl("action", "0")
    follower.wait_for("on")
    wait_until(lambda: "limber stretch shoulder-shrugs" in rig.dunst.shown(), "no words of the stretch")
    rig.dunst.await_displayed(1)
    assert rig.status()["break"]["state"] == "on"
    assert follower.wait_for("none")["today"]["breaks"]["done"] == 1
    rig.dunst.await_displayed(0)
    assert rig.rows("SELECT name, outcome FROM break") == [("stretch", "done")]
    assert rig.doctor()["notifications"]["state"] == "works"


def test_start_in_its_menu(start):
    rig = start()
    follower = announced(rig)
    rig.dunst.pick("Start")
    follower.wait_for("on")
    assert follower.wait_for("none")["today"]["breaks"]["done"] == 1


def test_in_5_min(start):
    rig = start()
    follower = announced(rig)
    rig.dunst.pick("In 5 min")
    put_off = follower.wait_for("none")
    assert put_off["today"]["breaks"]["postponed"] == 1 and 298 <= put_off["break"]["due_in_s"] <= 300
    rig.dunst.await_displayed(0)
    assert rig.rows("SELECT outcome, postpone_ms, began_ms FROM break") == [("postponed", 300_000, None)]


def test_skip(start):
    rig = start(stretch__every="3s")
    follower = announced(rig)
    rig.dunst.pick("Skip")
    skipped = follower.wait_for("none")
    assert skipped["today"]["breaks"]["skipped"] == 1 and 2 <= skipped["break"]["due_in_s"] <= 3
    rig.dunst.await_displayed(0)
    assert rig.rows("SELECT outcome, began_ms FROM break") == [("skipped", None)]


def test_later_once_it_is_on(start):
    rig = start(notice="1s", notice_max="1s", stretch__lasts="1m")
    follower = rig.follow()
    follower.wait_for("on")
    rig.dunst.await_displayed(1)
    rig.dunst.pick("Later")
    assert follower.wait_for("none")["today"]["breaks"]["postponed"] == 1
    rig.dunst.await_displayed(0)


def test_restarted_in_between(start):
    rig = start(stretch__lasts="3s")
    follower = announced(rig)
    rig.dunst.stop()
    rig.dunst.start()
    rig.dunst.await_displayed(1)  # shown again
    rig.dunst.ctl("action", "0")
    follower.wait_for("on")
    rig.dunst.await_displayed(1)
    follower.wait_for("none")
    rig.dunst.await_displayed(0)
    assert rig.outcomes() == ["done"]


def test_a_call_takes_the_notice_away(start):
    rig = start()
    follower = announced(rig)
    rig.say("busy mic")
    follower.wait_for("held")
    rig.dunst.await_displayed(0)


def test_without_a_server_breaks_go_on_and_one_that_comes_later_is_used(start):
    rig = start(dunst=False, notice="1s", notice_max="1s", stretch__every="3s")
    follower = rig.follow()
    follower.wait_for("announced")
    wait_until(lambda: rig.doctor()["notifications"]["state"] == "missing", "nothing is told")
    assert rig.log_text().count("notifications cannot be shown") == 1
    follower.wait_for("on")
    assert follower.wait_for("none")["today"]["breaks"]["ignored"] == 1
    rig.set(notice="30s", notice_max="60s")
    rig.dunst = rig.add(Dunst(rig.bus, rig.x.display, rig.home))
    follower.wait_for("announced")
    rig.dunst.await_displayed(1)
    wait_until(lambda: rig.doctor()["notifications"]["state"] == "works", "it is still called missing")


def test_nothing_is_left_on_the_screen_when_the_daemon_ends(start):
    rig = start()
    announced(rig)
    rig.stop()
    rig.dunst.await_displayed(0)
