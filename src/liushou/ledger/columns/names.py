"""Where the header of a sheet is; what a column is by its name: the known ones, facts' ids and titles, a mapping file.

A mapping file says what the columns of a ledger are where their names do not::

    columns:
      享受政策: receives_dibao        # a fact, or an item such as name, place, filled_on
      家庭纯收入（万元）: {fact: income_per_capita_month, unit: 万元, per: year}
      备注一: null                    # not to be used
    values:
      享受政策: {A类: true, 无: false}
    header_row: 3

The lines under ``columns`` may also be the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal

from ...files import read_text
from ...problems import Code, InputError, Location, Problem, closest, mask
from ...profile import Fact, FactError
from ...yaml import BROKEN, By, Node, Range, Reader, child, compose, locate, to_data
from ...yaml import Mapping as Tree
from ..cells.figures import read_date
from ..cells.readers import Hints
from ..cells.reading import UnreadableError, cell_text, is_blank, known_words, squeeze
from ..files.grid import Grid, Merged

_BRACKETS = re.compile(r"[（(［\[【]([^）)］\]】]*)[）)］\]】]")
_MARKS = re.compile(r"[*＊:：“”\"'‘’`、。?？_—-]")
_ASKING = ("家庭是否", "本人是否", "是否属于", "是否享受", "是否纳入", "是否为", "是否是", "是否有", "是否", "有无")
_PREFIXES = (*_ASKING, "留守妇女", "妇女", "本人", "目前", "现")
_SUFFIXES = ("情况", "与否", "是否", "必填", "选填")
#: Columns that give one bound of a fact.
SIDES = {"__min": "（不早于、不少于）", "__max": "（不晚于、不多于）"}
_UNITS = ("万元", "千元", "元", "个月", "年", "月")
_PER_YEAR = ("元/年", "万元/年", "年收入", "每年")
_PER_MONTH = ("元/月", "每月")


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """What a mapping file says a column is (None: not to be used), and of its figures."""

    fact: Annotated[str | None, By("target")] = None
    unit: Literal["", "元", "块", "万元", "万", "千元", "年", "周年", "载", "个月", "月"] = ""
    per: Literal["year", "month"] | None = None


_Columns = Mapping[str, Annotated[MappedColumn, By("column")]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """A mapping file: column name → what it is, column name → its own words and their values."""

    columns: _Columns = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    header_row: Annotated[int, Range(1, 10_000_000)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """What one column of the ledger was taken for; ``target`` None: not used."""

    index: int
    label: str
    target: str | None = None
    title: str
    how: str
    hints: Hints = field(default_factory=Hints)

    @property
    def letter(self) -> str:
        """The column as spreadsheets name it: A, B, … AA."""
        return _letter(self.index)


def _letter(index: int) -> str:
    more, last = divmod(index, 26)
    return (_letter(more - 1) if more else "") + chr(65 + last)


def split_side(target: str) -> tuple[str, str]:
    """(the fact or item, ``__min``, ``__max`` or nothing) of a column's target."""
    name = target.removesuffix("__min").removesuffix("__max")
    return name, target[len(name) :]


def label_key(label: str) -> str:
    """The form in which column names are compared."""
    return _MARKS.sub("", _BRACKETS.sub("", squeeze(label)))


