"""``liushou verify``, ``coverage`` and ``docs``: documents and laws beside their full texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, On, Only, Policies, Sources, day, known_documents, rules_of, show
from .language import language

if TYPE_CHECKING:
    from ..texts import Checked, Coverage, Source

_COUNTED = ("policy", "number", "file", "text", "clauses", "quotes", "offices")
_ACCOUNTS = {"measure": "by a measure", "context": "by context", "repeats": "repeating the body", "nobody": "by nobody"}


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

    rules = rules_of(policies)
    known_documents(only, rules)
    if write_hashes:
        chosen = [policy for policy in rules.policies.values() if not only or policy.id in only]
        texts = find_texts(sources, chosen)
        for policy in chosen:
            source = texts[policy.id].source
            if source is not None:
                typer.echo(f"{policy.file}: {write(policy, source)} hashes written", err=True)
        laws = {} if only else find_laws(sources, rules)
        changed = write_law_hashes((rules.references[name], law.source) for name, law in laws.items() if law.source)
        if laws:
            typer.echo(f"laws: {changed} hashes written", err=True)
    checked = run(rules, sources, only)
    show(json, lambda: _data(checked), lambda: _lines(checked))
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


def _lines(checked: Sequence[Checked]) -> Iterator[str]:
    for text in checked:
        yield from (finding.format(language()) + "\n" for finding in text.findings)
    for text in checked:
        verdict = f"{len(text.findings)} findings" if text.findings else "clean"
        offices = "" if text.law else f", {text.offices} offices 单位"
        counts = f"{text.clauses} clauses 条款, {text.quotes} quotes 引文{offices}"
        yield f"{' '.join(dict.fromkeys((text.policy, text.number)))}: {verdict} ({counts})"


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
    show(json, lambda: _counts(covered), lambda: (line for document in covered for line in (*_page(document), "")))
    return FINDINGS if any(document.findings or (strict and document.untouched) for document in covered) else DONE


def _counts(covered: Iterable[Coverage]) -> dict[str, object]:
    return {
        "documents": [document.data() for document in covered],
        "findings": sum(len(document.findings) for document in covered),
        "untouched": sum(len(document.untouched) for document in covered),
    }


def _page(document: Coverage) -> Iterator[str]:
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


def docs(
    out: Annotated[Path, typer.Option("--out", metavar="DIR")],
    policies: Policies,
    sources: Annotated[Path | None, typer.Option("--sources", metavar="DIR")] = None,
    on: On = None,
) -> None:
    """Render each document as pages: the text on the left, the rule on the right."""
    from ..report import render_docs, write_docs
    from ..texts import find_texts

    rules = rules_of(policies)
    texts: dict[str, Source] = {}
    if sources is not None:
        for name, text in find_texts(sources, rules.policies.values()).items():
            if text.source is not None:
                texts[name] = text.source
            elif text.problem is not None:
                typer.echo(f"note: {text.problem.format(language())}", err=True)
    written = write_docs(render_docs(rules, day(on), texts), out)
    typer.echo(f"{len(written)} pages in {out} (begin with index.html)")
