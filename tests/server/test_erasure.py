"""One person's data: all of it to take away, and then none of it anywhere, neither in the database nor on the disk."""

import asyncio
import io
import json
import zipfile
from functools import partial
from urllib.parse import urlsplit

import aiohttp

from recording import ledger
from recording import manifest as manifests
from server import erasures as server_erasures
from server import recordings as server_recordings
from server.archives import send
from server.bot import sources
from server.bot.participant import taking_part
from server.http import persons
from server.kept_files import files_folder
from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.recording import film
from tests.recording.conftest import Taping
from tests.server.people import TOKEN, all_leave, api, join
from tests.server.test_downloads import get

SECRET = "Zanzibar secret"


async def held(base, made, **signed):
    """Ada leads, Ben does a little of everything, Tom answers him."""
    ada, ben, tom = [
        await join(base, made, *who)
        for who in (("instructor", "Ada"), ("student", "Benedikta"), ("student", "Tom"))
    ]
    await ben.must("Say", message="m", text=SECRET, to="everyone")
    await tom.must("Say", message="n", text="Dear Benedikta, indeed", to="everyone", reply_to="m")
    await ben.must("AskQuestion", question="q", text=f"{SECRET}?", anonymous=False)
    await ada.must("OpenPoll", poll="p", question="Which?", options=["Ebb", "Flood"], multiple=False)
    await ben.must("Vote", poll="p", choices=[1])
    await tom.must("Vote", poll="p", choices=[1])
    return ada, ben, tom


def raw(data):
    """Every byte that the school has on its disk, but for the recordings of others."""
    return b"".join(
        path.read_bytes() for path in data.rglob("*") if path.is_file() and path.stat().st_size < 50_000_000
    )


async def erase(base, person, name, token=TOKEN):
    return await api(base, "POST", f"persons/{person}/erasure", {"name": name}, token=token)


async def is_done(base, erasure):
    """Wait until it is, and hand back what its key opens."""

    async def done():
        told = (
            await api(base, "GET", f"erasures/{erasure['erasure']}.json?key={erasure['key']}", token=None)
        )[1]
        return told if told["state"] == "done" else None

    return await eventually(done, "the erasure is done", 40)


async def test_what_is_kept_of_somebody_is_told_handed_out_and_erased_everywhere(base, server, made):
    ada, ben, tom = await held(base, made)
    status, refused = await erase(base, ben.person, "Benedikta")
    assert (status, refused["error"]["code"]) == (409, "class_runs")
    await ada.must("EndClass")
    await upload(base, made, ben)
    await told_and_handed_out(base, server.school, ben)
    assert (await api(base, "GET", f"persons/{ben.person}/report", token=ben.token))[0] == 401
    assert (await erase(base, ben.person, "Somebody"))[1]["error"]["code"] == "wrong_name"
    assert SECRET.encode() in raw(server.settings.data)

    status, asked = await erase(base, ben.person, " benedikta")
    assert status == 202
    path = f"classes/{made['id']}/timeline?after=0"
    assert (await api(base, "GET", path, token=ben.token))[0] == 401, (
        "nothing opens any more, from the first moment"
    )
    late = await ben.do("Say", message="late", text=SECRET, to="everyone")
    assert late["error"]["code"] == "sign_in_needed", "nor does a window that was open before"
    told = await is_done(base, asked)
    assert told["report"]["totals"]["messages"] == 1
    report = (await get(f"{base}/api/v1/erasures/{asked['erasure']}.md?key={asked['key']}&language=de"))[
        2
    ].decode()
    assert "Benedikta" not in report and "Tides" in report

    shown = (await api(base, "GET", path, token=tom.token))[1]
    text = json.dumps(shown)
    assert not [one for one in (SECRET, ben.person, '"Benedikta"') if one in text]
    assert "Dear Benedikta, indeed" in text, "what others wrote stays"
    assert [one["name"] for key, one in shown["people"].items() if key.startswith("erased-")] == [
        "Removed person"
    ]
    tally = (await api(base, "GET", f"classes/{made['id']}/polls/p/tally", token=tom.token))[1]
    assert tally["counts"] == [0, 1]
    for gone in (SECRET.encode(), b"Zanzibar", b"zanzibar", ben.person.encode()):
        await eventually(
            lambda gone=gone: gone not in raw(server.settings.data), f"{gone!r} is nowhere on the disk"
        )
    lines = (await api(base, "GET", f"classes/{made['id']}/audit.json"))[1]["lines"]
    assert [(one["what"], one["person_name"]) for one in lines][:1] == [("person_erased", "Removed person")]
    assert (await erase(base, ben.person, "Benedikta"))[0] in (400, 404)
    await all_leave(ada, tom)


