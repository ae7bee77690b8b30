"""Reading what clients say about their media, believing nothing, and telling them about ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from server.media import capabilities, rtp
from server.media.errors import MediaRefusal
from server.media.streams import Numbers

MOST_ENCODINGS = 3
MOST_LISTED = 64  # codecs, extensions and so on in one message
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
MID = re.compile(r"[A-Za-z0-9_-]{1,16}")
RID = re.compile(r"[A-Za-z0-9]{1,16}")
# Others get these as lines of their session description: nothing may end a line or begin another parameter.
PARAMETER, VALUE = re.compile(r"[A-Za-z0-9_-]{1,64}"), re.compile(r"[A-Za-z0-9_.,:+/=-]{1,256}")
FINGERPRINT = re.compile(r"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){19,63}")
DIGESTS = {"sha-256": 32, "sha-384": 48, "sha-512": 64}


@dataclass(frozen=True, slots=True)
class Encoding:
    """One layer as announced: by `ssrc`, or by `rid` when that is 0. `scale` divides the picture's size."""

    rid: str
    ssrc: int
    rtx_ssrc: int
    scale: float


@dataclass(frozen=True, slots=True)
class Sending:
    """What a client sends, checked. `mime` keeps our spelling; `rtx_payload_type` is -1 without repair stream."""

    mid: str
    mime: str
    payload_type: int
    rtx_payload_type: int
    clock_rate: int
    channels: int
    parameters: Mapping[str, str | int]
    numbers: Numbers
    encodings: tuple[Encoding, ...]


def _bad(what: str) -> MediaRefusal:
    return MediaRefusal("bad_parameters", f"The browser sent something unexpected: {what}.")


