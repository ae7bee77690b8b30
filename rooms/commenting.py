"""Who may comment what, and who gets it: judges every command about comments before anything stands."""

from __future__ import annotations

from rooms.chat import CHANGE_WITHIN
from rooms.comments import Comment, Notes
from rooms.errors import Refusal, must_be_text
from rooms.facts import (
    EVERYONE,
    STAFF,
    STAFF_ROLES,
    Audience,
    Caller,
    Command,
    Fact,
    Id,
    Milliseconds,
    to_person,
)
from rooms.files import Attachment, Files
from rooms.notes import (
    AddComment,
    ApproveComment,
    CommentAdded,
    CommentApproved,
    CommentEdited,
    CommentReacted,
    CommentRedacted,
    CommentRefused,
    CommentRulesSet,
    CommentSigned,
    CommentsRead,
    CommentTranscribed,
    EditComment,
    ReactToComment,
    ReadComments,
    RedactComment,
    RefuseComment,
    SetCommentRules,
    SlidePage,
    TranscribeComment,
)
from rooms.people import People
from rooms.slides import Slides

COMMENT_LIMIT = 10_000
REASON_LIMIT = 500
REQUIRED_AT_MOST = 50


def decide(
    notes: Notes,
    people: People,
    files: Files,
    slides: Slides,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
    wrote: int,
) -> list[Fact]:
    """Judge it; whether the caller may write there, and sees the comment meant, is judged in `room`."""
    match command:
        case AddComment():
            return _add(notes, people, files, slides, command, caller, late_at)
        case EditComment(comment, text):
            return _edit(notes, people, comment, text, caller, wrote)
        case RedactComment(comment):
            return _take_back(notes, people, files, comment, caller, wrote)
        case ReactToComment(comment, reaction, given):
            found = notes.find(comment)
            if found.reactions.get((caller.person, reaction), (0, False))[1] == given:
                return []
            at = None if late_at is None else max(late_at, found.at)
            reacted = CommentReacted(comment, reaction, given, late_at is not None)
            return [Fact(reacted, to, at) for to in reach(found, people, caller)]
        case ReadComments(up_to):
            return _read(notes, up_to, caller.person or "")
        case SetCommentRules(hold, anonymous, required):
            if not 0 <= required <= REQUIRED_AT_MOST:
                raise Refusal("malformed", f"each is asked for 0 to {REQUIRED_AT_MOST} comments.")
            rules = CommentRulesSet(hold, anonymous, required)
            return [] if rules == notes.rules else [Fact(rules)]
    return _judge(notes, people, command, caller)


def _take_back(
    notes: Notes, people: People, files: Files, comment: Id, caller: Caller, wrote: int
) -> list[Fact]:
    found = notes.find(comment)
    own = found.by == caller.person
    if not own and not people.is_staff(caller):
        raise Refusal("not_yours")
    _must_be_in_time(found, people, caller, wrote)
    gone = [] if found.note is None else files.dropping(found.note.file)
    hidden = own and found.anonymous
    told = [Fact(CommentRedacted(comment), to, unsigned=hidden) for to in reach(found, people, caller)]
    return [*told, *gone]


def _read(notes: Notes, up_to: int, person: Id) -> list[Fact]:
    """Written down only when there was something to see: as often as comments come, and no oftener."""
    seen = notes.seen.get(person, 0)
    news = (seq for one in notes.comments.values() for seq in (one.seq, one.judged[0]))
    return [Fact(CommentsRead(up_to), to_person(person))] if any(seen < seq <= up_to for seq in news) else []


def _judge(notes: Notes, people: People, command: Command, caller: Caller) -> list[Fact]:
    """What those who lead, and the recogniser, say of a comment: it stands at the comment's own moment."""
    match command:
        case ApproveComment(comment):
            found = notes.find(comment)
            return [] if found.state == "open" else [Fact(_approved(comment, found), EVERYONE, found.at)]
        case RefuseComment(comment, reason):
            found = notes.find(comment)
            if len(reason) > REASON_LIMIT:
                raise Refusal("too_long", f"a reason has at most {REASON_LIMIT} characters.", REASON_LIMIT)
            if found.state != "held":
                return []
            refused = CommentRefused(comment, reason.strip())
            return [Fact(refused, to, found.at) for to in reach(found, people, caller)]
        case TranscribeComment(comment, text, engine):
            found = notes.find(comment)
            if found.note is None or found.transcript is not None:
                return []
            heard = CommentTranscribed(comment, text, engine)
            return [Fact(heard, to, found.at) for to in reach(found, people, caller)]
    return []


