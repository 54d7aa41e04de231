"""Cells that list several words of one woman (身份类别, 困难类别, 健康状况), and grades of disability."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from ...values import Bounds, exactly
from .figures import read_id
from .reading import NOTHING, Reading, UnreadableError, cell_text, known_words, shorten, squeeze, unreadable
from .words import Lexicon, parts_of

TAGGED = ("hardship", "health", "identity")
_CARD = re.compile(r"([1-9]\d{16}[\dX])([1-7])([1-4])(?:B\d)?")


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
