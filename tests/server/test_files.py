"""Files of the chat: taken by their content, kept for their readers only, never run by a browser, gone with the message."""

import asyncio
import io
import zipfile

import aiohttp
import pytest
from PIL import Image

from server.content import kind_of
from server.errors import Problem
from server.http.files import clean_file_name
from tests.harness.waiting import eventually
from tests.server.people import join, new_class


def a_picture(size=(40, 30), form="PNG", **more):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


async def bring(base, made, person, content, name="sketch.png"):
    headers = {"Authorization": f"Bearer {person.token}"}
    url = f"{base}/api/v1/classes/{made['id']}/files"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, params={"name": name}, data=content, headers=headers) as response,
    ):
        return response.status, await response.json()


async def fetch(base, made, person, file, more=""):
    headers = {"Authorization": f"Bearer {person.token}"} if person else {}
    url = f"{base}/api/v1/classes/{made['id']}/files/{file}{more}"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        return response.status, dict(response.headers), await response.read()


async def test_a_picture_is_sent_with_a_preview_and_everyone_may_have_it(come, base, made):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    # A camera held upright: what is stored lies on its side, and says so (EXIF orientation 6).
    turned = Image.Exif()
    turned[0x0112] = 6
    picture = a_picture((2000, 1000), "JPEG", exif=turned)
    status, told = await bring(base, made, sam, picture, "../photo\u202egpj.exe")
    assert (status, told["kind"], told["name"]) == (201, "image/jpeg", "photogpj.exe")
    assert (told["width"], told["height"], told["size"]) == (1000, 2000, len(picture))
    assert (await fetch(base, made, ada, told["file"]))[0] == 404, "not before it is sent"
    assert (await fetch(base, made, sam, told["file"]))[0] == 200, "but its owner may look"
    await sam.must("Say", message="m1", text="", files=[told["file"]])
    assert (await ada.sees("MessageSaid", message="m1"))["files"][0]["file"] == told["file"]
    status, headers, body = await fetch(base, made, ada, told["file"])
    assert body == picture
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''photogpj.exe")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, body = await fetch(base, made, ada, told["file"], "/preview.webp")
    assert headers["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(body)).size == (480, 960)


async def test_a_private_file_is_for_its_two_readers_and_a_group_s_for_its_members(come, base, made):
    ada, sam, kim, leo = [
        await come(role, name)
        for role, name in (
            ("instructor", "Ada"),
            ("student", "Sam"),
            ("student", "Kim"),
            ("student", "Leo"),
        )
    ]
    _, private = await bring(base, made, sam, b"psst", "notes.txt")
    await sam.must("Say", message="m1", text="", to=f"person:{kim.person}", files=[private["file"]])
    groups = [{"group": "g1", "name": "One", "people": [sam.person]}]
    await ada.must("OpenBreakouts", groups=groups)
    _, ours = await bring(base, made, sam, b"ours", "ours.txt")
    await sam.must("Say", message="m2", text="", to="group:g1", files=[ours["file"]])
    seen = {
        person.person: [(await fetch(base, made, person, one["file"]))[0] == 200 for one in (private, ours)]
        for person in (ada, sam, kim, leo)
    }
    assert [seen[one.person] for one in (ada, sam, kim, leo)] == [
        [False, True],
        [True, True],
        [True, False],
        [False, False],
    ]
    assert (await fetch(base, made, None, ours["file"]))[0] == 401
    other = await new_class(base)
    stranger = await join(base, other, "instructor", "Eve")
    assert (await fetch(base, made, stranger, ours["file"]))[0] == 403
    await stranger.leave()


async def test_a_file_goes_with_its_message_and_with_its_owner_s_second_thought(come, base, made, server):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    folder = server.settings.data / "classes" / made["id"] / "files"
    _, sent = await bring(base, made, sam, a_picture(), "a.png")
    _, kept_back = await bring(base, made, sam, b"hm", "b.txt")
    await sam.must("Say", message="m1", text="look", files=[sent["file"]])
    assert len(list(folder.iterdir())) == 3
    await sam.must("DropFile", file=kept_back["file"])
    await ada.must("RedactMessage", message="m1")
    await eventually(lambda: not list(folder.iterdir()), "nothing of them is left on the disk")
    assert (await fetch(base, made, sam, sent["file"]))[0] == 404
    assert (await sam.do("Say", message="m2", text="", files=[sent["file"]]))["error"]["code"] == (
        "no_such_attachment"
    )
    late = await join(base, made, "student", "Kim")
    assert (await late.sees("MessageSaid", message="m1"))["files"] == []
    assert "a.png" not in str(late.entries)
    await late.leave()


def a_zip(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_picture(), "image/png"),
        (a_picture(form="WEBP"), "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (a_zip("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        (a_zip("a.txt"), "application/zip"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        ("Grüße\n".encode() * 1000, "text/plain"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "text/plain"),
        (b"MZungu is a Swahili word", "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_what_a_file_is_says_its_content(content, kind):
    assert kind_of(content[:4096]).endswith(kind)


@pytest.mark.parametrize("content", [b"MZ\x90\x00\x03", b"\x7fELF\x02\x01", b"\xcf\xfa\xed\xfe\x07"])
def test_programs_are_refused_whatever_they_are_called(content):
    with pytest.raises(Problem, match="no_programs"):
        kind_of(content)


def test_a_name_is_its_last_part_without_what_nobody_sees():
    assert clean_file_name("C:\\temp\\a b.png") == "a b.png"
    assert clean_file_name("../../etc/passwd") == "passwd"
    assert clean_file_name("..") == clean_file_name("") == clean_file_name("\u200b") == "file"
    long = clean_file_name("x" * 500 + ".tar.gz")
    assert long.endswith(".tar.gz")
    assert len(long) == 120


async def test_broken_and_hostile_files_are_refused_with_the_reason_and_leave_nothing(
    come, base, made, server
):
    sam = await come("instructor", "Sam")
    bomb = a_picture((60, 60)).replace((60).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2)
    for content, code in [
        (b"", "empty_file"),
        (a_picture()[:40], "broken_picture"),
        (bomb, "broken_picture"),
        (b"GIF89a" + bytes(200), "broken_picture"),
        (b"\x7fELF" + bytes(9000), "no_programs"),
    ]:
        status, told = await bring(base, made, sam, content)
        assert told["error"]["code"] == code, content[:20]
        assert status >= 400
    left = [path for path in server.settings.data.rglob("*") if {"files", "arriving"} & set(path.parts)]
    assert [path for path in left if path.is_file()] == []


async def test_a_file_and_a_class_have_a_size_that_they_do_not_pass(serve):
    server = await serve(file_megabytes=1, class_files_megabytes=1)
    base = server.settings.address
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    status, told = await bring(base, made, ada, bytes((1 << 20) + 1), "large.bin")
    assert (status, told["error"]["code"]) == (413, "too_large")
    assert (await bring(base, made, ada, bytes(1 << 20), "full.bin"))[0] == 201
    status, told = await bring(base, made, ada, b"one more", "more.txt")
    assert (status, told["error"]["code"]) == (413, "class_full")
    await ada.leave()


async def test_files_that_come_at_once_do_not_fill_a_class_beyond_its_size(serve):
    server = await serve(class_files_megabytes=1)
    base = server.settings.address
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    content = bytes(400_000)
    brought = await asyncio.gather(*(bring(base, made, ada, content, f"{n}.bin") for n in range(6)))
    assert sorted(status for status, _ in brought) == [201, 201, 413, 413, 413, 413]
    assert {told["error"]["code"] for status, told in brought if status == 413} <= {"class_full", "too_large"}
    room = (await server.school.classrooms.read(made["id"])).room
    assert room.files.stored == 800_000
    folder = server.settings.data / "classes" / made["id"] / "files"
    assert len(list(folder.iterdir())) == 2
    await ada.leave()


async def test_those_who_wait_in_the_lobby_bring_nothing(base, serve):
    made = await new_class(base, lobby=True)
    ada = await join(base, made, "instructor", "Ada")
    sam = await join(base, made, "student", "Sam", enter=False)
    assert (await bring(base, made, sam, b"let me in", "a.txt"))[0] == 403
    await asyncio.gather(ada.leave(), sam.leave())
