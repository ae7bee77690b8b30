"""The class opens, pauses its recording, and ends once."""


def test_a_class_opens_once(school, refused):
    with refused("already_open"):
        school.do("ines", "OpenClass")


def test_students_do_not_open_a_class(refused):
    from tests.rooms.school import School

    closed = School(opened=False)
    with refused("not_allowed"):
        closed.do("sam", "OpenClass")
    with refused("not_open_yet"):
        closed.do("sam", "JoinClass")


def test_recording_pauses_and_resumes(school, refused):
    school.do("ines", "PauseRecording")
    with refused("recording_already"):
        school.do("ines", "PauseRecording")
    assert school.room.lesson.paused
    school.do("ines", "ResumeRecording")
    assert not school.room.lesson.paused


def test_ending_ends_everything_that_goes_on(school):
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b"])
    school.server("PublishTrack", "sam", track="t", source="camera")
    school.do("sam", "RaiseHand")
    school.do("ines", "OpenBreakouts", groups=[{"group": "g", "name": "One", "people": ["sam"]}])
    school.now = 5000
    kinds = [type(entry.event).__name__ for entry in school.do("ines", "EndClass")]
    assert kinds[-1] == "ClassEnded"
    assert {"PollEnded", "BreakoutsClosed", "HandLowered", "TrackEnded", "PersonLeft"} <= set(kinds)
    room = school.room
    assert not room.people.present
    assert not room.tracks.open
    assert not room.hands.queue
    assert room.lesson.state == "ended"


def test_nothing_live_happens_after_the_end(school, refused):
    school.do("ines", "EndClass")
    for name, fields in [("EndClass", {}), ("PauseRecording", {}), ("JoinClass", {})]:
        with refused("class_ended"):
            school.do("ines", name, **fields)
    with refused("class_ended"):
        school.do("sam", "RaiseHand")


def test_a_title_beyond_the_limit_is_refused(refused):
    from tests.rooms.school import School

    with refused("too_long"):
        School(opened=False).server("ScheduleClass", title="x" * 201)


def draft():
    """A lecture that Ines records alone."""
    from tests.rooms.school import School

    made = School(opened=False, draft=True)
    made.do("ines", "OpenClass")
    made.do("ines", "JoinClass")
    return made


def test_a_draft_is_for_those_who_lead_until_it_is_published(refused):
    school = draft()
    with refused("door_closed"):
        school.do("sam", "JoinClass")
    school.now = 5_000
    with refused("not_over_yet"):
        school.do("ines", "PublishClass")
    school.do("ines", "EndClass")
    assert not school.room.may_read("sam", "student")
    assert school.room.may_read("ada", "assistant")
    with refused("not_present"):
        school.do("sam", "AddComment", comment="c", text="hm", at=5)
    [published] = school.do("ines", "PublishClass")
    assert type(published.event).__name__ == "ClassPublished"
    assert school.room.may_read("sam", "student")
    assert school.do("ines", "PublishClass") == []


def test_the_window_of_a_draft_begins_when_it_is_published():
    from tests.rooms.school import OPENED

    school = draft()
    terms = {"window": 1_000, "promise": None, "share": 80, "polls": True, "posts": 0}
    school.do("ines", "SetTerms", terms=terms)
    school.now = 5_000
    school.do("ines", "EndClass")
    assert school.room.terms.closes_at(school.room.lesson) is None
    school.now = 90_000
    school.do("ines", "PublishClass")
    assert school.room.terms.closes_at(school.room.lesson) == OPENED + 91_000


def test_only_who_may_end_a_class_publishes_it(school, refused):
    school.do("ines", "EndClass")
    with refused("not_allowed"):
        school.do("sam", "PublishClass")
