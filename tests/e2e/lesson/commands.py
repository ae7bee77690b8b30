"""By text and by keys: a poll, a timer, groups, the agenda and more without a button; refused in words what is not known."""

from playwright.async_api import expect

from tests.e2e.lesson.groups import banner
from tests.e2e.lesson.script import close, goes_to, lasts, types
from tests.e2e.lesson.shots import shots
from tests.e2e.visitors import DESK, PHONE
from tests.harness.waiting import eventually

ASKED = "Is it clear now?"
# What is cut off or pushed out of the bar above.
SQUEEZED = """() => [document.querySelector(".head"), ...document.querySelectorAll(".head .chip")]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""


async def held(lesson):
    await by_text(lesson)
    await on_a_phone(lesson)
    await groups_by_text(lesson)
    await not_known(lesson)
    await by_keys(lesson)


async def by_text(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await ada.open_panel("Chat")
    await ada.page.get_by_label("Message", exact=True).fill("/")
    await expect(ada.page.get_by_role("listbox", name="Commands")).to_be_visible()
    await shots(ada, "90-commands", "")
    await ada.open_panel("Chat")
    await types(ada, f"/poll {ASKED} Yes; No; Not quite")
    for student in (ben, chen):
        await expect(student.poll(ASKED)).to_be_visible()
    await types(ben, "/vote Yes")
    await types(chen, "/vote c")
    await lesson.written("BallotCast", 2, poll=lesson.poll(ASKED))
    await types(ada, "/end poll")
    await lesson.written("PollEnded", poll=lesson.poll(ASKED))
    await types(ada, "/next")
    await lesson.written("SegmentStarted")
    await types(ada, "/timer 5m Reading")
    await expect(ben.page.get_by_role("timer", name="Reading")).to_contain_text("left")
    await lasts()
    await types(ada, "/timer stop")
    await expect(ben.page.get_by_role("timer", name="Reading")).to_have_count(0)
    await types(ben, "/clap")
    await types(chen, "/hand")
    await types(ada, "/call next")
    await lesson.written("PersonCalledOn")
    await types(ada, "/call done")


async def on_a_phone(lesson):
    """A segment and a timer run: their digits stand clear of the recording's sign and of the way out."""
    ada, ben = lesson.ada, lesson.ben
    await types(ada, "/timer 2m Thinking")
    await ben.page.set_viewport_size(PHONE)
    await expect(ben.page.get_by_role("timer", name="Thinking")).to_be_visible()
    await eventually(lambda: _all_clear(ben), "nothing is squeezed once the bar has taken its new shape")
    await ben.page.set_viewport_size(DESK)
    await expect(ben.button("Polls")).to_be_visible()
    await types(ada, "/timer stop")


async def _all_clear(person):
    return await person.ask(SQUEEZED) == []


async def groups_by_text(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await types(ada, "/breakouts 2 random")
    for student in (ben, chen):
        await expect(banner(student, "You are in Group")).to_be_visible()
    await types(ada, "/tell groups Come back soon")
    await expect(ben.page.get_by_text("Come back soon", exact=True)).to_be_visible()
    await types(ada, "/end groups")
    await expect(ben.page.get_by_text("Everybody is back in the main room")).to_be_visible()


async def not_known(lesson):
    """What is wrong stays in the field, with what was most likely meant."""
    ada, ben = lesson.ada, lesson.ben
    for person, line, why in (
        (ada, "/tiemr 5m", "Did you mean /timer?"),
        (ben, "/timer 5m", "is for those who lead"),
    ):
        field = person.page.get_by_label("Message", exact=True)
        await field.fill(line)
        await field.press("Enter")
        await expect(person.page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        await expect(field).to_have_value(line)
        if person is ben:
            await shots(ben, "91-command-refused", "")
        await field.fill("")


async def by_keys(lesson):
    """Single keys, while nobody writes."""
    ben, ada = lesson.ben, lesson.ada
    for person in (ada, ben):
        await person.open_panel("Chat")
        await person.page.get_by_role("tab", name="Chat").focus()
    await ben.page.keyboard.press("h")
    await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "true")
    await ben.page.keyboard.press("h")
    await expect(ben.button("Raise hand")).to_have_attribute("aria-pressed", "false")
    await ben.page.keyboard.press("m")
    await expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "true")
    await ben.page.keyboard.press("m")
    await expect(ben.button("Microphone")).to_have_attribute("aria-pressed", "false")
    for key, tab in (("p", "People"), ("q", "Q&A"), ("o", "Polls"), ("w", "Notes"), ("c", "Chat")):
        await ben.page.keyboard.press(key)
        await expect(ben.page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    for key, dialog in (
        ("t", "Timer and stopwatch"),
        ("g", "Breakouts"),
        ("a", "Agenda"),
        ("?", "Keyboard shortcuts"),
    ):
        await ada.page.keyboard.press(key)
        await expect(ada.page.get_by_role("dialog", name=dialog)).to_be_visible()
        if key == "?":
            await shots(ada, "92-keys")
        await close(ada)
    await ada.page.get_by_role("tab", name="Chat").focus()
    await ada.page.keyboard.press("b")
    await expect(ben.page.get_by_role("application")).to_be_visible()
    await ada.page.get_by_role("tab", name="Chat").press("b")
    await expect(ben.page.get_by_role("application")).to_have_count(0)


async def played(lesson, dana):
    """Commands by text leave the same in the recording as buttons, and no line in the chat."""
    await goes_to(dana, lesson.moment("PollOpened", question=ASKED) + 200)
    await expect(dana.poll(ASKED)).to_be_visible()
    await goes_to(dana, lesson.moment("TimerStarted", name="Reading") + 200)
    await expect(dana.page.get_by_role("timer", name="Reading")).to_be_visible()
    await expect(dana.page.get_by_text("/timer 5m")).to_have_count(0)
