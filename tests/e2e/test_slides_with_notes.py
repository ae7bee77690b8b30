"""Speaker notes in real browsers: beside the slides for those who lead, shared with all, kept as a PDF, in class and in playback."""

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.async_api import expect

from server.demo.pdf import slides
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.pictures import look_at
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.server.office import pptx
from tests.server.test_office import program

pytestmark = [pytest.mark.browser, pytest.mark.long]

PAGES = [["The sea", "Why does it rise?"], ["Springs"], ["Neaps"]]
NOTES = {
    1: "Wait until it is quiet.\nAsk who has seen the sea rise, and let two of them tell. " * 6,
    3: "المدّ والجزر: اسأل عن القمر.\nDo not forget the neap tide.",
}


async def readable(person, what):
    """With axe, in both themes, wide and narrow."""
    await look_at(person, what.replace(" ", "-"))
    inspector = Inspector(person.page)
    await inspector.look(what, BOTH)
    inspector.verdict()


def notes_of(person):
    return person.page.get_by_role("region", name="Speaker notes")


async def save(person):
    """What whoever saves slides with notes gets: the words of each sheet."""
    dialog = person.page.get_by_role("dialog", name="Slides")
    async with person.page.expect_download() as coming:
        await dialog.get_by_role("button", name="Save slides with notes (PDF)").click()
    content = Path(await (await coming.value).path()).read_bytes()
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return words


async def test_notes_are_beside_the_slides_shared_and_kept(start_server, tmp_path):
    (tmp_path / "made.pdf").write_bytes(slides(PAGES))
    server = start_server(AMPHI_LIBREOFFICE=program(tmp_path, f'cp {tmp_path}/made.pdf "$out"'))
    made = server.new_class("Tides")
    async with chromium("--use-fake-device-for-media-stream=fps=5") as browser:
        async with visitors(browser, "Ada", "Ben") as (ada, ben):
            await ada.join(made["join"]["instructor"])
            await ben.join(made["join"]["student"])
            await ada.page.get_by_label("Slides as a file").set_input_files(
                {
                    "name": "tides.pptx",
                    "mimeType": "application/octet-stream",
                    "buffer": pptx(["The sea", "Springs", "Neaps"], NOTES),
                }
            )
            dialog = ada.page.get_by_role("dialog", name="Slides")
            await expect(dialog.get_by_role("button", name="Page 3")).to_be_visible()
            await look_at(ada, "dialog")
            await ada.page.keyboard.press("Escape")
            await expect(notes_of(ada).get_by_text("Wait until it is quiet.").first).to_be_visible()
            await readable(ada, "speaker notes in class")
            await expect(ben.page.get_by_alt_text("Slide 1 of 3, tides")).to_be_visible()
            await expect(notes_of(ben)).to_have_count(0)
            await ada.button("Next page").click()
            await expect(notes_of(ada).get_by_text("No notes for this page.")).to_be_visible()
            await ada.button("All slides").click()
            await dialog.get_by_text("Students may read the speaker notes").click()
            await expect(dialog.get_by_text("Students read them beside the slides")).to_be_visible()
            await ada.page.keyboard.press("Escape")
            await notes_of(ben).get_by_role("button", name="Speaker notes").click()
            await ben.button("Next page").click()
            await expect(notes_of(ben).get_by_text("Do not forget the neap tide.")).to_be_visible()
            await look_at(ben, "student")
            await ada.button("Previous page").click()
            await expect(ada.page.get_by_alt_text("Slide 1 of 3, tides")).to_be_visible()
            await ada.button("End class").click()
            await ada.button("End for everybody").click()
            await expect(ada.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        async with visitors(browser, "Dana") as (dana,):
            await played(dana, made)


async def played(dana, made):
    await dana.play(made["playback"])
    await dana.page.get_by_label("Seek", exact=True).press("End")
    await expect(dana.page.get_by_alt_text("Slide 1 of 3, tides")).to_be_visible()
    await notes_of(dana).get_by_role("button", name="Speaker notes").click()
    await expect(notes_of(dana).get_by_text("Wait until it is quiet.").first).to_be_visible()
    await readable(dana, "speaker notes in playback")
    await dana.button("All slides").click()
    await look_at(dana, "played-dialog")
    words = await save(dana)
    assert "Wait until it is quiet." in words[0]
    assert "Do not forget the neap tide." in words[-1]
    assert any("القمر" in one for one in words)
