"""Saved results: the numbers and pixels come back as they were, with all that is needed to make them again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.errors import SaveError
from lamgui.figures.export import (
    PROVENANCE_KEY,
    overlaid_input,
    save_map_png,
    save_npz,
    save_overlay_png,
    save_sr_png,
)
from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.pixels.map_picture import ground_of, overlaid_map
from lamgui.figures.pixels.outline import smooth_outline
from lamgui.figures.pixels.render import colour_importance, colour_signed
from lamgui.figures.recipe import map_recipe_of
from lamgui.imaging.png_text import read_png_text
from lamgui.maps.result import Analysis
from lamgui.session.state import ColourMap, View
from tests.figures.results import HEIGHT, SCALE, WIDTH, blocks, lam_of, result_of
from tests.imaging.pictures import rgb_of
from tests.made import cropped

SETTINGS = {
    "program": "lamgui",
    "versions": {"lamgui": "0.1.0"},
    "picture": {"name": "baby.png", "sha256": "ab" * 32, "role": "hr", "reduction": "pillow", "conversions": []},
    "network": {
        "name": "EDSR",
        "architecture": "EDSR",
        "scale": 4,
        "sha256": "cd" * 32,
        "range": 255.0,
        "colour": "rgb",
    },
    "patch": {"x": 4, "y": 2, "size": 8},
    "detector": "gradient",
    "path": "linear-blur",
    "sigma": 1.5,
    "kernel_size": 11,
    "steps": 10,
    "rule": "right",
    "precision": "float32",
    "device": "cpu",
}


def _loaded(path: Path) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}


def _said_in(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(read_png_text(path)[PROVENANCE_KEY])
    return said


def test_numbers_come_back_from_npz(tmp_path: Path) -> None:
    result, path = result_of(nonfinite=3), tmp_path / "map.npz"
    save_npz(result, path)
    saved = _loaded(path)
    assert set(saved) == {
        "lam", "field_mask", "lr", "sr", "alpha", "objective", "path_speed", "cumulative", "objective_baseline",
        "objective_input", "completeness_gap", "diffusion_index", "diffusion_index_error", "diffusion_index_reached",
        "effective_pixels", "lr_size", "lr_origin", "map_error", "nonfinite", "settings",
    }  # fmt: skip
    assert np.array_equal(saved["lam"], lam_of())
    assert saved["lam"].dtype == np.float32
    assert np.array_equal(saved["lr"], result.pictures.lr)
    assert np.array_equal(saved["sr"], result.pictures.sr)
    for key in ("alpha", "objective", "path_speed", "cumulative"):
        assert np.array_equal(saved[key], getattr(result.curves, key)), key
    numbers = [
        saved[key].item()
        for key in ("objective_baseline", "objective_input", "completeness_gap", "diffusion_index", "nonfinite")
    ]
    assert numbers == [10.0, 110.0, -0.004, result.diffusion_index, 3]
    assert saved["effective_pixels"].item() == result.effective_pixels
    assert saved["lr_size"].tolist() == [WIDTH, HEIGHT]
    assert saved["lr_origin"].tolist() == [0, 0]
    assert np.isnan(saved["diffusion_index_reached"]), "which pixels are reached was not recorded"
    assert json.loads(saved["settings"].item()) == SETTINGS


def test_the_lr_of_a_deep_picture_is_saved_as_the_network_was_given_it(tmp_path: Path) -> None:
    values = np.random.default_rng(0).random((HEIGHT, WIDTH, 3))
    result = result_of()
    save_npz(replace(result, pictures=replace(result.pictures, lr_values=values)), tmp_path / "map.npz")
    assert np.array_equal(_loaded(tmp_path / "map.npz")["lr"], values)


def test_a_map_without_di_is_saved_with_nan(tmp_path: Path) -> None:
    save_npz(result_of(lam=np.zeros((3, HEIGHT, WIDTH))), tmp_path / "map.npz")
    saved = _loaded(tmp_path / "map.npz")
    assert np.isnan(saved["diffusion_index"])
    assert saved["lam"].dtype == np.float32


@pytest.mark.parametrize("precision", list(Precision))
def test_a_map_is_saved_in_the_precision_of_its_run(tmp_path: Path, precision: Precision) -> None:
    lam = lam_of().astype(np.float64) / 3
    save_npz(result_of(lam=lam, settings=Settings(precision=precision)), tmp_path / "map.npz")
    saved = _loaded(tmp_path / "map.npz")["lam"]
    assert saved.dtype == precision.value
    assert np.array_equal(saved, lam.astype(precision.value))


@pytest.mark.parametrize("colour_map", list(ColourMap))
def test_map_png_shows_importance_in_the_colours_and_contrast_chosen(tmp_path: Path, colour_map: ColourMap) -> None:
    path, view = tmp_path / "map.png", View(colour_map=colour_map)
    save_map_png(result_of(), view, path)
    importance = np.abs(lam_of().sum(axis=0))
    wanted = colour_importance(importance, colour_map, contrast=view.contrast)
    assert np.array_equal(rgb_of(path), blocks(wanted, SCALE))


def test_map_png_shows_the_signed_map_where_it_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    save_map_png(result_of(), View(signed=True), path)
    assert np.array_equal(rgb_of(path), blocks(colour_signed(lam_of().sum(axis=0), contrast=View().contrast), SCALE))
    assert len(np.unique(rgb_of(path)[:, :, 2])) > 20


def test_overlay_png_without_outline_mixes_input_and_map(tmp_path: Path) -> None:
    result, view, path = result_of(), View(opacity=0.25, contour=False), tmp_path / "overlay.png"
    save_overlay_png(result, view, path)
    wanted = blocks(overlaid_map(result.pictures.lr, result.signed, view), SCALE)
    assert np.array_equal(rgb_of(path), wanted)


def test_a_map_of_the_surroundings_lies_in_the_picture(tmp_path: Path) -> None:
    """8x8 of 16x12 LR pixels from column 3, row 4 on, with a line around them."""
    result, view = cropped(), View(contour=False)
    scale, whole, part = result.pictures.scale, result.pictures.whole.lr, (slice(16, 48), slice(12, 44))
    shown = overlaid_input(result, view)
    wanted = blocks(overlaid_map(result.pictures.lr, result.signed, view), scale)
    assert np.array_equal(shown[part], wanted)
    assert (shown[15, 11:45] == 255).all()
    assert (shown[15:49, 44] == 255).all()
    plain, beside = blocks(ground_of(whole, view), scale), np.ones((48, 64), bool)
    beside[14:, 10:46] = False
    assert np.array_equal(shown[beside], plain[beside])
    save_npz(result, tmp_path / "map.npz")
    saved = _loaded(tmp_path / "map.npz")
    assert (saved["lr_origin"].tolist(), saved["lr_size"].tolist()) == ([3, 4], [8, 8])
    assert saved["lam"].shape == (3, 8, 8)
    assert np.array_equal(saved["lr"], whole[4:12, 3:11])


def test_outline_goes_around_the_area_of_contribution() -> None:
    lam = np.zeros((3, HEIGHT, WIDTH))
    lam[:, 2:4, 3:6] = 1.0
    plain = overlaid_input(result_of(lam=lam), View(contour=False))
    outlined = overlaid_input(result_of(lam=lam), View(contour=True, share=0.5))
    changed = (outlined != plain).any(axis=2)
    line = np.zeros(plain.shape[:2], np.uint8)
    for path in smooth_outline(np.abs(lam.sum(axis=0)), 0.5):
        cv2.polylines(line, [np.rint(path * SCALE - 0.5).astype(np.int32)], isClosed=True, color=1)
    near = cv2.dilate(line, np.ones((5, 5), np.uint8)) == 1
    assert changed.sum() >= line.sum() > 20
    assert not changed[~near].any()


def test_outline_at_the_edge_of_the_picture_is_inside_it() -> None:
    even = result_of(lam=np.ones((3, HEIGHT, WIDTH)))
    plain, outlined = (overlaid_input(even, View(contour=contour, share=1.0)) for contour in (False, True))
    changed = (outlined != plain).any(axis=2)
    # The corners are rounded off.
    for line in (changed[:, 0], changed[:, -1], changed[0], changed[-1]):
        assert line[2 * SCALE : -2 * SCALE].all()
    assert not changed[2:-2, 2:-2].any()


def test_a_map_that_is_not_finite_has_no_outline() -> None:
    lam = lam_of()
    lam[0, 0, 0] = np.nan
    result = result_of(lam=lam)
    assert np.array_equal(overlaid_input(result, View(contour=True)), overlaid_input(result, View()))


def test_sr_png_holds_the_pixels_of_sr(tmp_path: Path) -> None:
    save_sr_png(result_of(), tmp_path / "sr.png")
    assert np.array_equal(rgb_of(tmp_path / "sr.png"), result_of().pictures.sr)


def test_pngs_say_how_they_were_made(tmp_path: Path) -> None:
    view = View(colour_map=ColourMap.TURBO, opacity=0.25, signed=True, contour=False, share=0.5)
    view = replace(view, contrast=contrast_from("log@0-0.5"))
    limits = {"kind": "log", "gamma": 0.5, "percentile": 99.0, "low": 0.0, "high": 0.5}
    shown = {
        "colour_map": "turbo", "opacity": 0.25, "signed": True, "contour": False, "share": 0.5, "contrast": limits
    }  # fmt: skip
    made = map_recipe_of(result_of())
    numbers = {"numbers": made.numbers, "fingerprint": list(made.fingerprint)}
    save_map_png(result_of(), view, tmp_path / "map.png")
    save_overlay_png(result_of(), view, tmp_path / "overlay.png")
    save_sr_png(result_of(), tmp_path / "sr.png")
    assert _said_in(tmp_path / "map.png") == {**SETTINGS, **numbers, "shows": "map", "view": shown}
    assert _said_in(tmp_path / "overlay.png") == {**SETTINGS, **numbers, "shows": "overlay", "view": shown}
    assert _said_in(tmp_path / "sr.png") == {**SETTINGS, **numbers, "shows": "sr"}


def _save_npz(result: Analysis, path: Path) -> None:
    save_npz(result, path)


def _save_map(result: Analysis, path: Path) -> None:
    save_map_png(result, View(), path)


def _save_overlay(result: Analysis, path: Path) -> None:
    save_overlay_png(result, View(), path)


SAVERS = (_save_npz, _save_map, _save_overlay, save_sr_png)


@pytest.mark.parametrize("save", SAVERS)
def test_what_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path, save: Any) -> None:
    with pytest.raises(SaveError, match=r"result was not saved: there is no folder .*nowhere. Make the folder first"):
        save(result_of(), tmp_path / "nowhere" / "result")
    with pytest.raises(SaveError, match=r"is a folder. Choose a file name inside it"):
        save(result_of(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("save", SAVERS)
def test_a_result_takes_the_place_of_an_older_one(tmp_path: Path, save: Any) -> None:
    folder = tmp_path / "größe 街"
    folder.mkdir()
    path = folder / "réseau 街.out"
    path.write_bytes(b"old")
    save(result_of(), path)
    assert path.stat().st_size > 100
    assert list(folder.iterdir()) == [path]
