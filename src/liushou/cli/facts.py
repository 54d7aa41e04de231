"""``liushou facts``: what can be known about a woman."""

from __future__ import annotations

from .common import Json, Policies, rules_of, show
from .terminal import table

#: Keys of the JSON that are called as in facts.yaml.
_SAME = ("title", "unit", "ask", "settled_by", "office", "place", "need")


def facts(policies: Policies, json: Json = False) -> None:
    """List the facts that can be asked: type, unit, question, and who can settle it."""
    from ..answer import SETTLER_WORDS

    known = rules_of(policies).facts.values()
    rows = [
        {"fact": fact.name, "type": fact.kind, "values": fact.expected, "choices": dict(fact.choices)}
        | {name: getattr(fact, name) for name in _SAME}
        for fact in known
    ]
    settlers = [SETTLER_WORDS[fact.settled_by].word + (f"：{fact.office}" if fact.office else "") for fact in known]
    heads = ("fact", "名称 title", "类型 type", "单位 unit", "由谁确定 settled by", "问题 question")
    cells = [
        (fact.name, fact.title, fact.kind, fact.unit or "", settler, fact.ask)
        for fact, settler in zip(known, settlers, strict=True)
    ]
    show(json, lambda: rows, lambda: table(heads, cells))
