"""Who may draw what where: judges every command about the board before anything stands on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rooms import board as boards
from rooms.board import (
    Board,
    DrawItem,
    EraseItems,
    Item,
    ItemDrawn,
    MoveItems,
    RestoreItems,
    RewriteItem,
    Surface,
)
from rooms.errors import Refusal, must_be_text
from rooms.facts import EVERYONE, Audience, Caller, Command, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.letters import EACH
from rooms.people import People, must_be_present

SHEETS_AT_MOST = 100  # of one place
ITEMS_AT_MOST = 10_000  # on one surface
AT_ONCE = 200  # items named by one command
LETTERS_AT_MOST = 12_000_000  # of points and texts in one class
SHARE_AT_MOST = (
    LETTERS_AT_MOST // 2
)  # of one person who does not lead: who writes by hand for hours draws as much
POINTS_LIMIT = 16_000  # letters of one item
TEXT_LIMIT = 2_000
WIDEST = 2_000
FAR = 10_000_000
DIGITS = {
    letter: value
    for value, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What else of the room counts here: pages of decks, shared screens with their places, the groups, and rights.

    `draws` and `shows`: whether the caller may draw, and put things on the stage, in the main room.
    """

    decks: Mapping[Id, int]
    screens: Mapping[Id, Audience]
    groups: Collection[Id]
    own_groups: Collection[Id]
    draws: bool
    shows: bool


def may_draw(ground: Ground, to: Audience) -> bool:
    """The one judgement of who may draw in a place: in a breakout group all its members, in the main room by right."""
    return to != EVERYONE or ground.draws


def audience(board: Board, ground: Ground, surface: Surface) -> Audience:
    """Who sees what is drawn on a surface; refuses one that does not exist."""
    kind, _, name = surface.partition(":")
    deck, _, page = name.partition(":")
    if kind == "sheet" and name in board.sheets:
        return board.sheets[name]
    if kind == "deck" and page.isascii() and page.isdigit() and page[0] != "0" and len(page) < 6:
        if int(page) <= ground.decks.get(deck, 0):
            return EVERYONE
    elif kind == "screen" and name in ground.screens:
        return ground.screens[name]
    raise Refusal("no_such_surface")


def decide(
    board: Board,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
    ground: Ground,
) -> list[Fact]:
    """Judge showing, drawing, and changing what was drawn."""
    match command:
        case boards.ShowBoard(_, to) | boards.HideBoard(to):
            must_be_live(lesson)
            _must_lead(people, caller, ground, to)
            return _show(board, command)
        case DrawItem():
            to = must_draw(board, people, caller, ground, command.surface)
            if late_at is None:
                must_be_live(lesson)
                must_be_present(people, caller)
            _must_have_room(
                board, people, caller, len(command.points) + len(command.pressure) + len(command.text)
            )
            return [Fact(_drawn(board, command, late=late_at is not None), to, late_at)]
        case boards.ClearSurface(surface):
            must_be_live(lesson)
            to = audience(board, ground, surface)
            _must_lead(people, caller, ground, to)
            here = (item for item in board.items.values() if item.surface == surface)
            drawn = any(not (item.erased or item.late) for item in here)
            return [Fact(boards.SurfaceCleared(surface), to)] if drawn else []
        case MoveItems() | RewriteItem() | EraseItems() | RestoreItems():
            to = must_draw(board, people, caller, ground, command.surface)
            return _changed(board, people, lesson, command, caller, to)
    return []


def _must_lead(people: People, caller: Caller, ground: Ground, to: Audience) -> None:
    """The board of the main room is for those who lead, that of a group for its members too."""
    _must_belong(people, caller, ground, to)
    must_be_present(people, caller)
    if to == EVERYONE and not ground.shows:
        raise Refusal("not_allowed")


def _must_belong(people: People, caller: Caller, ground: Ground, to: Audience) -> None:
    if to == EVERYONE:
        return
    kind, _, group = to.partition(":")
    if kind != "group" or group not in ground.groups:
        raise Refusal("no_such_group")
    if not people.is_staff(caller) and group not in ground.own_groups:
        raise Refusal("not_in_group")


def must_draw(board: Board, people: People, caller: Caller, ground: Ground, surface: Surface) -> Audience:
    """Who sees what the caller draws on a surface; refuses whoever may not."""
    to = audience(board, ground, surface)
    _must_belong(people, caller, ground, to)
    if not may_draw(ground, to):
        raise Refusal("may_not_draw")
    return to


def _show(board: Board, command: boards.ShowBoard | boards.HideBoard) -> list[Fact]:
    to = command.to
    if isinstance(command, boards.HideBoard):
        return [Fact(boards.BoardHidden(), to)] if to in board.shown else []
    if board.sheets.get(command.sheet, to) != to:
        raise Refusal("duplicate_id")
    if command.sheet not in board.sheets and board.at_place(to) >= SHEETS_AT_MOST:
        raise Refusal("board_full", f"a board has at most {SHEETS_AT_MOST} pages.")
    return [] if board.shown.get(to) == command.sheet else [Fact(boards.BoardShown(command.sheet), to)]


