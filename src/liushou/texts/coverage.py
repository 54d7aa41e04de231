"""Sentence by sentence: what of a document's text its YAML file accounts for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..documents import CONTEXT_KINDS, FORCES, Policy, Rules
from ..problems import Problem
from .annex import groups, reworded
from .find import find_texts
from .findings import Difference, YamlPlaces
from .sentences import Piece, Sentence
from .source import Source, SourceClause
from .spans import place, touches

Account = Literal["measure", "context", "repeats", "nobody"]
ACCOUNTS: tuple[Account, ...] = ("measure", "context", "repeats", "nobody")


@dataclass(frozen=True, slots=True)
class Untouched:
    """A 分句 that no quote touches, and where it stands in the text."""

    clause: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one document is accounted for.

    ``numbered`` counts the numbered clauses by part (一, 二 …), ``sentences`` the
    sentences by what accounts for them: a measure's quote, a context entry, or (annex)
    the body clause that it repeats.
    """

    policy: str
    number: str
    text: str | None
    clauses: int
    numbered: tuple[tuple[str, int], ...]
    annex: int
    sentences: tuple[tuple[Account, int], ...]
    pieces: int
    measures: int
    forces: tuple[tuple[str, int], ...]
    reaches: tuple[tuple[str, int], ...]
    contexts: tuple[tuple[str, int], ...]
    readings: tuple[tuple[str, str, str], ...]
    residuals: tuple[tuple[str, str, str], ...]
    untouched: tuple[Untouched, ...]
    findings: tuple[Difference, ...]

    def data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "policy": self.policy, "number": self.number, "text": self.text,
            "clauses": {
                "all": self.clauses, "numbered": sum(count for _, count in self.numbered),
                "by_part": dict(self.numbered), "annex": self.annex,
            },
            "sentences": {"all": sum(count for _, count in self.sentences), **dict(self.sentences)},
            "pieces": {"all": self.pieces, "untouched": len(self.untouched)},
            "measures": {"all": self.measures, "force": dict(self.forces), "reach": dict(self.reaches)},
            "context": {"all": sum(count for _, count in self.contexts), **dict(self.contexts)},
            "readings": [{"clause": at, "name": name, "reading": words} for at, name, words in self.readings],
            "residuals": [{"clause": at, "name": name, "residual": words} for at, name, words in self.residuals],
            "untouched": [
                {"clause": one.clause, "text": one.text, "file": one.file, "line": one.line} for one in self.untouched
            ],
            "findings": [one.data() for one in self.findings],
        }  # fmt: skip


def coverage(rules: Rules, directory: Path | str, only: Iterable[str] = ()) -> tuple[Coverage, ...]:
    """How far every document of the rules (or those in ``only``) is accounted for.

    Raises :class:`~liushou.InputError` only where the folder itself cannot be read.
    """
    wanted = set(only)
    policies = [policy for name, policy in rules.policies.items() if not wanted or name in wanted]
    texts = find_texts(directory, policies)
    return tuple(cover(policy, texts[policy.id].source, texts[policy.id].problem) for policy in policies)


def cover(policy: Policy, source: Source | None, problem: Problem | None = None) -> Coverage:
    """How far one document is accounted for by its text; without the text that is the finding."""
    marks = YamlPlaces(policy.file)
    measures = [measure for _, measure in policy.measures()]
    contexts = [entry for clause in policy.clauses for entry in clause.context]
    contexts += [entry for item in policy.annex for entry in item.context]
    accounts: Counter[Account] = Counter()
    pieces = 0
    untouched: list[Untouched] = []
    findings: list[Difference] = []
    if source is None:
        what = problem or Problem("no text", code="missing-text")
        where = marks.at("number")
        findings.append(
            Difference(policy.id, Problem(what.message, where, what.expected, code=what.code), what.location)
        )
    for found, account, sentence, bare in _accounted(policy, source) if source else ():
        accounts[account] += 1
        pieces += len(sentence.pieces)
        line = source.where(sentence.start).line if source else 0
        if account == "nobody" and source is not None:
            where = _place(policy, found, marks)
            about = Problem(
                f"{found.at}: nobody accounts for a sentence", where, "a measure or a context entry", code="unaccounted"
            )
            findings.append(Difference(policy.id, about, source.where(sentence.start), sentence.text))
        untouched.extend(Untouched(found.at, piece.text, source.file if source else "", line) for piece in bare)
    clauses = source.clauses if source else ()
    return Coverage(
        policy.id, policy.number, source.file if source else None, len(clauses), _by_part(clauses),
        sum(1 for clause in clauses if clause.kind == "annex"),
        tuple((account, accounts[account]) for account in ACCOUNTS), pieces, len(measures),
        tuple((force, sum(1 for one in measures if one.force == force)) for force in FORCES),
        tuple((reach, sum(1 for one in measures if one.reach == reach)) for reach in ("individual", "collective")),
        tuple((kind, sum(1 for one in contexts if one.kind == kind)) for kind in CONTEXT_KINDS),
        tuple((clause.at, one.name, one.reading) for clause, one in policy.measures() if one.reading),
        tuple((clause.at, one.name, words) for clause, one in policy.measures() for words in one.residual),
        tuple(untouched), tuple(findings),
    )  # fmt: skip


def _accounted(policy: Policy, source: Source) -> Iterator[tuple[SourceClause, Account, Sentence, list[Piece]]]:
    """Every sentence of the text with what accounts for it and the 分句 that are left bare."""
    repeated = {
        policy.annex[number].at: reworded(policy, source, group) or "" for group in groups(policy) for number in group
    }
    for part in source.clauses:
        placed = place(policy, part)
        context = [(span.start, span.end) for span in placed.context]
        body = repeated.get(part.at, "") if part.kind == "annex" else ""
        for sentence in part.sentences:
            account: Account = "nobody"
            if touches(placed.quotes, sentence):
                account = "measure"
            elif touches(context, sentence):
                account = "context"
            elif sentence.text in body:
                account = "repeats"
            touching = (*placed.quotes, *context)
            bare = [piece for piece in sentence.pieces if piece.text not in body and not touches(touching, piece)]
            yield part, account, sentence, bare


def _place(policy: Policy, found: SourceClause, marks: YamlPlaces) -> Any:
    for number, clause in enumerate(policy.clauses):
        if clause.at == found.at:
            return marks.at("clauses", number, "at")
    return marks.at("annex" if found.kind == "annex" and policy.annex else "clauses")


def _by_part(clauses: Iterable[SourceClause]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for clause in clauses:
        if clause.kind == "numbered":
            counts[clause.at.split("（")[0]] += 1
    return tuple(counts.items())
