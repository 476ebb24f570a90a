# SPDX-License-Identifier: MIT
"""limber stretch in real terminals: keys, signals, crashes, sizes, and what stands there afterwards (tmux)."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from heard_parts import heard as read_heard
from heard_parts import shrugs_heard
from terminal_parts import LIMBER, PATIENCE_S, PROMPT, ROOT, Terminal, env, needs_tmux, run, terminal  # noqa: F401

# ---- words ----

def test_list(env):
    done = run(env, "--list")
    assert done.returncode == 0 and done.stderr == ""
    assert re.findall(r"^\S+$", done.stdout, re.M) == [
        "shoulder-shrugs", "neck-rolls", "shoulder-rolls", "butterfly-wings", "chin-tucks"]


@pytest.mark.parametrize("words, code, said", [
    (["shrugs"], 1, "there is no stretch 'shrugs'; there are: shoulder-shrugs, neck-rolls, shoulder-rolls, butterfly-wings, chin-tucks"),
    (["../neck-rolls"], 1, "../neck-rolls: there is no such file"),
    (["neck-rolls", "--dose", "article"], 1, "neck questions"),
    (["--dose", "long"], 2, "'long' is not a dose"),
    (["--speed", "0"], 2, "is not a speed"),
    (["--speed", "-1"], 2, "is not a speed"),
    (["--speed", "nan"], 2, "is not a speed"),
    (["--speed", "1x"], 2, "is not a speed"),
    (["--speed", "1e3"], 2, "is not a speed"),
    (["--list", "neck-rolls"], 2, "takes no names"),
    (["--fast"], 2, "--fast"),
    (["neck-rolls"] * 33, 2, "at most 32"),
])
def test_wrong_words(env, words, code, said):
    done = run(env, *words)
    assert done.returncode == code
    assert done.stdout == ""
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_own_files(env):
    """The man page's own example works, a wrong file gets one line, and the others keep working."""
    page = (ROOT / "doc" / "limber-stretch.5.scd").read_text()
    example = page.split("```\n")[1]
    folder = Path(env["HOME"]) / ".local/share/limber/stretches"
    folder.mkdir(parents=True)
    (folder / "side-stretch.stretch").write_text(example)
    assert "side-stretch\n  Upper trapezius stretch." in run(env, "--list").stdout

    (folder / "side-stretch.stretch").write_text(example.replace("time = 20s", "time = 0s", 1))
    (folder / "shoulder-shrugs.stretch").write_bytes(b"\x7fELF\x02\x01\x01\x00")
    (folder / "neck-rolls.stretch").write_text((ROOT / "data/stretches/neck-rolls.stretch").read_text()
                                               .replace("Neck rolls", "My rolls"))
    os.mkfifo(folder / "pipe.stretch")
    done = run(env, "--list")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        f"limber: {folder}/pipe.stretch: not a regular file; move it away",
        f"limber: {folder}/shoulder-shrugs.stretch:1: there is a control character (0x7f); is this a text file?",
        f"limber: {folder}/" + page.split("```\n")[3].strip(),
    ]
    assert "shoulder-shrugs\n  Shoulder shrugs." in done.stdout
    assert "neck-rolls\n  My rolls." in done.stdout
    assert "side-stretch" not in done.stdout


def test_no_stretches(env, tmp_path):
    done = run(env | {"LIMBER_DATA_DIR": str(tmp_path)})
    assert done.returncode == 1 and "no stretch found" in done.stderr and done.stderr.count("\n") == 1


# ---- lines ----

def test_plain_in_a_pipe(env):
    done = run(env, "shoulder-rolls", "--speed", "1000")
    assert done.returncode == 0 and "\033" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[0] == "Shoulder rolls, 5 backward, 5 forward, 40 s."
    assert "Stop at pain, tingling or dizziness." in lines
    assert [line for line in lines if line.startswith("Repeat")] == [
        f"Repeat {i} of 10, {'backward' if i <= 5 else 'forward'}" for i in range(1, 11)]
    assert sum(line.startswith("  Up, 1 s") for line in lines) == 10
    assert lines[-1] == "Shoulder rolls: 10 of 10 repeats, 40 s."


