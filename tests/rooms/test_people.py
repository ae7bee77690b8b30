"""Who may come in, who must wait, who was sent out."""

from tests.rooms.school import School


def test_joining_twice_changes_nothing(school):
    assert school.do("sam", "JoinClass") == []


def test_a_lobby_keeps_students_until_someone_lets_them_in(refused):
    school = School(lobby=True)
    asked = school.do("sam", "JoinClass")
    assert [entry.to for entry in asked] == ["staff"]
    assert "sam" not in school.room.people.present
    assert not school.room.may_read("sam", "student")
    with refused("not_present"):
        school.do("sam", "RaiseHand")
    school.do("ines", "Admit", person="sam")
    school.do("sam", "JoinClass")
    assert "sam" in school.room.people.present
    assert school.room.may_read("sam", "student")


def test_whoever_waits_in_the_lobby_neither_votes_nor_comments(refused):
    school = School(lobby=True)
    school.do("sam", "JoinClass")
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b"])
    school.now = 1000
    for moment in (None, 500):
        with refused("not_present"):
            school.do("sam", "Vote", at=moment, poll="p", choices=[0])
        with refused("not_present"):
            school.do("sam", "AddComment", at=moment, comment="c", text="from outside")


def test_a_declined_person_is_told(refused):
    school = School(lobby=True)
    school.do("sam", "JoinClass")
    school.do("ines", "Decline", person="sam")
    with refused("declined"):
        school.do("sam", "JoinClass")


def test_staff_pass_the_lobby():
    school = School(lobby=True)
    school.do("ada", "JoinClass")
    assert "ada" in school.room.people.present


def test_a_removed_person_stays_out_and_takes_hand_and_tracks_along(school, refused):
    school.do("sam", "RaiseHand")
    school.server("PublishTrack", "sam", track="t", source="microphone")
    school.do("ines", "Remove", person="sam")
    assert not school.room.hands.queue
    assert not school.room.tracks.open
    with refused("removed"):
        school.do("sam", "JoinClass")
    with refused("removed"):
        school.do("sam", "Say", message="m", text="let me in")
    assert not school.room.may_read("sam", "student")


def test_an_assistant_who_was_sent_out_reads_nothing_more(school):
    school.do("ada", "JoinClass")
    school.do("ines", "Remove", person="ada")
    assert not school.room.may_read("ada", "assistant")


def test_nobody_removes_an_instructor_or_themselves(school, refused):
    school.do("ada", "JoinClass")
    with refused("not_allowed"):
        school.do("ada", "Remove", person="ines")
    with refused("not_allowed"):
        school.do("ada", "Remove", person="ada")


def test_a_role_given_in_class_counts_at_once_and_after_coming_back(school, refused):
    with refused("not_allowed"):
        school.do("sam", "OpenPoll", poll="p", question="Which?", options=["a", "b"])
    school.do("ines", "ChangeRole", person="sam", role="assistant")
    school.do("sam", "LeaveClass")
    school.do("sam", "JoinClass")
    school.do("sam", "OpenPoll", poll="p", question="Which?", options=["a", "b"])
    assert "p" in school.room.polls.polls


def test_whoever_was_sent_out_without_a_ban_may_come_back_and_asks_again_where_one_asks():
    school = School(lobby=True)
    school.do("sam", "JoinClass")
    school.do("ines", "Admit", person="sam")
    school.do("sam", "JoinClass")
    *_, left = school.do("ines", "Remove", person="sam", ban=False)
    assert left.event.reason == "sent_out"
    [asked] = school.do("sam", "JoinClass")
    assert asked.to == "staff"


def test_whoever_was_not_let_in_or_was_banned_stays_outside_after_the_end(refused):
    school = School(lobby=True)
    for person, answer in (("sam", "Decline"), ("tom", "Admit"), ("kim", "Decline")):
        school.do(person, "JoinClass")
        school.do("ines", answer, person=person)
    school.do("tom", "JoinClass")
    school.do("ines", "Remove", person="tom")
    school.do("ines", "LiftBan", person="kim")
    school.do("ines", "EndClass")
    read = {one: school.room.may_read(one, "student") for one in ("sam", "tom", "kim", "zoe", None)}
    assert read == {"sam": False, "tom": False, "kim": True, "zoe": True, None: True}, "absent is not outside"
    with refused("not_present"):
        school.do("sam", "AddComment", at=0, comment="c", text="from outside")


def test_after_the_end_too_somebody_is_banned_and_the_ban_is_lifted(school, refused):
    school.do("sam", "JoinClass")
    school.do("ines", "EndClass")
    school.do("zoe", "AddComment", at=0, comment="c", text="rude")
    with refused("class_ended"):
        school.do("ines", "Remove", person="sam", ban=False)
    with refused("no_such_person"):
        school.do("ines", "Remove", person="nobody")
    with refused("no_such_person"):
        school.do("ada", "Remove", person="zoe")  # perhaps she leads, and was never here
    for person in ("sam", "zoe"):
        [left] = school.do("ines", "Remove", person=person)
        assert left.event.reason == "removed"
        assert not school.room.may_read(person, "student")
    with refused("removed"):
        school.do("zoe", "AddComment", at=0, comment="d", text="again")
    school.do("ines", "LiftBan", person="zoe")
    school.do("zoe", "AddComment", at=0, comment="d", text="sorry")


def test_a_ban_is_lifted_by_those_who_lead(school, refused):
    school.do("ines", "Remove", person="sam")
    with refused("not_allowed"):
        school.do("tom", "LiftBan", person="sam")
    school.do("ines", "LiftBan", person="sam")
    school.do("sam", "JoinClass")
    assert "sam" in school.room.people.present
    with refused("no_such_person"):
        school.do("ines", "LiftBan", person="sam")


def test_only_the_server_says_that_a_connection_was_lost(school):
    [left] = school.do("sam", "LeaveClass", reason="removed")
    assert left.event.reason == "left"


def test_an_api_token_is_not_a_person(school, refused):
    with refused("needs_person"):
        school.do(None, "JoinClass")


def test_an_assistant_neither_makes_nor_unmakes_instructors(school, refused):
    school.do("ada", "JoinClass")
    for person, role in [("ines", "student"), ("sam", "instructor")]:
        with refused("not_allowed"):
            school.do("ada", "ChangeRole", person=person, role=role)
    school.do("ines", "ChangeRole", person="ada", role="instructor")
    school.do("ada", "ChangeRole", person="sam", role="assistant")


def test_who_went_out_by_themselves_can_still_be_banned(school, refused):
    school.do("sam", "LeaveClass")
    with refused("no_such_person"):
        school.do("ines", "Remove", person="sam", ban=False)
    [left] = school.do("ines", "Remove", person="sam", ban=True)
    assert left.event.reason == "removed"
    with refused("removed"):
        school.do("sam", "Say", message="m", text="still here")
