#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What Limber costs, measured, each figure beside its goal.

  test/bench/bench.py --build BUILD [--json FILE] [--only NAME ...]

limberd runs alone on a display of its own (Xvfb), with buses and a home of its own, first with nobody there
and then with somebody who types without end (5 keys and 20 pointer moves a second), a window of BENCH_S seconds each
(60 unless set). Memory is read after sync, for pages of a fresh binary count as dirty until then. Wake-ups are
voluntary context switches; CPU time is the scheduler's own. What is not built yet is said so and left out.
"""

import argparse
import contextlib
import csv
import dataclasses
import datetime
import fcntl
import io
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
HISTORY = ROOT / "test" / "data" / "manictime-four-months.csv"
WARM_UP_S = 5  # before a window begins
TYPED_IN_S = 60  # of typing: by then the first snapshot has made its file


class NotThere(Exception):
    """What a measurement needs is not built or not installed."""


# ---- figures and goals ----


@dataclasses.dataclass(frozen=True)
class Goal:
    name: str
    title: str
    unit: str
    goal: float
    at_most: float = None  # a wider bound, where there is one
    more_is_better: bool = False

    def verdict(self, value):
        if self.more_is_better:
            return "PASS" if value >= self.goal else "over"
        return "PASS" if round(value, 3) <= self.goal else "over"

    def goal_text(self):
        text = f"goal {self.goal:g}"
        return f"{text}, at most {self.at_most:g}" if self.at_most else text


GOALS = [
    Goal("pss_mb", "limberd: PSS", "MB", 2.0, 3.0),
    Goal("private_dirty_mb", "limberd: private dirty", "MB", 0.5, 1.0),
    Goal("wakeups_idle_per_s", "limberd: wake-ups, nobody there", "/s", 0.00),
    Goal("wakeups_active_per_s", "limberd: wake-ups, typing without end", "/s", 0.03),
    Goal("cpu_idle_ms_per_min", "limberd: CPU, nobody there", "ms/min", 0.1),
    Goal("cpu_active_ms_per_min", "limberd: CPU, typing without end", "ms/min", 0.5),
    Goal("wakeups_tty_per_s", "limberd on terminals: wake-ups, typing", "/s", 0.05),
    Goal("pss_wayland_mb", "limberd on Wayland (sway): PSS", "MB", 3.0),
    Goal("wakeups_wayland_idle_per_s", "limberd on Wayland: wake-ups, nobody there", "/s", 0.00),
    Goal("wakeups_wayland_active_per_s", "limberd on Wayland: wake-ups, typing", "/s", 0.03),
    Goal("ready_ms", "limberd: start to ready", "ms", 30),
    Goal("window_announced_ms", "limber-desk: begin to window, announced", "ms", 30),
    Goal("window_cold_ms", "limber-desk: begin to window, cold", "ms", 100),
    Goal("desk_start_ms", "limber-desk: start to window", "ms", 100),
    Goal("desk_pss_mb", "limber-desk: PSS in a session, 1280x800", "MB", 30),
    Goal("desk_cpu_percent", "limber-desk: CPU at 30 frames/s", "% of a core", 8),
    Goal("status_ms", "limber status", "ms", 5),
    Goal("engine_inputs_per_s", "engine: inputs on one core", "/s", 5e6, more_is_better=True),
    Goal("engine_allocations", "engine: allocations for all of them", "", 0),
    Goal("terminal_cpu_percent", "limber stretch at 120x40, 15 frames/s: CPU", "% of a core", 5),
    Goal("terminal_kb_per_s", "limber stretch at 120x40: output", "KB/s", 60),
    Goal("frame_ms", "figure: one frame at 1280x800", "ms", 1.5),
    Goal("simulate_ms", "limber simulate, 8 years", "ms", 100),
    Goal("import_ms", "limber import manictime, 17,800 rows", "ms", 300),
]


# ---- a world of its own ----


def wait_for(what, seconds, probe):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := probe():
            return found
        time.sleep(0.01)
    raise NotThere(f"{what} did not come up within {seconds} s")


def stop(process):
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def need(path):
    if not os.access(path, os.X_OK):
        raise NotThere(f"{path} is not built")
    return str(path)


class World:
    """A home, a session bus, a display and the programs of a build directory; all gone on close."""

    def __init__(self, build, stack):
        self.build = pathlib.Path(build).resolve()
        self.stack = stack
        self.top = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="limber-bench-")))
        self.limber = self.build / "src/cli/limber"
        self.limberd = self.build / "src/daemon/limberd"
        modules = self.top / "modules"
        modules.mkdir()
        for module in self.build.glob("src/**/*.so"):
            (modules / module.name).symlink_to(module)
        self.n_homes = 0
        self.fixed = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "LIMBER_MODULE_DIR": str(modules), "LIMBER_DATA_DIR": str(ROOT / "data"),
        }  # fmt: skip
        self.display = None
        self.buses = {}

    def spawn(self, command, **options):
        process = subprocess.Popen(
            command, stdin=options.pop("stdin", subprocess.DEVNULL), stdout=options.pop("stdout", subprocess.DEVNULL),
            stderr=subprocess.DEVNULL, **options,
        )  # fmt: skip
        self.stack.callback(stop, process)
        return process

    def start_display(self):
        if self.display:
            return
        reading, writing = os.pipe()
        if not shutil.which("Xvfb"):
            raise NotThere("Xvfb is not installed")
        self.spawn(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[writing], env=self.fixed,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.display = ":" + answer.readline().strip()

    def start_buses(self):
        """A session bus, and an empty one in the place of the system bus: a desktop has both."""
        if self.buses:
            return
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            process = self.spawn(
                ["dbus-daemon", "--session", "--nofork", "--print-address"],
                stdout=subprocess.PIPE, text=True, env={**self.fixed, "XDG_RUNTIME_DIR": str(self.top)},
            )  # fmt: skip
            self.buses[name] = process.stdout.readline().strip()

    def new_home(self):
        """The environment of a person who was never here before."""
        self.n_homes += 1
        home = self.top / f"home{self.n_homes}"
        (home / "run").mkdir(parents=True, mode=0o700)
        environment = {
            **self.fixed, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"),
            "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
        }  # fmt: skip
        if self.display:
            environment["DISPLAY"] = self.display
        return {**environment, **self.buses}

    def start_daemon(self, environment, **options):
        """limberd, ready: (process, ms from start to READY=1)."""
        need(self.limberd)
        path = os.path.join(environment["XDG_RUNTIME_DIR"], "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
            ready.bind(path)
            ready.settimeout(10)
            start = time.monotonic()
            process = self.spawn([str(self.limberd)], env={**environment, "NOTIFY_SOCKET": path}, **options)
            try:
                while b"READY=1" not in ready.recv(4096).splitlines():
                    pass
            except TimeoutError:
                raise NotThere("limberd never said READY=1") from None
            took = time.monotonic() - start
        os.unlink(path)
        return process, took * 1000


# ---- what the kernel says of a process ----


@dataclasses.dataclass
class Usage:
    at: float
    switches: int
    cpu_ns: int

    @staticmethod
    def of(pid):
        switches = cpu_ns = 0
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            for line in (task / "status").read_text().splitlines():
                if line.startswith("voluntary_ctxt_switches:"):
                    switches += int(line.split()[1])
            cpu_ns += int((task / "schedstat").read_text().split()[0])
        return Usage(time.monotonic(), switches, cpu_ns)


def window(pid, seconds, warm_up_s=WARM_UP_S):
    """(wake-ups a second, CPU ms a minute) over a window."""
    time.sleep(warm_up_s)
    before = Usage.of(pid)
    time.sleep(seconds)
    after = Usage.of(pid)
    took = after.at - before.at
    return (after.switches - before.switches) / took, (after.cpu_ns - before.cpu_ns) / 1e6 / (took / 60)


def memory(pid):
    """(PSS, private dirty) in MB."""
    os.sync()
    fields = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        fields[name] = int(value.split()[0]) / 1024
    return fields["Pss"], fields["Private_Dirty"]


@contextlib.contextmanager
def typing(world):
    """Somebody types without end: 20 pointer moves and 5 keys a second."""
    if not shutil.which("xdotool"):
        raise NotThere("xdotool is not installed")
    turn = ""
    for i in range(4):
        turn += f"mousemove_relative -- {1 if i % 2 else -1} 0\n" + ("key a\n" if i == 0 else "") + "sleep 0.05\n"
    script = world.top / "typing"
    script.write_text(turn * 100)
    # xdotool reads a script to its end; the shell begins it again.
    process = world.spawn(
        ["sh", "-c", f"while xdotool {script}; do :; done"], env={**world.fixed, "DISPLAY": world.display},
        start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


# ---- measurements: each returns {name: value} ----


def measure_daemon(world, seconds):
    world.start_display()
    world.start_buses()
    starts = []
    for _ in range(5):
        process, ready_ms = world.start_daemon(world.new_home())
        starts.append(ready_ms)
        stop(process)

    process, _ = world.start_daemon(world.new_home())
    wakeups_idle, cpu_idle = window(process.pid, seconds)
    with typing(world):
        wakeups_active, cpu_active = window(process.pid, seconds, TYPED_IN_S)
    pss, private_dirty = memory(process.pid)
    if process.poll() is not None:
        raise NotThere("limberd ended in the middle")
    stop(process)
    return {
        "pss_mb": pss, "private_dirty_mb": private_dirty, "ready_ms": min(starts),
        "wakeups_idle_per_s": wakeups_idle, "wakeups_active_per_s": wakeups_active,
        "cpu_idle_ms_per_min": cpu_idle, "cpu_active_ms_per_min": cpu_active,
    }  # fmt: skip


def measure_tty(world, seconds):
    """On a pseudo terminal of its own, at which a key is read every second."""
    keyboard, terminal = os.openpty()
    environment = world.new_home()
    environment.pop("DISPLAY", None)
    environment["LIMBER_SOURCE"] = "tty"
    process, _ = world.start_daemon(environment)
    # Reading is what moves a terminal's access time.
    reader = world.spawn(["cat"], stdin=terminal)
    typist = world.spawn(["sh", "-c", "while echo; do sleep 1; done"], stdout=keyboard)
    wakeups, _ = window(process.pid, seconds, TYPED_IN_S)
    for child in (typist, reader, process):
        stop(child)
    os.close(keyboard)
    os.close(terminal)
    return {"wakeups_tty_per_s": wakeups}


def measure_wayland(world, seconds):
    """On a headless sway, which refuses to be root; one keyboard that types 5 keys a second."""
    for program in ("sway", "wtype", "setpriv"):
        if not shutil.which(program):
            raise NotThere(f"{program} is not installed")
    nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="limber-bench-") as runtime:
        os.chmod(runtime, 0o700)
        if nobody:
            shutil.chown(runtime, "nobody", "nogroup")
        theirs = {**world.fixed, "HOME": runtime, "XDG_RUNTIME_DIR": runtime, "WAYLAND_DISPLAY": "wayland-1"}
        world.start_buses()
        sway = world.spawn(
            [*nobody, "sway", "-c", "/dev/null"],
            env={**theirs, "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"},
        )
        socket_path = pathlib.Path(runtime) / "wayland-1"
        wait_for("sway", 20, socket_path.is_socket)
        environment = world.new_home()
        environment.pop("DISPLAY", None)
        environment.update(WAYLAND_DISPLAY=str(socket_path), LIMBER_SOURCE="wayland")
        process, _ = world.start_daemon(environment)
        wakeups_idle, _ = window(process.pid, seconds)
        # The words of one wtype: a keyboard that comes and goes is told to everybody.
        keys = "a" * int((TYPED_IN_S + seconds + 60) * 5)
        typist = world.spawn([*nobody, "wtype", "-d", "200", keys], env=theirs)
        wakeups_active, _ = window(process.pid, seconds, TYPED_IN_S)
        pss, _ = memory(process.pid)
        if process.poll() is not None or typist.poll() is not None:
            raise NotThere("limberd or the typist ended in the middle")
        for child in (typist, process, sway):
            stop(child)
    return {
        "pss_wayland_mb": pss, "wakeups_wayland_idle_per_s": wakeups_idle, "wakeups_wayland_active_per_s": wakeups_active,
    }  # fmt: skip


def run_ms(command, environment, runs):
    """The best of `runs` runs, in ms, start and end included: what else the machine does only adds."""
    times = []
    for _ in range(runs):
        start = time.monotonic()
        ended = subprocess.run(
            command, env=environment() if callable(environment) else environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        times.append((time.monotonic() - start) * 1000)
        if ended.returncode:
            raise NotThere(f"{' '.join(command[:3])}: {ended.stderr.strip() or ended.returncode}")
    return min(times)


def measure_status(world, _seconds):
    world.start_display()
    world.start_buses()
    environment = world.new_home()
    process, _ = world.start_daemon(environment)
    took = run_ms([need(world.limber), "status", "--json"], environment, 50)
    stop(process)
    return {"status_ms": took}


ANNOUNCED_SOON = """
patience = 1s
pause = 1s
settle = 1s
notice = 1h
notice_max = 2h
[stretch]
every = 1s
lasts = 1h
"""


def to_window_ms(world, environment, *words):
    """From a command on, until the display says that a window was mapped."""
    watcher = subprocess.Popen(
        ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"], env={**world.fixed, "DISPLAY": world.display},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    world.stack.callback(stop, watcher)
    time.sleep(0.3)  # until it listens
    start = time.monotonic()
    subprocess.run([need(world.limber), *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    for line in watcher.stdout:
        if line.startswith("MapNotify"):
            took = time.monotonic() - start
            stop(watcher)
            return took * 1000
    raise NotThere("no window came")


def measure_window(world, _seconds):
    """The window of a break that was announced, and of one that was not; the command's own start included."""
    if not shutil.which("xev") or not shutil.which("xdotool"):
        raise NotThere("xev or xdotool is not installed")
    world.start_display()
    world.start_buses()
    announced, cold = [], []
    for _ in range(5):
        environment = world.new_home()
        script = pathlib.Path(environment["HOME"]) / "script"
        os.mkfifo(script)
        environment.update(
            LIMBER_SOURCE=f"script:{script}", LIMBER_DESK_BINARY=need(world.build / "src/app/limber-desk")
        )
        config = pathlib.Path(environment["XDG_CONFIG_HOME"]) / "limber" / "limber.conf"
        config.parent.mkdir(parents=True)
        config.write_text(ANNOUNCED_SOON)
        person = os.open(script, os.O_RDWR)
        process, _ = world.start_daemon(environment)
        os.write(person, b"active\n")

        def windows():
            found = subprocess.run(
                ["xdotool", "search", "--name", "^Limber"], env=environment, capture_output=True, text=True
            )
            return found.stdout.split()

        def skip():
            subprocess.run([world.limber, "break", "skip"], env=environment, check=True, stdout=subprocess.DEVNULL)
            wait_for("the end of the window", 20, lambda: not windows())

        wait_for("the hidden window", 20, windows)
        time.sleep(1)  # it is drawn beforehand
        announced.append(to_window_ms(world, environment, "break", "start"))
        skip()
        cold.append(to_window_ms(world, environment, "break", "now"))
        skip()
        stop(process)
        os.close(person)
    return {"window_announced_ms": min(announced), "window_cold_ms": min(cold)}


