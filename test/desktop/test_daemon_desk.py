# SPDX-License-Identifier: MIT
"""limberd and the window of a break. The program here is a stub: it follows as limber-desk does, over the same
link, and writes what it would show into a file. What the notification says is read from a real dunst."""

import os
import pathlib
import re
import signal
import subprocess

import pytest
from bus_stub import CLIENT, NAME, OBJECT, Bus, Process, environment
from daemon_rig import Rig
from desktop_parts import Dunst, Xvfb, await_name, wait_until

STUB = os.environ["DESK_STUB_BINARY"]
LONG = {"patience": "1s", "notice": "1s", "notice_max": "1s", "stretch.lasts": "30s"}
NOT_BY_ITSELF = {"stretch.every": "1h"}


class Desk:
    """What the stubs of one home wrote."""

    def __init__(self, rig):
        self.path = pathlib.Path(rig.env["DESK_STUB_LOG"])
        self.n_forgotten = 0

    def all_lines(self):
        return self.path.read_text().splitlines() if self.path.exists() else []

    def lines(self):
        return self.all_lines()[self.n_forgotten :]

    def forget(self):
        """From now on only new lines count."""
        self.n_forgotten = len(self.all_lines())

    def wait_for(self, words, n=1):
        def found():
            return sum(words in line for line in self.lines()) >= n

        try:
            wait_until(found, f"the desk does not say {words!r} {n} times")
        except AssertionError as late:
            raise AssertionError(f"{late}: {self.all_lines()}") from None
        return next(line for line in self.lines() if words in line)

    def starts(self):
        return [line.split() for line in self.all_lines() if line.startswith("start ")]

    def pids(self):
        return [int(start[1]) for start in self.starts()]

    def await_gone(self):
        wait_until(lambda: not any(is_alive(pid) for pid in self.pids()), f"a desk is left: {self.lines()}")


def is_alive(pid):
    """A zombie of limberd's is not gone; one that waits for init is."""
    try:
        state, parent = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX" or "limberd" in command_of(parent)


def skip_ms(line):
    return int(re.search(r"skip=(\d+)", line)[1])


def command_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


