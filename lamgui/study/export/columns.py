"""The columns of an exported study: one for each thing that is known of an item, and how it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from lamgui.imaging.prepare import Role
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.store.results import StudyResults, StudyRow

Value = str | int | float | bool | None
Column = Callable[[StudyRow, StudyResults], Value]


def columns_of(results: StudyResults) -> dict[str, Column]:
    """The columns by name, in their order; those of metrics and of checkpoints where the study has any."""
    columns: dict[str, Column] = {
        "network": lambda row, _: row.network,
        "picture": lambda row, _: row.picture,
        "patch_rule": lambda row, _: row.rule,
        "patch_x": _patch("x"),
        "patch_y": _patch("y"),
        "patch_size": _patch("size"),
        "state": lambda row, _: row.state.value,
        "error": lambda row, _: row.error,
        "architecture": _fact("architecture"),
        "scale": _fact("scale"),
        "parameters": _fact("parameters"),
        "field": _fact("field"),
    }
    for field in fields(MapNumbers):
        columns[field.name] = _number(field.name)
    if any(row.axis for row in results.rows):
        columns |= {"axis": lambda row, _: row.axis, "step": lambda row, _: row.step}
    for metric in sorted({*results.metrics, *(metric for row in results.rows for metric in row.measures)}):
        columns[metric] = _measure(metric)
    return {**columns, **CONVENTIONS, "key": lambda row, _: row.key}


def table_of(results: StudyResults) -> tuple[list[str], list[list[Value]]]:
    """The names of the columns, and a list of values for each row."""
    columns = columns_of(results)
    return list(columns), [[column(row, results) for column in columns.values()] for row in results.rows]


def _number(name: str) -> Column:
    return lambda row, _: _of(row.numbers, name)


def _patch(name: str) -> Column:
    return lambda row, _: _of(row.patch, name)


def _fact(name: str) -> Column:
    return lambda row, _: _of(row.facts, name)


def _of(part: object, name: str) -> Value:
    value: Value = None if part is None else getattr(part, name)
    return value


def _measure(name: str) -> Column:
    return lambda row, _: row.measures.get(name)


def _reduction(row: StudyRow, results: StudyResults) -> Value:
    conditions = results.conditions
    if conditions is None:
        return None
    if conditions.role is Role.LR:
        return "none: the LR picture as it is"
    if row.facts is not None and row.facts.scale == 1:
        return f"none: {conditions.degradation.words or 'nothing added'}"
    return conditions.reduction.value


def _setting(name: str) -> Column:
    def setting(row: StudyRow, results: StudyResults) -> Value:
        if row.settings >= len(results.settings):
            return None
        value = getattr(results.settings[row.settings], name)
        return "auto" if value is None else str(value)

    return setting


def _surroundings(row: StudyRow, results: StudyResults) -> Value:
    if row.settings >= len(results.settings):
        return None
    return results.settings[row.settings].surroundings or "whole"


CONVENTIONS: Mapping[str, Column] = {
    "reduction": _reduction,
    "range": lambda row, _: None if row.facts is None else str(row.facts.value_range),
    "channels": lambda row, _: None if row.facts is None else row.facts.colour.value,
    "surroundings": _surroundings,
    **{name: _setting(name) for name in ("detector", "path", "sigma", "rule", "steps", "precision")},
}
"""What a reader must know to compare the numbers with others."""


def plain_row(names: list[str], values: list[Value]) -> dict[str, Any]:
    """A row by the names of its columns."""
    return dict(zip(names, values, strict=True))
