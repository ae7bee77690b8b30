"""Polls: at a press, written, and prepared ones; of every kind; answers changed and counted once; results on the stage."""

from playwright.async_api import expect

from tests.e2e.lesson.script import goes_to
from tests.e2e.lesson.shots import shots

SEVERAL = "What have you seen at low water?"
QUIZ = "Which force raises the tides?"
TYPED = "What is falling water called?"
RATED = "How sure are you?"
RANKED = "Put them in order of size"
CLOUD = "One word for the sea"
LAST = "Does the Sun pull too?"


async def held(lesson):
    await at_a_press(lesson)
    await several_answers(lesson)
    await a_quiz(lesson)
    await typed_and_rated(lesson)
    await ordered_and_a_cloud(lesson)
    await the_last_one(lesson)


def voters(lesson):
    return lesson.ben, lesson.chen, lesson.max


async def ends(lesson, question, votes, what="End poll"):
    """All votes are counted, and nobody votes any more."""
    card = lesson.ada.poll(question)
    await expect(card.get_by_text(f"{votes} voted live")).to_be_visible()
    await card.get_by_role("button", name=what, exact=True).click()
    await expect(card.get_by_role("button", name=what, exact=True)).to_have_count(0)


async def at_a_press(lesson):
    """Yes or no, and A to E: asked at once, without writing a question."""
    ada = lesson.ada
    for person in lesson.everybody:
        await person.open_panel("Polls")
    await ada.button("Yes / No: ask now").click()
    for person, answer in zip(voters(lesson), ("Yes", "No", "Yes"), strict=True):
        await person.vote("Yes or no?", answer)
    await ends(lesson, "Yes or no?", 3)
    await ada.button("A–E: ask now").click()
    question = "A, B, C, D or E?"
    for person, answer in zip(voters(lesson), "ABE", strict=True):
        await person.vote(question, answer)
    card = lesson.ben.poll(question)
    await card.get_by_role("button", name="Change my answer").click()
    await lesson.ben.vote(question, "C")
    await ends(lesson, question, 3)


async def several_answers(lesson):
    """Written in class, with several answers, and shown as it comes."""
    ada = lesson.ada
    await ada.button("New poll").click()
    await ada.page.get_by_label("Question", exact=True).fill(SEVERAL)
    await ada.page.get_by_label("Option 1", exact=True).fill(
        "Mussels and other shells that nobody had expected to find so far out"
    )
    await ada.page.get_by_label("Option 2", exact=True).fill("Seals")
    await ada.button("Add option").click()
    await ada.page.get_by_label("Option 3", exact=True).fill("Wrecks")
    await ada.page.get_by_text("Settings:", exact=False).click()
    await ada.page.get_by_text("Several answers allowed").click()
    await ada.page.get_by_label("The result is shown").select_option("live")
    await shots(ada, "30-new-poll", "Polls")
    await ada.button("Start poll").click()
    for person in voters(lesson):
        card = person.poll(SEVERAL)
        await ticks(card, "Seals", "Wrecks")
        if person is lesson.ben:
            await shots(person, "31-ballot", "Polls")
            await ticks(card, "Seals", "Wrecks")
        await card.get_by_role("button", name="Vote", exact=True).click()
        await expect(card.get_by_text("your vote").first).to_be_visible()
    await ends(lesson, SEVERAL, 3)


async def ticks(card, *options):
    """These options are chosen, also where a card that has just come was still on its way to its place."""
    for option in options:
        box = card.get_by_role("checkbox", name=option)
        for _ in range(3):
            if not await box.is_checked():
                await card.get_by_text(option, exact=True).click()
        await expect(box).to_be_checked()


async def a_quiz(lesson):
    """The next prepared one by one key: nobody learns what is right before the end, then why."""
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await ada.page.get_by_role("tab", name="Polls").press("n")
    for person, answer in zip(
        voters(lesson), ("The pull of the Moon", "Wind", "The pull of the Moon"), strict=True
    ):
        card = person.poll(QUIZ)
        await card.get_by_text(answer, exact=True).click()
        await card.get_by_role("button", name="Vote", exact=True).click()
        await expect(card.get_by_text("Your vote", exact=False)).to_be_visible()
    await expect(ben.page.get_by_text("You were right")).to_have_count(0)
    await ends(lesson, QUIZ, 3, "End quiz")
    await expect(ben.poll(QUIZ).get_by_text("You were right")).to_be_visible()
    await expect(chen.poll(QUIZ).get_by_text("Not right this time")).to_be_visible()
    await expect(chen.poll(QUIZ).get_by_text("the sea bulges", exact=False)).to_be_visible()
    await ada.poll(QUIZ).get_by_role("button", name="Show result to all").click()
    for person in lesson.everybody:
        await expect(person.page.get_by_role("region", name=f"Result: {QUIZ}")).to_be_visible()
    await shots(chen, "32-result-on-the-stage")
    await shots(ada, "33-polls-teacher", "Polls")
    await chen.open_panel("Polls")


