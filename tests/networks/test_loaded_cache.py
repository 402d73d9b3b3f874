"""The cache loads each network once, again when its file changes, and keeps no more than it should."""

from __future__ import annotations

import gc
import os
import time
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from lamgui.base.errors import NetworkError
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loaded_cache import REST_S, NetworkCache


def _entry(folder: Path, name: str, depth: int = 1) -> NetworkEntry:
    torch.save(FSRCNN(width=8, shrink=4, depth=depth).state_dict(), folder / f"{name}.pth")
    return NetworkEntry(name, folder / f"{name}.pth", scale=4)


def test_a_network_is_loaded_once(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    assert cache.get(entry) is cache.get(entry)
    assert cache.get(NetworkEntry("b", entry.path, scale=2)).scale == 2


def test_a_file_that_changed_is_loaded_again(tmp_path: Path) -> None:
    cache, entry = NetworkCache(now_s=lambda: time.time() + 2 * REST_S), _entry(tmp_path, "a")
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
    cache, entry = NetworkCache(now_s=lambda: time.time() + 2 * REST_S), _entry(tmp_path, "a")
    first, data, stamp = cache.get(entry), entry.path.read_bytes(), entry.path.stat().st_mtime_ns
    entry.path.write_bytes(data[:100])
    used = cache.get(entry)
    assert used.placed("cpu", torch.float32) is first.placed("cpu", torch.float32)
    assert "cut off" in used.facts.notes[-1]
    assert "stays" in used.facts.notes[-1]
    entry.path.write_bytes(data)
    os.utime(entry.path, ns=(stamp, stamp))
    assert cache.get(entry) is first


def test_a_file_that_is_cut_off_when_it_is_read_first_is_refused(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    entry.path.write_bytes(entry.path.read_bytes()[:100])
    with pytest.raises(NetworkError, match="cut off"):
        cache.get(entry)


def test_a_file_that_is_being_written_is_read_again_once_it_is_at_rest(tmp_path: Path) -> None:
    now_s = [time.time()]
    cache, entry = NetworkCache(now_s=lambda: now_s[0]), _entry(tmp_path, "a")
    first = cache.get(entry)
    _entry(tmp_path, "a", depth=3)
    now_s[0] = entry.path.stat().st_mtime + REST_S / 2
    used = cache.get(entry)
    assert used.facts.sha256 == first.facts.sha256
    assert used.facts.notes[-1] == "Its file is being written. What was read before stays."
    now_s[0] += REST_S
    again = cache.get(entry)
    assert again.facts.parameters > first.facts.parameters
    assert not any("stays" in note for note in again.facts.notes)


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


def test_weights_in_memory_outlive_their_file(tmp_path: Path) -> None:
    cache, entry = NetworkCache(), _entry(tmp_path, "a")
    first = cache.get(entry)
    entry.path.unlink()
    used = cache.get(entry)
    assert used.placed("cpu", torch.float32) is first.placed("cpu", torch.float32)
    assert used.facts.notes[-1] == "Its file is not there. What was read before stays."
    with pytest.raises(NetworkError, match="There is no file"):
        NetworkCache().get(entry)


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
