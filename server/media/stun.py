"""Finding out from which address a person really reaches us (ICE-lite: we only answer; RFC 8445, RFC 8489)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aioice import stun

USERNAME = 0x0006
MAGIC = b"\x21\x12\xa4\x42"
FINGERPRINT = b"\x80\x28\x00\x04"  # the head of that attribute
BINDING_REQUEST = b"\x00\x01"

Datagram = bytes | memoryview  # a view of memory that is used again: whoever keeps one copies it
Address = tuple[str, int] | tuple[str, int, int]  # a third part says through which door, see doors.py


@dataclass(frozen=True, slots=True)
class Checked:
    """A request that was proven to come from the owner of `fragment`, and what to answer."""

    fragment: str
    nominated: bool
    answer: bytes


def username(data: bytes) -> str | None:
    """Our part of the USERNAME in a binding request, found without parsing the rest; None if it is anything else."""
    if len(data) < 28 or data[:2] != BINDING_REQUEST or data[4:8] != MAGIC:
        return None
    at = 20
    while at + 4 <= len(data):
        kind, size = int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == USERNAME:
            name = data[at + 4 : at + 4 + size].split(b":", 1)[0]
            return name.decode("ascii", "replace") if 0 < len(name) <= 256 else None
        at += 4 + size + -size % 4
    return None


def check(data: bytes, address: Address, password: Callable[[str], str | None]) -> Checked | None:
    """Judge a datagram from `address`; None for everything that does not prove to know the password.

    aioice's parser raises struct.error and others on mutated packets, so any exception means junk.
    """
    fragment = username(data)
    secret = password(fragment) if fragment is not None else None
    if fragment is None or secret is None:
        return None
    key = secret.encode()
    try:
        request = stun.parse_message(data)
        # ICE requires both, the fingerprint last (RFC 8445 section 7.1); aioice has compared its value
        if data[-8:-4] != FINGERPRINT or not request.check_message_integrity(key):
            return None
        answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=request.transaction_id)
        answer.attributes["XOR-MAPPED-ADDRESS"] = address[:2]
        answer.add_message_integrity(key)
        return Checked(fragment, "USE-CANDIDATE" in request.attributes, bytes(answer))
    except Exception:
        return None
