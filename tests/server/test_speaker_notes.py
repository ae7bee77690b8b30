"""Speaker notes: read from what presentations are, kept in step with their pages, and told to whom they are for."""

import asyncio
import io
import subprocess
import zipfile

import pypdfium2
import pytest

from rooms.facts import EVERYONE, STAFF
from server.confined import UnreadableError
from server.foreign_files import run_reader
from server.passages import passages, taken_back
from server.speaker_notes import LETTERS, speaker_notes
from tests.harness import programs
from tests.rooms.school import School
from tests.server.office import odp, packed, pptx
from tests.server.people import TOKEN, join, new_class
from tests.server.test_office import program
from tests.server.test_slides import a_pdf, fetch, upload

NOTES = {1: "Wait for silence.\nThen ask", 3: "ماذا يحدث؟"}


def read(tmp_path, content, kind="pptx"):
    source = tmp_path / f"a.{kind}"
    source.write_bytes(content)
    return speaker_notes(source, kind)


@pytest.mark.parametrize(("make", "kind"), [(pptx, "pptx"), (odp, "odp")])
def test_the_notes_of_each_slide_that_is_not_hidden_are_read(tmp_path, make, kind):
    pages = ["One", "Two", "Three"]
    assert read(tmp_path, make(pages, NOTES), kind) == [NOTES[1], "", NOTES[3]]
    assert read(tmp_path, make(pages, NOTES, hidden=[2]), kind) == [NOTES[1], NOTES[3]]
    assert read(tmp_path, make(pages, NOTES, hidden=[1]), kind) == ["", NOTES[3]]
    assert read(tmp_path, make(pages), kind) == ["", "", ""]


def changed(content, member, change):
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return packed(
            {
                name: change(source.read(name)) if name == member else source.read(name)
                for name in source.namelist()
            }
        )


def doctype(xml):
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    head, _, rest = xml.partition(b"?>")
    return head + b"?>" + bomb + rest


@pytest.mark.parametrize(
    ("make", "kind", "member"),
    [
        (pptx, "pptx", "ppt/notesSlides/notesSlide1.xml"),
        (pptx, "pptx", "ppt/presentation.xml"),
        (pptx, "pptx", "ppt/slides/_rels/slide1.xml.rels"),
        (odp, "odp", "content.xml"),
    ],
)
def test_what_no_program_writes_is_refused(tmp_path, make, kind, member):
    whole = make(["One"], NOTES)
    for change in (doctype, lambda xml: xml[:-9], lambda _: b"\xff\xfe<", lambda _: b""):
        with pytest.raises(UnreadableError, match="damaged"):
            read(tmp_path, changed(whole, member, change), kind)


def test_notes_are_cut_where_nobody_would_read_on_and_have_no_letters_that_harm(tmp_path):
    long, odd = "ab" * LETTERS, "a&#x202;b&#x9;&#xFFFD; c \n\n\n\n\n d"
    first, second = read(tmp_path, pptx(["One", "Two"], {1: long, 2: odd}))
    assert first == long[:LETTERS]
    assert second.endswith("c\n\nd")
    many = "".join(f'<p:sldId id="{n}" r:id="r2"/>' for n in range(5001)).encode()
    listed = changed(
        pptx(["One"]), "ppt/presentation.xml", lambda xml: xml.replace(b"<p:sldId ", many + b"<p:sldId ")
    )
    with pytest.raises(UnreadableError, match="slides"):
        read(tmp_path, listed)


def test_a_part_that_points_out_of_the_file_or_nowhere_has_no_notes(tmp_path):
    rels = "ppt/slides/_rels/slide1.xml.rels"
    whole = pptx(["One"], NOTES)
    for target in (b"../../../../../etc/passwd", b"http://a.example/", b"../notesSlides/none.xml"):
        moved = changed(
            whole, rels, lambda xml, to=target: xml.replace(b"../notesSlides/notesSlide1.xml", to)
        )
        assert read(tmp_path, moved) == [""]


def test_notes_are_found_by_those_who_lead_and_by_all_once_they_are_shared():
    school = School()
    added = {"title": "Tides", "pages": 3, "width": 4, "height": 3, "noted": [1, 3]}
    school.server("AddDeck", "ines", deck="d", **added)
    for page in (1, 2):
        school.do("ines", "ShowPage", deck="d", page=page)

    def found():
        texts = passages(school.entries, lambda *_: "", lambda _, page: f"notes {page}")
        return [(one.key, one.to, one.by, one.text) for one in texts.values() if one.kind == "speaker_note"]

    assert found() == [("d:1", STAFF, "ines", "notes 1")]
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=True)
    assert found() == [("d:1", EVERYONE, "ines", "notes 1")]
    [kept] = school.do("ines", "ShareSpeakerNotes", deck="d", shared=False)
    assert found() == [("d:1", STAFF, "ines", "notes 1")]
    assert taken_back(kept.event) == [("speaker_note", "d:1"), ("speaker_note", "d:3")]


