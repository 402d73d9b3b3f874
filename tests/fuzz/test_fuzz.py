"""A few seconds of the harness for each class, the same inputs each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.run import CLASSES, OPENED, REFUSED, try_one

INPUTS = 60
FEWER_INPUTS = {"layouts": 8, "answers": 10}
"""Of classes that build modules of many architectures, or wait for connections."""


@pytest.mark.fuzz
@pytest.mark.parametrize("name", CLASSES)
def test_each_opens_or_is_refused_in_words(name: str, tmp_path: Path) -> None:
    kind = CLASSES[name]
    inputs = kind.begin(tmp_path)
    for seed in range(FEWER_INPUTS.get(name, INPUTS)):
        outcome, fault = try_one(kind, inputs, seed, tmp_path)
        assert outcome in (OPENED, REFUSED), f"{name} {seed}: {fault}"


@pytest.mark.fuzz
@pytest.mark.parametrize("name", CLASSES)
def test_what_is_not_broken_opens(name: str, tmp_path: Path) -> None:
    kind = CLASSES[name]
    for k, data in enumerate(kind.begin(tmp_path)):
        path = tmp_path / f"unbroken{k}{kind.suffix(data)}"
        path.write_bytes(data)
        if name != "answers":
            kind.use(path)
