"""An ID number that strays into a profile is never shown in full."""

import json
from pathlib import Path

import pytest

from liushou import InputError, Problem, Profile, read_profile
from liushou.problems import Code, Location
from liushou.profile import FACTS

IDS = ["510212197503080021", "51021219750308002X", "510212197503080", "510212 19750308 0021"]


@pytest.mark.parametrize("number", IDS)
@pytest.mark.parametrize("name", [fact.name for fact in FACTS if fact.kind != "yes_no"] + ["disabled", "no_such_fact"])
def test_as_a_value(tmp_path: Path, name: str, number: str) -> None:
    for suffix, text in ((".yaml", f"{name}: {number}\n"), (".json", json.dumps({name: number}))):
        path = tmp_path / f"p{suffix}"
        path.write_text(text)
        with pytest.raises(InputError) as caught:
            read_profile(path)
        shown = str(caught.value) + "".join(problem.message for problem in caught.value.problems)
        assert number.replace(" ", "")[6:14] not in shown.replace(" ", "")
    with pytest.raises((InputError, TypeError)) as raised:
        Profile(**{name: number})
    assert number[:17] not in str(raised.value)


@pytest.mark.parametrize("number", IDS[:3])
def test_as_a_key_and_in_unsure(tmp_path: Path, number: str) -> None:
    for text in (f"'{number}': 1\n", f"unsure: ['{number}']\n"):
        (tmp_path / "p.yaml").write_text(text)
        with pytest.raises(InputError) as caught:
            read_profile(tmp_path / "p.yaml")
        assert number not in str(caught.value)


@pytest.mark.parametrize("number", IDS[:3])
def test_in_the_line_that_a_problem_shows(number: str) -> None:
    line = f"name: 张三 {number} x"
    shown = Problem(Code.FINDING, Location("f", 1, 5, line), reason="wrong").format()
    assert number not in shown
    assert "5102" in shown


def test_place_codes_and_days_are_not_masked() -> None:
    text = "500230 500230102003 2025-06-30 20250630 渝民发〔2020〕38号"
    assert Problem(Code.FINDING, reason=text).message == text
