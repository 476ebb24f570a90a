# SPDX-License-Identifier: MIT
"""The stub of the bus service, clients of it, and private session buses: for the tests of the bus."""

import os
import pathlib
import queue
import signal
import subprocess
import threading
import time

SERVICE = os.environ["BUS_SERVICE_STUB"]
CLIENT = os.environ["BUS_CLIENT_STUB"]
NAME = "org.limber.Limber1"
OBJECT = "/org/limber/Limber1"
PATIENCE_S = 20  # for what must come; never slept through


class Process:
    """A program whose output is read line by line as it comes."""

    def __init__(self, arguments, **options):
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", **options,
        )  # fmt: skip
        self.lines = queue.Queue()
        self.seen = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait_for(self, wanted, patience_s=PATIENCE_S):
        """The next line that holds `wanted`; lines before it are in `seen`."""
        end = time.monotonic() + patience_s
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no line with {wanted!r} came; before: {self.seen}") from None
            if line is None:
                raise AssertionError(f"it ended without a line with {wanted!r}; before: {self.seen}")
            self.seen.append(line)
            if wanted in line:
                return line

    def end(self):
        """The exit status, after it ended by itself; the output's rest is in `seen`."""
        code = self.process.wait(timeout=PATIENCE_S)
        while (line := self.lines.get(timeout=PATIENCE_S)) is not None:
            self.seen.append(line)
        return code

    def kill(self, number=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(timeout=PATIENCE_S)

    def private_kb(self):
        rollup = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_Dirty"))


class Bus:
    """A dbus-daemon at a path of one's own."""

    def __init__(self, directory, policy=""):
        self.path = directory / "session"
        self.address = f"unix:path={self.path}"
        self.config = directory / "session.conf"
        self.config.write_text(
            f"<busconfig><type>session</type><listen>{self.address}</listen><auth>EXTERNAL</auth>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
            f'<allow own="*"/>{policy}</policy></busconfig>'
        )
        self.daemon = None

    def start(self):
        self.daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={self.config}", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.daemon.stdout.readline()
        return self

    def stop(self):
        if self.daemon:
            self.daemon.kill()
            self.daemon.wait()
            self.daemon.stdout.close()
            self.path.unlink(missing_ok=True)
        self.daemon = None

    def call(self, *arguments, **options):
        return subprocess.run(
            ["busctl", f"--address={self.address}", *arguments], capture_output=True, text=True,
            timeout=PATIENCE_S, **options,
        )  # fmt: skip


def environment(bus=None, **more):
    names = {k: v for k, v in os.environ.items() if k not in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY")}
    if bus:
        names["DBUS_SESSION_BUS_ADDRESS"] = bus.address
    return {**names, "LC_ALL": "C.UTF-8", **more}


def client(path, *arguments, bus=None, **options):
    return subprocess.run(
        [CLIENT, str(path), *arguments], capture_output=True, text=True, timeout=PATIENCE_S,
        stdin=subprocess.DEVNULL, env=environment(bus), **options,
    )  # fmt: skip
