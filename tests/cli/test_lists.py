"""``policies``, ``services``, ``facts``, ``schema``: what there is."""

import json
from pathlib import Path

import jsonschema
import pytest

from liushou import Rules

from ..documents.making import document, folder, measure
from .running import invoke


def rows(*arguments: object) -> list[dict[str, object]]:
    done = invoke(*arguments, "--json")
    assert done.exit_code == 0
    listed: list[dict[str, object]] = json.loads(done.output)
    return listed


def test_policies(rules: Rules) -> None:
    listed = {row["id"]: row for row in rows("policies")}
    assert listed.keys() == rules.policies.keys()
    assert listed["fengdu"]["number"] == "丰都民政发〔2021〕76号"
    assert listed["fengdu"]["place_name"] == "重庆市丰都县"
    page = invoke("policies").output
    assert all(policy.number in page for policy in rules.policies.values())


def test_services(rules: Rules) -> None:
    listed = {row["id"]: row for row in rows("services")}
    assert list(listed) == list(rules.services)
    assert listed["elderly_care_priority"]["policies"] == ["chongqing", "fengdu"]
    assert listed["dibao"]["open_to"] == "everyone"
    assert "最低生活保障" in invoke("services").output


def test_facts(rules: Rules) -> None:
    listed = {row["fact"]: row for row in rows("facts")}
    assert list(listed) == list(rules.facts)
    assert listed["income_per_capita_month"]["unit"] == "元/月"
    assert listed["receives_dibao"]["settled_by"] == "authority"
    page = invoke("facts").output
    assert "元/月" in page
    assert "integer" in page
    assert "民政部门" in page


@pytest.mark.parametrize("kind", ["policy", "registers", "profile", "places"])
def test_schema(kind: str) -> None:
    done = invoke("schema", kind)
    assert done.exit_code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.output))
    assert invoke("schema").output == invoke("schema", "policy").output
    assert invoke("schema", "polcy").exit_code == 2


def test_own_documents_are_listed(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", mine=document(measure(service="dibao", force="shall", quote="纳入")))
    assert "sichuan" in {row["id"] for row in rows("policies", "--policies", own)}
    dibao = next(row for row in rows("services", "--policies", own) if row["id"] == "dibao")
    assert "sichuan" in str(dibao["policies"])
