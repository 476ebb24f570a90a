# SPDX-License-Identifier: MIT
"""Every text that limber shows, in the pseudo language: what is plain ASCII there was never looked up.

The whitelist is what is the same in every language: names of verbs, options, keys, files and stretches.
"""

import errno
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "desktop"))
from limber_cli import Cli, verbs  # noqa: E402
from pseudo_language import BEGIN, END, pseudo  # noqa: E402
from test_verbs import Stub  # noqa: E402

STRETCHES = "shoulder-shrugs neck-rolls shoulder-rolls butterfly-wings chin-tucks".split()
NAMES = {"limber", "limberd", "conf", "short", "full", "article", "logind", "UTF-8", "xterm", *STRETCHES}


@pytest.fixture
def cli():
    home = pathlib.Path(tempfile.mkdtemp(prefix="limber-", dir="/tmp"))
    cli = Cli(home)
    (home / "run").mkdir(mode=0o700)
    cli.socket = home / "run" / "limber" / "bus"
    cli.env |= {
        "LC_ALL": "en_XA.UTF-8", "LOCPATH": os.environ["LOCPATH"], "TERM": "xterm",
        "LIMBER_LOCALE_DIR": os.environ["LIMBER_PSEUDO_MESSAGES"], "LIMBER_MODULE_DIR": os.environ["LIMBER_MODULE_DIR"],
    }  # fmt: skip
    yield cli
    shutil.rmtree(home)


@pytest.fixture
def stub(cli):
    stub = Stub(cli)
    yield stub
    stub.process.kill()
    stub.process.wait(20)
    stub.process.stdin.close()
    stub.process.stdout.close()


def english(text, *names, home=None):
    """The words that are plain ASCII, but for names; brackets must be in pairs."""
    if home:
        text = re.sub(r"(?<![\w<])/[^\s:,;]+", "", text.replace(str(home), ""))
    # The C library's own words are its translators'.
    for number in (errno.ENOENT, errno.EACCES):
        text = text.replace(os.strerror(number), "")
    assert text.count(BEGIN) == text.count(END), text
    for name in sorted(NAMES | set(names), key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "", text)
    return re.findall(r"[A-Za-z]{2,}", text)


def check(text, *names, home=None):
    assert BEGIN in text, text
    assert english(text, *names, home=home) == [], text


def test_the_check_sees_english():
    assert english("limber: oops " + pseudo("fine")) == ["oops"]
    with pytest.raises(AssertionError):
        english(pseudo("cut off")[:-1])


def test_help(cli):
    cli_verbs = [verb for verb in verbs_of(cli)]
    check(cli.ok("--help"), *cli_verbs)
    assert len(cli_verbs) > 10
    for verb in cli_verbs:
        check(cli.ok("help", verb), verb)


def verbs_of(cli):
    plain = Cli(cli.home)
    return verbs(plain)


def test_settings(cli):
    keys = re.findall(r"^(\S+) = ", cli.ok("config", "list"), re.M)
    values = re.findall(r"^\S+ = (.*)$", cli.ok("config", "list"), re.M)
    text = re.sub(r"^\S+ = .*$", "", cli.ok("config", "list"), flags=re.M)
    assert len(keys) > 20 and len(values) == len(keys)
    words = "auto desk sitting standing off on yes no is limber conf Mon Fri Sat none gentle firm strict card screen".split()
    left = [word for word in english(text, *keys, *words) if len(word) > 1]
    # Values to choose from and durations are as they are written in limber.conf.
    choices = set(re.findall(r"[a-z]+", subprocess_choices(cli)))
    assert [word for word in left if word not in choices] == [], text


def subprocess_choices(cli):
    """What the table of options offers, in English."""
    import json

    plain = Cli(cli.home)
    return " ".join(f"{entry['range']} {entry['default']}" for entry in json.loads(plain.ok("config", "list", "--json")))


