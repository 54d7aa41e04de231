"""L007: facts that a condition asks for in both directions.

Evaluation takes each leaf on its own, so that ``any: [a, not: a]`` holds for everyone and
is unknown while ``a`` is. It is exact where all leaves can be met at once, and failed at
once, within whatever is known: where each fact is asked for in one direction only
(``age >= 60`` and ``age >= 35``, never ``disabled`` beside ``not: disabled``), and facts
that imply one another with one sign. No search is made: what is noted here may be exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from ...profile import Fact, relations
from ...rules import LEAVES, Compare, Condition, Elapsed, IsTrue, Leaf, Not, parameters, source_fact
from ..sites import Site
from ..trees import below
from .findings import BOTH_WAYS, Finding


def exactness(site: Site, facts: Mapping[str, Fact], *, with_definition: bool = True) -> Iterator[Finding]:
    """A note on a condition, taken together with its definition if ``with_definition``."""
    alone = both_ways(site.condition, facts)
    names = both_ways(site.whole, facts) if with_definition else alone
    if names:
        beside = "" if alone else " together with the definition"
        yield BOTH_WAYS.finding(
            site.name,
            f"the condition of {site.name}{beside} asks for {', '.join(f'`{name}`' for name in names)} "
            "in both directions: it may be reported as unknown although the answer is decided",
            site.location,
        )


def both_ways(condition: Condition, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts and parameters that are asked for in both directions; none where evaluation is exact."""
    ways: dict[str, set[Hashable]] = {}
    signs: dict[str, set[bool]] = {}
    for leaf, sign in _signed(condition, True):
        signs.setdefault(leaf.fact, set()).add(sign)
        for axis, way in _ways(leaf, sign):
            ways.setdefault(axis, set()).add(way)
    names = [axis for axis, directions in ways.items() if len(directions) > 1]
    names += [name for name in signs if source_fact(name) != name and source_fact(name) in signs]
    for link in relations(facts).links():
        linked = [name for name in signs if name in link]
        if len(set().union(*(signs[name] for name in linked))) > 1:
            names += linked
    return tuple(dict.fromkeys(names))


def _signed(condition: Condition, sign: bool) -> Iterator[tuple[Leaf, bool]]:
    if isinstance(condition, LEAVES):
        yield condition, sign
    for child in below(condition):
        yield from _signed(child, sign is not isinstance(condition, Not))


def _ways(leaf: Leaf, sign: bool) -> Iterator[tuple[str, Hashable]]:
    """(fact or parameter, direction): more or less of it, or a direction that only the same leaf has."""
    way: Hashable = (leaf, sign)
    of_parameters = way
    if isinstance(leaf, (IsTrue, Elapsed)):
        way = isinstance(leaf, IsTrue) is sign
    elif isinstance(leaf, Compare) and leaf.operator != "=":
        way = (leaf.operator in (">", ">=")) is sign
        of_parameters = not way
    yield leaf.fact, way
    for name in parameters(leaf):
        yield f"${name}", of_parameters
