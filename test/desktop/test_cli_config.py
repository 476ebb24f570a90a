# SPDX-License-Identifier: MIT
"""limber config: what it shows, and that a change leaves the rest of the file as its writer left it."""

import json
import os
import re
import stat
import subprocess

import pytest

from limber_cli import LIMBER, Cli

MINE = """\
# Limber, as I like it.

away_after = 2m   # I read fast
pause=4s

# Not so often.
[stretch]
every = 45m\t# was 30

[walk]
enabled = no"""


@pytest.fixture
def cli(tmp_path):
    return Cli(tmp_path)


# ---- reading ----


def test_list(cli):
    text = cli.ok("config", "list")
    assert text == cli.ok("config")
    assert "\naway_after = 3m\n    duration, 1s to 24h; default 3m\n    " in "\n" + text
    assert "\nwalk.every = 1h\n" in text


def test_list_json(cli):
    cli.write("[eyes]\nevery = 20m\nlasts = 20s\n")
    entries = json.loads(cli.ok("config", "list", "--json"))
    keys = [entry["key"] for entry in entries]
    assert len(set(keys)) == len(keys)
    for entry in entries:
        assert set(entry) == {"key", "value", "unit", "range", "default", "is_default", "help"}
        assert entry["unit"] and entry["range"] and entry["help"] and entry["default"]
        assert cli.ok("config", "get", entry["key"]) == entry["value"] + "\n"
        if not entry["key"].startswith("eyes."):
            assert entry["is_default"] and entry["value"] == entry["default"]
    by_key = {entry["key"]: entry for entry in entries}
    assert by_key["away_after"]["unit"] == "duration"
    assert by_key["eyes.every"]["value"] == "20m" and not by_key["eyes.every"]["is_default"]


def test_every_listed_value_can_be_set(cli):
    for entry in json.loads(cli.ok("config", "list", "--json")):
        cli.ok("config", "set", entry["key"], entry["value"])
        assert cli.ok("config", "get", entry["key"]) == entry["value"] + "\n"
    assert cli.ok("config", "check") == f"{cli.conf} is in order.\n"


def test_get(cli):
    cli.write(MINE)
    assert cli.ok("config", "get", "away_after") == "2m\n"
    assert cli.ok("config", "get", "stretch.every") == "45m\n"
    assert cli.ok("config", "get", "walk.enabled") == "no\n"
    assert cli.ok("config", "get", "walk.every") == "1h\n"
    assert cli.fails(1, "config", "get", "awayafter") == "awayafter: not a setting; did you mean away_after?"
    assert cli.fails(1, "config", "get", "wlak.every") == "wlak.every: there is no such break; did you mean walk?"


def test_path_needs_no_file(cli):
    assert cli.ok("config", "path") == f"{cli.conf}\n"
    assert not cli.conf.parent.exists()


def test_check(cli):
    assert cli.ok("config", "check") == f"{cli.conf} is in order.\n"
    cli.write(MINE)
    assert cli.ok("config", "check") == f"{cli.conf} is in order.\n"
    cli.write(MINE + "\nrest = 1m\n")
    assert cli.fails(1, "config", "check").startswith(f"{cli.conf}:12: [walk] rest: 1m is shorter than away_after")
    other = cli.home / "other.conf"
    assert cli.fails(1, "config", "check", str(other)).startswith(f"{other}: ")
    other.write_text("pause = 1s\n")
    assert cli.ok("config", "check", str(other)) == f"{other} is in order.\n"


@pytest.mark.parametrize("verb", ["list", "get", "set", "unset", "check"])
@pytest.mark.parametrize(
    "text, place",
    [
        (b"pause = 3\n", ":1: pause: "),
        (b"\n\npaus = 3s\n", ":3: paus: "),
        (b"[walk]\nevery = 0\n", ":2: [walk] every: "),
        (b"pause = 3s\n\0\0\0", ":2: "),
        (b"\x7fELF\x02\x01\x01", ":1: "),
        (b"pause = \xff\n", ":1: "),
    ],
)
def test_wrong_file_is_refused_whole(cli, verb, text, place):
    words = {"get": ["pause"], "set": ["calm", "3s"], "unset": ["calm"]}.get(verb, [])
    cli.write(text)
    assert cli.fails(1, "config", verb, *words).startswith(f"{cli.conf}{place}")
    assert cli.conf.read_bytes() == text


