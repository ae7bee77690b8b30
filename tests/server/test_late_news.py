"""What came after class is told to those who lead, on their desk and with its places, until they have looked at it."""

from tests.server.people import TOKEN, all_leave, api, join, new_class

NOTHING = {"votes": 0, "messages": 0, "drawings": 0}


async def figures(base):
    _, desk = await api(base, "GET", "desk")
    [one] = desk["classes"]
    assert "news" not in one, "that is everybody's"
    return {name: one["unseen"][name] for name in NOTHING}


async def test_the_desk_counts_what_came_later_until_its_places_were_looked_at(base, server):
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada", token=TOKEN)
    await ada.must("OpenPoll", poll="p", question="High tide?", options=["6", "12"], anonymous=True)
    await ada.must("EndClass")
    kim = await join(base, made, "student", "Kim", enter=False)
    await all_leave(ada, kim)

    async def does(by, do, **fields):
        order = {"id": f"late-{do}-{fields.get('message', 0)}", "do": do, **fields}
        status, told = await api(base, "POST", f"classes/{made['id']}/commands", order, token=by)
        assert status == 200, told

    assert await figures(base) == NOTHING
    await does(kim.token, "Vote", poll="p", choices=[1], at=0)
    await does(kim.token, "Say", message="m", text="Why twice a day?", at=0)
    assert await figures(base) == {"votes": 1, "messages": 1, "drawings": 0}
    late = f"classes/{made['id']}/late"
    status, refused = await api(base, "GET", late, token=kim.token)
    assert (status, refused["error"]["code"]) == (403, "not_permitted")
    _, told = await api(base, "GET", late)
    assert [(one["poll"], one["question"], one["count"]) for one in told["polls"]] == [("p", "High tide?", 1)]
    assert (told["messages"]["count"], told["drawings"]) == (1, {"count": 0, "at": None})
    assert kim.person not in str(told)
    await does(TOKEN, "ReadLateWork", up_to=told["up_to"])
    assert await figures(base) == NOTHING
    await does(kim.token, "Say", message="n", text="And why not in lakes?", at=0)
    assert await figures(base) == {"votes": 0, "messages": 1, "drawings": 0}
