"""Notes written together in real browsers: at once, without a line, after the right is gone, in groups, and played."""

import asyncio
import time
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.waiting import eventually
from tests.server.writing import Writer

TYPED = 16

pytestmark = [pytest.mark.browser, pytest.mark.long]


def page_of(person, name="Main room", role="textbox"):
    return person.page.get_by_role(role, name=f"Notes, {name}")


async def writes(person, words, name="Main room"):
    await page_of(person, name).click()
    await person.page.keyboard.press("Control+End")
    await person.page.keyboard.type(words)


async def test_notes_are_written_together_and_nothing_is_lost(shared_server, tmp_path):
    made = shared_server.new_class("Notes by the sea")
    link = made["join"]
    async with chromium("--use-fake-device-for-media-stream=fps=5") as browser:
        async with visitors(browser, "Ada", "Ben") as (ada, ben):
            await ada.join(link["instructor"])
            await ben.join(link["student"])
            for person in (ada, ben):
                await person.open_panel("Notes")
            await expect(ben.page.get_by_text("Nothing written yet")).to_be_visible()
            await formatted(ada, ben)
            await at_the_same_place(ada, ben, tmp_path)
            await without_a_line(ada, ben)
            await without_the_right(ada, ben)
            await hostile(shared_server, made)
            await in_a_group(ada, ben)
            await ada.button("End class").click()
            await ada.button("End for everybody").click()
            await expect(ada.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        async with visitors(browser, "Dana") as (dana,):
            await played(dana, made, tmp_path)


async def formatted(ada, ben):
    await writes(ada, "# Tides\nThe moon ")
    for key, word in (
        ("Control+b", "pulls"),
        ("Control+b", " at the "),
        ("Control+i", "sea"),
        ("Control+i", "\n"),
    ):
        await ada.page.keyboard.press(key)
        await ada.page.keyboard.type(word)
    await ada.page.keyboard.type("- high water\nlow water\n\n")
    shown = page_of(ben, role="article")
    await expect(shown.get_by_role("heading", name="Tides")).to_be_visible()
    await expect(shown.locator("strong")).to_have_text("pulls")
    await expect(shown.locator("em")).to_have_text("sea")
    await expect(shown.get_by_role("listitem")).to_have_text(["high water", "low water"])


async def at_the_same_place(ada, ben, folder):
    await ada.button("Notes menu").click()
    await ada.page.get_by_role("menuitem", name="Students may write").click()
    await expect(page_of(ben)).to_be_visible()
    await asyncio.gather(writes(ada, TYPED * "A"), writes(ben, TYPED * "b"))
    for person in (ada, ben):  # in whatever order, each letter once
        await holds(person, "A", TYPED)
        await holds(person, "b", TYPED)
        await expect(person.page.get_by_text("Everything is in the notes.")).to_be_visible()
    await expect(ada.page.locator(".caret")).to_have_text("Ben")
    both = [await page_of(person).locator("p").all_inner_texts() for person in (ada, ben)]
    assert [clean(text, "Ben") for text in both[0]] == [clean(text, "Ada") for text in both[1]]
    await all_steps(ben, "Undo")
    await holds(ada, "b", 0)
    await holds(ada, "A", TYPED)
    await all_steps(ben, "Redo")
    await holds(ada, "b", TYPED)
    await ada.button("Who wrote what").click()
    await expect(ada.page.locator(".by-names").last).to_contain_text("Ben")
    await pictures(ada, folder, "room")
    await pictures(ben, folder, "student")
    await ada.button("Who wrote what").click()


async def holds(person, letter, times):
    async def counted():
        lines = await page_of(person).locator("p").all_inner_texts()
        return sum(clean(line, "Ben").count(letter) for line in lines) == times

    await eventually(counted, f"{person.name} sees {letter} {times} times")


async def all_steps(person, way):
    """Step by step, what one person wrote."""
    while await person.button(way).is_enabled():
        await person.button(way).click()


def clean(text, caret):
    """Without the name at another's caret."""
    return text.replace(caret, "").strip()


async def without_a_line(ada, ben):
    await ben.page.context.set_offline(True)
    began = time.monotonic()
    await writes(ben, " written without a line")
    await writes(ada, " meanwhile")
    await expect(ben.page.get_by_text("On its way…")).to_be_visible()
    await asyncio.sleep(max(0, 30 - (time.monotonic() - began)))
    await ben.page.context.set_offline(False)
    ben.complaints[:] = [one for one in ben.complaints if "ERR_INTERNET_DISCONNECTED" not in one]
    for person in (ada, ben):
        await expect(page_of(person)).to_contain_text("written without a line")
        await expect(page_of(person)).to_contain_text("meanwhile")


async def without_the_right(ada, ben):
    await page_of(ben).click()
    await ben.page.keyboard.press("Control+End")
    await ada.button("Notes menu").click()
    # The line of the one is slower than the other's click: what is typed in between is not taken.
    typing = asyncio.create_task(ben.page.keyboard.type(" still typing when it was locked", delay=60))
    await ada.page.get_by_role("menuitem", name="Students may write").click()
    await typing
    await expect(page_of(ben, role="article")).to_be_visible()
    lost = ben.page.get_by_role("alert")
    await expect(lost).to_contain_text("You may not write in the notes now.")
    await expect(lost.get_by_role("textbox")).not_to_have_value("")
    await lost.get_by_role("button", name="Put away").click()
    await expect(ben.page.get_by_role("alert")).to_have_count(0)
    await ada.button("Notes menu").click()
    await ada.page.get_by_role("menuitem", name="Students may write").click()


async def hostile(server, made):
    def sent(number, update):
        command = {"id": f"hostile-{number}", "do": "WriteNotebook", "update": update}
        return server.api("POST", f"classes/{made['id']}/commands", command)

    forged = Writer(5)
    forged.paragraph("press")
    for number, update in enumerate(
        ["AAAA", "garbage", "A" * 150_000, forged.mark(0, 0, 5, link={"href": "javascript:alert(1)"})]
    ):
        assert not sent(number, update)["ok"]


async def in_a_group(ada, ben):
    await ada.button("Breakouts").click()
    dialog = ada.page.get_by_role("dialog", name="Breakouts")
    await dialog.get_by_label("Number of groups").fill("1")
    await dialog.get_by_role("button", name="Plan groups").click()
    await dialog.get_by_role("button", name="Open groups").click()
    await ben.open_panel("Notes")
    mine = ben.page.get_by_role("textbox", name="Notes,", exact=False)
    await expect(mine).to_have_text("")
    await mine.click()
    await ben.page.keyboard.type("What our group found")
    await expect(ben.page.get_by_text("Everything is in the notes.")).to_be_visible()
    await dialog.get_by_role("button", name="Call everybody back").click()
    await ada.page.keyboard.press("Escape")
    await ada.open_panel("Notes")
    choice = ada.page.get_by_label("Notes of")
    await expect(choice.locator("option")).to_have_count(2)
    await choice.select_option(index=1)
    await expect(ada.page.get_by_text("What our group found")).to_be_visible()
    await choice.select_option(index=0)


async def played(dana, made, folder):
    await dana.play(made["playback"])
    await dana.button("Notes", exact=True).last.click()
    seek = dana.page.get_by_label("Seek", exact=True)
    await seek.focus()
    await seek.press("End")
    await expect(page_of(dana)).to_contain_text("written without a line")
    await writes(dana, " and I was ill")
    await expect(dana.page.get_by_text("Everything is in the notes.")).to_be_visible()
    await pictures(dana, folder, "playback")
    await seek.focus()
    await seek.press("Home")
    await expect(page_of(dana)).not_to_contain_text("without a line")
    await seek.focus()
    await seek.press("End")
    await expect(page_of(dana)).to_contain_text("and I was ill")
    async with dana.page.expect_download() as saved:
        await dana.button("Notes menu").click()
        await dana.page.get_by_role("menuitem", name="Save as text (Markdown)").click()
    text = Path(await (await saved.value).path()).read_text()
    for words in ("### Tides", "**pulls**", "- high water", "and I was ill", "What our group found", "Dana"):
        assert words in text


async def pictures(person, folder, name):
    """At two sizes and in both looks, for whoever wants to see them."""
    before = person.page.viewport_size
    for width, height in ((1280, 800), (360, 740)):
        await person.resize(width, height)
        if width == 360:
            await shows_notes_on_a_phone(person, name)
        for look in ("light", "dark"):
            await person.page.emulate_media(color_scheme=look)
            await person.page.screenshot(path=folder / f"{name}-{width}-{look}.png")
    await person.page.emulate_media(color_scheme="light")
    await person.resize(before["width"], before["height"])
    await expect(page_of(person)).to_be_visible()


async def shows_notes_on_a_phone(person, name):
    if name == "playback":
        await person.page.get_by_role("group", name="Show").get_by_role("button", name="Notes").click()
    await expect(page_of(person)).to_be_visible()  # in the room what somebody opened stays open