class ColumnNames:
    """Column names → targets, for the facts in use and one mapping file."""

    def __init__(self, facts: Mapping[str, Fact], mapping: ColumnMapping | None = None) -> None:
        self.facts = facts
        self.mapping = mapping or ColumnMapping()
        self._index: dict[str, str] = {}
        for fact in facts.values():
            for name in (fact.name, fact.title):
                self._index.setdefault(label_key(name), fact.name)
        of_facts = {fact.name: fact.columns for fact in facts.values()}
        for target, names in (*known_words().columns.items(), *of_facts.items()):
            for name in (target, *names):
                self._index.setdefault(label_key(name), target)
        self._given = {squeeze(name): name for name in self.mapping.columns}

    def use(self, index: int, parts: Sequence[str]) -> ColumnUse:
        """What the column under the header lines ``parts`` (top first) is."""
        parts = [part for part in parts if part]
        label = mask("/".join(" ".join(part.split()) for part in parts))
        use = partial(ColumnUse, index=index, label=label)
        if not parts:
            return use(title="未使用（没有列名）", how="none")
        for form in ("/".join(parts), "".join(parts), parts[-1]):
            given = self._given.get(squeeze(form))
            if given is not None:
                return self._mapped(use, given, parts)
        target = self._find(parts)
        if target is None:
            return use(title="未使用（不认得的列）", how="unknown")
        if target == "unused":
            return use(title="未使用（评估用不到）", how="unused")
        target += next((mark for mark in SIDES if parts[-1].endswith(mark)), "")
        return use(target=target, title=self.title(target), how="known", hints=_hints(parts))

    def title(self, target: str) -> str:
        """The Chinese title of a target."""
        name, side = split_side(target)
        title = self.facts[name].title if name in self.facts else known_words().titles[name]
        return title + SIDES.get(side, "")

    def _mapped(self, use: partial[ColumnUse], given: str, parts: Sequence[str]) -> ColumnUse:
        column = self.mapping.columns[given]
        if column.fact is None:
            return use(title="未使用（按对照文件）", how="mapping")
        hints = Hints(column.unit, column.per == "year") if column.unit or column.per else _hints(parts)
        hints = replace(hints, words=self.mapping.values.get(given))
        return use(target=column.fact, title=self.title(column.fact), how="mapping", hints=hints)

    def _find(self, parts: Sequence[str]) -> str | None:
        tables = known_words()
        groups, last = [label_key(part) for part in parts[:-1]], label_key(parts[-1])
        person = next((word for word in tables.other_people for group in groups if word in group), None)
        joined = self._look("".join([*groups, last]))
        if person is not None:
            if joined is not None:
                return joined
            return self._look("丈夫" + last) if person in tables.husband else "unused"
        if last.endswith(("min", "max")) and (side := parts[-1].rpartition("__")[0]) in self.facts:
            return side
        return joined or self._look(last)

    def _look(self, key: str) -> str | None:
        if key in self._index:
            return self._index[key]
        shorter = {key.removeprefix(prefix) for prefix in _PREFIXES} | {key}
        forms = {form.removesuffix(suffix) for form in shorter for suffix in ("", *_SUFFIXES)} - {""}
        return next((self._index[form] for form in sorted(forms, key=len, reverse=True) if form in self._index), None)


def _hints(parts: Sequence[str]) -> Hints:
    remarks = [squeeze(remark) for part in parts for remark in _BRACKETS.findall(part)]
    text = "/".join(remarks)
    per_year = any(word in text for word in _PER_YEAR) and not any(word in text for word in _PER_MONTH)
    first = [re.split(r"[/，,；;：:]", remark)[0] for remark in remarks]
    unit = next((unit for texts in (first, [text]) for unit in _UNITS for part in texts if unit in part), "")
    return Hints(unit, per_year)


def header_text(value: Any) -> str:
    """The text of a header cell."""
    return " ".join(cell_text(value).split())


def read_mapping(path: Path | str, facts: Mapping[str, Fact]) -> ColumnMapping:
    """The mapping file at ``path``; raises :class:`~liushou.InputError` with all problems."""
    return parse_mapping(read_text(path), facts, str(path))


