"""Cells that say several things at once: 健康状况, 困难类别, 丈夫外出时间, 务工地点 …"""

from __future__ import annotations

import re
from typing import Any

from ...places import Place
from ...values import exactly
from .dates import read_date
from .idnumber import read_id
from .known_words import absent, known_words
from .numbers import SPAN, read_number
from .reading import NOTHING, Reading, UnreadableError, unread
from .text import cell_text, squeeze, without_remarks
from .words import read_grade

_LIST = re.compile(r"[、,，;；/|+＋和及]+|\s+")
_CARD = re.compile(r"([1-9]\d{16}[\dX])([1-7])([1-4])(?:B\d)?")


def words_of(value: Any) -> list[str]:
    """The words of a cell that lists several."""
    return [squeeze(part) for part in _LIST.split(cell_text(value)) if squeeze(part)]


def _list(value: Any, table: Any, what: str) -> Reading:
    """The facts of every word of a list cell; an unknown word makes the cell unread in part."""
    tables = known_words()
    whole = squeeze(cell_text(value))
    if whole in tables.blank:
        return NOTHING
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
    problem = f"“{'、'.join(strange)[:30]}”不在{what}的已知写法里" if strange else None
    return Reading(values, problem=problem)


def read_health(value: Any) -> Reading:
    """健康状况: 残疾, 重病 and the like; 健康 says only that there is no serious illness."""
    reading = _list(value, known_words().health, "健康状况")
    band = next(
        (known_words().bands["health"][word] for word in words_of(value) if word in known_words().bands["health"]), None
    )
    if band is not None:
        reading = Reading({**reading.values, "health_band": band}, problem=reading.problem)
    grade = re.search(r"([一二三四1-4])级", squeeze(cell_text(value)))
    if reading.problem and grade and "残疾" in cell_text(value):
        return read_grade(value)
    return reading


def read_hardship(value: Any) -> Reading:
    """困难类别: only what is named is taken; what is not named is not a no."""
    return _list(value, known_words().hardship, "困难类别")


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
    return unread(f"“{cell_text(value)[:20]}”不在身份类别的已知写法里")


def read_away(value: Any) -> Reading:
    """丈夫外出时间: the day (month, year) he left, or how long he has been away."""
    reading = absent(value, "husband_away_since")
    if reading is not None:
        return reading
    try:
        return Reading({"husband_away_since": read_date(value)})
    except UnreadableError as error:
        reason = str(error)
    if not isinstance(value, str) and not isinstance(value, (int, float)):
        return unread(reason)
    try:
        years = read_number(value, SPAN)
    except UnreadableError:
        return unread(f"“{cell_text(value)[:20]}”既不是日期也不是时长（{reason}）")
    if (years.low or 0) > 99:
        return unread("时长超出0—99年")
    return Reading({"husband_away_years": years}, note="按外出时长理解")


def read_away_reason(value: Any) -> Reading:
    """丈夫外出原因: 务工, 经商 and the like."""
    tables = known_words()
    text = without_remarks(squeeze(cell_text(value)))
    if text in tables.blank:
        return NOTHING
    words = words_of(without_remarks(cell_text(value)))
    if any(word in tables.reason_yes for word in words):
        return Reading({"husband_away_for_work": True})
    if all(word in tables.reason_no for word in words):
        return Reading({"husband_away_for_work": False})
    return unread(f"“{cell_text(value)[:20]}”看不出是否务工、经商等")


def read_away_place(value: Any, place: Place | None) -> Reading:
    """务工地点: another province, 县外 or 县内; the column's own name says that he works there.

    A place within the own province that is not plainly the own county decides nothing.
    """
    tables = known_words()
    text = squeeze(cell_text(value))
    reading = absent(text, "husband_outside_county")
    if reading is not None:
        return reading
    if text in tables.at_home:
        return Reading({"husband_away_for_work": False})
    working: dict[str, Any] = {"husband_away_for_work": True}
    outside = _outside(text, place)
    if outside is None:
        return Reading(working, problem=f"“{cell_text(value)[:20]}”看不出是否在区县外")
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
    if text.lower() in known_words().blank or text in ("无", "否"):
        return NOTHING
    found = _CARD.fullmatch(text)
    if found is None:
        return unread("不是20位的残疾人证号")
    try:
        read_id(found[1])
    except UnreadableError as error:
        return unread(f"残疾人证号前18位{error}")
    return Reading({"disabled": True, "disability_grade": exactly(float(found[3]))}, note="等级取自残疾人证号末位")
