"""Damage may make an answer unknown or set a row aside: it never gives a status that her true facts contradict."""

from __future__ import annotations

from collections.abc import Sequence
from csv import writer
from pathlib import Path
from typing import Any

import pytest

from liushou import InputError, Rules
from liushou.match import Matcher

from .damaged import make
from .sheets import FENGDU, ON, results_of, write_sheet

STATUS = {1: "eligible", 0: "ineligible", None: "undetermined"}


def lies(path: Path, seed: int, rules: Rules) -> list[str]:
    """What the results of a damaged ledger say that is not true, and rows that are not accounted for."""
    sheet = make(seed)
    if seed % 5:
        write_sheet(path, sheet.rows, sheet.merged)
    else:
        path = as_text(path.with_suffix(".csv"), sheet.rows)
    try:
        results = results_of(path, rules=rules)
    except InputError as error:
        return [] if error.problems[0].code.name in REFUSED else [f"seed {seed}: refused: {error}"]
    matcher, ledger = Matcher(place=FENGDU, on=ON, rules=rules), results.ledger
    wrong = []
    for index, position in enumerate(ledger.kept):
        name = ledger.item("name", position)
        if name not in sheet.women:
            wrong.append(f"seed {seed} row {ledger.numbers[position]}: no such woman: {name!r}")
            continue
        truth = {fact: value for fact, value in sheet.women[name].items() if value is not None}
        true = matcher.match(truth).statuses()
        row = results.frame.row(index, named=True)
        own = {service: STATUS[row[f"service:{service}"]] for service in results.services}
        differing = [service for service in own if own[service] not in ("undetermined", true[service])]
        if differing:
            known = ledger.known(position)
            untrue = {
                fact: value
                for fact, value in known.items()
                if fact in sheet.women[name] and _differs(value, sheet.women[name][fact])
            }
            wrong.append(f"seed {seed} row {ledger.numbers[position]}: {differing[:3]} by {untrue}")
    gone = {ledger.item("name", position) for position in (*ledger.kept, *ledger.set_aside, *ledger.duplicates)}
    text = "".join(map(str, ledger.briefs.values()))
    lost = [name for name in sheet.women if name not in gone and name not in text]
    return wrong + ([f"seed {seed}: lost {lost}"] if lost else [])


#: A ledger that is refused whole has not lied.
REFUSED = ("NO_HEADER",)


def _differs(value: object, truth: object) -> bool:
    low, high = getattr(value, "low", value), getattr(value, "high", value)
    if truth is None or isinstance(truth, (bool, str)):
        return value != truth
    return bool((low is not None and low > truth) or (high is not None and high < truth))  # type: ignore[operator]


def as_text(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """The rows as a system exports them: text, long numbers as formulas, so that spreadsheets keep them."""

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        return f'="{text}"' if len(text) == 18 and text[:17].isdigit() else text

    with path.open("w", encoding="gb18030", newline="") as file:
        writer(file).writerows([[cell(value) for value in row] for row in rows])
    return path


def all_lies(folder: Path, seeds: range, rules: Rules) -> list[str]:
    return [lie for seed in seeds for lie in lies(folder / "ledger.xlsx", seed, rules)]


def test_no_answer_contradicts_the_truth(tmp_path: Path, rules: Rules) -> None:
    wrong = all_lies(tmp_path, range(60), rules)
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.nightly
@pytest.mark.parametrize("block", range(1, 7))
def test_no_answer_contradicts_the_truth_of_more(tmp_path: Path, rules: Rules, block: int) -> None:
    wrong = all_lies(tmp_path, range(block * 60, block * 60 + 60), rules)
    assert not wrong, "\n".join(wrong[:20])
