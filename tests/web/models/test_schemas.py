"""``liushou schema profile|answer|lean-answer`` and the components of OpenAPI are the same, and fit what is sent."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from liushou import InputError, Profile, match
from liushou.testing import profiles

from ...cli.running import invoke
from .stated import anything

fastapi = pytest.importorskip("fastapi", reason="the extra web is not installed")
models = pytest.importorskip("liushou.web.models", reason="the extra web is not installed")

ON = date(2025, 6, 30)


def printed(kind: str) -> Any:
    return json.loads(invoke("schema", kind).stdout)


def referring_to_components(schema: Any) -> Any:
    return json.loads(json.dumps(schema).replace('"#/$defs/', '"#/components/schemas/'))


@pytest.fixture(scope="module")
def components() -> Any:
    application = fastapi.FastAPI()

    @application.post("/full")
    def full(woman: models.Profile) -> models.Answer: ...

    @application.post("/lean")
    def lean(women: list[models.Profile]) -> list[models.LeanAnswer]: ...

    @application.post("/same")
    def same(woman: models.Profile) -> models.Profile: ...

    return application.openapi()["components"]["schemas"]


def test_a_profile(components: Any) -> None:
    expected = printed("profile")
    del expected["$schema"]
    assert components["Profile"] == expected


@pytest.mark.parametrize("kind", ["answer", "lean-answer"])
def test_an_answer(components: Any, kind: str) -> None:
    schema = printed(kind)
    expected = referring_to_components(schema["$defs"])
    assert {name: components.get(name) for name in expected} == expected
    assert schema["$ref"].rpartition("/")[2] == ("LeanAnswer" if kind == "lean-answer" else "Answer")


def test_nothing_else_is_described(components: Any) -> None:
    described = {"Profile", *printed("answer")["$defs"], *printed("lean-answer")["$defs"]}
    assert set(components) - described == {"HTTPValidationError", "ValidationError"}


PROFILE = jsonschema.Draft202012Validator(models.Profile.model_json_schema())


@given(anything())
def test_all_that_is_accepted_is_valid(stated: Any) -> None:
    try:
        Profile.from_mapping(stated if isinstance(stated, dict) else {"": None})
    except InputError:
        return
    assert list(PROFILE.iter_errors(stated)) == []


@settings(max_examples=25)
@given(profiles(on=ON))
def test_profiles_and_answers_are_valid(woman: Profile) -> None:
    assert list(PROFILE.iter_errors(woman.to_mapping())) == []
    answer = match(woman, place="220182", on=ON)
    for model, lean in ((models.Answer, False), (models.LeanAnswer, True)):
        schema = jsonschema.Draft202012Validator(model.model_json_schema())
        assert list(schema.iter_errors(answer.to_dict(lean=lean))) == []


def test_every_fact_is_described_with_examples_that_are_right() -> None:
    schema = models.Profile.model_json_schema()
    for example in schema["examples"]:
        Profile.from_mapping(example)
    facts = {name: part for name, part in schema["properties"].items() if "items" not in part}
    assert [
        name for name, part in facts.items() if not (part["title"] and part["description"] and part["examples"])
    ] == []
    refused = [
        (name, example)
        for name, part in facts.items()
        for example in part["examples"]
        if list(PROFILE.iter_errors({name: example})) or Profile.from_mapping({name: example}).get(name) is None
    ]
    assert refused == []
    assert len(facts) == len([name for name in models.Profile.model_fields if name not in ("unsure", "decisions")])
