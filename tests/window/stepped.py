"""A desk without a thread, whose jobs a test takes through their steps, and a pipeline whose maps cost nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.errors import NetworkError, SettingsError
from lamgui.control.desk.desk import Desk
from lamgui.control.desk.worker import Work
from lamgui.imaging.colour import Colour
from lamgui.jobs.pipeline import Pipeline, fitted_patch
from lamgui.maps.cache import MapKey, key_of
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis, Curves, Frame
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.session.state import State

STEPS = 2
"""Reports of a growing map."""


@dataclass(eq=False)
class _Job:
    lane: str
    work: Work
    on_return: Callable[[Any], None]
    on_error: Callable[[Exception], None]
    on_progress: Callable[[Any], None] | None


class SteppedDesk(Desk):
    """Takes the latest job a step further when it is told, and delivers its report at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        QObject.__init__(self, parent)
        self._jobs: list[_Job] = []

    def submit(
        self,
        lane: str,
        work: Work,
        on_return: Callable[[Any], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[Any], None] | None = None,
        *,
        must_end: bool = False,  # noqa: ARG002 - all end when they are told
    ) -> None:
        self.cancel(lane)
        self._jobs.append(_Job(lane, work, on_return, on_error, on_progress))
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)

    def cancel(self, lane: str) -> bool:
        cancelled = [job for job in self._jobs if job.lane == lane]
        for job in cancelled:
            job.work.close()
            self._remove(job)
        return bool(cancelled)

    def is_busy(self, lane: str) -> bool:
        return any(job.lane == lane for job in self._jobs)

    def step(self) -> bool:
        """Take the latest job a step further; says whether there was one."""
        if not self._jobs:
            return False
        job = self._jobs[-1]
        try:
            report = next(job.work)
        except StopIteration as end:
            self._remove(job)
            job.on_return(end.value)
        except Exception as error:  # noqa: BLE001 - reported, as the worker does
            self._remove(job)
            job.on_error(error)
        else:
            if job.on_progress is not None:
                job.on_progress(report)
        return True

    def finish(self) -> None:
        """Take all jobs to their end."""
        while self.step():
            pass

    def close(self) -> None:
        for lane in {job.lane for job in self._jobs}:
            self.cancel(lane)

    def _remove(self, job: _Job) -> None:
        self._jobs.remove(job)
        if not self._jobs:
            self.busy_changed.emit(False)


class StubPipeline(Pipeline):
    """Maps are numbers drawn from their key; a network's scale and whether it can be loaded follow from its name."""

    def run(self, state: State, fresh: bool = False) -> Generator[Progress, None, Analysis]:
        assert state.picture is not None
        assert state.network is not None
        scale = scale_of(state.network)
        prepared = self._prepared(state.picture, state, scale)
        progress = Progress(Stage.LOADING, prepared=prepared, scale=scale)
        yield progress
        facts = facts_of(state.network)
        self._facts[state.network.path] = facts
        patch = fitted_patch(state.patch, prepared, scale)
        progress = replace(progress, facts=facts, patch=patch)
        yield progress
        if state.settings.steps == FAILING_STEPS:
            raise SettingsError("This number of steps fails.", "Take another.")
        key = key_of(state.picture, state.role, state.reduction, facts, patch, state.settings, "cpu")
        cached = None if fresh else self._cache.get(key, state.picture, facts)
        if cached is not None:
            return cached
        analysis = made(
            key, state, facts, Pictures(prepared.lr, prepared.hr, sr_of(key, prepared.lr), patch, scale, None)
        )
        progress = replace(progress, stage=Stage.RESTORING, pictures=analysis.pictures)
        yield progress
        for step in range(1, STEPS + 1):
            partial = analysis.signed * step / (STEPS + 1)
            curves = first_nodes(analysis.curves, 1 + step)
            yield replace(progress, stage=Stage.FULL, step=step, total=STEPS, curves=curves, partial=partial)
        self._cache.put(key, analysis)
        return analysis

    def survey_request(self, *_: Any, **__: Any) -> Any:
        raise SettingsError("Nothing is surveyed here.", "")

    def _loading(self, entry: NetworkEntry) -> Generator[str, None, Any]:
        yield "reading its file"
        facts = facts_of(entry)
        self._facts[entry.path] = facts
        return SimpleNamespace(scale=facts.scale, facts=facts)

    def _networks(self) -> Any:
        return SimpleNamespace(forget=lambda _: None)


FAILING_STEPS = 13


def scale_of(entry: NetworkEntry) -> int:
    """2 for a network called so, else 4."""
    return 2 if "x2" in entry.path.name else 4


def facts_of(entry: NetworkEntry) -> NetworkFacts:
    """Facts of its own; raises NetworkError for a network called broken."""
    if "broken" in entry.path.name:
        raise NetworkError(f"{entry.name} cannot be read.", "Take another.")
    return NetworkFacts(
        entry.name,
        "Stub",
        "-",
        2021,
        scale_of(entry),
        3,
        entry.value_range or 1.0,
        Colour.RGB,
        1000,
        ReceptiveField.LOCAL,
        hashlib.sha256(str(entry.path).encode()).hexdigest(),
    )


def sr_of(key: MapKey, lr: np.ndarray[Any, np.dtype[np.uint8]]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The LR picture enlarged, brighter or darker from network to network."""
    sr = lr.repeat(key.scale, axis=0).repeat(key.scale, axis=1)
    return sr ^ np.uint8(int(key.network_sha256[:2], 16))


def made(key: MapKey, state: State, facts: NetworkFacts, pictures: Pictures) -> Analysis:
    """An analysis of random numbers that are the same for the same key."""
    assert state.picture is not None
    random = np.random.default_rng(int(hashlib.sha256(repr(key).encode()).hexdigest()[:8], 16))
    height, width = pictures.lr.shape[:2]
    lam = random.normal(size=(3, height, width)).astype(np.float32)
    alpha = np.linspace(0.25, 1, 4)
    objective = np.sort(random.uniform(1, 9, size=4))
    curves = Curves(alpha, alpha, objective, alpha, objective - 1, 1.0, float(objective[-1]), alpha)
    plane = random.random(size=(height, width)).astype(np.float32)
    frames = tuple(
        Frame(float(a), float(d), float(d) - 1, pictures.lr, pictures.sr, plane, float(d), plane)
        for a, d in zip(alpha, objective, strict=True)
    )
    return Analysis(
        picture=state.picture,
        role=state.role,
        reduction=state.reduction,
        network=facts,
        settings=state.settings,
        pictures=pictures,
        lam=lam,
        curves=curves,
        completeness_gap=float(random.normal()) / 100,
        nonfinite=0,
        frames=frames,
        passes=len(alpha),
        device="cpu",
        elapsed_s=1.0,
        peak_memory_bytes=1 << 20,
        versions={"lamgui": "0"},
        field_mask=plane > 0.5,
    )


def first_nodes(curves: Curves, count: int) -> Curves:
    """The curves as they are at the first nodes."""
    names = ("alpha", "reached", "objective", "path_speed", "cumulative")
    return replace(curves, **{name: getattr(curves, name)[:count] for name in names})


def network_file(folder: Path, name: str) -> NetworkEntry:
    """An entry with a file that nobody reads."""
    path = folder / f"{name}.pth"
    path.write_bytes(b"")
    return NetworkEntry(name, path)
