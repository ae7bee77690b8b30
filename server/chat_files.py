"""What was written in class to take away, as Markdown or JSON: only what the reader may see, as it reads now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rooms.breakouts import BreakoutsOpened, GroupRenamed
from rooms.chat import MessageEdited, MessageReacted, MessageRedacted, MessageSaid
from rooms.facts import EVERYONE, Entry
from rooms.files import Attachment


@dataclass
class Written:
    """One message with the reactions to it."""

    message: str
    at: int
    seq: int
    by: str | None
    to: str
    text: str
    reply_to: str | None
    late: bool
    announcement: bool
    files: tuple[Attachment, ...]
    reactions: dict[tuple[str, str], tuple[int, bool]] = field(default_factory=dict)

    @property
    def counted(self) -> dict[str, int]:
        """How many people reacted how."""
        given = [reaction for (_, reaction), (_, is_given) in self.reactions.items() if is_given]
        return {reaction: given.count(reaction) for reaction in sorted(set(given))}


def messages(shown: Iterable[Entry]) -> list[Written]:
    """The messages of these entries in the order of class time; what was taken back is left out."""
    found: dict[str, Written] = {}
    for entry in sorted(shown, key=lambda one: one.seq):
        match entry.event:
            case MessageSaid(message, text, reply_to, late) as said if text or said.files:
                found[message] = Written(
                    message, entry.at, entry.seq, entry.by, entry.to, text, reply_to, late, said.announcement, said.files
                )  # fmt: skip
            case MessageEdited(message, text) if message in found:
                found[message].text = text
            case MessageRedacted(message):
                found.pop(message, None)
            case MessageReacted(message, reaction, given) if message in found and entry.by:
                found[message].reactions[entry.by, reaction] = (entry.seq, given)
            case _:
                pass
    return sorted(found.values(), key=lambda one: (one.at, one.seq))


def group_names(shown: Iterable[Entry]) -> dict[str, str]:
    """What breakout groups are called."""
    names: dict[str, str] = {}
    for entry in shown:
        match entry.event:
            case BreakoutsOpened(groups):
                names |= {one.group: one.name for one in groups}
            case GroupRenamed(group, name):
                names[group] = name
            case _:
                pass
    return names


def people_of(written: Iterable[Written]) -> set[str]:
    """Whose names are needed."""
    found = set[str]()
    for one in written:
        found |= {one.by} if one.by else set()
        kind, _, person = one.to.partition(":")
        found |= {person} if kind == "person" else set()
    return found


def to_json(title: str, written: list[Written], names: Mapping[str, str]) -> dict[str, Any]:
    """Everything that is known of the messages; times in class milliseconds."""
    return {
        "title": title,
        "messages": [
            {
                "id": one.message,
                "at": one.at,
                "person": one.by,
                "name": names.get(one.by or "", ""),
                "to": one.to,
                "text": one.text,
                "reply_to": one.reply_to,
                "late": one.late,
                "announcement": one.announcement,
                "files": [{"name": file.name, "kind": file.kind, "size": file.size} for file in one.files],
                "reactions": one.counted,
            }
            for one in written
        ],
    }


def to_markdown(
    title: str, written: list[Written], names: Mapping[str, str], groups: Mapping[str, str]
) -> str:
    """One paragraph a message: who, when, to whom if not to all, and the words as they were typed."""
    blocks = [f"# {_plain(title)}"]
    by_id = {one.message: one for one in written}
    for one in written:
        to = _place(one.to, names, groups)
        head = f"**{_plain(names.get(one.by or '', ''))}** {clock(one.at)}{f' → {_plain(to)}' if to else ''}"
        quoted = by_id.get(one.reply_to or "")
        above = [f"> {_plain(quoted.text.lstrip()[:400])[:120]}"] if quoted else []
        files = [f"- {_plain(file.name)}" for file in one.files]
        lines = [head, *above, one.text.replace("<", "&lt;").strip(), *files]
        blocks.append("\n\n".join(line for line in lines if line))
    return "\n\n".join(blocks) + "\n"


def _place(to: str, names: Mapping[str, str], groups: Mapping[str, str]) -> str:
    if to == EVERYONE:
        return ""
    kind, _, name = to.partition(":")
    return {"person": names, "group": groups}.get(kind, {}).get(name, kind)


def _plain(text: str) -> str:
    """One line in which nothing is a sign of Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#" else letter for letter in " ".join(text.split()))


def clock(at: int) -> str:
    """Class time as people read it."""
    seconds = at // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
