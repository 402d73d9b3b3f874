"""PSNR and SSIM say which pixels they are of, where that is not the whole picture."""

from __future__ import annotations

from dataclasses import replace

from lamgui.figures.table import TABLE_COLUMNS
from lamgui.figures.words import caption
from lamgui.maps.pictures import AROUND_PATCH_PX
from lamgui.maps.quality_words import AROUND_PATCH, of_surroundings, picture_in_words, surroundings_sentence
from lamgui.widgets.panels.number_rows import Measure, rows_of_analysis
from tests.made import analysis, cropped


def test_surroundings_are_named_and_the_whole_picture_needs_no_words() -> None:
    assert of_surroundings(analysis().pictures) == ""
    assert of_surroundings(cropped().pictures) == " of 8×8 LR px"
    assert picture_in_words([analysis()]) == "the whole picture"
    assert surroundings_sentence([analysis()]) == ""
    assert surroundings_sentence([cropped()]) == "PSNR and SSIM are of the surroundings, 8×8 LR px."
    some = surroundings_sentence([cropped(), analysis()])
    assert some.endswith("8×8 LR px where the network was given no more, else of the whole picture.")


def test_without_an_hr_picture_there_is_nothing_to_say() -> None:
    one = cropped()
    assert surroundings_sentence([replace(one, pictures=replace(one.pictures, quality=None))]) == ""


def test_the_numbers_and_the_summary_say_it() -> None:
    rows = rows_of_analysis(cropped(), 0.9)
    for measure in (Measure.PSNR, Measure.SSIM, Measure.PSNR_RGB):
        assert rows[measure].text.endswith(" of 8×8 LR px")
        assert "LR px" not in rows_of_analysis(analysis(), 0.9)[measure].text
    assert "(RGB) of 8×8 LR px" in caption.numbers(cropped())


def test_the_numbers_around_the_patch_say_how_many_pixels_they_take_in() -> None:
    tips = {column.title: column.tip for column in TABLE_COLUMNS}
    assert f"{AROUND_PATCH_PX} SR pixels" in AROUND_PATCH
    for title in ("PSNR around", "SSIM around"):
        assert AROUND_PATCH in tips[title]
