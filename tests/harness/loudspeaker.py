"""A loudspeaker that is recorded: a PulseAudio of its own with nothing behind it, so that what browsers sound can be heard."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.harness.stores import lacking
from tests.harness.waiting import wait_until

RATE = 48_000  # Hz
BLOCK = 480  # samples
FAST = 20  # ms between sounding and being heard


class Heard:
    """What a loudspeaker sounds, in order, one channel; and when."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._blocks: list[bytes] = []
        self._zero = float("inf")
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while block := self._process.stdout.read(2 * BLOCK):
            self._blocks.append(block)
            # What comes late says only that this process slept.
            self._zero = min(self._zero, time.time() - len(self._blocks) * BLOCK / RATE)

    def between(self, start: float, end: float) -> npt.NDArray[np.float64]:
        """Samples (full scale is 1) heard from one time of the wall (s since 1970) to another."""
        if not self._blocks:
            return np.zeros(0)
        first, last = (max(0, round((at - self._zero) * RATE)) for at in (start, end))
        blocks = self._blocks[first // BLOCK : last // BLOCK + 1]
        samples = np.frombuffer(b"".join(blocks), np.int16) / 32768
        skipped = first % BLOCK
        return samples[skipped : skipped + last - first]


class Loudspeaker:
    """One sound server. `address` is what browsers are told as PULSE_SERVER."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"unix:{folder / 'socket'}"
        self._process: subprocess.Popen[bytes] | None = None

    def plug(self) -> None:
        """Switch it on."""
        commands = (
            f"load-module module-null-sink sink_name=ear rate={RATE} channels=2 format=s16le\n"
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self.folder / 'socket'}\n"
        )
        (self.folder / "commands").write_text(commands)
        asked = ["-n", "-F", str(self.folder / "commands"), "--daemonize=no", "--use-pid-file=no"]
        asked += ["--exit-idle-time=-1", "--high-priority=no", "--realtime=no", "--log-level=error"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                ["pulseaudio", *asked], env=self._environment, stdout=log, stderr=log
            )
        wait_until(self._listens, "the loudspeaker is there", 10)

    @property
    def _environment(self) -> dict[str, str]:
        own = str(self.folder)
        return {"PATH": "/usr/bin:/bin", "HOME": own, "XDG_RUNTIME_DIR": own, "PULSE_SERVER": self.address}

    def _listens(self) -> bool:
        asked = subprocess.run(["pactl", "info"], env=self._environment, capture_output=True, check=False)
        return asked.returncode == 0

    def unplug(self) -> None:
        """It is gone at once, as a headset whose battery is empty."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    @contextmanager
    def heard(self) -> Iterator[Heard]:
        """Listen to it."""
        command = ["parec", "-d", "ear.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        command.append(f"--latency-msec={FAST}")
        process = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE)
        try:
            yield Heard(process)
        finally:
            process.kill()
            process.wait()


def _there() -> bool:
    return all(shutil.which(name) for name in ("pulseaudio", "pactl", "parec"))


@contextmanager
def perhaps_a_loudspeaker() -> Iterator[str | None]:
    """Its address; None where there is no PulseAudio."""
    if not _there():
        yield None
        return
    with loudspeaker() as speaker:
        yield speaker.address


@contextmanager
def loudspeaker() -> Iterator[Loudspeaker]:
    """A loudspeaker; skips the test (fails under CI) if there is no PulseAudio."""
    if not _there():
        lacking("PulseAudio", "pulseaudio pulseaudio-utils")
    with tempfile.TemporaryDirectory(prefix="amphi-loudspeaker-") as folder:
        made = Loudspeaker(Path(folder))
        made.plug()
        try:
            yield made
        finally:
            made.unplug()
