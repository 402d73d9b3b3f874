"""The layouts that enlarge a part: the part that its PSNR is of, the best in bold, one place, with and without HR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lamgui.attribution.patch import Patch
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.latex import caption
from lamgui.figures.layouts.zoomed import part_of, zoomed
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.map_picture import overlaid_density
from lamgui.figures.style import PsnrChannels, QualityOf
from lamgui.figures.words.columns import FigureColumn
from lamgui.imaging.enlarge import bicubic_part
from lamgui.maps.result import Analysis
from tests.made import analysis, cropped, four_patches, two_networks

PATCH_ELSEWHERE = Patch(40, 8, 10)
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


def test_zoom_lam_says_what_its_box_its_frame_and_its_maps_show() -> None:
    one = cropped()
    rows, columns = part_of(one)
    box = f"Box: {columns.stop - columns.start}×{rows.stop - rows.start} SR px around the patch."
    maps, frame = "LAM and density: 8×8 LR px around it.", "White frame: what the networks were given."
    said = " ".join(words(drawn([one], "zoom-lam")))
    for sentence in (box, maps, frame, "px below DI: effective pixels."):
        assert sentence in said
        assert sentence.replace("×", "x") in caption([one], FigureOptions("zoom-lam"))
    assert frame not in " ".join(words(drawn([analysis()], "zoom-lam")))
    assert box not in caption([one], FigureOptions("zoom"))


def test_zoom_lam_has_three_pictures_a_network_and_their_numbers() -> None:
    networks = two_networks()
    figure = drawn(networks, "zoom-lam")
    assert len(figure.axes) == 2 + 3 * 2
    said = words(figure)
    for word in ("HR", "HR in box", "SR in box", "LAM", "Density"):
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


def test_patches_of_one_picture_have_a_box_and_a_row_of_cells_each() -> None:
    figure = drawn(four_patches(), "zoom")
    whole, *cells = figure.axes
    boxes = [patch for patch in whole.patches if isinstance(patch, Rectangle)]
    assert len(cells) == 4 * 3, "HR, bicubic and the network"
    assert len({box.get_edgecolor() for box in boxes}) == 4
    for number, (box, one) in enumerate(zip(boxes, four_patches(), strict=True)):
        rows, columns = part_of(one)
        assert (box.get_x() * 4, box.get_y() * 4) == (columns.start, rows.start)
        edges = {spine.get_edgecolor() for axes in cells[3 * number : 3 * number + 3] for spine in axes.spines.values()}
        assert edges == {box.get_edgecolor()}, "a cell has the colour of its box"
    tops = [axes.get_position().y1 for axes in cells]
    assert tops == sorted(tops, reverse=True)


def test_the_box_of_a_patch_with_other_surroundings_is_at_its_place() -> None:
    whole, part = analysis(patch=PATCH_ELSEWHERE), cropped()
    boxes = [patch for patch in drawn([whole, part], "zoom").axes[0].patches if isinstance(patch, Rectangle)]
    rows, columns = part_of(part)
    left, top = part.pictures.lr_origin
    assert (boxes[-1].get_x(), boxes[-1].get_y()) == (left + columns.start / 4, top + rows.start / 4)
    frames = [box for box in boxes if (box.get_width(), box.get_height()) == (8, 8)]
    assert (frames[0].get_x(), frames[0].get_y()) == (left, top)


def test_several_pictures_are_stacked_each_with_its_own_patch() -> None:
    other = replace(analysis(), picture=replace(analysis().picture, sha256="0" * 64, name="other.png"))
    figure = drawn([*two_networks(), other], "zoom")
    said = words(figure)
    assert "other.png (×4)" in said
    assert said.count("HR") == 2
    first, second = (k for k, axes in enumerate(figure.axes) if axes.get_position().x0 == 0)
    assert figure.axes[first].get_position().y0 > figure.axes[second].get_position().y1


def test_zoom_lam_stacks_places_and_networks_that_have_no_room_side_by_side() -> None:
    figure = drawn(four_patches(), "zoom-lam")
    assert len(figure.axes) == 4 * (2 + 3)
    twelve = drawn([analysis()] * 12, "zoom-lam", width_in=3.5)
    columns = {round(axes.get_position().x0, 4) for axes in twelve.axes}
    assert len(twelve.axes) == 12 * 3 + 2 * 2
    assert len(columns) == 1 + 6
    assert min(axes.get_position().width * 3.5 for axes in twelve.axes) > 0.35


@pytest.mark.parametrize("layout", ZOOMS)
def test_psnr_is_of_rgb_where_asked_for(layout: str) -> None:
    one = analysis()
    assert one.pictures.quality is not None
    options = FigureOptions(quality_of=QualityOf.PICTURE, psnr_channels=PsnrChannels.RGB)
    (cell,) = zoomed([one], options, with_bicubic=False)
    assert cell.numbers[0].text == f"{one.pictures.quality.psnr_rgb:.2f} dB"
    said = words(drawn([one, one], layout, psnr_channels=PsnrChannels.RGB))
    assert any("PSNR (RGB) is of the part in the box; the best is bold." in one for one in said)


def test_small_cells_are_below_the_whole_picture() -> None:
    whole, *cells = drawn([analysis()] * 12, "zoom", width_in=3.5).axes
    assert max(axes.get_position().y1 for axes in cells) < whole.get_position().y0
    assert min(axes.get_position().width * 3.5 for axes in cells) >= 0.4


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
    part = "PSNR (Y) is of the part in the box; the best is bold."
    whole = "PSNR and SSIM (Y) are of the whole picture; the best is bold."
    assert part in " ".join(words(drawn(two_networks(), layout)))
    assert part in caption(two_networks(), FigureOptions(layout))
    options = {"quality_of": QualityOf.PICTURE, "show_ssim": True}
    assert whole in " ".join(words(drawn(two_networks(), layout, **options)))
    assert whole in caption(two_networks(), FigureOptions(layout, **options))  # type: ignore[arg-type]
    assert "PSNR" not in caption([without_hr(one) for one in two_networks()], FigureOptions(layout))


def test_equal_pictures_are_all_the_best() -> None:
    hr = analysis().pictures.hr
    assert hr is not None
    exact = replace(analysis(), pictures=replace(analysis().pictures, sr=hr))
    cells = zoomed([exact, analysis(), exact], FigureOptions(), with_bicubic=False)
    assert [cell.numbers[0].is_best for cell in cells] == [True, False, True]
