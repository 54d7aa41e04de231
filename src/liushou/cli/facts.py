"""``liushou facts``: what can be known about a woman."""

from __future__ import annotations

from .common import Json, Policies, guarded, print_json, rules_of


@guarded
def facts(policies: Policies = [], json: Json = False) -> None:  # noqa: B006
    """List the facts (事实) that can be asked: type, unit, question, and who can settle it."""
    from ..answer import SETTLER_WORDS
    from .table import print_table

    known = rules_of(policies).facts.values()
    if json:
        print_json(
            [
                {
                    "fact": fact.name,
                    "title": fact.title,
                    "type": fact.kind,
                    "unit": fact.unit,
                    "values": fact.expected,
                    "choices": dict(fact.choices),
                    "ask": fact.ask,
                    "settled_by": fact.settled_by,
                    "office": fact.office,
                    "place": fact.place,
                    "need": fact.need,
                }
                for fact in known
            ]
        )
        return
    settlers = [SETTLER_WORDS[fact.settled_by].word + (f"：{fact.office}" if fact.office else "") for fact in known]
    print_table(
        ("fact", "名称 title", "类型 type", "单位 unit", "由谁确定 settled by", "问题 question"),
        [
            (fact.name, fact.title, fact.kind, fact.unit or "", settler, fact.ask)
            for fact, settler in zip(known, settlers, strict=True)
        ],
    )
