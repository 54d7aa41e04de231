"""``liushou coverage``: what of the documents' texts is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, Only, Policies, Sources, concerned, rules_and_documents, show
from .language import language

if TYPE_CHECKING:
    from ..texts import Coverage


def coverage(
    sources: Sources,
    policies: Policies,
    only: Only,
    strict: Annotated[bool, typer.Option("--strict")] = False,
    json: Json = False,
) -> int:
    """Count what of the full texts is a measure, context, or not accounted for."""
    from ..texts import coverage as run

    rules, only = rules_and_documents(policies, only)
    covered = concerned(run(rules, sources, only), policies, only, _about)
    show(json, lambda: _data(covered), lambda: (line for document in covered for line in (*_lines(document), "")))
    return FINDINGS if any(document.findings or (strict and document.untouched) for document in covered) else DONE


def _about(document: Coverage) -> tuple[str, str, str, object]:
    return document.policy.id, document.policy.number, document.policy.file, document.source


def _data(covered: Iterable[Coverage]) -> dict[str, object]:
    return {
        "documents": [document.data() for document in covered],
        "findings": sum(len(document.findings) for document in covered),
        "untouched": sum(len(document.untouched) for document in covered),
    }


def _lines(document: Coverage) -> Iterator[str]:
    from ..documents import CONTEXT_WORDS, FORCE_WORDS

    def counts(numbers: Mapping[str, int], words: dict[str, str]) -> str:
        return ", ".join(f"{words.get(name, name)} {name} {count}" for name, count in numbers.items())

    data = document.data()
    clauses, measures = data["clauses"], data["measures"]
    yield f"{data['policy']} {data['number']}"
    parts = " + ".join(f"{part} {count}" for part, count in clauses["by_part"].items())
    annex = f", {clauses['annex']} annex items 附件" if clauses["annex"] else ""
    outside = clauses["all"] - clauses["annex"] - clauses["numbered"]
    yield f"  clauses 条款     {clauses['numbered']} numbered ({parts}){annex}, {outside} outside"
    sentences = ", ".join(f"{_ACCOUNTS[name]} {count}" for name, count in document.sentences.items())
    yield f"  sentences 句     {data['sentences']['all']}: {sentences}"
    yield f"  measures 措施    {measures['all']}: {counts(measures['force'], FORCE_WORDS)}"
    yield f"                   {counts(measures['reach'], {'individual': '到人', 'collective': '不到人'})}"
    context = {kind: count for kind, count in data["context"].items() if kind != "all"}
    yield f"  context 其他     {counts(context, CONTEXT_WORDS)}"
    for title, key in (("readings 理解    ", "reading"), ("residual 待定    ", "residual")):
        yield f"  {title}{len(data[f'{key}s'])}"
        yield from (f"    {entry['clause']} {entry['name']}: {entry[key]}" for entry in data[f"{key}s"])
    yield f"  untouched 分句   {len(document.untouched)} of {document.pieces}"
    yield from (f"    {part.clause} {part.file}:{part.line}: {part.text}" for part in document.untouched)
    yield from (finding.format(language()) for finding in document.findings)


_ACCOUNTS = {"measure": "by a measure", "context": "by context", "repeats": "repeating the body", "nobody": "by nobody"}
