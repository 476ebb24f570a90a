# SPDX-License-Identifier: MIT
"""What limberd says in the pseudo language: notifications on a real server, doctor's rows, the status."""

import os
import pathlib
import re
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "desktop"))
from bus_stub import Bus  # noqa: E402
from daemon_rig import Rig  # noqa: E402
from desktop_parts import Dunst, Xvfb, wait_until  # noqa: E402
from pseudo_language import BEGIN  # noqa: E402
from test_missed import check, english  # noqa: E402

LANGUAGE = {
    "LC_ALL": "en_XA.UTF-8", "LOCPATH": os.environ["LOCPATH"], "LIMBER_LOCALE_DIR": os.environ["LIMBER_PSEUDO_MESSAGES"],
}  # fmt: skip


@pytest.fixture
def rig():
    rig = Rig(settings={"patience": "1s", "notice": "30s", "notice_max": "60s", "stretch.lasts": "30s", "firm": "gentle"})
    rig.env |= LANGUAGE
    rig.bus = rig.add(Bus(rig.home))
    rig.bus.start()
    rig.env["DBUS_SESSION_BUS_ADDRESS"] = rig.bus.address
    rig.x = rig.add(Xvfb())
    rig.dunst = rig.add(Dunst(rig.bus, rig.x.display, rig.home))
    rig.start()
    wait_until(lambda: rig.doctor()["session bus"]["state"] == "works", "the session bus is not joined")
    rig.say("active")
    yield rig
    rig.close()


def texts(rig):
    """Summaries, bodies and labels of buttons."""
    return re.findall(r"^\s*(?:summary|body): '(.*?)'$", rig.dunst.shown(), re.M | re.S) + re.findall(
        r'^\s*"(?:start|postpone|skip)"?[:,] ?"?(.*?)"?,?$', rig.dunst.shown(), re.M
    )


def test_notifications(rig):
    follower = rig.follow()
    follower.until(lambda line: line["break"]["state"] == "announced", "the announcement")
    rig.dunst.await_displayed(1)
    check(rig.ok("status"), "script")
    first = texts(rig)
    assert len(first) >= 2
    for text in first:
        check(text, "break", "start", "postpone", "skip")
    rig.ok("break", "start")
    follower.wait_for("on")
    wait_until(lambda: len(texts(rig)) > len(first), "no words of the stretch")
    for text in texts(rig):
        check(text, "break", "start", "postpone", "skip", "stretch")
    check(rig.ok("break", "skip"))


def test_doctor_and_what_the_daemon_answers(rig):
    said = rig.run("doctor").stdout
    assert BEGIN in said
    commands = "limber start check config set voice on sudo apt install --plain stretch dunst script".split()
    assert english(said, *commands, home=rig.home) == [], said
    for words in ["break", "postpone", "5m", "walk"], ["break", "now", "nothing"], ["sit"], ["pause", "5m"], ["resume"]:
        done = rig.run(*words)
        assert english(done.stdout + done.stderr, "nothing", "walk", *words) == [], done
        assert BEGIN in done.stdout + done.stderr


def test_the_log_of_a_wrong_configuration(rig):
    """The text goes to the log, the status and doctor: as people read it."""
    rig.write("xyz\n")
    wait_until(lambda: rig.status()["problems"], "no problem is told")
    said = rig.ok("status")
    assert english(said, "script", "xyz", home=rig.home) == [], said
