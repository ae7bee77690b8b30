"""Ada, who led the class: answers what waits on her desk, corrects a line, hides a person."""

import re

from playwright.async_api import expect

from tests.e2e.absent import speech
from tests.e2e.absent.script import ANSWER, ASKED
from tests.e2e.lesson.shots import shots
from tests.e2e.playing import transcript


async def answers(ada, server):
    """The desk tells what waits, and takes the answer."""
    await ada.page.goto(server.sign_in_link())
    await expect(ada.page.get_by_text(ASKED)).to_be_visible()
    await shots(ada, "b1-desk-waits")
    await ada.button(f"Answer: {ASKED}").click()
    await ada.page.get_by_label("Your answer, for everybody in the class").fill(ANSWER)
    await shots(ada, "b1-desk-answering")
    await ada.button("Send answer").click()
    await expect(ada.page.get_by_text(ASKED)).to_have_count(0)


async def corrects(ada):
    line = ada.page.get_by_role("button", name=re.compile("^Correct the line at")).first
    await line.click()
    box = ada.page.get_by_label("What was said")
    await box.fill("Good morning, everybody. Today we talk about the tides of the North Sea.")
    await shots(ada, "b3-correcting")
    await box.press("Enter")
    await expect(transcript(ada).get_by_text("corrected", exact=True)).to_be_visible()
    await shots(ada, "b3-corrected")


async def hides(ada):
    await ada.button("Edit the class").click()
    await ada.page.get_by_label("Whom to hide").select_option(label=speech.BEN)
    await shots(ada, "b4-hiding")
    await ada.button("Hide").click()
    await expect(ada.page.get_by_text(f"{speech.BEN} is hidden")).to_be_visible()
    await expect(transcript(ada).get_by_text(speech.BEN)).to_have_count(0)
    await shots(ada, "b5-hidden")
