"""A whole class in three browsers, and the same class, at once, for whoever was absent."""

import asyncio
import io

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.e2e.showing import sees_page, show_slides
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Whether anything is on the canvas above the picture: strokes in the making, and where others' pens are.
INKED = """() => {
    const canvas = [...document.querySelectorAll(".board-picture")].at(-1);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
}"""
SKETCH = "Picture sketch.png: show it large"
WIDTH = "() => document.querySelector('img.large')?.naturalWidth ?? 0"
# The chat is open again before the server has the reply.
REPLY_AND_LEAVE = """() => {
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    document.querySelector('textarea[aria-label="Reply"]').dispatchEvent(enter);
    document.querySelector('button[aria-label="Back to the chat"]').click();
}"""
QUESTION = "How many high tides a day?"


async def test_a_class_is_held_in_three_browsers_and_caught_up_with_by_an_absent_student(
    shared_server,
):
    made = shared_server.new_class("A day by the sea")
    async with chromium("--use-fake-device-for-media-stream=fps=5") as browser:
        await hold(browser, shared_server, made)
        async with visitors(browser, "Dana") as (dana,):
            await catch_up(shared_server, made, dana)


async def hold(browser, server, made):
    async with visitors(browser, "Ada", "Ben", "Chen") as (ada, ben, chen):
        await come_in(server, made, ada, ben, chen)
        await everyone_sees_and_hears(ada, ben, chen)
        await talk(ada, ben, chen)
        await small_things(server, made, ada, ben, chen)
        await poll(ada, ben)
        await ask(ada, ben, chen)
        await lock_and_call_on(ada, ben, chen)
        await share_a_screen(ada, ben, chen)
        await draw_together(ada, ben, chen)
        await show_slides(ada, ben)
        await small_groups(ada, ben, chen)
        await end(ada, ben, chen)


async def come_in(server, made, ada, ben, chen):
    await ada.page.goto(server.sign_in_link())
    await ada.page.get_by_role("link", name="Start class: A day by the sea").click()
    await ada.go_in()
    await expect(ada.button("End class")).to_be_visible()
    for student in (ben, chen):
        await student.join(made["join"]["student"])
        await expect(student.button("End class")).to_have_count(0)
        await student.turn("Microphone", on=True)


async def everyone_sees_and_hears(*people):
    names = [person.name for person in people]
    await asyncio.gather(
        *(person.sees(f"Camera of {other}", frames=5) for person in people for other in names)
    )
    for person in people:
        await person.hears(len(people) - 1)
        pictures = await person.received("video")
        assert all(one["framesDecoded"] > 0 for one in pictures)


async def talk(ada, ben, chen):
    await ben.say("Why is the sea away? <b>Really</b>")
    for person in (ada, ben, chen):
        await person.reads("Why is the sea away? <b>Really</b>")
    await react(chen, "Ben", "Same question")
    for person in (ada, ben):
        await expect(person.button("Same question, 1: Chen")).to_be_visible()
    await message_of(ada, "Ben").hover()
    await ada.button("Reply to Ben").click()
    await ada.page.get_by_label("Reply", exact=True).fill("@Ben The moon takes it")
    await ada.ask(REPLY_AND_LEAVE)
    await expect(ada.page.locator("article[data-message]")).to_have_count(2)
    await expect(ben.page.locator(".mention.me")).to_have_text("@Ben")
    await ben.button("1 reply").click()
    await expect(ben.page.get_by_role("log", name="Thread").get_by_role("article")).to_have_count(2)
    await ben.button("Back to the chat").click()
    await ben.page.get_by_label("Message", exact=True).fill("A sketch of $h^2$")
    await ben.page.locator("input[type=file]").set_input_files(
        {"name": "sketch.png", "mimeType": "image/png", "buffer": a_sketch()}
    )
    await expect(ben.button("Send")).to_be_enabled()
    await ben.button("Send").click()
    await expect(ada.page.locator(".katex")).to_have_count(1)
    await ada.button(SKETCH).click()
    await eventually(lambda: ada.ask(WIDTH), "the sketch is large")
    await ada.page.keyboard.press("Escape")
    await notices(ada, ben, chen)
    await chen.turn("Raise hand", on=True)
    await expect(ada.page.get_by_text("hand up, place 1")).to_have_count(1)
    await chen.turn("Raise hand", on=False)
    await expect(ada.page.get_by_text("hand up, place 1")).to_have_count(0)


