"""``liushou facts``: what can be known about a woman."""

from __future__ import annotations

from .common import Json, Policies, guarded, print_json, rules_of


@guarded
def facts(policies: Policies = [], json: Json = False) -> None:  # noqa: B006
    """List what can be asked: type, unit, the question, and who can settle it."""
    from .table import print_table

    rows = [
        {
            "fact": fact.name, "title": fact.title, "type": fact.kind, "unit": fact.unit,
            "values": fact.expected, "choices": dict(fact.choices), "ask": fact.ask,
            "settled_by": fact.settled_by, "office": fact.office, "place": fact.place, "need": fact.need,
        }
        for fact in rules_of(policies).facts.values()
    ]  # fmt: skip
    if json:
        print_json(rows)
        return
    settled = {"herself": "本人", "certificate": "证件", "authority": "部门"}
    print_table(
        ("fact", "名称 title", "类型 type", "单位 unit", "由谁确定 settled by", "问题 question"),
        [
            (row["fact"], row["title"], row["type"], row["unit"] or "",
             settled[str(row["settled_by"])] + (f"：{row['office']}" if row["office"] else ""), row["ask"])
            for row in rows
        ],
    )  # fmt: skip
