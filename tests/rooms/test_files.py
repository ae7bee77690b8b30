"""Files hang on messages of whoever brought them, and go with the message."""

from rooms.facts import may_see
from rooms.replay import blanked, taken_back


def bring(school, person, file, size=10):
    attachment = {
        "file": file,
        "name": "sketch.png",
        "kind": "image/png",
        "size": size,
        "width": 4,
        "height": 3,
    }
    return school.server("AddFile", person, attachment=attachment)


def test_only_whoever_brought_a_file_knows_of_it_until_it_is_sent(school):
    [added] = bring(school, "sam", "f1")
    readers = [school.room.reader(name, role) for name, role in school.roles.items()]
    assert {r.person for r in readers if may_see(added.to, added.by, r)} == {"sam"}


def test_a_file_is_sent_once_by_whoever_brought_it_with_words_or_without(school, refused):
    bring(school, "sam", "f1")
    with refused("no_such_attachment"):
        school.do("tom", "Say", message="m", text="mine", files=["f1"])
    [said] = school.do("sam", "Say", message="m", text="", files=["f1"])
    assert [file.name for file in said.event.files] == ["sketch.png"]
    with refused("no_such_attachment"):
        school.do("sam", "Say", message="n", text="again", files=["f1"])
    with refused("empty"):
        school.do("sam", "Say", message="n", text="", files=[])


def test_a_message_has_at_most_ten_files_each_once(school, refused):
    names = [f"f{number}" for number in range(11)]
    for name in names:
        bring(school, "sam", name)
    for files in (names, ["f1", "f1"]):
        with refused("malformed"):
            school.do("sam", "Say", message="m", text="", files=files)
    assert school.do("sam", "Say", message="m", text="", files=names[:10])


def test_a_file_that_was_not_sent_can_be_thrown_away_by_its_owner_only(school, refused):
    [added] = bring(school, "sam", "f1")
    with refused("no_such_attachment"):
        school.do("tom", "DropFile", file="f1")
    [dropped] = school.do("sam", "DropFile", file="f1")
    assert taken_back(school.room, dropped) == (added.seq,)
    assert blanked(added).event.attachment.name == ""
    with refused("no_such_attachment"):
        school.do("sam", "Say", message="m", text="", files=["f1"])


def test_files_go_with_their_message_and_leave_room_for_others(school, refused):
    [added] = bring(school, "sam", "f1", size=700)
    [said] = school.do("sam", "Say", message="m", text="look", files=["f1"])
    with refused("no_such_attachment"):
        school.do("sam", "DropFile", file="f1")
    assert school.room.files.stored == 700
    gone = school.do("ines", "RedactMessage", message="m")
    assert {seq for entry in gone for seq in taken_back(school.room, entry)} == {added.seq, said.seq}
    assert blanked(said).event.files == ()
    assert school.room.files.stored == 0
