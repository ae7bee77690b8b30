"""What is written in a class, as it reads now: messages, the words on pages that were shown, and web addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rooms.chat import MessageEdited, MessageRedacted, MessageSaid
from rooms.facts import Entry, Id, Milliseconds
from rooms.slides import PageShown

PageText = Callable[[Id, int], str]
"""The words of a page of a deck, empty where there are none."""

LINK = re.compile(r"https?://[^\s<>\"'“”«»，。；、）】]+", re.IGNORECASE)
AFTER = ".,;:!?)]}…"


def shown_words(entries: Iterable[Entry], pages: PageText) -> list[tuple[Milliseconds, str]]:
    """The words of each page, at the moment at which it was first shown."""
    first: dict[tuple[Id, int], Milliseconds] = {}
    for entry in entries:
        if isinstance(entry.event, PageShown):
            first.setdefault((entry.event.deck, entry.event.page), entry.at)
    return [(at, LINK.sub(" ", text)) for page, at in first.items() if (text := pages(*page))]


def messages_now(entries: Iterable[Entry]) -> dict[Id, str]:
    """What messages read now; those that were taken back are not there."""
    texts: dict[Id, str] = {}
    for entry in sorted(entries, key=lambda one: one.seq):
        match entry.event:
            case MessageSaid(message, text) | MessageEdited(message, text):
                texts[message] = text
            case MessageRedacted(message):
                texts.pop(message, None)
    return texts


def addresses(text: str) -> list[str]:
    """The web addresses in a text, without what ends the sentence around them."""
    found = []
    for url in LINK.findall(text):
        while url and url[-1] in AFTER and not (url[-1] == ")" and url.count("(") >= url.count(")")):
            url = url[:-1]
        found.append(url)
    return found
