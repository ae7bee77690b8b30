"""A task: given in class, handed in with a file, sent back and mended there, and done in the recording by whoever was absent."""

import pytest
from playwright.async_api import expect

from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.visitors import DESK, PHONE, visitors
from tests.harness.browsers import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
TITLE = "Sketch the tides"


def card(person, title=TITLE):
    return person.page.get_by_role("article", name=title, exact=True)


async def gives(ada, inspector):
    """By the key, in the form."""
    await ada.page.locator("body").press("d")
    await ada.button("New task").click()
    form = ada.page.get_by_role("form", name="New task")
    await form.get_by_label("Title").fill(TITLE)
    await form.get_by_label("What is to be done").fill(
        "Draw **high** and low water, and say why there are two."
    )
    await form.get_by_label("Time in class").select_option("10")
    await form.get_by_text("Whoever has handed in sees what the others did").click()
    await shots(ada, "01-form", "Tasks")
    await inspector.look("the form of a task")
    await form.get_by_role("button", name="Keep it ready").click()
    ready = ada.page.get_by_role("region", name="Prepared")
    await expect(ready.get_by_text(TITLE)).to_be_visible()
    await ready.get_by_role("button", name="Give it now", exact=False).click()
    await expect(card(ada).get_by_text("handed in", exact=False)).to_be_visible()


async def hands_in(dana, inspector):
    await expect(dana.page.get_by_text(f"New task: {TITLE}")).to_be_visible()
    await dana.page.get_by_role("tab", name="Tasks").click()
    await expect(card(dana).get_by_role("timer")).to_contain_text("left")
    await card(dana).get_by_label("Your answer").fill("The moon pulls, and the earth turns.")
    async with dana.page.expect_file_chooser() as chooser:
        await card(dana).get_by_role("button", name="Add files").click()
    file = {"name": "tides.txt", "mimeType": "text/plain", "buffer": b"high, low"}
    await (await chooser.value).set_files([file])
    await expect(card(dana).get_by_role("button", name="Hand in")).to_be_enabled()
    await shots(dana, "02-handing-in", "Tasks")
    await inspector.look("handing in", BOTH)
    await card(dana).get_by_role("button", name="Hand in").click()
    await expect(card(dana).get_by_text("tides.txt")).to_be_visible()


async def sends_back(ada, inspector):
    await card(ada).get_by_text("1 of 1 handed in").click()
    row = card(ada).locator("details details")
    await row.locator("summary").click()
    await expect(row.get_by_text("The moon pulls, and the earth turns.")).to_be_visible()
    await row.get_by_label("Feedback for Dana").fill("Why **two** a day?")
    await shots(ada, "03-works", "Tasks")
    await inspector.look("works")
    await row.get_by_role("button", name="Ask to do it again").click()
    await expect(row.locator("summary").get_by_text("to do again")).to_be_visible()


async def mends(dana):
    await expect(card(dana).get_by_text("Please do it again.")).to_be_visible()
    await shots(dana, "04-again", "Tasks")
    await card(dana).get_by_role("button", name="Change").click()
    await card(dana).get_by_label("Your answer").fill("One bulge to the moon, one away from it.")
    await card(dana).get_by_role("button", name="Hand in").click()
    await expect(card(dana).get_by_text("One bulge to the moon", exact=False)).to_be_visible()


async def ends(ada):
    await ada.button("End class").click()
    dialog = ada.page.get_by_role("alertdialog")
    await expect(dialog.get_by_text("1 task to hand in; it stays open")).to_be_visible()
    await shots(ada, "05-end")
    await dialog.get_by_role("button", name="End for everybody").click()


async def does_it_later(eve, inspector):
    """From what is missing to the task, and then what the others did."""
    await eve.page.get_by_role("button", name="What completes this class", exact=False).first.click()
    missing = eve.page.get_by_role("dialog")
    await expect(missing.get_by_text(f"Hand in: {TITLE}")).to_be_visible()
    await shots(eve, "06-missing")
    await missing.get_by_role("button", name=f"Do the task: {TITLE}").click()
    await expect(card(eve).get_by_text("You see what the others did once", exact=False)).to_be_visible()
    await shots(eve, "07-later")
    await eve.page.set_viewport_size(PHONE)
    await expect(card(eve).get_by_role("button", name="Hand in")).to_be_visible()
    await eve.page.set_viewport_size(DESK)
    await inspector.look("a task in the recording", BOTH)
    await card(eve).get_by_label("Your answer").fill("Two bulges.")
    await card(eve).get_by_role("button", name="Hand in").click()
    await card(eve).get_by_text("What the others did").click()
    await expect(card(eve).get_by_text("One bulge to the moon", exact=False)).to_be_visible()
    await expect(card(eve).get_by_text("tides.txt")).to_be_visible()
    await shots(eve, "08-others")


async def test_a_task_is_done_in_class_and_in_the_recording(start_server):
    server = start_server()
    made = server.new_class()
    async with chromium() as browser, visitors(browser, "Ada", "Dana", "Eve") as (ada, dana, eve):
        looks = [Inspector(one.page) for one in (ada, dana, eve)]
        await ada.join(made["join"]["instructor"])
        await dana.join(made["join"]["student"])
        await gives(ada, looks[0])
        await hands_in(dana, looks[1])
        await sends_back(ada, looks[0])
        await mends(dana)
        await expect(card(ada).get_by_text("changed since")).to_be_visible()
        await ends(ada)
        await eve.play(made["playback"])
        await does_it_later(eve, looks[2])
        ticket = made["join"]["instructor"].rsplit("/", 1)[1]
        await ada.play(f"{server.url}/play/{made['id']}?ticket={ticket}#tasks")
        await expect(card(ada).get_by_text("2 of 2 handed in")).to_be_visible()
        await shots(ada, "09-lead-later")
        for one in looks:
            one.verdict()
