"""A class in the voices of four people, and a student who was absent: on a phone, by keyboard alone. Then whoever led it reads,
corrects, hides, takes away."""

import os

import pytest
from playwright.async_api import expect

from tests.e2e.absent import film, held, late_work, leading, speech, watching, written
from tests.e2e.absent.people import machines
from tests.e2e.absent.script import TITLE, Trial
from tests.e2e.inspecting import Inspector
from tests.e2e.lesson.shots import as_left
from tests.e2e.visitors import PHONE
from tests.harness import programs
from tests.harness.stores import lacking

pytestmark = [
    pytest.mark.browser,
    pytest.mark.speech,
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.timeout(1500 if "AMPHI_SHOTS" in os.environ else 580),
]


async def test_who_was_absent_does_it_all_by_keyboard_and_who_led_sees_to_the_rest(start_server, tmp_path):
    if programs.espeak() is None:
        lacking("espeak-ng", "espeak-ng")
    parts = speech.parts(tmp_path)
    server = start_server(AMPHI_TRANSCRIPTION="default", AMPHI_DOWNLOAD_PROCESSES="1")
    made = server.new_class(TITLE)
    async with machines(tmp_path, speech.ADA, *speech.STUDENTS, "Dana") as (ada, *students, dana):
        trial = Trial(server, made, parts, ada, students, dana)
        try:
            await held.held(trial)
            await trial.is_written()
            began = written.is_right(trial)
            sought = written.sought(trial, began)
            await is_made_up_for(trial, sought)
            await is_seen_to(trial, sought)
        except BaseException:
            await as_left(trial.everybody())
            raise


async def is_made_up_for(trial, sought):
    """Dana's part; Ada answers in the middle of it."""
    dana = trial.dana.visitor
    inspector = Inspector(dana.page)
    await watching.opens(dana, trial.server)
    for one in sought:
        await watching.finds(dana, *one)
    await inspector.look("played on a phone", (PHONE,))
    await dana.page.set_viewport_size(PHONE)
    await late_work.votes(dana)
    await late_work.speaks(trial.dana, trial.parts[speech.ADA])
    await late_work.asks(dana)
    await leading.answers(trial.ada.visitor, trial.server)
    await late_work.reads_the_answer(dana)
    await late_work.is_understood(trial)
    await watching.watches_all(dana)
    inspector.verdict()


async def is_seen_to(trial, sought):
    """Ada's part: the film before and after somebody is hidden in it."""
    ada = trial.ada.visitor
    await ada.page.goto(trial.made["playback"].partition("?")[0])
    await expect(ada.page.get_by_label("Seek", exact=True)).to_be_visible()
    before = await film.taken(ada, "b2")
    assert max(map(film.pink, film.seen(before, "film-before"))) > 0.02
    assert film.chapters(before)
    told = " ".join(text for _, text in film.words(before))
    for name, word, _ in sought:
        assert f"{name}: " in told, (name, told)
        assert word in told.lower(), (word, told)
    await leading.corrects(ada)
    await leading.hides(ada)
    after = await film.taken(ada, "b6")
    assert max(map(film.pink, film.seen(after, "film-after"))) < 0.002
    told = " ".join(text for _, text in film.words(after))
    assert speech.BEN not in told
    assert "North Sea" in told
