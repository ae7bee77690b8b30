"""The notes to take away: as Markdown and as a page of HTML, with nothing in either that could run."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rooms.breakouts import BreakoutsOpened, GroupRenamed
from rooms.facts import EVERYONE, Entry
from rooms.notebook import NotebookReturned, NotebookWritten
from server.notebook_updates import is_link
from server.notebooks import Node, nodes

INVISIBLE = re.compile(r"[\0-\x08\x0b-\x1f\x7f]")
SPECIAL = re.compile(r"([\\`*_\[\]<>&~|])")
FIRST = re.compile(r"(?m)^(\s*)(#{1,6}(?=\s|$)|[-+>=]|\d+(?=[.)]))")
TAGS = {"strong": "strong", "em": "em", "underline": "u", "code": "code"}
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}"
    "pre{background:#8881;padding:.75rem;white-space:pre-wrap}blockquote{margin-inline:0;padding-inline-start:1rem;"
    "border-inline-start:3px solid #888}footer{color:#666;font-size:.875rem}:root{color-scheme:light dark}"
)


@dataclass(frozen=True)
class Written:
    """The notes of one place: its name (empty for the main room), what they say, and ids of who wrote them."""

    name: str
    content: list[Node]
    people: list[str]


def written(entries: Iterable[Entry]) -> list[Written]:
    """The notes of every place in these entries, the main room first."""
    places: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    for entry in entries:
        match entry.event:
            case BreakoutsOpened(groups):
                names |= {f"group:{one.group}": one.name for one in groups}
            case GroupRenamed(group, name):
                names[f"group:{group}"] = name
            case NotebookWritten():
                places.setdefault(entry.to, []).append(entry)
            case NotebookReturned(group, name):
                names[f"group:{group}"] = name
                places.setdefault(f"group:{group}", []).append(entry)
    ordered = sorted(places, key=lambda place: place != EVERYONE)
    return [
        Written(
            "" if place == EVERYONE else names.get(place, ""), nodes(places[place]), _people(places[place])
        )
        for place in ordered
    ]


def _people(entries: list[Entry]) -> list[str]:
    found: dict[str, None] = {}
    for entry in entries:
        if entry.by is not None:
            found[entry.by] = None
        if isinstance(entry.event, NotebookReturned):
            found |= dict.fromkeys(author.person for author in entry.event.authors)
    return list(found)


def _by(one: Written, names: dict[str, str]) -> str:
    return ", ".join(names[person] for person in one.people if person in names)


def _clean(text: Any) -> str:
    return INVISIBLE.sub("", str(text))


def _link(marks: dict[str, Any]) -> str | None:
    found = marks.get("link")
    address = found.get("href") if isinstance(found, dict) else None
    return address if is_link(address) else None


def _whole(value: Any, least: int, most: int) -> int:
    return max(least, min(most, int(value))) if isinstance(value, int | float) else least


# -- HTML


def to_html(title: str, parts: list[Written], names: dict[str, str]) -> str:
    """The notes as one page."""
    body = [f"<h1>{html.escape(_clean(title))}</h1>"]
    for one in parts:
        head = f"<h2>{html.escape(_clean(one.name))}</h2>" if one.name else ""
        authors = f"<footer><p>{html.escape(_clean(_by(one, names)))}</p></footer>"
        body.append(f"<section>{head}{_html(one.content)}{authors}</section>")
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{html.escape(_clean(title))}</title><style>{STYLE}</style></head>\n<body dir="auto">'
        + "\n".join(body)
        + "</body></html>\n"
    )


def _html(content: list[Node]) -> str:
    return "".join(_html_text(one) if "text" in one else _html_node(one) for one in content)


def _html_node(node: Node) -> str:
    inner, attributes = _html(node["children"]), node["attributes"]
    match node["tag"]:
        case "heading":
            level = 2 + _whole(attributes.get("level"), 1, 3)
            return f'<h{level} dir="auto">{inner}</h{level}>\n'
        case "ordered_list":
            return f'<ol start="{_whole(attributes.get("order", 1), 0, 10**6)}">{inner}</ol>\n'
        case "hard_break":
            return "<br>"
        case "code_block":
            return f"<pre><code>{inner}</code></pre>\n"
        case "blockquote" | "paragraph" | "bullet_list" | "list_item" as tag:
            name = {"paragraph": "p", "bullet_list": "ul", "list_item": "li"}.get(tag, tag)
            return f'<{name} dir="auto">{inner}</{name}>\n'
    return inner


def _html_text(run: Node) -> str:
    text, marks = html.escape(_clean(run["text"])), run["marks"]
    for mark in ("code", "underline", "em", "strong"):
        if mark in marks:
            text = f"<{TAGS[mark]}>{text}</{TAGS[mark]}>"
    address = _link(marks)
    return f'<a href="{html.escape(address)}" rel="noopener noreferrer">{text}</a>' if address else text


# -- Markdown


def to_markdown(title: str, parts: list[Written], names: dict[str, str]) -> str:
    """The notes as text with CommonMark's signs."""
    blocks = [f"# {_escaped(_one_line(title))}"]
    for one in parts:
        blocks += [f"## {_escaped(_one_line(one.name))}"] if one.name else []
        blocks += _blocks(one.content)
        blocks.append(f"*{_escaped(_one_line(_by(one, names)))}*" if one.people else "")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def _blocks(content: list[Node]) -> list[str]:
    return [block for one in content if "tag" in one for block in [_block(one)] if block]


