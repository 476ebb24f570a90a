# SPDX-License-Identifier: MIT
"""The figure that moves in limber stretch, in real terminals (tmux); kitty is a small one of this test's own."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
from pathlib import Path

import pytest

from terminal_parts import LIMBER, PATIENCE_S, ROOT, env, needs_tmux, terminal  # noqa: F401

TRUE = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
SIZES = [(80, 24), (120, 40), (200, 60)]


def area(screen, width, height):
    """What stands where the figure goes."""
    return [line[1:1 + width * 46 // 100] for line in screen.split("\n")[1:height - 3]]


def coloured(one):
    return one.tmux("capture-pane", "-p", "-e")


@needs_tmux
@pytest.mark.parametrize("width, height", SIZES)
def test_it_moves(terminal, env, width, height):  # noqa: F811
    one = terminal(width=width, height=height, variables=TRUE)
    one.start("shoulder-rolls")
    one.keys("Right")
    one.wait_for("Repeat 1 of 10")
    seen = set()
    end = time.monotonic() + PATIENCE_S
    while len(seen) < 5 and time.monotonic() < end:
        seen.add("\n".join(area(one.screen(), width, height)) + coloured(one))
    assert len(seen) >= 5
    assert sum(line.count("\u2580") for line in area(one.screen(), width, height)) > 20 * height / 24
    assert len(set(re.findall(r"38;2;\d+;\d+;\d+", coloured(one)))) > 20   # skin, shirt, hair, and what lies between
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_it_holds_still_in_a_pause(terminal, env):  # noqa: F811
    one = terminal(variables=TRUE)
    one.start("shoulder-shrugs")
    one.keys("Right")
    one.wait_for("Repeat 1 of 8")
    one.keys("Space")
    one.wait_for("Paused.")
    time.sleep(0.3)                            # what was on its way
    one.tmux("pipe-pane", f"cat > {one.log}")
    time.sleep(0.5)
    assert not one.log.exists() or one.log.stat().st_size == 0
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
@pytest.mark.parametrize("variables, words, wanted, unwanted", [
    (TRUE, [], r"38;2;\d+;\d+;\d+", None),
    ({"TERM": "xterm-256color", "COLORTERM": ""}, [], r"38;5;\d+", r"38;2;"),
    (TRUE | {"NO_COLOR": "1"}, [], "[\u2801-\u28ff]", r"\x1b\[[0-9;]*[34]8;"),
    (TRUE, ["--figure", "braille"], "[\u2801-\u28ff]", None),
    (TRUE, ["--figure", "sixel"], "\u2580", r"\x1bP"),           # tmux shows none: blocks it is
    (TRUE, ["--figure", "kitty"], "\u2580", r"\x1b_G"),
    ({"TERM": "xterm", "COLORTERM": ""}, [], "[\u2801-\u28ff]", r"38;[25];"),
])
def test_modes(terminal, env, variables, words, wanted, unwanted):  # noqa: F811
    one = terminal(variables=variables)
    one.start("shoulder-shrugs", *words)
    one.keys("Right")
    one.wait_for("Repeat 1 of 8")
    one.wait(lambda _: re.search(wanted, coloured(one)), wanted)
    assert not unwanted or not re.search(unwanted, coloured(one))
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_letters_without_utf8(terminal, env):  # noqa: F811
    one = terminal(variables=TRUE | {"LC_ALL": "C"})
    one.start("shoulder-shrugs")
    one.keys("Right")
    screen = one.wait(lambda s: len(set("".join(area(s, 80, 24)))) > 8, "a figure of letters")
    assert screen.isascii()
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
@pytest.mark.parametrize("words, variables", [(["--figure", "none"], {}), ([], {"LIMBER_MODULE_DIR": "/nowhere"})])
def test_without_it_the_circle_counts(terminal, env, words, variables):  # noqa: F811
    one = terminal(variables=TRUE | variables)
    one.start("shoulder-shrugs", *words)
    one.keys("Right")
    one.wait_for("Repeat 1 of 8")
    assert len(set(re.findall(r"38;2;\d+;\d+;\d+", coloured(one)))) < 9
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
def test_resized_while_it_moves(terminal, env):  # noqa: F811
    one = terminal(width=120, height=40, variables=TRUE)
    one.start("shoulder-rolls")
    one.keys("Right")
    for width, height in [(80, 24), (200, 60), (60, 14), (100, 30)]:
        one.tmux("resize-window", "-x", str(width), "-y", str(height))
        blocks = width >= 72 and height >= 16
        one.wait(lambda s: ((len(set(re.findall(r"38;2;\d+;\d+;\d+", coloured(one)))) > 20) == blocks
                            and "Space" in s.split("\n")[height - 2]), (width, height))
    one.keys("q")
    one.ended(Path(env["HOME"]))


@needs_tmux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGSEGV])
def test_left_as_it_was(terminal, env, number):  # noqa: F811
    one = terminal(variables=TRUE)
    one.start("shoulder-rolls")
    one.keys("Right")
    one.wait_for("Repeat 1 of 10")
    os.kill(one.pid(), number)
    one.ended(Path(env["HOME"]))


def test_a_mode_that_is_not_known(env):  # noqa: F811
    done = subprocess.run([LIMBER, "stretch", "--figure", "oil"], env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 2 and "'oil' is not known here; write auto, blocks" in done.stderr


# ---- pictures: a terminal that answers as kitty or as a VT340 does ----

class Answering:
    """Not a real terminal: a pty that answers what it is asked, and keeps all bytes."""

    def __init__(self, env, words, answer):
        self.answer, self.bytes, self.asked = answer, b"", False
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 800, 480))
        self.process = subprocess.Popen([LIMBER, "stretch", "shoulder-shrugs", *words], env=env | TRUE, stdin=slave,
                                        stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)

    def read_until(self, pattern):
        end = time.monotonic() + PATIENCE_S
        while not re.search(pattern, self.bytes, re.S):
            assert time.monotonic() < end, self.bytes[-300:]
            if select.select([self.master], [], [], 1)[0]:
                try:
                    self.bytes += os.read(self.master, 65536)
                except OSError:            # it is over
                    break
            if not self.asked and b"\x1b[c" in self.bytes:
                self.asked = True
                os.write(self.master, self.answer)
        assert re.search(pattern, self.bytes, re.S), self.bytes[-300:]

    def close(self):
        os.write(self.master, b"q")
        self.read_until(rb"\x1b\[\?1049l")
        assert self.process.wait(PATIENCE_S) == 0
        os.close(self.master)


@pytest.mark.parametrize("mode, answer, picture, leave", [
    ("kitty", b"\x1b_Gi=1;OK\x1b\\\x1b[?62;c", rb"\x1b_Ga=T.*\x1b_Ga=d.*\x1b_Ga=T", rb"\x1b_Ga=d[^\x1b]*\x1b\\[^_]*$"),
    ("sixel", b"\x1b[?63;1;4;22c", rb"\x1bP[^q]*q.*\x1b\\.*\x1bP", rb"\x1b\[\?1049l"),
])
def test_pictures(env, mode, answer, picture, leave):  # noqa: F811
    one = Answering(env, ["--figure", mode], answer)
    one.read_until(picture)
    one.close()
    assert re.search(leave, one.bytes, re.S)


@pytest.mark.parametrize("answer", [b"", b"\x1b[?62;22c", b"\x1b_Gi=1;ENOTSUPPORTED\x1b\\\x1b[?6c", b"\x1b[" + b"9;" * 5000 + b"4c\x1b[?1c"])
def test_no_pictures_where_it_says_none(env, answer):  # noqa: F811
    one = Answering(env, ["--figure", "kitty"], answer)
    one.read_until("\u2580".encode())
    one.close()
    assert b"\x1b_Ga=T" not in one.bytes and b"\x1bP" not in one.bytes


def test_no_question_over_ssh(env):  # noqa: F811
    one = Answering(env | {"SSH_TTY": "/dev/pts/9"}, ["--figure", "kitty"], b"\x1b_Gi=1;OK\x1b\\\x1b[?62;c")
    one.read_until("\u2580".encode())
    one.close()
    assert not one.asked and b"\x1b_Ga=T" not in one.bytes


# ---- a real terminal with sixel: foot on a headless sway ----

def whole_world_may_read(source, target):
    target.mkdir(mode=0o755)
    for path in source:
        shutil.copy(path, target)
    return target


@pytest.mark.skipif(not all(map(shutil.which, ["sway", "foot", "grim", "setpriv", "convert"])) or os.geteuid() != 0,
                    reason="sway, foot, grim or ImageMagick is not installed, or this is not root (sway runs as nobody)")
def test_sixel_in_foot():
    """The skin of the figure, in pixels that no cell has: a picture is there."""
    with tempfile.TemporaryDirectory(prefix="limber-foot-") as name:
        top = Path(name)
        top.chmod(0o755)
        whole_world_may_read([*Path(os.environ["LIMBER_MODULE_DIR"]).glob("*.so"), LIMBER], top / "bin")
        shutil.copytree(ROOT / "data" / "stretches", top / "data" / "stretches")
        (top / "run").mkdir(mode=0o700)
        shutil.chown(top / "run", "nobody")
        session = (f"env COLORTERM=truecolor LIMBER_VOICE=off LIMBER_MODULE_DIR={top}/bin LIMBER_DATA_DIR={top}/data "
                   f"{top}/bin/limber stretch butterfly-wings --figure sixel")
        (top / "sway").write_text(f"output HEADLESS-1 resolution 1280x800\nexec foot --fullscreen {session}\n")
        environment = {"PATH": os.environ["PATH"], "HOME": f"{top}/run", "XDG_RUNTIME_DIR": f"{top}/run", "LC_ALL": "C.UTF-8",
                       "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
        nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        sway = subprocess.Popen([*nobody, "sway", "-c", str(top / "sway")], env=environment, start_new_session=True,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + PATIENCE_S
            columns = 0
            while columns < 100 and time.monotonic() < end:
                displays = [p for p in (top / "run").glob("wayland-*") if p.suffix != ".lock"]
                if displays:
                    subprocess.run([*nobody, "grim", f"{top}/run/shot.png"], capture_output=True, timeout=PATIENCE_S,
                                   env=environment | {"WAYLAND_DISPLAY": displays[0].name})
                    columns = skin_columns(top / "run" / "shot.png")
                time.sleep(0.05)
            assert columns >= 100          # half blocks, 8 or 9 pixels wide each, would make less than 100
        finally:
            os.killpg(sway.pid, signal.SIGTERM)
            sway.wait(PATIENCE_S)


def skin_columns(shot):
    """At how many places of a row skin begins or ends: outlines of a picture lie anywhere, those of cells on their edges."""
    if not shot.exists():
        return 0
    done = subprocess.run(["convert", str(shot), "-crop", "640x800+0+0", "-depth", "8", "rgb:-"], capture_output=True)
    if done.returncode:
        return 0
    edges = set()
    for y in range(800):
        row = done.stdout[y * 1920:(y + 1) * 1920]
        skin = [abs(row[3 * x] - 0xe9) < 12 and abs(row[3 * x + 1] - 0xb4) < 12 and abs(row[3 * x + 2] - 0x8f) < 12
                for x in range(len(row) // 3)]
        edges |= {x for x in range(1, len(skin)) if skin[x] != skin[x - 1]}
    return len(edges)


def test_an_answer_that_comes_late_is_no_key(env):  # noqa: F811
    """The O of its OK would be an ouch."""
    one = Answering(env, ["--figure", "kitty"], b"")
    one.read_until(rb"Stop at")                    # it waited in vain, and shows what it has
    os.write(one.master, b"\x1b[C")
    one.read_until(rb"1 of 8")                     # only what changed is written
    one.bytes = b""
    os.write(one.master, b"\x1b_Gi=1;OK\x1b\\\x1b[?62;cm")
    one.read_until(rb"muted|hurt")
    assert b"hurt" not in one.bytes
    one.close()


def test_a_picture_goes_where_there_is_no_room(env):  # noqa: F811
    one = Answering(env, ["--figure", "kitty"], b"\x1b_Gi=1;OK\x1b\\\x1b[?62;c")
    one.read_until(rb"\x1b_Ga=T")
    fcntl.ioctl(one.master, termios.TIOCSWINSZ, struct.pack("HHHH", 12, 60, 480, 192))
    os.kill(one.process.pid, signal.SIGWINCH)      # the terminal is not its controlling one
    one.bytes = b""
    one.read_until(rb"\x1b_Ga=d[^\x1b]*\x1b\\\x1b\[\?2026l")   # taken away, and nothing in its place
    one.close()
    assert b"\x1b_Ga=T" not in one.bytes.split(b"\x1b_Ga=d", 2)[-1]
