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