async def small_things(server, made, ada, ben, chen):
    await ben.button("React").click()
    await ben.button("Applause").click()
    await eventually(lambda: _happened(server, made, "GestureMade"), "the applause is written")
    await ben.button("React").click()
    await ben.button("Away for a moment").click()
    await expect(chen.page.locator("[data-person]").get_by_text("away for a moment")).to_have_count(1)
    await expect(ben.page.get_by_text("You are away")).to_be_visible()
    await ben.page.mouse.click(640, 300)  # whoever touches the page is back
    await expect(chen.page.locator("[data-person]").get_by_text("away for a moment")).to_have_count(0)
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Timer and stopwatch").click()
    await ada.page.get_by_label("What for?", exact=False).fill("In pairs")
    await ada.button("Start timer").click()
    await ada.button("1 minute more").click()
    await ada.page.keyboard.press("Escape")
    for person in (ben, chen):
        await expect(person.page.get_by_role("timer", name="In pairs")).to_contain_text("left")
    await ada.button("More").click()
    await ada.page.get_by_role("menuitem", name="Pick a student").click()
    first = await _whose_turn(ben, chen)
    await ada.button("Next").click()
    await eventually(lambda: _another_turn(first, ben, chen), "the lot falls on the other one")
    await ada.button("Done").click()


async def _whose_turn(ben, chen):
    """The one of the two who reads that it is their turn."""
    mine = ben.page.get_by_text("It is your turn", exact=True)
    await expect(mine.or_(ben.page.get_by_text("Chen, it is your turn"))).to_be_visible()
    return ben.name if await mine.count() else chen.name


async def _another_turn(first, ben, chen):
    other = chen if first == ben.name else ben
    return await other.page.get_by_text("It is your turn", exact=True).count() == 1


def _happened(server, made, what):
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    return any(entry.get("event", {}).get("type") == what for entry in entries)


async def notices(ada, ben, chen):
    await message_of(ada, "Ben").hover()
    await ada.button("Options for the message of Ben").first.click()
    await ada.page.get_by_role("menuitem", name="Pin").click()
    await expect(ben.page.get_by_role("region", name="Pinned messages")).to_contain_text(
        "Why is the sea away?"
    )
    await ada.button("Send as an announcement").click()
    await ada.say("Tide tables by Friday")
    await chen.button("I have read this").click()
    await expect(chen.page.get_by_text("You have read this")).to_be_visible()
    await expect(ada.page.get_by_text("1 of 2")).to_be_visible()
    await chen.button("Search the chat").click()
    await chen.page.get_by_label("Search chat").fill("moon ada")
    await chen.page.get_by_role("button", name="The moon takes it").click()
    await expect(chen.page.locator("article:focus")).to_contain_text("The moon takes it")


def a_sketch():
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    return out.getvalue()


def message_of(person, author):
    return person.page.get_by_role("log").get_by_role("article", name=f"{author},").first


async def react(person, author, reaction):
    await message_of(person, author).hover()
    await person.button(f"React to {author}").first.click()
    await person.page.get_by_role("dialog").get_by_role("button", name=reaction).click()


