"""Bad input of every kind: each gets a clear error with a stable code, and nobody else is disturbed."""

from typing import Any

import aiohttp
import pytest
import socketio

from server.auth import Tokens, load_secret
from tests.harness.waiting import eventually
from tests.server.people import Participant, api


async def refused(base: str, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, str]:
    status, answer = await api(base, method, path, body, **options)
    assert answer["ok"] is False, answer
    assert set(answer["error"]) - {"detail", "limit"} == {"code", "fault", "message", "next"}
    return status, answer["error"]["code"]


async def test_a_wrong_ticket_is_refused(base):
    assert await refused(base, "GET", "tickets/nonsense", token=None) == (403, "bad_ticket")
    body = {"ticket": "x" * 5000, "name": "Sam"}
    assert await refused(base, "POST", "join", body, token=None) == (403, "bad_ticket")
    assert await refused(base, "POST", "join", {"name": "Sam"}, token=None) == (403, "bad_ticket")


async def test_an_expired_ticket_says_so(base, server, made):
    tokens = Tokens(load_secret(server.settings.data))
    old = tokens.ticket(made["id"], "student", seconds=-1)
    assert await refused(base, "GET", f"tickets/{old}", token=None) == (403, "ticket_expired")


async def test_a_ticket_of_another_server_or_of_another_kind_is_refused(base, made):
    forged = Tokens(b"another secret of another server").ticket(made["id"], "instructor", 1000)
    assert await refused(base, "GET", f"tickets/{forged}", token=None) == (403, "bad_ticket")
    _, joined = await api(base, "POST", "join", {"ticket": made["tickets"]["student"], "name": "Sam"})
    assert await refused(base, "GET", f"tickets/{joined['token']}", token=None) == (403, "bad_ticket")


async def test_a_ticket_of_a_class_that_does_not_exist(base, server):
    ghost = Tokens(load_secret(server.settings.data)).ticket("c_ghost", "student", 1000)
    assert await refused(base, "GET", f"tickets/{ghost}", token=None) == (404, "no_such_class")
    assert await refused(base, "POST", "join", {"ticket": ghost, "name": "Sam"}) == (404, "no_such_class")
    assert await refused(base, "GET", "classes/c_ghost") == (404, "no_such_class")


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 81, "x" * 10_000, "a\nb", "a\x00b", "\u202eevil", None, 7, ["a"]]
)
async def test_an_impossible_name_is_refused_and_never_cut(base, made, name):
    body = {"ticket": made["tickets"]["student"], "name": name}
    assert await refused(base, "POST", "join", body, token=None) == (400, "bad_name")


@pytest.mark.parametrize("name", ["<b onclick=alert(1)>Sam</b>", "Zoë 李 🌊", "x" * 80, "O'Brien & Söhne"])
async def test_a_name_of_any_script_or_with_markup_is_plain_text(base, made, name):
    body = {"ticket": made["tickets"]["student"], "name": f"  {name} "}
    status, joined = await api(base, "POST", "join", body, token=None)
    assert (status, joined["name"]) == (200, name)


async def test_a_message_over_the_limit_is_refused(come):
    ada = await come("instructor", "Ada")
    long = await ada.do("Say", message="m1", text="x" * 10_001, to="everyone")
    assert long["error"]["code"] == "too_long"
    await ada.must("Say", message="m1", text="x" * 10_000, to="everyone")


