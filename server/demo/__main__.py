"""`python3 dev.py demo`: a server with a class that ended a moment ago and a class that is going on, and their links."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from server.bot import voice
from server.bot.errors import Refused
from server.demo import classes, lesson
from server.demo.house import House, running


def say(text: str) -> None:
    """One line for whoever watches."""
    print(text, flush=True)


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument(
        "--data", type=Path, help="folder for the classes; without it they are gone afterwards"
    )
    parser.add_argument("--host", help="address to listen at")
    parser.add_argument("--announce", help="addresses at which browsers reach media")
    parser.add_argument(
        "--lesson-seconds", type=float, default=lesson.LESSON_SECONDS, help="length of the ended class"
    )
    return parser.parse_args(arguments)


async def show(house: House, seconds: float) -> None:
    """Hold a class, start another, tell where everything is, and wait."""
    if not voice.can_speak():
        say("espeak-ng is not installed: the people of the demo hum instead of speaking")
    course = (await house.ask("POST", "courses", {"title": "Oceanography"}))["id"]
    ended = await house.ask("POST", "classes", {"course": course, "title": lesson.TITLE})
    say(f"holding a class of {seconds:.0f} seconds ...")
    await classes.held(house, ended, seconds)
    live = await house.ask("POST", "classes", {"course": course, "title": "Tides, questions and answers"})
    async with classes.going_on(house, live) as over:
        say("")
        say(f"Your desk (signs you in as instructor):  {house.sign_in}")
        say(f"A class that is going on, as a student:  {live['join']['student']}")
        say(f"  the same, as an instructor:            {live['join']['instructor']}")
        say(f"A class that has ended, to play:         {ended['playback']}")
        say("Ctrl-C ends the demo.")
        await over
        say("the class was ended; Ctrl-C ends the demo")
        await asyncio.Event().wait()


async def run(chosen: argparse.Namespace) -> int:
    """The demo from start to Ctrl-C."""
    task = asyncio.current_task()
    assert task is not None
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
    more = [
        part
        for name in ("host", "announce")
        if (value := getattr(chosen, name))
        for part in (f"--{name}", value)
    ]
    with ExitStack() as stack:
        data = chosen.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="amphi-demo-")))
        try:
            async with running(chosen.port, data, more, say) as house:
                await show(house, chosen.lesson_seconds)
        except asyncio.CancelledError:
            say("the demo is over")
    return 0


def main() -> int:
    """Run; 1 with one clear line when something is in the way."""
    try:
        return asyncio.run(run(options()))
    except (Refused, TimeoutError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
