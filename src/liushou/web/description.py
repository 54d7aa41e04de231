"""The description of the service for programs (OpenAPI): its routes, with the models and examples of what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from .. import __version__
from ..ask import Screen
from ..documents import Shapes
from ..messages import Phrase, say
from ..places import Place
from ..yaml import file_data
from .models import Answer, LeanAnswer, profile_model

if TYPE_CHECKING:
    from .service.state import State

_REFUSED = "application/problem+json"
_IN_COMPONENTS = "#/components/schemas/"


@cache
def _texts() -> Mapping[str, Any]:
    data: Mapping[str, Any] = file_data(Path(__file__).with_name("description.yaml"))
    return data


def described(name: str) -> dict[str, Any]:
    """What is said of one route; what all routes have is added by :func:`description`."""
    return {"operationId": name.replace("-", "_"), **_texts()["operations"][name]}


def description(app: FastAPI, state: State) -> dict[str, Any]:
    """The whole description, with the facts of the rules that are served."""
    texts = _texts()
    data = get_openapi(title=app.title, version=__version__, description=texts["about"], routes=app.routes)
    components = data.setdefault("components", {})
    components["schemas"] = _schemas(state) | texts["schemas"]
    components |= {"headers": texts["headers"], "parameters": texts["parameters"]}
    refusals = texts["refusals"] | texts["seldom"]
    components["responses"] = {status: _refusal(status, words) for status, words in refusals.items()}
    for path in data["paths"].values():
        for method, operation in path.items():
            answers = operation["responses"]
            for answer in answers.values():
                if "$ref" not in answer:
                    answer["headers"] = answer.get("headers", {}) | _headers(texts)
            if method == "get":
                answers.setdefault("304", {"description": texts["not_modified"], "headers": _headers(texts)})
            # What FastAPI says of parameters that do not fit is refused here as everything else is.
            if "application/json" in answers.get("422", {}).get("content", {}):
                del answers["422"]
            for status in texts["refusals"]:
                answers.setdefault(status, {"$ref": f"#/components/responses/{status}"})
    result: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))
    return result


def _schemas(state: State) -> dict[str, Any]:
    profile = profile_model(state.rules)
    models: Any = [(profile, "validation"), (Answer, "serialization"), (LeanAnswer, "serialization")]
    _, definitions = models_json_schema(models, ref_template=_IN_COMPONENTS + "{model}")
    shapes = Shapes(written=False)
    for shape in (Screen, Place):
        shapes.reference(shape)
    moved = json.dumps(shapes.definitions).replace("#/$defs/", _IN_COMPONENTS)
    schemas: dict[str, Any] = definitions["$defs"] | json.loads(moved)
    return schemas


def _headers(texts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in texts["headers"]}


def _refusal(status: str, words: str) -> dict[str, Any]:
    title = "　".join(say(Phrase(f"http-{status}"), lang) for lang in ("en", "zh"))
    media = {_REFUSED: {"schema": {"$ref": f"{_IN_COMPONENTS}Refusal"}}}
    headers = {"Liushou-Rules": {"$ref": "#/components/headers/Liushou-Rules"}}
    return {"description": f"{title}. {words}".strip(), "content": media, "headers": headers}
