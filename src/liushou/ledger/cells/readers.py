"""The reader of each target: what a column was taken for → how its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...places import Place, UnknownPlaceError, place_of_code
from ...profile import BY_NAME, Fact, FactError
from ...values import Bounds, exactly
from . import composite
from .dates import NotADateError, read_date
from .idnumber import DamagedIdError, read_id
from .known_words import known_words
from .numbers import MONEY, PEOPLE, SPAN, NotANumberError, read_number
from .reading import NOTHING, Reader, Reading, unread
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


def _absent(name: str, value: Any) -> Reading | None:
    word = squeeze(cell_text(value))
    if word in known_words().blank:
        return NOTHING
    return Reading(unsure=(name,)) if word in known_words().unsure else None


def _text(target: str, value: Any) -> Reading:
    text = " ".join(cell_text(value).split())
    return Reading({target: text}) if text else NOTHING


def _date(fact: Fact, value: Any) -> Reading:
    absent = _absent(fact.name, value)
    if absent is not None:
        return absent
    try:
        day = read_date(value)
    except NotADateError as error:
        return unread(str(error))
    months = (day.low and day.low.month, day.high and day.high.month)
    ambiguous = isinstance(value, float) and months == (1, 10)
    return Reading({fact.name: day}, note="数字可能是1月也可能是10月，两种都算在内" if ambiguous else None)


def _day(target: str, value: Any) -> Reading:
    if _absent(target, value) is not None:
        return NOTHING
    try:
        return Reading({target: read_date(value)})
    except NotADateError as error:
        return unread(str(error))


def _number(fact: Fact, hints: Hints, value: Any) -> Reading:
    absent = _absent(fact.name, value)
    if absent is not None:
        return absent
    units, factor = _units(fact, hints.unit)
    if fact.kind == "integer" and isinstance(value, str) and squeeze(value) in ("无", "没有"):
        return Reading({fact.name: Bounds(0.0, 0.0)}) if (fact.low or 0) == 0 else unread("没有写数字")
    try:
        number = read_number(value, units, factor=factor, per_year=hints.per_year)
        if fact.kind == "integer":
            number = _whole(number)
        fact.read({"at_least": number.low, "at_most": number.high})
    except NotANumberError as error:
        return unread(str(error))
    except FactError:
        return unread(f"超出“{fact.title}”的范围")
    return Reading({fact.name: number})


def _whole(number: Bounds[float]) -> Bounds[float]:
    for side in (number.low, number.high):
        if side is not None and side != int(side):
            raise NotANumberError("不是整数")
    return number


def _units(fact: Fact, unit: str) -> tuple[Mapping[str, float], float]:
    if fact.unit == "年":
        return SPAN, SPAN.get(unit, 1.0)
    if fact.unit and fact.unit.startswith("元"):
        return MONEY, MONEY.get(unit, 1.0)
    if fact.unit == "人":
        return PEOPLE, 1.0
    return ({fact.unit: 1.0} if fact.unit else {}), 1.0


def _age(value: Any) -> Reading:
    if _absent("birth_date", value) is not None:
        return NOTHING
    try:
        years = read_number(value, {"岁": 1.0, "周岁": 1.0})
    except NotANumberError as error:
        return unread(str(error))
    low, high = years.low, years.high
    if low is None or low < 0 or low != int(low) or (high or low) > 130 or (high or low) != int(high or low):
        return unread("不像年龄")
    return Reading({"age": years})


def _id_number(value: Any) -> Reading:
    if squeeze(cell_text(value)) in known_words().blank | {"无"}:
        return NOTHING
    try:
        sound = read_id(value)
    except DamagedIdError as error:
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
