# SPDX-License-Identifier: MIT
"""The sense of the session, against dbusmock's logind on a bus of its own."""

import os
import pathlib
import subprocess
import sys
import time

import dbus
import pytest
from source_worlds import PATIENCE_S, Printer

NAME, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION, MOCK = f"{NAME}.Manager", f"{NAME}.Session", "org.freedesktop.DBus.Mock"
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


class System:
    """A system bus with a logind in which this user has session 7."""

    def __init__(self, folder):
        self.folder = folder / "run"
        self.folder.mkdir()
        self.socket = self.folder / "bus"
        self.config = folder / "bus.conf"
        self.config.write_text(CONFIG.format(socket=self.socket))
        self.address = f"unix:path={self.socket}"
        self.env = {"DBUS_SYSTEM_BUS_ADDRESS": self.address, "XDG_SESSION_ID": ""}
        self.bus_process = self.logind_process = self.connection = None

    def start_bus(self):
        self.bus_process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={self.config}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.bus_process.stdout.readline()
        self.connection = dbus.bus.BusConnection(self.address)

    def start_logind(self, with_session=True):
        self.logind_process = subprocess.Popen(
            [sys.executable, "-m", "dbusmock", "--system", "--template", "logind"],
            env={**os.environ, **self.env},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE_S
        while not self.connection.name_has_owner(NAME):
            assert time.monotonic() < end, "the mock of logind does not start"
            time.sleep(0.02)
        # The template's own takes the number for a text.
        code = f'ret = "{PATH}/user/" + str(args[0])'
        self.call(PATH, MOCK, "AddMethod", MANAGER, "GetUser", "u", "o", code)
        if with_session:
            self.add_session("7")

    def call(self, path, interface, method, *arguments):
        return self.connection.get_object(NAME, path).get_dbus_method(method, interface)(*arguments)

    def add_session(self, number):
        path = self.call(PATH, MOCK, "AddSession", number, "seat0", dbus.UInt32(os.getuid()), "me", True)
        self.set_display(number, path)
        return path

    def set_display(self, number, path):
        display = dbus.Struct((number, dbus.ObjectPath(path)), signature="so")
        user = f"{PATH}/user/{os.getuid()}"
        self.call(user, dbus.PROPERTIES_IFACE, "Set", f"{NAME}.User", "Display", display)

    def session(self, method, *arguments):
        self.call(f"{PATH}/session/7", SESSION, method, *arguments)

    def update(self, **properties):
        self.call(f"{PATH}/session/7", MOCK, "UpdateProperties", SESSION, properties)

    def emit(self, signal, signature, *arguments):
        self.call(PATH, MOCK, "EmitSignal", MANAGER, signal, signature, list(arguments))

    def sleep(self, starts):
        self.emit("PrepareForSleep", "b", starts)

    def inhibitors(self):
        return [tuple(map(str, i[:4])) for i in self.call(PATH, MANAGER, "ListInhibitors")]

    def wait_for_inhibitors(self, n):
        end = time.monotonic() + PATIENCE_S
        while len(self.inhibitors()) != n:
            assert time.monotonic() < end, f"{self.inhibitors()} instead of {n}"
            time.sleep(0.02)

    def stop_logind(self):
        if self.logind_process:
            self.logind_process.kill()
            self.logind_process.wait()
            self.logind_process = None

    def stop_bus(self):
        if self.connection:
            self.connection.close()
            self.connection = None
        if self.bus_process:
            self.bus_process.kill()
            self.bus_process.wait()
            self.bus_process.stdout.close()
            self.bus_process = None
        pathlib.Path(self.socket).unlink(missing_ok=True)


@pytest.fixture
def system(tmp_path):
    made = System(tmp_path)
    try:
        made.start_bus()
        made.start_logind()
        yield made
    finally:
        made.stop_logind()
        made.stop_bus()


def open_logind(system):
    printer = Printer("logind", 1000, env=system.env)
    printer.expect("ready logind")
    system.wait_for_inhibitors(1)
    return printer


def settled(system, printer):
    """When the lock of the session has been told once, the session has been found."""
    for _ in range(50):
        system.session("Lock")
        try:
            printer.observe("gone lock", timeout_s=0.2)
            break
        except AssertionError:
            continue
    else:
        raise AssertionError("the session was not found")
    system.session("Unlock")
    printer.observe("back", timeout_s=2)
    return printer


@pytest.fixture
def printer(system):
    made = settled(system, open_logind(system))
    yield made
    made.close()


def test_lock_and_unlock(system, printer):
    for _ in range(2):
        before = time.monotonic()
        system.session("Lock")
        at, since = printer.observe("gone lock", timeout_s=2)
        assert before - 0.05 <= since <= at
        system.session("Unlock")
        printer.observe("back", timeout_s=2)


def test_locker_that_sets_the_hint_is_told_once(system, printer):
    system.session("Lock")
    printer.observe("gone lock", timeout_s=2)
    system.session("SetLockedHint", True)
    printer.silent(0.3)
    system.session("SetLockedHint", False)
    printer.observe("back", timeout_s=2)
    system.session("Unlock")
    printer.silent(0.3)
    system.session("SetLockedHint", True)
    printer.observe("gone lock", timeout_s=2)
    system.session("Unlock")
    printer.observe("back", timeout_s=2)
    system.session("SetLockedHint", False)
    printer.silent(0.3)


def test_another_session_on_the_seat_is_like_a_lock(system, printer):
    system.update(Active=False)
    printer.observe("gone lock", timeout_s=2)
    system.session("SetLockedHint", True)
    system.update(Active=True)
    printer.silent(0.3)
    system.session("SetLockedHint", False)
    printer.observe("back", timeout_s=2)


def test_locked_before_we_came(system):
    system.session("SetLockedHint", True)
    printer = open_logind(system)
    printer.observe("gone lock", timeout_s=2)
    system.session("SetLockedHint", False)
    printer.observe("back", timeout_s=2)
    printer.close()


def test_sleep_waits_for_us_and_no_longer(system, printer):
    assert system.inhibitors() == [
        ("sleep", "Limber", "Limber stores how long you have been sitting", "delay"),
    ]
    for _ in range(2):
        system.sleep(True)
        printer.observe("gone suspend", timeout_s=2)
        system.wait_for_inhibitors(0)
        system.sleep(False)
        printer.observe("back", timeout_s=2)
        system.wait_for_inhibitors(1)
        system.sleep(False)  # logind says it twice after hibernate
        printer.silent(0.3)
        assert len(system.inhibitors()) == 1


def test_end_of_the_session(system, printer):
    system.set_display("", "/")
    system.emit("SessionRemoved", "so", "8", dbus.ObjectPath(f"{PATH}/session/8"))
    printer.silent(0.3)
    system.emit("SessionRemoved", "so", "7", dbus.ObjectPath(f"{PATH}/session/7"))
    printer.observe("gone off", timeout_s=2)
    printer.expect("problem logind knows no session of yours.*", timeout_s=2)
    system.emit("UserRemoved", "uo", dbus.UInt32(os.getuid()), dbus.ObjectPath("/"))
    printer.silent(0.3)

    path = system.add_session("9")
    system.emit("SessionNew", "so", "9", dbus.ObjectPath(path))
    printer.expect("works", timeout_s=2)
    printer.observe("back", timeout_s=2)


def test_end_of_the_user(system, printer):
    system.emit("UserRemoved", "uo", dbus.UInt32(os.getuid() + 1), dbus.ObjectPath("/"))
    printer.silent(0.3)
    system.emit("UserRemoved", "uo", dbus.UInt32(os.getuid()), dbus.ObjectPath("/"))
    printer.observe("gone off", timeout_s=2)


def test_session_by_its_id(system):
    system.add_session("3")  # and this is the display's
    system.env = {**system.env, "XDG_SESSION_ID": "7"}
    printer = settled(system, open_logind(system))
    system.call(f"{PATH}/session/3", SESSION, "Lock")
    printer.silent(0.3)
    printer.close()


def test_logind_that_goes_and_comes_back(system, printer):
    system.stop_logind()
    printer.expect("problem logind is gone.*", timeout_s=2)
    system.start_logind(with_session=False)
    printer.expect("problem logind .*", timeout_s=5)  # a mock starts empty
    path = system.add_session("7")
    system.session("SetLockedHint", True)
    system.emit("SessionNew", "so", "7", dbus.ObjectPath(path))
    printer.expect("works", timeout_s=2)
    printer.observe("gone lock", timeout_s=2)
    system.wait_for_inhibitors(1)


def test_bus_that_goes_and_comes_back(system, printer):
    system.stop_logind()
    printer.expect("problem logind is gone.*", timeout_s=2)
    system.stop_bus()
    printer.expect("problem the system bus is gone.*", timeout_s=2)
    printer.silent(0.3)
    assert printer.sleeps_through(1)
    system.start_bus()
    system.start_logind()
    system.emit("SessionNew", "so", "7", dbus.ObjectPath(f"{PATH}/session/7"))
    while printer.next(5)[1] != "works":  # no logind at first, or no session, as the mock starts
        pass
    settled(system, printer)


def test_no_bus_at_all(tmp_path):
    system = System(tmp_path)
    printer = Printer("logind", 1000, env=system.env)
    printer.expect("ready logind")
    printer.expect("problem cannot reach the system bus.*", timeout_s=2)
    try:
        system.start_bus()
        system.start_logind()
        system.emit("SessionNew", "so", "7", dbus.ObjectPath(f"{PATH}/session/7"))
        while printer.next(10)[1] != "works":
            pass
        settled(system, printer)
        printer.close()
    finally:
        system.stop_logind()
        system.stop_bus()


def test_idle_session_wakes_nobody(printer):
    printer.silent(0.3)
    assert printer.sleeps_through(2)
