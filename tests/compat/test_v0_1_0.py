"""What version 0.1.0 wrote opens with the values that it was written with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QSplitter

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.code_permission import CodeFile, CodePermission
from lamgui.base.generators import result_of
from lamgui.control.preferences import Preferences, Recent
from lamgui.figures.embed import read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.figures.reproduce import reproduce
from lamgui.figures.words.columns import FigureColumn
from lamgui.files.door import sha256_of
from lamgui.files.known_files import KnownFiles
from lamgui.imaging.colour import Colour
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.user_code.permission import permission_wanted
from lamgui.session.bookmarks import BookmarkStore
from lamgui.session.consent import CodeAnswers
from lamgui.session.file import read_session
from lamgui.session.left_behind import LeftBehindSessions
from lamgui.session.state import Bookmark, ColourMap, PaneContent, RowsOf, View

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "v0_1_0"
THEN = Path("/tmp/lamgui-samples")
"""Where the user's files lay."""

STRIPES = SAMPLES / "stripes.png"
STRIPES_SHA256 = "71218343638eb4a181ce858194cb4eac3bfb068e7b2dc3ef7785df0f55ec452c"
CONTRAST_SHA256 = "8bd36e9240d8bbb636b48a93e1d875ad750a7ef56f0111af137b6680c83394c3"
PATCH = Patch(56, 36, 16)
SECOND = NetworkEntry("Second", THEN / "second.safetensors", False, 1.0, Colour.RGB, 4)
BOOKMARKS = (
    Bookmark("Stripes", PATCH, "stripes.png", STRIPES_SHA256, THEN / "stripes.png", Role.HR),
    Bookmark("Patch 1", Patch(8, 64, 12), "stripes.png", STRIPES_SHA256, THEN / "stripes.png", Role.HR),
)
CONTRAST = OwnDetector("contrast", "contrast.py", CONTRAST_SHA256, THEN / "contrast.py")
OF_NETWORKS = Settings("own", "linear-blur", 1.5, 9, 4, "trapezoid", Precision.FLOAT32, own_detector=CONTRAST)
GABOR = Settings(
    "gabor",
    steps=None,
    precision=Precision.FLOAT64,
    tolerance=0.2,
    detector_options=Gabor(30.0, 5.0),
    most_steps=486,
)
"""Version 0.1.0 did not state how many automatic steps there are at most: it had 486."""
VIEW = View(
    # 0.1.0 had several pictures side by side, of which the first was this.
    PaneContent.INPUT,
    ColourMap.VIRIDIS,
    opacity=0.45,
    signed=True,
    contour=False,
    share=0.8,
    common_scale=True,
    consensus=False,
    hover_curve=False,
    receptive_field=True,
)
OPTIONS = FigureOptions(
    layout="grid",
    columns=(FigureColumn.SR, FigureColumn.OVERLAY),
    width_in=3.5,
    dpi=200,
    font_size_pt=7.0,
    crop_px=24,
    colour_map="magma",
    opacity=0.7,
    box_colour="#00ff00",
    inset=True,
)


def test_a_session_of_two_networks() -> None:
    opened = read_session(SAMPLES / "networks.lamgui")
    contents, state = opened.contents, opened.contents.state
    assert opened.missing == ("Second",)
    assert state.picture is not None
    np.testing.assert_array_equal(state.picture.pixels, read_picture(STRIPES).pixels)
    assert (state.picture.name, state.picture.sha256) == ("stripes.png", STRIPES_SHA256)
    assert (state.role, state.reduction, state.device) == (Role.HR, Reduction.PILLOW, "cpu")
    assert (state.network, state.compared, state.hidden) == (
        find("FSRCNN"),
        (find("FSRCNN"), SECOND),
        frozenset({SECOND}),
    )
    assert (state.patch, state.settings, state.bookmarks) == (PATCH, OF_NETWORKS, BOOKMARKS)
    assert state.rows is RowsOf.NETWORKS
    assert (contents.view, contents.options) == (VIEW, OPTIONS)
    assert set(contents.layout) == {"columns", "rows"}


@pytest.mark.usefixtures("qtbot")
def test_the_layout_of_a_session() -> None:
    layout = read_session(SAMPLES / "networks.lamgui").contents.layout
    assert layout["columns"][:4] == b"\0\0\0\xff"
    assert QSplitter().restoreState(layout["columns"])


