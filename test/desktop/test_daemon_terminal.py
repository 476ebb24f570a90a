# SPDX-License-Identifier: MIT
"""limberd without a display: somebody types in a terminal (tmux), and is guided in one."""

import os
import signal
import subprocess

import pytest
from daemon_rig import LIMBER, Rig, wall
from desktop_parts import Tmux, Typist, wait_until

COARSE_S = 8  # the kernel's access times of terminals


@pytest.fixture
def make():
    rigs = []

    def make(source, **settings):
        rig = Rig(source, {key.replace("__", "."): value for key, value in settings.items()})
        rigs.append(rig)
        return rig

    yield make
    for rig in rigs:
        rig.close()


# ---- typing ----


def test_a_break_in_a_pause_at_a_terminal(make):
    """To ten seconds, with the coarse times of terminals; what is known at once is the return."""
    rig = make("tty", away_after="14s", stretch__every="2s")
    tmux = rig.add(Tmux(rig.home, "cat"))
    rig.env["LIMBER_SOURCE"] = f"tty:{tmux.path}"
    rig.start()
    follower = rig.follow()
    assert follower.seen[0]["source"] == "tty"
    typist = Typist(tmux.press)
    follower.wait_for("waiting")
    typist.type_on(40)  # about 10 s: longer than any pause that coarse times could make up
    last = typist.stop()
    announced = follower.wait_for("announced")
    assert 10 - COARSE_S - 0.1 <= wall(announced["now"]) - last <= 10 + 2
    follower.wait_for("on")
    follower.wait_for("none")
    assert rig.outcomes() == ["rested"]
    follower.until(lambda line: line["bout_start"] is None, "the end of the bout")
    ((start_ms, length_ms, source),) = rig.rows("SELECT wall_ms, length_ms, source FROM bout")
    assert source == "tty"
    assert (start_ms + length_ms) / 1000 == pytest.approx(last, abs=COARSE_S + 1)
    again = tmux.press()
    back = follower.wait_for(lambda line: line["present"], "the return")
    assert wall(back["now"]) - again < 2


def test_found_by_itself_where_there_is_no_display(make):
    rig = make(None)
    rig.add(Tmux(rig.home, "cat"))
    rig.start()
    status = rig.status()
    assert status["source"] == "tty" and status["problems"] == []
    assert rig.doctor()["input"] == {"name": "input", "state": "works", "detail": "tty", "fix": None}


def test_a_display_that_comes_later_is_found(make):
    """limberd before the desktop: a small compositor of the tests, without any variable that names it."""
    rig = make(None)
    rig.add(Tmux(rig.home, "cat"))
    rig.start()
    assert rig.status()["source"] == "tty"
    runtime = rig.env["XDG_RUNTIME_DIR"]
    with subprocess.Popen([os.environ["STUB_COMPOSITOR"], "wayland-0", "2"], env=rig.env, stdin=subprocess.PIPE) as stub:
        try:
            wait_until(lambda: rig.status()["source"] == "wayland", "the display")
            assert rig.doctor()["input"]["detail"] == "wayland: ext_idle_notifier_v1 version 2"
            assert rig.problems() == {}
            stub.stdin.write(b"input 0\n")
            stub.stdin.flush()
            wait_until(lambda: rig.status()["present"], "presence")
        finally:
            stub.kill()
    wait_until(lambda: "source" in rig.problems(), "the loss")
    assert f"{runtime}/wayland-0 is gone" in rig.problems()["source"]


def test_a_terminal_that_closes_is_a_loss(make):
    rig = make("tty", stretch__every="1h")
    tmux = Tmux(rig.home, "cat")
    rig.env["LIMBER_SOURCE"] = f"tty:{tmux.path}"
    rig.start()
    follower = rig.follow()
    tmux.press()
    follower.until(lambda line: line["present"], "presence")
    tmux.stop()
    lost = follower.wait_for(lambda line: line["gone"] == "lost", "the loss", patience_s=40)
    assert not lost["present"]
    follower.until(lambda line: line["problems"], "the problem")
    assert "no terminal of yours is open" in rig.problems()["source"]


# ---- guided ----


@pytest.fixture
def stretching(make):
    """A break that waits for a pause that never comes, and a guided session in a terminal."""

    def stretching(*words, speed="40", every="1s"):
        rig = make("script", pause="1h", away_after="1h", patience="1h", stretch__every=every, stretch__lasts="2m")
        rig.start()
        follower = rig.follow()
        rig.say("active")
        follower.until(lambda line: line["present"], "presence")
        if every == "1s":
            follower.until(lambda line: line["break"]["state"] == "waiting", "the break")
        rig.tmux = rig.add(Tmux(rig.home, LIMBER, "stretch", "--speed", speed, *words, env=rig.env))
        return rig, follower

    return stretching


@pytest.mark.parametrize("words", [[], ["--plain"]], ids=["drawn", "plain"])
def test_a_session_in_a_terminal_completes_the_break(stretching, words):
    rig, follower = stretching("shoulder-shrugs", *words)
    begun = follower.until(lambda line: line["break"]["session"], "the session")
    assert begun["break"]["state"] == "on" and begun["break"]["ends_in_s"] is None
    ended = follower.wait_for("none")
    assert ended["today"]["breaks"]["done"] == 1 and ended["today"]["stretches"] == {"shoulder-shrugs": 1}
    assert rig.outcomes() == ["done"]
    ((name, dose, done, asked, how),) = rig.rows("SELECT stretch, dose, repeats_done, repeats_asked, ended FROM stretch")
    assert (name, dose, how) == ("shoulder-shrugs", "short", "finished") and done == asked > 0


