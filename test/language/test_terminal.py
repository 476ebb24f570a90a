# SPDX-License-Identifier: MIT
"""A session in a real terminal of 80x24 (tmux): texts with accents, with wide characters, and longer ones."""

import os
import pathlib
import re
import shutil
import sys

import po_file
import pytest
from pseudo_language import pseudo

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "desktop"))
from terminal_parts import Terminal  # noqa: E402

ROOT = pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"])
LOCALES = dict(pair.split("=") for pair in os.environ["LIMBER_LOCALES"].split())
STRETCH = "neck-rolls"


@pytest.fixture(params=LOCALES)
def session(request, tmp_path):
    """Terminal, and what a text is in its language."""
    language = request.param
    home = tmp_path / "home"
    home.mkdir()
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    messages = os.environ["LIMBER_PSEUDO_MESSAGES" if language == "en_XA" else "LIMBER_MESSAGES"]
    env = {
        "PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": f"{LOCALES[language]}.UTF-8",
        "LOCPATH": os.environ["LOCPATH"], "LIMBER_LOCALE_DIR": messages, "LIMBER_DATA_DIR": str(ROOT / "data"),
        "LIMBER_MODULE_DIR": os.environ["LIMBER_MODULE_DIR"], "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }  # fmt: skip
    catalogue = ROOT / "po" / ("limber.pot" if language == "en_XA" else f"{language}.po")
    texts = {(message.context, message.id): message.texts[0] for message in po_file.read(catalogue)}

    def say(text, context=STRETCH):
        return pseudo(text) if language == "en_XA" else texts[context, text]

    terminal = Terminal(tmp_path, env)
    yield terminal, say
    terminal.close()


def words(screen):
    """What stands right of the figure, without blanks: as words are broken over lines."""
    lines = []
    for line in screen.splitlines()[:-2]:
        cells, at = 0, 0
        while at < len(line) and cells < 40:
            cells += 2 if re.match(r"[\u1100-\u115f\u2e80-\uffdc]", line[at]) else 1
            at += 1
        lines.append(line[at:])
    return re.sub(r"\s", "", "".join(lines))


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_all_that_must_be_read_stands_there(session):
    terminal, say = session
    file = (ROOT / "data" / "stretches" / f"{STRETCH}.stretch").read_text(encoding="utf-8")

    def shows(*texts):
        wanted = [re.sub(r"\s", "", text) for text in texts]
        return lambda screen: all(text in words(screen) for text in wanted)

    terminal.type(f"clear; {os.environ['LIMBER']} stretch {STRETCH} --figure ascii")
    steps = [say(text) for text in re.findall(r"^\d+ = (.*)$", file, re.M)]
    caution = re.search(r"^caution = (.*)$", file, re.M)[1]
    terminal.wait(
        shows(say("Neck rolls"), *steps, say(caution), say("Stop at pain, tingling or dizziness.", None)), "the steps"
    )
    terminal.keys("Right")
    terminal.wait(shows(say("Right ear"), say("right ear over your right shoulder"), say("right side first")), "the phase")
    terminal.keys("Space")
    terminal.wait(shows(say("Paused. Space goes on.", None)), "the pause")
    terminal.keys("o")
    terminal.wait(shows(say("How much does it hurt?", None), say("0 is not at all, 10 the worst there is.", None)), "the question")
    terminal.keys("q")
    terminal.wait(lambda screen: re.sub(r"\s", "", say("Neck rolls")) in re.sub(r"\s", "", screen), "the result")
