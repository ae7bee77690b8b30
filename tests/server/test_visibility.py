"""Every door judges to whom an ended class is shown; links let one look until they end; and all of it stands on a list."""

import aiohttp
import pytest

from tests.harness.waiting import eventually
from tests.server.people import all_leave, api, join, new_class

DOORS = (
    "",
    "/timeline?after=0",
    "/manifest",
    "/media/nothing.mp4",
    "/glimpses/0.webp",
    "/transcript.vtt",
    "/chat.md",
    "/notes.md",
    "/search?q=tides",
    "/chapters.json",
    "/summary.json",
    "/summary.md",
    "/downloads",
    "/progress",
    "/downloads/class.mp4",
    "/decks/none/pages/1.webp",
    "/decks/none/pages/1.notes.txt",
    "/files/none",
    "/films/none/address",
)


async def status(base, path, token=None, session=None):
    """Status and code: what is not refused at the door may still not be there."""
    if session is None:
        async with aiohttp.ClientSession() as own:
            return await status(base, path, token, own)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with session.get(f"{base}/api/v1/{path}", headers=headers) as response:
        told = await response.json() if response.content_type == "application/json" else {}
        return response.status, told.get("error", {}).get("code", "")


@pytest.fixture
async def ended(base):
    """An ended class with a message, and its people: Ada led it, Sam was in it, Tom is in another class of the course."""
    made = await new_class(base)
    ada, sam = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Sam")
    await sam.must("Say", message="m1", text="High tides", to="everyone")
    await ada.must("EndClass")
    course = (await api(base, "GET", f"classes/{made['id']}"))[1]["course"]["id"]
    _, second = await api(base, "POST", "classes", {"course": course, "title": "Ebb"})
    second["tickets"] = {role: link.rsplit("/", 1)[1] for role, link in second["join"].items()}
    tom = await join(base, second, "student", "Tom", enter=False)
    await all_leave(ada, sam, tom)
    made["course"] = course
    return made, ada, sam, tom


async def show(base, made, ada, level):
    body = {"id": f"show-{level}", "do": "SetVisibility", "level": level}
    answered = await api(base, "POST", f"classes/{made['id']}/commands", body, token=ada.token)
    assert answered[0] == 200, answered


async def doors(base, made, token):
    """The codes with which the doors of a class refuse somebody."""
    async with aiohttp.ClientSession() as session:
        found = [await status(base, f"classes/{made['id']}{door}", token, session) for door in DOORS]
    return [code for number, code in found if number in (401, 403)]


async def test_every_door_shows_a_class_to_whom_it_is_shown_and_to_nobody_else(base, ended):
    made, ada, sam, tom = ended
    ticket = made["tickets"]["student"]
    _, told = await api(base, "POST", f"classes/{made['id']}/links", {"label": "parents"}, token=ada.token)
    look = told["links"][0]["url"].partition("ticket=")[2]
    whole = len(DOORS)

    people = {
        "ada": ada.token,
        "sam": sam.token,
        "ticket": ticket,
        "tom": tom.token,
        "look": look,
        "nobody": None,
    }
    shown = {
        "staff": ("ada",),
        "class": ("ada", "sam", "ticket"),
        "course": ("ada", "sam", "ticket", "tom"),
        "link": ("ada", "sam", "ticket", "tom", "look"),
        "public": ("ada", "sam", "ticket", "tom", "look", "nobody"),
    }
    for level, may in shown.items():
        await show(base, made, ada, level)
        for name, token in people.items():
            refusals = await doors(base, made, token)
            if name in may:
                # `progress` is a person's own, and a link or nobody is none
                assert set(refusals) <= {"sign_in_needed"} and len(refusals) <= 1, (level, name, refusals)
            else:
                assert len(refusals) == whole, (level, name, refusals)
                assert set(refusals) <= {"class_hidden", "not_permitted", "sign_in_needed"}, (level, name)


