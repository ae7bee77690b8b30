"""What strangers and clients send is judged before it is believed."""

from __future__ import annotations

import itertools
import random
from contextlib import suppress
from typing import Any

import pytest
from aioice import stun as other
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.media import MediaRefusal, capabilities, ortc, stun
from server.media.plane import Plane

PRINT = ":".join(["AB"] * 32)
VIDEO: dict[str, Any] = {
    "mid": "0",
    "codecs": [
        {"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {}},
        {"mimeType": "video/rtx", "payloadType": 97, "clockRate": 90000, "parameters": {"apt": 96}},
    ],
    "headerExtensions": [{"uri": capabilities.MID_URI, "id": 4}, {"uri": capabilities.RID_URI, "id": 10}],
    "encodings": [{"rid": "r0", "scaleResolutionDownBy": 2}, {"rid": "r1", "scaleResolutionDownBy": 1}],
}


def request(fragment: str = "here", password: str = "secret") -> bytes:
    made = other.Message(other.Method.BINDING, other.Class.REQUEST)
    made.attributes["USERNAME"] = f"{fragment}:there"
    made.attributes["USE-CANDIDATE"] = None
    made.add_message_integrity(password.encode())
    return bytes(made)


class Expecting:
    """A plane that expects one person; `sent` is what it answered."""

    def __init__(self) -> None:
        self.plane = Plane(itertools.count(1.0).__next__)  # slow enough that no measure of work is exceeded
        self.sent: list[tuple[bytes, tuple[str, int]]] = []
        self.plane.write = lambda data, address: self.sent.append((bytes(data), address))  # type: ignore[method-assign]
        self.proven = self.handshakes = 0
        self.end = self.plane.add_peer("here", "secret", self._prove, self._shake)

    def _prove(self) -> None:
        self.proven += 1

    def _shake(self, _: bytes) -> None:
        self.handshakes += 1


ADDRESS = ("192.0.2.1", 4000)


def test_only_who_knows_the_password_gets_an_address() -> None:
    here = Expecting()
    here.plane.datagram(request(fragment="elsewhere"), ADDRESS)
    here.plane.datagram(request(password="guess"), ADDRESS)
    here.plane.datagram(b"\x16" + bytes(60), ADDRESS)
    here.plane.datagram(b"\x80\x60" + bytes(60), ADDRESS)
    assert (here.sent, here.end.peer.address, here.handshakes, here.proven) == ([], None, 0, 0)
    here.plane.datagram(request(), ADDRESS)
    assert here.end.peer.address == ADDRESS
    answer = other.parse_message(here.sent[0][0])
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == ADDRESS
    assert answer.check_message_integrity(b"secret")
    here.plane.datagram(b"\x16" + bytes(60), ADDRESS)
    assert here.handshakes == 1


def test_who_only_tries_their_network_takes_no_address_from_anybody() -> None:
    here = Expecting()
    here.plane.datagram(request(), ADDRESS)
    probe = here.plane.add_probe("tries", "other")
    here.plane.datagram(request("tries", "other"), ADDRESS)
    assert len(here.sent) == 2, "it is answered"
    assert probe.peer.addresses == {}
    here.plane.datagram(b"\x16" + bytes(60), ADDRESS)
    assert here.handshakes == 1, "what comes from there is still theirs"


def test_media_goes_to_the_address_nominated_last() -> None:
    here = Expecting()
    for port in (4000, 4001, 4000):
        here.plane.datagram(request(), ("192.0.2.1", port))
        assert here.end.peer.address == ("192.0.2.1", port)
    for port in range(5000, 5100):
        here.plane.datagram(request(), ("192.0.2.1", port))
    assert len(here.end.peer.addresses) <= 8


def test_after_a_restart_old_and_new_names_count_and_older_ones_do_not() -> None:
    here = Expecting()
    here.plane.rename_peer(here.end, "second", "secret")
    here.plane.rename_peer(here.end, "third", "secret")
    here.plane.datagram(request("here"), ADDRESS)
    assert here.proven == 0
    here.plane.datagram(request("second"), ADDRESS)
    here.plane.datagram(request("third"), ADDRESS)
    assert here.proven == 2
    here.plane.remove_peer(here.end)
    here.plane.datagram(request("third"), ADDRESS)
    assert here.proven == 2


def test_mutated_datagrams_are_junk_and_never_errors() -> None:
    here, dice, good = Expecting(), random.Random(11), request()
    here.plane.datagram(good, ADDRESS)
    known = len(here.end.peer.addresses)
    for turn in range(4000):
        data = bytearray(good if turn % 2 else dice.randbytes(dice.randrange(0, 120)))
        for _ in range(dice.randrange(1, 5)):
            if data:
                data[dice.randrange(len(data))] = dice.randrange(256)
        if bytes(data) != good:
            here.plane.datagram(bytes(data), (f"203.0.113.{turn % 250}", turn))
            here.plane.datagram(bytes(data), ADDRESS)
    assert here.plane.counters.faults == 0
    assert len(here.end.peer.addresses) == known
    assert here.plane.counters.junk > 3000


@given(st.binary(max_size=120))
def test_any_datagram_is_no_proof(data: bytes) -> None:
    assert stun.check(data, ADDRESS, lambda _: "secret") is None


def test_good_parameters_are_read() -> None:
    sending = ortc.read_sending("video", VIDEO)
    assert (sending.mime, sending.payload_type, sending.rtx_payload_type) == ("video/VP8", 96, 97)
    assert [encoding.rid for encoding in sending.encodings] == ["r0", "r1"]


@pytest.mark.parametrize(
    "change",
    [
        {"mid": 7}, {"mid": "a" * 99}, {"mid": None}, {"codecs": []}, {"codecs": "VP8"}, {"codecs": [{}]},
        {"codecs": [{**VIDEO["codecs"][0], "payloadType": 200}]}, {"codecs": [{**VIDEO["codecs"][0], "clockRate": 8000}]},
        {"codecs": [{**VIDEO["codecs"][0], "mimeType": "video/H264"}]}, {"encodings": []}, {"encodings": [{}] * 4},
        {"encodings": [{"ssrc": -1}]}, {"encodings": [{"ssrc": 5}, {"ssrc": 5}]}, {"encodings": [{"rid": "r0"}] * 2},
        {"encodings": [{"rid": "r 0"}]}, {"encodings": [{"ssrc": True}]}, {"encodings": [{"rid": "a", "rtx": 3}]},
        {"encodings": [{"rid": "a", "scaleResolutionDownBy": float("nan")}]}, {"headerExtensions": [{"uri": "x", "id": 0}]},
        {"headerExtensions": {}}, {"headerExtensions": [], "encodings": [{"rid": "a"}]},
    ],
)  # fmt: skip
def test_bad_parameters_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(MediaRefusal):
        ortc.read_sending("video", {**VIDEO, **change})


def test_nothing_that_a_client_names_can_add_lines_to_what_others_are_told() -> None:
    told = {
        "profile-level-id": "42e01f", "packetization-mode": 1, "sprop-parameter-sets": "Z0LAH9kA,aMuDyyA=",
        "x": "1\r\na=inactive", "y\r\nm=audio 9": "1", "z": "1;w=2", "": "1", "v" * 65: 1, "u": "1" * 257, "t": 1.5,
    }  # fmt: skip
    codec = {"mimeType": "video/H264", "payloadType": 96, "clockRate": 90000, "parameters": told}
    read = ortc.read_sending("video", {**VIDEO, "codecs": [codec]}).parameters
    assert list(read) == ["profile-level-id", "packetization-mode", "sprop-parameter-sets"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["mid", "codecs", "mimeType", "payloadType", "encodings", "ssrc", "rtx", "fingerprints", "value",
                         "headerExtensions", "parameters", "algorithm", "role", "rid", "uri", "id"]), inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING, st.sampled_from([None, *VIDEO]))
def test_whatever_a_client_says_is_read_or_refused(value: Any, name: str | None) -> None:
    parameters = value if name is None else {**VIDEO, name: value}
    for read in (
        lambda: ortc.read_sending("video", parameters),
        lambda: ortc.read_dtls(value),
        lambda: ortc.can_receive("video/H264", value),
        lambda: ortc.check_name(value, "track"),
    ):
        with suppress(MediaRefusal):
            read()


def test_fingerprints_must_be_of_a_known_kind_and_length() -> None:
    assert ortc.read_dtls({"role": "client", "fingerprints": [{"algorithm": "sha-256", "value": PRINT}]}) == (
        "client",
        [("sha-256", PRINT)],
    )
    for algorithm, value in (("sha-256", PRINT[:-3]), ("md5", PRINT), ("sha-256", 5), ("sha-256", "zz" * 32)):
        with pytest.raises(MediaRefusal):
            ortc.read_dtls({"fingerprints": [{"algorithm": algorithm, "value": value}]})
