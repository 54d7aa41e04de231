"""not_printed: a document without number, day or signature says so, and verify looks that the text prints none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, Rules, load_rules
from liushou.documents import Clause, Context, Definition, Policy
from liushou.rules import ALWAYS
from liushou.texts.source import parse_source

from .helpers import INVENTED, codes

BARE = "关于做好某事的通知\n一、要做好某事。\n二、要做好另一事。\n"


def policy_of(text: str) -> Policy:
    clauses = tuple(
        Clause(at=part.at, heading=part.heading, agencies=part.agencies, context=(Context("duty"),))
        for part in parse_source(text).clauses
    )
    quote = next(part for part in parse_source(text).clauses if part.at == "一").body[:5]
    return Policy(
        id="own",
        title="关于做好某事的通知",
        number="《关于做好某事的通知》",
        issued=date(2026, 11, 26),
        place="nation",
        issuers=(),
        not_printed=("number", "issued", "issuers"),
        definition=Definition(at="一", quote=quote, condition=ALWAYS),
        clauses=clauses,
    )


def head_codes(policy: Policy, text: str) -> set[str]:
    return codes(policy, parse_source(text)) - {"no-hash"}


def test_a_text_that_prints_none_of_them_verifies() -> None:
    assert head_codes(policy_of(BARE), BARE) == set()


@pytest.mark.parametrize(("key", "code"), [("number", "number"), ("issued", "issued")])
def test_what_is_not_listed_must_be_printed(key: str, code: str) -> None:
    policy = policy_of(BARE)
    listed = tuple(name for name in policy.not_printed if name != key)
    assert head_codes(replace(policy, not_printed=listed), BARE) == {code}


def test_what_is_listed_must_not_be_printed() -> None:
    policy = replace(policy_of(INVENTED), title="关于做好某事的实施意见")
    assert head_codes(policy, INVENTED) == {"number", "issued", "issuer"}


def test_a_document_without_clauses_verifies_against_a_text_without_any() -> None:
    text = "关于某事的公告\n请大家做好某事。\n"
    part = parse_source(text).clauses[0]
    policy = replace(
        policy_of(BARE),
        title="关于某事的公告",
        number="《关于某事的公告》",
        definition=Definition(at=part.at, quote="大家", condition=ALWAYS),
        clauses=(Clause(at=part.at, context=(Context("duty"),)),),
    )
    assert head_codes(policy, text) == set()


def test_issuers_are_only_empty_where_the_text_prints_none(rules: Rules, tmp_path: Path) -> None:
    file = Path(rules.policies["chongqing"].file)
    text = file.read_text(encoding="utf-8").replace("policy: chongqing", "policy: own").replace("〕38号", "〕138号", 1)
    begin = text.index("issuers: [")
    without = text[:begin] + "issuers: []\n" + text[text.index("]", begin) + 2 :]
    (tmp_path / "own.yaml").write_text(without, encoding="utf-8")
    with pytest.raises(InputError, match="issuers"):
        load_rules(tmp_path)
    stated = without.replace("issuers: []\n", "issuers: []\nnot_printed: [issuers]\n")
    (tmp_path / "own.yaml").write_text(stated, encoding="utf-8")
    assert load_rules(tmp_path).policies["own"].not_printed == ("issuers",)
