"""How the patches of a picture are found: in its centre, as a grid, the hard ones, or at a stated place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lamgui.attribution.patch import DEFAULT_PATCH_PX, DETECTOR_MARGIN_PX, Patch
from lamgui.base.errors import SettingsError

FORMS = "Rules are centre:SIZE, hard:COUNT, hard:COUNT:SIZE, grid:SIZE, grid:SIZE:STEP, or [x, y, size]."
MOST_HARD = 100


class RuleKind(StrEnum):
    """The kinds of rules, by the word that a study states."""

    CENTRE = "centre"
    HARD = "hard"
    GRID = "grid"
    AT = "at"


@dataclass(frozen=True)
class PatchRule:
    """One rule: patches of `size` SR pixels.

    `count` is how many of the hard ones; `step_px` how far the patches of a grid are apart, in SR pixels; `place` the
    column and row of a stated patch, of the picture `picture` where that is named, else of all.
    """

    kind: RuleKind
    size: int = DEFAULT_PATCH_PX
    count: int = 1
    step_px: int = 0
    place: tuple[int, int] = (0, 0)
    picture: str = ""

    @property
    def words(self) -> str:
        """As a study states it."""
        if self.kind is RuleKind.AT:
            return f"{self.place[0]},{self.place[1]},{self.size}"
        if self.kind is RuleKind.HARD:
            return f"hard:{self.count}:{self.size}"
        return f"grid:{self.size}:{self.step_px}" if self.kind is RuleKind.GRID else f"centre:{self.size}"

    def patches(self, sr_width: int, sr_height: int) -> tuple[Patch, ...]:
        """The patches of an SR picture of this size, of a rule that needs to know no more than that.

        Raises SettingsError where none fits.
        """
        room_x, room_y = sr_width - DETECTOR_MARGIN_PX, sr_height - DETECTOR_MARGIN_PX
        if self.kind is RuleKind.CENTRE:
            patches = [Patch(max(0, (sr_width - self.size) // 2), max(0, (sr_height - self.size) // 2), self.size)]
        elif self.kind is RuleKind.AT:
            patches = [Patch(*self.place, self.size)]
        elif self.kind is RuleKind.GRID:
            rows = range(0, room_y - self.size + 1, self.step_px)
            columns = range(0, room_x - self.size + 1, self.step_px)
            patches = [Patch(x, y, self.size) for y in rows for x in columns]
        else:
            raise ValueError(f"the patches of {self.words} depend on a network")
        if not patches:
            raise SettingsError(
                f"No patch of {self.size}x{self.size} fits into {sr_width}x{sr_height} SR pixels.",
                "Take smaller patches, or leave the picture out.",
            )
        for patch in patches:
            patch.require_inside(sr_width, sr_height)
        return tuple(patches)


def rule_from(stated: str | tuple[int, int, int], picture: str = "") -> PatchRule:
    """The rule that "centre:16", "hard:3", "grid:16:32" or (x, y, size) states; raises SettingsError."""
    if not isinstance(stated, str):
        x, y, size = stated
        Patch(x, y, size)
        return PatchRule(RuleKind.AT, size, place=(x, y), picture=picture)
    word, *numbers = stated.strip().split(":")
    try:
        values = [int(number) for number in numbers]
        kind = RuleKind(word)
    except ValueError as error:
        raise SettingsError(f"{stated!r} is no rule for patches.", FORMS) from error
    rule = _rule(kind, values)
    if rule is None or rule.size < 1:
        raise SettingsError(f"{stated!r} is no rule for patches.", FORMS)
    if rule.kind is RuleKind.HARD and not 1 <= rule.count <= MOST_HARD:
        raise SettingsError(f"{rule.count} hard patches were asked for.", f"Choose 1 to {MOST_HARD} of each picture.")
    return rule


def _rule(kind: RuleKind, values: list[int]) -> PatchRule | None:
    """The rule of a kind with these numbers; None for numbers that it does not take."""
    if kind is RuleKind.CENTRE and len(values) <= 1:
        return PatchRule(kind, values[0] if values else DEFAULT_PATCH_PX)
    if kind is RuleKind.HARD and 1 <= len(values) <= 2:
        count, size = (*values, DEFAULT_PATCH_PX)[:2]
        return PatchRule(kind, size, count)
    if kind is RuleKind.GRID and 1 <= len(values) <= 2 and min(values) > 0:
        return PatchRule(kind, values[0], step_px=values[-1])
    return None
