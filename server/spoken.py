"""The language that is spoken in a class: what courses plan, what is set for one class, and what can be heard here."""

from collections.abc import Mapping
from dataclasses import dataclass

from rooms.languages import AUTO, SPOKEN
from rooms.room import Room
from server.config import Settings
from server.school import School
from transcription import weights
from transcription.engine import SpeechError
from transcription.settings import SpeechSettings


def spoken_in(school: School, room: Room) -> str:
    """The language of a class (ISO 639-1, or `auto`), for whatever is made of it."""
    return room.spoken.language or school.settings.transcription_language


def hearing(settings: Settings, language: str | None) -> SpeechSettings:
    """With which weights a language is heard; None: as the server is set."""
    return SpeechSettings.parse(settings.transcription, language or settings.transcription_language)


@dataclass(frozen=True)
class Hearing:
    """What can be heard: `languages` by code with the weights they need, and which of those weights are missing here, each
    with the command that fetches them, or why they cannot be used."""

    languages: Mapping[str, str]
    missing: Mapping[str, str]


def heard_here(settings: Settings) -> Hearing:
    """Look what can be heard on this machine; reads weights through that it has not read yet, which takes a moment."""
    needed = {one: hearing(settings, one).weights or "" for one in (*sorted(SPOKEN), AUTO)}
    known = {one: name for one, name in needed.items() if name and _knows(name, one)}
    missing: dict[str, str] = {}
    for name in dict.fromkeys(known.values()):
        try:
            weights.find(name)
        except SpeechError as problem:
            fetched = problem.code == "no_model" and name in weights.KNOWN
            missing[name] = f"python3 dev.py speech {name}" if fetched else problem.message
    return Hearing(known, missing)


def _knows(name: str, language: str) -> bool:
    """Weights for English alone are named so by all who make them."""
    return language == "en" or not name.rstrip("/").endswith(".en")