async def poll(ada, ben):
    await ada.open_panel("Chat")
    thought = ada.page.get_by_label("Message", exact=True)
    await ada.page.get_by_label("To", exact=True).select_option("staff")
    await thought.fill("Half a thought")
    await ada.open_panel("Polls")
    await ada.button("New poll").click()
    await ada.page.get_by_label("Question", exact=True).fill(QUESTION)
    await ada.page.get_by_label("Option 1", exact=True).fill("One")
    await ada.page.get_by_label("Option 2", exact=True).fill("Two")
    await ada.open_panel("Chat")  # nothing that was begun is lost on the way
    await expect(thought).to_have_value("Half a thought")
    await expect(ada.page.get_by_label("To", exact=True)).to_have_value("staff")
    await ada.page.get_by_label("To", exact=True).select_option("everyone")
    await thought.clear()
    await ada.open_panel("Polls")
    await expect(ada.page.get_by_label("Question", exact=True)).to_have_value(QUESTION)
    await ada.button("Start poll").click()
    await ben.open_panel("Polls")
    await ben.vote(QUESTION, "One")
    await ben.poll(QUESTION).get_by_role("button", name="Change my answer").click()
    await ben.vote(QUESTION, "Two")
    await expect(ada.poll(QUESTION).get_by_text("1 voted live")).to_be_visible()
    await ada.poll(QUESTION).get_by_role("button", name="End poll").click()
    await expect(ben.poll(QUESTION).get_by_text("Poll closed", exact=False)).to_be_visible()
    await ada.poll(QUESTION).get_by_role("button", name="Show result to all").click()
    await expect(ben.page.get_by_role("region", name=f"Result: {QUESTION}")).to_be_visible()


async def ask(ada, ben, chen):
    await ben.open_panel("Q&A")
    await ben.page.get_by_label("Ask the teachers", exact=True).fill("Is it the moon?")
    await ben.button("Ask").click()
    await chen.open_panel("Q&A")
    await chen.button("Same question", exact=False).click()
    await ada.open_panel("Q&A")
    asked = ada.page.get_by_role("article", name="Question, Ben", exact=False)
    await expect(asked.get_by_text("1 more asks this")).to_be_visible()
    await asked.get_by_role("button", name="Answered aloud").click()
    await expect(ben.page.get_by_text("Answered aloud by Ada")).to_be_visible()
    for student in (ben, chen):
        await student.open_panel("Chat")


async def lock_and_call_on(ada, ben, chen):
    await lock(ada, "Use the microphone")
    for student in (ben, chen):
        await expect(student.button("Microphone")).to_have_attribute("aria-pressed", "false")
    await ben.button("Microphone").click()
    await expect(ben.page.get_by_text("Microphones are locked.", exact=False)).to_be_visible()
    await chen.turn("Raise hand", on=True)
    await ada.button("Call on Chen").click()
    await chen.button("Unmute now").click()
    await expect(chen.button("Microphone")).to_have_attribute("aria-pressed", "true")
    await expect(chen.button("Raise hand")).to_have_attribute("aria-pressed", "false")
    await lock(ada, "Use the microphone")
    await ben.turn("Microphone", on=True)


async def lock(ada, what):
    """Press a switch of the locks, one way or the other."""
    await ada.open_panel("People")
    await ada.button("Locks", exact=False).click()
    dialog = ada.page.get_by_role("dialog", name="What students may do")
    await dialog.get_by_text(what, exact=True).click()
    await ada.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def share_a_screen(ada, ben, chen):
    await chen.turn("Share screen", on=True)
    await asyncio.gather(*(person.sees("Screen of Chen", frames=2) for person in (ada, ben)))
    await chen.turn("Share screen", on=False)
    await expect(ada.page.get_by_label("Screen of Chen")).to_have_count(0)
    # What came onto the stage after the result took its place.
    await expect(ben.page.get_by_role("region", name=f"Result: {QUESTION}")).to_have_count(0)


async def draw_together(ada, ben, chen):
    await ada.button("Board").click()
    paper = await the_board(ada)
    await the_board(ben)
    await expect(ben.button("Pen")).to_have_count(0)
    mouse = ada.page.mouse
    await mouse.move(paper["x"] + 100, paper["y"] + 60)
    await mouse.down()
    for step in range(1, 5):
        await mouse.move(paper["x"] + 100 + 40 * step, paper["y"] + 60 + 20 * (step % 2), steps=4)
    await eventually(lambda: ben.ask(INKED), "Ben sees the stroke while it is drawn")
    await mouse.up()
    await ada.button("Board menu").click()
    await ada.page.get_by_role("menuitem", name="Students may draw").click()
    await ben.button("Sticky note").click()
    paper = await the_board(ben)
    await ben.page.mouse.click(paper["x"] + 300, paper["y"] + 200)
    await ben.page.get_by_label("Words of the note").fill("The moon?")
    await ben.page.keyboard.press("Escape")
    await is_on_the_board(chen, "Drawing by Ada", "Note by Ben: The moon?")
    await ben.button("Undo").click()
    await is_on_the_board(ada, "Drawing by Ada")
    await ada.button("Board").click()
    await expect(ben.page.get_by_role("application")).to_have_count(0)


