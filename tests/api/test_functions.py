"""The public functions: the command line's numbers, a table, a figure, a notebook's picture, without Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import lamgui
from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.base.errors import NetworkError, SettingsError, UntrustedDetector
from lamgui.figures.embed import read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.script import python_script
from lamgui.files.known_files import KnownFiles
from lamgui.networks.catalogue import find
from tests.cli.terminal import CHECKOUT
from tests.figures.page.pages import data_of
from tests.imaging.pictures import coloured, sixteen_bit
from tests.imaging.tiffs import tiff
from tests.made import analysis, cropped
from tests.small import saved


def test_explain_gives_the_numbers_of_the_analysis(tmp_path: Path) -> None:
    picture = saved(tmp_path / "waves.png", 64, 48)
    seen: list[int] = []
    result = lamgui.explain(picture, "FSRCNN", (20, 24, 12), steps=4, progress=lambda p: seen.append(p.step))
    np.testing.assert_allclose(result.lam, analysis().lam, rtol=1e-4, atol=1e-5)
    assert result.diffusion_index == pytest.approx(analysis().diffusion_index, abs=1e-3)
    assert result.importance.shape == result.lr.shape[:2] == (12, 16)
    assert result.sr.shape == (48, 64, 3)
    assert seen[-1] == 4
    assert "FSRCNN: DI" in repr(result)


def test_arrays_and_the_role_lr() -> None:
    pixels = coloured(20, 16)
    result = lamgui.explain(pixels, "fsrcnn", (8, 8, 8), steps=2, input="lr", path="linear-black")
    np.testing.assert_array_equal(result.lr, pixels)
    assert abs(result.completeness_gap) < 0.5


def test_levels_page_and_bands_of_files_and_arrays(tmp_path: Path) -> None:
    numbers, patch = (sixteen_bit(20, 16) >> 4).astype(np.uint16), (8, 8, 8)
    path = tmp_path / "deep.tif"
    path.write_bytes(tiff(numbers[::-1].copy(), numbers))
    result = lamgui.explain(path, "FSRCNN", patch, steps=2, input="lr", levels=(0, 4095), page=2, bands=(3, 2, 1))
    wanted = np.floor(numbers[..., ::-1] * (255 / 4095) + 0.5)
    np.testing.assert_array_equal(result.lr, wanted)
    (compared,) = lamgui.compare(path, ["FSRCNN"], patch, steps=2, input="lr", levels="full", page=2)
    np.testing.assert_array_equal(compared.lr, np.floor(numbers / 257 + 0.5))
    of_array = lamgui.explain(numbers, "FSRCNN", patch, steps=2, input="lr")
    np.testing.assert_array_equal(of_array.lr, np.floor(numbers * (255 / 4095) + 0.5))
    script = python_script([result.analysis], [find("FSRCNN")], FigureOptions(), "out.png")
    assert "input='lr', levels=(0.0, 4095.0), page=2, bands=(3, 2, 1)" in script
    assert "levels='full', page=2" in python_script([compared.analysis], [find("FSRCNN")], FigureOptions(), "out.png")
    for wrong in ("half", (1, 1)):
        with pytest.raises(SettingsError):
            lamgui.explain(numbers, "FSRCNN", patch, steps=2, levels=wrong)
    with pytest.raises(SettingsError, match="was read before"):
        lamgui.explain(result.analysis.picture, "FSRCNN", patch, steps=2, levels="full")


def test_surroundings_are_words_or_a_side() -> None:
    pixels, patch = coloured(64, 48), (20, 24, 12)
    part = lamgui.explain(pixels, "FSRCNN", patch, steps=4, surroundings=8)
    assert part.lam.shape == (3, 8, 8)
    np.testing.assert_allclose(part.lam, cropped().lam, rtol=1e-4, atol=1e-5)
    for same in ("8", 8.0):
        assert lamgui.explain(pixels, "FSRCNN", patch, steps=2, surroundings=same).analysis.settings.surroundings == 8
    assert lamgui.explain(pixels, "FSRCNN", patch, steps=2, surroundings="whole").lam.shape == (3, 12, 16)
    for wrong in ("half", 8.5, 1):
        with pytest.raises(SettingsError):
            lamgui.explain(pixels, "FSRCNN", patch, steps=2, surroundings=wrong)
    (compared,) = lamgui.compare(pixels, ["FSRCNN"], patch, steps=2, surroundings=8)
    assert compared.analysis.pictures.lr_origin == (3, 4)
    script = python_script([part.analysis], [find("FSRCNN")], FigureOptions(), "out.png")
    assert "(20, 24, 12), steps=4, surroundings=8)" in script


def test_compare_has_a_table_a_consensus_and_a_figure(tmp_path: Path) -> None:
    result = lamgui.compare(coloured(64, 48), ["FSRCNN", "EDSR"], (20, 24, 12), steps=2)
    assert [one.analysis.network.name for one in result] == ["FSRCNN", "EDSR"]
    assert len(result[:1]) == 1
    assert result.consensus().shape == (12, 16)
    assert set(np.unique(result.consensus())) <= {0.0, 0.5, 1.0}
    assert result.to_csv().count("\n") == result.to_markdown().count("\n") - 1 == 3
    assert "toprule" in result.to_latex()
    path = result.save(tmp_path / "grid.svg", columns=("sr", "lam"), width_in=3.5, contrast="log@0-0.5")
    recipe = read_recipe(path)
    assert recipe is not None
    assert recipe.options.layout == "grid"
    assert recipe.options.contrast.text == "log@0-0.5"
    assert result.figure("strip").get_size_inches()[0] == pytest.approx(7.16)


def test_figure_3_is_filled_in_between_its_nodes_and_no_number_changes() -> None:
    result = lamgui.explain(coloured(64, 48), "FSRCNN", (20, 24, 12), steps=3)
    nodes = result.curves.objective_with_ends()
    assert result.analysis.filled_in is None
    line, marks = next(axes for axes in result.figure("figure3").axes if axes.get_lines()).get_lines()[:2]
    drawn = np.asarray(line.get_xdata())
    assert len(drawn) >= 24
    assert np.isin(nodes[0], drawn).all()
    assert np.array_equal(np.asarray(marks.get_xdata()), result.curves.alpha)
    assert (result.curves.objective_with_ends()[1] == nodes[1]).all()


def test_a_page_has_its_frames_restored_and_no_number_changes(tmp_path: Path) -> None:
    result = lamgui.compare(coloured(64, 48), ["FSRCNN", "EDSR"], (20, 24, 12), steps=2)
    before = [one.diffusion_index for one in result]
    path = result.save(tmp_path / "page.html", outline=True)
    networks = data_of(path.read_text(encoding="utf-8"))["networks"]
    assert [[len(frame["pictures"]) for frame in network["frames"]] for network in networks] == [[4, 4], [4, 4]]
    assert networks[0]["outline"]
    assert [one.diffusion_index for one in result] == before
    assert read_recipe(path) is not None


def test_a_notebook_shows_a_picture_and_the_numbers() -> None:
    shown = lamgui.explain(coloured(64, 48), "FSRCNN", (20, 24, 12), steps=2)._repr_html_()
    assert "data:image/png;base64," in shown
    assert "<td>FSRCNN (lamgui)</td>" in shown


def test_wrong_words_are_told_in_words() -> None:
    with pytest.raises(SettingsError, match="rainbow"):
        lamgui.explain(coloured(64, 48), "FSRCNN", (20, 24, 12), path="rainbow")
    with pytest.raises(SettingsError) as too_much:
        lamgui.explain(coloured(64, 48), "FSRCNN", (20, 24, 12), sigma=-1)
    assert too_much.value.message == "σ is -1 LR pixels."
    with pytest.raises(NetworkError, match="nothing like it"):
        lamgui.explain(coloured(64, 48), "nothing like it", (20, 24, 12))
    with pytest.raises(SettingsError, match="No network"):
        lamgui.compare(coloured(64, 48), [], (0, 0, 4))
    result = lamgui.Explanation(analysis())
    with pytest.raises(SettingsError, match="no colour_of_box"):
        result.figure(colour_of_box="red")
    with pytest.raises(SettingsError, match="no contrast"):
        result.figure(contrast="steep")
    with pytest.raises(SettingsError, match="poster"):
        result.figure("poster")
    with pytest.raises(AttributeError, match="nonsense"):
        _ = lamgui.nonsense


def test_detectors_are_told_what_they_need_and_scripts_say_it(tmp_path: Path) -> None:
    code = tmp_path / "meine größe.py"
    code.write_text("def detector(crop):\n    return crop[..., :-1, :-1].sum(dim=(1, 2, 3))\n", encoding="utf-8")
    pixels, patch = coloured(64, 48), (20, 24, 12)
    known = lamgui.explain(pixels, "FSRCNN", patch, steps=2, detector="intensity")
    own = lamgui.explain(pixels, "FSRCNN", patch, steps=2, detector="own", detector_file=code, trust=True)
    np.testing.assert_allclose(own.lam, known.lam, rtol=1e-4, atol=1e-6)
    tuned = lamgui.explain(pixels, "FSRCNN", patch, steps=2, detector="gabor", gabor=(45, 3))
    assert tuned.analysis.settings.detector_options == Gabor(45, 3)
    words = [python_script([one.analysis], [find("FSRCNN")], FigureOptions(), "out.png") for one in (known, own, tuned)]
    assert "detector='intensity', steps=2)" in words[0]
    assert f"detector='own', steps=2, detector_file={f'{code}::detector'!r}, trust=True)" in words[1]
    assert "detector='gabor', steps=2, gabor=(45, 3))" in words[2]


def test_a_detector_needs_what_belongs_to_it_and_no_more(tmp_path: Path) -> None:
    code, pixels, patch = tmp_path / "mine.py", coloured(64, 48), (20, 24, 12)
    code.write_text("def detector(crop):\n    return crop.sum(dim=(1, 2, 3))\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="Ask for detector='gabor'"):
        lamgui.explain(pixels, "FSRCNN", patch, gabor=(0, 4))
    with pytest.raises(SettingsError, match="Ask for detector='own'"):
        lamgui.explain(pixels, "FSRCNN", patch, detector_file=code, trust=True)
    with pytest.raises(SettingsError, match="needs its file"):
        lamgui.explain(pixels, "FSRCNN", patch, detector="own")
    with pytest.raises(UntrustedDetector):
        lamgui.explain(pixels, "FSRCNN", patch, detector="own", detector_file=code)
    with pytest.raises(SettingsError, match="at least 13"):
        lamgui.explain(pixels, "FSRCNN", patch, detector="gabor", gabor=(0, 6))


def test_importing_the_package_brings_neither_torch_nor_qt() -> None:
    code = "import sys, lamgui; print([m for m in ('torch', 'PySide6', 'matplotlib') if m in sys.modules])"
    used = "import sys, lamgui; lamgui.explain; print([m for m in ('PySide6', 'pyqtgraph') if m in sys.modules])"
    for each in (code, used):
        run = subprocess.run([sys.executable, "-c", each], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == "[]"


def test_the_python_script_makes_the_same_numbers_and_figure(tmp_path: Path) -> None:
    picture = saved(tmp_path / "o'dd wäves.png", 64, 48)
    made = lamgui.explain(picture, "FSRCNN", (20, 24, 12), steps=3, sigma=2.0, reduce="matlab")
    options = FigureOptions(columns=(), width_in=3.5, dpi=90, inset=True, contrast=contrast_from("gamma:0.3"))
    script = python_script([made.analysis], [find("FSRCNN")], options, "out.png")
    assert len(script.splitlines()) < 14
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    recipe = read_recipe(tmp_path / "out.png")
    assert recipe is not None
    assert recipe.options == options
    assert recipe.maps[0].numbers["diffusion_index"] == pytest.approx(made.diffusion_index, abs=1e-3)
    assert recipe.maps[0].settings == made.analysis.settings.__class__(
        sigma=2.0, steps=3, kernel_size=made.analysis.settings.kernel_width
    )


def test_a_saved_figure_is_made_again_without_looking_for_its_picture(tmp_path: Path) -> None:
    picture = saved(tmp_path / "waves.png", 64, 48)
    result = lamgui.explain(picture, "FSRCNN", (20, 24, 12), steps=2)
    assert KnownFiles().find(result.analysis.picture.sha256) is None
    with pytest.warns(UserWarning, match="The font No Such Font is not installed"):
        result.save(tmp_path / "a.png", dpi=60, font="No Such Font")
    assert KnownFiles().find(result.analysis.picture.sha256) == picture
