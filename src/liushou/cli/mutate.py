"""``liushou mutate``: do the cases test the rules?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import DONE, FINDINGS, Json, Policies, guarded, print_json

if TYPE_CHECKING:
    from ..proof.mutate import LeafSeen, Outcome, Report


@guarded
def mutate(
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="A document: its id, or its file.")],
    cases: Annotated[Path, typer.Option("--cases", metavar="DIR", help="The folder (or file) with *.cases.yaml.")],
    coverage: Annotated[
        bool, typer.Option("--coverage", help="List every leaf with the case that saw it yes, no and unknown.")
    ] = False,
    policies: Policies = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Change one thing in a document at a time (变异) and see whether a case notices.

    Exit code 1 if a mutant survives that is neither proved equivalent nor explained, or if
    a case fails as it is.
    """
    from ..proof.mutate import mutate as run

    report = run(policy, cases, policies=policies)
    if json:
        print_json(_data(report))
    else:
        for line in _lines(report, coverage):
            typer.echo(line)
    raise typer.Exit(DONE if report.clean else FINDINGS)


def _lines(report: Report, coverage: bool) -> Iterator[str]:
    from ..proof.cases import report as said

    if report.failing:
        for _, one, mismatches in report.failing:
            yield said(one, mismatches)
        yield f"{len(report.failing)} cases fail before anything is changed: mend them, or the document, first"
        return
    for outcome in report.survivors:
        yield from _survivor(outcome)
    for name in report.stale:
        yield f"explained, but killed or gone: {name}"
    yield from _leaves(report.leaves, coverage)
    counts = ", ".join(f"{kind} {killed}/{all_}" for kind, (killed, all_) in report.counts.items() if all_)
    fates = [outcome.fate for outcome in report.survivors]
    rest = ", ".join(f"{fates.count(fate)} {fate}" for fate in dict.fromkeys(fates))
    yield f"{report.policy.id}: {report.killed} of {len(report.outcomes)} mutants killed ({report.rate:.1%})" + (
        f", {rest}" if rest else ""
    )
    yield f"  {counts}"


def _survivor(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.fate}: {outcome.mutant.name}"
    if outcome.why:
        yield f"  {outcome.why}"
    if outcome.witness:
        yield f"  this would kill it, if the text agrees; paste it under `{outcome.under}:`"
        yield outcome.witness


def _leaves(leaves: tuple[LeafSeen, ...], every: bool) -> Iterator[str]:
    whole = [leaf for leaf in leaves if not leaf.unseen]
    yield f"leaves: {len(whole)} of {len(leaves)} seen yes, no and unknown"
    for leaf in leaves:
        if every:
            seen = ", ".join(f"{value}: {getattr(leaf, value) or '—'}" for value in ("yes", "no", "unknown"))
            yield f"  {leaf.where}: {leaf.leaf}  ({seen})"
        elif leaf.unseen:
            yield f"  {leaf.where}: {leaf.leaf}  never {', never '.join(leaf.unseen)}"


def _data(report: Report) -> dict[str, Any]:
    return {
        "policy": report.policy.id,
        "mutants": len(report.outcomes),
        "killed": report.killed,
        "rate": round(report.rate, 4),
        "clean": report.clean,
        "kinds": {kind: {"killed": killed, "mutants": all_} for kind, (killed, all_) in report.counts.items()},
        "failing": [
            {"case": one.name, "file": str(file.path), "line": one.location.line if one.location else None,
             "mismatches": [{"about": wrong.about, "what": wrong.what, "expected": wrong.expected,
                             "actual": wrong.actual, "clause": wrong.clause, "why": wrong.why} for wrong in mismatches]}
            for file, one, mismatches in report.failing
        ],
        "outcomes": [
            {"mutant": one.mutant.name, "kind": one.mutant.kind, "fate": one.fate, "by": one.by, "why": one.why,
             "witness": one.witness, "under": one.under if one.witness else None}
            for one in report.outcomes
        ],
        "stale": list(report.stale),
        "leaves": [
            {"where": leaf.where, "leaf": leaf.leaf, "yes": leaf.yes, "no": leaf.no, "unknown": leaf.unknown,
             "file": leaf.location.file if leaf.location else None,
             "line": leaf.location.line if leaf.location else None}
            for leaf in report.leaves
        ],
    }  # fmt: skip
