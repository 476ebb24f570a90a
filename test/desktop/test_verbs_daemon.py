# SPDX-License-Identifier: MIT
"""The same verbs over the real limberd, whose senses are a script: what is said is what then is so."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading

import pytest

from limber_cli import LIMBER, Cli

PATIENCE_S = 20


@pytest.fixture
def cli():
    """A home in a short place, and a person who is a pipe."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="limber-", dir="/tmp"))
    cli = Cli(home)
    (home / "run").mkdir(mode=0o700)
    os.mkfifo(home / "person")
    # Held open for both: nobody waits for the other.
    cli.person = os.open(home / "person", os.O_RDWR)
    cli.socket = home / "run" / "limber" / "bus"
    for name in ("LIMBERD_BINARY", "LIMBER_MODULE_DIR", "LIMBER_DATA_DIR"):
        cli.env[name] = os.environ[name]
    cli.env["LIMBER_SOURCE"] = f"script:{home}/person"
    cli.env["TERM"] = "xterm"
    yield cli
    cli.run("stop")
    os.close(cli.person)
    shutil.rmtree(home)


class Follower:
    def __init__(self, cli):
        self.process = subprocess.Popen(
            [LIMBER, "status", "--follow", "--json"], env=cli.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.cli = cli
        self.timer = threading.Timer(PATIENCE_S, self.process.kill)
        self.timer.start()

    def until(self, question):
        """The first status for which it is so."""
        for line in self.process.stdout:
            status = json.loads(line)
            if question(status):
                return status
        raise AssertionError("it never came")

    def does(self, line, question):
        os.write(self.cli.person, line.encode() + b"\n")
        return self.until(question)

    def end(self):
        self.timer.cancel()
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def follower(cli):
    cli.ok("start")
    follower = Follower(cli)
    follower.until(lambda status: True)
    yield follower
    follower.end()


def status(cli):
    return json.loads(cli.ok("status", "--json"))


def test_start_stop_start(cli):
    assert cli.ok("start") == "Limber runs. Next stretch after 30 min at the desk.\n"
    assert cli.ok("start") == "Limber runs already. Next stretch after 30 min at the desk.\n"
    assert status(cli)["source"] == "script"
    assert cli.ok("stop") == "Limber has stopped.\n"
    assert cli.fails(1, "status") == "limberd is not running; start it with: limber start"
    assert cli.ok("start").startswith("Limber runs.")


def test_start_after_kill(cli, follower):
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
            name = (entry / "comm").read_text()
        except OSError:
            continue
        if name == "limberd\n" and str(cli.home).encode() in environment:
            os.kill(int(entry.name), signal.SIGKILL)
    _, error = follower.process.communicate(timeout=PATIENCE_S)
    assert (follower.process.returncode, error) == (1, "limber: limberd has stopped; start it with: limber start\n")
    assert cli.ok("start").startswith("Limber runs.")


def test_what_the_person_does_is_followed(cli, follower):
    assert follower.does("active", lambda s: s["present"])["bout_start"]
    assert follower.does("busy mic", lambda s: s["busy"])["busy"] == ["mic"]
    follower.does("free mic", lambda s: s["busy"] == [])
    follower.does("stand", lambda s: s["posture"] == "standing")
    follower.does("gone lock", lambda s: s["gone"] == "lock" and not s["present"])


def test_a_break_is_begun_postponed_and_skipped(cli, follower):
    follower.does("active", lambda s: s["present"])
    assert cli.fails(1, "break", "skip").startswith("no break is at hand")
    assert cli.fails(1, "break", "now", "swim").startswith("there is no break named 'swim'")
    assert cli.ok("break", "now") == "The stretch begins: 1 min for you. A guided one: limber stretch\n"
    on = follower.until(lambda s: s["break"]["state"] == "on")
    assert on["break"]["name"] == "stretch" and 0 < on["break"]["ends_in_s"] <= 60
    assert cli.fails(1, "break", "skip", "walk") == "the break at hand is 'stretch', not 'walk'"
    assert status(cli)["break"]["state"] == "on"
    assert cli.ok("break", "postpone", "40m") == "The stretch comes back in 40 min.\n"
    assert follower.until(lambda s: s["today"]["breaks"]["postponed"])["break"]["state"] == "none"
    cli.ok("break", "now", "walk")
    follower.until(lambda s: s["break"]["state"] == "on")
    assert cli.ok("break", "skip") == "The walk is skipped. Next stretch in 30 min.\n"
    follower.until(lambda s: s["today"]["breaks"]["skipped"] == 1)
    cli.ok("stop")
    assert "Breaks: 1 skipped, 1 postponed.\n" in cli.ok()


def test_pause_and_resume(cli, follower):
    assert cli.ok("pause") == "Reminders are off until you say: limber resume\n"
    assert follower.until(lambda s: s["paused"])["paused_until"] is None
    assert cli.ok("pause", "2h").endswith(". Sooner: limber resume\n")
    assert status(cli)["paused_until"] > status(cli)["now"] and status(cli)["busy"] == ["user"]
    assert cli.ok("resume").startswith("Reminders are on again. ")
    assert follower.until(lambda s: not s["paused"])["busy"] == []
    assert cli.ok("resume").startswith("Reminders were on. ")


def test_posture(cli, follower):
    assert cli.ok("stand") == "Standing from now on.\n"
    assert follower.until(lambda s: s["posture"] == "standing")["present"]
    assert cli.ok("stand") == "Standing, as before.\n"
    assert cli.ok("sit") == "Sitting from now on.\n"


def test_a_wrong_file_is_told(cli, follower):
    cli.write("away_after = never\n")
    cli.run("config", "check")
    problems = follower.until(lambda s: s["problems"])["problems"]
    assert problems[0]["part"] == "settings" and "limber.conf:1" in problems[0]["text"]
    result = cli.run("doctor")
    assert result.returncode == 1 and "broken" in result.stdout and str(cli.home) not in result.stdout
    assert "Problem: " in cli.ok("status") and "Problem: " in cli.ok()


def test_last_words(cli):
    cli.socket.parent.mkdir(mode=0o700)
    cli.socket.write_text("")
    assert cli.fails(1, "start").startswith(f"limberd did not start: {cli.socket}: is not a socket")
