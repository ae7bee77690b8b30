"""Reads transcripts and chats that other programs wrote: WebVTT, SRT, Zoom's chat; what cannot be true is mended or left out.

Nothing here trusts a time: lines may lie beyond the recording, end before they begin, or stand in any order.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE_LIMIT = 500
MESSAGE_LIMIT = 10_000
NAME_LIMIT = 80
MOST_LINES = 50_000
MOST_MESSAGES = 20_000
LONGEST_LINE = 30_000
"""Ms: no line stands longer."""
SHORTEST_LINE = 200

STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
CUE = re.compile(rf"^\s*{STAMP}\s*-->\s*{STAMP}")
# Of these no place in a line is tried with every other one: a line may have millions of letters.
VOICE = re.compile(r"^<v(?:\.[^\s>]*)?\s+([^>\s][^>]*)>")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[^<>]*>")
NAMED = re.compile(r"^(?:>>\s*)?([^\W\d_][^:\n]{0,58}[^\s:]|[^\W\d_]):\s+(?=\S)")
"""A name before a colon, as Zoom writes it."""
SAID = re.compile(r"^(\d{1,3}):(\d{2}):(\d{2})[\t ]+(.*)$")
"""A message of Zoom's chat begins with its time."""
FROM = re.compile(
    r"^(?:from|von|de|da)\s{1,9}(.{1,200}?)(?:\s{1,9}(?:to|an|à|a)\s{1,9}(.{1,5000}?))?\s{0,9}:\s*(.*)$",
    re.IGNORECASE,
)
EVERYONE = ("everyone", "all", "alle", "jeder", "tout le monde", "todos")
PRIVATE = re.compile(r"privat|direct message|direktnachricht|message direct|mensaje directo", re.IGNORECASE)


@dataclass(frozen=True)
class Spoken:
    """A line with the name of whoever spoke; "" where none is told."""

    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Written:
    """A message with the name of whoever wrote it."""

    name: str
    at: int
    text: str


@dataclass(frozen=True)
class Remark:
    """What there is to tell of how something was read: a code, and how many it concerns."""

    code: str
    count: int


