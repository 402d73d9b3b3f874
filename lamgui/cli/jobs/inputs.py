"""Reads what the arguments of a command name: picture, networks, detector; and makes requests of maps of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import SettingsError
from lamgui.cli.arguments import degradation_of, reading_from
from lamgui.files.known_files import KnownFiles
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, prepare, require_degradable
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.imaging.reference import read_with_reference
from lamgui.maps.devices import resolve_device
from lamgui.maps.request import Request, RequestFactory, SurveyRequest
from lamgui.networks.catalogue import entry_named
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.user_code.permission import for_this_run
from lamgui.networks.value_range import range_from


class Inputs:
    """Picture and device are read at once, networks when they are needed; what is wrong with one is a UserError."""

    def __init__(self, arguments: argparse.Namespace, settings: Settings) -> None:
        self._arguments = arguments
        self.role, self.reduction = Role(arguments.input), Reduction(arguments.reduce)
        if arguments.reference is not None and self.role is not Role.LR:
            raise SettingsError("--reference is the original of an LR picture.", "Add --input lr.")
        self.degradation = degradation_of(arguments)
        self.picture = read_with_reference(arguments.picture, arguments.reference, reading_from(arguments))
        """The first of all."""
        self.device = resolve_device(arguments.device, settings.precision)
        self._requests = RequestFactory(self._permission_for)

    def _permission_for(self, own: OwnDetector) -> CodePermission | None:
        """With --trust, that of the file of --detector-file."""
        if not self._arguments.trust or own.path is None:
            return None
        return for_this_run(own.path, self._arguments.code_root)

    def load_detector(self, settings: Settings) -> None:
        """Load the user's detector, where the settings name one, and note where its file lies, for figures.

        Raises UntrustedDetector without --trust, DetectorError where it is none.
        """
        own = settings.own_detector
        if own is None:
            return
        self._requests.own_detector(own)
        if own.path is not None:
            KnownFiles().remember({own.sha256: own.path})

    def entry(self, named: str) -> NetworkEntry:
        """The entry of a network by name or file, with what the arguments state; raises NetworkError."""
        arguments = self._arguments
        stated_range = None if arguments.range == "auto" else range_from(arguments.range)
        colour = None if arguments.channels == "auto" else Colour(arguments.channels)
        return entry_named(named, arguments.scale, stated_range, arguments.trust, colour, arguments.code_root)

    def network(self, named: str) -> Network:
        """The network of a name or file, loaded; raises NetworkError."""
        return load_network(self.entry(named))

    def read(self, path: Path) -> Picture:
        """Another picture, read as the first one is; raises PictureError."""
        return read_picture(path, reading_from(self._arguments))

    def request(self, network: Network, patch: Patch, settings: Settings, picture: Picture | None = None) -> Request:
        """The request of one map, of the first picture unless another is given.

        Raises SettingsError for a degradation of what the network enlarges.
        """
        require_degradable(self.degradation, self.role, network.scale)
        return self._requests.request(
            picture or self.picture,
            network,
            patch,
            settings,
            self.role,
            self.reduction,
            self.device,
            degradation=self.degradation,
        )

    def survey_request(
        self, network: Network, settings: Settings, size: int, count: int, most_nodes: int
    ) -> SurveyRequest:
        """The request of one survey, of patches of `size` SR pixels; raises as `request` does."""
        require_degradable(self.degradation, self.role, network.scale)
        prepared = prepare(self.picture, self.role, network.scale, self.reduction, self.degradation)
        return self._requests.survey_request(network, prepared, settings, self.device, size, count, most_nodes)
