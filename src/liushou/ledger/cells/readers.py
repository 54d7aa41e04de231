"""How the cells of a column are read, by what it was taken for; words are those of ``known_columns.yaml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...chinese import to_arabic
from ...places import Place, UnknownPlaceError, place_of_code
from ...profile import Fact, FactError
from ...values import Bounds, exactly
from .figures import MONEY, PEOPLE, SPAN, read_date, read_id, read_number
from .reading import (
    NOTHING,
    Reader,
    Reading,
    UnreadableError,
    cell_text,
    known_words,
    shorten,
    squeeze,
    without_remarks,
)

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
        "identity": (read_identity, None),
        "health": (read_health, None),
        # Only what is named is taken; what is not named is not a no.
        "hardship": (lambda value: _list(value, known_words().hardship, "困难类别"), None),
        "away": (read_away, ("husband_away_since",)),
        "away_reason": (read_away_reason, None),
        "away_place": (partial(read_away_place, place=place), ("husband_outside_county",)),
        "disability_card": (read_card, None),
        "disability_grade": (read_grade, ("disability_grade",)),
    }
    if target in special:
        return special[target]
    if target == "income_per_capita_year":
        target, hints = "income_per_capita_month", Hints(hints.unit, True)
    fact, number = facts[target], partial(_number, hints)
    readers: dict[str, Callable[[Fact, Any], Reading]]
    readers = {"yes_no": read_yes_no, "choice": read_choice, "date": _date}
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
    own = fact.unit or ""
    named: dict[str, Mapping[str, float]] = {"年": SPAN, "人": PEOPLE, "": {}}
    units = MONEY if own.startswith("元") else named.get(own, {own: 1.0})
    whole = fact.kind == "integer"
    if whole and (fact.low or 0) == 0 and squeeze(cell_text(value)) in ("无", "没有"):
        return Reading({fact.name: exactly(0.0)})
    number = read_number(value, units, factor=units.get(hints.unit, 1.0), per_year=hints.per_year)
    if whole and any(side is not None and side != int(side) for side in (number.low, number.high)):
        raise UnreadableError("不是整数")
    try:
        fact.read({"at_least": number.low, "at_most": number.high})
    except FactError:
        raise UnreadableError(f"超出“{fact.title}”的范围") from None
    return Reading({fact.name: number})


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


#: Forms with both answers printed: □是 ☑否, or 是□ 否☑.
_BOX, _TICK = "□☐○", "☑■√✓✔"
_BEFORE = re.compile(f"([{_BOX}{_TICK}])([是有否无])")
_AFTER = re.compile(f"([是有否无])([{_BOX}{_TICK}])")
_GRADE = re.compile(r"([1-4])级|([ⅰⅱⅲⅳ]+|i{1,3}|iv)级")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LIST = re.compile(r"[、,，;；/|+＋和及]+|\s+")
_CARD = re.compile(r"([1-9]\d{16}[\dX])([1-7])([1-4])(?:B\d)?")


def absent(word: str, fact: str) -> Reading | None:
    """What a word says that stands for a blank, or says that she does not know; None for any other."""
    if word in known_words().blank:
        return NOTHING
    return Reading(unsure=(fact,)) if word in known_words().unsure else None


def read_yes_no(fact: Fact, value: Any) -> Reading:
    """Yes, no, not asked (blank), or not known to her (不清楚)."""
    if isinstance(value, bool):
        return Reading({fact.name: value})
    text = squeeze(cell_text(value))
    for word in (text, without_remarks(text)):
        reading = absent(word, fact.name)
        if reading is not None:
            return reading
        answer = _answer(fact, word)
        if answer is not None:
            return Reading({fact.name: answer})
    if any(box in text for box in _BOX):
        boxes = [(found[2], found[1]) for found in _BEFORE.finditer(text)]
        if text[-1] in _BOX + _TICK:
            boxes = [(found[1], found[2]) for found in _AFTER.finditer(text)]
        ticked = {answer in "是有" for answer, box in boxes if box in _TICK}
        if len(ticked) == 1:
            return Reading({fact.name: ticked.pop()})
        if boxes and not ticked:
            return NOTHING
    raise UnreadableError(f"“{shorten(cell_text(value), 20)}”看不出是或否")


def _answer(fact: Fact, word: str) -> bool | None:
    tables = known_words()
    own = tables.fact_words.get(fact.name, {})
    title = squeeze(fact.title)
    answers = (
        (True, own.get("yes", frozenset())),
        (False, own.get("no", frozenset())),
        (True, tables.yes | {title, squeeze(fact.yes), "是" + title}),
        (False, tables.no | {squeeze(fact.no), "非" + title, "不是" + title, "无" + title, "未" + title}),
    )
    return next((answer for answer, words in answers if word in words), None)


def read_choice(fact: Fact, value: Any) -> Reading:
    """One of the values of a choice (性别), by its id, its Chinese word, or a known variant."""
    text = without_remarks(squeeze(cell_text(value)))
    reading = absent(text, fact.name)
    if reading is not None:
        return reading
    own = known_words().fact_words.get(fact.name, {})
    for key, title in fact.choices.items():
        if text in (key.lower(), squeeze(title)) or text in own.get(key, ()):
            return Reading({fact.name: key})
    raise UnreadableError(f"“{shorten(cell_text(value), 20)}”不是“{fact.title}”的取值")


def read_grade(value: Any) -> Reading:
    """A disability grade in figures or words; 重度 is grade 1 or 2; 无 says not disabled."""
    tables = known_words()
    text = squeeze(cell_text(value))
    for word in (text, without_remarks(text)):
        reading = absent(word, "disability_grade")
        if reading is not None:
            return reading
        if word in tables.grades:
            low, high = tables.grades[word]
            return Reading({"disability_grade": Bounds(float(low), float(high))})
        if word in tables.grade_none:
            return Reading({"disabled": False}, note="残疾等级“无”按没有残疾理解")
        if word in tables.grade_open:
            return Reading({"disabled": True} if word in ("残疾", "有") else {}, note="残疾等级未定")
    written = _GRADE.finditer(to_arabic(text.replace("等级", "")))
    grades = {int(found[1]) if found[1] else _ROMAN.get(found[2], 0) for found in written} - {0}
    if len(grades) == 1:
        return Reading({"disability_grade": exactly(float(grades.pop()))})
    if grades:
        raise UnreadableError("写了不止一个等级")
    if "重度" in text:
        return Reading({"disability_grade": Bounds(1.0, 2.0)})
    raise UnreadableError(f"“{shorten(cell_text(value), 20)}”看不出残疾等级")


def words_of(value: Any) -> list[str]:
    """The words of a cell that lists several."""
    return [squeeze(part) for part in _LIST.split(cell_text(value)) if squeeze(part)]


def _list(value: Any, table: Any, what: str) -> Reading:
    """The facts of every word of a list cell; an unknown word makes the cell unread in part."""
    tables = known_words()
    whole = squeeze(cell_text(value))
    parts = [whole] if whole in table else words_of(without_remarks(cell_text(value)))
    values: dict[str, bool] = {}
    strange: list[str] = []
    for word in parts:
        if word in tables.unsure or word in tables.blank:
            continue
        if word not in table:
            strange.append(word)
            continue
        for fact, says in table[word].items():
            values[fact] = values.get(fact, False) or says
    problem = f"“{shorten('、'.join(strange), 30)}”不在{what}的已知写法里" if strange else None
    return Reading(values, problem=problem)


def read_health(value: Any) -> Reading:
    """健康状况: 残疾, 重病 and the like; 健康 says only that there is no serious illness."""
    reading = _list(value, known_words().health, "健康状况")
    bands = known_words().bands["health"]
    band = next((bands[word] for word in words_of(value) if word in bands), None)
    if band is not None:
        reading = Reading({**reading.values, "health_band": band}, problem=reading.problem)
    grade = re.search(r"([一二三四1-4])级", squeeze(cell_text(value)))
    if reading.problem and grade and "残疾" in cell_text(value):
        return read_grade(value)
    return reading


def read_identity(value: Any) -> Reading:
    """身份类别 of a mixed ledger: 妇女 says her sex; other kinds of people are set aside."""
    tables = known_words()
    words = words_of(without_remarks(cell_text(value)))
    if not words or words[0] in tables.blank:
        return NOTHING
    if any(word in tables.women for word in words):
        return Reading({"sex": "female", "kind": "women"}, note="身份类别写明是妇女")
    if all(word in tables.others for word in words):
        return Reading({"kind": cell_text(value)})
    raise UnreadableError(f"“{shorten(cell_text(value), 20)}”不在身份类别的已知写法里")


def read_away(value: Any) -> Reading:
    """丈夫外出时间: the day (month, year) he left, or how long he has been away."""
    try:
        return Reading({"husband_away_since": read_date(value)})
    except UnreadableError as error:
        reason = str(error)
    if not isinstance(value, (str, int, float)):
        raise UnreadableError(reason)
    try:
        years = read_number(value, SPAN)
    except UnreadableError:
        raise UnreadableError(f"“{shorten(cell_text(value), 20)}”既不是日期也不是时长（{reason}）") from None
    if (years.low or 0) > 99:
        raise UnreadableError("时长超出0—99年")
    return Reading({"husband_away_years": years}, note="按外出时长理解")


def read_away_reason(value: Any) -> Reading:
    """丈夫外出原因: 务工, 经商 and the like."""
    tables = known_words()
    words = words_of(without_remarks(cell_text(value)))
    if all(word in tables.blank for word in words):
        return NOTHING
    if any(word in tables.reason_yes for word in words):
        return Reading({"husband_away_for_work": True})
    if all(word in tables.reason_no for word in words):
        return Reading({"husband_away_for_work": False})
    raise UnreadableError(f"“{shorten(cell_text(value), 20)}”看不出是否务工、经商等")


def read_away_place(value: Any, place: Place | None) -> Reading:
    """务工地点: another province, 县外 or 县内; the column's own name says that he works there.

    A place within the own province that is not plainly the own county decides nothing.
    """
    tables = known_words()
    text = squeeze(cell_text(value))
    if text in tables.at_home:
        return Reading({"husband_away_for_work": False})
    working: dict[str, Any] = {"husband_away_for_work": True}
    outside = _outside(text, place)
    if outside is None:
        return Reading(working, problem=f"“{shorten(cell_text(value), 20)}”看不出是否在区县外")
    return Reading({**working, "husband_outside_county": outside})


def _outside(text: str, place: Place | None) -> bool | None:
    tables = known_words()
    if any(word in text for word in tables.outside) or any(word in text for word in tables.abroad):
        return True
    if any(word in text for word in tables.inside):
        return False
    own = place.code[:2] if place is not None and place.level != "nation" else None
    named = {code for name, code in tables.provinces.items() if name in text}
    if place is not None and place.level == "county":
        county = place.name.removesuffix("自治县").rstrip("县区市")
        short = re.split(r"[省市州盟区](?=.)", county)[-1]
        if len(short) >= 2 and short in text:
            return False if not named - {own} else None
    if named and own is not None and own not in named:
        return True
    return None


def read_card(value: Any) -> Reading:
    """残疾人证号: ID number, one figure for the kind, one for the grade."""
    text = squeeze(cell_text(value)).upper()
    if text in ("无", "否"):
        return NOTHING
    found = _CARD.fullmatch(text)
    if found is None:
        raise UnreadableError("不是20位的残疾人证号")
    try:
        read_id(found[1])
    except UnreadableError as error:
        raise UnreadableError(f"残疾人证号前18位{error}") from None
    return Reading({"disabled": True, "disability_grade": exactly(float(found[3]))}, note="等级取自残疾人证号末位")
