# SPDX-License-Identifier: MIT
"""The window of a break takes nothing that is not its own: not the keyboard, not a key, not a full screen."""

import os
import subprocess
import time

import pytest
from daemon_rig import Rig
from desk_parts import Display
from desktop_parts import wait_until

NOTICED = {"patience": "1s", "notice": "2s", "notice_max": "2s", "stretch.lasts": "1m"}
OTHER = """
import gi
gi.require_version("Gtk", "4.0")
from gi.repository import GLib, Gtk
Gtk.init()
window = Gtk.Window(title="Other work")
window.set_default_size(400, 300)
if FULL:
    window.fullscreen()
window.present()
GLib.MainLoop().run()
"""


@pytest.fixture
def start():
    parts = []

    def start(other=None, **settings):
        rig = Rig(settings={**NOTICED, **settings}, LIMBER_DESK_BINARY=os.environ["LIMBER_DESK"])
        parts.append(rig)
        rig.screen = rig.add(Display())
        rig.env.update(DISPLAY=rig.screen.display, GDK_BACKEND="x11", GTK_A11Y="none", LIMBER_VOICE="off")
        if other:
            env = {**rig.env, "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable"}
            process = subprocess.Popen(["/usr/bin/python3", "-c", OTHER.replace("FULL", str(other == "full"))], env=env)
            rig.add(Ended(process))
            wait_until(lambda: rig.screen.windows("Other work"), "no other window")
            rig.other = rig.screen.windows("Other work")[0]
            wait_until(lambda: rig.screen.do("getactivewindow").strip() == rig.other, "it is not worked in")
        rig.start()
        rig.say("active")
        rig.follower = rig.follow()
        return rig

    yield start
    for part in parts:
        part.close()


class Ended:
    def __init__(self, process):
        self.process = process

    def stop(self):
        self.process.kill()
        self.process.wait()


def is_up(rig):
    return rig.screen.windows("^Limber")


def test_it_does_not_take_the_keyboard(start):
    rig = start(other="small")
    rig.follower.wait_for("on")
    wait_until(lambda: is_up(rig), f"no window: {rig.log_text()}")
    rig.follower.until(lambda line: line["break"]["session"], "the session")
    assert rig.screen.do("getactivewindow").strip() == rig.other
    rig.screen.key("p", "Escape", "Escape")
    assert rig.screen.do("getactivewindow").strip() == rig.other
    assert rig.status()["break"]["state"] == "on" and is_up(rig)


def test_keys_count_only_after_a_second_without_any(start):
    rig = start()
    rig.follower.wait_for("on")
    (window,) = wait_until(lambda: is_up(rig), f"no window: {rig.log_text()}")
    rig.screen.do("windowfocus", "--sync", window)
    for _ in range(6):  # somebody goes on typing
        rig.screen.key("p")
        time.sleep(0.3)
    assert rig.status()["break"]["state"] == "on"
    time.sleep(1.2)  # and looks up
    rig.screen.key("p")
    rig.follower.until(lambda line: line["today"]["breaks"]["postponed"] == 1, "the postponement")


def test_it_never_covers_a_full_screen(start):
    """Where limberd does not hold the break back for it already."""
    rig = start(other="full", fullscreen="off")
    rig.follower.wait_for("on")
    wait_until(lambda: "limber-desk" not in children(rig), f"it waits on: {rig.log_text()}")
    assert not is_up(rig)
    assert rig.screen.do("getactivewindow").strip() == rig.other
    assert rig.status()["break"]["state"] == "on"


def children(rig):
    return subprocess.run(["ps", "-o", "comm=", "--ppid", str(rig.daemon.pid)], capture_output=True, text=True).stdout


def test_strict_offers_no_way_out_at_first(start):
    rig = start(firm="strict", strict_after="3s")
    rig.follower.wait_for("on")
    (window,) = wait_until(lambda: is_up(rig), f"no window: {rig.log_text()}")
    x, y, width, height = rig.screen.place(window)
    rig.screen.click(x + 200, y + 60)
    rig.screen.do("windowfocus", "--sync", window)
    rig.screen.key("p")
    assert rig.status()["break"]["state"] == "on"

    def postponed():
        rig.screen.key("p")
        return rig.status()["today"]["breaks"]["postponed"] == 1

    wait_until(postponed, "it can never be postponed")
