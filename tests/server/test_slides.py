"""Files become slides: what is taken, what is refused and why, and who may see and fetch what."""

import io
import zipfile
from typing import Any

import aiohttp
import pypdfium2
from PIL import Image

from server.demo.pdf import slides
from tests.harness.waiting import eventually
from tests.server.people import TOKEN, api, new_class


def a_pdf(*sizes: tuple[float, float]) -> bytes:
    """A real PDF of empty pages of these sizes in points."""
    document = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        document.new_page(width, height)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def zipped(**members: bytes) -> bytes:
    """A zip of these members; `__` in a name stands for a slash, `_` for a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


def a_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 90, 200, 128)).save(written, "PNG")
    return written.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password: its key is of no use (ISO 32000-1 section 7.6)."""
    plain = slides([["Secret"]])
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)]" % (
        b"o" * 32,
        b"u" * 32,
    )
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R " + entry)


async def upload(
    base: str, class_id: str, content: bytes, token: str = TOKEN, name: str = "tides.pdf"
) -> tuple[int, Any]:
    form = aiohttp.FormData()
    form.add_field("file", content, filename=name, content_type="application/octet-stream")
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{base}/api/v1/classes/{class_id}/decks", data=form) as response,
    ):
        return response.status, await response.json()


async def fetch(base: str, class_id: str, path: str, token: str) -> tuple[int, bytes, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    address = f"{base}/api/v1/classes/{class_id}/decks/{path}"
    async with aiohttp.ClientSession(headers=headers) as session, session.get(address) as response:
        return response.status, await response.read(), response.headers


async def test_a_pdf_becomes_pages_with_words_that_members_see_once_they_were_shown(base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    content = slides([["Tides", "Why the sea rises"], ["Springs"], ["Neaps"]])
    status, deck = await upload(base, made["id"], content, ada.token)
    assert (status, deck["title"], deck["pages"]) == (201, "tides", 3)
    await ada.sees("DeckAdded", deck=deck["deck"], pages=3, width=deck["width"])

    async def page(who: Any, number: str) -> tuple[int, bytes]:
        return (await fetch(base, made["id"], f"{deck['deck']}/pages/{number}", who.token))[:2]

    status, _, headers = await fetch(base, made["id"], f"{deck['deck']}/pages/1.webp", ada.token)
    assert status == 200
    assert headers["Vary"] == "Authorization, Cookie", (
        "her browser keeps it, and she may not be the last to use it"
    )
    assert (await page(sam, "1.webp"))[0] == 403
    await ada.must("ShowPage", deck=deck["deck"], page=2)
    await sam.sees("DeckAdded", deck=deck["deck"], pages=3, width=deck["width"])
    image = Image.open(io.BytesIO((await page(sam, "2.webp"))[1]))
    assert (image.format, image.size) == ("WEBP", (deck["width"], deck["height"]))
    small = Image.open(io.BytesIO((await page(sam, "1.small.webp"))[1]))
    assert (small.format, small.width) == ("WEBP", 320)
    assert (await page(sam, "1.txt"))[1].decode().startswith("Tides\nWhy the sea rises")
    assert (await page(sam, "4.webp"))[0] == 404
    await ada.must("OfferDeck", deck=deck["deck"], leafing=False, download=False)
    assert [(await page(sam, f"{number}.txt"))[0] for number in (1, 2)] == [403, 200]
    nobody = f"{base}/api/v1/classes/{made['id']}/decks/{deck['deck']}/pages/1.webp"
    async with aiohttp.ClientSession() as session, session.get(nobody) as response:
        assert response.status == 401
    assert (await upload(base, made["id"], content, sam.token))[0] == 403


async def test_the_file_itself_is_for_those_who_lead_until_it_is_offered(base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    content = slides([["Tides"]])
    _, deck = await upload(base, made["id"], content, ada.token)
    path = f"{deck['deck']}/file"
    status, given, headers = await fetch(base, made["id"], path, ada.token)
    assert (status, given) == (200, content)
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''tides.pdf"
    await ada.must("ShowPage", deck=deck["deck"], page=1)
    assert (await fetch(base, made["id"], path, sam.token))[0] == 403
    await ada.must("OfferDeck", deck=deck["deck"], leafing=True, download=True)
    assert (await fetch(base, made["id"], path, sam.token))[1] == content


async def test_how_far_slides_are_is_told_to_those_who_show_them(base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    _, deck = await upload(base, made["id"], a_pdf(*[(640, 360)] * 12), ada.token)

    async def done() -> bool:
        status, told, _ = await fetch(base, made["id"], deck["deck"], ada.token)
        assert status == 200
        assert b'"pages":12' in told.replace(b" ", b"")
        return b'"ready":12' in told.replace(b" ", b"")

    assert await eventually(done, "all pages")
    assert (await fetch(base, made["id"], deck["deck"], sam.token))[0] == 403
    assert (await fetch(base, made["id"], "nothing", ada.token))[0] == 404


async def test_slides_that_were_never_shown_are_gone_when_they_are_removed(base, server, made, come):
    ada = await come("instructor", "Ada")
    decks = [(await upload(base, made["id"], a_pdf((640, 360)), ada.token))[1]["deck"] for _ in range(2)]
    folders = [server.school.deck_folder(made["id"], deck) for deck in decks]
    await ada.must("ShowPage", deck=decks[0], page=1)
    for deck in decks:
        await ada.must("RemoveDeck", deck=deck)
    assert await eventually(lambda: not folders[1].exists(), "the folder is gone")
    # What was shown is part of the class: its recording needs it.
    assert (await fetch(base, made["id"], f"{decks[0]}/pages/1.webp", ada.token))[0] == 200


async def test_all_pages_of_a_deck_are_alike_in_size(base, made):
    _, deck = await upload(base, made["id"], a_pdf((640, 360), (360, 640), (100, 100)))
    sizes = set()
    for number in (1, 2, 3):
        _, picture, _ = await fetch(base, made["id"], f"{deck['deck']}/pages/{number}.webp", TOKEN)
        sizes.add(Image.open(io.BytesIO(picture)).size)
    assert sizes == {(deck["width"], deck["height"])} == {(1600, 900)}


async def test_a_picture_is_slides_of_one_page(base, made):
    status, deck = await upload(base, made["id"], a_picture(), name="map.png")
    assert (status, deck["title"], deck["pages"], deck["width"]) == (201, "map", 1, 300)
    _, page, _ = await fetch(base, made["id"], f"{deck['deck']}/pages/1.webp", TOKEN)
    red, _, _ = Image.open(io.BytesIO(page)).convert("RGB").getpixel((5, 5))
    assert red > 100  # on white, where the picture is seen through


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500)
REFUSED = [
    (b"MZ this is no PDF" * 100, 415, "not_slides", "no slides"),
    (b"", 415, "not_slides", "no slides"),
    (b"just words\n" * 200, 415, "not_slides", "no slides"),
    (zipped(readme_txt=b"hello"), 415, "not_slides", "no slides"),
    (OLE, 415, "not_slides", "no slides"),
    (b"%PDF-1.7\n" + b"\x00broken" * 500, 422, "broken_pdf", "damaged"),
    (locked_pdf(), 422, "broken_pdf", "password"),
    (a_pdf((640, 360), (640, 30_000)), 422, "broken_pdf", "page 2 has an impossible size"),
    (a_pdf((640, 3)), 422, "broken_pdf", "impossible size"),
    (a_pdf(*[(9, 9)] * 301), 422, "too_many_pages", "301 pages"),
    (b"\x89PNG\r\n\x1a\n" + b"no picture" * 200, 422, "broken_pdf", "damaged"),
    (b"PK\x03\x04" + b"no zip" * 300, 422, "broken_office", "damaged"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), 422, "broken_office", "password"),
    (zipped(ppt__presentation_xml=bytes(201 << 20)), 422, "broken_office", "unpacks"),
]


async def test_what_is_no_slides_or_broken_is_a_clear_error_and_leaves_nothing_behind(base, server, made):
    for content, status, code, words in REFUSED:
        server.school.limits.buckets.clear()
        answered, answer = await upload(base, made["id"], content)
        assert (answered, answer["error"]["code"]) == (status, code), (content[:20], answer)
        assert words in answer["error"]["message"]
        assert answer["error"]["next"]
    left = [path for path in server.settings.data.rglob("*") if {"decks", "arriving"} & {*path.parts}]
    assert [path for path in left if path.name not in ("decks", "arriving")] == []


async def test_office_files_without_libreoffice_are_told_what_to_do(serve):
    server = await serve(libreoffice="")
    base = server.settings.address
    made = await new_class(base)
    for content, name in (
        (zipped(ppt__presentation_xml=b"<p/>"), "PowerPoint"),
        (zipped(word__document_xml=b"<w/>"), "Word"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.presentation"), "Impress"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500) + "WordDocument".encode("utf-16-le"), "Word"),
    ):
        status, answer = await upload(base, made["id"], content, name="tides.pptx")
        assert (status, answer["error"]["code"]) == (415, "no_office")
        assert f"{name} files" in answer["error"]["message"]
        assert "Save it as a PDF" in answer["error"]["next"]


async def test_slides_that_are_too_large_or_too_long_are_refused(serve):
    server = await serve(deck_megabytes=1, deck_pages=2)
    base = server.settings.address
    made = await new_class(base)
    status, answer = await upload(base, made["id"], b"%PDF-1.7\n" + bytes(1 << 20))
    assert (status, answer["error"]["code"]) == (413, "too_large")
    status, answer = await upload(base, made["id"], a_pdf(*[(640, 360)] * 3))
    assert (status, answer["error"]["code"]) == (422, "too_many_pages")
    assert "3 pages" in answer["error"]["message"]


async def test_pages_that_were_not_made_before_a_stop_are_made_when_they_are_asked_for(base, server, made):
    _, deck = await upload(base, made["id"], a_pdf((640, 360), (640, 360)))
    folder = server.school.deck_folder(made["id"], deck["deck"])
    assert await eventually(lambda: folder not in server.school.pages.making, "all pages")
    (folder / "2.webp").unlink()
    assert (await fetch(base, made["id"], f"{deck['deck']}/pages/2.webp", TOKEN))[0] == 200


async def test_a_page_at_which_the_reader_fails_is_left_out_and_the_others_come(
    base, server, made, monkeypatch
):
    # A folder in the way of the second page's file fails its reader, as a crash would.
    from server import deck_pages

    real = deck_pages.run_reader
    asked: list[str] = []

    async def failing(module: str, *arguments: str, heard: Any, **options: Any) -> dict[str, Any]:
        asked.append(arguments[-1])
        if arguments[-1] == "":
            heard({"page": 1, "pages": 3, "width": 1600, "height": 900})
            raise deck_pages.Problem("broken_pdf", "it makes the reader fail.")
        return await real(module, *arguments, heard=heard, **options)

    monkeypatch.setattr(deck_pages, "run_reader", failing)
    status, deck = await upload(base, made["id"], slides([["One"], ["Two"], ["Three"]]))
    assert (status, deck["pages"]) == (201, 3)
    words = [
        (await fetch(base, made["id"], f"{deck['deck']}/pages/{number}.txt", TOKEN))[1].decode()
        for number in (1, 2, 3)
    ]
    assert asked == ["", "2"]
    assert words[0].startswith("One")
    assert "damaged" in words[1]
    assert words[2].startswith("Three")


async def test_a_deck_belongs_to_whoever_added_it(base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    await ada.must("HandOver", person=sam.person)
    _, deck = await upload(base, made["id"], a_pdf((640, 360)), sam.token)
    await ada.sees("DeckAdded", deck=deck["deck"])
    assert (await sam.do("RemoveDeck", deck=deck["deck"]))["ok"]
    _, told = await api(base, "GET", f"classes/{made['id']}/timeline")
    added = next(entry for entry in told["entries"] if entry["event"]["type"] == "DeckAdded")
    assert added["by"] == sam.person


async def test_a_dot_on_the_page_that_is_shown_is_seen_by_all_and_is_nowhere_afterwards(base, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    _, deck = await upload(base, made["id"], a_pdf((640, 360), (640, 360)), ada.token)
    await ada.must("ShowPage", deck=deck["deck"], page=1)
    await sam.sees("PageShown", page=1)
    surface = f"deck:{deck['deck']}:1"
    dot = {"type": "pointer", "surface": surface, "x": 500, "y": 700}
    for spoiled in ({"x": -1}, {"y": 1.5}, {"x": True}, {"surface": f"deck:{deck['deck']}:2"}, {"x": None}):
        await ada.sio.emit("signal", {**dot, **spoiled})
    await sam.sio.emit("signal", dot)  # students do not point
    await ada.sio.emit("signal", dot)
    await ada.sio.emit("signal", {**dot, "x": None, "y": None})

    def pointed() -> list[Any]:
        return [one for one in sam.signals if one["type"] == "pointer"]

    await eventually(lambda: len(pointed()) == 2, "the dot is seen, and gone")
    assert pointed() == [{**dot, "person": ada.person}, {**dot, "x": None, "y": None, "person": ada.person}]
    assert not [one for one in ada.signals if one["type"] == "pointer"]
