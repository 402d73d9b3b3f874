"""Metrics that need weights: added later, measured once for each restoration, and missing without costing anything."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import lamgui
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.imaging.read import read_picture
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.metrics.measure import Meter
from lamgui.metrics.metric import metric_named
from lamgui.metrics.weights import MetricWeights
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.study.export.write import export
from lamgui.study.items.tasks import Bench, MapTask, MeasureTask, Task
from lamgui.study.running.progress import StudyProgress
from lamgui.study.running.run import gather, run_shard, run_study
from lamgui.study.stated.shard import Shard
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.results import StudyRow, read_results
from lamgui.study.workers.in_process import InProcess
from lamgui.study.workers.processes import WorkerProcesses
from tests.cli.terminal import lamgui as terminal
from tests.metrics.made_weights import stored
from tests.study.small_study import TEXT, made, ran

ALEX = metric_named("lpips-alex")
TWO_PATCHES = TEXT.replace('"centre:16"', '["centre:16", [0, 0, 8]]')
WITH_ALEX = 'metrics = ["psnr", "lpips-alex"]\n'


def measured(study: StudyFolder) -> tuple[list[str], Counter[type[Task]]]:
    """Run a study; returns its notes, and how many orders of each kind of task there were."""
    notes: list[str] = []
    orders: Counter[type[Task]] = Counter()

    class Counting(InProcess):
        def __init__(self, bench: Bench) -> None:
            super().__init__(bench)
            answers = self._computer.answers

            def counted(task: Task) -> object:
                orders[type(task)] += len(task.orders) if isinstance(task, MapTask | MeasureTask) else 1
                return answers(task)

            self._computer.answers = counted  # type: ignore[method-assign, assignment]

    def note(report: StudyProgress) -> None:
        if report.note:
            notes.append(report.note)

    result_of(run_study(study, Counting), note)
    return notes, orders


def state(study: StudyFolder, text: str) -> None:
    (study.path / "study.toml").write_text(text, encoding="utf-8")


def values(study: StudyFolder) -> dict[tuple[str, str, str], float | None]:
    """LPIPS of each row that has it."""
    rows = read_results(study).rows
    return {_name(row): row.measures["lpips-alex"] for row in rows if "lpips-alex" in row.measures}


def _name(row: StudyRow) -> tuple[str, str, str]:
    return row.network, row.picture, row.rule


def test_a_metric_added_later_restores_each_picture_once_and_computes_no_map(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study", TWO_PATCHES)
    assert measured(study)[1][MapTask] == 8
    stored(ALEX)
    state(study, WITH_ALEX + TWO_PATCHES)
    notes, orders = measured(study)
    assert (notes, dict(orders)) == ([], {MeasureTask: 4})
    found = values(study)
    assert len(found) == 8
    assert len(set(found.values())) == 4, "two patches of one restored picture have one number"
    restored = lamgui.restore(study.path / "pictures" / "b.png", "FSRCNN")
    assert restored.hr is not None
    expected = Meter(MetricWeights()).measure(ALEX, restored.sr, restored.hr, 4)
    assert found["FSRCNN", "pictures/b.png", "centre:16"] == pytest.approx(expected, rel=1e-5)
    assert measured(study) == ([], Counter())


def test_what_a_network_was_given_is_what_is_measured(tmp_path: Path) -> None:
    """The surroundings of two patches are two pictures."""
    stored(ALEX)
    text = WITH_ALEX + "surroundings = 10\n" + TWO_PATCHES
    study = made(tmp_path / "a.study", text, pictures=("a",))
    assert measured(study)[1][MeasureTask] == 4
    found = values(study)
    assert found["FSRCNN", "pictures/a.png", "centre:16"] != found["FSRCNN", "pictures/a.png", "0,0,8"]
    picture = read_picture(study.path / "pictures" / "a.png")
    settings = Settings(steps=3, rule="midpoint", surroundings=10)
    of_map = result_of(analyse(Request(picture, load_network(find("FSRCNN")), Patch(0, 0, 8), settings))).pictures
    assert of_map.hr is not None
    expected = Meter(MetricWeights()).measure(ALEX, of_map.sr, of_map.hr, 4)
    assert found["FSRCNN", "pictures/a.png", "0,0,8"] == pytest.approx(expected, rel=1e-5)


def test_a_metric_without_weights_is_said_once_and_leaves_its_column_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = made(tmp_path / "a.study", WITH_ALEX + TEXT)
    run = terminal(capsys, "study", "run", study.path, "--workers", 0)
    assert run.status == 0
    said = [line for line in run.err if "lpips" in line.casefold()]
    assert len(said) == 1
    assert "Get them: lamgui metrics --get lpips-alex" in said[0]
    assert column(study, tmp_path) == ["", "", "", ""]
    with pytest.warns(UserWarning, match=r"LPIPS \(AlexNet\) is not measured"):
        lamgui.Study(study.path).run(workers=0)
    stored(ALEX)
    assert terminal(capsys, "study", "run", study.path, "--workers", 0).status == 0
    assert all(float(cell) > 0 for cell in column(study, tmp_path))


def column(study: StudyFolder, folder: Path) -> list[str]:
    export(read_results(study), folder / "out.csv")
    with (folder / "out.csv").open(newline="", encoding="utf-8") as file:
        return [row["lpips-alex"] for row in csv.DictReader(file)]


def test_weights_that_changed_give_no_number_and_fail_no_item(tmp_path: Path) -> None:
    study = made(tmp_path / "a.study", WITH_ALEX + TEXT)
    stored(ALEX)
    path = MetricWeights().path_of(ALEX.backbone)
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\1")
    notes, _ = measured(study)
    assert len(notes) == 1
    assert notes[0].startswith("4 restored pictures were not measured: ")
    assert values(study) == {}
    counts, _ = ran(study)
    assert (counts.done, counts.failed) == (4, 0)


def test_a_picture_without_an_original_has_no_number_and_is_asked_for_once(tmp_path: Path) -> None:
    stored(ALEX)
    study = made(tmp_path / "a.study", 'input = "lr"\n' + WITH_ALEX + TEXT, pictures=("a",))
    measured(study)
    assert set(values(study).values()) == {None}
    assert measured(study) == ([], Counter())


def test_parts_of_a_study_measure_and_their_numbers_are_gathered(tmp_path: Path) -> None:
    stored(ALEX)
    whole, apart = (made(tmp_path / name, WITH_ALEX + TEXT) for name in ("whole.study", "apart.study"))
    ran(whole)
    for number in (1, 2):
        result_of(run_shard(apart, InProcess, Shard(number, 2)))
    report = (apart.path / "shards" / "1-of-2.jsonl").read_text(encoding="utf-8")
    result_of(run_shard(apart, InProcess, Shard(1, 2)))
    assert (apart.path / "shards" / "1-of-2.jsonl").read_text(encoding="utf-8") == report
    result_of(gather(apart, InProcess))
    assert values(apart) == values(whole) != {}


def test_worker_processes_measure_the_same(tmp_path: Path) -> None:
    stored(ALEX)
    here, there = (made(tmp_path / name, WITH_ALEX + TEXT, pictures=("a",)) for name in ("here.study", "there.study"))
    ran(here)
    result_of(run_study(there, lambda bench: WorkerProcesses(bench, 1)))
    assert values(there) == pytest.approx(values(here), rel=1e-5)
