"""``liushou coverage``: what of the documents' texts is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, Only, Policies, Sources, known_documents, rules_of, show
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

    rules = rules_of(policies)
    known_documents(only, rules)
    covered = run(rules, sources, only)
    show(json, lambda: _data(covered), lambda: (line for document in covered for line in (*_lines(document), "")))
    return FINDINGS if any(document.findings or (strict and document.untouched) for document in covered) else DONE


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

    yield f"{document.policy} {document.number}"
    numbered = sum(document.numbered.values())
    parts = " + ".join(f"{part} {count}" for part, count in document.numbered.items())
    annex = f", {document.annex} annex items 附件" if document.annex else ""
    outside = document.clauses - document.annex - numbered
    yield f"  clauses 条款     {numbered} numbered ({parts}){annex}, {outside} outside"
    sentences = ", ".join(f"{_ACCOUNTS[name]} {count}" for name, count in document.sentences.items())
    yield f"  sentences 句     {sum(document.sentences.values())}: {sentences}"
    yield f"  measures 措施    {document.measures}: {counts(document.forces, FORCE_WORDS)}"
    yield f"                   {counts(document.reaches, {'individual': '到人', 'collective': '不到人'})}"
    yield f"  context 其他     {counts(document.contexts, CONTEXT_WORDS)}"
    for title, entries in (("readings 理解    ", document.readings), ("residual 待定    ", document.residuals)):
        yield f"  {title}{len(entries)}"
        yield from (f"    {at} {name}: {words}" for at, name, words in entries)
    yield f"  untouched 分句   {len(document.untouched)} of {document.pieces}"
    yield from (f"    {part.clause} {part.file}:{part.line}: {part.text}" for part in document.untouched)
    yield from (finding.format(language()) for finding in document.findings)


_ACCOUNTS = {"measure": "by a measure", "context": "by context", "repeats": "repeating the body", "nobody": "by nobody"}
