"""What one cell says; its text, as it is compared; and the words that ledgers use, from ``known_columns.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import lru_cache, reduce
from operator import getitem
from pathlib import Path
from typing import Any

from ...problems import LiushouError, mask
from ...yaml import file_data

_BLANKS = re.compile(r"[\s​‌‍﻿ 　]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: What a spreadsheet shows where a formula failed (#N/A, #SPILL!, Err:502), in any language.
_ERROR = re.compile(r"#(?:[¡¿]?[^\W\d][\w/]*[!?]|n/?[adv]|[нn]/д|getting_data|busy|unknown|blocked)|(?:err|错误):\d+")
#: As many characters fit into a cell.
LONGEST_CELL = 32_767
_STRETCH = 256
_CODE = re.compile(r"[\d.]+|[a-h]|[√✓✔×✗✘○]")
_BETWEEN_CODES = re.compile("[、,;/|+]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says of facts and ledger items.

    ``values`` has no entry for what is not said. ``unsure`` names facts that were asked
    and are not known. ``problem`` says, in Chinese, why a cell that is not empty could
    not be read (the fact then stays unknown); ``note`` how it was understood where that
    does not go without saying.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    problem: str | None = None
    note: str | None = None


class UnreadableError(LiushouError, ValueError):
    """A cell that cannot be read; the message says why, in Chinese, with the numbers of people masked."""


NOTHING = Reading()
Reader = Callable[[Any], Reading]


def squeeze(value: str) -> str:
    """NFKC, lower case, without any blank: the form in which words are compared."""
    # In stretches: normalising is quadratic in a run of combining marks.
    stretches = (value[start : start + _STRETCH] for start in range(0, len(value), _STRETCH))
    return _BLANKS.sub("", "".join(unicodedata.normalize("NFKC", stretch) for stretch in stretches)).lower()


def is_error(word: str) -> bool:
    """Whether a squeezed text is the error value of a spreadsheet."""
    return _ERROR.fullmatch(word) is not None


def cell_text(value: Any) -> str:
    """A raw cell as text for people: whole floats as integers, control characters out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _CONTROL.sub("", value).strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return _CONTROL.sub("", str(value)).strip()


def shorten(text: str, most: int = 40) -> str:
    """A text of the ledger as it is listed: numbers of people masked, and then long ones cut."""
    text = mask(text[:1000])
    return text if len(text) <= most else text[: most - 1] + "…"


def unreadable(text: str, why: str) -> UnreadableError:
    """The error of a text, or a part of one, that is quoted in it."""
    return UnreadableError(f"“{shorten(text, 20)}”{why}")


def is_blank(value: Any) -> bool:
    """Whether nothing stands in the cell."""
    return value is None or (isinstance(value, str) and not _BLANKS.sub("", value)) or value != value


