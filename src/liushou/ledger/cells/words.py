"""Yes/no cells, choices and disability grades, from the words of ``known_columns.yaml``."""

from __future__ import annotations

import re
from typing import Any

from ...chinese import to_arabic
from ...profile import Fact
from ...values import Bounds, exactly
from .known_words import absent, known_words
from .reading import NOTHING, Reading, unread
from .text import cell_text, squeeze, without_remarks

#: Forms with both answers printed: □是 ☑否, or 是□ 否☑.
_BOX, _TICK = "□☐○", "☑■√✓✔"
_BEFORE = re.compile(f"([{_BOX}{_TICK}])([是有否无])")
_AFTER = re.compile(f"([是有否无])([{_BOX}{_TICK}])")
_GRADE = re.compile(r"([1-4])级|([ⅰⅱⅲⅳ]+|i{1,3}|iv)级")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


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
    return unread(f"“{cell_text(value)[:20]}”看不出是或否")


def _answer(fact: Fact, word: str) -> bool | None:
    tables = known_words()
    own = tables.fact_words.get(fact.name, {})
    if word in own.get("yes", ()):
        return True
    if word in own.get("no", ()):
        return False
    title = squeeze(fact.title)
    if word in tables.yes or word in (title, squeeze(fact.yes), "是" + title):
        return True
    if word in tables.no or word in (squeeze(fact.no), "非" + title, "不是" + title, "无" + title, "未" + title):
        return False
    return None


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
    return unread(f"“{cell_text(value)[:20]}”不是“{fact.title}”的取值")


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
        return unread("写了不止一个等级")
    if "重度" in text:
        return Reading({"disability_grade": Bounds(1.0, 2.0)})
    return unread(f"“{cell_text(value)[:20]}”看不出残疾等级")
