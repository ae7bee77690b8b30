"""The contract with aiortc's insides, which server/media/dtls.py leans on."""

from __future__ import annotations

import asyncio
import inspect
from types import SimpleNamespace

import pylibsrtp
import pytest
from aiortc import RTCCertificate, RTCDtlsTransport

from server.media.dtls import DtlsSession, fingerprints
from server.media.outbox import Outbox
from server.media.srtp import Counters, Sealer


def pair(
    known: bool = True,
) -> tuple[DtlsSession, DtlsSession, list[str], dict[str, list[pylibsrtp.Session]]]:
    """A client and a server whose datagrams reach each other."""
    certificates = RTCCertificate.generateCertificate(), RTCCertificate.generateCertificate()
    ended: list[str] = []
    keys: dict[str, list[pylibsrtp.Session]] = {}
    ends: list[DtlsSession] = []
    for index, name in enumerate(("client", "server")):
        ends.append(
            DtlsSession(
                certificates[index],
                lambda data, other=1 - index: ends[other].datagram(data),  # type: ignore[misc]
                lambda incoming, outgoing, name=name: keys.update({name: [incoming, outgoing]}),  # type: ignore[misc]
                lambda name=name: ended.append(name),  # type: ignore[misc]
            )
        )
    shown = [
        [(p["algorithm"], p["value"]) for p in fingerprints(certificate)] for certificate in certificates
    ]
    ends[1].start("server", shown[0] if known else shown[1])
    ends[0].start("client", shown[1])
    return ends[0], ends[1], ended, keys


async def until(condition: object) -> None:
    """Wait for a state, ten seconds at most."""
    async with asyncio.timeout(10):
        while not condition():  # type: ignore[operator]
            await asyncio.sleep(0.01)


def test_the_private_names_that_we_use_exist() -> None:
    transport = RTCDtlsTransport(None, [RTCCertificate.generateCertificate()])  # type: ignore[arg-type]
    assert {"_set_role", "_rx_srtp", "_tx_srtp", "_srtp_profiles"} <= set(dir(transport))
    assert [profile.openssl_profile for profile in transport._srtp_profiles] == [
        b"SRTP_AEAD_AES_256_GCM",
        b"SRTP_AEAD_AES_128_GCM",
        b"SRTP_AES128_CM_SHA1_80",
    ]
    source = inspect.getsource(RTCDtlsTransport)
    assert "self.transport._recv()" in source
    assert "self.transport._send(data)" in source


async def test_two_sessions_agree_and_read_each_other() -> None:
    client, server, ended, keys = pair()
    await until(lambda: len(keys) == 2)
    written: list[bytes] = []
    counters = Counters()

    def write(data: bytes | memoryview, _: object) -> None:
        written.append(bytes(data))

    sealer = Sealer(keys["server"][1], Outbox(write, counters))
    send = sealer.sender(write, SimpleNamespace(address=("192.0.2.1", 1)), counters)
    header = b"\x80\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03"
    send(header, b"payload")
    assert keys["client"][0].unprotect(written[0]) == header + b"payload"
    send(header, bytes(3000))
    assert (counters.packets_out, counters.dropped) == (1, 1)
    await server.close()
    await until(lambda: ended == ["client"])
    await client.close()


async def test_a_stranger_with_another_certificate_is_not_let_in() -> None:
    client, server, ended, keys = pair(known=False)
    await until(lambda: "server" in ended)
    assert "server" not in keys
    await client.close()
    await server.close()


@pytest.mark.parametrize("started", [True, False])
async def test_closing_leaves_no_task(started: bool) -> None:
    before = asyncio.all_tasks()
    session = DtlsSession(RTCCertificate.generateCertificate(), lambda _: None, lambda *_: None, lambda: None)
    if started:
        session.start("client", [("sha-256", "AB")])
        await asyncio.sleep(0)
    await session.close()
    assert asyncio.all_tasks() == before


async def test_closing_is_not_held_up_by_a_datagram_that_comes_at_the_same_moment() -> None:
    before = asyncio.all_tasks()
    session = DtlsSession(RTCCertificate.generateCertificate(), lambda _: None, lambda *_: None, lambda: None)
    session.start("client", [("sha-256", "AB")])
    await until(session._pipe.queue._getters.__len__)  # type: ignore[attr-defined]
    session.datagram(b"\x16" + bytes(60))
    await asyncio.wait_for(session.close(), 5)
    assert asyncio.all_tasks() == before


async def test_whatever_goes_wrong_in_a_handshake_it_ends() -> None:
    ended: list[str] = []
    session = DtlsSession(
        RTCCertificate.generateCertificate(), lambda _: None, lambda *_: None, lambda: ended.append("ended")
    )
    session.start("client", [])  # nothing to compare a certificate with: the library asserts
    await until(lambda: ended == ["ended"])
    await session.close()
