# SPDX-License-Identifier: MIT
"""limber as scripts run it: a home of its own, English words, no daemon."""

import os
import pathlib
import subprocess

LIMBER = os.environ["LIMBER"]
ROOT = pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"])


class Cli:
    def __init__(self, home):
        self.home = pathlib.Path(home)
        self.conf = self.home / "config" / "limber" / "limber.conf"
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "LIMBER_DATA_DIR": str(ROOT / "data"),
            "LIMBER_VOICE": "off",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def run(self, *words, **options):
        return subprocess.run(
            [LIMBER, *words], env=self.env, capture_output=True, text=True, timeout=20, **options
        )

    def ok(self, *words):
        """What it says on stdout, when it must work and say nothing else."""
        result = self.run(*words)
        assert (result.returncode, result.stderr) == (0, ""), result
        return result.stdout

    def fails(self, code, *words):
        """The one line on stderr of something that must not work."""
        result = self.run(*words)
        assert result.returncode == code, result
        assert result.stdout == "", result
        assert result.stderr.startswith("limber: ") and result.stderr.count("\n") == 1, result
        assert result.stderr.endswith("\n")
        return result.stderr[len("limber: ") : -1]

    def write(self, text):
        self.conf.parent.mkdir(parents=True, exist_ok=True)
        self.conf.write_bytes(text if isinstance(text, bytes) else text.encode())


def verbs(cli):
    """The verbs that the program itself lists: the indented words with a summary behind them."""
    found = []
    for line in cli.ok("--help").splitlines():
        words = line.split()
        if line.startswith("  ") and len(words) > 1 and words[0] != "limber":
            found.append(words[0])
    assert "config" in found
    return found
