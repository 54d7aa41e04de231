"""What settles most comes first; where all orders can be tried, the best of them."""

from __future__ import annotations

from hypothesis import given

from liushou.ask import Interview
from liushou.ask.asking import Asking, Open
from liushou.ask.order import Order, weights
from liushou.rules import ALWAYS, AllOf, AnyOf, IsTrue, OneOf

from .small import Rules, Trial, rules


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
