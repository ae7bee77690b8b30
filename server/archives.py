"""A ZIP archive that is sent while it is made: nothing of it is kept, and no more is read than the receiver takes."""

import asyncio
import time
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import IO

CHUNK = 1 << 20
PATIENCE = 60.0  # seconds: whoever takes less than a piece in that time reads too slowly to be waited for
LARGE = 1 << 31  # from here on sizes need the long form (ZIP64)

Member = tuple[str, bytes | Path]
"""The name of a file in the archive, and what is in it."""


class _Outgoing:
    """What `zipfile` writes, until it is sent; it cannot go back in it."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


async def send(
    members: AsyncIterator[Member], write: Callable[[bytes], Awaitable[None]], patience: float = PATIENCE
) -> None:
    """Give an archive of these to `write`, in pieces of about a megabyte; a file that has gone meanwhile is left out.

    Raises TimeoutError when a piece is not taken within `patience`, in seconds.
    """

    async def pass_on() -> None:
        async with asyncio.timeout(patience):
            await write(out.take())

    out = _Outgoing()
    with zipfile.ZipFile(out, "w") as archive:  # type: ignore[call-overload]
        async for name, content in members:
            if isinstance(content, Path) and not content.is_file():
                continue
            info = zipfile.ZipInfo(name, time.localtime()[:6])
            packed = isinstance(content, bytes)  # media are packed already
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            size = len(content) if isinstance(content, bytes) else content.stat().st_size
            with archive.open(info, "w", force_zip64=size >= LARGE) as inside:
                async for piece in _pieces(content):
                    await asyncio.to_thread(inside.write, piece)
                    await pass_on()
    await pass_on()


async def _pieces(content: bytes | Path) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        for at in range(0, len(content), CHUNK):
            yield content[at : at + CHUNK]
        return
    file: IO[bytes] = await asyncio.to_thread(content.open, "rb")
    try:
        while piece := await asyncio.to_thread(file.read, CHUNK):
            yield piece
    finally:
        file.close()
