"""Films: judged by their content, known to those who lead until they are shown, streamed in ranges by a key of one's own."""

import io

import aiohttp
import av
import numpy as np
import pytest

from recording.brought import UnusableError
from recording.film import look
from tests.harness.waiting import eventually
from tests.server.people import api, join, new_class


def a_film(form="mp4", codec="libx264", seconds=2, **options):
    """A short film, as a camera's program writes it."""
    out = io.BytesIO()
    with av.open(out, "w", format=form, options=options) as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(seconds * 10):
            picture = np.full((48, 64, 3), number * 10 % 256, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode())
    return out.getvalue()


async def bring(base, made, person, content, name="Tides.mp4"):
    return await _send(f"{base}/api/v1/classes/{made['id']}/films", person, content, name)


async def _send(url, person, content, name):
    headers = {"Authorization": f"Bearer {person.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, params={"name": name}, data=content, headers=headers) as response,
    ):
        return response.status, await response.json()


async def get(url, **headers):
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        return response.status, dict(response.headers), await response.read()


async def where(base, made, person, film):
    return await api(base, "GET", f"classes/{made['id']}/films/{film}/address", token=person.token)


async def test_a_film_is_for_those_who_lead_until_it_is_shown_and_then_streams_in_ranges(
    come, base, made, server
):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    content = a_film()
    assert (await bring(base, made, sam, content))[0] == 403
    status, told = await bring(base, made, ada, content)
    assert (status, told["kind"], told["name"], told["size"]) == (201, "video/mp4", "Tides.mp4", len(content))
    assert (told["width"], told["height"], told["length"]) == (64, 48, 2000)
    film = told["film"]
    await ada.sees("FilmAdded")
    assert (await where(base, made, sam, film))[0] == 404, "not before it is shown"
    assert (await where(base, made, ada, film))[0] == 200, "but those who lead may look"
    await ada.must("ShowFilm", film=film)
    assert (await sam.sees("FilmShown"))["film"]["name"] == "Tides.mp4"
    assert "FilmAdded" not in str(sam.entries)
    status, found = await where(base, made, sam, film)
    url = base + found["url"]
    status, headers, body = await get(url)
    assert (status, body, headers["Content-Type"]) == (200, content, "video/mp4")
    status, headers, body = await get(url, Range="bytes=10-19")
    assert (status, body) == (206, content[10:20])
    assert headers["Content-Range"] == f"bytes 10-19/{len(content)}"
    assert (await get(url.partition("?")[0]))[0] == 403, "without a key"
    assert (await get(url[:-3] + "abc"))[0] == 403
    assert (await get(url.replace(film, "v2")))[0] == 403, "a key of another film"
    await ada.must("Remove", person=sam.person)
    assert (await get(url))[0] == 403, "whoever is banned sees nothing more"
    await ada.must("HideFilm")
    await ada.must("DropFilm", film=film)
    folder = server.settings.data / "classes" / made["id"] / "films"
    await eventually(lambda: not list(folder.iterdir()), "nothing of it is left on the disk")


async def test_what_browsers_do_not_play_is_refused_with_the_reason_and_leaves_nothing(
    come, base, made, server
):
    for number, (content, code) in enumerate(
        [
            (b"", "empty_file"),
            (b"not a film", "not_a_film"),
            (b"\x00\x00\x00\x20ftypisom" + bytes(500), "not_a_film"),
            (a_film(codec="mpeg4"), "not_a_film"),
            (a_film()[:900], "not_a_film"),
            (b"\x7fELF" + bytes(9000), "no_programs"),
        ]
    ):
        if number % 3 == 0:  # nobody may bring many at once
            ada = await come("instructor", f"Ada {number}")
        status, told = await bring(base, made, ada, content)
        assert (told["error"]["code"], status >= 400) == (code, True), content[:20]
    left = [path for path in server.settings.data.rglob("*") if {"films", "arriving"} & set(path.parts)]
    assert [path for path in left if path.is_file()] == []


def test_a_film_without_a_length_is_written_anew_with_one(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(a_film("webm", "libvpx", live="1"))
    with av.open(str(path)) as container:
        assert container.duration is None
    told = look(path)
    assert told["kind"] == "video/webm"
    assert 1800 <= told["length"] <= 2200
    assert [one.name for one in tmp_path.iterdir()] == ["film"]


def test_a_film_of_half_a_day_and_more_is_refused_whatever_it_says_of_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("recording.film.LONGEST", 1)
    path = tmp_path / "film"
    path.write_bytes(a_film())
    with pytest.raises(UnusableError, match="length cannot be told"):
        look(path)


def test_a_film_of_another_format_is_told_by_name(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(a_film("avi", "mpeg4"))
    with pytest.raises(UnusableError, match="neither MP4 nor WebM"):
        look(path)


async def test_a_film_counts_among_the_files_of_its_class(serve):
    server = await serve(file_megabytes=1, class_files_megabytes=1)
    base = server.settings.address
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    assert (await bring(base, made, ada, bytes((1 << 20) + 1)))[0] == 413
    film = a_film()
    assert (await bring(base, made, ada, film))[0] == 201
    files = f"{base}/api/v1/classes/{made['id']}/files"
    status, told = await _send(files, ada, bytes((1 << 20) - len(film) + 1), "large.bin")
    assert (status, told["error"]["code"]) == (413, "too_large")
    await ada.leave()
