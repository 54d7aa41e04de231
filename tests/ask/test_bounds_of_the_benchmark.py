"""What the benchmark of the questions says that no order can beat."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random

import pytest

pytest.importorskip("numpy")

from benchmarks.ask import ON, by_liushou, least_without_definition, women
from benchmarks.ask_bounds import Hidden, Settling, fewest, least_open, settling

from liushou.ask import desk_at
from liushou.ask.asking import State
from liushou.ask.desk import known_of

PLACES = ("500230", "220182")


@pytest.mark.parametrize("place", PLACES)
def test_what_settles_a_service_is_what_the_interview_says(place: str) -> None:
    desk, dice = desk_at(place, ON), Random(5)
    asking = desk._ready(()).asking
    numbers = {asking.names[number] for number, _ in asking.pairs}
    wrong = []
    for woman in women(5, seed=11):
        hers = settling(desk, woman)
        for _ in range(4):
            names = [name for name in woman if name in asking.number and name not in numbers and dice.random() < 0.6]
            state = asking.state(known_of(desk, {name: woman[name] for name in names}))
            assert isinstance(state, State)
            asked = sum(1 << asking.number[name] for name in names)
            if hers.open(asked) != len(asking.left(state)):
                wrong.append((woman, names))
    assert not wrong


def small(dice: Random, facts: int) -> Settling:
    """A woman with a few services, each settled by a few sets of facts."""
    services: Counter[tuple[int, ...]] = Counter()
    for _ in range(dice.randint(1, 5)):
        sets = {sum(1 << at for at in dice.sample(range(facts), dice.randint(1, 3))) for _ in range(dice.randint(1, 3))}
        services[tuple(each for each in sets if not any(other != each and not other & ~each for other in sets))] += 1
    return Settling(services, {str(at): at for at in range(facts)})


def fewest_by_trying(woman: Settling, facts: int) -> int:
    return min(asked.bit_count() for asked in range(1 << facts) if woman.open(asked) == 0)


def least_by_trying(woman: Settling, facts: int, hidden: dict[int, Hidden], certain: float) -> float:
    """The least over all orders; after an unusual answer only the next step counts."""

    def weight(asked: int) -> float:
        share = 1 - certain
        for fact, each in hidden.items():
            share *= each.chance if asked & fact else 1
        return certain + share

    sums = []
    for order in permutations(1 << at for at in range(facts)):
        asked, total = 0, 0.0
        for fact in order:
            if not woman.open(asked):
                break
            after = asked | fact
            total += weight(asked) * woman.open(asked)
            if fact in hidden:
                unusual = weight(asked) - weight(after)
                total += unusual * min(each.open(after) for each in hidden[fact].otherwise)
            asked = after
        sums.append(total)
    return min(sums)


def test_the_bounds_are_what_trying_everything_comes_to() -> None:
    dice, facts, wrong = Random(2), 5, []
    for _ in range(60):
        woman = small(dice, facts)
        hidden = {str(at): Hidden(dice.random(), [small(dice, facts)]) for at in dice.sample(range(facts), 2)}
        by_bit = {1 << int(name): each for name, each in hidden.items()}
        expected = (
            fewest_by_trying(woman, facts),
            least_by_trying(woman, facts, {}, 0.0),
            least_by_trying(woman, facts, by_bit, 0.6),
        )
        if expected != pytest.approx((fewest(woman), least_open(woman), least_open(woman, hidden, 0.6))):
            wrong.append((woman, hidden))
    assert not wrong


def test_no_order_comes_below_the_bounds() -> None:
    desk, drawn = desk_at("220182", ON), women(4, seed=12)
    asked = by_liushou("220182", drawn)
    hers = [settling(desk, woman) for woman in drawn]
    assert sum(map(fewest, hers)) <= asked.questions
    assert sum(map(least_open, hers)) <= asked.open
    assert sum(map(least_open, hers)) > 0
    assert least_without_definition(desk, drawn[:1]) > len(desk.grounds)
