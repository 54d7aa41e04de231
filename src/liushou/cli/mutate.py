"""``liushou mutate``: do the cases test the rules?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import DONE, FINDINGS, Json, Policies, show

if TYPE_CHECKING:
    from ..problems import Location
    from ..proof.mutate import LeafSeen, Report


def mutate(
    policy: Annotated[str, typer.Argument(metavar="POLICY")],
    cases: Annotated[Path, typer.Option("--cases", metavar="DIR")],
    policies: Policies,
    coverage: Annotated[bool, typer.Option("--coverage")] = False,
    json: Json = False,
) -> int:
    """Change one thing in a document at a time and see whether a case notices.

    Exit code 1 if a mutant survives that is neither proved equivalent nor explained, or if a case fails as it is.
    """
    from ..proof.mutate import mutate as run

    report = run(policy, cases, policies=policies)
    show(json, lambda: _data(report), lambda: _lines(report, coverage))
    return DONE if report.clean else FINDINGS


def _lines(report: Report, coverage: bool) -> Iterator[str]:
    from ..proof.cases import report as case_report

    if report.failing:
        for _, case, mismatches in report.failing:
            yield case_report(case, mismatches)
        yield f"{len(report.failing)} cases already fail: fix them, or the document, first"
        return
    for outcome in report.survivors:
        yield f"{outcome.fate}: {outcome.mutant.name}"
        if outcome.why:
            yield f"  {outcome.why}"
        if outcome.witness:
            yield f"  this would kill it, if the text agrees; paste it under `{outcome.under}:`"
            yield outcome.witness
    for name in report.stale:
        yield f"explained, but killed or gone: {name}"
    yield from _leaves(report.leaves, coverage)
    counts = ", ".join(f"{kind} {killed}/{all_}" for kind, (killed, all_) in report.counts.items() if all_)
    fates = [outcome.fate for outcome in report.survivors]
    rest = "".join(f", {fates.count(fate)} {fate}" for fate in dict.fromkeys(fates))
    killed = f"{report.killed} of {len(report.outcomes)} mutants killed ({report.rate:.1%})"
    yield f"{report.policy.id}: {killed}{rest}"
    yield f"  {counts}"


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
    from ..answer import plain_data

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
            {"case": case.name, "file": str(file.path), "line": line(case.location), "mismatches": plain_data(wrong)}
            for file, case, wrong in report.failing
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
