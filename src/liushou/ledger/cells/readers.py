"""The reader of each target: what a column was taken for → how its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...places import Place, UnknownPlaceError, place_of_code
from ...profile import BY_NAME, Fact, FactError
from ...values import exactly
from . import composite
from .dates import read_date
from .idnumber import read_id
from .known_words import absent, known_words
from .numbers import MONEY, PEOPLE, SPAN, read_number
from .reading import NOTHING, Reader, Reading, UnreadableError, unread
from .text import cell_text, squeeze
from .words import read_choice, read_grade, read_yes_no

#: Columns of which no cell is listed.
HIDDEN = frozenset({"id_number", "disability_card", "phone"})
DAYS = ("filled_on", "husband_last_home")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the column itself says: its unit (``万元``, ``月`` …) and words of its own."""

    unit: str = ""
    per_year: bool = False
    words: Mapping[str, Any] | None = None


def reader_of(target: str, facts: Mapping[str, Fact], place: Place | None, hints: Hints = Hints()) -> Reader:
    """The function that reads the cells of a column taken for ``target``."""
    read = _plain_reader(target, facts, place, hints)
    if not hints.words:
        return read
    own = {squeeze(str(word)): value for word, value in hints.words.items()}
    return partial(_own_words, own, facts.get(target), read)


def _own_words(own: Mapping[str, Any], fact: Fact | None, read: Reader, value: Any) -> Reading:
    word = squeeze(cell_text(value))
    if word not in own:
        return read(value)
    if fact is None or own[word] is None:
        return read(own[word]) if own[word] is not None else NOTHING
    stated = fact.read(own[word])
    return NOTHING if stated is None else Reading({fact.name: stated})


def _plain_reader(target: str, facts: Mapping[str, Fact], place: Place | None, hints: Hints) -> Reader:
    if target in known_words().texts:
        return partial(_text, target)
    if target in DAYS:
        return partial(_day, target)
    special: dict[str, Reader] = {
        "id_number": _id_number,
        "age": _age,
        "place": _place,
        "identity": composite.read_identity,
        "health": composite.read_health,
        "hardship": composite.read_hardship,
        "away": composite.read_away,
        "away_reason": composite.read_away_reason,
        "away_place": partial(composite.read_away_place, place=place),
        "disability_card": composite.read_card,
        "disability_grade": read_grade,
        "income_per_capita_year": partial(_number, BY_NAME["income_per_capita_month"], Hints(hints.unit, True)),
    }
    if target in special:
        return special[target]
    fact = facts[target]
    if fact.kind == "yes_no":
        return partial(read_yes_no, fact)
    if fact.kind == "choice":
        return partial(read_choice, fact)
    if fact.kind == "date":
        return partial(_date, fact)
    return partial(_number, fact, hints)


def _text(target: str, value: Any) -> Reading:
    text = " ".join(cell_text(value).split())
    return Reading({target: text}) if text else NOTHING


def _date(fact: Fact, value: Any) -> Reading:
    reading = absent(value, fact.name)
    if reading is not None:
        return reading
    day = read_date(value)
    months = (day.low and day.low.month, day.high and day.high.month)
    ambiguous = isinstance(value, float) and months == (1, 10)
    return Reading({fact.name: day}, note="数字可能是1月也可能是10月，两种都算在内" if ambiguous else None)


def _day(target: str, value: Any) -> Reading:
    return NOTHING if absent(value, target) is not None else Reading({target: read_date(value)})


def _number(fact: Fact, hints: Hints, value: Any) -> Reading:
    reading = absent(value, fact.name)
    if reading is not None:
        return reading
    units, factor = _units(fact, hints.unit)
    whole = fact.kind == "integer"
    if whole and isinstance(value, str) and squeeze(value) in ("无", "没有"):
        return Reading({fact.name: exactly(0.0)}) if (fact.low or 0) == 0 else unread("没有写数字")
    number = read_number(value, units, factor=factor, per_year=hints.per_year)
    if whole and any(side is not None and side != int(side) for side in (number.low, number.high)):
        return unread("不是整数")
    try:
        fact.read({"at_least": number.low, "at_most": number.high})
    except FactError:
        return unread(f"超出“{fact.title}”的范围")
    return Reading({fact.name: number})


def _units(fact: Fact, unit: str) -> tuple[Mapping[str, float], float]:
    if fact.unit == "年":
        return SPAN, SPAN.get(unit, 1.0)
    if fact.unit and fact.unit.startswith("元"):
        return MONEY, MONEY.get(unit, 1.0)
    if fact.unit == "人":
        return PEOPLE, 1.0
    return ({fact.unit: 1.0} if fact.unit else {}), 1.0


def _age(value: Any) -> Reading:
    if absent(value, "birth_date") is not None:
        return NOTHING
    years = read_number(value, {"岁": 1.0, "周岁": 1.0})
    low, high = years.low, years.high
    if low is None or low < 0 or low != int(low) or (high or low) > 130 or (high or low) != int(high or low):
        return unread("不像年龄")
    return Reading({"age": years})


def _id_number(value: Any) -> Reading:
    if squeeze(cell_text(value)) in known_words().blank | {"无"}:
        return NOTHING
    try:
        sound = read_id(value)
    except UnreadableError as error:
        return unread(f"身份证号{error}，未采用")
    return Reading({"id_number": sound.number, "birth_date": exactly(sound.birth_date), "sex": sound.sex})


def _place(value: Any) -> Reading:
    text = cell_text(value).strip()
    if squeeze(text) in known_words().blank:
        return NOTHING
    digits = text.removesuffix(".0")
    if digits == "nation":
        return Reading({"place": "nation"})
    if digits.isascii() and digits.isdigit() and len(digits) in (6, 9, 12):
        try:
            return Reading({"place": place_of_code(digits[:6]).code})
        except UnknownPlaceError:
            pass
    return unread("不是有效的行政区划代码")
