"""The budget of the whole program: stated for the process, or a share of what is free."""

from __future__ import annotations

import pytest

from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.memory_budget import VARIABLE, of_cache, state_budget, stated_bytes, usable_bytes

GIB = 1 << 30


class Large:
    nbytes = 100 << 20


@pytest.fixture(autouse=True)
def no_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")


def test_without_a_budget_a_run_takes_its_share_of_what_is_free_and_caches_are_as_ever() -> None:
    assert stated_bytes() == 0
    assert usable_bytes(10 * GIB, 3 * GIB, 0.9) == 9 * GIB
    assert of_cache(GIB) == GIB


def test_a_budget_holds_for_all_that_the_process_holds() -> None:
    state_budget(4096)
    assert usable_bytes(10 * GIB, 3 * GIB) == GIB
    assert usable_bytes(10 * GIB, 5 * GIB) == 0
    assert usable_bytes(GIB // 2, 3 * GIB, 0.5) == GIB // 4
    assert of_cache(GIB) == GIB // 2


@pytest.mark.parametrize("words", ["", "-3", "much", "1" * 30])
def test_what_is_no_number_states_nothing(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, words)
    assert stated_bytes() == 0


def test_a_cache_is_smaller_under_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1600")
    cache = BoundedCache[int, Large](1 << 40)
    for key in range(5):
        cache.put(key, Large())
    assert cache.bytes_held == 2 * Large.nbytes
