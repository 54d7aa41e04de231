"""Sentence by sentence: what of a document's text its YAML file accounts for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from ..documents import CONTEXT_KINDS, FORCES, Policy, Rules
from ..problems import Code, Location, Problem
from .findings import Difference, YamlPlaces
from .source import Source, SourceClause, find_texts
from .spans import groups, joined, place, reworded, touches

Account = Literal["measure", "context", "repeats", "nobody"]
N = TypeVar("N", bound=str)
ACCOUNTS: tuple[Account, ...] = ("measure", "context", "repeats", "nobody")


@dataclass(frozen=True, slots=True)
class Untouched:
    """A 分句 that no quote touches, and where it stands in the text."""

    clause: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far one document is accounted for by its text, where there is one.

    ``sentences`` counts the sentences by what accounts for them: a measure's quote, a context
    entry, or (annex) the body clause that it repeats. ``untouched`` are the 分句 that no quote touches.
    """

    policy: Policy
    source: Source | None = None
    sentences: Mapping[Account, int]
    pieces: int = 0
    untouched: tuple[Untouched, ...] = ()
    findings: tuple[Difference, ...]

    def data(self) -> dict[str, Any]:
        """For programs: the counts of clauses by part (一, 二 …), of measures and context by kind, and the rest."""
        policy, parts = self.policy, self.source.clauses if self.source else ()
        numbered = Counter(part.at.split("（")[0] for part in parts if part.kind == "numbered")
        measures = [(clause.at, measure) for clause, measure in policy.measures()]
        contexts = Counter(entry.kind for clause in policy.clauses for entry in clause.context)
        contexts.update(entry.kind for item in policy.annex for entry in item.context)
        return {
            "policy": policy.id,
            "number": policy.number,
            "text": self.source.file if self.source else None,
            "clauses": {
                "all": len(parts),
                "numbered": numbered.total(),
                "by_part": dict(numbered),
                "annex": sum(1 for part in parts if part.kind == "annex"),
            },
            "sentences": {"all": sum(self.sentences.values()), **self.sentences},
            "pieces": {"all": self.pieces, "untouched": len(self.untouched)},
            "measures": {
                "all": len(measures),
                "force": _counts(FORCES, Counter(measure.force for _, measure in measures)),
                "reach": _counts(("individual", "collective"), Counter(measure.reach for _, measure in measures)),
            },
            "context": {"all": contexts.total(), **_counts(CONTEXT_KINDS, contexts)},
            "readings": [
                {"clause": at, "name": measure.name, "reading": measure.reading}
                for at, measure in measures
                if measure.reading
            ],
            "residuals": [
                {"clause": at, "name": measure.name, "residual": words}
                for at, measure in measures
                for words in measure.residual
            ],
            "untouched": [asdict(piece) for piece in self.untouched],
            "findings": [difference.data() for difference in self.findings],
        }


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
    places = YamlPlaces(policy.file)
    if source is None:
        missing = problem or Problem(Code.MISSING_TEXT, subject=policy.number)
        found = Difference(policy.id, missing.at(places.at("number")), missing.location)
        return Coverage(policy=policy, sentences=dict.fromkeys(ACCOUNTS, 0), findings=(found,))
    accounts: Counter[Account] = Counter()
    untouched: list[Untouched] = []
    differences: list[Difference] = []
    repeated = {
        policy.annex[number].at: reworded(policy, source, group) for group in groups(policy) for number in group
    }
    for part in source.clauses:
        body = repeated.get(part.at, "") if part.kind == "annex" else ""
        placed = place(policy, part)
        quotes, context = joined(placed.quotes), joined(placed.context)
        touching = joined([*quotes, *context])
        for sentence in part.sentences:
            account: Account = "repeats" if sentence.text in body else "nobody"
            if touches(touching, sentence):
                account = "measure" if touches(quotes, sentence) else "context"
            accounts[account] += 1
            where = source.where(sentence.start)
            if account == "nobody":
                about = Problem(Code.UNACCOUNTED, _place(policy, part, places), subject=part.at)
                differences.append(Difference(policy.id, about, where, sentence.text))
            bare = [piece for piece in sentence.pieces if piece.text not in body and not touches(touching, piece)]
            untouched += [Untouched(part.at, piece.text, where.file, where.line) for piece in bare]
    return Coverage(
        policy=policy,
        source=source,
        sentences=_counts(ACCOUNTS, accounts),
        pieces=sum(len(sentence.pieces) for part in source.clauses for sentence in part.sentences),
        untouched=tuple(untouched),
        findings=tuple(differences),
    )


def _counts(names: Iterable[N], counts: Counter[N]) -> Mapping[N, int]:
    return {name: counts[name] for name in names}


def _place(policy: Policy, part: SourceClause, places: YamlPlaces) -> Location | None:
    labels = [clause.at for clause in policy.clauses]
    if part.at in labels:
        return places.at("clauses", labels.index(part.at), "at")
    return places.at("annex" if part.kind == "annex" and policy.annex else "clauses")
