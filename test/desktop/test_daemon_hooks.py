# SPDX-License-Identifier: MIT
"""limberd and the person's own programs, run at its events."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time
import tomllib

import pytest
from daemon_rig import Rig, wall
from desktop_parts import wait_until

# One break, announced, begun and ended within seconds, by somebody who types on.
ONE_BREAK = {"patience": "1s", "notice": "1s", "notice_max": "1s", "stretch.lasts": "1s"}
TELL = """#!/bin/sh
env -0 > "$HOME/$LIMBER_EVENT.$$.new"
mv "$HOME/$LIMBER_EVENT.$$.new" "$HOME/$LIMBER_EVENT.$$.told"
"""


class HookRig(Rig):
    def __init__(self, **options):
        super().__init__(**options)
        self.folder = self.conf.parent / "hooks"

    def hook(self, name, text=TELL, mode=0o755):
        path = self.folder / name
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def told(self, event, n=1):
        """The environments that hooks of the event saw."""
        wait_until(lambda: len(list(self.home.glob(f"{event}.*.told"))) >= n, f"no hook told of {event} {n} times")
        return [
            dict(line.split("=", 1) for line in path.read_text().split("\0") if line)
            for path in sorted(self.home.glob(f"{event}.*.told"), key=lambda path: path.stat().st_mtime_ns)
        ]


@pytest.fixture
def rig_of():
    rigs = []

    def make(**options):
        rigs.append(HookRig(**options))
        return rigs[-1]

    yield make
    for rig in rigs:
        rig.close()


@pytest.fixture
def idle(rig_of):
    """No break comes by itself: `pause` and `resume` are the events."""
    return rig_of(settings={"stretch.every": "1h"})


def ours(environment):
    return {name.removeprefix("LIMBER_"): value for name, value in environment.items() if name.startswith("LIMBER_")}


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def pid_in(path):
    wait_until(lambda: path.exists() and path.read_text().strip(), f"{path.name} is not written")
    return int(path.read_text())


def pause(rig, n=1):
    """The event that costs nothing: something became busy, and free again."""
    for _ in range(n):
        rig.ok("pause", "1h")
        rig.ok("resume")


def test_a_break_is_told_from_announcement_to_end(rig_of):
    rig = rig_of(settings=ONE_BREAK)
    for event in ("announce", "begin", "end"):
        rig.hook(event)
    rig.start(LIMBER_LOG="info", WATCHDOG_USEC="0", JOURNAL_STREAM="1:2")
    begun = time.time()
    rig.say("active")
    (end,) = [ours(told) for told in rig.told("end")][:1]
    announce, begin = ours(rig.told("announce")[0]), ours(rig.told("begin")[0])

    times = [wall(told.pop("TIME")) for told in (announce, begin, end)]
    assert begun - 1 < times[0] < times[1] < times[2] < time.time() + 1
    same = {"POSTURE": "sitting", "BUSY": "", "BREAK": "stretch", "BREAK_LASTS_MS": "1000"}
    assert announce == {"EVENT": "announce", **same}
    assert begin == {"EVENT": "begin", "BREAK_TAKEN": "no", **same}
    assert wall(end.pop("DUE_TIME")) < wall(end.pop("BEGIN_TIME")) <= times[1] + 0.01
    assert 900 <= int(end.pop("ON_MS")) < 5000
    assert int(end.pop("HELD_MS")) >= 0
    assert end == {"EVENT": "end", "OUTCOME": "ignored", "HELD_BY": "", **same}


def test_a_bout_is_told_when_it_is_over(rig_of):
    rig = rig_of(settings={"stretch.every": "1h", "away_after": "2s"})
    rig.hook("bout")
    rig.start()
    rig.say("active")
    rig.await_read()
    rig.say("quiet")
    told = ours(rig.told("bout")[0])
    length_ms = int(told.pop("BOUT_MS"))
    start, end = wall(told.pop("BOUT_START_TIME")), wall(told.pop("BOUT_END_TIME"))
    assert round((end - start) * 1000) == length_ms
    assert end <= wall(told.pop("TIME"))
    assert told == {"EVENT": "bout", "POSTURE": "sitting", "BUSY": ""}


def test_what_is_busy_is_told_when_it_changes(idle):
    idle.hook("busy")
    idle.start()
    idle.ok("pause", "1h")
    told = ours(idle.told("busy")[0])
    told.pop("TIME")
    assert told == {"EVENT": "busy", "POSTURE": "sitting", "BUSY": "user", "BUSY_BEFORE": ""}
    idle.ok("resume")
    told = [ours(told) for told in idle.told("busy", 2)]
    assert {(one["BUSY"], one["BUSY_BEFORE"]) for one in told} == {("user", ""), ("", "user")}


def test_what_was_busy_before_a_restart_is_no_news(idle):
    idle.hook("busy")
    idle.start()
    idle.ok("pause", "1h")
    idle.told("busy")
    idle.stop()
    idle.start()
    assert idle.status()["paused"]
    idle.ok("resume")
    assert [ours(told)["BUSY"] for told in idle.told("busy", 2)] == ["user", ""]
    assert len(list(idle.home.glob("busy.*.told"))) == 2


def test_it_runs_clean(idle):
    """An own group, no signal blocked or ignored, nothing open but the three, nothing of the daemon's."""
    idle.hook(
        "busy",
        "#!/usr/bin/python3\nimport json, os, signal\n"
        'report = {"group": os.getpgid(0) == os.getpid(), "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, [])),\n'
        '  "ignored": [l for l in open("/proc/self/status") if l.startswith("SigIgn")][0].split()[1],\n'
        '  "open": sorted(int(fd) for fd in os.listdir("/proc/self/fd"))[:-1], "input": os.readlink("/proc/self/fd/0"),\n'
        '  "names": sorted(os.environ)}\n'
        'open(os.environ["HOME"] + "/report.new", "w").write(json.dumps(report))\n'
        'os.rename(os.environ["HOME"] + "/report.new", os.environ["HOME"] + "/report")\n',
    )
    idle.start(JOURNAL_STREAM="1:2", WATCHDOG_USEC="0")
    idle.ok("pause", "1h")
    path = idle.home / "report"
    wait_until(path.exists, "the hook did not run")
    report = json.loads(path.read_text())
    names = report.pop("names")
    # Python's own two, and those above 31 that are the C library's.
    assert int(report.pop("ignored"), 16) & 0x7FFFFFFF & ~(1 << signal.SIGPIPE - 1 | 1 << signal.SIGXFSZ - 1) == 0
    assert report == {"group": True, "blocked": 0, "open": [0, 1, 2], "input": "/dev/null"}
    assert [name for name in names if name.startswith("LIMBER_")] == [
        "LIMBER_BUSY", "LIMBER_BUSY_BEFORE", "LIMBER_EVENT", "LIMBER_POSTURE", "LIMBER_TIME",
    ]  # fmt: skip
    assert not {"NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM"} & set(names)
    assert {"HOME", "PATH"} <= set(names)


