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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...files import read_text
from ...problems import Code, InputError, Problem, closest
from ...profile import Fact, FactError
from ...yaml import Mapping as Tree
from ...yaml import compose, locate, to_data
from ..cells.known_words import known_words
from ..cells.numbers import MONEY, SPAN
from ..cells.readers import Hints
from .names import ColumnMapping, split_side

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
        raise InputError(Problem(Code.MAPPING_FILE, file=file))
    data, problems = to_data(tree, loose=True)
    if not any(key in data for key in _KEYS):
        data = {"columns": data}
    columns, values = data.get("columns") or {}, data.get("values") or {}
    if not isinstance(columns, dict) or not isinstance(values, dict):
        raise InputError(Problem(Code.MAPPING_KEYS, file=file))
    reader = _MappingReader(tree, facts, [*problems])
    for key in data:
        if key not in _KEYS:
            reader.wrong(Code.UNKNOWN_KEY, (key,), subject=key, near=closest(key, _KEYS), names=_KEYS)
    targets: dict[str, str | None] = {}
    units: dict[str, Hints] = {}
    for label, given in columns.items():
        if isinstance(given, dict):
            units[label] = reader.hints(label, given)
        reader.target(label, given.get("fact") if isinstance(given, dict) else given, targets)
    for label, words in values.items():
        reader.check_words(label, words, facts.get(targets.get(label) or ""))
    row = data.get("header_row")
    if row is not None and (isinstance(row, bool) or not isinstance(row, int) or row < 1):
        reader.wrong(Code.HEADER_ROW, ("header_row",))
    if reader.problems:
        raise InputError(reader.problems)
    return ColumnMapping(columns=targets, words=values, units=units, header_row=row)


@dataclass(frozen=True, slots=True)
class _MappingReader:
    """Reads the parts of a mapping file; what is wrong with them is collected in ``problems``."""

    tree: Tree
    facts: Mapping[str, Fact]
    problems: list[Problem]

    def wrong(self, code: Code, path: tuple[str, ...], **data: Any) -> None:
        self.problems.append(Problem(code, locate(self.tree, path), **data))

    def target(self, label: str, name: Any, targets: dict[str, str | None]) -> None:
        """Put down what a column is, where it can be that."""
        known = isinstance(name, str) and (split_side(name)[0] in self.facts or name in known_words().titles)
        if name is None or known:
            targets[label] = None if name == "unused" else name
            return
        near = closest(str(name), self.facts) or closest(str(name), known_words().titles)
        self.wrong(Code.NOT_A_COLUMN, ("columns", label), subject=name, near=near)

    def hints(self, label: str, given: Mapping[str, Any]) -> Hints:
        """The unit of a column."""
        strange = [key for key in given if key not in ("fact", "unit", "per")]
        unit, per = given.get("unit", ""), given.get("per", "month")
        if not strange and unit in ("", *MONEY, *SPAN) and per in ("year", "month"):
            return Hints(str(unit), per == "year")
        if strange:
            self.wrong(Code.UNKNOWN_KEY, ("columns", label), subject=strange[0], names=("fact", "unit", "per"))
        else:
            self.wrong(Code.COLUMN_UNIT, ("columns", label), subject=label, value=unit or per)
        return Hints()

    def check_words(self, label: str, words: Any, fact: Fact | None) -> None:
        """The words of a column must be values of its fact."""
        if fact is None or not isinstance(words, dict):
            self.wrong(Code.UNMAPPED_COLUMN, ("values", label), subject=label)
            return
        for word, value in words.items():
            try:
                fact.read(value)
            except FactError as error:
                self.problems.append(error.at(locate(self.tree, ("values", label, word))))
