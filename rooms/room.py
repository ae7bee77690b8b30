"""The room: all concepts side by side; `decide` judges a command, `apply` takes in an entry, and nothing else changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rooms import (
    agenda,
    board,
    breakouts,
    broadcasts,
    captions,
    chapters,
    chat,
    comments,
    concepts,
    consent,
    departures,
    drawing,
    edit,
    erasure,
    files,
    films,
    gestures,
    hands,
    imports,
    late_work,
    later,
    lesson,
    lobby,
    notebook,
    notes,
    notices,
    people,
    picks,
    polls,
    preconditions,
    presses,
    questions,
    rights,
    slides,
    spoken,
    staging,
    summary,
    tasks,
    terms,
    timers,
    together,
    tracks,
    translations,
    visibility,
    welcome,
)
from rooms.facts import (
    EVERYONE,
    STAFF,
    STAFF_ROLES,
    Caller,
    Command,
    Entry,
    Fact,
    Id,
    Milliseconds,
    Order,
    Reader,
    Role,
    to_group,
)
from rooms.roles import Permission


@dataclass(slots=True)
class Room:
    """Everything that decisions need to know about a class, and the last entry it has taken in."""

    seq: int = 0
    lesson: lesson.Lesson = field(default_factory=lesson.Lesson)
    people: people.People = field(default_factory=people.People)
    consent: consent.Consent = field(default_factory=consent.Consent)
    lobby: lobby.Lobby = field(default_factory=lobby.Lobby)
    rights: rights.Rights = field(default_factory=rights.Rights)
    hands: hands.Hands = field(default_factory=hands.Hands)
    questions: questions.Questions = field(default_factory=questions.Questions)
    files: files.Files = field(default_factory=files.Files)
    chat: chat.Chat = field(default_factory=chat.Chat)
    notices: notices.Notices = field(default_factory=notices.Notices)
    polls: polls.Polls = field(default_factory=polls.Polls)
    tasks: tasks.Tasks = field(default_factory=tasks.Tasks)
    breakouts: breakouts.Breakouts = field(default_factory=breakouts.Breakouts)
    slides: slides.Slides = field(default_factory=slides.Slides)
    board: board.Board = field(default_factory=board.Board)
    tracks: tracks.Tracks = field(default_factory=tracks.Tracks)
    captions: captions.Captions = field(default_factory=captions.Captions)
    spoken: spoken.Spoken = field(default_factory=spoken.Spoken)
    translations: translations.Translations = field(default_factory=translations.Translations)
    notes: comments.Notes = field(default_factory=comments.Notes)
    notebook: notebook.Notebook = field(default_factory=notebook.Notebook)
    gestures: gestures.Gestures = field(default_factory=gestures.Gestures)
    timers: timers.Timers = field(default_factory=timers.Timers)
    picks: picks.Picks = field(default_factory=picks.Picks)
    broadcasts: broadcasts.Broadcasts = field(default_factory=broadcasts.Broadcasts)
    agenda: agenda.Agenda = field(default_factory=agenda.Agenda)
    welcome: welcome.Welcome = field(default_factory=welcome.Welcome)
    terms: terms.Agreement = field(default_factory=terms.Agreement)
    late_work: late_work.LateWork = field(default_factory=late_work.LateWork)
    visibility: visibility.Visibility = field(default_factory=visibility.Visibility)
    staging: staging.Staging = field(default_factory=staging.Staging)
    films: films.Films = field(default_factory=films.Films)
    chapters: chapters.Chapters = field(default_factory=chapters.Chapters)
    summary: summary.Summary = field(default_factory=summary.Summary)
    edit: edit.Edit = field(default_factory=edit.Edit)
    erasure: erasure.Erasure = field(default_factory=erasure.Erasure)

    def reader(self, person: Id | None, role: Role) -> Reader:
        """How this person reads the timeline now: the role given in class, and every group they were in."""
        return Reader(person, self.people.roles.get(person or "", role), self.breakouts.groups_of(person))

    def ground(self, caller: Caller) -> drawing.Ground:
        """What a person can draw on, besides the sheets of the board."""
        place = self.breakouts.place
        screens = {
            track: EVERYONE if place.get(one.person) is None else to_group(place[one.person])
            for track, one in self.tracks.open.items()
            if one.source == "screen"
        }
        groups = {*self.breakouts.groups, *self.breakouts.members}
        own = self.breakouts.groups_of(caller.person)
        draws, shows = (self.rights.may(self.people, caller, right) for right in ("draw", "slides"))
        return drawing.Ground(self.slides.decks, screens, groups, own, draws, shows)

    def may_read(self, person: Id | None, role: Role) -> bool:
        """Whether a member may read the timeline at all: those who wait in the lobby, or were sent out, may not,
        and a draft is for those who lead."""
        if person in self.people.removed:
            return False
        role = self.people.roles.get(person or "", role)
        if role in STAFF_ROLES:
            return True
        if self.lesson.draft:
            return False
        over = self.lesson.ended_at is not None
        if over and self.visibility.hides_from(role):
            return False
        if person in self.people.admitted or person in self.people.declined:
            return person in self.people.admitted
        # The door is that of the live class: whoever was absent has not stood before it.
        return over or self.lobby.door == "open"

    def may(self, person: Id | None, role: Role, right: Permission) -> bool:
        """Whether a person has a right now."""
        return self.rights.may(self.people, Caller(person, role), right)


def decide(room: Room, order: Order, caller: Caller, now: Milliseconds, wrote: int = 0) -> list[Fact]:
    """Judge an order against the room as it is; `now` is the class time in milliseconds, `wrote`
    the moment of writing in Unix milliseconds.

    Returns the facts to append, perhaps none when nothing needs to change; raises `Refusal`.
    """
    command = order.command
    preconditions.must_have_right(room, command, caller)
    preconditions.must_be_in_time(room, command, caller, wrote)
    late_at = preconditions.moment(room, order, now)
    preconditions.must_have_ids(command)
    presses.must_not_go_on_for_ever(room.late_work.presses, room.people, command, caller)
    match command:
        case lesson.EndClass():
            return departures.ended(room)
        case people.LeaveClass(reason):
            person = people.must_be_present(room.people, caller)
            return departures.go_out(room, person, reason if caller.by_server else "left")
        case people.Remove(person, ban):
            return departures.sent_out(room, caller, person, "removed" if ban else "sent_out")
        case hands.CallOn(called):
            lesson.must_be_live(room.lesson)
            return together.called_on(room.hands, room.people, room.rights, room.tracks, called)
        case hands.AskToUnmute(person):
            lesson.must_be_live(room.lesson)
            return together.asked_to_unmute(room.people, room.rights, room.tracks, person)
        case tracks.PublishTrack(_, source):
            muted = together.joins_muted(room.people, room.rights, room.tracks, caller, source)
            command = replace(command, muted=command.muted or muted)
        case notebook.WriteNotebook():
            preconditions.must_belong(room, command, caller)
        case chat.Say() | notes.AddComment() | polls.Vote() | gestures.Gesture() | board.DrawItem():
            preconditions.must_belong(room, command, caller)
            _may_answer(room, command, caller, wrote)
        case notes.EditComment() | notes.ReactToComment() | notes.RedactComment():
            preconditions.must_have_comment(room, command, caller)
        case chat.React() | chat.EditMessage() | notices.Acknowledge() | notices.ReportMessage():
            preconditions.must_have_message(room, command, caller)
        case questions.AskQuestion() | questions.UpvoteQuestion() | questions.WithdrawUpvote():
            preconditions.must_be_inside(room, caller)
        case tasks.HandIn() | tasks.TakeBackWork() | tasks.ReadFeedback():
            preconditions.must_be_inside(room, caller, before=True)
    facts = concepts.judged(room, command, caller, late_at, wrote)
    woken = [] if _sleeps_on(order, facts) else gestures.woken(room.gestures, command, caller)
    return [*woken, *facts, *together.stopped(room.people, room.rights, room.tracks, facts)]


def _sleeps_on(order: Order, facts: list[Fact]) -> bool:
    """What nobody is named for must not wake its author in the same breath, nor what stands at another moment."""
    secret = any(f.unsigned or (isinstance(f.event, polls.BallotCast) and f.to != STAFF) for f in facts)
    return order.at is not None or secret or isinstance(order.command, questions.RedactQuestion)


def _may_answer(room: Room, command: Command, caller: Caller, wrote: int) -> None:
    """Refuse answers to what was not for them, and who writes again too soon."""
    if isinstance(command, notes.AddComment):
        preconditions.must_have_comment(room, command, caller)
    else:
        preconditions.must_have_message(room, command, caller)
    if isinstance(command, chat.Say | notes.AddComment) and room.lesson.ended_at is None:
        notices.must_not_be_too_soon(room.notices, room.chat, room.people, command.to, caller, wrote)


def apply(room: Room, entry: Entry) -> None:
    """Take in an entry: the only way in which a room changes."""
    room.seq = max(room.seq, entry.seq)
    lesson.apply(room.lesson, entry)
    people.apply(room.people, entry)
    consent.apply(room.consent, entry)
    lobby.apply(room.lobby, entry)
    rights.apply(room.rights, entry)
    hands.apply(room.hands, entry)
    questions.apply(room.questions, entry)
    files.apply(room.files, entry)
    chat.apply(room.chat, entry)
    together.sent(room.files, room.chat, entry)
    notices.apply(room.notices, entry)
    polls.apply(room.polls, entry)
    tasks.apply(room.tasks, entry)
    breakouts.apply(room.breakouts, entry)
    slides.apply(room.slides, entry)
    board.apply(room.board, entry)
    tracks.apply(room.tracks, entry)
    captions.apply(room.captions, entry)
    spoken.apply(room.spoken, entry)
    translations.apply(room.translations, room.captions, entry)
    comments.apply(room.notes, entry)
    notebook.apply(room.notebook, entry)
    gestures.apply(room.gestures, entry)
    timers.apply(room.timers, entry)
    picks.apply(room.picks, entry)
    broadcasts.apply(room.broadcasts, entry)
    agenda.apply(room.agenda, entry)
    welcome.apply(room.welcome, entry)
    terms.apply(room.terms, entry)
    later.apply(room.late_work, entry)
    visibility.apply(room.visibility, entry)
    staging.apply(room.staging, entry)
    films.apply(room.films, entry)
    chapters.apply(room.chapters, entry)
    summary.apply(room.summary, entry)
    edit.apply(room.edit, entry)
    imports.apply(room.people, entry)
    erasure.apply(room.erasure, entry)


def replay(entries: Iterable[Entry]) -> Room:
    """The room after these entries, in the order given."""
    room = Room()
    for entry in entries:
        apply(room, entry)
    return room
