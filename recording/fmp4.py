"""Writes fragmented MP4 (CMAF) for H.264, VP9, AV1 and Opus: an init segment, then one `moof` + `mdat` a fragment.

ISO/IEC 14496-12 (boxes), 14496-15 (avcC), "Encapsulation of Opus in ISOBMFF" 4.3 (dOps), the bindings of VP9 (vpcC) and
AV1 (av1C). One track a file, its id 1; `tfdt` is class time in ticks of the track's RTP clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack

from recording.frames import Format

CODES = {"vp09": (b"vp09", b"vpcC"), "av01": (b"av01", b"av1C")}
"""Sample entries and their configuration boxes, by what the codec's name begins with."""
SYNC, NOT_SYNC = 0x02000000, 0x01010000
MATRIX = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame in a file: its bytes, how long it is shown (ticks), whether decoding can begin with it, and by how many
    ticks it is shown later than it is decoded."""

    data: bytes
    duration: int
    key: bool
    shift: int = 0


def box(name: bytes, *parts: bytes) -> bytes:
    """A box: size, four letters, content."""
    body = b"".join(parts)
    return pack(">I", len(body) + 8) + name + body


def full(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """A box with version and flags."""
    return box(name, pack(">I", version << 24 | flags), *parts)


class Mp4:
    """Writes the init segment and fragments of one track; `rate`: ticks a second."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._sequence = 0

    def init(self, what: Format) -> bytes:
        """The init segment (`ftyp` + `moov`) for frames of this format."""
        brands = b"iso6" + pack(">I", 0) + b"iso6cmfcmp41"
        mvhd = full(
            b"mvhd",
            0,
            0,
            pack(">4I", 0, 0, self._rate, 0),
            pack(">IH10x", 0x10000, 0x100),
            MATRIX,
            bytes(24),
            pack(">I", 2),
        )
        trex = full(b"trex", 0, 0, pack(">5I", 1, 1, 0, 0, 0))
        return box(b"ftyp", brands) + box(b"moov", mvhd, self._trak(what), box(b"mvex", trex))

    def fragment(self, start: int, samples: Sequence[Sample]) -> bytes:
        """A fragment whose first sample is shown at `start` ticks; its samples follow each other without a gap."""
        self._sequence += 1
        shifted = any(sample.shift for sample in samples)
        rows = b"".join(
            pack(">III", sample.duration, len(sample.data), SYNC if sample.key else NOT_SYNC)
            + (pack(">i", sample.shift) if shifted else b"")
            for sample in samples
        )
        mfhd = full(b"mfhd", 0, 0, pack(">I", self._sequence & 0xFFFFFFFF))
        tfhd = full(b"tfhd", 0, 0x020000, pack(">I", 1))
        tfdt = full(b"tfdt", 1, 0, pack(">Q", start))
        ahead = 8 + len(mfhd) + 8 + len(tfhd) + len(tfdt) + 20 + len(rows) + 8
        # Version 1: a shift may be negative (14496-12 8.8.8).
        trun = full(
            b"trun", int(shifted), 0xF01 if shifted else 0x701, pack(">II", len(samples), ahead), rows
        )
        moof = box(b"moof", mfhd, box(b"traf", tfhd, tfdt, trun))
        return moof + box(b"mdat", *(sample.data for sample in samples))

    def _trak(self, what: Format) -> bytes:
        sound = not what.width
        tkhd = full(
            b"tkhd",
            0,
            3,
            pack(">5I", 0, 0, 1, 0, 0),
            pack(">8xHHHH", 0, 0, 0x100 if sound else 0, 0),
            MATRIX,
            pack(">II", what.width << 16, what.height << 16),
        )
        mdhd = full(b"mdhd", 0, 0, pack(">4IHH", 0, 0, self._rate, 0, 0x55C4, 0))
        handler = b"soun" if sound else b"vide"
        hdlr = full(b"hdlr", 0, 0, pack(">I", 0), handler, bytes(12), b"Amphi\0")
        header = full(b"smhd", 0, 0, bytes(4)) if sound else full(b"vmhd", 0, 1, bytes(8))
        dinf = box(b"dinf", full(b"dref", 0, 0, pack(">I", 1), full(b"url ", 0, 1)))
        entry = opus_entry(what, self._rate) if sound else picture_entry(what)
        stbl = box(
            b"stbl",
            full(b"stsd", 0, 0, pack(">I", 1), entry),
            full(b"stts", 0, 0, bytes(4)),
            full(b"stsc", 0, 0, bytes(4)),
            full(b"stsz", 0, 0, bytes(8)),
            full(b"stco", 0, 0, bytes(4)),
        )
        return box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, box(b"minf", header, dinf, stbl)))


def picture_entry(what: Format) -> bytes:
    """The sample entry of a picture codec: `avc1`, `vp09` or `av01`."""
    visual = pack(">6xH16xHHII4xH", 1, what.width, what.height, 0x480000, 0x480000, 1)
    name, config = next((pair for key, pair in CODES.items() if key in what.mime), (b"avc1", b"avcC"))
    about = what.config or _avc_config(what)
    return box(name, visual, bytes(32), pack(">Hh", 24, -1), box(config, about))


def _avc_config(what: Format) -> bytes:
    """The parameter sets of H.264 (14496-15 5.3.3)."""
    avcc = b"\x01" + what.sps[1:4] + b"\xff\xe1" + pack(">H", len(what.sps)) + what.sps
    avcc += b"\x01" + pack(">H", len(what.pps)) + what.pps
    if what.sps[1] in (100, 110, 122, 144):
        avcc += b"\xfd\xf8\xf8\x00"
    return avcc


def opus_entry(what: Format, rate: int) -> bytes:
    """The sample entry of Opus; nothing is skipped at the start, times are the sender's."""
    sound = pack(">6xH8xHH4xI", 1, what.channels, 16, rate << 16)
    dops = pack(">BBHIhB", 0, what.channels, 0, 48000, 0, 0)
    return box(b"Opus", sound, box(b"dOps", dops))
