"""All sanity tests of one map, one after the other, with how long they will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace

import numpy as np

from lamgui.attribution.integral.passes import is_out_of_memory
from lamgui.base.errors import UserError
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.sanity import brightness, deletion, jitter, randomise
from lamgui.sanity.maps import SanityStep
from lamgui.sanity.report import CheckProgress, Finding, SanityReport, SanityTest, not_applicable

Test = Callable[[Request, Analysis], Generator[SanityStep, None, Finding]]

TESTS: Mapping[SanityTest, tuple[Test, Callable[[Request], float]]] = {
    SanityTest.RANDOMISE: (randomise.randomise, randomise.cost),
    SanityTest.DELETION: (deletion.deletion, deletion.cost),
    SanityTest.BRIGHTNESS: (brightness.brightness, brightness.cost),
    SanityTest.JITTER: (jitter.jitter, jitter.cost),
}
"""The function of each test, and its cost in maps."""


def forecast_s(request: Request, reference: Analysis) -> float:
    """Estimated time of the tests in seconds, by that of the reference."""
    return _total(request) * reference.elapsed_s


def check(request: Request, reference: Analysis) -> Generator[CheckProgress, None, SanityReport]:
    """Run every test on the map `reference`, the result of `analyse(request)`.

    A test that cannot be run is not applicable, and its finding says why. Closing the generator cancels.
    """
    began, total, before = time.monotonic(), _total(request), 0.0
    request = _given(request, reference)
    findings: list[Finding] = []
    for test, (run, cost) in TESTS.items():
        running = _guarded(test, run, request, reference)
        while True:
            try:
                doing = next(running)
            except StopIteration as finished:
                findings.append(finished.value)
                break
            share = min(1.0, (before + doing.maps_done) / total)
            text = f"{test.value.capitalize()}: {doing.text}"
            yield CheckProgress(text, share, time.monotonic() - began, tuple(findings))
        before += cost(request)
        yield CheckProgress(
            test.value.capitalize(), min(1.0, before / total), time.monotonic() - began, tuple(findings)
        )
    return SanityReport(reference, tuple(findings), time.monotonic() - began)


def _given(request: Request, reference: Analysis) -> Request:
    """The same map asked for of the part of the picture that the network was given, as of a picture of its own.

    A patch that is moved by a pixel then keeps its surroundings.
    """
    surroundings, settings = reference.pictures.surroundings, replace(request.settings, surroundings=None)
    if surroundings is None:
        return request
    return replace(request, prepared=surroundings.prepared, patch=reference.pictures.patch, settings=settings)


def _total(request: Request) -> float:
    return sum(cost(request) for _, cost in TESTS.values())


def _guarded(
    test: SanityTest, run: Test, request: Request, reference: Analysis
) -> Generator[SanityStep, None, Finding]:
    """Run the test, unless there is no map to test; an error becomes the reason why it is not applicable."""
    if not np.isfinite(reference.signed).all():
        return not_applicable(test, "The map is not finite.")
    if not reference.signed.any():
        return not_applicable(test, "The map is zero.")
    try:
        return (yield from run(request, reference))
    except UserError as error:
        return not_applicable(test, str(error))
    except (RuntimeError, MemoryError) as error:
        why = "Memory ran out." if is_out_of_memory(error) else f"The network failed: {str(error).splitlines()[0]}"
        return not_applicable(test, why)
