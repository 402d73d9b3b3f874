"""Maps seen before: kept by all that decides their numbers, within a bound, the longest unused dropped first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.cache import AnalysisCache, MapKey, default_limit_bytes, key_of, size_in_bytes
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.loading.load import load_network
from tests.small import fsrcnn, hr_picture, run_to_end


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    request = Request(hr_picture(), load_network(fsrcnn()), Patch(20, 20, 8), Settings(steps=2), device="cpu")
    return run_to_end(analyse(request))[1]


def key(analysis: Analysis) -> MapKey:
    return key_of(
        analysis.picture,
        analysis.role,
        analysis.reduction,
        analysis.network,
        analysis.pictures.patch,
        analysis.settings,
        analysis.device,
    )


def test_what_was_kept_comes_back_under_its_key_only(analysis: Analysis) -> None:
    cache = AnalysisCache()
    own, network = key(analysis), analysis.network
    cache.put(own, analysis)
    assert cache.get(own, analysis.picture, network) is analysis
    others = [
        replace(analysis, picture=replace(analysis.picture, sha256="0")),
        replace(analysis, role=Role.LR),
        replace(analysis, reduction=Reduction.MATLAB),
        *(
            replace(analysis, network=replace(network, **{name: value}))  # type: ignore[arg-type] # fields by name
            for name, value in (("sha256", "0"), ("scale", 2), ("value_range", 255.0), ("colour", Colour.YCBCR))
        ),
        replace(analysis, pictures=replace(analysis.pictures, patch=Patch(21, 20, 8))),
        *(
            replace(analysis, settings=settings)
            for settings in (
                Settings(steps=3),
                Settings(steps=2, precision=Precision.FLOAT64),
                Settings("gabor", steps=2),
            )
        ),
        replace(analysis, device="cuda:0"),
    ]
    assert all(cache.get(key(other), analysis.picture, network) is None for other in others)


def test_the_same_weights_under_another_name_keep_that_name(analysis: Analysis) -> None:
    cache = AnalysisCache()
    cache.put(key(analysis), analysis)
    renamed, picture = replace(analysis.network, name="copy"), replace(analysis.picture, name="other.png")
    found = cache.get(key(analysis), picture, renamed)
    assert found is not None
    assert (found.network.name, found.picture.name) == ("copy", "other.png")
    np.testing.assert_array_equal(found.lam, analysis.lam)


def test_the_bound_holds_and_the_longest_unused_goes_first(analysis: Analysis) -> None:
    size = size_in_bytes(analysis)
    cache = AnalysisCache(limit_bytes=2 * size)
    keys = [replace(key(analysis), patch=Patch(x, 0, 8)) for x in range(3)]
    cache.put(keys[0], analysis)
    cache.put(keys[1], analysis)
    assert cache.get(keys[0], analysis.picture, analysis.network) is not None
    cache.put(keys[2], analysis)
    assert cache.bytes_held == 2 * size
    held = [cache.get(k, analysis.picture, analysis.network) is not None for k in keys]
    assert held == [True, False, True]


def test_putting_again_and_forgetting_leave_the_count_right(analysis: Analysis) -> None:
    cache = AnalysisCache()
    for _ in range(3):
        cache.put(key(analysis), analysis)
    assert cache.bytes_held == size_in_bytes(analysis)
    cache.forget(key(analysis))
    cache.forget(key(analysis))
    assert cache.bytes_held == 0


def test_what_is_larger_than_the_bound_is_not_kept(analysis: Analysis) -> None:
    cache = AnalysisCache(limit_bytes=size_in_bytes(analysis) - 1)
    cache.put(key(analysis), analysis)
    assert cache.get(key(analysis), analysis.picture, analysis.network) is None
    assert cache.bytes_held == 0


def test_the_size_counts_map_sr_field_and_frames(analysis: Analysis) -> None:
    assert analysis.field_mask is not None
    counted = sum(array.nbytes for array in (analysis.lam, analysis.importance, analysis.signed, analysis.pictures.sr))
    counted += analysis.field_mask.nbytes
    for frame in analysis.frames:
        assert frame.sr is None
        counted += sum(part.nbytes for part in (frame.gamma, frame.gradient, frame.partial))
    assert size_in_bytes(analysis) == counted
    whole = replace(analysis, frames=tuple(replace(frame, sr=analysis.pictures.sr) for frame in analysis.frames))
    assert size_in_bytes(whole) == counted + len(analysis.frames) * analysis.pictures.sr.nbytes
    assert 256 << 20 <= default_limit_bytes() <= 2 << 30


def test_what_a_detector_was_told_is_part_of_the_key_but_not_where_its_file_lies(analysis: Analysis) -> None:
    def key_with(settings: Settings) -> MapKey:
        return key(replace(analysis, settings=settings))

    tuned = [Settings("gabor", detector_options=Gabor(angle, wave)) for angle, wave in ((0, 4), (30, 4), (0, 5))]
    assert len({key_with(settings) for settings in tuned}) == 3
    own = OwnDetector("edges", "edges.py", "ab" * 32, Path("here/edges.py"))
    others = [own, replace(own, function="other"), replace(own, sha256="cd" * 32)]
    assert len({key_with(Settings("own", own_detector=one)) for one in others}) == 3
    moved = Settings("own", own_detector=replace(own, path=Path("there/edges.py")))
    assert key_with(moved) == key_with(Settings("own", own_detector=own))