@pytest.mark.parametrize(
    "words",
    [
        ["xyz"], ["statsu"], ["--xyz"], ["status", "--xyz"], ["status", "xyz"], ["status", "--json", "--waybar"],
        ["stretch", "xyz"], ["stretch", "--dose", "xyz"], ["stretch", "--speed", "xyz"], ["stretch", "--dose"],
        ["stretch", "--list", "xyz"], ["stretch", "--draw", "xyz", "xyz"],
        ["config", "xyz"], ["config", "set", "xyz"], ["config", "set", "xyz", "1"], ["config", "get", "xyz"],
        ["config", "set", "notice", "xyz"], ["config", "set", "hours", "xyz"], ["config", "set", "stretch.every", "0s"],
        ["config", "set", "exclude", "x y"], ["config", "get"], ["config", "check", "xyz"],
        ["import", "xyz", "xyz"], ["import"], ["import", "manictime", "xyz"], ["import", "manictime", "xyz", "--dates", "xyz"],
        ["simulate"], ["simulate", "xyz"], ["simulate", "--format", "xyz", "xyz"], ["simulate", "--answer", "xyz", "xyz"],
        ["break", "xyz"], ["break", "now"], ["pause", "xyz"], ["pause", "0s"], ["resume"], ["sit"], ["stand"], ["stop", "xyz"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_errors(cli, words):
    done = cli.run(*words)
    assert done.returncode in (1, 2) and done.stdout == "", done
    known = "xyz statsu notice hours stretch every exclude manictime timeline manic csv take skip postpone dmy mdy ymd"
    names = [*known.split(), *words, "--json", "--waybar", *verbs_of(cli), "now", "start", "list", "get", "set", "unset", "path", "check"]
    assert english(done.stderr, *names, home=cli.home) == [], done.stderr
    assert BEGIN in done.stderr


@pytest.mark.parametrize(
    "name, text",
    [
        ("limber.conf", "xyz\n"), ("limber.conf", "[xyz]\n"), ("limber.conf", "notice = 1\n"), ("limber.conf", "[\n"),
        ("limber.conf", "notice =\n"), ("limber.conf", "notice = 1s\nnotice = 1s\n"), ("limber.conf", "\x01\n"),
    ],
)  # fmt: skip
def test_a_wrong_configuration(cli, name, text):
    cli.write(text)
    done = cli.run("config", "check")
    assert done.returncode == 1
    assert english(done.stderr, "xyz", "notice", "every", "lasts", "stretch", home=cli.home) == [], done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "", "name = X\n", "xyz = 1\n", "[xyz]\n", "[steps]\n2 = x\n", "rank = xyz\n", "position = xyz\n", "[pose]\n",
        "[pose x]\nwings = 2\n", "[phase x]\ntime = 1\n", "[dose short]\nrepeats = 8\n", "[dose xyz]\n", "[steps]\n[steps]\n",
        "muscles = ,\n", "not_when = xyz\n", "[phase x]\npose = xyz\n", "rank = 1\nrank = 2\n", "[steps]\n1 = x\n[phase p]\ntime=1h\n",
    ],
)  # fmt: skip
def test_a_wrong_stretch_file(cli, text):
    folder = cli.home / "data" / "limber" / "stretches"
    folder.mkdir(parents=True)
    (folder / "xyz.stretch").write_text(text)
    said = cli.run("stretch", "--list").stderr
    source = (pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"]) / "src" / "core" / "stretch-values.c").read_text()
    words = re.findall(r'"([a-z][a-z_-]*)"', source) + re.findall(r'"([a-z]+ = [^"]*)"', source)
    from_enums = "steps pose way phase dose name position sit stand either red-flag chest-surgery fracture".split()
    known = (pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"]) / "src" / "core" / "stretch.c").read_text()
    from_enums += re.findall(r'"([a-z-]+)"', known)
    assert english(said, "xyz", "stretch", *words, *from_enums, "repeats = 8", home=cli.home) == [], said
    assert BEGIN in said


def test_stretches(cli):
    check(cli.ok("stretch", "--list"))


@pytest.mark.parametrize("name", STRETCHES[:4])
@pytest.mark.parametrize("dose", ["short", "full"])
def test_a_session_in_plain_lines(cli, name, dose):
    done = cli.run("stretch", name, "--plain", "--speed", "10000", "--dose", dose, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done
    check(done.stdout)
    # Without a daemon the notice says so.
    assert english(done.stderr) == [], done.stderr


def test_without_a_daemon(cli):
    for words in [], ["today"], ["stop"], ["status"]:
        done = cli.run(*words)
        assert english(done.stdout + done.stderr, home=cli.home) == [], (words, done)
        assert BEGIN in done.stdout + done.stderr


def test_doctor(cli):
    done = cli.run("doctor")
    assert english(done.stdout, "limber start", "apt install", "sudo", "config", "check", "set", "voice", "on", "--plain", "stretch", home=cli.home) == []


def test_status_in_each_state(cli, stub):
    check(cli.ok("status"), "x11")
    check(cli.ok("today"), "x11")
    for words in ["sit"], ["stand"], ["sit"], ["pause"], ["pause", "5m"], ["resume"], ["resume"]:
        check(cli.ok(*words))
    bar = cli.ok("status", "--waybar")
    assert "announced" in bar  # its classes are for style sheets


def test_what_simulate_prints_stays(cli):
    timeline = cli.home / "day"
    timeline.write_text("2026-01-05T09:00:00Z active\n2026-01-05T10:00:00Z gone lock\n2026-01-05T11:00:00Z back\n")
    said = cli.ok("simulate", str(timeline))
    assert BEGIN not in said and "stretch is due" in said
