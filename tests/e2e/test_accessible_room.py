"""The lobby, the room, its panels and its dialogs pass axe, in both themes, on a wide screen and on a phone."""

import pytest
from playwright.async_api import expect

from rooms.chat import MessageSaid
from server.bot import sources
from server.bot.participant import taking_part
from server.demo.pdf import slides
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.showing import PAGES, bring, sees_page
from tests.e2e.visitors import DESK, PHONE, visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG_NAME = "Benjamin Wolfeschlegelsteinhausen the Younger of Bergerdorf"


def announced(person):
    """What was said of tide tables: other entries may come right behind it."""
    said = (one.event for one in person.view.entries if isinstance(one.event, MessageSaid))
    return [one for one in said if "Tide tables" in one.text]


async def test_the_lobby_and_the_room_and_their_dialogs_pass_axe(browser, shared_server):
    made = shared_server.new_class()
    course = shared_server.api("GET", f"classes/{made['id']}")["course"]["id"]
    sure = {"poll": "sure", "question": "How sure?", "kind": "rating", "options": ["1", "2", "3", "4", "5"]}
    assert shared_server.api("PUT", f"courses/{course}/polls", {"polls": [sure]})["ok"]
    async with visitors(browser, "Ada") as (ada,):
        inspector = Inspector(ada.page)
        await ada.page.goto(f"{shared_server.url}/join/nothing")
        await expect(ada.page.get_by_role("heading").first).to_be_visible()
        await inspector.look("a link that is not valid")
        await ada.page.goto(made["join"]["instructor"])
        await expect(ada.page.get_by_label("Your name", exact=True)).to_be_visible()
        await inspector.look("lobby", BOTH)
        await ada.join(made["join"]["instructor"])
        async with taking_part(made["join"]["student"], LONG_NAME, receive="none") as ben:
            await ben.publish("camera", sources.camera("Ben", width=320, height=180))
            await ben.say("Look at https://example.org/tides <b>now</b>")
            await ben.command("RaiseHand")
            lets_questions_be_anonymous(shared_server, made)
            await ben.command("AskQuestion", question="q1", text="Why twice a day?", anonymous=True)
            await ben.command("AskQuestion", question="q2", text="Where does it all go?")
            await ada.reads("Look at https://example.org/tides <b>now</b>")
            await ben.command("Say", message="m1", text="@Ada look", mentions=[ada_of(ben)])
            for reaction in ("like", "same"):
                await ben.command("React", message="m1", reaction=reaction)
            await ben.command("Say", message="m2", text="As I said", reply_to="m1")
            await expect(ada.button("1 reply")).to_be_visible()
            await ada.button("Send as an announcement").click()
            await ada.say("Tide tables by $t_0$ on Friday")
            await ben.until(lambda: announced(ben), "the announcement")
            await ben.command("ReportMessage", message=announced(ben)[0].message, reason="Hm")
            await ada.page.get_by_role("article").first.hover()
            await ada.button("Options for the message of", exact=False).first.click()
            await ada.page.get_by_role("menuitem", name="Pin").click()
            await expect(ada.page.get_by_role("region", name="Pinned messages")).to_be_visible()
            await ben.command("Gesture", sign="clap")
            await ben.command("GoAway")
            await inspector.look("room with chat", BOTH)
            await commands_and_agenda(ada, inspector)
            await eventually(lambda: opens_a_thread(ada), "the thread is open")
            await inspector.look("room with a thread")
            await ada.button("Back to the chat").click()
            for panel in ("People", "Transcript", "Q&A", "Notes", "Polls"):
                await ada.open_panel(panel)
                await inspector.look(f"room with {panel}")
            await polls(shared_server, made, ada, ben, inspector)
            await ben.command("ComeBack")
            for panel in ("People", "Q&A"):  # a panel that covers the stage is opened by a press only
                await ada.page.set_viewport_size(PHONE)
                await ada.open_panel("Chat")
                await ada.open_panel(panel)
                await inspector.look(f"room with {panel}", (PHONE,))
            await ada.page.set_viewport_size(DESK)
            await board(ada, inspector)
            await all_slides(ada, inspector)
            await dialogs(ada, inspector)
            await ada.button("End class").click()
            await ada.button("End for everybody").click()
            await expect(ada.page.get_by_role("heading", name="The class has ended")).to_be_visible()
            await inspector.look("class has ended")
        inspector.verdict()


