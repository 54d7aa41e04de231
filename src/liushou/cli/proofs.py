"""``liushou lint``, ``laws`` and ``mutate``: what is proved of the rules, and whether the cases test them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import DONE, FINDINGS, Json, On, Policies, day, known_documents, progress, rules_of, show
from .language import language

if TYPE_CHECKING:
    from ..documents import Rules
    from ..problems import Location
    from ..proof.laws import Law, Ruling
    from ..proof.lint import Report as Linted
    from ..proof.mutate import LeafSeen, Report

Files = Annotated[list[Path], typer.Argument(metavar="[FILE…]", default_factory=list, show_default=False)]


def lint(
    files: Files,
    policies: Policies,
    on: On = None,
    explained: Annotated[bool, typer.Option("--explained")] = False,
    json: Json = False,
) -> int:
    """Find conditions that are never or always met, conflicting measures, gaps, unused names."""
    from ..proof.lint import lint as run

    with progress(not json) as step:
        report = run(day(on), files=files, policies=policies, step=step)
    show(json, lambda: report.to_dict(language()), lambda: _findings(report, explained))
    return FINDINGS if report.failed else DONE


def _findings(report: Linted, explained: bool) -> Iterator[str]:
    for finding in (*report.findings, *(report.explained if explained else ())):
        yield finding.format(language()) + "\n"
    numbers = Counter[str](finding.severity for finding in report.findings)
    kinds = [kind for kind in ("error", "warning", "note") if numbers[kind]]
    counts = [f"{numbers[kind]} {kind}{'s' if numbers[kind] > 1 else ''}" for kind in kinds]
    line = ", ".join(counts) or "no findings (没有发现问题)"
    if report.explained:
        line += f"; {len(report.explained)} explained (已说明)" + ("" if explained else ", shown with --explained")
    yield line


def laws(
    documents: Annotated[list[str], typer.Argument(metavar="[DOCUMENT…]", default_factory=list, show_default=False)],
    policies: Policies,
    on: On = None,
    json: Json = False,
) -> int:
    """Prove the laws of the rules, or show who breaks them."""
    from ..proof.laws import LAWS
    from ..proof.laws import laws as prove

    rules, when = rules_of(policies), day(on)
    known_documents(documents, rules)
    rulings = tuple(prove(rules, when, documents=documents or None))
    data = {
        "on": when.isoformat(),
        "laws": [{"id": law.id, "statement": law.statement, "chinese": law.chinese} for law in LAWS],
        "rulings": [ruling.to_dict() for ruling in rulings],
    }
    show(json, lambda: data, lambda: (line for law in LAWS for line in _law(law, rulings, rules)))
    return DONE if all(ruling.holds for ruling in rulings) else FINDINGS


def _law(law: Law, every: tuple[Ruling, ...], rules: Rules) -> Iterator[str]:
    rulings = [ruling for ruling in every if ruling.law is law]
    proved: dict[str, list[str]] = {}
    for ruling in rulings:
        if ruling.outcome == "proved":
            proved.setdefault(ruling.policy, []).append(ruling.subject)
    yield f"{law.id}: {law.statement} ({law.chinese})"
    if proved:
        yield f"  proved (已证明): {sum(map(len, proved.values()))} of {len(rulings)}"
    yield from (f"    {name}: {', '.join(subjects)}" for name, subjects in proved.items())
    for ruling in rulings:
        if ruling.outcome != "proved":
            yield from _ruling(ruling, rules)
    yield ""


def _ruling(ruling: Ruling, rules: Rules) -> Iterator[str]:
    from ..proof import one_line

    words = {
        "proved_except": "proved, but for what a text says (已证明，原文另有规定的除外)",
        "broken": "BROKEN (不成立)",
        "undecided": "not decided (未能判定)",
    }
    yield f"  {words[ruling.outcome]}: {ruling.policy} {ruling.subject}"
    for ruled in ruling.exceptions:
        names = "、".join(rules.facts[name].title for name in ruled.facts)
        yield f"    {names}: {rules.facts[ruled.place_fact].title}"
        yield from (f"      {each['code']}: {each['source']}" for each in ruled.places)
    if ruling.witness is not None:
        yield f"    witness: {one_line(ruling.witness)}"
    if ruling.harder is not None:
        changed = {name: value for name, value in ruling.harder.items() if (ruling.witness or {}).get(name) != value}
        yield f"    no longer has it with: {one_line(changed)}"
    if ruling.reason is not None:
        yield f"    reason: {ruling.reason}"


def mutate(
    policy: Annotated[str, typer.Argument(metavar="POLICY")],
    cases: Annotated[Path, typer.Option("--cases", metavar="DIR")],
    policies: Policies,
    coverage: Annotated[bool, typer.Option("--coverage")] = False,
    json: Json = False,
) -> int:
    """Change one thing in a document at a time and see whether a case notices.

    Exit code 1 if a mutant survives that is neither proved equivalent nor explained, or if
    a case fails as it is.
    """
    from ..proof.mutate import mutate as run

    report = run(policy, cases, policies=policies)
    show(json, lambda: _mutation(report), lambda: _mutants(report, coverage))
    return DONE if report.clean else FINDINGS


def _mutants(report: Report, coverage: bool) -> Iterator[str]:
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


def _mutation(report: Report) -> dict[str, Any]:
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
