# SPDX-License-Identifier: MIT
"""Whatever the program knows, its man page and the three shells know too, and the shells really offer it."""

import os
import pathlib
import re
import shutil
import subprocess

import pytest

from limber_cli import LIMBER, ROOT, Cli, verbs

COMPLETIONS = ROOT / "data" / "completions"
FILES = {shell: COMPLETIONS / f"limber.{shell}" for shell in ("bash", "zsh", "fish")}


@pytest.fixture
def cli(tmp_path):
    cli = Cli(tmp_path)
    # The shells call `limber`.
    bin_path = tmp_path / "bin"
    bin_path.mkdir()
    (bin_path / "limber").symlink_to(LIMBER)
    cli.env["PATH"] = f"{bin_path}:{cli.env['PATH']}"
    return cli


def options_of(cli, verb):
    """The options in its help; --help goes without saying."""
    return sorted(set(re.findall(r"--[a-z][a-z-]+", cli.ok("help", verb))) - {"--help"})


def page(name):
    return (ROOT / "doc" / f"{name}.scd").read_text().replace("\\", "")


def test_man_page_has_every_verb_and_option(cli):
    text = page("limber.1")
    for verb in verbs(cli):
        sections = re.findall(rf"^## .*\blimber {verb}\b.*?(?=^#)", text, re.MULTILINE | re.DOTALL)
        assert sections, f"limber.1 has no section for {verb}"
        for option in options_of(cli, verb):
            assert option in "".join(sections), f"limber.1 does not say {verb} {option}"


@pytest.mark.parametrize("shell", FILES)
def test_every_shell_has_every_verb_and_option(cli, shell):
    text = FILES[shell].read_text()
    for verb in verbs(cli):
        assert re.search(rf"\b{verb}\b", text), f"{shell} does not know {verb}"
        for option in options_of(cli, verb):
            word = f"long-option {option[2:]}|__limber_option \\S*{verb}\\S* {option[2:]}" if shell == "fish" else option
            assert re.search(word, text), f"{shell} does not know {verb} {option}"


@pytest.mark.parametrize("shell", FILES)
def test_syntax(shell):
    subprocess.run([shell, "-n", FILES[shell]], check=True)


def offered_by_bash(cli, line):
    words = line.split(" ")
    script = """
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _limber
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    result = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", FILES["bash"], *words],
        env=cli.env, cwd=cli.home, capture_output=True, text=True, timeout=20,
    )
    assert result.stderr == ""
    return result.stdout.split()


def offered_by_fish(cli, line):
    result = subprocess.run(
        ["fish", "--no-config", "-c", 'source $argv[1]; complete --do-complete=$argv[2]', str(FILES["fish"]), line],
        env=cli.env, cwd=cli.home, capture_output=True, text=True, timeout=20,
    )
    assert result.stderr == ""
    return [line.split("\t")[0] for line in result.stdout.splitlines()]


def offered_by_zsh(cli, line):
    """Asks a real zsh at a terminal of its own for the list behind ^D."""
    import pty
    import select
    import time

    functions = cli.home / "functions"
    functions.mkdir(exist_ok=True)
    shutil.copy(FILES["zsh"], functions / "_limber")
    master, slave = pty.openpty()
    env = dict(cli.env, TERM="dumb", FUNCTIONS=str(functions), ZDOTDIR=str(cli.home))
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], env=env, cwd=cli.home, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    seen = b""

    def until(mark):
        nonlocal seen
        end = time.monotonic() + 20
        while mark not in seen:
            ready, _, _ = select.select([master], [], [], max(0, end - time.monotonic()))
            assert ready, seen
            seen += os.read(master, 65536)

    try:
        os.write(
            master,
            b"stty -echo; PS1=; unsetopt zle_bracketed_paste; fpath=($FUNCTIONS $fpath); autoload -Uz compinit; "
            b"compinit -u -D; LISTMAX=10000; zstyle ':completion:*' list-prompt ''; "
            b"setopt no_beep no_always_last_prompt; bindkey '^T' list-choices; "
            b"_end() { print; print -r -- END-OF-LIST }; zle -N _end; bindkey '^Y' _end; print READY-$((1))\n",
        )
        until(b"READY-1")
        seen = b""
        os.write(master, line.encode() + b"\x14\x19")
        until(b"END-OF-LIST")
    finally:
        shell.kill()
        shell.wait()
        os.close(master)
    # Below the line itself, and above where it is shown again.
    listed = seen.decode(errors="replace").partition("\n")[2].partition(line)[0]
    return re.findall(r"[a-z-][a-z0-9_.:-]*", listed)


OFFERED = {"bash": offered_by_bash, "fish": offered_by_fish, "zsh": offered_by_zsh}


@pytest.mark.parametrize("shell", FILES)
def test_verbs_are_offered(cli, shell):
    offered = OFFERED[shell](cli, "limber ")
    for verb in verbs(cli):
        assert verb in offered
    assert "help" in offered


@pytest.mark.parametrize("shell", FILES)
@pytest.mark.parametrize(
    "line, wanted, unwanted",
    [
        ("limber st", "status", "config"),
        ("limber config ", "get", "status"),
        ("limber config get ", "away_after", "get"),
        ("limber config get st", "stretch.every", "away_after"),
        ("limber config check ", "some-file.conf", "away_after"),
        ("limber break ", "postpone", "stretch"),
        ("limber break skip ", "walk", "5m"),
        ("limber doctor --", "--json", "--follow"),
        ("limber status --", "--follow", "--dose"),
        ("limber stretch --dose ", "article", "--plain"),
        ("limber stretch ", "butterfly-wings", "short"),
        ("limber simulate --answer ", "skip", "--json"),
        ("limber import ", "manictime", "skip"),
        ("limber help ", "config", "--json"),
    ],
)
def test_words_are_offered(cli, shell, line, wanted, unwanted):
    (cli.home / "some-file.conf").write_text("")
    offered = OFFERED[shell](cli, line)
    assert wanted in offered
    assert unwanted not in offered


def test_they_are_where_the_shells_look():
    text = (ROOT / "data" / "meson.build").read_text()
    for place in ("bash-completion/completions", "zsh/site-functions", "fish/vendor_completions.d"):
        assert place in text
    assert all(pathlib.Path(path).exists() for path in FILES.values())
