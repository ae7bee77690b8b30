"""How a poll stands, as lists and signals tell it, and who may know."""

from rooms.facts import STAFF_ROLES
from rooms.room import Room


def tally_json(room: Room, poll: str) -> dict[str, object]:
    """The votes of a poll, live and late apart; refuses a poll that does not exist."""
    counted = room.polls.tally(poll)
    return {
        "poll": poll,
        "counts": list(counted.counts),
        "late_counts": list(counted.late_counts),
        "voters": counted.voters,
        "late_voters": counted.late_voters,
        "answers": [
            {"text": one.text, "count": one.count, "late_count": one.late_count} for one in counted.answers
        ],
    }


def may_see_tally(room: Room, poll: str, person: str | None, role: str) -> bool:
    """Whether somebody with this role in the class may know how a poll stands."""
    leads = room.people.roles.get(person or "", role) in STAFF_ROLES
    return room.polls.may_see_results(poll, person, leads=leads)
