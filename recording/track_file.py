"""One track's file: frames are gathered into fragments of half a second and appended, with an index of them."""

from typing import Protocol

from recording.files import AppendFile, Pen
from recording.fmp4 import Mp4, Sample
from recording.frames import Format, Frame
from recording.index import Fragment, Index, Init
from recording.ledger import Ledger
from recording.ports import Segment, TrackInfo
from recording.webm import WebM

HOLD = {"camera": 1.0, "screen": 2.5}
"""Seconds for which a picture stays up when none follows: beyond is a hole. A still screen sends one a second."""
LATE = 0.4
"""Seconds that a fragment may wait for its end beyond its length, when packets stay away."""


class Container(Protocol):
    """MP4 or WebM: both know how to write an init segment and a fragment."""

    def init(self, what: Format) -> bytes:
        """The init segment for frames of this format."""

    def fragment(self, start: int, samples: list[Sample]) -> bytes:
        """A fragment that begins at `start` ticks."""


class TrackFile:
    """Takes frames with their class time in ticks, rising; hands whole fragments to the pen.

    The last picture is held back until the next one tells how long it was shown; sound knows its length.
    """

    def __init__(
        self, info: TrackInfo, pen: Pen, ledger: Ledger, *, fragment: float = 0.5, hold: float | None = None
    ) -> None:
        """`hold`: seconds beyond which a picture without a next one is a hole; else what its source tells."""
        self.info = info
        self._pen, self._ledger = pen, ledger
        self._container: Container = WebM(info.rate) if info.codec == "video/vp8" else Mp4(info.rate)
        self._target = round(fragment * info.rate)
        self._hold = round((HOLD.get(info.source, 1.0) if hold is None else hold) * info.rate)
        self._file: AppendFile | None = None
        self._format: Format | None = None
        self._index = Index(info)
        self._samples: list[Sample] = []
        self._start = self._end = 0
        self._held: tuple[int, Frame] | None = None
        self._spacing = info.rate // 50

    def continue_from(self, found: Index) -> None:
        """Goes on in a file that an earlier run of the server left (the mix), behind its last whole fragment."""
        self._file = self._pen.open(self.info.file, found.size)
        self._index = found
        self._end = self.end_ms * self.info.rate // 1000 + 1 if found.fragments else 0

    def frame(self, ticks: int, frame: Frame) -> None:
        """Adds a frame shown at class time `ticks`; one that does not come after the last is left out."""
        ticks = max(ticks, self._end) if ticks > self._end - self.info.rate // 10 else ticks
        if ticks < max(0, self._end) or (self._held and ticks <= self._held[0]):
            return
        self._settle(ticks)
        long_enough = self._samples and ticks - self._start >= self._target
        if frame.format != self._format or long_enough or (frame.key and frame.format.width):
            self._write()
        if frame.format != self._format:
            self._begin(frame.format)
        self._held = (ticks, frame)

    def steady(self, ticks: int, frame: Frame) -> None:
        """Adds a frame that is known to last `frame.length`: the mix, whose frames follow without a gap."""
        self.frame(ticks, frame)
        self._settle(None)
        if self._end - self._start >= self._target:
            self._write()

    def tick(self, now: int) -> None:
        """Closes what has waited long enough at class time `now` (ticks), so that a crash loses less than a second."""
        late = round(LATE * self.info.rate)
        if self._held:
            ticks, frame = self._held
            if now - ticks > late + (self._hold if frame.format.width else frame.length):
                self._settle(None)
        if self._samples and now - self._start >= self._target + late:
            self._write()

    def cut(self) -> None:
        """Ends the fragment here."""
        self._write()

    def close(self) -> None:
        """Writes all that is held."""
        self._settle(None)
        self._write()

    @property
    def end_ms(self) -> int:
        """Class ms up to which fragments were handed to the pen."""
        return self._index.fragments[-1].end if self._index.fragments else 0

    @property
    def written_ms(self) -> int:
        """Class ms up to which fragments are in the file."""
        for fragment in reversed(self._index.fragments):
            if self._file and fragment.offset + fragment.length <= self._file.written:
                return fragment.end
        return 0

    def index(self) -> Index:
        """The index of what is in the file now; safe to hand out."""
        if self._file is None:
            return Index(self.info)
        digest = self._file.digest.hexdigest() if self._file.closed else ""
        return self._index.written(self._file.written, digest)

    @property
    def waiting(self) -> int:
        """Bytes that were handed to the pen and are not in the file yet."""
        return 0 if self._file is None else self._file.length - self._file.written

    def segment(self) -> Segment | None:
        """What of the track goes into this file, with what the writing thread still has in hand."""
        return self._index.segment()

    def _settle(self, until: int | None) -> None:
        """The held frame gets its length: up to the next one, or its own when that is far off or unknown."""
        if self._held is None:
            return
        ticks, frame = self._held
        self._held = None
        if until is not None and until - ticks <= self._hold:
            length = until - ticks
            self._spacing = min(length, self.info.rate // 5)
        else:
            length = frame.length or self._spacing
        if self._samples and ticks != self._end:
            self._write()
        if not self._samples:
            self._start = ticks
        self._samples.append(Sample(frame.data, length, frame.key, frame.shift))
        self._end = ticks + length

    def _begin(self, what: Format) -> None:
        data = self._container.init(what)
        if self._file is None:
            self._ledger.opened(self.info)
            self._file = self._pen.open(self.info.file)
        offset = self._pen.append(self._file, data)
        self._index.add(Init(offset, len(data), what.mime, what.width, what.height))
        self._format = what

    def _write(self) -> None:
        if not self._samples or self._file is None:
            return
        data = self._container.fragment(self._start, self._samples)
        offset = self._pen.append(self._file, data)
        rate = self.info.rate
        time = self._start * 1000 // rate
        key = int(self._samples[0].key)
        init = len(self._index.inits) - 1
        self._index.add(Fragment(offset, len(data), time, self._end * 1000 // rate - time, init, key))
        self._samples, self._start = [], self._end
