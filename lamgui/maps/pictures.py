"""The pictures of a run: what the network was given and made, the original, the patch, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Doubles
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Prepared
from lamgui.imaging.quality import Quality, quality_around
from lamgui.maps.surroundings import Surroundings

AROUND_PATCH_PX = 16
"""SR pixels around the patch that its own PSNR and SSIM take in: SSIM needs a window of 11."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """What a run looks at, known before the first step."""

    lr: Pixels
    hr: Pixels | None
    sr: Pixels
    patch: Patch
    """In `sr`, not in the whole picture where these are parts of it."""
    scale: int
    quality: Quality | None
    surroundings: Surroundings | None = None
    """Where LR, HR and SR were cut from a larger picture; None where they are the whole of it."""
    lr_values: Doubles | None = None
    """LR before it was rounded to 8 bits, (h, w, 3), 0..1; None where those are all there is."""

    @property
    def prepared(self) -> Prepared:
        """The LR picture that the network was given, and any HR original."""
        return Prepared(self.lr, self.hr, self.lr_values)

    @property
    def lr_origin(self) -> tuple[int, int]:
        """The column and row of the whole LR picture at which `lr` begins."""
        box = None if self.surroundings is None else self.surroundings.box
        return (0, 0) if box is None else (box.left, box.top)

    @property
    def patch_in_picture(self) -> Patch:
        """The patch in SR pixels of the whole picture: what the user picked."""
        return self.patch if self.surroundings is None else self.surroundings.patch_in_picture(self.patch)

    @property
    def whole(self) -> Prepared:
        """The LR picture and any HR original, uncut."""
        return self.prepared if self.surroundings is None else self.surroundings.picture

    @cached_property
    def quality_around_patch(self) -> Quality | None:
        """PSNR and SSIM of the patch with some room around it; None without an HR picture. Measured once."""
        if self.hr is None:
            return None
        patch = self.patch
        return quality_around(self.sr, self.hr, patch.x, patch.y, patch.size, AROUND_PATCH_PX)
