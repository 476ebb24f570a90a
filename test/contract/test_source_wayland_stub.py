# SPDX-License-Identifier: MIT
"""The wayland source at a small compositor of the tests (stub-compositor.c): what the real ones of Debian 12 do not have or
never do: version 2, films, several seats and none, and events that are wrong.
"""

import os
import signal
import subprocess
import time

import pytest
from source_worlds import PATIENCE_S, Printer, WaylandWorld, failure_of

STUB = os.environ["STUB_COMPOSITOR"]


class Stub(WaylandWorld):
    display = "wayland-t"
    words = ()

    def __init__(self, version):
        self.version = version
        super().__init__()

    def start(self):
        self.server = subprocess.Popen(
            [STUB, self.display, str(self.version)],
            env={**os.environ, "XDG_RUNTIME_DIR": str(self.folder)},
            stdin=subprocess.PIPE,
            text=True,
            bufsize=1,
            start_new_session=True,
        )
        self.await_path(self.folder / self.display)

    def do(self, command):
        self.server.stdin.write(command + "\n")

    def type(self, seat=0):
        self.do(f"input {seat}")


@pytest.fixture
def stub():
    made = []

    def make(version):
        made.append(Stub(version))
        return made[-1]

    yield make
    for world in made:
        world.close()


def open_active(world, long_ms, watch_ms=0):
    printer = Printer("wayland", long_ms, watch_ms, env=world.env)
    printer.expect("ready wayland")
    printer.observe("quiet")
    world.type()
    printer.observe("active")
    return printer


MEANS = ["org_kde_kwin_idle", "ext_idle_notifier_v1 version 1", "ext_idle_notifier_v1 version 2"]


@pytest.mark.parametrize("version", [0, 1, 2])
def test_each_protocol(stub, version):
    world = stub(version)
    printer = open_active(world, 1000)
    printer.say("means")
    printer.expect(f"means {MEANS[version]}")
    typed = time.monotonic()
    for _ in range(5):
        world.type()
        typed = time.monotonic()
        printer.silent(0.1)
    at, since = printer.observe("quiet", timeout_s=2)
    assert abs(since - typed) < 0.3
    assert 0.99 <= at - since <= 1.3
    printer.say("watch 300")
    world.type()
    printer.observe("active", timeout_s=1)
    at, since = printer.observe("quiet", timeout_s=1)
    assert 0.29 <= at - since <= 0.6
    world.type()
    printer.observe("active", timeout_s=1)
    printer.close()


def test_compositor_without_idle_times_is_said(stub):
    assert "tells nothing of idle times" in failure_of("wayland", stub(-1).env)


def test_film_is_told_from_a_person_by_version_2(stub):
    world = stub(2)
    printer = open_active(world, 1500)
    typed = time.monotonic()
    world.do("inhibit 1")
    at, _ = printer.observe("film", timeout_s=2)
    assert at - typed < 1.4  # before the person counts as away
    _, since = printer.observe("quiet", timeout_s=2)
    assert abs(since - typed) < 0.3
    printer.silent(1)
    ended = time.monotonic()
    world.do("inhibit 0")
    at, _ = printer.observe("film off", timeout_s=2)
    assert at - ended < 1  # half the threshold
    world.type()
    printer.observe("active", timeout_s=1)
    printer.observe("quiet", timeout_s=2)
    printer.close()


def test_film_that_somebody_types_through_says_nothing(stub):
    world = stub(2)
    printer = open_active(world, 1500)
    world.do("inhibit 1")
    for _ in range(10):
        printer.silent(0.2)
        world.type()
    world.do("inhibit 0")
    world.type()
    printer.observe("quiet", timeout_s=2)
    printer.close()


@pytest.mark.parametrize("version", [0, 1])
def test_film_looks_like_a_person_to_version_1(stub, version):
    world = stub(version)
    printer = open_active(world, 700)
    world.do("inhibit 1")
    printer.silent(1.5)
    world.do("inhibit 0")
    printer.observe("quiet", timeout_s=2)
    printer.close()


