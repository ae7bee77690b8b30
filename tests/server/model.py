"""A language model of the tests: a real little server that speaks the protocol and answers what it is told to."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.harness.waiting import free_port

KEY = "key-of-the-tests"


class Model:
    """`answers` are given one after the other, the last for ever: a text, a status, bytes, `hang`, or what a function,
    which may be awaited, makes of the request."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.answers: list[Any] = []

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """Answer a request for a chat completion."""
        self.asked.append((dict(request.headers), await request.json()))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(self.asked[-1][1])
        if inspect.isawaitable(answer):
            answer = await answer
        if answer == "hang":
            await asyncio.sleep(60)
        if isinstance(answer, int):
            return web.json_response({"error": {"message": KEY}}, status=answer)
        if isinstance(answer, bytes):
            return web.Response(body=answer)
        choice = {"message": {"role": "assistant", "content": answer}, "finish_reason": "stop"}
        return web.json_response({"choices": [choice]})


@asynccontextmanager
async def serving() -> AsyncIterator[Model]:
    """A model at a real port."""
    made, app = Model(), web.Application()
    app.router.add_post("/v1/chat/completions", made.complete)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    made.url = f"http://127.0.0.1:{port}/v1"
    yield made
    await runner.cleanup()
