# SPDX-License-Identifier: MIT
"""Sound as it is out there: PulseAudio with a sink that nobody hears, its record, and speech-dispatcher."""

import array
import math
import os
import signal
import socket
import subprocess

from desktop_parts import wait_until

RATE_HZ = 44100
SILENT = 8  # of 32767: less is nothing


def silent_environment(place):
    """Neither a sound server nor a speech server is found here, and none starts by itself."""
    config = place / ".config" / "speech-dispatcher"
    config.mkdir(parents=True)
    (config / "speechd.conf").write_text("DisableAutoSpawn\n")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "XDG_RUNTIME_DIR": str(place),
        "LC_ALL": "C.UTF-8",
        "PULSE_SERVER": f"unix:{place}/none",
    }


class SoundServer:
    """PulseAudio of our own; whoever has `environment` is heard here."""

    def __init__(self, place):
        self.place = place
        place.mkdir()
        self.socket = place / "socket"
        # norewinds: 50 ms are on their way at any time, as in a sound card; else it would be 2 s.
        (place / "pulse.pa").write_text(
            f"load-module module-native-protocol-unix socket={self.socket} auth-anonymous=1\n"
            f"load-module module-null-sink sink_name=ear rate={RATE_HZ} channels=1 format=s16le norewinds=1\n"
        )
        self.environment = {**silent_environment(place), "PULSE_SERVER": f"unix:{self.socket}"}
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(self.place / "pulse.pa"), "--daemonize=no", "--use-pid-file=no",
             "--exit-idle-time=-1", "--realtime=no", "--high-priority=no"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: self.ctl("list", "short", "sinks").returncode == 0, "no sound server")

    def ctl(self, *words):
        return subprocess.run(["pactl", *words], env=self.environment, capture_output=True, text=True, timeout=10)

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)


class Ear:
    """What is played from now on."""

    def __init__(self, server):
        self.path = server.place / "heard"
        self.file = open(self.path, "wb")
        self.process = subprocess.Popen(
            ["parecord", "-d", "ear.monitor", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE_HZ}",
             "--latency-msec=10"],
            env=server.environment, stdout=self.file, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: self.path.stat().st_size > 0, "nothing is recorded, not even silence")

    def samples(self):
        n = self.path.stat().st_size // 2
        samples = array.array("h")
        with open(self.path, "rb") as file:
            samples.frombytes(file.read(2 * n))
        return samples

    def now(self):
        """The place in the record that is now, nearly."""
        return self.path.stat().st_size // 2

    def last_sound(self):
        """The place after which there is silence."""
        samples = self.samples()
        return next((i for i in range(len(samples) - 1, -1, -1) if abs(samples[i]) > SILENT), 0)

    def first_sound(self, first=0):
        samples = self.samples()
        return next((i for i in range(first, len(samples)) if abs(samples[i]) > SILENT), None)

    def note(self, first, frequencies, length_s=0.09):
        """Which of them is the strongest there."""
        samples = self.samples()[first : first + int(length_s * RATE_HZ)]

        def power(hz):
            angle = 2 * math.pi * hz / RATE_HZ
            real = sum(x * math.cos(angle * i) for i, x in enumerate(samples))
            imaginary = sum(x * math.sin(angle * i) for i, x in enumerate(samples))
            return math.hypot(real, imaginary)

        return max(frequencies, key=power)

    def await_silence(self, length_s=0.5, patience_s=10):
        """Until nothing was heard for so long."""
        wait_until(
            lambda: self.now() - self.last_sound() > length_s * RATE_HZ, "it does not become silent", patience_s
        )

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.file.close()


class SpeechServer:
    """speech-dispatcher of our own with espeak-ng, over a sound server."""

    def __init__(self, sound, modules=("espeak-ng",)):
        self.place = sound.place / "speech"
        (self.place / "modules").mkdir(parents=True)
        (self.place / "log").mkdir()
        self.log = self.place / "log" / "speech-dispatcher.log"
        names = "".join(f'AddModule "{name}" "sd_{name}" "{name}.conf"\n' for name in modules)
        (self.place / "speechd.conf").write_text(
            f'LogLevel 5\nLogDir "{self.place / "log"}"\nAudioOutputMethod "pulse"\nDisableAutoSpawn\n'
            f'{names}DefaultModule {modules[0]}\n'
        )
        (self.place / "modules" / "espeak-ng.conf").write_text("")
        self.socket = self.place / "socket"
        self.environment = {**sound.environment, "SPEECHD_ADDRESS": f"unix_socket:{self.socket}"}
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["speech-dispatcher", "--run-single", "-C", str(self.place), "-S", str(self.socket),
             "-P", str(self.place / "pid"), "-L", str(self.place / "log"), "-t", "0"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            wait_until(self.answers, "no speech server")
        except BaseException:
            self.stop()
            raise

    def answers(self):
        """When its synthesizers are there."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            try:
                line.connect(str(self.socket))
            except OSError:
                return False  # it begins to exist before it listens
            line.sendall(b"QUIT\r\n")
            return line.recv(100).startswith(b"231")

    def lines(self):
        """What it was told, line by line."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return [line.split(":DATA:|", 1)[1] for line in text.splitlines() if ":DATA:|" in line]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """With its synthesizers."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.socket.unlink(missing_ok=True)