async def test_nobody_votes_twice_or_after_the_end(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await ada.must("OpenPoll", poll="q1", question="High tide?", options=["6", "12"])
    await sam.must("Vote", poll="q1", choices=[1])
    await sam.must("Vote", poll="q1", choices=[0])
    assert (await kim.do("Vote", poll="q1", choices=[7]))["error"]["code"] == "no_such_option"
    await ada.must("EndPoll", poll="q1")
    assert (await kim.do("Vote", poll="q1", choices=[0]))["error"]["code"] == "poll_ended"
    tally = await eventually(
        lambda: [s for s in ada.signals if s["type"] == "tally"], "the votes are counted"
    )
    await eventually(
        lambda: [s for s in ada.signals if s.get("counts") == [1, 0]], "the last vote counts, once"
    )
    assert {each["voters"] for each in tally} == {1}


async def test_nobody_lowers_somebody_elses_hand_or_leads_without_the_role(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await sam.must("RaiseHand")
    assert (await kim.do("LowerHand", person=sam.person))["error"]["code"] in ("not_yours", "not_allowed")
    for command in ("EndClass", "PauseRecording", "CloseBreakouts"):
        assert (await kim.do(command))["error"]["code"] == "not_allowed"
    forged = await kim.do("AddDeck", deck="d", title="t", pages=1, width=1, height=1)
    assert forged["error"]["code"] == "not_allowed"
    await ada.must("LowerHand", person=sam.person)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        7,
        "text",
        [],
        {},
        {"id": "1"},
        {"id": 1, "do": "Say"},
        {"id": "1", "do": "__class__"},
        {"id": "1", "do": ["Say"]},
        {"id": "1", "do": "Say", "message": "m", "text": 7, "to": "everyone"},
        {"id": "1", "do": "Say", "message": "../../etc", "text": "x", "to": "everyone"},
        {"id": "1", "do": "Say", "message": "m", "text": "x", "to": "everyone", "by": "p_else"},
        {"id": "1", "do": "Say", "message": "m", "text": "\ud800", "to": "everyone"},
        {"id": "1", "do": "OpenPoll", "poll": "p", "question": "?", "options": {"a": 1}},
        {"id": "1", "do": "RaiseHand", "at": 1.5},
    ],
)
async def test_a_malformed_command_is_refused_and_the_connection_goes_on(come, payload):
    ada = await come("instructor", "Ada")
    reply = await ada.sio.call("command", payload)
    assert reply["ok"] is False
    assert reply["error"]["code"] in ("malformed", "unknown_command", "bad_id", "not_late")
    await ada.must("Say", message="after", text="Still here", to="everyone")


async def test_malformed_events_do_not_disturb_the_others(come, base):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await sam.sio.emit("signal", [1, 2, 3])
    await sam.sio.emit("signal", {"type": ["typing"], "to": {"a": 1}})
    await sam.sio.emit("nonsense", {"a": 1})
    await sam.sio.emit("command", ({"id": "x"}, "two arguments"))
    reply = await sam.sio.call("media", "text")
    assert reply["error"]["code"] == "malformed"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{base}/socket.io/?EIO=4&transport=websocket") as ws,
    ):
        for junk in (
            '0{"sid":',
            "4",
            "42",
            "42[",
            "42[]",
            '42["command"]',
            "451-",
            "45999999-[]",
            "4" + "[" * 90_000,
        ):
            await ws.send_str(junk)
    await ada.must("Say", message="after", text="Still here", to="everyone")
    await sam.sees("MessageSaid", message="after")


async def test_a_message_larger_than_the_limit_ends_only_that_connection(come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await sam.sio.emit("command", {"id": "1", "do": "Say", "text": "x" * 400_000})
    await eventually(lambda: not sam.sio.connected, "the connection ends")
    await ada.must("Say", message="after", text="Still here", to="everyone")


@pytest.mark.parametrize(
    "auth", [None, "text", {}, {"token": "nonsense"}, {"token": 7}, {"token": None, "class": []}]
)
async def test_a_connection_without_a_valid_token_is_refused_with_a_code(base, auth):
    sio = socketio.AsyncClient(reconnection=False)
    told: list[Any] = []
    sio.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await sio.connect(base, auth=auth, transports=["websocket"], wait_timeout=20)
    assert told[0]["data"]["error"]["code"] == "sign_in_needed"


async def test_a_token_opens_no_other_class(come, base, made):
    from tests.server.people import new_class

    other = await new_class(base)
    ada = await come("instructor", "Ada")
    assert await refused(base, "GET", f"classes/{other['id']}/timeline", token=ada.token) == (
        403,
        "not_permitted",
    )
    with pytest.raises(socketio.exceptions.ConnectionError):
        await Participant(base, other["id"], ada.person, ada.token).connect()


async def test_foreign_transports_and_consumers_are_refused(come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    mine = await ada.media("createTransport", direction="send")
    assert mine["ok"], mine
    for request in (
        {"do": "connectTransport", "transport": mine["id"], "dtlsParameters": {}},
        {"do": "produce", "transport": mine["id"], "kind": "audio", "source": "microphone", "track": "t1"},
        {"do": "closeTransport", "transport": ["a"]},
    ):
        reply = await sam.media(**request)
        assert reply["error"]["code"] == "no_such_transport"
    assert (await sam.media("resume", consumer="nobody"))["error"]["code"] == "no_such_consumer"
    assert (await sam.media("consume", transport=mine["id"], track="t9"))["error"]["code"] == "no_such_track"
    assert (await sam.media("produce", kind="video", source="microphone"))["error"]["code"] == "malformed"
    assert (await sam.media("explode"))["error"]["code"] == "malformed"
    junk = await ada.media(
        "produce", transport=mine["id"], kind="audio", source="microphone", track="t1", rtpParameters=7
    )
    assert junk["ok"] is False
    assert not sam.saw("TrackPublished")


async def test_whoever_is_too_fast_is_told_so(come):
    sam = await come("instructor", "Ada")
    replies = [await sam.do("Say", message=f"m{n}", text="x", to="everyone") for n in range(15)]
    codes = {reply["error"]["code"] for reply in replies if not reply["ok"]}
    assert codes == {"too_fast"}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'"text"'])
