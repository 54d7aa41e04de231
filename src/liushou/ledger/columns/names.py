"""What a column is by its name: the known ones, facts' ids and titles, a mapping file.

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

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from ...files import read_text
from ...problems import Code, InputError, Location, Problem, closest, mask
from ...profile import Fact, FactError
from ...yaml import BROKEN, By, Node, Range, Reader, child, compose, locate, to_data
from ...yaml import Mapping as Tree
from ..cells.reading import Hints, known_words, squeeze
from .brackets import BRACKETS, hints_of

_BRACKETS = re.compile(r"[（(［\[【]([^（(［\[【）)］\]】]*)[）)］\]】]")
_MARKS = re.compile(r"[*＊:：“”\"'‘’`、。?？_—-]")
_ASKING = ("家庭是否", "本人是否", "是否属于", "是否享受", "是否纳入", "是否为", "是否是", "是否有", "是否", "有无")
_PREFIXES = (*_ASKING, "留守妇女", "妇女", "本人", "目前", "现")
_GROUP = re.compile("(?:基本)?(?:情况|信息)$")
_SUFFIXES = ("情况", "与否", "是否", "必填", "选填")
#: Columns that give one bound of a fact.
SIDES = {"__min": "（不早于、不少于）", "__max": "（不晚于、不多于）"}
_PER = re.compile("[/·,每](年|月)")
_WHOSE = "未使用（没有写明说的是丈夫还是本人，可用 --mapping 说明）"


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
    return _MARKS.sub("", BRACKETS.sub("", squeeze(label)))


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
        #: How names of columns begin.
        self.initials = frozenset(name[0] for name in (*self._index, *_PREFIXES) if name)
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
        if (reason := self._not_hers(target, parts)) is not None:
            return use(title=reason, how="whose")
        hints = self._hints(target, parts)
        if hints is None:
            remark = "）（".join(remark for part in parts for remark in BRACKETS.findall(part))
            return use(title=f"未使用（看不懂列名里的“（{mask(remark)}）”，可用 --mapping 说明）", how="bracket")
        if target in known_words().per:
            period = _PER.search(squeeze("".join(parts)))
            if period is None:
                return use(title="未使用（没有写明按年还是按月，可用 --mapping 说明）", how="bracket")
            target, hints = known_words().per[target][period[1]], replace(hints, per_year=False)
        target += next((mark for mark in SIDES if parts[-1].endswith(mark)), "")
        return use(target=target, title=self.title(target), how="known", hints=hints)

    def _not_hers(self, target: str, parts: Sequence[str]) -> str | None:
        """Why a column is not used: it may be of another person than its target is of."""
        words = known_words()
        label = squeeze("".join(parts))
        remarks = squeeze("".join(remark for part in parts for remark in BRACKETS.findall(part)))
        others = [word for word in words.other_people if word in remarks]
        his = target in words.of_husband or (target in self.facts and self.facts[target].group == words.husband_group)
        if not his:
            return "未使用（说的是别人）" if others else None
        said = any(word in label for word in words.husband) and not any(word in remarks for word in words.herself)
        return None if said else _WHOSE

    def _hints(self, target: str, parts: Sequence[str]) -> Hints | None:
        """What the brackets say of the cells; None where one is not understood. Those of texts say nothing."""
        words, fact = known_words(), self.facts.get(target)
        if target in words.texts or target in words.own_brackets:
            return Hints()
        money = fact is not None and (fact.unit or "").startswith("元")
        span = fact is not None and fact.unit == "年"
        kind = "money" if money else "span" if span else "date" if fact is not None and fact.kind == "date" else ""
        return hints_of(parts, words.counted.get(target, kind))

    def title(self, target: str) -> str:
        """The Chinese title of a target."""
        name, side = split_side(target)
        title = self.facts[name].title if name in self.facts else known_words().titles[name]
        return title + SIDES.get(side, "")

    def _mapped(self, use: partial[ColumnUse], given: str, parts: Sequence[str]) -> ColumnUse:
        column = self.mapping.columns[given]
        if column.fact is None:
            return use(title="未使用（按对照文件）", how="mapping")
        stated = bool(column.unit or column.per or given in self.mapping.values)
        hints = Hints() if stated else self._hints(split_side(column.fact)[0], parts) or Hints()
        hints = replace(hints, words=self.mapping.values.get(given))
        if column.unit or column.per:
            hints = replace(hints, unit=column.unit, per_year=column.per == "year")
        return use(target=column.fact, title=self.title(column.fact), how="mapping", hints=hints)

    def _find(self, parts: Sequence[str]) -> str | None:
        tables = known_words()
        groups, last = [label_key(part) for part in parts[:-1]], label_key(parts[-1])
        person = next((word for group in groups for word in tables.other_people if word in group), None)
        target = self.said(parts)
        if target is None and person is not None:
            return "unused"
        if target is None and last.endswith(("min", "max")) and (side := parts[-1].rpartition("__")[0]) in self.facts:
            return side
        return target or self._look(last)

    def said(self, parts: Sequence[str]) -> str | None:
        """What a label says together with the groups above it: with all of them, or the nearest; under 丈夫, of him."""
        tables = known_words()
        groups, last = [label_key(part) for part in parts[:-1]], label_key(parts[-1])
        people = [index for index, group in enumerate(groups) if any(word in group for word in tables.other_people)]
        bare = [_GROUP.sub("", group) for group in groups]
        tails = ["".join((*bare[start:], last)) for start in range(len(groups))]
        if people:
            his = any(word in groups[people[-1]] for word in tables.husband)
            after = [*tails[people[-1] + 1 :], last] if his else []
            tails = [*tails[: people[-1] + 1], *("丈夫" + tail for tail in after)]
        return next((target for tail in ("".join((*groups, last)), *tails) if (target := self._look(tail))), None)

    def is_label(self, text: str) -> bool:
        """Whether a text is a column's name, and no word that a cell may hold (残疾, 低保)."""
        return squeeze(text) not in known_words().cell_words and self._look(label_key(text)) is not None

    def _look(self, key: str) -> str | None:
        if key in self._index:
            return self._index[key]
        called = next((word for word in known_words().husband if key.startswith(word)), "丈夫")
        keys = {key, "丈夫" + key.removeprefix(called)} if key.startswith(called) else {key}
        shorter = {part.removeprefix(prefix) for prefix in (*_PREFIXES, "") for part in keys}
        forms = {form.removesuffix(suffix) for form in shorter for suffix in ("", *_SUFFIXES)} - {""}
        return next((self._index[form] for form in sorted(forms, key=len, reverse=True) if form in self._index), None)


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
