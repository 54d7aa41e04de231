"""Facts of a --policies folder, which live in Profile.extra, are read by every way of asking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import Matcher, Rules, load_rules

from ..rules.readings.plain import of_today, plain_match

ON = date(2025, 6, 30)
REGISTER = """\
facts:
  keeps_bees: {title: 养蜂, type: yes_no, ask: 是否养蜂？}
  hives: {title: 蜂箱, type: integer, ask: 有几箱？, unit: 箱, minimum: 0, maximum: 999}
  village_zone: {title: 片区, type: choice, ask: 哪个片区？, choices: {north: 北片, south: 南片}}
  hired_since: {title: 受雇起始日, type: date, ask: 何时受雇？}
services:
  bee_subsidy: {title: 养蜂补贴, about: 试例。}
"""
DOCUMENT = """\
policy: bees
title: 关于养蜂的试例
number: 试〔2024〕1号
issued: 2024-01-01
place: "500230"
implements: []
issuers: [某办]
definition:
  at: 一
  quote: 农村留守妇女
  when: [sex is female]
clauses:
  - at: 一
    context: background
  - at: 二
    measures:
      - service: bee_subsidy
        force: shall
        quote: 给予补贴
        when:
          - keeps_bees
          - hives >= 5
          - not: village_zone is north
          - hired_since at least 1 year ago
"""
BEES = {"sex": "female", "keeps_bees": True, "hives": 5, "village_zone": "south", "hired_since": "2024-06-30"}
CASES = (
    (BEES, "eligible"),
    ({**BEES, "hives": 4}, "ineligible"),
    ({**BEES, "hives": {"at_least": 4}}, "undetermined"),
    ({**BEES, "village_zone": "北片"}, "ineligible"),
    ({**BEES, "hired_since": "2024-07-01"}, "ineligible"),
    ({**BEES, "hired_since": "2024-06"}, "eligible"),
    ({**BEES, "hired_since": "2024"}, "undetermined"),
    ({"sex": "female"}, "undetermined"),
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The shipped rules with a register and a document of one's own."""
    folder: Path = tmp_path_factory.mktemp("own")
    (folder / "register.yaml").write_text(REGISTER, encoding="utf-8")
    (folder / "bees.yaml").write_text(DOCUMENT, encoding="utf-8")
    return load_rules(folder)


@pytest.mark.parametrize(("facts", "status"), CASES)
def test_each_reading_knows_them(own: Rules, facts: dict[str, object], status: str) -> None:
    matcher = Matcher(place="500230", on=ON, rules=own)
    assert matcher.statuses(facts)["bee_subsidy"] == status
    assert of_today(matcher.match(facts)) == plain_match(matcher, facts)
    assert matcher.match(facts).service("bee_subsidy").status == status


def test_durable_rules_knows_them(own: Rules) -> None:
    pytest.importorskip("durable.engine", reason="the extra `durable` is not installed")
    matcher = Matcher(place="500230", on=ON, rules=own, engine="durable")
    for facts, status in CASES:
        assert matcher.statuses(facts)["bee_subsidy"] == status
