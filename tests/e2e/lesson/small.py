"""The small things: signs, being away, a timer and a stopwatch, the lot, the agenda, a film in step, spotlight, layouts, notes."""

from playwright.async_api import expect

from tests.e2e.films import a_film, plays, together
from tests.e2e.lesson.script import GUEST, choose, close, goes_to, lasts, looks, on_person
from tests.e2e.lesson.shots import shots
from tests.e2e.showing import on_tile
from tests.harness.waiting import eventually

FILM = "The tidal bore of the river Severn, filmed from the bank.webm"


async def held(lesson):
    await signs(lesson)
    await times(lesson)
    await the_lot(lesson)
    await the_agenda(lesson)
    await a_film_in_step(lesson)
    await the_stage(lesson)
    await notes(lesson)


async def signs(lesson):
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    for number, (person, sign) in enumerate(
        ((ben, "Applause"), (chen, "Thumbs up"), (lesson.max, "Slower")), 1
    ):
        await person.button("React").click()
        await person.button(sign).click()
        await lesson.written("GestureMade", number)
    await expect(ada.page.locator(".float").first).to_be_attached()
    await ben.button("React").click()
    await ben.button("Away for a moment").click()
    await expect(ben.page.get_by_text("You are away")).to_be_visible()
    await expect(chen.page.locator("[data-person]").get_by_text("away for a moment")).to_have_count(1)
    await shots(chen, "70-somebody-is-away")
    await ben.page.mouse.click(640, 300)
    await expect(chen.page.locator("[data-person]").get_by_text("away for a moment")).to_have_count(0)


async def times(lesson):
    ada, ben = lesson.ada, lesson.ben
    await choose(ada, "More", "Timer and stopwatch")
    await ada.page.get_by_label("What for?", exact=False).fill("In pairs")
    await ada.button("Start timer").click()
    await ada.button("1 minute more").click()
    await shots(ada, "71-timer")
    await close(ada)
    await expect(ben.page.get_by_role("timer", name="In pairs")).to_contain_text("left")
    await lasts()
    await choose(ada, "More", "Timer and stopwatch")
    await ada.button("Put away").click()
    await ada.page.get_by_label("What for?", exact=False).fill("How long can you hold it?")
    await ada.button("Start stopwatch").click()
    await close(ada)
    await expect(ben.page.get_by_role("timer", name="How long can you hold it?")).to_be_visible()
    await lesson.written("TimerStarted", kind="stopwatch")
    await lasts()
    await choose(ada, "More", "Timer and stopwatch")
    await ada.button("Put away").click()
    await close(ada)


async def the_lot(lesson):
    """Nobody is drawn twice before all were; Fay is a student again."""
    ada = lesson.ada
    await on_person(ada, "Fay", "Make student")
    await lesson.written("RoleChanged", role="student")
    await choose(ada, "More", "Pick a student")
    for count in range(1, 5):
        await expect(ada.page.get_by_text(f"{count} of 4 were asked in this round.")).to_be_visible()
        if count == 1:
            await shots(ada, "72-whose-turn")
        if count < 4:
            await ada.button("Next", exact=True).click()
    picked = {one["event"]["person"] for one in lesson.entries("PersonPicked")}
    assert len(picked) == 4
    await ada.button("Done").click()


async def the_agenda(lesson):
    ada, ben = lesson.ada, lesson.ben
    await choose(ada, "More", "Agenda")
    await ada.button("Begin: Hello").first.click()
    await expect(ada.page.get_by_text("runs now", exact=False)).to_be_visible()
    await ada.button("Next: What pulls the sea").click()
    await ada.button("5 minutes more").click()
    await shots(ada, "73-agenda")
    await close(ada)
    await expect(ben.button("Agenda: What pulls the sea")).to_be_visible()


async def a_film_in_step(lesson):
    ada, ben = lesson.ada, lesson.ben
    await choose(ada, "More", "Play a film")
    await shots(ada, "74-no-film-yet")
    await ada.page.get_by_label("Film as MP4 or WebM").set_input_files(
        {"name": FILM, "mimeType": "video/webm", "buffer": a_film()}
    )
    await expect(ben.page.get_by_label(f"Film: {FILM}")).to_be_visible()
    await ada.button("Play the film").click()
    await eventually(lambda: plays(ben), "Ben's film plays")
    await eventually(lambda: together(ada, ben), "both see the same moment")
    await shots(ben, "75-film-student")
    await shots(ada, "76-film-teacher")
    await ada.button("Take the film off the stage").click()
    await expect(ben.page.get_by_label(f"Film: {FILM}")).to_have_count(0)


