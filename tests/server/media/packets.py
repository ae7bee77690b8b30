"""Real packets of every kind, and how to spoil them: what fuzzing starts from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from struct import pack

from aioice import stun as other

from server.media import rtcp, rtp
from server.media.rtcp import ReportBlock, SenderReport
from tests.server.media.test_dtls import pair, until

SPS = bytes.fromhex("6742c01fda014016e9b808080a000003000200000300791e3065c0")  # 1280x720
VP8_KEY = b"\x90\xe0\x80\x05\x07\x20\x10\x02\x00\x9d\x01\x2a\x00\x05\xd0\x02" + bytes(range(60))
VP8_DELTA = b"\x80\xe0\x80\x06\x07\x21" + bytes(range(90))
H264_KEY = b"\x78" + len(SPS).to_bytes(2, "big") + SPS + b"\x00\x04\x68\xce\x3c\x80"
H264_PART = b"\x7c\x87" + SPS[1:] + bytes(40)
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF)


def binding_request(fragment: str = "here", password: str = "secret", *, nominate: bool = True) -> bytes:
    """What an ICE agent sends to prove that it knows the password."""
    made = other.Message(other.Method.BINDING, other.Class.REQUEST)
    made.attributes["USERNAME"] = f"{fragment}:there"
    made.attributes["PRIORITY"] = 1_853_824_767
    made.attributes["ICE-CONTROLLING"] = 0x1122334455667788
    if nominate:
        made.attributes["USE-CANDIDATE"] = None
    made.add_message_integrity(password.encode())
    return bytes(made)


def stun_packets() -> list[bytes]:
    """Requests, an answer, an indication; also of somebody else."""
    answer = other.Message(other.Method.BINDING, other.Class.RESPONSE)
    answer.attributes["XOR-MAPPED-ADDRESS"] = ("192.0.2.1", 4000)
    answer.add_message_integrity(b"secret")
    indication = other.Message(other.Method.BINDING, other.Class.INDICATION)
    indication.add_fingerprint()
    return [
        binding_request(), binding_request(nominate=False), binding_request("elsewhere"),
        binding_request(password="guess"), bytes(answer), bytes(indication),
    ]  # fmt: skip


def rtp_packet(
    payload_type: int, seq: int, timestamp: int, ssrc: int, payload: bytes, extension: bytes = b"", *,
    marker: bool = False, padding: int = 0,
) -> bytes:  # fmt: skip
    """A plain RTP packet; `extension` is its whole extension block."""
    first = 0x80 | (0x10 if extension else 0) | (0x20 if padding else 0)
    head = rtp.HEADER.pack(
        first, (0x80 if marker else 0) | payload_type, seq & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc
    )
    tail = bytes(padding - 1) + bytes((padding,)) if padding else b""
    return head + extension + payload + tail


ONE_BYTE = (
    b"\xbe\xde\x00\x03\x10\x30\x22\x01\x02\x03\x51\x00\x07\xa0\x25\x00"  # mid, send time, sequence, level
)
TWO_BYTE = b"\x10\x00\x00\x03\x01\x01\x30\x02\x02\x68\x31\x00\x0a\x01\x30\x00"


def rtp_packets(audio: int = 7, video: int = 9) -> list[bytes]:
    """Sound, pictures of both codecs, padding, a repetition, contributing sources."""
    voice = bytes(range(80))
    mixed = bytearray(rtp_packet(100, 9, 8640, audio, bytes(8) + voice))
    mixed[0] |= 2
    return [
        rtp_packet(100, 1, 960, audio, voice, ONE_BYTE, marker=True),
        rtp_packet(100, 2, 1920, audio, voice, TWO_BYTE),
        rtp_packet(96, 1, 3000, video, VP8_KEY, ONE_BYTE),
        rtp_packet(96, 2, 3000, video, VP8_DELTA, marker=True),
        rtp_packet(96, 3, 6000, video, b"", padding=200),
        rtp_packet(97, 1, 3000, video + 1, b"\x00\x01" + VP8_KEY),
        rtp_packet(96, 4, 9000, video, H264_KEY, ONE_BYTE),
        rtp_packet(96, 5, 9000, video, H264_PART, marker=True),
        bytes(mixed),
    ]


def rtcp_packets(ours: int = 21, theirs: int = 9) -> list[bytes]:
    """Reports, requests and feedback; `ours` is a stream that we send, `theirs` one that they send."""
    block = ReportBlock(ours, 12, 3, 70_000, 40, 0x11223344, 655)
    report = rtcp.sender_report(SenderReport(theirs, 0xE1E2E3E4_00000000, 90_000, 10, 4000), "someone")
    received = rtcp.receiver_report(theirs, [block, block])
    nack = rtcp.nack(theirs, ours, [1, 2, 3, 40, 900])
    remb = b"\x8f\xce\x00\x05" + pack("!II", theirs, 0) + b"REMB\x01\x0a\x5d\xc0" + pack("!I", ours)
    fir = b"\x84\xce\x00\x04" + pack("!IIII", theirs, 0, ours, 0x01000000)
    feedback = rtcp.transport_feedback(theirs, ours, b"\x00\x01\x00\x02\x00\x00\x01\x00\x20\x02\x04\x08")
    bye = b"\x81\xcb\x00\x01" + pack("!I", theirs)
    pli = rtcp.picture_loss(theirs, ours)
    return [report, received, received + nack, received + remb, fir, feedback, report + bye, received + pli]


async def dtls_packets() -> list[bytes]:
    """Every datagram of a real handshake and its goodbye, both ways."""
    client, server, ended, keys = pair()
    seen: list[bytes] = []
    for end in (client, server):
        write = end._pipe._write
        end._pipe._write = lambda data, write=write: (seen.append(bytes(data)), write(data))[1]  # type: ignore[misc]
    await until(lambda: len(keys) == 2)
    await server.close()
    await until(lambda: ended == ["client"])
    await client.close()
    return seen


def spoil(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One packet with a few faults: bytes and bits changed, pieces cut, doubled, added, lengths lied about."""
    spoiled = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        at = dice.randrange(len(spoiled)) if spoiled else 0
        match dice.randrange(8):
            case 0 if spoiled:
                spoiled[at] = dice.randrange(256)
            case 1 if spoiled:
                spoiled[at] ^= 1 << dice.randrange(8)
            case 2 if spoiled:
                spoiled[at] = dice.choice(EXTREMES)
            case 3 if len(spoiled) > 1:
                spoiled[at : at + 2] = dice.choice((b"\xff\xff", b"\x00\x00", b"\x7f\xff", b"\x00\x01"))
            case 4:
                del spoiled[dice.randrange(len(spoiled) + 1) :]
            case 5:
                del spoiled[at : at + dice.randrange(1, 9)]
            case 6:
                spoiled[at:at] = spoiled[at : at + dice.randrange(1, 40)]
            case _:
                spoiled += (
                    dice.choice(others)[dice.randrange(8) :] if dice.random() < 0.5 else dice.randbytes(20)
                )
    return bytes(spoiled[:2000])
