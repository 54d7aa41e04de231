"""L005: names that no document uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import load_rules
from liushou.proof.lint.run import unused

from .rulefiles import document, folder, measure

REGISTERS = """\
services:
  meals: {title: 送餐}
  spare_service: {title: 闲置}
topics:
  spare_topic: {title: 闲置}
agencies:
  county_office:
    name: 县办
    level: county
    place: "500240"
    aliases: [县办]
    successors: [{from: 2022-01-01, office: heir, certainty: confirmed, source: 测试}]
  heir: {name: 新办, level: county, place: "500240"}
  spare_agency: {name: 闲办, level: county, place: "500240"}
parameters:
  used_line:
    title: 用到
    unit: 元/月
    values: [{place: nation, from: 2020-01-01, value: 1, source: 测试}]
  spare_line:
    title: 闲置
    unit: 元/月
    values: [{place: nation, from: 2020-01-01, value: 1, source: 测试}]
facts:
  lonely: {title: 独居, type: yes_no, ask: 是否独居？}
  spare_fact: {title: 闲置, type: yes_no, ask: 是否？}
concepts:
  outer: {title: 外, source: 测试, when: [inner]}
  inner: {title: 内, source: 测试, when: [lonely, income_per_capita_month < $used_line]}
  spare_concept: {title: 闲置, source: 测试, when: [lonely]}
"""


def names(where: Path) -> dict[str, str]:
    return {
        finding.subject: finding.severity
        for finding in unused(load_rules(where))
        if finding.location is not None and Path(finding.location.file).parent == where
    }


def test_exactly_what_is_spare(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[outer]")), registers=REGISTERS)
    assert names(where) == {
        "fact spare_fact": "warning",
        "concept spare_concept": "warning",
        "parameter spare_line": "warning",
        "agency spare_agency": "warning",
        "service spare_service": "warning",
        "topic spare_topic": "warning",
    }


def test_a_fact_of_ones_own_is_placed_in_its_file(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when="[outer]")), registers=REGISTERS)
    [finding] = [one for one in unused(load_rules(where)) if one.subject == "fact spare_fact"]
    assert finding.location is not None
    assert finding.location.text.strip().startswith("spare_fact:")


def test_a_parameter_used_only_by_a_spare_concept_is_spare(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure()), registers=REGISTERS)
    assert {"concept inner", "concept outer", "parameter used_line", "fact lonely"} <= set(names(where))


def test_a_collective_measure_and_a_need_are_uses(tmp_path: Path) -> None:
    registers = REGISTERS + "  with_need: {title: 需, source: 测试, when: [spare_fact]}\n"
    registers = registers.replace(
        "lonely: {", "wish: {title: 愿望, type: yes_no, ask: 是否？, need: true}\n  lonely: {"
    )
    collective = "- {topic: spare_topic, reach: collective, force: provide, quote: 二, when: [with_need]}"
    where = folder(tmp_path, document(measure(extra="need: wish"), collective), registers=registers)
    assert not {"topic spare_topic", "fact wish", "fact spare_fact", "concept with_need"} & set(names(where))


@pytest.mark.parametrize(
    ("fact", "implied"), [("at_risk_of_poverty", "is_monitored"), ("domestic_violence", "rights_infringed")]
)
def test_a_fact_that_implies_one_in_use_is_used(fact: str, implied: str) -> None:
    subjects = {finding.subject for finding in unused(load_rules())}
    assert f"fact {implied}" not in subjects
    assert f"fact {fact}" not in subjects


def test_what_is_shipped_is_only_a_note() -> None:
    assert {finding.severity for finding in unused(load_rules())} == {"note"}
