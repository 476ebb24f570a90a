# SPDX-License-Identifier: MIT
"""limberd and its home: one daemon at a time, settings that change while it runs, disks that take nothing."""

import os
import pathlib
import shutil
import signal
import subprocess

import pytest
from bus_stub import PATIENCE_S, Bus
from daemon_rig import Rig, settings_text
from desktop_parts import Dunst, Xvfb, wait_until


@pytest.fixture
def make():
    rigs = []

    def make(**settings):
        rig = Rig(settings={key.replace("__", "."): value for key, value in settings.items()})
        rigs.append(rig)
        return rig

    yield make
    for rig in rigs:
        rig.close()


@pytest.fixture
def start(make):
    return lambda **settings: make(**settings).start()


# ---- one at a time ----


@pytest.mark.parametrize("elsewhere", [False, True], ids=["same runtime directory", "another, same home"])
def test_a_second_daemon_is_refused_and_disturbs_nothing(start, elsewhere):
    rig = start(stretch__every="1h")
    follower = rig.follow()
    rig.say("active")
    follower.until(lambda line: line["present"], "presence")
    environment = {}
    if elsewhere:
        (rig.home / "run2").mkdir(mode=0o700)
        environment["XDG_RUNTIME_DIR"] = str(rig.home / "run2")
    before = rig.status(), rig.state_file.read_bytes()
    code, said = rig.start_another(**environment)
    assert code == 1
    assert said.startswith("limberd: ") and said.count("\n") == 1 and said.endswith("\n")
    assert "limber stop" in said
    assert rig.state_file.read_bytes() == before[1]
    after = rig.status()
    assert after["present"] and after["bout_start"] == before[0]["bout_start"]
    rig.say("quiet", "gone lock")
    follower.until(lambda line: line["gone"] == "lock", "the lock")
    rig.stop()
    rig.start()  # the place is free


# ---- settings ----


def to_go_s(rig):
    return rig.status()["break"]["due_in_s"]


def test_settings_are_in_force_when_they_are_written(start):
    rig = start(stretch__every="1h")
    rig.say("active")
    rig.await_read()
    assert 3590 <= to_go_s(rig) <= 3600
    rig.set(stretch__every="2h")  # by a rename, as careful editors do
    wait_until(lambda: to_go_s(rig) > 3600, "not in force")
    rig.conf.write_text(settings_text({**rig.settings, "stretch.every": "3h"}))  # in place
    wait_until(lambda: to_go_s(rig) > 7200, "not in force")
    rig.ok("config", "set", "stretch.every", "4h")
    wait_until(lambda: to_go_s(rig) > 10800, "not in force")
    rig.conf.unlink()  # the defaults
    wait_until(lambda: to_go_s(rig) <= 1800, "not in force")
    assert rig.problems() == {}


def test_settings_that_became_wrong_change_nothing_and_are_told_until_they_are_mended(start):
    rig = start(stretch__every="2h")
    follower = rig.follow()
    rig.say("active")
    rig.await_read()
    rig.set(stretch__every="5x", stretch__lasts="2s")
    told = follower.wait_for(lambda line: line["problems"], "the problem")
    (problem,) = told["problems"]
    line = rig.conf.read_text().splitlines().index("every = 5x") + 1
    assert problem["part"] == "settings" and f"limber.conf:{line}: " in problem["text"] and "5x" in problem["text"]
    assert 7190 <= to_go_s(rig) <= 7200
    assert f"limber.conf:{line}: " in rig.ok("status")
    row = rig.doctor()["settings"]
    assert row["state"] == "broken" and f"limber.conf:{line}: " in row["detail"]
    rig.wait_for_log(f"limber.conf:{line}: ")
    assert "the settings before stay in force" in rig.log_text()
    rig.daemon.send_signal(signal.SIGHUP)  # asked again: the same answer
    wait_until(lambda: rig.log_text().count(f"limber.conf:{line}: ") == 2, "a reload says nothing")
    assert rig.daemon.poll() is None
    rig.set(stretch__every="3h")
    follower.wait_for(lambda line: not line["problems"], "the mending")
    assert to_go_s(rig) > 7200
    assert rig.doctor()["settings"]["state"] == "works"


def test_settings_wrong_from_the_start(make):
    rig = make(stretch__every="5x")
    rig.start()
    assert list(rig.problems()) == ["settings"]
    rig.say("active")
    rig.await_read()
    assert 1700 < to_go_s(rig) <= 1800  # the defaults
    rig.set(stretch__every="2h")
    wait_until(lambda: rig.problems() == {}, "still told")
    assert to_go_s(rig) > 7100


def test_a_break_whose_rule_is_taken_out_ends_under_its_own_name(start):
    rig = start(pause="1m", walk__enabled="yes", walk__every="2h", swim__every="1s", swim__lasts="9m", swim__rest="1h", stretch__every="1h")
    follower = rig.follow()
    rig.say("active")
    follower.wait_for(lambda line: line["break"]["state"] == "waiting" and line["break"]["name"] == "swim", "the swim")
    rig.settings = {key: value for key, value in rig.settings.items() if not key.startswith("swim.")}
    rig.set()
    ended = follower.wait_for("none")
    assert ended["today"]["breaks"]["withdrawn"] == 1 and ended["break"]["name"] != "swim"
    assert rig.rows("SELECT name, outcome FROM break") == [("swim", "withdrawn")]


