"""Builds a test set: crops are drawn, restored, ranked and written; what was decided about earlier ones holds."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from statistics import fmean

from lamgui.base.errors import StudyError
from lamgui.imaging.reading import AS_USUAL
from lamgui.study.items.crops import DROP, KEEP, Crop, ListedCrop, read_crops
from lamgui.study.items.item import Conditions
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.networks import StudyNetwork, networks_of
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.items.tasks import Bench, OpenTask
from lamgui.study.running.opening import open_networks
from lamgui.study.running.progress import StudyProgress
from lamgui.study.running.run import MakeCrew
from lamgui.study.store.folder import locked
from lamgui.study.store.index import Counts, StudyIndex
from lamgui.study.testset.likeness import hash_of, is_like_one_of
from lamgui.study.testset.options import SET, BuiltSet, SetOptions, SourceMean
from lamgui.study.testset.ranking import Difficulty, hard_first
from lamgui.study.testset.sampling import sampled
from lamgui.study.testset.scoring import HOW, Scoring
from lamgui.study.testset.written import PlacedCrop, by_picture, named, pictures_read, write_pictures, write_set
from lamgui.study.workers.crew import Crew

LEAST_NETWORKS = 2
TWO_NETWORKS = "Name two at least: crops are ranked by how networks differ."

Networks = list[tuple[StudyNetwork, StudyNetworkFacts]]


def build_test_set(folder: Path, options: SetOptions, make_crew: MakeCrew) -> Generator[StudyProgress, None, BuiltSet]:
    """Build a test set, or go on with one: what was restored before is not restored again. Closing it stops.

    The manifest of before is honoured: crops that were kept stay, those that were dropped stay away and others take
    their place, and those that were moved are cut out anew around their new centre. Raises StudyError, SaveError, and
    PictureError for a picture that changes meanwhile.
    """
    if not options.networks:
        raise StudyError("No network was named.", TWO_NETWORKS)
    folder = folder.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(f"{folder} cannot be made: {error.strerror or error}.", "Choose another folder.") from error
    with locked(folder), closing(StudyIndex(folder, writable=True)) as index:
        return (yield from _Build(folder, options, index).go(make_crew))


class _Build:
    """The steps of building one."""

    def __init__(self, folder: Path, options: SetOptions, index: StudyIndex) -> None:
        self._folder, self._options, self._index = folder, options, index
        self._definition = options.definition
        self._conditions = Conditions(self._definition.role, self._definition.reduce, self._definition.degraded_by)
        self._before = read_crops(folder / SET) if (folder / SET).is_file() else ()

    def go(self, make_crew: MakeCrew) -> Generator[StudyProgress, None, BuiltSet]:
        options, pictures = self._options, []
        for picture in pictures_read(self._folder, options.pictures):
            pictures.append(picture)
            yield _report(f"reading pictures, {len(pictures)}")
        drawn = sampled(pictures, options.crops, options.size, options.seed)
        if not drawn:
            message = f"No picture that can be read has room for {options.size}x{options.size} pixels."
            raise StudyError(message, "Choose larger pictures, or a smaller --size.")
        decided = self._decided({one.sha256: one for one in pictures if not one.error})
        bench = Bench(self._folder, self._conditions, self._definition.reading, (HOW,))
        with closing(make_crew(bench)) as crew:
            networks = yield from self._opened(crew)
            scoring = Scoring(self._index, networks, self._conditions)
            began_s = time.monotonic()
            for done, wanted in scoring.restored([*drawn, *decided], crew):
                yield _restoring(done, wanted, time.monotonic() - began_s)
        difficulties = scoring.difficulties([*drawn, *decided])
        ranked = {one: difficulties[one] for one in drawn if one in difficulties}
        hard = hard_first(ranked, options.share)
        hashes = yield from self._hashes([*decided, *hard])
        chosen, near_duplicates = self._chosen(decided, hard, hashes)
        files = named(chosen)
        for written in write_pictures(self._folder, files):
            yield _report(f"writing crops, {written}/{len(files)}")
        unknown = Difficulty(float("nan"), float("nan"))
        rows = tuple(
            _row(one, files[one], difficulties.get(one, unknown), hashes[one], KEEP if one in decided else "")
            for one in chosen
        )
        # Where a crop was moved away from, it is not chosen again.
        dropped = tuple(
            replace(one, review=DROP) for one in self._before if one.is_dropped or one.wanted_centre is not None
        )
        write_set(self._folder, (*rows, *dropped), self._before, self._how(networks))
        return BuiltSet(
            self._folder / SET,
            rows,
            len(drawn),
            len(ranked),
            near_duplicates,
            sum(1 for one in pictures if one.error or min(one.width, one.height) < options.size),
            _mean([difficulties[one] for one in chosen if one in difficulties]),
            _sources(ranked),
            dict(scoring.failures),
        )

    def _opened(self, crew: Crew) -> Generator[StudyProgress, None, Networks]:
        """The networks, loaded once; raises StudyError for too few, for one that fails, and for different scales."""
        options = self._options
        networks = networks_of(self._definition, self._folder, options.trust, options.code_root)
        facts: dict[str, StudyNetworkFacts] = {}
        errors = {one.name: one.error for one in networks if one.error}

        def to_open() -> list[OpenTask]:
            return [OpenTask(one.name, one.entry) for one in networks if one.entry and one.name not in facts]

        for opened in open_networks(networks, self._index, crew, facts, errors, to_open):
            yield _report(f"opening networks, {opened} so far")
        for name, reason in errors.items():
            raise StudyError(f"{name} cannot be used: {reason}", "Leave it out.")
        if len(networks) < LEAST_NETWORKS:
            raise StudyError("One network was named.", TWO_NETWORKS)
        scales = sorted({one.scale for one in facts.values()})
        if len(scales) > 1 or scales[0] == 1:
            stated = ", ".join(f"x{scale}" for scale in scales)
            raise StudyError(f"The networks enlarge {stated}.", "Name networks that enlarge, all by one scale.")
        return [(one, facts[one.name]) for one in networks]

    def _decided(self, pictures: dict[str, StudyPicture]) -> dict[PlacedCrop, ListedCrop]:
        """The crops of the manifest of before that stay, those that were moved in their new place."""
        found: dict[PlacedCrop, ListedCrop] = {}
        for one in self._before:
            if one.review != KEEP and one.wanted_centre is None:
                continue
            picture = pictures.get(one.sha256)
            if picture is None:
                message = f"{one.source}, from which {one.file} is cut, is not among the pictures."
                raise StudyError(message, "Name it, or clear the review of that crop in the manifest.")
            found[picture, _moved(one, picture)] = one
        return found

    def _hashes(self, crops: Sequence[PlacedCrop]) -> Generator[StudyProgress, None, dict[PlacedCrop, str]]:
        hashes: dict[PlacedCrop, str] = {}
        for picture, cut in by_picture(crops).items():
            whole = picture.read(self._folder, AS_USUAL)
            for crop in cut:
                hashes[picture, crop] = hash_of(crop.cut(whole).pixels)
            yield _report(f"comparing crops, {len(hashes)}/{len(crops)}")
        return hashes

    def _chosen(
        self, decided: dict[PlacedCrop, ListedCrop], hard: Sequence[PlacedCrop], hashes: dict[PlacedCrop, str]
    ) -> tuple[list[PlacedCrop], int]:
        """The crops of the set, and how many were left out because they look like another one, or one dropped."""
        chosen, near_duplicates = list(decided), 0
        # A crop that was moved away from is dropped where it was.
        gone = [one for one in self._before if one.is_dropped or one.wanted_centre is not None]
        places = {(one.sha256, one.crop) for one in gone}
        taken = [hashes[one] for one in chosen] + [one.hash for one in gone if one.hash]
        for one in hard:
            if len(chosen) >= self._options.count:
                break
            if one in decided or (one[0].sha256, one[1]) in places:
                continue
            if is_like_one_of(hashes[one], taken):
                near_duplicates += 1
                continue
            chosen.append(one)
            taken.append(hashes[one])
        return chosen, near_duplicates

    def _how(self, networks: Networks) -> dict[str, object]:
        """How the set was made, for `testset.json`."""
        options = asdict(self._options)
        stated = {name: options[name] for name in ("crops", "size", "count", "share", "seed")}
        used = [{"name": one.name, "sha256": facts.sha256, "scale": facts.scale} for one, facts in networks]
        return {**stated, "reduction": self._options.reduction.value, "networks": used}


def _moved(one: ListedCrop, picture: StudyPicture) -> Crop:
    """The crop around its new centre, as far as the picture has room; the same where it stays."""
    if one.wanted_centre is None:
        return one.crop
    size, (column, row) = one.crop.size, one.wanted_centre
    x = min(max(0, column - size // 2), picture.width - size)
    return Crop(x, min(max(0, row - size // 2), picture.height - size), size)


def _row(placed: PlacedCrop, file: str, difficulty: Difficulty, own_hash: str, review: str) -> ListedCrop:
    picture, crop = placed
    # The last two parts say which picture it is; where it lies on this machine concerns nobody else.
    source = "/".join(Path(picture.shown).parts[-2:])
    return ListedCrop(file, source, picture.sha256, crop, difficulty.mean_psnr, difficulty.variance, own_hash, review)


def _sources(ranked: dict[PlacedCrop, Difficulty]) -> tuple[SourceMean, ...]:
    folders: defaultdict[str, list[Difficulty]] = defaultdict(list)
    for (picture, _), difficulty in ranked.items():
        folders[Path(picture.shown).parent.as_posix()].append(difficulty)
    return tuple(SourceMean(folder, _mean(each), len(each)) for folder, each in sorted(folders.items()))


def _mean(difficulties: Sequence[Difficulty]) -> float:
    return fmean(one.mean_psnr for one in difficulties) if difficulties else float("nan")


def _restoring(done: int, wanted: int, elapsed_s: float) -> StudyProgress:
    counts, left_s = Counts(wanted, done, 0), elapsed_s / done * (wanted - done) if done else None
    return StudyProgress(f"restoring crops, {done}/{wanted}", counts, left_s=left_s, latest="crops restored")


def _report(stage: str) -> StudyProgress:
    return StudyProgress(stage, Counts(0, 0, 0))
