"""``liushou coverage``: what of the documents' texts is accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import FINDINGS, Json, Policies, guarded, print_json, rules_of
from .verify import Only, Sources, known_documents

if TYPE_CHECKING:
    from ..texts import Coverage


@guarded
def coverage(
    sources: Sources,
    policies: Policies = [],  # noqa: B006
    only: Only = [],  # noqa: B006
    strict: Annotated[bool, typer.Option("--strict", help="A 分句 that no quote touches is a finding, too.")] = False,
    as_json: Json = False,
) -> None:
    """Count what of the full texts is a measure (措施), what context (背景), what nobody accounts for."""
    from ..texts import coverage as run

    rules = rules_of(policies)
    known_documents(only, rules.policies)
    covered = run(rules, sources, only)
    if as_json:
        print_json(
            {
                "documents": [one.data() for one in covered],
                "findings": sum(len(one.findings) for one in covered),
                "untouched": sum(len(one.untouched) for one in covered),
            }
        )
    else:
        for one in covered:
            typer.echo("\n".join(_lines(one)))
            typer.echo()
    if any(one.findings or (strict and one.untouched) for one in covered):
        raise typer.Exit(FINDINGS)


def _lines(one: Coverage) -> list[str]:
    from ..documents import CONTEXT_WORDS, FORCE_WORDS

    def counts(pairs: tuple[tuple[str, int], ...], words: dict[str, str]) -> str:
        return ", ".join(f"{words.get(name, name)} {name} {count}" for name, count in pairs)

    numbered = " + ".join(f"{part} {count}" for part, count in one.numbered)
    lines = [
        f"{one.policy} {one.number}",
        f"  clauses 条款     {sum(count for _, count in one.numbered)} numbered ({numbered})"
        + (f", {one.annex} annex items 附件" if one.annex else "")
        + f", {one.clauses - one.annex - sum(count for _, count in one.numbered)} outside",
        f"  sentences 句     {sum(count for _, count in one.sentences)}: "
        + ", ".join(f"{_ACCOUNTS[name]} {count}" for name, count in one.sentences),
        f"  measures 措施    {one.measures}: {counts(one.forces, FORCE_WORDS)}",
        f"                   {counts(one.reaches, {'individual': '到人', 'collective': '不到人'})}",
        f"  context 其他     {counts(one.contexts, CONTEXT_WORDS)}",
        f"  readings 理解    {len(one.readings)}",
        *(f"    {at} {name}: {words}" for at, name, words in one.readings),
        f"  residual 待定    {len(one.residuals)}",
        *(f"    {at} {name}: {words}" for at, name, words in one.residuals),
        f"  untouched 分句   {len(one.untouched)} of {one.pieces}",
        *(f"    {part.clause} {part.file}:{part.line}: {part.text}" for part in one.untouched),
    ]
    for finding in one.findings:
        lines.append(finding.format())
    return lines


_ACCOUNTS = {"measure": "by a measure", "context": "by context", "repeats": "repeating the body", "nobody": "by nobody"}
