"""One request (picture, network, patch, settings) becomes a generator of progress that returns an analysis."""

from __future__ import annotations

import platform
import time
from collections.abc import Generator
from dataclasses import dataclass, replace

import torch

from lamgui import __version__
from lamgui.attribution.device.cuda_graph import recorder_of
from lamgui.attribution.integral.curves import Points
from lamgui.attribution.integral.integrate import Attribution, Plan, Step, integrate, make_plan
from lamgui.attribution.integral.passes import is_out_of_memory
from lamgui.attribution.integral.rules.nodes import LEAST_FOR_THIRDS
from lamgui.attribution.measures.measured_field import MeasuredField
from lamgui.attribution.settings.makers import make_detector, make_steps
from lamgui.attribution.settings.settings import Precision
from lamgui.base.arrays import Mask
from lamgui.base.errors import NetworkError, SettingsError, UserError
from lamgui.base.memory_budget import VARIABLE, stated_bytes, usable_bytes
from lamgui.base.wording import bytes_in_words
from lamgui.imaging.degradation import DegradationKind
from lamgui.imaging.degrade import is_grey
from lamgui.imaging.prepare import Role, cut_in_words, degradation_in_use
from lamgui.maps.devices import free_memory_bytes, highest_memory_bytes, resolve_device, used_memory_bytes
from lamgui.maps.frames import FrameCollector
from lamgui.maps.given_picture import GivenPicture
from lamgui.maps.input_frames.given import frames_given
from lamgui.maps.input_frames.maps import InputFrames
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis, Curves, Frame
from lamgui.maps.seeds import is_by_chance, mean_over_seeds
from lamgui.maps.surroundings import too_small_note
from lamgui.maps.survey.collector import SurveyCollector
from lamgui.networks.entry import Repeats
from lamgui.networks.plan import Work, plan_work

BY_CHANCE = f"Automatic steps ended at {LEAST_FOR_THIRDS}: more do not settle a map whose passes differ."

MIXED_NOISE = (
    "The network takes one channel, in which noise of R, G and B is weaker: grey noise has its full strength there."
)


def analyse(request: Request) -> Generator[Progress, None, Analysis]:
    """Run a request: the SR picture, then a coarse map, then the full one.

    Progress is yielded at every step; closing the generator cancels between two of them. Raises UserError for
    anything the user can mend.
    """
    yield Progress(Stage.RESTORING)
    is_mean = request.settings.seeds > 1 and request.network.facts.repeats is not Repeats.ALWAYS
    try:
        if is_mean:
            return (yield from mean_over_seeds(request, lambda one, passes: _Run(one, passes).go()))
        return (yield from _Run(request).go())
    except UserError:
        raise
    except (RuntimeError, MemoryError) as error:
        raise _explained(error, request) from error


@dataclass(frozen=True, eq=False)
class _Integrated:
    """What integrating one plan gave."""

    attribution: Attribution
    frames: tuple[Frame, ...]
    smallest_batch: int
    field_mask: Mask


