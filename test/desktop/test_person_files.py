# SPDX-License-Identifier: MIT
"""People of one's own, from outside: --check, --person by name and by path, and who is set."""

import json
import os
import re
import subprocess

import pytest

from limber_cli import ROOT, Cli


def page_file():
    return re.search(r"^```\n(.*?)^```\n", (ROOT / "doc" / "limber-person.5.scd").read_text(), re.S | re.M)[1]


@pytest.fixture
def cli(tmp_path):
    cli = Cli(tmp_path)
    cli.env["LIMBER_MODULE_DIR"] = os.environ["LIMBER_MODULE_DIR"]
    (tmp_path / "leaks").write_text("leak:libfontconfig\n")
    cli.env["LSAN_OPTIONS"] = f"suppressions={tmp_path / 'leaks'}:print_suppressions=0"
    return cli


@pytest.fixture
def kim(cli):
    path = cli.home / "kim.person"
    path.write_text(page_file())
    return path


def picture(cli, *words):
    path = cli.home / "picture.png"
    assert cli.ok("stretch", "shoulder-shrugs", *words, "--draw", str(path)) == ""
    return path.read_bytes()


def install(cli, path):
    folder = cli.home / "data" / "limber" / "people"
    folder.mkdir(parents=True)
    path.rename(folder / path.name)
    return folder / path.name


def test_the_file_of_the_man_page_is_right(cli, kim):
    said = cli.ok("stretch", "--check", str(kim))
    assert said.startswith(f"{kim} is in order.\n") and "warning" not in said
    for line in ("  hair_cut   bun", "  shirt      #e0b43c", "  line       #1d232a"):
        assert line in said.splitlines()
    assert "Then: limber config set person kim\n" in said
    assert re.search(r"mkdir -p \S+/limber/people && cp ", said)


@pytest.mark.parametrize("name", ["robin", "sol", "alma"])
def test_those_that_ship_are_in_order(cli, name):
    assert "warning" not in cli.ok("stretch", "--check", str(ROOT / "data" / "people" / f"{name}.person"))


@pytest.mark.parametrize("name", ["robin", "sol"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_file_of_somebody_built_in_is_that_person(cli, name, theme):
    with_file = picture(cli, "--person", name, "--theme", theme)
    (cli.home / "people").mkdir()
    for folder in ("stretches", "examples"):
        (cli.home / folder).symlink_to(ROOT / "data" / folder)
    cli.env["LIMBER_DATA_DIR"] = str(cli.home)
    assert picture(cli, "--person", name, "--theme", theme) == with_file


def test_somebody_of_a_file_is_drawn(cli, kim):
    robin, by_path = picture(cli), picture(cli, "--person", str(kim))
    assert by_path != robin
    install(cli, kim)
    assert picture(cli, "--person", "kim") == by_path
    cli.ok("config", "set", "person", "kim")
    assert picture(cli) == by_path
    assert picture(cli, "--person", "robin") == robin


def test_every_mistake_is_said(cli, kim):
    kim.write_text("hat = #000000\nskin = red\n[x]\n")
    done = cli.run("stretch", "--check", str(kim))
    assert (done.returncode, done.stdout) == (1, "")
    starts = ("1: hat: no such key; there are: ", "2: skin: 'red' is not a colour;", "3: a person has no sections;")
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    for line, start in zip(lines, starts):
        assert line.startswith(f"limber: {kim}:{start}")


def test_what_cannot_be_told_apart_is_a_warning(cli, kim):
    kim.write_text("skin = #4a3428\nhair = #4a3428\n")
    said = cli.ok("stretch", "--check", str(kim))
    assert f"warning: {kim}: skin and hair are hard to tell apart;" in said


def test_a_wrong_file_by_name_is_said(cli, kim):
    kim.write_text("skin = red\n")
    path = install(cli, kim)
    said = cli.fails(1, "stretch", "shoulder-shrugs", "--person", "kim", "--draw", "x.png")
    assert said.startswith(f"{path}:1: skin: 'red' is not a colour;")


@pytest.mark.parametrize("name", ["nobody.person", "side.txt"])
def test_a_file_that_cannot_be_one(cli, name):
    (cli.home / "side.txt").write_text("")
    said = cli.fails(1, "stretch", "neck-rolls", "--person", f"{cli.home}/{name}", "--draw", "x.png")
    assert ("there is no such file" if name == "nobody.person" else "ends in .person") in said


@pytest.mark.parametrize("theme, differ", [("light", True), ("dark", False), ("contrast", False)])
def test_trousers_that_nobody_could_see_are_drawn_as_the_theme_has_them(cli, kim, theme, differ):
    pictures = set()
    for colour in ("#17413f", "#1a4541"):
        kim.write_text(f"trousers = {colour}\n")
        pictures.add(picture(cli, "--person", str(kim), "--theme", theme))
    assert (len(pictures) == 2) == differ


def test_trousers_that_can_be_seen_are_drawn_as_they_are(cli, kim):
    kim.write_text("trousers = #c0a060\n")
    assert picture(cli, "--person", str(kim), "--theme", "dark") != picture(cli, "--theme", "dark")


@pytest.mark.parametrize("name", ["../robin", "Robin", "", "x" * 40])
def test_a_name_is_no_way_out(cli, kim, name):
    install(cli, kim)
    if "/" not in name:
        (cli.home / "data" / "limber" / "people" / f"{name}.person").write_text("")
    assert cli.run("stretch", "neck-rolls", "--person", name, "--draw", "x.png").returncode == 1


def test_somebody_must_be_there_for_a_session_too(cli, kim):
    words = ["stretch", "shoulder-shrugs", "--plain", "--speed", "1000", "--person"]
    assert "nobody called 'eve'" in cli.fails(1, *words, "eve")
    done = cli.run(*words, str(kim), stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and "8 of 8 repeats" in done.stdout, done


def test_who_is_set_and_not_there_is_a_warning(cli):
    cli.write("person = eve\n")
    assert "warning: " in cli.ok("config", "check") and "nobody called 'eve'" in cli.ok("config", "check")
    [row] = [row for row in json.loads(cli.run("doctor", "--json").stdout)["rows"] if row["name"] == "person"]
    assert row["state"] == "missing" and "nobody called 'eve'" in row["detail"]
    path = cli.home / "picture.png"
    done = cli.run("stretch", "shoulder-shrugs", "--draw", str(path))
    assert done.returncode == 0 and "nobody called 'eve'" in done.stderr and path.exists()
