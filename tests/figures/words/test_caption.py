"""What a figure says in words: every setting that decides the map, and its reservations."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.figures.words import caption
from lamgui.imaging.prepare import Role
from lamgui.imaging.quality import Quality
from lamgui.imaging.reduce import Reduction
from tests.figures.results import HEIGHT, WIDTH, result_of
from tests.widgets.analysis_of import analysis_of, picture_of


def test_title() -> None:
    assert caption.title(result_of()) == "EDSR ×4, baby.png"
    odd = replace(picture_of(), name="a\nb\udcff.png")
    assert caption.title(result_of(picture=odd)) == "EDSR ×4, a\ufffdb\ufffd.png"


def test_numbers() -> None:
    assert caption.numbers(analysis_of()).split(caption.SEPARATOR) == [
        "DI 2.333 ± 0.030 (at 95 %)",
        "effective pixels 1.400 ± 0.018 of 10×6 LR px",
        "completeness gap −0.4 %: the sum meets ΔD",
        "ΔD 100",
        "PSNR 29.83 dB (Y), 28.11 dB (RGB)",
        "SSIM 0.8912",
    ]


def test_numbers_that_there_are_not() -> None:
    said = caption.numbers(analysis_of(quality=None, map_is_zero=True, gap=math.nan))
    assert said.split(caption.SEPARATOR) == [
        "DI none: the map is zero or not finite",
        "effective pixels – of 10×6 LR px",
        "completeness gap none: ΔD is 0",
        "ΔD 100",
    ]
    assert "∞ dB: both are equal" in caption.numbers(analysis_of(quality=Quality(math.inf, 1.0, math.inf)))


def test_method_names_every_setting() -> None:
    assert caption.method(result_of()).split(caption.SEPARATOR) == [
        "patch 8×8 at x 4, y 2 SR px",
        "detector gradient",
        "path linear-blur, σ 1.5 LR px, kernel 11×11",
        "rule right, 10 steps",
        "float32 on cpu, 2.1 s",
    ]


def test_method_without_blur_names_no_kernel() -> None:
    settings = Settings("intensity", "linear-black", steps=50, precision=Precision.FLOAT64)
    said = caption.method(result_of(settings=settings, device="cuda:0"))
    assert "detector intensity" in said
    assert "path linear-black  ·  rule arc, 50 steps" in said
    assert "float64 on cuda:0" in said
    assert "kernel" not in said


def test_an_automatic_kernel_is_stated_as_what_it_was() -> None:
    assert "σ 1.2 LR px, kernel 11×11" in caption.method(result_of(settings=Settings()))


def test_origin() -> None:
    assert caption.origin(result_of()).split(caption.SEPARATOR) == [
        "picture HR, reduced as Pillow does, sha256 abababababab",
        "network EDSR, sha256 cdcdcdcdcdcd",
        "lamgui 0.1.0",
    ]
    assert "reduced as MATLAB does" in caption.origin(result_of(reduction=Reduction.MATLAB))
    assert "picture LR, used as it is" in caption.origin(result_of(role=Role.LR))


def test_reservations_are_those_of_map_and_picture() -> None:
    inside = np.zeros((3, HEIGHT, WIDTH))
    inside[:, 2:4, 3:6] = 1
    result = result_of(lam=inside, notes=("It is cut.",), picture=picture_of(conversions=("Grey was repeated.",)))
    assert caption.reservations(result) == ["Note: It is cut.", "Note: Grey was repeated."]
    assert caption.reservations(result_of(lam=inside)) == []
