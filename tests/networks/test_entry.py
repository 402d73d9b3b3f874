"""Entries and facts: names that are free, values that cannot be, and evidence that belongs to the same weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.networks.entry import NetworkEntry, Question, Tried
from tests.widgets.analysis_of import FACTS

RANGE = Question("value_range", (Tried(1.0, 20.0, -8.0), Tried(255.0, 30.0, 2.0)))
COLOUR = Question("colour", (Tried("rgb", 30.0, 2.0), Tried("bgr", 28.0, 0.0)))


def test_evidence_from_before_the_user_decided_stays_with_the_same_weights() -> None:
    before = replace(FACTS, questions=(RANGE, COLOUR))
    newer = replace(RANGE, tried=RANGE.tried[:1])
    assert replace(FACTS, questions=()).with_evidence_of(before).questions == (RANGE, COLOUR)
    assert replace(FACTS, questions=(newer,)).with_evidence_of(before).questions == (newer, COLOUR)
    assert replace(FACTS, sha256="1" * 64).with_evidence_of(before).questions == ()
    assert FACTS.with_evidence_of(None) == FACTS


@pytest.mark.parametrize("told", [{"name": ""}, {"value_range": 0.0}, {"value_range": float("nan")}, {"scale": 0}])
def test_what_cannot_be_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"given|needs a name"):
        replace(NetworkEntry("net", Path("net.pth")), **told)  # type: ignore[arg-type] # fields by name