async def test_a_broken_body_is_refused(base, body):
    headers = {"Authorization": "Bearer token-of-the-tests"}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{base}/api/v1/courses", data=body, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["code"]) == (400, "bad_request")
        async with session.post(f"{base}/api/v1/courses", data=b"x" * 300_000, headers=headers) as response:
            assert (response.status, (await response.json())["error"]["code"]) == (413, "too_large")


async def test_titles_and_times_are_checked(base):
    assert await refused(base, "POST", "courses", {"title": "x" * 201}) == (400, "bad_title")
    _, course = await api(base, "POST", "courses", {"title": "K"})
    wrong = {"course": course["id"], "title": "T", "starts_at": "soon"}
    assert await refused(base, "POST", "classes", wrong) == (400, "bad_request")
    assert await refused(base, "POST", "classes", {"course": "nope", "title": "T"}) == (404, "no_such_course")


async def test_files_outside_the_recording_cannot_be_fetched(base, made, server):
    for file in ("..%2f..%2f..%2fsecret", "secret", "manifest.json", "%2e%2e%2f%2e%2e%2famphi.db", "x.mp4"):
        status, code = await refused(base, "GET", f"classes/{made['id']}/media/{file}")
        assert (status, code) == (404, "no_such_file")
    async with aiohttp.ClientSession() as session, session.get(f"{base}/..%2f..%2fsecret") as response:
        text = await response.text()
        assert (server.settings.data / "secret").read_text() not in text


async def test_a_class_that_has_ended_lets_nobody_in_live(come, base, made):
    ada = await come("instructor", "Ada")
    await ada.must("EndClass")
    late = await come("student", "Sam", enter=False)
    assert (await late.do("JoinClass"))["error"]["code"] == "class_ended"
    assert await refused(base, "POST", f"classes/{made['id']}/end") == (409, "class_ended")


async def test_a_full_disk_is_named_and_changes_nothing(come, server, made):
    ada = await come("instructor", "Ada")
    async with server.school.store.engine.begin() as connection:
        used = (await connection.exec_driver_sql("pragma page_count")).scalar()
    # SQLite's own limit on pages gives the same error as a disk without room.
    for _ in range(5):  # every pooled connection has its own limit
        async with server.school.store.engine.begin() as connection:
            await connection.exec_driver_sql(f"pragma max_page_count={used}")
    replies = []
    for number in range(8):
        replies.append(await ada.do("Say", message=f"m{number}", text="x" * 9000, to="everyone"))
    refusals = [reply["error"] for reply in replies if not reply["ok"]]
    assert refusals
    assert {(error["code"], error["fault"]) for error in refusals} == {("storage_full", "server")}
    said = [reply for reply in replies if reply["ok"]]
    await eventually(lambda: len(ada.saw("MessageSaid")) == len(said), "only what was kept is shown")
    for _ in range(5):
        async with server.school.store.engine.begin() as connection:
            await connection.exec_driver_sql("pragma max_page_count=1000000")

    async def room_again() -> bool:
        return bool((await ada.do("Say", message="later", text="Room again", to="everyone"))["ok"])

    await eventually(room_again, "there is room again, and the writer is not too fast")
    await ada.sees("MessageSaid", message="later")