async def the_board(person):
    board = person.page.get_by_role("application", name="Board, page 1 of 1", exact=False)
    await expect(board).to_be_visible()
    return await board.bounding_box()


async def is_on_the_board(person, *words):
    await person.button("Board menu").click()
    await person.page.get_by_role("menuitem", name="As a list").click()
    dialog = person.page.get_by_role("dialog")
    await expect(dialog.locator("li > span.grow")).to_have_text(words)
    await person.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def small_groups(ada, ben, chen):
    await ada.button("Breakouts").click()
    dialog = ada.page.get_by_role("dialog", name="Breakouts")
    await dialog.get_by_label("Number of groups").fill("2")
    await dialog.get_by_role("button", name="Plan groups").click()
    await dialog.get_by_role("button", name="Open groups").click()
    # Two students in two groups: nobody but oneself is to be seen, and nobody is heard through a wall.
    for student in (ben, chen):
        await only_sees_oneself(student)
    groups = [await dialog.get_by_role("option").nth(number).inner_text() for number in (1, 2)]
    here = await dialog.get_by_label("Group of Chen").locator("option:checked").inner_text()
    await dialog.get_by_label("Group of Ben").select_option(label=here)
    assert here in groups
    await asyncio.gather(ben.sees("Camera of Chen", frames=5), chen.sees("Camera of Ben", frames=5))
    await ben.say("Only for our group")
    await chen.reads("Only for our group")
    await dialog.get_by_label("Tell all groups").fill("Two minutes left")
    await dialog.get_by_role("button", name="Send to all groups").click()
    await expect(ben.page.get_by_text("Two minutes left", exact=True)).to_be_visible()
    await ada.page.keyboard.press("Escape")
    await ada_helps(ada, ben, chen, here)
    await ada.button("Breakouts").click()
    await dialog.get_by_role("button", name="Call everybody back").click()
    await ada.page.keyboard.press("Escape")
    await asyncio.gather(*(person.sees("Camera of Ada", frames=5) for person in (ben, chen)))


async def ada_helps(ada, ben, chen, here):
    """A hand in a group brings whoever leads there, over the lines that all have already."""
    lines = await ada.ask("() => window.lines.length")
    await ben.button("Ask for help").click()
    await expect(ada.page.get_by_text(f"{here} asks for help")).to_be_visible()
    await ada.button("Go there").click()
    for student in (ben, chen):
        await student.sees("Camera of Ada")
        await ada.sees(f"Camera of {student.name}")
    await ada.button("Main room").click()
    await eventually(lambda: _alone(ada), "Ada is back in the main room")
    assert await ada.ask("() => window.lines.length") == lines


async def only_sees_oneself(student):
    try:
        await eventually(lambda: _alone(student), f"{student.name} is alone in a group", 60)
    except TimeoutError as error:
        raise AssertionError(f"{error}; on the tiles: {await student.tiles()}") from error


async def _alone(student):
    return await student.tiles() == {"You"}


