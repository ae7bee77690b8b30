"""A finished recording as a strict reader finds it: fetched over HTTP, decoded frame by frame."""

import io
import urllib.request
from dataclasses import dataclass
from itertools import pairwise

import av
import numpy as np

from server.bot.picture import read_number
from tests.harness.classroom_server import TOKEN
from tests.harness.waiting import eventually


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


async def is_recorded(server, made, seconds):
    """So much more of the class stands in its recording."""

    def edge():
        return server.api("GET", f"classes/{made['id']}/manifest").get("live_edge", 0)

    wanted = edge() + seconds * 1000
    await eventually(lambda: edge() >= wanted, f"{seconds} s more are recorded")


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


def pictures(content, every=1.0):
    """A picture of each `every` seconds of a film to take away, as images; it has sound, too."""
    found, last = [], -every
    with av.open(io.BytesIO(content)) as container:
        assert container.streams.audio
        for frame in container.decode(video=0):
            if frame.time - last >= every:
                found.append(frame.to_image())
                last = frame.time
    return found


def loudness(server, made, window=100):
    """The mix as loudness (0 to 1) for each `window` milliseconds of class time."""
    manifest = server.api("GET", f"classes/{made['id']}/manifest")
    data = fetch(server, made, f"media/{manifest['mix']['file']}")
    levels = {}
    with av.open(io.BytesIO(data)) as container:
        for frame in container.decode(audio=0):
            slot = int(float(frame.time) * 1000) // window
            levels[slot] = max(levels.get(slot, 0.0), volume(frame))
    return levels


def decoded(server, made, track):
    """Every frame of a track that can really be decoded."""
    data = fetch(server, made, f"media/{track['file']}")
    for number, init in enumerate(track["inits"]):
        pieces = [
            data[at : at + size] for at, size, _, _, made_for, _ in track["fragments"] if made_for == number
        ]
        if not pieces:
            continue
        head = data[init["offset"] : init["offset"] + init["length"]]
        with av.open(io.BytesIO(head + b"".join(pieces))) as container:
            yield from container.decode(container.streams[0])


def moments(server, made, track):
    """The class times (ms) of all pictures or sound packets of a track that can really be decoded."""
    return sorted(float(frame.time) * 1000 for frame in decoded(server, made, track))


def loud_from(server, made, track, level=0.02):
    """The class time (ms) of the first sound of a track that is louder than `level` (0 to 1); None in a silent one."""
    for frame in decoded(server, made, track):
        if volume(frame) > level:
            return float(frame.time) * 1000
    return None


def volume(frame):
    """How loud a frame of sound is, 0 to 1."""
    scale = 32768 if frame.format.name.startswith("s16") else 1
    return float(np.sqrt(np.mean((frame.to_ndarray().astype(np.float64) / scale) ** 2)))


def missing(server, made, allowed=3000):
    """What the timeline says was sent and the recording lacks, as sentences: stretches of more than `allowed` ms.

    Left out is when a track was muted and when nothing was recorded at all (a pause, an outage of the server).
    """
    manifest = server.api("GET", f"classes/{made['id']}/manifest")
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    found = []
    for track, source, spans in _sent(entries, manifest["duration"]):
        parts = [part for part in manifest["tracks"] if part["track"] == track]
        times = sorted(at for part in parts for at in moments(server, made, part))
        for start, end in _common(spans, manifest["recorded"]):
            inside = [start, *(at for at in times if start < at < end), end]
            found += [
                f"{source} {track}: nothing from {before:.0f} to {after:.0f} ms"
                for before, after in pairwise(inside)
                if after - before > allowed
            ]
    return found


def _sent(entries, end):
    """(track, source, [[from, to], ...]) of all tracks: when they were sent and not muted."""
    tracks = {}
    for entry in entries:
        event = entry.get("event", {})
        match event.get("type"):
            case "TrackPublished":
                tracks[event["track"]] = (event["source"], [[entry["at"], end]])
            case "TrackMuted" | "TrackEnded":
                tracks[event["track"]][1][-1][1] = min(entry["at"], tracks[event["track"]][1][-1][1])
            case "TrackUnmuted":
                tracks[event["track"]][1].append([entry["at"], end])
    return [(track, source, spans) for track, (source, spans) in tracks.items()]


def _common(some, others):
    return [(max(a, c), min(b, d)) for a, b in some for c, d in others if min(b, d) > max(a, c)]
