# SPDX-License-Identifier: MIT
"""limber-desk --stretch: the window, its keys and its buttons, as a person and a screen reader have them."""

import os
import signal

import pytest
from desk_parts import Desk, Display, Settings, the_reader
from desktop_parts import wait_until

ACCENT = (0x8F, 0xE3, 0xD3)


@pytest.fixture(scope="module")
def reader():
    return the_reader()


@pytest.fixture(scope="module")
def display():
    display = Display()
    yield display
    display.stop()


@pytest.fixture
def desk(display, reader):
    desk = Desk(display.display, reader.address)
    yield desk
    desk.close()
    wait_until(lambda: not reader.application(), "a window is left on the bus")
    reader.said.clear()


def is_playing(reader):
    reader.wait_for("Repeat 1 of 8", "label")


def near(pixel, colour):
    return all(abs(a - b) < 24 for a, b in zip(pixel, colour))


def count(picture, colour):
    return sum(near(row[i : i + 3], colour) for row in picture[::4] for i in range(0, len(row), 12))


def test_it_is_there_it_moves_and_it_stands_still(desk, display, reader):
    desk.open("--stretch", "shoulder-shrugs", "--speed", "0.5")
    wait_until(display.windows, "no window")
    reader.wait_for("Ready", "alert")
    reader.wait_for("Sit or stand, feet flat", "label")
    x, y, width, height = display.place(display.windows()[0])
    assert (width, height) == (480, 640)
    display.key("Right")  # begin now
    is_playing(reader)
    assert count(display.picture(), ACCENT) > 50  # the word, the ring, the dot
    figure = slice(y + 20, y + height // 3)
    seen = {b"".join(display.picture()[figure]) for _ in range(4)}
    assert len(seen) > 1, "the figure does not move"
    display.key("space")
    reader.wait_for("Paused", "alert")
    wait_until(lambda: display.picture() == display.picture(), "paused, something moves")
    assert reader.wait_for("go on (Space)", "push button")
    display.key("space")
    reader.wait_for("pause (Space)", "push button")


def test_a_session_to_its_end_is_kept(desk, reader):
    desk.open("shoulder-shrugs", "--speed", "40")
    reader.wait_for("Well done.", "label")
    reader.wait_for("Shoulder shrugs: 8 of 8 repeats", "label")
    assert desk.results() == [("shoulder-shrugs", 8, 8, None)]
    reader.press("close")
    assert desk.wait() == 0


def test_escape_skips_when_pressed_twice(desk, display, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    display.key("Escape")
    reader.wait_for("Esc again", "alert")
    assert desk.is_open()
    display.key("Escape")
    assert desk.wait() == 0
    assert desk.results() == []


def test_another_key_takes_the_escape_back(desk, display, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    display.key("Escape")
    reader.wait_for("Esc again", "alert")
    display.key("m")
    wait_until(lambda: not any("Esc again" in name for name in reader.names("alert")), "it still asks")
    reader.wait_for("muted", "label")
    display.key("Escape")
    reader.wait_for("Esc again", "alert")
    assert desk.is_open()


def test_ouch_asks_and_another_one_takes_its_place(desk, display, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    display.key("Right")
    is_playing(reader)
    display.key("o")
    reader.wait_for("How much does it hurt?", "label")
    assert len([name for name in reader.names("push button") if name.endswith("of 10")]) == 11
    display.key("1", "0")
    wait_until(lambda: "Shoulder shrugs" not in reader.names("label"), "nothing else comes")
    assert desk.is_open()
    display.key("q")
    assert desk.wait() == 0
    assert desk.results()[0] == ("shoulder-shrugs", 0, 8, 10)


def test_every_button_does_what_its_key_does(desk, display, reader):
    desk.open("shoulder-shrugs", "--speed", "0.5")
    reader.wait_for("Ready", "alert")
    reader.press("next")
    is_playing(reader)
    reader.press("pause")
    reader.wait_for("Paused", "alert")
    reader.press("go on")
    reader.wait_for("Lift", "alert")
    reader.press("mute")
    reader.wait_for("muted", "label")
    reader.press("ouch")
    reader.press("4 of 10")
    wait_until(lambda: "Shoulder shrugs" not in reader.names("label"), "nothing else comes")
    reader.press("skip")  # meant: once is enough
    assert desk.wait() == 0
    assert desk.results()[0] == ("shoulder-shrugs", 0, 8, 4)


def test_the_pointer_presses_buttons(desk, display, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    x, y, width, height = display.place(display.windows()[0])

    def pressed():
        # The first line of keys is there; pause is the first of it.
        for left in range(90, 200, 20):
            display.click(x + left, y + height - 75)
            if "Paused" in reader.names("alert"):
                return True
        return False

    wait_until(pressed, "no click pauses")


def test_tab_goes_through_the_buttons_and_space_presses_them(desk, display, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    focused = []

    def focus():
        reader.pump()
        found = [n.name for n in reader.all() if n.getRoleName() == "push button" and n.getState().contains(reader.atspi.STATE_FOCUSED)]
        return found[0] if found else None

    for _ in range(12):
        display.key("Tab")
        name = wait_until(lambda: (n := focus()) and (not focused or n != focused[-1]) and n, f"stuck at {focused}")
        focused.append(name)
        if name.startswith("mute"):
            break
    assert [name.split(" (")[0] for name in focused] == ["pause", "again", "next", "in 5 min", "skip", "ouch", "mute"]
    display.key("space")
    reader.wait_for("muted", "label")
    assert "Paused" not in reader.names("alert")


def test_phase_words_are_announced(desk, reader):
    desk.open("shoulder-shrugs", "--speed", "8")
    reader.wait_for("Repeat 2 of 8", "label")
    reader.pump()
    assert [word for word in reader.said if word != "Ready"][:4] == ["Lift", "Hold", "Let go", "Rest"]


def test_every_control_is_named(desk, display, reader):
    desk.open("shoulder-shrugs", "neck-rolls")
    display_names = {"push button", "image", "alert", "frame", "scroll pane"}

    def unnamed():
        return [node.getRoleName() for node in reader.all() if node.getRoleName() in display_names and not node.name]

    reader.wait_for("Ready", "alert")
    assert unnamed() == []
    display.key("Right")
    reader.wait_for("Then: Neck rolls", "label")
    assert unnamed() == []
    display.key("o")
    reader.wait_for("How much", "label")
    assert unnamed() == []


def test_keys_with_control_are_not_its(desk, display, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    display.key("ctrl+q", "alt+p", "ctrl+o", "super+m")
    display.key("space")
    reader.wait_for("Paused", "alert")
    assert "muted" not in " ".join(reader.names("label"))
    assert desk.is_open()


def test_closed_in_the_middle_what_was_done_is_kept(desk, display, reader):
    desk.open("shoulder-shrugs", "--speed", "8")
    reader.wait_for("Repeat 3 of 8", "label")
    display.key("alt+F4")
    assert desk.wait() == 0
    ((stretch, done, asked, _),) = desk.results()
    assert (stretch, asked) == ("shoulder-shrugs", 8) and 2 <= done < 8


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_end_what_was_done_is_kept(desk, reader, number):
    desk.open("shoulder-shrugs", "--speed", "8")
    reader.wait_for("Repeat 3 of 8", "label")
    os.kill(desk.process.pid, number)
    assert desk.wait() == 0
    ((_, done, asked, _),) = desk.results()
    assert asked == 8 and 2 <= done < 8


def figure(display):
    x, y, width, height = display.place(display.windows()[0])
    return [row[3 * x : 3 * (x + width)] for row in display.picture()[y + 20 : y + height // 3]]


@pytest.mark.parametrize("reduced", [True, False])
def test_reduced_motion_keeps_still_between_key_frames(desk, display, reader, reduced):
    desk.write(f"motion = {'reduced' if reduced else 'full'}\n")
    desk.open("shoulder-shrugs", "--speed", "0.2")
    reader.wait_for("Ready", "alert")
    display.key("Right")
    reader.wait_for("Lift", "alert")
    if reduced:
        wait_until(lambda: figure(display) == figure(display), "the figure moves on and on")
    else:
        assert all(figure(display) != figure(display) for _ in range(3))
    assert "Lift" in reader.names("alert")


def test_the_desktop_may_ask_for_reduced_motion(desk, display, reader):
    Settings.write(desk, enable_animations=0)
    desk.open("shoulder-shrugs", "--speed", "0.2")
    reader.wait_for("Ready", "alert")
    display.key("Right")
    reader.wait_for("Lift", "alert")
    wait_until(lambda: figure(display) == figure(display), "the figure moves on and on")
    assert "Lift" in reader.names("alert")


def test_the_window_can_be_small(desk, display, reader):
    desk.open("neck-rolls")
    reader.wait_for("Ready", "alert")
    window = display.windows()[0]
    display.do("windowsize", "--sync", window, "360", "480")
    assert display.place(window)[2:] == (360, 480)
    display.key("Right")
    reader.wait_for("Right ear", "alert")
    assert count(display.picture(), ACCENT) > 30


def test_no_display():
    desk = Desk(":none")
    try:
        desk.open("shoulder-shrugs")
        assert desk.wait() == 4
        assert desk.log.read_text().count("\n") == 1 and "no display" in desk.log.read_text()
    finally:
        desk.close()


def test_the_display_goes_away_what_was_done_is_kept(reader):
    display = Display(manager=False)
    desk = Desk(display.display, reader.address)
    try:
        desk.open("shoulder-shrugs", "--speed", "8", "--layout", "screen")
        reader.wait_for("Repeat 3 of 8", "label")
        display.stop()
        assert desk.wait() in (0, 1)
        ((stretch, done, asked, _),) = desk.results()
        assert (stretch, asked) == ("shoulder-shrugs", 8) and 2 <= done < 8
    finally:
        desk.close()
