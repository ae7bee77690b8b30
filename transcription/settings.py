"""Which engine transcribes classes, as it is written in the settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SpeechSettings:
    """`weights`: a name or folder of weights, or None for no transcription; `language`: ISO 639-1 or "auto"."""

    weights: str | None
    language: str = "en"

    @staticmethod
    def parse(transcription: str = "default", language: str = "en") -> SpeechSettings:
        """Read AMPHI_TRANSCRIPTION (`off`, `default`, `faster-whisper:NAME_OR_FOLDER`) and its language.

        `default` is the small English model for English, the one of 99 languages for all others. Raises ValueError.
        """
        language = (language or "en").strip().lower()
        engine, _, weights = transcription.strip().partition(":")
        if engine == "off" and not weights:
            return SpeechSettings(None, language)
        if engine in ("", "default") and not weights:
            return SpeechSettings("tiny.en" if language == "en" else "base", language)
        if engine == "faster-whisper" and weights:
            return SpeechSettings(weights, language)
        raise ValueError(
            f"AMPHI_TRANSCRIPTION={transcription!r}: write off, default or faster-whisper:NAME_OR_FOLDER"
        )