def _drawn(board: Board, command: DrawItem, *, late: bool) -> ItemDrawn:
    if command.item in board.items:
        raise Refusal("duplicate_id")
    if board.count.get(command.surface, 0) >= ITEMS_AT_MOST:
        raise Refusal("board_full", f"a page takes {ITEMS_AT_MOST:,} drawings.")
    _must_be_ink(command)
    return ItemDrawn(
        command.surface,
        command.item,
        command.kind,
        command.colour,
        command.width,
        command.points,
        command.pressure,
        command.text,
        late,
    )


def _must_have_room(board: Board, people: People, caller: Caller, letters: int) -> None:
    if not people.is_staff(caller) and board.shares.get(caller.person, 0) + letters + EACH > SHARE_AT_MOST:
        raise Refusal("board_full", "you have drawn as much as is kept of one person.")
    if board.letters + letters > LETTERS_AT_MOST:
        raise Refusal("board_full", "so much has been drawn in this class that no more is kept.")


def _must_be_ink(command: DrawItem) -> None:
    if len(command.points) > POINTS_LIMIT:
        raise Refusal("too_long", f"a drawing has at most {POINTS_LIMIT:,} letters of points.")
    if not 1 <= command.width <= WIDEST:
        raise Refusal("malformed", f"the width is 1 to {WIDEST}.")
    count = len(points_of(command.points))
    words, stroke = command.kind in boards.WORDS, command.kind in ("pen", "highlighter")
    if count != (1 if words else 2) and not (stroke and count):
        raise Refusal("malformed", f"a {command.kind} does not have {count} points.")
    pressed = command.pressure
    if pressed and (not stroke or len(pressed) != count or not DIGITS.keys() >= set(pressed)):
        raise Refusal("malformed", "a stroke has one letter of pressure for each point, or none.")
    if words:
        must_be_text(command.text, TEXT_LIMIT, "The text")
    elif command.text:
        raise Refusal("malformed", "only texts and notes have words.")


def points_of(text: str) -> list[tuple[int, int]]:
    """The points of a drawing: differences in tenths of a pixel, 5 bits a letter, the sign in the lowest bit."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        digit = DIGITS.get(letter)
        if digit is None or shift > 25:
            raise Refusal("malformed", "those are not points.")
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift or len(numbers) % 2:
        raise Refusal("malformed", "the last point is not whole.")
    points, x, y = [], 0, 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    if any(abs(x) > FAR or abs(y) > FAR for x, y in points):
        raise Refusal("malformed", "that is too far away.")
    return points


def _changed(
    board: Board,
    people: People,
    lesson: Lesson,
    command: MoveItems | RewriteItem | EraseItems | RestoreItems,
    caller: Caller,
    to: Audience,
) -> list[Fact]:
    names = (command.item,) if isinstance(command, RewriteItem) else tuple(dict.fromkeys(command.items))
    if not 1 <= len(names) <= AT_ONCE:
        raise Refusal("malformed", f"name 1 to {AT_ONCE} items at once.")
    if not isinstance(command, EraseItems):
        _must_have_room(board, people, caller, sum(map(len, names)) + len(getattr(command, "text", "")))
    back = isinstance(command, RestoreItems)
    for name in names:
        found = _find(board, command.surface, name)
        if found.erased != back:
            raise Refusal("no_such_item")
        mine = found.by == caller.person and (not back or found.erased_by == caller.person)
        if not mine and not people.is_staff(caller):
            raise Refusal("not_yours")
    after = lesson.ended_at is not None
    # After class only what was drawn late can change, and it does so where it stands.
    late = [name for name in names if after and board.items[name].late]
    live = tuple(name for name in names if name not in late)
    if live:
        must_be_live(lesson)
        must_be_present(people, caller)
    facts = [Fact(_change(board, command, (name,)), to, board.items[name].at) for name in late]
    return [*facts, Fact(_change(board, command, live), to)] if live else facts


def _change(
    board: Board, command: MoveItems | RewriteItem | EraseItems | RestoreItems, names: tuple[Id, ...]
) -> boards.ItemsMoved | boards.ItemRewritten | boards.ItemsErased | boards.ItemsRestored:
    match command:
        case MoveItems(surface, _, x, y):
            if abs(x) > FAR or abs(y) > FAR:
                raise Refusal("malformed", "that is too far away.")
            return boards.ItemsMoved(surface, names, x, y)
        case RewriteItem(surface, item, text):
            must_be_text(text, TEXT_LIMIT, "The text")
            if not board.items[item].words:
                raise Refusal("malformed", "only texts and notes have words.")
            return boards.ItemRewritten(surface, item, text)
        case EraseItems(surface):
            return boards.ItemsErased(surface, names)
    return boards.ItemsRestored(command.surface, names)


def _find(board: Board, surface: Surface, name: Id) -> Item:
    found = board.items.get(name)
    if found is None or found.surface != surface:
        raise Refusal("no_such_item")
    return found
