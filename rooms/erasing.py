"""What somebody who is erased wrote is taken back like anything else: by facts that every fold knows already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rooms import chat, commenting, notes, questions
from rooms.erasure import ErasePerson
from rooms.facts import Caller, Command, Fact
from rooms.summary import SummaryWithdrawn

if TYPE_CHECKING:
    from rooms.room import Room


def taken_back(room: Room, command: Command, caller: Caller) -> list[Fact]:
    """What of theirs is taken back by the facts that everybody knows already: messages, comments, questions, files, and
    what a machine wrote having read them."""
    if not isinstance(command, ErasePerson):
        return []
    person, facts = command.person, list[Fact]()
    for message, said in room.chat.messages.items():
        if said.by == person and message not in room.chat.redacted:
            facts += [Fact(chat.MessageRedacted(message), to) for to in chat.reach(said, room.people, caller)]
    for comment, found in room.notes.comments.items():
        if found.by == person and comment not in room.notes.redacted:
            reached = commenting.reach(found, room.people, caller)
            facts += [Fact(notes.CommentRedacted(comment), to) for to in reached]
    for question, asked in room.questions.questions.items():
        if asked.by == person and not asked.redacted:
            facts.append(Fact(questions.QuestionRedacted(question)))
    for file, kept in room.files.kept.items():
        if kept.by == person:
            facts += room.files.dropping(file)
    spoke = any(line.person == person for line in room.captions.lines.values())
    if facts or spoke:
        written = room.summary.written.keys() - room.summary.withdrawn
        facts += [Fact(SummaryWithdrawn(name)) for name in sorted(written)]
    return facts
