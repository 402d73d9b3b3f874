"""The statistics of a study in words, for terminals: a section for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from lamgui.base.wording import correlation_in_words, number_in_words
from lamgui.metrics.metric import METRICS
from lamgui.study.statistics.agreement import Agreement
from lamgui.study.statistics.comparison import PSNR, Comparison
from lamgui.study.statistics.correlation import Concordance, Correlation
from lamgui.study.statistics.pairs import FORMULA
from lamgui.study.statistics.summary import StudyStatistics
from lamgui.study.statistics.table import TITLES, table_rows, with_interval

TEXT_ENDS = 3
"""Places of either end of finding 4 that are named."""
PAIRS_SHOWN = 5
METRIC_NAMES = {PSNR: "PSNR", **{metric.name: metric.title for metric in METRICS}}


def metric_name(metric: str) -> str:
    """What a metric is called in tables and figures."""
    return METRIC_NAMES.get(metric, metric)


def statistics_lines(statistics: StudyStatistics) -> Iterator[str]:
    """All of it, a line at a time."""
    yield basis_words(statistics.comparison)
    yield from _table(statistics)
    yield ""
    yield from findings_lines(statistics)


def findings_lines(statistics: StudyStatistics) -> Iterator[str]:
    """The findings without what is compared and Table 1."""
    for one in statistics.agreements:
        yield from _agreement(one)
        yield ""
    yield f"Pictures needed to tell two networks apart by DI (5 % two-tailed, power 80 %): {FORMULA}"
    for pair in statistics.pairs[:PAIRS_SHOWN]:
        needed = "no number follows" if pair.needed is None else f"{pair.needed} pictures"
        spread = "" if pair.spread is None else f" ± {number_in_words(pair.spread)}"
        yield f"  {pair.first} less {pair.second}: {number_in_words(pair.difference)}{spread}, {needed}"
    yield ""
    two = statistics.global_against_local
    yield "Finding 2, global fields look wider: effective pixels, global less local networks"
    if two.difference is None:
        yield f"  cannot be said: {len(two.global_networks)} global and {len(two.local_networks)} local networks"
    else:
        counts = f"{len(two.global_networks)} and {len(two.local_networks)} networks"
        yield f"  {with_interval(two.difference, 1)} ({counts})"
    yield ""
    three = statistics.field_against_use
    yield "Finding 3, a larger field alone is not used: effective pixels against the theoretical field, local networks"
    yield f"  {correlation_words(three.correlation, len(three.networks), 'networks')}"
    yield ""
    yield from _texture(statistics)


def basis_words(comparison: Comparison) -> str:
    """What is compared, and what is left out, in a sentence or two."""
    networks, places, left = len(comparison.networks), len(comparison.places), comparison.left_out
    compared = (
        f"{_counted(networks, 'network')} at {_counted(places, 'place')}, {comparison.pixels} LR pixels each"
        f"{f', scale {comparison.scale}' if comparison.scale else ''}."
    )
    reasons = [
        (left.of_other_basis, "of another size or scale"),
        (left.without_di, "without a DI"),
        (left.of_few_places, "of networks with few maps"),
        (left.not_of_all, "at places that not all networks have"),
    ]
    words = ", ".join(f"{count} {reason}" for count, reason in reasons if count)
    out = f" {_counted(left.items, 'item')} left out: {words}." if words else ""
    without = f" Not compared: {', '.join(left.networks)}." if left.networks else ""
    other = f" {_counted(left.of_other_settings, 'item')} of other settings." if left.of_other_settings else ""
    return f"{compared}{out}{without}{other}"


def correlation_words(correlation: Correlation | None, count: int, what: str) -> str:
    """Both coefficients with their p."""
    if correlation is None:
        return f"no correlation: {count} {what}, or one of both does not vary"
    return (
        f"Pearson {correlation_in_words(correlation.pearson)} ({p_words(correlation.pearson_p)}), "
        f"Spearman {correlation_in_words(correlation.spearman)} ({p_words(correlation.spearman_p)}), "
        f"{correlation.count} {what}"
    )


def p_words(p: float) -> str:
    """A p with two digits."""
    return "p < 1e-16" if p < 1e-16 else f"p = {p:.2g}"


def _table(statistics: StudyStatistics) -> Iterator[str]:
    rows = [list(TITLES), *(list(row.texts) for row in table_rows(statistics.networks))]
    widths = [max(len(row[k]) for row in rows) for k in range(len(TITLES))]
    for row in rows:
        yield "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def _agreement(one: Agreement) -> Iterator[str]:
    networks = len(one.leave_one_out)
    yield f"Finding 1, wide is better: log DI against {metric_name(one.metric)}, {_counted(one.places, 'place')}"
    yield f"  over network means: {correlation_words(one.over_means, networks, 'networks')}"
    yield f"  pooled: {correlation_words(one.pooled, networks * one.places, 'items')}"
    yield f"  centred per picture: {correlation_words(one.centred, networks * one.places, 'items')}"
    per = one.per_picture
    if per.median is not None:
        median = correlation_in_words(per.median)
        yield f"  per picture: Spearman {median} in the middle, negative in {per.negative} of {len(per.spearman)}"
    for left_out in one.leave_one_out:
        yield f"  without {left_out.network}: {correlation_words(left_out.correlation, networks - 1, 'networks')}"
    yield f"  pictures rank networks by DI alike: {_concordance(one.rankings_by_di)}"
    yield f"  pictures rank networks by {metric_name(one.metric)} alike: {_concordance(one.rankings_by_metric)}"


def _concordance(one: Concordance | None) -> str:
    return "cannot be said" if one is None else f"Kendall's W {one.w:.2f} ({p_words(one.p)})"


def _texture(statistics: StudyStatistics) -> Iterator[str]:
    yield "Finding 4, stripes and grids are used: rank of DI against coherence of the surroundings, over places"
    texture = statistics.texture
    if texture is None:
        yield f"  cannot be said: {statistics.texture_error}"
        return
    yield f"  {correlation_words(texture.correlation, len(texture.places), 'places')}"
    for words, ends in (("largest", texture.places[:TEXT_ENDS]), ("least", texture.places[::-1][:TEXT_ENDS])):
        yield f"  {words} DI: {', '.join(one.place.picture for one in ends)}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
