# SPDX-License-Identifier: MIT
"""Parts of a desktop as they are out there: an X server with somebody at it, a notification server, logind."""

import os
import pathlib
import random
import subprocess
import threading
import time

from bus_stub import PATIENCE_S, Bus, environment

NOTIFICATIONS = "org.freedesktop.Notifications"
LOGIND = "org.freedesktop.login1"


def breathe():
    time.sleep(0.01)


def wait_until(question, what, patience_s=PATIENCE_S):
    end = time.monotonic() + patience_s
    while not (answer := question()):
        assert time.monotonic() < end, what
        breathe()
    return answer


def await_name(bus, name):
    wait_until(lambda: f"\n{name} " in "\n" + bus.call("list", "--no-pager").stdout, f"{name} did not start")


class Xvfb:
    """An X server. It picks its number, unless one is asked for that must be the same after a restart."""

    def __init__(self, number=None):
        self.number = number
        self.start()

    def screen_words(self):
        return ["-screen", "0", "1024x768x24"]

    def start(self):
        reader, writer = os.pipe()
        words = [f":{self.number}"] if self.number is not None else []
        self.process = subprocess.Popen(
            ["Xvfb", *words, "-displayfd", str(writer), "-noreset", *self.screen_words(),
             "-nolisten", "tcp"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as lines:
            self.display = ":" + lines.readline().strip()
        assert self.display != ":", "Xvfb did not start"
        time.sleep(0.05)  # a key in the first 10 ms of a server's life would count as part of its start

    def stop(self):
        """At once: what it leaves, as it would in life, is a lock and a socket."""
        self.process.kill()
        self.process.wait()

    def clean(self):
        for path in (f"/tmp/.X11-unix/X{self.display[1:]}", f"/tmp/.X{self.display[1:]}-lock"):
            pathlib.Path(path).unlink(missing_ok=True)

    def press(self):
        """Returns the time before which they were not pressed."""
        now = time.time()
        subprocess.run(
            ["xdotool", "key", "a"], env={"PATH": os.environ["PATH"], "DISPLAY": self.display}, check=True,
            timeout=PATIENCE_S, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return now


class Typist:
    """Somebody who types without a pause worth the name, until told to stop."""

    def __init__(self, press, every_s=0.2):
        self.press = press
        self.every_s = every_s
        self.first = press()
        self.last = self.first
        self.longest_s = 0.0  # between two keys: what the machine's load made of it
        self.n = 1
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._type, daemon=True)
        self.thread.start()

    def _type(self):
        while not self.over.wait(self.every_s):
            now = self.press()
            self.longest_s = max(self.longest_s, now - self.last)
            self.last = now
            self.n += 1

    def type_on(self, n):
        """Returns after n more keys."""
        n += self.n
        wait_until(lambda: self.n >= n, "the typist does not type on")

    def stop(self):
        """Returns the time of the last key."""
        self.over.set()
        self.thread.join(PATIENCE_S)
        assert not self.thread.is_alive()
        return self.last


class Dunst:
    """A notification server; what it was given to show is in `shown`."""

    def __init__(self, bus, display, place):
        self.environment = environment(bus, DISPLAY=display, HOME=str(place))
        self.picker = place / "picker"
        self.config = place / "dunstrc"
        self.output = place / "dunst-output"
        self.config.write_text(f"[global]\n    dmenu = {self.picker}\n    idle_threshold = 0\n")
        self.bus = bus
        self.daemon = None
        self.start()

    def start(self):
        with open(self.output, "a") as output:
            self.daemon = subprocess.Popen(
                ["dunst", "-config", str(self.config), "-print"], env=self.environment, stdout=output,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        await_name(self.bus, NOTIFICATIONS)

    def stop(self):
        self.daemon.kill()
        self.daemon.wait()

    def ctl(self, *arguments):
        return subprocess.run(
            ["dunstctl", *arguments], env=self.environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True
        ).stdout.strip()

    def shown(self):
        return self.output.read_text()

    def await_displayed(self, n):
        wait_until(lambda: self.ctl("count", "displayed") == str(n), f"not {n} displayed")

    def pick(self, label):
        """The next menu answers with the line of this label."""
        self.picker.write_text(f"#!/bin/sh\ngrep -m1 '{label}'\n")
        self.picker.chmod(0o755)
        self.ctl("context")


class Logind:
    """dbusmock's logind with one session on a system bus of its own. It can go with its bus, or alone."""

    SESSION = "/org/freedesktop/login1/session/c1"

    def __init__(self, place):
        place.mkdir()
        self.bus = Bus(place)
        self.start()

    def start(self):
        self.bus.start()
        self.start_alone()

    def start_alone(self):
        self.mock = subprocess.Popen(
            ["/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind"],
            env=environment(DBUS_SYSTEM_BUS_ADDRESS=self.bus.address), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        await_name(self.bus, LOGIND)
        self.call("/org/freedesktop/login1", "org.freedesktop.DBus.Mock", "AddSession", "ssusb", "c1", "seat0", str(os.getuid()), "me", "true")
        self.emit("SessionNew", "so", "2", "s", "c1", "o", self.SESSION)

    def stop_alone(self):
        self.mock.kill()
        self.mock.wait()

    def stop(self):
        self.stop_alone()
        self.bus.stop()

    def call(self, *words):
        called = self.bus.call("call", LOGIND, *words)
        assert called.returncode == 0, called.stderr
        return called.stdout

    def session(self, *words):
        self.call(self.SESSION, "org.freedesktop.login1.Session", *words)

    def emit(self, name, signature, *arguments):
        self.call("/org/freedesktop/login1", "org.freedesktop.DBus.Mock", "EmitSignal", "sssav",
                  "org.freedesktop.login1.Manager", name, signature, *arguments)  # fmt: skip

    def prepare_for_sleep(self, start):
        self.emit("PrepareForSleep", "b", "1", "b", "true" if start else "false")

    def inhibitors(self):
        """Who wants to be told before the machine sleeps."""
        return self.call("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "ListInhibitors")


class Tmux:
    """A terminal in which a program runs, with somebody at its keys."""

    def __init__(self, place, *command, env=None):
        self.socket = place / "tmux"
        # Others on this machine open terminals too, with the lowest free number: ours is out of their way, so
        # that its name is not given anew in the middle of a test.
        others = [os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY) for _ in range(random.randrange(20, 200))]
        words = [f"{name}={value}" for name, value in (env or {}).items()]
        self.run("new-session", "-d", "-x", "100", "-y", "30", "env", *words, *command)
        for other in others:
            os.close(other)
        self.path = self.run("display-message", "-p", "#{pane_tty}").strip()
        self.pid = int(self.run("display-message", "-p", "#{pane_pid}"))

    def run(self, *words):
        return subprocess.run(
            ["tmux", "-S", str(self.socket), "-f", "/dev/null", *words], check=True, stdout=subprocess.PIPE, text=True,
            timeout=PATIENCE_S, env={**os.environ, "LC_ALL": "C.UTF-8"},
        ).stdout  # fmt: skip

    def press(self, *keys):
        """Returns the time before which they were not pressed."""
        now = time.time()
        self.run("send-keys", *(keys or ["a", "Enter"]))
        return now

    def screen(self):
        return self.run("capture-pane", "-p")

    def stop(self):
        subprocess.run(["tmux", "-S", str(self.socket), "kill-server"], check=False, capture_output=True)
