"""What a column is, by its name: the known columns, every fact's id and title, a mapping file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ...profile import Fact
from ..cells.known_words import known_words
from ..cells.readers import Hints
from ..cells.reading import cell_text, squeeze

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
class ColumnMapping:
    """A mapping file: column name → target (None: not used), words of a column's own."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    units: Mapping[str, Hints] = field(default_factory=dict)
    header_row: int | None = None


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
        number, text = self.index + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(65 + rest) + text
        return text


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
        label = "/".join(" ".join(part.split()) for part in parts)
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
        target = self.mapping.columns[given]
        if target is None:
            return use(title="未使用（按对照文件）", how="mapping")
        hints = replace(self.mapping.units.get(given, _hints(parts)), words=self.mapping.words.get(given))
        return use(target=target, title=self.title(target), how="mapping", hints=hints)

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
        for form in sorted(
            (form.removesuffix(suffix) for form in shorter for suffix in ("", *_SUFFIXES)), key=len, reverse=True
        ):
            if form and form in self._index:
                return self._index[form]
        return None


def _hints(parts: Sequence[str]) -> Hints:
    remarks = [squeeze(remark) for part in parts for remark in _BRACKETS.findall(part)]
    text = "/".join(remarks)
    per_year = any(word in text for word in _PER_YEAR) and not any(word in text for word in _PER_MONTH)
    unit = next((unit for unit in _UNITS for remark in remarks if unit in re.split(r"[/，,；;：:]", remark)[0]), "")
    if not unit:
        unit = next((unit for unit in _UNITS if unit in text), "")
    return Hints(unit, per_year)


def header_text(value: Any) -> str:
    """The text of a header cell."""
    return " ".join(cell_text(value).split())
