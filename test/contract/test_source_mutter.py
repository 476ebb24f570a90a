# SPDX-License-Identifier: MIT
"""The mutter source on a real Mutter, headless: pauses, wake-ups, a Mutter and a bus that go."""

import os
import time

import pytest
from source_worlds import Mutter, Printer, failure_of


@pytest.fixture
def world():
    made = Mutter()
    yield made
    made.close()


def open_active(world, long_ms, watch_ms=0):
    """The source, with a key just pressed."""
    world.type()
    printer = Printer("mutter", long_ms, watch_ms, env=world.env)
    printer.expect("ready mutter")
    printer.observe("active")
    return printer


def test_start_knows_what_was_before(world):
    world.type()
    typed = time.monotonic()
    time.sleep(0.3)  # the idle time itself is what is asked for
    printer = Printer("mutter", 60_000, env=world.env)
    printer.expect("ready mutter")
    _, since = printer.observe("active")
    assert abs(since - typed) < 0.2
    printer.close()
    printer = Printer("mutter", 200, env=world.env)
    printer.expect("ready mutter")
    _, since = printer.observe("quiet")
    assert abs(since - typed) < 0.2
    printer.close()


def test_pause_is_watched_for_only_while_asked(world):
    printer = open_active(world, 60_000)
    printer.say("watch 500")
    printer.observe("quiet", timeout_s=2)
    for _ in range(3):
        world.type()
        printer.observe("active", timeout_s=1)
        typed = time.monotonic()
        at, since = printer.observe("quiet", timeout_s=2)
        assert abs(since - typed) < 0.2
        assert 0.45 <= at - since <= 0.8
    printer.say("watch 0")
    world.type()
    printer.observe("active", timeout_s=1)
    printer.silent(1)
    printer.say("watch 500")  # past already
    printer.observe("quiet", timeout_s=0.3)
    printer.close()


def test_thresholds_that_change_all_the_time(world):
    printer = open_active(world, 60_000)
    for _ in range(100):
        printer.say("watch 5000")
        printer.say("long 50000")
        printer.say("watch 0")
    printer.say("long 700")
    at, since = printer.observe("quiet", timeout_s=2)
    assert 0.65 <= at - since <= 1.2
    world.type()
    printer.observe("active", timeout_s=1)
    printer.observe("quiet", timeout_s=2)
    printer.close()


def test_typing_without_end_wakes_nobody(world):
    printer = open_active(world, 60_000)
    printer.silent(0.3)
    before = printer.switches()
    world.type_for(3, keys_a_second=20)
    assert printer.switches() == before
    printer.close()


def test_mutter_that_goes_and_comes_back(world):
    printer = open_active(world, 60_000)
    world.kill()
    killed = time.monotonic()
    at, _ = printer.observe("gone lost", timeout_s=1)
    assert at - killed < 0.3
    printer.expect("problem GNOME's Mutter is gone; .*", timeout_s=1)
    assert printer.sleeps_through(1)
    world.start()
    printer.expect("works", timeout_s=5)
    printer.silent(0.3)  # a start is nobody's input
    world.type()
    printer.observe("active", timeout_s=1)
    world.bus.kill()
    printer.observe("gone lost", timeout_s=1)
    printer.expect("problem .*bus is gone.*", timeout_s=1)
    printer.close()


def test_bus_without_mutter_is_said(world):
    world.kill()
    assert "Mutter is not on the session bus" in failure_of("mutter", world.env)
    nowhere = {**world.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "XDG_RUNTIME_DIR": os.devnull}
    assert "session bus" in failure_of("mutter", nowhere)
