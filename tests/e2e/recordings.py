"""A finished recording as a strict reader finds it: fetched over HTTP, decoded frame by frame."""

import io
import urllib.request
from dataclasses import dataclass

import av
import numpy as np

from server.bot.picture import read_number
from tests.harness.classroom_server import TOKEN


@dataclass(frozen=True)
class Film:
    """One decoded track: class time (ms) of each picture, and the numbers that made pictures carry."""

    person: str
    source: str
    times: list[float]
    numbers: dict[int, float]


def fetch(server, made, path):
    """Something of a class by the HTTP API: `media/FILE` or `transcript.vtt`."""
    request = urllib.request.Request(f"{server.url}/api/v1/classes/{made['id']}/{path}")
    request.add_header("Authorization", f"Bearer {TOKEN}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def films(server, made):
    """All pictures of a class, decoded."""
    manifest = server.api("GET", f"classes/{made['id']}/manifest")
    return [
        film(fetch(server, made, f"media/{track['file']}"), track)
        for track in manifest["tracks"]
        if track["source"] in ("camera", "screen") and track["fragments"]
    ]


def film(data, track):
    times, numbers = [], {}
    with av.open(io.BytesIO(data)) as container:
        for frame in container.decode(video=0):
            at = float(frame.time) * 1000
            times.append(at)
            number = read_number(frame)
            if number is not None:
                numbers[number] = at
    return Film(track["person"], track["source"], times, numbers)


def loudness(server, made, window=100):
    """The mix as loudness (0 to 1) for each `window` milliseconds of class time."""
    manifest = server.api("GET", f"classes/{made['id']}/manifest")
    data = fetch(server, made, f"media/{manifest['mix']['file']}")
    levels = {}
    with av.open(io.BytesIO(data)) as container:
        for frame in container.decode(audio=0):
            samples = frame.to_ndarray().astype(np.float64)
            scale = 32768 if frame.format.name.startswith("s16") else 1
            slot = int(float(frame.time) * 1000) // window
            levels[slot] = max(levels.get(slot, 0.0), float(np.sqrt(np.mean((samples / scale) ** 2))))
    return levels
