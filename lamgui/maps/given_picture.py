"""What a network is given for a request, on its device, and F(I): the picture that it makes of it."""

from __future__ import annotations

import torch
from torch import Tensor

from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Prepared, prepare
from lamgui.imaging.quality import Quality, cut_border_px, measure_quality
from lamgui.maps.devices import placed, resolve_device
from lamgui.maps.pictures import Pictures
from lamgui.maps.request import Request
from lamgui.maps.sr_cache import SrPicture
from lamgui.maps.surroundings import surroundings_of
from lamgui.networks.network import Network


class GivenPicture:
    """The prepared picture of a request, or the part of it around the patch, and the network placed for it.

    `restore` is the network and `path` ends at the picture, both on `device`; `patch` lies in what is given.
    """

    def __init__(self, request: Request) -> None:
        """Raises UserError for a patch, a picture or a device that cannot be."""
        self._request = request
        settings, network = request.settings, request.network
        self.device = resolve_device(request.device, settings.precision)
        picture = request.prepared or prepare(
            request.picture, request.role, network.scale, request.reduction, request.degradation
        )
        height, width = picture.lr.shape[:2]
        request.patch.require_inside(width * network.scale, height * network.scale)
        settings.require_room(request.patch.size)
        self.surroundings = surroundings_of(picture, request.patch, network.scale, settings.surroundings)
        self.prepared, self.patch, self.sr_cache = picture, request.patch, request.sr_cache
        if self.surroundings is not None:
            cache = request.surroundings_cache
            if cache is None:
                # Another patch has other surroundings: there is nothing to be stored for it.
                self.sr_cache = None
            else:
                self.surroundings = cache.shared(self.surroundings)
            self.prepared = self.surroundings.prepared
            self.patch = self.surroundings.patch_within(request.patch)
        self.restore, self.path = placed(network, settings, self.prepared.network_input, self.device, self.surroundings)

    @property
    def cached(self) -> SrPicture | None:
        """F(I) as an earlier run found it; None where it is not cached."""
        return None if self.sr_cache is None else self.sr_cache.get(self.restore, self.prepared, self.path.lr)

    def restored(self) -> SrPicture:
        """F(I) beside the original, as it is cached, or restored now; raises NetworkError for what is not finite."""
        cached = self.cached
        if cached is not None:
            return cached
        with torch.no_grad():
            return self.measured(self.restore(self.path.lr[None])[0])

    def measured(self, sr: Tensor) -> SrPicture:
        """F(I) as a picture beside the original, kept for the next run; raises NetworkError for what is not finite."""
        network, prepared, sr_cache = self._request.network, self.prepared, self.sr_cache
        whole = SrPicture(self.path.lr.contiguous(), sr, *_decoded(network, prepared, sr))
        if sr_cache is not None:
            sr_cache.put(self.restore, prepared, whole)
        return whole

    def pictures(self, whole: SrPicture) -> Pictures:
        """All pictures of a run, with F(I)."""
        prepared, scale = self.prepared, self._request.network.scale
        return Pictures(
            prepared.lr,
            prepared.hr,
            whole.pixels,
            self.patch,
            scale,
            whole.quality,
            self.surroundings,
            prepared.lr_values,
        )


def restore(network: Network, prepared: Prepared, settings: Settings, device: str) -> tuple[Pixels, Quality | None]:
    """F(I) of a whole prepared picture, uint8 (H, W, 3), and its quality where the original is known.

    Precision and seed are those of the settings. Raises SettingsError for a device that is not here, NetworkError for
    values that are not finite.
    """
    where = resolve_device(device, settings.precision)
    restored, path = placed(network, settings, prepared.network_input, where)
    with torch.no_grad():
        return _decoded(network, prepared, restored(path.lr[None])[0])


def _decoded(network: Network, prepared: Prepared, sr: Tensor) -> tuple[Pixels, Quality | None]:
    if not torch.isfinite(sr).all():
        raise NetworkError(
            f"{network.facts.name} gives values that are not finite for this picture.",
            "Its range of values or its weights are probably wrong: try another range, or another file.",
        )
    pixels = network.decode(sr, prepared.lr)
    return pixels, _quality(pixels, prepared, network.scale)


def _quality(sr: Pixels, prepared: Prepared, scale: int) -> Quality | None:
    """PSNR and SSIM where the HR picture is known and more than the cut border is left of it."""
    border_px = cut_border_px(scale)
    if prepared.hr is None or min(prepared.hr.shape[:2]) <= 2 * border_px:
        return None
    return measure_quality(sr, prepared.hr, border_px)