def _block(node: Node) -> str:
    children, attributes = node["children"], node["attributes"]
    match node["tag"]:
        case "heading":
            return "#" * (2 + _whole(attributes.get("level"), 1, 3)) + " " + _one_line(_inline(children))
        case "paragraph":
            return FIRST.sub(r"\1\\\2", _inline(children)).strip()
        case "code_block":
            text = _clean("".join(one.get("text", "") for one in children))
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
            return f"{fence}\n{text}\n{fence}"
        case "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(children)).split("\n"))
        case "bullet_list":
            return "\n".join(_item("- ", one) for one in children if "tag" in one)
        case "ordered_list":
            first = _whole(attributes.get("order", 1), 0, 10**6)
            items = [one for one in children if "tag" in one]
            return "\n".join(_item(f"{number}. ", one) for number, one in enumerate(items, first))
    return "\n\n".join(_blocks(children))


def _item(sign: str, node: Node) -> str:
    inside = "\n\n".join(_blocks(node["children"])) or " "
    # A list straight below the words of its item needs no empty line.
    inside = re.sub(r"\n\n(?=(- |\d+\. ))", "\n", inside)
    lines = inside.split("\n")
    return "\n".join(
        (sign if number == 0 else " " * len(sign)) + line for number, line in enumerate(lines)
    ).rstrip()


def _inline(content: list[Node]) -> str:
    return "".join(_markdown_text(one) if "text" in one else _broken(one) for one in content)


def _broken(node: Node) -> str:
    return "\\\n" if node["tag"] == "hard_break" else _inline(node["children"])


def _markdown_text(run: Node) -> str:
    text, marks = _clean(run["text"]).replace("\n", " "), run["marks"]
    core = text.strip()
    if not core:
        return text
    before, _, after = text.partition(core)
    if "code" in marks:
        fence = "`" * (1 + max(map(len, re.findall("`+", core)), default=0))
        gap = " " if core.startswith("`") or core.endswith("`") else ""
        core = f"{fence}{gap}{core}{gap}{fence}"
    else:
        core = _escaped(core)
    if "underline" in marks:
        core = f"<u>{core}</u>"
    if "em" in marks:
        core = f"*{core}*"
    if "strong" in marks:
        core = f"**{core}**"
    address = _link(marks)
    if address:
        core = f"[{core}](<{address.replace('<', '%3C').replace('>', '%3E')}>)"
    return before + core + after
