"""The list of networks: names, conventions and undo; files that change; memory that is given back."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from pytestqt.qtbot import QtBot

from lamgui.base.code_permission import CodePermission
from lamgui.networks.architectures.srcnn import SRCNN
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.network import Network
from tests.rig import LONG, Rig
from tests.small import edsr_x2, fsrcnn, fsrcnn_like


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


def added(rig: Rig, path: Path) -> NetworkEntry:
    """The entry of a file, once it is listed, and its first map computed."""
    rig.networks.add(path)
    rig.wait(lambda: rig.session.state.network is not None and rig.session.state.network.path == path)
    rig.finished()
    rig.wait(lambda: not rig.networks._watch._unseen)
    entry = rig.session.state.network
    assert entry is not None
    return entry


def kept(rig: Rig, entry: NetworkEntry) -> Network:
    """The loaded network that the pipeline keeps of an entry."""
    cache = rig.pipeline._network_cache
    assert cache is not None
    return next(network for key, (_, network) in cache._entries.items() if key.path == entry.path)


def test_a_name_is_changed_everywhere_without_a_run_and_undone(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, fsrcnn_like(tmp_path / "a.safetensors", 1.1))
    rig.choices.choose_network(fsrcnn())
    rig.session.update("compare", compared=(fsrcnn(), entry), hidden=frozenset({entry}))
    rig.wait(lambda: len(rig.session.analyses) == 2)
    network = kept(rig, entry)
    rig.networks.rename(entry, " Mine ")
    renamed = rig.session.entries[-1]
    assert (renamed.name, renamed.path) == ("Mine", entry.path)
    assert rig.session.state.compared == (fsrcnn(), renamed)
    assert rig.session.state.hidden == {renamed}
    rig.wait(lambda: len(rig.session.analyses) == 2)
    assert {analysis.network.name for analysis in rig.session.analyses.values()} == {"FSRCNN", "Mine"}
    assert kept(rig, entry)._module is network._module, "it was not read again"
    rig.session.undo_stack.undo()
    assert rig.session.entries[-1].name == "a"
    assert rig.session.state.compared == (fsrcnn(), entry)
    rig.session.undo_stack.redo()
    assert rig.session.entries[-1].name == "Mine"


def test_names_are_unique_and_never_empty(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = added(rig, edsr_x2(tmp_path).path)
    second = added(rig, edsr_x2(tmp_path / "other", seed=1).path)
    assert (first.name, second.name) == ("tiny", "tiny (2)")
    rig.networks.rename(second, "EDSR")
    assert rig.session.entries[-1].name == "EDSR (2)"
    rig.networks.rename(rig.session.entries[-1], "   ")
    rig.networks.rename(rig.session.entries[0], "mine")
    assert (rig.session.entries[0].name, rig.session.entries[-1].name) == ("EDSR", "EDSR (2)")


def test_the_evidence_of_what_was_tried_stays_when_the_user_decides(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, fsrcnn_like(tmp_path / "a.safetensors", 1.0))
    facts = rig.session.known_facts[entry.path]
    assert {question.name for question in facts.questions} >= {"value_range", "colour"}
    rig.networks.state_convention("colour", "bgr")
    assert rig.finished().network.colour == "bgr"
    assert {question.name for question in rig.session.known_facts[entry.path].questions} >= {"value_range", "colour"}
    rig.session.undo_stack.undo()
    assert rig.session.entries[-1] == entry
    assert rig.finished().network.colour == "rgb"


def test_scale_is_the_users_where_a_file_holds_several(rig: Rig, tmp_path: Path) -> None:
    torch.save(SRCNN().state_dict(), tmp_path / "srcnn.pth")
    entry = added(rig, tmp_path / "srcnn.pth")
    assert rig.session.known_facts[entry.path].scales == (2, 3, 4)
    rig.networks.state_convention("scale", 2)
    assert rig.finished().network.scale == 2
    assert rig.analyses[-1].pictures.lr.shape == (48, 64, 3)


def test_adding_can_be_stopped_and_says_what_it_reads(rig: Rig, tmp_path: Path) -> None:
    rig.run()
    said: list[tuple[Path, ...]] = []
    rig.session.settled.connect(lambda: said.append(rig.session.loading))
    path = edsr_x2(tmp_path).path
    rig.networks.add(path)
    assert said == [(path,)]
    rig.networks.cancel()
    assert said == [(path,), ()]
    rig.session.set_loading((path,), "taking its gradient")
    assert rig.session.loading_words == "taking its gradient"
    rig.session.set_loading(())
    assert rig.session.loading_words == ""
    rig.networks.add(tmp_path / "gone.pth")
    rig.failed()
    assert rig.session.loading == ()
    assert all(entry.path != path for entry in rig.session.entries)


def test_a_file_in_use_that_changes_is_read_again(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, edsr_x2(tmp_path).path)
    before = rig.analyses[-1].network.sha256
    other = tmp_path / "next"
    other.mkdir()
    edsr_x2(other, seed=1).path.replace(entry.path)
    rig.wait(lambda: rig.analyses[-1].network.sha256 != before)
    assert rig.session.known_facts[entry.path].sha256 == rig.analyses[-1].network.sha256
    assert any("was read again" in info for info in rig.infos)
    assert rig.errors == []


def test_a_file_that_cannot_be_read_any_longer_leaves_what_was_computed(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, edsr_x2(tmp_path).path)
    analysis, good = rig.session.analysis, entry.path.read_bytes()
    entry.path.write_bytes(good[:200])
    rig.wait(lambda: any("What was read before stays" in info for info in rig.infos))
    assert rig.session.analysis is analysis
    count = len(rig.infos)
    edsr_x2(tmp_path, seed=2)
    rig.wait(lambda: len(rig.infos) > count and rig.session.analysis not in (None, analysis))
    assert rig.errors == []


def test_the_same_bytes_again_change_nothing(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, edsr_x2(tmp_path).path)
    analysis, runs = rig.session.analysis, len(rig.pipeline.states)
    shutil.copyfile(entry.path, tmp_path / "copy")
    (tmp_path / "copy").replace(entry.path)
    rig.networks.read_again(entry.path)
    rig.wait(lambda: not rig.desk.is_busy(f"read {entry.path}"))
    assert rig.session.analysis is analysis
    assert len(rig.pipeline.states) == runs
    assert not any("was read again" in info for info in rig.infos)


def test_of_a_file_that_is_not_in_use_nothing_is_known_once_it_has_changed(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, edsr_x2(tmp_path).path)
    rig.choices.choose_network(fsrcnn())
    rig.finished()
    assert entry.path in rig.session.known_facts
    edsr_x2(tmp_path, seed=1)
    rig.wait(lambda: entry.path not in rig.session.known_facts)


def test_a_network_that_is_removed_is_nowhere_any_longer(rig: Rig, tmp_path: Path) -> None:
    entry = added(rig, fsrcnn_like(tmp_path / "a.safetensors", 1.1))
    rig.choices.choose_network(fsrcnn())
    rig.session.update("compare", compared=(fsrcnn(), entry), hidden=frozenset({entry}))
    rig.networks.remove(entry)
    state = rig.session.state
    assert entry not in rig.session.entries
    assert (state.network, state.compared, state.hidden) == (fsrcnn(), (), frozenset())
    rig.session.undo_stack.undo()
    assert rig.session.state.hidden == {entry}


def test_own_code_that_changes_is_asked_about_again(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    text = "from torch import nn\nclass Net(nn.Upsample):\n    def __init__(self): super().__init__(scale_factor=2)\n"
    path.write_text(text, encoding="utf-8")
    asked: list[tuple[Path, CodePermission]] = []
    rig.networks.trust_wanted.connect(lambda *wanted: asked.append(wanted))
    rig.networks.add(path)
    rig.wait(lambda: len(asked) == 1)
    rig.pipeline._answers.remember(OwnCode(asked[0][1], "Net"))
    added(rig, path)
    path.write_text(text + "# other\n", encoding="utf-8")
    rig.wait(lambda: len(asked) == 2)
    assert asked[1][0] == path
    assert asked[1][1] != asked[0][1]
    assert rig.session.analysis is not None


def test_own_code_whose_removal_is_undone_is_asked_about_once_then_told(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("from torch import nn\ndef net(): return nn.Upsample(scale_factor=4)\n", encoding="utf-8")
    asked: list[tuple[Path, CodePermission]] = []
    rig.networks.trust_wanted.connect(lambda *wanted: asked.append(wanted))
    rig.networks.add(path)
    rig.wait(lambda: len(asked) == 1)
    rig.pipeline._answers.remember(OwnCode(asked[0][1], "net"))
    rig.networks.remove(added(rig, path))
    rig.finished()
    rig.session.undo_stack.undo()
    rig.wait(lambda: len(asked) == 2)
    rig.runs.run_again()
    assert "runs its own code" in rig.failed()[0]
    assert len(asked) == 2


@pytest.mark.parametrize("running", [False, True], ids=["at rest", "during a run"])
def test_a_removed_network_is_freed_and_its_map_stays_for_undo(rig: Rig, tmp_path: Path, running: bool) -> None:
    entry = added(rig, fsrcnn_like(tmp_path / "a.safetensors", 1.1))
    module = weakref.ref(kept(rig, entry)._module)
    weights = weakref.ref(next(kept(rig, entry)._module.parameters()))
    lam = weakref.ref(rig.analyses.pop().lam)
    settings = rig.session.state.settings
    rig.analyses.clear()
    rig.progress.clear()
    if running:
        rig.choices.choose_settings(LONG, "")
        rig.in_full_run()
    rig.networks.remove(entry)
    rig.wait(lambda: not rig.desk.is_busy("forget"))
    rig.runs.cancel()
    rig.progress.clear()

    def freed() -> bool:
        gc.collect()
        return module() is None and weights() is None

    rig.wait(freed)
    assert entry.path not in rig.session.known_facts
    rig.session.undo_stack.undo()
    rig.choices.choose_settings(settings, "")
    assert rig.finished().lam is lam()


def test_adding_a_file_of_code_again_says_that_it_is_listed(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    entry = NetworkEntry("mine", path)
    rig.session.update("add", entries=(*rig.session.entries, entry))
    rig.networks.add(path)
    assert rig.session.state.network == entry
    assert rig.infos[-1].startswith("net.py is in the list already, as mine. For another class,")
