"""What facts say of each other, as facts.yaml states it: ``implies``, ``needs``, ``instead_of``, ``past``.

It is looked up and checked here; what it means for a condition is said once, in
:mod:`liushou.rules.lower`. Only two things are decided on values, before any condition is read.
A ``past`` day is cut at the day of assessment, or refused where it lies after it. Of a number
that stands ``instead_of`` a day, and that day, the one that is not given is not applicable; given
both they must agree, and each is narrowed by what the other decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from math import ceil, floor, nextafter
from typing import Any, cast

from ..problems import Code, ContradictionError, Phrase, Problem, unknown_name
from ..values import Bounds, Date, Number, Truth, add, compare, cutoff, elapsed, exactly, grouped
from .facts import Fact, InsteadOf, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The relations of some facts, by name.

    ``pairs`` holds (a number, what it stands instead of). ``implied_by`` and ``needs`` are as
    stated; they close transitively where they are applied. ``said_by`` has of a fact all that
    imply it, directly or through others.
    """

    past: Set[str]
    implied_by: Mapping[str, tuple[str, ...]]
    said_by: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, tuple[str, ...]]
    pairs: tuple[tuple[str, InsteadOf], ...]

    def links(self) -> tuple[frozenset[str], ...]:
        """Every two facts of which one says something of the other."""
        paired = ((number, (pair.fact,)) for number, pair in self.pairs)
        links = [*self.implied_by.items(), *self.needs.items(), *paired]
        return tuple(dict.fromkeys(frozenset((fact, other)) for fact, others in links for other in others))

    def about(self, names: Iterable[str]) -> frozenset[str]:
        """The facts named, and all that say something of them: imply one, are needed by one, or stand instead."""
        known: set[str] = set()
        waiting = list(names)
        other_of = {number: pair.fact for number, pair in self.pairs}
        other_of |= {day: number for number, day in other_of.items()}
        while waiting:
            name = waiting.pop()
            if name not in known:
                known.add(name)
                waiting += [*self.implied_by.get(name, ()), *self.needs.get(name, ())]
                waiting += [other_of[name]] if name in other_of else []
        return frozenset(known)

    def implies(self, fact: str, other: str) -> bool:
        """Whether ``fact`` implies ``other``, directly or through facts between them."""
        return fact in self.said_by.get(other, ())


def relations(facts: Mapping[str, Fact]) -> Relations:
    """The relations of these facts; :func:`relation_problems` must have found nothing wrong with them."""
    return _relations(related_facts(facts))


