# SPDX-License-Identifier: MIT
"""The count of the tests is true: every shape of output, and a run that ends badly."""

import importlib.machinery
import importlib.util
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def load_tally():
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("tally", str(ROOT / "build-aux" / "tally"))
    spec = importlib.util.spec_from_loader("tally", loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["tally"] = module
    loader.exec_module(module)
    return module


tally = load_tally()


def numbers(count):
    return (count.passed, count.failed, count.skipped)


@pytest.mark.parametrize(
    "result, stdout, expected",
    [
        # cmocka
        ("OK", "1..3\nok 1 - a\nok 2 - b\nok 3 - c\n", (3, 0, 0)),
        ("FAIL", "1..3\nok 1 - a\nnot ok 2 - b\n# why\nok 3 - c\n", (2, 1, 0)),
        ("OK", "1..2\nok 1 - a\nnot ok 2 # SKIP b\n", (1, 0, 1)),
        ("OK", "1..2\nok 1 - a\nok 2 # SKIP b\n", (1, 0, 1)),
        ("OK", "1..0 # skip nothing to do\n", (0, 0, 1)),
        ("OK", "1..1\nok 1 - a\n1..2\nok 1 - b\nok 2 - c\n", (3, 0, 0)),
        # cut off in the middle: what was promised and never came has failed
        ("FAIL", "1..4\nok 1 - a\nok 2 - b\n", (2, 2, 0)),
        ("OK", "1..4\nok 1 - a\nok 2 - b\n", (2, 2, 0)),
        ("ERROR", "1..2\nok 1 - a\nok 2 - b\n", (2, 1, 0)),
        ("FAIL", "Bail out! no display\n", (0, 1, 0)),
        # a case may be called anything
        ("OK", "1..2\nok 1 - not ok here\nok 2 - skipped_lines_are_kept\n", (2, 0, 0)),
        ("OK", "okay, here we go\nall fine\n", (1, 0, 0)),
        # pytest
        ("OK", "....s  [100%]\n4 passed, 1 skipped in 0.12s\n", (4, 0, 1)),
        ("FAIL", "=== 1 failed, 2 passed, 1 error, 3 warnings in 1.50s ===\n", (2, 2, 0)),
        ("OK", "=== 70 passed, 2 xfailed in 61.50s (0:01:01) ===\n", (70, 0, 2)),
        ("OK", "\x1b[32m\x1b[1m3 passed\x1b[0m\x1b[32m in 0.01s\x1b[0m\n", (3, 0, 0)),
        ("FAIL", "no tests ran in 0.01s\n", (0, 1, 0)),
        ("FAIL", "3 passed in 0.01s\nInterrupted\n", (3, 1, 0)),
        # neither
        ("OK", "", (1, 0, 0)),
        ("FAIL", "", (0, 1, 0)),
        ("TIMEOUT", "", (0, 1, 0)),
        ("INTERRUPT", "1..2\nok 1 - a\n", (1, 1, 0)),
        ("SKIP", "", (0, 0, 1)),
    ],
)
def test_cases_of_one_program(result, stdout, expected):
    assert numbers(tally.count_program(result, stdout)) == expected


def test_a_skipped_case_of_cmocka_is_no_failure():
    stdout = "1..2\nok 1 - a\nnot ok 2 # SKIP b\n"
    assert numbers(tally.count_program("FAIL", stdout, 0)) == (1, 0, 1)
    assert numbers(tally.count_program("FAIL", stdout, 1)) == (1, 1, 1)
    assert numbers(tally.count_program("ERROR", stdout, -6)) == (1, 1, 1)
    assert numbers(tally.count_program("FAIL", "1..3\n" + stdout[5:], 0)) == (1, 1, 1)


def run_ending(code):
    """The end of a tally after `code` ran on it: (exit code, last line, everything)."""
    ended = subprocess.run(
        [sys.executable, "-c", "import test_tally as t; x = t.tally.Tally()\n" + code + "\nraise SystemExit(x.finish())"],
        capture_output=True, text=True, cwd=os.path.dirname(os.path.abspath(__file__)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    return ended.returncode, ended.stdout.splitlines()[-1], ended.stdout


def test_nothing_ran_is_a_failure():
    assert run_ending("")[:2] == (1, "0 passed, 0 failed, 0 skipped")


def test_only_skipped_is_a_failure():
    assert run_ending("x.case('absent', ['sh', '-c', 'exit 77'])")[:2] == (1, "0 passed, 0 failed, 1 skipped")


def test_all_passed():
    assert run_ending("x.case('yes', ['true'])")[:2] == (0, "1 passed, 0 failed, 0 skipped")


def test_a_failure_is_shown_again_before_the_last_line():
    code, last, text = run_ending("x.case('yes', ['true']); x.case('no', ['sh', '-c', 'echo the reason; exit 3'])")
    assert (code, last) == (1, "1 passed, 1 failed, 0 skipped")
    assert text.count("the reason") == 2
    assert "---- failed: no" in text


def test_a_case_gets_no_input():
    assert run_ending("x.case('reads', ['sh', '-c', 'if read x; then exit 1; fi'])")[0] == 0


PROJECT = """
project('sample', 'c')
sh = find_program('sh')
test('tap', sh, args: ['-c', 'echo 1..2; echo ok 1 - a; echo not ok 2 - b; exit 1'], protocol: 'tap')
test('plain', sh, args: ['-c', 'exit 0'])
test('dies', sh, args: ['-c', 'echo last words; kill -SEGV $$'])
test('skips', sh, args: ['-c', 'echo 1..2; echo ok 1 - a; echo "not ok 2 # SKIP b"'], protocol: 'tap')
test('absent', sh, args: ['-c', 'exit 77'])
"""


def test_a_build_directory_is_counted_by_cases(tmp_path):
    (tmp_path / "meson.build").write_text(PROJECT)
    subprocess.run(["meson", "setup", tmp_path / "b", tmp_path], check=True, capture_output=True)
    code, last, text = run_ending(f"x.meson_tests('sample', '{tmp_path}/b')")
    assert (code, last) == (1, "3 passed, 2 failed, 2 skipped")
    assert "last words" in text


def test_a_build_directory_whose_only_red_is_a_skip(tmp_path):
    (tmp_path / "meson.build").write_text("\n".join(l for l in PROJECT.splitlines() if "'tap'," not in l and "dies" not in l))
    subprocess.run(["meson", "setup", tmp_path / "b", tmp_path], check=True, capture_output=True)
    assert run_ending(f"x.meson_tests('sample', '{tmp_path}/b')")[:2] == (0, "2 passed, 0 failed, 2 skipped")


def test_a_build_directory_that_cannot_be_tested_has_failed(tmp_path):
    assert run_ending(f"x.meson_tests('none', '{tmp_path}')")[:2] == (1, "0 passed, 1 failed, 0 skipped")
