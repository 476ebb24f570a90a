# SPDX-License-Identifier: MIT
"""Notifications: dunst with a display, and servers of other kinds, which dbusmock and this file play."""

import pathlib
import shutil
import subprocess

import pytest
from bus_stub import SERVICE, Bus, Process, environment
from desktop_parts import NOTIFICATIONS as SERVER
from desktop_parts import Dunst, Xvfb, await_name, breathe

MARKED_UP = "Shoulder shrugs <b>soon</b>"
ESCAPED = "Shoulder shrugs &lt;b&gt;soon&lt;/b&gt;"


@pytest.fixture
def processes():
    started = []
    yield started
    for process in reversed(started):
        process.kill() if isinstance(process, Process) else process.stop()


@pytest.fixture
def place():
    path = pathlib.Path(subprocess.check_output(["mktemp", "-d", "/tmp/limber-XXXXXX"], text=True).strip())
    yield path
    shutil.rmtree(path)


@pytest.fixture
def bus(processes, place):
    bus = Bus(place)
    processes.append(bus)
    return bus.start()


@pytest.fixture
def stub(processes, bus):
    process = Process([SERVICE, "--session"], env=environment(bus))
    processes.append(process)
    process.wait_for("session bus here: fine")
    return process


def wait_for_shown(stub, kind, shown=True):
    for _ in range(1000):
        stub.say(f"shown {kind}")
        if stub.wait_for(f"shown {kind}").endswith("1" if shown else "0"):
            return
        breathe()
    raise AssertionError(f"{kind}: shown never became {shown}")


# ---- dunst ----


@pytest.fixture
def display(processes):
    server = Xvfb()
    processes.append(server)
    return server.display


@pytest.fixture
def dunst(processes, bus, display, place):
    server = Dunst(bus, display, place)
    processes.append(server)
    return server


def test_dunst_shows_replaces_and_closes(dunst, stub):
    stub.say("show announce")
    wait_for_shown(stub, "announce")
    stub.say("show announce")
    stub.say("show on")
    wait_for_shown(stub, "on")
    assert dunst.ctl("count", "displayed") == "2"
    stub.say("close announce")
    stub.say("close on")
    wait_for_shown(stub, "on", shown=False)
    for _ in range(500):
        if dunst.ctl("count", "displayed") == "0":
            break
        breathe()
    assert dunst.ctl("count", "displayed") == "0"
    assert not any("closed" in line for line in stub.seen)


def test_dunst_a_click_starts_the_break(dunst, stub):
    stub.say("show announce")
    wait_for_shown(stub, "announce")
    dunst.ctl("action", "0")
    stub.wait_for("action announce start")
    wait_for_shown(stub, "announce", shown=False)
    assert dunst.ctl("count", "displayed") == "0"


@pytest.mark.parametrize("label, key", [("In 5 min", "postpone"), ("Skip", "skip"), ("Start", "start")])
def test_dunst_its_menu_answers(dunst, stub, label, key):
    stub.say("show announce")
    wait_for_shown(stub, "announce")
    dunst.pick(label)
    assert stub.wait_for("action") == f"action announce {key}"


def test_dunst_dismissed_and_expired(dunst, stub):
    stub.say("show on")
    wait_for_shown(stub, "on")
    dunst.ctl("close-all")
    stub.wait_for("closed on 2")
    assert "\\nlimber break start" in dunst.ctl("history")  # it hides its buttons, so words tell
    stub.say("show info")
    wait_for_shown(stub, "info")
    stub.wait_for("closed info 1")


def test_dunst_restarted_shows_again(dunst, stub):
    stub.say("show on")
    wait_for_shown(stub, "on")
    for _ in range(2):
        dunst.stop()
        wait_for_shown(stub, "on", shown=False)
        dunst.start()
        wait_for_shown(stub, "on")
        assert dunst.ctl("count", "displayed") == "1"
    dunst.ctl("action", "0")
    stub.wait_for("action on start")


def test_dunst_is_left_clean_when_the_daemon_ends(dunst, stub):
    stub.say("show on")
    stub.say("show announce")
    wait_for_shown(stub, "on")
    stub.say("quit")
    assert stub.end() == 0
    for _ in range(500):
        if dunst.ctl("count", "displayed") == "0":
            return
        breathe()
    raise AssertionError("a bubble without a daemon stays")


# ---- servers of other kinds ----


@pytest.fixture
def play(processes, bus):
    """dbusmock's server; the calls it gets are its lines."""

    def play(capabilities):
        server = Process(
            ["/usr/bin/python3", "-m", "dbusmock", "--session", "--template", "notification_daemon",
             "--parameters", '{"capabilities": "%s"}' % capabilities],
            env=environment(bus),
        )  # fmt: skip
        processes.append(server)
        await_name(bus, SERVER)
        return server

    return play


def test_a_server_without_buttons_gets_words(play, stub):
    server = play("body")
    stub.say("show announce")
    call = server.wait_for(" Notify ")
    assert call.endswith(f'"{MARKED_UP}')
    assert server.wait_for("limber break start").startswith('limber break start" [] {')


def test_a_server_with_buttons_and_markup(play, stub):
    server = play("body body-markup actions")
    stub.say("show announce")
    call = server.wait_for(" Notify ")
    assert ESCAPED in call and "A stretch & a breath" in call
    assert "limber break start" not in call
    assert '"default" "Start" "start" "Start" "postpone" "In 5 min" "skip" "Skip"' in " ".join(call.replace(",", " ").split())


def test_no_server_is_told(bus, stub):
    stub.say("show announce")
    assert stub.wait_for("failed announce").startswith("failed announce ENOENT: no notification server runs")


def test_one_that_comes_later_shows_it(bus, stub, play):
    stub.say("show on")
    stub.wait_for("failed on")
    server = play("body actions")
    server.wait_for(" Notify ")
    wait_for_shown(stub, "on")


def test_no_session_bus_is_told_at_once(processes):
    stub = Process([SERVICE], env=environment())
    processes.append(stub)
    stub.wait_for("ready")
    stub.say("show announce")
    assert stub.wait_for("show announce") == "show announce ENOENT"


def test_forged_answers_do_not_count(bus, play, stub):
    play("body actions")
    stub.say("show announce")
    wait_for_shown(stub, "announce")
    for number in range(1, 4):
        bus.call("emit", "/org/freedesktop/Notifications", SERVER, "ActionInvoked", "us", str(number), "skip")
        bus.call("emit", "/org/freedesktop/Notifications", SERVER, "NotificationClosed", "uu", str(number), "2")
    stub.say("shown announce")
    assert stub.wait_for("shown announce").endswith("1")
    stub.say("quit")
    stub.end()
    assert not any(line.startswith(("action", "closed")) for line in stub.seen)
