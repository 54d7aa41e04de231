"""``liushou verify``: the documents' YAML files against their full texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from .common import FINDINGS, Json, Policies, guarded, print_json, rules_of
from .language import language

Sources = Annotated[
    Path, typer.Option("--sources", metavar="DIR", help="The folder with the full texts (全文), one .txt per document.")
]
Only = Annotated[list[str], typer.Option("--document", metavar="ID", help="Only this document (may be repeated).")]
_COUNTED = ("policy", "number", "file", "text", "clauses", "quotes", "offices")


@guarded
def verify(
    sources: Sources,
    policies: Policies = [],  # noqa: B006
    only: Only = [],  # noqa: B006
    as_json: Json = False,
    write_hashes: Annotated[
        bool, typer.Option("--write-hashes", help="First write the hash of every clause into texts.lock.yaml.")
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
    checked = run(rules, sources, only)
    if as_json:
        print_json(
            {
                "documents": [
                    {name: getattr(document, name) for name in _COUNTED} | {"findings": len(document.findings)}
                    for document in checked
                ],
                "findings": [finding.data() for document in checked for finding in document.findings],
            }
        )
    else:
        for finding in (finding for document in checked for finding in document.findings):
            typer.echo(finding.format(language()) + "\n")
        for document in checked:
            verdict = f"{len(document.findings)} findings" if document.findings else "clean"
            typer.echo(
                f"{document.policy} {document.number}: {verdict} ({document.clauses} clauses 条款, "
                f"{document.quotes} quotes 引文, {document.offices} offices 单位)"
            )
    if any(document.findings for document in checked):
        raise typer.Exit(FINDINGS)


def known_documents(names: Iterable[str], policies: Mapping[str, object]) -> None:
    """Raise :class:`~liushou.InputError` for every document that was asked for and does not exist."""
    from ..problems import InputError, unknown_name

    problems = [unknown_name("document", name, policies) for name in names if name not in policies]
    if problems:
        raise InputError(problems)
