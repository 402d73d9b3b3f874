"""Code that imports a torchvision which was built for another torch is imported all the same."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from lamgui.base.errors import NetworkError
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.torchvision_operators import import_torchvision, lacks_operator
from lamgui.networks.user_code import own_code
from lamgui.networks.user_code.words import trusted

NET = """
from torch import nn
import operators_of_a_test

if not operators_of_a_test.declared:
    raise RuntimeError("operator torchvision::nms does not exist")


class Net(nn.Module):
    def forward(self, x):
        return nn.functional.interpolate(x, scale_factor=2)
"""


def test_own_code_gets_the_operators_that_its_import_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    operators = ModuleType("operators_of_a_test")
    monkeypatch.setitem(sys.modules, operators.__name__, operators)
    (tmp_path / "net.py").write_text(NET, encoding="utf-8")
    entry = trusted(NetworkEntry("net", tmp_path / "net.py"))

    monkeypatch.setattr(operators, "declared", False, raising=False)
    monkeypatch.setattr(own_code, "import_torchvision", lambda: None)
    with pytest.raises(NetworkError, match="cannot be imported: operator torchvision::nms does not exist"):
        load_network(entry)

    monkeypatch.setattr(own_code, "import_torchvision", lambda: setattr(operators, "declared", True))
    assert load_network(entry).scale == 2


@pytest.mark.skipif(importlib.util.find_spec("torchvision") is None, reason="torchvision is not installed")
def test_torchvision_is_imported_whatever_torch_it_was_built_for() -> None:
    import_torchvision()
    assert "torchvision" in sys.modules
    import_torchvision()


def test_only_that_error_is_taken_for_it() -> None:
    assert lacks_operator(RuntimeError("operator torchvision::nms does not exist"))
    assert not lacks_operator(RuntimeError("operator aten::nms does not exist"))
    assert not lacks_operator(ImportError("operator torchvision::nms does not exist"))
