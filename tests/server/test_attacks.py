"""Attacks that once worked, or nearly: each is refused quietly, tells nothing, and disturbs nobody."""

import asyncio
import json
import stat
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from sqlalchemy.exc import SQLAlchemyError

from recording.manifest import may_fetch
from server.auth import load_secret
from server.live.limits import RATES
from server.live.outlet import SocketOutlet
from server.store import open_store
from tests.harness.waiting import eventually
from tests.server.people import api, join, new_class


async def answer_to(base: str, head: bytes) -> tuple[int, bytes]:
    """Send bytes that no client library would."""
    place = urlsplit(base)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(head + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
    told = await reader.read()
    writer.close()
    return int(told.split(b" ", 2)[1]), told


@pytest.mark.parametrize("path", [b"/%00", b"/index.html%00.js", b"/" + b"a" * 300, b"/assets/%00"])
async def test_an_address_that_cannot_be_a_file_is_no_fault_of_the_server(base, path):
    status, _ = await answer_to(base, b"GET " + path + b" HTTP/1.1")
    assert status == 404


async def test_a_bearer_token_that_is_not_text_is_refused(base):
    status, told = await answer_to(base, b"GET /api/v1/me HTTP/1.1\r\nAuthorization: Bearer \xff\xfe")
    assert (status, b"sign_in_needed" in told) == (401, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_a_page_of_another_site_signs_nobody_in_or_out(base, made, headers):
    body = {"ticket": made["tickets"]["student"], "name": "Sam"}
    async with aiohttp.ClientSession() as session:
        for path in ("join", "signout"):
            async with session.post(f"{base}/api/v1/{path}", json=body, headers=headers) as response:
                assert (response.status, "Set-Cookie" in response.headers) == (403, False)


async def test_ones_own_page_and_programs_are_no_other_site(base, made):
    body = {"ticket": made["tickets"]["student"], "name": "Sam"}
    for headers in ({"Origin": base, "Sec-Fetch-Site": "same-origin"}, {}):
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{base}/api/v1/join", json=body, headers=headers) as response,
        ):
            assert response.status == 200


async def test_the_lobby_learns_no_counts(base):
    made = await new_class(base, lobby=True)
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("Say", message="m", text="Among ourselves", to="everyone")
    sam = await join(base, made, "student", "Sam")
    _, seen = await api(base, "GET", f"classes/{made['id']}", token=sam.token)
    assert set(seen["counts"].values()) == {0}
    _, seen = await api(base, "GET", f"classes/{made['id']}", token=ada.token)
    assert seen["counts"]["messages"] == 1
    await ada.leave()
    await sam.leave()


async def test_an_assistant_gets_no_link_that_would_outlast_the_role(base, made):
    ada, kim = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Kim")
    await ada.must("ChangeRole", person=kim.person, role="assistant")
    _, seen = await api(base, "GET", f"classes/{made['id']}", token=kim.token)
    assert (seen["me"]["role"], set(seen["join"])) == ("assistant", {"student"})
    await ada.leave()
    await kim.leave()


def test_a_file_that_the_list_does_not_tell_of_is_nobodys_to_fetch():
    from rooms.facts import Reader

    student = Reader("p_sam", "student")
    assert not may_fetch([], None, "t_1.mp4", student)
    assert may_fetch([], {"file": "mix.mp4"}, "mix.mp4", student)


def test_an_empty_secret_signs_nothing(tmp_path: Path):
    """A disk that was full at the first start may leave such a file behind; everybody could sign with it."""
    (tmp_path / "secret").write_bytes(b"")
    with pytest.raises(OSError, match="secret"):
        load_secret(tmp_path)


def test_the_secret_is_whole_from_the_moment_it_is_there_and_its_owners_alone(tmp_path: Path):
    made = load_secret(tmp_path)
    assert load_secret(tmp_path) == made
    assert len(made) == 64
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


async def test_what_people_write_is_in_no_error_of_the_database(tmp_path: Path):
    store = await open_store(tmp_path)
    async with store.engine.begin() as connection:
        await connection.exec_driver_sql("drop table people")
    with pytest.raises(SQLAlchemyError) as error:
        await store.people.create("Sam of the secret name")
    assert "secret name" not in str(error.value)
    await store.close()


@pytest.mark.parametrize(
    "name", ["Ada\u200b", "\ufeffAda", "A\u2060da", "Ada\u2028x", "Ada\u2069", "A\u00adda"]
)
async def test_a_name_does_not_differ_from_anothers_by_what_nobody_sees(base, made, name):
    body = {"ticket": made["tickets"]["student"], "name": name}
    status, told = await api(base, "POST", "join", body, token=None)
    assert (status, told.get("error", {}).get("code")) == (400, "bad_name")


@pytest.mark.parametrize("name", ["👩‍🔬 Ada", "می‌خواهم"])
async def test_joined_letters_and_pictures_are_names(base, made, name):
    body = {"ticket": made["tickets"]["student"], "name": name}
    assert (await api(base, "POST", "join", body, token=None))[0] == 200


async def test_nobody_types_into_a_group_of_others(come):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await ada.must("OpenBreakouts", groups=[{"group": "g1", "name": "One", "people": [kim.person]}])
    await sam.sio.emit("signal", {"type": "typing", "to": "group:g1"})
    await sam.sio.emit("signal", {"type": "typing", "to": "everyone"})
    await eventually(lambda: kim.signals, "Kim sees who types")
    assert [signal["to"] for signal in kim.signals] == ["everyone"]


async def test_answers_do_not_tell_the_versions_of_what_serves_them(base):
    async with aiohttp.ClientSession() as session, session.get(f"{base}/healthz") as response:
        assert response.headers["Server"] == "Amphi"


async def test_class_time_does_not_fall_when_the_clock_was_set_back(base, made, server):
    """After a restart class time is reckoned from the wall clock; the last entry may be a caption of long ago."""
    from rooms.facts import Entry
    from rooms.lesson import ClassOpened
    from rooms.notes import CommentAdded
    from server.classroom import Classroom
    from server.store.people import unix_ms

    entries = [
        Entry(1, 0, 0, None, "everyone", ClassOpened(unix_ms() + 600_000, recorded=False)),
        Entry(2, 90_000, 0, "p_ada", "everyone", CommentAdded("c1", "now", late=False)),
        Entry(3, 1_000, 0, "p_ada", "everyone", CommentAdded("c2", "then", late=True)),
    ]
    classroom = Classroom("c_back", entries, server.school.store, SocketOutlet(server.sio, server.node))
    before = classroom.now()
    assert before >= 90_000
    await eventually(lambda: classroom.now() > before, "class time goes on")
    await classroom.close()


async def test_behind_a_proxy_on_this_machine_each_address_has_a_measure_of_its_own(base, made, monkeypatch):
    """Else one visitor who floods the school would keep everybody else from joining."""
    monkeypatch.setitem(RATES, "join_address", (3, 0.0001))

    async def ask(forwarded: str) -> int:
        body = {"ticket": made["tickets"]["student"], "name": "Sam"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                f"{base}/api/v1/join", json=body, headers={"X-Forwarded-For": forwarded}
            ) as response,
        ):
            return response.status

    # A visitor may write what they like before the address that the proxy adds at the end.
    assert [await ask(f"10.0.0.{n}, 203.0.113.7") for n in range(4)] == [200, 200, 200, 429]
    assert await ask("203.0.113.8") == 200


