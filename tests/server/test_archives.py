"""Archives that are sent while they are made, and what few may do at once."""

import asyncio
import io
import zipfile

import pytest

from server.archives import send
from server.errors import Problem
from server.scarce import one_of


async def members(*contents):
    for number, content in enumerate(contents):
        yield f"{number}.bin", content


async def test_an_archive_is_sent_in_pieces_and_can_be_opened(tmp_path):
    file, out = tmp_path / "film.mp4", io.BytesIO()
    file.write_bytes(bytes(3 << 20))

    async def write(data):
        out.write(data)

    await send(members(b"words", file, tmp_path / "gone"), write)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert [len(archive.read(name)) for name in archive.namelist()] == [5, 3 << 20]


async def test_whoever_takes_nothing_of_it_is_left_after_a_while():
    async def write(data):
        await asyncio.Event().wait()

    sending = asyncio.create_task(send(members(bytes(1 << 20)), write, patience=0.01))
    await asyncio.wait([sending], timeout=5)
    assert sending.done()
    with pytest.raises(TimeoutError):
        await sending


def test_so_many_at_once_each_once_and_a_place_is_free_again_whatever_happened():
    held = set()
    with one_of(held, "ada", 2):
        with pytest.raises(Problem, match="busy"), one_of(held, "ada", 2):
            pass
        with one_of(held, "ben", 2), pytest.raises(Problem, match="busy"), one_of(held, "tom", 2):
            pass
        with pytest.raises(ZeroDivisionError), one_of(held, "tom", 2):
            raise ZeroDivisionError
        assert held == {"ada"}
    assert held == set()
