"""A network by itself: loaded once for many calls, and what it makes of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lamgui.api.arguments import (
    NetworkLike,
    PictureLike,
    degradation_of,
    network_from,
    picture_from,
    plain_words,
    reading_from,
)
from lamgui.attribution.device.cores import cores_shared_with_others
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.degradation import Degradation
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Role, prepare, require_degradable
from lamgui.imaging.quality import Quality
from lamgui.imaging.reduce import Reduction
from lamgui.maps.given_picture import restore as restore_prepared
from lamgui.networks.network import Network


@dataclass(frozen=True, eq=False)
class Restoration:
    """What a network made of a picture: `sr` of `lr`, uint8 (H, W, 3) RGB, beside the original `hr` where there is one.

    `quality` is None without an original, or where less than the cut border is left of it.
    """

    sr: Pixels
    lr: Pixels
    hr: Pixels | None
    quality: Quality | None


def load_network(
    network: NetworkLike,
    *,
    scale: int | None = None,
    value_range: float | str | None = None,
    channels: str | None = None,
    trust: bool = False,
    code_root: str | Path | None = None,
) -> Network:
    """The network of a bundled name or a file, to be given to the other functions; the words are those of `explain`.

    What was found out about it is in its `facts`. Raises a lamgui.base.errors.NetworkError for what is none.
    """
    with plain_words():
        return network_from(network, scale, value_range, trust, channels, code_root)


@cores_shared_with_others()
def restore(
    picture: PictureLike,
    network: NetworkLike,
    *,
    input: str = "hr",
    reduce: str = "pillow",
    reference: str | Path | None = None,
    degradation: Degradation | str = "none",
    degradation_seed: int = 0,
    degradation_8bit: bool = False,
    precision: str = "float32",
    device: str = "auto",
    seed: int | None = None,
    **reading: Any,
) -> Restoration:
    """F(I): what a network makes of a picture; the words are those of `explain`, which says how they are meant.

    `reading` are levels, page, bands and colour. Raises a lamgui.base.errors.UserError for what cannot be.
    """
    with plain_words():
        role, reduction = Role(input), Reduction(reduce)
        settings = Settings(precision=Precision(precision), seed=seed)
        added = degradation_of(degradation, degradation_seed, degradation_8bit)
        read = picture_from(picture, reading_from(**reading), reference)
    loaded = load_network(network)
    require_degradable(added, role, loaded.scale)
    prepared = prepare(read, role, loaded.scale, reduction, added)
    sr, quality = restore_prepared(loaded, prepared, settings, device)
    return Restoration(sr, prepared.lr, prepared.hr, quality)
