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


@pytest.mark.parametrize("name", ["topics", "concepts", "parameters", "agencies", "references"])
def test_every_entry_is_listed(name: str, rules: Rules) -> None:
    entries = getattr(rules, name)
    listed = {row["id"]: row for row in rows(name)}
    assert listed.keys() == entries.keys()
    page = invoke(name).output
    for entry in entries.values():
        assert entry.id in page
        assert getattr(entry, "title", None) or entry.name in page


def test_a_concept_with_the_article_it_rests_on() -> None:
    marginal = next(row for row in rows("concepts") if row["id"] == "dibao_marginal_by_income")
    assert marginal["cites"][0]["at"] == "第八条"  # type: ignore[index]
    assert marginal["facts"] == ["assets_within_marginal_limit", "income_per_capita_month"]
    assert marginal["when"] == ["income_per_capita_month < 1.5 * $rural_dibao_line", "assets_within_marginal_limit"]
    away = next(row for row in rows("concepts") if row["id"] == "husband_away_half_year")
    assert "chongqing" in away["definitions"]  # type: ignore[operator]


def test_a_parameter_with_what_holds_in_a_place(tmp_path: Path) -> None:
    where = ("--place", "丰都县", "--on", "2025-06-30")
    line = next(row for row in rows("parameters", *where) if row["id"] == "rural_dibao_line")
    here = line["here"]
    assert (here["low"], here["high"]) == (610, 610)  # type: ignore[index]
    assert here["stated"]["place"] == "500000"  # type: ignore[index]
    assert len(line["values"]) > 10  # type: ignore[arg-type]
    own = tmp_path / "places.yaml"
    own.write_text('"500230": {parameters: {rural_dibao_line: 650}}\n', encoding="utf-8")
    line = next(row for row in rows("parameters", *where, "--places", own) if row["id"] == "rural_dibao_line")
    assert (line["here"]["low"], line["here"]["stated"]["place"]) == (650, "500230")  # type: ignore[index]
    nowhere = next(row for row in rows("parameters", "--place", "广东省") if row["id"] == "rural_dibao_line")
    assert nowhere["here"] is None
    assert "未知" in invoke("parameters", "--place", "广东省").output


def test_offices_with_who_does_their_work(rules: Rules) -> None:
    listed = {row["id"]: row for row in rows("agencies", "--place", "500230", "--on", "2025-06-30")}
    assert {row["place"] for row in listed.values()} == {"500230", "500000", "nation"}
    moved = next(row for row in listed.values() if row["name"] == "重庆市扶贫开发办公室")
    assert moved["today"]["office"] != moved["name"]  # type: ignore[index]
    before = {row["id"]: row for row in rows("agencies", "--on", "2020-12-31")}
    assert before[moved["id"]]["today"]["office"] == moved["name"]  # type: ignore[index]
    assert before.keys() == rules.agencies.keys()


def test_topics_with_their_services() -> None:
    platforms = next(row for row in rows("topics") if row["id"] == "platforms")
    assert "startup_guidance" in platforms["services"]  # type: ignore[operator]
    assert platforms["clauses"]


def test_words_hold_all_that_a_file_may_say_besides(rules: Rules) -> None:
    listed = {(row["kind"], row["id"]) for row in rows("words")}
    assert {
        ("force", "shall"),
        ("role", "lead"),
        ("context", "duty"),
        ("connective", "any"),
        ("key", "residual"),
    } <= listed
    assert {("words", word) for word in rules.words} <= listed


def test_own_entries_are_listed(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", mine=document(measure(service="dibao", force="shall", quote="纳入")))
    (own / "more.yaml").write_text(
        "concepts: {cold: {title: 受冻, source: 某规定, when: [disabled]}}\ntopics: {heat: {title: 供暖}}\n",
        encoding="utf-8",
    )
    assert "cold" in {row["id"] for row in rows("concepts", "--policies", own)}
    assert "heat" in {row["id"] for row in rows("topics", "--policies", own)}
    assert "受冻" in invoke("explain", "cold", "--policies", own).output
