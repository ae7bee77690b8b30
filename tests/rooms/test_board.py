"""The board: who draws where, whose an item is, and what the timeline takes."""

import pytest

from rooms import wire
from rooms.drawing import LETTERS_AT_MOST, POINTS_LIMIT, SHARE_AT_MOST, points_of
from rooms.errors import Refusal
from rooms.letters import EACH
from tests.rooms.school import School

LINE = {"kind": "line", "colour": "red", "width": 30, "points": "AAgEgE"}
NOTE = {"kind": "note", "colour": "blue", "width": 160, "points": "AA", "text": "Heavy!"}


@pytest.fixture
def board(school) -> School:
    """A class with a board on the stage, on which students may draw."""
    school.do("ines", "ShowBoard", sheet="s1")
    school.do("ines", "SetRight", right="draw", allowed=True, person=None)
    return school


def draw(school, who, item, surface="sheet:s1", at=None, **fields):
    return school.do(who, "DrawItem", at=at, surface=surface, item=item, **{**LINE, **fields})


def test_those_who_lead_open_the_board_turn_its_pages_and_close_it(school, refused):
    with refused("not_allowed"):
        school.do("sam", "ShowBoard", sheet="s1")
    school.do("ines", "ShowBoard", sheet="s1")
    assert school.do("ines", "ShowBoard", sheet="s1") == []
    school.do("ines", "ShowBoard", sheet="s2")
    assert school.room.board.shown == {"everyone": "s2"}
    with refused("not_allowed"):
        school.do("sam", "HideBoard")
    school.do("ines", "HideBoard")
    assert school.room.board.shown == {}
    with refused("bad_id"):
        school.do("ines", "ShowBoard", sheet="a b")


def test_slides_and_the_board_take_each_others_place_on_the_stage(school):
    school.server("AddDeck", "ines", deck="d", title="Arches", pages=3, width=1600, height=900)
    school.do("ines", "ShowPage", deck="d", page=1)
    school.do("ines", "ShowBoard", sheet="s1")
    [hidden] = school.do("ines", "ShowPage", deck="d", page=1)
    assert type(hidden.event).__name__ == "BoardHidden"
    assert school.room.slides.shown == ("d", 1)


def test_students_draw_only_when_it_is_allowed(school, refused):
    school.do("ines", "ShowBoard", sheet="s1")
    with refused("may_not_draw"):
        draw(school, "sam", "i1")
    with refused("not_allowed"):
        school.do("sam", "SetRight", right="draw", allowed=True, person=None)
    school.do("ines", "SetRight", right="draw", allowed=True, person=None)
    [drawn] = draw(school, "sam", "i1")
    assert (drawn.by, drawn.event.late, drawn.to) == ("sam", False, "everyone")
    school.do("ines", "SetRight", right="draw", allowed=False, person=None)
    with refused("may_not_draw"):
        school.do("sam", "EraseItems", surface="sheet:s1", items=["i1"])


def test_nobody_changes_what_others_drew_except_those_who_lead(board, refused):
    draw(board, "sam", "i1")
    for command, fields in (("EraseItems", {}), ("MoveItems", {"x": 1, "y": 1})):
        with refused("not_yours"):
            board.do("tom", command, surface="sheet:s1", items=["i1"], **fields)
    board.do("sam", "MoveItems", surface="sheet:s1", items=["i1"], x=10, y=-10)
    board.do("ada", "JoinClass")
    board.do("ada", "EraseItems", surface="sheet:s1", items=["i1"])
    with refused("no_such_item"):
        board.do("sam", "EraseItems", surface="sheet:s1", items=["i1"])


def test_an_erased_item_comes_back_for_who_erased_it_and_for_those_who_lead(board, refused):
    draw(board, "sam", "i1")
    board.do("sam", "EraseItems", surface="sheet:s1", items=["i1"])
    board.do("sam", "RestoreItems", surface="sheet:s1", items=["i1"])
    board.do("ines", "ClearSurface", surface="sheet:s1")
    assert board.do("ines", "ClearSurface", surface="sheet:s1") == []
    with refused("not_yours"):  # it was taken away by somebody who leads
        board.do("sam", "RestoreItems", surface="sheet:s1", items=["i1"])
    board.do("ines", "RestoreItems", surface="sheet:s1", items=["i1"])
    assert not board.room.board.items["i1"].erased


