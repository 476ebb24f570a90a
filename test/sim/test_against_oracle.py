# SPDX-License-Identifier: MIT
"""The engine against an independent reading of doc/engine.md: `limber simulate` and the oracle must print the same.

The oracle (oracle/oracle.py) was written from the text alone, by definitions and not by states; the timelines are random
and unkind. ORACLE_SEEDS says how many (400 unless set).
"""

import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "oracle"))

import generate  # noqa: E402
import oracle  # noqa: E402

LIMBER = os.environ.get("LIMBER_BINARY", "limber")
N_SEEDS = int(os.environ.get("ORACLE_SEEDS", "400"))


def run_limber(path, sets, answer):
    command = [LIMBER, "simulate", str(path), "--json", "--answer", answer]
    for setting in sets:
        command += ["--set", setting]
    done = subprocess.run(command, env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def compare(seed, folder):
    text, sets, answer = generate.generate(seed)
    path = folder / "seed-{}.timeline".format(seed)
    path.write_text(text, encoding="utf-8")
    expected = [json.dumps(e, separators=(",", ":")) for e in oracle.simulate(text.splitlines(), sets, answer)]
    code, out, err = run_limber(path, sets, answer)
    assert code == 0, "seed {}: {}".format(seed, err)
    got = out.splitlines()
    for i, (left, right) in enumerate(zip(expected, got)):
        assert left == right, "seed {}, line {}: the oracle says {}, limber says {}".format(seed, i + 1, left, right)
    assert len(expected) == len(got), "seed {}: {} lines, the oracle has {}".format(seed, len(got), len(expected))
    path.unlink()


def test_random_timelines_give_what_the_text_says(tmp_path):
    for seed in range(N_SEEDS):
        compare(seed, tmp_path)
