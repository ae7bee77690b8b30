"""Packets that come are decrypted as they were sent; what is forged, repeated or too long is not read."""

from pylibsrtp import Policy, Session

from server.media.outbox import Outbox
from server.media.srtp import LARGEST, Counters, Opener

HEADER = bytes((0x80, 96)) + bytes((0, 1)) + bytes(4) + bytes((0, 0, 0, 9))


def session(direction: int) -> Session:
    profile = Policy.SRTP_PROFILE_AEAD_AES_256_GCM
    return Session(Policy(key=bytes(range(44)), ssrc_type=direction, srtp_profile=profile))


def ends() -> tuple[Session, Opener]:
    outbox = Outbox(lambda _data, _address: None, Counters())
    return session(Policy.SSRC_ANY_OUTBOUND), Opener(session(Policy.SSRC_ANY_INBOUND), outbox)


def test_a_packet_is_read_as_it_was_sent_and_only_once():
    sender, opener = ends()
    sealed = sender.protect(HEADER + b"words")
    assert opener.open(sealed) == HEADER + b"words"
    assert opener.open(sealed) is None


def test_a_short_packet_holds_nothing_of_the_one_before():
    sender, opener = ends()
    assert opener.open(sender.protect(HEADER + b"a long sentence")) is not None
    short = HEADER[:3] + b"\x02" + HEADER[4:] + b"no"
    assert opener.open(sender.protect(short)) == short


def test_what_is_forged_cut_off_or_too_long_is_not_read():
    sender, opener = ends()
    sealed = sender.protect(HEADER + b"words")
    assert opener.open(sealed[:-1] + bytes((sealed[-1] ^ 1,))) is None
    assert all(opener.open(sealed[:size]) is None for size in range(len(sealed)))
    assert opener.open(sealed + bytes(LARGEST)) is None
    assert opener.open(sealed) == HEADER + b"words"
