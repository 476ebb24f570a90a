# SPDX-License-Identifier: MIT
"""limberd and limber-desk on a real display: the window waits unseen, comes with its break and goes with it."""

import os
import pathlib
import re
import signal
import subprocess

import pytest
from daemon_rig import Rig
from desktop_parts import Xvfb, wait_until
from limber_cli import ROOT

TITLE = "^Limber"
NOTICED = {"patience": "1s", "notice": "3s", "notice_max": "3s", "stretch.lasts": "1m", "order": "quick"}


class Screen:
    """What a person at the display sees and does."""

    def __init__(self, display):
        self.env = {"PATH": os.environ["PATH"], "DISPLAY": display}

    def do(self, *words):
        return subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True, timeout=20)

    def windows(self, *seen):
        return self.do("search", *seen, "--name", TITLE).stdout.split()

    def is_seen(self):
        return self.windows("--onlyvisible") != []

    def press(self, key):
        """After a click into the figure, for a window that comes by itself is not to take others' keys."""
        self.do("mousemove", "240", "160", "click", "1")
        self.do("windowfocus", "--sync", self.windows("--onlyvisible")[0], "key", key)


@pytest.fixture
def start():
    rigs = []

    def start(**settings):
        rig = Rig(settings={**NOTICED, **settings}, LIMBER_DESK_BINARY=os.environ["LIMBER_DESK"])
        rigs.append(rig)
        shrugs = (ROOT / "data" / "stretches" / "shoulder-shrugs.stretch").read_text()
        quick = rig.home / "data" / "limber" / "stretches" / "quick.stretch"
        quick.parent.mkdir(parents=True)
        for long, short in (("time = [23]s", "time = 1s"), ("repeats = 8\n", "repeats = 2\n")):
            shrugs = re.sub(long, short, shrugs)
        quick.write_text(shrugs)
        x = rig.add(Xvfb())
        rig.screen = Screen(x.display)
        rig.env.update(DISPLAY=x.display, GDK_BACKEND="x11", GTK_A11Y="none")
        rig.start()
        rig.say("active")
        rig.follower = rig.follow()
        return rig

    yield start
    for rig in rigs:
        rig.close()


def desk_of(rig):
    """The process, as limberd's child."""
    found = subprocess.run(["pgrep", "-P", str(rig.daemon.pid)], capture_output=True, text=True).stdout.split()
    return int(found[0]) if found else None


def is_gone(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def seen(rig):
    wait_until(rig.screen.is_seen, f"no window is seen: {rig.log_text()}")


def test_it_waits_unseen_comes_with_the_break_and_goes(start):
    rig = start()
    rig.follower.wait_for("announced")
    wait_until(lambda: rig.screen.windows() != [], f"no window is made: {rig.log_text()}")
    pid = desk_of(rig)
    assert pid and not rig.screen.is_seen()
    rig.follower.wait_for("on")
    seen(rig)
    rig.follower.until(lambda line: line["break"]["session"], "the session")
    rig.screen.press("p")
    rig.follower.until(lambda line: line["today"]["breaks"]["postponed"] == 1, "the postponement")
    wait_until(lambda: desk_of(rig) is None and is_gone(pid), "limber-desk is left")
    assert rig.screen.windows() == []
    assert rig.doctor()["windows"]["state"] == "works"


@pytest.mark.parametrize("answer, done, kept", [("Return", 1, [("quick", 2, 2)]), ("Escape", 0, [])])
def test_came_by_itself_and_ran_to_its_end(start, answer, done, kept):
    """Before a chair that may be empty: what counts is what the person says."""
    rig = start()
    rig.follower.wait_for("on")
    seen(rig)
    pid = desk_of(rig)
    rig.follower.until(lambda line: line["break"]["session"], "the session")
    wait_until(lambda: "did you" in rig.screen.do("search", "--onlyvisible", "--name", TITLE, "getwindowname").stdout,
               "it does not ask", patience_s=60)
    rig.screen.press(answer)
    told = rig.follower.until(lambda line: not line["break"]["session"], "the end of the session")
    assert told["today"]["breaks"]["done"] == done
    if done:
        rig.screen.press("q")
    wait_until(lambda: is_gone(pid), "limber-desk is left")
    assert rig.rows("SELECT stretch, repeats_done, repeats_asked FROM stretch") == kept


def test_withdrawn_it_is_never_seen(start):
    rig = start(notice="1m", notice_max="2m")
    wait_until(lambda: rig.screen.windows() != [], f"no window is made: {rig.log_text()}")
    rig.say("busy mic")
    rig.follower.until(lambda line: line["break"]["state"] == "held", "the call")
    assert not rig.screen.is_seen()
    wait_until(lambda: desk_of(rig) is None, "limber-desk is left")


def test_to_its_end(start):
    rig = start(**{"stretch.every": "1h"})
    rig.ok("break", "now", "stretch")
    seen(rig)
    ended = rig.follower.until(lambda line: line["today"]["breaks"]["done"] == 1, "the end", patience_s=60)
    assert ended["today"]["stretches"] == {"quick": 1}
    rig.screen.press("q")
    wait_until(lambda: desk_of(rig) is None, "limber-desk is left")
    assert rig.rows("SELECT stretch, repeats_done, repeats_asked FROM stretch") == [("quick", 2, 2)]


def test_the_daemon_is_killed_in_the_middle(start):
    rig = start(**{"stretch.every": "1h"})
    rig.ok("break", "now", "stretch")
    seen(rig)
    pid = desk_of(rig)
    rig.kill()
    wait_until(lambda: is_gone(pid), "limber-desk is left", patience_s=60)
    ((stretch, done, asked),) = rig.rows("SELECT stretch, repeats_done, repeats_asked FROM stretch")
    assert stretch == "quick" and (done, asked) == (2, 2)


def test_the_screen_is_locked_in_the_middle(start):
    rig = start(**{"stretch.every": "1h"})
    rig.ok("break", "now", "stretch")
    seen(rig)
    pid = desk_of(rig)
    rig.follower.until(lambda line: line["break"]["session"], "the session")
    rig.screen.press("Right")  # past the getting ready
    rig.say("gone lock")
    wait_until(lambda: is_gone(pid), "limber-desk is left")
    rig.follower.until(lambda line: not line["break"]["session"], "the end of the session")
    ((stretch, done, asked),) = rig.rows("SELECT stretch, repeats_done, repeats_asked FROM stretch")
    assert (stretch, asked) == ("quick", 2) and done < 2  # not to its end


def test_it_is_told_to_end_in_the_middle(start):
    rig = start(**{"stretch.every": "1h"})
    rig.ok("break", "now", "stretch")
    seen(rig)
    rig.screen.press("Right")  # past the getting ready, and on to the next where there is one
    os.kill(desk_of(rig), signal.SIGTERM)
    wait_until(lambda: desk_of(rig) is None, "limber-desk is left")
    rig.follower.until(lambda line: not line["break"]["session"], "the end of the session")
    assert rig.status()["break"]["state"] == "on"
