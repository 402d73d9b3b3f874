"""Weights that lack tensors, or have others, are refused with a list, and loaded where that is allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.user_code.own_weights import put_weights


def module() -> nn.Module:
    torch.manual_seed(0)
    return nn.ModuleDict({"enter": nn.Conv2d(3, 4, 3), "leave": nn.Conv2d(4, 3, 3)})


def put(tensors: dict[str, Tensor], into: nn.Module, folder: Path, *, strict: bool) -> tuple[str, ...]:
    torch.save(tensors, folder / "weights.pth")
    return put_weights(into, read_checkpoint(folder / "weights.pth"), "Net of net.py", strict)


PARTIAL = {
    "module.enter.weight": torch.ones(4, 3, 3, 3),
    "module.leave.weight": torch.ones(9, 4, 3, 3),
    "module.old.bias": torch.ones(2),
}


def test_both_lists_are_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"enter\.bias, leave\.bias missing; old\.bias unknown") as raised:
        put(PARTIAL, module(), tmp_path, strict=True)
    assert "strict=no" in raised.value.advice
    assert "missing: leave.bias" in raised.value.details


def test_what_fits_is_loaded_where_that_is_allowed(tmp_path: Path) -> None:
    into = module()
    before = {key: tensor.clone() for key, tensor in into.state_dict().items()}
    missing, left_out = put(PARTIAL, into, tmp_path, strict=False)
    after = into.state_dict()
    assert torch.equal(after["enter.weight"], torch.ones(4, 3, 3, 3))
    assert all(torch.equal(after[key], before[key]) for key in before if key != "enter.weight")
    assert missing.startswith("3 tensors are missing in the weights and stay as the code makes them: enter.bias, leave")
    assert left_out == "2 tensors were left out: leave.weight, old.bias"


def test_weights_of_another_network_are_refused_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="The weights do not fit Net"):
        put({"body.weight": torch.ones(2)}, module(), tmp_path, strict=False)


def test_an_adapter_knows_the_names_of_its_network(tmp_path: Path) -> None:
    class Adapted(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = module()

        def load_state_dict(self, state_dict: Any, strict: bool = True, assign: bool = False) -> Any:
            return self.network.load_state_dict(state_dict, strict, assign)

    adapted = Adapted()
    notes = put({"enter.weight": torch.ones(4, 3, 3, 3)}, adapted, tmp_path, strict=False)
    assert torch.equal(adapted.state_dict()["network.enter.weight"], torch.ones(4, 3, 3, 3))
    assert notes == (
        "3 tensors are missing in the weights and stay as the code makes them: enter.bias, leave.weight, leave.bias",
    )
