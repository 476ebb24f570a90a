# SPDX-License-Identifier: MIT
"""limberd and limber in a home of their own, with the senses that a test gives them."""

import array
import datetime
import fcntl
import json
import os
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import termios
import threading
import time

from bus_stub import PATIENCE_S
from desktop_parts import wait_until
from limber_cli import LIMBER, Cli

LIMBERD = os.environ["LIMBERD"]

# The shortest that options can be: what takes minutes in life takes seconds here.
QUICK = {
    "away_after": "6s", "pause": "1s", "patience": "1m", "notice": "1s", "notice_max": "3s", "calm": "1s",
    "settle": "1s", "gather": "1s", "postpone": "5m",
    "stretch.every": "1s", "stretch.lasts": "1s", "stretch.rest": "1h", "walk.enabled": "no",
}  # fmt: skip


def wall(text):
    """Seconds since 1970 of an RFC 3339 time."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def settings_text(settings):
    top = [f"{key} = {value}" for key, value in settings.items() if "." not in key]
    sections = {}
    for key, value in settings.items():
        if "." in key:
            section, name = key.split(".")
            sections.setdefault(section, []).append(f"{name} = {value}")
    for section, lines in sections.items():
        top += [f"\n[{section}]", *lines]
    return "\n".join(top) + "\n"


class Follower:
    """`limber status --follow --json`, line by line."""

    def __init__(self, cli):
        self.process = subprocess.Popen(
            [LIMBER, "status", "--follow", "--json"], env=cli.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self.lines = queue.Queue()
        self.seen = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def wait_for(self, wanted, what="", patience_s=PATIENCE_S):
        """The next line that is as wanted: a function of a line, or the state of the break."""
        is_it = wanted if callable(wanted) else lambda line: line["break"]["state"] == wanted
        end = time.monotonic() + patience_s
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{what or wanted} did not come; before: {self.told()}") from None
            assert line is not None, f"limberd ended before {what or wanted}; before: {self.told()}"
            self.seen.append(line)
            if is_it(line):
                return line

    def until(self, wanted, what="", patience_s=PATIENCE_S):
        """The last line, if it is as wanted, else the next that is."""
        last = self.drain()[-1]
        return last if wanted(last) else self.wait_for(wanted, what, patience_s)

    def told(self):
        """The last lines in short."""
        return [
            (line["now"], line["present"], line["gone"], line["busy"], line["break"]["state"], line["problems"])
            for line in self.seen[-12:]
        ]

    def drain(self):
        """Lines that have come meanwhile, into `seen`."""
        while not self.lines.empty():
            line = self.lines.get()
            if line is None:
                self.lines.put(None)
                break
            self.seen.append(line)
        return self.seen

    def states(self):
        """The states of the break, each once in a row."""
        states = [line["break"]["state"] for line in self.drain()]
        return [state for i, state in enumerate(states) if i == 0 or states[i - 1] != state]

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()


class Rig(Cli):
    """A home in a short place (a socket's path has 107 bytes), its daemon, and everything to be ended."""

    def __init__(self, source="script", settings=(), **environment):
        super().__init__(tempfile.mkdtemp(prefix="limber-", dir="/tmp"))
        (self.home / "run").mkdir(mode=0o700)
        self.log = self.home / "log"
        self.parts = []
        self.daemon = None
        self.script_path = self.home / "script"
        os.mkfifo(self.script_path)
        self.script = os.open(self.script_path, os.O_RDWR)
        self.env.update(
            LIMBER_MODULE_DIR=os.environ["LIMBER_MODULE_DIR"],
            LIMBER_DATA_DIR=os.environ["LIMBER_DATA_DIR"],
            TERM="xterm",
            DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.home}/run/no-session-bus",
            DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={self.home}/run/no-system-bus",
            **{"LIMBER_DESK_BINARY": f"{self.home}/no-limber-desk", **environment},
        )
        if source:
            self.env["LIMBER_SOURCE"] = f"script:{self.script_path}" if source == "script" else source
        self.settings = {**QUICK, **dict(settings)}
        self.write(settings_text(self.settings))

    # ---- the daemon ----

    def add(self, part):
        """Something with stop(), to be stopped at the end."""
        self.parts.append(part)
        return part

    def start(self, prefix=(), **environment):
        """Returns when it said that it is ready."""
        notify = self.home / "run" / "notify"
        notify.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready, open(self.log, "a") as log:
            ready.bind(str(notify))
            ready.settimeout(0.2)
            self.daemon = subprocess.Popen(
                [*prefix, LIMBERD], env={**self.env, "NOTIFY_SOCKET": str(notify), **environment},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
            end = time.monotonic() + PATIENCE_S
            while True:
                assert self.daemon.poll() is None, f"limberd ended: {self.log_text()}"
                assert time.monotonic() < end, f"limberd is not ready: {self.log_text()}"
                try:
                    if b"READY=1" in ready.recv(4096):
                        return self
                except TimeoutError:
                    pass

    def start_another(self, **environment):
        """A daemon that is to be refused: its exit status and what it said."""
        ended = subprocess.run([LIMBERD], env={**self.env, **environment}, capture_output=True, text=True, timeout=PATIENCE_S)
        return ended.returncode, ended.stdout + ended.stderr

    def kill(self, number=signal.SIGKILL):
        self.daemon.send_signal(number)
        code = self.daemon.wait(PATIENCE_S)
        self.daemon = None
        return code

    def stop(self):
        """In peace."""
        assert self.kill(signal.SIGTERM) == 0, self.log_text()

    def log_text(self):
        return self.log.read_text(errors="replace")

    def wait_for_log(self, words):
        wait_until(lambda: words in self.log_text(), f"the log has no {words!r}")

    def close(self):
        for part in reversed(self.parts):
            part.stop()
            if hasattr(part, "clean"):
                part.clean()
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        os.close(self.script)
        shutil.rmtree(self.home)

    # ---- what goes in ----

    def say(self, *lines):
        """To the scripted source."""
        os.write(self.script, "".join(line + "\n" for line in lines).encode())

    def await_read(self):
        """Returns when all that was said has been taken in."""

        def left():
            return array.array("i", fcntl.ioctl(self.script, termios.FIONREAD, b"\0" * 4))[0]

        wait_until(lambda: left() == 0, "the script is not read")
        self.status()  # answered after what was read was carried out

    def set(self, **settings):
        """New settings, written as an editor does."""
        self.settings.update({key.replace("__", "."): value for key, value in settings.items()})
        fresh = self.conf.with_name("limber.conf.new")
        fresh.write_text(settings_text(self.settings))
        fresh.rename(self.conf)

    # ---- what comes out ----

    def follow(self):
        """Returns when the first line is there."""
        follower = self.add(Follower(self))
        follower.wait_for(lambda line: True, "the first line")
        return follower

    def status(self):
        return json.loads(self.ok("status", "--json"))

    def problems(self):
        return {problem["part"]: problem["text"] for problem in self.status()["problems"]}

    def doctor(self):
        return {row["name"]: row for row in json.loads(self.run("doctor", "--json").stdout)["rows"]}

    @property
    def database(self):
        return self.home / "data" / "limber" / "limber.db"

    @property
    def state_file(self):
        return self.home / "state" / "limber" / "limber.state"

    def rows(self, sql, database=None):
        """From the history, as another program reads it."""
        connection = sqlite3.connect(f"file:{database or self.database}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def outcomes(self, database=None):
        return [row[0] for row in self.rows("SELECT outcome FROM break ORDER BY wall_ms", database)]

    def saved_at(self):
        """A number that changes whenever the state is saved."""
        return self.state_file.stat().st_mtime_ns
