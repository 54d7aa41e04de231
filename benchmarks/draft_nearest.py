"""The baseline of a draft: each known quote takes the values of the likest quote of the other documents (difflib)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from benchmarks.draft_scores import Encoded

from liushou.documents import Measure, Rules
from liushou.draft.model import Judgement, Neighbour, Proposals, ProposedMeasure

#: From this likeness on the baseline would call itself sure.
SURE = 0.6


def propose_known(encoded: Sequence[Encoded], rules: Rules) -> Proposals:
    """One proposal for each encoded measure, at its own quote, from the documents of ``rules``."""
    known = [(policy, clause.at, one) for policy in rules.policies.values() for clause, one in policy.measures()]
    proposals: list[ProposedMeasure] = []
    before: dict[tuple[int, int], int] = {}
    for one in encoded:
        ratio, quote = likest(one.measure.quote, [entry[2].quote for entry in known])
        same = [entry for entry in known if entry[2].quote == quote]
        rank = before[one.start, one.end] = before.get((one.start, one.end), -1) + 1
        policy, at, measure = same[min(rank, len(same) - 1)]
        neighbour = Neighbour(policy=policy.id, number=policy.number, clause=at, quote=quote, likeness=ratio)
        judgement = Judgement(certainty="sure" if ratio >= SURE else "check", neighbour=neighbour)
        taken: Measure = replace(measure, quote=one.measure.quote, annex=one.measure.annex)
        proposals.append(
            ProposedMeasure(at=one.clause.at, start=one.start, end=one.end, measure=taken, judgement=judgement)
        )
    return Proposals(measures=tuple(proposals), context=())


def likest(quote: str, quotes: Sequence[str]) -> tuple[float, str]:
    """The likeness of the likest quote, and that quote."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best = (0.0, "")
    for other in dict.fromkeys(quotes):
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
            best = max(best, (matcher.ratio(), other), key=lambda pair: pair[0])
    return best
