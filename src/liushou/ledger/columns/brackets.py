"""What stands in the brackets of a column's name: units, legends (0男1女), 虚岁, days.

A bracket is applied, or says nothing of the cells (必填); where it is not understood the column is not used,
because its cells may mean the opposite of what they seem to.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ..cells.figures import filled_day
from ..cells.reading import Hints, known_words, squeeze
from ..cells.words import BRACKETS

_MARKS = "√✓✔×✗✘○"
#: A code, or the word that it stands for.
_PART = re.compile(rf"(\d{{1,2}}|[a-h](?![a-z])|[{_MARKS}])|([^\da-h{_MARKS}:=.、,;/|\-—–~→]+)")
_BETWEEN = re.compile("代表|表示|为|即")
_TICKED = re.compile(rf"(.{{0,20}}?)的?(?:请|则|就|在\S{{1,6}}内?)?(?:打|填|划|写)([{_MARKS}0-9])")
_MONEY = re.compile(r"(?:单位:?)?(万元|千元|百元|元|块)(?:/?每?人(?:均|口)?)?(?:[/·,每](年|月))?")
_SPAN = re.compile(r"(?:单位:?|按)?(个月|月|年|天|日|周|星期)(?:数|份数|计)?")
#: Signs that make of a bracket more than a remark; what only asks for an answer, or shows a form.
_TELLING = re.compile(rf"[\d{_MARKS}否不非未无没曾原拟除虚停至前后内外或]|[农阴旧]历")
_ASKS = re.compile(
    r"(?:请?[填选写择]*[“\"是否有无/、,或”\"])+|[01][/、,或][01]|(?:请?填)?(?:[1-4]级?[-—–~至/、,]?)+级?"
)
_FORM = re.compile(r"(?:格式|如|例|示例|请?填)?:?(?:[年月日y/md.:\-—]+|\d{4}[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?)")


def hints_of(parts: Sequence[str], kind: str) -> Hints | None:
    """What the brackets in a column's names say of its cells; None where one is not understood.

    ``kind`` is what is counted in the column: ``money``, ``span``, ``age``, ``date``, or nothing.
    """
    hints = Hints(nominal_age=kind == "age" and any("虚" in part for part in parts))
    for remark in (squeeze(remark) for part in parts for remark in BRACKETS.findall(part)):
        if remark in known_words().harmless_brackets:
            continue
        if kind == "money" and (match := _MONEY.fullmatch(remark)):
            hints = replace(hints, unit=match[1], per_year=hints.per_year or match[2] == "年")
        elif kind == "span" and (match := _SPAN.fullmatch(remark)):
            hints = replace(hints, unit=match[1])
        elif kind == "age" and (day := filled_day(remark)) is not None:
            hints = replace(hints, as_of=day)
        elif legend := _legend(remark):
            hints = replace(hints, legend=legend)
        elif not _says_nothing(remark, kind):
            return None
    return hints


def _says_nothing(remark: str, kind: str) -> bool:
    """Whether a bracket that was not applied changes nothing: it asks for an answer, shows a form, or only remarks."""
    if _ASKS.fullmatch(remark) or (kind in ("date", "span") and _FORM.fullmatch(remark)):
        return True
    if kind == "age" and remark in ("虚岁", "虚龄"):
        return True
    return not (_TELLING.search(remark) or _MONEY.fullmatch(remark) or _SPAN.fullmatch(remark))


def _legend(remark: str) -> Mapping[str, str]:
    """The words of a bracket's codes: 1否2是, 男0、女1, √是×否, 是打√; nothing where it is none."""
    if ticked := _TICKED.fullmatch(remark):
        return {ticked[2]: "否" if re.search("[否无不未非没]", ticked[1]) else "是"}
    parts = [(match[1], match[2]) for match in _PART.finditer(_BETWEEN.sub("", remark))]
    coded = [bool(code) for code, _ in parts]
    if len(parts) < 4 or len(parts) % 2 or any(first == second for first, second in pairwise(coded)):
        return {}
    pairs = zip(parts[::2], parts[1::2], strict=True)
    words = {first[0] or second[0]: first[1] or second[1] for first, second in pairs}
    return words if len(words) == len(parts) // 2 == len(set(words.values())) else {}
