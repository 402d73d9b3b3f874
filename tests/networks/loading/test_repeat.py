"""Whether a network gives the same twice is found when it is loaded, and stands among its facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from torch import nn

from lamgui.networks.entry import NetworkEntry, Repeats
from lamgui.networks.loading.load import load_network
from lamgui.networks.loading.repeat import repeats_of
from lamgui.networks.user_code.words import trusted
from tests.networks.noisy import CODE, AddedNoise, DropoutInForward, OwnGenerator
from tests.networks.test_network import Repeat, network_of
from tests.small import fsrcnn


@pytest.mark.parametrize(
    ("module", "repeats"),
    [
        (Repeat(2), Repeats.ALWAYS),
        (nn.Sequential(Repeat(2), nn.Dropout(0.9)), Repeats.ALWAYS),
        (AddedNoise(), Repeats.SEEDED),
        (DropoutInForward(), Repeats.SEEDED),
        (OwnGenerator(), Repeats.NEVER),
    ],
)
def test_two_passes_tell(module: nn.Module, repeats: Repeats) -> None:
    assert repeats_of(network_of(module, multiple=4, least=16)) is repeats


def test_it_is_a_fact_of_a_loaded_network(tmp_path: Path) -> None:
    path = tmp_path / "noisy.py"
    path.write_text(CODE, encoding="utf-8")
    facts = load_network(trusted(NetworkEntry("noisy", path), "")).facts
    assert facts.repeats is Repeats.SEEDED
    assert any("draws random numbers" in note for note in facts.notes)
    plain = load_network(fsrcnn()).facts
    assert plain.repeats is Repeats.ALWAYS
    assert not any("random" in note for note in plain.notes)
