"""What of a class's own entries stands on the list of who showed, removed or took away what concerns people."""

from rooms import chat, edit, notes, people, questions, visibility
from rooms.facts import Entry
from rooms.room import Room
from server.store import Store


def told(room: Room, entry: Entry) -> tuple[str, str | None, str] | None:
    """(what, whom it concerns, what more there is to say); None of most entries."""
    match entry.event:
        case visibility.VisibilitySet(level):
            return "shown_to", None, level
        case people.PersonLeft(person, "removed") | people.AdmissionDeclined(person):
            return "person_removed", person, ""
        case people.BanLifted(person):
            return "person_let_in", person, ""
        case edit.PersonHidden(person):
            return "person_hidden", person, ""
        case edit.PersonRevealed(person):
            return "person_shown", person, ""
        case chat.MessageRedacted(message):
            said = room.chat.messages[message]
            return _of_others("message_removed", entry.by, said.by, message)
        case notes.CommentRedacted(comment):
            noted = room.notes.comments[comment]
            return _of_others("comment_removed", entry.by, noted.by, comment, hidden=noted.anonymous)
        case questions.QuestionRedacted(question):
            asked = room.questions.questions[question]
            return _of_others("question_removed", entry.by, asked.by, question, hidden=asked.anonymous)
    return None


def _of_others(
    what: str, by: str | None, author: str | None, name: str, *, hidden: bool = False
) -> tuple[str, str | None, str] | None:
    """Whoever takes back what they wrote themselves stands on no list; whoever wrote without a name keeps it."""
    if by is None or by == author:
        return None
    return what, None if hidden else author, name


async def write_down(store: Store, class_id: str, room: Room, entry: Entry) -> None:
    """One line more where an entry asks for it."""
    line = told(room, entry)
    found = None if line is None else await store.courses.find(class_id)
    if line is None or found is None:
        return
    what, person, about = line
    await store.audit.write(found.course, what, entry.by, class_id=class_id, person=person, about=about)
