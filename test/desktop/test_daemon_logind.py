# SPDX-License-Identifier: MIT
"""limberd and logind (dbusmock's): locked, asleep, and a system bus that comes and goes."""

import pytest
from daemon_rig import Rig, wall
from desktop_parts import Logind, wait_until


@pytest.fixture
def start():
    rigs = []

    def start(**settings):
        rig = Rig(settings={key.replace("__", "."): value for key, value in settings.items()}, XDG_SESSION_ID="c1")
        rigs.append(rig)
        rig.logind = rig.add(Logind(rig.home / "system"))
        rig.env["DBUS_SYSTEM_BUS_ADDRESS"] = rig.logind.bus.address
        rig.start()
        await_logind(rig)
        rig.say("active")
        return rig

    yield start
    for rig in rigs:
        rig.close()


def await_logind(rig):
    wait_until(lambda: rig.doctor()["logind"]["state"] == "works", "logind is not heard")
    wait_until(lambda: "Limber" in rig.logind.inhibitors(), "no lock on sleep is taken")


def test_a_lock_holds_the_break_and_what_is_typed_at_it_is_no_return(start):
    rig = start(away_after="2s")
    follower = rig.follow()
    follower.until(lambda line: line["break"]["state"] == "waiting", "the break")
    rig.logind.session("Lock")
    locked = follower.wait_for(lambda line: line["gone"] == "lock", "the lock")
    assert not locked["present"] and locked["break"]["state"] == "held"
    rig.say("active")  # the password
    rig.await_read()
    assert rig.status()["gone"] == "lock"
    over = follower.wait_for(lambda line: line["bout_start"] is None, "the end of the bout")
    rig.logind.session("Unlock")
    rig.say("quiet", "active")
    back = follower.wait_for(lambda line: line["present"], "the return")
    assert back["gone"] is None and wall(back["bout_start"]) > wall(over["now"]) - 0.01
    ((start_ms, length_ms, reason),) = rig.rows("SELECT wall_ms, length_ms, reason FROM away")
    assert reason == "lock" and length_ms >= 2000
    assert (start_ms + length_ms) / 1000 == pytest.approx(wall(back["bout_start"]), abs=0.1)
    assert follower.until(lambda line: line["break"]["state"] == "waiting", "the break again")


def test_an_announced_break_begins_with_the_lock(start):
    rig = start(patience="1s", notice="30s", notice_max="60s")
    follower = rig.follow()
    announced = follower.wait_for("announced")
    rig.logind.session("Lock")
    begun = follower.wait_for("on")
    assert begun["gone"] == "lock" and wall(begun["now"]) - wall(announced["now"]) < 10
    follower.wait_for("none")
    assert rig.outcomes() == ["rested"]


def test_a_locked_session_is_seen_by_its_property_too(start):
    """Lockers that set LockedHint, and logind that never says Lock."""
    rig = start(stretch__every="1h")
    follower = rig.follow()
    rig.logind.session("SetLockedHint", "b", "true")
    follower.wait_for(lambda line: line["gone"] == "lock", "the lock")
    rig.logind.session("SetLockedHint", "b", "false")
    rig.say("active")
    follower.wait_for(lambda line: line["gone"] is None, "the return")


def test_sleep(start):
    rig = start(away_after="2s", stretch__every="1h")
    follower = rig.follow()
    saved = rig.saved_at()
    rig.logind.prepare_for_sleep(True)
    asleep = follower.wait_for(lambda line: line["gone"] == "suspend", "the sleep")
    assert not asleep["present"]
    wait_until(lambda: "Limber" not in rig.logind.inhibitors(), "the machine is kept from sleeping")
    wait_until(lambda: rig.saved_at() != saved, "nothing is saved before the sleep")
    follower.wait_for(lambda line: line["bout_start"] is None, "the end of the bout")
    rig.logind.prepare_for_sleep(False)
    wait_until(lambda: "Limber" in rig.logind.inhibitors(), "the next sleep would come untold")
    assert rig.status()["gone"] == "suspend"  # a machine that woke is nobody's input
    rig.say("active")
    follower.wait_for(lambda line: line["present"], "the return")
    assert rig.rows("SELECT reason FROM away") == [("suspend",)]
    ((length_ms,),) = rig.rows("SELECT length_ms FROM bout")
    assert 0 < length_ms < 20_000
    assert rig.status()["today"]["bouts"] == 2


@pytest.mark.parametrize("what", ["the bus", "logind"])
def test_gone_and_picked_up_again(start, what):
    rig = start(stretch__every="1h")
    follower = rig.follow()
    stop, again = (rig.logind.stop, rig.logind.start) if what == "the bus" else (rig.logind.stop_alone, rig.logind.start_alone)
    stop()
    row = wait_until(lambda: (row := rig.doctor()["logind"])["state"] == "missing" and row, "the loss is not told")
    said = "the system bus is gone, so" if what == "the bus" else "logind is gone, so"
    assert row["detail"].startswith(said)
    rig.wait_for_log(said)
    rig.say("quiet", "active")
    rig.await_read()
    assert rig.status()["present"]  # life goes on without
    again()
    await_logind(rig)
    assert "logind works again" in rig.log_text()
    rig.logind.session("Lock")
    follower.wait_for(lambda line: line["gone"] == "lock", "the lock")
