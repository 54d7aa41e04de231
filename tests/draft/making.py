"""Frames and proposals that others are made from: an encoded document taken apart again, and any text at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from liushou import Rules
from liushou.documents import CONTEXT_KINDS, NO_CONTACT, ContextKind, Policy, with_contacts
from liushou.draft import Draft, Frame, Judgement, Proposals, ProposedContext, ProposedMeasure
from liushou.draft.document import Assembled
from liushou.draft.frame import frame_of
from liushou.problems import Location
from liushou.texts import Source, Words, place, touched
from liushou.texts.coverage import Coverage, cover
from liushou.texts.findings import Difference, YamlPlaces
from liushou.texts.hashes import Lock
from liushou.texts.verify import verify_policy
from liushou.yaml import Scalar

TODAY = date(2026, 11, 26)
SURE = Judgement(certainty="sure", speaks_for=("词语一致",))
CHECK = Judgement(certainty="check", speaks_for=("词语一致",), speaks_against=("没有相近的条文",))


def taken_apart(policy: Policy, source: Source) -> tuple[Frame, Proposals]:
    """The frame and the proposals that make the document, all of them sure."""
    measures, context = [], []
    for clause in policy.clauses:
        part = source.clause(clause.at)
        assert part is not None
        bare = replace(clause, measures=tuple(replace(measure, contact=None) for measure in clause.measures))
        for measure, inferred in zip(clause.measures, with_contacts(policy, bare).measures, strict=True):
            ((start, end),) = touched(part, [measure.quote])
            contact = None if measure.contact == inferred.contact else measure.contact or NO_CONTACT
            measures.append(
                ProposedMeasure(
                    at=clause.at, start=start, end=end, measure=replace(measure, contact=contact), judgement=SURE
                )
            )
    for part in source.clauses:
        for start, end, kind in place(policy, part).context:
            context.append(ProposedContext(at=part.at, start=start, end=end, kind=kind, judgement=SURE))
    frame = Frame(
        id=policy.id,
        source=source,
        title=policy.title,
        number=policy.number,
        issued=policy.issued,
        place=policy.place,
        implements=policy.implements,
        issuers=policy.issuers,
        definition=policy.definition,
        clauses=tuple(replace(clause, measures=(), context=()) for clause in policy.clauses),
        annex=tuple(replace(item, context=()) for item in policy.annex),
    )
    return frame, Proposals(measures=tuple(measures), context=tuple(context))


def frame_and_proposals(
    text: str, rules: Rules, choose: Callable[[int], int], file: str = "own.txt"
) -> tuple[Frame, Proposals]:
    """The frame of a text, and for each of its 分句 a measure or a kind of context, as ``choose`` picks them."""
    frame = frame_of(text, file, rules, place="530000", today=TODAY)
    measures, context = [], []
    services = sorted(rules.services)
    for part in frame.source.clauses:
        for sentence in part.sentences:
            for piece in sentence.pieces:
                kind = choose(6)
                if kind < len(CONTEXT_KINDS):
                    context.append(_context(part.at, piece, CONTEXT_KINDS[kind]))
                elif part.kind != "annex":
                    measures.append(_measure(part.at, piece, services[choose(len(services))], rules))
    return frame, Proposals(measures=tuple(measures), context=tuple(context))


def _context(at: str, piece: Words, kind: ContextKind) -> ProposedContext:
    return ProposedContext(at=at, start=piece.start, end=piece.end, kind=kind, judgement=CHECK)


def _measure(at: str, piece: Words, service: str, rules: Rules) -> ProposedMeasure:
    measure = next(measure for policy in rules.policies.values() for _, measure in policy.measures())
    measure = replace(measure, quote=piece.text, service=service, contact="没有这个单位", carried_out_by=("没有印",))
    return ProposedMeasure(at=at, start=piece.start, end=piece.end, measure=measure, judgement=SURE)


def proved(assembled: Assembled | Draft, source: Source) -> tuple[list[Difference], Coverage]:
    """What ``verify`` finds of a document that lies nowhere yet, once its hashes are written, and its coverage."""
    policy, nowhere = assembled.policy, Location("", 1, 1)
    lock = Lock("", {policy.id: {part.at: Scalar(part.sha256, True, nowhere) for part in source.clauses}})
    return list(verify_policy(policy, source, YamlPlaces(""), lock)), cover(policy, source)