async def writes(person, question, label, text):
    """A typed answer, sent."""
    card = person.poll(question)
    await card.get_by_label(label).fill(text)
    await card.get_by_role("button", name="Send", exact=True).click()
    await expect(card.get_by_role("button", name="Send", exact=True)).to_have_count(0)


async def typed_and_rated(lesson):
    ada = lesson.ada
    await ada.button(f"Start: {TYPED}").click()
    for person, text in zip(voters(lesson), ("Ebb", "the ebb tide", " ebb "), strict=True):
        await writes(person, TYPED, "Your answer", text)
    await ends(lesson, TYPED, 3, "End quiz")
    await expect(lesson.ben.poll(TYPED).get_by_text("You were right")).to_be_visible()
    await expect(lesson.max.poll(TYPED).get_by_text("You were right")).to_be_visible()
    await expect(lesson.chen.poll(TYPED).get_by_text("Not right this time")).to_be_visible()
    await ada.button(f"Start: {RATED}").click()
    for person, stars in zip(voters(lesson), "354", strict=True):
        await person.poll(RATED).get_by_text(stars, exact=True).click()
        await person.poll(RATED).get_by_role("button", name="Vote", exact=True).click()
    await expect(lesson.ben.poll(RATED).get_by_text("of 5 on average")).to_be_visible()
    await expect(ada.poll(RATED).get_by_text("4.0")).to_be_visible()
    await ends(lesson, RATED, 3)


async def ordered_and_a_cloud(lesson):
    ada = lesson.ada
    await ada.button(f"Start: {RANKED}").click()
    for person in voters(lesson):
        card = person.poll(RANKED)
        await card.get_by_role("button", name="Move down: Puddle").click()
        await card.get_by_role("button", name="Vote", exact=True).click()
        await expect(card.get_by_role("button", name="Vote", exact=True)).to_have_count(0)
    await ends(lesson, RANKED, 3)
    await expect(lesson.ben.poll(RANKED).get_by_text("Lake · your number 1")).to_be_visible()
    await ada.button(f"Start: {CLOUD}").click()
    for person, words in zip(voters(lesson), ("blue, wide", "Blue", "salt, blue, deep"), strict=True):
        await writes(person, CLOUD, "Your words", words)
    await ends(lesson, CLOUD, 3)
    await ada.poll(CLOUD).get_by_role("button", name="Show result to all").click()
    await expect(lesson.max.page.get_by_role("region", name=f"Result: {CLOUD}")).to_contain_text("blue")
    await expect(ada.poll(CLOUD).get_by_text("Who answered what")).to_have_count(0)  # it is without names
    await shots(lesson.max, "34-cloud-on-the-stage")
    await shots(lesson.ben, "35-polls-student", "Polls")
    await ada.poll(CLOUD).get_by_role("button", name="Take off the stage").click()


async def the_last_one(lesson):
    """Of the table: it is still open when the class goes on."""
    ada = lesson.ada
    await ada.button(f"Start: {LAST}").click()
    await expect(ada.page.get_by_text("All 6 prepared polls of this course were asked.")).to_be_visible()
    await lesson.max.open_panel("Polls")
    await lesson.max.poll(LAST).get_by_text("Yes", exact=True).click()
    await lesson.max.poll(LAST).get_by_role("button", name="Vote", exact=True).click()
    await ends(lesson, LAST, 1, "End quiz")
    for person in lesson.everybody:
        await person.open_panel("Chat")


async def played(lesson, dana):
    """Each poll is asked again at its moment; the result that was on the stage waits for one's own answer."""
    for question in (SEVERAL, QUIZ, TYPED, RATED, RANKED, CLOUD, LAST):
        await goes_to(dana, lesson.moment("PollOpened", question=question) + 100)
        await expect(dana.poll(question)).to_be_visible()
    await goes_to(dana, lesson.moment("ResultsShown", poll=lesson.poll(QUIZ)) + 200)
    stage = dana.page.get_by_role("region", name=f"Result: {QUIZ}")
    await expect(stage.get_by_text("Answer it yourself first", exact=False)).to_be_visible()
    card = dana.poll(QUIZ)
    await card.get_by_text("Rain", exact=True).click()
    await card.get_by_role("button", name="Vote later").click()
    await expect(card.get_by_text("Not right this time")).to_be_visible()
    await expect(stage.get_by_text("3 voted live, 1 later")).to_be_visible()
    await shots(dana, "83-playback-poll")
    await goes_to(dana, lesson.moment("ResultsHidden") + 200)
    await expect(dana.page.get_by_role("region", name="Result:", exact=False)).to_have_count(0)
