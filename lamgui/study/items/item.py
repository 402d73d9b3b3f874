"""One map of a study: what it is of, and the key that it has on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_values
from lamgui.base.plain_values import plain
from lamgui.imaging.degradation import Degradation
from lamgui.imaging.prepare import Role, degradation_in_use
from lamgui.imaging.reduce import Reduction
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numerics import NUMERICS


@dataclass(frozen=True)
class Conditions:
    """What all maps of a study have in common."""

    role: Role
    reduction: Reduction
    degradation: Degradation


@dataclass(frozen=True)
class Item:
    """One map: a network, a picture as the study shows it, a patch and the place of its settings in the study's list.

    An item that cannot become a map has an `error`, and no patch where that is not known.
    """

    network: str
    picture: str
    rule: str
    settings: int
    key: str
    patch: Patch | None = None
    error: str = ""


def map_key(
    picture_key: str, network: StudyNetworkFacts, patch: Patch, settings: Settings, conditions: Conditions
) -> str:
    """The sha256 of all that decides the numbers of a map; device and threads do not count.

    It is that of the session's cache of maps, without the device, in a form that is the same on every machine.
    """
    return _sha256(
        {
            **_restored(picture_key, network, conditions),
            "patch": [patch.x, patch.y, patch.size],
            "settings": settings_values(settings.portable()),
        }
    )


def restoration_key(
    picture_key: str,
    network: StudyNetworkFacts,
    box: tuple[int, int, int, int] | None,
    settings: Settings,
    conditions: Conditions,
) -> str:
    """The sha256 of all that decides what a network makes of a picture, or of the part `box` of it.

    `box` is left, top, right and bottom in LR pixels; None for the whole picture.
    """
    how = {"box": None if box is None else list(box), "precision": settings.precision.value, "seed": settings.seed}
    return _sha256({**_restored(picture_key, network, conditions), **how})


def unknown_key(network: str, picture: str, rule: str, settings: int) -> str:
    """The key of an item of which picture, network or patch are not known: the names are all there is."""
    return _sha256({"network": network, "picture": picture, "rule": rule, "settings": settings})


def _restored(picture_key: str, network: StudyNetworkFacts, conditions: Conditions) -> dict[str, Any]:
    used = degradation_in_use(conditions.degradation, conditions.role, network.scale)
    return {
        "numerics": NUMERICS,
        "picture": picture_key,
        "role": conditions.role.value,
        "reduction": conditions.reduction.value if conditions.role is Role.HR and network.scale > 1 else None,
        "degradation": plain(used),
        "network": network.sha256,
        "scale": network.scale,
        "range": str(network.value_range),
        "colour": network.colour.value,
        "output": network.output,
    }


def _sha256(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
