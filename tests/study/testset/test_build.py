"""A test set holds the crops that are hard and differ most, goes on where it was stopped, and heeds its review."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import lamgui
from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.imaging.picture import Pixels
from lamgui.imaging.read import read_picture
from lamgui.imaging.save import save_png
from lamgui.study.items.crops import COLUMNS, Crop, ListedCrop, read_crops
from lamgui.study.items.tasks import Bench, CropTask, Task
from lamgui.study.store.folder import StudyFolder, new_study
from lamgui.study.store.results import read_results
from lamgui.study.testset.build import build_test_set
from lamgui.study.testset.options import BuiltSet, SetOptions
from lamgui.study.testset.written import cut_listed
from lamgui.study.workers.in_process import InProcess
from tests.cli.terminal import lamgui as terminal
from tests.imaging.pictures import coloured
from tests.small import edsr_x2, fsrcnn_like
from tests.study.small_study import ran

SIZE = 32


def noise(seed: int, width: int = 96, height: int = 64) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Two folders: smooth pictures, and noise, which no network restores; and what is no use."""
    for folder, name, pixels in (
        ("smooth", "waves", coloured(96, 64)),
        ("rough", "noise", noise(0)),
        ("rough", "grain", noise(1)),
        ("rough", "small", noise(2, 20, 20)),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        save_png(tmp_path / folder / f"{name}.png", pixels, {})
    fsrcnn_like(tmp_path / "brighter.safetensors", 1.02)
    return tmp_path


def options(sources: Path, **other: int | float | Sequence[str]) -> SetOptions:
    named = {
        "pictures": (str(sources / "smooth"), str(sources / "rough")),
        "networks": ("FSRCNN", str(sources / "brighter.safetensors")),
        "crops": 10, "size": SIZE, "count": 3, "share": 0.5,
    }  # fmt: skip
    return SetOptions(**{**named, **other})  # type: ignore[arg-type]


def build(folder: Path, how: SetOptions) -> tuple[BuiltSet, int]:
    """Build a set; returns it, and how many crops were restored."""
    restored: list[tuple[str, Crop]] = []

    class Counting(InProcess):
        def __init__(self, bench: Bench) -> None:
            super().__init__(bench)
            answers = self._computer.answers

            def counted(task: Task) -> object:
                if isinstance(task, CropTask):
                    restored.extend(task.orders)
                return answers(task)

            self._computer.answers = counted  # type: ignore[method-assign, assignment]

    return result_of(build_test_set(folder, how, Counting)), len(restored)


def review(folder: Path, decisions: dict[str, str]) -> None:
    """Write decisions into the manifest, by the name of the file, as a spreadsheet would."""
    path = folder / "testset.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**row, "review": decisions.get(row["file"], row["review"])} for row in rows)


def files(built: BuiltSet) -> list[str]:
    return [one.file for one in built.chosen]


def test_the_hard_crops_are_chosen_with_the_psnr_that_networks_reach(sources: Path) -> None:
    folder = sources / "set"
    built, restored = build(folder, options(sources))
    assert restored == 2 * built.drawn == 2 * built.ranked == 20
    assert {one.source.split("/")[0] for one in built.chosen} == {"rough"}
    assert read_crops(built.manifest) == tuple(_as_written(one) for one in built.chosen)
    variances = [one.variance for one in built.chosen]
    assert variances == sorted(variances, reverse=True)
    first = built.chosen[0]
    crop, source = first.crop, read_picture(sources / first.source)
    pixels = read_picture(folder / first.file).pixels
    assert np.array_equal(pixels, source.pixels[crop.y : crop.y + SIZE, crop.x : crop.x + SIZE])
    assert source.sha256 == first.sha256
    networks = ("FSRCNN", str(sources / "brighter.safetensors"))
    qualities = [lamgui.restore(folder / first.file, one).quality for one in networks]
    psnrs = [one.psnr_y for one in qualities if one is not None]
    assert first.mean_psnr == pytest.approx(np.mean(psnrs), abs=1e-6)
    assert first.variance == pytest.approx(np.var(psnrs), abs=1e-6)
    assert built.mean_psnr == pytest.approx(np.mean([one.mean_psnr for one in built.chosen]))
    means = {Path(one.folder).name: one for one in built.sources}
    assert means["smooth"].mean_psnr > means["rough"].mean_psnr
    assert sum(one.crops for one in built.sources) == 10
    assert built.unusable == 1
    made = json.loads((folder / "testset.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in made["networks"]] == ["FSRCNN", "brighter"]


def _as_written(one: ListedCrop) -> ListedCrop:
    return replace(one, mean_psnr=round(one.mean_psnr, 4), variance=round(one.variance, 6))


def test_nothing_is_restored_twice(sources: Path) -> None:
    folder = sources / "set"
    running = build_test_set(folder, options(sources), InProcess)
    while "restoring crops, 7/" not in next(running).stage:
        pass
    running.close()
    first, restored = build(folder, options(sources))
    assert restored == 20 - 7
    again, restored = build(folder, options(sources))
    assert restored == 0
    assert files(again) == files(first)
    more, restored = build(folder, options(sources, crops=14))
    assert (restored, more.drawn) == (8, 14)


def test_near_duplicates_are_left_out(sources: Path) -> None:
    """The same noise a little brighter is another file, and the same picture."""
    brighter = np.clip(noise(0).astype(int) + 4, 0, 255).astype(np.uint8)
    pictures = (str(sources / "rough" / "noise.png"), str(sources / "brighter.png"))
    save_png(sources / "brighter.png", brighter[:SIZE, :SIZE], {})
    save_png(sources / "rough" / "noise.png", noise(0)[:SIZE, :SIZE], {})
    built, _ = build(sources / "set", options(sources, pictures=pictures, crops=2, share=1.0))
    assert (built.ranked, len(built.chosen), built.near_duplicates) == (2, 1, 1)


def test_what_is_dropped_stays_away_and_another_takes_its_place(sources: Path) -> None:
    folder, how = sources / "set", options(sources)
    first, _ = build(folder, how)
    gone, stays = first.chosen[0], first.chosen[2]
    review(folder, {gone.file: "Drop", stays.file: "keep"})
    second, restored = build(folder, how)
    assert restored == 0
    assert gone.file not in files(second)
    assert len(second.chosen) == 3
    assert (files(second)[0], second.chosen[0].review) == (stays.file, "keep")
    assert not (folder / gone.file).exists()
    assert [one.file for one in read_crops(folder / "testset.csv") if one.is_dropped] == [gone.file]
    assert files(build(folder, how)[0]) == files(second)


def test_what_is_moved_is_cut_out_around_its_new_centre(sources: Path) -> None:
    folder, how = sources / "set", options(sources)
    first, _ = build(folder, how)
    old = first.chosen[1]
    review(folder, {old.file: "centre 50 3"})
    study = _study_of(folder)
    with pytest.raises(StudyError, match=r"moved, and not cut out anew yet: 1 of testset\.csv"):
        ran(study)
    second, restored = build(folder, how)
    assert restored == 2
    moved = second.chosen[0]
    assert (moved.crop, moved.review, moved.sha256) == (Crop(34, 0, SIZE), "keep", old.sha256)
    assert np.isfinite(moved.mean_psnr)
    pixels = read_picture(sources / moved.source).pixels
    assert np.array_equal(read_picture(folder / moved.file).pixels, pixels[:SIZE, 34 : 34 + SIZE])
    third, restored = build(folder, how)
    assert restored == 0
    assert old.crop not in [one.crop for one in third.chosen if one.sha256 == old.sha256]


def _study_of(folder: Path) -> StudyFolder:
    text = 'pictures = "../set/testset.csv"\nnetworks = ["FSRCNN"]\nsettings = {steps = 3, rule = "midpoint"}\n'
    assert folder.name == "set"
    path = folder.parent / "of_set.study"
    (path / "study.toml").unlink(missing_ok=True)
    return new_study(path, text)


def test_a_study_takes_its_pictures_from_the_manifest(sources: Path) -> None:
    folder = sources / "set"
    built, _ = build(folder, options(sources))
    review(folder, {built.chosen[0].file: "drop"})
    study = _study_of(folder)
    counts, _ = ran(study)
    assert (counts.total, counts.failed) == (2, 0)
    assert [row.picture for row in read_results(study).rows] == [str(folder / one) for one in files(built)[1:]]


def test_others_cut_the_same_crops_from_the_manifest_and_their_own_files(sources: Path, tmp_path: Path) -> None:
    built, _ = build(sources / "set", options(sources))
    (tmp_path / "theirs").mkdir()
    for k, path in enumerate((sources / "rough").iterdir()):
        path.rename(tmp_path / "theirs" / f"{k}.png")
    theirs = tmp_path / "copy"
    assert len(list(cut_listed(built.manifest, theirs, (str(tmp_path / "theirs"),)))) == 3
    for own, other in zip(built.chosen, read_crops(theirs / "testset.csv"), strict=True):
        assert (own.sha256, own.crop) == (other.sha256, other.crop)
        ours = read_picture(sources / "set" / own.file).pixels
        assert np.array_equal(read_picture(theirs / other.file).pixels, ours)
    with pytest.raises(StudyError, match="of the pictures that crops are cut from are not there, such as rough/"):
        list(cut_listed(built.manifest, tmp_path / "none", (str(sources / "smooth"),)))


def test_python_builds_the_same(sources: Path) -> None:
    how = options(sources)
    built, _ = build(sources / "set", how)
    same = lamgui.build_test_set(
        sources / "same", how.pictures, how.networks, crops=10, size=SIZE, count=3, share=0.5, workers=0
    )
    assert files(same) == files(built)
    assert (sources / "same" / "testset.csv").read_bytes() == built.manifest.read_bytes()


def test_what_cannot_rank_is_refused(sources: Path) -> None:
    for how, words in (
        (options(sources, networks=()), "No network was named"),
        (options(sources, networks=("FSRCNN",)), "One network was named"),
        (options(sources, networks=("FSRCNN", str(edsr_x2(sources).path))), "enlarge x2, x4"),
        (options(sources, size=512), "has room for 512x512"),
    ):
        with pytest.raises(StudyError, match=words):
            build(sources / "set", how)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("crops/a.png,a,0,0,0,32,20,1,0,maybe", "line 2: 'maybe' is no review"),
        ("../a.png,a,0,0,0,32,20,1,0,", "no file beside the manifest"),
        ("crops/a.png,a,0,left,0,32,20,1,0,", "line 2"),
    ],
)
def test_a_manifest_with_a_mistake_is_refused_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = tmp_path / "testset.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(StudyError, match=words):
        read_crops(path)
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(StudyError, match="no column 'file'"):
        read_crops(path)


def test_the_command_says_how_hard_the_set_is(
    sources: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sources)
    words = ["--crops", 8, "--size", SIZE, "--count", 2, "--share", "50%", "--workers", 0]
    named = ["--pictures", "smooth", "rough/*.png", "--networks", "FSRCNN", "brighter.safetensors"]
    run = terminal(capsys, "study", "testset", "set", *named, *words)
    assert run.status == 0, run.err
    assert run.out[0] == f"2 crops of 8 are in {sources / 'set' / 'testset.csv'}"
    assert run.out[1].startswith("mean PSNR ")
    assert len(run.out) == 4
    assert any("pictures that cannot be read, or are smaller than a crop: 1" in line for line in run.err)
    run = terminal(capsys, "study", "testset", "copy", "--from", "set/testset.csv", "--pictures", "smooth", "rough")
    assert run.out == [f"2 crops are in {sources / 'copy' / 'testset.csv'}"]
