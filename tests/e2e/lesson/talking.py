"""Chat: threads, changed and taken back, reactions, mentions, files, code and formulas, in private, announced, pinned, found, slow, reported."""

import io
import re

from PIL import Image
from playwright.async_api import expect

from tests.e2e.lesson.script import choose, goes_to, on_message
from tests.e2e.lesson.shots import shots

PICTURE = "Picture of the harbour at low water, seen from the lighthouse.png"
CODE = "```python\nfor hour in range(24):\n    print(hour, height(hour), 'metres above the chart datum at the harbour mouth')\n```"
HEIGHT = "The height is $h = a \\cos(\\omega t)$"
RUDE = "Nobody cares about tides"
NEWS = "Tide tables by Friday, please"


async def held(lesson):
    await a_thread(lesson)
    await changed_and_taken_back(lesson)
    await files_code_and_formulas(lesson)
    await in_private(lesson)
    await announced_and_pinned(lesson)
    await found(lesson)
    await slow(lesson)
    await reported(lesson)


async def react(person, text, reaction):
    message = person.page.get_by_role("log").get_by_role("article").filter(has_text=text).first
    await message.hover()
    await message.get_by_role("button", name="React to", exact=False).first.click()
    await person.page.get_by_role("dialog").get_by_role("button", name=reaction).click()


async def a_thread(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    for person in lesson.everybody:
        await person.open_panel("Chat")
    await ben.say(
        "Why is the sea away? See https://example.org/a/very/long/address/that/has/no/place/to/break/in/it"
    )
    await ada.page.get_by_role("log").get_by_role("article").filter(has_text="Why is the sea away?").hover()
    await ada.button("Reply to Ben").last.click()
    await ada.page.get_by_label("Reply", exact=True).fill("@Ben The Moon takes it")
    await ada.page.keyboard.press("Enter")
    await expect(ada.page.get_by_role("log", name="Thread").get_by_role("article")).to_have_count(2)
    await shots(ada, "50-thread")
    await ada.button("Back to the chat").click()
    await expect(ben.page.locator(".mention.me")).to_have_text("@Ben")
    await ben.button("1 reply").click()
    await expect(ben.page.get_by_role("log", name="Thread").get_by_role("article")).to_have_count(2)
    await ben.button("Back to the chat").click()
    await react(chen, "Why is the sea away?", "Same question")
    await react(lesson.max, "Why is the sea away?", "Like")
    await expect(ada.button("Same question, 1: Chen")).to_be_visible()


async def changed_and_taken_back(lesson):
    ada, chen = lesson.ada, lesson.chen
    await chen.say("It is the wnd")
    await ada.reads("It is the wnd")
    await on_message(chen, "It is the wnd", "Edit")
    await chen.page.get_by_label("Edit your message").fill("It is the wind")
    await chen.page.keyboard.press("Enter")
    await ada.reads("It is the wind")
    await chen.say("Forget this")
    await ada.reads("Forget this")
    await on_message(chen, "Forget this", "Take back")
    await expect(ada.page.get_by_role("log").get_by_text("This message was taken back.")).to_be_visible()


def a_picture():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "PNG")
    return out.getvalue()


async def files_code_and_formulas(lesson):
    ada, fay = lesson.ada, lesson.fay
    await fay.page.get_by_label("Message", exact=True).fill(HEIGHT)
    await fay.page.locator("form.composer input[type=file]").set_input_files(
        [
            {"name": PICTURE, "mimeType": "image/png", "buffer": a_picture()},
            {"name": "table.csv", "mimeType": "text/csv", "buffer": b"hour,height\n0,1\n"},
        ]
    )
    await expect(fay.page.get_by_role("list", name="Files to send").get_by_role("listitem")).to_have_count(2)
    await expect(fay.button("Send")).to_be_enabled()
    await fay.button("Send").click()
    await expect(ada.page.locator(".katex").first).to_be_visible()
    await expect(ada.button(f"Picture {PICTURE}: show it large")).to_be_visible()
    await expect(ada.button("Save table.csv", exact=False)).to_be_visible()
    await fay.say(CODE)
    await expect(ada.page.get_by_role("log").locator("code.block").first).to_contain_text(
        "for hour in range(24):"
    )
    await ada.button(f"Picture {PICTURE}: show it large").click()
    await expect(ada.page.locator("img.large")).to_be_visible()
    await shots(ada, "51-picture-large")
    await ada.page.keyboard.press("Escape")


async def in_private(lesson):
    """To one person only: nobody else reads it."""
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    to = ben.page.get_by_label("To", exact=True)
    await to.select_option(label="Chen")
    await ben.say("Only for you, Chen")
    await chen.reads("Only for you, Chen")
    await expect(ada.page.get_by_text("Only for you, Chen")).to_have_count(0)
    await to.select_option("everyone")


