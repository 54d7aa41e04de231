"""What one cell says; its text, as it is compared; and the words that ledgers use, from ``known_columns.yaml``."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ...problems import LiushouError, written
from ...yaml import file_data

_BLANKS = re.compile(r"[\s​‌‍﻿ 　]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_STRETCH = 256


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


def squeeze(value: str) -> str:
    """NFKC, lower case, without any blank: the form in which words are compared."""
    # In stretches: normalising is quadratic in a run of combining marks.
    stretches = (value[start : start + _STRETCH] for start in range(0, len(value), _STRETCH))
    return _BLANKS.sub("", "".join(unicodedata.normalize("NFKC", stretch) for stretch in stretches)).lower()


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
    return written(text, most)


def unreadable(text: str, why: str) -> UnreadableError:
    """The error of a text, or a part of one, that is quoted in it."""
    return UnreadableError(f"“{shorten(text, 20)}”{why}")


def is_blank(value: Any) -> bool:
    """Whether nothing stands in the cell."""
    return value is None or (isinstance(value, str) and not _BLANKS.sub("", value)) or value != value


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


#: Parts of the file whose tables are known by their own names.
_PARTS = ("words", "brackets", "of_husband", "identity", "sums", "placeholders", "decisions", "amounts")
#: Tables that are kept in order, whose words are looked up, whose words are one pattern.
_ORDERED, _PATTERNS = ("other_people", "husband", "herself", "filled_on"), ("sums", "signed")
_LOOKED_UP = ("outcomes", "decided_services", "before", "after", "grades")
#: Tables of words that a cell may hold: where they come in a row, they are no names of columns.
_OF_CELLS = (
    *("yes", "no", "blank", "unsure", "fact_words", "grades", "tags", "tags_without_facts"),
    *("health", "women", "others", "away_reason"),
)


class KnownWords(SimpleNamespace):
    """The tables of ``known_columns.yaml`` by their names: lists are sets of words normalised by :func:`squeeze`.

    ``titles`` and ``columns`` are those of the ledger's own items, ``texts`` the items that are kept as text (the
    columns of facts are in facts.yaml); ``band_names`` are the names of the ``bands``, whose words are looked up.
    """

    texts: frozenset[str]
    says: Mapping[str, frozenset[str]]


def _words(table: Any) -> Any:
    if isinstance(table, Mapping):
        return {key: _words(words) for key, words in table.items()}
    return frozenset(squeeze(word or "") for word in table) if isinstance(table, list) else table


def _every(table: Any) -> frozenset[str]:
    return frozenset[str]().union(*map(_every, table.values())) if isinstance(table, Mapping) else table


def _inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {squeeze(word): key for key, words in table.items() for word in words}


@lru_cache(maxsize=1)
def known_words() -> KnownWords:
    """The tables, read once."""
    data = file_data(Path(__file__).with_name("known_columns.yaml"))
    items, bands, numbers = data.pop("items"), data.pop("bands"), data.pop("number_bands")
    for part in _PARTS:
        data |= data.pop(part)
    words: dict[str, Any] = {name: _words(table) for name, table in data.items()}
    words["cell_words"] = _every({name: words[name] for name in _OF_CELLS})
    words |= {name: tuple(map(squeeze, data[name])) for name in _ORDERED}
    words |= {name: _inverted(data[name]) for name in _LOOKED_UP}
    words |= {name: "|".join(re.escape(squeeze(word)) for word in data[name]) for name in _PATTERNS}
    words["undone"] = data["undone"]
    words["grades"] = {word: (int(grade[0]), int(grade[-1])) for word, grade in words["grades"].items()}
    words["titles"] = {name: item["title"] for name, item in items.items()}
    words["columns"] = {name: item["columns"] for name, item in items.items()}
    words["texts"] = frozenset(name for name, item in items.items() if item.get("text"))
    words["bands"] = {item: _inverted(names) for item, names in bands.items()}
    words["band_names"] = {item: tuple(names) for item, names in bands.items()}
    words["number_bands"] = {
        item: tuple((first, below, name) for name, (first, below) in names.items()) for item, names in numbers.items()
    }
    return KnownWords(**words)
