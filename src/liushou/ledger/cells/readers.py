"""How the cells of a column are read, by what it was taken for; words are those of ``known_columns.yaml``."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from ...places import Place, UnknownPlaceError, place_of_code
from ...profile import Fact, FactError
from ...values import Bounds, exactly
from .amounts import MONEY, PEOPLE, SPAN, in_years, read_household, read_number
from .away import NO_HINTS, check_left, read_away, read_away_place, read_away_reason
from .figures import OLDEST, read_date, read_id
from .reading import NOTHING, Hints, Reading, UnreadableError, cell_text, known_words, squeeze, unreadable
from .tags import TAGGED, read_card, read_grade, read_tags
from .words import Lexicon, by_legend, is_error, words_of_fact

Reader = Callable[[Any], Reading]
#: So many characters fit into a cell.
LONGEST_CELL = 32_767
#: Columns of which no cell is listed.
HIDDEN = frozenset({"id_number", "disability_card", "phone"})
DAYS = ("filled_on", "husband_last_home")


def reader_of(target: str, facts: Mapping[str, Fact], place: Place | None, hints: Hints = NO_HINTS) -> Reader:
    """The function that reads the cells of a column taken for ``target``."""
    tables = known_words()
    read, asked = (partial(_text, target), None) if target in tables.texts else _reader(target, facts, place, hints)
    fact, own = facts.get(target), {squeeze(str(word)): value for word, value in (hints.words or {}).items()}

    def reader(value: Any) -> Reading:
        text = cell_text(value)
        if len(text) > LONGEST_CELL:
            raise UnreadableError(f"超过{LONGEST_CELL:,}个字")
        word = squeeze(text)
        if word in own:
            return stated(own[word], fact, read)
        if is_error(word):
            raise UnreadableError("是表格软件的错误值")
        if hints.legend is not None:
            value = by_legend(value, word, hints.legend)
            word = squeeze(cell_text(value))
        if target in tables.texts:
            return read(value)
        if word in tables.blank:
            return NOTHING
        return Reading(unsure=asked) if asked is not None and word in tables.unsure else read(value)

    return reader


def stated(value: Any, fact: Fact | None, read: Reader) -> Reading:
    """What a word of a mapping file says: a value of the fact, or what another word says in such a column."""
    if value is not None and (fact is None or isinstance(value, str)):
        try:
            return read(value)
        except UnreadableError:
            if fact is None:
                raise
    known = None if fact is None else fact.read(value)
    return NOTHING if known is None or fact is None else Reading({fact.name: known})


def facts_of(target: str) -> frozenset[str]:
    """What the cells of a column taken for ``target`` can say: unread, it leaves all of that open."""
    tables = known_words()
    return tables.says.get(target, frozenset()) | {target, *(tables.tags if target in TAGGED else ())}


def _reader(
    target: str, facts: Mapping[str, Fact], place: Place | None, hints: Hints
) -> tuple[Reader, tuple[str, ...] | None]:
    """(how cells that are not blank are read, the facts that 不清楚 says are not known; None where it is no answer)."""
    special: dict[str, tuple[Reader, tuple[str, ...] | None]] = {
        **dict.fromkeys(DAYS, (lambda value: Reading({target: read_date(value, date1904=hints.date1904)}), ())),
        **dict.fromkeys(TAGGED, (partial(read_tags, target), None)),
        "id_number": (_id_number, None),
        "age": (partial(_age, hints), ()),
        "place": (_place, None),
        "household_income": (partial(read_household, hints), ()),
        "household_members": (partial(read_household, None), ()),
        "away": (partial(read_away, hints=hints), ("husband_away_since",)),
        "away_reason": (read_away_reason, None),
        "away_place": (partial(read_away_place, place=place), ("husband_outside_county",)),
        "whereabouts": (partial(read_away_place, place=place, working=False), ("husband_outside_county",)),
        "disability_card": (read_card, None),
        "disability_grade": (read_grade, ("disability_grade",)),
    }
    if target in special:
        return special[target]
    if target in ("husband_outside_county", "husband_away_for_work"):
        return partial(_read_with_place, facts[target], place=place), (target,)
    if target == "income_per_capita_year":
        target, hints = "income_per_capita_month", replace(hints, per_year=True)
    fact, number = facts[target], partial(_number, hints)
    readers: dict[str, Callable[[Fact, Any], Reading]]
    readers = {"yes_no": read_yes_no, "choice": read_choice, "date": partial(_date, hints)}
    return partial(readers.get(fact.kind, number), fact), (target,)


def _text(target: str, value: Any) -> Reading:
    text = " ".join(cell_text(value).split())
    # What is written well is kept as the one object that it is in the column.
    return Reading({target: value if text == value else text}) if text else NOTHING


def _date(hints: Hints, fact: Fact, value: Any) -> Reading:
    day = read_date(value, date1904=hints.date1904)
    if fact.name == "husband_away_since":
        check_left(day)
    months = (day.low and day.low.month, day.high and day.high.month)
    ambiguous = isinstance(value, float) and months == (1, 10)
    return Reading({fact.name: day}, note="数字可能是1月也可能是10月，两种都算在内" if ambiguous else None)


def _number(hints: Hints, fact: Fact, value: Any) -> Reading:
    own = fact.unit or ""
    named: dict[str, Mapping[str, float]] = {"年": SPAN, "人": PEOPLE, "": {}}
    units = MONEY if own.startswith("元") else named.get(own, {own: 1.0})
    whole = fact.kind == "integer"
    if whole and (fact.low or 0) == 0 and squeeze(cell_text(value)) in ("无", "没有"):
        return Reading({fact.name: exactly(0.0)})
    number = in_years(read_number(value, units, factor=units.get(hints.unit, 1.0), per_year=hints.per_year), hints.unit)
    if whole and any(side is not None and side != int(side) for side in (number.low, number.high)):
        raise UnreadableError("不是整数")
    try:
        fact.read({"at_least": number.low, "at_most": number.high})
    except FactError:
        raise UnreadableError(f"超出“{fact.title}”的范围") from None
    return Reading({fact.name: number})


def _age(hints: Hints, value: Any) -> Reading:
    """Years of age; 虚岁 is one or two more than 周岁."""
    years = read_number(value, {"岁": 1.0, "周岁": 1.0})
    low, high = years.low, years.high
    if low is None or low < 0 or low != int(low) or (high or low) > OLDEST or (high or low) != int(high or low):
        raise UnreadableError("不像年龄")
    if hints.nominal_age:
        years = Bounds(max(0.0, low - 2), max(0.0, (high or low) - 1))
    day = {} if hints.as_of is None else {"age_as_of": exactly(hints.as_of)}
    return Reading({"age": years, **day}, note="虚岁，按周岁小一至两岁理解" if hints.nominal_age else None)


def _id_number(value: Any) -> Reading:
    if squeeze(cell_text(value)) == "无":
        return NOTHING
    try:
        sound = read_id(value)
    except UnreadableError as error:
        raise UnreadableError(f"身份证号{error}，未采用") from None
    number = value if sound.number == value else sound.number
    return Reading({"id_number": number, "birth_date": exactly(sound.birth_date), "sex": sound.sex})


def _place(value: Any) -> Reading:
    digits = squeeze(cell_text(value)).removesuffix(".0")
    if digits == "nation":
        return Reading({"place": "nation"})
    if digits.isascii() and digits.isdigit() and len(digits) in (6, 9, 12):
        with suppress(UnknownPlaceError):
            return Reading({"place": place_of_code(digits[:6]).code})
    raise UnreadableError("不是有效的行政区划代码")


def read_yes_no(fact: Fact, value: Any) -> Reading:
    """Yes or no; a form of both on which nothing is ticked says nothing."""
    if isinstance(value, bool):
        return Reading({fact.name: value})
    text = squeeze(cell_text(value))
    answer = words_of_fact(fact).answer(text)
    if isinstance(answer, bool):
        return Reading({fact.name: answer})
    if any(box in text for box in "□☐○"):
        return NOTHING
    raise unreadable(cell_text(value), "看不出是或否")


def read_choice(fact: Fact, value: Any) -> Reading:
    """One of the values of a choice (性别), by its id, its Chinese word, or a known variant."""
    text = squeeze(cell_text(value))
    own = known_words().fact_words.get(fact.name, {})
    words = {word: key for key, title in fact.choices.items() for word in (key, title, *own.get(key, ()))}
    answer = Lexicon({squeeze(word): key for word, key in words.items()}).answer(text)
    if answer is None:
        raise unreadable(cell_text(value), f"不是“{fact.title}”的取值")
    return Reading({fact.name: answer})


_ANSWER_AND_PLACE = re.compile(r"([^(,、:;]{1,6})[(,、:;]([^()]+)\)?")


def _read_with_place(fact: Fact, value: Any, place: Place | None) -> Reading:
    """丈夫是否外出务工, 是否在县外: yes or no, also with a place (是（广东）); for the latter also a place alone."""
    try:
        return read_yes_no(fact, value)
    except UnreadableError:
        alone = fact.name == "husband_outside_county"
        both = _ANSWER_AND_PLACE.fullmatch(squeeze(cell_text(value)))
        if both is None or words_of_fact(fact).words.get(both[1]) is not True:
            if alone:
                return read_away_place(value, place, working=False)
            raise
    where = read_away_place(both[2], place, working=not alone)
    if where.values.get(fact.name) is True:
        return where
    raise unreadable(cell_text(value), "前后不一致")
