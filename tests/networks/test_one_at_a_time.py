"""Loading code holds its lock as long as it changes what other threads share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import ModuleType, SimpleNamespace

import pytest
import torch

from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading import spandrel as spandrel_networks
from lamgui.networks.loading.load import load_network
from lamgui.networks.one_at_a_time import LOADING_CODE
from lamgui.networks.user_code.words import trusted

NET = """
import torch
from torch import nn
import lock_witness

lock_witness.look("imported")


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        lock_witness.look("built")

    def forward(self, x):
        return nn.functional.interpolate(x, scale_factor=2)
"""


def another_thread_may_load() -> bool:
    """Whether another thread gets the lock now."""
    got: list[bool] = []

    def attempt() -> None:
        got.append(LOADING_CODE.acquire(blocking=False))
        if got[0]:
            LOADING_CODE.release()

    thread = Thread(target=attempt)
    thread.start()
    thread.join()
    return got[0]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """What a module that the user's code imports found out while it was loaded, by when."""
    found: dict[str, bool] = {}
    witness = ModuleType("lock_witness")

    def look(when: str) -> None:
        found[when] = another_thread_may_load()

    witness.look = look  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lock_witness", witness)
    return found


def test_own_code_is_loaded_by_one_thread_at_a_time(tmp_path: Path, seen: dict[str, bool]) -> None:
    (tmp_path / "net.py").write_text(NET, encoding="utf-8")
    load_network(trusted(NetworkEntry("net", tmp_path / "net.py")))
    assert seen == {"imported": False, "built": False}
    assert another_thread_may_load()


def test_spandrel_builds_its_networks_under_the_same_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    free: list[bool] = []

    class Unsupported(Exception):
        pass

    def load(_: object) -> None:
        free.append(another_thread_may_load())
        raise Unsupported

    loader: Callable[..., object] = lambda device: SimpleNamespace(load_from_state_dict=load)  # noqa: ARG005, E731
    package = SimpleNamespace(
        canonicalize_state_dict=dict, ModelLoader=loader, UnsupportedModelError=Unsupported, MAIN_REGISTRY=()
    )
    monkeypatch.setattr(spandrel_networks, "import_spandrel", lambda: package)
    assert spandrel_networks.open_with_spandrel({"a": torch.zeros(1)}, "0" * 64, "net", "net.pth") is None
    assert free == [False]


def test_two_loads_in_two_threads_leave_the_process_as_it_was(tmp_path: Path, seen: dict[str, bool]) -> None:
    arguments, out, cuda = list(sys.argv), sys.stdout, torch.Tensor.cuda
    scales: list[int] = []

    def load(name: str) -> None:
        path = tmp_path / name / "net.py"
        path.parent.mkdir()
        path.write_text(NET, encoding="utf-8")
        scales.append(load_network(trusted(NetworkEntry(name, path))).scale)

    threads = [Thread(target=load, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert scales == [2, 2]
    assert set(seen.values()) == {False}
    assert (sys.argv, sys.stdout, torch.Tensor.cuda) == (arguments, out, cuda)
    assert "net" not in sys.modules
