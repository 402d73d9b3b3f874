"""Keys of maps are the same on every machine, and differ where anything does that decides the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import NO_DEGRADATION, degradation_from
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.study.items.item import Conditions, map_key, restoration_key
from lamgui.study.items.network_facts import StudyNetworkFacts

FACTS = StudyNetworkFacts("Net", "EDSR", "ab" * 32, 4, 255.0, Colour.RGB, "", 10, "75 px", "local", 75, 75, True)
HOW = Conditions(Role.HR, Reduction.PILLOW, NO_DEGRADATION)
PATCH, SETTINGS = Patch(120, 120, 16), Settings(surroundings=64)
KEY = map_key("cd" * 32, FACTS, PATCH, SETTINGS, HOW)

OTHERS = {
    "picture": map_key("ce" * 32, FACTS, PATCH, SETTINGS, HOW),
    "weights": map_key("cd" * 32, replace(FACTS, sha256="ac" * 32), PATCH, SETTINGS, HOW),
    "range": map_key("cd" * 32, replace(FACTS, value_range=1.0), PATCH, SETTINGS, HOW),
    "channels": map_key("cd" * 32, replace(FACTS, colour=Colour.BGR), PATCH, SETTINGS, HOW),
    "output": map_key("cd" * 32, replace(FACTS, output="1"), PATCH, SETTINGS, HOW),
    "scale": map_key("cd" * 32, replace(FACTS, scale=2), PATCH, SETTINGS, HOW),
    "patch": map_key("cd" * 32, FACTS, Patch(120, 121, 16), SETTINGS, HOW),
    "sigma": map_key("cd" * 32, FACTS, PATCH, replace(SETTINGS, sigma=2.0), HOW),
    "surroundings": map_key("cd" * 32, FACTS, PATCH, Settings(), HOW),
    "precision": map_key("cd" * 32, FACTS, PATCH, replace(SETTINGS, precision=Precision.FLOAT64), HOW),
    "role": map_key("cd" * 32, FACTS, PATCH, SETTINGS, replace(HOW, role=Role.LR)),
    "reduction": map_key("cd" * 32, FACTS, PATCH, SETTINGS, replace(HOW, reduction=Reduction.MATLAB)),
}


@pytest.mark.parametrize("what", OTHERS)
def test_whatever_decides_the_numbers_is_in_the_key(what: str) -> None:
    assert OTHERS[what] != KEY
    assert len(set(OTHERS.values())) == len(OTHERS)


def test_what_decides_nothing_is_not_in_the_key() -> None:
    assert map_key("cd" * 32, replace(FACTS, label="Other", notes=("read",)), PATCH, SETTINGS, HOW) == KEY
    # An enlarging network is given no degradation, and an LR picture is not reduced.
    noisy = replace(HOW, degradation=degradation_from("noise:25"))
    assert map_key("cd" * 32, FACTS, PATCH, SETTINGS, noisy) == KEY
    lr = replace(HOW, role=Role.LR)
    both = [map_key("cd" * 32, FACTS, PATCH, SETTINGS, replace(lr, reduction=one)) for one in Reduction]
    assert len(set(both)) == 1


def test_a_restoration_is_the_same_for_all_patches_of_one_crop() -> None:
    box = (0, 0, 64, 64)
    one = restoration_key("cd" * 32, FACTS, box, SETTINGS, HOW)
    assert one == restoration_key("cd" * 32, FACTS, box, replace(SETTINGS, sigma=2.0, detector="intensity"), HOW)
    assert one != restoration_key("cd" * 32, FACTS, (1, 0, 65, 64), SETTINGS, HOW)
    assert one != restoration_key("cd" * 32, FACTS, None, SETTINGS, HOW)


def test_the_key_is_that_of_every_machine() -> None:
    """Made once and written down: studies that are computed on several machines are put together by it."""
    assert KEY == "cabcc9ddae8eca308d401ea0fa09506c80cf7c9d688e59fed47948fc3d329e10"
