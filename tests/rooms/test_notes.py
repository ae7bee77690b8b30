"""Comments on a moment."""

from tests.rooms.school import School


def test_a_comment_after_class_stands_at_its_moment(school, refused):
    school.now = 60_000
    school.do("ines", "EndClass")
    [comment] = school.do("zoe", "AddComment", comment="n", text="Why here?", at=12_000)
    assert (comment.at, comment.to, comment.event.late) == (12_000, "everyone", True)
    with refused("bad_moment"):
        school.do("zoe", "AddComment", comment="n2", text="Why here?", at=-1)
    with refused("duplicate_id"):
        school.do("zoe", "AddComment", comment="n", text="Why here?", at=12_000)


def test_a_comment_goes_to_everyone_or_staff(school, refused):
    [private] = school.do("sam", "AddComment", comment="n", text="I am lost", to="staff")
    assert private.to == "staff"
    with refused("malformed"):
        school.do("sam", "AddComment", comment="n2", text="hm", to="person:tom")


def test_a_comment_is_taken_back_by_its_author_or_staff(school, refused):
    school.do("sam", "AddComment", comment="n", text="oops")
    with refused("not_yours"):
        school.do("tom", "RedactComment", comment="n")
    school.do("ines", "RedactComment", comment="n")
    assert "n" in school.room.notes.redacted


def test_a_class_that_has_not_begun_takes_comments_of_those_who_lead_only(refused):
    school = School(opened=False)
    with refused("not_open_yet"):
        school.do("sam", "AddComment", comment="c", text="first!")
    assert school.do("ada", "AddComment", comment="c", text="Bring a compass.")
