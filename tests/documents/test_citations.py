"""What an entry rests on: passages of laws, the office that a law names, the fields of offices, what is left open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, load_rules
from liushou.documents import parse_places
from liushou.documents.json_schema import schema

from .making import HEADER, folder

CITES = "[{law: 取暖办法, at: 第三条（一）, quote: 取暖面积不足三十平方米}]"
OWN = f"""
fields: {{heating: 取暖部门}}
references:
  取暖办法: {{title: 冬季取暖补助办法, kind: law, text: winter_heating}}
agencies:
  sc_heating: {{name: 四川省取暖办, level: province, place: "510000", field: heating}}
services:
  winter_heating:
    title: 冬季取暖补助
    open_to: everyone
    cites: {CITES}
    door: {{office: 户籍所在地乡镇人民政府, cites: {CITES}}}
facts:
  has_coal_stove: {{title: 使用煤炉取暖, type: yes_no, ask: 是否用煤炉？, cites: {CITES}}}
  heated_area: {{title: 取暖面积, type: number, unit: 平方米, ask: 多少？}}
parameters:
  heating_area_limit:
    title: 取暖补助面积上限
    unit: 平方米
    cites: {CITES}
    values: [{{place: "510000", from: 2024-01-01, value: 30, cites: {CITES}}}]
concepts:
  small_home:
    title: 取暖面积在上限以内
    cites: {CITES}
    since: 2024-01-01
    unless: [其他困难情形]
    residual: [符合规定的]
    when: [heated_area < $heating_area_limit]
places:
  "510100": {{facts: {{poor_area: true}}, cites: {CITES}}}
"""


def test_everything_is_kept(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path / "own", registers=OWN))
    service, concept, parameter = (
        rules.services["winter_heating"],
        rules.concepts["small_home"],
        rules.parameters["heating_area_limit"],
    )
    assert service.door is not None
    holders = [
        service,
        service.door,
        concept,
        parameter,
        parameter.values[0],
        rules.facts["has_coal_stove"],
        rules.places["510100"],
    ]
    passages = {str(passage) for holder in holders for passage in holder.cites}  # type: ignore[attr-defined]
    assert passages == {"取暖办法 第三条（一）“取暖面积不足三十平方米”"}
    assert all(holder.cites for holder in holders)  # type: ignore[attr-defined]
    assert service.door.office == "户籍所在地乡镇人民政府"
    assert (concept.since, concept.unless, concept.residual) == (date(2024, 1, 1), ("其他困难情形",), ("符合规定的",))
    assert rules.references["取暖办法"].text == "winter_heating"
    assert rules.fields["heating"] == "取暖部门"
    assert rules.agencies["sc_heating"].field == "heating"


def test_a_document_that_is_encoded_is_cited_by_its_number(tmp_path: Path) -> None:
    cites = "[{law: 川民发〔2024〕9号, at: 前言, quote: 丈夫连续外出}]"
    own = f"concepts:\n  a: {{title: 甲, cites: {cites}, when: [disabled]}}\n"
    assert load_rules(folder(tmp_path / "own", registers=own, sichuan=HEADER)).concepts["a"].source == ""


def problems(tmp_path: Path, text: str) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", registers=text))
    assert all(problem.location is not None for problem in caught.value.problems)
    return [(str(problem.code), problem.subject, problem.did_you_mean) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("cites: [{law: 取暖办法", "cites: [{law: 取暖方法", ("unknown-name", "取暖方法", "取暖办法")),
        ("cites: [{law: 取暖办法", "cites: [{law: 冬季取暖补助办法", ("unknown-name", "冬季取暖补助办法", "取暖办法")),
        ("field: heating", "field: heatin", ("unknown-name", "heatin", "heating")),
        ("field: heating", "field: 取暖部门", ("unknown-name", "取暖部门", "heating")),
        ("at: 第三条（一）, quote: 取暖面积不足三十平方米", "at: 第三条（一）", ("missing-key", "quote", None)),
        ("at: 第三条（一）,", "art: 第三条（一）,", ("unknown-key", "art", "at")),
        ("door: {office", "door: {ofice", ("unknown-key", "ofice", "office")),
        ("since: 2024-01-01", "since: 2024", ("type", "since", None)),
        ("unless: [其他困难情形]", "unless: 其他困难情形", ("type", "unless", "[其他困难情形]")),
        (f"title: 取暖面积在上限以内\n    cites: {CITES}\n", "title: 甲\n", ("source-needed", "small_home", None)),
        (f"value: 30, cites: {CITES}", "value: 30", ("source-needed", None, None)),
        ("text: winter_heating", "text: winter_heating.txt", ("not-an-identifier", "winter_heating.txt", None)),
        ("{heating: 取暖部门}", "{Heating: 取暖部门}", ("not-an-identifier", "Heating", "heating")),
        ("{heating: 取暖部门}", "{heating: {title: 取暖部门}}", ("type", "heating", None)),
    ],
)
def test_mistakes_have_a_place_and_a_hint(
    tmp_path: Path, before: str, after: str, problem: tuple[str, str | None, str | None]
) -> None:
    assert before in OWN
    assert problem in problems(tmp_path, OWN.replace(before, after))


def test_a_field_may_not_be_defined_twice(tmp_path: Path) -> None:
    folder(tmp_path / "own", more="fields: {heating: 供暖部门}")
    assert ("duplicate", "heating", None) in problems(tmp_path, OWN)


def test_a_places_file_cites_laws_that_are_known(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path / "own", registers=OWN))
    text = f'"510100": {{facts: {{poor_area: true}}, cites: {CITES}}}'
    assert parse_places(text, rules).places["510100"].cites[0].law == "取暖办法"
    with pytest.raises(InputError) as caught:
        parse_places(text.replace("取暖办法", "取暖方法"), rules)
    assert [problem.did_you_mean for problem in caught.value.problems] == ["取暖办法"]


def test_editors_know_the_keys(tmp_path: Path) -> None:
    registers = schema("registers", load_rules(folder(tmp_path / "own", registers=OWN)))
    shapes = registers["$defs"]
    assert registers["properties"]["fields"]["additionalProperties"]["type"] == "string"
    assert set(shapes["Passage"]["required"]) == {"law", "at", "quote"}
    assert shapes["Door"]["required"] == ["office", "cites"]
    for shape in ("ConceptEntry", "ParameterEntry", "ParameterValue", "Service", "PlaceFacts", "Fact"):
        assert "cites" in shapes[shape]["properties"]
    assert {"since", "unless", "residual"} <= shapes["ConceptEntry"]["properties"].keys()
