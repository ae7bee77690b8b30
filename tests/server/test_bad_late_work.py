"""What an absent student sends wrong, or in another's name, is refused with a code and leaves nothing on the timeline."""

import itertools

from rooms.terms import DAY
from tests.server.people import all_leave, api, join
from tests.server.test_files import bring

_numbers = itertools.count(1)


async def command(base, made, person, do, /, **fields):
    sent = {"id": f"wrong-{next(_numbers)}", "do": do, **fields}
    status, told = await api(base, "POST", f"classes/{made['id']}/commands", sent, token=person.token)
    return status, told.get("error", {}).get("code")


async def written(base, made, person):
    _, timeline = await api(base, "GET", f"classes/{made['id']}/timeline?after=0", token=person.token)
    return [one["seq"] for one in timeline["entries"]]


async def after_class(base, made):
    """Ada asked for votes; Sam commented after class; Kim is about to do harm."""
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("OpenPoll", poll="p", question="Which?", options=["x", "y"], multiple=False)
    await ada.must("EndClass")
    sam, kim = [await join(base, made, "student", name, enter=False) for name in ("Sam", "Kim")]
    assert await command(base, made, sam, "AddComment", comment="c", text="so that is why", at=0) == (
        200,
        None,
    )
    assert await command(base, made, sam, "AskQuestion", question="q", text="why?", at=0) == (200, None)
    return ada, sam, kim


async def test_late_work_at_no_moment_of_the_class_is_refused(base, made):
    ada, sam, kim = await after_class(base, made)
    before = await written(base, made, ada)
    for at, code in (
        (-1, "bad_moment"),
        (-1000, "bad_moment"),
        (36_000_000, "bad_moment"),
        (10**30, "malformed"),
        ("0", "malformed"),
        (0.5, "malformed"),
    ):
        for do, fields in (
            ("AddComment", {"comment": "d", "text": "hm"}),
            ("Vote", {"poll": "p", "choices": [0]}),
        ):
            assert (await command(base, made, kim, do, at=at, **fields))[1] == code, (do, at)
    assert await written(base, made, ada) == before
    await all_leave(ada, sam, kim)


async def test_late_work_in_the_name_of_another_is_refused_and_a_vote_after_the_window_too(base, made):
    ada, sam, kim = await after_class(base, made)
    before = await written(base, made, ada)
    for do, fields, codes in (
        ("EditComment", {"comment": "c", "text": "I am Kim"}, {"not_yours"}),
        ("RedactComment", {"comment": "c"}, {"not_yours"}),
        ("AddComment", {"comment": "c", "text": "mine now", "at": 0}, {"duplicate_id"}),
        ("AddComment", {"comment": "d", "text": "hm", "at": 0, "person": sam.person}, {"malformed"}),
        ("Vote", {"poll": "p", "choices": [0], "at": 0, "person": sam.person}, {"malformed"}),
        ("Vote", {"poll": "p", "choices": [0], "at": 0, "by": sam.person}, {"malformed"}),
        ("GiveExtension", {"person": kim.person, "until": 2**45, "reason": "me"}, {"not_allowed"}),
        ("HearAgain", {}, {"not_allowed"}),
    ):
        status, code = await command(base, made, kim, do, **fields)
        assert code in codes and status >= 400, (do, code)
    assert await written(base, made, ada) == before
    for path in ("progress", "attendance.json"):
        _, told = await api(base, "GET", f"classes/{made['id']}/{path}?person={sam.person}", token=kim.token)
        assert sam.person not in str(told), path
    await ada.must("SetTerms", terms={"window": 0, "promise": 2, "share": 80, "polls": True, "posts": 0})
    assert await command(base, made, kim, "Vote", poll="p", choices=[0], at=0) == (409, "window_closed")
    status, told = await bring(base, made, kim, b"my homework", "work.txt")
    assert (status, told["error"]["code"]) == (409, "window_closed"), "nor what could hang on nothing"
    await ada.must("SetTerms", terms={"window": DAY, "promise": 2, "share": 80, "polls": True, "posts": 0})
    assert await command(base, made, kim, "Vote", poll="p", choices=[0], at=0) == (200, None)
    await all_leave(ada, sam, kim)
