"""Turns an office file into a PDF by LibreOffice, shut in: without network, macros, links, or a look at the server's data.

    python -m server.convert_office FILE TARGET.pdf SOFFICE SECONDS HIDDEN...

Writes TARGET, beside it N.notes.txt for each page with speaker notes, a mark where slides that are hidden have some, and one line of JSON: {kind, noted, unplaced}, or
{error, detail}. SOFFICE is empty where LibreOffice is not installed.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from server.confined import UnreadableError, end_with_parent, run
from server.office_files import NAMES, WORK, judge
from server.speaker_notes import HIDDEN_NOTES, READ, slides_of

CPU_SECONDS = 60  # of judging; the program has its own
OFFICE_MEMORY = 4 << 30  # bytes of address space, of which it maps a good part and never uses it
LARGEST_RESULT = 400 << 20
# Namespaces of its own where the system allows that: no network, none but its own processes, ended with its parent.
APART = [
    "unshare",
    "--user",
    "--map-root-user",
    "--net",
    "--pid",
    "--mount",
    "--fork",
    "--kill-child",
    "--mount-proc",
]
HIDE = (
    'while [ "$1" != -- ]; do mount -t tmpfs -o size=4k none "$1" || exit 97; shift; done; shift; exec "$@"'
)
ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),  # a proxy that nobody is: also where there is no namespace
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def convert(source: str, target: str, soffice: str, seconds: str, *hidden: str) -> dict[str, Any]:
    """Judge the file, have it converted, and put the PDF at its place, its speaker notes beside it."""
    kind = judge(Path(source))
    if not soffice:
        raise UnreadableError(NAMES[kind], "no_office")
    slides = slides_of(Path(source), kind) if kind in READ else []
    with tempfile.TemporaryDirectory(prefix=f"{WORK}{os.getpid()}-") as name:
        work = Path(name)
        brought = work / f"slides.{kind}"
        shutil.copyfile(source, brought)
        _settle(work / "profile" / "user")
        over = time.monotonic() + float(seconds)
        made = _made("pdf", soffice, brought, hidden, over)
        if kind == "ppt":  # its notes are read from what can be read
            slides = slides_of(_made("odp", soffice, brought, hidden, over), "odp")
        notes = [text for out_of_sight, text in slides if not out_of_sight]
        noted = _place(notes, made, Path(target).parent)
        if any(text for out_of_sight, text in slides if out_of_sight):
            (Path(target).parent / HIDDEN_NOTES).touch()
        shutil.move(made, target)
    return {"kind": kind, "noted": noted, "unplaced": not noted and any(notes)}


def _made(form: str, soffice: str, brought: Path, hidden: tuple[str, ...], over: float) -> Path:
    """What LibreOffice makes of a file, until the moment `over` of the monotonic clock."""
    _run(_command(soffice, form, brought, hidden), brought.parent, max(1.0, over - time.monotonic()))
    made = brought.with_suffix(f".{form}")
    if not made.is_file():
        raise UnreadableError("it is damaged, or needs a password.")
    return made


def _place(notes: list[str], made: Path, folder: Path) -> list[int]:
    """Write the notes of each page; which pages have some. Nothing where notes and pages are not in step."""
    if not any(notes):
        return []
    try:
        document = pdfium.PdfDocument(made)
    except pdfium.PdfiumError as error:
        raise UnreadableError("it is damaged.") from error
    pages = len(document)
    document.close()
    if pages != len(notes):
        return []
    noted = [page for page, text in enumerate(notes, 1) if text]
    for page in noted:
        (folder / f"{page}.notes.txt").write_text(notes[page - 1], encoding="utf-8")
    return noted


def _settle(user: Path) -> None:
    """A profile of its own for one file, in which nothing runs and nothing is fetched."""
    user.mkdir(parents=True)
    items = "".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    written = f'<?xml version="1.0" encoding="UTF-8"?><oor:items {space}>{items}</oor:items>'
    (user / "registrymodifications.xcu").write_text(written, encoding="utf-8")


def _command(soffice: str, form: str, brought: Path, hidden: tuple[str, ...]) -> list[str]:
    work = brought.parent
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    flags = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"]
    command = [soffice, profile, *flags, "--convert-to", form, "--outdir", str(work), str(brought)]
    if not _may_be_apart():
        return command
    needed = (work.resolve(), Path(soffice).resolve())
    out_of_sight = [
        folder
        for folder in sorted(
            set(hidden), key=len, reverse=True
        )  # the inner ones first: later they are not there
        if Path(folder).is_dir() and not any(one.is_relative_to(Path(folder).resolve()) for one in needed)
    ]
    return [*APART, "sh", "-c", HIDE, "sh", *out_of_sight, "--", *command]


def _may_be_apart() -> bool:
    try:
        return subprocess.run([*APART, "true"], capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(command: list[str], work: Path, seconds: float) -> None:
    environment = {
        "HOME": str(work),
        "TMPDIR": str(work),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
    }
    # Part of this process's group, with which it ends.
    office = subprocess.Popen(
        command,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: _limit(int(seconds)),  # noqa: PLW1509 (this process has one thread)
    )
    try:
        office.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("it takes too long to turn into pages.") from error
    finally:
        if office.poll() is None:
            _end(office)


def _end(office: subprocess.Popen[bytes]) -> None:
    """Whatever it started is in the same group, and so is this process, which has still to say why."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(ProcessLookupError):
        office.kill()
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        office.wait(timeout=5)


def _limit(seconds: int) -> None:
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT, LARGEST_RESULT))


if __name__ == "__main__":
    run(convert, "broken_office", cpu_seconds=CPU_SECONDS, memory=OFFICE_MEMORY)