def test_the_maps_of_a_session() -> None:
    first, second = read_session(SAMPLES / "networks.lamgui").contents.analyses
    for analysis in (first, second):
        assert analysis.lam.shape == (3, 24, 32)
        assert analysis.lam.dtype == np.float32
        assert analysis.diffusion_index == pytest.approx(2.292786672096714, rel=1e-12)
        assert (analysis.passes, analysis.device, analysis.pictures.patch) == (5, "cpu", PATCH)
        assert analysis.settings == OF_NETWORKS
        assert analysis.pictures.sr.shape == (96, 128, 3)
        assert [frame.alpha for frame in analysis.frames] == [0.0, 0.25, 0.5, 0.75, 1.0]
        assert analysis.versions["lamgui"] == "0.1.0"
    assert (first.network.name, second.network.name) == ("FSRCNN", "Second")
    assert first.network.theoretical_field is not None
    assert first.network.theoretical_field.kind is ReceptiveField.LOCAL


def test_a_session_finds_files_that_moved_by_their_hash() -> None:
    moved = {CONTRAST_SHA256: SAMPLES / "contrast.py", STRIPES_SHA256: STRIPES}
    state = read_session(SAMPLES / "networks.lamgui", moved.get).contents.state
    assert state.settings.own_detector == OwnDetector(
        "contrast", "contrast.py", CONTRAST_SHA256, SAMPLES / "contrast.py"
    )
    assert [bookmark.path for bookmark in state.bookmarks] == [STRIPES, STRIPES]
    assert sha256_of(SAMPLES / "contrast.py") == CONTRAST_SHA256


def test_a_session_of_bookmarks() -> None:
    contents = read_session(SAMPLES / "bookmarks.lamgui").contents
    state = contents.state
    assert (state.rows, state.settings, state.bookmarks) == (RowsOf.BOOKMARKS, GABOR, BOOKMARKS)
    assert [subject.name for subject in state.subjects] == ["Stripes", "Patch 1"]
    found = [(a.diffusion_index, a.error.of_map if a.error else None) for a in contents.analyses]
    assert found[0] == pytest.approx((2.17998079522822, 0.06977826374436975), rel=1e-12)
    assert found[1] == pytest.approx((2.827205604640637, 0.034285982646052454), rel=1e-12)
    assert all(analysis.lam.dtype == np.float64 for analysis in contents.analyses)


def test_what_a_crash_left(tmp_path: Path) -> None:
    (kept,) = (SAMPLES / "user" / "autosave").iterdir()
    copied = tmp_path / kept.name
    copied.write_bytes(kept.read_bytes())
    sessions = LeftBehindSessions(tmp_path)
    assert [one.path for one in sessions.all()] == [copied]
    opened = read_session(copied, {STRIPES_SHA256: STRIPES}.get)
    state = opened.contents.state
    assert state.picture is not None
    assert state.picture.sha256 == STRIPES_SHA256
    assert (state.settings, state.bookmarks, opened.contents.view) == (
        OF_NETWORKS,
        tuple(Bookmark(b.name, b.patch, b.picture_name, b.picture_sha256, STRIPES, b.role) for b in BOOKMARKS),
        VIEW,
    )
    sessions.forget(copied)
    assert not copied.exists()


def test_bookmarks() -> None:
    store = BookmarkStore(SAMPLES / "user" / "bookmarks.json")
    assert store.load(STRIPES_SHA256) == BOOKMARKS


def test_known_files(tmp_path: Path) -> None:
    text = (SAMPLES / "user" / "known_files.json").read_text(encoding="utf-8")
    here = tmp_path / "known_files.json"
    here.write_text(text.replace(str(THEN / "contrast.py"), (SAMPLES / "contrast.py").as_posix()), encoding="utf-8")
    assert KnownFiles(here).find(CONTRAST_SHA256) == SAMPLES / "contrast.py"


