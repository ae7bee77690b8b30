"""A class as it leaves a folder behind, and its film made of it as the server does."""

from fractions import Fraction

import av
import numpy as np
from av.stream import Disposition
from PIL import Image

from recording.chunks import Seen, plan, whole
from recording.composite import make
from recording.shelf import Shelf
from rooms.drawing import DIGITS
from rooms.facts import EVERYONE, Entry

LETTERS = "".join(DIGITS)


def timeline(*events, to=EVERYONE):
    """Entries from (at, event), in the order of writing."""
    return [Entry(seq, at, 0, None, to, event) for seq, (at, event) in enumerate(events, 1)]


def points(*spots):
    """The points of a drawing as the timeline has them."""
    text, before = "", (0, 0)
    for spot in spots:
        for now, last in zip(spot, before, strict=True):
            rest = 2 * abs(now - last) + (now < last)
            while rest >= 32:
                text += LETTERS[rest % 32 + 32]
                rest //= 32
            text += LETTERS[rest]
        before = spot
    return text


def plain(colour):
    """Pictures of one colour."""

    def made(number, width, height):
        image = np.full((height, width, 3), colour, np.uint8)
        frame = av.VideoFrame.from_ndarray(image, "rgb24").reformat(format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, 25)
        return frame

    return made


def page(folder, deck, number, colour):
    """A rendered page of slides."""
    path = folder / "decks" / deck / f"{number}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (1600, 900), colour).save(path, "WEBP")


def chunks_of(folder, manifest, entries, names=None):
    """Make every chunk of a class that is not there; (the shelf, the pieces in order, how many had to be made)."""
    seen, shelf, made = Seen(), Shelf(folder / "download"), 0
    shelf.folder.mkdir(exist_ok=True)
    seen.read_on(entries)
    keys = []
    for number in range(whole(manifest)[0]):
        chunk = plan(number, manifest, seen, "Tides").named(names or {})
        if not shelf.has(chunk.key):
            make(folder / "recording", shelf.path(chunk.key), chunk.plan)
            made += 1
        keys.append(chunk.key)
    return shelf, [shelf.find(key) for key in keys], made


def frames_of(path):
    """(seconds, picture) of a film, in order."""
    with av.open(str(path)) as container:
        return [(float(frame.time), frame) for frame in container.decode(video=0)]


def seen_at(frames, seconds):
    """The picture that is shown at a moment, as RGB."""
    return [frame for time, frame in frames if time <= seconds + 0.001][-1].to_ndarray(format="rgb24")


def is_colour(picture, x, y, colour, off=24):
    """Whether the picture has (about) this colour there."""
    return bool(np.abs(picture[y, x].astype(int) - colour).max() <= off)


def loudness(path, window=0.1):
    """How loud each tenth of a second is."""
    with av.open(str(path)) as container:
        samples = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    sound = np.concatenate(samples)
    step = int(48000 * window)
    return [float(np.abs(sound[at : at + step]).max()) for at in range(0, len(sound) - step, step)]


def captions_of(path):
    """The captions of a film, track by track: (language, whether they play by themselves, [(seconds, words)])."""
    found = []
    with av.open(str(path)) as container:
        for stream in container.streams.subtitles:
            told = [
                (float(one.pts * one.time_base), bytes(one)[2:].decode())
                for one in container.demux(stream)
                if one.size
            ]
            plays = bool(stream.disposition & Disposition.default)
            found.append((stream.language, plays, [(round(at, 1), text) for at, text in told if text]))
            container.seek(0)
    return found
