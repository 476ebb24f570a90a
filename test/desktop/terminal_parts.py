# SPDX-License-Identifier: MIT
"""limber stretch in a shell in tmux: keys, what stands on the screen, what stands there afterwards."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

LIMBER = os.environ["LIMBER"]
ROOT = Path(__file__).resolve().parents[2]
PROMPT = "ready>"
PATIENCE_S = 60  # machines are slow; nothing here waits for it unless something is wrong

needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")


@pytest.fixture
def env(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": str(runtime),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "LIMBER_DATA_DIR": str(ROOT / "data"), "LIMBER_MODULE_DIR": os.environ["LIMBER_MODULE_DIR"],
        "LIMBER_VOICE": "off",
        "ASAN_OPTIONS": "handle_segv=0:handle_abort=0:handle_sigill=0:handle_sigbus=0:handle_sigfpe=0",
    }


def run(env, *words):
    return subprocess.run([LIMBER, "stretch", *words], env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=PATIENCE_S)


class Terminal:
    """A shell in tmux."""

    def __init__(self, tmp_path, env, width=80, height=24, variables=None):
        self.tmux_words = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
        self.env = {k: v for k, v in env.items() if k != "ASAN_OPTIONS"}
        self.log = tmp_path / "bytes"
        words = [f"{k}={v}" for k, v in (env | {"PS1": PROMPT, "HISTFILE": ""} | (variables or {})).items()]
        self.tmux("new-session", "-d", "-x", str(width), "-y", str(height), "env", *words, "bash", "--norc", "--noprofile")
        self.wait(lambda s: s.startswith(PROMPT))

    def tmux(self, *words):
        done = subprocess.run([*self.tmux_words, *words], env=self.env, capture_output=True, text=True, timeout=PATIENCE_S)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def flag(self, name):
        return self.tmux("display-message", "-p", "#{%s}" % name).strip()

    def wait(self, condition, what=""):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            screen = self.screen()
            if condition(screen):
                return screen
            time.sleep(0.02)
        pytest.fail(f"never came: {what}\n{screen}")

    def wait_for(self, text):
        return self.wait(lambda s: text in s, text)

    def keys(self, *names):
        self.tmux("send-keys", *names)

    def type(self, line):
        self.tmux("send-keys", "-l", line)
        self.keys("Enter")

    def run(self, line):
        """A line to its end: what stands on the screen below it."""
        self.type(f"clear; {line}; echo exit=$?")
        return self.wait(lambda s: re.search(r"^exit=\d+$", s, re.M), line)

    def start(self, *words, first="Q quit"):
        self.type(f"clear; stty -g > before; {LIMBER} stretch {' '.join(words)}; echo exit=$?; stty -g > after")
        return self.wait_for(first)

    def ended(self, home):
        """After the session: back on the first screen, the cursor there, the modes as before."""
        screen = self.wait(lambda s: re.search(r"^exit=\d+$", s, re.M) and s.rstrip().endswith(PROMPT), "the prompt")
        assert self.flag("alternate_on") == "0"
        assert self.flag("cursor_flag") == "1"
        assert (home / "before").read_text() == (home / "after").read_text()
        return screen

    def pid(self):
        shell = self.flag("pane_pid")
        return int(subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True).stdout.split()[0])

    def close(self):
        subprocess.run([*self.tmux_words, "kill-server"], env=self.env, capture_output=True)


@pytest.fixture
def terminal(tmp_path, env):
    opened = []

    def open_terminal(**more):
        opened.append(Terminal(tmp_path, env, **more))
        opened[-1].type(f"cd {env['HOME']}")
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.close()
