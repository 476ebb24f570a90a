# SPDX-License-Identifier: MIT
"""Stretch files of one's own, from outside: --check, paths as names, the example, and the man page's file."""

import json
import os
import re
import subprocess

import pytest

from limber_cli import ROOT, Cli

CHIN_TUCKS = ROOT / "data" / "examples" / "chin-tucks.stretch"


def page_blocks():
    return re.findall(r"^```\n(.*?)^```\n", (ROOT / "doc" / "limber-stretch.5.scd").read_text(), re.S | re.M)


@pytest.fixture
def cli(tmp_path):
    cli = Cli(tmp_path)
    cli.env["LIMBER_MODULE_DIR"] = os.environ["LIMBER_MODULE_DIR"]
    (tmp_path / "leaks").write_text("leak:libfontconfig\n")
    cli.env["LSAN_OPTIONS"] = f"suppressions={tmp_path / 'leaks'}:print_suppressions=0"
    return cli


@pytest.fixture
def mine(cli):
    """A right file outside the data home."""
    path = cli.home / "mine" / "side-stretch.stretch"
    path.parent.mkdir()
    path.write_text(page_blocks()[0])
    return path


def folder(cli):
    return cli.home / "data" / "limber" / "stretches"


def warnings(text):
    return [line for line in text.splitlines() if line.startswith("warning: ")]


# ---- what --check says of a right file ----


def test_the_file_of_the_man_page_is_right(cli, mine):
    said = cli.ok("stretch", "--check", str(mine))
    assert said.startswith(f"{mine} is in order.\n")
    assert warnings(said) == []
    for line in (
        "  id        side-stretch",
        "  name      Upper trapezius stretch",
        "  position  sitting",
        "  poses     middle (to begin with), right, left",
        "  one repeat, right, 26 s:",
        "    hold      20 s  Hold",
        "    short   1 to the right, 1 to the left, 52 s",
        "    full    2 each way, 1 min 44 s",
    ):
        assert line in said.splitlines()


def test_the_example_is_right(cli):
    said = cli.ok("stretch", "--check", str(CHIN_TUCKS))
    assert warnings(said) == []
    assert "  view      from the side\n" in said


@pytest.mark.parametrize("name", ["shoulder-shrugs", "neck-rolls", "shoulder-rolls", "butterfly-wings"])
def test_those_that_ship_are_no_jerks(cli, name):
    said = cli.ok("stretch", "--check", str(ROOT / "data" / "stretches" / f"{name}.stretch"))
    assert [line for line in warnings(said) if "comes with Limber" not in line] == []


def test_it_says_where_the_file_belongs(cli, mine):
    assert f"mkdir -p {folder(cli)} && cp {mine} {folder(cli)}/\n" in cli.ok("stretch", "--check", str(mine))
    folder(cli).mkdir(parents=True)
    mine.rename(folder(cli) / mine.name)
    said = cli.ok("stretch", "--check", str(folder(cli) / mine.name))
    assert "It is in your folder: limber stretch side-stretch\n" in said
    assert "mkdir" not in said


@pytest.mark.parametrize("name", ["it's mine", "a b", "$(touch x)", "-n", "a;b"])
def test_what_it_says_to_do_can_be_done(cli, mine, name):
    """The commands are for a shell, and mean the file whatever it is called."""
    there = cli.home / name
    mine.parent.rename(there)
    cli.env["XDG_DATA_HOME"] = str(cli.home / "my data")
    said = cli.ok("stretch", "--check", str(there / mine.name))
    [command] = re.findall(r"^To have it in your sessions: (.*)$", said, re.M)
    subprocess.run(["sh", "-euc", command], cwd=cli.home, env=cli.env, check=True)
    assert (cli.home / "my data/limber/stretches/side-stretch.stretch").read_text() == page_blocks()[0]
    assert not (cli.home / "x").exists()


def test_a_stretch_in_the_place_of_a_shipped_one_is_said(cli, mine):
    other = mine.with_name("neck-rolls.stretch")
    mine.rename(other)
    [warning] = warnings(cli.ok("stretch", "--check", str(other)))
    assert "neck-rolls" in warning and "takes its place" in warning


# ---- warnings ----

HEAD = "name = N\nwhy = W\nposition = sit\n[steps]\n1 = S\n"
DOSE = "[dose short]\nrepeats = 1\n"


