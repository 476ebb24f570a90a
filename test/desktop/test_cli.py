# SPDX-License-Identifier: MIT
"""The frame that verbs hang in: help, versions, wrong words, exit codes."""

import os
import subprocess

import pytest

from limber_cli import LIMBER, Cli, verbs


@pytest.fixture
def cli(tmp_path):
    return Cli(tmp_path)


def test_help_three_ways(cli):
    text = cli.ok("--help")
    assert text == cli.ok("help") == cli.ok("-h")
    for verb in verbs(cli):
        help_text = cli.ok("help", verb)
        assert f"  limber {verb}" in help_text
        assert help_text == cli.ok(verb, "--help")
        assert len(max(help_text.splitlines(), key=len)) <= 110


def test_version(cli):
    name, version = cli.ok("--version").split()
    assert name == "limber" and version[0].isdigit()


def test_unknown_verb(cli):
    assert cli.fails(2, "confg") == "confg is not a verb; did you mean config?"
    assert cli.fails(2, "frobnicate") == "frobnicate is not a verb; see limber --help"
    assert cli.fails(2, "") == " is not a verb; see limber --help"
    assert cli.fails(2, "--frobnicate") == "--frobnicate is not an option; see limber --help"
    assert cli.fails(2, "help", "confg") == "confg is not a verb; did you mean config?"
    assert "\x1b" not in cli.fails(2, "con\x1b[31m\nfig")


@pytest.mark.parametrize(
    "words",
    [
        ("config", "--frobnicate"),
        ("config", "list", "--json=yes"),
        ("config", "-x"),
        ("config", "frobnicate"),
        ("config", "get"),
        ("config", "get", "pause", "calm"),
        ("config", "get", "pause", "--json"),
        ("config", "set", "pause"),
        ("config", "set", "pause", "3s", "calm"),
        ("config", "path", "x"),
    ],
)
def test_wrong_usage_is_2(cli, words):
    assert cli.fails(2, *words).endswith("see limber help config")
    assert not cli.conf.exists()


def test_options_stand_anywhere(cli):
    assert cli.ok("config", "--json") == cli.ok("config", "list", "--json") == cli.ok("config", "--json", "list")
    assert cli.ok("config", "get", "--", "pause") == "5s\n"


def test_output_that_cannot_be_written(cli):
    with open("/dev/full", "w") as full:
        result = subprocess.run([LIMBER, "config"], env=cli.env, stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith("limber: the output could not be written: ")


def test_without_any_environment(tmp_path):
    result = subprocess.run([LIMBER, "--help"], env={}, capture_output=True, text=True)
    assert result.returncode == 0
    result = subprocess.run([LIMBER, "config", "path"], env={"HOME": "x"}, capture_output=True, text=True)
    assert result.returncode in (0, 1)
    assert result.returncode == 1 or result.stdout.startswith("/")


def test_relative_xdg_is_ignored(cli):
    cli.env["XDG_CONFIG_HOME"] = "config"
    assert cli.ok("config", "path") == f"{cli.home}/.config/limber/limber.conf\n"
    cli.env["XDG_CONFIG_HOME"] = ""
    assert cli.ok("config", "path") == f"{cli.home}/.config/limber/limber.conf\n"


def test_no_program_at_all(cli):
    """argv may be empty: execve(2) allows it on older kernels; here the least is a program's name."""
    result = subprocess.run([""], executable=LIMBER, env=cli.env, capture_output=True, text=True)
    assert result.returncode in (0, 1)
    assert os.path.exists(LIMBER)
