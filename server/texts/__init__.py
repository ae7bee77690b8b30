"""What the server itself writes to people, in their language: one catalogue, the English text where a language has none."""

import json
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr", "de", "es", "ar", "zh-Hans")


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of one language, by key."""
    texts: dict[str, str] = json.loads((Path(__file__).parent / f"{language}.json").read_text("utf-8"))
    return texts


def say(language: str, key: str, **values: str | int) -> str:
    """A text with its values."""
    return catalogue(language if language in LANGUAGES else "en")[key].format(**values)
