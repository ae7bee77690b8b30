"""Whoever was absent plays the class: votes, comments and asks at its moments, and counts as having been there."""

from playwright.async_api import expect

from tests.e2e.lesson.script import GUEST, goes_to, looks
from tests.e2e.lesson.shots import shots
from tests.harness.waiting import eventually


async def comes(lesson, dana):
    """Through the gate, under her name."""
    await dana.play(lesson.made["playback"])
    await shots(dana, "98-playback-begins")


async def works_later(lesson, dana, at):
    """A comment, a question and a sign at a moment, and what the transcript says."""
    await goes_to(dana, at)
    await dana.page.get_by_role("textbox", name="Add comment").fill("I was ill, now I see")
    await dana.button("Add comment").click()
    await expect(dana.page.get_by_text("Your comment is at", exact=False)).to_have_count(1)
    await looks(dana, "Q&A")
    await dana.page.get_by_label("Ask at this moment", exact=True).fill("And at the poles?")
    await dana.button("Ask").click()
    await expect(dana.page.get_by_role("article", name="Question, Dana", exact=False)).to_be_visible()
    await looks(dana, "Q&A")
    transcript = dana.page.get_by_role("region", name="Transcript", exact=True)
    await expect(transcript.get_by_text("No transcript").first).to_be_visible()
    await shots(dana, "99-worked-later")


async def votes_later(lesson, dana, question, option):
    """One vote after class: counted once, and apart."""
    await goes_to(dana, lesson.moment("PollOpened", question=question) + 200)
    await dana.vote(question, option, button="Vote later")
    poll = lesson.poll(question)

    def counted():
        tally = lesson.server.api("GET", f"classes/{lesson.made['id']}/polls/{poll}/tally")
        return tally["late_voters"] == 1

    await eventually(counted, "the late vote is counted")


async def is_counted(lesson, votes=0):
    """Attendance tells of her as of somebody who came later, beside those who were there."""

    def told():
        answer = lesson.server.api("GET", f"classes/{lesson.made['id']}/attendance.json")
        return {one["name"]: one for one in answer["people"]}

    people = told()
    assert {"Ada", "Ben", "Chen", "Fay", GUEST, "Dana"} <= set(people)
    dana = people["Dana"]
    assert dana["late"]["comments"] == 1, dana
    assert dana["late"]["questions"] == 1, dana
    assert dana["late"]["answers"] == votes, dana
    assert people["Ben"]["live"]["messages"] > 0
