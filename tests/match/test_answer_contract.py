"""The answer of DESIGN §5: its keys, and how its parts hang together."""

import json
from functools import cache
from typing import Any

import pytest

from liushou import Match, Rules
from liushou.rules.evaluate import any_of

from .persons import CHONGQING, FENGDU, HUNAN, KUNMING, WANZHOU, YUSHU, ask

SOME: list[dict[str, Any]] = [
    {},
    {"birth_date": 1980, "receives_dibao": True},
    {"husband_outside_county": False, "disabled": True},
    {"sex": "male"},
    {"sex": None, "disabled": False},
    {"unsure": ["disabled", "is_tekun", "birth_date"], "needs_legal_aid": True, "in_dispute": False},
    {"husband_away_since": "2025-01", "is_lifted_from_poverty": True, "in_treatment": True},
    {"income_per_capita_month": 480, "assets_within_limit": True, "receives_dibao": False},
]
ANSWERS = [(place, facts) for place in (FENGDU, WANZHOU, CHONGQING, YUSHU, KUNMING, HUNAN, "nation") for facts in SOME]
TRUTH = {"yes": True, "no": False, "unknown": None}
WORDS = {"yes", "no", "unknown"}
STATUSES = {"eligible", "undetermined", "ineligible"}


@cache
def answer_of(number: int) -> Match:
    place, facts = ANSWERS[number]
    return ask(place, **facts)


@pytest.fixture(params=range(len(ANSWERS)))
def answer(request: pytest.FixtureRequest) -> Match:
    return answer_of(request.param)


def test_the_keys(answer: Match) -> None:
    data = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
    assert data.keys() >= {"place", "on", "rules", "notes", "policies", "services", "questions"}
    assert data["place"].keys() >= {"code", "name"}
    assert data["on"] == "2025-06-30"
    assert data["rules"].keys() >= {"version", "sha256"}
    assert len(data["rules"]["sha256"]) == 64
    assert all(isinstance(note, str) for note in data["notes"])
    for policy in data["policies"]:
        assert policy.keys() >= {"id", "number", "left_behind"}
        assert policy["left_behind"] in WORDS
    for service in data["services"]:
        assert service.keys() >= {"id", "title", "status", "need", "beyond_document", "grounds", "where"}
        assert service["where"] is None or service["where"].keys() == {"office", "field", "level", "inferred"}
        assert service["status"] in STATUSES
        assert service["need"] is None or service["need"] in WORDS
        assert isinstance(service["beyond_document"], bool)
        for ground in service["grounds"]:
            assert ground.keys() >= {
                "policy", "status", "force", "need", "citation", "agencies", "met", "blocked_by", "missing", "residual",
                "reading",
            }  # fmt: skip
            assert ground["force"] in ("shall", "priority", "provide", "encourage")
            assert ground["citation"].keys() >= {"number", "title", "clause", "quote"}
            assert ground.keys() >= {"unless", "settled", "refused", "references"}
            assert ground["agencies"].keys() >= {"lead", "support", "joint", "sole", "contact", "clause", "today"}
            for role in ("lead", "support", "joint", "sole"):
                assert isinstance(ground["agencies"][role], list)
            for one in ground["agencies"]["today"]:
                assert one.keys() >= {"printed", "office", "certainty"}
            for one in ground["blocked_by"]:
                assert one.keys() >= {"condition", "fact", "text"}
    for question in data["questions"]:
        assert question.keys() >= {"fact", "ask", "settles", "settled_by"}
        assert question["settled_by"] in ("herself", "certificate", "authority")


def test_the_attributes_are_the_keys(answer: Match) -> None:
    data = answer.to_dict()
    assert answer.place.code == data["place"]["code"]
    for service, shown in zip(answer.services, data["services"], strict=True):
        assert service.status == shown["status"]
        for ground, row in zip(service.grounds, shown["grounds"], strict=True):
            assert list(ground.missing) == row["missing"]
            assert ground.citation.quote == row["citation"]["quote"]


def test_a_service_over_its_grounds(answer: Match) -> None:
    """Eligible if any ground is, else undetermined if any is, else ineligible."""
    value = {"eligible": True, "undetermined": None, "ineligible": False}
    for service in answer.services:
        assert service.grounds
        assert value[service.status] is any_of(value[ground.status] for ground in service.grounds)
        needs = [TRUTH[ground.need] for ground in service.grounds if ground.need is not None]
        assert service.need is None if not needs else TRUTH[str(service.need)] is any_of(needs)


