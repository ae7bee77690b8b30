"""The film of the class as Ada takes it away: its pictures, its sound, the words in it and its chapters."""

import io
import os
import re
from pathlib import Path

import av
import numpy as np
from playwright.async_api import expect

from tests.e2e.lesson.shots import shots
from tests.e2e.recordings import pictures


async def taken(ada, name):
    """Saved from the page as soon as it is ready: its content."""
    await ada.button("Save").click()
    await shots(ada, f"{name}-save")
    await ada.page.get_by_role("menuitem", name="Film and sound").click()
    way = ada.page.get_by_role("link", name="Download the film")
    await expect(way).to_be_visible(timeout=120_000)
    await shots(ada, f"{name}-film")
    async with ada.page.expect_download() as coming:
        await way.click()
    content = (await (await coming.value).path()).read_bytes()
    await ada.page.keyboard.press("Escape")
    return content


def seen(content, name):
    """A picture of each second, decoded; as files too, beside the film, for whoever names a folder."""
    images, folder = pictures(content), os.environ.get("AMPHI_SHOTS")
    if folder:
        (Path(folder) / f"{name}.mp4").write_bytes(content)
        for number, image in enumerate(images):
            image.save(Path(folder) / f"{name}-{number:02}.png")
    return images


def pink(picture):
    """How much of it is of the colour of Benedikta's camera."""
    red, green, blue = np.moveaxis(np.asarray(picture, dtype=np.int16), -1, 0)
    return float(((red > 90) & (blue > 60) & (red - green > 40) & (blue - green > 25)).mean())


def words(content):
    """What its track of captions says: (second, text)."""
    with av.open(io.BytesIO(content)) as container:
        track = container.streams.subtitles[0]
        told = [(float(packet.pts * packet.time_base), bytes(packet)) for packet in container.demux(track) if packet.pts is not None]  # fmt: skip
    # 3GPP timed text: two bytes of length, then UTF-8
    texts = [(at, data[2 : 2 + int.from_bytes(data[:2], "big")].decode()) for at, data in told]
    return [(at, re.sub(r"\s+", " ", text)) for at, text in texts if text.strip()]


def chapters(content):
    """The titles of its chapters."""
    with av.open(io.BytesIO(content)) as container:
        return [one["metadata"]["title"] for one in container.chapters()]
