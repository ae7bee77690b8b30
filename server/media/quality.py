"""Which quality of a picture a person gets: as much as the tile can show and as the sender sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.media.layer import Layer
from server.media.thinning import EVERY_FRAME

ASSUMED = (1280, 720)  # pixels of the top layer until a keyframe has told
ENOUGH = 0.8  # a layer may be enlarged by a quarter before the next one is taken
# bit/s for each pixel and at least, until a layer has been measured
ASSUMED_BITS, ASSUMED_LEAST = 1.2, 50_000
UNKNOWN_BITS = 300_000  # of a camera that sends one size, until a keyframe has told it
TEMPORAL_SHARES = {1: (1.0,), 2: (0.6, 1.0), 3: (0.4, 0.6, 1.0)}  # of the bits, up to each temporal layer


@dataclass(frozen=True, slots=True)
class Step:
    """One quality of a picture: the layer, the highest temporal layer in it that is passed on, what it costs (bit/s)."""

    layer: int
    temporal: int
    cost: float


def sizes(layers: Sequence[Layer], scales: Sequence[float]) -> list[tuple[float, float]]:
    """Pixels of each layer, lowest first: told by keyframes, the others derived by their scale."""
    whole = next(
        (
            (layer.size[0] * scale, layer.size[1] * scale)
            for layer, scale in zip(layers, scales, strict=True)
            if layer.size
        ),
        (float(ASSUMED[0]), float(ASSUMED[1])),
    )
    return [
        (float(layer.size[0]), float(layer.size[1])) if layer.size else (whole[0] / scale, whole[1] / scale)
        for layer, scale in zip(layers, scales, strict=True)
    ]


def wanted(pictures: Sequence[tuple[float, float]], width: int, height: int) -> int:
    """Index of the lowest picture that fills a tile of `width` x `height` pixels; its own shape is kept."""
    for index, (across, down) in enumerate(pictures):
        needed = min(float(width), height * across / down)
        if across >= ENOUGH * needed:
            return index
    return len(pictures) - 1


def available(layers: Sequence[Layer], most: int, present: Layer | None) -> Layer:
    """The highest layer not above `most` that is being sent; else that one if it comes soon; else the lowest that is sent.

    Browsers send a top layer only while their bandwidth allows it, and stop it without a word.
    """
    if len(layers) == 1:
        return layers[0]
    for layer in reversed(layers[: most + 1]):
        if layer.sent:
            return layer
    if layers[most].coming:
        return layers[most]
    for layer in layers[most + 1 :]:
        if layer.sent:
            return layer
    return present or layers[0]


def steps(layers: Sequence[Layer], pictures: Sequence[tuple[float, float]], most: int) -> list[Step]:
    """The qualities of a picture up to layer `most`, cheapest first, each dearer than the one before.

    Under congestion every second frame goes before half the size does; the lowest layer may be thinned out further.
    """
    found: list[Step] = []
    for index, (layer, (across, down)) in enumerate(zip(layers[: most + 1], pictures, strict=False)):
        unknown = len(layers) == 1 and layer.size is None
        whole = layer.rate or (UNKNOWN_BITS if unknown else ASSUMED_LEAST + ASSUMED_BITS * across * down)
        shares = TEMPORAL_SHARES[min(3, layer.temporal + 1)]
        for temporal, share in enumerate(shares):
            last = temporal == len(shares) - 1
            if (index and temporal < len(shares) - 2) or (found and whole * share <= found[-1].cost):
                continue
            found.append(Step(index, EVERY_FRAME if last else temporal, whole * share))
    return found
