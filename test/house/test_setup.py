# SPDX-License-Identifier: MIT
"""build-aux/setup: asks nothing of apt where all is there, and says clearly what it cannot do."""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETUP = ROOT / "build-aux" / "setup"


@pytest.fixture
def machine(tmp_path):
    """A PATH with the few tools that setup needs, and whatever a test adds; each call of apt-get is noted."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ["sh", "awk", "grep", "tr", "fold", "dirname", "env", "cat", "id"]:
        found = next(p for p in map(pathlib.Path, ["/usr/bin", "/bin"]) if (p / name).exists())
        (tools / name).symlink_to(found / name)

    class Machine:
        calls = tmp_path / "calls"
        packages = tmp_path / "packages.txt"

        def tool(self, name, script):
            path = tools / name
            path.unlink(missing_ok=True)
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)

        def debian(self, installed, apt='echo "$*" >> "$CALLS"'):
            lines = "".join(f"{name} installed\\n" for name in installed)
            self.tool("dpkg-query", f"printf '{lines}'")
            self.tool("apt-get", apt)

        def setup(self, *arguments):
            return subprocess.run(
                [SETUP, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                env={"PATH": str(tools), "LIMBER_PACKAGES": str(self.packages), "CALLS": str(self.calls)},
            )  # fmt: skip

        def apt_calls(self):
            return self.calls.read_text().splitlines() if self.calls.exists() else []

    result = Machine()
    result.packages.write_text("# why\n[build]\nmake  # because\ngcc\n\n[test]\ncmocka\n")
    result.tool("id", "echo 0")
    return result


def test_everything_there_asks_nothing_of_apt(machine):
    machine.debian(["make", "gcc", "cmocka"])
    ended = machine.setup("build", "test")
    assert (ended.returncode, ended.stdout, ended.stderr, machine.apt_calls()) == (0, "", "", [])


def test_only_what_is_missing_in_the_sections_asked_for(machine):
    machine.debian(["make"])
    assert machine.setup("build").returncode == 0
    calls = machine.apt_calls()
    assert len(calls) == 2 and "--simulate" in calls[0]
    assert calls[1].endswith("--no-install-recommends install gcc")


def test_a_package_that_is_half_removed_is_missing(machine):
    machine.debian([])
    machine.tool("dpkg-query", "printf 'make installed\\ngcc config-files\\n'")
    assert machine.setup("build").returncode == 0
    assert machine.apt_calls()[-1].endswith("install gcc")


def test_lists_are_fetched_only_where_they_do_not_serve(machine):
    machine.debian([], 'echo "$*" >> "$CALLS"; case "$*" in *--simulate*) exit 100 ;; esac')
    assert machine.setup("build").returncode == 0
    assert [call.split()[-1] for call in machine.apt_calls()] == ["gcc", "update", "gcc"]


def test_lists_that_are_too_old_are_fetched_again(machine):
    machine.debian(
        [], 'echo "$*" >> "$CALLS"; case "$*" in *--simulate* | *update) exit 0 ;; esac; [ -e "$CALLS.2" ] && exit 0\n'
        ': > "$CALLS.2"; exit 100',
    )  # fmt: skip
    assert machine.setup("build").returncode == 0
    assert [call.split()[-1] for call in machine.apt_calls()] == ["gcc", "gcc", "update", "gcc"]


def test_a_user_goes_through_sudo(machine):
    machine.debian(["make"])
    machine.tool("id", "echo 1000")
    machine.tool("sudo", 'echo "sudo" >> "$CALLS"; exec "$@"')
    assert machine.setup("build").returncode == 0
    assert machine.apt_calls()[-2] == "sudo"


@pytest.mark.parametrize("why", ["no sudo", "not Debian", "no network"])
def test_what_cannot_be_done_is_said(machine, why):
    if why != "not Debian":
        machine.debian(["make"], "exit 100" if why == "no network" else "exit 0")
    if why == "no sudo":
        machine.tool("id", "echo 1000")
    ended = machine.setup("build")
    assert ended.returncode == 1
    assert ended.stderr.startswith("setup: ")
    assert "gcc" in ended.stderr
    assert ("SETUP=no" in ended.stderr) == (why == "not Debian")


def test_a_section_that_is_not_there(machine):
    machine.debian([])
    ended = machine.setup("tests")
    assert ended.returncode == 2 and "[tests]" in ended.stderr and machine.apt_calls() == []


def test_the_real_list():
    """Each package stands once, in a known section, with its reason."""
    names = []
    for line in (ROOT / "build-aux" / "packages.txt").read_text().splitlines():
        if line and not line.startswith(("#", "[")):
            assert re.fullmatch(r"[a-z0-9][a-z0-9.+-]+ +# \S.*", line), line
            names.append(line.split()[0])
    assert len(names) == len(set(names))
    listed = subprocess.run(
        [SETUP, "--list", "build", "test", "lint"], capture_output=True, text=True, check=True,
        env={k: v for k, v in os.environ.items() if k != "LIMBER_PACKAGES"},
    )  # fmt: skip
    assert listed.stdout.split() == names