def test_only_those_who_lead_clear_the_board(board, refused):
    draw(board, "sam", "i1")
    with refused("not_allowed"):
        board.do("sam", "ClearSurface", surface="sheet:s1")


def test_a_note_is_rewritten_by_its_owner_and_is_never_empty(board, refused):
    draw(board, "sam", "n1", **NOTE)
    draw(board, "sam", "i1")
    board.do("sam", "RewriteItem", surface="sheet:s1", item="n1", text="Light!")
    for item, text, code in (("n1", " ", "empty"), ("i1", "x", "malformed"), ("n1", "x" * 2001, "too_long")):
        with refused(code):
            board.do("sam", "RewriteItem", surface="sheet:s1", item=item, text=text)


def test_slides_are_drawn_on_page_by_page_and_only_pages_that_exist(board, refused):
    board.server("AddDeck", "ines", deck="d", title="Arches", pages=3, width=1600, height=900)
    draw(board, "ines", "i1", surface="deck:d:3")
    for surface in (
        "deck:d:4",
        "deck:d:0",
        "deck:d:01",
        "deck:d:x",
        "deck:d",
        "sheet:s9",
        "screen:t",
        "x",
        "",
    ):
        with refused("no_such_surface"):
            draw(board, "ines", "i2", surface=surface)


def test_a_shared_screen_is_drawn_on_while_it_is_shared(board, refused):
    board.server("PublishTrack", "sam", track="t1", source="screen")
    draw(board, "ines", "i1", surface="screen:t1")
    board.do("sam", "EndTrack", track="t1")
    with refused("no_such_surface"):
        draw(board, "ines", "i2", surface="screen:t1")


def test_a_group_has_a_board_of_its_own_on_which_all_its_members_draw(school, refused):
    group = {"group": "g1", "name": "One", "people": ["sam"]}
    school.do("ines", "OpenBreakouts", groups=[group])
    [shown] = school.do("sam", "ShowBoard", sheet="s1", to="group:g1")
    [drawn] = draw(school, "sam", "i1")
    assert (shown.to, drawn.to) == ("group:g1", "group:g1")
    with refused("not_in_group"):
        draw(school, "tom", "i2")
    with refused("not_in_group"):
        school.do("tom", "ShowBoard", sheet="s2", to="group:g1")
    with refused("no_such_group"):
        school.do("ines", "ShowBoard", sheet="s2", to="person:sam")
    with refused("duplicate_id"):
        school.do("ines", "ShowBoard", sheet="s1")
    draw(school, "ines", "i3")


def test_whoever_was_absent_draws_later_apart_and_may_take_it_back(board, refused):
    board.now = 60_000
    board.do("ines", "EndClass")
    [late] = draw(board, "zoe", "late", at=12_000, **NOTE)
    assert (late.at, late.event.late) == (12_000, True)
    with refused("class_ended"):
        board.do("ines", "ClearSurface", surface="sheet:s1")
    [erased] = board.do("zoe", "EraseItems", surface="sheet:s1", items=["late"])
    assert erased.at == 12_000


