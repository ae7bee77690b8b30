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


def test_calling_on_somebody_lowers_the_hand_marks_whose_turn_it_is_and_asks_them_to_unmute(school, refused):
    school.do("sam", "RaiseHand")
    with refused("not_allowed"):
        school.do("tom", "CallOn", person="sam")
    entries = school.do("ines", "CallOn", person="sam")
    assert [type(one.event).__name__ for one in entries] == ["HandLowered", "PersonCalledOn", "UnmuteAsked"]
    assert entries[-1].to == "person:sam"
    assert school.room.hands.called == "sam"
    school.do("ines", "CallOn")
    assert school.room.hands.called is None


def test_whoever_is_called_on_may_speak_while_microphones_are_locked(school):
    school.do("ines", "SetRight", right="unmute", allowed=False)
    school.do("ines", "CallOn", person="sam")
    school.server("PublishTrack", "sam", track="mic", source="microphone")
    assert school.do("ines", "AskToUnmute", person="sam") == []  # the microphone is open


def test_all_hands_go_down_at_once_from_every_room(school):
    school.do("ines", "OpenBreakouts", groups=[{"group": "g", "name": "One", "people": ["tom"]}])
    school.do("tom", "RaiseHand")
    school.do("sam", "RaiseHand")
    assert school.room.hands.queue == ["tom", "sam"]
    school.do("ines", "LowerAllHands")
    assert school.room.hands.queue == []


def test_leaving_takes_the_hand_down(school):
    school.do("sam", "RaiseHand")
    school.do("sam", "LeaveClass")
    assert school.room.hands.queue == []
