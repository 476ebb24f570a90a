# SPDX-License-Identifier: MIT
"""limber stretch --draw: pictures of every format, from outside; and what must not load cairo does not."""

import os
import re
import subprocess
import xml.etree.ElementTree
import zlib

import pytest

from limber_cli import LIMBER, ROOT, Cli

SHIPPED = sorted(path.stem for path in (ROOT / "data" / "stretches").glob("*.stretch"))


@pytest.fixture
def cli(tmp_path):
    cli = Cli(tmp_path)
    cli.env["LIMBER_MODULE_DIR"] = os.environ["LIMBER_MODULE_DIR"]
    # fontconfig keeps its caches to the end.
    (tmp_path / "leaks").write_text("leak:libfontconfig\n")
    cli.env["LSAN_OPTIONS"] = f"suppressions={tmp_path / 'leaks'}:print_suppressions=0"
    return cli


def draw(cli, *words, name):
    path = cli.home / name
    assert cli.ok("stretch", *words, "--draw", str(path)) == ""
    return path.read_bytes()


def png_size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR"
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def gif_frames(data):
    """Walks the blocks: (width, height, frames, delays in 1/100 s, does it go on for ever)."""
    assert data[:6] == b"GIF89a"
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    frames, delays, for_ever = 0, [], False

    def skip_blocks(at):
        while data[at]:
            at += data[at] + 1
        return at + 1

    while data[at] != 0x3B:
        if data[at] == 0x21:
            if data[at + 1] == 0xF9:
                delays.append(int.from_bytes(data[at + 4 : at + 6], "little"))
            for_ever |= data[at + 3 : at + 14] == b"NETSCAPE2.0" and data[at + 16 : at + 18] == b"\0\0"
            at = skip_blocks(at + 2)
        else:
            assert data[at] == 0x2C
            left, top, wide, high = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (1, 3, 5, 7))
            assert left + wide <= width and top + high <= height
            frames += 1
            at = skip_blocks(at + 11 + (3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0))
    return width, height, frames, delays, for_ever


def test_png_has_a_row_a_stretch(cli):
    one = png_size(draw(cli, "shoulder-shrugs", name="one.png"))
    every = png_size(draw(cli, name="every.png"))
    assert one[0] >= 800 and one[1] >= 300
    assert every[1] > 3.5 * one[1]


def test_svg_is_a_picture(cli):
    data = draw(cli, "neck-rolls", name="neck.svg")
    root = xml.etree.ElementTree.fromstring(data)
    assert root.tag.endswith("svg")
    assert len(re.findall(rb"<path ", data)) > 200


def test_pdf_has_a_page(cli):
    data = draw(cli, "shoulder-rolls", name="rolls.pdf")
    assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    assert any(len(zlib.decompress(part)) > 2000 for part in re.findall(rb"stream\n(.*?)\nendstream", data, re.S)[:1])


@pytest.mark.parametrize("stretch, seconds", [("shoulder-shrugs", 8), ("neck-rolls", 24)])
def test_gif_shows_one_round(cli, stretch, seconds):
    data = draw(cli, stretch, name="motion.gif")
    width, height, frames, delays, for_ever = gif_frames(data)
    assert len(data) < 1_000_000
    assert width > 200 and height > 200 and for_ever
    assert frames == len(delays) and set(delays) == {8}
    assert abs(sum(delays) / 100 - seconds) < 0.1


def test_people_themes_and_standing_look_different(cli):
    pictures = {
        draw(cli, "shoulder-shrugs", *words, name="look.png")
        for words in (
            [],
            ["--person", "sol"],
            ["--theme", "dark"],
            ["--theme", "contrast"],
            ["--standing"],
        )
    }
    assert len(pictures) == 5


def test_the_ending_may_be_in_capitals(cli):
    assert png_size(draw(cli, "shoulder-shrugs", name="SHRUG.PNG"))


@pytest.mark.parametrize(
    "words, says",
    [
        (["--draw", "x.bmp"], "'x.bmp' does not end in .svg, .png, .pdf or .gif"),
        (["--draw", "x"], "'x' does not end in .svg, .png, .pdf or .gif"),
        (["--draw", "x.png", "--person", "eve"], "there is nobody called 'eve'; there are: alma, robin, sol"),
        (["--draw", "x.png", "--theme", "pink"], "'pink' is not a theme: light, dark or contrast"),
        (["--draw", "/nowhere/x.png"], "/nowhere/x.png: No such file or directory"),
    ],
)
def test_what_cannot_be_drawn_is_said(cli, words, says):
    assert cli.fails(1, "stretch", "shoulder-shrugs", *words) == says
    assert not (cli.home / "x.png").exists()


def test_an_unknown_stretch_is_said(cli):
    assert "there is no stretch 'yoga'" in cli.fails(1, "stretch", "yoga", "--draw", "x.png")


def test_looks_go_with_draw(cli):
    assert "--draw" in cli.fails(2, "stretch", "shoulder-shrugs", "--theme", "dark")


def test_without_the_module_it_says_so(cli):
    cli.env["LIMBER_MODULE_DIR"] = str(cli.home)
    assert cli.fails(1, "stretch", "--draw", "x.png").startswith("module stretch-draw.so is not in")


def test_limber_itself_loads_nothing_that_draws():
    needed = subprocess.run(["ldd", LIMBER], capture_output=True, text=True, check=True).stdout
    assert not re.search("cairo|pango|glib|gif", needed)
