"""Slides of every kind and size: what LibreOffice makes of office files, shut in, and what is as large as is allowed."""

import asyncio
import io
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from PIL import Image

from server import slides
from server.demo.pdf import _file
from server.office_files import WORK
from tests.harness import programs
from tests.harness.waiting import eventually, free_port
from tests.server.office import docx, odp, odt, pptx
from tests.server.people import TOKEN, join, new_class
from tests.server.test_slides import a_pdf, fetch, upload


def program(folder: Path, *lines: str) -> str:
    """A program that stands for LibreOffice: called as it is, it does these lines."""
    path = folder / "soffice"
    path.write_text("\n".join(["#!/bin/sh", 'for last; do :; done; out="${last%.*}.pdf"', *lines, ""]))
    path.chmod(0o755)
    return str(path)


async def test_an_office_file_is_converted_out_of_sight_of_the_servers_data(
    serve, tmp_path, tmp_path_factory, monkeypatch
):
    away = tmp_path_factory.mktemp("program")
    monkeypatch.chdir(tmp_path)  # the data folder lies in the working one, and both are hidden
    (away / "made.pdf").write_bytes(a_pdf((640, 360), (640, 360)))
    listed = f'ls {tmp_path}/data > "$HOME/seen" 2>&1; ls "$HOME/profile/user" >> "$HOME/seen"; env >> "$HOME/seen"'
    soffice = program(away, listed, f'cp {away}/made.pdf "$out"; cp "$HOME/seen" {away}/seen 2>/dev/null')
    server = await serve(libreoffice=soffice)
    base = server.settings.address
    made = await new_class(base)
    lesson = pptx(["Tides"])  # made once: it holds the time
    status, deck = await upload(base, made["id"], lesson, name="tides.pptx")
    assert (status, deck["title"], deck["pages"]) == (201, "tides", 2)
    _, given, headers = await fetch(base, made["id"], f"{deck['deck']}/file", TOKEN)
    assert given == lesson
    assert headers["Content-Disposition"].endswith("tides.pptx")
    seen = (away / "seen").read_text()
    assert "registrymodifications.xcu" in seen
    assert TOKEN not in seen
    if subprocess.run(["unshare", "--user", "--mount", "true"], check=False).returncode == 0:
        assert "classes" not in seen


async def test_an_office_program_that_hangs_is_ended_with_all_that_it_started(serve, tmp_path):
    mark = f"31{free_port()}"
    soffice = program(tmp_path, f"sleep {mark} &", f"sleep {mark}")
    server = await serve(libreoffice=soffice, libreoffice_seconds=1)
    base = server.settings.address
    made = await new_class(base)
    status, answer = await upload(base, made["id"], docx("Tides"))
    assert (status, answer["error"]["code"]) == (422, "broken_office")
    assert "too long" in answer["error"]["message"]

    def sleeping() -> bool:
        return any(
            mark.encode() in path.read_bytes()
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if path.exists()
        )

    await eventually(lambda: not sleeping(), "nothing of it runs any more")


async def test_what_was_being_converted_lies_nowhere_once_that_was_stopped_or_killed(tmp_path, monkeypatch):
    work = tmp_path / "work"
    (work / f"{WORK}999999999-of-a-server-that-was-killed").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(work))
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    (arrived := tmp_path / "arrived").write_bytes(docx("Tides"))
    settings = SimpleNamespace(
        libreoffice=program(tmp_path, "sleep 60"), libreoffice_seconds=60, data=tmp_path / "data"
    )
    brought = slides.Brought(arrived, slides.OFFICE, None)
    converting = asyncio.create_task(
        slides._bring(SimpleNamespace(settings=settings), brought, tmp_path / "deck")
    )
    await eventually(lambda: list(work.glob("*/slides.docx")), "it is being converted")
    converting.cancel()
    await asyncio.gather(converting, return_exceptions=True)
    assert list(work.iterdir()) == []


async def test_an_office_program_that_makes_nothing_is_told_in_plain_words(serve, tmp_path):
    server = await serve(libreoffice=program(tmp_path, "exit 0"))
    base = server.settings.address
    made = await new_class(base)
    status, answer = await upload(base, made["id"], odp(["Tides"]))
    assert (status, answer["error"]["code"]) == (422, "broken_office")
    assert "save it as a PDF" in answer["error"]["next"]


@pytest.fixture
async def office(serve: Callable[..., Any]) -> Any:
    """A server with the real LibreOffice."""
    if any(name.startswith("LibreOffice") for name, _ in programs.missing(large=True)):
        pytest.skip("LibreOffice is not on this machine")
    return await serve()


async def words(base: str, class_id: str, deck: dict[str, Any]) -> list[str]:
    found = []
    for page in range(1, deck["pages"] + 1):
        _, text, _ = await fetch(base, class_id, f"{deck['deck']}/pages/{page}.txt", TOKEN)
        found.append(text.decode())
    return found


