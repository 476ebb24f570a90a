# SPDX-License-Identifier: MIT
"""limber-desk on Wayland: sway, headless, with two outputs; keys come from wtype, pictures from grim."""

import glob
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile

import pytest
from desk_parts import Desk, the_reader
from desktop_parts import PATIENCE_S, wait_until

DIM = (0x0A, 0x13, 0x16)
SKIN = (0xE9, 0xB4, 0x8F)
CONFIG = """
xwayland disable
output HEADLESS-1 resolution 1280x800
output HEADLESS-2 resolution 1280x800
default_border none
focus_follows_mouse no
"""


class Sway:
    def __init__(self):
        self.place = tempfile.mkdtemp(prefix="limber-sway-", dir="/tmp")
        config = os.path.join(self.place, "config")
        with open(config, "w") as file:
            file.write(CONFIG)
        words = ["sway", "-c", config]
        if os.getuid() == 0:  # sway refuses root
            shutil.chown(self.place, "nobody")
            words = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *words]
        self.process = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.place,
            env={
                "PATH": os.environ["PATH"], "HOME": self.place, "XDG_RUNTIME_DIR": self.place, "WLR_BACKENDS": "headless",
                "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_HEADLESS_OUTPUTS": "2",
            },
        )  # fmt: skip
        self.env = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": self.place}
        self.env["WAYLAND_DISPLAY"] = self.find("wayland-?")
        self.env["SWAYSOCK"] = self.find("sway-ipc.*")
        wait_until(lambda: len(json.loads(self.msg("-t", "get_outputs"))) == 2, "not two outputs")

    def find(self, name):
        (path,) = wait_until(lambda: glob.glob(os.path.join(self.place, name)), "sway did not start")
        return path

    def run(self, *words):
        return subprocess.run(words, env=self.env, capture_output=True, timeout=PATIENCE_S).stdout

    def msg(self, *words):
        return self.run("swaymsg", "-r", *words).decode()

    def windows(self):
        """Output and whether it is full screen, of each of ours."""

        def walk(node, output=None):
            output = node["name"] if node["type"] == "output" else output
            if node.get("app_id") == "org.limber.Desk":
                yield output, node["fullscreen_mode"] == 1
            for child in node["nodes"] + node["floating_nodes"]:
                yield from walk(child, output)

        return sorted(walk(json.loads(self.msg("-t", "get_tree"))))

    def share(self, output, colour):
        grabbed = self.run("grim", "-t", "ppm", "-o", output, "-")
        pixels = re.fullmatch(rb"P6\s1280\s800\s255\s(.*)", grabbed, re.DOTALL)[1]
        seen = [pixels[i : i + 3] for i in range(0, len(pixels), 3 * 97)]
        return sum(all(abs(a - b) < 10 for a, b in zip(pixel, colour)) for pixel in seen) / len(seen)

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        shutil.rmtree(self.place, ignore_errors=True)


@pytest.fixture
def sway():
    sway = Sway()
    yield sway
    sway.stop()


@pytest.fixture(scope="module")
def reader():
    return the_reader()


@pytest.fixture
def desk(sway, reader):
    desk = Desk("", reader.address)
    desk.env.update(GDK_BACKEND="wayland", WAYLAND_DISPLAY=sway.env["WAYLAND_DISPLAY"])
    yield desk
    desk.close()


def test_both_outputs_are_covered(desk, sway):
    desk.open("shoulder-shrugs", "--layout", "screen", "--speed", "0.5")
    wait_until(lambda: sway.windows() == [("HEADLESS-1", True), ("HEADLESS-2", True)], "not both are covered")
    figure = wait_until(lambda: [o for o in ("HEADLESS-1", "HEADLESS-2") if sway.share(o, SKIN) > 0.005], "no figure")
    (other,) = {"HEADLESS-1", "HEADLESS-2"} - set(figure)
    wait_until(lambda: sway.share(other, DIM) > 0.8, "the other is not dimmed")
    assert desk.is_open()


def test_keys(desk, sway, reader):
    desk.open("shoulder-shrugs")
    reader.wait_for("Ready", "alert")
    wait_until(lambda: sway.windows() == [("HEADLESS-1", False)], "no card")

    def press_until(key, answer):
        """The window may not have the keyboard yet."""
        wait_until(lambda: sway.run("wtype", *key) == b"" and answer(), f"{key} does nothing")

    def told(text):
        return any(text in name for name in reader.names("label"))

    press_until(["-k", "Right"], lambda: told("Repeat 1 of 8"))
    press_until(["o"], lambda: told("How much does it hurt?"))
    press_until(["7"], lambda: not told("How much does it hurt?"))
    press_until(["q"], lambda: not desk.is_open())
    assert desk.wait() == 0
    assert desk.results()[0][:3] == ("shoulder-shrugs", 0, 8)


def test_the_compositor_goes_away_what_was_done_is_kept(desk, sway, reader):
    desk.open("shoulder-shrugs", "--speed", "8")
    reader.wait_for("Repeat 3 of 8", "label")
    os.kill(sway.process.pid, signal.SIGKILL)
    assert desk.wait() in (0, 1)
    ((stretch, done, asked, _),) = desk.results()
    assert (stretch, asked) == ("shoulder-shrugs", 8) and 2 <= done < 8
