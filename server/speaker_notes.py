"""The speaker notes of a presentation (PowerPoint's .pptx, OpenDocument's .odp), page by page as LibreOffice draws them.

Read by the standard library's expat as it comes, so a part of any size needs no memory of its own. python-pptx would bring
lxml and XlsxWriter along for these few elements, and reads no OpenDocument. A part with a document type is refused: neither
format has one (ECMA-376 part 2, 6.1.4; ODF 1.3 part 2), and entities that unfold without end need one.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from server.confined import UnreadableError

READ = ("pptx", "odp")
HIDDEN_NOTES = "hidden.notes"
"""What lies beside the pages of a deck in whose file slides that are hidden have notes."""
MOST_SLIDES = 5_000
LETTERS = 20_000  # of one page's notes: an hour's speech has some 50,000
CHUNK = 1 << 16
BETWEEN = " "  # stands between a namespace and a name
UNSEEN = re.compile(r"[^\S\n ]+|[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
PRESENTATION = "ppt/presentation.xml"

Attributes = dict[str, str]


class _EnoughError(Exception):
    """No more of this part is needed."""


@dataclass
class _Text:
    """Words as they come, with a line for each paragraph."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, words: str) -> None:
        if self.size < LETTERS:
            self.pieces.append(words[: LETTERS - self.size])
            self.size += len(words)

    def whole(self) -> str:
        lines = UNSEEN.sub(" ", "".join(self.pieces)).split("\n")
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def speaker_notes(source: Path, kind: str) -> list[str]:
    """The notes of each slide that is not hidden (LibreOffice leaves those out), empty where there are none."""
    return [text for hidden, text in slides_of(source, kind) if not hidden]


def slides_of(source: Path, kind: str) -> list[tuple[bool, str]]:
    """Of each slide whether it is hidden, and its notes. Raises UnreadableError for what no program for presentations writes."""
    try:
        with zipfile.ZipFile(source) as packed:
            return _of_pptx(packed) if kind == "pptx" else _of_odp(packed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableError("it is damaged.") from error


# -- PowerPoint


@dataclass
class _Related:
    """Where a part says that others are, by id and by the last word of their kind."""

    by_id: dict[str, str] = field(default_factory=dict)
    by_kind: dict[str, str] = field(default_factory=dict)


def _of_pptx(packed: zipfile.ZipFile) -> list[tuple[bool, str]]:
    ids: list[str] = []

    def opened(name: str, attributes: Attributes) -> None:
        if name == "sldId":
            # `id` alone is a number of the slide's own; the one with a namespace says where it is.
            ids.extend(value for key, value in attributes.items() if key.endswith(f"{BETWEEN}id"))
            if len(ids) > MOST_SLIDES:
                raise UnreadableError("it has far more slides than a lesson needs.")

    _read(packed, PRESENTATION, opened)
    slides = _related(packed, PRESENTATION).by_id
    known = [slides[one] for one in ids if one in slides]
    return [(_is_hidden(packed, slide), _notes_of(packed, slide)) for slide in known]


def _is_hidden(packed: zipfile.ZipFile, slide: str) -> bool:
    shown: list[str] = []

    def opened(name: str, attributes: Attributes) -> None:  # noqa: ARG001 (the root says it all)
        shown.append(attributes.get("show", "1"))
        raise _EnoughError

    _read(packed, slide, opened)
    return shown[:1] in (["0"], ["false"])


def _notes_of(packed: zipfile.ZipFile, slide: str) -> str:
    where = _related(packed, slide).by_kind.get("notesSlide")
    if where is None:
        return ""
    found, state = _Text(), {"body": False, "run": False, "instead": 0}

    def opened(name: str, attributes: Attributes) -> None:
        state["instead"] += name == "Fallback"  # says once more what was said, for older programs
        if name == "sp":
            state["body"] = False
        elif name == "ph":
            state["body"] = attributes.get("type") == "body"
        elif name == "t":
            state["run"] = state["body"] and not state["instead"]
        elif name == "br" and state["body"]:
            found.add("\n")

    def closed(name: str) -> None:
        state["instead"] -= name == "Fallback"
        if name == "t":
            state["run"] = False
        elif name == "p" and state["body"]:
            found.add("\n")

    def said(words: str) -> None:
        if state["run"]:
            found.add(words)

    _read(packed, where, opened, closed, said)
    return found.whole()


def _related(packed: zipfile.ZipFile, part: str) -> _Related:
    folder, name = posixpath.split(part)
    related = _Related()

    def opened(element: str, attributes: Attributes) -> None:
        if element != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))[1:]
        related.by_id[attributes.get("Id", "")] = target
        related.by_kind[attributes.get("Type", "").rpartition("/")[2]] = target

    _read(packed, f"{folder}/_rels/{name}.rels", opened)
    return related


# -- OpenDocument


@dataclass
class _Pages:
    """What is read of an OpenDocument: the styles by which a page is hidden, and each page with its notes."""

    hiding: set[str] = field(default_factory=set)
    style: str = ""
    pages: list[tuple[bool, _Text]] = field(default_factory=list)
    notes: int = 0  # within so many elements `notes`
    frame: bool = False  # of the notes, and not the slide's picture, date or number
    writing: int = 0  # within so many paragraphs

    def opened(self, name: str, attributes: Attributes) -> None:
        value = {key.rpartition(BETWEEN)[2]: one for key, one in attributes.items()}
        if name == "style":
            self.style = value.get("name", "")
        elif name == "drawing-page-properties" and value.get("visibility") == "hidden":
            self.hiding.add(self.style)
        elif name == "page":
            self.pages.append((value.get("style-name", "") in self.hiding, _Text()))
            if len(self.pages) > MOST_SLIDES:
                raise UnreadableError("it has far more slides than a lesson needs.")
        elif name == "notes":
            self.notes += 1
        elif name == "frame":
            self.frame = self.notes > 0 and value.get("class") == "notes"
        elif name in ("p", "h"):
            self.writing += 1
        elif self.writing and name in ("s", "tab", "line-break"):
            self.said("\n" if name == "line-break" else " ")

    def closed(self, name: str) -> None:
        if name == "notes":
            self.notes -= 1
        elif name == "frame":
            self.frame = False
        elif name in ("p", "h"):
            self.said("\n")
            self.writing -= 1

    def said(self, words: str) -> None:
        if self.frame and self.writing and self.pages:
            self.pages[-1][1].add(words)


def _of_odp(packed: zipfile.ZipFile) -> list[tuple[bool, str]]:
    found = _Pages()
    _read(packed, "content.xml", found.opened, found.closed, found.said)
    return [(hidden, text.whole()) for hidden, text in found.pages]


# -- XML


def _read(
    packed: zipfile.ZipFile,
    part: str,
    opened: Callable[[str, Attributes], None],
    closed: Callable[[str], None] | None = None,
    said: Callable[[str], None] | None = None,
) -> None:
    """Tell of each element of a part by its name without its namespace; of a part that is not there nothing."""
    if part not in packed.NameToInfo:
        return
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True

    def refuse(*_: Any) -> None:
        raise UnreadableError("it is damaged.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: opened(name.rpartition(BETWEEN)[2], attributes)
    if closed is not None:
        told = closed
        parser.EndElementHandler = lambda name: told(name.rpartition(BETWEEN)[2])
    parser.CharacterDataHandler = said
    try:
        with packed.open(part) as content:
            while chunk := content.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except _EnoughError:
        return
    except expat.ExpatError as error:
        raise UnreadableError("it is damaged.") from error
