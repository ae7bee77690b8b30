"""The transcript of a class that has ended in other languages, as a machine puts it: wanted by those who lead, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from rooms.captions import Captions, CaptionSpoken
from rooms.errors import Refusal, must_be_text
from rooms.facts import STAFF, Command, Entry, Event, Fact, Id
from rooms.languages import INTO
from rooms.lesson import Lesson

TEXT_LIMIT = 2_000
"""Letters of a translated line; a line that was spoken has at most 500."""
MODEL_LIMIT = 120
LINES_AT_ONCE = 100
LANGUAGES_AT_MOST = 12

Failure = Literal["off", "no_answer", "refused", "unreadable", "interrupted"]
"""No machine is set up; it does not answer; it does not take the request; what it writes is no translation; the server
was stopped in the middle, again and again."""


@dataclass(frozen=True, slots=True)
class TranslatedLine:
    """A line in another language, and the words of which it is the translation (`source`)."""

    caption: Id
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class TranslationWanted(Event):
    """Somebody who leads wants the transcript in a language; its lines are sent to a machine."""

    language: str


@dataclass(frozen=True, slots=True)
class LineTranslated(Event):
    """What a machine (`model`) made of a line as it read then; of several in one language the last written counts.
    Placed at its line, for those who may read the line."""

    late_able: ClassVar[bool] = True
    caption: Id
    language: str
    text: str
    model: str


@dataclass(frozen=True, slots=True)
class TranslationFinished(Event):
    """The machine has gone through the transcript; so many lines (`left`) it could not translate: they stay as they are."""

    language: str
    left: int


@dataclass(frozen=True, slots=True)
class TranslationFailed(Event):
    """The machine stopped, and why; what it translated until then stays."""

    language: str
    reason: Failure


@dataclass(frozen=True, slots=True)
class TranslationStopped(Event):
    """Somebody who leads stopped it; what was translated until then stays."""

    language: str


@dataclass(frozen=True, slots=True)
class TranslationWithdrawn(Event):
    """Somebody who leads took the translation back; its lines are blank in every copy of the timeline."""

    language: str


@dataclass(frozen=True, slots=True)
class WantTranslation(Command):
    """Let the school's language model translate what is not, or not as it reads now, of the transcript of a class that
    has ended; at most 12 languages."""

    language: str


@dataclass(frozen=True, slots=True)
class StopTranslation(Command):
    """Stop a translation; what is there stays."""

    language: str


@dataclass(frozen=True, slots=True)
class WithdrawTranslation(Command):
    """Take a translation back, all of it."""

    language: str


@dataclass(frozen=True, slots=True)
class TranslateLines(Command):
    """Put down what the machine made of some lines (the server)."""

    language: str
    model: str
    lines: tuple[TranslatedLine, ...]


@dataclass(frozen=True, slots=True)
class FinishTranslation(Command):
    """Say that the machine is through, and how many lines it could not translate (the server)."""

    language: str
    left: int


@dataclass(frozen=True, slots=True)
class FailTranslation(Command):
    """Say that the machine stopped (the server)."""

    language: str
    reason: Failure


@dataclass(slots=True)
class Translations:
    """What is being translated; by which entry and of which words each line is the translation; the entries of each language."""

    wanted: dict[str, None] = field(default_factory=dict)
    sources: dict[str, dict[Id, tuple[int, str]]] = field(default_factory=dict)
    entries: dict[str, list[int]] = field(default_factory=dict)

    def lacks(self, captions: Captions, language: str) -> list[Id]:
        """The lines that are not in this language, or not as they read now."""
        known = self.sources.get(language, {})
        return [name for name, line in captions.lines.items() if known.get(name, (0, ""))[1] != line.text]


def decide(translations: Translations, captions: Captions, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge wishes for a translation, what came of them, and taking it back."""
    match command:
        case WantTranslation(language):
            return _want(translations, captions, lesson, language)
        case TranslateLines():
            return _lines(translations, captions, command)
        case FinishTranslation(language, left) if language in translations.wanted:
            return [Fact(TranslationFinished(language, left), STAFF)]
        case FailTranslation(language, reason) if language in translations.wanted:
            return [Fact(TranslationFailed(language, reason), STAFF)]
        case StopTranslation(language) if language in translations.wanted:
            return [Fact(TranslationStopped(language), STAFF)]
        case WithdrawTranslation(language):
            if language not in translations.sources:
                raise Refusal("no_such_translation")
            stopped = [Fact(TranslationStopped(language), STAFF)] if language in translations.wanted else []
            return [*stopped, Fact(TranslationWithdrawn(language))]
    return []


