# SPDX-License-Identifier: MIT
""".ci/run: the last line is the count, and the exit code tells the truth about it."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run_ci(tmp_path, make):
    """.ci/run with `make` replaced by a script: (exit code, last line)."""
    (tmp_path / "make").write_text(f"#!/bin/sh\n{make}\n")
    (tmp_path / "make").chmod(0o755)
    ended = subprocess.run(
        [ROOT / ".ci" / "run"], capture_output=True, text=True, input="not for the tests\n",
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "CI": "no"},
    )  # fmt: skip
    return ended.returncode, ended.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "make, code, last",
    [
        ("echo 3 passed, 0 failed, 1 skipped", 0, "3 passed, 0 failed, 1 skipped"),
        # make has the last word, but not here
        ("echo 3 passed, 1 failed, 0 skipped; echo 'make: *** Error 1' >&2; exit 2", 2, "3 passed, 1 failed, 0 skipped"),
        # an exit code that does not fit the count is not believed
        ("echo 3 passed, 1 failed, 0 skipped", 1, "3 passed, 1 failed, 0 skipped"),
        ("echo 0 passed, 0 failed, 9 skipped", 1, "0 passed, 0 failed, 9 skipped"),
        ("echo 3 passed, 10 failed, 0 skipped", 1, "3 passed, 10 failed, 0 skipped"),
        ("echo 30 passed, 0 failed, 0 skipped; exit 1", 1, "30 passed, 0 failed, 0 skipped"),
        ("echo no compiler; exit 1", 1, "0 passed, 1 failed, 0 skipped"),
        ("true", 1, "0 passed, 1 failed, 0 skipped"),
        # what it hands on
        ('[ "$CI $*" = "true check CHECK=full" ] && ! read x && echo 1 passed, 0 failed, 0 skipped', 0,
         "1 passed, 0 failed, 0 skipped"),
    ],
)  # fmt: skip
def test_last_line_and_exit_code(tmp_path, make, code, last):
    assert run_ci(tmp_path, make) == (code, last)
