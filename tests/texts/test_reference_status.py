"""Whether a law that a document names stands on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from liushou import Rules
from liushou.documents import Clause, Reference, ReferenceStatus, cited, reference_status


def replaced_in(rules: Rules, clause: Clause, on: date) -> Iterator[tuple[str, Reference, ReferenceStatus]]:
    """(printed name, reference, status) of what a clause cites that does not stand on the day."""
    for name in clause.references:
        reference = cited(rules, name)
        if reference is not None:
            status = reference_status(reference, on, rules)
            if status.marked:
                yield name, reference, status


OLD = Reference(
    id="旧法",
    title="旧法全称",
    kind="law",
    in_force=date(2001, 5, 1),
    until=date(2020, 12, 31),
    replaced_by="民法典",
    certainty="presumed",
)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2001, 4, 30), "not_yet"),
        (date(2001, 5, 1), "in_force"),
        (date(2020, 12, 31), "in_force"),
        (date(2021, 1, 1), "replaced"),
        (date(2025, 6, 30), "replaced"),
    ],
)
def test_the_days_on_which_it_changes(on: date, status: str) -> None:
    assert reference_status(OLD, on).status == status


def test_what_replaced_it_and_how_sure_that_is(rules: Rules) -> None:
    found = reference_status(OLD, date(2021, 1, 1), rules)
    assert (found.replaced_by, found.since, found.certainty) == ("中华人民共和国民法典", date(2021, 1, 1), "presumed")
    assert str(found) == "自 2021-01-01 起由中华人民共和国民法典取代（推定）"
    assert found.marked


def test_an_unknown_date_is_unknown_not_in_force() -> None:
    found = reference_status(Reference(id="某法", title="某法", kind="law"), date(2025, 6, 30))
    assert (found.status, found.marked, str(found)) == ("unknown", False, "施行日期未查到")


def test_a_law_without_a_successor_ends() -> None:
    found = reference_status(Reference(id="某法", title="某法", kind="law", until=date(2020, 1, 1)), date(2025, 6, 30))
    assert (found.status, str(found)) == ("ended", "自 2020-01-02 起失效")


def test_the_marriage_law_in_yunnan_is_marked(rules: Rules) -> None:
    policy = rules.policies["yunnan"]
    clause = policy.clause("二（六）")
    assert clause is not None
    assert [name for name, _, _ in replaced_in(rules, clause, date(2025, 6, 30))] == ["中华人民共和国婚姻法"]
    on_issue = {name: status.status for name, _, status in replaced_in(rules, clause, policy.issued)}
    assert "中华人民共和国婚姻法" not in on_issue


def test_the_civil_code_was_cited_before_it_was_in_force(rules: Rules) -> None:
    policy = rules.policies["chongqing"]
    clause = policy.clause("二（四）")
    assert clause is not None
    found = {name: status for name, _, status in replaced_in(rules, clause, policy.issued)}
    assert found["民法典"].status == "not_yet"
    assert list(replaced_in(rules, clause, date(2025, 6, 30))) == []


def test_names_as_printed_lead_to_their_entry(rules: Rules) -> None:
    for _, policy in rules.policies.items():
        for clause in policy.clauses:
            for name in clause.references:
                assert cited(rules, name) is not None
    assert cited(rules, "不存在的法") is None
