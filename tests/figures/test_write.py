"""Exported figures: real text, own pixels, the recipe inside each format, all of it or nothing."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from lamgui.base.errors import PictureError, SaveError, SettingsError
from lamgui.base.wording import di_label
from lamgui.figures.build import build_figure, figure_pixels, figure_style, preview_figure
from lamgui.figures.embed import read_recipe
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.layouts.sheet import patch_region
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, LINEAR
from lamgui.figures.pixels.print_pixels import MOST_TIMES
from lamgui.figures.pixels.render import colour_importance, consensus_colours
from lamgui.figures.style import Background
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.write import write_figure
from lamgui.imaging.save import save_png
from lamgui.maps.result import Analysis
from tests.made import analysis, cropped, for_layout, two_networks

ENDINGS = ("png", "tiff", "pdf", "svg", "html", "webp")
WIDTHS_IN = (3.5, 7.16)


FIVE = (FigureColumn.SR, FigureColumn.LAM, FigureColumn.OVERLAY, FigureColumn.CONTOUR, FigureColumn.HEAT_MAP)


def pdf_text(data: bytes) -> str:
    """The words of a PDF by matplotlib: glyph numbers of Type 42 fonts looked up in their own tables."""
    # A stream whose last byte is a carriage return seems to end before it: what is decompressed by then is all of it.
    streams = [zlib.decompressobj().decompress(found)
               for found in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
               if found[:1] == b"x"]  # fmt: skip
    shown = b"".join(b"".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\)", s)) + b"\n" for s in streams if b" Tf" in s)
    return shown.decode("latin-1").replace("\0", "")


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_layout_in_every_format_carries_its_recipe(layout: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"Bild é {layout}.{ending}"
    options = FigureOptions(layout=layout, width_in=3.5, dpi=100, colour_bar=True, inset=True)
    analyses = for_layout(layout)
    write_figure(analyses, options, path)
    recipe = read_recipe(path)
    assert recipe is not None
    assert recipe.options == options
    assert [one.patch for one in recipe.maps] == [a.pictures.patch for a in analyses]
    assert [one.settings.path for one in recipe.maps] == [a.settings.path for a in analyses]
    assert [one.network_sha256 for one in recipe.maps] == [a.network.sha256 for a in analyses]
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [path.name]


@pytest.mark.parametrize("width_in", WIDTHS_IN)
@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_no_word_leaves_the_page_or_lies_on_another(layout: str, width_in: float) -> None:
    options = FigureOptions(layout=layout, width_in=width_in, colour_bar=True)
    with figure_style(options):
        canvas = FigureCanvasAgg(build_figure(for_layout(layout), options))
        canvas.draw()
        figure, renderer = canvas.figure, canvas.get_renderer()
        texts = [text for text in figure.texts if text.get_text()]
        boxes = [text.get_window_extent(renderer) for text in texts]
    page = figure.bbox
    assert len(texts) >= 3
    for text, box in zip(texts, boxes, strict=True):
        assert box.x0 >= page.x0 - 2, text
        assert box.x1 <= page.x1 + 2, text
        assert box.y0 >= page.y0 - 2, text
        assert box.y1 <= page.y1 + 2, text
        assert float(text.get_fontsize()) >= 5
    for k, box in enumerate(boxes):
        for other in boxes[k + 1 :]:
            width = min(box.x1, other.x1) - max(box.x0, other.x0)
            height = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert not (width > 3 and height > 3), (texts[k].get_text(), box, other)


@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_text_stays_text(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"figure.{ending}"
    write_figure(two_networks(), FigureOptions(layout="grid", columns=FIVE), path)
    text = path.read_text(encoding="utf-8") if ending == "svg" else pdf_text(path.read_bytes())
    for word in ("FSRCNN", "EDSR", "LAM", "Heat map", "DI "):
        assert word in text, word


def test_pictures_in_svg_are_their_own_pixels_repeated_until_no_reader_blurs_them(tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    one = analysis()
    write_figure([one], FigureOptions(columns=(FigureColumn.LAM,)), path)
    (encoded,) = re.findall(r'base64,\s*([A-Za-z0-9+/=\s]+)"', path.read_text(encoding="utf-8"))
    import base64
    import io

    pixels = np.array(Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB"))
    source = colour_importance(one.importance, "paper", contrast=DEFAULT_CONTRAST)
    times = pixels.shape[0] // source.shape[0]
    assert pixels.shape[1] >= 300 * FigureOptions().width_in or times == MOST_TIMES
    np.testing.assert_array_equal(pixels, np.kron(source, np.ones((times, times, 1), np.uint8)))


def test_enlarged_pixels_are_squares_of_the_maps_own_colours() -> None:
    one = analysis()
    options = FigureOptions(columns=(FigureColumn.LAM,), width_in=4.0, dpi=160, labels=False, show_di=False)
    drawn = figure_pixels([one], options)
    source = colour_importance(one.importance, "paper", contrast=DEFAULT_CONTRAST)
    height, width = source.shape[:2]
    cell = 640 // width
    rows, columns = np.arange(height) * cell + cell // 2, np.arange(width) * cell + cell // 2
    np.testing.assert_array_equal(drawn[rows][:, columns], source)


def test_the_preview_is_the_figure_at_another_resolution() -> None:
    options = FigureOptions(layout="grid", dpi=300)
    full, preview = figure_pixels(two_networks(), options), preview_figure(two_networks(), options, 716).pixels
    assert abs(preview.shape[1] - 716) <= 8
    assert abs(full.shape[0] / full.shape[1] - preview.shape[0] / preview.shape[1]) < 0.01


def test_options_change_what_they_say() -> None:
    base = FigureOptions(layout="grid", width_in=4, dpi=80)
    plain = figure_pixels(two_networks(), base)
    for changed in (
        replace(base, labels=False),
        replace(base, show_di=False, show_psnr=False),
        replace(base, colour_map="viridis"),
        replace(base, colour_bar=True),
        replace(base, opacity=0.2),
        replace(base, signed=True),
        replace(base, contrast=LINEAR),
        replace(base, outline=True),
        replace(base, outline=True, share=0.5),
        replace(base, common_scale=True),
        replace(base, box_colour="#00ff00"),
        replace(base, background=Background.BLACK),
        replace(base, crop_px=8),
        replace(base, inset=True),
        replace(base, font_size_pt=12.0),
        replace(base, columns=(FigureColumn.SR, FigureColumn.ERROR)),
    ):
        drawn = figure_pixels(two_networks(), changed)
        assert drawn.shape != plain.shape or (drawn != plain).any(), changed


def test_a_transparent_ground_is_transparent(tmp_path: Path) -> None:
    path = tmp_path / "figure.png"
    write_figure([analysis()], FigureOptions(background=Background.TRANSPARENT, dpi=60), path)
    assert Image.open(path).convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 0)


@pytest.mark.parametrize(
    ("layout", "wrong"),
    [("consensus", "at least two"), ("figure3", "one network")],
)
def test_a_layout_that_does_not_suit_says_so(layout: str, wrong: str, tmp_path: Path) -> None:
    analyses = two_networks() if layout == "figure3" else two_networks()[:1]
    with pytest.raises(SettingsError, match=wrong):
        write_figure(analyses, FigureOptions(layout=layout), tmp_path / "figure.pdf")
    with pytest.raises(SettingsError, match="no map"):
        build_figure((), FigureOptions())
    assert list(tmp_path.glob("*.pdf")) == []


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"\.png"):
        write_figure([analysis()], FigureOptions(), tmp_path / "figure.bmp")
    with pytest.raises(SaveError, match="no folder"):
        write_figure([analysis()], FigureOptions(), tmp_path / "none" / "figure.png")


def test_the_recipe_lies_beside_if_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "figure.png"
    write_figure([analysis()], FigureOptions(dpi=60), path, beside=True)
    assert read_recipe(tmp_path / "figure.png.json") == read_recipe(path)


@pytest.mark.parametrize("ending", [*ENDINGS, "json"])
@pytest.mark.parametrize("content", [b"", b"no figure", b"%PDF-1.4 /Keywords (lamgui-recipe:{)", b"\x89PNG\r\n\x1a\n"])
def test_other_files_carry_no_recipe(ending: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"other.{ending}"
    path.write_bytes(content)
    if ending == "pdf" and b"recipe" in content:
        with pytest.raises(PictureError, match="cannot be read"):
            read_recipe(path)
    else:
        assert read_recipe(path) is None


def test_an_ordinary_picture_has_no_recipe_and_a_strange_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    save_png(path, analysis().pictures.lr, {})
    assert read_recipe(path) is None
    for text, words in (
        ("[" * 5000, "cannot be read"),
        ('{"program": "lamgui", "format": 99}', "newer"),
        ('{"program": "lamgui", "format": 1, "maps": []}', "cannot be read"),
        ('{"program": "lamgui", "maps": [{"picture": 3}], "options": {}}', "cannot be read"),
    ):
        save_png(path, analysis().pictures.lr, {"lamgui": text})
        with pytest.raises(PictureError, match=words):
            read_recipe(path)


def axes_of(title_column: FigureColumn, **options: object) -> Axes:
    """The axes of a grid of one network and one column, drawn."""
    wanted = FigureOptions(layout="grid", columns=(title_column,), width_in=1.5, **options)  # type: ignore[arg-type]
    with figure_style(wanted):
        canvas = FigureCanvasAgg(build_figure([analysis()], wanted))
        canvas.draw()
    return canvas.figure.axes[0]


def test_the_box_runs_around_the_patch_and_covers_none_of_it() -> None:
    axes = axes_of(FigureColumn.SR)
    (box,) = (patch for patch in axes.patches if isinstance(patch, Rectangle))
    line = box.get_window_extent()
    pictures = analysis().pictures
    (left, top), (right, bottom) = (
        axes.transData.transform((place.x + across / pictures.scale, place.y + across / pictures.scale))
        for place, across in ((patch_region(analysis()), 0), (patch_region(analysis()), pictures.patch.size))
    )
    half_rim_px = axes.figure.dpi / 72
    assert line.x0 + half_rim_px == pytest.approx(left, abs=0.01)
    assert line.x1 - half_rim_px == pytest.approx(right, abs=0.01)
    assert line.y1 - half_rim_px == pytest.approx(top, abs=0.01)
    assert line.y0 + half_rim_px == pytest.approx(bottom, abs=0.01)


@pytest.mark.parametrize(
    ("column", "signed", "background", "framed"),
    [
        (FigureColumn.LAM, True, Background.WHITE, True),
        (FigureColumn.LAM, True, Background.BLACK, False),
        (FigureColumn.LAM, False, Background.WHITE, False),
        (FigureColumn.LAM, False, Background.BLACK, True),
        (FigureColumn.SR, False, Background.WHITE, False),
    ],
)
def test_a_picture_in_the_colour_of_the_page_gets_a_frame(
    column: FigureColumn, signed: bool, background: Background, framed: bool
) -> None:
    axes = axes_of(column, signed=signed, background=background, colour_map="inferno", contrast=LINEAR)
    assert [spine.get_visible() for spine in axes.spines.values()] == [framed] * 4


def test_figures_say_the_same_index_as_the_window() -> None:
    di = analysis().diffusion_index
    with figure_style(FigureOptions()):
        figure = build_figure([analysis()], FigureOptions())
    assert any(di_label(di) in text.get_text() for text in figure.texts)


def test_the_legend_of_the_consensus_has_a_block_for_each_number_of_networks() -> None:
    options = FigureOptions(layout="consensus")
    with figure_style(options):
        figure = build_figure(two_networks(), options)
    pictures = [np.asarray(image.get_array()) for axes in figure.axes for image in axes.images]
    (legend,) = [picture for picture in pictures if len(picture) == 1]
    assert np.array_equal(legend[0], consensus_colours(2))


def drawn(analyses: tuple[Analysis, ...], **options: object) -> Figure:
    wanted = FigureOptions(**options)  # type: ignore[arg-type]
    with figure_style(wanted):
        return build_figure(analyses, wanted)


def test_the_strip_has_what_its_rows_share_once_at_the_left_of_all() -> None:
    figure = drawn((*two_networks(), *two_networks()), layout="strip")
    boxes = [axes.get_position() for axes in figure.axes]
    shared, own = boxes[:2], boxes[2:]
    assert len(own) == 4 * 3
    assert max(box.x1 for box in shared) < min(box.x0 for box in own)
    assert min(box.width for box in shared) > max(box.width for box in own), "larger"
    assert min(box.y0 for box in shared) > min(box.y0 for box in own) - 0.05
    words = [text.get_text() for text in figure.texts]
    assert words.count("HR") == words.count("HR patch") == 1


@pytest.mark.parametrize("width_in", [2.9, 7.16])
def test_headings_have_one_size_and_wrap_before_they_shrink(width_in: float) -> None:
    columns = (FigureColumn.HR, FigureColumn.PATCH_HR, FigureColumn.PATCH_SR, FigureColumn.LAM, FigureColumn.HEAT_MAP)
    figure = drawn((analysis(),), columns=columns, width_in=width_in, show_psnr=False, show_di=False)
    headings = [text for text in figure.texts if text.get_text().replace("\n", " ") in ("HR patch", "Heat map")]
    assert len(headings) == 2
    assert {text.get_fontsize() for text in headings} == {FigureOptions().font_size_pt}
    assert any("\n" in text.get_text() for text in headings) == (width_in < 4)


def test_a_figure_says_where_its_psnr_is_of_the_surroundings() -> None:
    note = "PSNR (Y) is of the surroundings, 8×8 LR px"

    def said(*analyses: Analysis, **options: object) -> str:
        return " ".join(text.get_text().replace("\n", " ") for text in drawn(analyses, **options).texts)

    assert f"{note}." in said(cropped(), layout="strip")
    assert f"{note} where the network was given no more, else of the whole picture." in said(
        cropped(), analysis(), layout="grid"
    )
    assert "PSNR (Y) is of the whole picture." in said(analysis(), layout="strip")
    assert "PSNR" not in said(analysis(), layout="strip", columns=(FigureColumn.LAM,)), "there is none"
    assert note not in said(cropped(), layout="strip", show_psnr=False)
    assert note not in said(cropped(), layout="gallery"), "it prints none"


@pytest.mark.parametrize("dpi", [72, 150, 299, 300, 601])
@pytest.mark.parametrize("layout", ["strip", "grid"])
def test_the_stated_size_is_that_of_the_file(layout: str, dpi: int, tmp_path: Path) -> None:
    options = FigureOptions(layout=layout, dpi=dpi, width_in=3.5)
    write_figure(two_networks(), options, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as written:
        assert preview_figure(two_networks(), options, 300).file_size_px(dpi) == written.size


@pytest.mark.parametrize(("column", "outline"), [(FigureColumn.CONTOUR, False), (FigureColumn.OVERLAY, True)])
def test_the_outline_is_drawn_above_the_box(column: FigureColumn, outline: bool) -> None:
    axes = axes_of(column, outline=outline)
    (box,) = (patch for patch in axes.patches if isinstance(patch, Rectangle))
    (line,) = (drawn for drawn in axes.collections if isinstance(drawn, PolyCollection))
    assert line.get_zorder() > box.get_zorder()
    assert box.get_linewidth() < 1


def test_lines_on_small_pictures_are_thin() -> None:
    def box_pt(width_in: float) -> float:
        axes = drawn(two_networks(), layout="grid", columns=FIVE, width_in=width_in).axes[0]
        (box,) = (patch for patch in axes.patches if isinstance(patch, Rectangle))
        return float(box.get_linewidth())

    assert box_pt(3.5) < 0.55
    assert box_pt(20.0) == 1.0


@pytest.mark.parametrize("layout", ["strip", "grid"])
@pytest.mark.parametrize("width_in", WIDTHS_IN)
def test_names_headings_and_numbers_have_one_size(layout: str, width_in: float) -> None:
    figure = drawn(two_networks(), layout=layout, width_in=width_in, show_psnr=False)
    assert len({round(float(text.get_fontsize()), 6) for text in figure.texts}) == 1
    alone = drawn((analysis(),), layout=layout, width_in=width_in, columns=(FigureColumn.SR, FigureColumn.LAM))
    sizes = {round(float(text.get_fontsize()), 6) for text in alone.texts if "is of" not in text.get_text()}
    assert len(sizes) == 1


@pytest.mark.parametrize("width_in", WIDTHS_IN)
def test_what_the_rows_share_ends_where_they_end(width_in: float) -> None:
    figure = drawn(two_networks(), layout="strip", width_in=width_in)
    boxes = [axes.get_position() for axes in figure.axes]
    assert max(box.y1 for box in boxes[:2]) == pytest.approx(max(box.y1 for box in boxes[2:]), abs=1e-3)
    assert min(box.y0 for box in boxes[:2]) == pytest.approx(min(box.y0 for box in boxes[2:]), abs=1e-3)