def lets_questions_be_anonymous(server, made):
    command = {"id": "names", "do": "AllowAnonymity", "allowed": True}
    assert server.api("POST", f"classes/{made['id']}/commands", command)["ok"]


async def commands_and_agenda(ada, inspector):
    page, field = ada.page, ada.page.get_by_label("Message", exact=True)
    await field.fill("/")
    await expect(page.get_by_role("listbox", name="Commands")).to_be_visible()
    await inspector.look("commands to choose from")
    await field.fill("/tiemr 5m")
    await field.press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="Did you mean /timer?")).to_be_visible()
    await inspector.look("a command that does not exist")
    await field.fill("/help")
    await field.press("Enter")
    await expect(page.get_by_role("dialog", name="Commands")).to_be_visible()
    await inspector.look("all commands")
    await page.keyboard.press("Escape")
    await field.fill("/welcome Read https://example.org/tides first")
    await field.press("Enter")
    await expect(page.get_by_role("region", name="Welcome")).to_be_visible()
    await field.fill("/agenda")
    await field.press("Enter")
    await ada.button("Plan the class").click()
    await page.get_by_label("Title of segment 1").fill("Ebb and flood")
    await inspector.look("planning the agenda", BOTH)
    await ada.button("Save the agenda").click()
    await ada.button("Begin: Ebb and flood", exact=True).first.click()
    await expect(page.get_by_text("runs now", exact=False)).to_be_visible()
    await inspector.look("the agenda", BOTH)
    await page.keyboard.press("Escape")
    await expect(ada.button("Agenda: Ebb and flood")).to_be_visible()


async def polls(server, made, ada, ben, inspector):
    await ada.button("New poll").click()
    await ada.page.get_by_text("Settings:", exact=False).click()
    await ada.page.get_by_text("There is a right answer").click()
    await inspector.look("room with a new poll")
    await ada.button("Cancel").click()
    # One key starts the poll that was prepared.
    await ada.page.get_by_role("tab", name="Polls").press("n")
    await expect(ada.poll("How sure?")).to_be_visible()
    quiz = {"question": "Which tide?", "options": ["Ebb", LONG_NAME], "right": [1], "explanation": "So it is"}
    given = [
        {"do": "OpenPoll", "poll": "cloud", "question": "One word?", "kind": "cloud", "anonymous": True},
        {
            "do": "OpenPoll",
            "poll": "order",
            "question": "In order?",
            "options": ["x", "y"],
            "kind": "ranking",
        },
        {"do": "OpenPoll", "poll": "quiz", **quiz},
    ]
    for number, command in enumerate(given):
        server.api("POST", f"classes/{made['id']}/commands", {"id": f"given-{number}", **command})
    await ben.command("Vote", poll="sure", choices=[3])
    await ben.command("Vote", poll="cloud", texts=["ebb", "flood"])
    await ben.command("Vote", poll="order", choices=[1, 0])
    await ben.command("Vote", poll="quiz", choices=[0])
    await ada.poll("Which tide?").get_by_role("button", name="End quiz").click()
    await ada.poll("Which tide?").get_by_role("button", name="Show result to all").click()
    await ada.poll("Which tide?").get_by_text("Who answered what").click()
    await expect(ada.page.get_by_role("region", name="Result: Which tide?")).to_be_visible()
    await inspector.look("room with results, one of them on the stage")


async def board(ada, inspector):
    await ada.button("Board").click()
    await expect(ada.page.get_by_role("application")).to_be_visible()
    await inspector.look("board", BOTH)
    await ada.button("Board menu").click()
    await ada.page.get_by_role("menuitem", name="As a list").click()
    await ada.page.get_by_label("New note or text").fill("Two bulges, not one")
    await ada.button("Add note").click()
    await expect(ada.page.get_by_text("Note by Ada: Two bulges, not one")).to_be_visible()
    await inspector.look("board as a list", BOTH)
    await ada.page.keyboard.press("Escape")
    await ada.button("Board").click()


