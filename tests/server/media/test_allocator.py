"""Who gets how much of a link."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.media import quality
from server.media.allocator import MARGIN, Wish, allocate, next_step
from server.media.layer import Layer
from server.media.quality import Step
from server.media.thinning import EVERY_FRAME

LOW, MIDDLE, HIGH = Step(0, EVERY_FRAME, 120e3), Step(1, EVERY_FRAME, 350e3), Step(2, EVERY_FRAME, 1100e3)
CAMERA = (LOW, MIDDLE, HIGH)
SCREEN = (Step(0, EVERY_FRAME, 800e3),)


def test_when_all_fits_everybody_gets_what_the_tile_can_show() -> None:
    wishes = [Wish(CAMERA, area=900), Wish(CAMERA[:1], area=10), Wish(SCREEN, screen=True)]
    assert allocate(5e6, wishes, 1) == [HIGH, LOW, SCREEN[0]]


def test_the_screen_comes_before_all_pictures() -> None:
    wishes = [Wish(CAMERA, area=900), Wish(CAMERA, area=800), Wish(SCREEN, screen=True, area=1)]
    assert allocate(900e3, wishes, 1) == [None, None, SCREEN[0]]
    assert allocate(1.0e6, wishes, 1) == [LOW, None, SCREEN[0]]


def test_everybody_has_a_small_picture_before_the_largest_gets_a_better_one() -> None:
    wishes = [Wish(CAMERA, area=5), Wish(CAMERA, area=900), Wish(CAMERA, area=5)]
    assert allocate(450e3, wishes, 1) == [LOW, LOW, LOW]
    assert allocate(700e3, wishes, 1) == [LOW, MIDDLE, LOW]
    assert allocate(1.5e6, wishes, 1) == [LOW, HIGH, LOW]


def test_the_largest_has_a_picture_before_the_rest() -> None:
    wishes = [Wish(CAMERA, area=5), Wish(CAMERA, area=900)]
    assert allocate(200e3, wishes, 0) == [None, LOW]


def test_as_many_as_are_kept_have_their_smallest_picture_whatever_the_link_carries() -> None:
    wishes = [Wish(CAMERA, area=5), Wish(CAMERA, area=900)]
    assert allocate(-50e3, wishes, 0) == [None, None]
    assert allocate(-50e3, wishes, 1) == [None, LOW]
    assert allocate(-50e3, wishes, 1 << 16) == [LOW, LOW]


def test_what_flows_stays_where_something_new_would_not_fit() -> None:
    assert allocate(360e3, [Wish(CAMERA, present=MIDDLE)], 1) == [MIDDLE]
    assert allocate(360e3, [Wish(CAMERA, present=LOW)], 1) == [LOW]


def test_what_one_more_step_costs_is_known() -> None:
    wishes = [Wish(CAMERA, area=9), Wish(CAMERA, area=5)]
    assert next_step(wishes, [LOW, None]) == MARGIN * 120e3
    assert next_step(wishes, [HIGH, HIGH]) is None


def layers(*temporal: int) -> list[Layer]:
    made = []
    for rate, highest in zip((120e3, 350e3, 1100e3), temporal, strict=False):
        layer = Layer("", "video/vp8", 90000, 96, 97)
        layer.rate, layer.temporal = rate, highest
        made.append(layer)
    return made


def test_frames_go_before_sizes_and_every_quality_costs_more_than_the_one_before() -> None:
    pictures = [(320.0, 180.0), (640.0, 360.0), (1280.0, 720.0)]
    found = quality.steps(layers(2, 2, 2), pictures, 2)
    assert [(step.layer, step.temporal) for step in found] == [
        (0, 0), (0, 1), (0, EVERY_FRAME), (1, 1), (1, EVERY_FRAME), (2, 1), (2, EVERY_FRAME),
    ]  # fmt: skip
    costs = [step.cost for step in found]
    assert costs == sorted(set(costs))


def test_a_camera_without_temporal_layers_has_one_quality_for_each_size() -> None:
    found = quality.steps(layers(0, 0, 0), [(320.0, 180.0), (640.0, 360.0), (1280.0, 720.0)], 1)
    assert [(step.layer, step.temporal) for step in found] == [(0, EVERY_FRAME), (1, EVERY_FRAME)]


def test_a_layer_that_was_never_measured_is_thought_to_cost_what_its_pixels_do() -> None:
    layer = Layer("", "video/vp8", 90000, 96, 97)
    (unknown,) = quality.steps([layer], [(1280.0, 720.0)], 0)
    layer.size = (1280, 720)
    (told,) = quality.steps([layer], [(1280.0, 720.0)], 0)
    assert 0.2e6 < unknown.cost < 0.5e6
    assert 1.0e6 < told.cost < 2.5e6


steps = st.lists(st.floats(2e4, 3e6), min_size=1, max_size=7, unique=True).map(
    lambda costs: [Step(index, EVERY_FRAME, cost) for index, cost in enumerate(sorted(costs))]
)


@st.composite
def wish(draw: st.DrawFn) -> Wish:
    mine = draw(steps)
    present = draw(st.one_of(st.none(), st.sampled_from(mine)))
    return Wish(mine, draw(st.booleans()), draw(st.integers(0, 10**6)), present)


@given(st.floats(-1e6, 2e7), st.lists(wish(), max_size=12), st.integers(0, 14))
def test_never_more_than_the_link_carries_but_for_the_smallest_of_those_kept(
    budget: float, wishes: list[Wish], kept: int
) -> None:
    granted = allocate(budget, wishes, kept)
    order = sorted(range(len(wishes)), key=lambda index: (not wishes[index].screen, -wishes[index].area))
    smallest = sum(wishes[index].steps[0].cost for index in order[:kept])
    total = sum(step.cost for step in granted if step)
    assert total <= max(budget, smallest) + 1
    assert all(granted[index] is not None for index in order[:kept])
    assert all(step is None or step in wish.steps for step, wish in zip(granted, wishes, strict=True))
    for step, one in zip(granted, wishes, strict=True):  # nobody waits for what is left over
        more = next((s for s in one.steps if step is None or s.cost > step.cost), None)
        if more is not None:
            assert MARGIN * (more.cost - (step.cost if step else 0)) > budget - total - 1


@given(st.floats(0, 2e7), st.floats(0, 2e7), st.lists(wish(), max_size=8))
def test_a_better_link_never_takes_the_screen_or_the_largest_picture_away(
    one: float, other: float, wishes: list[Wish]
) -> None:
    if not wishes:
        return
    first = min(range(len(wishes)), key=lambda index: (not wishes[index].screen, -wishes[index].area))
    less, more = (allocate(budget, wishes, 1)[first] for budget in sorted((one, other)))
    assert less is not None and more is not None
    if wishes[first].screen:
        assert less.cost <= more.cost
