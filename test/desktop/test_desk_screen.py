# SPDX-License-Identifier: MIT
"""The layout `screen`: every monitor is covered, one has the figure, the others are dimmed with the time left."""

import pytest
from desk_parts import Desk, Display, TwoMonitors
from desktop_parts import wait_until

DIM = (0x0A, 0x13, 0x16)
QUIET = (0xA5, 0xBF, 0xBC)
INK = (0xDF, 0xEA, 0xE8)
SKIN = (0xE9, 0xB4, 0x8F)
WIDTH = 1280


def near(pixel, colour):
    return all(abs(a - b) < 10 for a, b in zip(pixel, colour))


def share(picture, left, right, colour):
    """The part of the pixels between these columns that have this colour."""
    found = total = 0
    for row in picture[::8]:
        for x in range(left, right, 8):
            found += near(row[3 * x : 3 * x + 3], colour)
            total += 1
    return found / total


@pytest.fixture(params=[True, False], ids=["openbox", "bare"])
def display(request, tmp_path):
    display = TwoMonitors(tmp_path, request.param)
    display.do("mousemove", "400", "400")
    yield display
    display.stop()


@pytest.fixture
def desk(display):
    desk = Desk(display.display)
    yield desk
    desk.close()


def has_figure(display, left):
    return share(display.picture(), left, left + WIDTH, SKIN) > 0.005


def is_dimmed(display, left):
    picture = display.picture()
    return share(picture, left, left + WIDTH, DIM) > 0.8 and share(picture, left, left + WIDTH, QUIET) > 0


def test_both_monitors_are_covered_and_the_figure_follows_the_pointer(desk, display):
    desk.open("shoulder-shrugs", "--layout", "screen", "--speed", "0.5")
    wait_until(lambda: len(display.windows()) == 2, "not two windows")
    assert sorted(map(display.place, display.windows())) == [(0, 0, WIDTH, 800), (WIDTH, 0, WIDTH, 800)]
    wait_until(lambda: has_figure(display, 0) and is_dimmed(display, WIDTH), "the first has no figure")
    display.do("mousemove", "1700", "400")
    wait_until(lambda: has_figure(display, WIDTH) and is_dimmed(display, 0), "it does not come over")
    display.do("mousemove", "500", "300")
    wait_until(lambda: has_figure(display, 0) and is_dimmed(display, WIDTH), "it does not come back")
    display.do("windowfocus", "--sync", display.windows()[0], "key", "q")
    assert desk.wait() == 0


def test_a_monitor_goes_and_comes_in_the_middle(desk, display):
    desk.open("shoulder-shrugs", "--layout", "screen", "--speed", "0.5")
    wait_until(lambda: len(display.windows()) == 2 and has_figure(display, 0), "not two windows")
    display.do("mousemove", "1700", "400")
    wait_until(lambda: has_figure(display, WIDTH), "it does not come over")
    display.unplug()
    wait_until(lambda: len(display.windows()) == 1 and has_figure(display, 0), "it is not on the monitor that is left")
    display.plug()
    wait_until(lambda: len(display.windows()) == 2 and is_dimmed(display, WIDTH), "the new monitor is not dimmed")
    assert desk.is_open()


def test_nothing_is_cut_off_at_200_percent():
    display = Display("1280x800", manager=False, dpi=192)
    desk = Desk(display.display)
    try:
        desk.open("neck-rolls", "--layout", "screen", "--speed", "0.2")
        wait_until(lambda: share(display.picture(), 0, 1280, SKIN) > 0.001, "no figure")
        # The rims are the backdrop's: no letter touches them.
        picture = display.picture()
        for x in (0, 1279):
            assert not any(near(row[3 * x : 3 * x + 3], INK) or near(row[3 * x : 3 * x + 3], (255, 255, 255)) for row in picture)
        assert desk.is_open()
    finally:
        desk.close()
        display.stop()
