"""The digests of classes for whoever may read them: the slow half, their key terms, is kept for those asked last."""

import asyncio
from collections.abc import Mapping, Sequence

from rooms.digest import Digest, digest, terms_of
from rooms.facts import EVERYONE, STAFF_ROLES, Entry, Id, Milliseconds
from rooms.keywords import Keywords
from rooms.replay import playing_order
from rooms.room import Room
from server.contents import chapters_of, page_words
from server.glossaries import glossary_of
from server.school import School

KEPT = 32


async def digest_of(
    school: School,
    class_id: str,
    seen: Sequence[Entry],
    room: Room,
    end: Milliseconds,
    reader: Id | None = None,
) -> Digest:
    """The digest up to class ms `end` of the entries that the reader may see."""
    ordered = playing_order(seen)
    chapters = await chapters_of(school, class_id, ordered, end, room.edit.gone)
    given = {one.term: one.meaning for one in await glossary_of(school, class_id)}
    leads = frozenset(person for person, role in room.people.roles.items() if role in STAFF_ROLES)

    def pages(deck: str, page: int) -> str:
        return page_words(school, class_id, deck, page)

    def made() -> Digest:
        return digest(ordered, chapters, _terms(school, class_id, ordered, given), pages, leads, reader)

    return await asyncio.to_thread(made)


def _terms(school: School, class_id: str, ordered: Sequence[Entry], given: Mapping[str, str]) -> Keywords:
    """The terms of what everybody may read are the same for all readers, but for those who are left words of their own
    that are cut out."""
    shared = [entry for entry in ordered if entry.to == EVERYONE]
    last = max((entry.seq for entry in shared), default=0)
    key = (class_id, last, hash(tuple(entry.seq for entry in shared)), hash(tuple(given.items())))
    kept = school.keywords
    if key not in kept:
        for old in [one for one in kept if one[0] == class_id] or list(kept)[: max(0, len(kept) - KEPT + 1)]:
            kept.pop(old, None)

        def pages(deck: str, page: int) -> str:
            return page_words(school, class_id, deck, page)

        kept[key] = terms_of(shared, pages, given)
    return kept[key]
