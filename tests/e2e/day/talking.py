"""The chat: replies, reactions, a file, formulas, pins and announcements."""

import io

from PIL import Image
from playwright.async_api import expect

from tests.harness.waiting import eventually

SKETCH = "Picture sketch.png: show it large"
WIDTH = "() => document.querySelector('img.large')?.naturalWidth ?? 0"
# The chat is open again before the server has the reply.
REPLY_AND_LEAVE = """() => {
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    document.querySelector('textarea[aria-label="Reply"]').dispatchEvent(enter);
    document.querySelector('button[aria-label="Back to the chat"]').click();
}"""


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
