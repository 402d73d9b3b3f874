"""A figure as a TIFF that journals take: no alpha, LZW, RGB or CMYK by a profile that the user names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageCms

from lamgui.base.errors import SettingsError
from lamgui.files.door import read_bytes

MAX_PROFILE_BYTES = 64 << 20


@dataclass(frozen=True)
class CmykProfile:
    """The ICC profile of a press."""

    name: str
    icc: bytes

    @property
    def sha256(self) -> str:
        """Of the file."""
        return hashlib.sha256(self.icc).hexdigest()


def read_cmyk_profile(path: Path) -> CmykProfile:
    """The profile in a file; raises SettingsError for one that cannot be read or is not of CMYK."""
    try:
        icc = read_bytes(path, MAX_PROFILE_BYTES)
        space = ImageCms.getOpenProfile(BytesIO(icc)).profile.xcolor_space.strip()
    except (OSError, ImageCms.PyCMSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(
            f"{path.name} cannot be read as an ICC profile: {reason}.", "Choose the file that the journal names."
        ) from error
    if space != "CMYK":
        raise SettingsError(f"{path.name} is a profile of {space}, not of CMYK.", "Choose one of a press.")
    return CmykProfile(path.name, icc)


def save_tiff(figure: Figure, path: Path, dpi: int, description: str, profile: CmykProfile | None = None) -> None:
    """Write the figure on white, in RGB or in the CMYK of a profile, which is embedded; raises OSError."""
    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(dpi)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    page = Image.new("RGBA", drawn.size, "white")
    image = Image.alpha_composite(page, drawn).convert("RGB")
    options = {"compression": "tiff_lzw", "dpi": (dpi, dpi), "description": description}
    if profile is not None:
        image = _in_cmyk(image, profile)
        options["icc_profile"] = profile.icc
    # On a full disk libtiff does not say so.
    written = BytesIO()
    image.save(written, format="TIFF", **options)
    path.write_bytes(written.getvalue())


def _in_cmyk(image: Image.Image, profile: CmykProfile) -> Image.Image:
    """Black stays as black as the press prints it."""
    converted = ImageCms.profileToProfile(
        image,
        ImageCms.createProfile("sRGB"),
        BytesIO(profile.icc),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert converted is not None
    return converted