def test_two_and_doses(env):
    done = run(env, "neck-rolls", "butterfly-wings", "--dose", "full", "--speed", "5000", "--plain")
    assert "Stretch 1 of 2: Neck rolls, 5 each way, 2 min." in done.stdout
    assert done.stdout.splitlines()[-2:] == [
        "Neck rolls: 10 of 10 repeats, 2 min.", "Butterfly wings: 10 of 10 repeats, 1 min 20 s."]


def test_configured(env):
    config = Path(env["HOME"]) / ".config/limber"
    config.mkdir(parents=True)
    (config / "limber.conf").write_text("exclude = shoulder-shrugs, neck-rolls\ndose = full\n")
    assert run(env, "--speed", "5000").stdout.startswith("Shoulder rolls, 5 backward, 5 forward, twice, 1 min 20 s.\n")


def test_reader_that_leaves(env):
    process = subprocess.Popen([LIMBER, "stretch", "--speed", "200"], env=env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline()
    process.stdout.close()
    assert process.wait(PATIENCE_S) in (0, 1, -signal.SIGHUP)
    assert "ERROR" not in process.stderr.read()


# ---- the screen ----

def colours(terminal):
    return re.findall(r"\033\[[0-9;]*m", terminal.tmux("capture-pane", "-p", "-e"))


@needs_tmux
@pytest.mark.parametrize("width, height", [(80, 24), (120, 40), (60, 12), (20, 5)])
def test_to_its_end(terminal, env, width, height):
    one = terminal(width=width, height=height)
    one.start("shoulder-shrugs", "--speed", "100", first="Shoulder")
    screen = one.ended(Path(env["HOME"]))
    assert "exit=0" in screen
    assert "8 of 8" in screen.replace("\n", "")


@needs_tmux
@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_golden_screens(terminal, env, size):
    """While ready, and paused in the middle of a stretch: LIMBER_GOLDEN=write takes the screens anew."""
    width, height = map(int, size.split("x"))
    one = terminal(width=width, height=height)
    one.start("shoulder-shrugs", "neck-rolls")
    one.keys("Space")
    screens = {"ready": one.wait_for("Paused")}
    one.keys("Right")
    one.wait_for("Repeat 1 of 8")
    one.keys("Space", "Left")
    screens["paused"] = one.wait(lambda s: "Paused" in s and "2 s" in s, "paused")
    for name, screen in screens.items():
        # where in its seconds it was stopped is not the same each time
        screen = re.sub(r"[0-9]+(?= s left)", "N", screen)
        path = ROOT / "test/golden" / f"stretch-{name}-{size}.txt"
        if os.environ.get("LIMBER_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(screen)
        assert screen == path.read_text(), name
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_keys(terminal, env):
    one = terminal()
    one.start("shoulder-shrugs", "neck-rolls")
    one.keys("Right")                      # begins at once
    one.wait_for("Repeat 1 of 8")
    one.keys("Space")
    one.wait_for("Paused. Space goes on.")
    one.keys("Space", "m")
    one.wait(lambda s: "muted" in s and "Paused" not in s, "on again, muted")
    one.keys("o")
    one.wait_for("How much does it hurt?")
    one.keys("1")
    one.wait_for("0 to 10: 1")
    one.keys("0")
    one.wait_for("Stretch 2 of 3")         # another one took its place
    one.keys("Right")
    one.wait_for("Repeat 1 of")
    one.keys("Right")
    one.wait(lambda s: "Stretch 3 of 3" in s and "Neck rolls" in s, "the third")
    one.keys("Escape")
    one.wait_for("Esc once more skips the rest.")
    one.keys("Escape")
    screen = one.ended(Path(env["HOME"]))
    assert "Shoulder shrugs: 0 of 8 repeats" in screen
    assert "Shoulder rolls: 0 of 10 repeats" in screen
    assert "Neck rolls" not in screen.split("exit=")[0].split("repeats", 2)[2]
    assert "exit=0" in screen


def record(env, path, settings):
    conf = Path(env["HOME"]) / ".config" / "limber" / "limber.conf"
    conf.parent.mkdir(parents=True, exist_ok=True)
    conf.write_text(settings)
    return {"LIMBER_VOICE": f"record:{path}"}


@needs_tmux
def test_what_is_heard(terminal, env, tmp_path):
    heard = tmp_path / "heard"
    one = terminal(variables=record(env, heard, "voice = on\n"))
    one.start("shoulder-shrugs", "--speed", "40", first="ready>")
    assert "exit=0" in one.ended(Path(env["HOME"]))
    assert read_heard(heard) == ("open tones words en 0", shrugs_heard())


@needs_tmux
def test_silent_at_once(terminal, env, tmp_path):
    heard = tmp_path / "heard"
    lines = lambda: heard.read_text().splitlines()[1:]
    one = terminal(variables=record(env, heard, "voice = on\ntones = off\n"))
    one.start("shoulder-shrugs")
    one.keys("Right")
    one.wait_for("Repeat 1 of 8")
    assert lines()[1:] == ["say Breathe in and lift."]
    one.keys("m")
    one.wait_for("muted")
    assert lines()[-1] == "hush"
    n = len(lines())
    one.wait_for("Repeat 2 of 8")
    assert len(lines()) == n
    one.keys("m")
    one.wait(lambda s: "muted" not in s, "sound again")
    assert lines()[n].startswith("say ")
    one.keys("Space")
    one.wait_for("Paused")
    assert lines()[-1] == "hush"
    one.keys("Space", "o")
    one.wait_for("How much does it hurt?")
    assert lines()[-2:] == ["hush", "say Stop there. How much does it hurt, from 0 to 10?"]
    one.keys("q")
    one.ended(Path(env["HOME"]))
    assert lines()[-2:] == ["hush", "close"]


@needs_tmux
@pytest.mark.parametrize("settings, bells", [("", 0), ("tones = off\n", 1)])
def test_a_bell_where_no_tone_sounds(terminal, env, tmp_path, settings, bells):
    one = terminal(variables=record(env, tmp_path / "heard", settings))
    one.tmux("pipe-pane", f"cat > {one.log}")
    one.start("shoulder-shrugs", "--speed", "40", first="ready>")
    one.ended(Path(env["HOME"]))
    wait = time.monotonic() + PATIENCE_S
    while b"exit=" not in one.log.read_bytes() and time.monotonic() < wait:
        time.sleep(0.02)
    drawn = one.log.read_bytes().split(b"\x1b[?1049h")[1].split(b"\x1b[?1049l")[0]  # the shell may ring, too
    assert (b"\a" in drawn) == bool(bells)


@pytest.mark.parametrize("settings, heard", [
    ("", None), ("tones = on\n", None), ("voice = on\n", shrugs_heard()),
    ("voice = on\ntones = off\n", [line for line in shrugs_heard() if line.startswith("say ")])])
def test_lines_are_heard_only_where_words_are_on(env, tmp_path, settings, heard):
    path = tmp_path / "heard"
    done = run(env | record(env, path, settings), "shoulder-shrugs", "--plain", "--speed", "1000")
    assert done.returncode == 0 and done.stderr == ""
    assert (read_heard(path)[1] if path.exists() else None) == heard


@needs_tmux
def test_a_single_escape_is_forgotten(terminal, env):
    one = terminal()
    one.start("neck-rolls")
    one.keys("Escape")
    one.wait_for("Esc once more")
    one.wait_for("Q quit")                 # by itself, after a while
    one.keys("Escape")
    one.wait_for("Esc once more")
    one.keys("m")                          # another key takes it back
    one.wait(lambda s: "Q quit" in s and "muted" in s, "the keys")
    one.keys("p")
    assert "exit=0" in one.ended(Path(env["HOME"]))


@needs_tmux
@pytest.mark.parametrize("plain", [[], ["--plain"]])
@pytest.mark.parametrize("number, code", [
    (signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGSEGV, 139), (signal.SIGABRT, 134),
    (signal.SIGBUS, 135), (signal.SIGQUIT, 131)])
def test_signals(terminal, env, number, code, plain):
    one = terminal()
    one.type("ulimit -c 0")
    one.start("shoulder-shrugs", *plain, first="Stop at pain")
    one.keys("Right")
    one.wait_for("Repeat 1 of 8")
    os.kill(one.pid(), number)
    assert f"exit={code}" in one.ended(Path(env["HOME"]))


def test_interrupted_without_keys(env):
    process = subprocess.Popen([LIMBER, "stretch"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_S) == -signal.SIGINT


@needs_tmux
def test_ctrl_c_keeps_what_was_done(terminal, env):
    one = terminal()
    one.start("shoulder-rolls", "--speed", "5")
    one.wait_for("Repeat 2 of 10")
    one.keys("C-c")
    screen = one.ended(Path(env["HOME"]))
    assert re.search(r"Shoulder rolls: [1-9] of 10 repeats", screen) and "exit=0" in screen


@needs_tmux
def test_stop_and_go_on(terminal, env):
    one = terminal()
    one.start("shoulder-shrugs")
    one.keys("C-z")
    one.wait_for("Stopped")
    assert one.flag("alternate_on") == "0" and one.flag("cursor_flag") == "1"
    one.type("stty -g > stopped")
    one.type("fg")
    one.wait_for("Paused. Space goes on.")
    one.keys("q")
    one.wait(lambda s: s.rstrip().endswith(PROMPT) and "fg" in s, "the prompt")
    one.type("stty -g > later; echo done")
    one.wait_for("\ndone")
    assert (Path(env["HOME"]) / "later").read_text() == (Path(env["HOME"]) / "before").read_text()
    assert (Path(env["HOME"]) / "stopped").read_text() == (Path(env["HOME"]) / "before").read_text()


@needs_tmux
def test_resize(terminal, env):
    one = terminal()
    one.start("neck-rolls")
    one.keys("Space")
    one.wait_for("Paused")
    for width, height in [(120, 40), (40, 10), (12, 3), (80, 24)]:
        one.tmux("resize-window", "-x", str(width), "-y", str(height))
        one.wait(lambda s: "Neck rolls" in s, f"{width}x{height}")
    one.wait_for("Q quit")
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_dumb_terminal(terminal, env):
    one = terminal(variables={"TERM": "dumb"})
    one.run(f"{LIMBER} stretch shoulder-rolls --speed 1000 > out < /dev/tty")
    one.type(f"{LIMBER} stretch shoulder-rolls")
    one.wait_for("Keys: Space pause")
    one.keys("Space")
    one.wait_for("Paused. Space goes on.")
    one.keys("q")
    one.wait(lambda s: s.rstrip().endswith(PROMPT), "the prompt")
    assert "\033" not in (Path(env["HOME"]) / "out").read_text()


@needs_tmux
@pytest.mark.parametrize("variables, pattern", [
    ({"NO_COLOR": "1"}, None), ({"COLORTERM": ""}, r"\[.*[34]8;5;"), ({"COLORTERM": "truecolor"}, r"\[.*[34]8;2;")])
def test_colours(terminal, env, variables, pattern):
    one = terminal(variables={"TERM": "tmux-256color"} | variables)
    one.tmux("set", "-g", "default-terminal", "tmux-256color")
    one.start("shoulder-shrugs")
    found = [c for c in colours(one) if re.search(r"[34]8;|\[(?:.*;)?3[0-7]", c)]
    assert bool(found) == bool(pattern)
    if pattern:
        assert any(re.search(pattern, c) for c in found)
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_ascii(terminal, env):
    one = terminal(variables={"LC_ALL": "C"})
    one.start("shoulder-shrugs")
    one.keys("Right")
    assert one.wait_for("o . . . . . . .").isascii()
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_only_what_changes_is_written(terminal, env):
    """Four seconds are some kilobytes, not forty times the whole screen."""
    one = terminal()
    one.start("neck-rolls")
    one.tmux("pipe-pane", f"cat > {one.log}")
    one.keys("Right")
    one.wait_for("Repeat 1 of 6")
    before = one.log.stat().st_size
    one.wait_for("Next: back")             # the second phase
    assert 100 < one.log.stat().st_size - before < 10_000
    one.keys("q")
    one.ended(Path(env["HOME"]))
