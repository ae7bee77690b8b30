"""A whole class in three browsers, and the same class, at once, for whoever was absent."""

import pytest
from playwright.async_api import expect

from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
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
        await ask(ada, ben, chen)
        await lock_and_call_on(ada, ben, chen)
        await share_a_screen(ada, ben, chen)
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
    for person in (ada, ben):
        await person.sees("Screen of Chen", frames=2)
    await chen.turn("Share screen", on=False)
    await expect(ada.page.get_by_label("Screen of Chen")).to_have_count(0)


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
    await _move_to_the_end(dana)
    await dana.reads("Why is the sea away? <b>Really</b>")
    await expect(dana.page.get_by_text("Only for our group")).to_have_count(0)
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


async def _plays(dana):
    """Frames of the recording were shown, and its time goes on."""
    pictures = await dana.pictures()
    return any(one["frames"] > 5 and one["at"] > 0.5 for one in pictures)


async def _move_to_the_end(dana):
    seek = dana.page.get_by_label("Seek", exact=True)
    await seek.focus()
    await seek.press("End")


def _tally(server, made):
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    polls = [
        entry["event"]["poll"] for entry in entries if entry.get("event", {}).get("type") == "PollOpened"
    ]
    tally = server.api("GET", f"classes/{made['id']}/polls/{polls[0]}/tally")
    return tally if tally["late_voters"] == 1 else None
