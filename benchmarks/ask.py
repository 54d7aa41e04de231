"""How many questions the interview asks, against the fewest that would have done.

    python -m benchmarks.ask [--women N] [--place CODE]…

Random women of whom everything is true or not, two in three left behind and the rest as it comes; each is interviewed
until no answer can change a status. *Questions* are facts, also where several stand on one screen; *open* is the number
of services that can still change, summed over all questions; *screens* are runs of questions of one group. The orders:

- random among what can still change a status;
- before: the fact that is missing in most services, whether it can change anything or not (as ``match`` listed them);
- liushou: the order of :mod:`liushou.ask`.

No order can reach the two lines below them (:mod:`benchmarks.ask_bounds`):

- in hindsight: her smallest set of facts after which nothing can change any more, and the least sum of open services of
  any order, each chosen with all her answers known;
- told all but the definition: the least sum of any order that knows all her answers beforehand, except whether she is
  left behind, which it has to ask.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from benchmarks.ask_bounds import Hidden, fewest, least_open, settling

from liushou import Matcher, Profile
from liushou.ask import Interview, desk_at
from liushou.ask.desk import Desk, known_of
from liushou.matching import asked
from liushou.problems import ContradictionError
from liushou.profile import FACTS, relations

ON = date(2025, 6, 30)
LEFT_BEHIND = 2 / 3
Woman = dict[str, Any]


def women(count: int, seed: int) -> list[Woman]:
    """Women of whom everything is known, without what contradicts itself or does not apply."""
    dice = random.Random(seed)
    drawn: list[Woman] = []
    while len(drawn) < count:
        woman = {fact.name: _value(fact, dice) for fact in FACTS if not fact.need and not fact.place}
        if dice.random() < LEFT_BEHIND:
            woman |= {fact.name: fact.usual_on(ON) for fact in FACTS if fact.usual is not None}
        for number, _ in relations({fact.name: fact for fact in FACTS}).pairs:
            del woman[number]
        for fact in FACTS:
            if any(woman.get(needed) is not True for needed in fact.needs):
                woman.pop(fact.name, None)
        if woman.get("disability_certificate") is False:
            del woman["disability_grade"]
        try:
            Matcher(place="nation", on=ON).situation(Profile(**woman))
        except ContradictionError:
            continue
        drawn.append(woman)
    return drawn


def _value(fact: Any, dice: random.Random) -> Any:
    if fact.kind == "yes_no":
        return dice.random() < 0.5
    if fact.kind == "choice":
        return dice.choice(list(fact.choices))
    if fact.kind == "date":
        return ON - timedelta(days=dice.randint(18 * 365, 80 * 365) if fact.identity else dice.randint(0, 1200))
    return dice.randint(int(fact.low or 0), int(min(fact.high or 1500, 1500)))


@dataclass
class Tally:
    """What one order came to, over all women."""

    questions: int = 0
    open: int = 0
    screens: int = 0
    seconds: list[float] = field(default_factory=list)


Choice = Callable[[Woman, frozenset[str], set[str]], str]


def by_choice(desk: Desk, women_: Iterable[Woman], choose: Choice, *, useless: bool = False) -> Tally:
    """Interviews in which ``choose`` picks the next fact; where ``useless``, also of what can change nothing."""
    tally = Tally()
    for woman in women_:
        said: Woman = {}
        unsure: set[str] = set()
        group = None
        while True:
            relevant = desk.relevant(known_of(desk, {**said, "unsure": sorted(unsure)}))
            names = frozenset[str]().union(*relevant.values()) - unsure
            if not names and not useless:
                break
            name = choose(said, names, unsure)
            if not name:
                break
            tally.questions += 1
            tally.open += len(relevant)
            own = desk.rules.facts[name].group
            tally.screens += own != group
            group = own
            _answer(name, woman, said, unsure)
    return tally


def _answer(name: str, woman: Woman, said: Woman, unsure: set[str]) -> None:
    if name in woman:
        said[name] = woman[name]
    else:
        unsure.add(name)


def as_before(matcher: Matcher) -> Choice:
    """The fact that is missing in most services."""

    def choose(said: Woman, _: frozenset[str], unsure: set[str]) -> str:
        answer = matcher.match({**said, "unsure": sorted(unsure)})
        facts = matcher.rules.facts
        missing = asked((service.missing for service in answer.services), facts, unsure, facts)
        return next((name for name, _ in missing if name not in unsure), "")

    return choose


def at_random(seed: int) -> Choice:
    """Any fact that can still change something."""
    dice = random.Random(seed)
    return lambda _said, names, _unsure: dice.choice(sorted(names))


def by_liushou(place: str, women_: Iterable[Woman]) -> Tally:
    """The interview."""
    tally = Tally()
    for woman in women_:
        interview = Interview(place=place, on=ON)
        group = None
        while interview.question is not None and interview.screen is not None:
            tally.questions += 1
            tally.open += interview.screen.services - interview.screen.settled
            tally.screens += interview.screen.group != group
            group = interview.screen.group
            start = time.process_time()
            interview.answer(interview.question.fact, woman.get(interview.question.fact))
            tally.seconds.append(time.process_time() - start)
    return tally


def hidden_from_order(desk: Desk) -> dict[str, tuple[float, list[Any]]]:
    """The facts with a usual value: how likely it is in a woman as she comes, and a value of each other kind."""
    asking, dice = desk._ready(()).asking, random.Random(0)
    hidden = {}
    for fact in FACTS:
        if fact.usual is None or fact.name not in asking.number:
            continue
        domain, kinds, total = asking.domains[asking.number[fact.name]], {}, Counter[Any]()
        for value, count in Counter(_value(fact, dice) for _ in range(20_000)).items():
            truths = domain.truths(cast(Any, fact.read(value)))
            kinds[truths] = value
            total[truths] += count
        usual = domain.usual()
        others = [value for truths, value in kinds.items() if truths != usual]
        hidden[fact.name] = (total[usual] / total.total(), others)
    return hidden


def least_without_definition(desk: Desk, women_: Iterable[Woman]) -> float:
    """The least sum of open services of any order that is not told beforehand whether a woman is left behind."""
    hidden, usual = hidden_from_order(desk), {fact.name: fact.usual_on(ON) for fact in FACTS if fact.usual is not None}
    total = 0.0
    for woman in women_:
        hers = {**woman, **usual}
        unusual = {
            name: Hidden(chance, [settling(desk, {**hers, name: value}) for value in others])
            for name, (chance, others) in hidden.items()
        }
        total += least_open(settling(desk, hers), unusual, LEFT_BEHIND)
    return total


def main() -> None:
    """Print a table for each place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--women", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--place", action="append", default=[])
    given = parser.parse_args()
    drawn = women(given.women, given.seed)
    for place in given.place or ["500230", "220182"]:
        desk = desk_at(place, ON)
        settled = [settling(desk, woman) for woman in drawn]
        smallest = sum(map(fewest, settled))
        tallies = {
            "random": by_choice(desk, drawn, at_random(given.seed)),
            "before": by_choice(desk, drawn, as_before(Matcher(place=place, on=ON)), useless=True),
            "liushou": by_liushou(place, drawn),
        }
        count = len(drawn)
        print(f"\n{place}, {len(desk.grounds)} services, {count} women\n")
        print("| order | questions | / fewest | open | / before | screens |\n|---|---:|---:|---:|---:|---:|")
        before = tallies["before"].open
        for name, tally in tallies.items():
            questions = f"{tally.questions / count:.2f} | {tally.questions / smallest:.3f}"
            still = f"{tally.open / count:.1f} | {tally.open / before:.3f}"
            print(f"| {name} | {questions} | {still} | {tally.screens / count:.2f} |")
        least, told = sum(map(least_open, settled)), least_without_definition(desk, drawn)
        print(f"| in hindsight | {smallest / count:.2f} | 1.000 | {least / count:.1f} | {least / before:.3f} | |")
        print(f"| told all but the definition | | | {told / count:.1f} | {told / before:.3f} | |")
        seconds = sorted(tallies["liushou"].seconds)
        print(
            f"\nthe next question: {1000 * sum(seconds) / len(seconds):.1f} ms on average, "
            f"{1000 * seconds[len(seconds) * 95 // 100]:.1f} ms in 19 of 20, at most {1000 * seconds[-1]:.1f} ms"
        )


if __name__ == "__main__":
    main()
