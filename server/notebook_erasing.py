"""Takes letters and linked addresses out of a change of the notes without breaking what others wrote between and around them.

Every struct keeps its number, its length and its place, as Yjs itself leaves behind what it forgets (ContentDeleted): whatever
hangs on a letter still finds it, and the letter is nowhere. Update format version 1, as in `notebook_updates`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

ROOT_KEY, GC, DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, DOC, SKIP = (
    1,
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
)
KIND = 0x1F
HAS_LEFT, HAS_RIGHT, HAS_NAME = 0x80, 0x40, 0x20
PLAIN = (b"null", b"{}", b"true")  # values of formats that hold nothing of anybody
ELEMENT, HOOK = 3, 5  # kinds of nodes that bring a name along


NOBODY: frozenset[int] = frozenset()


def nothing_more(_link: str) -> bool:
    """No link of others goes."""
    return False


def without_letters(
    update: str, clients: frozenset[int] | None, goes: Callable[[str], bool] = nothing_more
) -> str:
    """The update (base64) without the letters and linked addresses of these clients (None: of all), and without the links
    of others that `goes` says yes to. Raises ValueError or IndexError if damaged."""
    return base64.b64encode(_Copier(base64.b64decode(update), clients, goes).copied()).decode()


def links(update: str) -> list[tuple[int, str]]:
    """The links that an update (base64) sets, each as its client and its JSON. Raises ValueError or IndexError if damaged."""
    read = _Copier(base64.b64decode(update), NOBODY, nothing_more)
    read.copied()
    return read.links


class _Copier:
    """Reads an update from its beginning and copies it, with other content where letters or addresses of these clients stood."""

    def __init__(self, raw: bytes, clients: frozenset[int] | None, goes: Callable[[str], bool]) -> None:
        self.links: list[tuple[int, str]] = []
        self._raw = raw
        self._clients = clients
        self._goes = goes
        self._at = 0
        self._done = 0  # what was copied so far
        self._out = bytearray()

    def copied(self) -> bytes:
        for _ in range(self._number()):
            count, client = self._number(), self._number()
            self._number()  # where its structs begin
            erase = self._clients is None or client in self._clients
            for _ in range(count):
                self._struct(client, erase=erase)
        self._out += self._raw[self._done :]  # what is deleted is told by numbers alone
        return bytes(self._out)

    def _struct(self, client: int, *, erase: bool) -> None:
        begin, info = self._at, self._byte()
        kind = info & KIND
        if kind in (GC, SKIP):
            self._number()
            return
        for side in (HAS_LEFT, HAS_RIGHT):
            if info & side:
                self._number(), self._number()
        if not info & (HAS_LEFT | HAS_RIGHT):
            self._parent(named=bool(info & HAS_NAME))
        content = self._at
        length = self._content(kind)
        link = self._link(content) if kind == FORMAT else ""
        if link:
            self.links.append((client, link))
        if (erase and (kind == STRING or link)) or (link and self._goes(link)):
            self._out += self._raw[self._done : begin]
            self._out.append((info & ~KIND) | DELETED)
            self._out += self._raw[begin + 1 : content] + _number(length)
            self._done = self._at

    def _link(self, content: int) -> str:
        """What a format says besides that it begins or ends here, empty if nothing: a link says where to. Without it,
        whatever link of others it stood in goes on."""
        self._at = content
        self._text()
        told = self._text()
        return "" if told in PLAIN else told.decode()

    def _parent(self, *, named: bool) -> None:
        if self._number() == ROOT_KEY:
            self._text()
        else:
            self._number(), self._number()
        if named:
            self._text()

    def _content(self, kind: int) -> int:
        """Go past it; how long it is, where that is asked for."""
        if kind == STRING:
            return len(self._text().decode().encode("utf-16-le")) // 2
        if kind == DELETED:
            self._number()
        elif kind in (BINARY, EMBED):
            self._text()
        elif kind == FORMAT:
            self._text(), self._text()
        elif kind == TYPE:
            if self._number() in (ELEMENT, HOOK):
                self._text()
        elif kind == JSON:
            for _ in range(self._number()):
                self._text()
        elif kind == ANY:
            for _ in range(self._number()):
                self._any()
        else:
            raise ValueError("notes have nothing of that kind")
        return 1

    def _any(self) -> None:
        """One number or another plain value (lib0's `any`); notes have numbers alone."""
        kind = self._byte()
        if kind == 125:
            while self._byte() & 0x80:
                pass
        elif kind in (122, 123, 124):
            self._at += 4 if kind == 124 else 8
        elif kind == 119:
            self._text()
        elif kind not in (120, 121, 126, 127):
            raise ValueError("notes have nothing of that kind")

    def _byte(self) -> int:
        value = self._raw[self._at]
        self._at += 1
        return value

    def _number(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def _text(self) -> bytes:
        length = self._number()
        if length > len(self._raw) - self._at:
            raise ValueError("a text beyond the end")
        self._at += length
        return self._raw[self._at - length : self._at]


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(0x80 | (value & 0x7F))
        value >>= 7
    out.append(value)
    return bytes(out)