async def end(ada, ben, chen):
    await ada.button("End class").click()
    await expect(ada.page.get_by_text("The recording, to play a second after the end")).to_be_visible()
    await expect(ada.page.get_by_text("days for late work, until", exact=False)).to_be_visible()
    await ada.button("End for everybody").click()
    for person in (ada, ben, chen):
        await expect(person.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        await expect(person.page.get_by_text("turned off your", exact=False)).to_have_count(0)


async def catch_up(server, made, dana):
    await dana.play(made["playback"])
    await dana.button("Play").first.click()
    await eventually(lambda: _plays(dana), "the recording plays")
    await dana.button("Pause").first.click()
    [shown], drawn = events(server, made, "BoardShown"), events(server, made, "ItemDrawn")[0]
    for at, words in (((shown + drawn) / 2, []), (drawn + 100, ["Drawing by Ada"])):
        await dana.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", at)
        await is_on_the_board(dana, *words)
    await leaf_through(server, made, dana)
    await _move_to_the_end(dana)
    await dana.reads("Why is the sea away? <b>Really</b>")
    await expect(dana.page.get_by_text("Only for our group")).to_have_count(0)
    await dana.button("React").click()
    await dana.button("Heart").click()
    await expect(dana.page.get_by_text("Heart at", exact=False)).to_have_count(1)
    await expect(dana.button("Same question, 1: Chen")).to_be_visible()
    await expect(dana.button(SKETCH)).to_be_visible()
    await dana.button("I have read this").click()
    await expect(dana.page.get_by_text("You have read this")).to_be_visible()
    await react(dana, "Ben", "Same question")
    await expect(dana.button("Same question, 2: Chen and you")).to_be_visible()
    await dana.vote(QUESTION, "One", button="Vote later")
    await dana.button("Q&A", exact=False).last.click()
    await expect(dana.page.get_by_text("Answered aloud by Ada")).to_be_visible()
    await dana.page.get_by_label("Ask at this moment", exact=True).fill("And the sun?")
    await dana.button("Ask").click()
    await expect(dana.page.get_by_role("article", name="Question, Dana", exact=False)).to_be_visible()
    tally = await eventually(lambda: _tally(server, made), "the late vote is counted")
    assert tally["counts"] == [0, 1]
    assert tally["late_counts"] == [1, 0]
    comment = dana.page.get_by_role("textbox", name="Add comment")
    await comment.fill("I was ill, now I see")
    await dana.button("Add comment").click()
    await expect(dana.page.get_by_text("Your comment is at", exact=False)).to_have_count(1)
    await dana.page.reload()
    await dana.page.get_by_role("button", name="Comments", exact=False).first.click()
    await expect(dana.page.get_by_role("article").get_by_text("I was ill, now I see")).to_be_visible()
    await see_what_is_missing(dana)


async def see_what_is_missing(dana):
    """A class of which little was watched is not complete, and the way to the rest is one press."""
    await dana.button("What completes this class", exact=False).click()
    await expect(
        dana.page.get_by_role("dialog").get_by_text("You can do this until", exact=False)
    ).to_be_visible()
    await dana.button("Watch from", exact=False).click()
    await expect(dana.page.get_by_role("dialog")).to_have_count(0)
    await dana.button("Play").first.click()
    await eventually(lambda: _plays(dana), "the recording plays where something is missing")
    await dana.button("Pause").first.click()


async def leaf_through(server, made, dana):
    """The slides stand at their moment, and whoever was absent may look at another page meanwhile."""
    _, second, third, *_ = events(server, made, "PageShown")
    at = (second + third) / 2
    await dana.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", at)
    await sees_page(dana, 2)
    await dana.button("All slides").click()
    await dana.page.get_by_role("dialog").get_by_role("button", name="Page 3").click()
    await sees_page(dana, 3)
    await dana.button("Back to the class's page").click()
    await sees_page(dana, 2)


async def _plays(dana):
    """Frames of the recording were shown, and its time goes on."""
    pictures = await dana.pictures()
    return any(one["frames"] > 5 and one["at"] > 0.5 for one in pictures)


async def _move_to_the_end(dana):
    seek = dana.page.get_by_label("Seek", exact=True)
    await seek.focus()
    await seek.press("End")


def events(server, made, kind):
    """When things of a kind happened, in class time."""
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    return [one["at"] for one in entries if one.get("event", {}).get("type") == kind]


def _tally(server, made):
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    polls = [
        entry["event"]["poll"] for entry in entries if entry.get("event", {}).get("type") == "PollOpened"
    ]
    tally = server.api("GET", f"classes/{made['id']}/polls/{polls[0]}/tally")
    return tally if tally["late_voters"] == 1 else None
