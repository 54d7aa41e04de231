"""L007: conditions that are decided and reported as unknown all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Matcher, load_rules
from liushou.rules import evaluate
from liushou.rules.solver import Prover

from .rulefiles import COUNTY, ON, block, document, folder, found, measure, report

pytest.importorskip("z3")

HIDDEN = """
- any:
    - all: [disabled, receives_dibao]
    - all: [{not: disabled}, receives_dibao]
"""


@pytest.mark.parametrize(
    "when",
    [
        block(HIDDEN),
        "[{any: [{all: [age < 60, disabled]}, {all: [age >= 60, disabled]}]}]",
        "[{any: [{all: [sex is male, disabled]}, {all: [seriously_ill, {not: seriously_ill}]}, disabled]}]",
        block("- seriously_ill\n- any:\n    - disability_grade in [1, 2]\n    - disability_grade in [3, 4]"),
    ],
    ids=["a or not a", "ages that complete each other", "dead branch", "all grades"],
)
def test_it_is_found(tmp_path: Path, when: str) -> None:
    kinds = {kind for kind, _ in found(folder(tmp_path, document(measure(when=when))))}
    # A dead or superfluous part is said to be that, and then no more.
    assert kinds in ({"L007"}, {"L001"})


def test_the_witness_is_unknown_and_every_completion_agrees(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(when=block(HIDDEN))))
    [finding] = report(where).findings
    assert (finding.kind.id, finding.severity) == ("L007", "warning")
    assert finding.witness is not None
    assert "disabled" not in finding.witness
    rules = load_rules(where)
    matcher = Matcher(place=COUNTY, on=ON, rules=rules)
    [(_, own)] = matcher.measures("meals")
    assert evaluate(own.condition, matcher.situation(finding.witness)) is None
    completed = {
        evaluate(own.condition, matcher.situation({**finding.witness, "disabled": answer})) for answer in (True, False)
    }
    assert len(completed) == 1


@pytest.mark.parametrize(
    "when",
    [
        "[disabled, receives_dibao]",
        "[{any: [disabled, seriously_ill]}, {any: [disabled, in_treatment]}]",
        "[{any: [age < 35, age > 64]}, disabled]",
        "[disability_allowance_group]",
        "[{any: [age >= 60, age >= 50]}]",
        "[{not: disabled}, {not: seriously_ill}]",
        "[domestic_violence, rights_infringed]",
    ],
)
def test_it_is_not_found_where_evaluation_is_exact(tmp_path: Path, when: str) -> None:
    assert "L007" not in {kind for kind, _ in found(folder(tmp_path, document(measure(when=when))))}


def test_together_with_the_definition(tmp_path: Path) -> None:
    """Each alone is exact; together, 不满六十 is asked for on both sides."""
    definition = ("sex is female", "lives_in_village", "age < 60")
    where = folder(tmp_path, document(measure(when="[{any: [age >= 60, disabled]}]"), definition=definition))
    assert found(where) == [("L001", "county 一 meals: age >= 60")]
    where = folder(
        tmp_path,
        document(
            measure(when="[{any: [disabled, seriously_ill]}]"),
            definition=("sex is female", "lives_in_village", "{any: [{not: disabled}, age >= 60]}"),
        ),
    )
    [finding] = report(where).findings
    assert finding.kind.id == "L007"
    assert "together with the definition" in finding.message


def test_a_concept_is_reported_once(tmp_path: Path) -> None:
    registers = f"""\
services:
  meals: {{title: 送餐}}
agencies:
  county_office: {{name: 县办, level: county, place: "500240", aliases: [县办]}}
concepts:
  odd:
    title: 怪
    source: 测试
    when:
{block(HIDDEN)}
"""
    where = folder(tmp_path, document(measure(when="[odd]"), measure(when="[odd]", quote="二")), registers=registers)
    assert found(where) == [("L007", "concept odd")]


def test_what_only_the_table_of_implications_knows_is_left_out(tmp_path: Path) -> None:
    """Without infringed rights there is no domestic violence; but the table is read forwards only."""
    when = """
    - any:
        - domestic_violence
        - all: [rights_infringed, seriously_ill]
    """
    where = folder(tmp_path, document(measure(when=block(when))))
    rules = load_rules(where)
    [(_, own)] = Matcher(place=COUNTY, on=ON, rules=rules).measures("meals")
    raw = Prover(vocabulary=rules.vocabulary, on=ON).blind_spot(own.condition)
    assert raw is not None
    assert raw.profile.rights_infringed is False
    assert found(where) == []
