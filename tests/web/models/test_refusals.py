"""What a model refuses is found by its path, named in two languages, and not repeated in logs."""

from __future__ import annotations

from typing import Any

import pytest

pydantic = pytest.importorskip("pydantic", reason="the extra web is not installed")
models = pytest.importorskip("liushou.web.models", reason="the extra web is not installed")


def wrong(model: Any, given: Any) -> Any:
    with pytest.raises(pydantic.ValidationError) as caught:
        model.model_validate(given)
    return caught.value


@pytest.mark.parametrize(
    ("given", "path", "kind"),
    [
        ({"sex": "femal"}, ("sex",), "not_a_choice"),
        ({"disability_grade": 7}, ("disability_grade",), "out_of_range"),
        ({"husband_away_since": "2023-02-30"}, ("husband_away_since",), "not_a_date"),
        ({"husband_away_since": {"at_least": 2024, "at_most": 2020}}, ("husband_away_since",), "bounds_reversed"),
        ({"age": 40}, ("age",), "derived_fact"),
        ({"sexx": "female"}, ("sexx",), "unknown_name"),
        ({"unsure": ["sex", "sexx"]}, ("unsure", 1), "unknown_name"),
        ({"unsure": "sex"}, ("unsure",), "unsure_list"),
        ({"sex": "female", "unsure": ["sex"]}, ("sex",), "unsure_known"),
        ({"decisions": [{"policy": "chongqing"}]}, ("decisions", 0, "clause"), "missing_key"),
        ({"decisions": [3]}, ("decisions", 0), "not_a_mapping"),
        ({"unsure": ["sex"] * 1001}, ("unsure",), "too_many_entries"),
        ([], (), "profile_type"),
    ],
)
def test_each_has_its_path(given: Any, path: tuple[Any, ...], kind: str) -> None:
    assert (path, kind) in [(line["loc"], line["type"]) for line in wrong(models.Profile, given).errors()]


def test_inside_of_another_model() -> None:
    class Request(pydantic.BaseModel):
        women: list[models.Profile]

    error = wrong(Request, {"women": [{}, {"sex": 3, "unsure": ["b"]}]})
    assert [line["loc"] for line in error.errors()] == [("women", 1, "sex"), ("women", 1, "unsure", 0)]


def test_in_two_languages_with_what_was_meant() -> None:
    line = wrong(models.Profile, {"sex": "femal{zh}"}).errors()[0]
    assert line["ctx"]["near"] == "female"
    assert line["msg"] == line["ctx"]["en"]["message"] == "sex (性别): `femal{zh}` is not a value of sex"
    assert line["ctx"]["zh"]["message"] == "性别（sex）：`femal{zh}` 不是可以取的值"


def test_no_number_of_a_person_is_repeated() -> None:
    number = "110105194912310028"
    error = wrong(models.Profile, {"sex": number, number: 1, "unsure": [number], "decisions": [{number: number}]})
    assert number not in str(error)
    assert number not in repr(error.errors(include_input=False))
    assert number not in repr(error.errors())
