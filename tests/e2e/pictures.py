"""Pictures of pages for whoever names a folder in AMPHI_TEST_PICTURES."""

import os
from pathlib import Path


async def look_at(person, name):
    """Keeps pictures of a page where a folder for them is named."""
    folder = os.environ.get("AMPHI_TEST_PICTURES")
    if folder is None:
        return
    for width, height in ((1280, 800), (768, 1024), (360, 740)):
        for scheme in ("light", "dark"):
            await person.page.emulate_media(color_scheme=scheme)
            await person.resize(width, height)
            await person.page.wait_for_timeout(400)
            await person.page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png")
    await person.page.emulate_media(color_scheme="light")
    await person.resize(1280, 800)
