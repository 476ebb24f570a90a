# SPDX-License-Identifier: MIT
"""limberd while somebody must not be interrupted: do-not-disturb of a real server, windows that fill the screen."""

import os
import subprocess

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


# ---- full-screen windows ----


class Screen:
    """openbox with one xterm in front."""

    def __init__(self, rig, *words):
        self.env = {"PATH": os.environ["PATH"], "DISPLAY": rig.x.display, "HOME": str(rig.home), "LC_ALL": "C.UTF-8"}
        self.parts = []
        self.start("openbox")
        wait_until(lambda: self.run("wmctrl", "-m").returncode == 0, "openbox did not start")
        self.terminal(*words)

    def start(self, *command):
        process = subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.parts.append(process)
        return process

    def run(self, *command):
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=30, check=False)

    def terminal(self, *words):
        n = self.run("wmctrl", "-l").stdout.count("\n")
        process = self.start("xterm", *words, "-e", "sleep", "1000")
        wait_until(lambda: self.run("wmctrl", "-l").stdout.count("\n") > n, "no window")
        return process

    def fill(self, how="add"):
        assert self.run("wmctrl", "-r", ":ACTIVE:", "-b", f"{how},fullscreen").returncode == 0

    def stop(self):
        for process in reversed(self.parts):
            process.kill()
            process.wait()


def with_screen(start, *words):
    rig = start()
    rig.stop()
    rig.screen = rig.add(Screen(rig, *words))
    rig.start(DISPLAY=rig.x.display)
    assert rig.doctor()["fullscreen"]["state"] == "works"
    return rig, rig.follow()


def is_free(line):
    return line["busy"] == []


def is_full(line):
    return line["busy"] == ["fullscreen"]


def test_a_full_screen_window_holds_a_break_and_lets_it_go(start):
    rig, follower = with_screen(start)
    rig.screen.fill()
    follower.wait_for(is_full, "full screen")
    rig.say("active")
    follower.wait_for(held_by("fullscreen"), "a break that is held")
    rig.screen.fill("remove")
    follower.wait_for("announced")
    assert rig.status()["busy"] == []


def test_a_full_screen_window_that_vanishes_or_is_left(start):
    rig, follower = with_screen(start)
    other = rig.screen.terminal()
    wait_until(lambda: rig.screen.run("xdotool", "getactivewindow").returncode == 0, "nothing is active")
    rig.screen.fill()
    follower.wait_for(is_full, "full screen")
    for process in (other, rig.screen.parts[1]):
        process.kill()
    follower.wait_for(is_free, "the end of full screen")


def test_our_own_window_does_not_count(start):
    rig, follower = with_screen(start, "-class", "org.limber.Desk")
    rig.screen.fill()
    stranger = rig.screen.terminal()
    rig.screen.fill()
    follower.wait_for(is_full, "full screen")
    stranger.kill()
    follower.wait_for(is_free, "our own window in front")
    wait_until(lambda: "FULLSCREEN" in active_state(rig.screen), "ours is not in front")
    assert rig.status()["busy"] == []


def active_state(screen):
    window = screen.run("xdotool", "getactivewindow").stdout.strip()
    return screen.run("xprop", "-id", window, "_NET_WM_STATE").stdout if window else ""


def test_an_x_server_that_dies_lets_go(start):
    rig, follower = with_screen(start)
    rig.screen.fill()
    follower.wait_for(is_full, "full screen")
    rig.x.stop()
    follower.wait_for(is_free, "the end of full screen")
    assert rig.doctor()["fullscreen"]["state"] == "missing"
