"""The JSON Schemas for editors take what is right and refuse what is wrong."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import yaml
from liushou import Rules
from liushou.documents import LOCK_FILE
from liushou.documents.json_schema import KINDS, schema
from liushou.documents.rules import shipped_directory
from liushou.profile import FACTS_FILE
from liushou.yaml.tree import compose, to_data

from .making import HEADER, document

SHIPPED = sorted(path for path in shipped_directory().glob("*.yaml") if path.name != LOCK_FILE)


def data(text: str) -> Any:
    tree, problems = compose(text)
    assert problems == ()
    assert tree is not None
    plain, wrong = to_data(tree, loose=True)
    assert wrong == ()
    return json.loads(json.dumps(plain, default=str))


def validator(kind: str, rules: Rules) -> jsonschema.Draft202012Validator:
    made = schema(kind, rules)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_schemas_and_json(rules: Rules, kind: str) -> None:
    validator(kind, rules)
    assert json.loads(json.dumps(schema(kind, rules), ensure_ascii=False)) == schema(kind, rules)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_valid(rules: Rules, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kind = "policy" if text.startswith(("policy:", "# yaml-language-server")) else "registers"
    content = data(text)
    if path == FACTS_FILE:
        # Its groups, and what is derived, are not for registers of one's own.
        content = {"facts": content["facts"]}
    assert list(validator(kind, rules).iter_errors(content)) == []


BROKEN = [
    ("force: shall", "force: must"),
    ("service: dibao", "service: dibaa"),
    ("service: dibao", "servis: dibao"),
    ("quote: 纳入最低生活保障", "quote: " + "字" * 81),
    ("when: [dibao_household]", "when: [dibao_househld]"),
    ("when: [dibao_household]", "when: {none: [dibao_household]}"),
    ("when: [dibao_household]", "when: [needs_legal_aid]"),
    ("when: [dibao_household]", "need: disabled"),
    ('place: "510000"', 'place: "5100"'),
    ("policy: sichuan", "policy: Si-Chuan"),
    ("title: 关于关爱农村留守妇女的意见\n", ""),
    ("issuers: [四川省民政厅]", "issuers: []"),
    ("number: 川民发〔2024〕9号", "number: 9"),
    ("context: background", "context: hope"),
    ("context: background", "context: {goal: [帮助农村留守妇女]}"),
    ("context: background", "context: {goal: […妇女]}"),
    ("context: background", "context: {hope: [帮助…]}"),
    ("context: background", "context: [{quote: 帮助, kind: goal}]"),
]


@pytest.mark.parametrize(("right", "wrong"), BROKEN)
def test_broken_documents(rules: Rules, right: str, wrong: str) -> None:
    check = validator("policy", rules)
    text = document(header=HEADER + "    context: background\n")
    assert list(check.iter_errors(data(text))) == []
    assert right in text
    assert list(check.iter_errors(data(text.replace(right, wrong)))) != []


@pytest.mark.parametrize(
    ("stated", "fine"),
    [
        (
            "sex: 女\ndisabled: 是\nbirth_date: 1990-03\nincome_per_capita_month: {at_most: 500}\nunsure: [is_tekun]\n",
            True,
        ),
        ("birth_date: 1990\nhusband_away_years: 0.5\nis_tekun:\n", True),
        ("{}", True),
        ("sexx: female\n", False),
        ("sex: femal\n", False),
        ("disability_grade: 5\n", False),
        ("disability_grade: 1.5\n", False),
        ("birth_date: soon\n", False),
        ("income_per_capita_month: {}\n", False),
        ("income_per_capita_month: {at_leest: 5}\n", False),
        ("unsure: sex\n", False),
        ("unsure: [bogus]\n", False),
        ("age: 40\n", False),
    ],
)
def test_profiles(rules: Rules, stated: str, fine: bool) -> None:
    assert (list(validator("profile", rules).iter_errors(data(stated))) == []) is fine


@pytest.mark.parametrize(
    ("stated", "fine"),
    [
        ('"500230": {facts: {poor_area: true}, parameters: {rural_dibao_line: 640}}\n', True),
        ('"500230": {parameters: {rural_dibao_line: [{from: "2025-01-01", value: 640}]}}\n', True),
        ('"5002": {facts: {}}\n', False),
        ('"500230": {facts: {disabled: true}}\n', False),
        ('"500230": {parameters: {rural_dibao_line: -1}}\n', False),
        ('"500230": {parameters: {two_cancer_screening_age_min: 640}}\n', False),
        ('"500230": {fact: {}}\n', False),
    ],
)
def test_places(rules: Rules, stated: str, fine: bool) -> None:
    assert (list(validator("places", rules).iter_errors(yaml.safe_load(stated))) == []) is fine


@pytest.mark.parametrize(
    "context",
    ["goal", "duty", "{goal: [帮助农村留守妇女…, 做到应救尽救…应保尽保]}", "{background: [甲……], duty: [乙…丙]}"],
)
def test_the_forms_of_context(rules: Rules, context: str) -> None:
    text = document(header=HEADER + f"    context: {context}\n")
    assert list(validator("policy", rules).iter_errors(data(text))) == []