def parse_mapping(text: str, facts: Mapping[str, Fact], file: str = "<mapping>") -> ColumnMapping:
    """The mapping that a YAML text states."""
    tree, problems = compose(text, file)
    if problems or not isinstance(tree, Tree):
        raise InputError(problems or Problem(Code.MAPPING_FILE, file=file))

    def target(node: Node, where: Location) -> Any:
        name, problems = to_data(node, loose=True)
        if problems or name is None or name == "unused":
            reader.problems.extend(problems)
            return BROKEN if problems else None
        titles = known_words().titles
        if isinstance(name, str) and (split_side(name)[0] in facts or name in titles):
            return name
        near = closest(str(name), facts) or closest(str(name), titles)
        reader.add(Code.NOT_A_COLUMN, where, subject=str(name), near=near)
        return BROKEN

    def column(node: Node, where: Location) -> Any:
        if isinstance(node, Tree):
            return reader.value(MappedColumn, node, where)
        fact = target(node, where)
        return fact if fact is BROKEN else MappedColumn(fact=fact)

    reader = Reader({"target": target, "column": column}, loose=True)
    mapping: ColumnMapping | None
    if any(child(tree, key) for key in ("columns", "values", "header_row")):
        mapping = reader.read(ColumnMapping, tree)
    else:
        mapping = ColumnMapping(columns=reader.value(_Columns, tree, tree.location))
    if reader.problems or mapping is None:
        raise InputError(reader.problems)
    for label, words in mapping.values.items():
        fact = facts.get(mapping.columns[label].fact or "") if label in mapping.columns else None
        if fact is None:
            reader.add(Code.UNMAPPED_COLUMN, locate(tree, ("values", label)), subject=label)
            continue
        for word, value in words.items():
            try:
                fact.read(value)
            except FactError as error:
                reader.problems.append(error.problems[0].at(locate(tree, ("values", label, word))))
    if reader.problems:
        raise InputError(reader.problems)
    return mapping


LOOK_AT = 40
_PAIR = re.compile(r"(填报|填表|制表|采集|登记|更新|统计|截止|截至)?(?:日期|时间)[:：]?(.+)")
_DATA = re.compile(r"[\d.,:/xX\-]+|[√×✓✗]|是|否|有|无|男|女")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """What the columns are, the index of the first row of data, and what is written above.

    ``filled_on`` is the day that a row above the header gives (填报日期：…).
    """

    columns: tuple[ColumnUse, ...]
    first: int
    lines: tuple[int, ...] = ()
    filled_on: date | None = None


def plan_columns(grid: Grid, names: ColumnNames) -> ColumnPlan:
    """The header of the grid.

    Raises :class:`~liushou.InputError` where no row names two known columns (one, in a
    sheet of one or two columns).
    """
    if grid.typed:
        columns = tuple(names.use(index, [name]) for index, name in enumerate(grid.names))
        if not any(column.target for column in columns):
            raise _no_header(grid, [list(grid.names)])
        return ColumnPlan(columns=columns, first=0)
    rows = grid.rows[:LOOK_AT]
    if names.mapping.header_row is not None:
        if names.mapping.header_row not in grid.numbers:
            raise InputError(Problem(Code.EMPTY_HEADER_ROW, file=grid.file, row=names.mapping.header_row))
        return _with_lines(grid, names, list(grid.numbers).index(names.mapping.header_row), 0.0)
    best, score = -1, 0.0
    for index, row in enumerate(rows):
        score_here = _score(names, [[cell] for cell in map(header_text, row)])
        if score_here > score and _headerlike(row, strict=False):
            between = [line for line in rows[best + 1 : index] if not _headerlike(line, strict=True)]
            data = any(sum(not is_blank(cell) for cell in line) > 1 for line in between)
            if best >= 0 and data and _certain(rows[best], score):
                break  # a header repeated, or a second table: the rows above it must not be lost
            best, score = index, score_here
    if best < 0 or (score < 2 and not (score >= 1 and sum(not is_blank(cell) for cell in rows[best]) <= 2)):
        raise _no_header(grid, [list(row) for row in rows[:3]])
    return _with_lines(grid, names, best, score)


