# SPDX-License-Identifier: MIT
"""The daemon's interface on its private socket and on the session bus, asked by busctl, gdbus and python."""

import os
import pathlib
import shutil
import signal
import socket
import stat
import struct
import subprocess
import time
import xml.etree.ElementTree as ElementTree

import dbus
import dbus.bus
import pytest
from bus_stub import CLIENT, NAME, OBJECT, PATIENCE_S, SERVICE, Bus, Process, client, environment

XML = pathlib.Path(__file__).resolve().parents[2] / "data" / "dbus" / "org.limber.Limber1.xml"
SANITIZED = os.environ.get("SANITIZED") == "1"  # its memory tells nothing: what was freed is kept a while
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user: run as root")


@pytest.fixture
def processes():
    started = []
    yield started
    for process in reversed(started):
        process.kill() if isinstance(process, Process) else process.stop()


@pytest.fixture
def place(tmp_path):
    """Short, for a socket's path has 107 bytes."""
    path = pathlib.Path(subprocess.check_output(["mktemp", "-d", "/tmp/limber-XXXXXX"], text=True).strip())
    yield path
    shutil.rmtree(path)


@pytest.fixture
def start(processes, place):
    def start(*arguments, bus=None, path=place / "limber" / "bus"):
        process = Process([SERVICE, "--socket", str(path), *arguments], env=environment(bus))
        processes.append(process)
        return process

    return start


@pytest.fixture
def stub(start):
    process = start()
    process.wait_for("ready")
    return process


@pytest.fixture
def bus(processes, place):
    bus = Bus(place)
    processes.append(bus)
    return bus.start()


@pytest.fixture
def path(place):
    return place / "limber" / "bus"


def wait_until(question):
    end = time.monotonic() + PATIENCE_S
    while not question():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.01)


# ---- the private socket as a file ----


def test_socket_is_private_and_goes_with_the_daemon(stub, path):
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    stub.say("quit")
    assert stub.end() == 0
    assert not path.exists()


def test_a_second_daemon_refuses_and_the_first_goes_on(stub, start, path):
    second = start()
    assert second.end() == 1
    assert second.seen == [f"EEXIST: limberd already runs (it listens on {path}); stop it first with: limber stop"]
    assert client(path, "status").returncode == 0


def test_a_dead_daemons_socket_is_replaced(stub, start, path):
    stub.kill()
    assert path.exists()
    start().wait_for("ready")
    assert client(path, "status").returncode == 0


def test_a_directory_open_to_others_is_made_private(start, path):
    path.parent.mkdir()
    path.parent.chmod(0o777)
    start().wait_for("ready")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def refused(process):
    assert process.end() == 1
    (line,) = process.seen
    return line


def test_a_link_in_place_of_the_directory_is_refused(start, place, path):
    (place / "elsewhere").mkdir()
    path.parent.symlink_to(place / "elsewhere")
    assert refused(start()).startswith(f"EPERM: {path.parent}: is a link")
    assert not list((place / "elsewhere").iterdir())


def test_what_is_no_socket_is_not_touched(start, path):
    path.parent.mkdir()
    path.write_text("mine")
    assert refused(start()) == f"EPERM: {path}: is not a socket; it is not touched; remove it"
    path.unlink()
    path.symlink_to("/nowhere")
    assert "is not a socket" in refused(start())
    assert path.is_symlink()


def test_a_path_too_long_is_refused(start, place):
    assert refused(start(path=place / ("x" * 120) / "bus")).startswith("ENAMETOOLONG")


def test_a_missing_parent_is_told(start, place):
    assert "No such file" in refused(start(path=place / "missing" / "limber" / "bus"))


@as_root
def test_somebody_elses_directory_or_socket_is_refused(start, path):
    path.parent.mkdir()
    os.chown(path.parent, 65534, 65534)
    assert refused(start()).startswith(f"EPERM: {path.parent}: belongs to another user")
    os.chown(path.parent, 0, 0)
    with socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(str(path))
        os.chown(path, 65534, 65534)
        assert refused(start()).startswith(f"EPERM: {path}: belongs to another user")
        assert path.exists()


