"""The short forms of a document: context by kind, a contact once per clause, reach unwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError, load_rules
from liushou.documents import Clause, Context

from .making import HEADER, folder

AGENCIES = """\
agencies:
  sc_civil: {name: 四川省民政厅, level: province, place: "510000", aliases: [省民政厅]}
  sc_women: {name: 四川省妇女联合会, level: province, place: "510000", aliases: [省妇联]}
  sc_law: {name: 四川省司法厅, level: province, place: "510000", aliases: [省司法厅]}
"""

MEASURES = """\
    measures:
      - {service: dibao, force: shall, quote: 甲}
      - {service: visits, force: provide, quote: 乙, contact: 省妇联}
      - {service: legal_aid, force: provide, quote: 丙, contact: none}
      - {topic: facilities, force: provide, quote: 丁}
"""


def clause(path: Path, text: str, more: str = "") -> Clause:
    rules = load_rules(folder(path / "own", registers=AGENCIES, sichuan=HEADER + "  - at: 一（一）\n" + text + more))
    return rules.policies["sichuan"].clauses[1]


def wrong(path: Path, text: str, more: str = "") -> list[str]:
    with pytest.raises(InputError) as caught:
        clause(path, text, more)
    return [problem.format() for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("agencies", "contacts"),
    [
        ("{sole: [省民政厅]}", ["省民政厅", None, None, None]),
        ("{lead: [省民政厅], support: [省妇联]}", ["省民政厅", "省妇联", None, None]),
        ("{lead: [省民政厅, 省妇联], support: [省司法厅]}", [None, "省妇联", None, None]),
        ("{joint: [省民政厅, 省妇联]}", [None, "省妇联", None, None]),
        ("{joint: [省民政厅, 省妇联]}\n    contact: 省妇联", ["省妇联", "省妇联", None, None]),
        ("{joint: [省民政厅, 省妇联]}\n    contact: none", [None, "省妇联", None, None]),
        ("{lead: [省民政厅], support: [省妇联]}\n    contact: none", [None, "省妇联", None, None]),
        ("{lead: [省民政厅], support: [省妇联]}\n    contact: 省妇联", ["省妇联", "省妇联", None, None]),
    ],
)
def test_who_is_the_contact(tmp_path: Path, agencies: str, contacts: list[str | None]) -> None:
    """As written on the measure, else on the clause, else the sole or lead office; topics reach nobody."""
    measures = MEASURES if "妇联" in agencies else MEASURES.replace(", contact: 省妇联", ", contact: none")
    held = clause(tmp_path, f"    agencies: {agencies}\n", measures)
    assert [measure.contact for measure in held.measures] == contacts


def test_a_topic_can_have_a_contact_of_its_own(tmp_path: Path) -> None:
    measures = "    measures: [{topic: facilities, force: provide, quote: 丁, contact: 省妇联}]\n"
    held = clause(tmp_path, "    agencies: {joint: [省民政厅, 省妇联]}\n", measures)
    assert held.measures[0].contact == "省妇联"


def test_the_contact_of_an_annex_item(tmp_path: Path) -> None:
    annex = "annex:\n  - {at: 附件 一, of: [一（一）], agencies: {sole: [省司法厅]}}\n"
    measures = "    measures:\n      - {service: legal_aid, force: provide, quote: 丙}\n"
    assert clause(tmp_path, measures, annex).measures[0].contact == "省司法厅"


@pytest.mark.parametrize("where", ["clause", "measure"])
def test_a_contact_that_is_no_office_of_the_clause(tmp_path: Path, where: str) -> None:
    shared = "    contact: 省 民政厅\n" if where == "clause" else ""
    single = ", contact: 省 民政厅" if where == "measure" else ""
    measures = f"    measures:\n      - {{service: dibao, force: shall, quote: 甲{single}}}\n"
    problems = wrong(tmp_path, "    agencies: {sole: [省民政厅]}\n" + shared, measures)
    assert len(problems) == 1
    assert "contact `省 民政厅` is not an office of this clause" in problems[0]
    assert "did you mean: 省民政厅" in problems[0]
    assert f"sichuan.yaml:{16 if where == 'clause' else 17}:" in problems[0]


def test_reach_need_not_be_written(tmp_path: Path) -> None:
    held = clause(tmp_path, "    agencies: {sole: [省妇联]}\n", MEASURES)
    assert [measure.reach for measure in held.measures] == ["individual"] * 3 + ["collective"]
    written = MEASURES.replace("topic: facilities", "topic: facilities, reach: collective")
    written = written.replace("service: dibao", "service: dibao, reach: individual")
    assert clause(tmp_path, "    agencies: {sole: [省妇联]}\n", written) == held


def test_context_by_kind(tmp_path: Path) -> None:
    text = "    context:\n      goal: [帮助…, 做到应救尽救…应保尽保]\n      duty: [积极参与……]\n"
    assert clause(tmp_path, text).context == (
        Context("goal", "帮助"),
        Context("goal", "做到应救尽救", "应保尽保"),
        Context("duty", "积极参与"),
    )
    assert [str(entry) for entry in clause(tmp_path, text).context] == ["帮助…", "做到应救尽救…应保尽保", "积极参与…"]


def test_context_of_a_whole_clause(tmp_path: Path) -> None:
    (entry,) = clause(tmp_path, "    context: organisation\n").context
    assert (entry.kind, entry.whole, str(entry)) == ("organisation", True, "整条")


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ("{goal: [帮助农村留守妇女]}", ["`帮助农村留守妇女` has no …", "did you mean: 帮助农村留守妇女…", ":15:22:"]),
        ("{goal: [帮助...妇女]}", ["did you mean: 帮助…妇女"]),
        ("{goal: [帮助⋯妇女]}", ["did you mean: 帮助…妇女"]),
        ("{goal: [甲…乙…丙]}", ["`甲…乙…丙` is not first words and …", "首词…尾词"]),
        ("{goal: [...]}", ["context without first words", "首词…尾词"]),
        ("{goal: [甲…, 甲…]}", ["`甲…` is already defined on line 15", "each part of the text once"]),
        ("{goal: [甲…], duty: [甲…]}", ["`甲…` is already defined on line 15"]),
        ("{gaol: [甲…]}", ["unknown key `gaol`", "did you mean: goal"]),
        ("gaol", ["`gaol` is not a value of `context`", "did you mean: goal"]),
        ("[{quote: 甲, kind: goal}]", ["`context` is a list", "a kind with a list: goal: [首词…]"]),
        ("{goal: 甲…}", ["`goal` is text (`甲…`)", "a list", "did you mean: [甲…]"]),
    ],
)
def test_what_is_wrong_with_context(tmp_path: Path, context: str, words: list[str]) -> None:
    problems = wrong(tmp_path, f"    context: {context}\n")
    assert len(problems) == 1, problems
    assert all(word in problems[0] for word in words), problems[0]
    assert "^" in problems[0]


def test_a_clause_with_measures_is_not_context_as_a_whole(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, "    agencies: {sole: [省妇联]}\n", MEASURES + "    context: goal\n")
    assert "`context: goal` covers a whole clause, and this one has measures" in problem
    assert "expected: goal: [首词…] below context" in problem


def test_an_annex_item_may_hold_nothing_but_context(tmp_path: Path) -> None:
    measures = "    measures:\n      - {service: legal_aid, force: provide, quote: 丙}\n"
    assert clause(tmp_path, measures, "annex:\n  - {at: 附件 一, context: organisation}\n").measures
    (problem,) = wrong(tmp_path, measures, "annex:\n  - {at: 附件 一}\n")
    assert "an annex item repeats clauses or has context" in problem


def test_a_quote_has_at_most_eighty_characters(tmp_path: Path) -> None:
    def measure(length: int) -> str:
        return f"    measures:\n      - {{service: dibao, force: shall, quote: {'字' * length}}}\n"

    assert len(clause(tmp_path, measure(80)).measures[0].quote) == 80
    assert "at most 80" in wrong(tmp_path, measure(81))[0]
