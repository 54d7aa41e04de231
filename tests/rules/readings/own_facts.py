"""Random facts of one's own that say something of each other, and what DESIGN §2 makes of them, spelt out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

import yaml
from liushou.values import Bounds, Truth, add

ON = date(2025, 6, 30)
_DAYS = st.dates(ON - timedelta(days=700), ON + timedelta(days=20))


@dataclass(frozen=True)
class Own:
    """A fact of one's own as a register has it."""

    name: str
    kind: str
    implies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    past: bool = False

    def entry(self) -> dict[str, Any]:
        entry: dict[str, Any] = {"title": self.name, "type": self.kind, "ask": "？"}
        entry |= {"implies": list(self.implies)} if self.implies else {}
        entry |= {"needs": list(self.needs)} if self.needs else {}
        return {**entry, "past": True} if self.past else entry

    @property
    def phrase(self) -> str:
        """A leaf on it."""
        return {"yes_no": "", "number": " >= 5", "date": " at least 6 months ago"}[self.kind].join((self.name, ""))


@st.composite
def own_facts(draw: st.DrawFn) -> tuple[Own, ...]:
    """Two to six facts with relations among them, some to a fact of the contract."""
    facts: list[Own] = []
    for number in range(draw(st.integers(2, 6))):
        kind = draw(st.sampled_from(["yes_no", "yes_no", "yes_no", "number", "date"]))
        others = [fact.name for fact in facts if fact.kind == "yes_no"]
        some = st.lists(st.sampled_from(others), max_size=2, unique=True) if others else st.just([])
        implies = draw(some) + (["is_monitored"] if draw(st.integers(0, 4)) == 0 else [])
        past = kind == "date" and draw(st.booleans())
        facts.append(Own(f"own_{number}", kind, tuple(implies), tuple(draw(some)), past))
    return tuple(facts)


def folder(facts: tuple[Own, ...]) -> dict[str, str]:
    """A --policies folder with these facts, and a document that asks for each, and for its opposite."""
    quoted = {"force": "provide", "quote": "提供服务"}
    asked = [*facts, Own("is_monitored", "yes_no")]
    measures = [{"service": f"has_{fact.name}", **quoted, "when": [fact.phrase]} for fact in asked]
    measures += [{"service": f"lacks_{fact.name}", **quoted, "when": [{"not": fact.phrase}]} for fact in asked]
    document = {
        "policy": "own", "title": "题", "number": "示例〔2024〕9号", "issued": date(2024, 1, 1), "place": "510000",
        "implements": [], "issuers": ["四川省民政厅"],
        "definition": {"at": "一", "quote": "妇女", "when": ["sex is female"]},
        "clauses": [{"at": "一", "agencies": {"sole": ["四川省民政厅"]}, "measures": measures}],
    }  # fmt: skip
    registers = {
        "agencies": {"own": {"name": "四川省民政厅", "level": "province", "place": "510000"}},
        "services": {str(measure["service"]): {"title": measure["service"]} for measure in measures},
        "facts": {fact.name: fact.entry() for fact in facts},
    }
    text = {"own.yaml": document, "registers.yaml": registers}
    return {name: yaml.safe_dump(data, allow_unicode=True, sort_keys=False) for name, data in text.items()}


@st.composite
def women(draw: st.DrawFn, facts: tuple[Own, ...]) -> dict[str, Any]:
    """What is stated: nothing, yes, no, exact values and bounds."""
    stated: dict[str, Any] = {"sex": "female"}
    for fact in [*facts, Own("is_monitored", "yes_no")]:
        if draw(st.integers(0, 2)) == 0:
            continue
        if fact.kind == "yes_no":
            stated[fact.name] = draw(st.booleans())
            continue
        value = _DAYS if fact.kind == "date" else st.integers(0, 10).map(float)
        low, high = sorted((draw(value), draw(value)))
        side = draw(st.sampled_from(["exact", "both", "at_least", "at_most"]))
        sides = {"at_least": low, "at_most": low if side == "exact" else high}
        sides = {name: one for name, one in sides.items() if name == side or side in ("exact", "both")}
        stated[fact.name] = {name: one.isoformat() if isinstance(one, date) else one for name, one in sides.items()}
    return stated


