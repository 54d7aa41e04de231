"""A profile's model accepts what ``Profile.from_mapping`` accepts, means the same, and refuses the rest for its reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import event, given

from liushou import ContradictionError, InputError, match
from liushou import Profile as Library
from liushou.profile import parse_json
from liushou.testing import complete_profiles, profiles

from ...profile.strategies import mappings
from .stated import anything

pydantic = pytest.importorskip("pydantic", reason="the extra web is not installed")
models = pytest.importorskip("liushou.web.models", reason="the extra web is not installed")

ON = date(2025, 6, 30)


def of_library(read: Callable[[Any], Library], stated: Any) -> Any:
    """The profile, or the codes of what is wrong."""
    try:
        return read(stated)
    except InputError as error:
        return sorted(problem.code.replace("-", "_") for problem in error.problems)


def of_model(text: str) -> Any:
    try:
        return models.Profile.model_validate_json(text).to_profile()
    except pydantic.ValidationError as error:
        return sorted(line["type"] for line in error.errors())


@given(anything())
def test_accepted_by_both_or_refused_by_both(stated: Any) -> None:
    expected, model = of_library(parse_json, json.dumps(stated)), of_model(json.dumps(stated))
    event("accepted" if isinstance(expected, Library) else "refused")
    if not isinstance(stated, dict):
        # Of a file, the message is another: it says where in the file.
        assert type(model) is type(expected) is list
    else:
        assert model == expected == of_library(Library.from_mapping, stated)


@given(mappings())
def test_what_is_right_is_accepted(stated: dict[str, Any]) -> None:
    woman = models.Profile(**stated)
    assert woman.to_profile() == Library.from_mapping(stated)
    assert woman == models.Profile.model_validate(stated) == models.Profile.model_validate_json(json.dumps(stated))


@given(profiles(on=ON) | complete_profiles(on=ON))
def test_there_and_back(profile: Library) -> None:
    woman = models.Profile.from_profile(profile)
    assert woman.to_profile() == profile
    assert models.Profile.model_validate(woman.model_dump()) == woman
    assert models.Profile.model_validate_json(woman.model_dump_json()).to_profile() == profile
    assert woman.model_dump(mode="json", exclude_unset=True) == profile.to_mapping()
    # Unvalidated, it is read when it is needed.
    assert models.Profile.model_construct(**profile.to_mapping()).to_profile() == profile


def test_a_contradiction_hangs_on_the_day_and_is_refused_there() -> None:
    woman = models.Profile.model_validate({"disabled": False, "disability_grade": 2})
    with pytest.raises(ContradictionError):
        match(woman.to_profile(), place="500230", on=ON)


def test_a_changed_copy_is_read_anew() -> None:
    woman = models.Profile(disabled=True, disability_grade=2)
    assert woman.model_copy() == woman
    assert woman.model_copy(update={"disability_grade": 1}).to_profile() == Library(disabled=True, disability_grade=1)
    with pytest.raises(pydantic.ValidationError):
        woman.model_copy(update={"disability_grade": 7})
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        woman.disabled = False


def test_values_are_as_a_file_holds_them() -> None:
    woman = models.Profile(
        sex="女", disabled=" 是 ", birth_date=date(1975, 3, 8), income_per_capita_month={"at_most": 500}
    )
    stated = (woman.sex, woman.disabled, woman.birth_date, woman.income_per_capita_month, woman.is_tekun)
    assert stated == ("female", True, "1975-03-08", {"at_most": 500}, None)
