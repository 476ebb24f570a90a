# SPDX-License-Identifier: MIT
"""The x11 source on a real X server: pauses, wake-ups, film players, and servers that go."""

import ctypes
import time

import pytest
from source_worlds import Printer, X11, failure_of, far_display


@pytest.fixture
def world():
    made = X11()
    yield made
    made.close()


def open_active(world, long_ms, watch_ms=0):
    """The source, after the first key."""
    printer = Printer("x11", long_ms, watch_ms, env=world.env)
    printer.expect("ready x11")
    printer.observe("quiet")
    world.type()
    printer.observe("active")
    return printer


def test_pause_is_watched_for_only_while_asked(world):
    printer = open_active(world, 60_000)
    printer.say("watch 500")
    at, since = printer.observe("quiet", timeout_s=2)
    assert 0.49 <= at - since <= 0.8
    for _ in range(3):
        world.type()
        printer.observe("active", timeout_s=1)
        printer.observe("quiet", timeout_s=2)
    printer.say("watch 0")
    world.type()
    printer.observe("active", timeout_s=1)
    printer.silent(1)
    printer.close()


def test_pause_that_is_past_already_is_told_at_once(world):
    printer = open_active(world, 60_000)
    typed = time.monotonic()
    printer.silent(1)
    printer.say("watch 500")
    at, since = printer.observe("quiet", timeout_s=2)
    assert at - typed < 1.3
    assert abs(since - typed) < 0.2
    printer.close()


def test_pause_of_five_seconds(world):
    printer = open_active(world, 60_000, watch_ms=5000)
    world.type_for(6)
    last = time.monotonic()
    at, since = printer.observe("quiet", timeout_s=7)
    assert abs(since - last) < 0.3
    assert 4.99 <= at - since <= 5.3
    printer.close()


def test_threshold_can_change(world):
    printer = open_active(world, 60_000)
    printer.say("long 700")
    at, since = printer.observe("quiet", timeout_s=2)
    assert 0.69 <= at - since <= 1.2
    world.move(7)
    printer.observe("active", timeout_s=1)
    printer.observe("quiet", timeout_s=2)
    printer.close()


def test_typing_without_end_wakes_nobody(world):
    printer = open_active(world, 60_000)
    printer.silent(0.3)
    before = printer.switches()
    world.type_for(4, keys_a_second=20)
    assert printer.switches() == before
    printer.silent(0.1)
    printer.close()


def test_start_in_the_middle_of_typing_is_active(world):
    keeper = open_active(world, 60_000)  # so that the server keeps its counters
    world.type()
    typed = time.monotonic()
    printer = Printer("x11", 60_000, env=world.env)
    printer.expect("ready x11")
    _, since = printer.observe("active")
    assert abs(since - typed) < 0.3
    printer.close()
    keeper.close()


def test_film_player_that_zeroes_the_counter_is_no_return(world):
    printer = Printer("x11", 800, env=world.env)
    printer.expect("ready x11")
    printer.observe("quiet")
    printer.silent(1)
    for _ in range(3):
        world.reset_screen_saver()
        printer.silent(0.4)
    typed = time.monotonic()
    world.type()
    at, since = printer.observe("active", timeout_s=1)
    assert since >= typed - 0.05
    printer.close()


def test_server_that_is_grabbed_holds_nobody_up(world):
    printer = open_active(world, 60_000)
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_get_input_focus_reply.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(world.env["DISPLAY"].encode(), None))
    xcb.xcb_grab_server(connection)
    cookie = ctypes.c_uint(xcb.xcb_get_input_focus(connection))
    assert xcb.xcb_get_input_focus_reply(connection, cookie, None)
    printer.say("watch 500")
    printer.silent(0.7)  # the question is held back by the server ...
    printer.say("switches")
    printer.expect(r"switches \d+", timeout_s=1)  # ... but we are not
    xcb.xcb_disconnect(connection)
    printer.observe("quiet", timeout_s=1)
    printer.close()


@pytest.fixture
def lonely_world():
    made = X11(far_display())
    yield made
    made.close()


def test_server_that_goes_and_comes_back(lonely_world):
    world = lonely_world
    printer = open_active(world, 60_000)
    world.kill()
    killed = time.monotonic()
    at, _ = printer.observe("gone lost", timeout_s=1)
    assert at - killed < 0.3
    printer.expect(rf"problem .*:{world.number} .*", timeout_s=1)
    printer.silent(0.5)
    assert printer.sleeps_through(2)  # it is waited for, not asked for

    again = X11(world.number)
    try:
        printer.expect("works", timeout_s=3)
        printer.silent(0.5)  # a server that starts is nobody's input
        again.type()
        printer.observe("active", timeout_s=1)
        again.kill()
        printer.observe("gone lost", timeout_s=1)
        printer.expect("problem .*", timeout_s=1)
    finally:
        again.close()
    printer.close()


@pytest.mark.parametrize(
    ("display", "words"),
    [
        pytest.param("garbage", "DISPLAY 'garbage' is not the name of a display", id="garbage"),
        pytest.param(":4096", "cannot reach the X server of DISPLAY :4096", id="nobody there"),
        pytest.param(":1\nx11: fine", "?x11: fine", id="two lines"),
        pytest.param(":" + "9" * 5000, "DISPLAY :99999", id="long"),
        pytest.param("nowhere.invalid:0", "cannot reach the X server", id="no such host"),
        pytest.param("", "DISPLAY is not set", id="empty"),
    ],
)
def test_display_that_is_none(display, words):
    message = failure_of("x11", {"DISPLAY": display})
    assert words in message
    assert len(message) < 600


def test_module_that_is_missing_is_said(world, tmp_path):
    message = failure_of("x11", {**world.env, "LIMBER_MODULE_DIR": str(tmp_path)})
    assert "source-x11.so" in message
    (tmp_path / "source-x11.so").write_text("no module")
    message = failure_of("x11", {**world.env, "LIMBER_MODULE_DIR": f"/nowhere::{tmp_path}"})
    assert "cannot load a module" in message
