"""An hour of speech that comes in afterwards, as a recording that is brought; and what the workers of a server cost."""

from __future__ import annotations

import os
import time
import urllib.request
from pathlib import Path
from typing import Any

import av
import numpy as np

from server.bot import voice
from tests.bench.speech import decoded, error_rate, references
from tests.harness.classroom_server import TOKEN, ClassroomServer
from tests.harness.waiting import wait_until

HOUR = 3600.0
PAUSE = 0.7  # seconds between two files
TICKS = os.sysconf("SC_CLK_TCK")


def worker_figures(server: ClassroomServer) -> dict[str, dict[str, float]]:
    """CPU seconds so far and most memory (MB) of each speech worker of a server: "afterwards" and "live"."""
    assert server.process is not None
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            parts = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            status = (folder / "status").read_text()
        except OSError:
            continue
        if "transcription.worker" not in words or int(parts[1]) != server.process.pid:
            continue
        name = "afterwards" if words[words.index("--nice") + 1] == "19" else "live"
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        found[name] = {"cpu": (int(parts[11]) + int(parts[12])) / TICKS, "memory": round(peak / 1024)}
    return found


def hour_of(folder: Path, target: Path, seconds: float = HOUR) -> list[str]:
    """Write the files of a folder over and over into one M4A of so many seconds; what is said in it."""
    said, written = [], 0.0
    sounds = [
        ((np.clip(decoded(folder / file, voice.RATE), -1, 1) * 32767).astype(np.int16), reference)
        for file, reference in references(folder)
    ]
    pause = np.zeros(int(PAUSE * voice.RATE), np.int16)
    with av.open(str(target), "w", format="mp4") as out:
        stream = out.add_stream("aac", rate=voice.RATE, layout="mono")
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=voice.RATE, frame_size=1024)
        number = 0
        while written < seconds:
            sound, reference = sounds[number % len(sounds)]
            number += 1
            whole = np.concatenate([sound, pause])
            frame = av.AudioFrame.from_ndarray(whole[None, :], format="s16", layout="mono")
            frame.sample_rate = voice.RATE
            for each in resampler.resample(frame):
                out.mux(stream.encode(each))
            said.append(reference)
            written += len(whole) / voice.RATE
        for each in resampler.resample(None):
            out.mux(stream.encode(each))
        out.mux(stream.encode(None))
    return said


def _put(server: ClassroomServer, path: str, data: bytes) -> None:
    request = urllib.request.Request(f"{server.url}/api/v1/{path}", data=data, method="PUT")
    request.add_header("Authorization", f"Bearer {TOKEN}")
    with urllib.request.urlopen(request, timeout=120):
        pass


def brought_hour(
    server: ClassroomServer, folder: Path, scratch: Path, seconds: float = HOUR
) -> dict[str, Any]:
    """Bring an hour of speech, and wait for its transcript."""
    file = scratch / "hour.m4a"
    said = hour_of(folder, file, seconds)
    data = file.read_bytes()
    course = server.api("POST", "courses", {"title": "Oceanography"})["id"]
    about = {"title": "An hour", "size": len(data), "name": "hour.m4a", "speaker": "Prof. Ames"}
    made = server.api("POST", f"courses/{course}/imports", about)["id"]
    for at in range(0, len(data), 16 << 20):
        _put(server, f"classes/{made}/import/recording?from={at}", data[at : at + (16 << 20)])
    server.api("POST", f"classes/{made}/import")
    wait_until(
        lambda: server.api("GET", f"classes/{made}/import")["state"] in ("done", "failed"), "the import", 900
    )
    began, load = time.monotonic(), os.getloadavg()[0]
    server.api("POST", f"classes/{made}/commands", {"id": "publish", "do": "PublishClass"})

    def over() -> Any:
        entries = server.api("GET", f"classes/{made}/timeline")["entries"]
        states = [one["event"]["state"] for one in entries if one["event"]["type"] == "TranscriptChanged"]
        return entries if states and states[-1] in ("done", "failed", "no_model") else None

    entries = wait_until(over, "the transcript", 3600)
    took = time.monotonic() - began
    figures = worker_figures(server)["afterwards"]
    lines = sorted(
        (one["event"] for one in entries if one["event"]["type"] == "CaptionSpoken"),
        key=lambda one: one["start"],
    )
    text = " ".join(one["text"] for one in lines)
    return {
        "audio_s": round(seconds), "transcript_after_s": round(took, 1), "cpu_s": figures["cpu"],
        "cpu_s_per_audio_s": round(figures["cpu"] / seconds, 3), "memory_mb": figures["memory"],
        "wer_percent": round(100 * error_rate([" ".join(said)], [text]), 2), "load": [round(load, 1), round(os.getloadavg()[0], 1)],
    }  # fmt: skip
