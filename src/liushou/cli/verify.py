"""``liushou verify``: the documents' YAML files against their full texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import BAD_INPUT, FINDINGS, Json, Policies, guarded, print_json, rules_of

Sources = Annotated[
    Path, typer.Option("--sources", metavar="DIR", help="The folder with the full texts (全文), one .txt a document.")
]
Only = Annotated[list[str], typer.Option("--document", metavar="ID", help="Only this document (may be repeated).")]


@guarded
def verify(
    sources: Sources,
    policies: Policies = [],  # noqa: B006
    only: Only = [],  # noqa: B006
    as_json: Json = False,
    write_hashes: Annotated[
        bool, typer.Option("--write-hashes", hidden=True, help="Fill in sha256 of every clause first.")
    ] = False,
) -> None:
    """Prove every citation (引文) of the documents against their full texts."""
    from ..texts import verify as run

    rules = rules_of(policies)
    known_documents(only, rules.policies)
    if write_hashes:
        from ..texts import find_texts
        from ..texts import write_hashes as write

        chosen = [policy for policy in rules.policies.values() if not only or policy.id in only]
        texts = find_texts(sources, chosen)
        for policy in chosen:
            source = texts[policy.id].source
            if source is not None:
                changed = write(policy, source)
                typer.echo(f"{policy.file}: {changed} hashes written", err=True)
        from ..documents import read_rules

        fresh, problems = read_rules([str(path) for path in policies], [])
        if fresh is None:
            from ..problems import InputError

            raise InputError(problems)
        rules = fresh
    checked = run(rules, sources, only)
    if as_json:
        print_json(
            {
                "documents": [
                    {
                        "policy": one.policy, "number": one.number, "file": one.file, "text": one.text,
                        "clauses": one.clauses, "quotes": one.quotes, "offices": one.offices,
                        "findings": len(one.findings),
                    }
                    for one in checked
                ],
                "findings": [finding.data() for one in checked for finding in one.findings],
            }
        )  # fmt: skip
    else:
        for one in checked:
            for finding in one.findings:
                typer.echo(finding.format())
                typer.echo()
        for one in checked:
            verdict = f"{len(one.findings)} findings" if one.findings else "clean"
            typer.echo(
                f"{one.policy} {one.number}: {verdict} "
                f"({one.clauses} clauses 条款, {one.quotes} quotes 引文, {one.offices} offices 单位)"
            )
    if any(one.findings for one in checked):
        raise typer.Exit(FINDINGS)


def known_documents(only: list[str], policies: object) -> None:
    """Stop with exit code 2 where a document that was asked for does not exist."""
    from ..problems import Problem, closest
    from .common import fail

    names = list(policies) if isinstance(policies, dict) else []
    wrong = [
        Problem(f"unknown document `{name}`", None, ", ".join(names), closest(name, names), "unknown-name")
        for name in only
        if name not in names
    ]
    if wrong:
        fail(wrong)
        raise typer.Exit(BAD_INPUT)