async def the_stage(lesson):
    """Two in the spotlight; a layout that everybody follows, and leaves."""
    ada, ben, chen = lesson.ada, lesson.ben, lesson.chen
    await on_tile(ada, "Ben", "Spotlight for everybody")
    await expect(ben.page.get_by_text("You are in the spotlight", exact=False)).to_be_visible()
    await on_tile(ada, "Ada", "Spotlight for everybody")
    both = chen.page.get_by_role("list", name="On the stage").get_by_role("listitem")
    await expect(both).to_have_count(2)
    await shots(chen, "77-spotlight")
    await ada.button("Turn the spotlight off").click()
    await expect(both).to_have_count(0)
    await choose(ada, "More", "Everybody follows my layout")
    await choose(ada, "More", "Everybody")
    await expect(chen.page.get_by_text("You see the layout of Ada")).to_be_visible()
    await expect(chen.page.locator(".as-grid")).to_have_count(1)
    await shots(chen, "78-everybody")
    await chen.button("Use my own").click()
    await expect(chen.page.locator(".as-filmstrip")).to_have_count(1)
    await lesson.written("LayoutLaid", layout="gallery")
    await lasts()
    await choose(ada, "More", "Everybody follows my layout")
    await choose(ada, "More", "Cameras above the stage")


async def notes(lesson):
    """Written by Ada, formatted; a student may go on; all read it."""
    ada, fay, guest = lesson.ada, lesson.fay, lesson.max
    for person in (ada, fay, guest):
        await person.open_panel("Notes")
    await expect(guest.page.get_by_text("Nothing written yet")).to_be_visible()
    await ada.page.get_by_role("textbox", name="Notes, Main room").click()
    await ada.page.keyboard.type("# Tides\nThe Moon ")
    await ada.page.keyboard.press("Control+b")
    await ada.page.keyboard.type("pulls")
    await ada.page.keyboard.press("Control+b")
    await ada.page.keyboard.type("\n- high water\nlow water")
    read = guest.page.get_by_role("article", name="Notes, Main room")
    await expect(read.get_by_role("heading", name="Tides")).to_be_visible()
    await expect(read.get_by_role("listitem")).to_have_text(["high water", "low water"])
    await choose(ada, "Notes menu", "Students may write")
    writing = guest.page.get_by_role("textbox", name="Notes, Main room")
    await writing.click()
    await guest.page.keyboard.press("Control+End")
    await guest.page.keyboard.type(", every twelve hours")
    await expect(fay.page.get_by_text("every twelve hours", exact=False)).to_be_visible()
    await ada.button("Who wrote what").click()
    await expect(ada.page.locator(".by-names").last).to_contain_text(GUEST)
    await shots(ada, "79-notes-teacher", "Notes")
    await ada.button("Who wrote what").click()
    await shots(guest, "79-notes-guest", "Notes")
    await choose(ada, "Notes menu", "Students may write")
    for person in (ada, fay, guest):
        await person.open_panel("Chat")


async def played(lesson, dana):
    await goes_to(dana, lesson.moment("GestureMade", 0) + 300)
    await expect(dana.page.locator(".float").first).to_be_attached()
    for name in ("In pairs", "How long can you hold it?"):
        await goes_to(dana, lesson.moment("TimerStarted", name=name) + 200)
        await expect(dana.page.get_by_role("timer", name=name)).to_be_visible()
    await goes_to(dana, lesson.moment("PersonPicked", 0) + 200)
    await expect(dana.page.get_by_text("The lot fell on", exact=False)).to_be_visible()
    await goes_to(dana, lesson.moment("SegmentStarted", 1) + 200)
    await expect(dana.page.get_by_text("What pulls the sea", exact=True).first).to_be_visible()
    await goes_to(dana, (lesson.moment("FilmMoved", 0, playing=True) + lesson.moment("FilmHidden", 0)) / 2)
    await expect(dana.page.get_by_label(f"Film: {FILM}")).to_be_visible()
    await goes_to(dana, lesson.moment("SpotlightTurned", 1) + 300)
    await expect(dana.page.locator('[data-place="grid"]')).to_have_count(2)
    await shots(dana, "87-playback-spotlight")
    await goes_to(dana, lesson.moment("LayoutLaid", -1, layout="gallery") + 300)
    await expect(dana.page.locator('[data-place="grid"]').first).to_be_visible()
    await goes_to(dana, lesson.moment("NotebookWritten", -1) + 300)
    await looks(dana, "Notes")
    await expect(dana.page.get_by_text("every twelve hours", exact=False)).to_be_visible()
    await shots(dana, "88-playback-notes")
    await looks(dana, "Notes")