class Systemd:
    """The user's systemd as far as it knows the session's environment."""

    def __init__(self, bus, *variables):
        manager = "org.freedesktop.systemd1.Manager"
        self.mock = subprocess.Popen(
            ["/usr/bin/python3", "-m", "dbusmock", "--session", "org.freedesktop.systemd1", "/org/freedesktop/systemd1", manager],
            env=environment(bus), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        await_name(bus, "org.freedesktop.systemd1")
        added = bus.call(
            "call", "org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.DBus.Mock", "AddProperty",
            "ssv", manager, "Environment", "as", str(len(variables)), *variables,
        )  # fmt: skip
        assert added.returncode == 0, added.stderr

    def stop(self):
        self.mock.kill()
        self.mock.wait()


@pytest.fixture
def start():
    rigs = []

    def start(behaviour="", settings=(), display=":none", bus=False, now=False, **environment):
        """Somebody types on and on, so that a break is announced when patience ends; `now` one is on at once."""
        rig = Rig(settings={**LONG, **(NOT_BY_ITSELF if now else {}), **dict(settings)}, **{"LIMBER_DESK_BINARY": STUB, **environment})
        rigs.append(rig)
        rig.env.update(DESK_STUB=behaviour, DESK_STUB_LOG=str(rig.home / "desk"))
        if display:
            rig.env["DISPLAY"] = display
        if bus:
            rig.bus = rig.add(Bus(rig.home))
            rig.bus.start()
            rig.env["DBUS_SESSION_BUS_ADDRESS"] = rig.bus.address
            rig.x = rig.add(Xvfb())
            rig.dunst = rig.add(Dunst(rig.bus, rig.x.display, rig.home))
        rig.desk = Desk(rig)
        rig.start()
        if bus:
            wait_until(lambda: rig.doctor()["session bus"]["state"] == "works", "the session bus is not joined")
        rig.say("active")
        rig.follower = rig.follow()
        if now:
            rig.ok("break", "now", "stretch")
        return rig

    yield start
    for rig in rigs:
        rig.close()
        rig_desk_left = [pid for pid in (rig.desk.pids() if rig.home.exists() else []) if is_alive(pid)]
        assert rig_desk_left == []


def test_announced_hidden_shown_and_gone(start):
    rig = start(settings={"stretch.lasts": "2s"})
    rig.follower.wait_for("announced")
    rig.desk.wait_for("announced stretch card firm skip=0 postponed=0 taken=0")
    assert "shown" not in rig.desk.lines()
    rig.follower.wait_for("on")
    rig.desk.wait_for("on stretch card firm skip=0 postponed=0 taken=0")
    rig.desk.wait_for("shown")
    rig.follower.wait_for("none")
    rig.desk.wait_for("end 0")
    rig.desk.await_gone()
    ((_, _, display, set_right),) = rig.desk.starts()
    assert (display, set_right) == (":none", "right")
    assert rig.doctor()["windows"]["state"] == "works"
    assert rig.outcomes() == ["ignored"]  # whoever typed went on


def test_taken_is_started_cold(start):
    rig = start(now=True)
    rig.desk.wait_for("on stretch card firm skip=0 postponed=0 taken=1")
    rig.desk.wait_for("shown")
    rig.ok("break", "skip")
    rig.desk.wait_for("end 0")
    assert len(rig.desk.starts()) == 1


def test_a_long_break_has_the_screen(start):
    rig = start(settings={"stretch.enabled": "no", "walk.enabled": "yes", "walk.every": "1s"})
    rig.desk.wait_for("announced walk screen firm")


def test_the_size_that_is_set(start):
    rig = start(settings={"stretch.window": "screen"})
    rig.desk.wait_for("announced stretch screen firm")


def test_withdrawn_is_never_shown(start):
    rig = start(settings={"notice": "30s", "notice_max": "60s"})
    rig.desk.wait_for("announced")
    rig.say("busy mic")
    rig.desk.wait_for("end 0")
    rig.desk.await_gone()
    rig.say("free mic", "active")
    rig.follower.wait_for("announced")
    rig.desk.wait_for("announced", n=2)
    assert len(rig.desk.starts()) == 2 and "shown" not in rig.desk.lines()


def test_followed_over_the_session_bus(start):
    """A desk that sees another runtime directory, as in a sandbox."""
    rig = start(bus=True, settings={"notice": "30s", "notice_max": "60s"})
    rig.desk.wait_for("announced")
    elsewhere = rig.home / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    rig.env.update(XDG_RUNTIME_DIR=str(elsewhere), DESK_STUB_LOG=str(elsewhere / "desk"))
    desk, other = Desk(rig), subprocess.Popen([STUB, "--break"], env=rig.env)
    desk.wait_for("announced stretch card firm")
    rig.dunst.pick("Start")
    desk.wait_for("shown")
    rig.kill()
    desk.wait_for("gone")
    assert other.wait(20) == 0


def test_guided_in_a_terminal_it_is_not_needed(start):
    rig = start(settings={"notice": "30s", "notice_max": "60s"})
    rig.desk.wait_for("announced")
    terminal = Process([CLIENT, f"{rig.home}/run/limber/bus", "session"], env=rig.env)
    terminal.wait_for("begun")
    rig.follower.wait_for("on")
    rig.desk.wait_for("end 0")
    rig.desk.await_gone()
    assert "shown" not in rig.desk.lines()
    terminal.kill()


def test_a_session_in_it_is_kept(start):
    rig = start("session", now=True)
    rig.desk.wait_for("session")
    rig.follower.until(lambda line: line["break"]["session"], "the session")
    os.kill(rig.desk.pids()[0], signal.SIGUSR1)
    ended = rig.follower.wait_for("none")
    assert ended["today"]["breaks"]["done"] == 1 and ended["today"]["stretches"] == {"neck-rolls": 1}
    rig.desk.wait_for("end 0")
    assert rig.outcomes() == ["done"]


def test_it_dies_in_the_middle_of_a_session(start):
    rig = start("session", bus=True, now=True)
    rig.desk.wait_for("session")
    rig.follower.until(lambda line: line["break"]["session"], "the session")
    os.kill(rig.desk.pids()[0], signal.SIGKILL)
    line = rig.follower.until(lambda line: not line["break"]["session"], "the end of the session")
    assert line["break"]["state"] == "on"
    rig.desk.await_gone()
    rig.await_read()
    rig.dunst.await_displayed(0)


def test_postponed_from_the_window(start):
    rig = start(now=True)
    rig.desk.wait_for("shown")
    os.kill(rig.desk.pids()[0], signal.SIGUSR2)
    rig.follower.until(lambda line: line["today"]["breaks"]["postponed"] == 1, "the postponement")
    rig.desk.await_gone()


# ---- how firm ----


def test_gentle_opens_on_start(start):
    rig = start(bus=True, settings={"firm": "gentle", "notice": "30s", "notice_max": "60s"})
    rig.follower.wait_for("announced")
    rig.dunst.await_displayed(1)
    row = rig.doctor()["windows"]
    assert rig.desk.lines() == [] and (row["state"], row["fix"]) == ("off", "limber config set firm firm")
    rig.dunst.pick("Start")
    rig.desk.wait_for("on stretch card gentle skip=0 postponed=0 taken=1")
    rig.desk.wait_for("shown")
    rig.dunst.await_displayed(0)


def test_gentle_opens_on_guide_me(start):
    rig = start(bus=True, settings={"firm": "gentle"}, now=True)
    rig.follower.wait_for("on")
    rig.dunst.await_displayed(1)
    assert "Shoulder shrugs" in rig.dunst.shown() and rig.desk.lines() == []
    rig.dunst.pick("Guide me")
    rig.desk.wait_for("on stretch card gentle")
    rig.desk.wait_for("shown")
    rig.dunst.await_displayed(0)


def test_nobody_waits_for_a_window(start):
    rig = start(settings={"firm": "gentle"}, now=True)
    words = ["busctl", f"--address=unix:path={rig.home}/run/limber/bus", "call", NAME, OBJECT, NAME, "WindowReady"]
    called = subprocess.run(words, env=rig.env, capture_output=True, text=True)
    assert called.returncode == 1 and "no break waits for a window" in called.stderr


def test_no_window_for_this_break(start):
    rig = start(bus=True, settings={"stretch.window": "none"}, now=True)
    rig.follower.wait_for("on")
    rig.dunst.await_displayed(1)
    assert "Shoulder shrugs" in rig.dunst.shown()
    assert rig.desk.lines() == []


def test_strict_lets_go_after_a_while(start):
    rig = start(bus=True, settings={"firm": "strict", "strict_after": "15s", "postpone": "1s"})
    rig.follower.wait_for("announced")
    rig.desk.wait_for("announced stretch card strict skip=15000 postponed=0")
    rig.dunst.await_displayed(1)
    assert "postpone" not in rig.dunst.shown() and "limber break start" in rig.dunst.shown()
    assert 12000 <= skip_ms(rig.desk.wait_for("on stretch card strict")) <= 15000
    rig.ok("break", "postpone", "1s")  # the way out that always is
    rig.desk.wait_for("announced stretch card strict skip=15000 postponed=1")


def test_strict_after_some_postponements(start):
    rig = start(settings={"firm": "strict", "strict_postpones": "1", "stretch.every": "1s"}, now=True)
    rig.desk.wait_for("on stretch card strict skip=0 postponed=0")
    rig.desk.forget()
    rig.ok("break", "postpone", "1s")
    rig.desk.wait_for("announced stretch card strict skip=20000 postponed=1")
    assert skip_ms(rig.desk.wait_for("on stretch card strict")) > 15000
    rig.ok("break", "skip")
    rig.desk.await_gone()
    rig.desk.forget()
    rig.ok("break", "now")
    rig.desk.wait_for("on stretch card strict skip=0 postponed=0 taken=1")


# ---- when it cannot ----


@pytest.mark.parametrize(
    ("behaviour", "state", "words"),
    [
        ("exit 1", "broken", "status 1"),
        ("exit 0", "broken", "status 0"),
        ("exit 4", "missing", "no display"),
        ("on 3", "works", "shown by limber-desk"),
        ("on -9", "broken", "signal 9"),
    ],
)
def test_the_notification_instead(start, behaviour, state, words):
    rig = start(behaviour, bus=True, now=True)
    rig.follower.wait_for("on")
    rig.dunst.await_displayed(1)
    assert "limber stretch shoulder-shrugs" in rig.dunst.shown()
    row = rig.doctor()["windows"]
    assert row["state"] == state and words in row["detail"]
    assert len(rig.desk.starts()) == 1
    rig.desk.await_gone()


def test_the_notification_or_the_window(start):
    rig = start(bus=True, now=True)
    rig.desk.wait_for("shown")
    rig.await_read()
    rig.dunst.await_displayed(0)


def test_not_installed(start):
    rig = start(bus=True, LIMBER_DESK_BINARY="/nowhere/limber-desk", now=True)
    rig.follower.wait_for("on")
    rig.dunst.await_displayed(1)
    row = rig.doctor()["windows"]
    assert row["state"] == "missing" and "/nowhere/limber-desk" in row["detail"]


def test_no_display(start):
    rig = start(display=None, now=True)
    rig.follower.wait_for("on")
    assert rig.desk.lines() == []
    row = rig.doctor()["windows"]
    assert row["state"] == "missing" and "no display" in row["detail"]


def test_one_that_hangs_is_ended(start):
    rig = start("hang", bus=True, now=True)
    rig.follower.wait_for("on")
    rig.dunst.await_displayed(1)  # after 5 s
    rig.desk.wait_for("SIGTERM")
    assert "did not get ready" in rig.doctor()["windows"]["detail"]
    rig.desk.await_gone()  # after 5 s more


@pytest.fixture
def start_under_systemd(start):
    """limberd without a display of its own, on a bus with a systemd that knows these variables."""

    def start_under_systemd(*variables):
        rig = start(display=None, bus=True, settings=NOT_BY_ITSELF)
        rig.add(Systemd(rig.bus, *variables))
        rig.ok("break", "now", "stretch")
        return rig

    return start_under_systemd


def test_the_display_that_systemd_knows(start_under_systemd):
    rig = start_under_systemd("PATH=/nowhere", "WAYLAND_DISPLAY=", "DISPLAY=:77", "LIMBER_DESK_BINARY=/nowhere")
    rig.desk.wait_for("shown")
    ((_, _, display, set_right),) = rig.desk.starts()
    assert (display, set_right) == (":77", "right")
    assert rig.doctor()["windows"]["state"] == "works"


def test_systemd_knows_no_display(start_under_systemd):
    rig = start_under_systemd("PATH=/nowhere", "DISPLAYS=:77", "WAYLAND_DISPLAY=")
    rig.dunst.await_displayed(1)
    assert rig.desk.lines() == []
    row = rig.doctor()["windows"]
    assert row["state"] == "missing" and "no display" in row["detail"]


# ---- the daemon goes ----


def test_one_that_hangs_does_not_outlive_the_daemon(start):
    rig = start("hang", settings={"notice": "30s", "notice_max": "60s"})
    rig.desk.wait_for("start")
    rig.stop()  # after 5 s
    assert not is_alive(rig.desk.pids()[0])



def test_the_daemon_stops_before_it_is_shown(start):
    rig = start(settings={"notice": "30s", "notice_max": "60s"})
    rig.desk.wait_for("announced")
    rig.stop()
    assert not is_alive(rig.desk.pids()[0])


def test_the_daemon_stops_in_the_middle(start):
    rig = start(now=True)
    rig.desk.wait_for("shown")
    rig.stop()
    rig.desk.wait_for("gone")
    wait_until(lambda: not is_alive(rig.desk.pids()[0]), "it is left")
    assert "SIGTERM" not in rig.desk.lines()


def test_the_daemon_is_killed_in_the_middle(start):
    rig = start("session", now=True)
    rig.desk.wait_for("session")
    rig.kill()
    rig.desk.wait_for("gone")
    wait_until(lambda: not is_alive(rig.desk.pids()[0]), "it is left")
