"""Hands form one queue."""


def test_hands_are_in_the_order_raised(school):
    school.do("tom", "RaiseHand")
    school.do("sam", "RaiseHand")
    assert school.room.hands.queue == ["tom", "sam"]


def test_a_hand_goes_up_once(school, refused):
    school.do("sam", "RaiseHand")
    with refused("hand_already_up"):
        school.do("sam", "RaiseHand")


def test_nobody_lowers_another_students_hand(school, refused):
    school.do("sam", "RaiseHand")
    with refused("not_yours"):
        school.do("tom", "LowerHand", person="sam")
    school.do("ines", "LowerHand", person="sam")
    with refused("hand_not_up"):
        school.do("sam", "LowerHand")


def test_leaving_takes_the_hand_down(school):
    school.do("sam", "RaiseHand")
    school.do("sam", "LeaveClass")
    assert school.room.hands.queue == []
