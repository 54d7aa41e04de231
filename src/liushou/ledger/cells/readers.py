"""The reader of each target: what a column was taken for → how its cells are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...places import Place, UnknownPlaceError, place_of_code
from ...profile import Fact, FactError
from ...values import exactly
from . import words
from .dates import read_date
from .idnumber import read_id
from .numbers import MONEY, PEOPLE, SPAN, read_number
from .reading import NOTHING, Reader, Reading, UnreadableError, cell_text, known_words, squeeze

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
    if target in known_words().texts:
        return partial(_text, target)
    read, asked = _reader(target, facts, place, hints)
    fact, own = facts.get(target), {squeeze(str(word)): value for word, value in (hints.words or {}).items()}

    def reader(value: Any) -> Reading:
        word = squeeze(cell_text(value))
        if fact is not None and word in own:
            stated = fact.read(own[word])
            return NOTHING if stated is None else Reading({target: stated})
        if word in known_words().blank:
            return NOTHING
        return Reading(unsure=asked) if asked is not None and word in known_words().unsure else read(value)

    return reader


def _reader(
    target: str, facts: Mapping[str, Fact], place: Place | None, hints: Hints
) -> tuple[Reader, tuple[str, ...] | None]:
    """(how cells that are not blank are read, the facts that 不清楚 says are not known; None where it is no answer)."""
    special: dict[str, tuple[Reader, tuple[str, ...] | None]] = {
        **dict.fromkeys(DAYS, (lambda value: Reading({target: read_date(value)}), ())),
        "id_number": (_id_number, None),
        "age": (_age, ()),
        "place": (_place, None),
        "identity": (words.read_identity, None),
        "health": (words.read_health, None),
        "hardship": (words.read_hardship, None),
        "away": (words.read_away, ("husband_away_since",)),
        "away_reason": (words.read_away_reason, None),
        "away_place": (partial(words.read_away_place, place=place), ("husband_outside_county",)),
        "disability_card": (words.read_card, None),
        "disability_grade": (words.read_grade, ("disability_grade",)),
    }
    if target in special:
        return special[target]
    if target == "income_per_capita_year":
        target, hints = "income_per_capita_month", Hints(hints.unit, True)
    fact, number = facts[target], partial(_number, hints)
    readers: dict[str, Callable[[Fact, Any], Reading]]
    readers = {"yes_no": words.read_yes_no, "choice": words.read_choice, "date": _date}
    return partial(readers.get(fact.kind, number), fact), (target,)


def _text(target: str, value: Any) -> Reading:
    text = " ".join(cell_text(value).split())
    return Reading({target: text}) if text else NOTHING


def _date(fact: Fact, value: Any) -> Reading:
    day = read_date(value)
    months = (day.low and day.low.month, day.high and day.high.month)
    ambiguous = isinstance(value, float) and months == (1, 10)
    return Reading({fact.name: day}, note="数字可能是1月也可能是10月，两种都算在内" if ambiguous else None)


def _number(hints: Hints, fact: Fact, value: Any) -> Reading:
    units, factor = _units(fact, hints.unit)
    whole = fact.kind == "integer"
    if whole and (fact.low or 0) == 0 and squeeze(cell_text(value)) in ("无", "没有"):
        return Reading({fact.name: exactly(0.0)})
    number = read_number(value, units, factor=factor, per_year=hints.per_year)
    if whole and any(side is not None and side != int(side) for side in (number.low, number.high)):
        raise UnreadableError("不是整数")
    try:
        fact.read({"at_least": number.low, "at_most": number.high})
    except FactError:
        raise UnreadableError(f"超出“{fact.title}”的范围") from None
    return Reading({fact.name: number})


def _units(fact: Fact, unit: str) -> tuple[Mapping[str, float], float]:
    own = fact.unit or ""
    named: dict[str, Mapping[str, float]] = {"年": SPAN, "人": PEOPLE, "": {}}
    units = MONEY if own.startswith("元") else named.get(own, {own: 1.0})
    return units, units.get(unit, 1.0)


def _age(value: Any) -> Reading:
    years = read_number(value, {"岁": 1.0, "周岁": 1.0})
    low, high = years.low, years.high
    if low is None or low < 0 or low != int(low) or (high or low) > 130 or (high or low) != int(high or low):
        raise UnreadableError("不像年龄")
    return Reading({"age": years})


def _id_number(value: Any) -> Reading:
    if squeeze(cell_text(value)) == "无":
        return NOTHING
    try:
        sound = read_id(value)
    except UnreadableError as error:
        raise UnreadableError(f"身份证号{error}，未采用") from None
    return Reading({"id_number": sound.number, "birth_date": exactly(sound.birth_date), "sex": sound.sex})


def _place(value: Any) -> Reading:
    digits = cell_text(value).strip().removesuffix(".0")
    if digits == "nation":
        return Reading({"place": "nation"})
    if digits.isascii() and digits.isdigit() and len(digits) in (6, 9, 12):
        try:
            return Reading({"place": place_of_code(digits[:6]).code})
        except UnknownPlaceError:
            pass
    raise UnreadableError("不是有效的行政区划代码")
