# SPDX-License-Identifier: MIT
"""`make run`'s last step, from the build directory: a window where there is a display, else plain lines."""

import os
import pathlib
import shutil
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = os.environ.get("LIMBER_BUILD")
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(not BUILD, reason="LIMBER_BUILD is not set: no build to run")


@pytest.fixture
def env(tmp_path):
    (tmp_path / "run").mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "run"), "LC_ALL": "C.UTF-8",
        "LIMBER_VOICE": "off", "LIMBER_SOURCE": "tty", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "GTK_A11Y": "none",
    }  # fmt: skip
    yield environment
    subprocess.run([f"{BUILD}/src/cli/limber", "stop"], env=environment, capture_output=True, timeout=PATIENCE_S)


def run(env, **options):
    return subprocess.Popen(
        [str(ROOT / "build-aux/run"), BUILD], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True, **options,
    )  # fmt: skip


def test_lines_where_the_display_is_only_a_name(env):
    process = run(env | {"DISPLAY": ":4711"})
    said = ""
    end = time.monotonic() + PATIENCE_S
    while "Get ready" not in said and "1 of" not in said and time.monotonic() < end:
        line = process.stdout.readline()
        if not line:
            break
        said += line
    os.killpg(process.pid, 15)
    process.wait(PATIENCE_S)
    assert "Stop at pain" in said or "1 of" in said, said


@pytest.mark.skipif(not shutil.which("Xvfb") or not shutil.which("xdotool"), reason="Xvfb or xdotool is not installed")
def test_a_window_where_there_is_a_display(env):
    reading, writing = os.pipe()
    x = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                         pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            env["DISPLAY"] = ":" + told.readline().strip()
        process = run(env)
        end = time.monotonic() + PATIENCE_S
        seen = ""
        while not seen and time.monotonic() < end and process.poll() is None:
            seen = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Limber"], env=env, capture_output=True,
                                  text=True).stdout
            time.sleep(0.05)
        assert seen, process.poll()
        subprocess.run(["xdotool", "windowfocus", "--sync", seen.split()[0], "key", "q"], env=env, check=True)
        assert process.wait(PATIENCE_S) == 0
    finally:
        x.terminate()
        x.wait()
