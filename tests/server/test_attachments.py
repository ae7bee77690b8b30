"""Who may have a file: whoever may see that on which it hangs, as the class was edited."""

import pytest

from server.attachments import attachment_for
from tests.rooms.school import School

FILE = {"name": "a.txt", "kind": "text/plain", "size": 3, "width": 0, "height": 0}


@pytest.fixture
def school():
    """Sam says something with the file `said`, and hands in the file `done` for a task that is shared; Tom hands in too."""
    made = School()
    for person in ("sam", "tom"):
        made.do(person, "JoinClass")
    for file in ("said", "done"):
        made.server("AddFile", "sam", attachment=FILE | {"file": file})
    made.do("ines", "GiveTask", task="t", what={"title": "Sketch", "shared": True})
    made.now = 15_000
    made.do("sam", "Say", message="m", text="look", files=["said"])
    made.do("sam", "HandIn", task="t", text="mine", files=["done"])
    made.do("tom", "HandIn", task="t", text="mine")
    made.now = 30_000
    made.do("ines", "EndClass")
    return made


def having(school, file):
    people = ("ines", "sam", "tom", "kim")
    readers = (school.room.reader(one, school.roles.get(one, "student")) for one in people)
    return [one.person for one in readers if attachment_for(school.room, file, one) is not None]


def test_a_file_is_for_whoever_may_see_its_message_or_its_work(school):
    assert having(school, "said") == ["ines", "sam", "tom", "kim"]
    assert having(school, "done") == ["ines", "sam", "tom"]
    assert having(school, "nothing") == []


def test_a_file_that_was_taken_back_is_nobodys_not_even_its_owners(school):
    school.do("ines", "RedactMessage", message="m")
    assert having(school, "said") == []


def test_what_is_cut_out_or_of_somebody_hidden_is_left_to_them_and_those_who_lead(school):
    school.do("ines", "CutPassage", cut="a", start=10_000, end=20_000)
    assert having(school, "said") == ["ines", "sam"]
    school.do("ines", "RestorePassage", cut="a")
    school.do("ines", "HidePerson", person="sam")
    assert (having(school, "said"), having(school, "done")) == (["ines", "sam"], ["ines", "sam"])
