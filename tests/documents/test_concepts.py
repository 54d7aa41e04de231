"""Concepts may use each other, in any order, but not in a circle."""

from pathlib import Path

import pytest

from liushou import InputError, load_rules

from .making import folder


def concepts(**when: str) -> str:
    return "concepts:\n" + "".join(
        f"  {name}: {{title: {name}, source: x, when: {one}}}\n" for name, one in when.items()
    )


def test_later_and_shipped_ones_may_be_used(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path / "own", c=concepts(a="[b, poor]", b="[not: elderly]")))
    assert rules.concepts["a"].condition.children[0].name == "b"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("when", "circle"),
    [
        ({"a": "[a]"}, "a → a"),
        ({"a": "[b]", "b": "[a]"}, "a → b → a"),
        ({"a": "[b]", "b": "[not: {any: [c, disabled]}]", "c": "[a]"}, "a → b → c → a"),
        ({"d": "[a]", "a": "[b]", "b": "[a]"}, "a → b → a"),
    ],
)
def test_circles(tmp_path: Path, when: dict[str, str], circle: str) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", c=concepts(**when)))
    assert [problem.code for problem in caught.value.problems] == ["circle"]
    assert circle in caught.value.problems[0].message
    assert caught.value.problems[0].location is not None


def test_a_mistake_in_a_concept_is_reported_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", c=concepts(a="[bb]", bb="[disabeld]", ccc="[bb, a]")))
    assert [problem.did_you_mean for problem in caught.value.problems] == ["disabled"]


def test_an_unknown_concept_has_a_neighbour(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", c=concepts(small_home="[disabled]", other="[smal_home]")))
    assert caught.value.problems[0].did_you_mean == "small_home"


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_chain_is_refused(tmp_path: Path, backwards: bool) -> None:
    names = [f"c{number}" for number in range(200)]
    chain = {name: f"[{after}]" for name, after in zip(names, [*names[1:], "disabled"], strict=True)}
    if backwards:
        chain = dict(reversed(chain.items()))
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", c=concepts(**chain)))
    assert {problem.code for problem in caught.value.problems} == {"concept-size"}


def test_doubling_is_refused(tmp_path: Path) -> None:
    """Each concept twice the one before: forty of them would open a million million leaves."""
    doubling = {"c0": "[disabled]"} | {f"c{n}": f"[c{n - 1}, not: c{n - 1}]" for n in range(1, 40)}
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", c=concepts(**doubling)))
    assert {problem.code for problem in caught.value.problems} == {"concept-size"}


def test_a_few_levels_are_fine(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(10)]
    chain = {name: f"[{after}, poor_area]" for name, after in zip(names, [*names[1:], "disabled"], strict=True)}
    assert load_rules(folder(tmp_path / "own", c=concepts(**chain))).concepts["c0"]