async def test_a_link_lets_one_look_and_neither_write_nor_come_in(base, ended):
    made, ada, _, tom = ended
    await show(base, made, ada, "public")
    _, told = await api(base, "POST", f"classes/{made['id']}/links", {"days": 7}, token=ada.token)
    [link] = told["links"]
    look = link["url"].partition("ticket=")[2]
    assert link["used"] is None and link["until"] - link["made"] == 7 * 24 * 3600 * 1000
    _, seen = await api(base, "GET", f"classes/{made['id']}/timeline?after=0", token=look)
    assert seen["me"] == {"person": None, "role": "guest", "looks": True}
    assert any(e.get("event", {}).get("text") == "High tides" for e in seen["entries"])
    _, about = await api(base, "GET", f"classes/{made['id']}", token=look)
    assert "join" not in about and "playback" not in about, "no ticket to take part is handed out"

    async def found():
        return (await api(base, "GET", f"classes/{made['id']}/search?q=tides", token=look))[1]["classes"]

    assert "playback" not in (await eventually(found, "the message is found"))[0]
    say = {"id": "s", "do": "Say", "message": "x", "text": "hello", "to": "everyone"}
    for token in (look, tom.token):
        refused = await api(base, "POST", f"classes/{made['id']}/commands", say, token=token)
        assert (refused[0], refused[1]["error"]["code"]) == (403, "only_look")
        for path in ("files?name=a.txt", "watched", "podcast", "downloads"):
            assert (await api(base, "POST", f"classes/{made['id']}/{path}", {}, token=token))[0] == 403
    assert (await api(base, "POST", "join", {"ticket": look, "name": "Eve"}, token=None))[0] == 403
    assert (await api(base, "GET", f"tickets/{look}", token=None))[0] == 403
    _, told = await api(base, "GET", f"classes/{made['id']}/links", token=ada.token)
    assert told["links"][0]["used"] is not None


async def test_a_link_that_was_ended_opens_nothing_and_neither_do_keys_that_were_made_by_it(
    base, ended, server
):
    made, ada, sam, _ = ended
    await show(base, made, ada, "link")
    _, told = await api(base, "POST", f"classes/{made['id']}/links", {}, token=ada.token)
    [link] = told["links"]
    look = link["url"].partition("ticket=")[2]
    key = server.school.tokens.download(made["id"], link["link"], "link")
    assert await status(base, f"classes/{made['id']}/downloads/class.mp4?key={key}") == (404, "no_download")
    assert (await api(base, "DELETE", f"classes/{made['id']}/links/{link['link']}", token=sam.token))[
        0
    ] == 403
    await api(base, "DELETE", f"classes/{made['id']}/links/{link['link']}", token=ada.token)
    assert (await status(base, f"classes/{made['id']}/timeline", look))[1] == "ticket_expired"
    assert (await status(base, f"classes/{made['id']}/downloads/class.mp4?key={key}"))[1] == "ticket_expired"
    other = await new_class(base)
    assert (await status(base, f"classes/{other['id']}/timeline", look))[1] == "bad_ticket"


async def test_what_was_shown_ended_removed_and_exported_stands_on_a_list(base, ended):
    made, ada, sam, _ = ended
    await show(base, made, ada, "link")
    _, told = await api(base, "POST", f"classes/{made['id']}/links", {"label": "=parents"}, token=ada.token)
    await api(base, "DELETE", f"classes/{made['id']}/links/{told['links'][0]['link']}", token=ada.token)
    gone = {"id": "gone", "do": "RedactMessage", "message": "m1"}
    hide, show_again = ({"id": do, "do": do, "person": sam.person} for do in ("HidePerson", "RevealPerson"))
    for command in (gone, hide, show_again):
        assert (await api(base, "POST", f"classes/{made['id']}/commands", command, token=ada.token))[0] == 200
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {ada.token}"}) as session:
        assert (await session.get(f"{base}/api/v1/classes/{made['id']}/attendance.csv")).status == 200
        table = await (await session.get(f"{base}/api/v1/courses/{made['course']}/audit.csv")).text()
    assert "not yours" in table, "a course's list is its owner's"
    assert (await status(base, f"classes/{made['id']}/audit.json", sam.token))[0] == 403

    async def listed():
        _, found = await api(base, "GET", f"classes/{made['id']}/audit.json", token=ada.token)
        lines = [(one["what"], one["by_name"], one["person_name"]) for one in reversed(found["lines"])]
        return lines if len(lines) == 7 else None

    # What is written down of the timeline comes behind its answer, what is written down of a door before it.
    assert sorted(await eventually(listed, "all is written down")) == [
        ("exported", "Ada", ""),
        ("link_ended", "Ada", ""),
        ("link_made", "Ada", ""),
        ("message_removed", "Ada", "Sam"),
        ("person_hidden", "Ada", "Sam"),
        ("person_shown", "Ada", "Sam"),
        ("shown_to", "Ada", ""),
    ]
    status_of_owner, whole = await api(base, "GET", f"courses/{made['course']}/audit.json")
    assert status_of_owner == 200 and len(whole["lines"]) == 7


async def test_a_class_for_those_who_lead_is_on_no_other_desk(base, server, ended):
    made, ada, sam, _ = ended
    cookies = {"amphi_session": server.school.tokens.session(sam.person)}
    async with aiohttp.ClientSession(cookies=cookies) as session:

        async def titles():
            async with session.get(f"{base}/api/v1/desk") as response:
                return [one["title"] for one in (await response.json())["classes"]]

        assert await titles() == ["Tides"]
        await show(base, made, ada, "staff")
        assert await titles() == []
        await show(base, made, ada, "class")
        assert await titles() == ["Tides"]