def test_nobody_draws_later_where_students_were_not_allowed_to(board, refused):
    draw(board, "sam", "i1")
    board.do("ines", "SetRight", right="draw", allowed=False, person=None)
    board.do("ines", "EndClass")
    with refused("may_not_draw"):
        draw(board, "zoe", "late", at=0)
    with refused("class_ended"):
        board.do("ines", "EraseItems", surface="sheet:s1", items=["i1"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"points": "AA"}, "malformed"),
        ({"points": "AAA"}, "malformed"),
        ({"points": "A=gE"}, "malformed"),
        ({"points": "________AA"}, "malformed"),
        ({"points": "4////////"}, "malformed"),
        ({"points": "A" * 16_002, "kind": "pen"}, "too_long"),
        ({"kind": "pen", "points": ""}, "malformed"),
        ({"kind": "pen", "pressure": "A"}, "malformed"),
        ({"kind": "line", "pressure": "AA"}, "malformed"),
        ({"kind": "note", "points": "AA"}, "empty"),
        ({"text": "words on a line"}, "malformed"),
        ({"width": 0}, "malformed"),
        ({"width": 2001}, "malformed"),
        ({"colour": "pink"}, "malformed"),
        ({"item": "a b"}, "bad_id"),
    ],
)
def test_what_is_no_drawing_is_refused(board, refused, fields, code):
    with refused(code):
        draw(board, "ines", **{"item": "i1", **fields})


def test_an_item_has_an_id_of_its_own(board, refused):
    draw(board, "sam", "i1")
    with refused("duplicate_id"):
        draw(board, "tom", "i1")
    with refused("no_such_item"):
        board.do("sam", "EraseItems", surface="sheet:s1", items=["nothing"])
    with refused("malformed"):
        board.do("sam", "EraseItems", surface="sheet:s1", items=[])


def test_a_page_takes_so_much_and_no_more(board, refused):
    board.room.board.count["sheet:s1"] = 10_000
    with refused("board_full"):
        draw(board, "ines", "i1")
    board.do("ines", "ShowBoard", sheet="s2")
    draw(board, "ines", "i1", surface="sheet:s2")
    board.room.board.letters = 12_000_000
    with refused("board_full"):
        draw(board, "ines", "i2", surface="sheet:s2")


def test_points_are_read_as_they_were_written():
    assert points_of("AA") == [(0, 0)]
    assert points_of("gECgEB") == [(64, 1), (128, 1)]  # 1 is 2 with the sign in the lowest bit; -0 is 0
    assert points_of("DF") == [(-1, -2)]
    with pytest.raises(Refusal):
        points_of("gggggggA")


def test_drawings_survive_the_way_over_the_wire(board):
    [drawn] = draw(board, "sam", "n1", **NOTE)
    assert wire.entry_from_json(wire.entry_to_json(drawn)) == drawn
    assert board.replayed() == board.room


def test_what_is_moved_and_rewritten_counts_too_and_erasing_is_always_possible(board, refused):
    draw(board, "sam", "i1", **NOTE)
    before = board.room.board.letters
    board.do("sam", "RewriteItem", surface="sheet:s1", item="i1", text="Light")
    board.do("sam", "MoveItems", surface="sheet:s1", items=["i1"], x=1, y=1)
    assert board.room.board.letters == before + len("Light") + len("i1")
    board.room.board.letters = LETTERS_AT_MOST
    with refused("board_full"):
        board.do("sam", "MoveItems", surface="sheet:s1", items=["i1"], x=1, y=1)
    board.do("sam", "EraseItems", surface="sheet:s1", items=["i1"])


def test_one_student_fills_no_board_alone_for_all_the_others(board, refused):
    for person in ("sam", "kim"):
        board.do(person, "JoinClass")
    stroke = "AA" * (POINTS_LIMIT // 2)
    for number in range(SHARE_AT_MOST // (POINTS_LIMIT + EACH)):
        draw(board, "sam", f"i{number}", kind="pen", points=stroke)
    with refused("board_full"):
        draw(board, "sam", "more", kind="pen", points=stroke)
    with refused("board_full"):
        draw(board, "sam", "more", at=0, kind="pen", points=stroke)
    draw(board, "kim", "kims", kind="pen", points=stroke)
    draw(board, "ines", "hers", kind="pen", points=stroke)
    assert SHARE_AT_MOST <= LETTERS_AT_MOST // 2


def test_small_strokes_without_number_are_too_many_as_well(board, refused):
    board.do("sam", "JoinClass")
    board.room.board.shares["sam"] = SHARE_AT_MOST - EACH - 1
    with refused("board_full"):
        draw(board, "sam", "i1")
