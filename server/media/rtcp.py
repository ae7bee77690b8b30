"""The small letters that sender and receiver write each other about the media (RFC 3550 section 6, RFC 4585)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from struct import Struct, pack

_SENDER_INFO = Struct("!IQIII")
_REPORT = Struct("!IIIIII")
SR, RR, SDES, BYE, TRANSPORT_FEEDBACK, PICTURE_FEEDBACK = 200, 201, 202, 203, 205, 206
NACK, TRANSPORT_WIDE = 1, 15
PLI, FIR, APPLICATION = 1, 4, 15
MOST_GAPS = 64  # of one NACK, 17 packets each: more than the history holds


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """What a receiver says of one stream: `fraction` lost of 256, `lost` since start, `jitter` in clock ticks."""

    ssrc: int
    fraction: int
    lost: int
    highest: int
    jitter: int
    last_report: int
    delay: int


@dataclass(frozen=True, slots=True)
class SenderReport:
    """The sender's clock: `ntp` (64 bits, 32.32 seconds since 1900) belongs to the timestamp `rtp`."""

    ssrc: int
    ntp: int
    rtp: int
    packets: int
    octets: int
    reports: tuple[ReportBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    """Reports without own sending."""

    ssrc: int
    reports: tuple[ReportBlock, ...]


@dataclass(frozen=True, slots=True)
class Nack:
    """Packets that the receiver of stream `ssrc` misses (16-bit numbers)."""

    ssrc: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeyframeRequest:
    """A wish for a picture that stands alone: PLI or FIR."""

    ssrc: int


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """What a receiver believes can reach it, in bit/s (REMB), of the streams named."""

    bits_per_second: int
    ssrcs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Streams that ended."""

    ssrcs: tuple[int, ...]


Letter = ReportBlock | SenderReport | ReceiverReport | Nack | KeyframeRequest | Bandwidth | Goodbye


def parse(data: bytes) -> Iterator[Letter]:
    """The letters in a compound packet. Unknown or broken parts are left out, the others still count."""
    at = 0
    while at + 4 <= len(data):
        first, kind = data[at], data[at + 1]
        end = at + 4 + 4 * (data[at + 2] << 8 | data[at + 3])
        if first & 0xC0 != 0x80 or end > len(data):
            return
        body = data[at + 4 : end]
        yield from _parse_one(kind, first & 0x1F, body)
        at = end


def _parse_one(kind: int, count: int, body: bytes) -> Iterator[Letter]:
    if kind == SR and len(body) >= 24:
        ssrc, ntp, rtp, packets, octets = _SENDER_INFO.unpack_from(body)
        yield SenderReport(ssrc, ntp, rtp, packets, octets, _parse_reports(body, 24, count))
    elif kind == RR and len(body) >= 4:
        yield ReceiverReport(int.from_bytes(body[:4], "big"), _parse_reports(body, 4, count))
    elif kind == BYE:
        yield Goodbye(
            tuple(int.from_bytes(body[i : i + 4], "big") for i in range(0, min(4 * count, len(body)), 4))
        )
    elif kind == TRANSPORT_FEEDBACK and count == NACK and len(body) >= 12:
        yield Nack(int.from_bytes(body[4:8], "big"), tuple(_parse_nack(body)))
    elif kind == PICTURE_FEEDBACK and len(body) >= 8:
        yield from _parse_picture_feedback(count, body)


def _parse_reports(body: bytes, start: int, count: int) -> tuple[ReportBlock, ...]:
    blocks = []
    for at in range(start, min(start + 24 * count, len(body) - 23), 24):
        ssrc, loss, highest, jitter, last, delay = _REPORT.unpack_from(body, at)
        lost = loss & 0xFFFFFF
        blocks.append(
            ReportBlock(
                ssrc, loss >> 24, lost - (1 << 24) if lost >> 23 else lost, highest, jitter, last, delay
            )
        )
    return tuple(blocks)


def _parse_nack(body: bytes) -> Iterator[int]:
    for at in range(8, min(len(body) - 3, 8 + 4 * MOST_GAPS), 4):
        first, mask = body[at] << 8 | body[at + 1], body[at + 2] << 8 | body[at + 3]
        yield first
        for bit in range(16):
            if mask >> bit & 1:
                yield (first + bit + 1) & 0xFFFF


def _parse_picture_feedback(form: int, body: bytes) -> Iterator[Letter]:
    if form == PLI:
        yield KeyframeRequest(int.from_bytes(body[4:8], "big"))
    elif form == FIR:
        for at in range(8, len(body) - 7, 8):
            yield KeyframeRequest(int.from_bytes(body[at : at + 4], "big"))
    elif form == APPLICATION and body[8:12] == b"REMB" and len(body) >= 16:
        exponent, mantissa = body[13] >> 2, (body[13] & 3) << 16 | body[14] << 8 | body[15]
        named = range(16, min(16 + 4 * body[12], len(body) - 3), 4)
        yield Bandwidth(mantissa << exponent, tuple(int.from_bytes(body[at : at + 4], "big") for at in named))


def _letter(kind: int, count: int, body: bytes) -> bytes:
    return pack("!BBH", 0x80 | count, kind, len(body) // 4) + body


def _reports(blocks: Sequence[ReportBlock]) -> bytes:
    return b"".join(
        _REPORT.pack(
            b.ssrc, b.fraction << 24 | max(-0x800000, min(b.lost, 0x7FFFFF)) & 0xFFFFFF,
            b.highest & 0xFFFFFFFF, min(b.jitter, 0xFFFFFFFF), b.last_report, min(b.delay, 0xFFFFFFFF),
        )
        for b in blocks
    )  # fmt: skip


def sender_report(report: SenderReport, cname: str) -> bytes:
    """SR and SDES with the canonical name, which ties sound and picture of one person together."""
    info = _SENDER_INFO.pack(
        report.ssrc,
        report.ntp,
        report.rtp & 0xFFFFFFFF,
        report.packets & 0xFFFFFFFF,
        report.octets & 0xFFFFFFFF,
    )
    name = cname.encode()[:255]
    item = pack("!IBB", report.ssrc, 1, len(name)) + name + b"\x00"
    item += bytes(-len(item) % 4)
    return _letter(SR, 0, info) + _letter(SDES, 1, item)


def receiver_report(ssrc: int, blocks: Sequence[ReportBlock]) -> bytes:
    """RR with at most 31 blocks."""
    return _letter(RR, len(blocks), pack("!I", ssrc) + _reports(blocks))


def nack(sender: int, ssrc: int, missing: Iterable[int]) -> bytes:
    """Generic NACK (RFC 4585 section 6.2.1) of rising, 16-bit numbers."""
    body = pack("!II", sender, ssrc)
    first, mask = -1, 0
    for number in missing:
        if first >= 0 and 0 < (number - first) & 0xFFFF <= 16:
            mask |= 1 << (((number - first) & 0xFFFF) - 1)
            continue
        if first >= 0:
            body += pack("!HH", first, mask)
        first, mask = number, 0
    return _letter(TRANSPORT_FEEDBACK, NACK, body + pack("!HH", first, mask))


def picture_loss(sender: int, ssrc: int) -> bytes:
    """PLI (RFC 4585 section 6.3.1)."""
    return _letter(PICTURE_FEEDBACK, PLI, pack("!II", sender, ssrc))


def transport_feedback(sender: int, ssrc: int, feedback: bytes) -> bytes:
    """The arrival times of `arrivals.py` as a letter (draft-holmer-rmcat-transport-wide-cc-extensions-01)."""
    return _letter(TRANSPORT_FEEDBACK, TRANSPORT_WIDE, pack("!II", sender, ssrc) + feedback)


def middle(ntp: int) -> int:
    """The 32 bits of an NTP time by which reports name it (RFC 3550 section 6.4.1)."""
    return ntp >> 16 & 0xFFFFFFFF
