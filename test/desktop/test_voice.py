# SPDX-License-Identifier: MIT
"""The voice, heard: tones and words through real servers, silence at once, and servers that are dead or gone."""

import os
import pathlib
import signal
import subprocess
import time
import uuid

import pytest

from desktop_parts import wait_until
from sound_parts import RATE_HZ, Ear, SoundServer, SpeechServer, silent_environment

STUB = os.environ["VOICE_STUB"]
SLOW = float(os.environ.get("SANITIZED", "0")) * 4 + 1
NOTES_HZ = (440.00, 523.25, 587.33, 659.26, 783.99)


def voices(mark):
    """The processes of limber-voice that run and have this in their environment: others run tests, too."""
    found = set()
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name = (path / "cmdline").read_bytes().split(b"\0")[0]
            if name == b"limber-voice" and mark.encode() in (path / "environ").read_bytes():
                found.add(int(path.name))
        except OSError:
            continue
    return found


class Session:
    """Somebody who calls the voice."""

    def __init__(self, environment):
        self.mark = str(uuid.uuid4())
        self.process = subprocess.Popen(
            [STUB], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**environment, "LIMBER_MODULE_DIR": os.environ["LIMBER_MODULE_DIR"], "MARK": self.mark},
        )  # fmt: skip

    def do(self, line):
        """Returns (how long the call took, what it said)."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        said = []
        while not (answer := self.process.stdout.readline())[:1].isdigit():
            assert answer, "the stub is gone"
            said.append(answer.rstrip("\n"))
        took_us, _, problem = answer.rstrip("\n").partition(" ")
        return int(took_us) / 1e6, "\n".join(said) or problem

    def children(self):
        return voices(self.mark)

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


@pytest.fixture
def sound(tmp_path):
    server = SoundServer(tmp_path / "sound")
    yield server
    server.thaw()
    server.stop()


@pytest.fixture
def ear(sound):
    ear = Ear(sound)
    yield ear
    ear.stop()


@pytest.fixture
def speech(sound):
    server = SpeechServer(sound)
    yield server
    server.stop()


@pytest.fixture
def session(sound):
    session = Session(sound.environment)
    yield session
    session.close()


def await_sound(ear, after):
    return wait_until(lambda: ear.first_sound(after), "nothing is heard")


# ---- tones ----


def test_tones_are_heard_as_they_are_called(session, ear):
    """Rising, falling, steady, and the level is soft: at most -20 dB."""
    session.do("open tones")
    heard = {}
    for name in ("in", "out", "hold", "move", "done"):
        begun = ear.now()
        session.do(f"tone {name}")
        first = await_sound(ear, begun)
        ear.await_silence(0.2)
        last = ear.last_sound()
        heard[name] = [
            ear.note(first, NOTES_HZ),
            ear.note(last - int(0.15 * RATE_HZ), NOTES_HZ),
            (last - first) / RATE_HZ,
        ]
        assert 2000 < max(abs(x) for x in ear.samples()[first:last]) <= 3300
    assert heard["in"][:2] == [523.25, 659.26]
    assert heard["out"][:2] == [659.26, 523.25]
    assert heard["hold"][:2] == [587.33, 587.33]
    assert heard["move"][:2] == [440.00, 440.00]
    assert heard["done"][:2] == [523.25, 783.99]
    assert all(0.25 < length_s < 0.9 for _, _, length_s in heard.values()), heard
    assert session.do("problem")[1] == ""


def test_hush_is_silence_at_once(session, ear):
    session.do("open tones")
    begun = ear.now()
    session.do("tone done")  # 800 ms of it
    await_sound(ear, begun)
    hushed = ear.now()
    session.do("hush")
    ear.await_silence()
    assert (ear.last_sound() - hushed) / RATE_HZ < 0.15 * SLOW
    # And it is not deaf afterwards.
    begun = ear.now()
    session.do("tone hold")
    await_sound(ear, begun)


def test_the_newest_tone_takes_the_place_of_the_one_before(session, ear):
    session.do("open tones")
    begun = ear.now()
    session.do("tone done")
    await_sound(ear, begun)
    session.do("tone move")
    ear.await_silence(0.2)
    assert ear.note(ear.last_sound() - int(0.1 * RATE_HZ), NOTES_HZ) == 440.00


@pytest.mark.parametrize("hurry", [0.3, 0.02, 0])
def test_a_tone_sounds_on_after_its_session(session, ear, hurry):
    """The last one says that the session is done: it is heard to its end, and nobody stays."""
    begun = ear.now()
    session.do("open tones")
    session.do("tone done")
    time.sleep(hurry)
    took_s, _ = session.do("close")
    assert took_s < 0.1 * SLOW
    first = await_sound(ear, begun)
    ear.await_silence(0.3)
    assert (ear.last_sound() - first) / RATE_HZ > 0.6
    wait_until(lambda: not session.children(), "a limber-voice is left")


def test_a_report_that_nobody_read_does_not_cost_the_last_tone(session, ear):
    """Who closes a socket with something unread resets it, and what was sent before must be heard all the same."""
    session.do("open tones")
    begun = ear.now()
    session.do("tone move")
    await_sound(ear, begun)
    ear.await_silence(0.2)
    (voice,) = session.children()
    os.kill(voice, signal.SIGSTOP)
    begun = ear.now()
    session.do("tone done")
    session.do("close")
    os.kill(voice, signal.SIGCONT)
    await_sound(ear, begun)


def test_what_is_late_is_not_heard(session, ear, sound):
    """A server that wakes up after a while does not play the tones of then."""
    sound.freeze()
    for line in ("open tones", "tone in", "tone out"):
        took_s, _ = session.do(line)
        assert took_s < 0.05 * SLOW, line
    time.sleep(1.3)
    sound.thaw()
    begun = ear.now()
    time.sleep(0.7)
    assert ear.first_sound(begun) is None
    session.do("tone hold")
    await_sound(ear, begun)


def test_a_server_started_anew_is_found(session, ear, sound):
    session.do("open tones")
    session.do("tone in")
    await_sound(ear, 0)
    ear.stop()
    sound.stop()
    sound.start()
    ear = Ear(sound)

    def is_heard():
        begun = ear.now()
        session.do("tone in")
        time.sleep(0.2)
        return ear.first_sound(begun)

    wait_until(is_heard, "silent after the server's restart")
    ear.stop()


# ---- words ----


def speak(ear, session, text):
    begun = ear.now()
    session.do("say " + text)
    return await_sound(ear, begun)


def test_words_are_spoken_and_stop_at_once(ear, speech):
    session = Session(speech.environment)
    session.do("open words en-GB")
    wait_until(lambda: "SET SELF SSML_MODE off" in speech.lines(), "it did not connect")
    speak(ear, session, "Lift your shoulders up by your ears, and hold them there for quite a while.")
    time.sleep(0.3)
    hushed = ear.now()
    session.do("hush")
    ear.await_silence()
    assert (ear.last_sound() - hushed) / RATE_HZ < 0.15 * SLOW
    assert "SET SELF LANGUAGE en-GB" in speech.lines()
    assert session.do("problem")[1] == ""
    session.close()


def test_words_are_said_as_they_stand(ear, speech):
    """Nothing in a text is a command, to the server or to the synthesizer."""
    texts = [".", "..", "<speak>a &amp; b</speak>", "STOP ALL", "\\r\\n", "息を吸って", "x" * 511]
    session = Session(speech.environment)
    session.do("open words en")
    wait_until(lambda: "SET SELF SSML_MODE off" in speech.lines(), "it did not connect")
    for text in texts:
        session.do("say " + text)
        # A dot at the beginning is doubled, so that it does not end the text.
        said = "." + text if text.startswith(".") else text
        wait_until(lambda: said in speech.lines(), f"{text} was not said")
        lines = speech.lines()
        begin = len(lines) - 1 - lines[::-1].index(said)
        assert lines[begin - 1].lower() == "speak" and lines[begin - 2] == "SET SELF PRIORITY TEXT"
        wait_until(lambda: speech.lines()[begin + 1 : begin + 2] == ["."], "it has no end")
    session.close()


def test_a_synthesizer_that_cannot_speak_is_not_used(ear, sound):
    """speech-dispatcher without one says so aloud, in English, at each word; we do not."""
    with SpeechServer(sound, modules=("dummy",)) as speech:
        session = Session(speech.environment)
        session.do("open words")
        wait_until(lambda: "no synthesizer" in session.do("problem")[1], "it does not say so")
        session.do("say Hold.")
        assert "speak" not in speech.lines()
        assert "sudo apt install speech-dispatcher-espeak-ng" in session.do("check words")[1]
        session.close()


# ---- nobody to hear it ----


def test_without_a_server_it_is_silent(tmp_path):
    session = Session(silent_environment(tmp_path))
    session.do("open tones words")
    for line in ("tone in", "say Hold.", "hush"):  # on their way when there is nobody any more
        session.do(line)
    wait_until(lambda: not session.children(), "a limber-voice is left")
    for line in ("tone in", "say Hold.", "hush"):
        took_s, _ = session.do(line)
        assert took_s < 0.05 * SLOW
    assert "no sound server answers" in session.do("problem")[1]
    took_s, said = session.do("check tones words")
    assert took_s < 0.3 * SLOW
    assert "tones: missing: no sound server answers" in said and "sudo apt install" in said
    session.close()


def test_over_ssh_it_is_silent_unless_a_server_is_named(tmp_path):
    environment = silent_environment(tmp_path)
    environment["SSH_CONNECTION"] = "192.0.2.1 1 192.0.2.2 22"
    there = Session(environment)
    there.do("open tones")
    wait_until(lambda: "no sound server" in there.do("problem")[1], "it does not try")
    there.close()
    del environment["PULSE_SERVER"]
    here = Session(environment)
    here.do("open tones words")
    assert "silent over ssh" in here.do("problem")[1]
    assert not here.children()
    assert here.do("check tones words")[1].count("off: silent over ssh") == 2
    here.close()


def test_a_dead_server_costs_nobody_a_moment(session, sound):
    sound.freeze()
    for line in ("open tones words", "tone in", "say Hold.", "hush", "problem", "close"):
        took_s, _ = session.do(line)
        assert took_s < 0.05 * SLOW, line
    took_s, said = session.do("check tones")
    assert took_s < 1.3 * SLOW
    assert "tones: missing: the sound server does not answer: systemctl --user restart" in said


def test_a_sound_library_that_falls_over_is_only_silence(session, sound):
    session.do("open tones")
    session.do("tone hold")
    for pid in wait_until(session.children, "no limber-voice"):
        os.kill(pid, 9)
    wait_until(lambda: "does not answer" in session.do("problem")[1], "it does not notice")
    session.do("tone in")
    session.do("close")


def test_nobody_is_left_when_the_session_is_killed(session, sound):
    session.do("open tones words")
    session.do("tone in")
    wait_until(session.children, "no limber-voice")
    session.process.kill()
    wait_until(lambda: not session.children(), "a limber-voice is left")


def test_what_works_is_found_without_a_sound(session, ear, speech):
    begun = ear.now()
    other = Session(speech.environment)
    took_s, said = other.do("check tones words")
    assert took_s < 0.3 * SLOW
    assert said == "tones: works: a sound server plays the tones: \nwords: works: speech-dispatcher speaks: "
    assert other.do("check")[1] == "tones: off: : \nwords: off: : "
    assert ear.first_sound(begun) is None
    other.close()
