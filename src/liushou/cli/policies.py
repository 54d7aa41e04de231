"""``liushou policies``: the documents that are encoded."""

from __future__ import annotations

from .common import Json, Policies, rules_of, show
from .terminal import table

_SAME = ("id", "number", "title", "place", "implements", "issuers", "file")


def policies(policies: Policies, json: Json = False) -> None:
    """List the documents: number, date, place, clauses and measures."""
    from ..places import place_of_code

    rows = []
    for policy in rules_of(policies).policies.values():
        measures = [measure for _, measure in policy.measures()]
        individual = sum(measure.individual for measure in measures)
        rows.append(
            {
                **{name: getattr(policy, name) for name in _SAME},
                "issued": policy.issued.isoformat(),
                "place_name": place_of_code(policy.place).name,
                "clauses": len(policy.clauses),
                "individual_measures": individual,
                "collective_measures": len(measures) - individual,
            }
        )
    heads = ("文号 number", "印发 issued", "适用地 place", "标题 title", "条款 clauses", "到人 individual")
    keys = ("id", "number", "issued", "place", "title", "clauses", "individual_measures", "collective_measures")
    shown = [row | {"place": f"{row['place_name']} {row['place']}"} for row in rows]
    cells = [[row[key] for key in keys] for row in shown]
    show(json, lambda: rows, lambda: table(("id", *heads, "不到人 collective"), cells))