def test_a_folder_of_them(idle):
    for name in ("busy.d/20-light", "busy.d/10-desk", "busy"):
        idle.hook(name, "#!/bin/sh\necho I am here\n")
    idle.hook("busy.d/.hidden", "#!/bin/sh\necho wrong\n")
    idle.hook("busy.d/30-old~", "#!/bin/sh\necho wrong\n")
    idle.start()
    idle.ok("pause", "1h")
    for name in ("busy", "busy.d/10-desk", "busy.d/20-light"):
        idle.wait_for_log(f"hook {name}: I am here")
    assert "wrong" not in idle.log_text()
    row = idle.doctor()["hooks"]
    assert (row["state"], row["detail"].split()[0]) == ("works", "3")


def test_none_is_off(idle):
    idle.start()
    pause(idle)
    row = idle.doctor()["hooks"]
    assert row["state"] == "off"
    assert "~" in row["detail"] and str(idle.home) not in row["detail"]
    assert "hook" not in idle.log_text()


def spoil_mode(rig, path):
    path.chmod(0o775)


def spoil_folder(rig, path):
    rig.folder.chmod(0o777)


def spoil_link(rig, path):
    path.rename(rig.home / "elsewhere")
    path.symlink_to(rig.home / "elsewhere")


def spoil_folder_link(rig, path):
    rig.folder.rename(rig.home / "elsewhere")
    rig.folder.symlink_to(rig.home / "elsewhere")


def spoil_fifo(rig, path):
    path.unlink()
    os.mkfifo(path, 0o755)