async def upload(base, made, ben):
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {ben.token}"}
        url = f"{base}/api/v1/classes/{made['id']}/files?name=plan.txt"
        async with session.post(url, data=SECRET.encode(), headers=headers) as answer:
            assert answer.status in (200, 201), await answer.text()


def signed_in(school, person):
    """What a browser sends whose person signed in."""
    return {"Cookie": f"amphi_session={school.tokens.session(person)}", "Sec-Fetch-Site": "same-origin"}


def opened(packed):
    """The files of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def told_and_handed_out(base, school, ben):
    told = (await api(base, "GET", f"persons/{ben.person}/report"))[1]
    assert told["refused"] is None
    assert [one["title"] for one in told["classes"]] == ["Tides"]
    counted = told["totals"]
    assert [counted[name] for name in ("messages", "questions", "answers", "files", "drawings")] == [
        1,
        1,
        1,
        1,
        0,
    ]
    assert SECRET not in json.dumps(told)
    found = (await api(base, "GET", "persons?find=nedik"))[1]["people"]
    assert [(one["person"], one["classes"]) for one in found] == [(ben.person, 1)]
    await school.store.mailboxes.name(ben.person, "b@tides.org", "en", "UTC", "123456")
    for theirs, signed in (
        (True, signed_in(school, ben.person)),
        (False, {"Authorization": f"Bearer {TOKEN}"}),
    ):
        url = f"{base}/api/v1/persons/{ben.person}/export.zip?language=fr"
        status, headers, packed = await get(url, **signed)
        assert (status, headers["Content-Type"]) == (200, "application/zip")
        found = opened(packed)
        brought = [content for name, content in found.items() if "plan" in name]
        assert brought == [SECRET.encode()] * theirs, "it hangs on nothing: nobody else may read it"
        pages = {name: text.decode() for name, text in found.items() if name.endswith((".html", ".json"))}
        assert SECRET in pages["classes/001 Tides/index.html"]
        assert "Which? — Flood" in pages["classes/001 Tides/index.html"]
        everything = "".join(pages.values())
        assert "indeed" not in everything, "what others wrote is not theirs"
        assert ("b@tides.org" in everything) == theirs
        assert ("sur son propre bureau" in pages["index.html"]) == (not theirs)


def played(server, made):
    return server.api("GET", f"classes/{made['id']}/manifest")


async def test_face_and_voice_go_from_the_recording_also_when_the_server_is_killed_meanwhile(server_process):
    server = server_process
    made = server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada") as ada,
        taking_part(made["join"]["student"], "Ben") as ben,
    ):
        for bot in (ada, ben):
            await bot.publish("microphone", sources.microphone(bot.name))
        await ben.publish("camera", sources.camera("Ben", width=160, height=90))

        def all_recorded():
            told = played(server, made)
            return told["ok"] and len(told["tracks"]) == 3 and told["live_edge"] > 2500

        await eventually(all_recorded, "all three are recorded")
        await ada.command("EndClass")
    before = played(server, made)
    theirs = [one["file"] for one in before["tracks"] if one["person"] == ben.seat.person]
    folder = recording_folder(server.data, made["id"])
    told = server.api("GET", f"persons/{ben.seat.person}/report")["totals"]
    assert (told["tracks"], told["voice"] > 0, told["camera"] > 0) == (2, True, True)
    asked = server.api("POST", f"persons/{ben.seat.person}/erasure", {"name": "Ben"})
    await eventually(lambda: any(folder.glob("mix-*")), "the mix is made anew")
    server.kill()
    server.start()
    await is_done(server.url, asked)
    after = played(server, made)
    assert {one["person"] for one in after["tracks"]} == {ada.seat.person}
    assert after["mix"]["file"] != before["mix"]["file"]
    assert {path.name for path in folder.glob("*.mp4")} == {
        one["file"] for one in (*after["tracks"], after["mix"])
    }
    assert not [file for file in theirs if (folder / file).exists()]
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    assert [one["event"]["type"] for one in entries].count("PersonErased") == 1
    assert [one["seq"] for one in entries] == list(range(1, len(entries) + 1))
    lines = server.api("GET", f"classes/{made['id']}/audit.json")["lines"]
    assert [one["what"] for one in lines] == ["person_erased"]


async def test_a_recording_that_a_crash_left_unfinished_is_mended_first_and_waited_for(
    base, server, made, monkeypatch
):
    ada, ben, tom = await held(base, made)
    await ada.must("EndClass")
    await all_leave(ada, ben, tom)
    # Its own recorder is done with the folder then.
    await server.school.classrooms.ask(made["id"], {"what": "settled"})
    taping = Taping(recording_folder(server.settings.data, made["id"]))
    face = taping.add("face", ben.person)
    taping.play((face, film.video("h264", 2).packets, 0.0))
    await taping.close(3)
    (taping.folder / manifests.NAME).unlink()
    await server.school.classrooms.forget(made["id"])

    def full(*_):
        raise OSError(28, "full")

    recover = server_recordings.recover
    monkeypatch.setattr(server_recordings, "recover", full)
    monkeypatch.setattr(server_erasures, "PAUSE_MS", 0)
    asked = (await erase(base, ben.person, "Benedikta"))[1]

    async def waits():
        found = await server.school.store.erasures.find(asked["erasure"])
        return (found.state, found.reason) == ("waiting", "broken")

    await eventually(waits, "it waits for the recording", 20)
    monkeypatch.setattr(server_recordings, "recover", recover)
    await server.school.classrooms.forget(made["id"])
    await is_done(base, asked)
    assert [one.name for one in manifests.media(taping.folder)] == ["mix.mp4"], "of silence"
    assert ben.person not in (taping.folder / ledger.NAME).read_text()


async def test_nobody_reads_or_removes_another_and_whoever_runs_the_school_stays(base, server, made):
    ada, ben, tom = await held(base, made)
    await ada.must("EndClass")
    school = server.school
    for who in ("me", tom.person):
        assert (await api(base, "GET", f"persons/{who}/report", token=ben.token))[0] == 401, (
            "a class's token is not enough"
        )
    async with aiohttp.ClientSession(headers=signed_in(school, ben.person)) as browser:
        for path in (f"persons/{tom.person}/report", f"persons/{tom.person}/export.zip", "persons"):
            async with browser.get(f"{base}/api/v1/{path}") as answer:
                assert answer.status == 403, path
        async with browser.post(
            f"{base}/api/v1/persons/{tom.person}/erasure", json={"name": "Tom"}
        ) as answer:
            assert answer.status == 403
        async with browser.get(f"{base}/api/v1/persons/me/report") as answer:
            assert (await answer.json())["totals"]["messages"] == 1
        school.limits.buckets.clear()
        school.gathering.update("ab")  # others have as much looked for as may be at once
        for path in ("report", "export.zip"):
            async with browser.get(f"{base}/api/v1/persons/me/{path}") as answer:
                assert (answer.status, (await answer.json())["error"]["code"]) == (503, "busy")
        async with browser.post(f"{base}/api/v1/persons/me/erasure", json={"name": "Benedikta"}) as answer:
            assert (answer.status, school.exporting) == (503, set())
        school.gathering.clear()
        answers = [await browser.get(f"{base}/api/v1/persons/me/report") for _ in range(4)]
        assert [one.status for one in answers] == [200, 200, 200, 429], "each looks through the whole log"
        async with browser.post(f"{base}/api/v1/persons/me/erasure", json={"name": "Benedikta"}) as answer:
            asked = await answer.json()
    await is_done(base, asked)
    assert (await api(base, "GET", f"erasures/{asked['erasure']}.json?key=x", token=None))[0] == 403
    owner = await school.store.people.owner()
    assert (await erase(base, "me", owner.name))[1]["error"]["code"] == "last_owner"
    await all_leave(ada, tom)


async def test_whoever_stops_reading_their_data_gives_up_their_place(base, server, made, monkeypatch):
    monkeypatch.setattr(persons, "send", partial(send, patience=0.3))
    ada = await join(base, made, "instructor", "Ada")
    await upload(base, made, ada)
    (brought,) = files_folder(server.settings.data, made["id"]).iterdir()
    brought.write_bytes(bytes(48 << 20))  # more than lies between two machines
    place = urlsplit(base)
    _, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 10)
    asked = [f"GET /api/v1/persons/me/export.zip HTTP/1.1\r\nHost: {place.netloc}"]
    asked += [f"{name}: {value}" for name, value in signed_in(server.school, ada.person).items()]
    writer.write("\r\n".join([*asked, "", ""]).encode())
    await eventually(lambda: server.school.exporting == {ada.person}, "it is being sent")
    await eventually(lambda: not server.school.exporting, "their place is free again")
    writer.transport.abort()
    assert (await get(f"{base}/api/v1/persons/me/export.zip", **signed_in(server.school, ada.person)))[
        0
    ] == 200
    await all_leave(ada)
