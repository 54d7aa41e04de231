"""How the cells of a column are read, by what it was taken for; words are those of ``known_columns.yaml``."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from ...places import Place, UnknownPlaceError, place_of_code
from ...profile import Fact, FactError
from ...values import Bounds, exactly
from .amounts import MONEY, PEOPLE, SPAN, in_years, read_household, read_number
from .figures import read_date, read_id
from .reading import NOTHING, Hints, Reading, UnreadableError, cell_text, known_words, shorten, squeeze, unreadable
from .words import Lexicon, by_legend, is_error, parts_of, words_of_fact
from .workplace import outside_county

Reader = Callable[[Any], Reading]
#: A column that says nothing of its cells; as many characters as fit into one.
NO_HINTS, LONGEST_CELL = Hints(), 32_767
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


TAGGED = ("hardship", "health", "identity")


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
    if fact.name == "husband_away_since" and day.high is not None and day.high.year < _FIRST_LEFT:
        raise UnreadableError(f"早于{_FIRST_LEFT}年，不像外出的日期")
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
    if low is None or low < 0 or low != int(low) or (high or low) > _OLDEST or (high or low) != int(high or low):
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


_CARD = re.compile(r"([1-9]\d{16}[\dX])([1-7])([1-4])(?:B\d)?")
#: What is beyond these is no age, and no year in which a husband left.
_OLDEST, _FIRST_LEFT = 110, 1950
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TENS = re.compile("(1[0-8])年")
_CALENDAR = re.compile(r"\d{2}(?:年(?:\d.*)?|[./-].*)?|0\d.*|\d[./-](?!5$)\d+")
#: In a column of days 8月 is a month of the calendar, 8个月 a span.
_SPAN_IN_DATES = {unit: years for unit, years in SPAN.items() if unit != "月"}


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


def read_grade(value: Any) -> Reading:
    """A disability grade in figures or words; 重度 is grade 1 or 2; 无 says not disabled."""
    tables = known_words()
    text = squeeze(cell_text(value))
    if text in tables.grade_none:
        return Reading({"disabled": False}, note="残疾等级“无”按没有残疾理解")
    if text in tables.grade_open:
        return Reading({"disabled": True} if text in ("残疾", "有") else {}, note="残疾等级未定")
    words = Lexicon(tables.grades, {"any": tables.grade_beside})
    grades = set(words.answers(text.replace("/", "、")))
    if len(grades) != 1:
        raise UnreadableError("写了不止一个等级" if grades else f"“{shorten(text, 20)}”看不出残疾等级")
    low, high = grades.pop()
    return Reading({"disability_grade": Bounds(float(low), float(high))})


def words_of(value: Any) -> list[str]:
    """The words of a cell that lists several."""
    return [squeeze(part) for part in parts_of(cell_text(value))]


@lru_cache(maxsize=8)
def _tags(target: str) -> Lexicon:
    """The words of people and households, each with the facts that it names; negated, where a fact is all it says."""
    tables = known_words()
    words: dict[str, dict[str, Any]] = {word: {} for word in tables.tags_without_facts}
    for fact, names in tables.tags.items():
        for word in names:
            words[word] = {**words.get(word, {}), fact: True}
            if word in tables.fact_words.get(fact, {}).get("yes", ()):
                words |= {before + word: {fact: False} for before in tables.negations}
                words |= {before + word: words[word] for before in tables.affirmations}
    if target == "health":
        words |= {word: {"seriously_ill": False} for word in tables.health["not_seriously_ill"]}
        words |= {word: {} for word in tables.health["without_facts"]}
    if target == "identity":
        words |= {word: {**words.get(word, {}), "kind": "others"} for word in tables.others}
        words |= {word: {**words.get(word, {}), "sex": "female", "kind": "women"} for word in tables.women}
    remarks = [own.get("with_yes", frozenset()) for own in tables.fact_words.values()]
    return Lexicon(words, {"any": frozenset().union(*remarks)})


def read_tags(target: str, value: Any) -> Reading:
    """身份类别, 困难类别, 健康状况: the facts that every word names; what is not named is not a no.

    A word that is not understood is unread, and the rest counts. 妇女 says her sex; other people are set aside.
    """
    text, values, strange = cell_text(value), dict[str, Any](), list[str]()
    for part in [text] if squeeze(text) in _tags(target).words else parts_of(text):
        if squeeze(part) in known_words().blank:
            continue
        try:
            stated = _facts_named(target, squeeze(part))
        except UnreadableError:
            strange.append(part)
            continue
        for name, says in stated.items():
            if name == "kind":
                values[name] = "women" if "women" in (says, values.get(name)) else text
            elif values.setdefault(name, says) != says:
                strange.append(part)
                values[name] = None
    # What a part that is not understood may be about is not taken from another: 低保户、低保户已退.
    doubted = {
        name
        for part in map(squeeze, strange)
        for word, says in _tags(target).words.items()
        if isinstance(says, Mapping) and word in part
        for name in says
    }
    values = {name: says for name, says in values.items() if says is not None and name not in doubted - {"kind", "sex"}}
    if strange and values.get("kind") == text:
        del values["kind"]
    band = next((band for word in words_of(value) if (band := known_words().bands["health"].get(word))), None)
    if target == "health" and band is not None and not strange:
        values["health_band"] = band
    problem = f"“{shorten('、'.join(strange), 30)}”看不懂，或与别的话不一致" if strange else None
    return Reading(values, problem=problem, note="身份类别写明是妇女" if values.get("kind") == "women" else None)


def _facts_named(target: str, part: str) -> dict[str, Any]:
    """What one part of a list says: 低保户（2021年纳入）, 非低保户, 残疾（肢体二级）."""
    stated: dict[str, Any] = {}
    if "残" in part:
        with suppress(UnreadableError):
            stated.update(read_grade(part).values)
    try:
        said = _tags(target).answers(part)
    except UnreadableError:
        said = []
    if not said and not stated:
        raise unreadable(part, "看不懂")
    return {name: says for facts in (*said, stated) for name, says in facts.items()}


def read_away(value: Any, hints: Hints = NO_HINTS) -> Reading:
    """丈夫外出时间: the day (month, year) he left, or how long he has been away."""
    text, day, reason = squeeze(cell_text(value)), None, ""
    counted = bool(hints.unit) and _NUMBER.fullmatch(text) is not None
    try:
        day = None if counted else read_date(value, date1904=hints.date1904)
    except UnreadableError as error:
        reason = str(error)
    if day is not None:
        if day.high is not None and day.high.year < _FIRST_LEFT:
            raise UnreadableError(f"早于{_FIRST_LEFT}年，不像外出的日期")
        return Reading({"husband_away_since": day})
    if not isinstance(value, (str, int, float)):
        raise UnreadableError(reason)
    # What may as well be a year or a month of the calendar is no span of time: 25年, 25.3, 24-3.
    if not counted and (tens := _TENS.fullmatch(text)):
        # 2010年 or ten years: at least nine, at the end of 2019 and later.
        least = min(float(tens[1]), 19.0 - float(tens[1]))
        return Reading({"husband_away_years": Bounds(least, None)}, note="可能是年份，也可能是时长，两种都算在内")
    if not counted and _CALENDAR.fullmatch(text):
        raise unreadable(text, "可能是年月，也可能是时长")
    try:
        years = in_years(read_number(value, _SPAN_IN_DATES, factor=SPAN.get(hints.unit, 1.0)), hints.unit)
    except UnreadableError:
        raise unreadable(cell_text(value), f"既不是日期也不是时长（{reason}）") from None
    if (years.low or 0) > 99:
        raise UnreadableError("时长超出0—99年")
    return Reading({"husband_away_years": years}, note="按外出时长理解")


def read_away_reason(value: Any) -> Reading:
    """丈夫外出原因: 务工, 经商 and the like."""
    table = known_words().away_reason
    text = squeeze(cell_text(value)).replace("/", "、")
    answer = Lexicon({**dict.fromkeys(table["yes"], True), **dict.fromkeys(table["no"], False)}).answer(text)
    if answer is None:
        raise unreadable(cell_text(value), "看不出是否务工、经商等")
    return Reading({"husband_away_for_work": answer})


def read_away_place(value: Any, place: Place | None, *, working: bool = True) -> Reading:
    """务工地点: another province, 县外 or 县内; ``working``: the column's own name says that he works there.

    A place within the own province that is not plainly another county or the own one decides nothing.
    """
    text = squeeze(cell_text(value))
    if text in known_words().at_home:
        return Reading({"husband_away_for_work": False})
    outside, works = outside_county(text, place)
    values: dict[str, Any] = {"husband_away_for_work": True} if working or works else {}
    if outside is None:
        return Reading(values, problem=f"“{shorten(text, 20)}”看不出是否在区县外")
    return Reading({**values, "husband_outside_county": outside})


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
