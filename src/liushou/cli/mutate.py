"""``liushou mutate``: do the cases test the rules?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import DONE, FINDINGS, Json, Policies, guarded, print_json

if TYPE_CHECKING:
    from ..problems import Location
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
    from ..proof.cases import report as case_report

    if report.failing:
        for _, case, mismatches in report.failing:
            yield case_report(case, mismatches)
        yield f"{len(report.failing)} cases already fail: fix them, or the document, first"
        return
    for outcome in report.survivors:
        yield from _survivor(outcome)
    for name in report.stale:
        yield f"explained, but killed or gone: {name}"
    yield from _leaves(report.leaves, coverage)
    counts = ", ".join(f"{kind} {killed}/{all_}" for kind, (killed, all_) in report.counts.items() if all_)
    fates = [outcome.fate for outcome in report.survivors]
    rest = "".join(f", {fates.count(fate)} {fate}" for fate in dict.fromkeys(fates))
    killed = f"{report.killed} of {len(report.outcomes)} mutants killed ({report.rate:.1%})"
    yield f"{report.policy.id}: {killed}{rest}"
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
    def line(location: Location | None) -> int | None:
        return location.line if location else None

    return {
        "policy": report.policy.id,
        "mutants": len(report.outcomes),
        "killed": report.killed,
        "rate": round(report.rate, 4),
        "clean": report.clean,
        "kinds": {kind: {"killed": killed, "mutants": all_} for kind, (killed, all_) in report.counts.items()},
        "failing": [
            {
                "case": case.name,
                "file": str(file.path),
                "line": line(case.location),
                "mismatches": [asdict(mismatch) for mismatch in mismatches],
            }
            for file, case, mismatches in report.failing
        ],
        "outcomes": [
            {name: getattr(outcome, name) for name in ("fate", "by", "why", "witness")}
            | {"mutant": outcome.mutant.name, "kind": outcome.mutant.kind}
            | {"under": outcome.under if outcome.witness else None}
            for outcome in report.outcomes
        ],
        "stale": report.stale,
        "leaves": [
            {name: getattr(leaf, name) for name in ("where", "leaf", "yes", "no", "unknown")}
            | {"file": leaf.location.file if leaf.location else None, "line": line(leaf.location)}
            for leaf in report.leaves
        ],
    }
