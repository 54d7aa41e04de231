"""What is stated of her, as code of the compiled reading.

Each fact that is used is a numbered local: its value (the place's own beneath hers), None where
it is unknown, False where it is not applicable because another was given instead. A fact with
bounds has them in two more locals. What cannot be true together is only noticed here; the refusal
itself is left to :func:`~liushou.rules.resolve`, so that the errors are the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NoReturn

from ...profile import BY_NAME, Fact, InsteadOf, Profile, Value, relations
from ...profile.relations import conflicting, narrowed
from ...values import Bounds
from ..evaluate import resolve
from .leaves import Constant


class FactWriter:
    """Writes the loading of facts into ``lines``."""

    def __init__(
        self, on: date, facts: Mapping[str, Fact], place_facts: Mapping[str, Value], constant: Constant
    ) -> None:
        self.on, self.facts, self.place_facts, self.constant = on, facts, place_facts, constant
        self.relations = relations(facts)
        #: The facts that can be not applicable because another is given.
        self.paired = {name for number, pair in self.relations.pairs for name in (number, pair.fact)}
        self.refuse = constant(refuser(on, place_facts, facts))
        self.lines: list[str] = []
        self.locals: dict[str, str] = {}

    def past(self) -> None:
        """Cut what lies in the past at the day of assessment, and refuse what lies after it."""
        on = self.constant(self.on)
        for name in self.relations.past:
            local = self.value(name)
            self.lines += [
                f"if {local} is not None:",
                f"    if {local}l is not None and {local}l > {on}:",
                f"        {self.refuse}(p)",
                f"    if {local}h is None or {local}h > {on}:",
                f"        {local}h = {on}",
            ]

    def contradiction(self, value: str) -> None:
        """Refuse her where a condition's local says yes."""
        self.lines += [f"if {value} == 3:", f"    {self.refuse}(p)"]

    def pairs(self) -> None:
        """Of two facts of which one stands instead of the other, what is given; both have to agree."""
        for number, pair in self.relations.pairs:
            since, years = self.value(pair.fact), self.value(number)
            agreed = self.constant(_agreed(self.on, pair))
            sides = f"{since}l, {since}h, {years}l, {years}h"
            self.lines += [
                f"if {since} is not None:",
                f"    if {years} is None:",
                f"        {years} = False",
                "    else:",
                f"        t = {agreed}({sides})",
                "        if t is None:",
                f"            {self.refuse}(p)",
                f"        {sides} = t",
                f"elif {years} is not None:",
                f"    {since} = False",
            ]

    def value(self, name: str) -> str:
        """The local of a fact, loaded on first use with its bounds."""
        if name in self.locals:
            return self.locals[name]
        local = self.locals[name] = f"f{len(self.locals)}"
        own = f"p.extra.get({self.constant(name)})"
        self.lines.append(f"{local} = " + (f"p.{name}" if name in BY_NAME else own))
        if name in self.place_facts:
            self.lines += [f"if {local} is None:", f"    {local} = {self.constant(self.place_facts[name])}"]
        if self.facts[name].kind not in ("yes_no", "choice"):
            self.lines += [
                f"if {local} is not None:",
                f"    {local}l = {local}.low",
                f"    {local}h = {local}.high",
                "else:",
                f"    {local}l = {local}h = None",
            ]
        return local


def refuser(on: date, place_facts: Mapping[str, Value], facts: Mapping[str, Fact]) -> Callable[..., None]:
    """``refuse(profile)`` raises what resolve() raises."""

    def refuse(profile: Profile) -> NoReturn:
        resolve(profile, on, place_facts, facts=facts)
        raise AssertionError("the compiled reading refuses a profile that resolve() accepts: please report this")

    return refuse


Sides = tuple[date | None, date | None, float | None, float | None]


def _agreed(on: date, pair: InsteadOf) -> Callable[..., Sides | None]:
    """:func:`~liushou.profile.narrowed` on the bounds that the generated code keeps apart; None where they conflict."""

    def agreed(first: date | None, last: date | None, least: float | None, most: float | None) -> Sides | None:
        since, number = Bounds(first, last), Bounds(least, most)
        if conflicting(since, number, pair, on):
            return None
        since, number = narrowed(since, number, pair, on)
        return since.low, since.high, number.low, number.high

    return agreed
