"""``liushou verify``: the documents' YAML files, and the laws that the registers cite, against their full texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, Only, Policies, Sources, concerned, echo, rules_and_documents, show
from .language import in_words, language

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
    """Prove every citation of the documents and of laws against their full texts."""
    from ..texts import find_laws, find_texts, write_law_hashes
    from ..texts import verify as run
    from ..texts import write_hashes as write

    rules, only = rules_and_documents(policies, only)
    if write_hashes:
        chosen = [policy for policy in rules.policies.values() if not only or policy.id in only]
        texts = find_texts(sources, chosen)
        for policy in chosen:
            source = texts[policy.id].source
            if source is not None:
                echo(f"{policy.file}: {write(policy, source)} hashes written", err=True)
        laws = {} if only else find_laws(sources, rules)
        changed = write_law_hashes((rules.references[name], law.source) for name, law in laws.items() if law.source)
        if laws:
            echo(f"laws: {changed} hashes written", err=True)
    compared = run(rules, sources, only)
    checked = concerned(compared, policies, only, lambda text: (text.policy, text.number, text.file, text.text))
    left_out = len(compared) - len(checked)
    noted = {"not_compared": left_out} if policies else {}
    show(json, lambda: {**_data(checked), **noted}, lambda: _lines(checked, left_out, sources))
    return FINDINGS if any(document.findings for document in checked) else DONE


def _data(checked: Sequence[Checked]) -> dict[str, object]:
    rows = [
        (text.law, {name: getattr(text, name) for name in _COUNTED} | {"findings": len(text.findings)})
        for text in checked
    ]
    return {
        "documents": [row for law, row in rows if not law],
        "laws": [row for law, row in rows if law],
        "findings": [finding.data() for text in checked for finding in text.findings],
    }


def _lines(checked: Sequence[Checked], left_out: int, sources: Path) -> Iterator[str]:
    for text in checked:
        yield from (finding.format(language()) + "\n" for finding in text.findings)
    for text in checked:
        verdict = f"{len(text.findings)} findings" if text.findings else "clean"
        offices = "" if text.law else f", {text.offices} offices 单位"
        counts = f"{text.clauses} clauses 条款, {text.quotes} quotes 引文{offices}"
        yield f"{' '.join(dict.fromkeys((text.policy, text.number)))}: {verdict} ({counts})"
    if left_out:
        yield in_words("not-compared", count=left_out, folder=sources)
