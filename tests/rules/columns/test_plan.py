"""What is shared is reckoned once, and the conditions of many services fold into few formulas."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from liushou.documents import load_rules
from liushou.frames.backends import PREFIX, open_frame
from liushou.frames.prepare import PreparedFrame, one_place
from liushou.ledger import evaluate
from liushou.match import Matcher
from liushou.rules.columns.formulas import YES
from liushou.rules.columns.plan import Plan

from ...frames.frames import polars_frame
from ...frames.rows import Dice

ON = date(2025, 6, 30)


def prepared(frame: Any, place: str = "500230") -> PreparedFrame:
    rules = load_rules()
    return PreparedFrame.of(open_frame(frame), ON, rules.facts, one_place(rules, place, ON, None))


def sound_frame() -> pl.DataFrame:
    return polars_frame([{"sex": "female", "disabled": True, "birth_date": date(1980, 1, 1)}] * 3)


def formulas(ready: PreparedFrame, place: str = "500230") -> dict[str, int]:
    matcher, pool, columns = Matcher(place=place, on=ON), ready.columns.formulas, ready.columns
    return {
        service: pool.any_of(
            [
                pool.all_of((columns.formula(policy.definition.condition), columns.formula(measure.condition)))
                for policy, measure in matcher.measures(service)
            ]
        )
        for service in matcher.services
    }


def test_services_that_ask_the_same_share_one_formula() -> None:
    found = formulas(prepared(sound_frame()))
    assert len(set(found.values())) < len(found) / 2


def test_a_definition_within_another_is_absorbed() -> None:
    """Who is in Fengdu's definition is in the nation's: where all may have it, the nation's decides."""
    ready = prepared(sound_frame())
    nation = ready.columns.formula(load_rules().policies["national_2025"].definition.condition)
    assert formulas(ready)["ledger_registration"] == nation


def test_every_shared_column_is_made_once_and_used() -> None:
    ready = prepared(polars_frame(Dice(1, ON).rows(20)))
    wanted = list(formulas(ready).values())
    made = Plan(ready.columns, wanted, PREFIX)
    names = [name for step in made.steps for name in step]
    assert len(names) == len(set(names))
    text = " ".join(str(expr) for step in made.steps for expr in step.values())
    text += " ".join(str(made.expr(number)) for number in wanted)
    for name in names:
        assert text.count(f'col("{name}")') >= 2


def test_steps_use_only_what_earlier_steps_made() -> None:
    ready = prepared(polars_frame(Dice(1, ON).rows(20)))
    made = Plan(ready.columns, formulas(ready).values(), PREFIX)
    frame = ready.frame()
    known = set(frame.collect_schema().names())
    for step in made.steps:
        for expr in step.values():
            assert set(expr.meta.root_names()) <= known
        known |= set(step)


def test_a_frame_without_unknowable_rows_has_no_checks() -> None:
    ready = prepared(pl.DataFrame({"disabled": [True], "lives_in_village": [False]}))
    assert ready.problems == ()
    assert ready.sound == YES


def test_no_column_of_the_way_comes_out() -> None:
    result = evaluate(polars_frame(Dice(1, ON).rows(5)), on=ON, place="500230")
    assert not [name for name in result.columns if name.startswith(PREFIX)]
