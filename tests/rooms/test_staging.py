"""The spotlight on everybody's stage, and the layout that everybody follows."""


def come(school, *people):
    for person in people:
        school.do(person, "JoinClass")


def test_those_who_lead_put_people_on_everybodys_stage(school, refused):
    come(school, "sam", "tom")
    [turned] = school.do("ines", "TurnSpotlight", people=["tom", "sam", "tom"])
    assert (turned.event.people, turned.to) == (("tom", "sam"), "everyone")
    assert school.do("ines", "TurnSpotlight", people=["tom", "sam"]) == []
    with refused("not_allowed"):
        school.do("sam", "TurnSpotlight", people=["sam"])
    with refused("no_such_person"):
        school.do("ines", "TurnSpotlight", people=["ada"])
    school.do("ines", "TurnSpotlight")
    assert school.room.staging.spotlit == ()


def test_the_right_can_be_given_to_one_person(school):
    come(school, "sam")
    school.do("ines", "SetRight", right="spotlight", allowed=True, person="sam")
    school.do("sam", "TurnSpotlight", people=["ines"])
    assert school.room.staging.spotlit == ("ines",)


def test_nine_people_are_the_most(school, refused):
    many = [f"p{number}" for number in range(10)]
    come(school, *many)
    school.do("ines", "TurnSpotlight", people=many[:9])
    with refused("spotlight_full"):
        school.do("ines", "TurnSpotlight", people=many)


def test_whoever_leaves_leaves_the_spotlight_and_does_not_come_back_into_it(school):
    come(school, "sam", "tom")
    school.do("ines", "TurnSpotlight", people=["sam", "tom"])
    school.do("sam", "LeaveClass")
    school.do("sam", "JoinClass")
    assert school.room.staging.spotlit == ("tom",)


def test_a_layout_is_laid_on_everybody_until_its_author_ends_it_or_leaves(school, refused):
    come(school, "ada", "sam")
    [laid] = school.do("ada", "LayLayout", layout="gallery")
    assert (laid.event.layout, laid.by, laid.to) == ("gallery", "ada", "everyone")
    assert school.do("ada", "LayLayout", layout="gallery") == []
    assert len(school.do("ines", "LayLayout", layout="gallery")) == 1, "from now on hers is followed"
    school.do("ines", "LayLayout")
    assert school.room.staging.layout is None
    with refused("not_allowed"):
        school.do("sam", "LayLayout", layout="stage")
    with refused("malformed"):
        school.do("ines", "LayLayout", layout="upside-down")
    school.do("ada", "LayLayout", layout="stage")
    school.do("ada", "LeaveClass")
    assert school.room.staging.layout is None


def test_with_the_class_both_are_over(school):
    school.do("ines", "TurnSpotlight", people=["ines"])
    school.do("ines", "LayLayout", layout="stage")
    school.do("ines", "EndClass")
    assert (school.room.staging.spotlit, school.room.staging.layout) == ((), None)