def _want(translations: Translations, captions: Captions, lesson: Lesson, language: str) -> list[Fact]:
    if language not in INTO:
        raise Refusal("no_such_language")
    written = captions.state not in (None, "working")
    if lesson.ended_at is None or not captions.lines or not written:
        raise Refusal("nothing_to_translate")
    if language in translations.wanted:
        return []
    if len({*translations.sources, *translations.wanted, language}) > LANGUAGES_AT_MOST:
        raise Refusal("too_many_languages", str(LANGUAGES_AT_MOST), LANGUAGES_AT_MOST)
    return [Fact(TranslationWanted(language), STAFF)]


def _lines(translations: Translations, captions: Captions, command: TranslateLines) -> list[Fact]:
    """What nobody wants any more is dropped, and so is a line that reads differently by now, or is there already."""
    if command.language not in translations.wanted:
        return []
    must_be_text(command.model, MODEL_LIMIT, "The model's name")
    if len(command.lines) > LINES_AT_ONCE:
        raise Refusal("malformed", f"at most {LINES_AT_ONCE} lines are put down at once.")
    facts: dict[Id, Fact] = {}
    known = translations.sources.get(command.language, {})
    for one in command.lines:
        must_be_text(one.text, TEXT_LIMIT, "The line")
        line = captions.lines.get(one.caption)
        if line is None or line.text != one.source or known.get(one.caption, (0, ""))[1] == line.text:
            continue
        event = LineTranslated(one.caption, command.language, " ".join(one.text.split()), command.model)
        facts[one.caption] = Fact(event, line.to, line.start)
    return list(facts.values())


def apply(translations: Translations, captions: Captions, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case TranslationWanted(language):
            translations.wanted[language] = None
        case LineTranslated(caption, language):
            line = captions.lines.get(caption)
            source = entry.seq, "" if line is None else line.text
            translations.sources.setdefault(language, {})[caption] = source
            translations.entries.setdefault(language, []).append(entry.seq)
        case TranslationFinished(language) | TranslationFailed(language) | TranslationStopped(language):
            translations.wanted.pop(language, None)
        case TranslationWithdrawn(language):
            # What is translated anew is written later, but placed before this.
            kept = translations.sources.pop(language, {})
            if later := {caption: one for caption, one in kept.items() if one[0] > entry.seq}:
                translations.sources[language] = later


@dataclass(frozen=True, slots=True)
class Translation:
    """The lines of a transcript in one language, and which model put them into it last."""

    model: str
    texts: dict[Id, str]

    def of(self, lines: Iterable[CaptionSpoken]) -> list[CaptionSpoken]:
        """These lines in the language, without times of words; what was not translated stays as it is."""
        return [
            replace(line, text=self.texts[line.caption], words=(), sure="")
            if line.caption in self.texts
            else line
            for line in lines
        ]


def read(entries: Iterable[Entry], language: str) -> Translation | None:
    """What these entries have in a language; None where that is nothing."""
    texts: dict[Id, str] = {}
    model = ""
    for entry in sorted(entries, key=lambda one: one.seq):
        match entry.event:
            case LineTranslated(caption, into, text, by) if into == language and text:
                texts[caption], model = text, by
            case TranslationWithdrawn(into) if into == language:
                texts.clear()
    return Translation(model, texts) if texts else None
