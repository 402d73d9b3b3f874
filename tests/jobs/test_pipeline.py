"""The window's jobs: the picture before the network, nothing made twice, and a patch that always fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError, PictureError, TrustNeeded, UntrustedDetector
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.detector_file import own_detector_in
from lamgui.maps.progress import Stage
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.user_code.permission import permission_wanted
from lamgui.session.consent import CodeAnswers
from lamgui.session.state import State
from tests.small import edsr_x2, fsrcnn, hr_picture, run_to_end


@pytest.fixture
def state() -> State:
    return State(picture=hr_picture(), network=fsrcnn(), settings=Settings(steps=2), device="cpu")


def test_the_picture_is_reported_before_the_network_is_read(state: State, tmp_path: Path) -> None:
    missing = NetworkEntry("gone", tmp_path / "gone.pth")
    running = Pipeline().run(replace(state, network=missing))
    report = next(running)
    assert report.prepared is not None
    assert report.prepared.lr.shape == (24, 32, 3)
    assert (report.stage, report.facts, report.patch) == (Stage.LOADING, None, None)
    with pytest.raises(NetworkError, match=r"gone\.pth"):
        run_to_end(running)


def test_reports_add_to_each_other(state: State) -> None:
    reports, analysis = run_to_end(Pipeline().run(state))
    loading = [report.words for report in reports if report.words]
    assert loading[0] == "reading its file"
    assert loading[-1].startswith("following how far it sees, in ")
    assert all(report.stage is Stage.LOADING and report.facts is None for report in reports if report.words)
    reports = list(dict.fromkeys(report for report in reports if not report.words))
    assert [report.facts is not None for report in reports[:2]] == [False, True]
    assert all(report.prepared is reports[0].prepared for report in reports)
    assert reports[-1].stage is Stage.FULL
    assert analysis.network == reports[1].facts


def test_a_patch_starts_in_the_middle_and_is_moved_inside(state: State) -> None:
    _, analysis = run_to_end(Pipeline().run(state))
    assert analysis.pictures.patch == Patch(56, 40, 16)
    reports, analysis = run_to_end(Pipeline().run(replace(state, patch=Patch(500, 80, 30))))
    assert analysis.pictures.patch == Patch(97, 65, 30)
    assert reports[-1].patch == analysis.pictures.patch


def test_the_picture_is_prepared_again_only_where_something_about_it_changed(state: State) -> None:
    pipeline = Pipeline()

    def prepared(state: State) -> object:
        running = pipeline.run(state)
        found = next(running).prepared
        running.close()
        return found

    first = prepared(state)
    assert prepared(replace(state, patch=Patch(1, 1, 8), settings=Settings(steps=3))) is first
    others = (
        replace(state, reduction=Reduction.MATLAB),
        replace(state, role=Role.LR),
        replace(state, picture=hr_picture()),
    )
    assert all(prepared(other) is not first for other in others)


def test_a_network_tells_its_scale_once(state: State, tmp_path: Path) -> None:
    pipeline, entry = Pipeline(), edsr_x2(tmp_path)
    reports, analysis = run_to_end(pipeline.run(replace(state, network=entry)))
    assert list(dict.fromkeys(report.scale for report in reports)) == [4, 2]
    assert analysis.pictures.lr.shape == (48, 64, 3)
    reports, _ = run_to_end(pipeline.run(replace(state, network=replace(entry, value_range=255.0))))
    assert {report.scale for report in reports} == {2}


def test_a_loaded_network_is_ready_for_the_run(state: State, tmp_path: Path) -> None:
    pipeline, entry = Pipeline(), edsr_x2(tmp_path)
    _, facts = run_to_end(pipeline.load_network(entry))
    reports, _ = run_to_end(pipeline.run(replace(state, network=entry)))
    assert reports[-1].facts is facts
    run_to_end(pipeline.forget_network(entry))
    reports, _ = run_to_end(pipeline.run(replace(state, network=entry)))
    assert reports[-1].facts is not facts


def test_nothing_is_done_before_the_first_turn(tmp_path: Path, state: State) -> None:
    pipeline = Pipeline()
    jobs = (pipeline.open_picture(tmp_path / "gone.png"), pipeline.load_network(NetworkEntry("x", tmp_path / "x")))
    for job in jobs:
        next(job)
        job.close()
    with pytest.raises(PictureError, match="gone"):
        run_to_end(pipeline.open_picture(tmp_path / "gone.png"))
    with pytest.raises(ValueError, match="needs a picture"):
        next(pipeline.run(replace(state, picture=None)))


def test_devices_start_with_auto_and_end_with_the_cpu() -> None:
    _, devices = run_to_end(Pipeline().list_devices())
    assert devices[0][0] == "auto"
    assert devices[-1][0] == "cpu"


def test_saving_writes_and_says_where(state: State, tmp_path: Path) -> None:
    pipeline = Pipeline()
    _, analysis = run_to_end(pipeline.run(state))
    written: list[tuple[Analysis, Path]] = []
    write: Callable[[Analysis, Path], None] = lambda a, path: written.append((a, path))  # noqa: E731
    _, path = run_to_end(pipeline.save(analysis, tmp_path / "a.npz", write))
    assert path == tmp_path / "a.npz"
    assert written == [(analysis, path)]


def test_a_detector_of_the_users_runs_after_their_yes_and_its_maps_are_kept(state: State, tmp_path: Path) -> None:
    code = tmp_path / "mine.py"
    ran = tmp_path / "ran"
    code.write_text(
        f"with open({str(ran)!r}, 'a') as ran:\n    ran.write('x')\n\n\n"
        "def detector(crop):\n    return crop.sum(dim=(1, 2, 3))\n",
        encoding="utf-8",
    )
    own = own_detector_in(code)
    wanted = replace(state, settings=Settings("own", steps=2, own_detector=own))
    answers = CodeAnswers(tmp_path / "answers.json")
    pipeline = Pipeline(answers=answers)
    for work in (pipeline.run(wanted), pipeline.load_detector(own)):
        with pytest.raises(UntrustedDetector, match=r"mine\.py is a Python file"):
            run_to_end(work)
    assert not ran.exists()
    answers.remember(OwnCode(permission_wanted(code)))
    assert run_to_end(pipeline.load_detector(own))[1] == own
    first = run_to_end(pipeline.run(wanted))[1]
    run_to_end(pipeline.run(replace(wanted, patch=Patch(3, 3, 9))))
    assert ran.read_text(encoding="utf-8") == "x", "it is loaded once"
    code.unlink()
    assert run_to_end(pipeline.run(wanted))[1] is first


def test_a_document_beside_a_copy_of_a_permitted_file_inherits_nothing(tmp_path: Path) -> None:
    text = "import common\nfrom torch import nn\ndef net(): return nn.Upsample(scale_factor=4)\n"
    ran = tmp_path / "ran"
    for folder, neighbour in (("mine", ""), ("theirs", f"open({str(ran)!r}, 'w').close()\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "net.py").write_text(text, encoding="utf-8")
        (tmp_path / folder / "common.py").write_text(neighbour, encoding="utf-8")
    mine, theirs = (tmp_path / folder / "net.py" for folder in ("mine", "theirs"))
    pipeline = Pipeline(answers=CodeAnswers(tmp_path / "answers.json"))
    pipeline._answers.remember(OwnCode(permission_wanted(mine), "net"))
    assert run_to_end(pipeline.load_network(NetworkEntry("net", mine)))[1].scale == 4
    with pytest.raises(TrustNeeded):
        run_to_end(pipeline.load_network(NetworkEntry("net", theirs)))
    assert not ran.exists()
    assert pipeline.is_permitted(mine)
    assert not pipeline.is_permitted(theirs)
