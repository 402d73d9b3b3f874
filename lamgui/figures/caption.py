"""What a figure says of an analysis in words: title, numbers, settings and reservations."""

from __future__ import annotations

from lamgui.attribution.path.registry import PATHS
from lamgui.base.wording import (
    di_with_error,
    effective_with_error,
    number_in_words,
    psnr_in_words,
    seconds_in_words,
    size_in_words,
    ssim_in_words,
)
from lamgui.imaging.prepare import Role
from lamgui.maps.gap_words import gap_in_words
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import reservations as reasons_against
from lamgui.networks.catalogue import label_of

SEPARATOR = "  ·  "
HASH_LETTERS = 12
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def title(analysis: Analysis) -> str:
    """Network, scale and picture."""
    return _printable(f"{label_of(analysis.network)} ×{analysis.pictures.scale}, {analysis.picture.name}")


def numbers(analysis: Analysis) -> str:
    """DI, effective pixels, completeness gap and ΔD, and where the HR picture is known PSNR and SSIM."""
    parts = [
        _di_at_95(analysis),
        f"effective pixels {_effective(analysis)} of {size_in_words(analysis.lr_size)} LR px",
        f"completeness gap {gap_in_words(analysis.completeness_gap, analysis.nonfinite)}",
        f"ΔD {number_in_words(analysis.curves.delta)}",
    ]
    if quality := analysis.pictures.quality:
        parts.append(f"PSNR {psnr_in_words(quality.psnr_y)} (Y), {psnr_in_words(quality.psnr_rgb)} (RGB)")
        parts.append(f"SSIM {ssim_in_words(quality.ssim_y)}")
    return SEPARATOR.join(parts)


def _effective(analysis: Analysis) -> str:
    return effective_with_error(analysis.effective_pixels, analysis.effective_pixels_error)


def _di_at_95(analysis: Analysis) -> str:
    words = di_with_error(analysis.diffusion_index, analysis.diffusion_index_error)
    return f"DI {words} (at 95 %)" if "±" in words else f"DI {words}"


def method(analysis: Analysis) -> str:
    """Patch, detector, path, rule and arithmetic: what another program needs to make the same map."""
    patch, settings = analysis.pictures.patch_in_picture, analysis.settings
    path = f"path {settings.path_words}"
    if PATHS[settings.path].blurs:
        path += f", σ {settings.sigma:g} LR px, kernel {settings.kernel_width}×{settings.kernel_width}"
    parts = [
        f"patch {patch.size}×{patch.size} at x {patch.x}, y {patch.y} SR px",
        *([settings.surroundings_words] if settings.surroundings_words else []),
        f"detector {settings.detector_words}",
        path,
        f"rule {settings.rule}, {settings.steps_words}",
        *([settings.seed_words] if settings.seed_words else []),
        f"{settings.precision.value} on {analysis.device}, {seconds_in_words(analysis.elapsed_s)}",
    ]
    return SEPARATOR.join(parts)


def origin(analysis: Analysis) -> str:
    """Which files and versions the map comes from."""
    reduction = {"pillow": "Pillow", "matlab": "MATLAB"}[analysis.reduction.value]
    role = f"HR, reduced as {reduction} does" if analysis.role is Role.HR else "LR, used as it is"
    reference = analysis.picture.reference
    parts = [
        f"picture {role}, sha256 {analysis.picture.sha256[:HASH_LETTERS]}",
        *([] if reference is None else [_printable(f"HR {reference.name}, sha256 {reference.sha256[:HASH_LETTERS]}")]),
        f"network {analysis.network.architecture}, sha256 {analysis.network.sha256[:HASH_LETTERS]}",
        *(f"{name} {version}" for name, version in analysis.versions.items()),
    ]
    return SEPARATOR.join(parts)


def reservations(analysis: Analysis) -> list[str]:
    """What a reader of the map should know, a sentence or two each."""
    return [f"Note: {_printable(note)}" for note in (*reasons_against(analysis), *analysis.picture.conversions)]


def _printable(text: str) -> str:
    """File names may hold line breaks, and bytes that are no text, which no font can draw."""
    return "".join(letter if letter.isprintable() else UNPRINTABLE for letter in text)
