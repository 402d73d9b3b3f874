"""The LaTeX figure that belongs to an exported file: its place, its caption with the settings in words, its label."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.settings import Settings
from lamgui.base.escape import for_latex
from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import share_in_words
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.part_words import part_sentences
from lamgui.figures.pixels.outline import OUTLINE_SIGMA_PX
from lamgui.figures.quality_words import quality_sentence
from lamgui.figures.style import ONE_COLUMN_IN
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.words.conventions import network_conventions
from lamgui.imaging.prepare import Role
from lamgui.maps.comparable import di_basis, di_warning
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of


def caption(analyses: Sequence[Analysis], options: FigureOptions, file_name: str = "figure.pdf") -> str:
    """A LaTeX figure environment for `file_name`; its caption says how the maps were made."""
    star = "" if options.width_in <= ONE_COLUMN_IN * 1.1 else "*"
    width = "\\linewidth" if not star else "\\textwidth"
    names = list(dict.fromkeys(label_of(analysis.network) for analysis in analyses))
    subject, scale = LAYOUTS[options.layout].subject, analyses[0].pictures.scale
    enlarged = f", ×{scale}" if scale > 1 else ""
    words = f"{subject} ({', '.join(names)}{enlarged}). {method(analyses)} {network_conventions(analyses)} "
    words += looks(options, analyses)
    return "\n".join(
        [
            f"\\begin{{figure{star}}}[t]",
            "  \\centering",
            f"  \\includegraphics[width={width}]{{{file_name}}}",
            f"  \\caption{{{for_latex(words)}}}",
            f"  \\label{{fig:lam-{options.layout}}}",
            f"\\end{{figure{star}}}",
            "",
        ]
    )


def looks(options: FigureOptions, analyses: Sequence[Analysis]) -> str:
    """How the maps are shown, in a sentence: what a reader needs to compare two figures."""
    said = (part_sentences(analyses, options), quality_sentence(analyses, options))
    quality = "".join(f"{words} " for words in said if words).replace("×", "x")
    words = f"{_index(options, analyses)}{quality}LAM: {options.contrast.words}"
    if len(analyses) > 1 and LAYOUTS[options.layout].scales_maps:
        words += ", all on the same scale" if options.common_scale else ", each on a scale of its own"
    if options.outline or FigureColumn.CONTOUR in options.shown_columns:
        percent, sigma = share_in_words(options.share), f"{OUTLINE_SIGMA_PX:g}"
        px = in_words_of(analyses[0].pictures.scale, "LR pixels")
        words += f", a line around {percent} of the map smoothed by a Gaussian of {sigma} {px}"
    return f"{words}.{_between(analyses)}"


def _index(options: FigureOptions, analyses: Sequence[Analysis]) -> str:
    """What DI is of: its value depends on the size of the LR picture."""
    sizes = list(dict.fromkeys(analysis.lr_size for analysis in analyses))
    if not (options.show_di and LAYOUTS[options.layout].prints_di):
        return ""
    px = in_words_of(analyses[0].pictures.scale, "LR pixels")
    return f"DI: diffusion index over {' / '.join(f'{width}x{height}' for width, height in sizes)} {px}. "


def _between(analyses: Sequence[Analysis]) -> str:
    """How many passes the drawn curves were filled in by, beside the nodes of the maps."""
    passes = [len(one.filled_in.points) for one in analyses if one.filled_in is not None and one.filled_in.points]
    if not passes:
        return ""
    count = f"{min(passes)}" if min(passes) == max(passes) else f"{min(passes)} to {max(passes)}"
    return f" Curves of D filled in by {count} passes between the nodes, which are marked."


def detector(settings: Settings) -> str:
    """The detector, as a sentence begins with it."""
    words = DETECTORS[settings.detector].sentence
    if settings.detector_options is not None:
        words += f" {settings.detector_options.sentence}"
    if settings.own_detector is not None:
        words += f" {settings.own_detector.function}"
    return words


def _path(settings: Settings) -> str:
    words = PATHS[settings.path].sentence
    return words if settings.path_options is None else f"{words} {settings.path_options.sentence}"


def _made(analysis: Analysis) -> str:
    """How the input was made of the original, as a sentence after others; empty where it was used as it is."""
    if analysis.role is Role.LR:
        return ""
    if analysis.pictures.scale > 1:
        return f" Input reduced by {analysis.reduction.value} bicubic."
    added = analysis.degradation.words
    return f" Input: clean picture with {added}." if added else " Input: the clean picture."


def method(analyses: Sequence[Analysis]) -> str:
    """How the maps were made, in sentences."""
    first = analyses[0]
    settings, patch = first.settings, first.pictures.patch_in_picture
    paths = list(dict.fromkeys(_path(analysis.settings) for analysis in analyses))
    blurs = any(PATHS[analysis.settings.path].blurs for analysis in analyses)
    scale = first.pictures.scale
    blur = f" of sigma {settings.sigma:g} {in_words_of(scale, 'LR pixels')}" if blurs else ""
    places = {(a.picture.sha256, a.pictures.patch_in_picture) for a in analyses}
    px = in_words_of(scale, "SR pixels")
    where = f"Patch of {patch.size}x{patch.size} {px} at ({patch.x}, {patch.y}) of {first.picture.name}. "
    warning = di_warning(map(di_basis, analyses))
    around = list(dict.fromkeys(in_words_of(scale, a.settings.surroundings_words) for a in analyses))
    given = f" Input: {around[0].replace('×', 'x')}." if len(around) == 1 and around[0] else ""
    return (
        f"{where if len(places) == 1 else ''}{detector(settings)}, "
        f"{' / '.join(paths)}{blur} (kernel {settings.kernel_width}), {settings.steps_words}, "
        f"{RULES[settings.rule].sentence}.{_made(first)}{given}{' ' if warning else ''}{warning}"
    )
