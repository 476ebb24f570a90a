# SPDX-License-Identifier: MIT
"""The scripted source: times, order, bad lines."""

import pytest
from source_worlds import Printer, Script, failure_of


@pytest.fixture
def script(tmp_path):
    return Script(tmp_path)


@pytest.fixture
def printer(script):
    made = Printer(script.name, 1000)
    made.expect("ready script")
    yield made
    made.close()


def test_all_words(script, printer):
    words = ["active", "quiet", "gone lock", "back", "busy mic", "free mic", "film", "film off", "sit", "stand"]
    words += ["answer take", "answer postpone 10m"]
    script.write("".join(f"{w}\n" for w in words))
    for w in words:
        printer.observe(w, timeout_s=2)


def test_writers_come_and_go(script, printer):
    for _ in range(3):
        script.write("active\r\n  # a comment\n\nquiet # here\n")
        printer.observe("active", timeout_s=2)
        printer.observe("quiet", timeout_s=2)


def test_times_after_the_line_before(script, printer):
    script.write("active\n+1s quiet\n+1s gone lock\nback\n")
    first, _ = printer.observe("active", timeout_s=2)
    second, since = printer.observe("quiet", timeout_s=2)
    third, _ = printer.observe("gone lock", timeout_s=2)
    fourth, _ = printer.observe("back", timeout_s=2)
    assert 0.99 <= second - first <= 1.3
    assert second - 0.01 <= since + 0.01
    assert 0.99 <= third - second <= 1.3
    assert fourth - third <= 0.3


def test_absolute_times_keep_their_distance(script, printer):
    script.write("2026-01-05T09:00:00Z active\n2026-01-05T10:00:01+01:00 quiet\n2026-01-05T09:00:00Z stand\n")
    first, _ = printer.observe("active", timeout_s=2)
    second, _ = printer.observe("quiet", timeout_s=2)
    assert 0.99 <= second - first <= 1.3
    printer.expect(r"problem .*script, line 3: the time is earlier .*", timeout_s=1)


@pytest.mark.parametrize(
    "line",
    ["actve", "gone", "gone fishing", "+ active", "+5 active", "-5s active", "+5s", "2026-13-01T00:00:00Z active"]
    + ["\0active", "active now", "+99999999999999999999h active", "x" * 511, "\xff"],
    ids=lambda line: ascii(line[:20]),
)
def test_bad_line_is_named_and_left_out(script, printer, line):
    script.write(f"active\n{line}\nquiet\n")
    printer.observe("active", timeout_s=2)
    printer.expect(r"problem .*script, line 2: .*", timeout_s=2)
    printer.observe("quiet", timeout_s=2)
    printer.expect("works", timeout_s=2)


def test_line_without_end_is_left_out(script, printer):
    script.write("y" * 50_000 + "\nactive\n")
    printer.expect(r"problem .*line 1: the line is longer .*", timeout_s=2)
    printer.observe("active", timeout_s=2)
    printer.expect("works", timeout_s=2)


def test_file_is_read_to_its_end(tmp_path):
    path = tmp_path / "demo"
    path.write_text("active\n+1s quiet\nback")
    printer = Printer(f"script:{path}", 1000)
    printer.expect("ready script")
    for words in ["active", "quiet", "back"]:
        printer.observe(words, timeout_s=2)
    printer.silent(0.3)
    before = printer.switches()
    printer.silent(1)
    assert printer.switches() == before
    printer.close()


def test_script_that_cannot_be_read(tmp_path):
    assert "cannot open the script" in failure_of(f"script:{tmp_path}/missing")
    assert "script:FILE" in failure_of("script")
    assert "script:FILE" in failure_of("script:")
    assert "there is no source 'wayward'" in failure_of("wayward")
    failure_of(f"script:{tmp_path}")  # a folder
