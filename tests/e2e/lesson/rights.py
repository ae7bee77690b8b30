"""Rights: the chat is locked and one may write, all are muted and one is asked back, presenting goes to a student and returns."""

from playwright.async_api import expect

from tests.e2e.lesson.arriving import people
from tests.e2e.lesson.script import GUEST, goes_to, lock, on_person
from tests.e2e.lesson.shots import shots


async def held(lesson):
    await the_chat_is_locked(lesson)
    await all_are_muted(lesson)
    await presenting_is_handed_over(lesson)
    await somebody_is_sent_out(lesson)


async def the_chat_is_locked(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await lock(ada, "Write to everyone")
    to = ben.page.get_by_label("To", exact=True)
    await expect(to).to_have_value("staff")
    await ben.say("May I write to all?")
    await ada.open_panel("Chat")
    await ada.reads("May I write to all?")
    await expect(chen.page.get_by_text("May I write to all?")).to_have_count(0)
    await on_person(ada, "Ben", "Rights")
    dialog = ada.page.get_by_role("dialog", name="Rights of Ben")
    await dialog.get_by_text("Write to everyone", exact=True).click()
    await shots(ada, "11-rights-of-ben")
    await ada.page.keyboard.press("Escape")
    await expect(to).to_have_value("everyone")
    await ben.say("Thank you, Ada")
    await chen.reads("Thank you, Ada")
    await lock(ada, "Write to everyone")
    await expect(chen.page.get_by_label("To", exact=True)).to_have_value("everyone")


async def all_are_muted(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    for student in (ben, chen):
        await student.turn("Microphone", on=True)
    await ben.hears(1)
    await ada.open_panel("People")
    await ada.button("Mute all").click()
    for student in (ben, chen):
        await expect(student.button("Microphone")).to_have_attribute("aria-pressed", "false")
    await expect(ben.page.get_by_text("muted you")).to_be_visible()
    await on_person(ada, "Ben", "Ask to unmute")
    await expect(ben.page.get_by_text("asks you to unmute")).to_be_visible()
    await shots(ben, "12-asked-to-unmute")
    await ben.button("Unmute now").click()
    await expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "true")
    await expect(chen.button("Microphone")).to_have_attribute("aria-pressed", "false")
    await ben.turn("Microphone", on=False)


async def presenting_is_handed_over(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await on_person(ada, "Chen", "Let present")
    await expect(chen.page.get_by_text("You present now")).to_be_visible()
    await chen.turn("Share screen", on=True)
    await ben.sees("Screen of Chen", frames=2)
    await shots(ben, "13-screen-of-a-student")
    await chen.turn("Share screen", on=False)
    await chen.button("Give back").click()
    await expect(chen.page.get_by_text("You present now")).to_have_count(0)
    await expect(ben.page.get_by_label("Screen of Chen")).to_have_count(0)


async def somebody_is_sent_out(lesson):
    """Sent out, not for good: whoever comes back asks at the door once more."""
    ada, guest = lesson.ada, lesson.max
    await on_person(ada, GUEST, "Remove from class")
    await shots(ada, "14-remove")
    await ada.button("Send out").click()
    await expect(guest.page.get_by_role("heading", name="has sent you out of the room")).to_be_visible()
    await shots(guest, "15-sent-out")
    await guest.button("Come back in").click()
    await expect(guest.button("Join class")).to_be_enabled()
    switch = guest.button("Camera")
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await switch.click()
    await guest.button("Join class").click()
    await ada.open_panel("People")
    await ada.button(f"Let in {GUEST}").click()
    await expect(guest.button("Leave")).to_be_visible()
    await expect(people(ada, 5)).to_be_visible()


async def played(lesson, dana):
    """What was for the teachers stays theirs; the shared screen is on the stage at its time."""
    await goes_to(dana, lesson.moment("MessageSaid", text="Thank you, Ada") + 200)
    await dana.reads("Thank you, Ada")
    await expect(dana.page.get_by_text("May I write to all?")).to_have_count(0)
    track = lesson.entries("TrackPublished", source="screen")[0]
    ended = lesson.moment("TrackEnded", track=track["event"]["track"])
    await goes_to(dana, (track["at"] + ended) / 2)
    await expect(dana.page.locator("[data-screen][data-place=stage]")).to_be_visible()
    await shots(dana, "80-playback-screen")
    await goes_to(dana, ended + 300)
    await expect(dana.page.locator("[data-screen][data-place=stage]")).to_have_count(0)
