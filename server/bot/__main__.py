"""A participant without a browser, from the command line: prints what it sees as JSON lines, and a summary at the end."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rooms.facts import Entry
from rooms.wire import event_to_json
from server.bot import sources
from server.bot.errors import Refused
from server.bot.loss import Loss
from server.bot.participant import Participant

QUIET = {"SpeakerChanged", "SegmentRecorded"}
FAULTS = {"you": 2, "rule": 3, "server": 4}
REPORT_EVERY = 5.0  # seconds


def tell(what: str, **more: Any) -> None:
    """One line of JSON."""
    print(json.dumps({"saw": what, **more}, ensure_ascii=False), flush=True)


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py bot", description=__doc__)
    parser.add_argument("link", metavar="JOIN_URL")
    parser.add_argument("--name", default="Bot")
    parser.add_argument(
        "--audio", type=Path, metavar="FILE", help="what it says, in a loop; a hum without one"
    )
    parser.add_argument(
        "--video", type=Path, metavar="FILE", help="its camera, in a loop; a made picture without one"
    )
    parser.add_argument(
        "--screen",
        nargs="?",
        const="",
        metavar="FILE",
        help="share a screen: a file, also a still image; or made pages",
    )
    parser.add_argument("--no-audio", action="store_true")
    parser.add_argument("--no-video", action="store_true")
    parser.add_argument(
        "--seconds", type=float, help="leave after so long; without it stay until the class ends"
    )
    parser.add_argument(
        "--say", action="append", default=[], metavar="TEXT", help="write in chat; may be repeated"
    )
    parser.add_argument("--codec", choices=("vp8", "h264"), default="vp8")
    parser.add_argument("--size", default="640x360", metavar="WxH", help="of the camera's picture")
    parser.add_argument("--fps", type=int, default=15)
    parser.add_argument("--receive", choices=("all", "audio", "none"), default="all")
    parser.add_argument("--loss", type=float, default=0.0, metavar="PERCENT", help="lose packets both ways")
    parser.add_argument("--seed", type=int, default=0, help="which packets are lost")
    return parser.parse_args(arguments)


async def publish(bot: Participant, chosen: argparse.Namespace) -> None:
    """Switch on what was asked for."""
    width, _, height = chosen.size.partition("x")
    if not chosen.no_audio:
        await bot.publish("microphone", sources.microphone(chosen.name, chosen.audio))
    if not chosen.no_video:
        size = {"width": int(width), "height": int(height), "fps": chosen.fps}
        await bot.publish("camera", sources.camera(chosen.name, chosen.video, **size), codec=chosen.codec)
    if chosen.screen is not None:
        file = Path(chosen.screen) if chosen.screen else None
        await bot.publish("screen", sources.screen(f"Shared by {chosen.name}", file), codec=chosen.codec)


def show_entry(entry: Entry) -> None:
    """What happened in class, as it happens."""
    told = event_to_json(entry.event)
    if told["type"] not in QUIET:
        tell("entry", seq=entry.seq, at=entry.at, by=entry.by, to=entry.to, event=told)


def frames(bot: Participant) -> list[dict[str, Any]]:
    """The figures of each track of the others."""
    return [received.to_json(bot.joined_at) for received in bot.received.values()]


async def stay(bot: Participant, seconds: float | None) -> None:
    """Be there for a while, or until the class is over, and report now and then."""
    began = time.monotonic()
    over = asyncio.ensure_future(bot.until_over())
    try:
        while not over.done():
            left = None if seconds is None else seconds - (time.monotonic() - began)
            if left is not None and left <= 0:
                return
            await asyncio.wait([over], timeout=REPORT_EVERY if left is None else min(left, REPORT_EVERY))
            await bot.count_packets()
            tell("frames", tracks=frames(bot))
    finally:
        over.cancel()
        await asyncio.gather(over, return_exceptions=True)


async def take_part(chosen: argparse.Namespace) -> int:
    """Join, do what was asked for, leave."""
    bot = Participant(
        chosen.link, chosen.name, receive=chosen.receive, loss=Loss(chosen.loss / 100, chosen.seed)
    )
    bot.watch = show_entry
    stop_at(asyncio.current_task())
    try:
        await bot.join(patience=3600)
        tell("joined", person=bot.seat.person, role=bot.seat.role, class_id=bot.seat.class_id)
        for text in chosen.say:
            await bot.say(text)
        await publish(bot, chosen)
        await stay(bot, chosen.seconds)
    except asyncio.CancelledError:
        tell("interrupted")
    finally:
        await bot.leave()
        tell(
            "summary",
            seconds=round(time.monotonic() - bot.joined_at, 1),
            tracks=frames(bot),
            sent={source: getattr(track, "frames", 0) for source, (_, track, _) in bot.published.items()},
            lost_on_purpose=bot.loss.lost,
            trouble=[refused.to_json() for refused in bot.trouble],
            returns=bot.returns,
        )
    return finish(bot)


def finish(bot: Participant) -> int:
    """The exit code: being sent away is told, the end of the class is no error."""
    if bot.gone is not None and bot.gone.code != "ended":
        raise bot.gone
    return 0


def stop_at(task: asyncio.Task[Any] | None) -> None:
    """Ctrl-C and a kind kill leave the class properly."""
    if task is not None:
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # Windows
                asyncio.get_running_loop().add_signal_handler(name, task.cancel)


def main() -> int:
    """Run; 2 when the caller asked wrongly, 3 when the class refused, 4 when the server failed."""
    try:
        return asyncio.run(take_part(options()))
    except Refused as refused:
        print(json.dumps({"ok": False, "error": refused.to_json()}, ensure_ascii=False), file=sys.stderr)
        return FAULTS.get(refused.fault, 4)
    except TimeoutError as error:
        print(
            json.dumps({"ok": False, "error": {"code": "waited_too_long", "message": str(error)}}),
            file=sys.stderr,
        )
        return 4


if __name__ == "__main__":
    sys.exit(main())