@pytest.mark.parametrize(
    "text, says",
    [
        (HEAD + "[phase p]\nshow = P\ntime = 2s\n" + DOSE, ": the figure will sit still;"),
        (HEAD + "[pose a]\n[phase p]\nshow = P\ntime = 2s\n" + DOSE, ":6: [pose a]: no phase leads to a pose;"),
        (
            HEAD + "[pose a]\n[pose b]\n[phase p]\nshow = P\ntime = 2s\npose = a\n" + DOSE,
            ":7: [pose b]: no phase leads there;",
        ),
        (
            HEAD
            + "[pose a]\n[way v]\n[phase p]\nshow = P\ntime = 2s\npose = a\n"
            + "[way w]\n[phase p]\nshow = P\ntime = 2s\npose = a\n[dose short]\nways = v\nrepeats = 1\n",
            ":12: [way w]: it and its phases are in no dose;",
        ),
        (
            HEAD + "[pose a]\n[pose b]\nhead_side_deg = 40\n[phase p]\nshow = P\ntime = 1s\npose = a, b\n" + DOSE,
            ":9: [phase p] time: too short for head_side_deg on the way to the pose a; give it 2 s",
        ),
        (
            HEAD
            + "[pose a]\narms = lap\n[pose b]\n[phase p]\nshow = P\ntime = 3s\npose = a\n"
            + "[phase q]\nshow = Q\ntime = 1s\npose = b\n"
            + DOSE,
            ":13: [phase q] time: too short for arms on the way to the pose b; give it 2 s",
        ),
        (
            HEAD + "[pose a]\nhead_forward_cm = -3\n[phase p]\nshow = P\ntime = 2s\npose = a\n" + DOSE,
            ":6: [pose a] head_forward_cm: hardly shows from the front;",
        ),
        (
            HEAD + "[pose a]\n[phase p]\nshow = P\ntime = 11s\nbreath = hold\npose = a\n" + DOSE,
            ":7: [phase p] breath: a breath held for 11 s;",
        ),
    ],
)
def test_what_is_odd_is_a_warning(cli, text, says):
    path = cli.home / "odd.stretch"
    path.write_text(text)
    [warning] = warnings(cli.ok("stretch", "--check", str(path)))
    assert warning.startswith(f"warning: {path}{says}")


# ---- wrong files ----


def test_every_section_says_its_first_mistake(cli, mine):
    text = page_blocks()[0].replace("position = sit", "position = lie").replace("time = 20s", "time = 0s", 1)
    mine.write_text(text.replace("repeats = 2", "repeats = two"))
    done = cli.run("stretch", "--check", str(mine))
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.removeprefix(f"limber: {mine}:") for line in done.stderr.splitlines()] == [
        "3: position: 'lie' is not one of: either, sit, stand",
        "36: [phase hold] time: '0s' is out of range; it is from 1s to 10m",
        "68: [dose full] repeats: 'two' is not a whole number from 1 to 200",
    ]


def test_the_error_of_the_man_page(cli, mine):
    mine.write_text(page_blocks()[0].replace("time = 20s", "time = 0s", 1))
    assert cli.fails(1, "stretch", "--check", str(mine)) == f"{mine.parent}/{page_blocks()[1].strip()}"


@pytest.mark.parametrize(
    "name, says",
    [
        ("none.stretch", "there is no such file"),
        ("Side.stretch", "'Side' is not a name for a stretch; use small letters, digits and '-'"),
        ("side.txt", "the name of a stretch file ends in .stretch; rename it"),
        ("folder.stretch", "not a regular file"),
    ],
)
def test_a_file_that_cannot_be_one(cli, name, says):
    for right in ("Side.stretch", "side.txt"):
        (cli.home / right).write_text(page_blocks()[0])
    (cli.home / "folder.stretch").mkdir()
    assert says in cli.fails(1, "stretch", "--check", str(cli.home / name))


def test_a_wrong_file_does_not_hide_a_right_one(cli, mine):
    wrong = mine.with_name("wrong.stretch")
    wrong.write_text("name =\n")
    done = cli.run("stretch", "--check", str(wrong), str(mine))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{mine} is in order.")
    assert done.stderr.startswith(f"limber: {wrong}:1: name: ")


@pytest.mark.parametrize("words", [["--check"], ["--check", "x.stretch", "--list"], ["--check", "x.stretch", "--draw", "x.png"]])
def test_wrong_words(cli, words):
    assert "--check" in cli.fails(2, "stretch", *words)


# ---- a path as a name ----


