"""What is known of her, as code of the compiled reading: :func:`liushou.profile.settle` again.

Each fact that is used is a numbered local: its value, None where it is unknown, False
where it is not applicable (a leaf on it is no, and a leaf on no is no too). A fact with
bounds has them in two more locals. What :func:`~liushou.profile.settle` refuses is only
noticed here; the refusal itself is left to it, so that the errors are the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import ceil, floor
from typing import NoReturn

from ...profile import BY_NAME, IMPLIES, Fact, Profile, Value, agree, settle
from ...values import Bounds, Number, cutoff
from .leaves import Constant

_DATED = ("birth_date", "husband_away_since")
#: The facts that another one can make not applicable.
LACKING = frozenset(
    ["husband_away_since", "husband_away_years", *(other for _, _, other, implied in IMPLIES if implied is None)]
)


class FactWriter:
    """Writes the loading of facts into ``lines``."""

    def __init__(
        self, on: date, facts: Mapping[str, Fact], place_facts: Mapping[str, Value], constant: Constant
    ) -> None:
        self.on, self.facts, self.place_facts, self.constant = on, facts, place_facts, constant
        self.lines: list[str] = []
        self.locals: dict[str, str] = {}
        self.ready: set[str] = set()

    def settle(self) -> None:
        """The implications of one fact for another, and what contradicts itself."""
        refuse = self.constant(refuser(self.on, self.place_facts))
        on = self.constant(self.on)
        for name in _DATED:
            self._cut(name, on, refuse)
        disabled, grade = self._load("disabled"), self._load("disability_grade")
        self.lines += [
            f"if {grade} is not None:",
            f"    if {disabled} is False:", f"        {refuse}(p)",
            f"    {disabled} = True",
        ]  # fmt: skip
        for fact, when, other, implied in IMPLIES:
            one, two = self._load(fact), self._load(other)
            self.lines.append(f"if {one} is {when}:")
            if implied is not None:
                self.lines += [f"    if {two} is {not implied}:", f"        {refuse}(p)"]
            self.lines.append(f"    {two} = {implied or False}")
        self._half_year(refuse)

    def value(self, name: str) -> str:
        """The local of a fact that a leaf reads, the place's own value beneath hers."""
        local = self._load(name)
        if name in self.ready:
            return local
        self.ready.add(name)
        if name in self.place_facts:
            place = self.constant(self.place_facts[name])
            self.lines += [f"if {local} is None:", f"    {local} = {place}"]
            if name in _DATED:
                self.lines += [f"    {local}l = {local}.low", f"    {local}h = {local}.high"]
        # Those of _DATED have their bounds already, cut at the day of assessment.
        if name not in _DATED and self.facts[name].kind not in ("yes_no", "choice"):
            known = f"{local} is not None" + (f" and {local} is not False" if name in LACKING else "")
            self.lines += [
                f"if {known}:",
                f"    {local}l = {local}.low",
                f"    {local}h = {local}.high",
                "else:",
                f"    {local}l = {local}h = None",
            ]
        return local

    def _load(self, name: str) -> str:
        if name in self.locals:
            return self.locals[name]
        local = self.locals[name] = f"f{len(self.locals)}"
        own = f"p.extra.get({self.constant(name)})"
        self.lines.append(f"{local} = " + (f"p.{name}" if name in BY_NAME else own))
        return local

    def _cut(self, name: str, on: str, refuse: str) -> None:
        local = self._load(name)
        self.lines += [
            f"if {local} is not None:",
            f"    {local}l = {local}.low",
            f"    {local}h = {local}.high",
            f"    if {local}l is not None and {local}l > {on}:", f"        {refuse}(p)",
            f"    if {local}h is None or {local}h > {on}:", f"        {local}h = {on}",
            "else:",
            f"    {local}l = {local}h = None",
        ]  # fmt: skip

    def _half_year(self, refuse: str) -> None:
        since, years = self._load("husband_away_since"), self._load("husband_away_years")
        perhaps, agreed = self.constant(conflict_finder(self.on)), self.constant(_agreed(self.on))
        self.lines += [
            f"if {since} is not None:",
            f"    if {years} is None:", f"        {years} = False",
            "    else:",
            f"        if {perhaps}({since}l, {since}h, {years}.low, {years}.high):", f"            {refuse}(p, False)",
            f"        {since}l, {since}h, {years} = {agreed}({since}l, {since}h, {years})",
            f"elif {years} is not None:",
            f"    {since} = False",
        ]  # fmt: skip


def refuser(on: date, place_facts: Mapping[str, Value]) -> Callable[..., None]:
    """``refuse(profile)`` raises what settle() raises; ``surely=False`` where it may not."""

    def refuse(profile: Profile, surely: bool = True) -> None:
        settle(profile, on, place_facts)
        if surely:
            _drifted(profile)

    return refuse


def _drifted(profile: Profile) -> NoReturn:
    raise AssertionError("the compiled reading refuses a profile that settle() accepts: please report this")


def conflict_finder(on: date) -> Callable[..., bool]:
    """Whether a day of leaving and a number of years may contradict each other.

    Never False for what settle() refuses; True also for a few that it accepts, where it
    comes to the day of the month, so that most women are spared the calendar.
    """
    half_year = cutoff(on, 6, "months")
    today = _month(on)

    def perhaps(first: date | None, last: date | None, least: float | None, most: float | None) -> bool:
        if last is not None and most is not None:
            if (last <= half_year and most < 0.5) or ceil(12 * (most + 1)) <= today - _month(last):
                return True
        if first is not None and least is not None:
            if (first > half_year and least >= 0.5) or (least > 1 and floor(12 * (least - 1)) >= today - _month(first)):
                return True
        return False

    return perhaps


def _agreed(on: date) -> Callable[..., tuple[date | None, date | None, Number]]:
    """:func:`agree` on the bounds that the generated code keeps apart."""

    def agreed(first: date | None, last: date | None, years: Number) -> tuple[date | None, date | None, Number]:
        since, years = agree(Bounds(first, last), years, on)
        return since.low, since.high, years

    return agreed


def _month(day: date) -> int:
    return 12 * day.year + day.month
