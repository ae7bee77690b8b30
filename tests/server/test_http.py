"""The HTTP API with real requests: courses, joining, identity, timeline, late work, files and headers."""

import json
import threading
from typing import Any

import aiohttp

from recording import manifest as manifests
from server.live.limits import RATES
from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.server.people import api, join, new_class


async def test_a_sign_in_link_leads_to_a_desk_with_ones_courses(base, server):
    await new_class(base)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(f"{base}/api/v1/desk") as response:
            assert response.status == 401
        async with session.get(await server.sign_in_link(), allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (302, "/")
            cookie = response.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
        async with session.get(f"{base}/api/v1/desk") as response:
            desk = await response.json()
        assert [course["title"] for course in desk["courses"]] == ["Oceanography"]
        assert desk["classes"][0]["state"] == "scheduled"
        assert "instructor" in desk["classes"][0]["join"]
        foreign = {"Sec-Fetch-Site": "cross-site"}
        async with session.post(f"{base}/api/v1/courses", json={"title": "K"}, headers=foreign) as response:
            assert response.status == 403
        async with session.get(f"{base}/signin/nonsense", allow_redirects=False) as response:
            assert response.headers["Location"] == "/?problem=bad_ticket"


async def test_a_window_with_its_token_stays_the_same_person_and_may_take_another_name(base, made):
    body = {"ticket": made["tickets"]["student"], "name": "Sam"}
    _, first = await api(base, "POST", "join", body, token=None)
    _, again = await api(base, "POST", "join", body, token=first["token"])
    _, renamed = await api(base, "POST", "join", {**body, "name": "Samuel"}, token=first["token"])
    _, other = await api(base, "POST", "join", body, token=None)
    assert first["person"] == again["person"] == renamed["person"] != other["person"]


async def test_instructor_and_student_windows_of_one_browser_are_two_people(base, server, made):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(await server.sign_in_link()):
            pass
        people = []
        for role, name in (("instructor", "Ada"), ("student", "Sam")):
            body = {"ticket": made["tickets"][role], "name": name}
            async with browser.post(f"{base}/api/v1/join", json=body) as response:
                people.append(await response.json())
        assert people[0]["person"] != people[1]["person"]
        assert [person["role"] for person in people] == ["instructor", "student"]
        async with browser.get(f"{base}/api/v1/me") as response:
            assert (await response.json())["name"] == "Ada"


async def test_the_lobby_learns_what_a_ticket_is_for(base, made):
    _, shown = await api(base, "GET", f"tickets/{made['tickets']['student']}", token=None)
    assert shown["role"] == "student"
    assert shown["signed_in"] is None
    assert {k: shown["class"][k] for k in ("id", "title", "course", "state", "recorded", "lobby")} == {
        "id": made["id"],
        "title": "Tides",
        "course": "Oceanography",
        "state": "scheduled",
        "recorded": True,
        "lobby": False,
    }


async def test_the_lobby_tells_the_welcome_where_the_door_is_open(base, made):
    async def shown():
        return (await api(base, "GET", f"tickets/{made['tickets']['student']}", token=None))[1]["welcome"]

    body = {"ticket": made["tickets"]["instructor"], "name": "Ada"}
    _, ada = await api(base, "POST", "join", body, token=None)
    commands = f"classes/{made['id']}/commands"
    assert await shown() == ""
    welcome = {"id": "w", "do": "SetWelcome", "text": "Bring a book"}
    assert (await api(base, "POST", commands, welcome, token=ada["token"]))[0] == 200
    assert await shown() == "Bring a book"
    assert (
        await api(base, "POST", commands, {"id": "d", "do": "SetDoor", "door": "ask"}, token=ada["token"])
    )[0] == 200
    assert await shown() == ""


async def test_the_lobby_learns_whether_whoever_is_signed_in_was_in_the_class_before(base, made):
    ticket = made["tickets"]["student"]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.post(f"{base}/api/v1/join", json={"ticket": ticket, "name": "Sam"}):
            pass
        async with browser.get(f"{base}/api/v1/tickets/{ticket}") as response:
            assert (await response.json())["signed_in"] == {"name": "Sam", "member": True}


async def test_whoever_owns_the_course_is_in_its_classes_without_having_come(base, server, made):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(await server.sign_in_link()):
            pass
        async with browser.get(f"{base}/api/v1/tickets/{made['tickets']['student']}") as response:
            assert (await response.json())["signed_in"]["member"]


async def test_an_absent_student_reads_the_class_votes_late_and_comments(base, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("OpenPoll", poll="q1", question="High tide?", options=["6", "12"])
    await ada.must("EndPoll", poll="q1")
    await ada.must("EndClass")
    await eventually(lambda: ada.saw("PollOpened", poll="q1"), "the poll is told of")
    await ada.sees("TranscriptChanged", state="off")  # the last that the end of a class leads to
    body = {"ticket": made["tickets"]["student"], "name": "Kim"}
    _, kim = await api(base, "POST", "join", body, token=None)
    commands = f"classes/{made['id']}/commands"
    opened = next(e for e in ada.entries if e.get("event", {}).get("type") == "PollOpened")
    vote = {"id": "v", "do": "Vote", "poll": "q1", "choices": [1], "at": opened["at"]}
    first = await api(base, "POST", commands, vote, token=kim["token"])
    assert first[0] == 200
    assert await api(base, "POST", commands, vote, token=kim["token"]) == first
    assert (await api(base, "POST", commands, {**vote, "id": "w"}, token=kim["token"]))[0] == 409
    note = {"id": "c", "do": "AddComment", "comment": "c1", "text": "Why?", "to": "everyone", "at": 1}
    assert (await api(base, "POST", commands, note, token=kim["token"]))[0] == 200
    _, tally = await api(base, "GET", f"classes/{made['id']}/polls/q1/tally", token=kim["token"])
    assert (tally["counts"], tally["late_counts"]) == ([0, 0], [0, 1])
    assert (tally["voters"], tally["late_voters"]) == (0, 1)
    _, timeline = await api(base, "GET", f"classes/{made['id']}/timeline", token=kim["token"])
    assert [e["seq"] for e in timeline["entries"]] == list(range(1, timeline["last"] + 1))
    assert timeline["me"] == {"person": kim["person"], "role": "student"}
    assert timeline["people"][ada.person]["name"] == "Ada"
    comment = timeline["entries"][-1]
    assert comment["at"] == 1
    assert comment["event"]["late"] is True
    _, rest = await api(
        base, "GET", f"classes/{made['id']}/timeline?after={timeline['last'] - 1}", token=kim["token"]
    )
    assert rest["entries"] == [comment]
    await eventually(lambda: ada.saw("CommentAdded", comment="c1"), "who is still connected sees it at once")
    await ada.leave()


async def test_a_ticket_alone_reads_as_its_role_and_writes_nothing(base, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("Say", message="m1", text="For the staff", to="staff")
    for role, allowed in (("student", False), ("instructor", True)):
        path = f"classes/{made['id']}/timeline?ticket={made['tickets'][role]}"
        status, timeline = await api(base, "GET", path, token=None)
        assert status == 200
        assert ("For the staff" in json.dumps(timeline)) == allowed
    say = {"id": "1", "do": "Say", "message": "m2", "text": "x", "to": "everyone"}
    path = f"classes/{made['id']}/commands?ticket={made['tickets']['student']}"
    assert (await api(base, "POST", path, say, token=None))[0] == 401
    await ada.leave()


async def test_the_api_token_leads_any_class(base, made):
    commands = f"classes/{made['id']}/commands"
    assert (await api(base, "POST", commands, {"id": "1", "do": "OpenClass"}))[1]["ok"]
    _, shown = await api(base, "GET", f"classes/{made['id']}")
    assert shown["state"] == "live"
    assert shown["opened_at"] > 1_700_000_000_000
    assert (await api(base, "POST", f"classes/{made['id']}/end"))[0] == 200
    assert (await api(base, "GET", f"classes/{made['id']}", token="wrong"))[0] == 401
    _, ended = await api(base, "GET", f"classes/{made['id']}")
    assert ended["state"] == "ended"
    assert ended["duration"] >= 0


async def test_pages_carry_careful_headers_and_assets_stay_for_ever(serve, tmp_path):
    web = tmp_path / "dist"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>Amphi</title>" + " " * 2000)
    (web / "assets" / "main-abc.js").write_text("export {};" * 500)
    for name in ("service-worker.js", "offline.json", "amphi.webmanifest"):
        (web / name).write_text("{}")
    server = await serve(web=web)
    async with aiohttp.ClientSession() as session:
        for name, kind in (
            ("service-worker.js", "text/javascript"),
            ("offline.json", "application/json"),
            ("amphi.webmanifest", "application/manifest+json"),
        ):
            async with session.get(f"{server.settings.address}/{name}") as response:
                assert response.headers["Content-Type"].startswith(kind)
                assert response.headers["Cache-Control"] == "no-cache"
                assert (response.headers.get("Service-Worker-Allowed") == "/") is name.endswith(".js")
        for path in ("/", "/join/ticket", "/play/c_1?ticket=x"):
            async with session.get(server.settings.address + path) as response:
                assert "Amphi" in await response.text()
                assert response.headers["Cache-Control"] == "no-cache"
                assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
                assert response.headers["X-Content-Type-Options"] == "nosniff"
        async with session.get(f"{server.settings.address}/assets/main-abc.js") as response:
            assert "immutable" in response.headers["Cache-Control"]
            assert response.headers["Content-Type"].startswith("text/javascript")
            assert response.headers["Content-Encoding"] in ("gzip", "deflate")
            assert await response.text() == "export {};" * 500
        async with session.get(f"{server.settings.address}/assets/gone.js") as response:
            assert response.status == 404


async def test_the_api_describes_itself_without_anything_from_elsewhere(base, server):
    _, document = await api(base, "GET", "openapi.json", token=None)
    assert document["openapi"].startswith("3.1")
    assert "post" in document["paths"]["/api/v1/classes/{id}/commands"]
    assert all(op["summary"] for path in document["paths"].values() for op in path.values())
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{base}/api/v1/docs") as response:
            page = await response.text()
            assert "/api/v1/classes/{id}/timeline" in page
            assert "<script" not in page
            assert "//" not in page
        async with session.get(f"{base}/healthz") as response:
            assert (await response.json())["ok"] is True
        await eventually(lambda: server.media.stats()["1"].get("packets_in") == 0, "a media process has told")
        async with session.get(f"{base}/metrics") as response:
            figures = await response.text()
            assert "amphi_http_requests_total" in figures
            assert 'amphi_media_packets_received_total{process="1"}' in figures
            assert 'amphi_media_loop_lag_seconds{process="1"}' in figures
            assert "# HELP amphi_media_nacks_sent_total Requests to people" in figures
        async with session.get(f"{base}/api/v1/nothing") as response:
            assert (response.status, (await response.json())["error"]["code"]) == (404, "no_such_file")
        async with session.delete(f"{base}/api/v1/courses") as response:
            assert (response.status, (await response.json())["error"]["code"]) == (405, "wrong_method")


async def test_a_long_timeline_travels_compressed(base, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("Say", message="m1", text="tide " * 1900, to="everyone")
    headers = {"Authorization": f"Bearer {ada.token}", "Accept-Encoding": "gzip"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/classes/{made['id']}/timeline") as response,
    ):
        assert response.headers["Content-Encoding"] == "gzip"
        assert len((await response.json())["entries"]) >= 3
    await ada.leave()


async def test_the_manifest_is_there_during_the_class_and_when_the_end_is_answered(base, made):
    path = f"classes/{made['id']}/manifest"
    assert (await api(base, "GET", path))[1]["error"]["code"] == "no_recording"
    ada = await join(base, made, "instructor", "Ada")
    live = await eventually(lambda: _ok(base, path), "a manifest while the class runs")
    assert live["state"] == "live"
    assert live["class"] == made["id"]
    await ada.must("PauseRecording")
    await ada.must("ResumeRecording")
    await ada.must("EndClass")
    status, ended = await api(base, "GET", path, token=ada.token)
    assert (status, ended["state"]) == (200, "ended")
    assert len(ended["recorded"]) <= 2
    await ada.leave()


async def test_a_manifest_is_read_once_for_all_and_what_is_new_may_be_asked_for_every_second(
    base, made, server, monkeypatch
):
    read, threads = [], set()

    from_disk = manifests.read

    def reading(folder):
        read.append(folder)
        threads.add(threading.get_ident())
        return from_disk(folder)

    monkeypatch.setattr("server.manifests.manifests.read", reading)
    monkeypatch.setitem(RATES, "recording", (3, 0.0001))
    path = f"classes/{made['id']}/manifest"
    ada = await join(base, made, "instructor", "Ada")
    await eventually(lambda: _ok(base, path), "a manifest while the class runs")
    told = [(await api(base, "GET", f"{path}?since=1", token=ada.token))[0] for _ in range(6)]
    assert told == [200] * 6
    await ada.must("EndClass")
    told = [(await api(base, "GET", path, token=ada.token))[0] for _ in range(4)]
    assert told == [200, 200, 200, 429]
    assert (await api(base, "GET", f"{path}?since=1", token=ada.token))[0] == 429, (
        "all of it is told all the same"
    )
    assert len(read) == 1
    assert threading.get_ident() not in threads
    file = recording_folder(server.settings.data, made["id"]) / "manifest.json"
    file.write_bytes(file.read_bytes().replace(b'"version":1', b'"version": 1'))
    assert (await api(base, "GET", path))[0] == 200
    assert len(read) == 2, "another one is another one"
    await ada.leave()


async def test_a_player_tells_what_was_watched_every_few_seconds_and_no_oftener(base, made, monkeypatch):
    monkeypatch.setitem(RATES, "watched", (2, 0.0001))
    ada = await join(base, made, "instructor", "Ada")
    told = {"spans": [], "at": 0}
    tried = [
        await api(base, "POST", f"classes/{made['id']}/watched", told, token=ada.token) for _ in range(3)
    ]
    assert [status for status, _ in tried] == [200, 200, 429]
    await ada.leave()


async def _ok(base: str, path: str) -> Any:
    status, body = await api(base, "GET", path)
    return body if status == 200 else None


async def test_without_transcription_the_class_says_so_and_downloads_explain_it(base, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("EndClass")
    await ada.sees("TranscriptChanged", state="off")
    status, answer = await api(base, "GET", f"classes/{made['id']}/transcript.vtt")
    assert (status, answer["error"]["code"]) == (404, "no_transcript")
    await ada.leave()


async def test_the_desk_keeps_the_counts_of_a_class_that_is_no_longer_in_memory(base, server, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("Say", message="m1", text="Hello", to="everyone")
    await ada.must("EndClass")
    await ada.sees("TranscriptChanged")
    await ada.leave()
    _, before = await api(base, "GET", "desk")
    await server.school.classrooms.close()
    _, after = await api(base, "GET", "desk")
    assert server.school.classrooms.count == 0
    assert after["classes"] == [
        {**before["classes"][0], "join": after["classes"][0]["join"]}
        | {"playback": after["classes"][0]["playback"]}
    ]
    assert after["classes"][0]["counts"]["messages"] == 1
    assert after["classes"][0]["transcript"] == "off"


async def test_an_instructor_who_only_answers_later_is_shown_as_one(base, made):
    status, _ = await api(base, "POST", f"classes/{made['id']}/commands", {"id": "1", "do": "OpenClass"})
    assert status == 200
    await api(base, "POST", f"classes/{made['id']}/end")
    said = {"id": "2", "do": "Say", "message": "m", "text": "An answer for all of you"}
    status, _ = await api(base, "POST", f"classes/{made['id']}/commands", said)
    assert status == 200
    _, read = await api(base, "GET", f"classes/{made['id']}/timeline")
    [author] = {entry["by"] for entry in read["entries"] if entry["event"]["type"] == "MessageSaid"}
    assert read["people"][author]["role"] == "instructor"
