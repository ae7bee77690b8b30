"""Reads a change of the notes letter by letter: it holds what notes consist of, written by one client, or it is refused.

The form is Yjs' update, version 1: whole numbers of 7 bits a byte, then for each client its new structs, then what is deleted.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Literal

from rooms.errors import Refusal

ROOT = "notes"
NODES = frozenset(
    {
        "paragraph",
        "heading",
        "blockquote",
        "code_block",
        "bullet_list",
        "ordered_list",
        "list_item",
        "hard_break",
    }
)
NUMBERS = frozenset({"level", "order"})  # all that nodes are told besides their content
MARKS = frozenset({"strong", "em", "underline", "code"})
LINK = re.compile(r"(https?://|mailto:)[^\s\0-\x1f]{1,2000}\Z", re.IGNORECASE)
HIGHEST = 2**53  # JavaScript's whole numbers
GC, DELETED, STRING, FORMAT, TYPE, ANY = 0, 1, 4, 6, 7, 8
ELEMENT, TEXT = 3, 6
DOUBLE, FLOAT, WHOLE = 123, 124, 125
HAS_LEFT, HAS_RIGHT, HAS_NAME = 0x80, 0x40, 0x20

Kind = Literal["letters", "element", "text", "other"]
Mark = tuple[int, int]
"""The name of one letter or node: its client, and its number there."""


@dataclass(frozen=True, slots=True)
class Struct:
    """New letters or a format, a node, or what is of no account (gone already, a number): where it hangs, how long it is.

    `at_top`: it hangs on the document itself.
    """

    clock: int
    length: int
    kind: Kind
    at_top: bool
    parent: Mark | None
    left: Mark | None
    right: Mark | None


@dataclass(slots=True)
class Change:
    """All of a change: the new structs of one client from number `first` on to before `end`, and what it deletes."""

    client: int | None = None
    first: int = 0
    end: int = 0
    structs: list[Struct] = field(default_factory=list)
    deleted: list[tuple[int, int, int]] = field(default_factory=list)


def read_change(raw: bytes) -> Change:
    """The change in these bytes; refuses everything that notes do not consist of."""
    try:
        return _Reader(raw).change()
    except (IndexError, ValueError, RecursionError) as error:
        raise Refusal("bad_notes", "it is damaged.") from error


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def change(self) -> Change:
        found, clients = Change(), self._number()
        if clients > 1:
            raise Refusal("bad_notes", "it is of several clients.")
        if clients:
            count, client, clock = self._number(), self._number(), self._number()
            found.client, found.first = client, clock
            for _ in range(count):
                one = self._struct(clock)
                found.structs.append(one)
                clock += one.length
            found.end = clock
        for _ in range(self._number()):
            client = self._number()
            found.deleted += [(client, self._number(), self._number()) for _ in range(self._number())]
        if self._at != len(self._raw) or found.end >= HIGHEST:
            raise Refusal("bad_notes", "it is damaged.")
        return found

    def _byte(self) -> int:
        value = self._raw[self._at]
        self._at += 1
        return value

    def _number(self) -> int:
        value = shift = 0
        while shift < 56:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
        raise ValueError("a number without an end")

    def _text(self) -> str:
        length = self._number()
        if length > len(self._raw) - self._at:
            raise ValueError("a text beyond the end")
        self._at += length
        return self._raw[self._at - length : self._at].decode()

    def _name(self) -> Mark:
        return self._number(), self._number()

    def _struct(self, clock: int) -> Struct:
        info = self._byte()
        kind = info & 0x1F
        if info == GC:
            return Struct(clock, self._length(), "other", False, None, None, None)
        left = self._name() if info & HAS_LEFT else None
        right = self._name() if info & HAS_RIGHT else None
        parent, at_top = None, False
        if left is None and right is None:
            if not self._number():
                parent = self._name()
            elif self._text() != ROOT:
                raise Refusal("bad_notes", "it is about something else.")
            at_top = parent is None
            if info & HAS_NAME and self._text() not in NUMBERS:
                raise Refusal("bad_notes", "notes have nothing of that name.")
        if bool(info & HAS_NAME) != (kind == ANY) and kind != DELETED:
            raise Refusal("bad_notes", "something stands where it does not belong.")
        length, what = self._content(kind)
        return Struct(clock, length, what, at_top, parent, left, right)

    def _length(self) -> int:
        length = self._number()
        if not length:
            raise ValueError("nothing")
        return length

    def _content(self, kind: int) -> tuple[int, Kind]:
        if kind == DELETED:
            return self._length(), "other"
        if kind == STRING:
            text = self._text()
            if not text:
                raise ValueError("nothing")
            return len(text.encode("utf-16-le")) // 2, "letters"
        if kind == FORMAT:
            must_be_format(self._text(), json.loads(self._text()))
            return 1, "letters"
        if kind == TYPE:
            return 1, self._node()
        if kind != ANY:
            raise Refusal("bad_notes", "notes have nothing of that kind.")
        self._must_be_number()
        return 1, "other"

    def _node(self) -> Kind:
        kind = self._number()
        if kind == TEXT:
            return "text"
        if kind == ELEMENT and self._text() in NODES:
            return "element"
        raise Refusal("bad_notes", "notes have no such part.")

    def _must_be_number(self) -> None:
        """One number (lib0's `any`): whole in 6 and then 7 bits a byte, or with 4 or 8 bytes behind the point."""
        if self._number() != 1:
            raise Refusal("bad_notes", "that is not a number.")
        kind = self._byte()
        if kind == WHOLE:
            while self._byte() & 0x80:
                pass
        elif kind in (FLOAT, DOUBLE):
            self._at += 4 if kind == FLOAT else 8
        else:
            raise Refusal("bad_notes", "that is not a number.")


def must_be_format(name: str, value: object) -> None:
    """Refuse a format that notes do not have, and a link that is no web or mail address."""
    if value is None and (name in MARKS or name == "link"):
        return
    if name in MARKS and value == {}:
        return
    if name == "link" and isinstance(value, dict) and value.keys() == {"href"} and is_link(value["href"]):
        return
    raise Refusal("bad_notes", "notes have no such format.")


def is_link(address: object) -> bool:
    """Whether an address may be followed from the notes."""
    return isinstance(address, str) and LINK.match(address) is not None