@as_root
def test_another_user_is_sent_away(stub, path):
    path.parent.parent.chmod(0o755)
    path.parent.chmod(0o755)
    path.chmod(0o666)
    ended = subprocess.run(
        ["runuser", "-u", "nobody", "--", "busctl", f"--address=unix:path={path}", "call", NAME, OBJECT, NAME, "Quit"],
        capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert ended.returncode != 0
    stub.wait_for("somebody else's program")
    assert client(path, "status").returncode == 0


@as_root
def test_a_daemon_of_another_user_is_not_believed(place):
    place.chmod(0o777)
    script = f"import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind('{place}/bus'); s.listen(); print('on', flush=True); sys.stdin.read()"
    theirs = Process(["runuser", "-u", "nobody", "--", "/usr/bin/python3", "-c", script])
    theirs.wait_for("on")
    os.chmod(place / "bus", 0o777)
    ended = client(place / "bus", "status")
    theirs.kill()
    assert ended.returncode == 1 and ended.stderr.startswith(f"EPERM: {place}/bus: the daemon there runs as another user")


# ---- asked by programs that are not ours ----


def shape(interface):
    """What an introspection says, without order and layout."""
    rows = set()
    for member in interface:
        arguments = tuple((a.get("type"), a.get("name"), a.get("direction")) for a in member.findall("arg"))
        notes = tuple(sorted((a.get("name"), a.get("value")) for a in member.findall("annotation")))
        rows.add((member.tag, member.get("name"), member.get("type"), member.get("access"), arguments, notes))
    return rows


def test_the_xml_file_says_what_the_daemon_says(stub, path):
    answer = subprocess.run(
        ["busctl", f"--address=unix:path={path}", "--xml-interface", "introspect", NAME, OBJECT],
        capture_output=True, text=True, timeout=PATIENCE_S, check=True,
    ).stdout  # fmt: skip
    told = ElementTree.fromstring(answer).find(f"interface[@name='{NAME}']")
    written = ElementTree.parse(XML).find(f"interface[@name='{NAME}']")
    assert shape(told) == shape(written)
    assert len(shape(told)) > 30


def test_busctl_on_the_private_socket(stub, path):
    def busctl(*arguments):
        return subprocess.run(
            ["busctl", f"--address=unix:path={path}", *arguments], capture_output=True, text=True, timeout=PATIENCE_S
        )

    assert busctl("get-property", NAME, OBJECT, NAME, "Busy").stdout == 'as 2 "mic" "user"\n'
    assert busctl("get-property", NAME, OBJECT, NAME, "TodayStretches").stdout == 'a{su} 1 "shoulder-shrugs" 2\n'
    assert busctl("call", NAME, OBJECT, NAME, "Take", "s", "stretch").returncode == 0
    stub.wait_for("take 'stretch' 0")
    assert NAME in busctl("list").stdout
    wrong = busctl("call", NAME, OBJECT, NAME, "SetPosture", "s", "lying")
    assert (wrong.returncode, wrong.stderr) == (
        1, "Call failed: 'lying' is not a posture; it is 'sitting' or 'standing'\n")  # fmt: skip
    assert busctl("set-property", NAME, OBJECT, NAME, "Present", "b", "true").returncode != 0


def test_gdbus_on_the_private_socket(stub, path):
    ended = subprocess.run(
        ["gdbus", "call", "--address", f"unix:path={path}", "--dest", NAME, "-o", OBJECT, "-m", f"{NAME}.Postpone",
         "stretch", "60000"],
        capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, "()\n"), ended.stderr
    stub.wait_for("postpone 'stretch' 60000")


def test_python_on_the_private_socket(stub, path):
    connection = dbus.bus.BusConnection(f"unix:path={path}")
    limber = dbus.Interface(connection.get_object(NAME, OBJECT), NAME)
    status = limber.GetStatus()
    assert status["now_unix_ms"] == 1767603600250 and status["bout_start_unix_ms"] == 1767600780250
    assert status["today_breaks"]["done"] == 3 and set(status["today_breaks"]) >= {"rested", "natural", "withdrawn"}
    with pytest.raises(dbus.DBusException) as caught:
        limber.Skip("walk")
    assert caught.value.get_dbus_name() == "org.limber.Error.NotAtHand"
    connection.close()


ROWS = [("stretch", "short", "done", 1767603600000, 60000, 8, 8, -1)]


@pytest.mark.parametrize(
    "member, arguments, name",
    [
        ("Take", ["s", "x" * 32], "BadValue"),
        ("Take", ["s", "UP"], "BadValue"),
        ("Take", ["s", "a b"], "BadValue"),
        ("Take", ["s", "-"], "BadValue"),
        ("Skip", ["s", "w" * 500000], "BadValue"),
        ("Skip", ["s", "walk"], "NotAtHand"),
        ("Postpone", ["st", "stretch", 999], "BadValue"),
        ("Postpone", ["st", "stretch", 366 * 86400000 + 1], "BadValue"),
        ("Postpone", ["st", "stretch", 2**64 - 1], "BadValue"),
        ("Pause", ["t", 2**63], "BadValue"),
        ("BreakNow", ["s", "unheard-of"], "UnknownBreak"),
        ("Reload", [], "BadConfig"),
        ("EndSession", ["ba(sssxtuui)", True, ROWS], "NoSession"),
    ],
)
def test_hostile_arguments_change_nothing(stub, path, member, arguments, name):
    connection = dbus.bus.BusConnection(f"unix:path={path}")
    signature, *values = arguments or [""]
    with pytest.raises(dbus.DBusException) as caught:
        connection.call_blocking(NAME, OBJECT, NAME, member, signature, values)
    assert caught.value.get_dbus_name() == f"org.limber.Error.{name}"
    assert caught.value.get_dbus_message()
    connection.close()
    stub.say("quit")
    stub.end()
    assert stub.seen == ["ready"]


@pytest.mark.parametrize(
    "row",
    [
        ("", "short", "done", 0, 0, 0, 0, -1),
        ("s" * 48, "short", "done", 0, 0, 0, 0, -1),
        ("a/b", "short", "done", 0, 0, 0, 0, -1),
        ("a", "short", "Done", 0, 0, 0, 0, -1),
        ("a", "short", "done", -1, 0, 0, 0, -1),
        ("a", "short", "done", 0, 2**63, 0, 0, -1),
        ("a", "short", "done", 0, 0, 2**32 - 1, 0, -1),
        ("a", "short", "done", 0, 0, 0, 0, 11),
        ("a", "short", "done", 0, 0, 0, 0, -2),
    ],
)
def test_a_wrong_result_ends_no_session(stub, path, row):
    connection = dbus.bus.BusConnection(f"unix:path={path}")

    def call(member, signature="", values=()):
        return connection.call_blocking(NAME, OBJECT, NAME, member, signature, values)

    call("BeginSession")
    for rows in ([row], ROWS + [row], ROWS * 65):
        with pytest.raises(dbus.DBusException) as caught:
            call("EndSession", "ba(sssxtuui)", [True, rows])
        assert caught.value.get_dbus_name() == "org.limber.Error.BadValue"
    with pytest.raises(dbus.DBusException) as caught:
        call("BeginSession")
    assert caught.value.get_dbus_name() == "org.limber.Error.SessionRuns"
    call("EndSession", "ba(sssxtuui)", [False, ROWS * 2])
    connection.close()
    line = stub.wait_for("session end")
    assert line == "session end 1 stopped" + " stretch/short/done/1767603600000/60000/8/8/-1" * 2


def test_bytes_that_are_no_dbus(stub, path):
    for garbage in (b"GET / HTTP/1.1\r\n\r\n", b"\0AUTH EXTERNAL 00\r\nBEGIN\r\n", b"\0" * 4096, b"\0AUTH ANONYMOUS\r\n"):
        with socket.socket(socket.AF_UNIX) as peer:
            peer.connect(str(path))
            peer.sendall(garbage)
    assert client(path, "status").returncode == 0
    wait_until(lambda: stub.say("peers") or stub.wait_for("peers") == "peers 0")


# ---- our own client ----

STATUS = "x11 sitting stretch announced 2820000 busy=65 due=0 done=3 shoulder-shrugs=2 bouts=0"


@pytest.mark.parametrize("way", ["private", "session"])
def test_the_client_on_both_ways(start, bus, path, way):
    stub = start("--session", bus=bus)
    stub.wait_for("session bus here: fine")
    where = path if way == "private" else "-"

    def ask(*arguments):
        ended = client(where, *arguments, bus=bus)
        return ended.returncode, ended.stdout, ended.stderr

    assert ask("status") == (0, STATUS + "\n", "")
    assert ask("doctor") == (0, "input: works: x11 on :7\n", "")
    assert ask("take", "") == (0, "", "")
    assert ask("take", "walk") == (1, "", "ENXIO: the break at hand is 'stretch'\n")
    assert ask("postpone", "stretch", "5") == (1, "", "EINVAL: a duration of 5 ms is out of range; 1 s to 366 days\n")
    assert ask("now", "unheard-of") == (1, "", "ENOENT: no break is called 'unheard-of'\n")
    assert ask("now", "")[0] == 0
    assert ask("pause", "0")[0] == 0
    assert ask("reload") == (1, "", "EBADMSG: limber.conf:3: 'evry' is no key; did you mean 'every'? (?)\n")
    assert ask("session") == (0, "begun\n", "")
    stub.say("break")
    stub.say("peers")
    stub.wait_for("peers")
    assert ask("take", "") == (1, "", "ENODATA: no break is at hand\n")
    assert ask("quit") == (0, "", "")
    assert stub.end() == 0
    assert [line for line in stub.seen[2:] if "session bus" not in line and "peers" not in line] == [
        "take '' 0", "break now ''", "pause 0", "session begin 1",
        "session end 1 done neck-rolls/short/done/1767603600000/72000/6/6/-1", "quit"]  # fmt: skip
    assert ask("status") == (1, "", "ENOENT: limberd is not running; start it with: limber start\n")


def test_nobody_there_and_no_bus(place):
    ended = client(place / "limber" / "bus", "status")
    assert (ended.returncode, ended.stderr) == (1, "ENOENT: limberd is not running; start it with: limber start\n")


def test_a_daemon_that_hangs_is_told_after_two_seconds(stub, path):
    stub.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    ended = client(path, "status")
    stub.process.send_signal(signal.SIGCONT)
    assert ended.returncode == 1 and ended.stderr.startswith("ETIMEDOUT: limberd does not answer")
    assert 1.9 < time.monotonic() - began < 10


@pytest.mark.parametrize("way", ["private", "session"])
def test_following(start, bus, path, way):
    stub = start("--session", bus=bus)
    stub.wait_for("session bus here: fine")
    follower = Process([CLIENT, str(path) if way == "private" else "-", "follow"], env=environment(bus))
    assert follower.wait_for("bouts") == STATUS
    stub.say("stand")
    assert " standing " in follower.wait_for("bouts")
    stub.say("flood 50")
    seen = [follower.wait_for("bouts") for _ in range(50)]
    assert [line.split()[-1] for line in seen] == [f"bouts={n}" for n in range(1, 51)]
    stub.kill()
    assert follower.end() == 0


def test_a_follower_whose_reader_left_ends(stub, path):
    process = subprocess.Popen([CLIENT, str(path), "follow"], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=PATIENCE_S) == 1


@pytest.mark.parametrize("way", ["private", "session"])
def test_a_session_whose_client_is_killed_is_over(start, bus, path, way):
    stub = start("--session", bus=bus)
    stub.wait_for("session bus here: fine")
    guided = Process([CLIENT, str(path) if way == "private" else "-", "session"], env=environment(bus))
    guided.wait_for("begun")
    stub.wait_for("session begin 1")
    client(path, "stand")
    stub.wait_for("posture standing")
    assert not any("gone" in line for line in stub.seen)
    guided.kill()
    stub.wait_for("client gone 1")


def test_a_session_on_a_bus_that_goes_is_over(start, bus):
    stub = start("--session", bus=bus)
    stub.wait_for("session bus here: fine")
    guided = Process([CLIENT, "-", "session"], env=environment(bus))
    guided.wait_for("begun")
    bus.stop()
    stub.wait_for("client gone 1")
    stub.say("quit")
    assert stub.end() == 0
    assert "session bus away" in "".join(stub.seen)
    guided.kill()


# ---- too many, too slow ----


def connect(path):
    peer = socket.socket(socket.AF_UNIX)
    peer.connect(str(path))
    peer.sendall(b"\0AUTH EXTERNAL " + str(os.geteuid()).encode().hex().encode() + b"\r\nBEGIN\r\n")
    assert peer.recv(100).startswith(b"OK ")
    return peer


def is_hung_up_on(peer):
    peer.settimeout(0.01)
    try:
        return peer.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionResetError:
        return True


def test_the_seventeenth_takes_the_place_of_the_idlest(stub, path):
    guided = Process([CLIENT, str(path), "session"])
    guided.wait_for("begun")
    follower = Process([CLIENT, str(path), "follow"])
    follower.wait_for("bouts")
    peers = [connect(path) for _ in range(14)]
    stub.say("peers")
    assert stub.wait_for("peers") == "peers 16"
    last = connect(path)
    wait_until(lambda: is_hung_up_on(peers[0]))
    assert not any(map(is_hung_up_on, [*peers[1:], last]))
    for peer in (connect(path) for _ in range(100)):
        peer.close()
    stub.say("stand")
    follower.wait_for(" standing ")
    guided.process.stdin.close()
    assert guided.end() == 0
    for peer in [*peers, last]:
        peer.close()
    follower.kill()


def test_subscribers_that_never_read_do_not_cost_memory(stub, path):
    peers = [connect(path) for _ in range(2)]
    stub.say("flood 10")
    stub.wait_for("flooded")
    before_kb = stub.private_kb()
    stub.say("flood 20000")
    stub.wait_for("flooded")
    assert stub.private_kb() - before_kb < 1500 or SANITIZED
    wait_until(lambda: stub.say("peers") or stub.wait_for("peers") == "peers 0")
    for peer in peers:
        peer.close()


def introspect_call(serial):
    """The bytes of a call whose answer is long."""

    fields = b""
    for code, kind, text in ((1, b"o", OBJECT), (2, b"s", "org.freedesktop.DBus.Introspectable"), (3, b"s", "Introspect")):
        fields += b"\0" * (-len(fields) % 8) + bytes([code, 1]) + kind + b"\0"
        fields += struct.pack("<I", len(text)) + text.encode() + b"\0"
    return b"l\1\0\1" + struct.pack("<III", 0, serial, len(fields)) + fields + b"\0" * (-len(fields) % 8)


def test_a_caller_that_never_reads_does_not_cost_memory(stub, path):
    peer = connect(path)
    before_kb = stub.private_kb()
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        for serial in range(1, 20000):
            peer.sendall(introspect_call(serial))
    assert stub.private_kb() - before_kb < 3000 or SANITIZED
    wait_until(lambda: stub.say("peers") or stub.wait_for("peers") == "peers 0")
    peer.close()


# ---- the session bus ----


def test_a_bus_that_comes_later_and_comes_back(start, place, processes):
    bus = Bus(place)
    processes.append(bus)
    stub = start("--session", bus=bus)
    assert "no session bus" in stub.wait_for("session bus away")
    bus.start()
    stub.wait_for("session bus here: fine")
    for _ in range(2):
        bus.stop()
        assert "it went away" in stub.wait_for("session bus away")
        bus.start()
        stub.wait_for("session bus here: fine")
        assert client("-", "status", bus=bus).stdout == STATUS + "\n"
    stub.say("quit")
    assert stub.end() == 0


def timers_are_off(pid):
    try:
        infos = [path.read_text() for path in pathlib.Path(f"/proc/{pid}/fdinfo").iterdir()]
    except FileNotFoundError:
        return False  # closed while we looked: not quiet yet
    values = [line for info in infos for line in info.splitlines() if line.startswith("it_value")]
    return bool(values) and all(line == "it_value: (0, 0)" for line in values)


def test_a_bus_that_stays_away_long_is_not_polled_for_and_joined(start, place, processes):
    bus = Bus(place)
    processes.append(bus)
    stub = start("--session", bus=bus)
    stub.wait_for("session bus away")
    wait_until(lambda: timers_are_off(stub.process.pid))
    (place / "something-else").touch()
    bus.start()
    stub.wait_for("session bus here: fine")
    stub.say("quit")
    assert stub.end() == 0
    assert len([line for line in stub.seen if "away" in line]) == 1


def test_without_any_bus_it_goes_on(start, path):
    stub = start("--session")
    assert "DBUS_SESSION_BUS_ADDRESS is not set" in stub.wait_for("session bus away")
    assert client(path, "status").returncode == 0


def test_a_taken_name_is_waited_for(start, bus, path, place):
    first = start("--session", bus=bus)
    first.wait_for("session bus here: fine")
    second = start("--session", bus=bus, path=place / "second")
    assert "another program has the name" in second.wait_for("session bus here")
    assert client(place / "second", "status").returncode == 0
    first.say("quit")
    first.end()
    second.wait_for("session bus here: fine")


@as_root
def test_another_user_on_the_session_bus_is_refused(start, place, processes):
    bus = Bus(place, policy='<allow user="*"/>')
    processes.append(bus.start())
    place.chmod(0o755)
    bus.path.chmod(0o777)
    stub = start("--session", bus=bus)
    stub.wait_for("session bus here: fine")
    for arguments in (["call", NAME, OBJECT, NAME, "Quit"], ["get-property", NAME, OBJECT, NAME, "Present"]):
        theirs = subprocess.run(
            ["runuser", "-u", "nobody", "--", "busctl", f"--address={bus.address}", *arguments],
            capture_output=True, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        assert theirs.returncode == 1 and "Access denied" in theirs.stderr
        stub.wait_for("a program of user 65534 called; it was refused")
    assert bus.call("get-property", NAME, OBJECT, NAME, "Present").stdout == "b true\n"


def test_signals_on_the_session_bus(start, bus):
    stub = start("--session", bus=bus)
    stub.wait_for("session bus here: fine")
    monitor = Process(["gdbus", "monitor", "--address", bus.address, "--dest", NAME], env=environment(bus))
    while not any("StatusChanged" in line for line in monitor.seen):  # it says that it listens before it does
        stub.say("sit")
        try:
            monitor.wait_for("StatusChanged", 0.2)
        except AssertionError:
            continue
    stub.say("stand")
    assert "PropertiesChanged ('org.limber.Limber1', {'Posture': <'standing'>}" in monitor.wait_for("PropertiesChanged")
    assert "StatusChanged" in monitor.wait_for("'posture': <'standing'>")
    monitor.kill()
