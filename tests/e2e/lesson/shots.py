"""Pictures of what people see, at three sizes and in both themes, for whoever names a folder in AMPHI_SHOTS."""

import os
from collections.abc import Iterable
from pathlib import Path

from playwright.async_api import expect

from tests.e2e.visitors import DESK, PHONE, Visitor

TABLET = {"width": 768, "height": 1024}
SIZES = (DESK, TABLET, PHONE)


async def shots(person: Visitor, name: str, panel: str = "") -> None:
    """Take the pictures; `panel` is opened anew where a small window has put it away."""
    folder = os.environ.get("AMPHI_SHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        await person.page.set_viewport_size(size)
        if size is not DESK:
            await reshaped(person, "phone" if size is PHONE else "tablet")
            await (open_small(person, panel) if panel else show_stage(person))
        for theme in ("light", "dark"):
            await person.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            await person.page.wait_for_timeout(250)
            file = Path(folder) / f"{name}-{size['width']}-{theme}.png"
            await person.page.screenshot(path=file)
    await person.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    await person.page.set_viewport_size(DESK)
    await reshaped(person, "desk")
    if panel:
        await person.page.get_by_role("tab", name=panel).click()


async def as_left(people: Iterable[Visitor]) -> None:
    """What each sees when the lesson went wrong."""
    folder = os.environ.get("AMPHI_SHOTS")
    for person in people if folder else ():
        await person.page.screenshot(path=Path(folder or "") / f"failed-{person.name[:10]}.png")


async def open_small(person: Visitor, panel: str) -> None:
    """On small windows a panel lies over the stage: one that nobody had opened is opened by a press."""
    tab = person.page.get_by_role("tab", name=panel)
    if not await tab.count():
        await person.button("Chat").click()
    await tab.click()


async def reshaped(person: Visitor, name: str) -> None:
    """The room has taken the shape of its window."""
    if await person.page.locator(".room").count():
        await expect(person.page.locator(f".room.{name}")).to_have_count(1)


async def show_stage(person: Visitor) -> None:
    """Close the panel that lies over the stage, unless a dialog lies over both."""
    if await person.page.locator("[role=dialog], [role=alertdialog]").count():
        return
    cover = person.button("Close panel")
    if await cover.count():
        await cover.click()
        await expect(cover).to_have_count(0)
