"""Messages reach whom they are for, whole, and can be taken back."""

from rooms import wire
from rooms.facts import Reader, may_see
from rooms.replay import blanked, taken_back
from tests.rooms.school import School


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
    assert taken_back(school.room, back) == (said.seq,)
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


def test_before_class_its_chat_is_open_but_not_from_the_lobby(refused):
    early = School(opened=False)
    [said] = early.do("sam", "Say", message="m", text="Which room?")
    assert said.at == 0
    with refused("not_present"):
        School(lobby=True, opened=False).do("sam", "Say", message="m", text="Let me in")


def test_a_message_is_edited_by_its_author_and_every_version_stays_until_it_is_taken_back(school, refused):
    [said] = school.do("sam", "Say", message="m", text="Teh keystone")
    with refused("not_yours"):
        school.do("ines", "EditMessage", message="m", text="The keystone")
    [edited] = school.do("sam", "EditMessage", message="m", text="The keystone")
    with refused("empty"):
        school.do("sam", "EditMessage", message="m", text=" ")
    with refused("too_long"):
        school.do("sam", "EditMessage", message="m", text="x" * 10_001)
    [back] = school.do("sam", "RedactMessage", message="m")
    assert taken_back(school.room, back) == (said.seq, edited.seq)
    assert blanked(edited).event.text == ""
    with refused("no_such_message"):
        school.do("sam", "EditMessage", message="m", text="again")


def test_students_change_a_message_within_fifteen_minutes_and_staff_at_any_time(school, refused):
    school.do("sam", "Say", message="m", text="first")
    school.do("ines", "Say", message="i", text="second")
    school.now = 15 * 60_000
    assert school.do("sam", "EditMessage", message="m", text="just in time")
    school.now += 1
    for command in ({"name": "EditMessage", "text": "no"}, {"name": "RedactMessage"}):
        with refused("too_late"):
            school.do("sam", command.pop("name"), message="m", **command)
    assert school.do("ines", "EditMessage", message="i", text="any time")
    assert school.do("ines", "RedactMessage", message="m")


def test_after_class_the_clock_of_writing_goes_on(school, refused):
    school.do("ines", "EndClass")
    [late] = school.do("zoe", "Say", message="m", text="I see", at=0)
    school.now += 60_000
    [edited] = school.do("zoe", "EditMessage", message="m", text="I see it")
    assert (late.at, edited.at) == (0, 0), "a late message is mended at its own moment"
    school.now += 15 * 60_000
    with refused("too_late"):
        school.do("zoe", "EditMessage", message="m", text="too late")


def test_a_reaction_counts_once_a_person_and_is_taken_back(school):
    school.do("sam", "Say", message="m", text="hi")
    [given] = school.do("tom", "React", message="m", reaction="like")
    assert school.do("tom", "React", message="m", reaction="like") == []
    assert school.do("tom", "React", message="m", reaction="same")
    assert school.do("ines", "React", message="m", reaction="like")
    assert school.do("tom", "React", message="m", reaction="like", given=False)
    assert school.do("tom", "React", message="m", reaction="like", given=False) == []
    reactions = school.room.chat.messages["m"].reactions
    assert {who for who, (_, on) in reactions.items() if on} == {("tom", "same"), ("ines", "like")}
    assert given.event.late is False


def test_a_late_reaction_stands_at_its_moment_but_never_before_its_message(school):
    school.now = 5_000
    school.do("sam", "Say", message="m", text="hi")
    school.now = 9_000
    school.do("ines", "EndClass")
    [at] = school.do("zoe", "React", message="m", reaction="love", at=7_000)
    [early] = school.do("zoe", "React", message="m", reaction="wow", at=1_000)
    assert (at.at, early.at, early.event.late) == (7_000, 5_000, True)


def test_what_was_not_for_somebody_does_not_exist_for_them(school, refused):
    school.do("sam", "Say", message="m", text="psst", to="person:ines")
    for name, fields in [
        ("React", {"message": "m", "reaction": "like"}),
        ("Say", {"message": "n", "text": "I heard that", "reply_to": "m"}),
        ("EditMessage", {"message": "m", "text": "changed"}),
    ]:
        with refused("no_such_message"):
            school.do("tom", name, **fields)


def test_all_who_have_a_message_learn_what_becomes_of_it_and_nobody_else(school):
    def readers(entries):
        people = [school.room.reader(name, role) for name, role in school.roles.items()]
        return {r.person for e in entries for r in people if may_see(e.to, e.by, r)}

    school.do("sam", "Say", message="p", text="psst", to="person:tom")
    assert readers(school.do("tom", "React", message="p", reaction="like")) == {"sam", "tom"}
    assert readers(school.do("sam", "React", message="p", reaction="like")) == {"sam", "tom"}
    assert readers(school.do("ines", "RedactMessage", message="p")) == {"ines", "sam", "tom"}
    school.do("sam", "Say", message="s", text="To the teachers", to="staff")
    assert readers(school.do("ada", "React", message="s", reaction="like")) == {"ada", "ines", "sam"}


def test_a_message_names_people_of_the_class_only(school, refused):
    [said] = school.do("sam", "Say", message="m", text="@Tom look", mentions=["tom"])
    assert said.event.mentions == ("tom",)
    with refused("no_such_person"):
        school.do("sam", "Say", message="n", text="@Nobody", mentions=["nobody"])
    with refused("malformed"):
        school.do("sam", "Say", message="n", text="all", mentions=["tom"] * 51)


def test_old_messages_without_mentions_are_still_read():
    old = {"type": "MessageSaid", "message": "m", "text": "hi", "reply_to": None, "late": False}
    assert wire.event_from_json(old).mentions == ()


def test_whom_a_late_message_answers_or_names_is_told_until_they_have_seen_it(school):
    chat = school.room.chat

    def told(person):
        return len(chat.written_to(person))

    school.do("sam", "Say", message="m", text="Why twice?")
    school.do("tom", "Say", message="n", text="Two bulges.", reply_to="m")
    assert told("sam") == 0, "who was there read it"
    school.do("ines", "EndClass")
    [late] = school.do("zoe", "Say", message="o", text="And @tom, the sun?", reply_to="m", mentions=["tom"])
    assert (late.event.late, told("sam"), told("tom"), told("zoe")) == (True, 1, 1, 0)
    assert not school.do("sam", "ReadReplies", up_to=late.seq - 1), "that was before it"
    assert not school.do("zoe", "ReadReplies", up_to=late.seq), "nothing was written to them"
    [read] = school.do("sam", "ReadReplies", up_to=late.seq)
    assert (read.to, told("sam"), told("tom")) == ("person:sam", 0, 1)
    assert not school.do("sam", "ReadReplies", up_to=late.seq)
    school.do("sam", "Say", message="p", text="Mine", reply_to="m")
    assert told("sam") == 0, "oneself is not told"
    school.do("zoe", "EditMessage", message="o", text="And the sun?")
    assert told("tom") == 0, "named no longer"
    school.do("zoe", "EditMessage", message="o", text="And @tom, the sun?", mentions=["tom"])
    assert told("tom") == 1
    school.do("ines", "RedactMessage", message="o")
    assert told("tom") == 0
