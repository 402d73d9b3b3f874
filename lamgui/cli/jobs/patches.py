"""Hard patches without a window: two passes a network, then a JSON line a patch."""

from __future__ import annotations

import argparse
import json
import math
from typing import Any

from lamgui.attribution.measures.ranking import HardPatch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError, UserError
from lamgui.base.generators import finished
from lamgui.cli.attribute import RANGES
from lamgui.cli.jobs.attribute import entry_from
from lamgui.cli.terminal import one_line, write_message, write_result
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.quality import decibels
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.survey import Surveyed, SurveyRequest, survey
from lamgui.maps.devices import resolve_device
from lamgui.networks.loading.load import load_network

ENDS = 2
"""Nodes that ΔD needs."""


def list_patches(arguments: argparse.Namespace, settings: Settings) -> int:
    """The hard patches of each network; one that fails is reported and the others go on. Returns the exit status.

    Raises UserError for what concerns all of them: picture, device.
    """
    picture = read_picture(arguments.picture)
    device = resolve_device(arguments.device, settings.precision)
    failures = 0
    for named in arguments.networks:
        try:
            _list(named, arguments, settings, picture, device)
        except UserError as error:
            failures += 1
            write_message(f"lamgui patches: {named}: {one_line(error)}")
    return 1 if failures else 0


def _list(named: str, arguments: argparse.Namespace, settings: Settings, picture: Picture, device: str) -> None:
    network = load_network(entry_from(named, arguments.scale, RANGES[arguments.range], arguments.trust))
    prepared = prepare(picture, Role(arguments.input), network.scale, Reduction(arguments.reduce))
    request = SurveyRequest(network, prepared, settings, device, arguments.size, arguments.count, most_nodes=ENDS)
    width, height = request.sr_size
    if arguments.size >= min(width, height):
        raise SettingsError(
            f"Patches of {arguments.size} do not fit into {width}x{height} SR pixels.", "Ask for a smaller --size."
        )
    for rank, one in enumerate(_surveyed(request).hard, start=1):
        write_result(json.dumps({"network": network.facts.name, "rank": rank, **report(one)}, allow_nan=False))


def _surveyed(request: SurveyRequest) -> Surveyed:
    """The survey, gone through to its end; raises UserError where there is none."""
    done = finished(survey(request))
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