def test_a_file_is_guided_from_where_it_lies(cli, mine):
    done = cli.run("stretch", str(mine), "--plain", "--speed", "1000", stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done
    assert "Upper trapezius stretch" in done.stdout and "2 of 2 repeats" in done.stdout


def test_a_file_in_this_folder_needs_no_slash(cli, mine):
    done = cli.run("stretch", mine.name, "--draw", "out.png", cwd=mine.parent)
    assert done.returncode == 0, done
    assert (mine.parent / "out.png").read_bytes().startswith(b"\x89PNG")


def test_a_wrong_file_is_not_guided(cli, mine):
    mine.write_text(page_blocks()[0].replace("time = 20s", "time = 0s"))
    for words in (["--plain"], ["--draw", str(cli.home / "x.gif")]):
        assert cli.fails(1, "stretch", str(mine), *words).startswith(f"{mine}:36: [phase hold] time: ")


def test_two_files_of_one_id_are_refused(cli, mine):
    other = cli.home / "side-stretch.stretch"
    other.write_text(mine.read_text())
    assert "have the same id" in cli.fails(2, "stretch", str(mine), str(other), "--plain")


def test_the_file_itself_goes_before_one_of_its_name_that_is_installed(cli, mine):
    other = mine.with_name("neck-rolls.stretch")
    mine.rename(other)
    done = cli.run("stretch", str(other), "--plain", "--speed", "1000", stdin=subprocess.DEVNULL)
    assert "Upper trapezius stretch" in done.stdout


# ---- the list ----


def listed(cli):
    """The lines of each id."""
    blocks, lines = {}, None
    for line in cli.ok("stretch", "--list").splitlines():
        if not line.startswith(" "):
            lines = blocks[line] = []
        else:
            lines.append(line.strip())
    return blocks


def test_the_list_says_whose_they_are(cli, mine):
    folder(cli).mkdir(parents=True)
    (folder(cli) / mine.name).write_text(mine.read_text())
    (folder(cli) / "neck-rolls.stretch").write_text(mine.read_text())
    blocks = listed(cli)
    assert blocks["side-stretch"][-1] == "yours"
    assert blocks["neck-rolls"][-1] == "yours, in the place of the one that comes with Limber"
    assert blocks["chin-tucks"][-1] == "an example: by its name, or once order names it"
    assert len(blocks["shoulder-shrugs"]) == 2


# ---- order, exclude and doses ----


def test_the_list_says_what_the_settings_make_of_them(cli):
    cli.write("order = chin-tucks\nexclude = butterfly-wings\ndoses = neck-rolls full, shoulder-shrugs 6\n")
    blocks = listed(cli)
    assert blocks["neck-rolls"][-1] == "in a session: full, 5 each way"
    assert blocks["shoulder-shrugs"][-1] == "in a session: short, 6 repeats"
    assert blocks["butterfly-wings"][-1] == "left out, for exclude names it"
    assert len(blocks["chin-tucks"]) == 2


@pytest.mark.parametrize("words, says", [([], "6 of 6 repeats"), (["--dose", "short"], "8 of 8 repeats")])
def test_a_number_of_repeats_is_done(cli, words, says):
    cli.write("doses = shoulder-shrugs 6\n")
    done = cli.run("stretch", "shoulder-shrugs", "--plain", "--speed", "1000", *words, stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and says in done.stdout, done


def test_order_decides_what_comes_first(cli):
    cli.write("order = chin-tucks\n")
    done = cli.run("stretch", "--plain", "--speed", "1000", stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and "Chin tucks: 5 of 5 repeats" in done.stdout, done


def test_a_name_that_no_stretch_has_is_a_warning(cli):
    cli.write("order = nek-rolls\ndoses = gone-for-long 3\n")
    assert cli.ok("config", "check").splitlines() == [
        f"{cli.conf} is in order.",
        f"warning: {cli.conf}: order: there is no stretch 'nek-rolls'; did you mean neck-rolls?",
        f"warning: {cli.conf}: doses: there is no stretch 'gone-for-long'; limber stretch --list shows those that "
        "there are",
    ]
    rows = [row for row in json.loads(cli.run("doctor", "--json").stdout)["rows"] if row["name"] == "stretch setting"]
    assert [row["state"] for row in rows] == ["missing", "missing"]
    assert "nek-rolls" in rows[0]["detail"] and "gone-for-long" in rows[1]["detail"]
    done = cli.run("stretch", "--plain", "--speed", "1000", stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done
