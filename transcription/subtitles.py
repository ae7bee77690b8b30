"""Caption lines as files that people take away: WebVTT, SRT, plain text and JSON, each with who spoke."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

NOTE_MS = 4_000
"""How long a note is shown where it must be a cue."""


class Spoken(Protocol):
    """What a caption line must have to be written down: a `merge.Line` has it, and a CaptionSpoken fact."""

    @property
    def person(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


def to_vtt(lines: Iterable[Spoken], names: Mapping[str, str], language: str = "en", note: str = "") -> str:
    """Give WebVTT (W3C, 2019) with a voice tag on each cue; `names` maps person ids to display names, `note` says how far
    it can be trusted."""
    blocks = [f"WEBVTT\nKind: captions\nLanguage: {language}"]
    if note:
        blocks.append(f"NOTE {flat(note).replace('-->', '→')}")
    for line in _ordered(lines):
        # A voice annotation ends at ">" and cannot hold a line end (section 4.2.2); text escapes (4.2.5).
        voice, text = _escaped(_name(line, names)), _escaped(flat(line.text))
        blocks.append(f"{clock(line.start)} --> {clock(_end(line))}\n<v {voice}>{text}</v>")
    return "\n\n".join(blocks) + "\n"


def to_srt(lines: Iterable[Spoken], names: Mapping[str, str], note: str = "") -> str:
    """Give SubRip; the speaker's name stands before the text. A note, where there is one, is shown first: SubRip has no
    other place for it."""
    cues = [(line.start, _end(line), f"{_name(line, names)}: {flat(line.text)}") for line in _ordered(lines)]
    if note:
        until = min([NOTE_MS, *(start for start, *_ in cues if start > 0)])
        cues.insert(0, (0, until, f"[{flat(note)}]"))
    blocks = []
    for number, (start, end, text) in enumerate(cues, start=1):
        # "-->" begins a cue for lenient readers, wherever it stands.
        told = text.replace("-->", "→")
        blocks.append(f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{told}\n")
    return "\n".join(blocks)


def to_text(lines: Iterable[Spoken], names: Mapping[str, str], note: str = "") -> str:
    """Give text to read: a paragraph for each turn, with its time and who speaks; before them a note, where there is one."""
    paragraphs: list[tuple[str, int, list[str]]] = []
    for line in _ordered(lines):
        if paragraphs and paragraphs[-1][0] == line.person:
            paragraphs[-1][2].append(flat(line.text))
        else:
            paragraphs.append((line.person, line.start, [flat(line.text)]))
    written = (
        f"[{clock(start)[:8]}] {flat(names.get(person) or person)}: {' '.join(texts)}\n"
        for person, start, texts in paragraphs
    )
    return "\n".join([*([f"{flat(note)}\n"] if note else []), *written])


def to_json(
    lines: Iterable[Spoken],
    names: Mapping[str, str],
    language: str = "en",
    translator: str | None = None,
    *,
    whole: bool = True,
) -> str:
    """Give JSON for other programs: lines with person, name, times in class ms, and words where they are known;
    `translator`: the machine that put them into this language; `whole`: nothing is missing."""
    written = [
        {
            "caption": getattr(line, "caption", None),
            "person": line.person,
            "name": names.get(line.person),
            "start": line.start,
            "end": line.end,
            "text": line.text,
            "words": [_word(word) for word in getattr(line, "words", ())],
        }
        for line in _ordered(lines)
    ]
    about = {"language": language, "whole": whole} | ({"translator": translator} if translator else {})
    return json.dumps(about | {"lines": written}, ensure_ascii=False)


def _ordered(lines: Iterable[Spoken]) -> list[Spoken]:
    return sorted(lines, key=lambda line: (line.start, line.end))


def _name(line: Spoken, names: Mapping[str, str]) -> str:
    return flat(names.get(line.person) or line.person)


def _end(line: Spoken) -> int:
    return max(line.end, line.start + 1)  # a cue must end after it starts


def flat(text: str) -> str:
    """Give the text on one line, without control characters: an empty line would end the cue."""
    return "".join(each if each.isprintable() else " " for each in " ".join(text.split())).strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clock(ms: int, point: str = ".") -> str:
    """Give class ms as hours, minutes, seconds and thousandths."""
    seconds, thousandths = divmod(max(0, ms), 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{thousandths:03d}"


def _word(word: Any) -> dict[str, Any]:
    if isinstance(word, Mapping):
        return {"start": word["start"], "end": word["end"], "text": word["text"]}
    return {"start": word.start, "end": word.end, "text": word.text}