def related_facts(facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """Those of the facts that say something of others, or lie in the past."""
    return tuple(fact for fact in facts.values() if fact.past or fact.implies or fact.needs or fact.instead_of)


@lru_cache(maxsize=64)
def _relations(facts: tuple[Fact, ...]) -> Relations:
    implied_by = grouped((other, fact.name) for fact in facts for other in fact.implies)
    return Relations(
        past=dict.fromkeys(fact.name for fact in facts if fact.past).keys(),
        implied_by={other: tuple(names) for other, names in implied_by.items()},
        said_by={other: tuple(_said_by(other, implied_by)) for other in implied_by},
        needs={fact.name: fact.needs for fact in facts if fact.needs},
        pairs=tuple((fact.name, fact.instead_of) for fact in facts if fact.instead_of),
    )


def _said_by(name: str, implied_by: Mapping[str, Iterable[str]]) -> Iterable[str]:
    names, waiting = dict[str, None](), [name]
    while waiting:
        new = [other for other in implied_by.get(waiting.pop(), ()) if other not in names]
        names |= dict.fromkeys(new)
        waiting += new
    return names


def relation_problems(facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """What is wrong with the relations of these facts, each at the place of its fact."""
    wrong = [problem for fact in facts.values() for problem in _of_one(fact, facts)]
    yield from wrong or _circles(facts)


def _of_one(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    pair = fact.instead_of
    for key, names in (("implies", fact.implies), ("needs", fact.needs), ("instead_of", (pair.fact,) if pair else ())):
        kind = "date" if key == "instead_of" else "yes_no"
        for name in names:
            if name not in facts:
                problem = unknown_name("fact", name, facts, names=Phrase("fact-list"))
                yield problem.at(fact.location, within=f"`{fact.name}`: {key}")
            elif facts[name].kind != kind or facts[name].need:
                yield _problem(Code.RELATED_TYPE, fact, key=key, other=name, kind=kind)
    if fact.past and fact.kind != "date":
        yield _problem(Code.PAST_TYPE, fact)
    if fact.implies and (fact.kind == "choice" or fact.need):
        yield _problem(Code.IMPLIES_TYPE, fact)
    if pair and fact.kind != "number":
        yield _problem(Code.INSTEAD_OF_TYPE, fact)
    earlier = takewhile(lambda other: other is not fact, facts.values())
    if pair and any(other.instead_of and other.instead_of.fact == pair.fact for other in earlier):
        yield _problem(Code.INSTEAD_OF_TWICE, fact, other=pair.fact)
    wanted = {"more": ("yes_no",), "less": ("number", "integer")}.get(fact.hardship or "")
    if wanted and fact.kind not in wanted:
        yield _problem(Code.HARDSHIP_TYPE, fact, value=fact.hardship, kind=fact.kind, names=wanted)


def _circles(facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Facts that imply themselves, or need themselves."""
    for key in ("implies", "needs"):
        done: set[str] = set()
        for name in facts:
            chain = _circle(name, (), done, facts, key)
            if chain:
                done.update(chain)
                yield _problem(Code.FACT_CIRCLE, facts[chain[0]], key=key, chain=" → ".join(chain))


def _circle(name: str, path: tuple[str, ...], done: set[str], facts: Mapping[str, Fact], key: str) -> tuple[str, ...]:
    if name in path:
        return (*path[path.index(name) :], name)
    if name not in done:
        for other in getattr(facts[name], key):
            if chain := _circle(other, (*path, name), done, facts, key):
                return chain
        done.add(name)
    return ()


def _problem(code: Code, fact: Fact, **data: Any) -> Problem:
    return Problem(code, fact.location, subject=fact.name, **data)


def cut_past(values: dict[str, Value], names: Iterable[str], on: date) -> None:
    """Cut the days among ``values`` at ``on``; raises :class:`~liushou.ContradictionError` for one after it."""
    for name in names:
        value = cast("Date | None", values.get(name))
        if value is None:
            continue
        if value.low is not None and value.low > on:
            raise ContradictionError((name, "on"), Problem(Code.AFTER_ON, subject=name, value=value, on=on))
        if value.high is None or value.high > on:
            values[name] = Bounds(value.low, on)


def agree_pairs(values: dict[str, Value], known: Relations, on: date) -> set[str]:
    """The facts that are not applicable because another was given instead; facts given both are narrowed.

    Raises :class:`~liushou.ContradictionError` for two that do not agree.
    """
    not_applicable: set[str] = set()
    for name, pair in known.pairs:
        since, number = cast("Date | None", values.get(pair.fact)), cast("Number | None", values.get(name))
        if since is not None and number is not None:
            if conflicting(since, number, pair, on):
                raise conflict((pair.fact, name), values)
            values[pair.fact], values[name] = narrowed(since, number, pair, on)
        elif since is not None or number is not None:
            not_applicable.add(name if number is None else pair.fact)
    return not_applicable


def _decisions(since: Date, number: Number, pair: InsteadOf, on: date) -> tuple[Truth, Truth]:
    """Whether the deciding time is over: by the day, and by the number."""
    return elapsed(since, pair.decides_months, "months", on), compare(number, ">=", exactly(pair.threshold))


def narrowed(since: Date, number: Number, pair: InsteadOf, on: date) -> tuple[Date, Number]:
    """The day and the number, each narrowed by what the other decides.

    Given both, they agree about the deciding time (they would be refused otherwise). Without
    this, a second and vaguer statement would make an answer unknown that was definite.
    """
    by_day, by_number = _decisions(since, number, pair, on)
    if by_number is None and by_day is not None:
        under = nextafter(pair.threshold, 0.0)
        number = Bounds(pair.threshold, number.high) if by_day else Bounds(number.low, under)
    elif by_day is None and by_number is not None:
        last = cutoff(on, pair.decides_months, "months")
        since = Bounds(since.low, last) if by_number else Bounds(last + timedelta(days=1), since.high)
    return since, number


def conflicting(since: Date, number: Number, pair: InsteadOf, on: date) -> bool:
    """Whether the two decide differently, or even their closest values lie too far apart."""
    by_day, by_number = _decisions(since, number, pair, on)
    if by_day is not None and by_number is not None and by_day is not by_number:
        return True
    unit, apart = pair.unit_months, pair.apart_months / pair.unit_months
    if number.low is not None and since.low is not None:
        if number.low > apart and add(since.low, floor(unit * (number.low - apart)), "months") > on:
            return True
    if number.high is not None and since.high is not None:
        return add(since.high, ceil(unit * (number.high + apart)), "months") < on
    return False


def conflict(fields: tuple[str, str], values: Mapping[str, Value]) -> ContradictionError:
    """The error that two facts contradict each other."""
    first, second = fields
    value, other_value = (
        Phrase("yes" if value else "no") if isinstance(value, bool) else value for value in map(values.get, fields)
    )
    data: dict[str, Any] = {"value": value, "other": second, "other_value": other_value}
    return ContradictionError(fields, Problem(Code.CONTRADICTION, subject=first, **data))
