"""Chapters over HTTP: set by those who lead, taken away by everybody who may read the class."""

import aiohttp

from tests.server.people import api


async def fetch(base: str, class_id: str, form: str, token: str) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/classes/{class_id}/chapters.{form}") as answer,
    ):
        return answer.status, await answer.text()


async def test_chapters_set_by_hand_are_told_to_all_and_kept_after_the_class(base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    assert (await fetch(base, made["id"], "vtt", sam.token)) == (200, "WEBVTT\n")
    await ada.must("NameChapter", start=0, title="Ebb & <b>flood</b>")
    await ada.must("EndClass")
    order = {"id": "late", "do": "NameChapter", "start": 0, "title": "Ebb\n& flood >"}
    status, told = await api(base, "POST", f"classes/{made['id']}/commands", order, token=ada.token)
    assert status == 200, told
    status, told = await api(base, "GET", f"classes/{made['id']}/chapters.json", token=sam.token)
    [chapter] = told["chapters"]
    assert (chapter["start"], chapter["title"]) == (0, "Ebb\n& flood >")
    assert chapter["end"] > 0
    status, text = await fetch(base, made["id"], "vtt", sam.token)
    assert text.endswith("\nEbb &amp; flood &gt;\n"), text
    assert "00:00:00.000 --> 00:00:" in text
    order = {"id": "wrong", "do": "NameChapter", "start": 10**9, "title": "Never"}
    status, told = await api(base, "POST", f"classes/{made['id']}/commands", order, token=ada.token)
    assert told["error"]["code"] == "bad_moment"
