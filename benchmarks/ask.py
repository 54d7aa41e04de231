"""How many questions the interview asks, against the fewest that would have done.

    python -m benchmarks.ask [--women N] [--place CODE]…

Random women of whom everything is true or not, two in three left behind and the rest as it comes; each is interviewed
until no answer can change a status. *Questions* are facts, also where several stand on one screen; *open* is the number
of services that can still change, summed over all questions; *screens* are runs of questions of one group. The orders:

- random among what can still change a status;
- before: the fact that is missing in most services, whether it can change anything or not (as ``match`` listed them);
- liushou: the order of :mod:`liushou.ask`.

*Fewest in hindsight* is the smallest set of her facts after which nothing can change any more, for her answers: what
must be in it is found by leaving each out, the rest by trying all sets of up to three more, then by leaving out one
after another in twenty random orders. No order can reach it: it is chosen with the answers known.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from liushou import Matcher, Profile
from liushou.answering import asked
from liushou.ask import Interview, desk_at
from liushou.ask.asking import State
from liushou.ask.desk import Desk, known_of
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


def fewest(desk: Desk, woman: Woman, dice: random.Random) -> int:
    """The size of the smallest set of her facts after which nothing can change, or nearly the smallest."""
    asking = desk._ready(()).asking
    names = [name for name in woman if name in asking.number]

    def settles(chosen: Iterable[str]) -> bool:
        state = asking.state(known_of(desk, {name: woman[name] for name in chosen}))
        assert isinstance(state, State)
        return not asking.left(state)

    needed = [name for name in names if not settles(other for other in names if other != name)]
    rest = [name for name in names if name not in needed]
    for size in range(4):
        if any(settles((*needed, *more)) for more in combinations(rest, size)):
            return len(needed) + size
    best = len(names)
    for _ in range(20):
        kept = list(names)
        for name in dice.sample(rest, len(rest)):
            if settles(other for other in kept if other != name):
                kept.remove(name)
        best = min(best, len(kept))
    return best


def main() -> None:
    """Print a table for each place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--women", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--place", action="append", default=[])
    given = parser.parse_args()
    drawn = women(given.women, given.seed)
    for place in given.place or ["500230", "220182"]:
        desk, dice = desk_at(place, ON), random.Random(given.seed)
        smallest = sum(fewest(desk, woman, dice) for woman in drawn)
        tallies = {
            "random": by_choice(desk, drawn, at_random(given.seed)),
            "before": by_choice(desk, drawn, as_before(Matcher(place=place, on=ON)), useless=True),
            "liushou": by_liushou(place, drawn),
        }
        count = len(drawn)
        print(f"\n{place}, {len(desk.grounds)} services, {count} women; fewest in hindsight {smallest / count:.2f}\n")
        print("| order | questions | / fewest | open | / before | screens |\n|---|---:|---:|---:|---:|---:|")
        before = tallies["before"].open
        for name, tally in tallies.items():
            questions = f"{tally.questions / count:.2f} | {tally.questions / smallest:.3f}"
            still = f"{tally.open / count:.1f} | {tally.open / before:.3f}"
            print(f"| {name} | {questions} | {still} | {tally.screens / count:.2f} |")
        seconds = sorted(tallies["liushou"].seconds)
        print(
            f"\nthe next question: {1000 * sum(seconds) / len(seconds):.1f} ms on average, "
            f"{1000 * seconds[len(seconds) * 95 // 100]:.1f} ms in 19 of 20, at most {1000 * seconds[-1]:.1f} ms"
        )


if __name__ == "__main__":
    main()