async def to_the_newest(person):
    """Whoever has read further up goes to the end by the button that tells how much came."""
    newest = person.page.get_by_role("button", name=re.compile("new messages?$|^Latest"))
    if await newest.count():
        await newest.click()


async def announced_and_pinned(lesson):
    ada, ben, guest = lesson.ada, lesson.ben, lesson.max
    await ada.button("Send as an announcement").click()
    await ada.say(NEWS)
    for student in (ben, guest):
        await to_the_newest(student)
        await student.button("I have read this").click()
        await expect(student.page.get_by_text("You have read this")).to_be_visible()
    await expect(ada.page.get_by_text("2 of 3")).to_be_visible()  # Fay assists, and is not asked
    await on_message(ada, NEWS, "Pin")
    await expect(guest.page.get_by_role("region", name="Pinned messages")).to_contain_text(NEWS)
    await shots(ada, "52-chat-teacher", "Chat")
    await shots(guest, "53-chat-guest", "Chat")


async def found(lesson):
    chen = lesson.chen
    await chen.button("Search the chat").click()
    await chen.page.get_by_label("Search chat").fill("moon ada")
    await expect(chen.button("The Moon takes it", exact=False)).to_be_visible()
    await shots(chen, "54-search", "")
    if not await chen.page.get_by_label("Search chat").count():
        await chen.button("Search the chat").click()
    await chen.page.get_by_label("Search chat").fill("nothing of the kind")
    await expect(chen.page.get_by_text("Nothing found")).to_be_visible()
    await chen.page.get_by_label("Search chat").fill("moon ada")
    await chen.button("The Moon takes it", exact=False).click()
    await expect(chen.page.locator("article:focus")).to_contain_text("The Moon takes it")


async def slow(lesson):
    ada, ben = lesson.ada, lesson.ben
    await choose(ada, "Chat settings", "Once in 30 seconds")
    await expect(ben.page.get_by_text("Slow mode", exact=False).first).to_be_visible()
    await ben.say("One word a while")
    await expect(ben.page.get_by_text("until you can write again", exact=False)).to_be_visible()
    await choose(ada, "Chat settings", "As often as they like")
    await expect(ben.page.get_by_text("Slow mode", exact=False)).to_have_count(0)


async def reported(lesson):
    ada, chen, guest = lesson.ada, lesson.chen, lesson.max
    await guest.say(RUDE)
    await chen.page.locator(".to-end").get_by_role("button").click()  # she had gone back to an older message
    await chen.reads(RUDE)
    await on_message(chen, RUDE, "Report to the teachers")
    await chen.page.get_by_label("What is wrong with it?", exact=False).fill("Not kind")
    await chen.button("Report").click()
    reports = ada.page.get_by_role("region", name="Reported messages")
    await expect(reports).to_contain_text("Not kind")
    await shots(ada, "55-reported", "Chat")
    await reports.get_by_role("button", name="Take back").click()
    await expect(reports).to_have_count(0)
    await expect(chen.page.get_by_text(RUDE)).to_have_count(0)


async def played(lesson, dana):
    """Each message at its moment, as it stands now: changed, taken back, with its files; what was private is nobody's."""
    await goes_to(dana, lesson.moment("MessageReacted", -1) + 200)
    await expect(dana.button("Same question, 1: Chen")).to_be_visible()
    await expect(dana.button("1 reply")).to_be_visible()
    await goes_to(dana, lesson.moment("MessageEdited") + 200)
    await dana.reads("It is the wind")
    await goes_to(dana, lesson.moment("MessageRedacted", 0) + 200)
    await expect(
        dana.page.get_by_role("log").get_by_text("This message was taken back.").last
    ).to_be_visible()
    await goes_to(dana, lesson.moment("MessageSaid", text=HEIGHT) + 200)
    await expect(dana.button(f"Picture {PICTURE}: show it large")).to_be_visible()
    await expect(dana.page.get_by_role("log").locator(".katex").first).to_be_visible()
    await goes_to(dana, lesson.moment("AnnouncementRead", -1) + 200)
    await dana.reads(NEWS)
    await dana.button("I have read this").click()
    await expect(dana.page.get_by_text("You have read this")).to_be_visible()
    await expect(dana.page.get_by_text("Only for you, Chen")).to_have_count(0)
    await goes_to(dana, lesson.moment("MessagePinned") + 200)
    await expect(dana.page.get_by_role("region", name="Pinned messages")).to_contain_text(NEWS)
    await shots(dana, "85-playback-chat")
    await expect(dana.page.get_by_text(RUDE)).to_have_count(0)
