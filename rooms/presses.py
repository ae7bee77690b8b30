"""How often one person reacts, votes and shows signs in one class: far oftener than anybody does, and not for ever."""

from __future__ import annotations

from collections import Counter

from rooms.chat import MessageReacted, React
from rooms.errors import Refusal
from rooms.facts import Caller, Command, Entry, Id
from rooms.gestures import Gesture, GestureMade
from rooms.notes import CommentReacted, ReactToComment
from rooms.people import People
from rooms.polls import BallotCast, Vote
from rooms.questions import QuestionUpvoted, UpvoteQuestion, UpvoteWithdrawn, WithdrawUpvote

PRESSES_AT_MOST = 5_000
"""Of one person who does not lead: a sign every second for more than an hour. A window is open for a week or longer, and
what can be pressed and taken back again would make a timeline that nobody can read any more."""

COMMANDS = (React, ReactToComment, UpvoteQuestion, WithdrawUpvote, Vote, Gesture)
EVENTS = (MessageReacted, CommentReacted, QuestionUpvoted, UpvoteWithdrawn, BallotCast, GestureMade)

Presses = Counter[Id | None]
"""How often each did one of these."""


def must_not_go_on_for_ever(presses: Presses, people: People, command: Command, caller: Caller) -> None:
    """Refuse what would be too much; those who lead always can."""
    if not isinstance(command, COMMANDS) or people.is_staff(caller):
        return
    if presses[caller.person] >= PRESSES_AT_MOST:
        raise Refusal("writing_full", "you have reacted and voted as often as is kept of one person.")


def apply(presses: Presses, entry: Entry) -> None:
    """Take in what happened."""
    if isinstance(entry.event, EVENTS):
        presses[entry.by] += 1
