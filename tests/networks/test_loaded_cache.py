"""The cache loads each network once, again when its file changes, and keeps no more than it should."""

from __future__ import annotations

import gc
import os
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loaded_cache import NetworkCache


def _entry(folder: Path, name: str, depth: int = 1) -> NetworkEntry:
    torch.save(FSRCNN(width=8, shrink=4, depth=depth).state_dict(), folder / f"{name}.pth")
    return NetworkEntry(name, folder / f"{name}.pth", scale=4)


def test_a_network_is_loaded_once(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    assert cache.get(entry) is cache.get(entry)
    assert cache.get(NetworkEntry("b", entry.path, scale=2)).scale == 2


def test_a_file_that_changed_is_loaded_again(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    first = cache.get(entry)
    _entry(tmp_path, "a", depth=3)
    second = cache.get(entry)
    assert second is not first
    assert second.facts.parameters > first.facts.parameters
    os.utime(entry.path, ns=(0, 0))
    assert cache.get(entry) is not second


def test_another_name_is_the_same_network(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    placed = cache.get(entry).placed("cpu", torch.float32)
    renamed = cache.get(replace(entry, name="mine"))
    assert renamed.facts.name == "mine"
    assert renamed.placed("cpu", torch.float32) is placed


def test_a_file_that_cannot_be_read_for_a_moment_leaves_what_was_read_of_it(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    first, data, stamp = cache.get(entry), entry.path.read_bytes(), entry.path.stat().st_mtime_ns
    entry.path.write_bytes(data[:100])
    with pytest.raises(NetworkError, match="cut off"):
        cache.get(entry)
    entry.path.write_bytes(data)
    os.utime(entry.path, ns=(stamp, stamp))
    assert cache.get(entry) is first


def test_loading_can_be_stopped_between_steps(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), replace(_entry(tmp_path, "a"), scale=None)
    work = cache.get_in_steps(entry)
    next(work)
    next(work)
    work.close()
    assert cache.get(entry).scale == 4


def test_a_forgotten_network_is_freed(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    network = cache.get(entry)
    network.placed("cpu", torch.float64)
    module = weakref.ref(network._module)
    del network
    cache.get(replace(entry, name="mine"))
    cache.forget(entry)
    gc.collect()
    assert module() is None


def test_the_one_not_used_for_longest_makes_room(tmp_path: Path) -> None:
    cache = NetworkCache(capacity=2)
    a, b, c = (_entry(tmp_path, name) for name in "abc")
    kept_a, kept_b = cache.get(a), cache.get(b)
    assert cache.get(a) is kept_a
    cache.get(c)
    assert cache.get(a) is kept_a
    assert cache.get(b) is not kept_b


def test_a_file_that_went_away_is_not_served(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    cache.get(entry)
    entry.path.unlink()
    with pytest.raises(NetworkError, match="There is no file"):
        cache.get(entry)


def test_a_forgotten_network_gives_its_copies_back(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    network = cache.get(entry)
    placed = network.placed("cpu", torch.float64)
    cache.forget(entry)
    assert network.placed("cpu", torch.float64) is not placed
    assert cache.get(entry) is not network
    cache.forget(NetworkEntry("never kept", entry.path))


def test_a_shelf_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="capacity 0"):
        NetworkCache(capacity=0)
