"""Layouts that no network has are refused in words: sizes of 0, missing biases, odd numbers, names and prefixes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures._architecture import Layout
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.loading.recognise import recognise

BY_NAME = {architecture.name: architecture for architecture in ARCHITECTURES}


def layout_of(name: str) -> Layout:
    return BY_NAME[name].layout(BY_NAME[name].example)


def without_biases(layout: Layout) -> Layout:
    return {key: shape for key, shape in layout.items() if not key.endswith("bias")}


def all_of_size_0(layout: Layout) -> Layout:
    return {key: (0, *shape[1:]) for key, shape in layout.items()}


def numbered_from_a_billion(layout: Layout) -> Layout:
    return {key.replace(".0.", ".1000000000."): shape for key, shape in layout.items()}


def numbered_by_many_digits(layout: Layout) -> Layout:
    return {key.replace(".0.", f".{'9' * 5000}."): shape for key, shape in layout.items()}


CHANGES: list[Callable[[Layout], Layout]] = [
    without_biases,
    all_of_size_0,
    numbered_from_a_billion,
    numbered_by_many_digits,
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", BY_NAME)
def test_no_architecture_takes_it_and_none_fails(name: str, change: Callable[[Layout], Layout]) -> None:
    changed = change(layout_of(name))
    for architecture in ARCHITECTURES:
        found = architecture.detect(changed)
        assert found is None or changed == layout_of(name) or change is not all_of_size_0


@pytest.mark.parametrize("name", ["RCAN", "DRLN", "SAN", "SRCNN"])
def test_it_is_said_in_words(name: str) -> None:
    for change in (all_of_size_0, without_biases):
        with pytest.raises(NetworkError, match=r"is not a network that this program can build"):
            recognise(change(layout_of(name)), "odd.pth")


def test_an_oldest_name_with_a_huge_number_is_not_counted_to() -> None:
    layout = {"model.0.weight": (64, 3, 3, 3), "model.10000000000.weight": (3, 64, 3, 3)}
    with pytest.raises(NetworkError):
        recognise(layout, "odd.pth")


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_nested_tensors_are_refused_in_a_line(tmp_path: Path) -> None:
    nested = torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)])
    torch.save({"a.weight": nested}, tmp_path / "nested.pth")
    with pytest.raises(NetworkError) as refused:
        read_checkpoint(tmp_path / "nested.pth")
    assert len(refused.value.message) < 300
    assert len(refused.value.details) <= 2000
