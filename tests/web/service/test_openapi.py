"""The description is true: its examples work and give what it says, and its models are those of `liushou schema`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from liushou.answer import answer_schema
from liushou.documents import schema
from liushou.documents.rules import load_rules
from liushou.web import create_app

OPEN = TestClient(create_app())
DESCRIPTION: dict[str, Any] = OPEN.get("/openapi.json").json()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DESCRIPTION["paths"].items():
        yield from ((path, method, operation) for method, operation in methods.items())


def examples() -> Iterator[Any]:
    for path, method, operation in operations():
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        for name, example in content.get("examples", {}).items():
            yield pytest.param(path, method, operation, example["value"], {}, id=f"{path} {name}")
        if method == "get" and path.startswith("/v1/"):
            parameters = [_resolved(parameter) for parameter in operation.get("parameters", [])]
            query = {parameter["name"]: parameter["example"] for parameter in parameters if "example" in parameter}
            yield pytest.param(path, method, operation, None, query, id=path)


def _resolved(part: dict[str, Any]) -> Any:
    target: Any = DESCRIPTION
    for step in part["$ref"].split("/")[1:] if "$ref" in part else ():
        target = target[step]
    return target if "$ref" in part else part


def valid(data: Any, part: dict[str, Any]) -> None:
    Draft202012Validator({**part, "components": DESCRIPTION["components"]}).validate(data)


@pytest.mark.parametrize(("path", "method", "operation", "body", "query"), list(examples()))
def test_an_example_works_and_gives_what_is_said(
    path: str, method: str, operation: dict[str, Any], body: Any, query: Any
) -> None:
    if body is not None:
        valid(body, operation["requestBody"]["content"]["application/json"]["schema"])
    answer = OPEN.request(method, path, json=body, params=query)
    assert answer.status_code == 200, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    content = operation["responses"]["200"]["content"][kind]
    valid(answer.json() if kind == "application/json" else answer.text, content["schema"])


def test_every_refusal_is_described() -> None:
    for path, method, operation in operations():
        described = operation["responses"].keys()
        assert {"200", "400", "408", "413", "415", "422", "500", "503", "504"} <= described, (path, method)
        for status in described - {"200", "304"}:
            content = _resolved(operation["responses"][status])["content"]
            assert "application/problem+json" in content, (path, method, status)


def test_a_refusal_is_as_described() -> None:
    answer = OPEN.post("/v1/match", json={"place": "x", "on": "x", "profile": {"sex": "x"}})
    valid(answer.json(), {"$ref": "#/components/schemas/Refusal"})
    assert len(answer.json()["problems"]) == 3


@pytest.mark.parametrize("lean", [False, True])
def test_an_answer_is_described_as_by_the_command_line(lean: bool) -> None:
    described = DESCRIPTION["components"]["schemas"]
    expected = json.loads(json.dumps(answer_schema(lean=lean)["$defs"]).replace("#/$defs/", "#/components/schemas/"))
    assert {name: described[name] for name in expected} == expected


def test_a_profile_is_described_as_by_the_command_line() -> None:
    described = DESCRIPTION["components"]["schemas"]["Profile"]
    expected = schema("profile", load_rules())
    assert described["properties"] == expected["properties"]
    assert described["additionalProperties"] is False


def test_references_lead_somewhere_and_nothing_is_loaded_from_elsewhere() -> None:
    text = json.dumps(DESCRIPTION)
    for part in text.split('"$ref": "')[1:]:
        _resolved({"$ref": part.partition('"')[0]})
    assert "http" not in text.replace("http-", "").replace("https://json-schema.org", "").replace("HTTP", "")


def test_facts_of_ones_own_are_described(tmp_path: Any) -> None:
    (tmp_path / "own.yaml").write_text(
        "facts:\n  keeps_bees:\n    title: 养蜂\n    type: yes_no\n    ask: 家里养蜂吗？\n    settled_by: herself\n",
        encoding="utf-8",
    )
    from liushou import load_rules

    data = TestClient(create_app(rules=load_rules(tmp_path))).get("/openapi.json").json()
    assert "keeps_bees" in data["components"]["schemas"]["Profile"]["properties"]


def test_the_description_of_a_mounted_application_names_its_path() -> None:
    from fastapi import FastAPI

    host = FastAPI()
    host.mount("/liushou", create_app())
    data = TestClient(host).get("/liushou/openapi.json").json()
    assert data["servers"] == [{"url": "/liushou"}]
    assert "/v1/match" in data["paths"]


def test_functions_of_a_generated_client_have_plain_names() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(names)) == len(names)
    expected = [path.strip("/").removeprefix("v1/").replace("-", "_") for path, _, _ in operations()]
    assert names == [{"": "page", "documents/{name}": "document"}.get(name, name) for name in expected]