@pytest.mark.long
async def test_presentations_and_texts_become_slides_with_their_words(office, tmp_path):
    base = office.settings.address
    made = await new_class(base)
    pages = ["Tides and moons", "Springs", "Мосты и арки"]
    old = tmp_path / "old.pptx"
    old.write_bytes(pptx(pages))
    text = tmp_path / "text.docx"
    text.write_bytes(docx("Tides and moons"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for source, kind in ((old, "ppt"), (text, "doc")):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path),
            str(source),
        ]
        await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True, timeout=120)
    for name, content, expected in (
        ("a.pptx", pptx(pages), pages),
        ("a.ppt", (tmp_path / "old.ppt").read_bytes(), pages),
        ("a.odp", odp(pages), pages),
        ("a.docx", docx("Tides and moons"), pages[:1]),
        ("a.doc", (tmp_path / "text.doc").read_bytes(), pages[:1]),
        ("a.odt", odt("Tides and moons"), pages[:1]),
    ):
        office.school.limits.buckets.clear()
        status, deck = await upload(base, made["id"], content, name=name)
        assert status == 201, (name, deck)
        assert await words(base, made["id"], deck) == expected, name


@pytest.mark.long
async def test_links_to_the_servers_files_and_to_the_network_are_not_followed(office, tmp_path):
    base = office.settings.address
    made = await new_class(base)
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(body=b"", content_type="image/png")

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    # Outside of what is hidden: LibreOffice's own settings must keep it shut.
    secret = tmp_path / "secret.odt"
    secret.write_bytes(odt("the secret of the server"))
    picture = tmp_path / "secret.png"
    Image.new("RGB", (400, 300), (255, 0, 0)).save(picture)
    for name, content in (
        ("a.odt", odt("Tides", secret.as_uri())),
        ("b.docx", docx("Tides", picture.as_uri())),
        ("c.docx", docx("Tides", f"http://127.0.0.1:{port}/a.png")),
        ("d.odt", odt("Tides", f"http://127.0.0.1:{port}/b.odt")),
    ):
        office.school.limits.buckets.clear()
        status, deck = await upload(base, made["id"], content, name=name)
        assert status == 201, (name, deck)
        [text] = await words(base, made["id"], deck)
        assert "secret" not in text
        _, page, _ = await fetch(base, made["id"], f"{deck['deck']}/pages/1.webp", TOKEN)
        colours = Image.open(io.BytesIO(page)).convert("RGB").resize((100, 140)).getcolors(20_000)
        assert not [colour for _, colour in colours if colour[0] > 200 and max(colour[1:]) < 60], name
    assert asked == []
    await runner.cleanup()


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_a_hundred_megabytes_and_three_hundred_pages_are_slides_while_the_class_goes_on(serve):
    server = await serve()
    base = server.settings.address
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    content = await asyncio.to_thread(heavy, 300, 99 << 20)
    began = time.monotonic()
    status, deck = await upload(base, made["id"], content, ada.token)
    first = time.monotonic() - began
    assert (status, deck["pages"]) == (201, 300)
    slowest, folder = 0.0, server.school.deck_folder(made["id"], deck["deck"])
    await ada.must("ShowPage", deck=deck["deck"], page=1)
    while folder in server.school.pages.making:
        asked = time.monotonic()
        await ada.must("Say", message=f"m{asked}".replace(".", ""), text="still here", to="everyone")
        slowest = max(slowest, time.monotonic() - asked)
        await asyncio.sleep(1.2)
    print(
        f"first page after {first:.1f} s, all after {time.monotonic() - began:.1f} s, slowest answer {slowest:.3f} s"
    )
    status, page, _ = await fetch(base, made["id"], f"{deck['deck']}/pages/300.webp", ada.token)
    assert (status, Image.open(io.BytesIO(page)).size) == (200, (deck["width"], deck["height"]))
    await ada.leave()


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_a_page_that_unpacks_without_end_is_left_out_and_the_others_come(serve):
    server = await serve()
    base = server.settings.address
    made = await new_class(base)
    status, deck = await upload(base, made["id"], bomb())
    assert (status, deck["pages"]) == (201, 3)
    folder = server.school.deck_folder(made["id"], deck["deck"])
    await eventually(lambda: folder not in server.school.pages.making, "all pages", 300)
    found = await words(base, made["id"], deck)
    assert (found[0], found[2]) == ("Before", "After")
    assert "damaged" in found[1]


def bomb() -> bytes:
    """Three pages, the second of which draws ten million lines."""
    packer = zlib.compressobj(1)
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 900, n % 500, n % 700, n % 300) for n in range(20_000))
    much = b"".join([*(packer.compress(lines) for _ in range(500)), packer.flush()])
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>"]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, content in (
        (5, b"BT /F 40 Tf 72 400 Td (Before) Tj ET"),
        (7, b""),
        (9, b"BT /F 40 Tf 72 400 Td (After) Tj ET"),
    ):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % number
        )
        packed, kind = (content, b"") if content else (much, b" /Filter /FlateDecode")
        objects.append(b"<< /Length %d%b >>\nstream\n%b\nendstream" % (len(packed), kind, packed))
    return _file(objects)


def heavy(pages: int, size: int) -> bytes:
    """A PDF of so many pages and about so many bytes: each page a picture of noise."""
    import numpy as np
    import pypdfium2

    noise, document = np.random.default_rng(1), pypdfium2.PdfDocument.new()
    side, each = 400, size // pages
    while True:
        picture = Image.fromarray(noise.integers(0, 255, (side, side, 3), dtype=np.uint8))
        written = io.BytesIO()
        picture.save(written, "JPEG", quality=95)
        if written.tell() > each * 0.97:
            break
        side = int(side * max(1.02, (each / written.tell()) ** 0.5 * 0.99))
    for _ in range(pages):
        page, image = document.new_page(960, 540), pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(written.getvalue()), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(900, 500).translate(30, 20))
        page.insert_obj(image)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
