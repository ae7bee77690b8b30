"""What a file is by its content, whatever its name or its sender says, and whether a class takes it."""

import codecs

from server.errors import Problem

LOOKED_AT = 4096  # bytes at the beginning that tell what a file is

# beginnings -> media type; the first that fits counts
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
# inside a zip the first names tell which office format it is (ISO/IEC 29500-2, ODF 1.3 part 2)
OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"opendocument.presentation", "application/vnd.oasis.opendocument.presentation"),
    (b"opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
# what a machine runs when somebody opens it: Windows, Linux, macOS, Java, shortcuts
PROGRAMS: tuple[bytes, ...] = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
UNKNOWN = "application/octet-stream"


def kind_of(beginning: bytes) -> str:
    """The media type of a file by its first bytes; raises Problem for programs."""
    text = _is_text(beginning)
    if beginning.startswith(PROGRAMS) and not text:
        raise Problem("no_programs")
    if beginning[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(beginning[8:12], UNKNOWN)
    if beginning[4:8] == b"ftyp":  # ISO/IEC 14496-12
        return "audio/mp4" if beginning[8:11] == b"M4A" else "video/mp4"
    kind = next((kind for start, kind in BEGINNINGS if beginning.startswith(start)), None)
    if kind == "application/zip":
        return next((office for mark, office in OFFICE if mark in beginning), kind)
    if kind is not None:
        return kind
    return "text/plain" if text else UNKNOWN


def _is_text(beginning: bytes) -> bool:
    try:
        # The last character may have been cut in the middle.
        cut = len(beginning) >= LOOKED_AT
        text = codecs.getincrementaldecoder("utf-8")().decode(beginning, final=not cut)
    except UnicodeDecodeError:
        return False
    return bool(text) and all(c.isprintable() or c in "\t\n\r\f" for c in text.removeprefix("\ufeff"))
