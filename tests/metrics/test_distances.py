"""LPIPS and DISTS are what their papers say, in double precision and written otherwise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.signal import correlate
from torch import Tensor

from lamgui.base.arrays import Doubles
from lamgui.imaging.picture import Pixels
from lamgui.metrics.backbone import ALEXNET, VGG16, Backbone
from lamgui.metrics.measure import Meter
from lamgui.metrics.metric import METRICS, Metric, metric_named
from lamgui.metrics.weights import MetricWeights
from tests.imaging.pictures import coloured
from tests.metrics.made_weights import drawn, stored

Pool = Callable[[Doubles], Doubles]

POOL: list[tuple[int, int, int]] = []
LAYERS: dict[str, list[list[tuple[int, int, int]]]] = {
    "alexnet": [[(0, 4, 2)], POOL, [(3, 1, 2)], POOL, [(6, 1, 1)], [(8, 1, 1)], [(10, 1, 1)]],
    "vgg16": [
        [(0, 1, 1), (2, 1, 1)], POOL, [(5, 1, 1), (7, 1, 1)], POOL, [(10, 1, 1), (12, 1, 1), (14, 1, 1)],
        POOL, [(17, 1, 1), (19, 1, 1), (21, 1, 1)], POOL, [(24, 1, 1), (26, 1, 1), (28, 1, 1)],
    ],
}  # fmt: skip
"""Number, stride and padding of the convolutions before each place where features are read, by torchvision's list."""

SINGLE = 1e-4
"""Float32 keeps 6e-8 of each of the 4,608 products of a sum, and there are thirteen sums one after the other."""


def noisy(clean: Pixels, amount: int) -> Pixels:
    noise = np.random.default_rng(1).integers(-amount, amount + 1, clean.shape)
    return np.clip(clean.astype(int) + noise, 0, 255).astype(np.uint8)


def convolved(values: Doubles, weight: Doubles, bias: Doubles, stride: int, padding: int) -> Doubles:
    """A convolution by its definition: each output is a sum over all inputs of correlations."""
    padded = np.pad(values, ((0, 0), (padding, padding), (padding, padding)))
    planes = [
        correlate(padded, one, mode="valid")[0, ::stride, ::stride] + b for one, b in zip(weight, bias, strict=True)
    ]
    return np.asarray(np.maximum(np.stack(planes), 0))


def largest(side: int) -> Pool:
    def pool(values: Doubles) -> Doubles:
        windows = np.lib.stride_tricks.sliding_window_view(values, (side, side), axis=(1, 2))
        return np.asarray(windows[:, ::2, ::2].max(axis=(3, 4)))

    return pool


def hann(values: Doubles) -> Doubles:
    taps = np.array([0.5, 1.0, 0.5])
    padded = np.pad(values**2, ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))[:, ::2, ::2]
    return np.asarray(np.sqrt(np.einsum("chwij,i,j->chw", windows, taps, taps) / 4 + 1e-12))


def stages(backbone: Backbone, weights: dict[str, Tensor], values: Doubles, pool: Pool) -> list[Doubles]:
    """After relu1, relu2, ... as torchvision numbers the layers."""
    found = []
    for step in LAYERS[backbone.name]:
        if not step:
            values = pool(values)
            continue
        for number, stride, padding in step:
            weight, bias = (weights[f"features.{number}.{name}"].double().numpy() for name in ("weight", "bias"))
            values = convolved(values, weight, bias, stride, padding)
        found.append(values)
    return found


