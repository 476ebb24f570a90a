# SPDX-License-Identifier: MIT
"""What the contract of sources needs: source-print on a leash, and worlds in which somebody types."""

import contextlib
import ctypes
import os
import pathlib
import queue
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time

import pytest

SOURCE_PRINT = os.environ.get("SOURCE_PRINT", "")
# Sanitized programs on a busy machine are slower; the contract's own limits are not stretched by this.
PATIENCE_S = 15


OPEN = []  # printers that no test has closed


def kill_leftovers():
    """After a test that failed half way."""
    while OPEN:
        printer = OPEN.pop()
        printer.process.kill()
        printer.process.wait()


class Printer:
    """source-print: its lines as they come, with the time of each."""

    def __init__(self, name, long_ms, watch_ms=0, env=None):
        self.process = subprocess.Popen(
            [SOURCE_PRINT, name, str(long_ms), str(watch_ms)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={**os.environ, **(env or {})},
        )
        self.lines = queue.Queue()
        OPEN.append(self)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put((time.monotonic(), line.rstrip("\n")))
        self.lines.put((time.monotonic(), None))

    def next(self, timeout_s=PATIENCE_S):
        """The next line and when it came; None at the end of the output."""
        try:
            return self.lines.get(timeout=timeout_s)
        except queue.Empty:
            raise AssertionError(f"nothing was said within {timeout_s} s") from None

    def expect(self, pattern, timeout_s=PATIENCE_S):
        """The next line must match; returns when it came, and the match."""
        at, line = self.next(timeout_s)
        match = line is not None and re.fullmatch(pattern, line)
        assert match, f"{line!r} instead of {pattern!r}"
        return at, match

    def observe(self, words, timeout_s=PATIENCE_S):
        """The next line must be this observation; returns when it came and its `since`, both monotonic."""
        at, match = self.expect(rf"observe {words} (-?\d+)", timeout_s)
        return at, at - int(match[1]) / 1000

    def silent(self, seconds):
        """Nothing may be said for so long."""
        with contextlib.suppress(queue.Empty):
            _, line = self.lines.get(timeout=seconds)
            raise AssertionError(f"{line!r} instead of silence")

    def say(self, command):
        self.process.stdin.write(command + "\n")

    def switches(self):
        """Voluntary context switches so far, as the kernel counts them: this asks nothing of the process."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.M)[1])

    def sleeps_through(self, seconds):
        """Whether nothing wakes it for so long. Terminals that others open do wake the tty source: a few tries."""
        for _ in range(5):
            before = self.switches()
            self.silent(seconds)
            if self.switches() == before:
                return True
        return False

    def close(self):
        """Ends it; it must end well, and leave nothing behind (sanitizers look)."""
        OPEN.remove(self)
        self.process.stdin.close()
        try:
            code = self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.reader.join()
        errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        assert code == 0, errors
        assert errors == ""


def failure_of(name, env=None):
    """What source-print says when it cannot open a source."""
    result = subprocess.run(
        [SOURCE_PRINT, name, "1000"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env={**os.environ, **(env or {})},
    )
    assert result.returncode == 1, result
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def far_display():
    """A number that no server picks by itself, so that nobody takes it while its server is gone."""
    return random.randrange(1000, 50_000)


class X11:
    """A person at an Xvfb."""

    long_ms = 1500  # the shortest threshold of the contract
    settle_s = 0.3  # how exact `since` is
    name = "x11"

    def __init__(self, number=None):
        read_end, write_end = os.pipe()
        display = [f":{number}"] if number is not None else []
        self.server = subprocess.Popen(
            ["Xvfb", *display, "-displayfd", str(write_end), "-noreset", "-nolisten", "tcp"]
            + ["-screen", "0", "640x480x24"],
            pass_fds=[write_end],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            self.number = int(pipe.readline())
        time.sleep(0.05)  # a key in the first 10 ms of a server's life would count as part of its start
        self.env = {"DISPLAY": f":{self.number}", "LIMBER_SOURCE": ""}

    def type(self):
        subprocess.run(["xdotool", "key", "a"], env={**os.environ, **self.env}, check=True, timeout=PATIENCE_S)

    def move(self, x):
        subprocess.run(
            ["xdotool", "mousemove", str(x), "9"], env={**os.environ, **self.env}, check=True, timeout=PATIENCE_S
        )

    def type_for(self, seconds, keys_a_second=10):
        delay_ms = 1000 // keys_a_second
        subprocess.run(
            ["xdotool", "type", "--delay", str(delay_ms), "a" * int(seconds * keys_a_second)],
            env={**os.environ, **self.env},
            check=True,
            timeout=PATIENCE_S + seconds,
        )

    def reset_screen_saver(self):
        """What `xset s reset` and old film players do."""
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        xcb.xcb_get_input_focus_reply.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(self.env["DISPLAY"].encode(), None))
        assert xcb.xcb_connection_has_error(connection) == 0
        xcb.xcb_force_screen_saver(connection, ctypes.c_uint8(0))
        cookie = ctypes.c_uint(xcb.xcb_get_input_focus(connection))
        assert xcb.xcb_get_input_focus_reply(connection, cookie, None)  # the server has done it
        xcb.xcb_disconnect(connection)

    def kill(self):
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def close(self):
        self.server.terminate()
        self.server.wait()
        for path in [f"/tmp/.X11-unix/X{self.number}", f"/tmp/.X{self.number}-lock"]:
            pathlib.Path(path).unlink(missing_ok=True)  # a killed server leaves them


def need_programs(*names):
    if missing := [name for name in names if not shutil.which(name)]:
        pytest.skip(f"{', '.join(missing)} not installed")


def as_nobody():
    """The words before a command that refuses to be root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


class WaylandWorld:
    """A compositor in a runtime folder of its own. Subclasses say how it starts and how a key is pressed."""

    long_ms = 1500
    settle_s = 0.3
    name = "wayland"
    means = ""  # what the source calls the protocol
    words = as_nobody()  # before each command

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lw-"))  # short: the name of a socket has 107 bytes
        self.folder.chmod(0o700)
        if self.words:
            shutil.chown(self.folder, "nobody", "nogroup")
        self.server = None
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def environment(self):
        """Of programs that belong to the compositor."""
        kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        return {**kept, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder), "LC_ALL": "C.UTF-8"}

    @property
    def env(self):
        """Of the source."""
        return {
            "XDG_RUNTIME_DIR": str(self.folder), "WAYLAND_DISPLAY": self.display, "DISPLAY": "", "LIMBER_SOURCE": "",
        }  # fmt: skip

    def spawn(self, command, **environment):
        return subprocess.Popen(
            [*self.words, *command],
            env={**self.environment(), **environment},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def run(self, *command):
        subprocess.run(
            [*self.words, *command],
            env={**self.environment(), "WAYLAND_DISPLAY": self.display},
            check=True,
            timeout=PATIENCE_S + 30,
        )

    def await_path(self, path):
        end = time.monotonic() + PATIENCE_S
        while not path.is_socket():
            assert time.monotonic() < end, f"{path} did not come up"
            time.sleep(0.02)

    def kill(self):
        """As a compositor that crashes: the socket stays behind."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def close(self):
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGTERM)
            try:
                self.server.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Sway(WaylandWorld):
    """A person at a headless sway."""

    display = "wayland-1"
    means = "org_kde_kwin_idle"  # of sway 1.7

    def start(self):
        need_programs("sway", "wtype")
        config = self.folder / "sway"
        config.write_text("output HEADLESS-1 resolution 640x480\n")
        (self.folder / self.display).unlink(missing_ok=True)
        self.server = self.spawn(
            ["sway", "-c", str(config)], WLR_BACKENDS="headless", WLR_RENDERER="pixman", WLR_LIBINPUT_NO_DEVICES="1"
        )
        self.await_path(self.folder / self.display)

    def type(self):
        self.run("wtype", "a")

    def type_for(self, seconds, keys_a_second=10):
        self.run("wtype", "-d", str(1000 // keys_a_second), "a" * int(seconds * keys_a_second))


class KWinPointer:
    """KDE's fake input, spoken on the wire: nothing in Debian 12 does."""

    DISPLAY, REGISTRY, DONE, FAKE = 1, 2, 3, 4

    def __init__(self, path):
        end = time.monotonic() + PATIENCE_S
        while (name := self.connect(path)) is None:
            assert time.monotonic() < end, "KWin has no fake input"
            self.wire.close()
            time.sleep(0.1)
        self.send(self.REGISTRY, 0, struct.pack("=I", name) + self.string("org_kde_kwin_fake_input") + struct.pack("=II", 1, self.FAKE))
        self.send(self.FAKE, 0, self.string("limber") + self.string("test"))
        self.x = 1

    def connect(self, path):
        self.wire = socket.socket(socket.AF_UNIX)
        self.wire.settimeout(PATIENCE_S)
        self.wire.connect(str(path))
        self.send(self.DISPLAY, 1, struct.pack("=I", self.REGISTRY))
        self.send(self.DISPLAY, 0, struct.pack("=I", self.DONE))
        return self.find(b"org_kde_kwin_fake_input\0")

    @staticmethod
    def string(text):
        raw = text.encode() + b"\0"
        return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)

    def send(self, target, opcode, arguments):
        self.wire.sendall(struct.pack("=II", target, (8 + len(arguments)) << 16 | opcode) + arguments)

    def exactly(self, n):
        got = b""
        while len(got) < n:
            more = self.wire.recv(n - len(got))
            assert more, "KWin hung up"
            got += more
        return got

    def find(self, interface):
        found = None
        while True:
            target, head = struct.unpack("=II", self.exactly(8))
            body = self.exactly((head >> 16) - 8)
            if target == self.REGISTRY and interface in body:
                found = struct.unpack_from("=I", body)[0]
            if target == self.DONE:
                return found

    def press(self):
        self.x = -self.x
        self.send(self.FAKE, 1, struct.pack("=ii", self.x * 256, 0))


