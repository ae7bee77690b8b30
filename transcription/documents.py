"""The transcript as a text to read and keep: Markdown and DOCX, by chapters, each turn with its speaker and time."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from transcription.subtitles import Spoken, clock, flat

SIGNS = re.compile(r"([\\`*_\[\]<>&~|#])")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Turn:
    """What one person says until another speaks, or a chapter begins."""

    start: int
    name: str
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.texts)


@dataclass(frozen=True)
class Part:
    """A chapter with its turns; without a title where the class has no chapters."""

    title: str
    turns: list[Turn] = field(default_factory=list)


@dataclass(frozen=True)
class Remark:
    """A line of a summary, with its moment where it has one."""

    at: int | None
    text: str


@dataclass(frozen=True)
class Section:
    """A part of what stands before the transcript; `note` says how far it can be trusted."""

    title: str
    remarks: Sequence[Remark]
    note: str = ""


@dataclass(frozen=True)
class Document:
    """A transcript to be written, with a summary before it; `note` says how far it can be trusted."""

    title: str
    note: str
    parts: list[Part]
    before: Sequence[Section] = ()


def document(
    title: str,
    note: str,
    lines: Iterable[Spoken],
    names: Mapping[str, str],
    stops: Sequence[tuple[int, str]],
    before: Sequence[Section] = (),
) -> Document:
    """Put lines in the order of class under their chapters."""
    parts = [Part("")]
    waiting = list(reversed(stops))
    for line in sorted(lines, key=lambda one: (one.start, one.end)):
        while waiting and waiting[-1][0] <= line.start:
            parts.append(Part(flat(waiting.pop()[1])))
        name, turns = flat(names.get(line.person) or line.person), parts[-1].turns
        if not turns or turns[-1].name != name:
            turns.append(Turn(line.start, name))
        turns[-1].texts.append(flat(line.text))
    return Document(flat(title), flat(note), [part for part in parts if part.turns], before)


def to_markdown(written: Document) -> str:
    """Give CommonMark."""
    blocks = [f"# {_signs(written.title)}", *([f"*{_signs(written.note)}*"] if written.note else [])]
    for section in written.before:
        blocks.append(f"## {_signs(section.title)}")
        blocks += [f"*{_signs(section.note)}*"] if section.note else []
        blocks.append("\n".join(f"- {_time(one.at)}{_signs(flat(one.text))}" for one in section.remarks))
    for part in written.parts:
        blocks += [f"## {_signs(part.title)}"] if part.title else []
        blocks += [
            f"**{_signs(turn.name)}** ({clock(turn.start)[:8]}) {_signs(turn.text)}" for turn in part.turns
        ]
    return "\n\n".join(blocks) + "\n"


def _time(at: int | None) -> str:
    return "" if at is None else f"({clock(at)[:8]}) "


def _signs(text: str) -> str:
    return SIGNS.sub(r"\\\1", text)


def to_docx(written: Document) -> bytes:
    """Give Office Open XML (ECMA-376, part 1) with styles for title, chapters and times."""
    body = "".join(_paragraphs(written))
    files = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
        ),
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{"".join(map(_style, STYLES))}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name)  # the same words are the same file, whenever it is made
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return out.getvalue()


TITLE = '<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:b/><w:sz w:val="40"/></w:rPr>'
CHAPTER = (
    '<w:pPr><w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>'
)
TURN = '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
STYLES = (
    ("Title", "paragraph", TITLE),
    ("Heading1", "paragraph", CHAPTER),
    ("Turn", "paragraph", TURN),
    ("Speaker", "character", "<w:rPr><w:b/><w:bCs/></w:rPr>"),
    ("Time", "character", '<w:rPr><w:color w:val="666666"/></w:rPr>'),
)
NAMES = {"Heading1": "heading 1"}


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _style(style: tuple[str, str, str]) -> str:
    name, kind, look = style
    said = NAMES.get(name, name)
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{said}"/>{look}</w:style>'


def _paragraphs(written: Document) -> Iterator[str]:
    yield _paragraph("Title", [("", written.title)])
    if written.note:
        yield _paragraph("Turn", [("Time", written.note)])
    for section in written.before:
        yield _paragraph("Heading1", [("", flat(section.title))])
        if section.note:
            yield _paragraph("Turn", [("Time", flat(section.note))])
        for one in section.remarks:
            yield _paragraph("Turn", [("Time", _time(one.at)), ("", flat(one.text))])
    for part in written.parts:
        if part.title:
            yield _paragraph("Heading1", [("", part.title)])
        for turn in part.turns:
            runs = [("Speaker", f"{turn.name} "), ("Time", f"{clock(turn.start)[:8]} "), ("", turn.text)]
            yield _paragraph("Turn", runs)


def _paragraph(style: str, runs: Sequence[tuple[str, str]]) -> str:
    turned = _right_to_left(runs[-1][1])
    written = "".join(_run(kind, text, turned=_right_to_left(text)) for kind, text in runs)
    bidi = "<w:bidi/>" if turned else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{written}</w:p>'


def _run(kind: str, text: str, *, turned: bool) -> str:
    look = f'<w:rStyle w:val="{kind}"/>' if kind else ""
    return f'<w:r><w:rPr>{look}{"<w:rtl/>" if turned else ""}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _right_to_left(text: str) -> bool:
    """Whether the first letter with a direction (Unicode Bidirectional Algorithm, P2) runs to the left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
