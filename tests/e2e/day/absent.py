"""The class as somebody plays it who was absent, and what they add to it."""

from playwright.async_api import expect

from tests.e2e.day.board import is_on_the_board
from tests.e2e.day.polls import QUESTION
from tests.e2e.day.talking import SKETCH, react
from tests.e2e.happened import events, moments
from tests.e2e.showing import looks_at_another_page, sees_page
from tests.harness.waiting import eventually


async def catch_up(server, made, dana):
    await dana.play(made["playback"])
    await dana.button("Play").first.click()
    await eventually(lambda: _plays(dana), "the recording plays")
    await dana.button("Pause").first.click()
    [shown], drawn = moments(server, made, "BoardShown"), moments(server, made, "ItemDrawn")[0]
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
    _, second, third, *_ = moments(server, made, "PageShown")
    at = (second + third) / 2
    await dana.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", at)
    await sees_page(dana, 2)
    await looks_at_another_page(dana)


async def _plays(dana):
    """Frames of the recording were shown, and its time goes on."""
    pictures = await dana.pictures()
    return any(one["frames"] > 5 and one["at"] > 0.5 for one in pictures)


async def _move_to_the_end(dana):
    seek = dana.page.get_by_label("Seek", exact=True)
    await seek.focus()
    await seek.press("End")


def _tally(server, made):
    [opened] = events(server, made, "PollOpened")
    tally = server.api("GET", f"classes/{made['id']}/polls/{opened['poll']}/tally")
    return tally if tally["late_voters"] == 1 else None