class KWin(WaylandWorld):
    """A person at a KWin without a screen; its pointer moves."""

    display = "wl-k"
    words = ()  # it asks the kernel which program its client is, and must be allowed to
    means = "ext_idle_notifier_v1 version 1"

    def start(self):
        need_programs("kwin_wayland", "dbus-run-session")
        # The capability of its file is refused in containers, and nobody's own file may not have it: a copy does without.
        program = self.folder / "kwin_wayland"
        if not program.exists():
            shutil.copyfile(shutil.which("kwin_wayland"), program)
            program.chmod(0o755)
        (self.folder / self.display).unlink(missing_ok=True)
        self.server = self.spawn(
            ["dbus-run-session", str(program), "--virtual", "--no-lockscreen", "--socket", self.display],
            KWIN_WAYLAND_NO_PERMISSION_CHECKS="1", KWIN_COMPOSE="Q",
        )  # fmt: skip
        self.await_path(self.folder / self.display)
        self.pointer = KWinPointer(self.folder / self.display)

    def type(self):
        self.pointer.press()

    def type_for(self, seconds, keys_a_second=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.type()
            time.sleep(1 / keys_a_second)


class MutterKeyboard:
    """A session of Mutter's RemoteDesktop, which presses a key."""

    KEY_A = 30  # evdev

    def __init__(self, address):
        import dbus.bus  # Debian's python3 has it

        self.bus = dbus.bus.BusConnection(address)
        name, path = "org.gnome.Mutter.RemoteDesktop", "/org/gnome/Mutter/RemoteDesktop"
        end = time.monotonic() + PATIENCE_S
        while not self.bus.name_has_owner(name):
            assert time.monotonic() < end, f"{name} did not come up"
            time.sleep(0.02)
        self.session = dbus.Interface(
            self.bus.get_object(name, dbus.Interface(self.bus.get_object(name, path), name).CreateSession()),
            f"{name}.Session",
        )
        self.session.Start()

    def press(self):
        self.session.NotifyKeyboardKeycode(self.KEY_A, True)
        self.session.NotifyKeyboardKeycode(self.KEY_A, False)


class Mutter(WaylandWorld):
    """A person at GNOME's compositor, headless; keys come through its RemoteDesktop."""

    display = "wayland-0"
    name = "mutter"
    words = ()

    def __init__(self):
        need_programs("mutter", "dbus-daemon")
        pytest.importorskip("dbus")
        self.bus = None
        super().__init__()

    def start(self):
        """On a bus that stays."""
        self.bus_path = self.folder / "bus"
        if not self.bus:
            self.bus = self.spawn(["dbus-daemon", "--session", "--nofork", f"--address=unix:path={self.bus_path}"])
            self.await_path(self.bus_path)
        (self.folder / self.display).unlink(missing_ok=True)
        self.server = self.spawn(
            ["mutter", "--headless", "--virtual-monitor", "640x480", "--wayland", "--no-x11"],
            DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.bus_path}",
        )
        self.await_path(self.folder / self.display)
        self.keyboard = MutterKeyboard(f"unix:path={self.bus_path}")

    @property
    def env(self):
        return {
            "XDG_RUNTIME_DIR": str(self.folder), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.bus_path}",
            "WAYLAND_DISPLAY": "", "DISPLAY": "", "LIMBER_SOURCE": "",
        }  # fmt: skip

    def type(self):
        self.keyboard.press()

    def type_for(self, seconds, keys_a_second=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.type()
            time.sleep(1 / keys_a_second)

    def close(self):
        if self.bus:
            self.bus.kill()
            self.bus.wait()
        super().close()


class Tmux:
    """A person at a terminal, in a tmux of its own."""

    long_ms = 10_000  # the shortest there is
    settle_s = 8.5  # the kernel's access times, to 8 s
    env = {"DISPLAY": "", "LIMBER_SOURCE": ""}

    def __init__(self, folder):
        self.socket = folder / "tmux"
        # Others on this machine open terminals too, with the lowest free number: ours is out of their way, so
        # that its name is not given anew in the middle of a test.
        others = [os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY) for _ in range(random.randrange(20, 200))]
        self.run("new-session", "-d", "-x", "80", "-y", "24", "cat")
        for other in others:
            os.close(other)
        self.path = self.run("display-message", "-p", "#{pane_tty}").strip()
        self.name = f"tty:{self.path}"

    def run(self, *arguments):
        return subprocess.run(
            ["tmux", "-S", self.socket, "-f", "/dev/null", *arguments],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_S,
        ).stdout

    def type(self):
        self.run("send-keys", "a", "Enter")

    def type_for(self, seconds, keys_a_second=4):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.type()
            time.sleep(1 / keys_a_second)

    def kill(self):
        self.run("kill-server")

    def close(self):
        if shutil.which("tmux"):
            subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False, capture_output=True)


class Script:
    """A script that says what happens, as the two others find it out."""

    long_ms = 1500
    settle_s = 0.3
    env = {"DISPLAY": ""}

    def __init__(self, folder):
        self.path = folder / "script"
        os.mkfifo(self.path)
        self.name = f"script:{self.path}"

    def write(self, text):
        with open(self.path, "w", encoding="utf-8") as script:
            script.write(text)

    def type(self):
        self.write("active\n")

    def type_for(self, seconds):
        self.type()
        time.sleep(seconds)
        self.write("quiet\n")

    def close(self):
        pass
