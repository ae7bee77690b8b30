"""Dana plays what she missed, on a phone and by keyboard alone: from her desk, by the words that she looks for, to its end."""

import re

from playwright.async_api import expect

from tests.e2e.absent.script import TITLE
from tests.e2e.keyboard import tab_to
from tests.e2e.lesson.shots import shots
from tests.e2e.playing import position
from tests.e2e.visitors import PHONE


async def on_the_phone(dana, name):
    """Pictures at all sizes, and back on the phone."""
    await shots(dana, name)
    await dana.page.set_viewport_size(PHONE)


async def opens(dana, server):
    """The desk says what is next; the keyboard leads there."""
    page = dana.page
    await page.goto(server.sign_in_link().partition("/signin/")[0] + "/")
    way = page.get_by_role("link", name=re.compile(f"(Begin|Go on at .*): {TITLE}"))
    await expect(way).to_be_visible()
    await on_the_phone(dana, "a2-her-desk")
    await tab_to(page, await way.get_attribute("aria-label"), "link")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Seek", exact=True)).to_be_visible()


async def finds(dana, name, word, spans):
    """A word leads to the moment at which it was said, by whom it was said."""
    page = dana.page
    await tab_to(page, "Search")
    await page.keyboard.press("Enter")
    box = page.get_by_role("searchbox", name="Words to find")
    await expect(box).to_be_focused()
    await page.keyboard.press("Control+a")
    await page.keyboard.type(word)
    hits = page.get_by_role("dialog").get_by_role("listitem").get_by_role("button")
    found = hits.filter(has_text=re.compile(word, re.IGNORECASE))
    await expect(found).to_have_count(len(spans))
    found = found.first
    await on_the_phone(dana, f"a3-search-{name[:4]}")
    for _ in range(6):
        if await found.evaluate("one => one === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("k")  # the sentence is heard from its beginning
    caption = page.locator("p[class*=cap]")
    await expect(caption).to_contain_text(re.compile(word, re.IGNORECASE))
    await expect(caption).to_contain_text(name)
    await page.keyboard.press("k")
    at = await position(dana)
    assert any(start <= at <= end for start, end in spans), f"{word!r} of {name} is at {at}, not in {spans}"
    await on_the_phone(dana, f"a3-found-{name[:4]}")


async def watches_all(dana):
    """Twice as fast, from the beginning; the page says when the class is complete."""
    page = dana.page
    await tab_to(page, "Play", key="Shift+Tab")
    await page.keyboard.press("0")
    for _ in range(4):
        await page.keyboard.press(">")
    await page.keyboard.press("k")
    await expect(dana.button("Pause").first).to_be_visible()
    complete = page.get_by_role("button", name="What completes this class: you have done it all")
    await expect(complete).to_be_visible(timeout=120_000)
    await on_the_phone(dana, "a8-complete")