async def test_notes_are_for_those_who_lead_until_they_are_shared_and_so_is_the_file_with_them(
    serve, tmp_path
):
    (tmp_path / "made.pdf").write_bytes(a_pdf((640, 360), (640, 360)))
    server = await serve(libreoffice=program(tmp_path, f'cp {tmp_path}/made.pdf "$out"'))
    base = server.settings.address
    made = await new_class(base)
    ada, sam = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Sam")
    lesson = pptx(["Tides", "Hidden", "Springs"], {2: "not shown", 3: "Say it twice"}, hidden=[2])
    status, deck = await upload(base, made["id"], lesson, ada.token, name="tides.pptx")
    assert status == 201
    await ada.sees("DeckNoted", deck=deck["deck"], pages=[2], shared=False)
    await ada.must("OfferDeck", deck=deck["deck"], leafing=True, download=True)
    await ada.must("ShowPage", deck=deck["deck"], page=1)

    async def got(who, path):
        return (await fetch(base, made["id"], f"{deck['deck']}/{path}", who.token))[:2]

    assert await got(ada, "pages/2.notes.txt") == (200, b"Say it twice")
    assert (await got(sam, "pages/2.txt"))[0] == 200
    assert (await got(sam, "pages/2.notes.txt"))[0] == 403
    assert (await got(sam, "file"))[1].startswith(b"%PDF")
    assert (await got(ada, "file"))[1] == lesson
    await ada.must("ShareSpeakerNotes", deck=deck["deck"], shared=True)
    await sam.sees("DeckNoted", deck=deck["deck"], pages=[2], shared=True)
    assert await got(sam, "pages/2.notes.txt") == (200, b"Say it twice")
    assert (await got(sam, "pages/1.notes.txt"))[0] == 403
    assert (await got(sam, "file"))[1] == lesson
    await ada.must("ShareSpeakerNotes", deck=deck["deck"], shared=False)
    assert (await got(sam, "pages/2.notes.txt"))[0] == 403


async def test_notes_that_are_not_in_step_with_the_pages_are_kept_from_all(serve, tmp_path):
    (tmp_path / "made.pdf").write_bytes(a_pdf((640, 360)))
    server = await serve(libreoffice=program(tmp_path, f'cp {tmp_path}/made.pdf "$out"'))
    base = server.settings.address
    made = await new_class(base)
    status, deck = await upload(base, made["id"], pptx(["Tides", "Springs"], NOTES))
    assert (status, deck["pages"]) == (201, 1)
    assert (await fetch(base, made["id"], f"{deck['deck']}/file", TOKEN))[1].startswith(b"%PDF")
    assert (await fetch(base, made["id"], f"{deck['deck']}/pages/1.notes.txt", TOKEN))[0] == 403


async def test_notes_of_slides_that_are_hidden_alone_go_out_with_the_file_to_nobody_else(serve, tmp_path):
    (tmp_path / "made.pdf").write_bytes(a_pdf((640, 360)))
    server = await serve(libreoffice=program(tmp_path, f'cp {tmp_path}/made.pdf "$out"'))
    base, made = server.settings.address, await new_class(server.settings.address)
    ada, sam = await join(base, made, "instructor", "Ada"), await join(base, made, "student", "Sam")
    lesson = pptx(["Tides", "Exam"], {2: "The key is 42"}, hidden=[2])
    deck = (await upload(base, made["id"], lesson, ada.token, name="tides.pptx"))[1]["deck"]
    await ada.must("OfferDeck", deck=deck, leafing=True, download=True)
    await ada.must("ShowPage", deck=deck, page=1)
    assert (await fetch(base, made["id"], f"{deck}/file", sam.token))[1].startswith(b"%PDF")
    assert (await fetch(base, made["id"], f"{deck}/file", ada.token))[1] == lesson
    await ada.leave()
    await sam.leave()


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_libreoffice_and_the_reader_count_the_same_pages(tmp_path):
    if any(name.startswith("LibreOffice") for name, _ in programs.missing(large=True)):
        pytest.skip("LibreOffice is not on this machine")
    for make, kind in ((pptx, "pptx"), (odp, "odp")):
        (tmp_path / f"a.{kind}").write_bytes(make(["One", "Two", "Three"], NOTES, hidden=[2]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to_old = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "ppt",
        "--outdir",
        tmp_path,
        tmp_path / "a.pptx",
    ]
    await asyncio.to_thread(subprocess.run, to_old, check=True, capture_output=True, timeout=120)
    for kind in ("pptx", "odp", "ppt"):
        folder = tmp_path / kind
        folder.mkdir()
        given = (str(tmp_path / f"a.{kind}"), str(folder / "deck.pdf"), "soffice", "120")
        told = await run_reader("server.convert_office", *given, seconds=150, broken="broken_office")
        assert told == {"kind": kind, "noted": [1, 2], "unplaced": False}
        assert [(folder / f"{page}.notes.txt").read_text() for page in (1, 2)] == [NOTES[1], NOTES[3]]
        pages = pypdfium2.PdfDocument(folder / "deck.pdf")
        assert [page.get_textpage().get_text_range() for page in pages] == ["One", "Three"]
        pages.close()
