"""The concepts of the class, and what each makes of a command: every one is asked, and all but one or two answer with
nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rooms import (
    agenda,
    asking,
    board,
    breakouts,
    broadcasts,
    captions,
    chapters,
    chat,
    commenting,
    consent,
    drawing,
    edit,
    erasing,
    erasure,
    files,
    films,
    gestures,
    handing,
    hands,
    imports,
    late_work,
    latecomers,
    later,
    lesson,
    lobby,
    notebook,
    notes,
    notices,
    people,
    picks,
    polling,
    polls,
    preconditions,
    questions,
    rights,
    slides,
    spoken,
    staging,
    summary,
    tasks,
    terms,
    timers,
    tracks,
    translations,
    visibility,
    welcome,
)
from rooms.facts import EVERYONE, Audience, Caller, Command, Fact, Milliseconds, to_group

if TYPE_CHECKING:
    from rooms.room import Room

CONCEPTS = (
    lesson,
    people,
    consent,
    lobby,
    rights,
    hands,
    questions,
    files,
    chat,
    notices,
    polls,
    tasks,
    breakouts,
    slides,
    board,
    tracks,
    captions,
    spoken,
    translations,
    notes,
    notebook,
    gestures,
    timers,
    picks,
    broadcasts,
    agenda,
    welcome,
    terms,
    late_work,
    visibility,
    staging,
    films,
    chapters,
    summary,
    edit,
    imports,
    erasure,
)
"""Every concept of the class, in the order in which documents list them. Its module declares its events and commands, from
which `wire` and `schema` know them; what it remembers is a field of `Room` of the same name."""


def judged(
    room: Room, command: Command, caller: Caller, late_at: Milliseconds | None, wrote: int
) -> list[Fact]:
    """The facts to append, in the order of the concepts; raises `Refusal`."""
    calls, mutes = (room.rights.may(room.people, caller, right) for right in ("call_on", "mute_others"))
    presenter = room.rights.presenter
    return [
        *consent.decide(room.consent, room.people, room.lesson, command, caller),
        *lesson.decide(room.lesson, command),
        *_coming(room, command, caller),
        *lobby.decide(room.lobby, room.people, room.lesson, command),
        *rights.decide(room.rights, room.people, room.lesson, command, caller),
        *hands.decide(room.hands, room.people, command, caller, leads=calls),
        *_questions(room, command, caller, late_at),
        *files.decide(room.files, command, caller),
        *_chat(room, command, caller, late_at, wrote),
        *notices.decide(room.notices, room.chat, command, caller),
        *polling.decide(room.polls, room.people, room.lesson, command, caller, late_at),
        *_tasks(room, command, caller, late_at),
        *breakouts.decide(room.breakouts, room.people, room.lesson, command, caller),
        *_late_groups(room, command, caller),
        *slides.decide(room.slides, room.people, room.lesson, command, caller),
        *_cleared(room, command),
        *_board(room, command, caller, late_at),
        *tracks.decide(
            room.tracks, room.people, room.lesson, command, caller, leads=mutes, presenter=presenter
        ),
        *_captions(room, command, caller),
        *_comments(room, command, caller, late_at, wrote),
        *_notebook(room, command, caller, late_at),
        *_small_things(room, command, caller, late_at),
    ]


def _coming(room: Room, command: Command, caller: Caller) -> list[Fact]:
    """Chosen before coming in, so that not a moment is recorded of whoever is not to be."""
    facts = people.decide(room.people, room.lesson, room.lobby.door, command, caller)
    return [*consent.came(room.consent, room.people, command, caller, facts), *facts]


def _small_things(room: Room, command: Command, caller: Caller, late_at: Milliseconds | None) -> list[Fact]:
    here, groups_open = _here(room, caller), room.breakouts.open
    called = isinstance(command, breakouts.CloseBreakouts) and not command.countdown
    return [
        *(broadcasts.withdrawn(room.broadcasts) if called else ()),
        *broadcasts.decide(room.broadcasts, room.people, room.lesson, command, caller, groups_open),
        *gestures.decide(room.gestures, room.people, room.lesson, command, caller, late_at, here),
        *timers.decide(room.timers, room.lesson, command),
        *picks.decide(room.picks, room.people, room.lesson, command, room.gestures.away),
        *agenda.decide(room.agenda, room.lesson, command),
        *welcome.decide(room.welcome, room.lesson, command),
        *terms.decide(room.terms, room.lesson, command),
        *_late_work(room, command, caller),
        *visibility.decide(room.visibility, room.people, command, caller),
        *chapters.decide(room.chapters, room.lesson, command),
        *summary.decide(room.summary, room.lesson, command),
        *edit.decide(room.edit, room.lesson, command),
        *imports.decide(room.lesson, command),
        *_erased(room, command, caller),
        *films.decide(room.films, room.people, room.lesson, command, caller),
        *staging.decide(room.staging, room.people, room.lesson, command, caller),
    ]


def _erased(room: Room, command: Command, caller: Caller) -> list[Fact]:
    done = erasure.decide(room.erasure, room.lesson, command)
    return [*erasing.taken_back(room, command, caller), *done] if done else []


def _cleared(room: Room, command: Command) -> list[Fact]:
    """The stage of the main room has place for one thing: what is put there takes the place of what stood there."""
    drawn = isinstance(command, board.ShowBoard) and command.to == EVERYONE
    film = isinstance(command, films.ShowFilm)
    page = film or isinstance(command, slides.ShowPage)
    result = isinstance(command, polls.ShowResults)
    if not (page or drawn or result):
        return []
    cleared: list[Fact] = []
    if room.polls.on_stage is not None and not result:
        cleared.append(Fact(polls.ResultsHidden()))
    if page and EVERYONE in room.board.shown:
        cleared.append(Fact(board.BoardHidden()))
    return [*cleared, *([] if film else films.hidden(room.films))]


def _captions(room: Room, command: Command, caller: Caller) -> list[Fact]:
    if isinstance(command, captions.ProposeCorrection):
        preconditions.must_see_line(room, command.caption, caller)
    return [
        *captions.decide(room.captions, room.people, command, caller),
        *spoken.decide(room.spoken, command),
        *translations.decide(room.translations, room.captions, room.lesson, command),
    ]


def _comments(
    room: Room, command: Command, caller: Caller, late_at: Milliseconds | None, wrote: int
) -> list[Fact]:
    if isinstance(command, notes.ReadComments):
        preconditions.must_be_inside(room, caller)
    people, files, decks = room.people, room.files, room.slides
    return commenting.decide(room.notes, people, files, decks, command, caller, late_at, wrote)


def _chat(
    room: Room, command: Command, caller: Caller, late_at: Milliseconds | None, wrote: int
) -> list[Fact]:
    if isinstance(command, chat.ReadReplies):
        preconditions.must_be_inside(room, caller)
    return chat.decide(room.chat, room.people, room.files, command, caller, late_at, wrote)


def _questions(room: Room, command: Command, caller: Caller, late_at: Milliseconds | None) -> list[Fact]:
    if isinstance(command, questions.ReadAnswers):
        preconditions.must_be_inside(room, caller)
    return asking.decide(room.questions, room.people, command, caller, late_at)


def _tasks(room: Room, command: Command, caller: Caller, late_at: Milliseconds | None) -> list[Fact]:
    people, lesson, files, drawn = room.people, room.lesson, room.files, room.board
    return handing.decide(room.tasks, people, lesson, files, drawn, command, caller, late_at)


def _late_groups(room: Room, command: Command, caller: Caller) -> list[Fact]:
    if isinstance(command, breakouts.JoinGroup):
        preconditions.must_be_inside(room, caller)
    return latecomers.decide(room.breakouts, room.people, room.lesson, command, caller)


def _late_work(room: Room, command: Command, caller: Caller) -> list[Fact]:
    if not isinstance(command, late_work.ReadLateWork):
        return []
    return late_work.decide(command, caller, later.new_to(room, caller.person or "").first)


def _board(room: Room, command: Command, caller: Caller, late_at: Milliseconds | None) -> list[Fact]:
    if type(command).__module__ != board.__name__:
        return []
    ground = room.ground(caller)
    return drawing.decide(room.board, room.people, room.lesson, command, caller, late_at, ground)


def _notebook(room: Room, command: Command, caller: Caller, late_at: Milliseconds | None) -> list[Fact]:
    writes, groups = room.rights.may(room.people, caller, "write_notes"), room.breakouts.groups
    return notebook.decide(
        room.notebook, room.people, room.lesson, command, caller, late_at, groups, writes=writes
    )


def _here(room: Room, caller: Caller) -> Audience:
    """The audience of the room that the caller is in: a breakout group, or everyone."""
    place = room.breakouts.place.get(caller.person or "")
    return EVERYONE if place is None else to_group(place)
