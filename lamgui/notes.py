"""What a reader of a map should know about it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.settings import PathName, Settings, cuts_the_kernel, effective_sigma

if TYPE_CHECKING:
    from lamgui.attribution.integrate import Attribution


def map_notes(settings: Settings, attribution: Attribution, batch: int, smallest_batch: int) -> tuple[str, ...]:
    """Sentences on what limits this map; empty for a map without reservations."""
    notes = []
    truncation = kernel_note(settings)
    if truncation:
        notes.append(truncation)
    if attribution.nonfinite:
        notes.append(
            f"{attribution.nonfinite} gradient values were not finite; the map holds them as they are and has no DI."
        )
    elif attribution.diffusion_index is None:
        notes.append("The map is zero everywhere: nothing in the picture changes this patch, and there is no DI.")
    if attribution.delta == 0:
        notes.append("D is the same at both ends of the path (ΔD = 0), so the completeness gap has no meaning.")
    if smallest_batch < batch:
        notes.append(f"Memory ran out with {batch} nodes in a pass; the run went on with {smallest_batch}.")
    return tuple(notes)


def kernel_note(settings: Settings) -> str:
    """What a kernel that is too small for σ really does; empty where it is large enough or no blur is used."""
    if settings.path is PathName.LINEAR_BLACK or not cuts_the_kernel(settings.sigma, settings.kernel_width):
        return ""
    real = effective_sigma(settings.sigma, settings.kernel_width)
    return f"A kernel of {settings.kernel_width} cuts σ = {settings.sigma:g}: the real blur is {real:.2f} LR pixels."
