"""A class as it leaves a folder behind: cameras, a screen, slides and a board, recorded in fast motion."""

import itertools
from fractions import Fraction

import av
import numpy as np
from PIL import Image

from recording.chunks import Seen, plan, whole
from recording.composite import make
from recording.shelf import Shelf
from rooms.agenda import AgendaPlanned, Segment, SegmentStarted
from rooms.board import BoardHidden, BoardShown, ItemDrawn
from rooms.captions import CaptionSpoken
from rooms.facts import EVERYONE, Entry
from rooms.lesson import ClassEnded, ClassOpened
from rooms.people import PersonJoined
from rooms.slides import DeckAdded, PageShown, SlidesHidden
from rooms.tracks import SpeakerChanged, TrackEnded, TrackPublished
from tests.recording import film


def timeline(*events):
    """Entries for everybody from (at, event), in the order of writing."""
    return [Entry(seq, at, 0, None, EVERYONE, event) for seq, (at, event) in enumerate(events, 1)]


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
    """Make every chunk of a class that is not there, as the server does; the shelf, and the pieces in order."""
    seen, shelf = Seen(), Shelf(folder / "download")
    shelf.folder.mkdir(exist_ok=True)
    seen.read_on(entries)
    keys = []
    for number in range(whole(manifest)[0]):
        chunk = plan(number, manifest, seen).named(names or {})
        if not shelf.has(chunk.key):
            make(folder / "recording", shelf.path(chunk.key), chunk.plan)
        keys.append(chunk.key)
    return shelf, [shelf.find(key) for key in keys]


def frames_of(path):
    """(seconds, picture as RGB) of a film."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield float(frame.time), frame.to_ndarray(format="rgb24")


def seen_at(frames, seconds):
    """The picture that is shown at a moment."""
    return list(itertools.takewhile(lambda each: each[0] <= seconds + 0.001, frames))[-1][1]


__all__ = [
    "AgendaPlanned", "BoardHidden", "BoardShown", "CaptionSpoken", "ClassEnded", "ClassOpened", "DeckAdded", "ItemDrawn",
    "PageShown", "PersonJoined", "Segment", "SegmentStarted", "SlidesHidden", "SpeakerChanged", "TrackEnded",
    "TrackPublished", "film",
]  # fmt: skip