def test_set_can_mend(cli):
    cli.write("pause = 3\n[walk]\nrest = 1m\n")
    assert cli.fails(1, "config", "set", "pause", "3s").startswith(f"{cli.conf}:3: [walk] rest: ")
    cli.ok("config", "set", "pause", "3s", "walk.rest", "5m")
    assert cli.conf.read_text() == "pause = 3s\n[walk]\nrest = 5m\n"


# ---- writing ----


def test_set_makes_file_and_places(cli):
    cli.ok("config", "set", "stretch.every", "25m", "pause", "4s")
    assert cli.conf.read_text() == "pause = 4s\n\n[stretch]\nevery = 25m\n"
    assert stat.S_IMODE(cli.conf.stat().st_mode) == 0o600
    assert stat.S_IMODE(cli.conf.parent.stat().st_mode) == 0o700
    assert os.listdir(cli.conf.parent) == ["limber.conf"]


@pytest.mark.parametrize(
    "words, before, after",
    [
        # a value alone changes
        (["away_after", "90s"], "away_after = 2m   # I", "away_after = 90s   # I"),
        (["pause", "6s"], "pause=4s", "pause=6s"),
        (["stretch.every", "50m"], "every = 45m\t# was", "every = 50m\t# was"),
        # a new key stands behind the last one of its section
        (["calm", "3s"], "pause=4s\n", "pause=4s\ncalm = 3s\n"),
        (["stretch.lasts", "2m"], "# was 30\n", "# was 30\nlasts = 2m\n"),
        (["walk.lasts", "5m"], "enabled = no", "enabled = no\nlasts = 5m\n"),
        # a new section stands last
        (
            ["eyes.every", "20m", "eyes.lasts", "20s"],
            "enabled = no",
            "enabled = no\n\n[eyes]\nevery = 20m\nlasts = 20s\n",
        ),
    ],
)
def test_set_keeps_the_rest(cli, words, before, after):
    cli.write(MINE)
    cli.ok("config", "set", *words)
    assert MINE.count(before) == 1
    assert cli.conf.read_text() == MINE.replace(before, after)
    for key, value in zip(words[::2], words[1::2]):
        assert cli.ok("config", "get", key).strip() in (value, "1m30s")


@pytest.mark.parametrize(
    "words, before, after",
    [
        (["pause"], "pause=4s\n", ""),
        (["stretch.every"], "[stretch]\nevery = 45m\t# was 30\n", ""),
        (["walk.enabled"], "[walk]\nenabled = no", ""),
        (["walk.lasts", "gather", "eyes.every"], "", ""),
    ],
)
def test_unset(cli, words, before, after):
    cli.write(MINE)
    cli.ok("config", "unset", *words)
    assert cli.conf.read_text() == MINE.replace(before, after)


def test_set_above_the_first_section(cli):
    cli.write("# Mine.\n\n# Walks.\n[walk]\nenabled = no\n")
    cli.ok("config", "set", "calm", "3s")
    assert cli.conf.read_text() == "# Mine.\n\ncalm = 3s\n\n# Walks.\n[walk]\nenabled = no\n"


def test_windows_lines_and_mark_stay(cli):
    cli.write(b"\xef\xbb\xbf# a\r\npause = 3s\r\n[walk]\r\nlasts = 5m\r\n")
    cli.ok("config", "set", "pause", "4s")
    assert cli.conf.read_bytes() == b"\xef\xbb\xbf# a\r\npause = 4s\r\n[walk]\r\nlasts = 5m\r\n"