async def test_what_is_spoken_or_written_in_a_group_leaves_by_no_door(come, base, made, server):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    await ada.must("OpenBreakouts", groups=[{"group": "g1", "name": "One", "people": [kim.person]}])
    await kim.must("Say", message="m1", text="WRITTEN", to="group:g1")
    await ada.must("Say", message="m2", text="WHISPERED", to=f"person:{kim.person}")
    await ada.must("AddComment", comment="c1", text="AMONG STAFF", to="staff")
    line = {"caption": "l1", "person": kim.person, "start": 0, "end": 9, "text": "SPOKEN", "words": []}
    asked = {"what": "do", "do": "AddCaption", "fields": {**line, "engine": "e"}, "to": "group:g1"}
    assert (await server.school.classrooms.ask(made["id"], asked))["ok"]
    await kim.sees("CaptionSpoken", text="SPOKEN")
    await ada.must("EndClass")
    await sam.sees("ClassEnded")
    secrets = ("WRITTEN", "WHISPERED", "AMONG STAFF", "SPOKEN")
    assert not any(word in json.dumps(sam.entries) for word in secrets)

    ticket = {"ticket": made["tickets"]["student"]}
    doors = ["", "/timeline", "/manifest", *(f"/transcript.{form}" for form in ("vtt", "srt", "txt", "json"))]
    async with aiohttp.ClientSession() as session:
        for door in doors:
            address = f"{base}/api/v1/classes/{made['id']}{door}"
            for key in ({"headers": {"Authorization": f"Bearer {sam.token}"}}, {"params": ticket}):
                async with session.get(address, **key) as response:
                    told = await response.text()
                    assert not any(word in told for word in secrets), (door, told)
    _, heard = await api(base, "GET", f"classes/{made['id']}/transcript.json", token=kim.token)
    assert [each["text"] for each in heard["lines"]] == ["SPOKEN"]


async def test_whoever_is_removed_is_cut_off_from_all_media(come, server, made):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    kept = await sam.media("createTransport", direction="recv")
    media = server.school.classrooms.here(made["id"]).media
    assert kept["id"] in media.owners.transports
    await ada.must("Remove", person=sam.person)
    await eventually(lambda: kept["id"] not in media.owners.transports, "the transport is closed")
    await eventually(lambda: not sam.sio.connected, "Sam is disconnected")


async def test_nobody_fills_the_timeline_with_tracks_or_the_server_with_paths(come):
    """Each of these costs everybody something; the rest of that person's media goes on."""
    ada = await come("instructor", "Ada")
    for do in ("produce", "createTransport", "restartIce"):
        codes = []
        for _ in range(40):
            reply = await ada.media(
                do, direction="recv", kind="audio", source="microphone", track="t", transport="t"
            )
            codes.append(reply.get("error", {}).get("code"))
        assert "too_fast" not in codes[: int(RATES[do][0])]
        assert codes.count("too_fast") > 10, do
        assert (await ada.media("capabilities"))["ok"]
