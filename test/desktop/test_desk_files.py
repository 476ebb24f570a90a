# SPDX-License-Identifier: MIT
"""What a desktop finds of limber-desk: its entry, its icons, its metainfo, its page and its completions."""

import os
import pathlib
import re
import subprocess
import xml.etree.ElementTree as xml

import pytest
from limber_cli import ROOT

DESK = os.environ["LIMBER_DESK"]
DESKTOP = ROOT / "data" / "desktop"
ICONS = ROOT / "data" / "icons"


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, timeout=60)


def test_entry():
    checked = run("desktop-file-validate", DESKTOP / "org.limber.Desk.desktop")
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_metainfo():
    checked = run("appstreamcli", "validate", "--no-net", DESKTOP / "org.limber.Desk.metainfo.xml")
    assert checked.returncode == 0, checked.stdout
    component = xml.parse(DESKTOP / "org.limber.Desk.metainfo.xml").getroot()
    assert component.findtext("launchable") == "org.limber.Desk.desktop"
    version = re.search(r"version: '([0-9.]+)'", (ROOT / "meson.build").read_text())[1]
    assert component.find("releases/release").get("version") == version


@pytest.mark.parametrize("name", ["org.limber.Desk", "org.limber.Desk-symbolic"])
def test_icons(name):
    root = xml.parse(ICONS / f"{name}.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    _, _, width, height = root.get("viewBox").split()
    assert width == height
    assert "<image" not in (ICONS / f"{name}.svg").read_text()  # drawn, at any size


def options():
    return sorted(set(re.findall(r"--[a-z]+", run(DESK, "--help").stdout)))


def test_the_page_has_every_option():
    page = (ROOT / "doc" / "limber-desk.1.scd").read_text()
    assert len(options()) == 8
    for option in options():
        assert option in page


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_every_option(shell):
    path = ROOT / "data" / "completions" / f"limber-desk.{shell}"
    assert run(shell, "-n", path).returncode == 0
    for option in options():
        assert (f"-l {option[2:]} " if shell == "fish" else option) in path.read_text(), option


def test_bash_offers_values():
    script = f"""
        source {ROOT}/data/completions/limber-desk.bash
        COMP_WORDS=(limber-desk --layout s) COMP_CWORD=2 && _limber_desk && echo "${{COMPREPLY[@]}}"
        COMP_WORDS=(limber-desk --b) COMP_CWORD=1 && _limber_desk && echo "${{COMPREPLY[@]}}"
    """
    assert run("bash", "-c", script).stdout.split() == ["screen", "--break"]


def test_usage():
    for words in (["--dose", "huge"], ["--break", "neck-rolls"], ["--nothing"]):
        done = run(DESK, *words)
        assert done.returncode == 2 and done.stdout == ""
        assert done.stderr.startswith("limber-desk: ") and done.stderr.count("\n") == 1
    assert run(DESK, "--version").stdout == f"limber-desk {re.search(r'version: .([0-9.]+)', (ROOT / 'meson.build').read_text())[1]}\n"
    assert pathlib.Path(DESK).name == "limber-desk"