@pytest.mark.parametrize(
    "words, reason",
    [
        (["pause", "3"], "pause: '3' is not a duration; write it like 90s, 5m or 1h30m"),
        (["pause", "0"], "pause: no time at all makes no sense here; write 1s or more"),
        (["pause", "-3s"], "pause: '-3s' is not a duration; write it like 90s, 5m or 1h30m"),
        (["pause", "25h"], "pause: '25h' is out of range; write 1s to 24h"),
        (["pause", "3s # x"], "pause: '3s # x' is not a duration; write it like 90s, 5m or 1h30m"),
        (["pause", "3s\ncalm = 4s"], "pause: '3s?calm = 4s' is not a duration; write it like 90s, 5m or 1h30m"),
        (["pause", ""], "pause: '' is not a duration; write it like 90s, 5m or 1h30m"),
        (["pauze", "3s"], "pauze: not a setting; did you mean pause?"),
        (["[walk].every", "3s"], "[walk].every: '[walk]' is not a name for a break;"),
        (["walk.rest", "1m"], "walk.rest: 1m is shorter than away_after (2m); "),
        (["away_after", "9m", "stretch.rest", "8m"], "stretch.rest: 8m is shorter than away_after (9m); "),
        (["calm", "3s", "pause", "x"], "pause: 'x' is not a duration; write it like 90s, 5m or 1h30m"),
    ],
)
def test_wrong_value_changes_nothing(cli, words, reason):
    cli.write(MINE)
    # -- so that a value may begin with a dash
    assert cli.fails(1, "config", "set", "--", *words).startswith(reason)
    assert cli.conf.read_text() == MINE


def test_own_break_needs_both_keys(cli):
    assert cli.fails(1, "config", "set", "eyes.every", "20m").startswith("eyes.lasts: missing")
    assert not cli.conf.exists()
    cli.ok("config", "set", "eyes.every", "20m", "eyes.lasts", "20s")
    assert "[eyes] every: missing" in cli.fails(1, "config", "unset", "eyes.every")
    cli.ok("config", "unset", "eyes.every", "eyes.lasts")
    assert "eyes" not in cli.ok("config", "list")


def test_link_is_followed(cli):
    target = cli.home / "dotfiles" / "limber.conf"
    target.parent.mkdir()
    target.write_text(MINE)
    cli.conf.parent.mkdir(parents=True)
    cli.conf.symlink_to(target)
    cli.ok("config", "set", "pause", "6s")
    assert cli.conf.is_symlink()
    assert target.read_text() == MINE.replace("pause=4s", "pause=6s")
    target.unlink()
    assert "links to nothing" in cli.fails(1, "config", "set", "pause", "7s")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs two users")
def test_file_of_another_user(cli):
    cli.write(MINE)
    os.chown(cli.conf, 12345, 12345)
    assert "belongs to another user" in cli.fails(1, "config", "set", "pause", "6s")
    os.chown(cli.conf, 0, 0)
    os.chown(cli.conf.parent, 12345, 12345)
    assert "belongs to another user" in cli.fails(1, "config", "set", "pause", "6s")
    assert cli.conf.read_text() == MINE


def test_not_a_file(cli):
    cli.conf.mkdir(parents=True)
    assert "not a regular file" in cli.fails(1, "config", "list")
    assert "not a regular file" in cli.fails(1, "config", "set", "pause", "6s")
    cli.conf.rmdir()
    os.mkfifo(cli.conf)
    assert "not a regular file" in cli.fails(1, "config", "list")


def test_many_writers_lose_nothing(cli):
    keys = [f"break-{letter}" for letter in "abcdefgh"]
    writers = [
        subprocess.Popen([LIMBER, "config", "set", f"{key}.every", "20m", f"{key}.lasts", "20s"], env=cli.env)
        for key in keys
    ]
    assert [writer.wait(timeout=20) for writer in writers] == [0] * len(keys)
    assert sorted(re.findall(r"^\[(.*)\]$", cli.conf.read_text(), re.MULTILINE)) == keys
    assert os.listdir(cli.conf.parent) == ["limber.conf"]


def test_full_disk_keeps_the_old_file(cli):
    """A limit on the size of files stands in for a disk that is full."""
    cli.write(MINE)
    result = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 0; trap "" XFSZ; exec "$@"', "sh", LIMBER, "config", "set", "pause", "6s"],
        env=cli.env,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr.startswith(f"limber: {cli.conf}: cannot be written: ")
    assert cli.conf.read_text() == MINE
    assert os.listdir(cli.conf.parent) == ["limber.conf"]
