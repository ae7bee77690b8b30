"""Hands and questions: a queue in order, one called on; questions asked, seconded, answered aloud and in writing, one left open."""

from playwright.async_api import expect

from tests.e2e.lesson.script import GUEST, choose, goes_to, looks
from tests.e2e.lesson.shots import shots
from tests.e2e.visitors import DESK, PHONE

FIRST, SECOND, THIRD = "Is it the Moon?", "Why twice a day?", "What is a spring tide?"
ANSWER = "There is a second bulge on the other side: $F \\propto 1/r^3$."


async def held(lesson):
    await hands(lesson)
    await questions(lesson)
    await answers(lesson)
    for person in lesson.everybody:
        await person.open_panel("Chat")


async def hands(lesson):
    ada, ben, chen, guest = lesson.ada, lesson.ben, lesson.chen, lesson.max
    await ben.turn("Microphone", on=False)
    for number, person in enumerate((chen, guest, ben), 1):
        await person.turn("Raise hand", on=True)
        await lesson.written("HandRaised", number)
    await expect(ben.page.get_by_text("Your hand is up, you are third")).to_be_visible()
    await ada.open_panel("People")
    lines = ada.page.get_by_role("region", name="Raised hands").locator(".hand-line")
    await expect(lines).to_contain_text(["Chen", GUEST, "Ben"])
    await shots(ada, "40-hands-teacher", "People")
    await shots(ben, "41-hand-student")
    await ada.open_panel("People")
    await ada.button("Call on Ben").click()
    await expect(ben.page.get_by_text("Ada calls on you")).to_be_visible()
    await ben.button("Unmute now").click()
    await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "false")
    await expect(ada.page.get_by_role("region", name="Raised hands")).to_contain_text("Ben has the word")
    await ada.page.get_by_role("region", name="Raised hands").get_by_role("button", name="Done").click()
    await ada.button("Lower all").click()
    for person in (chen, guest):
        await expect(person.button("Raise hand")).to_have_attribute("aria-pressed", "false")
    await ben.turn("Microphone", on=False)


async def asks(person, text, anonymous=False):
    await person.open_panel("Q&A")
    await person.page.get_by_label("Ask the teachers", exact=True).fill(text)
    if anonymous:
        await person.page.get_by_text("Without my name.", exact=False).click()
    await person.button("Ask").click()
    await expect(person.page.get_by_role("article").filter(has_text=text)).to_be_visible()


async def questions(lesson):
    ada, ben, chen, guest = lesson.ada, lesson.ben, lesson.chen, lesson.max
    await ada.open_panel("Q&A")
    await ada.page.get_by_text("Students may ask without their name").click()
    await expect(ada.page.get_by_text("No question yet")).to_be_visible()
    await shots(ada, "42-no-question-yet", "Q&A")
    await ada.open_panel("Q&A")
    await asks(ben, FIRST)
    await asks(chen, SECOND, anonymous=True)
    await asks(guest, THIRD)
    same = guest.page.get_by_role("article").filter(has_text=SECOND)
    await expect(
        guest.page.get_by_role("article", name="Question, Without a name", exact=False)
    ).to_be_visible()
    await same.get_by_role("button", name="Same question", exact=False).click()
    seconded = ada.page.get_by_role("article").filter(has_text=SECOND)
    await expect(seconded.get_by_text("1 more asks this")).to_be_visible()
    await expect(ada.page.get_by_role("article").first).to_contain_text(SECOND)  # most wanted, so first


async def answers(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    first = ada.page.get_by_role("article").filter(has_text=FIRST)
    await first.get_by_role("button", name="Answered aloud").click()
    await expect(ben.page.get_by_text("Answered aloud by Ada")).to_be_visible()
    second = ada.page.get_by_role("article").filter(has_text=SECOND)
    await second.get_by_role("button", name="Answer in writing").click()
    await second.get_by_label("Answer to everybody").fill(ANSWER)
    await second.get_by_role("button", name="Send answer").click()
    await expect(chen.page.get_by_text("There is a second bulge", exact=False)).to_be_visible()
    await expect(chen.page.locator(".question .katex")).to_have_count(1)
    await choose(ada, f"Options for the question of {GUEST}", "Fay")
    await expect(ada.page.get_by_text("Fay answers")).to_be_visible()
    await lesson.fay.open_panel("Q&A")
    await expect(lesson.fay.page.get_by_text("You answer")).to_be_visible()
    await shots(ada, "43-questions-teacher", "Q&A")
    await shots(lesson.max, "44-questions-student", "Q&A")


async def played(lesson, dana):
    """Hands stand above the chat; questions come at their time, and the last one waits for its owner."""
    await goes_to(dana, lesson.moment("HandRaised", 2) + 150)
    raised = dana.page.get_by_role("region", name="Raised hands")
    await expect(raised.get_by_role("listitem")).to_have_count(3)
    await goes_to(dana, lesson.moment("PersonCalledOn", 0) + 150)
    await expect(raised).to_contain_text("Ben has the word")
    await looks(dana, "Q&A")
    await goes_to(dana, lesson.moment("QuestionAsked", -1) + 100)
    asked = dana.page.get_by_role("article", name="Question,", exact=False)
    await expect(asked).to_have_count(3)
    await goes_to(dana, lesson.moment("QuestionAnswered", -1) + 200)
    await expect(dana.page.get_by_text("Answered aloud by Ada")).to_be_visible()
    await expect(dana.page.get_by_text("There is a second bulge", exact=False)).to_be_visible()
    await expect(dana.page.get_by_text("Fay answers").or_(dana.page.get_by_text(THIRD)).first).to_be_visible()
    await dana.page.set_viewport_size(PHONE)
    await expect(asked.first).to_be_visible()
    await dana.page.set_viewport_size(DESK)
    await shots(dana, "84-playback-questions")
    await looks(dana, "Q&A")
