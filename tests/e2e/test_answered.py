"""What was asked or written later is answered: the desk says so to whoever asked or wrote, and leads to it."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.inspecting import Inspector
from tests.e2e.pictures import look_at
from tests.e2e.visitors import DESK, PHONE, visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

TITLE, ASKED, ANSWER = "Tides and what makes them", "Do lakes have tides?", "Small ones: a few centimetres."
TOLD = "Your question is answered"


async def missed(server, ada, dana):
    """A class that Ada held, and that Dana plays."""
    made = server.new_class(TITLE)
    await ada.join(made["join"]["instructor"])
    await ada.sees("Camera of Ada", frames=30)
    server.api("POST", f"classes/{made['id']}/end")
    await dana.play(made["playback"])
    return made


async def test_the_desk_tells_whoever_asked_later_of_the_answer_and_leads_to_it(browser, shared_server):
    async with visitors(browser, "Ada", "Dana") as (ada, dana):
        made = await missed(shared_server, ada, dana)
        await dana.page.keyboard.press("9")
        await dana.page.get_by_role("button", name=re.compile(r"^Q&A")).first.click()
        await dana.page.get_by_label("Ask at this moment").fill(ASKED)
        await dana.button("Ask").click()
        await expect(dana.page.get_by_role("article", name="Question, Dana", exact=False)).to_be_visible()
        await dana.page.goto("about:blank")
        await ada.page.goto(shared_server.sign_in_link())
        await ada.button(f"Answer: {ASKED}").click()
        await ada.page.get_by_label("Your answer, for everybody in the class").fill(ANSWER)
        await ada.button("Send answer").click()
        await expect(ada.page.get_by_text(ASKED)).to_have_count(0)

        desk = made["playback"].partition("/play")[0] + "/"
        await dana.page.goto(desk)
        told = dana.page.get_by_role("link", name=TOLD)
        await expect(told).to_be_visible()
        inspector = Inspector(dana.page)
        await inspector.look("told of an answer", (DESK, PHONE))
        await look_at(dana, "told-of-an-answer")
        await told.click()
        await expect(dana.page.get_by_text(ANSWER)).to_be_visible()
        await inspector.look("the answer", (DESK, PHONE))
        inspector.verdict()
        await look_at(dana, "the-answer")
        await expect(dana.page.get_by_text("1 new", exact=True)).to_have_count(0)
        await dana.page.goto(desk)
        await expect(dana.page.get_by_text(TITLE).first).to_be_visible()
        await expect(told).to_have_count(0)
        assert not dana.complaints


async def test_whoever_is_answered_in_the_chat_later_is_led_to_it(browser, shared_server):
    async with visitors(browser, "Ada", "Dana") as (ada, dana):
        made = await missed(shared_server, ada, dana)
        await dana.page.keyboard.press("5")
        await dana.page.get_by_label("Message", exact=True).fill(ASKED)
        await dana.page.get_by_label("Message", exact=True).press("Enter")
        await dana.reads(ASKED)
        await dana.page.goto("about:blank")
        desk = made["playback"].partition("/play")[0] + "/"
        await ada.page.goto(shared_server.sign_in_link())
        await expect(ada.page.get_by_text(TITLE).first).to_be_visible()
        await ada.page.goto(f"{desk}play/{made['id']}")
        await ada.page.get_by_label("Seek", exact=True).press("End")
        await ada.reads(ASKED)
        await ada.button("Reply to Dana").first.click()
        await ada.page.get_by_label("Reply", exact=True).fill(ANSWER)
        await ada.page.get_by_label("Reply", exact=True).press("Enter")
        await ada.reads(ANSWER)

        await dana.page.goto(desk)
        told = dana.page.get_by_role("link", name="Somebody wrote to you")
        await expect(told).to_be_visible()
        inspector = Inspector(dana.page)
        await inspector.look("told of a message", (DESK, PHONE))
        await told.click()
        notice = dana.page.get_by_role("button", name=re.compile("^Read what .* wrote to you at"))
        await expect(notice).to_be_visible()
        await inspector.look("a message to oneself", (DESK, PHONE))
        inspector.verdict()
        await look_at(dana, "a-message-to-oneself")
        await notice.click()
        await dana.reads(ANSWER)
        await expect(notice).to_have_count(0)
        await dana.page.goto(desk)
        await expect(dana.page.get_by_text(TITLE).first).to_be_visible()
        await expect(told).to_have_count(0)
        assert not dana.complaints


async def test_those_who_lead_are_told_what_came_later_and_hear_what_comes_while_they_look(
    browser, shared_server
):
    async with visitors(browser, "Ada", "Dana", "Kay") as (ada, dana, kay):
        made = await missed(shared_server, ada, dana)
        await ada.page.goto("about:blank")
        await dana.page.keyboard.press("5")
        message = dana.page.get_by_label("Message", exact=True)
        await message.fill(ASKED)
        await message.press("Enter")
        await dana.reads(ASKED)

        await kay.page.goto(shared_server.sign_in_link())
        row = kay.page.get_by_role("listitem").filter(has=kay.page.locator(f'a[href*="{made["id"]}"]'))
        told = row.get_by_role("link", name="New after class: 1 message")
        await expect(told).to_be_visible()
        inspector = Inspector(kay.page)
        await inspector.look("told of late work", (DESK, PHONE))
        await look_at(kay, "told-of-late-work")
        await told.click()
        place = kay.page.get_by_role("button", name=re.compile("1 message$"))
        await expect(place).to_be_visible()
        await inspector.look("what came later", (DESK, PHONE))
        inspector.verdict()
        await look_at(kay, "what-came-later")
        await place.click()
        await kay.reads(ASKED)

        await message.fill(ANSWER)
        await message.press("Enter")
        aloud = kay.page.get_by_role("status").filter(has_text="Dana wrote in the chat at")
        await expect(aloud).to_have_count(1)
        await kay.page.goto(shared_server.sign_in_link())
        await expect(told).to_have_count(1)
        assert not (ada.complaints or dana.complaints or kay.complaints)
