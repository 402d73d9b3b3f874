"""Networks come, go and change: listed once read, gone for good or until undone, and never lost by an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.control.controllers import FileControllers
from lamgui.control.networks.network_batch import summary
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import MAX_NETWORKS
from tests.rig import Rig
from tests.small import edsr_x2, fsrcnn, fsrcnn_like, saved


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


def test_a_network_file_is_listed_and_chosen_once_it_is_read(rig: Rig, tmp_path: Path) -> None:
    rig.run()
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    assert entry not in rig.session.entries
    rig.wait(lambda: rig.session.state.network == entry)
    assert rig.session.entries[-1] == entry
    analysis = rig.finished()
    assert (analysis.network.scale, analysis.pictures.lr.shape) == (2, (48, 64, 3))
    assert any("tiny" in info for info in rig.infos), "what was found out about it is said"
    rig.session.undo_stack.undo()
    assert rig.finished().network.name == "FSRCNN"
    assert entry not in rig.session.entries
    rig.session.undo_stack.redo()
    assert rig.finished().network.name == "tiny"
    assert entry in rig.session.entries


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"\x80\x02cposix\nsystem\nX\x02\x00\x00\x00ls\x85R."])
def test_a_broken_network_file_changes_nothing(rig: Rig, tmp_path: Path, content: bytes) -> None:
    analysis, state, entries = rig.run(), rig.session.state, rig.session.entries
    (tmp_path / "broken.pth").write_bytes(content)
    rig.networks.add(tmp_path / "broken.pth")
    message, advice, _ = rig.failed()
    assert "broken.pth" in message
    assert advice
    assert (rig.session.analysis, rig.session.state, rig.session.entries) == (analysis, state, entries)


def test_adding_the_file_in_use_again_reads_what_it_holds_now(rig: Rig, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    rig.wait(lambda: rig.session.state.network == entry)
    before = rig.finished().network.sha256
    edsr_x2(tmp_path, seed=1)
    rig.networks.add(entry.path)
    rig.wait(lambda: rig.analyses[-1].network.sha256 != before)
    assert rig.session.entries.count(entry) == 1


def test_a_removed_network_leaves_the_list_and_undo_brings_it_back(rig: Rig, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    rig.wait(lambda: rig.session.state.network == entry)
    rig.networks.remove(entry)
    assert entry not in rig.session.entries
    assert rig.session.state.network == rig.session.entries[0]
    rig.finished()
    rig.session.undo_stack.undo()
    assert entry in rig.session.entries
    assert rig.finished().network.name == "tiny"


def test_a_bundled_network_stays(rig: Rig) -> None:
    rig.networks.remove(fsrcnn())
    assert fsrcnn() in rig.session.entries
    assert "stays" in rig.infos[0]


def test_the_range_is_that_of_the_network_and_is_remembered_in_the_list(rig: Rig) -> None:
    assert rig.run().network.value_range == 1.0
    rig.networks.state_convention("value_range", 255.0)
    assert rig.finished().network.value_range == 255.0
    rig.session.undo_stack.undo()
    assert rig.finished().network.value_range == 1.0
    rig.networks.state_convention("value_range", None)
    current = rig.session.state.network
    assert current is not None
    assert current.value_range is None
    assert current in rig.session.entries
    assert rig.finished().network.value_range == 1.0, "a probe finds the range out"


def test_removing_after_undoing_a_range_removes_it(rig: Rig, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    rig.wait(lambda: rig.session.state.network == entry)
    rig.networks.state_convention("value_range", 255.0)
    rig.session.undo_stack.undo()
    rig.networks.remove(rig.session.entries[-1])
    assert all(listed.path != entry.path for listed in rig.session.entries)
    assert rig.session.state.network == rig.session.entries[0]


def test_a_network_that_went_away_is_an_error_and_the_session_goes_on(rig: Rig, tmp_path: Path) -> None:
    rig.run()
    rig.choices.choose_network(NetworkEntry("gone", tmp_path / "gone.pth"))
    message, advice, _ = rig.failed()
    assert "gone.pth" in message
    assert advice
    assert rig.ends[-1] == "Stopped by an error"
    assert rig.session.progress is None
    assert rig.session.prepared is not None
    rig.choices.choose_network(fsrcnn())
    assert rig.finished().network.name == "FSRCNN"


def test_of_several_files_the_networks_are_added_and_the_pictures_are_listed(rig: Rig, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    pictures = (saved(tmp_path / "b.PNG"), saved(tmp_path / "a.png"))
    FileControllers(rig, tmp_path).documents.open_files([pictures[0], entry.path, pictures[1]])
    assert rig.session.pictures == pictures
    rig.wait(lambda: rig.session.state.network == entry and rig.session.state.picture is not None)
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name == "b.PNG")
    assert rig.finished().picture.name == "b.PNG"


def test_several_networks_are_added_in_their_order_and_compared_in_one_step(rig: Rig, tmp_path: Path) -> None:
    """Of fourteen files one is broken, one is listed already, and one is beyond the most that are compared."""
    paths = [fsrcnn_like(tmp_path / f"n{k}.safetensors", 1 + k / 100) for k in range(12)]
    (tmp_path / "bad.pth").write_bytes(b"")
    rig.networks.add_files([*paths[:9], tmp_path / "bad.pth", fsrcnn().path, *paths[9:]])
    rig.wait(lambda: bool(rig.errors))
    message, _, details = rig.failed()
    assert "bad.pth is empty" in message
    assert "The other 13 were added." in message
    assert "bad.pth" in details
    assert rig.session.loading == ()
    names = ["FSRCNN", *(f"n{k}" for k in range(11))]
    assert [entry.name for entry in rig.session.state.compared] == names, "what was ticked stays ticked"
    assert [entry.path for entry in rig.session.entries][-12:] == paths
    rig.session.undo_stack.undo()
    assert rig.session.state.network == fsrcnn()
    assert rig.session.state.compared == ()
    assert not {entry.path for entry in rig.session.entries} & set(paths)


def test_a_summary_says_what_was_added_and_what_is_not_ticked(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    same = [fsrcnn_like(folder / "n.safetensors", 1.1) for folder in (tmp_path, tmp_path / "other")]
    rig.networks.add_files(same)
    rig.wait(lambda: bool(rig.infos))
    assert rig.infos == ["2 networks were added and ticked: n and n (2)."]
    full = tuple(NetworkEntry(f"m{k}", tmp_path / f"{k}.pth") for k in range(MAX_NETWORKS))
    assert summary((*full[:2], full[-1]), full[:-1]).endswith("Not ticked: m11.")


def test_cancelling_lists_what_was_loaded_by_then(rig: Rig, tmp_path: Path) -> None:
    paths = [fsrcnn_like(tmp_path / f"n{k}.safetensors", 1 + k / 100) for k in range(3)]
    rig.networks.add_files(paths)
    assert rig.session.loading == tuple(paths)
    rig.wait(lambda: len(rig.session.loading) < 3)
    rig.networks.cancel()
    assert rig.session.loading == ()
    listed = [entry.path for entry in rig.session.entries if entry.path in paths]
    assert listed == paths[: len(listed)] != []
    assert not rig.desk.is_busy("add files")


def test_a_network_beyond_the_most_that_are_compared_is_listed_and_not_compared(rig: Rig, tmp_path: Path) -> None:
    compared = tuple(NetworkEntry(f"n{k}", tmp_path / f"{k}.pth") for k in range(MAX_NETWORKS))
    one_more = NetworkEntry("one more", tmp_path / "more.pth")
    rig.session.update("Compare", network=compared[0], compared=compared)
    rig.choices.choose_network(one_more, (*rig.session.entries, one_more))
    assert rig.session.state.networks == compared
    assert rig.session.entries[-1] == one_more
    assert "At most 12" in rig.infos[-1]
