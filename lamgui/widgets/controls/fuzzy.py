"""How well typed letters fit a name: all in their order, best at the beginnings of words and side by side."""

from __future__ import annotations

FIT, START, NEXT, GAP = 1.0, 3.0, 2.0, 0.05
"""Points for a letter, for one that begins a word, for one after the letter before; what a skipped one costs."""

NOWHERE = float("-inf")


def fit(typed: str, name: str) -> float | None:
    """Points of the best way to find the words typed in a name, in any order; None where one is not in it."""
    words = typed.lower().split()
    points = [_fit_word(word, name.lower()) for word in words]
    if any(point is None for point in points):
        return None
    return sum(point for point in points if point is not None) - GAP * len(name)


def _fit_word(word: str, name: str) -> float | None:
    """Points of a word whose letters stand in a name in this order, others between them."""
    best = [0.0] * (len(name) + 1)
    at_letter = [NOWHERE] * (len(name) + 1)
    for letter in word:
        before, before_at_letter = best, at_letter
        best, at_letter = [NOWHERE] * (len(name) + 1), [NOWHERE] * (len(name) + 1)
        for k, other in enumerate(name, start=1):
            if other == letter:
                start = 0.0 if k > 1 and name[k - 2].isalnum() else START
                at_letter[k] = FIT + max(before[k - 1] + start, before_at_letter[k - 1] + max(NEXT, start))
            best[k] = max(best[k - 1] - GAP, at_letter[k])
    return None if best[-1] == NOWHERE else best[-1]