# ---- disks ----


def namespace():
    """How to have mounts of one's own here, or None."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        if subprocess.run([*words, "true"], capture_output=True, timeout=PATIENCE_S).returncode == 0:
            return words
    return None


class Disk:
    """A small disk below the home, for the daemon alone, with these of its places on it."""

    SIZE = "1m"

    def __init__(self, rig, *names, read_only=False):
        self.rig = rig
        self.path = rig.home / "disk"
        self.path.mkdir()
        for name in names:
            rig.env[f"XDG_{name}_HOME"] = str(self.path / name.lower())
        mount = f"mount -t tmpfs -o size={self.SIZE},mode=700 tmpfs {self.path}"
        if read_only:
            mount += f" && mount -o remount,ro {self.path}"
        rig.start([*namespace(), "sh", "-c", f'{mount} && exec "$@"', "sh"])
        self.inside = f"/proc/{rig.daemon.pid}/root{self.path}"
        self.filler = f"{self.inside}/filler"

    def let_write(self):
        user = ["-U", "--preserve-credentials"] if os.geteuid() != 0 else []
        subprocess.run(
            ["nsenter", "-t", str(self.rig.daemon.pid), *user, "-m", "mount", "-o", "remount,rw", str(self.path)],
            check=True, timeout=PATIENCE_S,
        )  # fmt: skip

    def fill(self):
        with open(self.filler, "wb", buffering=0) as filler:
            for size in (4096, 1):
                try:
                    while True:
                        filler.write(bytes(size))
                except OSError:
                    pass

    def empty(self):
        os.unlink(self.filler)

    def outcomes(self):
        """From a copy, for SQLite follows links, and so out of the daemon's mounts."""
        copy = self.rig.home / "copy.db"
        for end in ("", "-wal"):
            pathlib.Path(f"{copy}{end}").unlink(missing_ok=True)
            if os.path.exists(f"{self.inside}/data/limber/limber.db{end}"):
                shutil.copy(f"{self.inside}/data/limber/limber.db{end}", f"{copy}{end}")
        return self.rig.outcomes(copy)


needs_mounts = pytest.mark.skipif(namespace() is None, reason="no mounts of one's own here")


def skip_a_break(rig, follower, n):
    rig.ok("break", "now")
    rig.ok("break", "skip")
    return follower.until(lambda line: line["today"]["breaks"]["skipped"] == n, f"outcome {n}")


def a_whole_break(rig, follower):
    """Announced, begun and ended, as if nothing were wrong."""
    rig.set(stretch__every="1s")
    for state in ("waiting", "announced", "on"):
        follower.wait_for(state)
    rig.set(stretch__every="30m")
    return follower.wait_for("none")


@needs_mounts
def test_a_disk_that_is_full_for_a_while(make):
    rig = make(patience="1s", notice="1s", notice_max="1s", stretch__every="30m")
    bus = rig.add(Bus(rig.home))
    bus.start()
    rig.env["DBUS_SESSION_BUS_ADDRESS"] = bus.address
    dunst = rig.add(Dunst(bus, rig.add(Xvfb()).display, rig.home))
    disk = Disk(rig, "DATA", "STATE")
    follower = rig.follow()
    rig.say("active")
    rig.await_read()
    skip_a_break(rig, follower, 1)
    assert disk.outcomes() == ["skipped"] and rig.problems() == {}
    disk.fill()
    skip_a_break(rig, follower, 2)
    told = follower.until(lambda line: line["problems"], "the problem")
    (problem,) = told["problems"]
    assert problem["part"] == "history" and problem["text"].startswith("cannot save: ")
    skip_a_break(rig, follower, 3)
    ended = a_whole_break(rig, follower)
    assert ended["today"]["breaks"]["ignored"] == 1
    assert rig.doctor()["history"]["state"] == "broken"
    assert rig.log_text().count("cannot save: ") == 1
    assert dunst.shown().count("summary: 'Limber cannot save'") == 1
    disk.empty()
    skip_a_break(rig, follower, 4)
    follower.until(lambda line: not line["problems"], "the mending")
    assert disk.outcomes() == ["skipped"] * 3 + ["ignored", "skipped"]
    assert "saving works again; 4 records that waited are written" in rig.log_text()
    assert rig.doctor()["history"]["state"] == "works"
    rig.stop()


@needs_mounts
def test_a_home_that_is_read_only_from_the_start(make):
    rig = make(patience="1s", notice="1s", notice_max="1s")
    disk = Disk(rig, "CONFIG", "DATA", "STATE", read_only=True)
    follower = rig.follow()
    rig.say("active")
    rig.await_read()
    rig.ok("break", "now")
    follower.until(lambda line: line["break"]["state"] == "on", "the break")
    rig.ok("break", "skip")
    told = follower.until(lambda line: line["problems"], "the problem")
    assert [problem["part"] for problem in told["problems"]] == ["history"]
    wait_until(lambda: rig.doctor()["state"]["state"] == "broken", "the state is not told")
    assert rig.log_text().count("cannot save: ") == 1
    disk.let_write()
    rig.ok("break", "now")
    rig.ok("break", "skip")
    follower.until(lambda line: not line["problems"], "the mending")
    assert disk.outcomes() == ["skipped", "skipped"]
    rig.ok("pause")  # saved at once
    wait_until(lambda: rig.doctor()["state"]["state"] == "works", "the state is still called broken")
    rig.stop()