class Meaning:
    """What DESIGN §2 says of these facts and one woman, by following it fact by fact."""

    def __init__(self, facts: tuple[Own, ...], stated: Mapping[str, Any]) -> None:
        self.facts = {fact.name: fact for fact in (*facts, Own("is_monitored", "yes_no"))}
        self.stated = stated

    def refused(self) -> list[set[str]]:
        """The fields of every contradiction."""
        fields = [{fact.name, "on"} for fact in self.facts.values() if fact.past and self._bounds(fact).low_after_on]
        for name in self.facts:
            if self.stated.get(name) is False and self._applicable(name):
                fields += [{name, root} for root in self._makers(name, ignoring=name)]
        return fields

    def truth(self, name: str) -> Truth:
        """What the fact's leaf comes to."""
        fact = self.facts[name]
        if not self._applicable(name):
            return False
        if fact.kind == "yes_no":
            value: Truth = self.stated.get(name)
            return True if value is None and any(self._makers(name)) else value
        return self._bounds(fact).truth(fact.kind) if name in self.stated else None

    def _applicable(self, name: str, ignoring: str | None = None) -> bool:
        return all(
            self._applicable(needed, ignoring) and (needed == ignoring or self.stated.get(needed) is not False)
            for needed in self.facts[name].needs
        )

    def _makers(self, name: str, ignoring: str | None = None) -> Iterator[str]:
        """The stated facts that make it yes, straight or through others."""
        for fact in self.facts.values():
            if name in fact.implies and self._applicable(fact.name, ignoring):
                if self.stated.get(fact.name) not in (None, False):
                    yield fact.name
                yield from self._makers(fact.name, ignoring)

    def _bounds(self, fact: Own) -> _Stated:
        return _Stated(self.stated.get(fact.name) or {}, fact.past)


class _Stated:
    """The bounds of a number or a day as they are stated."""

    def __init__(self, sides: Mapping[str, Any], past: bool) -> None:
        self.low, self.high = sides.get("at_least"), sides.get("at_most")
        self.low_after_on = past and isinstance(self.low, str) and self.low > ON.isoformat()
        if past and sides and (self.high is None or self.high > ON.isoformat()):
            self.high = ON.isoformat()

    def truth(self, kind: str) -> Truth:
        if kind == "number":
            yes = self.low is not None and self.low >= 5
            return True if yes else False if self.high is not None and self.high < 5 else None
        over = [
            None if side is None else add(date.fromisoformat(side), 6, "months") <= ON for side in (self.low, self.high)
        ]
        return True if over[1] else False if over[0] is False else None


def row(facts: tuple[Own, ...], stated: Mapping[str, Any]) -> dict[str, Any]:
    """The woman as a row of a frame; every column is there."""
    cells: dict[str, Any] = {"sex": stated["sex"], "is_monitored": stated.get("is_monitored")}
    for fact in facts:
        if fact.kind == "yes_no":
            cells[fact.name] = stated.get(fact.name)
            continue
        sides = stated.get(fact.name) or {}
        for end, side in (("__min", "at_least"), ("__max", "at_most")):
            value = sides.get(side)
            cells[fact.name + end] = date.fromisoformat(value) if isinstance(value, str) else value
    return cells


def schema(facts: tuple[Own, ...]) -> dict[str, str]:
    """The columns with their types."""
    types = {"sex": "String", "is_monitored": "Boolean"}
    for fact in facts:
        ends = [""] if fact.kind == "yes_no" else ["__min", "__max"]
        types |= {
            fact.name + end: {"yes_no": "Boolean", "number": "Float64", "date": "Date"}[fact.kind] for end in ends
        }
    return types


__all__ = ["ON", "Bounds", "Meaning", "Own", "folder", "own_facts", "row", "schema", "women"]
