"""The questions of an answer: what is missing and can still change a status."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from ..answer import Question, ServiceAnswer
from ..profile import Fact, catalogue_order, relations


def asked(
    services: Iterable[Collection[str]], facts: Mapping[str, Fact], unsure: Collection[str], relevant: Collection[str]
) -> tuple[tuple[str, int], ...]:
    """(fact to ask, services it is missing in), most first; the unsure ones where an authority settles them.

    For what she is unsure of, what implies it is asked too. Only facts that are ``relevant`` can still change a status.
    """
    if unsure:
        said_by = relations(facts).said_by
        services = [
            {*names, *chain.from_iterable(said_by.get(name, ()) for name in names if name in unsure)}
            for names in services
        ]
    counts: dict[str, int] = {}
    for name in chain.from_iterable(services):
        if name in relevant:
            counts[name] = counts.get(name, 0) + 1
    open_ = [item for item in counts.items() if item[0] not in unsure or facts[item[0]].settled_by == "authority"]
    return tuple(sorted(open_, key=lambda item: (-item[1], catalogue_order(item[0]))))


def questions(
    services: Iterable[ServiceAnswer], facts: Mapping[str, Fact], unsure: Collection[str], relevant: Collection[str]
) -> tuple[Question, ...]:
    """The facts that can still change a status, the ones that settle most first."""
    counted = asked((service.missing for service in services), facts, unsure, relevant)
    return tuple(question(facts[name], count) for name, count in counted)


def question(fact: Fact, settles: int) -> Question:
    """The question for a fact that is missing in so many services."""
    parts = ("ask", "settled_by", "title", "office", "unit", "group")
    return Question(fact=fact.name, settles=settles, **{part: getattr(fact, part) for part in parts})