class _Run:
    """The steps of one analysis, which share the placed network, the picture's tensors and the clock.

    Given `passes` it takes the nodes at which a run with automatic steps ended after so many.
    """

    def __init__(self, request: Request, passes: int | None = None) -> None:
        self._request = request
        self._passes = passes
        self._began = time.monotonic()
        settings, network = request.settings, request.network
        self._given = given = GivenPicture(request)
        self._device, self._restore, self._path = given.device, given.restore, given.path
        self._prepared, self._patch, self._sr_cache = given.prepared, given.patch, given.sr_cache
        self._of_picture = network.of_picture
        self._is_by_chance = is_by_chance(network.facts, settings)
        self._detector = make_detector(settings, request.own_detector)
        free = free_memory_bytes(self._device)
        self._whole = given.cached
        on_cpu = self._device == "cpu"
        usable = usable_bytes(free, used_memory_bytes(self._device)) if on_cpu else None
        if self._sr_cache is not None and usable is not None and usable < stated_bytes() // 2:
            # What others cached gives way to the run.
            self._sr_cache.clear()
            usable = usable_bytes(free, used_memory_bytes(self._device))
        self._work = plan_work(
            network, self._restore, self._patch, self._path.lr, free, usable, is_restored=self._whole is not None
        )
        if on_cpu and not self._work.fits:
            raise _too_large(self._work, settings.precision)
        self._peak_memory_bytes = 0
        self._highest_before_bytes = highest_memory_bytes(self._device)

    def go(self) -> Generator[Progress, None, Analysis]:
        plan = self._plan()
        self._whole = self._whole or self._given.measured(plan.sr)
        pictures = self._given.pictures(self._whole)
        crop = self._work.crop
        yield Progress(
            Stage.RESTORING,
            elapsed_s=self._elapsed_s,
            pictures=pictures,
            activation_bytes=self._work.activation_bytes,
            free_bytes=self._work.usable_bytes,
        )
        if crop is not None and not crop.agrees(self._path.lr, plan.sr, self._patch):
            self._work = replace(self._work, crop=None, batch=1, recomputes=False)
            plan = self._plan()
        done = yield from self._integrate(plan, pictures)
        return self._analysis(plan, done, pictures)

    def _plan(self) -> Plan:
        settings, near = self._request.settings, self._work.near
        steps = make_steps(settings)
        if settings.steps is None and self._is_by_chance:
            # No number of nodes settles it.
            steps = LEAST_FOR_THIRDS
        sr = None if self._whole is None else self._whole.sr
        plan = make_plan(self._work.whole, self._path, self._patch, self._detector, settings.rule, steps, near, sr)
        return plan if self._passes is None else plan.to_the_same_nodes(self._passes)

    @property
    def _elapsed_s(self) -> float:
        return time.monotonic() - self._began

    def _integrate(self, plan: Plan, pictures: Pictures) -> Generator[Progress, None, _Integrated]:
        """Run a plan, yielding after every step."""
        work = self._work
        # A GPU restores a close-up sooner than the host turns a whole picture into 8 bits.
        stores_sr = work.crop is None and self._device == "cpu"
        filmstrip = FrameCollector(self._request.network, plan, pictures, stores_sr=stores_sr)
        smallest, depth, field = work.batch, 0, MeasuredField(work.window)
        gathers = stores_sr and self._sr_cache is not None
        collector = SurveyCollector(self._request.settings, plan) if gathers else None
        running = self._steps(plan)
        while True:
            try:
                step = next(running)
            except StopIteration as finished:
                self._put_survey(collector)
                return _Integrated(
                    finished.value, filmstrip.frames(depth), smallest, field.mask(*pictures.lr.shape[:2])
                )
            if step.index <= step.total - step.batch:
                smallest = min(smallest, step.batch)
            depth = step.depth
            filmstrip.add(step)
            field.add(step.seen_gradient[self._of_picture])
            if collector is not None:
                collector.add(step)
            yield self._progress(plan, step, pictures)

    def _put_survey(self, collector: SurveyCollector | None) -> None:
        sr_cache, request = self._sr_cache, self._request
        survey = None if collector is None else collector.survey()
        if sr_cache is not None and survey is not None:
            sr_cache.put_survey(self._restore, self._prepared, self._path.lr, request.settings, survey)

    def _steps(self, plan: Plan) -> Generator[Step, None, Attribution]:
        request, work = self._request, self._work
        is_own = self._restore.network_graph is not None and request.own_detector is None
        record = recorder_of(self._path.lr.device) if is_own else None
        return integrate(
            work.restore, self._patch, self._detector, plan, work.batch, work.window, record, shown=self._of_picture
        )

    def _progress(self, plan: Plan, step: Step, pictures: Pictures) -> Progress:
        used = used_memory_bytes(self._device)
        self._peak_memory_bytes = max(self._peak_memory_bytes, used)
        is_coarse = step.depth == 0 and len(plan.quadrature.levels) > 1
        return Progress(
            Stage.COARSE if is_coarse else Stage.FULL,
            step.index,
            step.total,
            self._elapsed_s,
            pictures,
            _curves(plan, step.curves.so_far()),
            step.signed,
            device=self._device,
            memory_bytes=used,
            activation_bytes=self._work.activation_bytes,
            free_bytes=self._work.usable_bytes,
            most=0 if plan.tolerance is None else step.most,
        )

    def _notes(self, smallest: int) -> tuple[str, ...]:
        settings, (height, width) = self._request.settings, self._prepared.lr.shape[:2]
        notes = [
            too_small_note((width, height), settings.surroundings),
            cut_in_words(self._request.picture, self._request.network.scale) if self._request.role is Role.LR else "",
        ]
        if settings.steps is None and self._is_by_chance:
            notes.append(BY_CHANCE)
        notes.append(self._noise_note())
        return (*filter(None, notes), *_memory_notes(self._work, smallest))

    def _noise_note(self) -> str:
        """What a reader must know of noise that was drawn for three channels, of which the network takes a mixture."""
        request, facts = self._request, self._request.network.facts
        added = degradation_in_use(request.degradation, request.role, facts.scale)
        is_mixed = added.kind is DegradationKind.NOISE and facts.channels == 1
        return MIXED_NOISE if is_mixed and not is_grey(request.picture.pixels) else ""

    def _input_frames(self, attribution: Attribution) -> InputFrames | None:
        """A map for each frame of the input, where the network takes several."""
        network, lr = self._request.network, self._prepared.lr
        taken = network.input_frames
        if taken is None:
            return None
        lam = attribution.lam.reshape(taken.count, -1, *attribution.lam.shape[1:])
        return InputFrames(lam, frames_given(network, lr, self._given.surroundings), taken.at)

    def _peak_bytes(self) -> int:
        """The most that the run held: what a pass held in its middle is known where it was more than ever before."""
        highest = highest_memory_bytes(self._device)
        return highest if highest > self._highest_before_bytes else self._peak_memory_bytes

    def _analysis(self, plan: Plan, done: _Integrated, pictures: Pictures) -> Analysis:
        request, attribution = self._request, done.attribution
        return Analysis(
            picture=request.picture,
            role=request.role,
            reduction=request.reduction,
            network=request.network.facts,
            settings=request.settings,
            pictures=pictures,
            lam=attribution.lam[self._of_picture],
            input_frames=self._input_frames(attribution),
            field_mask=done.field_mask,
            curves=_curves(plan, attribution.points),
            completeness_gap=attribution.completeness_gap,
            nonfinite=attribution.nonfinite,
            frames=done.frames,
            passes=len(attribution.points.alpha),
            device=self._device,
            elapsed_s=self._elapsed_s,
            peak_memory_bytes=self._peak_bytes(),
            notes=self._notes(done.smallest_batch),
            degradation=degradation_in_use(request.degradation, request.role, request.network.scale),
            error=attribution.error,
            versions={"lamgui": __version__, "torch": str(torch.__version__), "python": platform.python_version()},
        )


