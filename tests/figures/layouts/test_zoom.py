"""The layouts that enlarge a part: the part that its PSNR is of, the best in bold, one place, with and without HR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lamgui.base.errors import SettingsError
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.columns import FigureColumn
from lamgui.figures.latex import caption
from lamgui.figures.layouts.zoomed import part_of, zoomed
from lamgui.figures.map_picture import overlaid_density
from lamgui.figures.options import FigureOptions
from lamgui.figures.style import QualityOf
from lamgui.imaging.enlarge import bicubic_part
from lamgui.maps.result import Analysis
from tests.made import analysis, cropped, four_patches, two_networks

ZOOMS = ("zoom", "zoom-lam")


def drawn(analyses: Sequence[Analysis], layout: str, **options: object) -> Figure:
    wanted = FigureOptions(layout=layout, **options)  # type: ignore[arg-type]
    with figure_style(wanted):
        return build_figure(analyses, wanted)


def words(figure: Figure) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in figure.texts]


def without_hr(one: Analysis) -> Analysis:
    return replace(one, pictures=replace(one.pictures, hr=None, quality=None))


def test_the_part_is_that_of_the_patchs_psnr() -> None:
    one = analysis()
    rows, columns = part_of(one)
    assert (rows, columns) == (slice(8, 48), slice(4, 48)), "the patch and 16 pixels on each side, as far as there are"
    around = one.pictures.quality_around_patch
    assert around is not None
    (cell,) = zoomed([one], FigureOptions(), with_bicubic=False)
    (number,) = cell.numbers
    assert number.text == f"{around.psnr_y:.2f} dB"
    assert not number.is_best, "alone"
    np.testing.assert_array_equal(cell.pixels, one.pictures.sr[rows, columns])


def test_bicubic_is_the_enlarged_input() -> None:
    one = analysis()
    bicubic = zoomed([one], FigureOptions())[0]
    height, width = one.pictures.sr.shape[:2]
    whole = bicubic_part(one.pictures.lr, one.pictures.scale, 0, 0, width, height)
    np.testing.assert_array_equal(bicubic.pixels, whole[8:48, 4:48])


def test_the_best_is_bold_and_equal_ones_all() -> None:
    hr = analysis().pictures.hr
    assert hr is not None
    near, far = (
        replace(
            analysis(), pictures=replace(analysis().pictures, sr=np.clip(hr.astype(int) + by, 0, 255).astype(np.uint8))
        )
        for by in (3, 20)
    )
    assert [cell.numbers[0].is_best for cell in zoomed([near, far, near], FigureOptions(), with_bicubic=False)] == [
        True,
        False,
        True,
    ]
    figure = drawn([near, far, near], "zoom")
    bold = [text.get_text() for text in figure.texts if text.get_fontweight() == "bold"]
    assert sum("dB" in one for one in bold) == 2
    lam = drawn([near, far, near], "zoom-lam")
    assert sum(text.get_fontweight() == "bold" for text in lam.texts) == 2


def test_zoom_has_the_picture_with_the_box_and_a_cell_for_hr_bicubic_and_each_network() -> None:
    figure = drawn(two_networks(), "zoom")
    assert len(figure.axes) == 1 + 4
    (box,) = (patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle))
    rows, columns = part_of(two_networks()[0])
    assert (box.get_x() * 4, box.get_y() * 4) == (columns.start, rows.start)
    assert (box.get_width() * 4, box.get_height() * 4) == (columns.stop - columns.start, rows.stop - rows.start)
    said = words(figure)
    for name in ("HR", "PSNR (Y)", "Bicubic"):
        assert name in said
    assert figure.axes[0].get_position().x1 < min(axes.get_position().x0 for axes in figure.axes[1:])


def test_zoom_lam_has_three_pictures_a_network_and_their_numbers() -> None:
    networks = two_networks()
    figure = drawn(networks, "zoom-lam")
    assert len(figure.axes) == 2 + 3 * 2
    said = words(figure)
    for word in ("HR", "HR patch", "SR patch", "LAM", "Density"):
        assert word in said
    assert sum(one.startswith("DI ") and one.endswith("px") for one in said) == 2
    density = np.asarray(figure.axes[4].images[0].get_array())
    first = networks[0]
    whole = overlaid_density(first.pictures.lr, first.heat_map(), FigureOptions().opacity)
    assert density.shape[0] == density.shape[1] == min(whole.shape[:2]), "a square around the patch"
    left = [axes.get_position() for axes in figure.axes[:2]]
    rows = [axes.get_position() for axes in figure.axes[2:]]
    assert left[1].y0 == pytest.approx(min(box.y0 for box in rows)), "as high as the rows together"


@pytest.mark.parametrize("layout", ZOOMS)
def test_without_hr_there_are_no_numbers_of_it(layout: str) -> None:
    figure = drawn([without_hr(one) for one in two_networks()], layout)
    said = " ".join(words(figure))
    assert "dB" not in said
    assert "HR" not in said
    assert "FSRCNN" in said


@pytest.mark.parametrize("layout", ZOOMS)
def test_the_part_stays_inside_the_surroundings(layout: str) -> None:
    rows, columns = part_of(cropped())
    assert (rows, columns) == (slice(0, 32), slice(0, 32))
    assert len(drawn([cropped(), cropped()], layout).axes) > 4


@pytest.mark.parametrize("layout", ZOOMS)
def test_maps_of_several_places_are_refused(layout: str) -> None:
    with pytest.raises(SettingsError, match="one patch"):
        drawn(four_patches(), layout)


def test_the_density_over_the_input_is_a_column_of_every_table() -> None:
    figure = drawn(two_networks(), "grid", columns=(FigureColumn.HEAT_OVERLAY,))
    assert "Density" in words(figure)


def test_numbers_are_of_the_whole_picture_where_asked_for_and_ssim_beside_psnr() -> None:
    whole = FigureOptions(show_ssim=True, quality_of=QualityOf.PICTURE)
    one = analysis()
    quality, around = one.pictures.quality, one.pictures.quality_around_patch
    assert quality is not None
    assert around is not None
    (cell,) = zoomed([one], whole, with_bicubic=False)
    assert [number.text for number in cell.numbers] == [f"{quality.psnr_y:.2f} dB", f"{quality.ssim_y:.4f}"]
    (cell,) = zoomed([one], FigureOptions(show_ssim=True, show_psnr=False), with_bicubic=False)
    assert [number.text for number in cell.numbers] == [f"{around.ssim_y:.4f}"]
    said = words(drawn(two_networks(), "zoom", show_ssim=True))
    assert "SSIM (Y)" in said


@pytest.mark.parametrize("layout", ZOOMS)
def test_figure_and_caption_say_what_the_numbers_are_of(layout: str) -> None:
    part = "PSNR (Y) is of the part that is shown; the best is bold."
    whole = "PSNR and SSIM (Y) are of the whole picture; the best is bold."
    assert part in words(drawn(two_networks(), layout))
    assert part in caption(two_networks(), FigureOptions(layout))
    options = {"quality_of": QualityOf.PICTURE, "show_ssim": True}
    assert whole in words(drawn(two_networks(), layout, **options))
    assert whole in caption(two_networks(), FigureOptions(layout, **options))  # type: ignore[arg-type]
    assert "PSNR" not in caption([without_hr(one) for one in two_networks()], FigureOptions(layout))


def test_equal_pictures_are_all_the_best() -> None:
    hr = analysis().pictures.hr
    assert hr is not None
    exact = replace(analysis(), pictures=replace(analysis().pictures, sr=hr))
    cells = zoomed([exact, analysis(), exact], FigureOptions(), with_bicubic=False)
    assert [cell.numbers[0].is_best for cell in cells] == [True, False, True]
