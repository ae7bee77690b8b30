"""What of a timeline can be found: lines spoken, messages, slides, their notes, notes, polls, tasks, questions and comments, each at its moment."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rooms.captions import CaptionCorrected, CaptionSpoken
from rooms.chat import MessageEdited, MessageRedacted, MessageSaid
from rooms.facts import EVERYONE, STAFF, Entry, Event
from rooms.notebook import NotebookReturned, NotebookWritten
from rooms.notes import CommentAdded, CommentApproved, CommentEdited, CommentRedacted
from rooms.polls import PollOpened, PollWithdrawn
from rooms.questions import QuestionAnswered, QuestionAsked, QuestionRedacted
from rooms.slides import DeckAdded, DeckNoted, PageShown
from rooms.tasks import TaskDropped, TaskGiven
from rooms.translations import LineTranslated, TranslationWithdrawn
from rooms.words import Word
from server.notebooks import Node, nodes
from server.store.passages import Key, Passage

PageText = Callable[[str, int], str]
"""The words of a page of a deck, or its speaker notes; empty where there are none."""
LOOKS = 8  # at the notes while they were written: so finely is known when a part of them came

SPEAKER_NOTE = "speaker_note"

Found = dict[Key, Passage]


def taken_back(event: Event) -> list[Key]:
    """What an event takes back, if it does."""
    match event:
        case MessageRedacted(message):
            return [("message", message)]
        case CommentRedacted(comment):
            return [("comment", comment)]
        case QuestionRedacted(question):
            return [("question", question), ("question", f"{question}:answer")]
        case PollWithdrawn(poll):
            return [("poll", poll)]
        case TaskDropped(task):
            return [("task", task)]
        case DeckNoted(deck, pages, shared=False):  # for those who lead they are found again soon
            return [(SPEAKER_NOTE, f"{deck}:{page}") for page in pages]
    return []


def passages(entries: Sequence[Entry], page_text: PageText, notes_text: PageText) -> Found:
    """All passages of a class by their keys, as they read after these entries; what was taken back has no text."""
    found: Found = {}
    for entry in entries:
        gone = taken_back(entry.event)
        for key in gone:
            if key in found:
                found[key] = replace(found[key], seq=entry.seq, text="")
        if not gone:
            _take(found, entry, page_text)
            _say(found, entry)
            _translate(found, entry)
    return found | _notes(entries) | _speaker_notes(entries, notes_text)


def _speaker_notes(entries: Sequence[Entry], notes_text: PageText) -> Found:
    """The speaker notes of each page that was shown, where it was first: for all once they are shared."""
    owners: dict[str, str | None] = {}
    noted: dict[str, Entry] = {}
    shown: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        match entry.event:
            case DeckAdded(deck):
                owners.setdefault(deck, entry.by)
            case DeckNoted(deck):
                noted[deck] = entry
            case PageShown(deck, page):
                shown.setdefault((deck, page), entry)
    found: Found = {}
    for (deck, page), first in shown.items():
        told = noted.get(deck)
        if told is None or not isinstance(told.event, DeckNoted) or page not in told.event.pages:
            continue
        key, seq = f"{deck}:{page}", max(first.seq, told.seq)
        to = EVERYONE if told.event.shared else STAFF
        text = notes_text(deck, page)
        found[SPEAKER_NOTE, key] = Passage(SPEAKER_NOTE, key, seq, first.at, to, owners.get(deck), None, text)
    return found


def _take(found: Found, entry: Entry, page_text: PageText) -> None:
    def put(kind: str, key: str, text: str, person: str | None = entry.by) -> None:
        found[kind, key] = Passage(kind, key, entry.seq, entry.at, entry.to, entry.by, person, text)

    def change(kind: str, key: str, text: str) -> None:
        if (kind, key) in found:
            found[kind, key] = replace(found[kind, key], seq=entry.seq, text=text)

    match entry.event:
        case MessageSaid() as said:
            parts = [said.text, *(file.name for file in said.files)]
            put("message", said.message, " · ".join(parts).strip(" ·"))
        case MessageEdited() as edited:
            change("message", edited.message, edited.text)
        case CommentAdded(comment, text) if (
            "comment",
            comment,
        ) not in found:  # once more is for whom it answers
            put("comment", comment, text)
        case CommentEdited(comment, text):
            change("comment", comment, text)
        case CommentApproved(comment, person, text):  # it is its author's, not that of whoever let it through
            approved = Passage("comment", comment, entry.seq, entry.at, EVERYONE, person, person, text)
            found["comment", comment] = approved
        case QuestionAsked(question, text):
            put("question", question, text)
        case QuestionAnswered(question, text) if text and ("question", question) in found:
            asked = found[
                "question", question
            ]  # apart from it: cut out, it is left to whoever asked, and the answer is not
            key = "question", f"{question}:answer"
            found[key] = Passage(
                *key, entry.seq, asked.at, asked.to, entry.by, asked.person, f"{asked.text} — {text}"
            )
        case PollOpened() as poll:
            put("poll", poll.poll, " · ".join([poll.question, *poll.options]))
        case TaskGiven(task, what):
            put("task", task, " · ".join(filter(None, [what.title, what.text])))
        case PageShown(deck, page) if ("slide", f"{deck}:{page}") not in found:
            put("slide", f"{deck}:{page}", page_text(deck, page), None)


def _say(found: Found, entry: Entry) -> None:
    """Lines as they read now, with the moments of their words."""
    match entry.event:
        case CaptionSpoken(caption, person, text=text, words=words):
            about = entry.seq, entry.at, entry.to, entry.by, person
            found["said", caption] = Passage("said", caption, *about, text, _begins(text, words))
        case CaptionCorrected(caption, person, text, words) if ("said", caption) in found:
            found["said", caption] = replace(
                found["said", caption], seq=entry.seq, person=person, text=text, words=_begins(text, words)
            )


def _begins(text: str, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """At which letter each word that was spoken begins, and at which class ms."""
    begins: list[tuple[int, int]] = []
    done = 0
    for word in words:
        letter = text.find(word.text, done)
        if letter >= 0 and word.text:
            begins.append((letter, word.start))
            done = letter + len(word.text)
    return tuple(begins)


def _translate(found: Found, entry: Entry) -> None:
    """Lines are found in every language that they were put into, each beside the line as it was said."""
    match entry.event:
        case LineTranslated(caption, language, text) if text and ("said", caption) in found:
            said = found["said", caption]
            key = "said", f"{caption}:{language}"
            found[key] = Passage(*key, entry.seq, entry.at, entry.to, entry.by, said.person, text)
        case TranslationWithdrawn(language):
            for key in [one for one in found if one[0] == "said" and one[1].endswith(f":{language}")]:
                found[key] = replace(found[key], seq=entry.seq, text="")


def _notes(entries: Sequence[Entry]) -> Found:
    """The notes of every place, part by part, each at the moment by which it was there."""
    places: dict[str, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.event, NotebookWritten):
            places.setdefault(entry.to, []).append(entry)
        elif isinstance(entry.event, NotebookReturned):
            places.setdefault(f"group:{entry.event.group}", []).append(entry)
    found: Found = {}
    for place, written in places.items():
        came: dict[str, int] = {}
        for look in range(1, LOOKS + 1):
            part = written[: max(1, len(written) * look // LOOKS)]
            now = _blocks(nodes(part))
            for text in now:
                came.setdefault(text, part[-1].at)
        for number, text in enumerate(now):
            key = f"{place}:{number}"
            seq = written[-1].seq
            found["note", key] = Passage("note", key, seq, came[text], place, None, None, text)
    return found


def _blocks(content: Sequence[Node]) -> list[str]:
    return [text for one in content if (text := " ".join(_words(one).split()))]


def _words(node: Node) -> str:
    if "text" in node:
        return str(node["text"])
    return "".join(_words(child) for child in node["children"]) + " "
