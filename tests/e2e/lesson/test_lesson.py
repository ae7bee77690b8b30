"""A lesson of a morning, told in time-lapse: every item of a classroom is used in it, and is there again in playback."""

import os

import pytest

from tests.e2e.lesson import (
    absent,
    arriving,
    asking,
    board,
    commands,
    decks,
    groups,
    leaving,
    polls,
    rights,
    small,
    talking,
)
from tests.e2e.lesson.script import COURSE, NAMES, TITLE, Lesson
from tests.e2e.lesson.shots import as_left
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.timeout(1500 if "AMPHI_SHOTS" in os.environ else 580),  # six pages on two cores
]
# What Chromium says of a line that a crowded machine let go for a moment; the page finds another one.
LOST = "WebSocket is already in CLOSING or CLOSED state"
LATE = {polls: ("Yes or no?", "No"), commands: (commands.ASKED, "Not quite")}


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param((arriving, rights, decks, board), id="arriving-rights-slides-board"),
        pytest.param((arriving, polls, asking, talking), id="polls-questions-chat"),
        pytest.param((arriving, groups, small, commands), id="groups-small-things-commands"),
    ],
)
async def test_a_lesson_is_held_by_the_script_and_every_item_is_seen_again_in_playback(acts, server_process):
    server = server_process
    course = server.api("POST", "courses", {"title": COURSE})
    made = server.api("POST", "classes", {"course": course["id"], "title": TITLE})
    async with chromium("--use-fake-device-for-media-stream=fps=5") as browser:
        async with visitors(browser, *NAMES) as people:
            lesson = Lesson(server, made, *people)
            try:
                for act in (*acts, leaving):
                    await act.held(lesson)
            except BaseException:
                await as_left(people)
                raise
            for person in people:
                person.complaints[:] = [text for text in person.complaints if LOST not in text]
        async with visitors(browser, "Dana") as (dana,):
            await absent.comes(lesson, dana)
            try:
                for act in acts:
                    await act.played(lesson, dana)
            except BaseException:
                await as_left([dana])
                raise
            await absent.works_later(lesson, dana, lesson.moment("PersonAdmitted"))
            late = [LATE[act] for act in acts if act in LATE]
            for question, option in late:
                await absent.votes_later(lesson, dana, question, option)
    await absent.is_counted(lesson, len(late) + (polls in acts))