def test_activity_at_any_seat_and_quiet_at_all(stub):
    world = stub(1)
    world.do("seat 1 1")
    printer = open_active(world, 800)
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        world.type(seat=1)
        printer.silent(0.1)
    typed = time.monotonic()
    _, since = printer.observe("quiet", timeout_s=2)
    assert abs(since - typed) < 0.3
    world.type(seat=1)
    printer.observe("active", timeout_s=1)
    world.do("seat 1 0")
    printer.observe("quiet", timeout_s=2)
    world.do("seat 2 1")
    printer.silent(0.3)  # a seat that comes is nobody's input ...
    world.type(seat=2)
    printer.observe("active", timeout_s=1)  # ... but what is typed there is
    printer.close()


def test_seat_that_vanishes_is_waited_for(stub):
    world = stub(1)
    printer = open_active(world, 60_000)
    world.do("seat 0 0")
    printer.observe("quiet", timeout_s=1)
    printer.expect("problem .*no seat.*")
    assert printer.sleeps_through(1)
    world.do("seat 1 1")
    printer.expect("works", timeout_s=1)
    printer.silent(0.2)
    world.type(seat=1)
    printer.observe("active", timeout_s=1)
    printer.close()


def test_compositor_without_a_seat(stub):
    world = stub(1)
    world.do("seat 0 0")
    time.sleep(0.1)
    printer = Printer("wayland", 60_000, env=world.env)
    printer.expect("ready wayland")
    printer.expect("problem .*no seat.*", timeout_s=3)
    printer.observe("quiet")
    world.do("seat 0 1")
    printer.expect("works", timeout_s=1)
    printer.close()


def test_events_that_do_not_fit_are_taken_calmly(stub):
    world = stub(2)
    printer = open_active(world, 60_000)
    for _ in range(20):
        world.do("idled")
        world.do("idled")
        world.do("resumed")
        world.do("resumed")
    world.do("idled")
    time.sleep(0.5)
    printer.say("switches")
    while not printer.next()[1].startswith("switches"):
        pass
    printer.close()


def words(*numbers):
    return b"".join(number.to_bytes(4, "little") for number in numbers).hex()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("ff" * 64, id="garbage"),
        pytest.param("00" * 64, id="zeros"),
        pytest.param(words(2, 4 << 16), id="a message shorter than its head"),
        pytest.param(words(2, 0xFFFF << 16), id="a message longer than any"),
        pytest.param(words(2, 8 << 16 | 77), id="an event that there is not"),
        pytest.param(words(2, 16 << 16, 5, 9999), id="a string that ends elsewhere"),
        pytest.param(words(2, 24 << 16, 5, 4, 0x41414141, 1), id="a string without an end"),
        pytest.param(words(2, 20 << 16, 5, 0, 1), id="no string at all"),
        pytest.param(words(1, 24 << 16, 2, 7, 4, 0x00414141), id="an error of the display"),
        pytest.param(words(1, 12 << 16 | 1, 99999), id="an id that was never there"),
    ],
)
def test_hostile_compositor_costs_its_connection_and_nothing_else(stub, raw):
    world = stub(2)
    printer = open_active(world, 60_000)
    world.do(f"raw {raw}")
    world.do("close")
    printer.observe("gone lost", timeout_s=2)
    printer.expect("problem .*")
    printer.say("watch 500")
    printer.say("watch 0")
    world.kill()
    world.start()
    printer.expect("works", timeout_s=5)
    world.type()
    time.sleep(0.2)
    world.type()
    printer.observe("active", timeout_s=2)
    printer.close()


@pytest.mark.parametrize("raw", ["", "02000000", words(2, 16 << 16)])
def test_connection_that_ends_in_the_middle_of_a_message(stub, raw):
    world = stub(2)
    printer = open_active(world, 60_000)
    world.do(f"raw {raw}")
    os.killpg(world.server.pid, signal.SIGKILL)
    world.server.wait(PATIENCE_S)
    printer.observe("gone lost", timeout_s=2)
    printer.expect("problem .*")
    printer.close()