def spoil_bits(rig, path):
    path.chmod(0o644)


def spoil_owner(rig, path):
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(path, 65534, 65534)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_mode, "busy can be written by others"),
        (spoil_folder, "hooks can be written by others"),
        (spoil_link, "busy is a link"),
        (spoil_folder_link, "hooks is not a folder"),
        (spoil_fifo, "busy is not a regular file"),
        (spoil_bits, "busy is not executable"),
        (spoil_owner, "busy belongs to another user"),
    ],
)
def test_what_others_could_have_written_is_refused(idle, spoil, words):
    spoil(idle, idle.hook("busy"))
    idle.start()
    idle.ok("pause", "1h")
    idle.wait_for_log(words)
    assert idle.log_text().count(words) == 1
    assert not list(idle.home.glob("busy.*"))
    row = idle.doctor()["hooks"]
    assert row["state"] == "broken"
    assert words in row["detail"]


def test_what_cannot_be_run_or_fails_is_said(idle):
    idle.hook("busy.d/no-interpreter", "#!/no/such/shell\n")
    idle.hook("busy.d/fails", "#!/bin/sh\nexit 3\n")
    idle.hook("busy.d/falls", "#!/bin/sh\nkill -SEGV $$\n")
    idle.start()
    idle.ok("pause", "1h")
    idle.wait_for_log("busy.d/no-interpreter cannot be started")
    idle.wait_for_log("hook busy.d/fails ended with status 3")
    idle.wait_for_log("hook busy.d/falls was ended by signal 11")


def test_one_that_hangs_is_ended_with_all_that_it_started(idle):
    """It will not hear SIGTERM, nor will its child; meanwhile the daemon answers."""
    idle.hook("busy", '#!/bin/sh\ntrap "" TERM\nsleep 1000 &\necho $! > "$HOME/child"\necho $$ > "$HOME/parent"\nwait\nsleep 1000\n')
    idle.start()
    idle.ok("pause", "1h")
    pids = [pid_in(idle.home / "child"), pid_in(idle.home / "parent")]
    begun = time.monotonic()
    idle.hook("busy", "#!/bin/sh\necho the next one\n")
    idle.ok("resume")
    idle.wait_for_log("the next one")
    assert time.monotonic() - begun < 5
    wait_until(lambda: not any(is_alive(pid) for pid in pids), "it still hangs", 20)
    assert 11 < time.monotonic() - begun < 15
    assert "hook busy takes longer than 10 s and is ended" in idle.log_text()


def test_many_events_are_bounded(idle):
    idle.hook("busy", '#!/bin/sh\necho $$ >> "$HOME/runs"\nexec sleep 1000\n')
    idle.start()
    pause(idle, 25)  # 50 events: 4 run, 32 wait
    idle.wait_for_log("is left out: 32 wait for their turn already")
    runs = idle.home / "runs"
    wait_until(lambda: runs.exists() and len(runs.read_text().split()) == 4, "not four run")
    assert idle.log_text().count("is left out") == 50 - 32 - 4
    assert len(runs.read_text().split()) == 4


def test_output_is_bounded(idle):
    idle.hook("busy", '#!/bin/sh\nprintf "a\\033[31mb\\n"\nhead -c 100000000 /dev/zero | tr "\\0" "x"\nyes | head -c 1000000\ntouch "$HOME/over"\n')
    idle.start()
    idle.ok("pause", "1h")
    idle.wait_for_log("hook busy: a?[31mb")
    wait_until((idle.home / "over").exists, "it does not come to its end")
    idle.status()
    assert len(idle.log_text()) < 20000
    idle.hook("busy", "#!/bin/sh\nyes | head -1000\necho done >&2\n")
    idle.ok("resume")
    idle.wait_for_log("it prints more than is kept here")
    assert idle.log_text().count("hook busy: y") == 20


def test_the_daemon_quits_while_one_runs(idle):
    idle.hook("busy", '#!/bin/sh\ntrap "" TERM\necho $$ > "$HOME/pid"\nwhile :; do sleep 1; done\n')
    idle.start()
    idle.ok("pause", "1h")
    pid = pid_in(idle.home / "pid")
    begun = time.monotonic()
    idle.stop()
    assert time.monotonic() - begun < 3
    wait_until(lambda: not is_alive(pid), "the hook is left behind")


