"""The notes of one class as documents: which changes are sound, whose they are, and what all of them make together."""

from __future__ import annotations

import base64
import binascii
import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rooms.errors import Refusal
from rooms.facts import Audience, Entry, Fact, Id, to_group
from rooms.notebook import NotebookAuthor, NotebookReturned, NotebookWritten
from server.notebook_updates import ROOT, Change, Mark, Struct, read_change

if TYPE_CHECKING:
    from pycrdt import Doc

MISSING = "something before it is missing."
MISPLACED = "something stands where it does not belong."
DEEPEST = 24  # nodes within nodes: eight lists in each other
Node = dict[str, Any]
"""A part of a document: `{tag, attributes, children}`, or `{text, marks}`."""


def _bytes(update: str) -> bytes:
    try:
        return base64.b64decode(update, validate=True)
    except binascii.Error as error:
        raise Refusal("bad_notes", "it is not base64.") from error


@dataclass(slots=True)
class Page:
    """What must be known of the notes of one place to judge the next change: how far each client is and whose it is,
    and how deep each element and text lies (texts hold letters, everything else holds elements and texts)."""

    known: dict[int, int] = field(default_factory=dict)
    owners: dict[int, Id | None] = field(default_factory=dict)
    elements: dict[Mark, int] = field(default_factory=dict)
    texts: dict[Mark, int] = field(default_factory=dict)

    def judge(self, change: Change, by: Id | None) -> Page:
        """Refuse what is another's, or hangs where it does not belong; returns the page's new elements and texts."""
        client = change.client
        if client is not None and self.owners.get(client, by) != by:
            raise Refusal("bad_notes", "it carries somebody else's sign.")
        seen = self.known.get(-1 if client is None else client, 0)
        if change.first > seen:
            raise Refusal("bad_notes", MISSING)
        new = Page()
        for one in change.structs:
            for named in (one.parent, one.left, one.right):
                if named is not None and not self._is_there(named, client, one.clock):
                    raise Refusal("bad_notes", MISSING)
            self._place(one, (client or 0, one.clock), new)
        for other, clock, length in change.deleted:
            end = max(seen, change.end) if other == client else self.known.get(other, 0)
            if clock + length > end:
                raise Refusal("bad_notes", MISSING)
        return new

    def _is_there(self, named: Mark, client: int | None, clock: int) -> bool:
        of, number = named
        return number < (clock if of == client else self.known.get(of, 0))

    def _place(self, one: Struct, mark: Mark, new: Page) -> None:
        beside = one.left or one.right
        if one.kind == "letters":
            inside = one.parent in self.texts or one.parent in new.texts
            if one.at_top or not (inside if beside is None else self._depth(beside, new) is None):
                raise Refusal("bad_notes", MISPLACED)
        elif one.kind == "other":
            if one.parent is not None and self._depth(one.parent, new) is None:
                raise Refusal("bad_notes", MISPLACED)
        else:
            depth = 1
            if one.parent is not None:
                above = self.elements.get(one.parent, new.elements.get(one.parent))
                depth = DEEPEST + 1 if above is None else above + 1
            elif beside is not None:
                depth = self._depth(beside, new) or DEEPEST + 1
            if depth > DEEPEST or (depth == 1 and one.kind == "text"):  # every page would have to draw it
                raise Refusal("bad_notes", MISPLACED)
            (new.texts if one.kind == "text" else new.elements)[mark] = depth

    def _depth(self, mark: Mark, new: Page) -> int | None:
        """How deep an element or a text lies; None for a letter and whatever else has no inside."""
        for known in (self.elements, self.texts, new.elements, new.texts):
            if mark in known:
                return known[mark]
        return None

    def take(self, change: Change, by: Id | None) -> None:
        """Take in a change that was judged."""
        new = self.judge(change, by)
        if change.client is not None:
            self.owners.setdefault(change.client, by)
            self.known[change.client] = max(self.known.get(change.client, 0), change.end)
        self.elements = new.elements | self.elements if new.elements else self.elements
        self.texts = new.texts | self.texts if new.texts else self.texts


class Notebooks:
    """The notes of all places of a class; they follow its timeline from the first change on that is to be judged."""

    def __init__(self) -> None:
        self._pages: dict[Audience, Page] = {}
        self._read = 0

    def judge(self, entries: Sequence[Entry], facts: Iterable[Fact], by: Id | None) -> None:
        """Refuse facts that write something into the notes which does not belong there."""
        for fact in facts:
            if isinstance(fact.event, NotebookWritten):
                raw = _bytes(fact.event.update)
                self._page(entries, fact.to).judge(read_change(raw), by)
                _must_be_read_by_all(raw)

    def whole(self, entries: Sequence[Entry], group: Id) -> tuple[str, tuple[NotebookAuthor, ...]]:
        """All notes of a group as one update, and whose each client's words are."""
        place = to_group(group)
        update = document(entry for entry in entries if entry.to == place).get_update()
        owners = self._page(entries, place).owners.items()
        authors = tuple(NotebookAuthor(client, person) for client, person in owners if person)
        return base64.b64encode(update).decode(), authors

    def _page(self, entries: Sequence[Entry], place: Audience) -> Page:
        for entry in entries[self._read :]:
            if isinstance(entry.event, NotebookWritten):
                page = self._pages.setdefault(entry.to, Page())
                with contextlib.suppress(Refusal):  # what is on the timeline already harms nobody else
                    page.take(read_change(_bytes(entry.event.update)), entry.by)
        self._read = len(entries)
        return self._pages.setdefault(place, Page())


def _must_be_read_by_all(raw: bytes) -> None:
    """The same once more by the library that makes documents of changes, as browsers do."""
    from pycrdt import Doc

    try:
        Doc().apply_update(raw)
    except (ValueError, RuntimeError) as error:
        raise Refusal("bad_notes", "it is damaged.") from error


def document(entries: Iterable[Entry]) -> Doc[Any]:
    """What all changes in these entries make together."""
    from pycrdt import Doc

    made: Doc[Any] = Doc()
    with made.transaction():
        for entry in entries:
            if isinstance(entry.event, NotebookWritten | NotebookReturned):
                made.apply_update(_bytes(entry.event.update))
    return made


def nodes(entries: Iterable[Entry]) -> list[Node]:
    """The document as plain values, from the top."""
    from pycrdt import XmlFragment

    return _children(document(entries).get(ROOT, type=XmlFragment), 0)


def _children(parent: Any, depth: int) -> list[Node]:
    from pycrdt import XmlText

    found: list[Node] = []
    if depth > DEEPEST:
        return found
    for child in parent.children:
        if isinstance(child, XmlText):
            runs = child.diff()
            found += [{"text": text, "marks": marks or {}} for text, marks in runs if isinstance(text, str)]
        else:
            attributes = dict(child.attributes)
            found.append(
                {"tag": child.tag, "attributes": attributes, "children": _children(child, depth + 1)}
            )
    return found
