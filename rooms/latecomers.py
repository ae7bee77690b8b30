"""Who was in no group may take part in one after the class, where those who lead allow it: they then read and hear what the group said."""

from __future__ import annotations

from rooms.breakouts import Breakouts, GroupJoined, JoinGroup, LateGroupsSet, SetLateGroups
from rooms.errors import Refusal
from rooms.facts import Caller, Command, Fact, Id
from rooms.lesson import Lesson
from rooms.people import People


def decide(
    breakouts: Breakouts, people: People, lesson: Lesson, command: Command, caller: Caller
) -> list[Fact]:
    """Judge it; whether the caller may read the class is judged in `room`."""
    match command:
        case SetLateGroups(on):
            return [] if breakouts.late == on else [Fact(LateGroupsSet(on))]
        case JoinGroup(group):
            return _join(breakouts, people, lesson, group, caller)
    return []


def _join(breakouts: Breakouts, people: People, lesson: Lesson, group: Id, caller: Caller) -> list[Fact]:
    own = breakouts.groups_of(caller.person)
    if group not in breakouts.members:
        raise Refusal("no_such_group")
    if people.is_staff(caller) or group in own:
        return []
    if lesson.ended_at is None:
        raise Refusal("class_goes_on")
    if own:
        raise Refusal("in_another_group")
    if not breakouts.late:
        raise Refusal("no_choice")
    return [Fact(GroupJoined(caller.person or "", group))]
