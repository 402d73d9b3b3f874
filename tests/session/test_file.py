"""Session files: whole there and back, and never half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lamgui.base.errors import SaveError
from lamgui.figures.options import FigureOptions
from lamgui.files.door import sha256_of
from lamgui.imaging.degradation import degradation_from
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels, read_picture
from lamgui.imaging.reading import Reading
from lamgui.imaging.reference import read_with_reference
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.value_range import NamedRange
from lamgui.session.file import EMBEDDED_BYTES, MAIN, SessionContents, read_session, write_session
from lamgui.session.state import Bookmark, ColourMap, PaneContent, RowsOf, State, View
from tests.cli.terminal import CHECKOUT
from tests.imaging.pictures import sixteen_bit
from tests.imaging.tiffs import tiff
from tests.made import PATCH, SETTINGS, analysis, cropped, denoised, two_networks
from tests.small import saved


def contents(picture_path: Path | None = None) -> SessionContents:
    one = analysis()
    picture = one.picture if picture_path is None else read_picture(picture_path)
    state = State(
        picture=picture,
        role=Role.HR,
        network=find("EDSR"),
        patch=PATCH,
        settings=SETTINGS,
        compared=(find("FSRCNN"), find("EDSR")),
        hidden=frozenset({find("FSRCNN")}),
        bookmarks=(Bookmark("an é", PATCH, picture.name, picture.sha256, picture.path),),
        rows=RowsOf.BOOKMARKS,
    )
    view = View(PaneContent.ERROR, ColourMap.VIRIDIS, 0.4, True, False, 0.5, True, False)
    analyses = two_networks() if picture_path is None else ()
    return SessionContents(state, view, FigureOptions("grid"), analyses, layout={"window": b"\x00\xff"})


@pytest.mark.parametrize("embed", [True, False])
def test_a_session_comes_back_as_it_was(embed: bool, tmp_path: Path) -> None:
    path, before = tmp_path / "a session ü.lamgui", contents()
    write_session(path, before, embed)
    opened = read_session(path)
    after = opened.contents
    assert opened.missing == ()
    assert after.state.picture is not None
    assert before.state.picture is not None
    np.testing.assert_array_equal(after.state.picture.pixels, before.state.picture.pixels)
    assert replace(after.state, picture=None) == replace(before.state, picture=None)
    assert (after.view, after.options, after.layout) == (before.view, before.options, before.layout)
    assert len(after.analyses) == 2
    for one, other in zip(before.analyses, after.analyses, strict=True):
        np.testing.assert_array_equal(other.lam, one.lam)
        np.testing.assert_array_equal(other.field_mask, one.field_mask)
        np.testing.assert_array_equal(other.pictures.sr, one.pictures.sr)
        np.testing.assert_array_equal(other.pictures.lr, one.pictures.lr)
        np.testing.assert_array_equal(other.curves.objective, one.curves.objective)
        assert (other.network, other.settings, other.pictures.patch) == (one.network, one.settings, one.pictures.patch)
        assert (other.completeness_gap, other.diffusion_index) == (one.completeness_gap, one.diffusion_index)
        assert [frame.alpha for frame in other.frames] == [frame.alpha for frame in one.frames]


@pytest.mark.parametrize("embed", [True, False])
def test_a_picture_of_16_bits_comes_back_with_its_numbers_and_its_reading(embed: bool, tmp_path: Path) -> None:
    numbers, reading = (sixteen_bit(32, 24) >> 4).astype(np.uint16), Reading((10, 4000))
    (tmp_path / "deep.tif").write_bytes(tiff(numbers))
    for picture in (read_picture(tmp_path / "deep.tif", reading), picture_from_pixels(numbers, "pasted", reading)):
        state = replace(contents().state, picture=picture, bookmarks=())
        write_session(tmp_path / "s.lamgui", SessionContents(state), embed)
        with zipfile.ZipFile(tmp_path / "s.lamgui") as archive:
            assert json.loads(archive.read(MAIN))["format"] == 2
        back = read_session(tmp_path / "s.lamgui").contents.state.picture
        assert back is not None
        assert back.values is not None
        assert picture.values is not None
        assert np.array_equal(back.values.numbers, numbers)
        assert np.array_equal(back.pixels, picture.pixels)
        assert (back.key, back.reading, back.values.levels) == (picture.key, reading, (10, 4000))


@pytest.mark.parametrize("embed", [True, False])
def test_a_reference_comes_back_with_its_picture(embed: bool, tmp_path: Path) -> None:
    saved(tmp_path / "lr.png", 16, 12)
    picture = read_with_reference(tmp_path / "lr.png", saved(tmp_path / "hr.png", 65, 48))
    write_session(tmp_path / "s.lamgui", SessionContents(State(picture=picture, role=Role.LR)), embed)
    back = read_session(tmp_path / "s.lamgui").contents.state.picture
    assert back is not None
    assert back.reference is not None
    assert picture.reference is not None
    assert np.array_equal(back.reference.pixels, picture.reference.pixels)
    assert back.key == picture.key


def test_maps_of_one_file_read_in_two_ways_come_back_each_with_its_own(tmp_path: Path) -> None:
    numbers = sixteen_bit(64, 48)
    one = analysis()
    pictures = [picture_from_pixels(numbers, "p", reading) for reading in (Reading(), Reading((0, 40000)))]
    before = replace(contents(), analyses=[replace(one, picture=picture) for picture in pictures])
    write_session(tmp_path / "s.lamgui", before)
    after = read_session(tmp_path / "s.lamgui").contents.analyses
    assert [a.picture.reading for a in after] == [Reading(), Reading((0, 40000))]
    assert [a.picture.key for a in after] == [picture.key for picture in pictures]


def test_a_session_with_surroundings_comes_back_and_is_of_a_format_that_older_programs_refuse(tmp_path: Path) -> None:
    """0.1.0 reads format 1: in such a session it would see maps and settings of the whole picture."""
    path, plain = tmp_path / "s.lamgui", contents()
    around = replace(plain.state, settings=replace(SETTINGS, surroundings=8))
    for state, analyses, wanted in (
        (plain.state, plain.analyses, 1),
        (around, plain.analyses, 2),
        (plain.state, (cropped(),), 2),
    ):
        write_session(path, replace(plain, state=state, analyses=analyses))
        with zipfile.ZipFile(path) as archive:
            assert json.loads(archive.read(MAIN))["format"] == wanted
        after = read_session(path).contents
        assert after.state.settings == state.settings
        assert [one.settings for one in after.analyses] == [one.settings for one in analyses]


def test_frames_come_back_with_the_sr_that_they_had_or_none(tmp_path: Path) -> None:
    one, before = analysis(), contents()
    first, *others = one.frames
    assert first.sr is None
    with_sr = replace(one, frames=(replace(first, sr=one.pictures.sr), *others))
    write_session(tmp_path / "s.lamgui", replace(before, analyses=(with_sr,)))
    (back,) = read_session(tmp_path / "s.lamgui").contents.analyses
    np.testing.assert_array_equal(back.frames[0].sr, one.pictures.sr)
    assert [frame.sr for frame in back.frames[1:]] == [None] * len(others)


def test_of_a_long_filmstrip_a_few_frames_are_kept_evenly_to_its_ends(tmp_path: Path) -> None:
    one, path = analysis(), tmp_path / "s.lamgui"
    frames = tuple(replace(one.frames[0], alpha=k / 24) for k in range(25))
    write_session(path, replace(contents(), analyses=(replace(one, frames=frames),)))
    (after,) = read_session(path).contents.analyses
    assert [frame.alpha for frame in after.frames] == [k / 8 for k in range(9)]


def test_a_picture_that_is_not_inside_is_found_beside_or_named(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    picture = saved(tmp_path / "far" / "waves.png", 64, 48)
    path = tmp_path / "s.lamgui"
    write_session(path, contents(picture), embed_pictures=False)
    assert read_session(path).contents.state.picture is not None
    moved = picture.rename(tmp_path / "waves.png")
    assert read_session(path).contents.state.picture is not None, "beside the session"
    elsewhere = moved.rename(tmp_path / "other.png")
    opened = read_session(path)
    assert (opened.contents.state.picture, opened.missing) == (None, ("waves.png",))
    sha256 = sha256_of(elsewhere)
    assert sha256 is not None
    assert read_session(path, {sha256: elsewhere}.get).contents.state.picture is not None
    saved(tmp_path / "waves.png", 32, 48)
    assert read_session(path).missing == ("waves.png",), "another picture of its name is not taken for it"


def test_a_huge_picture_that_has_a_file_is_not_put_in(tmp_path: Path) -> None:
    pixels = np.zeros((5000, EMBEDDED_BYTES // 15000 + 1, 3), np.uint8)
    huge, path = Picture(pixels, "huge.png", tmp_path / "huge.png", "5" * 64), tmp_path / "s.lamgui"
    write_session(path, SessionContents(State(picture=huge)))
    assert path.stat().st_size < 10_000
    assert read_session(path).missing == ("huge.png",)


def test_a_network_that_moved_is_found_by_its_hash_or_named(tmp_path: Path) -> None:
    weights = tmp_path / "mine.safetensors"
    weights.write_bytes(find("FSRCNN").path.read_bytes())
    sha256, path = sha256_of(weights), tmp_path / "s.lamgui"
    assert sha256 is not None
    entry = NetworkEntry("mine", weights, value_range=NamedRange.SIGNED, scale=4)
    write_session(path, SessionContents(State(network=entry), hashes={weights: sha256}))
    assert read_session(path).contents.state.network == entry
    moved = weights.rename(tmp_path / "moved.safetensors")
    assert read_session(path).missing == ("mine",)
    opened = read_session(path, {sha256: moved}.get)
    assert opened.missing == ()
    assert opened.contents.state.network == replace(entry, path=moved)


def test_a_network_of_the_users_is_not_taken_for_the_bundled_one_of_its_name(tmp_path: Path) -> None:
    weights, path = tmp_path / "w.safetensors", tmp_path / "s.lamgui"
    weights.write_bytes(find("EDSR").path.read_bytes())
    entry = NetworkEntry(find("EDSR").name, weights)
    write_session(path, SessionContents(State(network=entry)))
    assert read_session(path).contents.state == State(network=entry)


def test_a_full_disk_or_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="no folder"):
        write_session(tmp_path / "none" / "s.lamgui", contents())


def test_a_power_cut_in_the_middle_of_a_save_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "s.lamgui"
    write_session(path, contents())
    before = path.read_bytes()
    code = (
        "import os, sys\nfrom pathlib import Path\nimport lamgui.session.file as f\n"
        "from tests.session.test_file import contents\n"
        "f.map_values = lambda analysis: os._exit(9)\n"
        "f.write_session(Path(sys.argv[1]), contents())\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=CHECKOUT, env={**os.environ}, check=False)
    assert run.returncode == 9
    assert path.read_bytes() == before


def test_a_degradation_comes_back_with_its_maps_and_older_programs_do_not_take_them_for_others(tmp_path: Path) -> None:
    noise = degradation_from("noise:25", 3)
    made = denoised(noise)
    state = State(picture=made.picture, patch=PATCH, settings=SETTINGS, degradation=noise)
    path = tmp_path / "noisy.lamgui"
    write_session(path, SessionContents(state, analyses=[made]))
    back = read_session(path).contents
    assert back.state.degradation == noise
    (again,) = back.analyses
    assert again.degradation == noise
    assert np.array_equal(again.pictures.prepared.network_input, made.pictures.prepared.network_input)
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read(MAIN))["format"] == 2
