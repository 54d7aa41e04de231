"""The clause rows of tests/cases/ against the documents' full texts, read here by other means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liushou.proof.cases import ClauseRow, read_cases

CASES = Path(__file__).resolve().parents[2] / "cases"
DOCUMENTS = ("chongqing", "fengdu", "jilin", "national_2025", "yunnan")
_NUMERAL = "[一二三四五六七八九十]+"


def _clauses(text: str) -> dict[str, str]:
    """The text of each clause by its label; annex items as 附件 一."""
    found: dict[str, str] = {}
    part, annex = "", False
    for line in text.splitlines():
        annex = annex or line.strip() == "附件"
        if heading := re.match(rf"({_NUMERAL})、", line):
            part = heading[1]
            if annex:
                found[f"附件 {part}"] = line
        elif (clause := re.match(rf"（({_NUMERAL})）", line)) and not annex:
            found[f"{part}（{clause[1]}）"] = line
    return found


def _roles(line: str) -> dict[str, list[str]]:
    """The offices of the closing （…负责）; brackets inside it belong to a name."""
    line = line.rstrip("。 ")
    if not line.endswith("负责）"):
        return {}
    depth, start = 0, len(line)
    while True:
        start -= 1
        depth += {"）": 1, "（": -1}.get(line[start], 0)
        if depth == 0:
            break
    inner = line[start + 1 : -1]
    shared = re.sub(r"按照?职责分工负责$", "", inner)
    if shared == inner:
        return {"sole": [inner.removesuffix("负责")]}
    if "牵头，" in shared:
        lead, support = shared.split("牵头，")
        return {"lead": lead.split("、"), "support": support.split("、")}
    return {"joint": shared.split("、")}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_clause_has_the_offices_of_its_closing(document: str, sources: Path) -> None:
    clauses = _clauses((sources / f"{document}.txt").read_text(encoding="utf-8"))
    rows = {row.at: row.roles for row in _rows(document) if row.roles is not None}
    assert rows
    wanted = {at: roles for at, line in clauses.items() if (roles := _roles(line))}
    assert {at: {role: list(names) for role, names in roles.items()} for at, roles in rows.items()} == wanted


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_sentence_stands_in_its_clause(document: str, sources: Path) -> None:
    clauses = _clauses((sources / f"{document}.txt").read_text(encoding="utf-8"))
    for row in _rows(document):
        for words in row.forces:
            assert words in clauses[row.at], f"{document} {row.at}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_sentence_of_a_measure_is_spoken_of_once(document: str) -> None:
    file = read_cases(CASES / f"{document}.cases.yaml")
    for clause, measure in file.rules.policies[document].measures():
        if len({other.force for other in clause.measures if other.quote == measure.quote}) > 1:
            continue  # the cases of its services name the force
        speaking = [
            words for row in file.clauses if row.at == clause.at for words in row.forces if words in measure.quote
        ]
        assert len(speaking) == 1, f"{clause.at} {measure.quote}: {speaking}"


def _rows(document: str) -> tuple[ClauseRow, ...]:
    return read_cases(CASES / f"{document}.cases.yaml").clauses