async def all_slides(ada, inspector):
    await bring(ada, "tides.pdf", slides(PAGES))
    await sees_page(ada, 1)
    await inspector.look("slides", BOTH)
    await ada.button("All slides").click()
    await ada.page.get_by_label("Slides as a file").set_input_files(
        {"name": f"{LONG_NAME}.pptx", "mimeType": "text/plain", "buffer": b"no slides"}
    )
    await expect(ada.page.get_by_text("That file holds no slides.", exact=False)).to_be_visible()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    await expect(ada.button("Keep them")).to_be_visible()
    await inspector.look("all slides", BOTH)
    await ada.page.get_by_role("group").get_by_role("button", name="Remove").click()
    await expect(ada.page.get_by_text("There are no slides yet.")).to_be_visible()
    await ada.page.keyboard.press("Escape")


async def opens_a_thread(person):
    """The log may still be moving to its end after the window had another size."""
    if not await person.button("Back to the chat").count():
        await person.button("1 reply").click()
    return await person.button("Back to the chat").count()


def ada_of(ben):
    return next(person for person in ben.view.present if person != ben.seat.person)


async def dialogs(ada, inspector):
    await ada.button("Breakouts").click()
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Plan groups").click()
    await expect(dialog.get_by_role("button", name="Open groups")).to_be_visible()
    await inspector.look("breakouts", BOTH)
    await dialog.get_by_role("button", name="Open groups").click()
    await expect(dialog.get_by_label("Tell all groups")).to_be_visible()
    await inspector.look("open breakouts", BOTH)
    await ada.page.keyboard.press("Escape")
    await ada.button("Look after them").click()
    await dialog.get_by_role("button", name="Call everybody back").click()
    await ada.page.keyboard.press("Escape")
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Locks").click()
    await expect(ada.page.get_by_role("dialog")).to_be_visible()
    await inspector.look("locks", BOTH)
    await ada.page.keyboard.press("Escape")
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Attendance").click()
    row = ada.page.get_by_role("row", name=LONG_NAME)
    await expect(row.get_by_role("cell", name="3 of 3")).to_be_visible()
    await ada.page.get_by_role("button", name="Here", exact=True).click()
    await expect(ada.page.get_by_role("columnheader", name="Here")).to_have_attribute(
        "aria-sort", "descending"
    )
    await inspector.look("attendance", BOTH)
    await ada.page.keyboard.press("Escape")
    await ada.open_panel("People")
    await ada.button(f"Options for {LONG_NAME}").click()
    await inspector.look("options for a person")
    await ada.page.get_by_role("menuitem", name="Rights").click()
    await expect(ada.page.get_by_role("dialog")).to_be_visible()
    await inspector.look("rights of a person")
    await ada.page.keyboard.press("Escape")
    await ada.button("End class").click()
    await expect(ada.page.get_by_role("alertdialog")).to_be_visible()
    await inspector.look("end the class?")
    await ada.page.keyboard.press("Escape")
    await ada.button("More").click()
    await expect(ada.page.get_by_role("menu")).to_be_visible()
    await inspector.look("more")
    await ada.page.get_by_role("menuitem", name="Timer and stopwatch").click()
    await expect(ada.button("Start timer")).to_be_visible()
    await inspector.look("a new timer")
    await ada.button("Start timer").click()
    await expect(ada.button("Put away")).to_be_visible()
    await inspector.look("a timer that runs")
    await ada.page.keyboard.press("Escape")
    await ada.button("React").click()
    await expect(ada.button("Applause")).to_be_visible()
    await inspector.look("signs to choose from")
    await ada.page.keyboard.press("Escape")
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Pick a student").click()
    await expect(ada.page.get_by_text("it is your turn", exact=False)).to_be_visible()
    await inspector.look("whose turn it is", BOTH)
    await ada.button("Done").click()
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Keyboard shortcuts").click()
    await expect(ada.page.get_by_role("dialog")).to_be_visible()
    await inspector.look("keyboard shortcuts")
    await ada.page.keyboard.press("Escape")