def _with_lines(grid: Grid, names: ColumnNames, best: int, score: float) -> ColumnPlan:
    """The header with the group row above it and the second line below it, where there are."""
    lines = [best]
    while lines[0] > 0 and len(lines) < 3 and _group_row(grid.rows[lines[0] - 1]):
        tried = [lines[0] - 1, *lines]
        if (tried_score := _score(names, _labels(grid, tried))) < score:
            break
        lines, score = tried, tried_score
    below = lines[-1] + 1
    if below < len(grid.rows) and _headerlike(grid.rows[below], strict=True):
        tried = [*lines, below]
        # Whether a merged range reaches from the last header line down into the next row.
        top, bottom = grid.numbers[lines[-1]] - 1, grid.numbers[below] - 1
        merged = any(first <= top and last >= bottom for first, _, last, _ in grid.merged)
        if _score(names, _labels(grid, tried)) > score or merged:
            lines = tried
    columns = tuple(names.use(index, parts) for index, parts in enumerate(_labels(grid, lines)))
    above = [[cell_text(cell) for cell in row if not is_blank(cell)] for row in grid.rows[: lines[0]]]
    return ColumnPlan(columns=columns, first=lines[-1] + 1, lines=tuple(lines), filled_on=_filled_on(above))


def _filled_on(above: Sequence[Sequence[str]]) -> date | None:
    for row in above:
        for index, text in enumerate(row):
            for part in re.split(r"\s{2,}|[；;　]", text):
                if not (found := _PAIR.search(part.strip())):
                    continue
                try:
                    return read_date(found[2].strip() or (row[index + 1] if index + 1 < len(row) else "")).high
                except UnreadableError:
                    continue
    return None


def _labels(grid: Grid, lines: Sequence[int]) -> list[list[str]]:
    """For every column the header texts from top to bottom, groups spread over their columns."""
    width = max(len(grid.rows[line]) for line in lines)
    texts = [[header_text(cell) for cell in grid.rows[line]] for line in lines]
    for row in texts:
        row.extend([""] * (width - len(row)))
    for level in range(len(texts) - 1):
        _spread(texts[level], texts[level + 1], grid.merged, grid.numbers[lines[level]] - 1)
    # A text that repeats the one above it is the same cell.
    return [[text for text, _ in groupby(filter(None, column))] for column in zip(*texts, strict=True)]


def _spread(row: list[str], below: Sequence[str], merged: tuple[Merged, ...], number: int) -> None:
    """Carry a group's name to the columns under it: by the merged ranges, else to the right."""
    ranges = [area for area in merged if area[0] <= number <= area[2]]
    for top, left, _, right in ranges:
        for column in range(left + 1, min(right + 1, len(row))) if top == number else ():
            row[column] = row[column] or row[left]
    if ranges:
        return
    current = ""
    for column, text in enumerate(row):
        current = text or current
        if not text and below[column]:
            row[column] = current


def _score(names: ColumnNames, labels: Sequence[Sequence[str]]) -> float:
    """How many different things the labels name; what is known but unused counts half."""
    uses = [names.use(index, parts) for index, parts in enumerate(labels)]
    half = sum(use.target is None and use.how in ("unused", "mapping") for use in uses)
    return len({use.target for use in uses} - {None}) + 0.5 * half


def _headerlike(row: Sequence[Any], *, strict: bool) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    data = sum(_DATA.fullmatch(squeeze(cell)) is not None for cell in cells)
    return data <= (0 if strict else len(cells) // 4)


def _certain(row: Sequence[Any], score: float) -> bool:
    """Whether most of a row's cells are known labels."""
    filled = sum(not is_blank(cell) for cell in row)
    return score >= 2 and score > filled / 2 and _headerlike(row, strict=True)


def _group_row(row: Sequence[Any]) -> bool:
    """Whether a row above the header names groups of columns, and is no title or unit row."""
    cells = [squeeze(cell) for cell in row if not is_blank(cell) and isinstance(cell, str)]
    if len(cells) < 2 or not _headerlike(row, strict=True):
        return False
    words = tuple(word for names in known_words().not_a_person.values() for word in names if len(word) > 2)
    return ":" not in cells[0] and not cells[0].startswith(words)


def _no_header(grid: Grid, rows: Sequence[Sequence[Any]]) -> InputError:
    seen = " | ".join(mask(" ".join(header_text(cell) for cell in row if not is_blank(cell)))[:60] for row in rows)
    begins = re.sub(r"\d{6,}", "…", seen)[:160]
    return InputError(Problem(Code.NO_HEADER, file=grid.file, value=begins))
