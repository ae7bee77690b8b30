"""A language model at an OpenAI-compatible endpoint: one question, one answer, within a time limit, or a plain failure."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, Literal

import aiohttp
import structlog

from server.config import Settings

WAITS = (2.0, 8.0)
"""Seconds before each further try."""
MOST_READ = 1024 * 1024
LATER = {408, 409, 425, 429}
"""Answers that ask to come again, as all from 500 on do."""

log = structlog.get_logger("language_model")


class ModelError(Exception):
    """The model gave no answer: `reason` is `no_answer`, `refused` or `unreadable`."""

    def __init__(self, reason: Literal["no_answer", "refused", "unreadable"]) -> None:
        super().__init__(reason)
        self.reason = reason


class LanguageModel:
    """The school's language model, as the settings name it."""

    def __init__(self, settings: Settings, waits: Sequence[float] | None = None) -> None:
        self.name = settings.language_model
        self._url = f"{settings.language_model_url}/chat/completions"
        self._key = settings.language_model_key
        self._seconds = settings.language_model_seconds
        self._waits = WAITS if waits is None else waits

    async def answer(self, instructions: str, text: str, *, stammers: bool = False) -> str:
        """What the model answers to a text under these instructions; raises `ModelError`.

        Whoever puts another question where it `stammers` has the same one not asked again.
        """
        error = ModelError("no_answer")
        for wait in (0.0, *self._waits):
            await asyncio.sleep(wait)
            try:
                return await self._ask(instructions, text)
            except ModelError as problem:
                error = problem
                log.warning("no answer", reason=problem.reason)
                if problem.reason == "refused" or (stammers and problem.reason == "unreadable"):
                    break
            except (aiohttp.ClientError, TimeoutError, OSError) as problem:
                # Only its kind: what the library says of it may hold the address with a key in it.
                error = ModelError("no_answer")
                log.warning("no answer", reason=type(problem).__name__)
        raise error

    async def _ask(self, instructions: str, text: str) -> str:
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": text}]
        body = {"model": self.name, "messages": messages, "stream": False}
        key = self._key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = aiohttp.ClientTimeout(total=self._seconds)
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
            # Elsewhere the key would be told to a stranger.
            session.post(self._url, json=body, allow_redirects=False) as response,
        ):
            if response.status in LATER or response.status >= 500:
                raise ModelError("no_answer")
            if response.status != 200:
                raise ModelError("refused")
            return _content(await _whole(response))


async def _whole(response: aiohttp.ClientResponse) -> bytes:
    read = bytearray()
    async for part in response.content.iter_chunked(64 * 1024):
        read += part
        if len(read) > MOST_READ:
            raise ModelError("unreadable")
    return bytes(read)


def _content(body: bytes) -> str:
    """The text of a chat completion; one that was cut off in the middle is none."""
    try:
        told: Any = json.loads(body)
        choice = told["choices"][0]
        text = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise ModelError("unreadable") from error
    if not isinstance(text, str) or not text.strip() or choice.get("finish_reason") not in ("stop", None):
        raise ModelError("unreadable")
    return text
