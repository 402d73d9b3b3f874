"""Test sets from Python: crops that are hard and on which networks differ, as pictures of studies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from lamgui.api.arguments import plain_words
from lamgui.base.generators import result_of
from lamgui.imaging.reduce import Reduction
from lamgui.study.running.progress import StudyProgress
from lamgui.study.stated.new import stated_from
from lamgui.study.testset.build import build_test_set as building
from lamgui.study.testset.options import PAPER_COUNT, PAPER_CROP_PX, PAPER_SHARE, BuiltSet, SetOptions
from lamgui.study.workers.choose import crew_for


def build_test_set(
    folder: str | Path,
    pictures: str | Path | Sequence[str | Path],
    networks: Sequence[str | Path],
    *,
    crops: int = 2000,
    size: int = PAPER_CROP_PX,
    count: int = PAPER_COUNT,
    share: float = PAPER_SHARE,
    seed: int = 0,
    reduce: str = "pillow",
    workers: int | None = None,
    trust: bool = False,
    code_root: str | Path | None = None,
    progress: Callable[[StudyProgress], object] | None = None,
) -> BuiltSet:
    """Choose `count` of `crops` crops of `size` pixels a side, or go on where that was stopped.

    `pictures` are files, patterns and folders of HR originals, `networks` names, files and patterns, two at least and
    of one scale. Of the crops, drawn by `seed`, the `share` with the lowest mean PSNR is looked at, and of these those
    on which the networks differ most are written to `folder`, without near-duplicates, with the manifest
    `testset.csv`, whose column `review` is heeded. The other words are those of `Study.run`. Raises a
    lamgui.base.errors.UserError for what cannot be.
    """
    place, here = Path(folder).expanduser().absolute(), Path.cwd()
    named = [pictures] if isinstance(pictures, str | Path) else pictures
    with plain_words():
        options = SetOptions(
            tuple(stated_from(place, here, str(one)) for one in named),
            tuple(stated_from(place, here, str(one)) for one in networks),
            crops,
            size,
            count,
            share,
            seed,
            Reduction(reduce),
            trust,
            None if code_root is None else Path(code_root),
        )
    return result_of(building(place, options, crew_for(workers)), progress)
