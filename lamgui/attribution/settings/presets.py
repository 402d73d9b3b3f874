"""Settings that have a name: the program's own, those of the demo and the paper, an exact one and a quick one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lamgui.attribution.settings.settings import Settings

CUSTOM = "Custom"


@dataclass(frozen=True)
class Preset:
    """Settings under a name, and what they are for."""

    name: str
    settings: Settings
    words: str

    def kept_detector(self, settings: Settings) -> Settings:
        """The preset with detector, precision, seeds and surroundings of other settings: what is looked at stays."""
        return replace(
            self.settings,
            detector=settings.detector,
            detector_options=settings.detector_options,
            own_detector=settings.own_detector,
            precision=settings.precision,
            seed=settings.seed,
            seeds=settings.seeds,
            surroundings=settings.surroundings,
        )


PRESETS = (
    Preset("Default", Settings(), "arc, as many steps as an error of 5 % needs, at most 54, σ = 1.2, k auto."),
    Preset(
        "Demo",
        Settings(rule="right", steps=50, kernel_size=9),
        "right, m = 50, σ = 1.2, k = 9: the authors' demo.",
    ),
    Preset("Paper", Settings(rule="right", steps=100, kernel_size=9), "right, m = 100, σ = 1.2, k = 9: the paper."),
    Preset(
        "Precise",
        Settings(steps=None, tolerance=0.01),
        "arc, as many steps as an error of 1 % needs, at most 486, σ = 1.2, k auto: for numbers that go into print.",
    ),
    Preset("Preview", Settings(steps=12), "arc, m = 12, σ = 1.2, k auto: quick, for looking around."),
)


def preset_name(settings: Settings) -> str:
    """The preset whose settings these are, apart from detector and precision; "Custom" where there is none."""
    return next((preset.name for preset in PRESETS if preset.kept_detector(settings) == settings), CUSTOM)
