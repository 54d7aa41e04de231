"""The proof that a document's YAML file says what its text says, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..documents import Policy, Rules
from ..problems import Problem
from .annex import annex_findings
from .clausecheck import ClauseCheck
from .find import find_texts
from .findings import Finding, Marks
from .headcheck import HeadCheck
from .source import Source


@dataclass(frozen=True, slots=True)
class Checked:
    """What was compared for one document, and what was found."""

    policy: str
    number: str
    file: str
    text: str | None
    clauses: int
    quotes: int
    offices: int
    findings: tuple[Finding, ...]


def verify(rules: Rules, directory: Path | str, only: Iterable[str] = ()) -> tuple[Checked, ...]:
    """Every document of the rules (or those named in ``only``) against its text in a folder.

    A text that is missing or cannot be read is a finding. Raises
    :class:`~liushou.InputError` only where the folder itself cannot be read.
    """
    wanted = set(only)
    policies = [policy for name, policy in rules.policies.items() if not wanted or name in wanted]
    texts = find_texts(directory, policies)
    checked = []
    for policy in policies:
        found = texts[policy.id]
        if found.source is None:
            assert found.problem is not None
            wrong: tuple[Finding, ...] = (_without_text(policy, found.problem),)
        else:
            wrong = tuple(verify_policy(policy, found.source))
        checked.append(
            Checked(
                policy.id, policy.number, policy.file, found.source.file if found.source else None,
                len(policy.clauses) + len(policy.annex),
                1 + sum(len(clause.measures) + len(clause.context) for clause in policy.clauses),
                sum(len(clause.agencies.all()) for clause in policy.clauses)
                + sum(len(item.agencies.all()) for item in policy.annex),
                wrong,
            )
        )  # fmt: skip
    return tuple(checked)


def verify_policy(policy: Policy, source: Source, marks: Marks | None = None) -> Iterator[Finding]:
    """Every difference between a document and its text, header first, then in the order of the file.

    ``marks`` can be handed in where the places of the file were read before.
    """
    places = marks or Marks(policy.file)
    yield from HeadCheck(policy, source, places).header()
    check = ClauseCheck(policy, source, places)
    yield from check.presence()
    for number, clause in enumerate(policy.clauses):
        found = source.clause(clause.at)
        if found is not None and found.kind != "annex":
            yield from check.clause(number, clause, found)
    yield from annex_findings(policy, source, places)
    for position, item in enumerate(policy.annex):
        found = source.clause(item.at)
        if found is not None:
            yield from check.hash(item.sha256, found, ("annex", position))
            yield from check.agencies(item.agencies, found, ("annex", position))


def _without_text(policy: Policy, problem: Problem) -> Finding:
    where = Marks(policy.file).at("number")
    about = Problem(problem.message, where, problem.expected, code=problem.code)
    return Finding(policy.id, about, problem.location)
