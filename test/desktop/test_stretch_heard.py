# SPDX-License-Identifier: MIT
"""limber stretch, heard: through a real sound server and a real speech server, and where there is none."""

import os
import subprocess

import pytest

from desktop_parts import Tmux, wait_until
from limber_cli import LIMBER, Cli
from sound_parts import RATE_HZ, Ear, SoundServer, SpeechServer

NOTES_HZ = (440.00, 523.25, 587.33, 659.26, 783.99)


@pytest.fixture
def cli(tmp_path):
    cli = Cli(tmp_path / "home")
    (cli.home / "run").mkdir(parents=True, mode=0o700)
    cli.env["LIMBER_MODULE_DIR"] = os.environ["LIMBER_MODULE_DIR"]
    cli.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    del cli.env["LIMBER_VOICE"]
    return cli


@pytest.fixture
def sound(tmp_path):
    server = SoundServer(tmp_path / "sound")
    yield server
    server.stop()


@pytest.fixture
def ear(sound):
    ear = Ear(sound)
    yield ear
    ear.stop()


@pytest.fixture
def stretching(tmp_path, cli):
    """Somebody who does shoulder shrugs in a terminal."""
    opened = []

    def stretch(environment, *words):
        keys = ("PULSE_SERVER", "SPEECHD_ADDRESS")
        servers = {key: environment[key] for key in keys if key in environment}
        tmux = Tmux(tmp_path, LIMBER, "stretch", "shoulder-shrugs", *words, env={**cli.env, **servers, "SSH_CONNECTION": "1"})
        opened.append(tmux)
        wait_until(lambda: "Shoulder shrugs" in tmux.screen(), "no session")
        return tmux

    yield stretch
    for tmux in opened:
        tmux.stop()


def sounds(ear, begun, gap_s=0.15):
    """[(first, last)] of what was heard, as parts with silence between."""
    samples = ear.samples()
    found = []
    for at in range(begun, len(samples)):
        if abs(samples[at]) > 8:
            if found and at - found[-1][1] < gap_s * RATE_HZ:
                found[-1][1] = at
            else:
                found.append([at, at])
    return found


def test_phases_are_heard(stretching, sound, ear):
    """Breathe in, hold, let go, rest: the first repeat with eyes closed; paused and muted there is nothing."""
    begun = ear.now()
    tmux = stretching(sound.environment, "--speed", "2")
    tmux.press("Right")
    wait_until(lambda: len(sounds(ear, begun)) >= 5, "no second repeat")
    heard = [ear.note(first, NOTES_HZ) for first, _ in sounds(ear, begun)[:4]]
    assert heard == [523.25, 587.33, 659.26, 587.33]
    # The second repeat's tone has begun: a key ends it.
    pressed = ear.now()
    tmux.press("Space")
    ear.await_silence(1.2)  # the phase would have been over
    assert (ear.last_sound() - pressed) / RATE_HZ < 0.25
    # On again, and muted: the next phases come and are not heard.
    tmux.press("m")
    tmux.press("Space")
    muted = ear.now()
    wait_until(lambda: "Repeat 3 of 8" in tmux.screen(), "no third repeat")
    assert ear.first_sound(muted) is None
    assert "muted" in tmux.screen()


def test_words_are_heard_and_muted_at_once(stretching, sound, ear):
    with SpeechServer(sound) as speech:
        begun = ear.now()
        tmux = stretching(speech.environment, "--voice")
        wait_until(lambda: ear.first_sound(begun), "nothing is heard")
        assert any(line.startswith("Shoulder shrugs. Sit or stand") for line in speech.lines())
        pressed = ear.now()
        tmux.press("m")
        ear.await_silence()
        assert (ear.last_sound() - pressed) / RATE_HZ < 0.3
        tmux.press("m", "Right")
        wait_until(lambda: "Breathe in and lift." in speech.lines(), "the phase is not said")


def test_where_nothing_can_be_heard_a_stretch_goes_on(cli, tmp_path):
    """Doctor says it once for each; the stretch does not speak of it."""
    cli.env["PULSE_SERVER"] = f"unix:{tmp_path}/none"
    cli.write("voice = on\n")
    config = cli.conf.parent.parent / "speech-dispatcher"
    config.mkdir()
    (config / "speechd.conf").write_text("DisableAutoSpawn\n")
    result = cli.run("stretch", "shoulder-shrugs", "--plain", "--speed", "1000")
    assert result.returncode == 0 and "8 of 8 repeats" in result.stdout
    assert "sound" not in result.stdout + result.stderr and "speech" not in result.stdout + result.stderr
    text = cli.run("doctor").stdout
    tones = [line for line in text.splitlines() if line.startswith("tones")]
    assert len(tones) == 1 and "missing" in tones[0] and "no sound server answers" in tones[0]
    assert text.count("no sound server") == 1
    assert "mend it with: sudo apt install pipewire-audio libcanberra-pulse" in text


def test_off_is_off(cli):
    cli.write("tones = off\n")
    lines = cli.run("doctor").stdout.splitlines()
    assert [line.split()[:2] for line in lines if line.startswith(("tones", "voice"))] == [["tones", "off"], ["voice", "off"]]


def test_muted_until_m(cli, tmp_path):
    record = tmp_path / "record"
    cli.env["LIMBER_VOICE"] = f"record:{record}"
    words = ("stretch", "shoulder-shrugs", "--plain", "--speed", "1000", "--voice")
    assert cli.run(*words, "--mute").returncode == 0
    muted = record.read_text()
    assert set(muted.splitlines()) <= {"open tones words en 0", "hush", "close"}
    assert cli.run(*words).returncode == 0
    assert "say Breathe in and lift.\n" in record.read_text()


def test_who_is_to_be_small_knows_no_sound():
    for program in (LIMBER, os.environ["LIMBERD"]):
        libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
        assert "libc.so" in libraries
        for name in ("canberra", "speechd", "pulse", "glib", "ltdl"):
            assert name not in libraries
