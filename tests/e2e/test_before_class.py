"""Before class: a task is opened from the desk, done on the class's page, seen by who leads, and stands in class as it was done."""

import time

import pytest
from playwright.async_api import expect

from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
TITLE = "Watch a tide come in"


def card(person):
    return person.page.get_by_role("article", name=TITLE, exact=True)


def planned(server):
    """A class that begins tomorrow."""
    course = server.api("POST", "courses", {"title": "Oceanography"})
    starts_at = int(time.time() * 1000) + 26 * 3600 * 1000
    about = {"course": course["id"], "title": "Tides", "starts_at": starts_at}
    return server.api("POST", "classes", about)


async def comes_early(dana, made):
    await dana.page.goto(made["playback"])
    await dana.page.get_by_label("Your name", exact=True).fill(dana.name)
    await dana.page.locator("button[type=submit]").click()
    await expect(dana.page.get_by_role("heading", name="Tides", exact=False)).to_be_visible()


async def opens(ada, server, inspector):
    """From the desk, in one dialog."""
    await ada.page.goto(server.sign_in_link())
    await ada.button("Tasks of Tides").click()
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="New task").click()
    await dialog.get_by_label("Title").fill(TITLE)
    await dialog.get_by_label("What is to be done").fill(
        "At a pier or a beach; note the **time** and the height."
    )
    await dialog.get_by_text("Asked for before class begins").click()
    await shots(ada, "b1-form")
    await inspector.look("a task for before class", BOTH)
    await dialog.get_by_role("button", name="Open it before class").click()
    await expect(dialog.get_by_text("handed in: 0")).to_be_visible()


async def does(dana, inspector):
    await dana.page.goto("/".join(dana.page.url.split("/")[:3]) + "/")
    await expect(dana.page.get_by_text("1 task to do before class")).to_be_visible()
    await shots(dana, "b2-desk")
    await inspector.look("desk with work before class", BOTH)
    await dana.page.get_by_role("link", name="Do the tasks before class: Tides").click()
    await expect(card(dana).get_by_text("before class:", exact=False)).to_be_visible()
    await card(dana).get_by_label("Your answer").fill("It rose a hand's breadth in half an hour.")
    await shots(dana, "b3-page")
    await inspector.look("the page of a class before it begins", BOTH)
    await card(dana).get_by_role("button", name="Hand in").click()
    await expect(card(dana).get_by_text("handed in", exact=True)).to_be_visible()
    await dana.page.goto("/".join(dana.page.url.split("/")[:3]) + "/")
    await expect(dana.page.get_by_role("heading", name="Coming up")).to_be_visible()
    await expect(dana.page.get_by_text("1 task to do before class")).to_have_count(0)


async def sees_who(ada, inspector):
    await ada.page.reload()
    await expect(ada.page.get_by_text("1 person is ready for class")).to_be_visible()
    await shots(ada, "b4-led")
    await ada.button("Tasks of Tides").click()
    dialog = ada.page.get_by_role("dialog")
    await expect(dialog.get_by_text("handed in: 1")).to_be_visible()
    await shots(ada, "b5-dialog")
    await dialog.get_by_role("link", name=f"Look at what was handed in: {TITLE}").click()
    await card(ada).get_by_text("1 of 1 handed in").click()
    await card(ada).locator("details details summary").click()
    await expect(card(ada).get_by_text("It rose a hand's breadth", exact=False)).to_be_visible()
    await shots(ada, "b5-who")
    await inspector.look("who has done it", BOTH)


async def stands_in_class(ada, dana, made, inspector):
    await ada.join(made["join"]["instructor"])
    await dana.join(made["join"]["student"])
    await dana.page.get_by_role("tab", name="Tasks").click()
    await expect(card(dana).get_by_text("asked for before class")).to_be_visible()
    await expect(card(dana).get_by_text("It rose a hand's breadth", exact=False)).to_be_visible()
    await ada.page.get_by_role("tab", name="Tasks").click()
    await expect(card(ada).get_by_text("1 of 1 handed in · 1 before class")).to_be_visible()
    await shots(dana, "b6-class", "Tasks")
    await inspector.look("in class")


async def test_a_task_is_done_before_class_and_stands_in_it(start_server):
    server = start_server()
    made = planned(server)
    async with chromium() as browser, visitors(browser, "Ada", "Dana") as (ada, dana):
        looks = [Inspector(one.page) for one in (ada, dana)]
        await comes_early(dana, made)
        await opens(ada, server, looks[0])
        await does(dana, looks[1])
        await sees_who(ada, looks[0])
        await stands_in_class(ada, dana, made, looks[1])
        for one in looks:
            one.verdict()
