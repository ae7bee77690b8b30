"""One's own data on the desk: looked at, taken away and removed; and whoever runs the school does the same for others."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.inspecting import Inspector
from tests.e2e.pictures import look_at
from tests.e2e.visitors import DESK, PHONE, visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]


async def held(server, ada, ben, tom):
    """Ben and Tom say something, and Ben's name is in what Tom says."""
    made = server.new_class("Tides and what makes them")
    await ada.join(made["join"]["instructor"])
    for who in (ben, tom):
        await who.join(made["join"]["student"])
    for who, words in ((ben, "A word of mine"), (tom, "Ben is right")):
        await who.open_panel("Chat")
        await who.page.get_by_role("textbox", name="Message").fill(words)
        await who.page.keyboard.press("Enter")
    await expect(ben.page.get_by_text("Ben is right")).to_be_visible()
    server.api("POST", f"classes/{made['id']}/end")
    return made


async def open_menu(visitor, entry):
    await visitor.page.get_by_role("button", name="Account of").click()
    await visitor.page.get_by_role("menuitem", name=entry).click()


async def test_data_is_looked_at_taken_away_and_removed(browser, shared_server):
    async with visitors(browser, "Ada", "Ben", "Tom") as (ada, ben, tom):
        made = await held(shared_server, ada, ben, tom)
        await ben.page.goto(made["join"]["student"].partition("/join")[0])
        await open_menu(ben, "My data")
        dialog = ben.page.get_by_role("dialog", name="My data")
        await expect(dialog.get_by_text("Messages", exact=True).first).to_be_visible()
        inspector = Inspector(ben.page)
        await inspector.look("my data", (DESK, PHONE))
        await look_at(ben, "my-data")
        async with ben.page.expect_download() as coming:
            await dialog.get_by_role("link", name="Download everything").click()
        with zipfile.ZipFile(io.BytesIO(Path(await (await coming.value).path()).read_bytes())) as archive:
            page = archive.read("classes/001 Tides and what makes them/index.html").decode()
        assert "A word of mine" in page and "Ben is right" not in page
        await dialog.get_by_role("button", name="Remove for ever").click()
        sure = ben.page.get_by_role("alertdialog")
        await expect(sure.get_by_role("button", name="Remove", exact=True)).to_be_disabled()
        await inspector.look("removal", (DESK, PHONE))
        inspector.verdict()
        await look_at(ben, "remove")
        await sure.get_by_role("textbox").fill("ben")
        await sure.get_by_role("button", name="Remove", exact=True).click()
        await expect(ben.page.get_by_role("dialog", name="Removed", exact=True)).to_be_visible()
        await look_at(ben, "removed")
        await ben.page.get_by_role("button", name="Close").last.click()
        await expect(ben.page.get_by_text("Your desk opens with your sign-in link")).to_be_visible()

        await tom.page.goto(made["playback"])
        mark = tom.page.get_by_role("button", name="Message, ")
        await expect(mark).to_have_count(1)  # Ben's is gone, Tom's is there
        await expect(tom.page.get_by_text("A word of mine")).to_have_count(0)

        await ada.page.goto(shared_server.sign_in_link())
        await open_menu(ada, "People of the school")
        people = ada.page.get_by_role("dialog", name="People of the school")
        await people.get_by_role("textbox", name="Find by name").fill("to")
        await expect(people.get_by_text("Tom", exact=True).first).to_be_visible()
        inspector = Inspector(ada.page)
        await inspector.look("people", (DESK, PHONE))
        inspector.verdict()
        await look_at(ada, "people")
        await people.get_by_role("button", name=re.compile("Data of .?Tom")).first.click()
        await expect(ada.page.get_by_role("dialog", name=re.compile("Data of .?Tom"))).to_be_visible()
        await look_at(ada, "of-tom")