def expected_lpips(metric: Metric, weights: dict[str, Tensor], a: Doubles, b: Doubles) -> float:
    shift, scale = np.array([-0.030, -0.088, -0.188]), np.array([0.458, 0.448, 0.450])
    head = MetricWeights().head(metric)
    pool = largest(3 if metric.backbone is ALEXNET else 2)
    both = []
    for picture in (a, b):
        values = ((2 * picture - 1 - shift) / scale).transpose(2, 0, 1)
        both.append(stages(metric.backbone, weights, values, pool))
    total = 0.0
    for k, (one, other) in enumerate(zip(*both, strict=True)):
        linear = head[f"lin{k}"].double().numpy()
        for y in range(one.shape[1]):
            for x in range(one.shape[2]):
                u, v = one[:, y, x], other[:, y, x]
                difference = u / (np.linalg.norm(u) + 1e-10) - v / (np.linalg.norm(v) + 1e-10)
                total += float(linear @ difference**2) / (one.shape[1] * one.shape[2])
    return total


def expected_dists(metric: Metric, weights: dict[str, Tensor], a: Doubles, b: Doubles) -> float:
    mean, deviation = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    head = MetricWeights().head(metric)
    alpha, beta = (head[name].double().numpy() for name in ("alpha", "beta"))
    both = [
        [p.transpose(2, 0, 1), *stages(VGG16, weights, ((p - mean) / deviation).transpose(2, 0, 1), hann)]
        for p in (a, b)
    ]
    similarity, channel = 0.0, 0
    for one, other in zip(*both, strict=True):
        for u, v in zip(one, other, strict=True):
            texture = (2 * u.mean() * v.mean() + 1e-6) / (u.mean() ** 2 + v.mean() ** 2 + 1e-6)
            covariance = np.mean((u - u.mean()) * (v - v.mean()))
            structure = (2 * covariance + 1e-6) / (u.var() + v.var() + 1e-6)
            similarity += alpha[channel] * texture + beta[channel] * structure
            channel += 1
    assert channel == len(alpha) == len(beta)
    return float(1 - similarity / (alpha.sum() + beta.sum()))


@pytest.mark.parametrize("name", ["lpips-alex", "lpips-vgg", "dists"])
def test_the_distance_is_that_of_the_paper(name: str) -> None:
    metric, border_px = metric_named(name), 2
    weights = stored(metric)
    side = 37 if metric.backbone is ALEXNET else 20
    hr = coloured(side + 6 + 2 * border_px, side + 2 * border_px)
    sr = noisy(hr, 40)
    inner = slice(border_px, -border_px)
    a, b = (pixels[inner, inner] / 255 for pixels in (sr, hr))
    expected = (expected_dists if name == "dists" else expected_lpips)(metric, weights, a, b)
    measured = Meter(MetricWeights()).measure(metric, sr, hr, border_px)
    assert expected > 1e-3
    assert measured == pytest.approx(expected, rel=SINGLE)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_equal_pictures_have_no_distance_and_worse_ones_have_more(metric: Metric) -> None:
    stored(metric)
    hr, meter = coloured(64, 48), Meter(MetricWeights())
    distances = [meter.measure(metric, noisy(hr, amount), hr, 0) for amount in (0, 10, 80)]
    assert distances[0] == pytest.approx(0, abs=1e-6)
    assert 0 < distances[1] < distances[2]  # type: ignore[operator]


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_what_is_too_small_for_the_backbone_has_no_number(metric: Metric) -> None:
    stored(metric)
    least, meter = metric.backbone.least_side_px, Meter(MetricWeights())
    assert meter.measure(metric, coloured(least, 70), coloured(least, 70), 0) == pytest.approx(0, abs=1e-6)
    assert meter.measure(metric, coloured(least + 3, 70), coloured(least + 3, 70), 2) is None


def test_one_size_is_wanted_and_what_is_not_finite_is_no_number() -> None:
    metric = metric_named("LPIPS-alex")
    tensors = drawn(metric.backbone.layout)
    tensors["features.0.bias"][0] = float("inf")
    MetricWeights().store(metric.backbone, tensors, "the test")
    meter = Meter(MetricWeights())
    assert meter.measure(metric, coloured(40, 40), coloured(40, 40), 0) is None
    with pytest.raises(ValueError, match="one size"):
        meter.measure(metric, coloured(40, 40), coloured(41, 40), 0)
