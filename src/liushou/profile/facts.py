"""What a fact is: its words, its type and unit, who can settle it, how it is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, cast

from ..chinese import to_arabic
from ..messages import say
from ..problems import Code, InputError, Location, Phrase, Problem, closest, written
from ..values import Bounds, Date, Number, Unit, add, date_meant, exactly, number, number_meant, parse_date, show
from ..yaml import GIVEN, Identifier, Key, Length, Name, Passages, Range, Text

Kind = Literal["yes_no", "choice", "date", "number", "integer"]
Settler = Literal["herself", "certificate", "authority"]
Hardship = Literal["more", "less"]
Value = bool | str | Date | Number

_YES_NO = {"yes": True, "是": True, "true": True, "no": False, "否": False, "false": False}
_AGO = re.compile(r"(\d{1,4}) (days|months|years) ago")


class FactError(InputError):
    """A value that a fact cannot have; its problem says what it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsteadOf:
    """A number that counts the time since the day of another fact: given one, the other is not applicable.

    One of its units is ``unit_months`` months. Given both, they must agree on whether
    ``decides_months`` are over, and may not differ by more than ``apart_months``.
    """

    fact: Name
    unit_months: Annotated[int, Range(1, 1200), "数字一个单位合几个月"]
    decides_months: Annotated[int, Range(1, 1200), "以几个月为界"]
    apart_months: Annotated[int, Range(1, 1200), "最多可差几个月"]

    @property
    def threshold(self) -> float:
        """The number from which on the deciding time is over."""
        return self.decides_months / self.unit_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """How a fact is put in a sentence about one woman; ``part`` says which place it takes there.

    ``unsaid`` goes without saying, ``age`` is the age at a birth date. The others make one
    clause of their ``subject``: ``where`` and ``verb`` with the words for ``yes`` and ``no``
    (``alone`` without a where, ``unknown`` where the verb is not known), and ``time``.
    """

    part: Literal["unsaid", "age", "where", "verb", "time"]
    subject: str = ""
    yes: str = ""
    no: str = ""
    alone: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """The group of the roll-up that a fact is counted in, and its band there if it is yes."""

    group: Name
    band: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that can be known about a woman, or about her place; an entry of facts.yaml.

    ``yes`` and ``no`` are the Chinese statements of a yes/no fact; ``choices`` maps the values of a choice to their
    Chinese words; ``low`` and ``high`` are the range of a number; ``office`` names who settles what only an authority
    can; facts of one ``group`` are asked together. A ``place`` fact holds for a county, a ``need`` is reported and
    never decides.

    A ``past`` day does not lie after the day of assessment. A fact that holds (yes, or a number or day that is stated)
    says that those it ``implies`` are so; it is not applicable where one that it ``needs`` is no.

    The rest is what other parts of liushou need of it: ``hardship`` (yes is more hardship, or a
    lower number is), the ``usual`` value of a left-behind woman, ``short`` for sentences,
    ``identity`` (it tells one woman from another), ``roll_up`` and ``columns`` (headings) for
    ledgers. ``cites`` are the passages of laws that it rests on, ``location`` is where a fact of one's own is declared.
    """

    name: Annotated[str, GIVEN]
    title: Text
    kind: Annotated[Kind, Key("type")]
    ask: Text
    settled_by: Settler = "herself"
    office: Text | None = None
    unit: Annotated[str | None, Length(0, 32)] = None
    choices: Mapping[Identifier, Text] = field(default_factory=dict, hash=False)
    low: Annotated[float | None, Key("minimum")] = None
    high: Annotated[float | None, Key("maximum")] = None
    yes: str = ""
    no: str = ""
    group: Annotated[Name | None, "同一屏上一起问的事实"] = None
    place: bool = False
    need: bool = False
    past: Annotated[bool, "日期不会晚于评估日"] = False
    implies: Annotated[tuple[Name, ...], "是（数字、日期：已知）就说明这些事实也是"] = ()
    needs: Annotated[tuple[Name, ...], "这些事实为否时，本事实不适用"] = ()
    instead_of: Annotated[InsteadOf | None, "与另一事实二选一"] = None
    hardship: Annotated[Hardship | None, "是即更困难；越小越困难"] = None
    usual: Annotated[bool | str | None, "留守妇女通常的情况"] = None
    short: Annotated[Short | None, "文件对比里一句话怎么说"] = None
    identity: Annotated[bool, "可用来认人"] = False
    roll_up: Annotated[RollUp | None, "汇总表里归哪一组、哪一档"] = None
    columns: Annotated[tuple[Text, ...], "台账里的列名"] = ()
    cites: Passages = ()
    location: Location | None = field(default=None, compare=False, repr=False)

    def usual_on(self, on: date) -> Any:
        """The usual value on a day: ``12 months ago`` is a day; None where there is none."""
        ago = _AGO.fullmatch(self.usual) if isinstance(self.usual, str) else None
        return self.usual if ago is None else add(on, -int(ago[1]), cast(Unit, ago[2]))

    @property
    def expected(self) -> str:
        """What a value of this fact looks like, for messages and lists."""
        return say(self.expects, "en")

    @property
    def expects(self) -> Phrase:
        """What a value of this fact looks like, in either language."""
        if self.kind == "yes_no":
            return Phrase("expect-yes-no")
        if self.kind == "choice":
            names = tuple(Phrase("choice", key=key, title=title) for key, title in self.choices.items())
            return Phrase("expect-choice", names=names)
        if self.kind == "date":
            return Phrase("expect-date")
        ranged = self.low is not None and self.high is not None
        return Phrase(
            "expect-number",
            what=Phrase("a-whole-number" if self.kind == "integer" else "a-number"),
            range=Phrase("in-range", low=show(self.low), high=show(self.high)) if ranged else None,
            unit=Phrase("in-unit", unit=self.unit) if self.unit else None,
        )

    def statement(self, value: bool) -> str:
        """The Chinese sentence that the yes/no fact is so, or not so."""
        words = self.yes or self.title.removeprefix("是否")
        return words if value else self.no or f"不属于“{words}”"

    def word(self, value: str) -> str:
        """The Chinese word of a choice."""
        return self.choices.get(value, value)

    def read(self, raw: Any) -> Value | None:
        """The value that ``raw`` (from YAML, JSON or Python) states; None for not asked.

        Raises :class:`FactError` where it is of the wrong type or out of range.
        """
        if raw is None:
            return None
        if self.kind in ("yes_no", "choice"):
            return self._word(raw)
        try:
            return self._bounds(raw)
        except FactError:
            raise
        except InputError as error:
            raise self._wrong(error.problems[0].code, raw, **error.problems[0].data) from None

    def _wrong(self, code: Code, raw: Any, **data: Any) -> FactError:
        answered = self.kind != "yes_no" and written(raw).strip().lower() in _YES_NO
        hint = Phrase("yes-or-no-hint") if answered else None
        values = {"value": written(raw), "expected": self.expects, "title": self.title, "hint": hint, **data}
        return FactError(Problem(code, subject=self.name, near=self.meant(raw), **values))

    def meant(self, raw: object) -> str | None:
        """The value that a person who wrote ``raw`` probably meant: 有 is yes, 女性 is female, 二级 is 2."""
        if not isinstance(raw, str) or self.kind == "date":
            return date_meant(raw)
        if self.kind == "yes_no":
            return closest(raw, ("yes", "no"))
        if self.kind == "choice":
            within = [key for key, title in self.choices.items() if title in raw]
            return closest(raw, self.choices) or (within[0] if len(within) == 1 else None)
        return number_meant(to_arabic(raw))

    def _word(self, raw: Any) -> bool | str:
        word = raw.strip() if isinstance(raw, str) else ""
        if self.kind == "choice":
            for key, title in self.choices.items():
                if word and word in (key, title):
                    return key
            raise self._wrong(Code.NOT_A_CHOICE, raw)
        answer = raw if isinstance(raw, bool) else _YES_NO.get(word.lower())
        if answer is None:
            raise self._wrong(Code.NOT_YES_NO, raw)
        return answer

    def _bounds(self, raw: Any) -> Bounds[Any]:
        read: Callable[[Any], Bounds[Any]] = parse_date if self.kind == "date" else self._number
        if type(raw) in (str, int, float):
            return read(raw)
        if isinstance(raw, Bounds):
            raw = {"at_least": raw.low, "at_most": raw.high}
        if not isinstance(raw, Mapping):
            return read(raw)
        unknown = [key for key in raw if key not in ("at_least", "at_most")]
        if unknown:
            raise self._wrong(Code.NOT_A_BOUND, unknown[0])
        least, most = (None if raw.get(key) is None else read(raw[key]) for key in ("at_least", "at_most"))
        if least is None and most is None:
            raise self._wrong(Code.EMPTY_BOUNDS, raw)
        low, high = None if least is None else least.low, None if most is None else most.high
        if low is not None and high is not None and low > high:
            raise self._wrong(Code.BOUNDS_REVERSED, raw, low=show(low), high=show(high))
        if self.kind == "integer":
            # A grade of at most 2 is 1 or 2: the range of the fact closes the open side.
            return Bounds(self.low if low is None else low, self.high if high is None else high)
        return Bounds(low, high)

    def _number(self, raw: Any) -> Number:
        value = number(raw)
        if self.kind == "integer" and value != int(value):
            raise self._wrong(Code.NOT_WHOLE, raw)
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise self._wrong(Code.OUT_OF_RANGE, raw)
        return exactly(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFact(Fact):
    """A fact that is derived from its ``source`` on the day of assessment: never stated, never asked."""

    source: Annotated[Name, Key("from")]
    ask: str = ""


def plain(value: Value | None) -> Any:
    """The value as YAML and JSON write it: the inverse of :meth:`Fact.read`."""
    if not isinstance(value, Bounds):
        return value
    if value.low is not None and value.low == value.high:
        return _plain_side(value.low)
    sides = {"at_least": value.low, "at_most": value.high}
    return {key: _plain_side(side) for key, side in sides.items() if side is not None}


def _plain_side(side: date | float | None) -> Any:
    if isinstance(side, float):
        return int(side) if side == int(side) else side
    return None if side is None else side.isoformat()
