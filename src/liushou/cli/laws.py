"""``liushou laws``: laws about the rules, proved for every document that is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ..values import grouped
from .common import DONE, FINDINGS, Json, On, Policies, day, rules_and_documents, show

if TYPE_CHECKING:
    from ..documents import Rules
    from ..proof.laws import Law, Ruling


def laws(
    documents: Annotated[list[str], typer.Argument(metavar="[DOCUMENT…]", default_factory=list, show_default=False)],
    policies: Policies,
    on: On = None,
    json: Json = False,
) -> int:
    """Prove the laws of the rules, or show who breaks them."""
    from ..proof.laws import LAWS
    from ..proof.laws import laws as prove

    rules, ids = rules_and_documents(policies, documents)
    when = day(on)
    rulings = tuple(prove(rules, when, documents=ids or None))
    data = {
        "on": when.isoformat(),
        "laws": [{"id": law.id, "statement": law.statement, "chinese": law.chinese} for law in LAWS],
        "rulings": [ruling.to_dict() for ruling in rulings],
    }
    show(json, lambda: data, lambda: (line for law in LAWS for line in _law(law, rulings, rules)))
    return DONE if all(ruling.holds for ruling in rulings) else FINDINGS


def _law(law: Law, every: tuple[Ruling, ...], rules: Rules) -> Iterator[str]:
    rulings = [ruling for ruling in every if ruling.law is law]
    proved = grouped((ruling.policy, ruling.subject) for ruling in rulings if ruling.outcome == "proved")
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
