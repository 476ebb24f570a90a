# SPDX-License-Identifier: MIT
"""The contract of sources of input: one suite over every one of them, in a world where somebody really types.

Nothing is guessed: the tests wait for what the source says, and hold it against when things were done.
"""

import time

import pytest
from source_worlds import KWin, Mutter, Printer, Script, Sway, Tmux, X11

TOLD_WITHIN_S = 0.3


WORLDS = {
    "x11": lambda folder: X11(),
    "kwin": lambda folder: KWin(),
    "mutter": lambda folder: Mutter(),
    "sway": lambda folder: Sway(),
    "tty": lambda folder: Tmux(folder),
    "script": lambda folder: Script(folder),
}


@pytest.fixture(params=WORLDS)
def world(request, tmp_path):
    made = WORLDS[request.param](tmp_path)
    yield made
    made.close()


def test_first_input_and_last_input(world):
    printer = Printer(world.name, world.long_ms, env=world.env)
    printer.expect(f"ready {world.name.split(':')[0]}")

    # A fresh world may count as just used; what matters begins when it is quiet.
    if not isinstance(world, Script):
        _, match = printer.expect(r"observe (active|quiet) -?\d+")
        if match[1] == "active":
            printer.observe("quiet")

    for _ in range(2):
        # The first input after a quiet is told at once, and those after it are not told.
        before = time.monotonic()
        world.type()
        typed = time.monotonic()
        at, since = printer.observe("active")
        assert at - typed < TOLD_WITHIN_S
        assert before - 0.05 <= since <= at + 0.01
        world.type_for(1.2) if not isinstance(world, Script) else world.write("quiet\n")
        last = time.monotonic()

        # Then the quiet, with the instant of the last input, when the threshold is reached and not before.
        at, since = printer.observe("quiet", timeout_s=world.long_ms / 1000 + 5)
        assert last - world.settle_s <= since <= last + 0.05
        if not isinstance(world, Script):
            assert at - since >= world.long_ms / 1000 - 0.05
            assert at - since <= world.long_ms / 1000 + TOLD_WITHIN_S
    printer.silent(0.3)
    printer.close()


def test_quiet_world_wakes_nobody(world):
    printer = Printer(world.name, world.long_ms, env=world.env)
    printer.expect(f"ready {world.name.split(':')[0]}")
    if not isinstance(world, Script):
        _, match = printer.expect(r"observe (active|quiet) -?\d+")
        if match[1] == "active":
            printer.observe("quiet")
    printer.silent(0.3)
    assert printer.sleeps_through(3)
    printer.close()
