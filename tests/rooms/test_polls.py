"""Ballots count once, live or late."""

import pytest

from tests.rooms.school import School


@pytest.fixture
def poll(school: School) -> School:
    school.now = 10_000
    school.do("ines", "OpenPoll", poll="p", question="Which part?", options=["Keystone", "Abutment", "All"])
    return school


def test_a_vote_counts_once(poll, refused):
    poll.do("sam", "Vote", poll="p", choices=[1])
    with refused("already_voted"):
        poll.do("sam", "Vote", poll="p", choices=[0])
    assert poll.room.polls.tally("p").counts == (0, 1, 0)


def test_ballots_are_for_staff_and_their_author(poll):
    [ballot] = poll.do("sam", "Vote", poll="p", choices=[1])
    assert ballot.to == "staff"


def test_a_single_choice_poll_takes_one_choice(poll, refused):
    for choices in ([], [0, 1], [0, 0]):
        with refused("malformed"):
            poll.do("sam", "Vote", poll="p", choices=choices)
    with refused("no_such_option"):
        poll.do("sam", "Vote", poll="p", choices=[3])


def test_a_multiple_choice_poll_takes_several(school):
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b", "c"], multiple=True)
    school.do("sam", "Vote", poll="p", choices=[2, 0])
    assert school.room.polls.tally("p").counts == (1, 0, 1)


def test_those_who_lead_do_not_vote(poll, refused):
    with refused("staff_do_not_vote"):
        poll.do("ines", "Vote", poll="p", choices=[0])


def test_after_the_end_a_live_vote_is_refused(poll, refused):
    poll.do("ines", "EndPoll", poll="p")
    with refused("poll_ended"):
        poll.do("sam", "Vote", poll="p", choices=[0])


def test_a_late_vote_counts_apart_and_plays_while_the_poll_was_open(poll):
    poll.do("sam", "Vote", poll="p", choices=[0])
    poll.now = 30_000
    poll.do("ines", "EndPoll", poll="p")
    poll.now = 90_000
    poll.do("ines", "EndClass")
    [ballot] = poll.do("zoe", "Vote", poll="p", choices=[1], at=80_000)
    assert (ballot.at, ballot.event.late) == (30_000, True)
    tally = poll.room.polls.tally("p")
    assert (tally.counts, tally.late_counts) == ((1, 0, 0), (0, 1, 0))
    assert (tally.voters, tally.late_voters) == (1, 1)


def test_who_voted_live_does_not_vote_late(poll, refused):
    poll.do("sam", "Vote", poll="p", choices=[0])
    poll.do("ines", "EndClass")
    with refused("already_voted"):
        poll.do("sam", "Vote", poll="p", choices=[1], at=10_000)


def test_a_moment_outside_the_class_is_refused(poll, refused):
    poll.now = 50_000
    poll.do("ines", "EndClass")
    for moment in (-1, 50_001):
        with refused("bad_moment"):
            poll.do("zoe", "Vote", poll="p", choices=[1], at=moment)


def test_polls_need_a_question_and_options(school, refused):
    with refused("malformed"):
        school.do("ines", "OpenPoll", poll="p", question="Which?", options=["only"])
    with refused("empty"):
        school.do("ines", "OpenPoll", poll="p", question=" ", options=["a", "b"])
    with refused("too_long"):
        school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b" * 201])
    with refused("no_such_poll"):
        school.do("sam", "Vote", poll="p", choices=[0])