def test_grounds_say_what_decides(answer: Match, rules: Rules) -> None:
    for service in answer.services:
        for ground in service.grounds:
            facts = {blocker.fact for blocker in ground.blocked_by}
            assert (ground.status == "ineligible") is bool(facts)
            assert facts <= set(rules.facts)
            assert set(ground.missing) <= set(rules.facts)
            assert len(set(ground.missing)) == len(ground.missing)
            if ground.status == "undetermined":
                assert ground.missing or ground.unknown_parameters
            else:
                assert ground.missing == ()
            assert all(blocker.text and blocker.condition for blocker in ground.blocked_by)
            assert all(ground.met)
            assert len(set(ground.met)) == len(ground.met)


def test_every_service_of_the_documents_once(answer: Match, rules: Rules) -> None:
    offered = {
        measure.name
        for policy in answer.policies
        for _, measure in rules.policies[policy.id].measures()
        if measure.individual and (measure.until is None or answer.on <= measure.until)
    }
    ids = [service.id for service in answer.services]
    assert len(set(ids)) == len(ids)
    assert set(ids) == offered
    assert [service.title for service in answer.services] == [rules.services[name].title for name in ids]


@pytest.mark.parametrize("number", range(len(ANSWERS)))
def test_questions_recomputed(number: int, rules: Rules) -> None:
    answer, facts = answer_of(number), ANSWERS[number][1]
    settles: dict[str, int] = {}
    unsure = set(facts.get("unsure", []))
    for service in answer.services:
        if service.status != "undetermined":
            continue
        missing = {name for ground in service.grounds for name in ground.missing}
        # What she is unsure of, a certificate or another fact that implies it may still say.
        waiting = sorted(missing & unsure)
        while waiting:
            doubted = waiting.pop()
            says_so = {name for name, fact in rules.facts.items() if doubted in fact.implies} - missing
            missing |= says_so
            waiting += says_so
        for name in missing:
            settles[name] = settles.get(name, 0) + 1
    asked = {name: count for name, count in settles.items()
             if name not in unsure or rules.facts[name].settled_by == "authority"}  # fmt: skip
    # Of what is missing, questions are the facts that can still change a status: tests/ask says which.
    assert {question.fact: question.settles for question in answer.questions}.items() <= asked.items()
    assert all(question.group == rules.facts[question.fact].group for question in answer.questions)
    counts = [question.settles for question in answer.questions]
    assert counts == sorted(counts, reverse=True)
    for question in answer.questions:
        assert question.ask == rules.facts[question.fact].ask
        assert question.settled_by == rules.facts[question.fact].settled_by


def test_equal_questions_come_in_the_order_of_the_catalogue(rules: Rules) -> None:
    order = list(rules.facts)
    questions = ask(FENGDU, base={}).questions
    keys = [(-question.settles, order.index(question.fact)) for question in questions]
    assert keys == sorted(keys)
    assert questions[0].settles == len(ask(FENGDU, base={}).services)


def test_place_and_authority_facts_are_asked_for() -> None:
    questions = {question.fact: question for question in ask(YUSHU, on="2021-06-01").questions}
    assert questions["two_cancer_project_county"].settled_by == "authority"
    assert questions["receives_dibao"].office == "民政部门"


def test_a_place_fact_that_can_change_nothing_is_not_asked_for() -> None:
    """Since 民发〔2025〕7号 applies, screening hangs on her age alone, whatever the county is."""
    assert "two_cancer_project_county" not in {question.fact for question in ask(YUSHU).questions}


def test_beyond_the_document(rules: Rules) -> None:
    """DESIGN §2: 低保 is open to everyone; where only the definition blocks one, the answer says so."""
    town = {"lives_in_village": False}
    answer = ask(HUNAN, **town, receives_dibao=True, disabled=False, birth_date="1950-01-01")
    said = {service.id: service.beyond_document for service in answer.services}
    assert set(answer.statuses().values()) == {"ineligible"}
    assert said["low_income_monitoring"] is True  # only the definition stands in the way
    assert said["two_cancer_screening"] is False  # 75: her age does, too
    assert said["rehabilitation"] is False  # she is not disabled
    assert said["ledger_registration"] is False  # not open to everyone
    assert ask(HUNAN, **town).service("two_cancer_screening").beyond_document is True
    for place in (FENGDU, YUSHU, KUNMING, HUNAN):
        for service in ask(place, **town).services:
            assert not service.beyond_document or rules.services[service.id].open_to_everyone
        assert not any(service.beyond_document for service in ask(place).services)


def test_beyond_the_document_leaves_the_status() -> None:
    dibao = ask(WANZHOU, lives_in_village=False, receives_dibao=True).service("dibao")
    assert (dibao.status, dibao.beyond_document) == ("ineligible", True)


def test_one_woman_in_fengdu_draws_on_three_documents() -> None:
    answer = ask(FENGDU, birth_date=1980)
    assert {ground.policy for ground in answer.service("two_cancer_screening").grounds} == {
        "fengdu", "chongqing", "national_2025",
    }  # fmt: skip


def test_an_unknown_service_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        ask(FENGDU).service("winter_heating")
