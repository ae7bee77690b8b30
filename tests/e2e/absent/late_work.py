"""Dana does what the others did: votes, speaks and asks, at the moments of the class."""

import asyncio
import re

from playwright.async_api import expect

from tests.e2e.absent import speech
from tests.e2e.absent.script import ANSWER, ASKED, POLL
from tests.e2e.absent.watching import on_the_phone
from tests.e2e.keyboard import tab_to
from tests.harness.waiting import eventually


async def votes(dana):
    """From what is missing to the poll, by its own answer to the class's."""
    page = dana.page
    missing = page.get_by_role("button", name=re.compile("What completes this class"))
    await tab_to(page, await missing.get_attribute("aria-label"), key="Shift+Tab")
    await page.keyboard.press("Enter")
    way = page.get_by_role("button", name=re.compile(f"Answer at .*{re.escape(POLL)}"))
    await expect(way).to_be_visible()
    await on_the_phone(dana, "a4-missing")
    await tab_to(page, await way.get_attribute("aria-label"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(dana.poll(POLL)).to_be_visible()
    await tab_to(page, "One", "radio")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await expect(dana.poll(POLL).get_by_role("radio", name="Two")).to_be_checked()
    await on_the_phone(dana, "a5-choosing")
    await tab_to(page, "Vote later")
    await page.keyboard.press("Enter")
    await expect(dana.poll(POLL).get_by_text("your vote", exact=False)).to_be_visible()
    await on_the_phone(dana, "a5-voted")


async def speaks(dana, part):
    """A note by voice; its words are written down like all others."""
    page = dana.visitor.page
    dana.will_say(part.file)
    await tab_to(page, "Record a comment", key="Shift+Tab")
    await page.keyboard.press("Enter")
    await tab_to(page, "By voice", "menuitem", key="ArrowDown")
    await page.keyboard.press("Enter")
    await expect(dana.visitor.button("Start recording")).to_be_focused()
    await on_the_phone(dana.visitor, "a6-before-the-note")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("timer")).to_contain_text("0:03")
    await expect(dana.visitor.button("Stop recording")).to_be_focused()
    await on_the_phone(dana.visitor, "a6-speaking")
    await page.keyboard.press("Enter")
    await expect(dana.visitor.button("Send")).to_be_visible()
    await on_the_phone(dana.visitor, "a6-note")
    await tab_to(page, "Send", within=page.get_by_role("dialog"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def is_understood(trial):
    """What Dana said in her note is written under it."""

    def said():
        return [one["event"]["text"] for one in trial.entries("CommentTranscribed")]

    [text] = await eventually(lambda: asyncio.to_thread(said), "the note is written down", 60)
    known = speech.plain(trial.parts[speech.ADA].alone[1].words).split()
    understood = [word for word in speech.plain(text).split() if word in known]
    assert len(understood) >= 3, text


async def asks(dana):
    page = dana.page
    tab = page.get_by_role("button", name=re.compile(r"^Q&A ?\d*$")).first
    await tab_to(page, (await tab.inner_text()).strip())
    await page.keyboard.press("Enter")
    await tab_to(page, "Ask at this moment", "textbox")
    await page.keyboard.type(ASKED)
    await on_the_phone(dana, "a7-asking")
    await tab_to(page, "Ask")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article", name="Question, Dana", exact=False)).to_be_visible()


async def reads_the_answer(dana):
    card = dana.page.get_by_role("article", name="Question, Dana", exact=False)
    await expect(card.get_by_text(ANSWER)).to_be_visible()
    await on_the_phone(dana, "a7-answered")
