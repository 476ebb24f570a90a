# SPDX-License-Identifier: MIT
"""The window of a session in every language, and at 200 %: no text is cut off, none stands on another, and
in the pseudo language none was missed."""

import os
import subprocess

import pytest

LOCALES = dict(pair.split("=") for pair in os.environ["LIMBER_LOCALES"].split())
SIZES = [(480, 640, 100), (960, 1280, 200), (1280, 800, 200)]


@pytest.fixture(scope="module")
def display():
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-noreset", "-screen", "0", "1400x1300x24", "-nolisten", "tcp"],
        pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as lines:
        number = lines.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("width, height, percent", SIZES)
def test_each_text_has_its_room(display, language, width, height, percent):
    pseudo = language == "en_XA"
    env = os.environ | {
        "DISPLAY": display, "GDK_BACKEND": "x11", "GTK_A11Y": "none", "XDG_CONFIG_HOME": "/nonexistent",
        # What fontconfig and Mesa keep for good is not ours to free.
        "ASAN_OPTIONS": "detect_leaks=0",
        "XDG_DATA_HOME": "/nonexistent", "LC_ALL": f"{LOCALES[language]}.UTF-8",
        "LIMBER_LOCALE_DIR": os.environ["LIMBER_PSEUDO_MESSAGES" if pseudo else "LIMBER_MESSAGES"],
    }  # fmt: skip
    words = [os.environ["DESK_FITS"], str(width), str(height), str(percent), *(["pseudo"] if pseudo else [])]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 300
