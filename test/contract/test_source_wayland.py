# SPDX-License-Identifier: MIT
"""The wayland source on a real compositor, headless: pauses, wake-ups, and compositors that go."""

import os
import signal
import time

import pytest
from source_worlds import PATIENCE_S, Printer, Sway, failure_of, need_programs


@pytest.fixture
def world():
    made = Sway()
    yield made
    made.close()


def open_active(world, long_ms, watch_ms=0):
    """The source, after the first key."""
    printer = Printer("wayland", long_ms, watch_ms, env=world.env)
    printer.expect("ready wayland")
    printer.observe("quiet")
    world.type()
    printer.observe("active")
    return printer


def test_means_are_said(world):
    printer = Printer("wayland", 60_000, env=world.env)
    printer.expect("ready wayland")
    printer.say("means")
    printer.expect(f"(observe quiet \\d+|means {world.means})")
    printer.expect(f"(observe quiet \\d+|means {world.means})")
    printer.close()


def test_pause_is_watched_for_only_while_asked(world):
    printer = open_active(world, 60_000)
    printer.say("watch 500")
    at, since = printer.observe("quiet", timeout_s=2)
    assert 0.45 <= at - since <= 0.8
    for _ in range(3):
        world.type()
        printer.observe("active", timeout_s=1)
        typed = time.monotonic()
        at, since = printer.observe("quiet", timeout_s=2)
        assert abs(since - typed) < 0.3
    printer.say("watch 0")
    world.type()
    printer.observe("active", timeout_s=1)
    printer.silent(1)
    printer.close()


def test_watch_set_and_given_up_while_quiet_loses_no_input(world):
    printer = open_active(world, 60_000, watch_ms=300)
    printer.observe("quiet", timeout_s=2)
    printer.say("watch 0")
    printer.say("watch 5000")
    printer.say("long 50000")
    printer.silent(0.3)
    world.type()
    printer.observe("active", timeout_s=1)
    printer.close()


def test_threshold_can_change(world):
    printer = open_active(world, 60_000)
    printer.say("long 700")
    at, since = printer.observe("quiet", timeout_s=2)
    assert 0.65 <= at - since <= 1.2
    world.type()
    printer.observe("active", timeout_s=1)
    printer.observe("quiet", timeout_s=2)
    printer.close()


def test_typing_without_end_wakes_nobody(world):
    printer = open_active(world, 60_000)
    typist = world.spawn(["wtype", "-d", "50", "a" * 200], WAYLAND_DISPLAY=world.display)
    printer.silent(1)  # the keyboard that comes and goes changes what the seat can do, which is told
    before = printer.switches()
    printer.silent(4)
    assert typist.poll() is None
    assert printer.switches() == before
    typist.kill()
    typist.wait()
    printer.close()


def test_start_in_the_middle_of_typing_is_active(world):
    typist = world.spawn(["wtype", "-d", "10", "a" * 400], WAYLAND_DISPLAY=world.display)
    printer = Printer("wayland", 60_000, env=world.env)
    printer.expect("ready wayland")
    printer.observe("active", timeout_s=3)
    typist.kill()
    typist.wait()
    printer.close()


def test_swayidle_agrees(world):
    """The same compositor told another program."""
    need_programs("swayidle")
    times = world.folder / "times"
    watcher = world.spawn(
        ["swayidle", "-C", "/dev/null", "timeout", "2", f"date +i%s.%N >>{times}", "resume", f"date +r%s.%N >>{times}"],
        WAYLAND_DISPLAY=world.display,
    )
    printer = open_active(world, 2000)
    clock = time.time() - time.monotonic()
    told = [printer.observe("quiet", timeout_s=4)[0]]
    for _ in range(2):
        world.type()
        told.append(printer.observe("active", timeout_s=1)[0])
        told.append(printer.observe("quiet", timeout_s=4)[0])
    end = time.monotonic() + PATIENCE_S
    while len(lines := times.read_text().split()) < len(told) and time.monotonic() < end:
        time.sleep(0.02)
    os.killpg(watcher.pid, signal.SIGKILL)
    watcher.wait()
    theirs = [(line[0], float(line[1:]) - clock) for line in lines]
    assert [word for word, _ in theirs] == ["i", "r", "i", "r", "i"]
    apart = sorted(abs(at - ours) for (_, at), ours in zip(theirs, told, strict=True))
    # Theirs are the times of a `date` that a shell starts: on a busy machine one of them may come late.
    assert apart[-2] < 0.1 and apart[-1] < 0.5
    printer.close()


def test_compositor_that_goes_and_comes_back(world):
    printer = open_active(world, 60_000)
    for round_ in range(2):
        world.kill()
        killed = time.monotonic()
        at, _ = printer.observe("gone lost", timeout_s=1)
        assert at - killed < 0.3
        printer.expect("problem the Wayland compositor at .* is gone; .*", timeout_s=1)
        printer.silent(0.3)
        if round_ == 0:
            assert printer.sleeps_through(2)  # it is waited for, not asked for
        world.start()
        printer.expect("works", timeout_s=5)
        printer.silent(0.5)  # a compositor that starts is nobody's input
        world.type()
        printer.observe("active", timeout_s=1)
    printer.close()


def test_compositor_that_stops_holds_nobody_up(world):
    printer = open_active(world, 60_000)
    os.kill(world.server.pid, signal.SIGSTOP)
    for _ in range(20):
        printer.say("long 50000")
        printer.say("long 60000")
    printer.say("switches")
    printer.expect(r"switches \d+", timeout_s=5)
    assert "does not answer" in failure_of("wayland", world.env)
    os.kill(world.server.pid, signal.SIGCONT)
    world.type()
    printer.say("watch 300")
    printer.observe("quiet", timeout_s=5)

    os.kill(world.server.pid, signal.SIGSTOP)
    for _ in range(3000):  # more than its socket takes: given up
        printer.say("long 50000")
        printer.say("long 60000")
    printer.observe("gone lost", timeout_s=10)
    printer.expect("problem .*")
    os.kill(world.server.pid, signal.SIGCONT)
    printer.close()


@pytest.mark.parametrize(
    ("display", "words"),
    [
        pytest.param("nobody-there", "cannot reach the Wayland compositor at", id="nobody there"),
        pytest.param("x" * 5000, "is too long", id="long"),
        pytest.param("a\nb", "cannot reach the Wayland compositor at", id="two lines"),
        pytest.param("", "WAYLAND_DISPLAY is not set", id="empty"),
    ],
)
def test_display_that_is_none(display, words, tmp_path):
    message = failure_of("wayland", {"WAYLAND_DISPLAY": display, "XDG_RUNTIME_DIR": str(tmp_path)})
    assert words in message
    assert len(message) < 600


def test_no_runtime_folder_is_said():
    assert "XDG_RUNTIME_DIR" in failure_of("wayland", {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": ""})


def test_module_that_is_missing_is_said(world, tmp_path):
    message = failure_of("wayland", {**world.env, "LIMBER_MODULE_DIR": str(tmp_path)})
    assert "source-wayland.so" in message
