"""What settles most comes first; where all orders can be tried, the best of them."""

from __future__ import annotations

from random import Random

from hypothesis import given

from liushou.ask import Interview
from liushou.ask.asking import Asking, Open
from liushou.ask.order import Order, weights
from liushou.rules import ALWAYS, AllOf, AnyOf, Condition, IsTrue, OneOf

from .small import Rules, Trial, rules

NAMES = ("receives_dibao", "is_tekun", "self_employed", "in_treatment", "no_stable_income", "sudden_hardship")
NAMES += ("collective_member",)


def left(made: Rules) -> tuple[Asking, tuple[Open, ...]]:
    asking, state = Trial(made, {}, ()).state()
    return asking, asking.left(state)


def first(*services: object) -> str:
    asking, open_ = left(Rules({f"s{at}": ((ALWAYS, each),) for at, each in enumerate(services)}, {}))  # type: ignore[misc]
    return asking.names[Order(asking).facts(open_, -1)[0][0]]


def followed(order: Order, diagrams: frozenset[int], asking: Asking) -> float:
    """The expected cost where the question that is worth most one step ahead is asked each time."""
    along = asking.along
    open_ = tuple(
        Open(str(at), each, relevant)
        for at, each in enumerate(sorted(diagrams))
        if (relevant := asking.diagrams.relevant(each, along))
    )
    if not open_:
        return 0.0
    fact = order.facts(open_, -1)[0][0]
    total = value = 0.0
    for cell, chance in enumerate(order.chances[fact]):
        parts = {order._part(diagram, fact, cell) for diagram in diagrams} if chance else {-1}
        if not parts & {-1, 3}:
            total += chance
            value += chance * followed(order, frozenset(part for part in parts if part > 3), asking)
    return order.costs[fact] + value / total


@given(rules())
def test_expected_questions_are_the_fewest_or_nearly(made: Rules) -> None:
    asking, open_ = left(made)
    order = Order(asking)
    diagrams = frozenset(each.diagram for each in open_)
    assert followed(order, diagrams, asking) <= 1.03 * order.least(diagrams)[0] + 1e-6


def trees(dice: Random, depth: int) -> Condition:
    if depth == 0 or dice.random() < 0.3:
        return IsTrue(dice.choice(NAMES))
    kind = AllOf if dice.random() < 0.5 else AnyOf
    return kind(tuple(trees(dice, depth - 1) for _ in range(dice.randint(2, 3))))


def test_on_larger_sets_they_are_within_three_percent_of_the_fewest() -> None:
    """Of so many facts that the first questions are found one step ahead."""
    dice = Random(3)
    expected = fewest = 0.0
    for _ in range(25):
        services = {f"s{at}": ((ALWAYS, trees(dice, 3)),) for at in range(dice.randint(1, 4))}
        asking, open_ = left(Rules(services, {}))
        order, diagrams = Order(asking), frozenset(each.diagram for each in open_)
        expected += followed(order, diagrams, asking)
        fewest += order.least(diagrams)[0]
    assert fewest <= expected <= 1.03 * fewest


def test_what_settles_several_services_comes_first() -> None:
    shared = IsTrue("rights_infringed")
    assert (
        first(AllOf((IsTrue("self_employed"), shared)), AllOf((IsTrue("no_stable_income"), shared)))
        == "rights_infringed"
    )


def test_cheap_comes_before_dear() -> None:
    """Who can say it herself is asked before an office; of equals the one that the catalogue has first."""
    assert first(AllOf((IsTrue("is_tekun"), IsTrue("self_employed")))) == "self_employed"
    assert first(AllOf((IsTrue("is_tekun"), IsTrue("receives_dibao")))) == "receives_dibao"


def test_what_is_needed_comes_before_what_needs_it() -> None:
    assert first(OneOf("disability_grade", (1.0, 2.0))) == "disabled"


def test_the_weights_are_data() -> None:
    assert weights()["costs"].keys() == {"herself", "certificate", "authority"}
    assert weights()["costs"]["herself"] < weights()["costs"]["certificate"] < weights()["costs"]["authority"]


def test_one_alternative_that_is_enough_leaves_the_others_unasked() -> None:
    assert first(AnyOf((IsTrue("disabled"), AllOf((IsTrue("is_tekun"), IsTrue("seriously_ill")))))) == "disabled"


def test_the_order_is_the_same_each_time() -> None:
    from datetime import date

    orders = []
    for _ in range(2):
        interview, asked = Interview(place="500230", on=date(2025, 6, 30)), []
        while interview.question is not None:
            asked.append(interview.question.fact)
            interview.unsure()
        orders.append(asked)
    assert orders[0] == orders[1]
