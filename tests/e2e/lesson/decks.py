"""Slides: shown, turned, pointed at, drawn on, leafed through apart; a second deck, and a text where an office program is."""

from playwright.async_api import expect

from server.demo.pdf import slides
from tests.e2e.lesson.script import close, goes_to, lasts
from tests.e2e.lesson.shots import shots
from tests.e2e.showing import DRAWN, PAGES, bring, draw, keep, looks_at_another_page, point, sees_page
from tests.harness import programs
from tests.harness.waiting import eventually
from tests.server.office import docx

SECOND = [["Currents", "Warm and cold"], ["The Gulf Stream"], ["El Nino"]]


async def held(lesson):
    ada, ben = lesson.ada, lesson.ben
    await bring(ada, "tides.pdf", slides(PAGES))
    for student in lesson.students:
        await sees_page(student, 1)
    await expect(ben.page.get_by_text("Why does it rise?")).to_have_count(1)
    await point(ada, ben)
    await draw(ada, ben)
    await lasts()
    await shots(ben, "16-slides-student")
    await leafs_apart(ada, ben)
    await keep(ada, ben)
    await another_deck(lesson)
    await a_text_document(lesson)
    await ada.button("Hide slides").click()
    await expect(ben.page.locator(".slide-box")).to_have_count(0)


async def leafs_apart(ada, ben):
    for page in (2, 3):
        await ben.button("Next page").click()
        await sees_page(ben, page)
    await shots(ben, "17-leafing")
    await ada.button("Next page").click()
    await sees_page(ada, 2)
    await sees_page(ben, 3)
    await ben.button("Back to the presenter's page").click()
    await sees_page(ben, 2)


async def another_deck(lesson):
    ada, ben = lesson.ada, lesson.ben
    await bring(ada, "currents.pdf", slides(SECOND))
    await sees_page(ben, 2)  # what comes for later does not push aside what is on the stage
    await ada.button("All slides").click()
    dialog = ada.page.get_by_role("dialog", name="Slides")
    await dialog.get_by_role("button", name="currents").click()
    await shots(ada, "18-two-decks")
    await dialog.get_by_role("button", name="Page 1", exact=True).click()
    await sees_page(ben, 1, title="currents")
    await ada.button("Next page").click()
    await sees_page(ben, 2, title="currents")


async def a_text_document(lesson):
    """A file that is no slides is refused in words; a text document is taken where an office program is."""
    ada = lesson.ada
    await ada.button("All slides").click()
    dialog = ada.page.get_by_role("dialog", name="Slides")
    chooser = ada.page.get_by_label("Slides as a file")
    await chooser.set_input_files({"name": "notes.pptx", "mimeType": "text/plain", "buffer": b"no slides"})
    await expect(dialog.get_by_text("That file holds no slides.", exact=False)).to_be_visible()
    if programs.office("libswlo.so"):
        text = {"name": "reading.docx", "mimeType": "application/octet-stream", "buffer": docx("Read this")}
        await chooser.set_input_files(text)
        await expect(dialog.get_by_role("button", name="reading")).to_be_visible()
    await shots(ada, "19-slides-refused")
    await close(ada)


async def played(lesson, dana):
    """Each page at its moment, with what was drawn on it; whoever was absent leafs by themselves."""
    first = lesson.moment("PageShown", 0)
    await goes_to(dana, first + 200)
    await sees_page(dana, 1)
    await goes_to(dana, lesson.moment("ItemDrawn", 0, kind="pen") + 300)
    await eventually(lambda: dana.ask(DRAWN), "what was drawn on the slide is there")
    await shots(dana, "81-playback-slides")
    await goes_to(dana, lesson.moment("PageShown", 0, page=2) + 200)
    await sees_page(dana, 2)
    await looks_at_another_page(dana)
    deck = lesson.entries("DeckAdded", title="currents")[-1]["event"]["deck"]
    await goes_to(dana, lesson.moment("PageShown", -1, deck=deck) + 200)
    await sees_page(dana, 2, title="currents")
    await goes_to(dana, lesson.moment("SlidesHidden") + 300)
    await expect(dana.page.locator(".slide-box")).to_have_count(0)
