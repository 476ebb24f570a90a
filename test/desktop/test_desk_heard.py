# SPDX-License-Identifier: MIT
"""limber-desk is heard as limber stretch is: the same session gives the same tones and words."""

import os
import subprocess

import pytest
from desktop_parts import PATIENCE_S, Xvfb, wait_until
from heard_parts import heard, shrugs_heard
from limber_cli import Cli

DESK = os.environ["LIMBER_DESK"]


@pytest.fixture
def desk(tmp_path):
    """Somebody at a display, with words on, who does shoulder shrugs."""
    xvfb = Xvfb()
    cli = Cli(tmp_path / "home")
    (cli.home / "run").mkdir(parents=True, mode=0o700)
    cli.write("voice = on\n")
    env = {
        **cli.env,
        "DISPLAY": xvfb.display,
        "GDK_BACKEND": "x11",
        "GSK_RENDERER": "cairo",
        "GTK_A11Y": "none",
        "LIMBER_VOICE": f"record:{tmp_path / 'heard'}",
        "LIMBER_MODULE_DIR": os.environ["LIMBER_MODULE_DIR"],
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    started = []

    def start(*words):
        started.append(subprocess.Popen([DESK, "--stretch", "shoulder-shrugs", *words], env=env, stderr=subprocess.DEVNULL))
        return started[-1], tmp_path / "heard"

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()
    xvfb.stop()
    xvfb.clean()


def test_a_whole_session(desk):
    process, path = desk("--speed", "40")
    assert process.wait(PATIENCE_S) == 0
    assert heard(path) == ("open tones words en 0", shrugs_heard())


def test_closed_in_the_middle_it_is_silent_at_once(desk):
    process, path = desk()
    wait_until(lambda: path.exists() and "say Shoulder shrugs" in path.read_text(), "nothing is said")
    process.terminate()
    process.wait(PATIENCE_S)
    assert heard(path)[1][-1] == "hush"
