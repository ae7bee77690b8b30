"""The language of a class: planned with it, and changed by those who lead."""

from tests.rooms.school import School


def test_a_class_is_heard_as_its_course_says_until_those_who_lead_say_otherwise(school, refused):
    assert school.room.spoken.language is None
    planned = School(opened=False)
    planned.server("ScheduleClass", title="Arcs", language="fr")
    assert planned.room.spoken.language == "fr"
    with refused("not_allowed"):
        school.do("sam", "SetLanguage", language="fr")
    for wrong in ("klingon", "", "fr-FR"):
        with refused("no_such_language"):
            school.do("ines", "SetLanguage", language=wrong)
    [changed] = school.do("ada", "SetLanguage", language="auto")
    assert changed.to == "everyone"
    assert school.do("ada", "SetLanguage", language="auto") == []
    school.do("ines", "SetLanguage", language=None)
    assert school.room.spoken.language is None
