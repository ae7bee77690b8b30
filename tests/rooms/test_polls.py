"""Ballots count once, live or late."""

import pytest

from rooms.attendance import Attendance
from rooms.attendance import apply as attend
from rooms.contents import contents
from rooms.replay import playing_order, room_at, seen_by
from tests.rooms.school import School


@pytest.fixture
def poll(school: School) -> School:
    school.now = 10_000
    school.do("sam", "JoinClass")
    school.do("ines", "OpenPoll", poll="p", question="Which part?", options=["Keystone", "Abutment", "All"])
    return school


@pytest.fixture
def ask(school: School):
    """Put a question, with sam and tom in the room."""
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")

    def put(**asked):
        return school.do("ines", "OpenPoll", poll="p", **{"question": "Which?", **asked})

    return put


def test_a_vote_can_be_changed_until_the_end_and_the_last_one_counts_once(poll, refused):
    poll.do("sam", "Vote", poll="p", choices=[1])
    poll.do("sam", "LeaveClass")
    poll.do("sam", "JoinClass")
    assert poll.do("sam", "Vote", poll="p", choices=[1]) == []
    poll.do("sam", "Vote", poll="p", choices=[0])
    tally = poll.room.polls.tally("p")
    assert (tally.counts, tally.voters) == ((1, 0, 0), 1)
    poll.do("ines", "EndPoll", poll="p")
    with refused("poll_ended"):
        poll.do("sam", "Vote", poll="p", choices=[2])


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
    school.do("sam", "JoinClass")
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


def test_a_late_ballot_counts_once_too_and_is_not_changed(poll, refused):
    poll.do("ines", "EndClass")
    poll.do("zoe", "Vote", poll="p", choices=[1], at=10_000)
    with refused("already_voted"):
        poll.do("zoe", "Vote", poll="p", choices=[0], at=10_000)
    assert poll.room.polls.tally("p").late_counts == (0, 1, 0)


def test_a_vote_from_the_recording_of_a_poll_that_is_still_open_means_now(poll):
    poll.now = 20_000
    poll.do("sam", "Vote", poll="p", choices=[1])
    poll.now = 30_000
    [ballot] = poll.do("sam", "Vote", poll="p", choices=[2], at=11_000)
    assert (ballot.at, ballot.event.late) == (30_000, False)
    assert poll.replayed() == poll.room


def test_staff_are_not_sent_anonymous_ballots_and_each_counts_once(ask, school):
    ask(options=["a", "b"], anonymous=True)
    for choice in (0, 1):
        [ballot] = school.do("sam", "Vote", poll="p", choices=[choice])
        assert ballot.to == "person:sam"
    tally = school.room.polls.tally("p")
    assert (tally.counts, tally.voters) == ((0, 1), 1)
    assert "BallotCast" not in {
        type(entry.event).__name__
        for entry in seen_by(school.entries, school.room.reader("ines", "instructor"))
    }


@pytest.mark.parametrize(
    ("results", "voter", "other", "after"),
    [("live", True, False, True), ("end", False, False, True), ("hidden", False, False, False)],
)
def test_who_may_know_how_a_poll_stands_was_chosen_when_it_opened(ask, school, results, voter, other, after):
    def may(person):
        return school.room.polls.may_see_results("p", person, leads=False)

    ask(options=["a", "b"], results=results)
    school.do("sam", "Vote", poll="p", choices=[0])
    assert (may("sam"), may("tom")) == (voter, other)
    assert school.room.polls.may_see_results("p", "ines", leads=True)
    school.do("ines", "EndPoll", poll="p")
    assert may("tom") is after
    school.do("ines", "ShowResults", poll="p")
    assert may("tom")


def test_results_come_onto_the_stage_and_leave_it(ask, school, refused):
    ask(options=["a", "b"])
    with refused("not_allowed"):
        school.do("sam", "ShowResults", poll="p")
    [shown] = school.do("ines", "ShowResults", poll="p")
    assert (type(shown.event).__name__, shown.to) == ("ResultsShown", "everyone")
    assert school.room.polls.on_stage == "p"
    [hidden] = school.do("ines", "HideResults")
    assert type(hidden.event).__name__ == "ResultsHidden"
    assert school.do("ines", "HideResults") == []
    with refused("no_such_poll"):
        school.do("ines", "ShowResults", poll="q")


def names(entries):
    return [(type(entry.event).__name__, entry.to) for entry in entries]


def test_the_key_of_a_quiz_is_kept_from_students_and_told_at_the_end(ask, school):
    opened = ask(options=["a", "b"], right=[1], explanation="b comes after a")
    assert names(opened) == [("PollOpened", "everyone"), ("KeyKept", "staff")]
    assert "b comes after a" not in str(opened[0])
    assert opened[0].event.quiz
    ended = school.do("ines", "EndPoll", poll="p")
    assert names(ended) == [("PollEnded", "everyone"), ("KeyRevealed", "everyone")]
    assert names(school.do("ines", "ShowResults", poll="p")) == [("ResultsShown", "everyone")]


def test_with_hidden_results_the_key_is_told_when_they_are_shown(ask, school):
    ask(options=["a", "b"], right=[1], results="hidden")
    assert names(school.do("ines", "EndClass"))[0] == ("PollEnded", "everyone")
    assert "KeyRevealed" not in {name for name, _ in names(school.entries)}
    shown = school.do("ines", "ShowResults", poll="p")
    assert names(shown) == [("ResultsShown", "everyone"), ("KeyRevealed", "everyone")]


