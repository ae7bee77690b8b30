"""Comments on a moment."""

from rooms import comments
from rooms.replay import seen_by, take_in
from rooms.room import Room
from tests.rooms.school import School

NOTE = {
    "file": "v",
    "name": "v.webm",
    "kind": "audio/webm",
    "size": 3,
    "width": 0,
    "height": 0,
    "length": 900,
}


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


def rule(school, *, hold=False, anonymous=False, required=0):
    school.do("ines", "SetCommentRules", hold=hold, anonymous=anonymous, required=required)


def seen(school, person):
    """The types and texts of what somebody reads of comments."""
    reader = school.room.reader(person, school.roles.get(person, "student"))
    told = [entry.event for entry in seen_by(school.entries, reader)]
    return [
        (type(one).__name__, getattr(one, "text", ""))
        for one in told
        if type(one).__module__ == "rooms.notes"
    ]


def test_an_answer_stands_in_its_thread_and_never_before_what_it_answers(school, refused):
    school.now = 60_000
    school.do("sam", "AddComment", comment="a", text="Why?", at=20_000)
    [answer] = school.do("tom", "AddComment", comment="b", text="So.", reply_to="a", at=5_000)
    assert (answer.at, answer.event.late) == (20_000, True)
    school.do("sam", "AddComment", comment="c", text="Ah!", reply_to="b")
    assert school.room.notes.root("c") == "a"
    with refused("no_such_comment"):
        school.do("sam", "AddComment", comment="d", text="hm", reply_to="x")


def test_a_private_thread_is_for_the_staff_and_whoever_began_it(school, refused):
    school.do("sam", "AddComment", comment="a", text="I am lost", to="staff")
    with refused("no_such_comment"):
        school.do("tom", "AddComment", comment="b", text="me too", to="staff", reply_to="a")
    with refused("no_such_comment"):
        school.do("tom", "ReactToComment", comment="a", reaction="like")
    with refused("malformed"):
        school.do("ines", "AddComment", comment="b", text="look again", reply_to="a")
    school.do("ines", "AddComment", comment="b", text="look again", to="staff", reply_to="a")
    school.do("sam", "ReactToComment", comment="b", reaction="like")
    school.do("ines", "EditComment", comment="b", text="look at 3")
    assert ("CommentEdited", "look at 3") in seen(school, "sam")
    assert ("CommentEdited", "look at 3") in seen(school, "ada")
    assert seen(school, "tom") == []


def test_a_comment_is_changed_and_taken_back_for_a_quarter_of_an_hour(school, refused):
    school.do("sam", "AddComment", comment="a", text="oops")
    with refused("not_yours"):
        school.do("tom", "EditComment", comment="a", text="hm")
    [changed] = school.do("sam", "EditComment", comment="a", text="So it is")
    assert (changed.event.text, changed.to) == ("So it is", "everyone")
    with refused("empty"):
        school.do("sam", "EditComment", comment="a", text=" ")
    school.now = 15 * 60_000 + 1
    for name, more in (("EditComment", {"text": "late"}), ("RedactComment", {})):
        with refused("comment_too_late"):
            school.do("sam", name, comment="a", **more)
    school.do("ada", "RedactComment", comment="a")


def test_what_was_taken_back_is_blank_in_all_its_texts():
    school, entries, room = School(), [], Room()
    school.server("AddFile", "sam", attachment=NOTE)
    school.do("sam", "AddComment", comment="a", text="alpha", note="v")
    school.do("sam", "EditComment", comment="a", text="beta")
    school.server("TranscribeComment", comment="a", text="gamma", engine="e")
    school.do("sam", "RedactComment", comment="a")
    for entry in school.entries:
        take_in(entries, room, entry)
    words = str([entry.event for entry in entries])
    assert not any(word in words for word in ("alpha", "beta", "gamma", "v.webm"))


def test_a_comment_without_a_name_is_signed_for_the_staff_alone(school, refused):
    with refused("comments_carry_names"):
        school.do("sam", "AddComment", comment="a", text="Why?", anonymous=True)
    rule(school, anonymous=True)
    added, signed = school.do("sam", "AddComment", comment="a", text="Why?", anonymous=True)
    assert (added.by, added.to) == (None, "everyone")
    assert (signed.event.person, signed.to) == ("sam", "staff")
    assert ("CommentSigned", "") in seen(school, "sam")
    [changed] = school.do("sam", "EditComment", comment="a", text="How?")
    assert changed.by is None


def test_a_held_comment_reaches_the_others_whole_once_it_is_approved(school, refused):
    rule(school, hold=True, anonymous=True, required=2)
    school.now = 60_000
    [held] = school.do("sam", "AddComment", comment="a", text="Wy?", anonymous=True, at=9_000)
    assert (held.to, held.by, held.event.held) == ("staff", "sam", True)
    school.now += 20 * 60_000
    school.do("sam", "EditComment", comment="a", text="Why?")
    assert seen(school, "tom") == [("CommentRulesSet", "")]
    assert school.room.notes.comments["a"].state == "held"
    with refused("not_allowed"):
        school.do("tom", "ApproveComment", comment="a")
    [told] = school.do("ines", "ApproveComment", comment="a")
    assert (told.at, told.to, told.event.person, told.event.text) == (9_000, "everyone", None, "Why?")
    assert not school.do("ines", "ApproveComment", comment="a")
    assert school.room.notes.comments["a"].state == "open"
    with refused("comment_approved"):
        school.do("sam", "EditComment", comment="a", text="Who?")
    [own] = school.do("ada", "AddComment", comment="b", text="mine")
    assert own.to == "everyone", "those who lead wait for nobody"