def _approved(comment: Id, found: Comment) -> CommentApproved:
    by = None if found.anonymous else found.by
    about = (found.reply_to, found.anonymous, found.on, found.note)
    return CommentApproved(comment, by, found.text[1], found.late, *about, found.transcript or "")


def _add(
    notes: Notes,
    people: People,
    files: Files,
    slides: Slides,
    command: AddComment,
    caller: Caller,
    late_at: Milliseconds | None,
) -> list[Fact]:
    comment, to = command.comment, command.to
    if command.text or command.note is None:
        must_be_text(command.text, COMMENT_LIMIT, "The comment")
    notes.letters.must_have_room(people, caller, command.text)
    if comment in notes.comments:
        raise Refusal("duplicate_id")
    if to not in (EVERYONE, STAFF):
        raise Refusal("malformed", "a comment goes to everyone or to the staff.")
    root = _root(notes, command.reply_to)
    if root is not None and root.to == STAFF and to != STAFF:
        raise Refusal("malformed", "an answer goes to no more people than what it answers.")
    if command.anonymous and (not notes.rules.anonymous or to == STAFF):
        raise Refusal("comments_carry_names")
    _must_be_a_page(slides, command.on, caller, leads=people.is_staff(caller))
    note = None if command.note is None else _recording(files, command.note, caller)
    held = notes.rules.hold and to == EVERYONE and not people.is_staff(caller)
    at = late_at if late_at is None or root is None else max(late_at, root.at)
    about = (command.reply_to, command.anonymous, held, command.on, note)
    added = CommentAdded(comment, command.text, late_at is not None, *about)
    unsigned = command.anonymous and not held
    facts = [Fact(added, STAFF if held else to, at, unsigned=unsigned)]
    if unsigned and caller.person is not None:
        facts.append(Fact(CommentSigned(comment, caller.person), STAFF, at))
    asker = None if root is None or root.to != STAFF or to != STAFF else root.by
    if asker not in (None, caller.person) and people.roles.get(asker or "") not in STAFF_ROLES:
        facts.append(Fact(added, to_person(asker or ""), at))
    return facts


def _root(notes: Notes, reply_to: Id | None) -> Comment | None:
    """Where an answer belongs; a thread goes on when what began it was taken back."""
    if reply_to is None:
        return None
    notes.find(reply_to)
    return notes.comments[notes.root(reply_to)]


def _must_be_a_page(slides: Slides, on: SlidePage | None, caller: Caller, *, leads: bool) -> None:
    if on is None:
        return
    if on.deck not in slides.decks:
        raise Refusal("no_such_deck")
    if not 1 <= on.page <= slides.decks[on.deck]:
        raise Refusal("no_such_page")
    if not slides.may_read(on.deck, on.page, caller.person, leads=leads):
        raise Refusal("no_such_page")


def _recording(files: Files, note: Id, caller: Caller) -> Attachment:
    found = files.to_send(note, caller)
    if not found.length:  # a file like any other: nobody has judged it to be one
        raise Refusal("no_such_attachment")
    return found


def _edit(notes: Notes, people: People, comment: Id, text: str, caller: Caller, wrote: int) -> list[Fact]:
    found = notes.find(comment)
    if found.by != caller.person:
        raise Refusal("not_yours")
    if notes.rules.hold and found.state == "open" and found.to == EVERYONE and not people.is_staff(caller):
        raise Refusal("comment_approved")
    _must_be_in_time(found, people, caller, wrote)
    if text or found.note is None:
        must_be_text(text, COMMENT_LIMIT, "The comment")
    notes.letters.must_have_room(people, caller, text)
    at, hidden = found.at if found.late else None, found.anonymous and found.to == EVERYONE
    edited = CommentEdited(comment, text, found.state != "open")
    return [Fact(edited, to, at, unsigned=hidden) for to in reach(found, people, caller)]


def _must_be_in_time(found: Comment, people: People, caller: Caller, wrote: int) -> None:
    """By the clock of writing; what nobody else has got yet may wait as long as it likes."""
    late = wrote - found.wrote > CHANGE_WITHIN and found.state == "open"
    if late and not people.is_staff(caller):
        raise Refusal("comment_too_late")


def reach(found: Comment, people: People, caller: Caller) -> tuple[Audience, ...]:
    """The audiences that a fact about a comment needs, so that all who have it learn it (the caller always does)."""
    if found.to == EVERYONE:
        return (EVERYONE,)
    ends = {found.by, found.also} - {None, caller.person}
    outside = sorted(to_person(end) for end in ends if end and people.roles.get(end) not in STAFF_ROLES)
    return (STAFF, *outside)