def test_results_shown_while_the_poll_is_open_do_not_tell_its_key(ask, school):
    ask(options=["a", "b"], right=[1], results="hidden")
    assert names(school.do("ines", "ShowResults", poll="p")) == [("ResultsShown", "everyone")]
    assert names(school.do("ines", "EndPoll", poll="p"))[1] == ("KeyRevealed", "everyone")


def test_three_hundred_votes_are_counted_once_each(ask, school):
    ask(kind="cloud", anonymous=True)
    for number in range(300):
        school.do(f"s{number}", "JoinClass")
        school.do(f"s{number}", "Vote", poll="p", texts=[f"word {number % 7}"])
        school.do(f"s{number}", "Vote", poll="p", texts=[f"word {number % 5}"])
    tally = school.room.polls.tally("p")
    assert tally.voters == 300
    assert [one.count for one in tally.answers] == [60] * 5


def test_slides_and_the_board_take_the_place_of_results_on_the_stage(school):
    school.server("AddDeck", "ines", deck="d", title="Arches", pages=3, width=1600, height=900)
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b"])
    for name, fields in (("ShowBoard", {"sheet": "s1"}), ("ShowPage", {"deck": "d", "page": 1})):
        school.do("ines", "ShowResults", poll="p")
        written = [type(entry.event).__name__ for entry in school.do("ines", name, **fields)]
        assert "ResultsHidden" in written
        assert school.room.polls.on_stage is None


def test_after_class_a_poll_is_put_at_a_moment_and_takes_late_votes_only(poll, refused):
    poll.do("ines", "EndPoll", poll="p")
    poll.now = 60_000
    with refused("not_late"):
        poll.do("ines", "OpenPoll", poll="q", question="Which?", options=["a", "b"], at=20_000)
    poll.do("ines", "EndClass")
    made = poll.do("ines", "OpenPoll", poll="q", question="Which?", options=["a", "b"], right=[1], at=20_000)
    assert [(type(one.event).__name__, one.at) for one in made] == [
        ("PollOpened", 20_000),
        ("KeyKept", 20_000),
        ("PollEnded", 20_000),
        ("KeyRevealed", 20_000),
    ]
    assert made[0].event.late
    [ballot] = poll.do("zoe", "Vote", poll="q", choices=[1], at=50_000)
    assert (ballot.at, ballot.event.late) == (20_000, True)
    tally = poll.room.polls.tally("q")
    assert (tally.counts, tally.late_counts, tally.voters, tally.late_voters) == ((0, 0), (0, 1), 0, 1)
    with refused("already_voted"):
        poll.do("zoe", "Vote", poll="q", choices=[0], at=50_000)
    assert poll.replayed() == poll.room


def test_only_those_who_lead_put_a_poll_after_class(poll, refused):
    poll.do("ines", "EndClass")
    with refused("not_allowed"):
        poll.do("sam", "OpenPoll", poll="q", question="Which?", options=["a", "b"], at=5_000)
    with refused("bad_moment"):
        poll.do("ines", "OpenPoll", poll="q", question="Which?", options=["a", "b"], at=90_000)


def test_a_poll_after_class_whose_result_is_hidden_tells_no_right_answer(poll):
    poll.do("ines", "EndClass")
    asked = {"question": "Which?", "options": ["a", "b"], "right": [1], "results": "hidden"}
    made = poll.do("ines", "OpenPoll", poll="q", at=5_000, **asked)
    assert [type(one.event).__name__ for one in made] == ["PollOpened", "KeyKept", "PollEnded"]
    assert not poll.room.polls.may_see_results("q", "zoe", leads=False)


def test_a_poll_put_after_class_can_be_withdrawn_and_then_counts_nowhere(poll, refused):
    poll.do("sam", "Vote", poll="p", choices=[1])
    poll.do("ines", "EndClass")
    poll.do(
        "ines", "OpenPoll", poll="late", question="And now?", options=["x", "y"], results="hidden", at=5_000
    )
    poll.do("sam", "Vote", poll="late", choices=[1], at=5_000)
    poll.do("ines", "ShowResults", poll="late")
    with refused("not_allowed"):
        poll.do("sam", "WithdrawPoll", poll="late")
    with refused("poll_of_class"):
        poll.do("ines", "WithdrawPoll", poll="p")
    before = list(poll.entries)
    [fact] = poll.do("ines", "WithdrawPoll", poll="late")
    assert fact.at == 5_000
    assert poll.entries[: len(before)] == before, "what was answered stays written down"
    for room in (poll.room, room_at(poll.entries, 5_000), room_at(poll.entries, 1 << 40)):
        assert ("late" in room.polls.polls, room.polls.on_stage) == (False, None)
    for person, command in (("tom", "Vote"), ("ines", "ShowResults"), ("ines", "WithdrawPoll")):
        more = {"choices": [0], "at": 5_000} if command == "Vote" else {}
        with refused("no_such_poll"):
            poll.do(person, command, poll="late", **more)
    attended = Attendance()
    for entry in poll.entries:
        attend(attended, entry)
    part = attended.part("sam")
    assert (attended.polls, part.live["answers"], part.late["answers"]) == ({"p"}, 1, 0)
    told = contents(playing_order(poll.entries), 20_000, lambda deck, page: "", {})
    assert [one.value for one in told if one.kind == "poll"] == ["Which part?"]
