"""A lecture that somebody records alone is a draft: nobody else comes in or reads it, until it is published or discarded."""

from server.recordings import recording_folder
from tests.server.people import api, join, new_class


async def read(base, made, role="student"):
    """What somebody with a link is told of the class."""
    status, told = await api(base, "GET", f"tickets/{made['tickets'][role]}", token=None)
    return status, told.get("error", {}).get("code")


async def test_a_draft_takes_nobody_in_and_is_read_by_nobody_until_it_is_published(base):
    made = await new_class(base, alone=True)
    assert await read(base, made) == (403, "not_published")
    assert await read(base, made, "instructor") == (200, None)
    ines = await join(base, made, "instructor", "Ines")
    for _ in range(2):  # while it is recorded, and when it has ended
        ticket = made["tickets"]["student"]
        status, refused = await api(base, "POST", "join", {"ticket": ticket, "name": "Sam"}, token=None)
        assert (status, refused["error"]["code"]) == (403, "not_published")
        status, refused = await api(base, "GET", f"classes/{made['id']}/timeline?ticket={ticket}", token=None)
        assert (status, refused["error"]["code"]) == (403, "not_published")
        if ines.sio.connected:
            await ines.must(
                "SetTerms", terms={"window": 60_000, "promise": None, "share": 80, "polls": True, "posts": 0}
            )
            await api(base, "POST", f"classes/{made['id']}/end")
            await ines.leave()
    _, desk = await api(base, "GET", "desk")
    [listed] = [one for one in desk["classes"] if one["id"] == made["id"]]
    assert (listed["kind"], listed["draft"], listed["state"], listed["closes_at"]) == (
        "alone",
        True,
        "ended",
        None,
    )
    status, _ = await api(base, "POST", f"classes/{made['id']}/commands", {"id": "p", "do": "PublishClass"})
    assert status == 200
    assert await read(base, made) == (200, None)
    _, desk = await api(base, "GET", "desk")
    [listed] = [one for one in desk["classes"] if one["id"] == made["id"]]
    assert not listed["draft"]
    assert listed["closes_at"] > listed["ended_at"]
    status, refused = await api(base, "DELETE", f"classes/{made['id']}")
    assert (status, refused["error"]["code"]) == (409, "not_a_draft")


async def test_a_discarded_draft_leaves_nothing_behind(base, server):
    made = await new_class(base, alone=True)
    ines = await join(base, made, "instructor", "Ines")
    await ines.must("Say", message="m", text="Is this thing on?")
    status, refused = await api(base, "DELETE", f"classes/{made['id']}")
    assert (status, refused["error"]["code"]) == (409, "still_running")
    await api(base, "POST", f"classes/{made['id']}/end")
    await ines.leave()
    assert recording_folder(server.settings.data, made["id"]).is_dir()
    status, _ = await api(base, "DELETE", f"classes/{made['id']}")
    assert status == 200
    assert not server.school.class_folder(made["id"]).exists()
    assert await server.school.store.log.read(made["id"]) == []
    status, refused = await api(base, "GET", f"classes/{made['id']}")
    assert (status, refused["error"]["code"]) == (404, "no_such_class")
    _, desk = await api(base, "GET", "desk")
    assert made["id"] not in [one["id"] for one in desk["classes"]]


async def test_a_poll_put_after_class_is_asked_of_those_who_complete_it_later(base, made):
    ines = await join(base, made, "instructor", "Ines")
    await ines.must(
        "SetTerms", terms={"window": None, "promise": None, "share": 0, "polls": True, "posts": 0}
    )
    await api(base, "POST", f"classes/{made['id']}/end")
    await ines.leave()
    path = f"classes/{made['id']}"
    ticket = made["tickets"]["student"]
    _, sam = await api(base, "POST", "join", {"ticket": ticket, "name": "Sam"}, token=None)
    asked = {
        "do": "OpenPoll",
        "poll": "q",
        "question": "Which?",
        "options": ["a", "b"],
        "right": [1],
        "at": 0,
    }
    status, _ = await api(base, "POST", f"{path}/commands", {"id": "q", **asked})
    assert status == 200
    _, mine = await api(base, "GET", f"{path}/progress", token=sam["token"])
    assert (mine["polls"], mine["complete"]) == (["q"], False)
    vote = {"id": "v", "do": "Vote", "poll": "q", "choices": [1], "at": 0}
    assert (await api(base, "POST", f"{path}/commands", vote, token=sam["token"]))[0] == 200
    _, mine = await api(base, "GET", f"{path}/progress", token=sam["token"])
    assert (mine["polls"], mine["complete"], mine["how"]) == ([], True, "later")
