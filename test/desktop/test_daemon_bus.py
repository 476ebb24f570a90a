# SPDX-License-Identifier: MIT
"""org.limber.Limber1(5) against the daemon that it describes: nothing is left out, its examples run, and properties
tell their changes."""

import json
import os
import pathlib
import queue
import re
import shlex
import subprocess
import threading
import xml.etree.ElementTree

import pytest
from bus_stub import Bus
from daemon_rig import Rig
from desktop_parts import PATIENCE_S, wait_until

ROOT = pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"])
PAGE = (ROOT / "doc" / "org.limber.Limber1.5.scd").read_text()
INTERFACE = xml.etree.ElementTree.parse(ROOT / "data" / "dbus" / "org.limber.Limber1.xml").find(".//interface")
EXAMPLES = re.findall(r"^\t((?:busctl|gdbus) .*)$", PAGE, re.M)
NAME, OBJECT = "org.limber.Limber1", "/org/limber/Limber1"


class Changes:
    """PropertiesChanged, as somebody sees it who keeps copies of the properties."""

    def __init__(self, rig):
        self.process = subprocess.Popen(
            ["busctl", f"--address={rig.bus.address}", "--json=short", "--match",
             f"type='signal',sender='{NAME}',member='PropertiesChanged'", "monitor"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.signals = queue.Queue()
        self.copies = {}
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            message = json.loads(line)
            if message.get("member") == "PropertiesChanged" and message["payload"]["data"][0] == NAME:
                self.signals.put(message["payload"]["data"])

    def wait_for(self, name, value):
        while self.copies.get(name) != value:
            try:
                _, changed, invalidated = self.signals.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise AssertionError(f"{name} did not become {value}: {self.copies}") from None
            assert invalidated == []
            self.copies.update({key: variant["data"] for key, variant in changed.items()})

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def rig():
    rig = Rig(settings={"stretch.every": "1h", "stretch.lasts": "1m"})
    rig.bus = rig.add(Bus(rig.home))
    rig.bus.start()
    rig.env["DBUS_SESSION_BUS_ADDRESS"] = rig.bus.address
    rig.start()
    wait_until(lambda: rig.doctor()["session bus"]["state"] == "works", "the session bus is not joined")
    yield rig
    rig.close()


def properties(rig):
    got = rig.bus.call("--json=short", "call", NAME, OBJECT, "org.freedesktop.DBus.Properties", "GetAll", "s", NAME)
    assert got.returncode == 0, got.stderr
    return {name: variant["data"] for name, variant in json.loads(got.stdout)["data"][0].items()}


def section(title):
    return re.search(rf"^# {title}\n(.*?)(?=^# |\Z)", PAGE, re.M | re.S)[1]


def test_the_page_has_everything():
    for kind, title in (("method", "METHODS"), ("property", "PROPERTIES"), ("signal", "SIGNALS")):
        said = re.findall(r"\*([A-Z][A-Za-z]+)\*(?:\(| [a-z])", "\n".join(re.findall(r"^\*.*", section(title), re.M)))
        assert sorted(said) == sorted(element.get("name") for element in INTERFACE.findall(kind)), title
    errors = re.findall(r'"(org\.limber\.Error\.\w+)"', (ROOT / "src" / "bus" / "names.h").read_text())
    assert sorted(re.findall(r"^\*(org\.limber\.Error\.\w+)\*", section("ERRORS"), re.M)) == sorted(errors)


def test_the_page_has_the_types():
    for method in INTERFACE.findall("method"):
        for way in ("in", "out"):
            for argument in method.findall(f"arg[@direction='{way}']"):
                assert f"{argument.get('type')} {argument.get('name')}" in section("METHODS"), method.get("name")
    for element in INTERFACE.findall("property"):
        assert f"*{element.get('name')}* {element.get('type')}" in section("PROPERTIES")


@pytest.mark.parametrize("example", [example for example in EXAMPLES if "monitor" not in example])
def test_an_example_runs(rig, example):
    rig.say("active")
    rig.await_read()
    done = subprocess.run(shlex.split(example), env=rig.env, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    if example.endswith("GetStatus"):
        assert '"break_state" s "none"' in done.stdout
        keys = set(re.findall(r'"(\w+_ms)" x', done.stdout)) - {"bout_start_unix_ms", "paused_until_unix_ms"}
        assert all(key in section("METHODS").replace("\\", "") for key in keys) and len(keys) >= 8
    if example.endswith("BreakState"):
        assert done.stdout == 's "none"\n'
    if "Pause t" in example:
        assert rig.status()["paused"]
    if "SetPosture" in example:
        assert rig.status()["posture"] == "standing"
    if "BreakNow" in example:
        assert rig.status()["break"]["state"] == "on"


def test_the_monitor_of_the_page_shows_changes(rig):
    (example,) = [example for example in EXAMPLES if "monitor" in example]
    output = rig.home / "monitor"
    with open(output, "w") as file:
        monitor = subprocess.Popen(shlex.split(example), env=rig.env, stdout=file, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: "is owned by" in output.read_text(), "gdbus does not begin")
        rig.ok("pause", "1h")
        wait_until(lambda: "'Paused': <true>" in output.read_text(), "nothing is told")
        assert "StatusChanged" in output.read_text()
    finally:
        monitor.kill()
        monitor.wait()


def test_properties_tell_their_changes(rig):
    changes = rig.add(Changes(rig))
    wait_until(lambda: (rig.ok("resume"), rig.ok("pause", "1h"), not changes.signals.empty())[2], "no signal comes")
    changes.wait_for("Paused", True)
    rig.ok("resume")
    changes.wait_for("Paused", False)
    changes.wait_for("Busy", [])
    rig.say("active")
    changes.wait_for("Present", True)
    assert changes.copies["BoutStartUnixMs"] > 0
    rig.ok("stand")
    changes.wait_for("Posture", "standing")
    rig.ok("break", "now")
    changes.wait_for("BreakState", "on")
    changes.wait_for("BreakTaken", True)
    rig.ok("break", "postpone")
    changes.wait_for("BreakState", "none")
    assert changes.copies["TodayBreaks"]["postponed"] == 1
    rig.conf.write_text("nonsense\n")
    wait_until(lambda: properties(rig)["ConfigError"], "the mistake is not found")
    changes.wait_for("ConfigError", properties(rig)["ConfigError"])
    rig.set()
    changes.wait_for("ConfigError", "")

    now = properties(rig)
    assert {name: value for name, value in changes.copies.items() if now[name] != value} == {}
    assert "Version" not in changes.copies


def test_a_history_that_cannot_be_kept_is_told(rig):
    rig.say("active")
    rig.await_read()
    changes = rig.add(Changes(rig))
    wait_until(lambda: (rig.ok("pause", "1h"), rig.ok("resume"), not changes.signals.empty())[2], "no signal comes")
    rig.database.parent.rename(rig.home / "elsewhere")
    rig.database.parent.write_text("")
    rig.ok("break", "now")
    rig.ok("break", "skip")
    wait_until(lambda: properties(rig)["StoreProblem"], "the store does not fail")
    changes.wait_for("StoreProblem", properties(rig)["StoreProblem"])
