"""What a column is by its name: the known ones, facts' ids and titles, a mapping file.

A mapping file says what the columns of a ledger are where their names do not::

    columns:
      享受政策: receives_dibao        # a fact or an item of a ledger (its id or title), or a known column's name
      家庭纯收入（万元）: {fact: income_per_capita_month, unit: 万元, per: year}
      备注一: null                    # not to be used
    values:                           # of these columns, or of those that are recognised by their own names
      享受政策: {A类: true, 无: false}
      健康状况: {甲: 重病}
    header_row: 3

The lines under ``columns`` may also be the whole file. A column is named by all lines of its header (组/列), the last
ones or the last, with its brackets or without.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from ...files import read_text
from ...problems import Code, InputError, Location, Problem, closest, mask
from ...profile import Fact, FactError
from ...yaml import BROKEN, By, Node, Range, Reader, child, compose, locate, to_data
from ...yaml import Mapping as Tree
from ..cells.readers import reader_of, stated
from ..cells.reading import Hints, UnreadableError, known_words, squeeze
from ..cells.tags import TAGGED
from ..cells.words import BRACKETS
from .brackets import hints_of

_MARKS = re.compile(r"[*＊:：“”\"'‘’`、。?？_—-]")
_ASKING = ("家庭是否", "本人是否", "是否属于", "是否享受", "是否纳入", "是否为", "是否是", "是否有", "是否", "有无")
_PREFIXES = (*_ASKING, "留守妇女", "妇女", "本人", "目前", "现")
_GROUP = re.compile("(?:基本)?(?:情况|信息)$")
_SUFFIXES = ("情况", "与否", "是否", "必填", "选填")
#: Columns that give one bound of a fact.
SIDES = {"__min": "（不早于、不少于）", "__max": "（不晚于、不多于）"}
_PER = re.compile("(?<=[/·,每])[年月]|[年月](?=(?:纯|总|现金|可支配)*收入)")
_PERIODS = {"year": "年", "month": "月"}
_WHOSE = "未使用（没有写明说的是丈夫还是本人，可用对照文件说明）"


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
    """What one column of the ledger was taken for; ``target`` None: not used.

    What a cell of an unused column says ``about`` a target is not known, and never assumed.
    """

    index: int
    label: str
    target: str | None = None
    about: str | None = None
    title: str
    how: str
    hints: Hints = field(default_factory=Hints)

    @property
    def letter(self) -> str:
        """The column as spreadsheets name it: A, B, … AA."""
        return column_letter(self.index)


def column_letter(index: int) -> str:
    """A column as spreadsheets name it: A, B, … AA."""
    more, last = divmod(index, 26)
    return (column_letter(more - 1) if more else "") + chr(65 + last)


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
            for name in (target, *names) if names else ():
                self._index.setdefault(label_key(name), target)
        #: How names of columns begin.
        self.initials = frozenset(name[0] for name in (*self._index, *_PREFIXES) if name)
        self._given, self._words = (_by_form(table) for table in (self.mapping.columns, self.mapping.values))
        self._seen: set[str | None] = set()

    def use(self, index: int, parts: Sequence[str]) -> ColumnUse:
        """What the column under the header lines ``parts`` (top first) is."""
        parts = [part for part in parts if part]
        label = mask("/".join(" ".join(part.split()) for part in parts))
        use = partial(ColumnUse, index=index, label=label, how="known")
        if not parts:
            return use(title="未使用（没有列名）", how="none")
        worded, given = _named(self._words, parts), _named(self._given, parts)
        self._seen |= {worded, given}
        words = self.mapping.values.get(worded or "")
        if given is not None:
            return self._mapped(use, self.mapping.columns[given], parts, words)
        target = self._find(parts)
        if target is None:
            return use(title="未使用（不认得的列）", how="unknown")
        if target == "unused":
            return use(title="未使用（评估用不到）", how="unused")
        if (reason := self._not_hers(target, parts)) is not None:
            return use(title=reason, how="whose")
        hints = self._hints(target, parts) or (Hints() if words else None)
        if hints is None:
            remark = "）（".join(remark for part in parts for remark in BRACKETS.findall(part))
            title = f"未使用（看不懂列名里的“（{mask(remark)}）”，可用对照文件说明）"
            return use(about=target, title=title, how="bracket")
        target += next((mark for mark in SIDES if parts[-1].endswith(mark)), "")
        return self._taken(use, target, parts, replace(hints, words=words))

    def _taken(
        self, use: partial[ColumnUse], target: str, parts: Sequence[str], hints: Hints, per: str = ""
    ) -> ColumnUse:
        """The column as it is used; not where it does not say whether its figures are of a year or a month."""
        name, side = split_side(target)
        if name in known_words().per:
            match = _PER.search(squeeze("".join(parts)))
            period = _PERIODS.get(per) or (match and match[0])
            if period is None:
                return use(about=name, title="未使用（没有写明按年还是按月，可用对照文件说明）", how="bracket")
            target = known_words().per[name][period] + side
            hints = replace(hints, per_year=period == "年" and split_side(target)[0] == name)
        return use(target=target, title=self.title(target), hints=hints)

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

    def _mapped(
        self, use: partial[ColumnUse], column: MappedColumn, parts: Sequence[str], words: Mapping[str, Any] | None
    ) -> ColumnUse:
        if column.fact is None:
            return use(title="未使用（按对照文件）", how="mapping")
        hints = self._hints(split_side(column.fact)[0], parts) or Hints()
        per_year = column.per == "year" if column.per else hints.per_year
        hints = replace(hints, unit=column.unit or hints.unit, per_year=per_year, words=words)
        return self._taken(partial(use, how="mapping"), column.fact, parts, hints, column.per or "")

    def named(self, name: str) -> str | None:
        """The target that a name means: a fact's or an item's id or title, or the name of a known column."""
        if split_side(name)[0] in self.facts or name in known_words().titles:
            return name
        titles = {label_key(title): target for target, title in known_words().titles.items()}
        return titles.get(label_key(name)) or self._find([name])

    def unmatched(self) -> tuple[str, ...]:
        """A note on the names in the mapping file that no column has."""
        missing = [name for name in {**self.mapping.columns, **self.mapping.values} if name not in self._seen]
        return (f"对照文件里的“{'”“'.join(missing)}”，台账里没有这样的列",) if missing else ()

    def target_of(self, label: str) -> str | None:
        """The target of the column that a mapping file calls so, without ``__min``; None where it has none."""
        forms = ([label], label.split("/"))
        given = next((name for parts in forms if (name := _named(self._given, parts)) is not None), None)
        targets = map(self._find, forms) if given is None else (self.mapping.columns[given].fact,)
        target = split_side(next(filter(None, targets), "unused"))[0]
        return None if target == "unused" else known_words().per.get(target, {}).get("月", target)

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

    def words(self) -> list[str]:
        """Every name of a target, for "did you mean"."""
        titles, facts = known_words().titles, self.facts.values()
        return [*titles, *titles.values(), *(word for fact in facts for word in (fact.name, fact.title)), *self._index]

    def is_label(self, text: str) -> bool:
        """Whether a text is a column's name, and no word that a cell may hold (残疾, 低保)."""
        words = known_words().cell_words
        return squeeze(text) not in words and label_key(text) not in words and self._look(label_key(text)) is not None

    def _look(self, key: str) -> str | None:
        if key in self._index:
            return self._index[key]
        called = next((word for word in known_words().husband if key.startswith(word)), "丈夫")
        keys = {key, "丈夫" + key.removeprefix(called)} if key.startswith(called) else {key}
        shorter = {part.removeprefix(prefix) for prefix in (*_PREFIXES, "") for part in keys}
        forms = {form.removesuffix(suffix) for form in shorter for suffix in ("", *_SUFFIXES)} - {""}
        return next((self._index[form] for form in sorted(forms, key=len, reverse=True) if form in self._index), None)


