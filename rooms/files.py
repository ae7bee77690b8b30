"""Files that people bring to hang on their messages: who brought what, and what was thrown away again."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import Caller, Command, Entry, Event, Fact, Id, Milliseconds, to_person


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file: `kind` is what its content is, as a media type; `width` and `height` are 0 when it has no preview.

    `length` is that of a spoken comment, of which the server has looked at sound and picture.
    """

    file: Id
    name: str
    kind: str
    size: int
    width: int
    height: int
    length: Milliseconds = 0


@dataclass(frozen=True, slots=True)
class FileAdded(Event):
    """Somebody brought a file; it hangs on no message yet, and only they know of it."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class FileDropped(Event):
    """A file is gone: its owner threw it away, or its message was taken back."""

    file: Id


@dataclass(frozen=True, slots=True)
class AddFile(Command):
    """Add a file that the server has looked at (given by the server for whoever brought it)."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class DropFile(Command):
    """Throw away a file of one's own that hangs on no message."""

    file: Id


@dataclass(slots=True)
class Kept:
    """A file and the entry that tells of it."""

    by: Id | None
    seq: int
    attachment: Attachment


@dataclass(slots=True)
class Files:
    """All files of the class by id; which hang on a message, and which are gone."""

    kept: dict[Id, Kept] = field(default_factory=dict)
    sent: set[Id] = field(default_factory=set)
    dropped: set[Id] = field(default_factory=set)

    @property
    def stored(self) -> int:
        """Bytes of all files that are still there."""
        return sum(one.attachment.size for file, one in self.kept.items() if file not in self.dropped)

    def stored_by(self, person: Id | None) -> int:
        """Bytes of what one person brought and is still there."""
        own = (one for file, one in self.kept.items() if one.by == person and file not in self.dropped)
        return sum(one.attachment.size for one in own)

    def to_send(self, file: Id, caller: Caller) -> Attachment:
        """A file that the caller brought and has not sent yet, or a refusal."""
        found = self.kept.get(file)
        if found is None or found.by != caller.person or file in self.sent | self.dropped:
            raise Refusal("no_such_attachment")
        return found.attachment

    def dropping(self, file: Id) -> list[Fact]:
        """The fact that a file is gone, told to its owner."""
        found = self.kept.get(file)
        if found is None or found.by is None or file in self.dropped:
            return []
        return [Fact(FileDropped(file), to_person(found.by))]


def decide(files: Files, command: Command, caller: Caller) -> list[Fact]:
    """Judge adding and throwing away; sending is judged in `chat`."""
    match command:
        case AddFile(attachment):
            if attachment.file in files.kept:
                raise Refusal("duplicate_id")
            if caller.person is None:
                raise Refusal("needs_person")
            return [Fact(FileAdded(attachment), to_person(caller.person))]
        case DropFile(file):
            files.to_send(file, caller)
            return files.dropping(file)
    return []


def apply(files: Files, entry: Entry) -> None:
    """Take in what happened; that a file was sent is told by `room`."""
    match entry.event:
        case FileAdded(attachment):
            files.kept[attachment.file] = Kept(entry.by, entry.seq, attachment)
        case FileDropped(file):
            files.dropped.add(file)
