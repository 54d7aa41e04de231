"""What facts say of each other, as facts.yaml states it: ``implies``, ``needs``, ``instead_of``, ``past``.

Here it is only looked up and checked; what it means for a condition is said once, in
:mod:`liushou.rules.lower`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from ..problems import Code, Phrase, Problem, closest
from .facts import Fact, InsteadOf

_MOST_MONTHS = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The relations of some facts, by name.

    ``pairs`` holds (a number, what it stands instead of). ``implied_by`` and ``needs`` are as
    stated; they close transitively where they are applied.
    """

    past: Set[str]
    implied_by: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, tuple[str, ...]]
    pairs: tuple[tuple[str, InsteadOf], ...]

    def links(self) -> tuple[frozenset[str], ...]:
        """Every two facts of which one says something of the other."""
        links = [frozenset((fact, other)) for fact, others in self.implied_by.items() for other in others]
        links += [frozenset((fact, other)) for fact, others in self.needs.items() for other in others]
        links += [frozenset((number, pair.fact)) for number, pair in self.pairs]
        return tuple(dict.fromkeys(links))

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
        below = self.implied_by.get(other, ())
        return fact in below or any(self.implies(fact, between) for between in below)


def relations(facts: Mapping[str, Fact]) -> Relations:
    """The relations of these facts; :func:`relation_problems` must have found nothing wrong with them."""
    return _relations(related_facts(facts))


def related_facts(facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """Those of the facts that say something of others, or lie in the past."""
    return tuple(fact for fact in facts.values() if fact.past or fact.implies or fact.needs or fact.instead_of)


@lru_cache(maxsize=64)
def _relations(facts: tuple[Fact, ...]) -> Relations:
    implied_by: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        for other in fact.implies:
            implied_by[other] = (*implied_by.get(other, ()), fact.name)
    return Relations(
        past=dict.fromkeys(fact.name for fact in facts if fact.past).keys(),
        implied_by=implied_by,
        needs={fact.name: fact.needs for fact in facts if fact.needs},
        pairs=tuple((fact.name, fact.instead_of) for fact in facts if fact.instead_of),
    )


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
                texts: dict[str, Any] = {
                    "within": f"`{fact.name}`: {key}",
                    "kind": Phrase("kind-fact"),
                    "names": Phrase("fact-list"),
                }
                near = closest(name, facts)
                yield Problem(Code.UNKNOWN_NAME, fact.location, subject=name, near=near, **texts)
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
