"""Cameras and microphones as facts."""


def test_one_camera_for_each_person(school, refused):
    school.server("PublishTrack", "sam", track="t1", source="camera")
    with refused("already_sharing"):
        school.server("PublishTrack", "sam", track="t2", source="camera")
    school.server("PublishTrack", "tom", track="t2", source="camera")
    with refused("duplicate_id"):
        school.server("PublishTrack", "sam", track="t2", source="screen")


def test_staff_may_mute_anybody_and_unmute_nobody(school, refused):
    school.server("PublishTrack", "sam", track="t", source="microphone")
    with refused("not_yours"):
        school.do("tom", "MuteTrack", track="t")
    school.do("ines", "MuteTrack", track="t")
    assert school.do("ines", "MuteTrack", track="t") == []
    with refused("not_yours"):
        school.do("ines", "UnmuteTrack", track="t")
    school.do("sam", "UnmuteTrack", track="t")
    assert not school.room.tracks.open["t"].muted


def test_an_ended_track_is_gone(school, refused):
    school.server("PublishTrack", "sam", track="t", source="screen")
    school.do("sam", "EndTrack", track="t")
    with refused("no_such_track"):
        school.do("sam", "MuteTrack", track="t")


def test_the_speaker_is_a_fact_only_when_it_changes(school):
    assert len(school.server("ReportSpeaker", person="sam")) == 1
    assert school.server("ReportSpeaker", person="sam") == []


def test_a_recorded_stretch_stands_where_it_began(school):
    school.now = 9000
    [entry] = school.server("ReportSegment", track="t", file="t.mp4", start=1000, end=9000)
    assert entry.at == 1000


def test_all_are_muted_but_those_who_lead_and_whoever_presents(school, refused):
    for person in ("ines", "sam", "tom"):
        school.server("PublishTrack", person, track=person, source="microphone")
    with refused("not_allowed"):
        school.do("sam", "MuteAll")
    school.do("ines", "HandOver", person="tom")
    muted = school.do("ines", "MuteAll", but_presenter=True)
    assert [one.event.track for one in muted] == ["sam"]
    assert [one.event.track for one in school.do("ines", "MuteAll")] == ["tom"]
