"""`python -m server`: the whole classroom server in one process."""

import argparse
import asyncio
import contextlib
import gc
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError

from server.app import Server
from server.config import Settings
from server.media.errors import MediaLost
from server.store import NoStoreError

CANNOT_START = 2


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """The command line; what is not given comes from AMPHI_*, amphi.toml or the defaults."""
    parser = argparse.ArgumentParser(prog="python -m server", description="Amphi: a live classroom server.")
    parser.add_argument("--port", type=int, help="TCP port of pages and UDP port of media (8080)")
    parser.add_argument("--data", type=Path, help="folder of the database, recordings and slides (data)")
    parser.add_argument("--host", help="address to listen at (every interface)")
    parser.add_argument(
        "--announce", help="addresses at which browsers reach media, with commas (this machine's)"
    )
    parser.add_argument(
        "--tls", action="store_true", default=None, help="serve https with a certificate of its own"
    )
    parser.add_argument("--no-open", action="store_true", help="do not open the sign-in link in a browser")
    return parser.parse_args(argv)


def settings_from(options: argparse.Namespace) -> Settings:
    """Settings with the command line on top."""
    given: dict[str, Any] = {
        name: value
        for name, value in vars(options).items()
        if name in Settings.model_fields and value is not None
    }
    settings = Settings(**given)
    return settings.model_copy(update={"data": settings.data.expanduser().resolve()})


def must_be_writable(data: Path) -> None:
    """Make the data folder; raises OSError if nothing can be written there."""
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=data) as probe:
        probe.write(b"0")


def set_up_logs(settings: Settings) -> None:
    """Logs to stderr: coloured for a terminal, JSON where the settings say so."""
    levels = {"debug": 10, "info": 20, "warning": 30, "error": 40}
    # Plain tracebacks: the rich ones show local variables, which hold tokens and names.
    renderer: Any = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    if settings.log_json:
        renderer = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper("iso"),
            *([structlog.processors.format_exc_info] if settings.log_json else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(levels[settings.log_level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def serve(settings: Settings, *, open_browser: bool) -> int:
    """Run until told to stop; returns the exit code."""
    server = Server(settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await server.start()
        link = await server.sign_in_link()
        print(f"Sign in as instructor: {link}", flush=True)
        await server.ready()
        settle()
    except (OSError, NoStoreError, MediaLost) as error:
        complain(reason(error, settings))
        with contextlib.suppress(Exception):
            await server.stop()
        return CANNOT_START
    print(f"Amphi is ready at {settings.address}", flush=True)
    if open_browser:
        await asyncio.to_thread(webbrowser.open, link)
    await stop.wait()
    print("Amphi is stopping", flush=True)
    await server.stop()
    return 0


def settle() -> None:
    """What was loaded stays for good: collecting garbage does not look through it any more, for which it took a tenth
    of a second in which nobody was answered."""
    gc.collect()
    gc.freeze()


def reason(error: Exception, settings: Settings) -> str:
    """One line that says what keeps the server from starting, and what to do."""
    if (
        isinstance(error, OSError)
        and error.errno in (13, 98)
        and (told := media_port_reason(error, settings))
    ):
        return told
    if isinstance(error, OSError) and error.errno == 98:
        return f"port {settings.port} is in use: stop the other program, or choose another with --port"
    if isinstance(error, OSError) and error.errno == 13 and settings.port < 1024:
        return f"port {settings.port} needs more rights: choose one above 1023 with --port"
    if isinstance(error, NoStoreError):
        return f"the database cannot be opened: {error}"
    return str(error)


def media_port_reason(error: OSError, settings: Settings) -> str:
    """The same for a port of media that has another number than the pages."""
    number, _, way = str(error.filename or "").partition("/")
    if way not in ("udp", "tcp") or (way == "udp" and number == str(settings.port)):
        return ""
    setting = "AMPHI_MEDIA_PORT" if way == "udp" else "AMPHI_MEDIA_TCP_PORT"
    trouble = "is in use" if error.errno == 98 else "needs more rights"
    return f"port {number} ({way.upper()}, for media) {trouble}: choose another with {setting}"


def complain(line: str) -> None:
    """One clear line, for people."""
    print(f"amphi: {line}", file=sys.stderr, flush=True)


def main(argv: list[str] | None = None) -> None:
    """Start, serve, and exit with 0, or with 2 if it cannot start."""
    options = arguments(argv)
    try:
        settings = settings_from(options)
    except ValidationError as error:
        first = error.errors()[0]
        complain(f"setting {'.'.join(str(part) for part in first['loc'])}: {first['msg']}")
        sys.exit(CANNOT_START)
    os.umask(0o077)
    try:
        must_be_writable(settings.data)
    except OSError as error:
        complain(
            f"the data folder {settings.data} is not writable ({error.strerror}): choose another with --data"
        )
        sys.exit(CANNOT_START)
    set_up_logs(settings)
    code = run(serve(settings, open_browser=not options.no_open))
    if code:
        sys.exit(code)
    # All is put away. To take down every module first would make a restart half a second longer.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def run(work: Coroutine[Any, Any, int]) -> int:
    """On the faster loop where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


if __name__ == "__main__":
    main()
