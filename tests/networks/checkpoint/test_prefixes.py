"""Prefixes before all keys are taken off, however often one is repeated."""

from __future__ import annotations

from lamgui.networks.checkpoint.weights import MOST_PREFIXES, without_prefixes


def test_each_is_taken_off_by_itself_and_further_ones_together() -> None:
    for count in (1, 2, 30, 1000):
        layout = {"module." * count + "a": (1,), "module." * count + "b": (2,)}
        variants = list(without_prefixes(layout))
        assert len(variants) == 1 + min(count, MOST_PREFIXES)
        assert variants[-1] == ("module." * count, {"a": (1,), "b": (2,)})


def test_prefixes_of_prefixes_are_bounded() -> None:
    wrappers = ("module.", "model.", "net.", "netG.")
    layout = {"".join(wrappers[(k >> (2 * place)) & 3] for place in range(8)) + "a": (1,) for k in range(400)}
    assert len(list(without_prefixes(layout))) <= sum(4**depth for depth in range(MOST_PREFIXES + 1))
