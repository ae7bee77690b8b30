"""The stage as people arrange it: spotlight, pins and layouts; and a film that everybody sees in step, also afterwards."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.films import AT, a_film, plays, stands, together
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.showing import on_tile
from tests.e2e.visitors import PHONE, visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def seen(person, what):
    """Nothing is wrong for those who do not see it, in both themes."""
    inspector = Inspector(person.page)
    await inspector.look(what, BOTH)
    inspector.verdict()


async def choose(person, entry):
    await person.button("More").click()
    name = re.compile(rf"^{entry}( ?, chosen)?$")
    await person.page.get_by_role("menuitem", name=name).click()


@pytest.mark.long
async def test_the_stage_is_arranged_for_everybody_and_for_oneself(browser, server_process):
    made = server_process.new_class("Staged")
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await together_in(made, ada, ben)
        await spotlight(ada, ben)
        await layouts(ada, ben)
        await end(ada, ben)
    async with visitors(browser, "Dana") as (dana,):
        await lit_later(server_process, made, dana)


@pytest.mark.long
async def test_a_film_is_seen_in_step_and_again_later(browser, server_process):
    made = server_process.new_class("A film")
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await together_in(made, ada, ben)
        await film(ada, ben)
        await end(ada, ben)
    async with visitors(browser, "Dana") as (dana,):
        await film_later(server_process, made, dana)


async def together_in(made, ada, ben):
    await ada.join(made["join"]["instructor"])
    await ben.join(made["join"]["student"])
    await ben.sees("Camera of Ada")


async def end(ada, ben):
    await ada.button("End class").click()
    await ada.button("End for everybody").click()
    await expect(ben.page.get_by_role("heading", name="The class has ended")).to_be_visible()


async def spotlight(ada, ben):
    await on_tile(ada, "Ben", "Spotlight for everybody")
    await expect(ben.page.get_by_text("You are in the spotlight", exact=False)).to_be_visible()
    await ada.sees("Ben on the stage")
    await on_tile(ada, "Ada", "Spotlight for everybody")
    both = ben.page.get_by_role("list", name="On the stage").get_by_role("listitem")
    await expect(both).to_have_count(2)
    await seen(ada, "two in the spotlight")
    await on_tile(ben, "Ada", "Pin for me")
    await expect(both).to_have_count(1)
    await expect(ben.page.get_by_role("menuitem", name="Spotlight for everybody")).to_have_count(0)
    await ben.button("Unpin").click()
    await expect(both).to_have_count(2)
    await ada.button("Turn the spotlight off").click()
    await expect(both).to_have_count(0)


async def layouts(ada, ben):
    await choose(ada, "Everybody follows my layout")
    await ada.page.keyboard.press("l")
    banner = ben.page.get_by_text("You see the layout of Ada")
    await expect(banner).to_be_visible()
    await expect(ben.page.locator(".as-sidebar")).to_have_count(1)
    await seen(ben, "cameras beside the stage")
    await choose(ada, "Everybody")
    await expect(ben.page.locator(".as-grid")).to_have_count(1)
    await ben.button("Use my own").click()
    await expect(ben.page.locator(".as-filmstrip")).to_have_count(1)
    await choose(ben, "Follow the teacher's layout")
    await expect(ben.page.locator(".as-grid")).to_have_count(1)
    await choose(ada, "Everybody follows my layout")
    await expect(ben.page.locator(".as-filmstrip")).to_have_count(1)
    await choose(ada, "Cameras above the stage")


async def film(ada, ben):
    await choose(ada, "Play a film")
    await seen(ada, "no film yet")
    await ada.page.get_by_label("Film as MP4 or WebM").set_input_files(
        {"name": "Tides.webm", "mimeType": "video/webm", "buffer": a_film()}
    )
    await expect(ben.page.get_by_label("Film: Tides.webm")).to_be_visible()
    await expect(ben.button("Play the film")).to_have_count(0)
    await ada.button("Play the film").click()
    await eventually(lambda: plays(ben), "Ben's film plays")
    await eventually(lambda: together(ada, ben), "both see the same moment")
    await seen(ben, "a film")
    await ada.page.get_by_label("Position in the film").press("Home")
    for _ in range(20):
        await ada.page.get_by_label("Position in the film").press("ArrowRight")
    await eventually(lambda: together(ada, ben, 18), "both have jumped")
    await ben.page.reload()
    await ben.go_in()
    await eventually(lambda: together(ada, ben, 18), "whoever comes late lands where the others are")
    await ada.button("Pause the film").click()
    await eventually(lambda: stands(ben), "Ben's film stands still")
    await ben.page.set_viewport_size(PHONE)
    await seen(ben, "a film on a phone")
    await ada.button("Take the film off the stage").click()
    await expect(ben.page.get_by_label("Film: Tides.webm")).to_have_count(0)


def entries_of(server, made):
    told = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    return [one for one in told if "event" in one]


async def play_from(dana, made, at):
    await dana.play(made["playback"])
    await dana.page.evaluate("at => { location.hash = `#t=${at / 1000}`; }", at)


async def lit_later(server, made, dana):
    lit = next(
        one
        for one in entries_of(server, made)
        if one["event"]["type"] == "SpotlightTurned" and len(one["event"]["people"]) > 1
    )
    await play_from(dana, made, lit["at"] + 300)
    await expect(dana.page.locator('[data-place="grid"]')).to_have_count(2)
    await seen(dana, "two in the spotlight, played")


async def film_later(server, made, dana):
    moved = [one for one in entries_of(server, made) if one["event"]["type"] == "FilmMoved"]
    last = next(one for one in reversed(moved) if one["event"]["playing"])
    await play_from(dana, made, last["at"] + 500)
    wanted = last["event"]["position"] / 1000 + 0.5

    async def there():
        found = await dana.ask(AT)
        return found is not None and abs(found[0] - wanted) < 1

    await eventually(there, "the film stands where it stood in class")
    await dana.button("Play").first.click()

    async def goes_on():
        found = await dana.ask(AT)
        return found is not None and found[0] > wanted + 0.5

    await eventually(goes_on, "the film plays with the class")
    await seen(dana, "a film, played")
