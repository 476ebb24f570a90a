# SPDX-License-Identifier: MIT
"""limber import: what it stores, and that it never stores the same time twice."""

import json
import os
import pathlib
import re
import sqlite3
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMBER = os.environ["LIMBER"]
FOUR_MONTHS = ROOT / "test" / "data" / "manictime-four-months.csv"

HEADER = '"Name","Start","End","Duration"\n'


def row(name, start, end, day="4/24/2017"):
    return '"%s","%s %s","%s %s",""\n' % (name, day, start, day, end)


@pytest.fixture
def limber(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment.update(HOME=str(tmp_path), TZ="UTC", LC_ALL="C.UTF-8")

    def limber(*arguments, **variables):
        return subprocess.run(
            [LIMBER, *map(str, arguments)], text=True, capture_output=True, env={**environment, **variables}
        )

    return limber


@pytest.fixture
def bring_in(limber, tmp_path):
    """Imports a file, or what is one, and returns the counts."""

    def bring_in(content, *arguments, format="manictime"):
        path = content
        if isinstance(content, str):
            path = tmp_path / "file"
            path.write_text(content)
        run = limber("import", format, path, "--json", *arguments)
        assert run.returncode == 0, run.stderr
        assert run.stderr == ""
        (line,) = run.stdout.splitlines()
        return json.loads(line)

    return bring_in


@pytest.fixture
def query(tmp_path):
    def query(statement):
        path = tmp_path / ".local" / "share" / "limber" / "limber.db"
        with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as database:
            return database.execute(statement).fetchall()

    return query


@pytest.fixture
def bouts(query):
    """All bouts of the store: (start, end) in ms, posture and source."""
    return lambda: query("SELECT wall_ms, wall_ms + length_ms, posture, source FROM bout ORDER BY wall_ms")


@pytest.fixture
def n_imports(query):
    return lambda: query("SELECT count(*) FROM import")[0][0]


def test_four_months(bring_in, bouts, n_imports):
    first = bring_in(FOUR_MONTHS)
    assert list(first) == [
        "format", "read", "kept", "merged", "dropped", "already", "bouts", "from", "to", "date_order",
    ]  # fmt: skip
    assert first == {
        "format": "manictime", "read": 1165, "kept": 1157, "merged": 8, "dropped": 0, "already": 0,
        "bouts": 449, "from": "2017-04-24T09:35:02Z", "to": "2017-08-24T17:29:05Z", "date_order": "mdy",
    }  # fmt: skip
    stored = bouts()
    assert len(stored) == 449
    assert {bout[2:] for bout in stored} == {("sitting", "manictime")}

    second = bring_in(FOUR_MONTHS)
    assert second == {**first, "already": 449, "bouts": 0}
    assert bouts() == stored
    assert n_imports() == 1


def test_the_bouts_are_those_of_simulate(bring_in, bouts, limber):
    bring_in(FOUR_MONTHS, "--tz", "America/New_York")
    run = limber("simulate", "--format", "manictime", FOUR_MONTHS, "--json", "--tz", "America/New_York")
    events = [json.loads(line) for line in run.stdout.splitlines()]
    milliseconds = "CAST(strftime('%s', ?) AS INTEGER) * 1000"
    with sqlite3.connect(":memory:") as database:
        expected = [
            database.execute("SELECT %s, %s" % (milliseconds, milliseconds), (event["start"], event["end"])).fetchone()
            for event in events
            if event["event"] == "bout"
        ]
    assert [bout[:2] for bout in bouts()] == expected


def test_away_after_of_the_configuration(bring_in, bouts, limber):
    assert limber("config", "set", "away_after", "10m").returncode == 0
    assert limber("config", "set", "stretch.rest", "10m").returncode == 0
    bring_in(HEADER + row("Active", "9:00:00", "10:00:00") + row("Active", "10:09:00", "11:00:00"))
    assert len(bouts()) == 1


def test_dirt_is_counted(bring_in):
    counts = bring_in(
        HEADER + row("Active", "9:00:00", "10:00:00") + row("Active", "9:00:00", "10:00:00")
        + row("Active", "9:30:00", "10:30:00") + row("Active", "12:00:00", "11:00:00")
        + row("Active", "12:00:00", "12:00:00") + row("Away", "13:00:00", "14:00:00")
    )  # fmt: skip
    assert [counts[key] for key in ("read", "kept", "merged", "dropped", "already", "bouts")] == [6, 2, 2, 2, 0, 1]


def test_a_longer_export_adds_only_what_is_new(bring_in, bouts):
    bring_in(HEADER + row("Active", "9:00:00", "10:00:00"))
    longer = HEADER + row("Active", "8:00:00", "8:30:00") + row("Active", "8:59:00", "10:20:00")
    counts = bring_in(longer + row("Active", "14:00:00", "15:00:00"))
    assert (counts["already"], counts["bouts"]) == (1, 4)
    hour = 3600000
    day = 1492992000000
    assert [((start - day) / hour, (end - day) / hour) for start, end, *_ in bouts()] == pytest.approx(
        [(8, 8.5), (8 + 59 / 60, 9), (9, 10), (10, 10 + 1 / 3), (14, 15)]
    )


def test_a_part_of_it_adds_nothing(bring_in, bouts):
    bring_in(HEADER + row("Active", "9:00:00", "10:00:00"))
    counts = bring_in(HEADER + row("Active", "9:10:00", "9:50:00"))
    assert (counts["already"], counts["bouts"]) == (1, 0)
    assert len(bouts()) == 1


def test_a_timeline(bring_in, bouts):
    timeline = "2026-01-05T09:00:00Z stand\n2026-01-05T09:00:00Z active\n2026-01-05T09:10:00Z sit\n2026-01-05T09:20:00Z quiet\n"
    counts = bring_in(timeline, format="timeline")
    assert counts == {
        "format": "timeline", "read": 4, "kept": 4, "merged": 0, "dropped": 0, "already": 0, "bouts": 2,
        "from": "2026-01-05T09:00:00Z", "to": "2026-01-05T09:20:00Z",
    }  # fmt: skip
    assert [bout[2:] for bout in bouts()] == [("standing", "timeline"), ("sitting", "timeline")]


def test_nothing_in_it(bring_in):
    counts = bring_in(HEADER)
    assert (counts["read"], counts["bouts"], counts["from"], counts["to"]) == (0, 0, None, None)


def test_for_people(limber):
    run = limber("import", "manictime", FOUR_MONTHS)
    assert run.returncode == 0
    assert "kept 1157" in run.stdout
    assert "mdy" in run.stdout
    assert "bouts added: 449" in run.stdout


WRONG = {
    "a wrong line": (1, ["manictime", "FILE"], "line 3: "),
    "no such file": (1, ["manictime", "/nowhere/at/all"], "No such file"),
    "an unknown zone": (1, ["manictime", "FILE", "--tz", "Moon/Sea"], "Moon/Sea"),
    "an unknown format": (2, ["workrave", "FILE"], "timeline, manictime"),
    "no file": (2, ["manictime"], "needed"),
    "an unknown order": (2, ["manictime", "FILE", "--dates", "myd"], "dmy, mdy or ymd"),
}


@pytest.mark.parametrize("name", WRONG)
def test_nothing_changes_on_an_error(limber, tmp_path, name):
    code, words, expected = WRONG[name]
    path = tmp_path / "file"
    path.write_text(HEADER + row("Active", "9:00:00", "10:00:00") + '"Active","4/24/2017 11:00:00"')
    run = limber("import", *[path if word == "FILE" else word for word in words])
    assert run.returncode == code
    assert run.stdout == ""
    assert re.fullmatch(r"limber: [^\n]+\n", run.stderr)
    assert expected in run.stderr
    assert not (tmp_path / ".local").exists()


def test_before_1970(limber, tmp_path):
    path = tmp_path / "file"
    path.write_text("1969-12-31T23:00:00Z active\n")
    run = limber("import", "timeline", path)
    assert run.returncode == 1
    assert "before 1970" in run.stderr


def test_a_folder_that_cannot_be_written(limber, tmp_path):
    (tmp_path / ".local").write_text("in the way")
    run = limber("import", "manictime", FOUR_MONTHS)
    assert run.returncode == 1
    assert re.fullmatch(r"limber: [^\n]+\n", run.stderr)
