"""Every ground of every answer against the documents' own texts, cut here with plain regexes.

Done when (issue 2): the quote stands verbatim in the clause it cites, and the agencies and
roles equal those of the clause's own （…负责） – Yunnan: of the 附件 item.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules
from liushou.answer import Ground

from .persons import FENGDU, HUNAN, KUNMING, ON, YUSHU, ask

NUMERALS = "一二三四五六七八九十"
PART = re.compile(rf"([{NUMERALS}]+)、")
CLAUSE = re.compile(rf"（[{NUMERALS}]+）")
CLOSING = re.compile(r"（((?:[^（）]|（[^（）]*）)*负责)）\Z")
Roles = dict[str, tuple[str, ...]]


def cut(text: str) -> dict[str, str]:
    """Label → text of every numbered clause, and 附件 items where there are any."""
    found: dict[str, str] = {}
    part, annex = "", False
    for line in text.splitlines():
        annex = annex or line == "附件"
        heading, clause = PART.match(line), CLAUSE.match(line)
        if annex and heading:
            found[f"附件 {heading[1]}"] = line
        elif heading:
            part = heading[1]
        elif clause:
            found[part + clause[0]] = line
    return found


def roles(clause: str) -> Roles:
    """The roles of a clause's closing （…负责）, none where there is none."""
    closing = CLOSING.search(clause)
    found: Roles = {"lead": (), "support": (), "joint": (), "sole": ()}
    if closing is None:
        return found
    words, shared = re.subn(r"按照?职责分工负责\Z|负责\Z", "", closing[1])[0], "职责分工" in closing[1]
    if "牵头，" in words:
        lead, _, rest = words.partition("牵头，")
        return {**found, "lead": tuple(lead.split("、")), "support": tuple(rest.split("、"))}
    offices = tuple(words.split("、"))
    return {**found, "joint": offices} if shared else {**found, "sole": offices}


def grounds(rules: Rules) -> list[Ground]:
    """All grounds that any of the five documents can give."""
    seen: dict[tuple[str, str, str, str], Ground] = {}
    for place in (FENGDU, YUSHU, KUNMING, HUNAN):
        for on in (date(2020, 12, 30), ON):
            for service in ask(place, on).services:
                for ground in service.grounds:
                    seen[(ground.policy, ground.citation.clause, ground.citation.quote, service.id)] = ground
    return list(seen.values())


@pytest.fixture(scope="module")
def texts(sources: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sources.glob("*.txt")}


def test_all_five_are_reached(rules: Rules) -> None:
    every = grounds(rules)
    assert {ground.policy for ground in every} == set(rules.policies)
    individual = sum(measure.individual for policy in rules.policies.values() for _, measure in policy.measures())
    assert len(every) == individual


def test_quotes_stand_in_the_clause_they_cite(rules: Rules, texts: dict[str, str]) -> None:
    for ground in grounds(rules):
        clauses = cut(texts[ground.policy])
        assert ground.citation.clause in clauses, ground.citation
        assert ground.citation.quote in clauses[ground.citation.clause], ground.citation
        assert len(ground.citation.quote) <= 60
        assert "负责）" not in ground.citation.quote
        assert ground.citation.number in texts[ground.policy]


def test_agencies_are_those_of_the_closing(rules: Rules, texts: dict[str, str]) -> None:
    for ground in grounds(rules):
        clauses = cut(texts[ground.policy])
        agencies = ground.agencies
        printed = roles(clauses[agencies.clause])
        own = {role: getattr(agencies, role) for role in printed}
        assert own == printed, (ground.policy, agencies.clause)
        assert any(printed.values()), "every clause that reaches one woman names who answers for it"
        if ground.policy == "yunnan":
            assert agencies.clause.startswith("附件 ")
            # The annex item says again what the measure quotes (in small differing words).
            shared = set(ground.citation.quote) & set(clauses[agencies.clause])
            assert len(shared) >= 0.9 * len(set(ground.citation.quote)), (ground.citation, agencies.clause)
        else:
            assert agencies.clause == ground.citation.clause
        every = [name for names in own.values() for name in names]
        assert agencies.contact is None or agencies.contact in every
        assert [one.printed for one in agencies.today] == every


def test_carried_out_by_stands_in_the_clause(rules: Rules, texts: dict[str, str]) -> None:
    for ground in grounds(rules):
        clause = cut(texts[ground.policy])[ground.citation.clause]
        assert all(words in clause for words in ground.carried_out_by)


def test_residual_words_stand_in_the_clause(rules: Rules, texts: dict[str, str]) -> None:
    for ground in grounds(rules):
        clause = cut(texts[ground.policy])[ground.citation.clause]
        for residual in ground.residual:
            assert residual.split("（")[0] in clause, (ground.citation, residual)


def test_definitions_stand_where_they_are_cited(rules: Rules, texts: dict[str, str]) -> None:
    for policy in rules.policies.values():
        text = texts[policy.id]
        assert policy.definition.quote in text
        part = {"前言": text.split("\n一、")[0], "一": re.split(r"\n一、", text, maxsplit=1)[1].split("\n二、")[0]}
        assert policy.definition.quote in part[policy.definition.at]


def test_headers(rules: Rules, texts: dict[str, str]) -> None:
    for policy in rules.policies.values():
        text = texts[policy.id]
        assert f"{policy.issued.year}年{policy.issued.month}月{policy.issued.day}日" in text
        assert policy.title.removesuffix("的通知").removeprefix("关于印发").strip("《》") in text
        block = "\n".join(policy.issuers)
        assert block in text
        assert all(number in text for number in policy.implements)


@pytest.mark.parametrize("policy", ["chongqing", "fengdu", "jilin", "yunnan", "national_2025"])
def test_every_numbered_clause_is_encoded(rules: Rules, texts: dict[str, str], policy: str) -> None:
    own = rules.policies[policy]
    labels = {clause.at for clause in own.clauses} | {item.at for item in own.annex}
    assert set(cut(texts[policy])) <= labels


def test_the_cutter_itself() -> None:
    assert roles("甲。（省民政厅负责）")["sole"] == ("省民政厅",)
    assert roles("甲。（甲局牵头，乙局、丙局按照职责分工负责）") == {
        "lead": ("甲局",), "support": ("乙局", "丙局"), "joint": (), "sole": (),
    }  # fmt: skip
    assert roles("甲。（各乡镇（街道）及相关部门按职责分工负责）")["joint"] == ("各乡镇（街道）及相关部门",)
    assert not any(roles("甲（乙）。").values())
