# SPDX-License-Identifier: MIT
"""limberd while somebody must not be interrupted: do-not-disturb of a real notification server."""

import pytest
from bus_stub import Bus
from daemon_rig import Rig
from desktop_parts import Dunst, Xvfb, wait_until


@pytest.fixture
def start():
    rigs = []

    def start(**settings):
        settings = {"patience": "1s", "notice": "30s", "notice_max": "60s", "stretch.every": "2s"} | settings
        rig = Rig(settings=settings)
        rigs.append(rig)
        rig.bus = rig.add(Bus(rig.home))
        rig.bus.start()
        rig.env["DBUS_SESSION_BUS_ADDRESS"] = rig.bus.address
        rig.x = rig.add(Xvfb())
        rig.dunst = rig.add(Dunst(rig.bus, rig.x.display, rig.home))
        rig.start()
        wait_until(lambda: rig.doctor()["dnd"]["state"] == "works", "dnd is not seen")
        return rig

    yield start
    for rig in rigs:
        rig.close()


def held_by(reason):
    return lambda line: line["break"]["state"] == "held" and line["busy"] == [reason]


def test_do_not_disturb_holds_a_break_and_lets_it_go(start):
    rig = start()
    follower = rig.follow()
    rig.dunst.ctl("set-paused", "true")
    follower.wait_for(lambda line: line["busy"] == ["dnd"], "dnd")
    rig.say("active")
    follower.wait_for(held_by("dnd"), "a break that is held")
    assert rig.status()["busy"] == ["dnd"]
    assert "announced" not in follower.states()
    rig.dunst.ctl("set-paused", "false")
    follower.wait_for("announced")
    assert rig.status()["busy"] == []


def test_it_is_seen_that_was_on_before_and_a_server_that_dies_lets_go(start):
    rig = start()
    follower = rig.follow()
    rig.dunst.ctl("set-paused", "true")
    follower.wait_for(lambda line: line["busy"] == ["dnd"], "dnd")
    rig.kill()
    rig.start()
    follower = rig.follow()
    follower.until(lambda line: line["busy"] == ["dnd"], "dnd after a restart")
    rig.dunst.stop()
    follower.wait_for(lambda line: line["busy"] == [], "the end of dnd")
    rig.dunst.start()
    rig.dunst.ctl("set-paused", "true")
    follower.wait_for(lambda line: line["busy"] == ["dnd"], "dnd of the new server")


def test_switched_off_it_holds_nothing(start):
    rig = start()
    follower = rig.follow()
    rig.dunst.ctl("set-paused", "true")
    follower.wait_for(lambda line: line["busy"] == ["dnd"], "dnd")
    rig.set(dnd="off")
    follower.wait_for(lambda line: line["busy"] == [], "the end of dnd")
    assert rig.doctor()["dnd"]["state"] == "off"
    rig.set(dnd="on")
    follower.wait_for(lambda line: line["busy"] == ["dnd"], "dnd again")
