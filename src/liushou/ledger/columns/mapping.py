"""Mapping files: what the columns of a ledger are where their names do not say it.

::

    columns:
      享受政策: receives_dibao        # a fact, or an item such as name, place, filled_on
      家庭纯收入（万元）: {fact: income_per_capita_month, unit: 万元, per: year}
      备注一: null                    # not to be used
    values:
      享受政策: {A类: true, 无: false}
    header_row: 3
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...files import read_text
from ...problems import InputError, Problem, closest
from ...profile import Fact, FactError
from ...yaml import Mapping as Tree
from ...yaml import compose, locate, to_data
from ..cells.numbers import MONEY, SPAN
from ..cells.readers import ITEM_TITLES, Hints
from .names import ColumnMapping

_KEYS = ("columns", "values", "header_row")


def read_mapping(path: Path | str, facts: Mapping[str, Fact]) -> ColumnMapping:
    """The mapping file at ``path``; raises :class:`~liushou.InputError` with all problems."""
    return parse_mapping(read_text(path), facts, str(path))


def parse_mapping(text: str, facts: Mapping[str, Fact], file: str = "<mapping>") -> ColumnMapping:
    """The mapping that a YAML text states."""
    tree, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    if not isinstance(tree, Tree):
        raise InputError(Problem(f"{file}: a mapping file says what columns are", expected="columns: {列名: fact}"))
    data, problems = to_data(tree, loose=True)
    found = list(problems)
    if not any(key in data for key in _KEYS):
        data = {"columns": data}
    for key in data:
        if key not in _KEYS:
            near = closest(key, _KEYS)
            where = locate(tree, (key,))
            found.append(
                Problem(f"unknown key `{key[:40]}`", where, None if near else ", ".join(_KEYS), near, "unknown-key")
            )
    targets: dict[str, str | None] = {}
    units: dict[str, Hints] = {}
    columns = data.get("columns") or {}
    values = data.get("values") or {}
    if not isinstance(columns, dict) or not isinstance(values, dict):
        raise InputError(
            Problem(f"{file}: columns and values are mappings by column name", expected="columns: {列名: fact}")
        )
    for label, given in columns.items():
        where = locate(tree, ("columns", label))
        name = given.get("fact") if isinstance(given, dict) else given
        if isinstance(given, dict):
            hints, problem = _hints(given)
            units[label] = hints
            if problem:
                found.append(
                    Problem(
                        f"`{label[:40]}`: {problem}",
                        where,
                        "fact, unit (元, 万元, 年, 月), per (year, month)",
                        code="value",
                    )
                )
        if name is not None and (not isinstance(name, str) or not _is_target(name, facts)):
            near = closest(str(name), [*facts, *ITEM_TITLES])
            expected = None if near else "a fact of `liushou facts`, an item such as name, id_number, place, or null"
            found.append(
                Problem(f"`{str(name)[:40]}` is nothing that a column can be", where, expected, near, "unknown-name")
            )
            continue
        targets[label] = None if name in (None, "unused") else str(name)
    found.extend(_check_values(values, targets, facts, tree))
    row = data.get("header_row")
    if row is not None and (isinstance(row, bool) or not isinstance(row, int) or row < 1):
        found.append(
            Problem("header_row is the number of a row, counted from 1", locate(tree, ("header_row",)), code="value")
        )
    if found:
        raise InputError(found)
    return ColumnMapping(targets, values, units, row, file)


def _is_target(name: str, facts: Mapping[str, Fact]) -> bool:
    base = name.removesuffix("__min").removesuffix("__max")
    return base in facts or name in ITEM_TITLES


def _hints(given: Mapping[str, Any]) -> tuple[Hints, str | None]:
    strange = [key for key in given if key not in ("fact", "unit", "per")]
    unit, per = given.get("unit", ""), given.get("per", "month")
    if strange:
        return Hints(), f"unknown key `{strange[0]}`"
    if unit not in ("", *MONEY, *SPAN) or per not in ("year", "month"):
        return Hints(), "unknown unit"
    return Hints(str(unit), per == "year"), None


def _check_values(
    values: Mapping[str, Any], targets: Mapping[str, str | None], facts: Mapping[str, Fact], tree: Tree
) -> list[Problem]:
    """The words of a column must be values of its fact."""
    found: list[Problem] = []
    for label, words in values.items():
        where = locate(tree, ("values", label))
        fact = facts.get(targets.get(label) or "")
        if fact is None or not isinstance(words, dict):
            found.append(
                Problem(
                    f"values of `{label[:40]}`: the column is not mapped to a fact",
                    where,
                    "the column under columns:",
                    code="value",
                )
            )
            continue
        for word, value in words.items():
            try:
                fact.read(value)
            except FactError as error:
                found.append(error.at(locate(tree, ("values", label, word))))
    return found
