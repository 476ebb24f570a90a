# SPDX-License-Identifier: MIT
"""A display with somebody at it, limber-desk on it, and what a screen reader is told (AT-SPI on a bus of its own)."""

import atexit
import functools
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile

import pytest
from desktop_parts import PATIENCE_S, Xvfb, wait_until
from limber_cli import Cli

DESK = os.environ["LIMBER_DESK"]


class Display(Xvfb):
    """An X server of any size, with or without a window manager."""

    def __init__(self, size="1280x800", manager=True, dpi=None):
        self.size = size
        super().__init__()
        self.home = tempfile.mkdtemp(prefix="limber-", dir="/tmp")
        self.env = {"PATH": os.environ["PATH"], "DISPLAY": self.display, "HOME": self.home}
        self.manager = None
        if dpi:
            self.run("xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi:\t{dpi}\n")
        if manager:
            self.manager = subprocess.Popen(["openbox", "--config-file", "/dev/null"], env=self.env, stderr=subprocess.DEVNULL)
            wait_until(lambda: "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "no window manager")

    def screen_words(self):
        return ["-screen", "0", f"{self.size}x24"]

    def run(self, *words):
        return subprocess.run(words, env=self.env, capture_output=True, text=True, timeout=PATIENCE_S).stdout

    def do(self, *words):
        return self.run("xdotool", *words)

    def key(self, *keys):
        self.do("key", "--delay", "0", *keys)

    def click(self, x, y):
        self.do("mousemove", str(x), str(y), "click", "1")

    def windows(self, name="^Limber"):
        """Those on the screen."""
        return self.do("search", "--onlyvisible", "--name", name).split()

    def place(self, window):
        """x, y, width, height on the screen."""
        shell = dict(line.split("=") for line in self.do("getwindowgeometry", "--shell", window).split())
        return tuple(int(shell[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def picture(self):
        """Rows of the screen's pixels, three bytes each."""
        grabbed = subprocess.run(
            ["import", "-window", "root", "-depth", "8", "ppm:-"], env=self.env, capture_output=True, timeout=PATIENCE_S
        ).stdout
        width, height, pixels = re.fullmatch(rb"P6\s(\d+)\s(\d+)\s255\s(.*)", grabbed, re.DOTALL).groups()
        row = 3 * int(width)
        assert len(pixels) == row * int(height)
        return [pixels[start : start + row] for start in range(0, len(pixels), row)]

    def stop(self):
        if self.manager:
            self.manager.kill()
            self.manager.wait()
        super().stop()
        self.clean()
        shutil.rmtree(self.home, ignore_errors=True)


DUMMY = """
Section "Device"
    Identifier "dummy"
    Driver "dummy"
    VideoRam 65536
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5-1000
    VertRefresh 5-200
EndSection
Section "Screen"
    Identifier "screen"
    Device "dummy"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Virtual 2560 800
        Modes "1280x800"
    EndSubSection
EndSection
Section "ServerFlags"
    Option "AutoAddDevices" "false"
    Option "DontVTSwitch" "true"
EndSection
"""


class TwoMonitors(Display):
    """Xorg with its dummy driver: real RandR outputs, to be plugged in and pulled out."""

    SECOND = ("xrandr", "--output", "DUMMY1", "--mode", "1280x800", "--right-of", "DUMMY0")

    def __init__(self, place, manager):
        self.config = place / "xorg.conf"
        self.config.write_text(DUMMY)
        super().__init__("2560x800", manager)
        self.run("xrandr", "--addmode", "DUMMY1", "1280x800")
        self.plug()

    def start(self):
        reader, writer = os.pipe()
        self.process = subprocess.Popen(
            ["Xorg", "-displayfd", str(writer), "-config", str(self.config), "-configdir", "/nonexistent", "-logfile",
             str(self.config.with_suffix(".log")), "-noreset", "-nolisten", "tcp", "-novtswitch"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as lines:
            self.display = ":" + lines.readline().strip()
        if self.display == ":":
            self.process.wait()
            pytest.skip("Xorg does not start here (it needs root, or a console)")

    def plug(self):
        self.run(*self.SECOND)
        wait_until(lambda: "DUMMY1 connected 1280x800+1280+0" in self.run("xrandr"), "no second monitor")

    def unplug(self):
        self.run("xrandr", "--output", "DUMMY1", "--off")


class Desk(Cli):
    """A home, and limber-desk in it."""

    def __init__(self, display, address="unix:path=/nonexistent"):
        super().__init__(tempfile.mkdtemp(prefix="limber-", dir="/tmp"))
        (self.home / "run").mkdir(mode=0o700)
        self.env.update(
            DISPLAY=display, GDK_BACKEND="x11", DBUS_SESSION_BUS_ADDRESS=address,
            LIMBER_MODULE_DIR=os.environ["LIMBER_MODULE_DIR"], LIMBER_VOICE="off",
        )  # fmt: skip
        if address.startswith("unix:path=/nonexistent"):
            self.env["GTK_A11Y"] = "none"
        self.process = None
        self.log = self.home / "desk-log"

    def open(self, *words):
        with open(self.log, "a") as log:
            self.process = subprocess.Popen([DESK, *words], env=self.env, stdout=log, stderr=log)
        return self

    def wait(self):
        return self.process.wait(timeout=PATIENCE_S)

    def is_open(self):
        return self.process.poll() is None

    def results(self):
        """What the history keeps: id, repeats done, repeats asked, how it ended."""
        path = self.home / "data" / "limber" / "limber.db"
        if not path.exists():
            return []
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
            return base.execute("SELECT stretch, repeats_done, repeats_asked, pain FROM stretch ORDER BY wall_ms, id").fetchall()

    def close(self):
        if self.process and self.is_open():
            self.process.kill()
            self.process.wait()
        said = self.log.read_text() if self.log.exists() else ""
        shutil.rmtree(self.home)
        assert not re.search("CRITICAL|WARNING|runtime error|Sanitizer", said), said


class Settings:
    """gtk-4.0/settings.ini, as a person without a desktop's settings daemon has it."""

    @staticmethod
    def write(desk, **settings):
        path = pathlib.Path(desk.env["XDG_CONFIG_HOME"]) / "gtk-4.0" / "settings.ini"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[Settings]\n" + "".join(f"gtk-{k.replace('_', '-')}={v}\n" for k, v in settings.items()))


@functools.lru_cache
def the_reader():
    reader = Reader()
    atexit.register(reader.stop)
    return reader


class Reader:
    """What a screen reader knows. One a process, the_reader(): libatspi knows one bus."""

    def __init__(self):
        # The bus of AT-SPI has its socket there: other tests, at the same time, have theirs.
        self.place = tempfile.mkdtemp(prefix="limber-", dir="/tmp")
        self.daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env={"PATH": os.environ["PATH"], "HOME": self.place, "XDG_RUNTIME_DIR": self.place},
        )  # fmt: skip
        self.address = self.daemon.stdout.readline().strip()
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.address
        import pyatspi
        from gi.repository import GLib

        self.atspi = pyatspi
        self.context = GLib.MainContext.default()
        self.said = []
        pyatspi.Registry.registerEventListener(self._on_name, "object:property-change:accessible-name")

    def _on_name(self, event):
        try:
            if event.source.getRole() == self.atspi.ROLE_ALERT:
                self.said.append(event.source.name)
        except Exception:  # a window that went away meanwhile
            pass

    def pump(self):
        while self.context.iteration(False):
            pass

    def application(self):
        self.pump()
        desktop = self.atspi.Registry.getDesktop(0)
        for i in range(desktop.childCount):
            try:
                if "limber" in desktop.getChildAtIndex(i).name.lower():
                    return desktop.getChildAtIndex(i)
            except Exception:  # it went away meanwhile
                continue
        return None

    def all(self):
        """Everything that is there, from the window down."""

        def walk(node):
            yield node
            for child in node:
                if child:
                    yield from walk(child)

        application = self.application()
        try:
            if application:
                application.clear_cache()  # what was told while nobody listened yet is asked for anew
            return list(walk(application)) if application else []
        except Exception:  # what changes under the eyes is read again
            return self.all()

    def names(self, *roles):
        return [node.name for node in self.all() if not roles or node.getRoleName() in roles]

    def wait_for(self, text, *roles):
        found = []

        def look():
            try:
                found[:] = [node for node in self.all() if text in node.name and (not roles or node.getRoleName() in roles)]
            except Exception:  # what changes under the eyes is read again
                found.clear()
            return found

        wait_until(look, f"{text!r} is not told; but {self.names()}")
        return found[0]

    def press(self, text):
        """As a screen reader presses a button."""
        self.wait_for(text, "push button").queryAction().doAction(0)

    def stop(self):
        self.daemon.kill()
        self.daemon.wait()
        shutil.rmtree(self.place, ignore_errors=True)