def measure_desk(world, _seconds):
    """A session that fills the display, without the daemon: shrugs, of which three phases in four move."""
    if not shutil.which("xdotool") or not shutil.which("xev"):
        raise NotThere("xev or xdotool is not installed")
    world.start_display()
    environment = world.new_home() | {
        "DISPLAY": world.display, "GDK_BACKEND": "x11", "LIMBER_VOICE": "off", "GTK_A11Y": "none",
    }  # fmt: skip
    command = [need(world.build / "src/app/limber-desk"), "shoulder-shrugs", "--layout", "screen"]
    took = []
    for _ in range(5):
        watcher = subprocess.Popen(
            ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"], env={**world.fixed, "DISPLAY": world.display},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        world.stack.callback(stop, watcher)
        time.sleep(0.3)
        start = time.monotonic()
        process = world.spawn(command, env=environment)
        for line in watcher.stdout:
            if line.startswith("MapNotify"):
                took.append((time.monotonic() - start) * 1000)
                break
        stop(watcher)
        if len(took) < 5:
            stop(process)
    _, cpu_ms_per_min = window(process.pid, 8, 8)
    pss, _ = memory(process.pid)
    stop(process)
    return {"desk_start_ms": min(took), "desk_pss_mb": pss, "desk_cpu_percent": cpu_ms_per_min / 600}


def measure_engine(world, _seconds):
    ended = subprocess.run(
        [need(world.build / "test/bench/bench-engine"), "2"], capture_output=True, text=True, check=True
    )
    figures = json.loads(ended.stdout)
    return {"engine_inputs_per_s": figures["inputs_per_s"], "engine_allocations": figures["allocations"]}


def measure_figure(world, _seconds):
    ended = subprocess.run(
        [need(world.build / "test/bench/bench-figure"), str(ROOT / "data/stretches/butterfly-wings.stretch"), "2"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {"frame_ms": json.loads(ended.stdout)["frame_ms"]}


MANICTIME_TIME = "%m/%d/%Y %I:%M:%S %p"
EIGHT_YEARS = 24  # times four months


def repeated_history(path, n_rows=None):
    """Writes the real four months after one another, whole weeks apart: eight years, or so many rows. The rows."""
    if not HISTORY.exists():
        raise NotThere(f"{HISTORY.relative_to(ROOT)} is not there")
    with open(HISTORY, encoding="utf-8-sig", newline="") as file:
        head, *rows = [row for row in csv.reader(file) if row]
    spans = [
        (row, datetime.datetime.strptime(row[1], MANICTIME_TIME), datetime.datetime.strptime(row[2], MANICTIME_TIME))
        for row in rows
    ]
    weeks = (max(end for _, _, end in spans) - min(start for _, start, _ in spans)).days // 7 + 1
    n_rows = n_rows or EIGHT_YEARS * len(spans)

    def text(at):
        return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M:%S} {'PM' if at.hour >= 12 else 'AM'}"

    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    for i in range(n_rows):
        row, start, end = spans[i % len(spans)]
        shift = datetime.timedelta(weeks=weeks * (i // len(spans)))
        writer.writerow([row[0], text(start + shift), text(end + shift), *row[3:]])
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")
    return n_rows


def measure_terminal(world, _seconds):
    """A session of blocks in 24-bit colour, without a terminal that would cost something itself."""
    window_s = 12
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environment = world.new_home() | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LIMBER_VOICE": "off"}
    command = [need(world.limber), "stretch", "shoulder-rolls", "--figure", "blocks"]
    process = world.spawn(command, env=environment, stdin=slave, stdout=slave, start_new_session=True)
    os.close(slave)
    end = time.monotonic() + 7  # it is told for 5 s, then it moves
    first = n_bytes = 0
    while time.monotonic() < end + window_s:
        if select.select([master], [], [], 0.5)[0]:
            n = len(os.read(master, 65536))
            n_bytes += n if first else 0
        if not first and time.monotonic() >= end:
            first, began = Usage.of(process.pid).cpu_ns, time.monotonic()
    took = time.monotonic() - began
    cpu = Usage.of(process.pid).cpu_ns - first
    stop(process)
    os.close(master)
    return {"terminal_cpu_percent": cpu / 1e7 / took, "terminal_kb_per_s": n_bytes / 1000 / took}


def measure_simulate(world, _seconds):
    history = world.top / "eight-years.csv"
    rows = repeated_history(history)
    command = [need(world.limber), "simulate", str(history), "--format", "manictime", "--answer", "take", "--json"]
    took = run_ms(command, world.new_home(), 5)
    print(f"  (simulate: {rows} spans)")
    return {"simulate_ms": took}


def measure_import(world, _seconds):
    history = world.top / "rows.csv"
    repeated_history(history, 17800)
    # Each run into a store of its own: the second import of a file is a shorter one.
    return {"import_ms": run_ms([need(world.limber), "import", "manictime", str(history)], world.new_home, 5)}


MEASUREMENTS = {
    "engine": measure_engine,
    "figure": measure_figure,
    "terminal": measure_terminal,
    "simulate": measure_simulate,
    "import": measure_import,
    "status": measure_status,
    "window": measure_window,
    "desk": measure_desk,
    "daemon": measure_daemon,
    "wayland": measure_wayland,
    "tty": measure_tty,
}


def report(figures, missing):
    def shown(name, digits):
        return f"{figures[name]:.{digits}f}" if name in figures else "?"

    print()
    print("| program | PSS MB | private dirty MB | wake-ups/s idle, active | CPU ms/min idle, active | start to ready ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(
        f"| limberd | {shown('pss_mb', 1)} | {shown('private_dirty_mb', 2)} "
        f"| {shown('wakeups_idle_per_s', 2)}, {shown('wakeups_active_per_s', 2)} "
        f"| {shown('cpu_idle_ms_per_min', 2)}, {shown('cpu_active_ms_per_min', 2)} | {shown('ready_ms', 0)} |"
    )
    print()
    for goal in GOALS:
        if goal.name in figures:
            value = figures[goal.name]
            text = f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"
            print(f"{goal.verdict(value):4}  {goal.title:42} {text:>12} {goal.unit:7} ({goal.goal_text()})")
    for name, reason in missing.items():
        print(f"  ?   {name}: {reason}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build")
    parser.add_argument("--json", metavar="FILE", help="the figures and their goals, for programs")
    parser.add_argument("--only", nargs="+", choices=list(MEASUREMENTS), default=list(MEASUREMENTS))
    arguments = parser.parse_args()
    seconds = float(os.environ.get("BENCH_S", "60"))

    figures, missing = {}, {}
    with contextlib.ExitStack() as stack:
        world = World(arguments.build, stack)
        for name in arguments.only:
            print(f"measuring {name} ...", flush=True)
            try:
                figures.update(MEASUREMENTS[name](world, seconds))
            except NotThere as reason:
                missing[name] = str(reason)

    report(figures, missing)
    if arguments.json:
        rows = {
            goal.name: {
                "value": figures.get(goal.name), "unit": goal.unit, "goal": goal.goal, "at_most": goal.at_most,
                "verdict": goal.verdict(figures[goal.name]) if goal.name in figures else None,
            }
            for goal in GOALS
        }  # fmt: skip
        pathlib.Path(arguments.json).write_text(
            json.dumps({"window_s": seconds, "figures": rows, "missing": missing}, indent=1) + "\n"
        )
    return 0 if figures else 1


if __name__ == "__main__":
    sys.exit(main())
