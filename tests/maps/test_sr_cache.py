"""F(I) is restored once for all patches of a picture, changes no number, and is given to nobody whose own it is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.prepare import Prepared, Role, prepare
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.comparison import RowQueue, compare
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.sr_cache import SrCache, SrPicture
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.redraw import redrawn
from lamgui.session.state import Bookmark, RowsOf, State
from tests.small import enlarging, fsrcnn, hr_picture, run_to_end

PATCH, OTHER = Patch(40, 30, 16), Patch(70, 50, 16)


@contextmanager
def whole_passes(network: Network, dtype: torch.dtype = torch.float32) -> Iterator[list[int]]:
    """Grows by one for each pass of all layers over the whole of `hr_picture`, however many share it."""
    passes: list[int] = []

    def note(_module: nn.Module, given: tuple[Tensor, ...], _sr: Tensor) -> None:
        if given[0].shape[-2:] == (24, 32):
            passes.append(1)

    handle = network.placed("cpu", dtype).module.register_forward_hook(note)
    yield passes
    handle.remove()


def request_for(network: Network, sr_cache: SrCache | None, patch: Patch = PATCH, **changes: object) -> Request:
    picture = hr_picture()
    prepared = prepare(picture, Role.HR, network.scale, Reduction.PILLOW)
    request = Request(picture, network, patch, Settings(steps=3), device="cpu", prepared=prepared, sr_cache=sr_cache)
    return replace(request, **changes)  # type: ignore[arg-type]


def run(request: Request) -> Analysis:
    return run_to_end(analyse(request))[1]


def assert_equal_to_the_last_bit(one: Analysis, other: Analysis) -> None:
    for name in ("lam", "field_mask"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    np.testing.assert_array_equal(one.pictures.sr, other.pictures.sr)
    np.testing.assert_array_equal(one.curves.objective_with_ends(), other.curves.objective_with_ends())
    assert (one.pictures.quality, one.completeness_gap, one.error) == (
        other.pictures.quality,
        other.completeness_gap,
        other.error,
    )


@pytest.mark.parametrize(
    ("name", "precision"),
    [("FSRCNN", Precision.FLOAT32), ("FSRCNN", Precision.FLOAT64), ("EDSR", Precision.FLOAT32)],
)
def test_the_second_patch_restores_no_whole_picture_and_its_numbers_are_the_same(
    name: str, precision: Precision
) -> None:
    network, sr_cache = load_network(find(name)), SrCache()
    first = request_for(network, sr_cache, settings=Settings(steps=3, precision=precision))
    dtype = torch.float64 if precision is Precision.FLOAT64 else torch.float32
    with whole_passes(network, dtype) as passes:
        run(first)
        assert passes == [1]
        second = run(replace(first, patch=OTHER))
        assert passes == [1]
    assert_equal_to_the_last_bit(second, run(replace(first, patch=OTHER, sr_cache=None)))


def test_a_network_that_sees_the_whole_picture_restores_it_once_less() -> None:
    network, sr_cache = load_network(find("IMDN")), SrCache()
    first = request_for(network, sr_cache)
    with whole_passes(network) as passes:
        run(first)
        in_first = len(passes)
        second = run(replace(first, patch=OTHER))
        assert len(passes) == 2 * in_first - 1
    assert_equal_to_the_last_bit(second, run(replace(first, patch=OTHER, sr_cache=None)))


def kept_of(network: Network, sr_cache: SrCache, prepared: Prepared, dtype: torch.dtype) -> SrPicture | None:
    lr = network.encode(prepared.lr).to(dtype)
    return sr_cache.get(network.placed("cpu", dtype), prepared, lr)


def test_only_the_same_function_of_the_same_picture_gets_it() -> None:
    network, sr_cache = load_network(fsrcnn()), SrCache()
    request = request_for(network, sr_cache)
    analysis = run(request)
    prepared = request.prepared
    assert prepared is not None
    whole = kept_of(network, sr_cache, prepared, torch.float32)
    assert whole is not None
    assert whole.pixels is analysis.pictures.sr
    assert kept_of(network.named("otherwise"), sr_cache, prepared, torch.float32) is whole
    assert kept_of(network.brightened(0.0), sr_cache, prepared, torch.float32) is whole, "not brighter at all"
    for other in (network.brightened(0.1), redrawn(network, 1, 1), load_network(fsrcnn())):
        assert kept_of(other, sr_cache, prepared, torch.float32) is None
    assert kept_of(network, sr_cache, prepared, torch.float64) is None
    assert kept_of(network, sr_cache, Prepared(prepared.lr, None), torch.float32) is None


def test_a_brighter_input_is_restored_by_itself_and_pushes_nothing_out() -> None:
    network, sr_cache = load_network(fsrcnn()), SrCache()
    request = request_for(network, sr_cache)
    run(request)
    brighter = replace(request, network=network.brightened(0.1))
    assert_equal_to_the_last_bit(run(brighter), run(replace(brighter, sr_cache=None)))
    with whole_passes(network) as passes:
        run(request)
    assert passes == []


def test_what_a_network_or_a_picture_made_goes_with_it() -> None:
    network, sr_cache = load_network(fsrcnn()), SrCache()
    request = request_for(network, sr_cache)
    run(request)
    assert request.prepared is not None
    whole = kept_of(network, sr_cache, request.prepared, torch.float32)
    assert whole is not None
    gone, held = weakref.ref(whole.sr), sr_cache.bytes_held
    del whole
    assert held == (3 * 24 * 32 + 3 * 96 * 128) * 4 + 96 * 128 * 3
    run(replace(request, prepared=(other := Prepared(request.prepared.lr, None))))
    assert sr_cache.bytes_held == 2 * held
    del other
    gc.collect()
    assert sr_cache.bytes_held == held
    network.release()
    gc.collect()
    assert sr_cache.bytes_held == 0
    assert gone() is None


def test_those_not_used_for_longest_go_first() -> None:
    network, sr_cache = enlarging(), SrCache()
    requests = [request_for(network, sr_cache) for _ in range(3)]
    run(requests[0])
    sr_cache = SrCache(limit_bytes=2 * sr_cache.bytes_held)
    requests = [replace(request, sr_cache=sr_cache) for request in requests]
    run(requests[0])
    run(requests[1])
    run(requests[0])
    run(requests[2])
    pictures = [request.prepared for request in requests]
    known = [p is not None and kept_of(network, sr_cache, p, torch.float32) is not None for p in pictures]
    assert known == [True, False, True]


def test_one_that_is_larger_than_the_limit_is_not_kept() -> None:
    sr_cache = SrCache(limit_bytes=1000)
    run(request_for(enlarging(), sr_cache))
    assert sr_cache.bytes_held == 0


def test_patches_of_the_window_share_it_until_the_network_is_forgotten() -> None:
    pipeline = Pipeline()
    picture = hr_picture()
    marks = tuple(Bookmark(f"{x}", Patch(x, 40, 8), picture.name, picture.sha256) for x in (10, 50, 90))
    state = State(picture, network=fsrcnn(), settings=Settings(steps=2), device="cpu", rows=RowsOf.BOOKMARKS)
    state = replace(state, bookmarks=marks)
    pipeline.cache_picture(picture)
    network = pipeline.request(state).network
    with whole_passes(network) as passes:
        done = run_to_end(compare(pipeline, RowQueue(state, state.subjects)))[1]
        assert len(done.finished) == 3
        assert passes == [1]
        run(pipeline.request(state))
        assert passes == [1], "what sanity tests ask for"
    held = pipeline.request(state).sr_cache
    assert held is not None
    assert held.bytes_held > 0
    del network
    run_to_end(pipeline.forget_network(fsrcnn()))
    gc.collect()
    assert held.bytes_held == 0
