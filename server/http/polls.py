"""Polls beside the class: what students answered, to take away, and the bank of polls prepared for a course."""

from typing import Any, cast

import msgspec
from aiohttp import web

from rooms.ballots import Key, Question, must_be_asked_well
from rooms.errors import Refusal
from rooms.facts import Order
from rooms.polls import OpenPoll
from rooms.preconditions import ID_SHAPE
from rooms.wire import build, command_to_json
from server.answers import answers_csv, answers_json, students
from server.errors import Problem
from server.http.access import course_led, lead
from server.http.answers import answer, body_of, school_of
from server.http.audit import put_down
from server.store.bank import PREPARED_AT_MOST

KINDS = {"csv": "text/csv", "json": "application/json"}


async def export(request: web.Request) -> web.Response:
    """GET classes/{id}/answers.csv (or .json): what each student answered, and whether it was right or late."""
    visitor = await lead(request)
    form, room = request.match_info["form"], visitor.timeline.room
    names = await school_of(request).store.people.names(students(room))
    await put_down(request, visitor, "exported", about=f"answers.{form}")
    if form == "csv":
        text = answers_csv(room, names)
    else:
        text = msgspec.json.encode(
            {"ok": True, "class": visitor.found.id, **answers_json(room, names)}
        ).decode()
    response = web.Response(text=text, content_type=KINDS[form], charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{visitor.found.id}-answers.{form}"'
    response.headers["Cache-Control"] = "no-store"
    response.enable_compression()
    return response


async def of_course(request: web.Request) -> web.Response:
    """GET courses/{course}/polls: the polls prepared for a course, in their order."""
    course = (await course_led(request, "read")).id
    return answer({"ok": True, "polls": await school_of(request).store.bank.read(course)})


async def of_class(request: web.Request) -> web.Response:
    """GET classes/{id}/bank: the polls prepared for the course of a class, for those who lead it."""
    visitor = await lead(request)
    return answer({"ok": True, "polls": await school_of(request).store.bank.read(visitor.found.course)})


async def prepare(request: web.Request) -> web.Response:
    """PUT courses/{course}/polls {polls}: put these, in this order, in the place of all that were prepared."""
    course = (await course_led(request, "create")).id
    given = (await body_of(request)).get("polls")
    if not isinstance(given, list):
        raise Problem("bad_request", "polls is a list.")
    if len(given) > PREPARED_AT_MOST:
        raise Problem("too_large", f"a course has at most {PREPARED_AT_MOST} prepared polls.")
    polls = [prepared(value) for value in given]
    if len({poll["poll"] for poll in polls}) != len(polls):
        raise Refusal("duplicate_id")
    await school_of(request).store.bank.write(course, polls)
    return answer({"ok": True, "polls": polls})


def prepared(value: Any) -> dict[str, Any]:
    """A poll as OpenPoll takes it, judged now as it will be when it is opened."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Refusal("malformed", "a poll is an object.")
    command = cast("OpenPoll", build(OpenPoll, value))
    if not ID_SHAPE.match(command.poll):
        raise Refusal("bad_id")
    question = Question(command.kind, command.options, command.multiple)
    must_be_asked_well(
        command.question, question, Key(command.right, command.right_texts, command.explanation)
    )
    fields = command_to_json(Order("bank", command))
    return {name: field for name, field in fields.items() if name not in ("id", "do")}