def _by_form(names: Iterable[str]) -> dict[str, str]:
    """The names in a mapping file by the forms in which columns are compared with them."""
    bare = {label_key(name): name for name in names if not BRACKETS.search(name)}
    return bare | {squeeze(name): name for name in names}


def _named(names: Mapping[str, str], parts: Sequence[str]) -> str | None:
    """The name that a mapping file has for a column: all of its lines or the last ones, with brackets or without."""
    forms = ["".join(parts), *("/".join(parts[start:]) for start in range(len(parts)))] if names else []
    keys = (form(text) for form in (squeeze, label_key) for text in forms)
    return next((names[key] for key in keys if key in names), None)


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
        known = names.named(name) if isinstance(name, str) and name else None
        if known is None:
            reader.add(Code.NOT_A_COLUMN, where, subject=name, near=closest(name, names.words()))
        return None if known == "unused" else known or BROKEN

    def column(node: Node, where: Location) -> Any:
        if isinstance(node, Tree):
            return reader.value(MappedColumn, node, where)
        fact = target(node, where)
        return fact if fact is BROKEN else MappedColumn(fact=fact)

    names = ColumnNames(facts)
    reader = Reader({"target": target, "column": column}, loose=True)
    mapping: ColumnMapping | None
    if any(child(tree, key) for key in ("columns", "values", "header_row")):
        mapping = reader.read(ColumnMapping, tree)
    else:
        mapping = ColumnMapping(columns=reader.value(_Columns, tree, tree.location))
    if reader.problems or mapping is None:
        raise InputError(reader.problems)
    _check_values(mapping, facts, tree, reader)
    if reader.problems:
        raise InputError(reader.problems)
    return mapping


def _check_values(mapping: ColumnMapping, facts: Mapping[str, Fact], tree: Tree, reader: Reader) -> None:
    """Report every word of ``values`` whose meaning its column cannot have."""
    names = ColumnNames(facts, mapping)
    for label, words in mapping.values.items():
        target = names.target_of(label)
        if target is None:
            reader.add(Code.UNMAPPED_COLUMN, locate(tree, ("values", label)), subject=label)
            continue
        read = reader_of(target, facts, None)
        for word, value in words.items():
            where = locate(tree, ("values", label, word))
            try:
                reading = stated(value, facts.get(target), read)
                # Whether a place is outside the county is known once the county is.
                reason = reading.problem if target in TAGGED else None
            except FactError as error:
                reader.problems.append(error.problems[0].at(where))
                continue
            except (UnreadableError, ValueError, OverflowError) as error:
                reason = str(error)
            if reason is not None:
                reader.add(Code.NOT_A_WORD, where, value=value, subject=names.title(target), reason=reason)
