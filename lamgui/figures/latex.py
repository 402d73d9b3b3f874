"""The LaTeX figure that belongs to an exported file: its place, its caption with the settings in words, its label."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.attribution.settings.settings import PathName, Rule, Settings
from lamgui.figures.options import ONE_COLUMN_IN, FigureOptions, Layout
from lamgui.imaging.prepare import Role
from lamgui.maps.result import Analysis

SUBJECTS = {
    Layout.STRIP: "Local attribution maps",
    Layout.GRID: "Local attribution maps of several networks",
    Layout.FIGURE3: "Attribution along three paths",
    Layout.GALLERY: "Patches ordered by diffusion index (DI)",
    Layout.CONSENSUS: "Consensus of the areas of contribution",
}
_SPECIAL = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "−": "$-$", "–": "--"}
_SPECIAL |= {letter: f"\\{letter}" for letter in "&%$#_{}"}


def escaped(text: str) -> str:
    """Text with what LaTeX takes for commands made harmless."""
    return "".join(_SPECIAL.get(letter, letter) for letter in text)


def caption(analyses: Sequence[Analysis], options: FigureOptions, file_name: str = "figure.pdf") -> str:
    """A LaTeX figure environment for `file_name`; its caption says how the maps were made."""
    star = "" if options.width_in <= ONE_COLUMN_IN * 1.1 else "*"
    width = "\\linewidth" if not star else "\\textwidth"
    names = list(dict.fromkeys(analysis.network.name for analysis in analyses))
    words = (
        f"{SUBJECTS[options.layout]} ({', '.join(names)}, $\\times${analyses[0].pictures.scale}). {method(analyses)}"
    )
    words = words.replace("$\\times$", "\0")
    return "\n".join(
        [
            f"\\begin{{figure{star}}}[t]",
            "  \\centering",
            f"  \\includegraphics[width={width}]{{{file_name}}}",
            f"  \\caption{{{escaped(words).replace(chr(0), '$' + chr(92) + 'times$')}}}",
            f"  \\label{{fig:lam-{options.layout.value}}}",
            f"\\end{{figure{star}}}",
            "",
        ]
    )


def detector(settings: Settings) -> str:
    """The detector, as a sentence begins with it."""
    if settings.gabor is not None:
        angle, wavelength = settings.gabor.angle_deg, settings.gabor.wavelength_px
        return f"Gabor detector at {angle:g} degrees, wavelength {wavelength:g} SR pixels"
    if settings.own_detector is not None:
        return f"Own detector {settings.own_detector.function}"
    return f"{settings.detector.value.replace('-', ' ').capitalize()} detector"


def method(analyses: Sequence[Analysis]) -> str:
    """How the maps were made, in sentences."""
    first = analyses[0]
    settings, patch = first.settings, first.pictures.patch
    path = {
        PathName.BLUR: "progressive blur",
        PathName.LINEAR_BLUR: "linear path from the blurred input",
        PathName.LINEAR_BLACK: "linear path from black (Integrated Gradients)",
    }
    rule = {
        Rule.RIGHT: "right end points",
        Rule.MIDPOINT: "midpoints",
        Rule.TRAPEZOID: "trapezoids",
        Rule.ARC: "midpoints of equal arc length",
    }
    paths = list(dict.fromkeys(analysis.settings.path for analysis in analyses))
    blur = "" if paths == [PathName.LINEAR_BLACK] else f" of sigma {settings.sigma:g} LR pixels"
    places = {(a.picture.sha256, a.pictures.patch) for a in analyses}
    where = f"Patch of {patch.size}x{patch.size} SR pixels at ({patch.x}, {patch.y}) of {first.picture.name}. "
    reduced = "" if first.role is Role.LR else f" Input reduced by {first.reduction.value} bicubic."
    return (
        f"{where if len(places) == 1 else ''}{detector(settings)}, "
        f"{' / '.join(path[name] for name in paths)}{blur} (kernel {settings.kernel_width}), {settings.steps_words}, "
        f"{rule[settings.rule]}.{reduced}"
    )
