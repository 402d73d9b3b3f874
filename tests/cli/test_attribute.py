"""`lamgui attribute`: its files hold what the analysis gives, for every option; one JSON line a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.generators import result_of
from lamgui.figures.recipe import map_recipe_of
from lamgui.figures.summary import summary_pixels
from lamgui.imaging.png_text import read_png_text
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import judge
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from tests.cli.terminal import arrays_of, lamgui
from tests.imaging.pictures import rgb_of

PATCH = Patch(40, 36, 16)
STEPS = 6

OPTIONS: dict[str, tuple[list[str], dict[str, Any], dict[str, Any]]] = {
    "detector": (["--detector", "intensity"], {"detector": "intensity"}, {}),
    "vertical": (["--detector", "vertical-difference"], {"detector": "vertical-difference"}, {}),
    "gabor": (["--detector", "gabor"], {"detector": "gabor"}, {}),
    "tuned gabor": (
        ["--detector", "gabor", "--gabor-angle", "45", "--gabor-wavelength", "6"],
        {"detector": "gabor", "detector_options": Gabor(45, 6)},
        {},
    ),
    "linear blur": (["--path", "linear-blur"], {"path": "linear-blur"}, {}),
    "linear black": (["--path", "linear-black"], {"path": "linear-black"}, {}),
    "sigma": (["--sigma", "2.5"], {"sigma": 2.5}, {}),
    "kernel": (["--kernel-size", "5"], {"kernel_size": 5}, {}),
    "steps": (["--steps", "7"], {"steps": 7}, {}),
    "right": (["--rule", "right"], {"rule": "right"}, {}),
    "midpoint": (["--rule", "midpoint"], {"rule": "midpoint"}, {}),
    "trapezoid": (["--rule", "trapezoid"], {"rule": "trapezoid"}, {}),
    "surroundings": (["--surroundings", "16"], {"surroundings": 16}, {}),
    "precision": (["--precision", "float64"], {"precision": Precision.FLOAT64}, {}),
    "lr": (["--input", "lr"], {}, {"role": Role.LR}),
    "reduction": (["--reduce", "matlab"], {}, {"reduction": Reduction.MATLAB}),
}


def _analysed(picture: Path, settings: dict[str, Any], request: dict[str, Any]) -> Analysis:
    """The analysis of the same request, without the command line."""
    chosen = Settings(**{"steps": STEPS, **settings})
    network = load_network(find("FSRCNN"))
    return result_of(analyse(Request(read_picture(picture), network, PATCH, chosen, device="cpu", **request)))


def _arguments(picture: Path, out: Path, *more: object, network: object = "fsrcnn") -> list[object]:
    steps = () if "--steps" in more else ("--steps", STEPS)
    start = ["attribute", picture, "--network", network, "--patch", PATCH.x, PATCH.y, PATCH.size]
    return [*start, "--out", out, "--device", "cpu", *steps, *more]


def _require_equal(saved: dict[str, Any], analysis: Analysis) -> None:
    curves = analysis.curves
    wanted: dict[str, Any] = {
        "lam": analysis.lam,
        "field_mask": analysis.field_mask,
        "lr": analysis.pictures.lr,
        "sr": analysis.pictures.sr,
        "alpha": curves.alpha,
        "objective": curves.objective,
        "path_speed": curves.path_speed,
        "cumulative": curves.cumulative,
        "objective_baseline": curves.objective_baseline,
        "objective_input": curves.objective_input,
        "completeness_gap": analysis.completeness_gap,
        "diffusion_index": analysis.diffusion_index,
        "diffusion_index_error": analysis.diffusion_index_error,
        "diffusion_index_reached": analysis.diffusion_index_reached,
        "effective_pixels": analysis.effective_pixels,
        "lr_size": np.array(analysis.lr_size),
        "lr_origin": np.array(analysis.pictures.lr_origin),
        "map_error": analysis.error and analysis.error.of_map,
        "nonfinite": analysis.nonfinite,
    }
    assert set(saved) == {*wanted, "settings"}
    for key, value in wanted.items():
        expected = np.nan if value is None else value
        assert np.array_equal(saved[key], expected, equal_nan=key.endswith("error")), key
    assert json.loads(saved["settings"].item()) == analysis.provenance()


def test_files_hold_what_the_analysis_gives(tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "maps" / "deep"
    ran = lamgui(capsys, *_arguments(picture, out))
    assert (ran.status, ran.err) == (0, [])
    saved, analysis = arrays_of(out / "FSRCNN.npz"), _analysed(picture, {}, {})
    _require_equal(saved, analysis)
    assert {key: (array.dtype.name, array.shape) for key, array in saved.items() if key != "settings"} == {
        "lam": ("float32", (3, 24, 32)),
        "field_mask": ("bool", (24, 32)),
        "lr": ("uint8", (24, 32, 3)),
        "sr": ("uint8", (96, 128, 3)),
        **dict.fromkeys(("alpha", "objective", "path_speed", "cumulative"), ("float64", (STEPS,))),
        **dict.fromkeys(
            (
                "objective_baseline",
                "objective_input",
                "completeness_gap",
                "diffusion_index",
                "diffusion_index_error",
                "diffusion_index_reached",
                "effective_pixels",
                "map_error",
            ),
            ("float64", ()),
        ),
        "lr_size": ("int64", (2,)),
        "lr_origin": ("int64", (2,)),
        "nonfinite": ("int64", ()),
    }
    assert saved["settings"].shape == ()
    assert abs(saved["lam"].sum() - (saved["objective_input"] - saved["objective_baseline"])) > 0
    assert sorted(path.name for path in out.iterdir()) == ["FSRCNN.npz", "FSRCNN.png"]


def test_json_states_the_numbers_and_the_figure_the_settings(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (said,) = lamgui(capsys, *_arguments(picture, tmp_path / "maps")).results
    analysis = _analysed(picture, {}, {})
    quality = analysis.pictures.quality
    assert quality is not None
    wanted: dict[str, Any] = {
        "network": "FSRCNN",
        "diffusion_index": analysis.diffusion_index,
        "completeness_gap": analysis.completeness_gap,
        "delta": analysis.curves.objective_input - analysis.curves.objective_baseline,
        "objective_baseline": analysis.curves.objective_baseline,
        "objective_input": analysis.curves.objective_input,
        "nonfinite": 0,
        "psnr_y": quality.psnr_y,
        "ssim_y": quality.ssim_y,
        "psnr_rgb": quality.psnr_rgb,
        "passes": STEPS,
        "diffusion_index_error": analysis.diffusion_index_error,
        "diffusion_index_reached": analysis.diffusion_index_reached,
        "effective_pixels": analysis.effective_pixels,
        "lr_size": [32, 24],
        "lr_origin": [0, 0],
        "map_error": analysis.error and analysis.error.of_map,
        "within_tolerance": None,
        "verdict": judge(analysis).trust.value,
        "repeats": "always",
        "spread": None,
        "notes": [*judge(analysis).reasons],
        "files": {"npz": str(tmp_path / "maps" / "FSRCNN.npz"), "png": str(tmp_path / "maps" / "FSRCNN.png")},
        "settings": analysis.provenance(),
    }
    assert {key: said[key] for key in wanted} == wanted
    assert set(said) - set(wanted) == {"elapsed_s", "peak_memory_bytes", "receptive_field"}
    field = said["receptive_field"]
    assert (field["kind"], field["paper_px"], field["support_px"]) == ("local", 17, 15)
    # SR columns 40..56 and rows 36..52, each with 7 LR pixels around its own.
    assert field["theoretical_box"] == field["measured_box"] == [3, 2, 19, 19]
    settings = said["settings"]
    assert settings["picture"]["name"] == "picture.png"
    assert (settings["patch"], settings["steps"]) == ({"x": 40, "y": 36, "size": 16}, STEPS)
    figure = tmp_path / "maps" / "FSRCNN.png"
    written = json.loads(read_png_text(figure)["lamgui"])
    made = map_recipe_of(analysis)
    expected = {"shows": "summary", "numbers": made.numbers, "fingerprint": list(made.fingerprint)}
    assert written == {**settings, **expected}
    # The caption states how long it took, which is never the same twice.
    pixels = rgb_of(figure)
    assert np.array_equal(pixels[:400], summary_pixels(analysis)[:400])


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_reaches_the_analysis(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    given, settings, request = OPTIONS[option]
    assert lamgui(capsys, *_arguments(picture, tmp_path / "maps", *given)).status == 0
    saved = arrays_of(tmp_path / "maps" / "FSRCNN.npz")
    _require_equal(saved, _analysed(picture, settings, request))
    plain = _analysed(picture, {}, {})
    assert not np.array_equal(saved["lam"], plain.lam), "the option changed nothing"


def test_defaults_are_those_of_the_settings(tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patch, out = (PATCH.x, PATCH.y, PATCH.size), tmp_path / "maps"
    required = ("attribute", picture, "--network", "FSRCNN", "--patch", *patch, "--out", out, "--device", "cpu")
    wanted = _analysed(picture, {"steps": None}, {}).provenance()
    assert lamgui(capsys, *required).results[0]["settings"] == wanted
    assert lamgui(capsys, *required, "--kernel-size", "auto", "--steps", "auto").results[0]["settings"] == wanted
    assert (wanted["kernel_size"], wanted["rule"]) == (11, "arc")
    assert (wanted["steps"], wanted["tolerance"], wanted["most_steps"]) == (None, 0.05, 54)


def test_an_lr_picture_has_no_psnr(tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (said,) = lamgui(capsys, *_arguments(picture, tmp_path / "maps", "--input", "lr")).results
    assert (said["psnr_y"], said["ssim_y"], said["psnr_rgb"]) == (None, None, None)
    assert said["settings"]["picture"]["reduction"] is None


def test_a_cut_kernel_is_noted(tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (said,) = lamgui(capsys, *_arguments(picture, tmp_path / "maps", "--sigma", 3, "--kernel-size", 9)).results
    assert "A kernel of 9 cuts σ = 3: the real blur is 2.23 LR pixels." in said["notes"]
    assert said["verdict"] != "sound"


def test_a_map_without_di_is_null_in_json_and_nan_in_npz(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (128, 96), (0, 0, 0)).save(picture)
    black = ("--path", "linear-black", "--detector", "intensity")
    (said,) = lamgui(capsys, *_arguments(picture, tmp_path / "maps", *black)).results
    assert (said["diffusion_index"], said["completeness_gap"], said["delta"]) == (None, None, 0.0)
    assert np.isnan(arrays_of(tmp_path / "maps" / "FSRCNN.npz")["diffusion_index"])
    assert "NaN" not in json.dumps(said)


def test_each_network_has_a_line_and_files_of_its_own(
    tmp_path: Path, picture: Path, checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--network", checkpoint, "--network", "FSRCNN")
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", *more))
    assert (ran.status, ran.err) == (0, [])
    assert [said["network"] for said in ran.results] == ["FSRCNN", "mine é", "FSRCNN"]
    stems = ["FSRCNN", "mine é", "FSRCNN-2"]
    assert [Path(said["files"]["npz"]).stem for said in ran.results] == stems
    maps = [arrays_of(tmp_path / "maps" / f"{stem}.npz")["lam"] for stem in stems]
    assert all(np.array_equal(lam, maps[0]) for lam in maps)


def test_names_that_a_disk_takes_for_the_same_differ(
    tmp_path: Path, picture: Path, checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    low = checkpoint.rename(tmp_path / "fsrcnn.safetensors")
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", "--network", "FSRCNN", network=low))
    assert [Path(said["files"]["png"]).name for said in ran.results] == ["fsrcnn.png", "FSRCNN-2.png"]


def test_a_file_in_the_home_folder_is_found_and_named_by_its_stem(
    tmp_path: Path, picture: Path, checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checkpoint.rename(tmp_path / "home" / "mine.safetensors")
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "maps", network="~/mine.safetensors"))
    assert Path(ran.results[0]["files"]["npz"]) == tmp_path / "maps" / "mine.npz"


def test_a_range_and_a_scale_are_for_files(
    tmp_path: Path, picture: Path, checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for stated, value_range in ((255, 255.0), ("0..255", 255.0), ("-1..1", "-1..1"), ("imagenet", "imagenet")):
        given = ("--network", checkpoint, "--range", stated, "--scale", 4)
        bundled, own = lamgui(capsys, *_arguments(picture, tmp_path / "maps", *given)).results
        assert (bundled["settings"]["network"]["range"], own["settings"]["network"]["range"]) == (1.0, value_range)
    assert own["settings"]["network"]["scale"] == 4


def test_pictures_are_written_where_asked_for(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (said,) = lamgui(capsys, *_arguments(picture, tmp_path / "maps", "--pictures")).results
    files = {kind: Path(path) for kind, path in said["files"].items()}
    assert sorted(path.name for path in (tmp_path / "maps").iterdir()) == [
        "FSRCNN-map.png", "FSRCNN-overlay.png", "FSRCNN-sr.png", "FSRCNN.npz", "FSRCNN.png",
    ]  # fmt: skip
    assert np.array_equal(rgb_of(files["sr"]), arrays_of(files["npz"])["sr"])
    for kind in ("map", "overlay", "sr"):
        assert json.loads(read_png_text(files[kind])["lamgui"])["shows"] == kind
        assert rgb_of(files[kind]).shape == (96, 128, 3)


def test_paths_may_hold_blanks_and_letters_of_any_script(
    tmp_path: Path, picture: Path, checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = picture.rename(tmp_path / "größe 街並み $1.png")
    ran = lamgui(capsys, *_arguments(odd, tmp_path / "mes résultats" / "街", network=checkpoint))
    assert (ran.status, ran.err) == (0, [])
    assert ran.results[0]["settings"]["picture"]["name"] == odd.name
    assert (tmp_path / "mes résultats" / "街" / "mine é.npz").is_file()
    said = json.loads(read_png_text(tmp_path / "mes résultats" / "街" / "mine é.png")["lamgui"])
    assert said["picture"]["name"] == odd.name


def test_a_second_run_takes_the_place_of_the_first(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "maps"
    for steps in (3, 4):
        assert lamgui(capsys, *_arguments(picture, out, "--steps", steps)).status == 0
    assert len(arrays_of(out / "FSRCNN.npz")["alpha"]) == 4
    assert sorted(path.name for path in out.iterdir()) == ["FSRCNN.npz", "FSRCNN.png"]


def test_each_network_may_have_conventions_of_its_own(
    tmp_path: Path, picture: Path, checkpoint: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fed as BGR, or with white at 2, the same weights give other maps, under the names that are stated."""
    stated = ("name=Ours", "channels=bgr,name=Swapped", "range=2,name=Two")
    more = [word for words in stated[1:] for word in ("--network", f"{checkpoint}::{words}")]
    first = f"{checkpoint}::{stated[0]}"
    ran = lamgui(capsys, *_arguments(picture, tmp_path / "out", *more, "--channels", "rgb", network=first))
    assert (ran.status, ran.err) == (0, [])
    assert [line["network"] for line in ran.results] == ["Ours", "Swapped", "Two"]
    maps = [arrays_of(tmp_path / "out" / f"{name}.npz")["lam"] for name in ("Ours", "Swapped", "Two")]
    assert not np.allclose(maps[0], maps[1])
    assert not np.allclose(maps[0], maps[2])
    chosen = load_network(find("FSRCNN"))
    wanted = result_of(analyse(Request(read_picture(picture), chosen, PATCH, Settings(steps=STEPS), device="cpu")))
    assert np.array_equal(maps[0], wanted.lam)