def test_a_session_that_is_quit_leaves_the_break_to_its_own_time(stretching):
    rig, follower = stretching("shoulder-shrugs", speed="1")
    rig.set(stretch__lasts="3s")
    follower.until(lambda line: line["break"]["session"], "the session")
    wait_until(lambda: "Shoulder shrugs" in rig.tmux.screen(), "nothing is drawn")
    rig.tmux.press("q")
    quit_ = follower.until(lambda line: not line["break"]["session"], "the end of the session")
    follower.until(lambda line: line["today"]["breaks"]["done"] == 1, "the end of the break")  # they had said take
    assert quit_["today"]["stretches"] == {}
    assert rig.rows("SELECT count(*) FROM stretch WHERE ended = 'finished'") == [(0,)]


def test_a_session_that_is_killed_holds_up_nothing(stretching):
    rig, follower = stretching("shoulder-shrugs", speed="1")
    follower.until(lambda line: line["break"]["session"], "the session")
    os.kill(rig.tmux.pid, signal.SIGKILL)
    follower.until(lambda line: not line["break"]["session"], "the end of the session")
    rig.set(stretch__lasts="2s")
    follower.until(lambda line: line["break"]["state"] == "none", "the end of the break")
    assert rig.outcomes() == ["done"]  # by beginning it, they had said take


def await_end(rig):
    wait_until(lambda: not os.path.exists(f"/proc/{rig.tmux.pid}"), "the session did not end")


def test_a_lock_pauses_a_session(stretching):
    rig, follower = stretching("shoulder-shrugs", speed="1")
    follower.until(lambda line: line["break"]["session"], "the session")
    wait_until(lambda: "Repeat 1 of 8" in rig.tmux.screen(), "no first repeat")
    rig.say("gone lock")
    wait_until(lambda: "Paused. Space goes on." in rig.tmux.screen(), "no pause")
    rig.say("back", "active")
    follower.until(lambda line: line["present"], "the return")
    assert "Paused" in rig.tmux.screen()  # going on is the person's
    rig.tmux.press("Space")
    wait_until(lambda: "Paused" not in rig.tmux.screen(), "no going on")
    rig.say("gone suspend", "back", "active")
    wait_until(lambda: "Paused" in rig.tmux.screen(), "no pause for sleep")


def kept(rig):
    return rig.rows("SELECT stretch, ended, repeats_done = repeats_asked FROM stretch")


def test_a_daemon_that_dies_in_the_middle_of_a_session_loses_nothing(stretching):
    rig, follower = stretching("shoulder-shrugs", speed="15")
    follower.until(lambda line: line["break"]["session"], "the session")
    wait_until(lambda: "Repeat 3 of 8" in rig.tmux.screen(), "no third repeat")
    rig.kill()
    await_end(rig)
    assert kept(rig) == [("shoulder-shrugs", "finished", 1)]
    rig.start()
    assert rig.status()["today"]["stretches"] == {"shoulder-shrugs": 1}
    assert len(kept(rig)) == 1


def test_a_daemon_that_answers_too_late_keeps_nothing_twice(stretching):
    """The program gives up on it and writes by itself; then the daemon wakes and writes what it was told."""
    rig, follower = stretching("shoulder-shrugs", speed="40")
    follower.until(lambda line: line["break"]["session"], "the session")
    rig.daemon.send_signal(signal.SIGSTOP)
    await_end(rig)
    assert kept(rig) == [("shoulder-shrugs", "finished", 1)]
    rig.daemon.send_signal(signal.SIGCONT)
    ended = follower.until(lambda line: line["today"]["breaks"]["done"] == 1, "the break")
    assert ended["today"]["stretches"] == {"shoulder-shrugs": 1}
    assert len(kept(rig)) == 1


def test_a_session_that_the_daemon_has_no_room_for_is_kept(stretching):
    rig, follower = stretching("shoulder-shrugs", speed="1")
    follower.until(lambda line: line["break"]["session"], "the session")
    other = rig.run("stretch", "neck-rolls", "--speed", "1000")
    assert other.returncode == 0 and "a guided stretch runs already" in other.stderr
    assert kept(rig) == [("neck-rolls", "finished", 1)]


def test_a_session_without_a_break_at_hand_counts_as_the_next_one(stretching):
    rig, follower = stretching("shoulder-rolls", every="1h")
    ended = follower.until(lambda line: line["today"]["breaks"]["done"] == 1, "the break")
    assert ended["today"]["stretches"] == {"shoulder-rolls": 1}
    assert 3590 <= rig.status()["break"]["due_in_s"] <= 3600
    assert rig.rows("SELECT name, outcome FROM break") == [("stretch", "done")]


def test_a_break_that_comes_up_during_a_session_is_done_with_it(stretching):
    rig, follower = stretching("shoulder-shrugs", speed="15", every="1h")
    rig.set(stretch__every="3s")
    begun = follower.until(lambda line: line["break"]["session"], "the break within the session")
    assert begun["break"]["state"] == "on"
    rig.set(stretch__every="1h")
    ended = follower.wait_for("none")
    assert ended["today"]["breaks"]["done"] == 1 and ended["today"]["stretches"] == {"shoulder-shrugs": 1}
    assert rig.outcomes() == ["done"]


def test_the_next_in_rotation_is_another(stretching):
    rig, follower = stretching()
    follower.until(lambda line: line["today"]["breaks"]["done"] == 1, "the break")
    rig.tmux.stop()
    rig.add(Tmux(rig.home, LIMBER, "stretch", "--speed", "40", env=rig.env))
    ended = follower.until(lambda line: line["today"]["breaks"]["done"] == 2, "the second break")
    assert list(ended["today"]["stretches"].values()) == [1, 1]
