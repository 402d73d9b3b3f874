"""The learning rate of a step: a cosine over all steps, or a constant rate with short cool-downs that give weights."""

from __future__ import annotations

import math
from enum import StrEnum


class Schedule(StrEnum):
    """The learning rate after the warm-up."""

    COSINE = "cosine"
    """Half a cosine down to zero: good weights at the last step only."""
    CONSTANT = "constant"
    """A constant rate as long as the training runs; weights are taken at the end of separate cool-downs."""


def warmed(rate: float, step: int, warmup_steps: int) -> float:
    """The rate of a step (0 is the first) within a linear warm-up, and the whole rate after it."""
    return rate * min(1.0, (step + 1) / max(1, warmup_steps))


def cosine(step: int, steps: int) -> float:
    """The share of the rate at a step of a cosine that ends at zero after `steps`."""
    return 0.5 * (1 + math.cos(math.pi * step / steps))


def cooling(step: int, cooldown_steps: int) -> float:
    """The share of the rate at a step of a cool-down, linear to zero after `cooldown_steps`."""
    return 1.0 - step / cooldown_steps
