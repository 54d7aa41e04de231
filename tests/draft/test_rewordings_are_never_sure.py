"""A sentence that no longer says what an encoded one says is never sure to say it.

Every encoded sentence is negated, narrowed, turned to others, given an exception or stripped of a condition; a draft of
it may be anything but sure of the original's service, force, condition, need and residual.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

import pytest
from benchmarks.draft_scores import DECIDING, values

from liushou import Rules
from liushou.documents import Agencies, Measure
from liushou.draft import Proposals, ProposedMeasure
from liushou.draft.frame import frame_of
from liushou.draft.measures import propose

from .rewordings import reworded

HEAD = "关于做好农村留守妇女关爱服务工作的通知\n示例发〔2025〕9号\n各乡镇人民政府：\n"
HEAD += "农村留守妇女是指丈夫连续外出务工、经商等半年以上、本人留在农村居住生活的妇女。现通知如下。\n"
FOOT = "四川省民政厅\n2025年1月8日\n"
#: Of topics only what turns the sentence round is asked: whom it reaches does not matter.
OF_TOPICS = {"negated", "before", "after"}


class Reworded(NamedTuple):
    kind: str
    quote: str
    sentence: str


def test_a_sample_of_rewordings(rules: Rules) -> None:
    cases = list(_cases(rules))
    assert not _wrong(Random(7).sample(cases, 300), rules)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(8))
def test_every_rewording(rules: Rules, part: int) -> None:
    assert not _wrong(list(_cases(rules))[part::8], rules)


def _cases(rules: Rules) -> Iterable[Reworded]:
    for quote in _originals(rules):
        seen = {quote}
        for kind, sentence in reworded(quote):
            if sentence not in seen:
                seen.add(sentence)
                yield Reworded(kind, quote, sentence)


def _originals(rules: Rules) -> dict[str, list[Measure]]:
    originals = defaultdict(list)
    for policy in rules.policies.values():
        for _, measure in policy.measures():
            originals[measure.quote].append(measure)
    return dict(sorted(originals.items()))


def _wrong(cases: Sequence[Reworded], rules: Rules) -> list[str]:
    originals = _originals(rules)
    wrong = []
    for start in range(0, len(cases), 200):
        batch = cases[start : start + 200]
        for case, proposals in zip(batch, drafts([case.sentence for case in batch], rules), strict=True):
            wrong += [f"{case.kind}: {case.sentence}\n   was {case.quote}" for _ in _same(case, proposals, originals)]
    return wrong


def _same(
    case: Reworded, proposals: Iterable[ProposedMeasure], originals: dict[str, list[Measure]]
) -> Iterable[object]:
    for proposal in proposals:
        theirs = values(None, proposal.measure, Agencies())
        for measure in originals[case.quote]:
            mine = values(None, measure, Agencies())
            same = all(mine[key] == theirs[key] for key in DECIDING)
            if same and proposal.judgement.certainty == "sure" and (measure.individual or case.kind in OF_TOPICS):
                yield proposal


def drafts(sentences: Sequence[str], rules: Rules) -> list[list[ProposedMeasure]]:
    """What is proposed for each sentence, as the clauses of one notice."""
    text = (
        HEAD + "".join(f"第{_numeral(number)}条　{sentence}。\n" for number, sentence in enumerate(sentences, 1)) + FOOT
    )
    frame = frame_of(text, "reworded.txt", rules, today=date(2026, 1, 1))
    proposals: Proposals = propose(frame, rules)
    by_clause = defaultdict(list)
    for proposal in proposals.measures:
        by_clause[proposal.at].append(proposal)
    return [by_clause[f"第{_numeral(number)}条"] for number in range(1, len(sentences) + 1)]


def _numeral(number: int) -> str:
    from .invented import numeral

    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return numeral(rest)
    head = f"{'一二三四五六七八九'[hundreds - 1]}百"
    return head + (
        "" if not rest else f"零{numeral(rest)}" if rest < 10 else ("一" if rest < 20 else "") + numeral(rest)
    )
