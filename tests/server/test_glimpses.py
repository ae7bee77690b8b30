"""Strips of small pictures: made once however many ask, kept when they are whole, and refused where nothing is."""

import asyncio

import pytest
from PIL import Image

from server.errors import Problem
from server.glimpses import Glimpses


def manifest(seconds, state="live"):
    """A recording of nobody: every picture is dark."""
    ms = seconds * 1000
    return {"state": state, "tracks": [], "stage": [], "live_edge": ms, "duration": ms}


async def test_a_strip_of_a_running_class_grows_and_the_whole_one_takes_its_place(tmp_path):
    glimpses, folder = Glimpses(), tmp_path / "glimpses"
    asked = [glimpses.strip(folder, tmp_path, manifest(65), 0) for _ in range(3)]
    assert {path.name for path in await asyncio.gather(*asked)} == {"0-7.webp"}
    assert not glimpses.making
    whole = await glimpses.strip(folder, tmp_path, manifest(301), 0)
    assert [path.name for path in folder.iterdir()] == ["0.webp"]
    with Image.open(whole) as image:
        assert image.size == (1152, 540)
    made = whole.stat().st_mtime_ns
    assert (await glimpses.strip(folder, tmp_path, manifest(301, "ended"), 0)).stat().st_mtime_ns == made
    with pytest.raises(Problem, match=r".*"):
        await glimpses.strip(folder, tmp_path, manifest(301), 2)
