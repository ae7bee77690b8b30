"""The demo's own server: the real one, as a process with its own data, and what the demo asks of its HTTP API."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from server.bot.errors import Refused
from server.bot.seat import call

START_TIME = 90.0  # seconds


@dataclass(slots=True)
class House:
    """A running server."""

    url: str
    token: str
    http: aiohttp.ClientSession
    sign_in: str

    async def ask(self, method: str, path: str, body: object = None, token: str = "") -> dict[str, Any]:
        """One request under /api/v1; raises Refused with the server's code."""
        return await call(self.http, method, f"{self.url}/api/v1/{path}", body, token or self.token)

    async def add_deck(self, class_id: str, title: str, pdf: bytes) -> str:
        """Upload slides; the deck's id."""
        form = aiohttp.FormData()
        form.add_field("title", title)
        form.add_field("file", pdf, filename=f"{title}.pdf", content_type="application/pdf")
        url, headers = (
            f"{self.url}/api/v1/classes/{class_id}/decks",
            {"Authorization": f"Bearer {self.token}"},
        )
        async with self.http.post(url, data=form, headers=headers) as response:
            answer = await response.json()
        if "deck" not in answer:
            error = answer.get("error", {})
            raise Refused(
                str(error.get("code", "bad_answer")), str(error.get("message", "The deck was refused."))
            )
        return str(answer["deck"])


@asynccontextmanager
async def running(port: int, data: Path, more: list[str], say: Callable[[str], None]) -> AsyncIterator[House]:
    """Start the server, wait until it answers, and end it at the end. Raises Refused when it does not start."""
    token = secrets.token_urlsafe(24)
    command = [sys.executable, "-m", "server", "--port", str(port), "--data", str(data), "--no-open", *more]
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, "AMPHI_API_TOKEN": token},
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the demo, which then ends the server after the bots have left
    )
    assert process.stdout is not None
    try:
        sign_in, url = await asyncio.wait_for(_links(process.stdout), START_TIME)
        pump = asyncio.ensure_future(_hand_on(process.stdout, say))
        async with aiohttp.ClientSession() as http:
            yield House(url, token, http, sign_in)
        pump.cancel()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _links(output: asyncio.StreamReader) -> tuple[str, str]:
    sign_in = ""
    began = time.monotonic()
    while line := (await output.readline()).decode().strip():
        where = line.rpartition(" ")[2]
        if "/signin/" in where:
            sign_in = where
        elif line.startswith("Amphi is ready"):
            return sign_in, where
    raise Refused(
        "no_server", f"The server ended after {time.monotonic() - began:.0f} s.", "server", "See above."
    )


async def _hand_on(output: asyncio.StreamReader, say: Callable[[str], None]) -> None:
    while line := (await output.readline()).decode().rstrip():
        say(line)
