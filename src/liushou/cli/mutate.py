"""``liushou mutate``: do the cases test the rules?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..values import grouped
from .common import DONE, FINDINGS, Json, Out, Policies, progress, show, write

if TYPE_CHECKING:
    from ..problems import Location
    from ..proof.mutate import LeafSeen, Outcome, Report

#: So many survivors (or failing cases), and leaves, are printed; `--out` and `--json` have them all.
SHOWN = 10
KINDS = (".json", ".md", ".html")


def mutate(
    policy: Annotated[str, typer.Argument(metavar="POLICY")],
    cases: Annotated[Path, typer.Option("--cases", metavar="DIR")],
    policies: Policies,
    coverage: Annotated[bool, typer.Option("--coverage")] = False,
    out: Out = None,
    json: Json = False,
) -> int:
    """Change one thing in a document at a time and see whether a case notices.

    Exit code 1 if a mutant survives that is neither proved equivalent nor explained, or if a case fails as it is.
    """
    from ..proof.mutate import mutate as run

    if out is not None:
        _check_kind(out)
    with progress(not json) as step:
        report = run(policy, cases, policies=policies, step=step)
    if out is not None:
        write(out, _page(report, out.suffix))
    if json or out is None:
        show(json, lambda: _data(report), lambda: _lines(report, coverage))
    else:
        show(False, dict, lambda: _counts(report))
    return DONE if report.clean else FINDINGS


def _check_kind(out: Path) -> None:
    from ..problems import Code, InputError, Problem

    if out.suffix not in KINDS:
        raise InputError(Problem(Code.FILE_SUFFIX, file=out, names=KINDS))


def _page(report: Report, suffix: str) -> str:
    """The whole report, as the file's suffix says."""
    import json
    from html import escape

    if suffix == ".json":
        return json.dumps(_data(report), ensure_ascii=False, indent=2) + "\n"
    title = f"{report.policy.number} {report.policy.title}"
    sections = [
        *_sections(report, None),
        ("leaves", list(_leaves(report.leaves, True))),
        ("all", list(_counts(report))),
    ]
    if suffix == ".md":
        parts = (f"## {heading}\n\n```yaml\n" + "\n".join(lines) + "\n```\n" for heading, lines in sections)
        return "\n".join((f"# {title}\n", *parts))
    style = "body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}pre{white-space:pre-wrap}"
    head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
    head += f'<meta name="viewport" content="width=device-width">\n<style>{style}</style>\n<h1>{escape(title)}</h1>\n'
    parts = (f"<h2>{escape(name)}</h2>\n<pre>{escape(chr(10).join(lines))}</pre>\n" for name, lines in sections)
    return head + "".join(parts)


def _lines(report: Report, coverage: bool) -> Iterator[str]:
    for heading, lines in _sections(report, SHOWN):
        yield heading
        yield from lines
    if not report.failing:
        yield from _leaves(report.leaves, coverage)
    yield from _counts(report)


def _sections(report: Report, most: int | None) -> Iterator[tuple[str, list[str]]]:
    """What is wrong, by document and clause, with no more than so many survivors (or cases) in all."""
    from ..proof.cases import report as case_report

    if report.failing:
        lines = [case_report(case, mismatches) for _, case, mismatches in report.failing[:most]]
        yield "cases that fail as they are", [*lines, *_more(len(report.failing), most)]
    left = len(report.survivors) if most is None else most
    for where, outcomes in _by_clause(report).items():
        alive = [outcome for outcome in outcomes if outcome.fate != "killed"]
        if alive and left > 0:
            yield (
                f"{where}: {len(alive)} of {len(outcomes)} survive",
                [line for each in alive[:left] for line in _survivor(each)],
            )
            left -= len(alive)
    if rest := list(_more(len(report.survivors), most)):
        yield rest[0], []
    if report.stale:
        yield "explained, but killed or gone", [f"  {name}" for name in report.stale]


def _by_clause(report: Report) -> dict[str, list[Outcome]]:
    return grouped((outcome.mutant.where, outcome) for outcome in report.outcomes)


def _survivor(outcome: Outcome) -> Iterator[str]:
    yield f"{outcome.fate}: {outcome.mutant.name}"
    if outcome.why:
        yield f"  {outcome.why}"
    if outcome.witness:
        yield f"  this would kill it, if the text agrees; paste it under `{outcome.under}:`"
        yield outcome.witness


def _more(count: int, most: int | None, where: str = "--out FILE / --json") -> Iterator[str]:
    if most is not None and count > most:
        yield f"… and {count - most} more: {where}"


def _counts(report: Report) -> Iterator[str]:
    if report.failing:
        yield f"{len(report.failing)} cases already fail: fix them, or the document, first"
        return
    counts = ", ".join(f"{kind} {killed}/{all_}" for kind, (killed, all_) in report.counts.items() if all_)
    fates = [outcome.fate for outcome in report.survivors]
    rest = "".join(f", {fates.count(fate)} {fate}" for fate in dict.fromkeys(fates))
    killed = f"{report.killed} of {len(report.outcomes)} mutants killed ({report.rate:.1%})"
    yield f"{report.policy.id}: {killed}{rest}"
    yield f"  {counts}"


def _leaves(leaves: tuple[LeafSeen, ...], every: bool) -> Iterator[str]:
    unseen = [leaf for leaf in leaves if leaf.unseen]
    yield f"leaves: {len(leaves) - len(unseen)} of {len(leaves)} seen yes, no and unknown"
    for leaf in leaves if every else unseen[:SHOWN]:
        if every:
            seen = ", ".join(f"{value}: {getattr(leaf, value) or '—'}" for value in ("yes", "no", "unknown"))
            yield f"  {leaf.where}: {leaf.leaf}  ({seen})"
        else:
            yield f"  {leaf.where}: {leaf.leaf}  never {', never '.join(leaf.unseen)}"
    yield from _more(len(unseen), None if every else SHOWN, "--coverage")


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
        "clauses": [
            {"where": where, "mutants": len(outcomes), "killed": sum(each.fate == "killed" for each in outcomes)}
            for where, outcomes in _by_clause(report).items()
        ],
        "failing": [
            {"case": case.name, "file": str(file.path), "line": line(case.location), "mismatches": plain_data(wrong)}
            for file, case, wrong in report.failing
        ],
        "outcomes": [
            {name: getattr(outcome, name) for name in ("fate", "by", "why", "witness")}
            | {"mutant": outcome.mutant.name, "kind": outcome.mutant.kind, "where": outcome.mutant.where}
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