def test_answers_about_code_ask_again_with_what_was_said() -> None:
    answers = CodeAnswers(SAMPLES / "user" / "own_code.json")
    contrast = permission_wanted(SAMPLES / "contrast.py")
    assert answers.find(SAMPLES / "contrast.py") is None, "it was for any place, whatever lies beside the file there"
    assert contrast.file.sha256 == CONTRAST_SHA256
    assert answers.suggestion(contrast) == OwnCode(contrast, "contrast", (), None)
    network = "a67e20c28d43fe454d97e1cbeeb111f970ff41d9ec0d02acc12b9c69d9b49509"
    arguments = (("width", "64"), ("name", "'big'"))
    wanted = CodePermission(CodeFile(THEN / "net.py", network))
    assert answers.find(THEN / "net.py") is None
    assert answers.suggestion(wanted) == OwnCode(wanted, "Net", arguments, THEN / "second.safetensors")


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Those of 0.1.0, the files that they name in the folder of the test."""
    text = (SAMPLES / "user" / "lamgui.ini").read_text(encoding="utf-8")
    ini = tmp_path / "lamgui.ini"
    ini.write_text(text.replace(THEN.as_posix(), tmp_path.as_posix()), encoding="utf-8")
    for name in ("stripes.png", "second.safetensors"):
        (tmp_path / name).touch()
    return Preferences(tmp_path)


def test_preferences(preferences: Preferences, tmp_path: Path) -> None:
    assert preferences.recent(Recent.PICTURES) == (tmp_path / "stripes.png",)
    assert preferences.networks() == (
        NetworkEntry("Second", tmp_path / "second.safetensors", False, 1.0, Colour.RGB, 4),
    )
    # The window begins with the map: 0.1.0 had it beside the input, which was the first.
    assert (preferences.settings(), preferences.view()) == (GABOR, replace(VIEW, content=View().content))
    assert (preferences.role(), preferences.reduction()) == (Role.HR, Reduction.MATLAB)
    assert (preferences.choice("theme", "system"), preferences.choice("device", "auto")) == ("dark", "cpu")


@pytest.mark.usefixtures("qtbot")
def test_the_geometry_in_preferences(preferences: Preferences) -> None:
    for name in ("columns", "rows", "compared_rows"):
        state = preferences.geometry(name)
        assert len(state) == 35
        assert QSplitter().restoreState(state)
    window = preferences.geometry("window")
    assert len(window) == 66
    assert window[:6] == b"\x01\xd9\xd0\xcb\x00\x03"


@pytest.mark.parametrize("ending", ["pdf", "png", "tiff"])
def test_a_strip_says_how_it_was_made(ending: str) -> None:
    recipe = read_recipe(SAMPLES / "figures" / f"strip.{ending}")
    assert recipe is not None
    fsrcnn, edsr = recipe.maps
    assert (recipe.options.layout, recipe.options.width_in, recipe.options.dpi) == ("strip", 3.5, 100)
    assert (fsrcnn.network_name, edsr.network_name) == ("FSRCNN", "EDSR")
    for one in recipe.maps:
        assert (one.picture_name, one.picture_sha256) == ("stripes.png", STRIPES_SHA256)
        assert (one.role, one.reduction, one.scale, one.colour) == (Role.HR, Reduction.PILLOW, 4, Colour.RGB)
        assert (one.patch, one.settings) == (PATCH, Settings(steps=4, kernel_size=11))
        assert one.versions["lamgui"] == "0.1.0"
        assert len(one.fingerprint) == 64
    assert fsrcnn.numbers["diffusion_index"] == pytest.approx(2.7921820630825267, rel=1e-12)
    assert edsr.numbers["diffusion_index"] == pytest.approx(3.495604744149572, rel=1e-12)
    assert edsr.numbers["psnr_y"] == pytest.approx(26.16546883501037, rel=1e-12)


def test_a_figure_3_says_how_it_was_made() -> None:
    recipe = read_recipe(SAMPLES / "figures" / "figure3.svg")
    assert recipe is not None
    assert recipe.options.layout == "figure3"
    assert {one.settings.path: one.numbers["diffusion_index"] for one in recipe.maps} == pytest.approx(
        {
            "linear-black": 5.4968531640817275,
            "linear-blur": 3.5383652134967747,
            "blur": 3.495604744149572,
        },
        rel=1e-12,
    )


def test_a_figure_is_made_again_with_the_same_numbers() -> None:
    recipe = read_recipe(SAMPLES / "figures" / "strip.pdf")
    assert recipe is not None
    files = {STRIPES_SHA256: STRIPES}
    files |= {one.network_sha256: find(one.network_name).path for one in recipe.maps}
    assert all(sha256_of(path) == sha256 for sha256, path in files.items())
    remade = result_of(reproduce(recipe, files, device="cpu"))
    assert remade.differences == ((), ())


def test_the_files_of_a_map() -> None:
    with np.load(SAMPLES / "attribute" / "FSRCNN.npz", allow_pickle=False) as arrays:
        assert arrays["lam"].shape == (3, 24, 32)
    recipe = read_recipe(SAMPLES / "attribute" / "FSRCNN.png")
    assert recipe is not None
    (one,) = recipe.maps
    assert (one.network_name, one.patch, one.settings) == ("FSRCNN", PATCH, Settings(steps=4, kernel_size=11))
