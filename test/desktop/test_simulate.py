# SPDX-License-Identifier: MIT
"""limber simulate: the examples of the text, four months of real computer use, wrong files, memory."""

import collections
import csv
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMBER = os.environ["LIMBER"]
MAX_RSS = os.environ["MAX_RSS"]
FOUR_MONTHS = ROOT / "test" / "data" / "manictime-four-months.csv"
GOLDEN = ROOT / "test" / "golden" / "four-months.json"
IS_SANITIZED = os.environ.get("SANITIZED") == "1"
ANSWERS = ("none", "take", "skip", "postpone")

sys.path.insert(0, str(ROOT / "test" / "sim" / "oracle"))
import oracle  # noqa: E402


@pytest.fixture
def home(tmp_path):
    """An environment of somebody who has nothing."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment.update(HOME=str(tmp_path), TZ="UTC", LC_ALL="C.UTF-8", TMPDIR=str(tmp_path))
    return environment


@pytest.fixture
def limber(home):
    def limber(*arguments, input=None, text=True, **variables):
        return subprocess.run(
            [LIMBER, *map(str, arguments)], input=input, text=text, capture_output=True, env={**home, **variables}
        )

    return limber


@pytest.fixture
def simulate(limber):
    """The lines of a run that succeeds."""

    def simulate(*arguments, input=None, **variables):
        run = limber("simulate", *arguments, input=input, **variables)
        assert run.returncode == 0, run.stderr
        return run.stdout.splitlines()

    return simulate


# ---- the examples of doc/engine.md ----


def blocks_of_engine_md():
    """The indented examples of the text, each a list of its lines."""
    blocks, block = [], []
    for line in (ROOT / "doc" / "engine.md").read_text().splitlines() + ["x"]:
        if line.startswith("    "):
            block.append(line[4:])
        elif block:
            blocks.append(block)
            block = []
    return blocks


def block_with(word):
    (block,) = [block for block in blocks_of_engine_md() if word in block[0]]
    return block


def test_the_example_literally(simulate, tmp_path):
    path = tmp_path / "example.timeline"
    path.write_text("\n".join(block_with("Z active")) + "\n")
    expected = block_with('"event":"due"')
    assert len(expected) == 5
    assert simulate(path, "--json", "--answer", "take") == expected
    assert simulate("-", "--json", "--answer", "take", input=path.read_text()) == expected
    assert simulate("--json", "--answer=take", "--format", "timeline", "--", path) == expected


def test_the_settings_example_is_read(simulate, home, tmp_path):
    """`hours = Mon-Fri 08:00-18:00` and `every = 30m` of the text as limber.conf; a Monday evening is outside."""
    (tmp_path / ".config" / "limber").mkdir(parents=True)
    (tmp_path / ".config" / "limber" / "limber.conf").write_text("\n".join(block_with("away_after")) + "\n")
    timeline = "2026-01-05T17:00:00Z active\n2026-01-05T19:00:00Z quiet\n"
    events = [json.loads(line) for line in simulate("-", "--json", "--set", "walk.enabled=no", input=timeline)]
    assert [event["at"] for event in events if event["event"] == "announce"] == ["2026-01-05T17:33:00Z"]
    events = [json.loads(line) for line in simulate("-", "--json", "--set", "hours=off", input=timeline)]
    assert len([event for event in events if event["event"] == "announce"]) > 1


SHORT = "2026-01-05T09:00:00Z active\n2026-01-05T09:41:10Z quiet\n2026-01-05T10:00:00Z back\n"


@pytest.mark.parametrize(
    "answer, outcomes", [("none", "ignored"), ("take", "done"), ("skip", "skipped"), ("postpone", "postponed")]
)
def test_answers(simulate, answer, outcomes):
    ends = [line for line in simulate("-", "--json", "--answer", answer, input=SHORT) if '"end"' in line]
    assert '"outcome":"%s"' % outcomes in ends[0]


def test_an_answer_in_the_file_stands(simulate):
    timeline = SHORT.replace("2026-01-05T09:41", "2026-01-05T09:31:00Z answer take\n2026-01-05T09:41")
    lines = simulate("-", "--json", "--answer", "skip", input=timeline)
    assert '{"at":"2026-01-05T09:32:00Z","event":"end","break":"stretch","outcome":"done"}' in lines


def test_the_open_bout_is_printed_last(simulate):
    timeline = "2026-01-05T09:00:00Z active\n2026-01-05T09:10:00.5Z back\n"
    assert simulate("-", "--json", input=timeline) == [
        '{"at":"2026-01-05T09:10:00.500Z","event":"bout","start":"2026-01-05T09:00:00Z",'
        '"end":"2026-01-05T09:10:00.500Z","posture":"sitting"}'
    ]


def test_postures_and_rules_of_ones_own(simulate):
    timeline = "2026-01-05T09:00:00Z stand\n2026-01-05T09:00:00Z active\n2026-01-05T09:10:00Z sit\n2026-01-05T09:20:00Z quiet\n"
    settings = [word for key in ("sip.every=5m", "sip.lasts=10s", "sip.counts=standing") for word in ("--set", key)]
    lines = simulate("-", "--json", *settings, input=timeline)
    assert '{"at":"2026-01-05T09:05:00Z","event":"due","break":"sip"}' in lines
    assert [json.loads(line)["posture"] for line in lines if '"bout"' in line] == ["standing", "sitting"]


def test_times_for_people_are_local(simulate):
    lines = simulate("-", "--tz", "Europe/Berlin", input=SHORT)
    assert lines[0] == "2026-01-05 10:30:00  stretch is due"
    assert "sat 41m10s, 10:00:00 to 10:41:10" in "\n".join(lines)


def test_hours_follow_the_zone(simulate):
    def first_announce(*arguments, **variables):
        arguments = ("-", "--json", "--set", "hours=Mon-Fri 10:00-18:00", *arguments)
        return [json.loads(line)["at"] for line in simulate(*arguments, input=SHORT, **variables) if "announce" in line]

    assert first_announce("--tz", "UTC") == []
    assert first_announce("--tz", "Europe/Berlin") == ["2026-01-05T09:33:00Z"]
    assert first_announce(TZ="Europe/Berlin") == ["2026-01-05T09:33:00Z"]


# ---- four months of real computer use ----


def read_four_months():
    """[name, start, end] as instants in UTC."""
    with FOUR_MONTHS.open(encoding="utf-8-sig", newline="") as file:
        for name, start, end, _ in list(csv.reader(file))[1:]:
            yield [name] + [
                datetime.datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=datetime.timezone.utc)
                for text in (start, end)
            ]


def union(spans, gap=datetime.timedelta(microseconds=-1)):
    """Spans in the order of their starts; those less than or equal to `gap` apart are one."""
    merged = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] <= gap:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def expected_bouts():
    """Active rows, with gaps shorter than three minutes filled; nothing of Limber in it."""
    active = [(start, end) for name, start, end in read_four_months() if name == "Active"]
    return union(active, datetime.timedelta(minutes=3) - datetime.timedelta(milliseconds=1))


def four_months_as_timeline():
    """What insight.md says about the rows, written a second time."""
    rows = list(read_four_months())
    active = union([(start, end) for name, start, end in rows if name == "Active"], datetime.timedelta(0))
    lines = [(at, order, word) for span in active for at, order, word in zip(span, (3, 0), ("active", "quiet"))]
    for name, start, end in rows:
        reason = {"Session lock": "gone lock", "Power off": "gone off"}.get(name)
        if not reason:
            continue
        rest = [(start, end)]
        for covered_from, covered_to in active:
            rest = [
                piece
                for a, b in rest
                for piece in ((a, min(b, covered_from)), (max(a, covered_to), b))
                if piece[0] < piece[1]
            ]
        for a, b in rest:
            lines += [(a, 1, reason), (b, 2, "back")]
    return ["%s %s" % (at.strftime("%Y-%m-%dT%H:%M:%SZ"), word) for at, _, word in sorted(lines)]


def summary_of(lines):
    events = [json.loads(line) for line in lines]
    parse = datetime.datetime.fromisoformat
    length = sum(
        (parse(event["end"][:-1]) - parse(event["start"][:-1])).total_seconds()
        for event in events
        if event["event"] == "bout"
    )
    return {
        "events": dict(sorted(collections.Counter(event["event"] for event in events).items())),
        "outcomes": dict(
            sorted(collections.Counter("%(break)s %(outcome)s" % e for e in events if e["event"] == "end").items())
        ),
        "bouts_s": int(length),
        "sha256": hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest(),
    }


@pytest.mark.parametrize("answer", ANSWERS)
def test_four_months(simulate, answer):
    lines = simulate("--format", "manictime", FOUR_MONTHS, "--json", "--answer", answer)

    bouts = [json.loads(line) for line in lines if '"event":"bout"' in line]
    form = "%Y-%m-%dT%H:%M:%SZ"
    assert [[bout["start"], bout["end"]] for bout in bouts] == [
        [start.strftime(form), end.strftime(form)] for start, end in expected_bouts()
    ]
    assert {bout["posture"] for bout in bouts} == {"sitting"}

    golden = json.loads(GOLDEN.read_text())
    if os.environ.get("WRITE_GOLDEN") == "1":  # after a change of the rules, to be looked at and committed
        golden[answer] = summary_of(lines)
        GOLDEN.write_text(json.dumps(golden, indent=4) + "\n")
    assert summary_of(lines) == golden[answer]


@pytest.mark.parametrize("answer", ANSWERS)
def test_four_months_as_the_oracle_says(simulate, answer):
    timeline = four_months_as_timeline()
    expected = [json.dumps(event, separators=(",", ":")) for event in oracle.simulate(timeline, (), answer)]
    assert simulate("--format", "manictime", FOUR_MONTHS, "--json", "--answer", answer) == expected
    assert simulate("-", "--json", "--answer", answer, input="\n".join(timeline)) == expected


def test_the_date_order_is_said(limber):
    run = limber("simulate", "--format", "manictime", FOUR_MONTHS)
    assert run.stderr == "limber: dates are read as mdy\n"


def test_a_pipe_is_read_like_a_file(limber, simulate):
    expected = simulate("--format", "manictime", FOUR_MONTHS, "--json")
    run = subprocess.run(
        ["sh", "-c", 'cat "$1" | "$2" simulate --format manictime - --json', "sh", FOUR_MONTHS, LIMBER],
        capture_output=True, text=True, env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip
    assert run.stdout.splitlines() == expected


# ---- what is wrong ----

ROW = '"Name","Start","End","Duration"\n"Active","%s","%s","1:00:00"\n'

WRONG_FILES = {
    "out of order": ("timeline", "2026-01-05T10:00:00Z active\n2026-01-05T09:00:00Z quiet\n", "line 2: "),
    "unknown word": ("timeline", SHORT + "2026-01-05T11:00:00Z asleep\n", "line 4: 'asleep'"),
    "cut short": ("timeline", SHORT[:-12], "line 3: "),
    "no zone": ("timeline", "2026-01-05T09:00:00 active\n", "line 1: "),
    "binary": ("timeline", "\x7fELF\x00\x01", "line 1: it has a NUL byte"),
    "1 MB line": ("timeline", SHORT + "x" * 1000000, "line 4: it is longer than 64 KiB"),
    "timeline as manictime": ("manictime", SHORT, "line 1: the header"),
    "empty": ("manictime", "", "it is empty"),
    "no such day": ("manictime", ROW % ("4/31/2017 9:00:00 AM", "4/31/2017 9:00:00 AM"), "line 2: "),
    "ambiguous": ("manictime", ROW % ("4/3/2017 9:00:00 AM", "4/3/2017 9:00:00 AM"), "--dates"),
    "quote cut short": ("manictime", ROW.split("%s")[0] + "4/24/2", "line 2: a quote is not closed"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
@pytest.mark.parametrize("piped", (False, True))
@pytest.mark.parametrize("form", ((), ("--json",)))
def test_wrong_files(limber, tmp_path, name, piped, form):
    format, content, words = WRONG_FILES[name]
    path = tmp_path / "wrong file"
    path.write_text(content)
    run = limber("simulate", "--format", format, *form, *(["-"] if piped else [path]), input=content if piped else None)
    assert run.returncode == 1
    assert run.stdout == ""
    assert re.fullmatch(r"limber: [^\n]+\n", run.stderr)
    assert words in run.stderr
    assert ("standard input: " if piped else str(path) + ": ") in run.stderr


USES = {
    "no file": (2, [], "one file is needed"),
    "two files": (2, ["a", "b"], "one file is needed"),
    "an unknown option": (2, ["a", "--fast"], "--fast"),
    "an unknown format": (2, ["a", "--format", "csv"], "timeline, manictime"),
    "an unknown answer": (2, ["a", "--answer", "maybe"], "take, skip, postpone or none"),
    "an unknown order": (2, ["a", "--dates", "ydm"], "dmy, mdy or ymd"),
    "a missing value": (2, ["a", "--answer"], "--answer"),
    "a file that is not there": (1, ["/nowhere/at/all"], "No such file"),
    "a folder": (1, ["/"], "folder"),
    "an unknown setting": (1, ["-", "--set", "strech.every=5m"], "strech"),
    "a setting without a value": (1, ["-", "--set", "pause"], "pause"),
    "a bad unit": (1, ["-", "--set", "pause=5x"], "pause"),
    "zero": (1, ["-", "--set", "pause=0s"], "pause"),
    "a negative duration": (1, ["-", "--set", "stretch.every=-5m"], "stretch.every"),
    "a huge duration": (1, ["-", "--set", "stretch.every=99999999h"], "stretch.every"),
    "a rest under away_after": (1, ["-", "--set", "stretch.rest=1m"], "stretch.rest"),
    "an unknown zone": (1, ["-", "--tz", "Moon/Sea"], "Moon/Sea"),
    "a zone that is a path": (1, ["-", "--tz", "../../../etc/passwd"], "time zone"),
}


@pytest.mark.parametrize("name", USES)
def test_wrong_use(limber, name):
    code, words, expected = USES[name]
    run = limber("simulate", *words, input=SHORT)
    assert run.returncode == code
    assert run.stdout == ""
    assert re.fullmatch(r"limber: [^\n]+\n", run.stderr)
    assert expected in run.stderr


def test_a_wrong_configuration_is_said(limber, tmp_path):
    (tmp_path / ".config" / "limber").mkdir(parents=True)
    (tmp_path / ".config" / "limber" / "limber.conf").write_text("pause = soon\n")
    run = limber("simulate", "-", input=SHORT)
    assert (run.returncode, run.stdout) == (1, "")
    assert "limber.conf" in run.stderr


def test_a_full_disk(home):
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [LIMBER, "simulate", "--format", "manictime", FOUR_MONTHS, "--json"],
            stdout=full, stderr=subprocess.PIPE, text=True, env=home,
        )  # fmt: skip
    assert run.returncode == 1
    assert "could not be written" in run.stderr


def test_a_reader_that_goes_away(home):
    """More than a pipe holds, so that the writer meets it."""
    run = subprocess.Popen(
        [LIMBER, "simulate", "--format", "manictime", FOUR_MONTHS, "--json", "--answer", "postpone"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=home,
    )  # fmt: skip
    run.stdout.readline()
    run.stdout.close()
    assert run.wait() == 1
    assert "could not be written" in run.stderr.read()


def test_no_room_for_the_copy_of_a_pipe(limber):
    run = limber("simulate", "-", input=SHORT, TMPDIR="/nowhere")
    assert (run.returncode, run.stdout) == (1, "")
    assert "TMPDIR" in run.stderr


# ---- memory ----


def write_years(path, repeats, is_shuffled=False):
    """The four months again and again, 123 days further each time. Shuffled: each time backwards."""
    rows = list(read_four_months())[:: -1 if is_shuffled else 1]

    def text(at):
        return "%d/%d/%d %02d:%02d:%02d" % (at.month, at.day, at.year, at.hour, at.minute, at.second)

    days = {at.date() for _, *span in rows for at in span}
    with path.open("w") as file:
        file.write('"Name","Start","End","Duration"\r\n')
        for k in range(repeats):
            dates = {day: "%d/%d/%d" % (d.month, d.day, d.year) for day in days for d in [day + k * datetime.timedelta(123)]}
            file.writelines(
                '"%s","%s %s","%s %s",""\r\n' % (name, dates[a.date()], a.time(), dates[b.date()], b.time())
                for name, a, b in rows
            )


def max_rss_kib(home, path):
    run = subprocess.run(
        [MAX_RSS, LIMBER, "simulate", "--format", "manictime", str(path), "--json"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=home,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return int(run.stderr.splitlines()[-1].split()[0])


@pytest.mark.skipif(IS_SANITIZED, reason="a sanitizer has memory of its own")
def test_memory_does_not_grow_with_the_file(home, tmp_path):
    """Eight years against 200 MB; 20 MB where this is not the full check."""
    repeats = 2900 if os.environ.get("CI") == "true" else 290
    write_years(tmp_path / "eight-years.csv", 24)
    write_years(tmp_path / "long.csv", repeats)
    write_years(tmp_path / "backwards.csv", 290, is_shuffled=True)
    eight_years = max_rss_kib(home, tmp_path / "eight-years.csv")
    assert abs(max_rss_kib(home, tmp_path / "long.csv") - eight_years) <= 1024
    assert abs(max_rss_kib(home, tmp_path / "backwards.csv") - eight_years) <= 1024
    assert eight_years < 8 * 1024


def test_rows_in_another_order_say_the_same(simulate, tmp_path):
    write_years(tmp_path / "forwards.csv", 24)
    write_years(tmp_path / "backwards.csv", 24, is_shuffled=True)
    assert simulate("--format", "manictime", tmp_path / "forwards.csv", "--json") == simulate(
        "--format", "manictime", tmp_path / "backwards.csv", "--json"
    )