def test_a_refused_comment_comes_back_with_its_reason_and_may_be_mended(school):
    rule(school, hold=True)
    school.do("sam", "AddComment", comment="a", text="boring")
    staff, author = school.do("ines", "RefuseComment", comment="a", reason="Say what you miss.")
    assert (staff.to, author.to, author.event.reason) == ("staff", "person:sam", "Say what you miss.")
    assert comments.waiting_for(school.room.notes, "sam", leads=False) == {"new": 1, "held": 0}
    school.do("sam", "EditComment", comment="a", text="I miss the proof")
    assert school.room.notes.comments["a"].state == "held"
    [told] = school.do("ada", "ApproveComment", comment="a")
    assert (told.event.person, told.event.text) == ("sam", "I miss the proof")


def test_what_is_new_is_told_until_it_was_seen(school):
    def waits(person, leads=False):
        return comments.waiting_for(school.room.notes, person, leads=leads)["new"]

    school.do("sam", "AddComment", comment="a", text="Why?")
    school.do("tom", "AddComment", comment="b", text="So.", reply_to="a")
    assert (waits("ines", leads=True), waits("sam"), waits("tom"), waits("zoe")) == (2, 1, 0, 0)
    school.do("sam", "ReadComments", up_to=school.room.seq)
    assert not school.do("sam", "ReadComments", up_to=1)
    school.do("ines", "ReadComments", up_to=school.room.seq)
    assert (waits("ines", leads=True), waits("sam")) == (0, 0)
    assert not school.do("zoe", "ReadComments", up_to=1), "nothing was to be seen"
    school.do("tom", "EditComment", comment="b", text="So, so.")
    assert waits("ines", leads=True) == 0
    school.do("ada", "AddComment", comment="c", text="See page 3", reply_to="b")
    assert (waits("ines", leads=True), waits("sam"), waits("tom")) == (1, 1, 1)


def test_a_comment_stands_on_a_page_that_its_author_may_see(school, refused):
    school.server("AddDeck", deck="d", title="t", pages=3, width=4, height=3)
    with refused("no_such_page"):
        school.do("sam", "AddComment", comment="a", text="Why?", on={"deck": "d", "page": 2})
    school.do("ines", "ShowPage", deck="d", page=1)
    school.do("sam", "AddComment", comment="a", text="Why?", on={"deck": "d", "page": 2})
    with refused("no_such_page"):
        school.do("sam", "AddComment", comment="b", text="Why?", on={"deck": "d", "page": 4})
    with refused("no_such_deck"):
        school.do("sam", "AddComment", comment="b", text="Why?", on={"deck": "x", "page": 1})


def test_a_spoken_comment_takes_a_recording_that_was_looked_at(school, refused):
    school.server("AddFile", "sam", attachment=NOTE)
    school.server("AddFile", "sam", attachment=NOTE | {"file": "plain", "length": 0})
    for note in ("plain", "gone"):
        with refused("no_such_attachment"):
            school.do("sam", "AddComment", comment="a", text="", note=note)
    with refused("no_such_attachment"):
        school.do("tom", "AddComment", comment="a", text="", note="v")
    school.do("sam", "AddComment", comment="a", text="", note="v")
    with refused("no_such_attachment"):
        school.do("sam", "AddComment", comment="b", text="", note="v")
    [heard] = school.server("TranscribeComment", comment="a", text="Why so", engine="e")
    assert heard.event.text == "Why so"
    assert not school.server("TranscribeComment", comment="a", text="twice", engine="e")
    _, dropped = school.do("sam", "RedactComment", comment="a")
    assert dropped.event.file == "v"


def test_comments_keep_the_lock_of_the_chat_its_slow_mode_and_the_ban(school, refused):
    school.do("sam", "JoinClass")
    school.do("ines", "SetSlowMode", seconds=30)
    school.do("sam", "AddComment", comment="a", text="one")
    with refused("slow_mode"):
        school.do("sam", "AddComment", comment="b", text="two")
    with refused("slow_mode"):
        school.do("sam", "Say", message="m", text="two")
    school.do("ines", "SetRight", right="chat_all", allowed=False)
    with refused("may_not_chat_all"):
        school.do("sam", "EditComment", comment="a", text="two")
    school.do("sam", "AddComment", comment="b", text="help", to="staff")
    school.do("ines", "Remove", person="sam", ban=True)
    with refused("removed"):
        school.do("sam", "ReactToComment", comment="a", reaction="like")


def test_rules_of_comments_are_for_those_who_lead(school, refused):
    with refused("not_allowed"):
        school.do("sam", "SetCommentRules", hold=True, anonymous=False, required=0)
    with refused("malformed"):
        rule(school, required=51)
    rule(school, required=3)
    assert school.room.notes.rules.required == 3
