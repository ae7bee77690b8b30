"""Entries and commands as JSON values, strictly: what does not fit exactly is refused, never guessed."""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from rooms.concepts import CONCEPTS
from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Order
from rooms.upcast import upcast

LARGEST = 2**53
"""Whole numbers beyond this do not survive JavaScript (ECMA-262, Number.MAX_SAFE_INTEGER)."""


def kinds(module: types.ModuleType, base: type) -> list[type]:
    """The events or commands that a concept module defines, in the order of the file."""
    found = vars(module).values()
    return [
        k for k in found if isinstance(k, type) and issubclass(k, base) and k.__module__ == module.__name__
    ]


EVENTS: dict[str, type] = {kind.__name__: kind for module in CONCEPTS for kind in kinds(module, Event)}
COMMANDS: dict[str, type] = {kind.__name__: kind for module in CONCEPTS for kind in kinds(module, Command)}


def hints(kind: type) -> dict[str, Any]:
    """Field name -> type of a dataclass of the wire."""
    return _hints(kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    resolved = get_type_hints(kind)
    return {field.name: resolved[field.name] for field in dataclasses.fields(kind)}


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """An entry as a JSON value."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "wrote": entry.wrote,
        "by": entry.by,
        "to": entry.to,
        "event": event_to_json(entry.event),
    }


def event_to_json(event: Event) -> dict[str, Any]:
    """An event as a JSON value: its fields, and its class name as `type`."""
    return {
        "type": type(event).__name__,
        **{name: _plain(getattr(event, name)) for name in hints(type(event))},
    }


def entry_from_json(value: dict[str, Any]) -> Entry:
    """Read an entry of any version; raises `Refusal` malformed."""
    return Entry(
        _whole(value, "seq"),
        _whole(value, "at"),
        _whole(value, "wrote"),
        None if value.get("by") is None else _text(value, "by"),
        _text(value, "to"),
        event_from_json(value.get("event")),
    )


def event_from_json(value: Any) -> Event:
    """Read an event of any version."""
    if not isinstance(value, dict):
        raise Refusal("malformed", "an event is an object.")
    fields = dict(upcast(value))
    kind = EVENTS.get(str(fields.pop("type", "")))
    if kind is None:
        raise Refusal("malformed", "that event is not known.")
    return typing.cast("Event", build(kind, fields))


def command_from_json(value: Any) -> Order:
    """Read a command with its id and moment; raises `Refusal` malformed, unknown_command or bad_id."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Refusal("malformed", "a command is an object.")
    fields = dict(value)
    identity, name, moment = fields.pop("id", None), fields.pop("do", None), fields.pop("at", None)
    if not isinstance(identity, str) or not 1 <= len(identity) <= 64:
        raise Refusal("bad_id")
    if not isinstance(name, str) or name not in COMMANDS:
        raise Refusal("unknown_command", repr(str(name)[:40]))
    at = None if moment is None else _checked(int, moment, "at")
    return Order(identity, typing.cast("Command", build(COMMANDS[name], fields)), at)


def command_to_json(order: Order) -> dict[str, Any]:
    """A command as a JSON value."""
    command = order.command
    fields = {name: _plain(getattr(command, name)) for name in hints(type(command))}
    moment = {} if order.at is None else {"at": order.at}
    return {"id": order.id, "do": type(command).__name__, **fields, **moment}


def build(kind: type, fields: dict[str, Any]) -> object:
    """Make a dataclass from exactly its fields."""
    wanted = hints(kind)
    unknown = sorted(set(fields) - set(wanted))
    if unknown:
        raise Refusal("malformed", f"{kind.__name__} has no field {unknown[0][:40]!r}.")
    given = {name: _checked(hint, fields[name], name) for name, hint in wanted.items() if name in fields}
    needed = {f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}
    missing = sorted(needed - set(given))
    if missing:
        raise Refusal("malformed", f"{kind.__name__} needs {missing[0]!r}.")
    return kind(**given)


def _checked(hint: Any, value: Any, name: str) -> Any:
    if get_origin(hint) in (types.UnionType, typing.Union):
        return _checked_optional(hint, value, name)
    if get_origin(hint) is tuple:
        if not isinstance(value, (list, tuple)):
            raise Refusal("malformed", f"{name} must be a list.")
        return tuple(_checked(get_args(hint)[0], item, name) for item in value)
    if get_origin(hint) is typing.Literal:
        if value not in get_args(hint) or not isinstance(value, str):
            raise Refusal("malformed", f"{name} must be one of {', '.join(get_args(hint))}.")
        return value
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, dict):
            raise Refusal("malformed", f"{name} must be an object.")
        return build(typing.cast("type", hint), value)
    if type(value) is not hint or (hint is int and abs(value) > LARGEST):
        raise Refusal(
            "malformed", f"{name} must be {'a whole number' if hint is int else f'of type {hint.__name__}'}."
        )
    if hint is str and any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in value):
        raise Refusal("malformed", f"{name} holds a character that is not text.")
    return value


def _checked_optional(hint: Any, value: Any, name: str) -> Any:
    if value is None:
        return None
    inner = next(arg for arg in get_args(hint) if arg is not type(None))
    return _checked(inner, value, name)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in hints(type(value))}
    return value


def _whole(value: dict[str, Any], name: str) -> int:
    return typing.cast("int", _checked(int, value.get(name), name))


def _text(value: dict[str, Any], name: str) -> str:
    return typing.cast("str", _checked(str, value.get(name), name))
