"""Places of crops drawn by chance, each place of all pictures as likely as any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from lamgui.study.items.crops import Crop
from lamgui.study.items.pictures import StudyPicture

MOST_SHARED = 0.5
"""Of a crop's pixels, with one that was drawn before: what is nearly the same place is drawn once."""

TRIES_A_CROP = 20
"""Pictures may have no room for so many that differ."""


def sampled(
    pictures: Sequence[StudyPicture], count: int, size: int, seed: int
) -> tuple[tuple[StudyPicture, Crop], ...]:
    """At most `count` crops of `size` pixels a side, the same for the same files, seed and size.

    Their order is that in which they were drawn: more are fewer continued. A picture counts once however often it is
    there, and not at all where it is smaller than a crop.
    """
    different = {one.sha256: one for one in pictures if not one.error and min(one.width, one.height) >= size}
    # Where the files lie, and in which order they are named, has no influence.
    usable = [different[sha256] for sha256 in sorted(different)]
    if not usable:
        return ()
    places = np.array([(one.width - size + 1) * (one.height - size + 1) for one in usable], np.int64)
    bounds = np.cumsum(places)
    generator = np.random.default_rng(seed)
    drawn: list[tuple[StudyPicture, Crop]] = []
    of_picture: defaultdict[int, list[Crop]] = defaultdict(list)
    for _ in range(TRIES_A_CROP * count):
        if len(drawn) == count:
            break
        place = int(generator.integers(bounds[-1]))
        k = int(np.searchsorted(bounds, place, side="right"))
        y, x = divmod(place - int(bounds[k] - places[k]), usable[k].width - size + 1)
        crop = Crop(x, y, size)
        if all(crop.shared_px(other) <= MOST_SHARED * size**2 for other in of_picture[k]):
            of_picture[k].append(crop)
            drawn.append((usable[k], crop))
    return tuple(drawn)
