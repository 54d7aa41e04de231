"""A number too large for a float is refused at its place, in rule files, places files and profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError, read_places
from liushou.documents import read_rules

NUMBERS = ["1" + "0" * 5000, "-1" + "0" * 400, "1" + "0" * 400 + ".5"]


@pytest.mark.parametrize("number", NUMBERS, ids=["digits", "negative", "decimals"])
def test_it_is_refused_at_its_place(number: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    value = f"{{place: nation, from: 2020-01-01, value: {number}, source: 乙}}"
    path.write_text(f"parameters:\n  own: {{title: 甲, unit: 元/月, values: [{value}]}}\n", encoding="utf-8")
    problems = read_rules([], [str(path)])[1]
    assert [(problem.code, problem.location and problem.location.line) for problem in problems] == [("not-finite", 2)]
    assert len(problems[0].message) < 200

    path.write_text(f'"500230":\n  parameters:\n    rural_dibao_line: {number}\n', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_places(path)
    assert refused.value.problems[0].location is not None
    assert len(refused.value.problems[0].message) < 200
