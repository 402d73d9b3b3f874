"""Hard patches without a window: two passes a network, then a JSON line a patch."""

from __future__ import annotations

import argparse
import json
import math
from typing import Any

from lamgui.attribution.measures.ranking import HardPatch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError
from lamgui.base.generators import result_of
from lamgui.cli.jobs.inputs import Inputs
from lamgui.cli.terminal import run_each, write_result
from lamgui.imaging.quality import decibels
from lamgui.maps.request import SurveyRequest
from lamgui.maps.survey.survey import Surveyed, survey

ENDS = 2
"""Nodes that ΔD needs."""


def list_patches(arguments: argparse.Namespace, settings: Settings) -> int:
    """The hard patches of each network; one that fails is reported and the others go on. Returns the exit status.

    Raises UserError for what concerns all of them: picture, device.
    """
    inputs = Inputs(arguments, settings)

    def list_hard(named: str) -> None:
        network = inputs.network(named)
        request = inputs.survey_request(network, settings, arguments.size, arguments.count, ENDS)
        width, height = request.sr_size
        if arguments.size >= min(width, height):
            raise SettingsError(
                f"Patches of {arguments.size} do not fit into {width}x{height} SR pixels.", "Ask for a smaller --size."
            )
        for rank, one in enumerate(_surveyed(request).hard, start=1):
            write_result(json.dumps({"network": network.facts.name, "rank": rank, **report(one)}, allow_nan=False))

    return run_each(arguments.networks, list_hard, "lamgui patches: {}".format)


def _surveyed(request: SurveyRequest) -> Surveyed:
    """The survey, run to its end; raises UserError where it fails."""
    done = result_of(survey(request))
    if done.failed:
        raise SettingsError(done.note)
    return done


def report(hard: HardPatch) -> dict[str, Any]:
    """A hard patch in plain JSON values; `psnr_y` is null without an HR picture."""
    patch, error = hard.patch, hard.mean_squared_error
    psnr_y = None if error is None else decibels(error)
    return {
        "x": patch.x,
        "y": patch.y,
        "size": patch.size,
        "delta": hard.delta,
        "psnr_y": psnr_y if psnr_y is not None and math.isfinite(psnr_y) else None,
        "score": hard.score,
    }
