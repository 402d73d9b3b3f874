"""What a figure says of an analysis in words: title, numbers, settings and reservations."""

from __future__ import annotations

from lamgui.attribution.path.registry import PATHS
from lamgui.base.vocabulary import in_words_of
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
from lamgui.imaging.reduce import Reduction
from lamgui.maps.gap_words import gap_in_words
from lamgui.maps.quality_words import of_surroundings
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import reservations as reasons_against
from lamgui.networks.catalogue import label_of

SEPARATOR = "  ·  "
HASH_LETTERS = 12
_REDUCTIONS = {Reduction.PILLOW: "Pillow", Reduction.MATLAB: "MATLAB"}
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def title(analysis: Analysis) -> str:
    """Network, scale where it enlarges, and picture."""
    enlarged = f" ×{analysis.pictures.scale}" if analysis.pictures.scale > 1 else ""
    return _printable(f"{label_of(analysis.network)}{enlarged}, {analysis.picture.name}")


def numbers(analysis: Analysis) -> str:
    """DI, effective pixels, completeness gap and ΔD, and where the HR picture is known PSNR and SSIM."""
    size = f"{size_in_words(analysis.lr_size)} {in_words_of(analysis.pictures.scale, 'LR px')}"
    parts = [
        _di_at_95(analysis),
        f"effective pixels {_effective(analysis)} of {size}",
        f"completeness gap {gap_in_words(analysis.completeness_gap, analysis.nonfinite)}",
        f"ΔD {number_in_words(analysis.curves.delta)}",
    ]
    of = of_surroundings(analysis.pictures)
    if quality := analysis.pictures.quality:
        parts.append(f"PSNR {psnr_in_words(quality.psnr_y)} (Y), {psnr_in_words(quality.psnr_rgb)} (RGB){of}")
        parts.append(f"SSIM {ssim_in_words(quality.ssim_y)}{of}")
    return SEPARATOR.join(parts)


def _effective(analysis: Analysis) -> str:
    return effective_with_error(analysis.effective_pixels, analysis.effective_pixels_error)


def _di_at_95(analysis: Analysis) -> str:
    words = di_with_error(analysis.diffusion_index, analysis.diffusion_index_error)
    return f"DI {words} (at 95 %)" if "±" in words else f"DI {words}"


def method(analysis: Analysis) -> str:
    """Patch, detector, path, rule and arithmetic: what another program needs to make the same map."""
    patch, settings = analysis.pictures.patch_in_picture, analysis.settings
    scale = analysis.pictures.scale
    sr_px, lr_px = in_words_of(scale, "SR px"), in_words_of(scale, "LR px")
    path = f"path {settings.path_words}"
    if PATHS[settings.path].blurs:
        path += f", σ {settings.sigma:g} {lr_px}, kernel {settings.kernel_width}×{settings.kernel_width}"
    parts = [
        f"patch {patch.size}×{patch.size} at x {patch.x}, y {patch.y} {sr_px}",
        *([in_words_of(scale, settings.surroundings_words)] if settings.surroundings_words else []),
        f"detector {settings.detector_words}",
        path,
        f"rule {settings.rule}, {settings.steps_words}",
        *([settings.seed_words] if settings.seed_words else []),
        f"{settings.precision.value} on {analysis.device}, {seconds_in_words(analysis.elapsed_s)}",
    ]
    return SEPARATOR.join(parts)


def origin(analysis: Analysis) -> str:
    """Which files and versions the map comes from."""
    reference, hr = analysis.picture.reference, in_words_of(analysis.pictures.scale, "HR")
    parts = [
        f"picture {_role(analysis)}, sha256 {analysis.picture.sha256[:HASH_LETTERS]}",
        *(
            []
            if reference is None
            else [_printable(f"{hr} {reference.name}, sha256 {reference.sha256[:HASH_LETTERS]}")]
        ),
        f"network {analysis.network.architecture}, sha256 {analysis.network.sha256[:HASH_LETTERS]}",
        *(f"{name} {version}" for name, version in analysis.versions.items()),
    ]
    return SEPARATOR.join(parts)


def _role(analysis: Analysis) -> str:
    """What the picture is to the network, and what was done to it."""
    scale = analysis.pictures.scale
    if analysis.role is Role.LR:
        return in_words_of(scale, "LR, used as it is")
    if scale == 1:
        return f"clean, {analysis.degradation.words or 'nothing added'}"
    return f"HR, reduced as {_REDUCTIONS[analysis.reduction]} does"


def reservations(analysis: Analysis) -> list[str]:
    """What a reader of the map should know, a sentence or two each."""
    return [f"Note: {_printable(note)}" for note in (*reasons_against(analysis), *analysis.picture.conversions)]


def _printable(text: str) -> str:
    """File names may hold line breaks, and bytes that are no text, which no font can draw."""
    return "".join(letter if letter.isprintable() else UNPRINTABLE for letter in text)
