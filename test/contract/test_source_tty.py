# SPDX-License-Identifier: MIT
"""The tty source, in a tmux of its own: wake-ups, terminals that go, and what is no terminal."""

import time

import pytest
from source_worlds import Printer, Tmux, failure_of


@pytest.fixture
def world(tmp_path):
    made = Tmux(tmp_path)
    yield made
    made.close()


def test_typing_wakes_us_seldom_and_the_end_of_the_terminal_is_told(world):
    printer = Printer(world.name, 60_000, env=world.env)
    printer.expect("ready tty")
    printer.observe("active")
    before = printer.switches()
    world.type_for(5)
    assert printer.switches() - before <= 1  # the look every 20 s may fall into it
    world.kill()
    printer.observe("gone lost", timeout_s=25)  # by the next look
    printer.expect("problem no terminal .*")
    printer.silent(0.3)
    assert printer.sleeps_through(1)
    printer.close()


def test_pause_is_ten_seconds(world):
    printer = Printer(world.name, 60_000, 5000, env=world.env)
    printer.expect("ready tty")
    printer.observe("active")
    world.type_for(9)
    last = time.monotonic()
    at, since = printer.observe("quiet", timeout_s=12)
    assert last - 8.5 <= since <= last
    assert 9.9 <= at - since <= 10.5
    world.kill()
    printer.observe("gone lost", timeout_s=1)  # nobody is there, and so inotify tells
    printer.expect("problem no terminal .*")
    printer.close()


def test_what_is_no_terminal_of_ours():
    for path in ["/dev/null", "/nowhere", "relative", "/dev/pts/x" + "9" * 200]:
        assert "is no terminal of yours" in failure_of(f"tty:{path}")
