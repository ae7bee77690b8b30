"""Messages reach whom they are for, whole, and can be taken back."""

from rooms.facts import Reader, may_see
from rooms.replay import blanked, taken_back


def test_a_message_of_exactly_the_limit_passes_and_one_more_is_refused(school, refused):
    school.do("sam", "Say", message="m1", text="x" * 10_000)
    with refused("too_long"):
        school.do("sam", "Say", message="m2", text="x" * 10_001)
    with refused("empty"):
        school.do("sam", "Say", message="m3", text=" \n ")


def test_a_message_id_counts_once(school, refused):
    school.do("sam", "Say", message="m", text="hi")
    with refused("duplicate_id"):
        school.do("tom", "Say", message="m", text="ho")


def test_a_reply_needs_its_message(school, refused):
    with refused("no_such_message"):
        school.do("sam", "Say", message="m", text="hi", reply_to="nothing")


def test_private_words_reach_one_person_and_their_author(school):
    [said] = school.do("sam", "Say", message="m", text="psst", to="person:tom")
    readers = {name: Reader(name, role) for name, role in school.roles.items()}
    assert [name for name, reader in readers.items() if may_see(said.to, said.by, reader)] == ["sam", "tom"]


def test_an_audience_that_does_not_exist_is_refused(school, refused):
    for to, code in [("person:nobody", "no_such_person"), ("group:g", "no_such_group"), ("all", "malformed")]:
        with refused(code):
            school.do("sam", "Say", message="m", text="hi", to=to)


def test_taking_back_is_for_the_author_and_the_staff_and_blanks_the_text(school, refused):
    [said] = school.do("sam", "Say", message="m", text="oops")
    with refused("not_yours"):
        school.do("tom", "RedactMessage", message="m")
    [back] = school.do("sam", "RedactMessage", message="m")
    assert taken_back(school.room, back) == said.seq
    assert blanked(said).event.text == ""
    with refused("no_such_message"):
        school.do("ines", "RedactMessage", message="m")


def test_words_written_after_class_stand_at_their_moment(school):
    school.now = 60_000
    school.do("ines", "EndClass")
    [late] = school.do("zoe", "Say", message="m", text="I see it now", at=20_000)
    assert (late.at, late.event.late) == (20_000, True)
    [end] = school.do("zoe", "Say", message="m2", text="thanks")
    assert end.at == 60_000
