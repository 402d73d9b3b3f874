"""An animation shows the path frame by frame, in every format with its time, its plays and its recipe."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import PictureError, SaveError, SettingsError
from lamgui.figures.animation import drawing
from lamgui.figures.animation.write import HOLD, MOST_WIDTH_PX, animation_frames
from lamgui.figures.embed import MARK, read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.render import colour_importance
from lamgui.figures.recipe import recipe_of
from lamgui.figures.write import write_figure
from lamgui.imaging.picture import Pixels
from tests.figures.page.pages import restored
from tests.made import analysis

BY_PILLOW = ("webp", "apng", "gif")
SMALL = FigureOptions(width_in=4.0, dpi=100, frame_ms=120, plays=2)
ALPHAS = 4


def frames_of(path: Path) -> list[Pixels]:
    with Image.open(path) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(np.asarray(image.convert("RGB")))
        return found


@pytest.mark.parametrize("ending", BY_PILLOW)
def test_every_frame_is_there_for_its_time(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"path é.{ending}"
    write_figure(restored(), SMALL, path)
    drawn, stored = list(animation_frames(restored(), SMALL)), frames_of(path)
    assert len(drawn) == len(stored) == ALPHAS
    for one, other in zip(drawn, stored, strict=True):
        if ending == "gif":
            # It has 256 colours: hardly any of a coloured picture is far off, and the page is white.
            assert np.abs(one.astype(int) - other).mean() < 2
            assert (other[(one == 255).all(axis=2)] == 255).all()
        else:
            assert np.array_equal(one, other)
    with Image.open(path) as image:
        times, loop = [], image.info["loop"]
        for number in range(ALPHAS):
            image.seek(number)
            # WebP has a frame's time once it is decoded.
            image.load()
            times.append(image.info["duration"])
    assert times == [120, 120, 120, 120 * HOLD]
    assert loop == (1 if ending == "gif" else 2), "GIF counts repetitions"


@pytest.mark.parametrize("ending", BY_PILLOW)
def test_an_animation_carries_its_recipe_and_other_pictures_none(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"path.{ending}"
    write_figure(restored(), SMALL, path, beside=True)
    recipe = read_recipe(path)
    assert recipe is not None
    assert replace(recipe, fonts=()) == recipe_of(restored(), SMALL)
    assert recipe == read_recipe(tmp_path / f"path.{ending}.json")
    kind = {"apng": "PNG"}.get(ending, ending.upper())
    Image.new("RGB", (8, 8)).save(path, kind)
    assert read_recipe(path) is None
    for content in (b"", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBP"):
        path.write_bytes(content)
        assert read_recipe(path) is None


@pytest.mark.parametrize(("plays", "loop"), [(0, 0), (1, None), (3, 2)])
def test_a_gif_repeats_once_less_than_it_plays(plays: int, loop: int | None, tmp_path: Path) -> None:
    path = tmp_path / "path.gif"
    write_figure(restored()[:1], replace(SMALL, plays=plays, frame_ms=123), path)
    with Image.open(path) as image:
        assert image.info.get("loop") == loop
        assert image.info["duration"] == 120, "in hundredths of a second"


def test_pictures_numbers_and_cursor_follow_the_path() -> None:
    one = restored()[:1]
    style = replace(SMALL, dpi=200, labels=False)
    first, *_, last = animation_frames(one, style)
    height, width = first.shape[:2]
    changed = np.abs(first.astype(int) - last).max(axis=(0, 2)) > 8
    # γ, F(γ), gradient and sum lie in the left three quarters, the curve with its cursor in the rest.
    for part in np.array_split(changed[: width * 3 // 4], 4):
        assert part.any()
    assert changed[width * 3 // 4 :].any()
    gradient = colour_importance(one[0].frames[-1].gradient, style.colour_map, 1.0, style.contrast)
    darkest = gradient.reshape(-1, 3)[gradient.sum(axis=2).argmin()]
    assert (np.abs(last[height // 4 :].astype(int) - darkest).max(axis=2) == 0).sum() > 20


def test_a_column_of_f_is_left_out_where_it_was_not_restored() -> None:
    with_f, without = next(iter(animation_frames(restored(), SMALL))), next(iter(animation_frames([analysis()], SMALL)))
    assert without.shape[0] < with_f.shape[0]
    assert without.shape[1] == with_f.shape[1]


def test_frames_are_no_wider_than_a_projectors_picture() -> None:
    frame = next(iter(animation_frames(restored()[:1], FigureOptions())))
    assert MOST_WIDTH_PX - 10 < frame.shape[1] <= MOST_WIDTH_PX


def test_of_many_frames_a_few_are_shown_up_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "FRAMES_OF_ANIMATION", 3)
    alphas = [frame.alpha for frame in restored()[0].frames]
    assert drawing.alphas_of(restored()) == (alphas[0], alphas[2], alphas[3])


def test_maps_without_pictures_of_the_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="without pictures of its path"):
        write_figure([replace(restored()[0], frames=())], SMALL, tmp_path / "path.webp")
    with pytest.raises(SettingsError, match="no map"):
        write_figure((), SMALL, tmp_path / "path.gif")
    assert list(tmp_path.glob("*.*")) == []


@pytest.mark.parametrize("wrong", [{"frame_ms": 19}, {"frame_ms": 10_001}, {"plays": -1}, {"plays": 1001}])
def test_times_and_plays_have_limits(wrong: dict[str, int]) -> None:
    with pytest.raises(SettingsError):
        FigureOptions(**wrong)  # type: ignore[arg-type]


def test_a_map_of_float64_with_values_that_are_not_finite_is_drawn() -> None:
    one = restored()[0]
    frames = tuple(replace(frame, partial=np.full_like(frame.partial, np.nan)) for frame in one.frames)
    odd = replace(one, frames=frames, settings=Settings(steps=4))
    assert len(list(animation_frames([odd], SMALL))) == ALPHAS


class TestVideo:
    def test_without_ffmpeg_it_says_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SaveError, match="ffmpeg, which is not installed") as caught:
            write_figure(restored(), SMALL, tmp_path / "path.mp4")
        assert ".webp" in str(caught.value)
        assert list(tmp_path.glob("*.mp4")) == []

    def test_all_frames_reach_it_and_the_last_one_stays(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """With a program in its place that writes what it is given: the notes, then every byte of the frames."""
        program = tmp_path / "ffmpeg"
        program.write_text(
            '#!/bin/sh\necho "$@" >"$0.arguments"\nfor last; do :; done\n'
            'while [ "$1" != ffmetadata ]; do shift; done\n{ cat "$3"; cat; } >"$last"\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        path = tmp_path / "path.mp4"
        write_figure(restored(), SMALL, path)
        drawn = list(animation_frames(restored(), SMALL))
        height, width = drawn[0].shape[:2]
        arguments = (tmp_path / "ffmpeg.arguments").read_text()
        assert f"-s {width}x{height} -r 1000/120" in arguments
        notes, _, frames = path.read_bytes().partition(b"}\n")
        assert notes.startswith(b";FFMETADATA1\ncomment=" + MARK.encode())
        assert frames == b"".join(frame.tobytes() for frame in (*drawn, *[drawn[-1]] * (HOLD - 1)))

    def test_what_it_says_is_passed_on_and_no_file_is_left(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = tmp_path / "ffmpeg"
        program.write_text("#!/bin/sh\necho 'no such encoder' >&2\nexit 1\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        with pytest.raises(SaveError, match="could not make the MP4") as caught:
            write_figure(restored(), SMALL, tmp_path / "path.mp4")
        assert caught.value.details == "no such encoder"
        assert list(tmp_path.glob("*.mp4")) == []

    @pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg: apt-get install ffmpeg")
    def test_a_video_is_decoded_as_what_was_drawn(self, tmp_path: Path) -> None:
        path = tmp_path / "path é.mp4"
        write_figure(restored(), SMALL, path)
        recipe = read_recipe(path)
        assert recipe is not None
        assert replace(recipe, fonts=()) == recipe_of(restored(), SMALL)
        drawn = list(animation_frames(restored(), SMALL))
        height, width = (side + side % 2 for side in drawn[0].shape[:2])
        raw = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
            capture_output=True,
            check=True,
        ).stdout
        decoded = np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)
        assert len(decoded) == ALPHAS - 1 + HOLD
        for one, other in zip(drawn, decoded, strict=False):
            shown = other[: one.shape[0], : one.shape[1]].astype(int)
            nearer = [np.abs(shown - each).mean() for each in drawn]
            assert int(np.argmin(nearer)) == [np.array_equal(one, each) for each in drawn].index(True)

    def test_a_recipe_that_was_cut_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "path.mp4"
        path.write_bytes(b"....ftyp" + MARK.encode() + b'{"program": "lamgui"\0')
        with pytest.raises(PictureError, match="cannot be read"):
            read_recipe(path)
        path.write_bytes(b"....ftypisom")
        assert read_recipe(path) is None
