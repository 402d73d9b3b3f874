"""Weights of another version of the program: their rows open with the stored map, and no others take their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.attribution.patch import Patch
from lamgui.base.errors import NetworkError
from lamgui.base.generators import result_of
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import find, label_of
from lamgui.networks.entry import EarlierWeights, NetworkEntry
from lamgui.session.file import SessionContents, read_session, write_session
from lamgui.session.state import State
from tests.made import PATCH, SETTINGS, analysis

FORMER = EarlierWeights("RCAN", "02b3623658e8ae17086e6fb024c250709e23b3cfeb9ac5dcfd898614bb877dcb", "0.1.0")
UNKNOWN = EarlierWeights("FSRCNN", "5" * 64, "")


def of_weights(weights: EarlierWeights) -> Analysis:
    """A map as the version that had the weights stored it."""
    one = analysis()
    return replace(one, network=replace(one.network, name=weights.name, sha256=weights.sha256))


def session_with(weights: EarlierWeights, path: Path) -> State:
    """The state of a session that was written when the program came with these weights; beside them EDSR of today."""
    stored = of_weights(weights)
    then = NetworkEntry(weights.name, Path("models/then.safetensors"), bundled=True, scale=4)
    state = State(
        picture=stored.picture,
        network=then,
        compared=(then, find("EDSR")),
        patch=PATCH,
        settings=SETTINGS,
        device="cpu",
    )
    hashes = {then.path: weights.sha256}
    write_session(path, SessionContents(state, analyses=(stored,), hashes=hashes))
    opened = read_session(path)
    assert opened.missing == (), "no file of the user's is missing"
    return opened.contents.state


@pytest.mark.parametrize("weights", [FORMER, UNKNOWN], ids=["in the catalogue", "unknown"])
def test_a_row_opens_with_its_stored_map_and_is_not_computed_with_other_weights(
    weights: EarlierWeights, tmp_path: Path
) -> None:
    state, pipeline = session_with(weights, tmp_path / "then.lamgui"), Pipeline()
    former, today = state.compared
    assert (former.earlier, former.bundled, today) == (weights, False, find("EDSR"))
    assert former.label == ("RCAN (lamgui 0.1.0)" if weights is FORMER else "FSRCNN (lamgui of another version)")
    pipeline.cache_analyses([of_weights(weights)])
    shown = result_of(pipeline.run(state))
    assert shown.network.sha256 == weights.sha256
    assert (shown.lam == analysis().lam).all()
    assert result_of(pipeline.load_network(former)) == shown.network
    with pytest.raises(NetworkError, match=r"came with lamgui 0\.1\.0" if weights is FORMER else "another version"):
        result_of(pipeline.run(replace(state, patch=Patch(0, 0, 12))))


def test_without_a_stored_map_the_row_says_which_version_has_the_weights(tmp_path: Path) -> None:
    state = session_with(FORMER, tmp_path / "then.lamgui")
    with pytest.raises(NetworkError, match=r"weights of RCAN that came with lamgui 0\.1\.0"):
        result_of(Pipeline().run(state))
    with pytest.raises(NetworkError, match=r"lamgui 0\.1\.0"):
        Pipeline().restorer(state)


def test_they_are_told_from_todays_in_figures() -> None:
    assert label_of(of_weights(FORMER).network) == "RCAN (lamgui 0.1.0)"


def test_saved_again_they_are_still_those_of_then(tmp_path: Path) -> None:
    state = session_with(FORMER, tmp_path / "then.lamgui")
    write_session(tmp_path / "now.lamgui", SessionContents(state, analyses=(of_weights(FORMER),)))
    again = read_session(tmp_path / "now.lamgui").contents.state
    assert (again.networks, again.focus) == (state.networks, state.focus)


def test_where_the_file_still_lies_it_is_read(tmp_path: Path) -> None:
    session_with(FORMER, tmp_path / "then.lamgui")
    lies = {FORMER.sha256: tmp_path / "rcan_x4.safetensors"}
    former = read_session(tmp_path / "then.lamgui", lies.get).contents.state.compared[0]
    assert (former.earlier, former.path) == (None, lies[FORMER.sha256])
    assert former.name == "RCAN (lamgui 0.1.0)"