def by_legend(value: Any, word: str, legend: Mapping[str, str]) -> Any:
    """The words that the codes of a cell stand for; a cell of words as it is.

    Raises :class:`UnreadableError` for a code that the column's name does not explain.
    """
    codes = [code for code in _BETWEEN_CODES.split(word) if code]
    if codes and all(code in legend for code in codes):
        return "、".join(legend[code] for code in codes)
    if _CODE.fullmatch(word):
        raise unreadable(word, "不在列名的说明里")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the column itself says: its unit (``万元``, ``月`` …), the words of its codes (1否2是), whether ages are
    虚岁 and of which day they are; words of a mapping file; whether days count from 1904.
    """

    unit: str = ""
    per_year: bool = False
    words: Mapping[str, Any] | None = None
    date1904: bool = False
    legend: Mapping[str, str] | None = None
    nominal_age: bool = False
    as_of: date | None = None


#: A column that says nothing of its cells.
NO_HINTS = Hints()

FILE = Path(__file__).with_name("known_columns.yaml")


def _set(words: Iterable[str | None]) -> frozenset[str]:
    return frozenset("" if word is None else squeeze(word) for word in words)


def _grades(table: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[int, int]]:
    bounds = {grade: tuple(map(int, grade.split("-"))) for grade in table}
    return {squeeze(name): (bounds[grade][0], bounds[grade][-1]) for grade, names in table.items() for name in names}


def _each(convert: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    return lambda table: {key: convert(value) for key, value in table.items()}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(squeeze(word)) for word in words)


def _cell_words(data: Mapping[str, Any]) -> frozenset[str]:
    names = ("words", "fact_words", "grades", "tags", "tags_without_facts", "health", "identity", "away_reason")
    tables: list[Any] = [data[name] for name in names]
    words = set[str]()
    while tables:
        table = tables.pop()
        tables += table.values() if isinstance(table, Mapping) else ()
        words.update(() if isinstance(table, Mapping) else table)
    return _set(words)


def _inverted(table: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {squeeze(word): key for key, words in table.items() for word in words}


def _at(path: str, convert: Callable[[Any], Any]) -> Any:
    """A field that is made of what is at a path of the file."""
    return field(metadata={"path": path.split(".") if path else [], "convert": convert})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """The tables of ``known_columns.yaml``, words normalised by :func:`squeeze`.

    ``titles`` and ``columns`` are those of the ledger's own items; ``texts`` the items that
    are kept as text; the columns of facts are in facts.yaml.
    """

    titles: Mapping[str, str] = _at("items", _each(lambda item: item["title"]))
    columns: Mapping[str, tuple[str, ...]] = _at("items", _each(lambda item: tuple(item["columns"])))
    texts: frozenset[str] = _at("items", lambda items: frozenset(name for name in items if items[name].get("text")))
    other_people: tuple[str, ...] = _at("other_people", tuple)
    husband: tuple[str, ...] = _at("husband", tuple)
    herself: tuple[str, ...] = _at("herself", tuple)
    #: The group of facts, and the items, that are of the husband: a column is taken for one only where it says so.
    husband_group: str = _at("of_husband.group", str)
    of_husband: frozenset[str] = _at("of_husband.items", frozenset)
    #: What is counted in an item, and items whose brackets say nothing of the cells.
    counted: Mapping[str, str] = _at("brackets.counted", dict)
    #: Items of which a bracket says whether they are of a year or a month, and what they then are.
    per: Mapping[str, Mapping[str, str]] = _at("brackets.per", dict)
    own_brackets: frozenset[str] = _at("brackets.items", frozenset)
    harmless_brackets: frozenset[str] = _at("brackets.harmless", _set)
    yes: frozenset[str] = _at("words.yes", _set)
    no: frozenset[str] = _at("words.no", _set)
    blank: frozenset[str] = _at("words.blank", _set)
    unsure: frozenset[str] = _at("words.unsure", _set)
    fact_words: Mapping[str, Mapping[str, frozenset[str]]] = _at("fact_words", _each(_each(_set)))
    #: A column that says several things → its facts.
    says: Mapping[str, frozenset[str]] = _at("says", _each(frozenset))
    remarks: Mapping[str, frozenset[str]] = _at("remarks", _each(_set))
    affirmations: frozenset[str] = _at("affirmations", _set)
    negations: frozenset[str] = _at("negations", _set)
    grades: Mapping[str, tuple[int, int]] = _at("grades", _grades)
    grade_none: frozenset[str] = _at("grade_none", _set)
    grade_open: frozenset[str] = _at("grade_open", _set)
    grade_beside: frozenset[str] = _at("grade_beside", _set)
    tags: Mapping[str, frozenset[str]] = _at("tags", _each(_set))
    tags_without_facts: frozenset[str] = _at("tags_without_facts", _set)
    health: Mapping[str, frozenset[str]] = _at("health", _each(_set))
    women: frozenset[str] = _at("identity.women", _set)
    others: frozenset[str] = _at("identity.others", _set)
    away_reason: Mapping[str, frozenset[str]] = _at("away_reason", _each(_set))
    work_places: Mapping[str, frozenset[str]] = _at("work_places", _each(_set))
    at_home: frozenset[str] = _at("at_home", _set)
    filled_on: tuple[str, ...] = _at("filled_on", lambda words: tuple(map(squeeze, words)))
    #: Patterns: words of sums; a cell that is one; how rows begin that are signed, or explain the table.
    sums: str = _at("sums.words", _any)
    sum_cell: str = _at("sums.cell", str)
    signed: str = _at("signed", _any)
    #: What is written where nothing is known of a name, an address or a phone; 同上.
    placeholders: frozenset[str] = _at("placeholders.words", _set)
    placeholder_items: frozenset[str] = _at("placeholders.items", _set)
    #: A column → the facts that do not count where it says anything but no.
    undone: Mapping[str, tuple[str, ...]] = _at("undone", _each(tuple))
    as_above: frozenset[str] = _at("as_above", _set)
    #: Words that a cell may hold: where they come in a row, they are no names of columns.
    cell_words: frozenset[str] = _at("", _cell_words)
    bands: Mapping[str, Mapping[str, str]] = _at("bands", _each(_inverted))
    number_bands: Mapping[str, tuple[tuple[float, float, str], ...]] = _at(
        "number_bands", _each(lambda bands: tuple((first, below, name) for name, (first, below) in bands.items()))
    )
    outcomes: Mapping[str, str] = _at("decisions.outcomes", _inverted)
    decided_services: Mapping[str, str] = _at("decisions.services", _inverted)
    band_names: Mapping[str, tuple[str, ...]] = _at("bands", _each(tuple))


@lru_cache(maxsize=1)
def known_words() -> KnownWords:
    """The tables, read once."""
    data = file_data(FILE)
    tables = {table.name: (table.metadata["convert"], table.metadata["path"]) for table in fields(KnownWords)}
    return KnownWords(**{name: convert(reduce(getitem, path, data)) for name, (convert, path) in tables.items()})
