"""The names and terms of courses: strictly read, kept with the course, at hand for each of its classes."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

from rooms.errors import Refusal, must_be_text
from rooms.wire import build
from server.school import School
from server.store.courses import Course
from transcription.glossary import Term

MOST = 300
TERM, MEANING, HEARD = 80, 300, 8


def terms_from_json(value: Any) -> tuple[Term, ...]:
    """Read a glossary; raises Refusal."""
    if not isinstance(value, list) or len(value) > MOST:
        raise Refusal("malformed", f"a glossary has at most {MOST} terms.")
    terms = tuple(_term(one) for one in value)
    if len({one.term.casefold() for one in terms}) < len(terms):
        raise Refusal("malformed", "a term stands in the glossary twice.")
    return terms


def _term(value: Any) -> Term:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Refusal("malformed", "a term is an object.")
    found = cast("Term", build(Term, value))
    must_be_text(found.term, TERM, "A term")
    if len(found.meaning) > MEANING:
        raise Refusal("too_long", f"a meaning has at most {MEANING} characters.", MEANING)
    if len(found.heard) > HEARD:
        raise Refusal("malformed", f"a term has at most {HEARD} ways to be misheard.")
    for one in found.heard:
        must_be_text(one, TERM, "What is heard")
    heard = tuple(" ".join(one.split()) for one in found.heard)
    return Term(" ".join(found.term.split()), found.meaning.strip(), heard)


def glossary_json(terms: Sequence[Term]) -> list[dict[str, Any]]:
    """A glossary as JSON."""
    return [asdict(one) for one in terms]


def glossary(course: Course | None) -> tuple[Term, ...]:
    """The names and terms of a course."""
    return terms_from_json(course.glossary) if course is not None and course.glossary else ()


async def glossary_of(school: School, class_id: str) -> tuple[Term, ...]:
    """The names and terms of the course of a class."""
    found = await school.store.courses.find(class_id)
    return glossary(await school.store.courses.course(found.course) if found else None)
