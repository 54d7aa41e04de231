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
#: DESIGN §2: one run of the text, holding who acts and the words that limit it.
MOST_OF_A_QUOTE = 80


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


def grounds() -> dict[str, Ground]:
    """All grounds that any of the five documents can give, each with a name."""
    seen: dict[tuple[str, str, str, str], Ground] = {}
    for place in (FENGDU, YUSHU, KUNMING, HUNAN):
        for on in (date(2020, 12, 30), ON):
            for service in ask(place, on).services:
                for ground in service.grounds:
                    seen[(ground.policy, ground.citation.clause, service.id, ground.citation.quote)] = ground
    return {" ".join(key): ground for key, ground in seen.items()}


GROUNDS = grounds()
#: One test for each ground: the first that fails hides no other.
each_ground = pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
each_policy = pytest.mark.parametrize("policy", ["chongqing", "fengdu", "jilin", "yunnan", "national_2025"])


@pytest.fixture(scope="module")
def texts(sources: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sources.glob("*.txt")}


@pytest.fixture(scope="module")
def clauses(texts: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: cut(text) for name, text in texts.items()}


def test_all_five_are_reached(rules: Rules) -> None:
    assert {ground.policy for ground in GROUNDS.values()} == set(rules.policies)
    individual = {
        (policy.id, clause.at, measure.service, measure.quote)
        for policy in rules.policies.values()
        for clause, measure in policy.measures()
        if measure.individual
    }
    assert len(GROUNDS) == len(individual)


@each_ground
def test_the_quote_stands_in_the_clause_it_cites(
    ground: Ground, texts: dict[str, str], clauses: dict[str, dict[str, str]]
) -> None:
    assert ground.citation.quote in clauses[ground.policy][ground.citation.clause]
    assert len(ground.citation.quote) <= MOST_OF_A_QUOTE
    assert "负责）" not in ground.citation.quote
    assert ground.citation.number in texts[ground.policy]


@each_ground
def test_agencies_are_those_of_the_closing(ground: Ground, clauses: dict[str, dict[str, str]]) -> None:
    agencies = ground.agencies
    clause = clauses[ground.policy][agencies.clause]
    printed = roles(clause)
    assert {role: getattr(agencies, role) for role in printed} == printed
    assert any(printed.values()), "every clause that reaches one woman names who answers for it"
    if ground.policy == "yunnan":
        assert agencies.clause.startswith("附件 ")
        # The annex item says again what the measure quotes (in small differing words).
        shared = set(ground.citation.quote) & set(clause)
        assert len(shared) >= 0.9 * len(set(ground.citation.quote))
    else:
        assert agencies.clause == ground.citation.clause
    every = [name for names in printed.values() for name in names]
    assert agencies.contact is None or agencies.contact in every
    assert [office.printed for office in agencies.today] == every


@each_ground
def test_its_other_words_stand_in_the_clause(ground: Ground, clauses: dict[str, dict[str, str]], rules: Rules) -> None:
    """Who carries it out, and what is left to the office; what a statute leaves to it stands in the statute."""
    clause = clauses[ground.policy][ground.citation.clause]
    of_statutes = {text for concept in rules.concepts.values() for text in concept.residual}
    printed = [residual for residual in ground.residual if residual not in of_statutes]
    words = [*ground.carried_out_by, *(residual.split("（")[0] for residual in printed)]
    assert [word for word in words if word not in clause] == []


@each_policy
def test_the_definition_stands_where_it_is_cited(rules: Rules, texts: dict[str, str], policy: str) -> None:
    definition, text = rules.policies[policy].definition, texts[policy]
    part = {"前言": text.split("\n一、")[0], "一": re.split(r"\n一、", text, maxsplit=1)[1].split("\n二、")[0]}
    assert definition.quote in part[definition.at]


@each_policy
def test_the_header(rules: Rules, texts: dict[str, str], policy: str) -> None:
    own, text = rules.policies[policy], texts[policy]
    assert f"{own.issued.year}年{own.issued.month}月{own.issued.day}日" in text
    assert own.title.removesuffix("的通知").removeprefix("关于印发").strip("《》") in text
    assert "\n".join(own.issuers) in text
    assert [number for number in own.implements if number not in text] == []


@each_policy
def test_every_numbered_clause_is_encoded(rules: Rules, clauses: dict[str, dict[str, str]], policy: str) -> None:
    own = rules.policies[policy]
    labels = {clause.at for clause in own.clauses} | {item.at for item in own.annex}
    assert set(clauses[policy]) <= labels


def test_the_cutter_itself() -> None:
    assert roles("甲。（省民政厅负责）")["sole"] == ("省民政厅",)
    assert roles("甲。（甲局牵头，乙局、丙局按照职责分工负责）") == {
        "lead": ("甲局",), "support": ("乙局", "丙局"), "joint": (), "sole": (),
    }  # fmt: skip
    assert roles("甲。（各乡镇（街道）及相关部门按职责分工负责）")["joint"] == ("各乡镇（街道）及相关部门",)
    assert not any(roles("甲（乙）。").values())