def _too_large(work: Work, precision: Precision) -> SettingsError:
    """What would make a run fit that needs more memory than it may take."""
    stated, free = stated_bytes(), bytes_in_words(work.free_bytes)
    needed, usable = bytes_in_words(work.least_bytes), bytes_in_words(work.usable_bytes)
    whose = f"of the {bytes_in_words(stated)} that the program may hold" if stated else f"of the {free} that are free"
    advice = ["Limit the surroundings of the patch, or take a smaller picture or network"]
    advice += ["float32 needs half"] if precision is Precision.FLOAT64 else []
    advice += [f"raise the limit in Preferences or by {VARIABLE}"] if stated else ["close other programs"]
    return SettingsError(
        f"This run needs about {needed} of memory. It may take {usable} {whose}.",
        "; ".join(advice) + ".",
    )


def _memory_notes(work: Work, smallest: int) -> tuple[str, ...]:
    notes = []
    if work.recomputes:
        needed, free = (bytes_in_words(amount) for amount in (work.activation_bytes, work.free_bytes))
        notes.append(
            f"A pass would need {needed}, and {free} are free: values were computed again instead of being saved."
        )
    if smallest < work.batch:
        notes.append(f"Memory ran out with {work.batch} nodes in a pass; the run went on with {smallest}.")
    return tuple(notes)


def _curves(plan: Plan, points: Points) -> Curves:
    return Curves(
        **vars(points),
        objective_baseline=plan.objective_baseline,
        objective_input=plan.objective_input,
        speed_over_path=plan.speed_over_path,
    )


def _explained(error: RuntimeError | MemoryError, request: Request) -> UserError:
    """What an error of the device or of the network means to the user."""
    name, device = request.network.facts.name, resolve_device(request.device, request.settings.precision)
    if is_out_of_memory(error):
        return SettingsError(
            f"Memory ran out on {device}, even with one node in a pass.",
            "Take a smaller picture or network, close other programs, or choose another device.",
            details=str(error),
        )
    if device != "cpu" and any(word in str(error) for word in ("CUDA", "HIP", "MPS", "device")):
        return SettingsError(
            f"The device {device} failed during the run.",
            "Choose the device cpu and run again; the GPU may have been unplugged or reset.",
            details=str(error),
        )
    return NetworkError(
        f"{name} could not process this picture.",
        "Its code or weights do not fit the input; the details say where it stopped.",
        details=str(error),
    )
