# SPDX-License-Identifier: MIT
"""The verbs that talk to limberd, over a daemon that only says what it was asked (bus-service-stub)."""

import json
import os
import pathlib
import pty
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time

import pytest

from limber_cli import LIMBER, Cli

STUB = os.environ["BUS_SERVICE_STUB"]
PATIENCE_S = 20  # for what must come; never slept through
NOT_RUNNING = "limberd is not running; start it with: limber start"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user: run as root")


@pytest.fixture
def cli():
    """In a short place, for a socket's path has 107 bytes."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="limber-", dir="/tmp"))
    cli = Cli(home)
    (home / "run").mkdir(mode=0o700)
    cli.socket = home / "run" / "limber" / "bus"
    cli.env["LIMBER_MODULE_DIR"] = os.environ["LIMBER_MODULE_DIR"]
    cli.env["LIMBER_DATA_DIR"] = os.environ["LIMBER_DATA_DIR"]
    cli.env["TERM"] = "xterm"
    yield cli
    shutil.rmtree(home)


class Stub:
    def __init__(self, cli):
        self.process = subprocess.Popen(
            [STUB, "--socket", str(cli.socket)], env=cli.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.next() == "ready"

    def next(self):
        return self.process.stdout.readline().rstrip("\n")

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def stop(self, number=signal.SIGKILL):
        self.process.send_signal(number)
        self.process.wait(PATIENCE_S)


@pytest.fixture
def stub(cli):
    stub = Stub(cli)
    yield stub
    stub.process.kill()
    stub.process.wait(PATIENCE_S)
    stub.process.stdin.close()
    stub.process.stdout.close()


# ---- status ----


def test_status_in_words(cli, stub):
    assert cli.ok("status") == (
        "Sitting for 47 min. The stretch is about to begin. Not interrupting you: microphone, paused.\n"
        "Today: 3 h 55 min sitting.\nBreaks: 3 done.\nStretches: 2 shoulder shrugs.\n"
        "Keyboard and mouse are seen through: x11.\n"
    )


def test_status_json_is_the_contract(cli, stub):
    text = cli.ok("status", "--json")
    assert text.count("\n") == 1
    status = json.loads(text)
    assert list(status)[:9] == [
        "now", "source", "present", "posture", "sitting_s", "bout_start", "busy", "break", "today",
    ]  # fmt: skip
    assert status["now"] == "2026-01-05T09:00:00.250Z" and status["bout_start"] == "2026-01-05T08:13:00.250Z"
    assert (status["source"], status["present"], status["posture"]) == ("x11", True, "sitting")
    assert status["sitting_s"] == 2820 and status["busy"] == ["mic", "user"]
    assert status["break"] == {"name": "stretch", "state": "announced", "due_in_s": 0, "ends_in_s": None, "session": False}
    today = status["today"]
    assert today["sitting_s"] == 14100 and today["stretches"] == {"shoulder-shrugs": 2}
    assert today["breaks"]["done"] == 3 and today["breaks"]["natural"] == 0
    assert status["problems"] == [] and status["gone"] is None and status["paused_until"] is None


def test_status_for_waybar(cli, stub):
    bar = json.loads(cli.ok("status", "--waybar"))
    assert bar["text"] == "stretch" and bar["alt"] == "announced" and bar["percentage"] == 100
    assert bar["class"] == ["announced", "sitting", "busy"]
    assert bar["tooltip"].startswith("Sitting since 08:13.\nSitting for 47 min.")
    stub.say("break")
    stub.say("peers")
    assert stub.next() == "peers 0"
    assert json.loads(cli.ok("status", "--waybar"))["text"] == " 09:00"  # the stub's next break has no name


def test_today_is_what_the_daemon_says(cli, stub):
    assert cli.ok() == cli.ok("today")
    assert cli.ok().startswith("Sitting for 47 min.")


@pytest.mark.parametrize("form", [[], ["--json"], ["--waybar"]])
def test_follow_speaks_at_each_change_and_ends_with_the_daemon(cli, stub, form):
    follower = subprocess.Popen(
        [LIMBER, "status", "--follow", *form], env=cli.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    lines = [follower.stdout.readline()]
    stub.say("stand")
    lines.append(follower.stdout.readline())
    stub.say("break walk")
    lines.append(follower.stdout.readline())
    if form == ["--json"]:
        assert [json.loads(line)["posture"] for line in lines] == ["sitting", "standing", "standing"]
        assert json.loads(lines[2])["break"]["name"] == "walk"
    elif form == ["--waybar"]:
        assert [json.loads(line)["text"] for line in lines] == ["stretch", "stretch", "walk"]
    else:
        assert lines[0].startswith("09:00  Sitting for 47 min.") and "Standing" in lines[1] and "walk" in lines[2]
    stub.stop()
    out, err = follower.communicate(timeout=PATIENCE_S)
    assert (follower.returncode, out, err) == (1, "", "limber: limberd has stopped; start it with: limber start\n")


def test_follow_sleeps_in_between(cli, stub):
    follower = subprocess.Popen([LIMBER, "status", "--follow"], env=cli.env, stdout=subprocess.PIPE, text=True)
    follower.stdout.readline()
    stat_file = pathlib.Path(f"/proc/{follower.pid}/status")

    def switches():
        return [line for line in stat_file.read_text().splitlines() if "ctxt" in line]

    while "sleeping" not in stat_file.read_text():
        time.sleep(0.01)
    before = switches()
    time.sleep(1)  # in which nothing must happen
    assert switches() == before
    follower.kill()
    follower.communicate()


def test_follow_ends_quietly_when_its_reader_leaves(cli, stub):
    follower = subprocess.Popen(
        [LIMBER, "status", "--follow"], env=cli.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    follower.stdout.readline()
    follower.stdout.close()  # nothing is written meanwhile: the leaving itself is noticed
    assert follower.wait(PATIENCE_S) == 0
    assert follower.stderr.read() == ""
    follower.stderr.close()


@pytest.mark.parametrize("where", ["file", "terminal"])
def test_follow_into_what_is_always_readable(cli, stub, where):
    """A regular file is always readable, a terminal when keys are typed: neither is a reader that left."""
    path = cli.home / "lines"
    if where == "file":
        out, reader = os.open(path, os.O_RDWR | os.O_CREAT), None
    else:
        reader, out = pty.openpty()
        os.write(reader, b"keys\n")
    follower = subprocess.Popen([LIMBER, "status", "--follow"], env=cli.env, stdout=out)
    seen = b""

    def wait_for(word):
        nonlocal seen
        end = time.monotonic() + PATIENCE_S
        while word not in seen:
            assert follower.poll() is None and time.monotonic() < end, seen
            seen = path.read_bytes() if reader is None else seen + os.read(reader, 4096)

    wait_for(b"Sitting")
    stub.say("stand")
    wait_for(b"Standing")
    follower.kill()
    follower.wait()
    os.close(out)


# ---- answers ----


@pytest.mark.parametrize(
    "words, asked, said",
    [
        (["break", "now"], "break now ''", "The stretch begins. A guided one: limber stretch\n"),
        (["break", "now", "walk"], "break now 'walk'", "The walk begins. A guided one: limber stretch\n"),
        (["break", "start"], "take '' 0", "The stretch begins. A guided one: limber stretch\n"),
        (["break", "start", "stretch"], "take 'stretch' 0", None),
        (["break", "skip"], "skip '' 0", "The stretch is skipped.\n"),
        (["break", "skip", "stretch"], "skip 'stretch' 0", "The stretch is skipped.\n"),
        (["break", "postpone"], "postpone '' 0", "The stretch comes back a little later.\n"),
        (["break", "postpone", "10m"], "postpone '' 600000", "The stretch comes back in 10 min.\n"),
        (["break", "postpone", "10m", "stretch"], "postpone 'stretch' 600000", None),
        (["break", "postpone", "stretch", "90s"], "postpone 'stretch' 90000", "The stretch comes back in 2 min.\n"),
        (["pause"], "pause 0", None),
        (["pause", "1h30m"], "pause 5400000", None),
        (["resume"], "resume", None),
        (["sit"], "posture sitting", "Sitting, as before.\n"),
        (["stand"], "posture standing", "Standing from now on.\n"),
    ],
)  # fmt: skip
def test_answers_reach_the_daemon(cli, stub, words, asked, said):
    out = cli.ok(*words)
    assert stub.next() == asked
    assert out.count("\n") == 1 and said in (None, out)


@pytest.mark.parametrize(
    "code, words, line",
    [
        (1, ["break", "skip", "walk"], "the break at hand is 'stretch'"),
        (1, ["break", "now", "unheard-of"], "no break is called 'unheard-of'"),
        (1, ["break", "skip", "W\xe4lk"], "'W\xe4lk' cannot be the name of a break; names are like 'stretch', at most 31 characters"),
        (1, ["break", "postpone", "0s"], "0s is no length; the shortest is 1s"),
        (1, ["break", "postpone", "-5m"], "-5m: a length cannot be negative; write one as 90s, 5m or 1h30m"),
        (1, ["break", "postpone", "5"], "'5' is not a duration; write it like 90s, 5m or 1h30m"),
        (1, ["break", "postpone", "99999h"], "'99999h' is too long; the longest duration is 366 days"),
        (1, ["break", "postpone", "9" * 60 + "h"], f"'{'9' * 40}' is too long; the longest duration is 366 days"),
        (1, ["pause", "0s"], "0s is no length; the shortest is 1s"),
        (1, ["pause", "-1h"], "-1h: a length cannot be negative; write one as 90s, 5m or 1h30m"),
        (1, ["pause", "soon"], "'soon' is not a duration; write it like 90s, 5m or 1h30m"),
        (1, ["pause", ""], "'' is not a duration; write it like 90s, 5m or 1h30m"),
        (2, ["break"], "break wants one of: now, start, postpone, skip; see limber help break"),
        (2, ["break", "skp"], "break does not know skp, maybe you mean skip; see limber help break"),
        (2, ["break", "frobnicate"], "break does not know frobnicate; see limber help break"),
        (2, ["break", "skip", "stretch", "walk"], "'walk' is too much for break skip; see limber help break"),
        (2, ["break", "skip", "5m"], "'5m' is too much for break skip; see limber help break"),
        (2, ["break", "skip", ""], "'' is too much for break skip; see limber help break"),
        (2, ["break", "skip", "--hard"], "--hard is not an option here; see limber help break"),
        (2, ["pause", "5m", "6m"], "6m is one word too many; see limber help pause"),
        (2, ["resume", "now"], "now is one word too many; see limber help resume"),
        (2, ["sit", "down"], "down is one word too many; see limber help sit"),
        (2, ["stand", "up"], "up is one word too many; see limber help stand"),
        (2, ["status", "now"], "now is one word too many; see limber help status"),
        (2, ["status", "--json", "--waybar"], "--json and --waybar do not go together; see limber help status"),
        (2, ["start", "up"], "up is one word too many; see limber help start"),
        (2, ["stop", "it"], "it is one word too many; see limber help stop"),
        (2, ["today", "x"], "x is one word too many; see limber help today"),
        (2, ["doctor", "who"], "who is one word too many; see limber help doctor"),
    ],
)  # fmt: skip
def test_wrong_words_change_nothing(cli, stub, code, words, line):
    assert cli.fails(code, *words) == line
    stub.say("peers")
    assert stub.next() == "peers 0"  # and nothing before it


def test_nothing_at_hand(cli, stub):
    stub.say("break")
    stub.say("peers")
    stub.next()
    assert cli.fails(1, "break", "skip") == "no break is at hand"


# ---- no daemon, or a strange one ----

ASKING = [["status"], ["status", "--json"], ["status", "--follow"], ["break", "skip"], ["pause"], ["resume"], ["sit"]]


@pytest.mark.parametrize("words", ASKING)
def test_not_running(cli, words):
    assert cli.fails(1, *words) == NOT_RUNNING
    assert not cli.socket.parent.exists()


def test_the_socket_of_a_dead_daemon(cli, stub):
    stub.stop()
    assert cli.socket.is_socket()
    assert cli.fails(1, "status") == NOT_RUNNING
    assert cli.ok("stop") == "Limber was not running.\n"


def test_what_is_no_socket(cli):
    cli.socket.parent.mkdir()
    cli.socket.write_text("")
    assert cli.fails(1, "status") == NOT_RUNNING


def test_a_runtime_directory_that_is_a_link(cli):
    cli.socket.parent.symlink_to(cli.home)
    assert cli.fails(1, "status").startswith(f"{cli.socket.parent} is ")


@as_root
@pytest.mark.parametrize("words", [["status"], ["break", "skip"], ["start"], ["stop"], [], ["pause"]])
def test_the_socket_of_somebody_else(cli, words):
    cli.home.chmod(0o755)
    cli.socket.parent.mkdir()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(cli.socket))
    os.chown(cli.socket, 65534, 65534)
    os.chown(cli.socket.parent, 65534, 65534)
    listener.listen()
    assert cli.fails(1, *words).startswith(f"{cli.socket.parent} belongs to another user; ")
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):
        listener.accept()  # nobody even came near
    listener.close()


# ---- start and stop ----

LIMBERD = """#!/bin/sh
{before}
exec /usr/bin/python3 -c '
import os, socket, subprocess, sys
stub = subprocess.Popen([sys.argv[1], "--socket", sys.argv[2]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
assert stub.stdout.readline() == b"ready\\n"
name = os.environ["NOTIFY_SOCKET"].replace("@", chr(0))
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"READY=1", name)
print("got ready", flush=True)
stub.wait()
' {stub} {socket}
"""


@pytest.fixture
def limberd(cli):
    """A program that behaves like limberd as far as its starting and stopping goes."""

    def make(before="true"):
        path = cli.home / "limberd"
        path.write_text(LIMBERD.format(before=before, stub=STUB, socket=cli.socket))
        path.chmod(0o755)
        cli.env["LIMBERD_BINARY"] = str(path)

    yield make
    if cli.socket.exists():
        cli.run("stop")


def test_start_and_stop(cli, limberd):
    limberd()
    assert cli.ok("start") == "Limber runs.\n"
    assert cli.ok("start") == "Limber runs already.\n"
    log = cli.home / "state" / "limber" / "limberd.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600 and stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    assert cli.ok("status").startswith("Sitting for 47 min.")
    assert cli.ok("stop") == "Limber has stopped.\n"
    assert not cli.socket.exists()
    assert cli.ok("stop") == "Limber was not running.\n"
    assert "got ready\n" in log.read_text()


def test_start_outlives_its_terminal_and_holds_nothing(cli, limberd):
    limberd("ls -l /proc/$$/fd; ps -o sid= -p $$; echo $$")
    with open(cli.home / "held", "w") as held:
        subprocess.run([LIMBER, "start"], env=cli.env, check=True, stdout=subprocess.DEVNULL, pass_fds=[held.fileno()])
    log = (cli.home / "state" / "limber" / "limberd.log").read_text()
    assert "held" not in log and "/dev/null" in log
    session, pid = log.split("got ready")[0].split()[-2:]
    assert session == pid


def test_start_tells_the_last_words_of_a_daemon_that_ended(cli, limberd):
    limberd("echo 'limberd: one' >&2; echo 'limberd: the configuration is somewhere else' >&2; exit 1")
    assert cli.fails(1, "start") == "limberd did not start: the configuration is somewhere else"
    limberd("exit 1")
    assert cli.fails(1, "start") == (
        f"limberd did not start and did not say why; run it by hand: {cli.env['LIMBERD_BINARY']}"
    )


def test_start_without_a_limberd(cli):
    cli.env["LIMBERD_BINARY"] = "/nonexistent/limberd"
    assert cli.fails(1, "start") == "limberd did not start: /nonexistent/limberd cannot be run: No such file or directory"


def test_start_finds_limberd_in_path(cli, limberd):
    limberd()
    cli.env["PATH"] = f"relative:{cli.home}:{cli.env['PATH']}"
    del cli.env["LIMBERD_BINARY"]
    assert cli.ok("start") == "Limber runs.\n"


def test_two_starts_at_once(cli, limberd):
    limberd()
    starts = [
        subprocess.Popen([LIMBER, "start"], env=cli.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = sorted(start.communicate(timeout=PATIENCE_S) for start in starts)
    assert {start.returncode for start in starts} == {0}
    assert {out for out, _ in said} <= {"Limber runs.\n", "Limber runs already.\n"} and ("Limber runs.\n", "") in said


def test_a_log_that_grew_too_long_is_begun_anew(cli, limberd):
    limberd()
    log = cli.home / "state" / "limber" / "limberd.log"
    log.parent.mkdir(parents=True)
    log.write_text("x" * 100 + "\n")
    log.chmod(0o644)
    cli.ok("start")
    cli.ok("stop")
    assert "xxx" in log.read_text() and stat.S_IMODE(log.stat().st_mode) == 0o600
    log.write_text("x" * (1024 * 1024 + 1))
    cli.ok("start")
    assert "xxx" not in log.read_text()


def test_a_log_that_is_a_link_is_not_followed(cli, limberd):
    limberd()
    log = cli.home / "state" / "limber" / "limberd.log"
    log.parent.mkdir(parents=True)
    log.symlink_to(cli.home / "precious")
    assert cli.ok("start") == "Limber runs.\n"
    assert not (cli.home / "precious").exists()


def test_a_daemon_that_does_not_answer_is_ended(cli, stub):
    stub.process.send_signal(signal.SIGSTOP)
    assert cli.ok("stop") == "limberd did not answer and was ended.\n"
    assert stub.process.wait(PATIENCE_S) in (-signal.SIGTERM, -signal.SIGKILL)


def test_systemd_does_it_where_the_unit_is_installed(cli, stub):
    """systemctl itself is played; what it is asked, and in which order, is what counts."""
    bin_path = cli.home / "bin"
    bin_path.mkdir()
    calls = cli.home / "calls"
    (bin_path / "systemctl").write_text(f"#!/bin/sh\necho \"$*\" >> {calls}\nexit 0\n")
    (bin_path / "systemctl").chmod(0o755)
    cli.env["PATH"] = f"{bin_path}:{cli.env['PATH']}"
    assert cli.ok("start") == "Limber runs already.\n" and not calls.exists()
    (cli.home / "run" / "systemd").mkdir()
    (cli.home / "run" / "systemd" / "private").write_text("")
    assert cli.ok("stop") == "Limber has stopped.\n"
    assert calls.read_text().splitlines() == [
        "--user --quiet is-active limberd.service", "--user --quiet stop limberd.service",
    ]  # fmt: skip
    stub.stop()
    calls.unlink()
    assert cli.fails(1, "start") == NOT_RUNNING  # for the played systemctl starts nothing
    assert calls.read_text().splitlines() == [
        "--user --quiet cat limberd.service", "--user --quiet start limberd.service",
    ]  # fmt: skip


def test_a_unit_that_does_not_start_gives_way_to_a_process(cli, limberd):
    limberd()
    bin_path = cli.home / "bin"
    bin_path.mkdir()
    (bin_path / "systemctl").write_text(f"#!/bin/sh\necho \"$*\" >> {cli.home}/calls\n[ $3 != start ]\n")
    (bin_path / "systemctl").chmod(0o755)
    (cli.home / "limberd").rename(bin_path / "limberd")
    del cli.env["LIMBERD_BINARY"]
    cli.env["PATH"] = f"{bin_path}:{cli.env['PATH']}"
    (cli.home / "run" / "systemd").mkdir()
    (cli.home / "run" / "systemd" / "private").write_text("")
    assert cli.ok("start") == "Limber runs.\n"
    assert [line.split()[2] for line in (cli.home / "calls").read_text().splitlines()] == ["cat", "start", "stop"]
    (cli.home / "run" / "systemd" / "private").unlink()


# ---- today without a daemon ----


def test_first_run(cli):
    out = cli.ok()
    assert "limber start" in out and "limber stretch" in out and len(out.splitlines()) <= 10
    assert sorted(path.name for path in cli.home.iterdir()) == ["run"]


def test_today_from_the_history(cli):
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 4 * 3600))  # the day goes on until 04:00
    timeline = cli.home / "today.timeline"
    timeline.write_text(f"{day}T04:00:01Z active\n{day}T04:20:31Z quiet\n{day}T04:20:31Z gone lock\n{day}T04:59:00Z back\n")
    cli.ok("import", "timeline", str(timeline))
    assert cli.ok() == (
        f"{NOT_RUNNING}\nToday: 20 min sitting; 1 bout, 20 min long.\nBreaks: none yet.\nStretches: none yet.\n"
    )


def test_today_from_a_history_that_is_none(cli):
    database = cli.home / "data" / "limber" / "limber.db"
    database.parent.mkdir(parents=True, mode=0o700)
    database.write_text("not a database, but long enough to be looked at as one" * 40)
    cli.fails(1)


# ---- doctor ----


def doctor(cli, code):
    result = cli.run("doctor", "--json")
    assert (result.returncode, result.stderr) == (code, "")
    assert str(cli.home) not in result.stdout
    found = json.loads(result.stdout)
    assert found["ok"] == (code == 0) and found["version"]
    assert all(set(row) == {"name", "state", "detail", "fix"} for row in found["rows"])
    assert all(row["state"] in ("works", "missing", "broken", "off") for row in found["rows"])
    return {row["name"]: row for row in found["rows"]}


def test_doctor_without_a_daemon(cli):
    rows = doctor(cli, 0)
    assert rows["daemon"]["state"] == "off" and rows["daemon"]["fix"] == "limber start"
    assert rows["limber.conf"]["state"] == "works" and rows["database"]["state"] == "missing"
    assert rows["stretches"]["detail"] == "4 stretches"
    assert sorted(path.name for path in cli.home.iterdir()) == ["run"]  # looked, and made nothing


def test_doctor_tells_the_daemons_rows(cli, stub):
    rows = doctor(cli, 0)
    assert rows["daemon"]["detail"] == "limberd 0.1.0 runs"
    assert rows["input"] == {"name": "input", "state": "works", "detail": "x11 on :7", "fix": None}
    text = cli.ok("doctor")
    assert "input        works    x11 on :7\n" in text


@pytest.mark.parametrize("what", ["settings", "database", "readable", "stretch"])
def test_doctor_finds_what_is_broken(cli, what):
    database = cli.home / "data" / "limber" / "limber.db"
    database.parent.mkdir(parents=True, mode=0o700)
    if what == "settings":
        cli.write("away_after = never\n")
        row = doctor(cli, 1)["limber.conf"]
        assert row["fix"] == "limber config check" and row["detail"].startswith("~/config/limber/limber.conf:1: ")
    elif what == "database":
        database.write_text("not a database, but long enough to be looked at as one" * 40)
        database.chmod(0o600)
        row = doctor(cli, 1)["database"]
    elif what == "readable":
        database.write_text("")
        database.chmod(0o644)
        row = doctor(cli, 1)["database"]
        assert row["fix"] == "chmod 600 ~/data/limber/limber.db"
    else:
        (database.parent / "stretches").mkdir()
        (database.parent / "stretches" / "mine.stretch").write_text("name =\n")
        row = doctor(cli, 1)["stretch file"]
        assert row["detail"].startswith("~/data/limber/stretches/mine.stretch:1: name: ")
    assert row["state"] == "broken"


def test_doctor_of_a_daemon_that_hangs(cli, stub):
    stub.process.send_signal(signal.SIGSTOP)
    row = doctor(cli, 1)["daemon"]
    assert (row["state"], row["fix"]) == ("broken", "limber stop; limber start")
