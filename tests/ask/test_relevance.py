"""Asked is exactly what can still change a status: found out by trying everything on small sets of rules."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from liushou.rules import ALWAYS, AllOf, AnyOf, IsTrue, Not, OneOf

from .small import Rules, Trial, known, rules


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """Rules, and a woman of whom some facts are known and some asked in vain."""
    made = draw(rules())
    values: dict[str, Any] = {}
    unsure = []
    blank = Trial(made, {}, ())
    for name in made.facts():
        how = draw(st.sampled_from(("open", "open", "known", "unsure")))
        if how == "known" and name in blank.cells:
            values[name] = draw(st.sampled_from(blank.cells[name]))
        elif how == "unsure":
            unsure.append(name)
    assume(known(values, tuple(unsure)) is not None)
    return Trial(made, values, tuple(unsure))


def found(trial: Trial) -> dict[str, set[str]]:
    asking, state = trial.state()
    left = {each.service: each.relevant for each in asking.left(state)}
    return {
        service: {name for at, name in enumerate(asking.names) if left.get(service, 0) >> at & 1}
        for service in trial.rules.services
    }


@given(trials())
def test_relevance_is_what_trying_everything_says(trial: Trial) -> None:
    expected = {service: trial.relevant(number) for number, service in enumerate(trial.rules.services)}
    assert found(trial) == expected


@given(trials())
def test_where_nothing_is_relevant_no_completion_changes_a_status(trial: Trial) -> None:
    services = found(trial)
    now = next(trial.rules.outcomes(facts) for stated, facts in trial.worlds() if not stated)
    for _, facts in trial.worlds():
        for number, service in enumerate(services):
            if not services[service]:
                assert trial.rules.outcomes(facts)[number] is now[number]


X, Y, Z = IsTrue("receives_dibao"), IsTrue("is_tekun"), IsTrue("rights_infringed")


def asked(condition: Any, **values: Any) -> set[str]:
    trial = Trial(Rules({"service": ((ALWAYS, condition),)}, {}), values, ())
    return found(trial)["service"]


def test_what_only_matters_where_another_is_no_is_found() -> None:
    """In (x and y) or z, x changes nothing where all others are yes, and nothing where all are no."""
    assert asked(AnyOf((AllOf((X, Y)), Z))) == {"receives_dibao", "is_tekun", "rights_infringed"}


def test_what_is_absorbed_is_not_asked() -> None:
    assert asked(AnyOf((X, AllOf((X, Y))))) == {"receives_dibao"}


def test_what_comes_to_the_same_either_way_is_asked_only_once_nothing_else_is_open() -> None:
    """(x and y) or (x and not y) is x; but until y is known, it stays unknown."""
    either = AnyOf((AllOf((X, Y)), AllOf((X, Not(Y)))))
    assert asked(either) == {"receives_dibao"}
    assert asked(either, receives_dibao=True) == {"is_tekun"}
    assert asked(either, receives_dibao=False) == set()


def test_a_fact_that_merely_implies_another_is_not_asked() -> None:
    assert asked(IsTrue("rights_infringed")) == {"rights_infringed"}


def test_what_a_fact_needs_is_asked_with_it() -> None:
    assert asked(OneOf("disability_grade", (1.0, 2.0))) == {"disabled", "disability_grade"}
    assert asked(OneOf("disability_grade", (1.0, 2.0)), disabled=True) == {"disability_grade"}
    assert asked(OneOf("disability_grade", (1.0, 2.0)), disabled=False) == set()