def test_what_became_known_late_is_no_event(rig_of):
    """The daemon was down for five minutes, in which the break ended."""
    rig = rig_of(settings={**ONE_BREAK, "stretch.lasts": "30s"})
    slept = rig.home / "slept"
    slept.write_text("0\n")
    rig.env.update(LD_PRELOAD=os.environ["STEP_WALL_CLOCK"], SLEPT_FILE=str(slept))
    for event in ("begin", "end", "bout", "busy"):
        rig.hook(event)
    rig.start()
    rig.say("active")
    rig.told("begin")
    rig.kill()
    slept.write_text("300\n")
    rig.start()
    wait_until(lambda: rig.database.exists() and rig.outcomes(), "the break did not end")
    rig.ok("pause", "1h")
    rig.told("busy")  # so what comes before it would have been told, too
    assert not list(rig.home.glob("end.*")) and not list(rig.home.glob("bout.*"))


# ---- doc/recipes.md ----

RECIPES = (pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"]) / "doc" / "recipes.md").read_text()
SCRIPTS = re.findall(r"^```sh\n(.*?)^```$", RECIPES, re.M | re.S)
HOOKS = [(re.search(r"^# hook: (\w+)$", script, re.M)[1], script) for script in SCRIPTS if "# hook: " in script]
# Stands for what moves lamps and desks: writes down how it was called.
CALLED = '#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@" > "$HOME/called.new"\nmv "$HOME/called.new" "$HOME/called"\n'


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_recipe_is_a_script(script):
    checked = subprocess.run(["shellcheck", "-"], input=script, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("event", "script"), HOOKS)
def test_the_hook_of_a_recipe_runs(rig_of, event, script):
    rig = rig_of(settings={"stretch.every": "1h", "stretch.rest": "1m"})
    rig.hook(event, script)
    tools = rig.home / "tools"
    tools.mkdir()
    for tool in ("systemd-run", "limber"):
        (tools / tool).write_text(CALLED)
        (tools / tool).chmod(0o755)
    rig.start(PATH=f"{tools}:{os.environ['PATH']}")
    rig.say("active")
    rig.await_read()
    if event == "busy":
        rig.ok("pause", "1h")
    else:
        rig.ok("break", "now")
    if "done|rested" in script:
        wait_until((rig.home / "called").exists, "nothing was called")
        assert (rig.home / "called").read_text().splitlines() == ["limber", "stand"]
        return
    wait_until((rig.home / "called").exists, "nothing was called")
    called = (rig.home / "called").read_text().splitlines()
    assert called[:4] == ["systemd-run", "--user", "--collect", "--quiet"]
    if "-d" in called:
        data = json.loads(called[called.index("-d") + 1])
        assert data == {"event": event, "break": "stretch", "posture": "sitting"}
    if "Color" in script:
        assert called[-1].endswith("Color%20FF0000")
    if "mosquitto" in script:
        assert called[-1] in ("done", "rested", "ignored")


def test_the_panels_of_the_recipes(idle):
    """What they name is what limber says."""
    module = json.loads("{" + re.search(r"^```json\n(.*?)^```$", RECIPES, re.M | re.S)[1] + "}")["custom/limber"]
    idle.start()
    idle.say("active")
    idle.await_read()
    seen = set()
    for verb in ("sit", "stand", ("pause", "1h"), "resume", ("break", "now")):
        idle.ok(*([verb] if isinstance(verb, str) else verb))
        line = json.loads(idle.ok(*module["exec"].split()[1:3]))
        assert set(line) == {"text", "alt", "tooltip", "class", "percentage"}
        seen.add(line["alt"])
    assert seen == {"sitting", "standing", "paused", "on"} and seen <= set(module["format-icons"])
    for command in (module["on-click"], module["on-click-right"]):
        idle.ok(*command.split()[1:])

    toml = tomllib.loads(re.search(r"^```toml\n(.*?)^```$", RECIPES, re.M | re.S)[1])
    assert toml["block"][0]["json"]
    program = re.search(r"jq --unbuffered -c '(.*)'$", toml["block"][0]["command"])[1]
    shown = subprocess.run(["jq", "-c", program], input=json.dumps(line), capture_output=True, text=True)
    assert json.loads(shown.stdout) == {"text": line["text"], "state": "Warning"}
