"""What is shown to a class. Slides: brought, turned, pointed at, drawn on, leafed through and kept, as the people in the class see it."""

import io

import pypdfium2
from playwright.async_api import expect

from server.demo.pdf import slides
from tests.harness.waiting import eventually

PAGES = [["The sea", "Why does it rise?"], ["Springs"], ["Neaps"]]
DRAWN = """() => {
    const canvas = document.querySelector(".board-picture:not([style*='hidden'])");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
}"""


async def show_slides(ada, ben):
    """Ada shows three pages; Ben looks at another one, and comes back."""
    await bring(ada, "tides.pdf", slides(PAGES))
    await sees_page(ben, 1)
    await expect(ben.page.get_by_text("Why does it rise?")).to_have_count(1)
    await point(ada, ben)
    await draw(ada, ben)
    for page in (2, 3):
        await ben.button("Next page").click()
        await sees_page(ben, page)
    await ada.button("Next page").click()
    await sees_page(ada, 2)
    await sees_page(ben, 3)
    await ben.button("Back to the presenter's page").click()
    await sees_page(ben, 2)
    await ada.button("Next page").click()
    await sees_page(ben, 3)
    await keep(ada, ben)
    await jump(ada, ben)


async def bring(person, name, content):
    """Add slides, and wait until all their pages are there."""
    await person.page.get_by_label("Slides as a file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    dialog = person.page.get_by_role("dialog", name="Slides")
    await expect(dialog.get_by_role("list", name="Slides on their way")).to_have_count(0)
    await expect(dialog.get_by_role("button", name="Page 3")).to_be_visible()
    await person.page.keyboard.press("Escape")


async def sees_page(person, page, of=3, title="tides"):
    await expect(person.page.get_by_alt_text(f"Slide {page} of {of}, {title}")).to_be_visible()


async def on_tile(person, of, entry):
    """Choose an entry of the menu on somebody's tile."""
    await person.page.locator("[data-person]").filter(has_text=of).first.hover()
    await person.button(f"Picture of {of}").click()
    await person.page.get_by_role("menuitem", name=entry).click()


async def looks_at_another_page(dana):
    """Whoever plays the class looks at its third page while it stands at the second, and comes back."""
    await dana.button("All slides").click()
    await dana.page.get_by_role("dialog").get_by_role("button", name="Page 3").click()
    await sees_page(dana, 3)
    await dana.button("Back to the class's page").click()
    await sees_page(dana, 2)


async def paper(person):
    return await person.page.locator(".slide-box").bounding_box()


async def point(ada, ben):
    await ada.button("Point at the slides").click()
    box = await paper(ada)
    await ada.page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    dot = ben.page.locator(".slide-dot")
    await expect(dot).to_be_visible()

    async def at_its_place():
        there, page = await dot.bounding_box(), await paper(ben)
        x = (there["x"] + there["width"] / 2 - page["x"]) / page["width"]
        y = (there["y"] + there["height"] / 2 - page["y"]) / page["height"]
        return abs(x - 0.25) < 0.02 and abs(y - 0.5) < 0.02

    await eventually(at_its_place, "the dot is where Ada points")
    await ada.button("Point at the slides").click()
    await expect(dot).to_have_count(0)


async def draw(ada, ben):
    await ada.button("Draw on the slides").click()
    await expect(ada.button("Pen", exact=True)).to_be_visible()
    box, mouse = await paper(ada), ada.page.mouse
    await mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6)
    await mouse.down()
    await mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.7, steps=6)
    await mouse.up()
    await ada.button("Draw on the slides").click()
    await eventually(lambda: ben.ask(DRAWN), "Ben sees what was drawn")


async def keep(ada, ben):
    """The file when that is allowed; the pages with what was drawn on them at any time."""
    await ada.button("All slides").click()
    await ada.page.get_by_text("Students may download the file").click()
    await ada.page.keyboard.press("Escape")
    await ben.button("All slides").click()
    async with ben.page.expect_download() as coming:
        await ben.button("Download the file").click()
    assert (await coming.value).suggested_filename == "tides.pdf"
    async with ben.page.expect_download() as coming:
        await ben.button("Save with drawings (PDF)").click()
    content = await (await coming.value).path()
    document = pypdfium2.PdfDocument(io.BytesIO(content.read_bytes()))
    assert len(document) == 3
    page = document[0].render(scale=1).to_pil().convert("RGB")
    spot = page.crop(
        tuple(int(part * side) for part, side in zip((0.6, 0.58, 0.8, 0.72), page.size * 2, strict=True))
    )
    assert len(spot.getcolors(100_000)) > 3, "nothing is drawn there"
    await ben.page.keyboard.press("Escape")


async def jump(ada, ben):
    await ada.button("All slides").click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Page 1", exact=True).click()
    await sees_page(ben, 1)
    await ada.button("Hide slides").click()
    await expect(ben.page.locator(".slide-box")).to_have_count(0)