def decoded(data: bytes) -> str:
    """The text of a file, whatever wrote it: UTF-8, UTF-16 with its mark, else the letters of Western Europe."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return "".join(
        each if each.isprintable() or each in "\n\t" else " "
        for each in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def _ms(hours: str | None, minutes: str, seconds: str, part: str = "0") -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(part.ljust(3, "0"))


def clean_name(name: str) -> str:
    """A name on one line, no longer than names are."""
    return " ".join(html.unescape(name).split())[:NAME_LIMIT].strip()


# -- words


def read_words(data: bytes, length: int) -> tuple[list[Spoken], list[Remark]]:
    """The lines of a WebVTT or SRT file that fit a recording of `length` ms, in order, and what there is to tell."""
    text = decoded(data)
    found = list(_cues(text))[:MOST_LINES]
    beyond = [one for one in found if one.start >= length]
    lines = sorted(
        (_mended(one, length) for one in found if one.start < length), key=lambda one: (one.start, one.end)
    )
    lines = [part for one in lines for part in _parts(one)]
    remarks = []
    if not found:
        remarks.append(Remark("no_lines", 0))
    if beyond:
        remarks.append(Remark("lines_beyond", len(beyond)))
    wrong = sum(one.end <= one.start for one in found) + sum(
        after.start < before.start for before, after in itertools.pairwise(found)
    )
    if wrong:
        remarks.append(Remark("lines_mended", wrong))
    unread = sum("-->" in line and CUE.match(line) is None for line in text.split("\n"))
    if unread and found:
        remarks.append(Remark("lines_unread", unread))
    return lines, remarks


def _cues(text: str) -> Iterator[Spoken]:
    block: list[str] = []
    times: tuple[int, int] | None = None
    for line in [*text.split("\n"), ""]:
        stamps = CUE.match(line)
        if stamps is None and line.strip():
            if times is not None:
                block.append(line.strip())
            continue
        if times is not None and block:
            yield from _spoken(times, block)
        parts = None if stamps is None else stamps.groups()
        times = None if parts is None else (_ms(*parts[:4]), _ms(*parts[4:]))
        block = []


def _spoken(times: tuple[int, int], block: list[str]) -> Iterator[Spoken]:
    """What one cue says; several voices in it are several lines."""
    name, said = "", list[str]()
    for line in block:
        voice = VOICE.match(line)
        plain = html.unescape(TAG.sub("", line)).strip()
        named = None if voice else NAMED.match(plain)
        told = clean_name(voice.group(1)) if voice else clean_name(named.group(1)) if named else ""
        if told and said and told != name:
            yield Spoken(name, *times, " ".join(said))
            said = []
        name = told or name
        said.append(plain[named.end() :].strip() if named else plain)
    text = " ".join(" ".join(said).split())
    if text:
        yield Spoken(name, *times, text)


def _mended(one: Spoken, length: int) -> Spoken:
    end = (
        one.end
        if one.start < one.end <= one.start + LONGEST_LINE
        else one.start + 20 * len(one.text) + SHORTEST_LINE
    )
    return Spoken(one.name, one.start, min(end, length), one.text)


def _parts(one: Spoken) -> Iterator[Spoken]:
    """A line that is too long is several, each with its share of the time."""
    rest, start = one.text, one.start
    while rest:
        cut = len(rest) if len(rest) <= LINE_LIMIT else (rest.rfind(" ", 1, LINE_LIMIT) + 1 or LINE_LIMIT)
        part, after = rest[:cut].strip(), rest[cut:].strip()
        end = one.end if not after else start + (one.end - start) * cut // len(rest)
        if part:
            yield Spoken(one.name, start, end, part)
        rest, start = after, end


# -- chat


def read_chat(data: bytes, length: int) -> tuple[list[Written], list[Remark]]:
    """The messages to everyone of a chat that Zoom kept, and what there is to tell. Private ones are never taken."""
    messages, private = _messages(decoded(data))
    messages = messages[:MOST_MESSAGES]
    remarks = []
    if private:
        remarks.append(Remark("private_left_out", private))
    if not messages and not private:
        remarks.append(Remark("no_messages", 0))
    if messages and min(one.at for one in messages) >= length:
        # Times of the day: how far apart they are is all that is known.
        first = min(one.at for one in messages)
        messages = [Written(one.name, one.at - first, one.text) for one in messages]
        remarks.append(Remark("chat_by_day", len(messages)))
    beyond = sum(one.at > length for one in messages)
    if beyond:
        remarks.append(Remark("messages_at_end", beyond))
    placed = [Written(one.name, min(one.at, length), one.text) for one in messages]
    return sorted(placed, key=lambda one: one.at), remarks


def _messages(text: str) -> tuple[list[Written], int]:
    found: list[tuple[int, str, bool, list[str]]] = []
    for line in text.split("\n"):
        begins = SAID.match(line)
        if begins is None:
            if found and line.strip():
                found[-1][3].append(line.strip())
            continue
        hours, minutes, seconds, rest = begins.groups()
        name, hidden, said = _head(rest)
        found.append((_ms(hours, minutes, seconds), name, hidden, [said] if said else []))
    private = sum(hidden for _, _, hidden, _ in found)
    told = [
        (at, name, "\n".join(said).strip()[:MESSAGE_LIMIT]) for at, name, hidden, said in found if not hidden
    ]
    return [Written(name, at, text) for at, name, text in told if text], private


def _head(rest: str) -> tuple[str, bool, str]:
    """(name, whether it was for one person, the message) of a line behind its time."""
    named = FROM.match(rest)
    if named is not None:
        name, to, said = named.groups()
        hidden = bool(PRIVATE.search(rest[: named.start(3)])) or not _for_all(to)
        return clean_name(name), hidden, said.strip()
    name, tab, said = rest.partition("\t")
    if not tab:
        name, _, said = rest.partition(":")
    return clean_name(name.strip().rstrip(":")), bool(PRIVATE.search(name)), said.strip()


def _for_all(to: str | None) -> bool:
    return to is None or clean_name(to).casefold() in EVERYONE
