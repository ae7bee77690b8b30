"""What each student answered, as tables to take away: named polls by person, anonymous ones by answer alone."""

import csv
import io
import re
from typing import Any

from rooms.ballots import Ballot, Question, Tally, is_right
from rooms.facts import STAFF_ROLES
from rooms.polls import Poll
from rooms.room import Room

COLUMNS = ("student", "person", "question", "answer", "right", "late", "at", "votes")
# What a spreadsheet takes for a formula, also in its wide forms: such a cell gets an apostrophe before it.
INNER = re.compile(r"(?s)(?<=.)([;\t|\r\n,]\s*)(?=[=+\-@＝＋－＠])")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def students(room: Room) -> list[str]:
    """Everybody who was in the class without leading it, and whoever answered under their name, live or later."""
    found = {person for person, role in room.people.roles.items() if role not in STAFF_ROLES}
    for poll in room.polls.polls.values():
        if not poll.anonymous:
            found |= poll.ballots.keys() | poll.late_ballots.keys()
    return sorted(found)


def answers_json(room: Room, names: dict[str, str]) -> dict[str, Any]:
    """The polls with their results, and for each student what they answered where names were asked for."""
    return {
        "polls": [_poll(room, key, poll) for key, poll in room.polls.polls.items()],
        "students": [_student(room, person, names.get(person, "")) for person in _by_name(room, names)],
    }


def answers_csv(room: Room, names: dict[str, str]) -> str:
    """The same, a line for each student and poll; of an anonymous poll a line for each answer, with its votes."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    everybody = _by_name(room, names)
    for key, poll in room.polls.polls.items():
        rows = _counted(poll, room.polls.tally(key)) if poll.anonymous else _named(poll, everybody, names)
        lines.writerows([[safe(cell) for cell in row] for row in rows])
    return "\ufeff" + written.getvalue()  # a spreadsheet reads it as UTF-8 by this mark


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, also not one that separates by other signs."""
    cell = INNER.sub(r"\1'", cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _by_name(room: Room, names: dict[str, str]) -> list[str]:
    return sorted(students(room), key=lambda person: (names.get(person, "").casefold(), person))


def _poll(room: Room, poll: str, found: Poll) -> dict[str, Any]:
    tally, key = room.polls.tally(poll), found.key
    return {
        "poll": poll,
        "question": found.text,
        "kind": found.question.kind,
        "options": list(found.question.options),
        "multiple": found.question.multiple,
        "anonymous": found.anonymous,
        "results": found.results,
        "opened_at": found.opened_at,
        "ended_at": found.ended_at,
        "key": key and {"right": key.right, "texts": key.texts, "explanation": key.explanation},
        "counts": list(tally.counts),
        "late_counts": list(tally.late_counts),
        "voters": tally.voters,
        "late_voters": tally.late_voters,
        "answers": [[one.text, one.count, one.late_count] for one in tally.answers],
    }


def _student(room: Room, person: str, name: str) -> dict[str, Any]:
    answers = []
    for poll, found in room.polls.polls.items():
        ballot = None if found.anonymous else found.ballot_of(person)
        if ballot is not None:
            answers.append(
                {
                    "poll": poll,
                    "answer": in_words(found.question, ballot),
                    "choices": list(ballot.choices),
                    "texts": list(ballot.texts),
                    "right": _right(found, ballot),
                    "late": person not in found.ballots,
                    "at": ballot.at,
                }
            )
    asked = sum(found.key is not None and not found.anonymous for found in room.polls.polls.values())
    right = sum(answer["right"] is True for answer in answers)
    return {"person": person, "name": name, "right": right, "quizzes": asked, "answers": answers}


def in_words(question: Question, ballot: Ballot) -> str:
    """An answer as a person reads it."""
    if ballot.texts:
        return "; ".join(ballot.texts)
    options = [question.options[choice] for choice in ballot.choices]
    if question.kind == "ranking":
        options = [f"{place}. {option}" for place, option in enumerate(options, 1)]
    return "; ".join(options)


def _right(found: Poll, ballot: Ballot) -> bool | None:
    return None if found.key is None else is_right(found.question, found.key, ballot)


def _named(found: Poll, everybody: list[str], names: dict[str, str]) -> list[list[str]]:
    rows = []
    for person in everybody:
        row = [names.get(person, ""), person, found.text]
        ballot = found.ballot_of(person)
        if ballot is None:
            rows.append([*row, "", "", "", "", "0"])
            continue
        right = {True: "yes", False: "no", None: ""}[_right(found, ballot)]
        late = "" if person in found.ballots else "late"
        rows.append([*row, in_words(found.question, ballot), right, late, _clock(ballot.at), "1"])
    return rows


def _counted(found: Poll, tally: Tally) -> list[list[str]]:
    options = found.question.options
    counted = [(answer.text, answer.count, answer.late_count) for answer in tally.answers]
    counted += [(option, tally.counts[n], tally.late_counts[n]) for n, option in enumerate(options)]
    rows = []
    for answer, live, late in counted:
        rows.append(["", "", found.text, answer, "", "", "", str(live)])
        if late:
            rows.append(["", "", found.text, answer, "", "late", "", str(late)])
    return rows


def _clock(at: int) -> str:
    minutes, seconds = divmod(at // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
