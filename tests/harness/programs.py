"""Where this machine keeps the programs that tests use: browsers, Redis, PostgreSQL, a relay, a speaking voice, LibreOffice.

Standard library only: ``dev.py`` asks here too, before anything is installed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

PLAYWRIGHT = Path("~/.cache/ms-playwright")


def _first(candidates: Iterable[str | Path]) -> Path | None:
    for candidate in candidates:
        found = shutil.which(str(candidate))
        if found:
            return Path(found)
    return None


def _playwright(pattern: str) -> list[Path]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", PLAYWRIGHT)).expanduser()
    return sorted(folder.glob(pattern), reverse=True)


def chromium() -> Path | None:
    """Debian's or Ubuntu's Chromium, Chrome, or Playwright's own; ``AMPHI_TEST_CHROMIUM`` goes first."""
    named = os.environ.get("AMPHI_TEST_CHROMIUM")
    system = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return _first([*([named] if named else []), *system, *_playwright("chromium-*/chrome-linux*/chrome")])


def firefox() -> Path | None:
    """Firefox of the distribution (Playwright drives only its own build, so tests start this one apart)."""
    named = os.environ.get("AMPHI_TEST_FIREFOX")
    return _first([*([named] if named else []), "firefox-esr", "firefox"])


def picture_decoder() -> Path | None:
    """FFmpeg's decoders, which Firefox of the distribution needs for H.264 and only recommends."""
    return next(iter(sorted(Path("/usr/lib").glob("**/libavcodec.so.*"))), None)


def redis_server() -> Path | None:
    return _first(["redis-server", "valkey-server"])


def postgres_folder() -> Path | None:
    """The folder of ``initdb`` and ``postgres``: Debian keeps them out of PATH, one folder a version."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    for folder in newest:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def turnserver() -> Path | None:
    return _first(["turnserver"])


def espeak() -> Path | None:
    return _first(["espeak-ng", "espeak"])


def office(library: str) -> Path | None:
    """LibreOffice with one of its parts: slides or texts."""
    found = next(iter(sorted(Path("/usr/lib/libreoffice/program").glob(library))), None)
    return _first(["soffice"]) if found else None


PROGRAMS: tuple[tuple[str, str, Callable[[], Path | None]], ...] = (
    # name, Debian's package, how it is found
    ("Chromium", "chromium", chromium),
    ("Firefox", "firefox-esr", firefox),
    ("H.264 for Firefox", "libavcodec-extra", picture_decoder),
    ("Redis", "redis-server", redis_server),
    ("PostgreSQL", "postgresql", postgres_folder),
    ("coturn", "coturn", turnserver),
    ("espeak-ng", "espeak-ng", espeak),
)


# for tests marked `long` alone: half a gigabyte
LARGE_PROGRAMS: tuple[tuple[str, str, Callable[[], Path | None]], ...] = (
    ("LibreOffice Impress", "libreoffice-impress-nogui", lambda: office("libsdlo.so")),
    ("LibreOffice Writer", "libreoffice-writer-nogui", lambda: office("libswlo.so")),
)


def missing(*, large: bool = False) -> list[tuple[str, str]]:
    """Name and Debian package of each program that is not on this machine."""
    programs = (*PROGRAMS, *LARGE_PROGRAMS) if large else PROGRAMS
    return [(name, package) for name, package, find in programs if find() is None]
