"""What concerns several concepts at once."""

import dataclasses

from rooms import concepts
from rooms.facts import STAFF, Reader, may_see, to_person
from rooms.room import Room


def test_every_concept_but_an_import_remembers_in_a_field_of_its_name():
    fields = {field.name for field in dataclasses.fields(Room)} - {"seq"}
    names = {module.__name__.removeprefix("rooms.") for module in concepts.CONCEPTS}
    assert fields == names - {"imports"}  # what was brought becomes entries of the other concepts


def test_only_late_able_commands_name_a_moment(school, refused):
    with refused("not_late"):
        school.do("sam", "RaiseHand", at=0)


def test_ids_are_plain(school, refused):
    for bad in ("", "a b", "x" * 41, "../etc", "ü"):
        with refused("bad_id"):
            school.do("sam", "Say", message=bad, text="hi")


def test_the_server_alone_gives_its_commands(school, refused):
    with refused("not_allowed"):
        school.do("ines", "PublishTrack", track="t", source="camera")


def test_a_stranger_to_the_live_room_is_not_heard_there(school, refused):
    with refused("not_present"):
        school.do("zoe", "RaiseHand")


def test_an_api_token_leads_but_has_no_voice(school, refused):
    from rooms.chat import Say
    from rooms.facts import Caller, Order
    from rooms.lesson import EndClass
    from rooms.room import decide

    token = Caller(None, "instructor")
    with refused("needs_person"):
        decide(school.room, Order("1", Say("m", "hi")), token, 0)
    assert decide(school.room, Order("2", EndClass()), token, 0)


def test_whoever_looks_without_a_name_is_not_the_author_of_what_nobody_signed():
    looker = Reader(None, "guest")
    assert not may_see(STAFF, None, looker)
    assert not may_see(to_person("sam"), None, looker)