def _is_number(value: object, low: int, high: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _bad(f"{what} is not an object")
    return value


def _list(value: object, what: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list | tuple) or len(value) > MOST_LISTED:
        raise _bad(f"{what} is not a list")
    return [_mapping(item, what) for item in value]


def check_name(value: object, what: str) -> str:
    """An id made by a client. Raises MediaRefusal."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise _bad(f"{what} is not an id")
    return value


def read_dtls(value: object) -> tuple[str, list[tuple[str, str]]]:
    """Role and fingerprints of `dtlsParameters` (mediasoup-client's shape)."""
    given = _mapping(value, "dtlsParameters")
    role = given.get("role", "auto")
    if role not in ("auto", "client", "server"):
        raise _bad("the DTLS role")
    prints: list[tuple[str, str]] = []
    for item in _list(given.get("fingerprints"), "fingerprints"):
        algorithm, digits = item.get("algorithm"), item.get("value")
        if not isinstance(algorithm, str) or algorithm.lower() not in DIGESTS:
            continue
        if not isinstance(digits, str) or not FINGERPRINT.fullmatch(digits):
            raise _bad("a fingerprint")
        if len(digits.split(":")) != DIGESTS[algorithm.lower()]:
            raise _bad("a fingerprint's length")
        prints.append((algorithm.lower(), digits.upper()))
    if not prints:
        raise _bad("no fingerprint that we know")
    return role, prints


def same_codec(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether a codec of the client is the one of ours; H.264 must agree in packetization mode and profile,
    VP9 and AV1 in profile."""
    mime = theirs.get("mimeType")
    if not isinstance(mime, str) or mime.lower() != ours["mimeType"].lower():
        return False
    if theirs.get("clockRate") != ours["clockRate"]:
        return False
    if ours["kind"] == "audio" and theirs.get("channels", 1) != ours.get("channels", 1):
        return False
    parameters = theirs.get("parameters")
    if mime.lower() in ("video/vp9", "video/av1"):
        # Profile 0 is what every decoder has (RFC 9628 section 6, RTP Payload Format for AV1 section 7.2.1).
        told = parameters if isinstance(parameters, Mapping) else {}
        return str(told.get("profile-id" if mime.lower() == "video/vp9" else "profile", 0)) == "0"
    if mime.lower() != "video/h264":
        return True
    if not isinstance(parameters, Mapping) or str(parameters.get("packetization-mode", 0)) != "1":
        return False
    return str(parameters.get("profile-level-id", "42")).lower().startswith("42")


def _our_codec(theirs: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    for ours in capabilities.router_capabilities()["codecs"]:
        if ours["kind"] == kind and not ours["mimeType"].endswith("/rtx") and same_codec(ours, theirs):
            return dict(ours)
    raise MediaRefusal(
        "unsupported_codec", "The browser wants to send in a format that is not supported here."
    )


def read_sending(kind: object, value: object) -> Sending:
    """`rtpParameters` of a produce request. Raises MediaRefusal."""
    if kind not in ("audio", "video"):
        raise _bad("kind")
    given = _mapping(value, "rtpParameters")
    mid = given.get("mid")
    if not isinstance(mid, str) or not MID.fullmatch(mid):
        raise _bad("mid")
    codecs = _list(given.get("codecs"), "codecs")
    if not codecs:
        raise _bad("no codec")
    ours = _our_codec(codecs[0], str(kind))
    payload_type = codecs[0].get("payloadType")
    if not _is_number(payload_type, 1, 127):
        raise _bad("payloadType")
    numbers = _read_numbers(given.get("headerExtensions", []))
    return Sending(
        mid, ours["mimeType"], payload_type, _read_rtx(codecs[1:], payload_type) if kind == "video" else -1,
        ours["clockRate"], ours.get("channels", 1), _read_parameters(codecs[0]), numbers,
        _read_encodings(given.get("encodings"), str(kind), numbers),
    )  # fmt: skip


def _read_parameters(codec: Mapping[str, Any]) -> dict[str, str | int]:
    given = _mapping(codec.get("parameters") or {}, "codec parameters")
    if len(given) > MOST_LISTED:
        raise _bad("codec parameters")
    return {
        str(name): value
        for name, value in given.items()
        if PARAMETER.fullmatch(str(name))
        if isinstance(value, int) or (isinstance(value, str) and VALUE.fullmatch(value))
    }


def _read_rtx(codecs: Sequence[Mapping[str, Any]], apt: int) -> int:
    for codec in codecs:
        parameters = codec.get("parameters")
        if str(codec.get("mimeType")).lower() != "video/rtx" or not isinstance(parameters, Mapping):
            continue
        number = codec.get("payloadType")
        if parameters.get("apt") == apt and _is_number(number, 1, 127) and number != apt:
            return number
    return -1


def _read_numbers(value: object) -> Numbers:
    found: dict[str, int] = {}
    for item in _list(value, "headerExtensions"):
        uri, number = item.get("uri"), item.get("id")
        if not isinstance(uri, str) or not _is_number(number, 1, 255):
            raise _bad("a header extension")
        found[uri] = number
    return Numbers(
        mid=found.get(capabilities.MID_URI, 0),
        rid=found.get(capabilities.RID_URI, 0),
        repaired_rid=found.get(capabilities.REPAIRED_RID_URI, 0),
        transport_sequence=found.get(capabilities.TRANSPORT_SEQUENCE_URI, 0),
        level=found.get(capabilities.LEVEL_URI, 0),
    )


def _read_encodings(value: object, kind: str, numbers: Numbers) -> tuple[Encoding, ...]:
    items = _list(value, "encodings")
    if not 1 <= len(items) <= (MOST_ENCODINGS if kind == "video" else 1):
        raise _bad("the number of encodings")
    encodings = tuple(_read_encoding(item) for item in items)
    ssrcs = [ssrc for e in encodings for ssrc in (e.ssrc, e.rtx_ssrc) if ssrc]
    rids = [e.rid for e in encodings]
    if len(set(ssrcs)) != len(ssrcs) or (len(set(rids)) != len(rids) and not all(e.ssrc for e in encodings)):
        raise _bad("encodings that are alike")
    if any(not e.ssrc for e in encodings) and not numbers.mid:
        raise _bad("streams that cannot be told apart")
    return encodings


def _read_encoding(item: Mapping[str, Any]) -> Encoding:
    rid, ssrc, scale = item.get("rid", ""), item.get("ssrc", 0), item.get("scaleResolutionDownBy", 0)
    rtx = item.get("rtx") or {}
    rtx_ssrc = _mapping(rtx, "rtx").get("ssrc", 0)
    rid = "" if rid is None else rid
    if not isinstance(rid, str) or (rid and not RID.fullmatch(rid)):
        raise _bad("rid")
    ssrc, rtx_ssrc, scale = ssrc or 0, rtx_ssrc or 0, scale or 0
    if not _is_number(ssrc, 0, 0xFFFFFFFF) or not _is_number(rtx_ssrc, 0, 0xFFFFFFFF):
        raise _bad("ssrc")
    if not isinstance(scale, int | float) or not 0 <= scale <= 64:
        raise _bad("scaleResolutionDownBy")
    return Encoding(rid, ssrc, rtx_ssrc, float(scale))


def can_receive(mime: str, value: object) -> bool:
    """Whether `rtpCapabilities` of a client include the codec. Raises MediaRefusal when they are malformed."""
    codecs = _list(_mapping(value, "rtpCapabilities").get("codecs"), "codecs")
    ours = next(c for c in capabilities.router_capabilities()["codecs"] if c["mimeType"] == mime)
    return any(same_codec(ours, theirs) for theirs in codecs)


def receiving_parameters(sending: Sending, mid: str, ssrc: int, rtx_ssrc: int, cname: str) -> dict[str, Any]:
    """`rtpParameters` of a consumer: our payload types and extension numbers, the producer's codec parameters.

    Feedback is nack, pli, fir and remb: transport-cc is for publishers only.
    """
    offered = capabilities.router_capabilities()
    ours = next(c for c in offered["codecs"] if c["mimeType"] == sending.mime)
    number = ours["preferredPayloadType"]
    codec: dict[str, Any] = {
        "mimeType": sending.mime, "payloadType": number, "clockRate": sending.clock_rate,
        "parameters": dict(sending.parameters),
        "rtcpFeedback": [f for f in ours["rtcpFeedback"] if f["type"] != "transport-cc"],
    }  # fmt: skip
    if ours["kind"] == "audio":
        codec["channels"] = sending.channels
    codecs, encoding = [codec], {"ssrc": ssrc}
    if rtx_ssrc:
        repair = {"mimeType": "video/rtx", "payloadType": number + 1, "clockRate": sending.clock_rate}
        codecs.append({**repair, "parameters": {"apt": number}, "rtcpFeedback": []})
        encoding["rtx"] = {"ssrc": rtx_ssrc}  # type: ignore[assignment]
    wanted = {rtp.SEND_TIME} | ({rtp.AUDIO_LEVEL} if ours["kind"] == "audio" else set())
    extensions = [
        {"uri": e["uri"], "id": e["preferredId"], "encrypt": False, "parameters": {}}
        for e in offered["headerExtensions"]
        if e["kind"] == ours["kind"] and e["preferredId"] in wanted
    ]
    return {
        "mid": mid, "codecs": codecs, "headerExtensions": extensions, "encodings": [encoding],
        "rtcp": {"cname": cname, "reducedSize": True, "mux": True},
    }  # fmt: skip
