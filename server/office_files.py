"""What an office file is by its content, and whether it may be opened at all: judged before any program sees it."""

import mmap
import shutil
import tempfile
import zipfile
from pathlib import Path

from server.confined import UnreadableError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_MEMBERS = 20_000
MOST_UNPACKED = 1 << 30  # bytes
MOST_XML = 200 << 20  # bytes of one part: a reader builds a tree of it many times as large
# members of a zip that only this format has (ISO/IEC 29500-2)
BY_MEMBER = {"ppt/presentation.xml": "pptx", "word/document.xml": "docx"}
# what the member `mimetype` says (ODF 1.3 part 2)
BY_TYPE = {
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.text": "odt",
}
# streams of an OLE file ([MS-PPT] 2.1.2, [MS-DOC] 2.1.1); one that is locked by a password holds other ones ([MS-OFFCRYPTO] 2.3.1)
BY_STREAM = {"PowerPoint Document": "ppt", "WordDocument": "doc", "EncryptedPackage": "locked"}
NAMES = {
    "pptx": "PowerPoint",
    "ppt": "PowerPoint",
    "docx": "Word",
    "doc": "Word",
    "odp": "Impress",
    "odt": "Writer",
}


def looks_like_office(beginning: bytes) -> bool:
    """Whether a file may be one; which one is told by the whole of it."""
    return beginning.startswith((ZIP, OLE))


def judge(source: Path) -> str:
    """Which kind of office file it is; raises UnreadableError for anything else, and for what unpacks without measure."""
    with source.open("rb") as file:
        zipped = file.read(len(ZIP)) == ZIP
    kind = _zipped(source) if zipped else _stored(source)
    if kind == "locked":
        raise UnreadableError("it needs a password.")
    if not kind:
        raise UnreadableError("", "not_slides")
    return kind


def _zipped(source: Path) -> str:
    try:
        with zipfile.ZipFile(source) as packed:
            members = packed.infolist()
            unpacked = sum(member.file_size for member in members)
            xml = max((m.file_size for m in members if m.filename.endswith((".xml", ".rels"))), default=0)
            if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or xml > MOST_XML:
                raise UnreadableError("it unpacks to far more than slides need.")
            names = {member.filename for member in members}
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 100:
                if "META-INF/manifest.xml" in names and b"encryption-data" in _read(packed):
                    return "locked"
                return BY_TYPE.get(packed.read("mimetype").strip(), "")
            return next((kind for member, kind in BY_MEMBER.items() if member in names), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise UnreadableError("it is damaged.") from error


def _read(packed: zipfile.ZipFile) -> bytes:
    with packed.open("META-INF/manifest.xml") as manifest:
        return manifest.read(1 << 20)


def _stored(source: Path) -> str:
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        # Names in the folder of an OLE file are UTF-16 ([MS-CFB] 2.6.1).
        return next(
            (kind for name, kind in BY_STREAM.items() if content.find(name.encode("utf-16-le")) >= 0), ""
        )


WORK = "amphi-office-"
"""What the folders begin with in which office files are converted, out of sight of the data; then comes whose they are."""


def sweep_work() -> None:
    """Remove those whose process is gone: one that was killed in the midst of it left somebody's slides there."""
    if not Path("/proc/self").exists():
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{WORK}*"):
        process = folder.name.removeprefix(WORK).partition("-")[0]
        if process.isdigit() and not Path("/proc", process).exists():
            shutil.rmtree(folder, ignore_errors=True)
