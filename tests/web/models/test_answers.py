"""The models of answers hold what ``Match.to_dict`` gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from liushou import Match, Profile, match
from liushou.testing import profiles

pydantic = pytest.importorskip("pydantic", reason="the extra web is not installed")
models = pytest.importorskip("liushou.web.models", reason="the extra web is not installed")

ON = date(2025, 6, 30)


@settings(max_examples=25)
@given(profiles(on=ON, place="500230"))
def test_there_and_back(woman: Profile) -> None:
    answer = match(woman, place="500230", on=ON)
    for model, lean in ((models.Answer, False), (models.LeanAnswer, True)):
        whole = model.from_match(answer)
        assert whole.model_dump(mode="json") == answer.to_dict(lean=lean)
        assert model.model_validate(answer.to_dict(lean=lean)) == whole
        assert model.model_validate_json(whole.model_dump_json()) == whole
    assert Match.from_dict(models.Answer.from_match(answer).model_dump(mode="json")) == answer


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("on",), "2025-02-30"),
        (("on",), 20250630),
        (("services", 0, "status"), "perhaps"),
        (("services", 0, "beyond_document"), 1),
        (("services", 0, "grounds", 0, "citation", "clause"), 3),
        (("policies",), {}),
        (("place",), None),
    ],
)
def test_what_is_no_answer(path: tuple[Any, ...], value: Any) -> None:
    data = match({}, place="500230", on=ON).to_dict(lean=True)
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(pydantic.ValidationError) as caught:
        models.LeanAnswer.model_validate(data)
    assert caught.value.errors()[0]["loc"][: len(path)] == path


def test_a_later_version_may_say_more() -> None:
    answer = match({}, place="500230", on=ON)
    later = {**answer.to_dict(), "weather": "fine"}
    assert models.Answer.model_validate(later) == models.Answer.from_match(answer)
