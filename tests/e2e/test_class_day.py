"""A whole class in three browsers, and the same class, at once, for whoever was absent."""

import pytest
from playwright.async_api import expect

from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Whether anything is on the canvas above the picture: strokes in the making, and where others' pens are.
INKED = """() => {
    const canvas = [...document.querySelectorAll(".board-picture")].at(-1);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
}"""
QUESTION = "How many high tides a day?"


async def test_a_class_is_held_in_three_browsers_and_caught_up_with_by_an_absent_student(
    browser, server_process
):
    made = server_process.new_class("Tides")
    async with visitors(browser, "Ada", "Ben", "Chen") as (ada, ben, chen):
        await come_in(server_process, made, ada, ben, chen)
        await everyone_sees_and_hears(ada, ben, chen)
        await talk(ada, ben, chen)
        await poll(ada, ben)
        await share_a_screen(ada, ben, chen)
        await draw_together(ada, ben, chen)
        await small_groups(ada, ben, chen)
        await end(ada, ben, chen)
    async with visitors(browser, "Dana") as (dana,):
        await catch_up(server_process, made, dana)


async def come_in(server, made, ada, ben, chen):
    await ada.page.goto(server.sign_in_link())
    await ada.page.get_by_role("link", name="Start class: Tides").click()
    await ada.go_in()
    await expect(ada.button("End class")).to_be_visible()
    for student in (ben, chen):
        await student.join(made["join"]["student"])
        await expect(student.button("End class")).to_have_count(0)
        await student.turn("Microphone", on=True)


async def everyone_sees_and_hears(*people):
    names = [person.name for person in people]
    for person in people:
        for other in names:
            await person.sees(f"Camera of {other}")
        await person.hears(len(people) - 1)
        pictures = await person.received("video")
        assert all(one["framesDecoded"] > 0 for one in pictures)


async def talk(ada, ben, chen):
    await ben.say("Why is the sea away? <b>Really</b>")
    for person in (ada, ben, chen):
        await person.reads("Why is the sea away? <b>Really</b>")
    await chen.turn("Raise hand", on=True)
    await expect(ada.page.get_by_text("hand up, place 1")).to_have_count(1)
    await chen.turn("Raise hand", on=False)
    await expect(ada.page.get_by_text("hand up, place 1")).to_have_count(0)


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
    await ben.vote(QUESTION, "Two")
    await expect(ada.poll(QUESTION).get_by_text("1 voted live")).to_be_visible()
    await ada.poll(QUESTION).get_by_role("button", name="End poll").click()
    await expect(ben.poll(QUESTION).get_by_text("Poll closed", exact=False)).to_be_visible()


async def share_a_screen(ada, ben, chen):
    await chen.turn("Share screen", on=True)
    for person in (ada, ben):
        await person.sees("Screen of Chen", frames=2)
    await chen.turn("Share screen", on=False)
    await expect(ada.page.get_by_label("Screen of Chen")).to_have_count(0)


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
    await ben.sees("Camera of Chen")
    await chen.sees("Camera of Ben")
    await ben.say("Only for our group")
    await chen.reads("Only for our group")
    await dialog.get_by_role("button", name="Call everybody back").click()
    await ada.page.keyboard.press("Escape")
    for person in (ben, chen):
        await person.sees("Camera of Ada")


async def only_sees_oneself(student):
    try:
        await eventually(lambda: _alone(student), f"{student.name} is alone in a group", 60)
    except TimeoutError as error:
        raise AssertionError(f"{error}; on the tiles: {await student.tiles()}") from error


async def _alone(student):
    return await student.tiles() == {"You"}


async def end(ada, ben, chen):
    await ada.button("End class").click()
    await ada.button("End for everybody").click()
    for person in (ada, ben, chen):
        await expect(person.page.get_by_role("heading", name="The class has ended")).to_be_visible()


async def catch_up(server, made, dana):
    await dana.play(made["playback"])
    await dana.button("Play").first.click()
    await eventually(lambda: _plays(dana), "the recording plays")
    await dana.button("Pause").first.click()
    [shown], drawn = events(server, made, "BoardShown"), events(server, made, "ItemDrawn")[0]
    for at, words in (((shown + drawn) / 2, []), (drawn + 100, ["Drawing by Ada"])):
        await dana.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", at)
        await is_on_the_board(dana, *words)
    await _move_to_the_end(dana)
    await dana.reads("Why is the sea away? <b>Really</b>")
    await expect(dana.page.get_by_text("Only for our group")).to_have_count(0)
    await dana.vote(QUESTION, "One", button="Vote later")
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
