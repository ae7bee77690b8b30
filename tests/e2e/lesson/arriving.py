"""Arriving: the class is planned at the desk, the teacher opens it, students come by link, a guest through the waiting room."""

from playwright.async_api import expect

from tests.e2e.lesson.script import COURSE, GUEST, TITLE, choose, close, goes_to, on_person
from tests.e2e.lesson.shots import shots

AGENDA = "5m Hello\n10m What pulls the sea\nQuiz, 5 min\n15m In groups\nBreak, 5 min\n10m Questions"
POLLS = """Which force raises the tides?
a) Wind
*b) The pull of the Moon
c) Rain
Why: the sea bulges towards the Moon, and away from it

What is falling water called?
= ebb

How sure are you? [rating 5, live]

Put them in order of size [ranking]
- Puddle
- Lake
- Sea

One word for the sea [cloud, anonymous]"""
TABLE = "question,option 1,option 2,right\nDoes the Sun pull too?,Yes,No,1\n"
WELCOME = "Good morning. The tide tables are at https://example.org/tides"


async def held(lesson):
    await plan(lesson)
    await open_the_class(lesson)
    await students_come(lesson)
    await through_the_waiting_room(lesson)
    await captions_can_be_shown(lesson)


async def plan(lesson):
    """An agenda from pasted lines; polls pasted as text, one more from a table."""
    ada = lesson.ada
    await ada.page.goto(lesson.server.sign_in_link())
    await ada.button(f"Agenda of {TITLE}").click()
    dialog = ada.page.get_by_role("dialog", name=f"Agenda of {TITLE}")
    await dialog.get_by_role("button", name="From text").click()
    await dialog.get_by_label("A line for each segment", exact=False).fill(AGENDA)
    await dialog.get_by_role("button", name="Add these").click()
    await expect(dialog.get_by_text("50 minutes in all")).to_be_visible()
    await shots(ada, "01-agenda-planned")
    await dialog.get_by_role("button", name="Save the agenda").click()
    await expect(dialog).to_have_count(0)
    await ada.button(f"Polls of {COURSE}").click()
    dialog = ada.page.get_by_role("dialog", name=f"Polls of {COURSE}")
    await dialog.get_by_label("Questions").fill(POLLS)
    table = {"name": "polls.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    await ada.page.locator("input[type=file]").set_input_files(table)
    await expect(dialog.get_by_role("button", name="Save 6 polls")).to_be_enabled()
    await shots(ada, "02-poll-bank")
    await dialog.get_by_role("button", name="Save 6 polls").click()
    await expect(dialog).to_have_count(0)
    await shots(ada, "03-desk")


async def open_the_class(lesson):
    ada = lesson.ada
    await ada.page.get_by_role("link", name=f"Start class: {TITLE}").click()
    await expect(ada.page.get_by_label("Your name", exact=True)).to_be_visible()
    await shots(ada, "04-lobby-teacher")
    await ada.go_in()
    await shots(ada, "05-room-alone")
    await choose(ada, "Chat settings", "Welcome message")
    await ada.page.get_by_label("Text", exact=True).fill(WELCOME)
    await ada.button("Save").click()
    await expect(ada.page.get_by_role("region", name="Welcome")).to_contain_text("Good morning")


async def comes(person, link, camera=False):
    """By the link into the lobby, with a name; the camera stays off for most."""
    await person.page.goto(link)
    await person.page.get_by_label("Your name", exact=True).fill(person.name)
    switch = person.button("Camera")
    await expect(switch).to_have_attribute("aria-pressed", "true")
    if not camera:
        await switch.click()
        await expect(switch).to_have_attribute("aria-pressed", "false")


async def students_come(lesson):
    """They read the welcome before they go in; nothing is said of their coming unless somebody wishes it."""
    link = lesson.made["join"]["student"]
    for student in (lesson.ben, lesson.chen):
        await comes(student, link, camera=student is lesson.ben)
        await expect(student.page.get_by_role("region", name="Welcome")).to_contain_text("Good morning")
        if student is lesson.ben:
            await shots(student, "06-lobby-student")
        await student.button("Join class").click()
        await expect(student.button("Leave")).to_be_visible()
    await expect(
        lesson.ada.page.get_by_role("tab", name="People, 3", exact=False).or_(people(lesson.ada, 3))
    ).to_be_visible()
    await expect(lesson.ada.page.get_by_text("came in")).to_have_count(0)
    await choose(lesson.ada, "More", "A short notice")
    await comes(lesson.fay, link)
    await lesson.fay.button("Join class").click()
    await expect(lesson.ada.page.get_by_text("Fay came in.")).to_be_visible()
    await choose(lesson.ada, "More", "A short notice")
    await lesson.ben.sees("Camera of Ada", frames=3)
    await lesson.ada.sees("Camera of Ben", frames=3)


def people(person, count):
    """The tab that tells how many are here."""
    return person.page.get_by_role("tab", name="People").filter(has_text=str(count))


async def through_the_waiting_room(lesson):
    """Ada hands the door to Fay, her assistant; the guest reads what those who wait are told, and is let in."""
    ada, fay, guest = lesson.ada, lesson.fay, lesson.max
    await on_person(ada, "Fay", "Make assistant")
    await fay.open_panel("People")
    await fay.button("Locks", exact=False).click()
    await fay.page.get_by_text("Whom we let in, one by one or all at once").click()
    await lesson.written("DoorChanged", door="ask")
    await shots(fay, "07-locks-assistant")
    await close(fay)
    await fay.open_panel("People")
    await comes(guest, lesson.made["join"]["student"])
    await guest.button("Join class").click()
    await expect(guest.page.get_by_role("heading", name="The teacher lets you in")).to_be_visible()
    await fay.page.get_by_label("Tell those who wait").fill("One minute, please")
    await fay.button("Tell").click()
    await expect(guest.page.get_by_text("One minute, please")).to_be_visible()
    await shots(guest, "08-waiting")
    await shots(ada, "09-somebody-waits")
    await fay.button(f"Let in {GUEST}").click()
    await expect(guest.button("Leave")).to_be_visible()
    await expect(people(ada, 5)).to_be_visible()
    await shots(fay, "10-people-assistant", "People")


async def captions_can_be_shown(lesson):
    """Without a speech engine the transcript says so, and captions stay empty."""
    ben = lesson.ben
    await ben.turn("Captions", on=True)
    await ben.open_panel("Transcript")
    await expect(ben.page.get_by_text("No transcript").first).to_be_visible()
    await ben.turn("Captions", on=False)
    await ben.open_panel("Chat")


async def played(lesson, dana):
    """The welcome stands above the chat from its moment on."""
    await goes_to(dana, lesson.moment("WelcomeSet") + 200)
    await expect(dana.page.get_by_role("region", name="Welcome")).to_contain_text("Good morning")
    await expect(dana.page.get_by_role("region", name="Welcome").get_by_role("link")).to_have_count(1)
