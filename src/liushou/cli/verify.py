"""``liushou verify``: the documents' YAML files against their full texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, Only, Policies, Sources, known_documents, rules_of, show
from .language import language

if TYPE_CHECKING:
    from ..texts import Checked

_COUNTED = ("policy", "number", "file", "text", "clauses", "quotes", "offices")


def verify(
    sources: Sources,
    policies: Policies,
    only: Only,
    json: Json = False,
    write_hashes: Annotated[bool, typer.Option("--write-hashes")] = False,
) -> int:
    """Prove every citation of the documents against their full texts."""
    from ..texts import find_texts
    from ..texts import verify as run
    from ..texts import write_hashes as write

    rules = rules_of(policies)
    known_documents(only, rules)
    if write_hashes:
        chosen = [policy for policy in rules.policies.values() if not only or policy.id in only]
        texts = find_texts(sources, chosen)
        for policy in chosen:
            source = texts[policy.id].source
            if source is not None:
                typer.echo(f"{policy.file}: {write(policy, source)} hashes written", err=True)
    checked = run(rules, sources, only)
    show(json, lambda: _data(checked), lambda: _lines(checked))
    return FINDINGS if any(document.findings for document in checked) else DONE


def _data(checked: Sequence[Checked]) -> dict[str, object]:
    documents = [{name: getattr(document, name) for name in _COUNTED} for document in checked]
    return {
        "documents": [
            data | {"findings": len(document.findings)} for data, document in zip(documents, checked, strict=True)
        ],
        "findings": [finding.data() for document in checked for finding in document.findings],
    }


def _lines(checked: Sequence[Checked]) -> Iterator[str]:
    for document in checked:
        yield from (finding.format(language()) + "\n" for finding in document.findings)
    for document in checked:
        verdict = f"{len(document.findings)} findings" if document.findings else "clean"
        counts = f"{document.clauses} clauses 条款, {document.quotes} quotes 引文, {document.offices} offices 单位"
        yield f"{document.policy} {document.number}: {verdict} ({counts})"
