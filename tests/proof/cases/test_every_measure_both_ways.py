"""tests/cases/ sees every measure of every document met, not met, and open."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import load_rules
from liushou.proof.cases import read_cases
from liushou.proof.mutate.run import leaves_seen

CASES = Path(__file__).resolve().parents[2] / "cases"
DOCUMENTS = ("chongqing", "fengdu", "jilin", "national_2025", "yunnan")
#: Registered for the whole nation and for Jilin, so that it is never unknown there.
NEVER_UNKNOWN = {"tekun_excluded_from_disability_allowances"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_individual_measure_with_each_status(document: str) -> None:
    rules = load_rules()
    files = [read_cases(path) for path in sorted(CASES.glob("*.cases.yaml"))]
    asked = [one for file in files for case in file.cases for one in case.expectations]
    for clause, measure in rules.policies[document].measures():
        if not measure.individual:
            continue
        mine = {
            one.status for one in asked if one.service == measure.name and one.picks(document, clause.at, measure.quote)
        }
        assert {"eligible", "ineligible", "undetermined"} <= mine, f"{document} {clause.at} {measure.quote}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_leaf_yes_no_and_unknown(document: str) -> None:
    rules = load_rules()
    files = [file for path in CASES.glob("*.cases.yaml") if (file := read_cases(path)).policy == document]
    unseen = [leaf for leaf in leaves_seen(rules.policies[document], rules, files) if leaf.unseen]
    assert [leaf for leaf in unseen if leaf.leaf not in NEVER_UNKNOWN or leaf.unseen != ("unknown",)] == []
