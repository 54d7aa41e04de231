"""``liushou laws``: laws about the rules, proved for every document that is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, On, Policies, day, guarded, print_json, rules_of
from .verify import known_documents

if TYPE_CHECKING:
    from ..documents import Rules
    from ..proof.laws import Law, Ruling


@guarded
def laws(
    documents: Annotated[
        list[str], typer.Argument(metavar="[DOCUMENT…]", help="Documents to judge, such as fengdu; all if none.")
    ] = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    on: On = None,
    json: Json = False,
) -> None:
    """Prove the laws of the rules (规则的通则), or show who breaks them."""
    from ..proof.laws import LAWS
    from ..proof.laws import laws as prove

    rules, when = rules_of(policies), day(on)
    known_documents(documents, rules.policies)
    rulings = tuple(prove(rules, when, documents=documents or None))
    if json:
        print_json(
            {
                "on": when.isoformat(),
                "laws": [{"id": law.id, "statement": law.statement, "chinese": law.chinese} for law in LAWS],
                "rulings": [ruling.to_dict() for ruling in rulings],
            }
        )
    else:
        for law in LAWS:
            _print(law, [ruling for ruling in rulings if ruling.law is law], rules)
    raise typer.Exit(DONE if all(ruling.holds for ruling in rulings) else FINDINGS)


def _print(law: Law, rulings: list[Ruling], rules: Rules) -> None:
    typer.echo(f"{law.id}: {law.statement} ({law.chinese})")
    proved = [ruling for ruling in rulings if ruling.outcome == "proved"]
    if proved:
        typer.echo(f"  proved (已证明): {len(proved)} of {len(rulings)}")
    for name in dict.fromkeys(ruling.policy for ruling in proved):
        subjects = [ruling.subject for ruling in proved if ruling.policy == name]
        typer.echo(f"    {name}: {', '.join(subjects)}")
    for ruling in rulings:
        if ruling.outcome != "proved":
            _print_ruling(ruling, rules)
    typer.echo("")


def _print_ruling(ruling: Ruling, rules: Rules) -> None:
    from ..proof import one_line

    words = {
        "proved_except": "proved, but for what a text says (已证明，原文另有规定的除外)",
        "broken": "BROKEN (不成立)",
        "undecided": "not decided (未能判定)",
    }
    typer.echo(f"  {words[ruling.outcome]}: {ruling.policy} {ruling.subject}")
    for ruled in ruling.exceptions:
        names = "、".join(rules.facts[name].title for name in ruled.facts)
        typer.echo(f"    {names}: {rules.facts[ruled.place_fact].title}")
        for code, source in ruled.places:
            typer.echo(f"      {code}: {source}")
    if ruling.witness is not None:
        typer.echo(f"    witness: {one_line(ruling.witness)}")
    if ruling.harder is not None:
        changed = {name: value for name, value in ruling.harder.items() if (ruling.witness or {}).get(name) != value}
        typer.echo(f"    no longer has it with: {one_line(changed)}")
    if ruling.reason is not None:
        typer.echo(f"    reason: {ruling.reason}")
