"""Deletion and insertion: remove the marked pixels, or insert only them, and see whether the detector follows."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import numpy as np
import numpy.typing as npt

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats, Mask
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.sanity.maps import SanityStep
from lamgui.sanity.objective import PatchObjective
from lamgui.sanity.report import Curve, Finding, SanityTest, SanityVerdict, not_applicable
from lamgui.sanity.steps import STEPS

PIECES = 12
SHARES = (np.arange(PIECES + 1) / PIECES) ** 2
"""Shares of the pixels at which D is measured: closest at the beginning, where the important ones are replaced."""

RANDOM_ORDERS = 3
LEAST_ADVANTAGE = 0.1
"""Least advantage in area under the curve over the mean of the random orders."""

PASS_SHARE = 1 / 3
"""Time of a pass without gradients, as a share of one with them."""

IMPORTANCE, DISTANCE, RANDOM = "importance", "distance to the patch", "random order"

Order = npt.NDArray[np.intp]
"""Pixels by their number in reading order, the first to be replaced first."""


def cost(request: Request) -> float:
    """Time of the passes, in maps."""
    passes = 2 * (2 + RANDOM_ORDERS) * (PIECES - 1)
    return passes * PASS_SHARE / (request.settings.steps or STEPS)


def deletion(request: Request, reference: Analysis) -> Generator[SanityStep, None, Finding]:
    """Replace pixels by the baseline's, and insert them into the baseline, in three kinds of order.

    For a local network only the pixels that the patch can see take part. Raises UserError.
    """
    objective = PatchObjective(request, reference)
    height, width = objective.seen.shape
    nothing, everything = np.zeros((2, height, width), dtype=bool)
    low, high = objective.at([nothing])[0], objective.at([~everything])[0]
    if not np.isfinite([low, high]).all() or low == high:
        return not_applicable(
            SanityTest.DELETION, "D of the patch is the same for input and baseline: nothing can fall."
        )
    orders = orders_of(reference.importance, request.patch, request.network.scale, objective.seen)
    curves: list[Curve] = []
    for inserted in (False, True):
        for label, order in orders.items():
            masks = masks_of(order, objective.seen, inserted)
            values: list[float] = []
            while len(values) < len(masks):
                values += objective.at(masks[len(values) : len(values) + objective.together])
                share = (len(curves) + len(values) / len(masks)) / (2 * len(orders))
                yield SanityStep(f"{'insertion' if inserted else 'deletion'}, {label}", share * cost(request))
            ends = (low, high) if inserted else (high, low)
            found = np.array([ends[0], *values, ends[1]])
            curves.append(Curve(label, inserted, SHARES, (found - low) / (high - low)))
    return judged(curves)


def orders_of(importance: Floats, patch: Patch, scale: int, seen: Mask) -> Mapping[str, Order]:
    """The pixels that are seen, by importance (h, w), by distance to the patch, and by chance, each time the same."""
    pixels = np.flatnonzero(seen)
    by_importance = pixels[np.argsort(-importance.ravel()[pixels], kind="stable")]
    outside, from_middle = _distances(patch, scale, seen.shape)
    by_distance = pixels[np.lexsort((from_middle.ravel()[pixels], outside.ravel()[pixels]))]
    orders = {IMPORTANCE: by_importance, DISTANCE: by_distance}
    for number in range(1, RANDOM_ORDERS + 1):
        orders[f"{RANDOM} {number}"] = np.random.default_rng(number).permutation(pixels)
    return orders


def masks_of(order: Order, seen: Mask, inserted: bool) -> list[Mask]:
    """Masks of the pixels of the input, at each share between none and all of the pixels."""
    masks = []
    for share in SHARES[1:-1]:
        replaced = np.zeros(seen.size, dtype=bool)
        replaced[order[: round(share * len(order))]] = True
        masks.append((replaced if inserted else ~replaced).reshape(seen.shape))
    return masks


def judged(curves: list[Curve]) -> Finding:
    """The finding of all curves: importance must beat chance in both, and is compared with the distance."""
    fall = {label: _area(curves, label, False) for label in (IMPORTANCE, DISTANCE, RANDOM)}
    rise = {label: _area(curves, label, True) for label in (IMPORTANCE, DISTANCE, RANDOM)}
    advantages = (fall[RANDOM] - fall[IMPORTANCE], rise[IMPORTANCE] - rise[RANDOM])
    if not np.isfinite(advantages).all():
        return not_applicable(SanityTest.DELETION, "D is not finite once pixels are replaced.")
    passed = min(advantages) >= LEAST_ADVANTAGE
    nearer = fall[IMPORTANCE] <= fall[DISTANCE] and rise[IMPORTANCE] >= rise[DISTANCE]
    found = (
        f"Without the marked pixels D falls {'sooner' if advantages[0] > 0 else 'no sooner'} than by chance (area "
        f"{fall[IMPORTANCE]:.2f}, by chance {fall[RANDOM]:.2f}), with them alone it rises "
        f"{'sooner' if advantages[1] > 0 else 'no sooner'} ({rise[IMPORTANCE]:.2f}, by chance {rise[RANDOM]:.2f}). "
    )
    found += "The map also beats the order" if nearer else "In one of the two the map does not beat the order"
    found += f" of distance ({fall[DISTANCE]:.2f}, {rise[DISTANCE]:.2f})."
    mark = f"Passed where both areas beat chance by {LEAST_ADVANTAGE:g} or more."
    return Finding(
        SanityTest.DELETION, SanityVerdict.PASSED if passed else SanityVerdict.FAILED, found, mark, curves=tuple(curves)
    )


def _area(curves: list[Curve], label: str, inserted: bool) -> float:
    """Area under the curve of an order; for the random orders the mean."""
    return float(np.mean([c.area for c in curves if c.inserted is inserted and c.label.startswith(label)]))


def _distances(patch: Patch, scale: int, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Distances of every LR pixel's middle to the patch, 0 inside it, and to the patch's middle; in LR pixels."""
    rows, columns = (np.arange(side) + 0.5 for side in shape)
    half, middle = patch.size / scale / 2, ((patch.y + patch.size / 2) / scale, (patch.x + patch.size / 2) / scale)
    down, across = np.abs(rows - middle[0])[:, None], np.abs(columns - middle[1])[None, :]
    return np.hypot(np.maximum(down - half, 0), np.maximum(across - half, 0)), np.hypot(down, across)
