"""``liushou policies``, ``services``, ``facts``: what there is."""

from ..values import grouped
from .common import Json, Policies, rules_of, show, table

#: Keys of the JSON that are called as in the files.
_OF_A_POLICY = ("id", "number", "title", "place", "implements", "issuers", "file")
_OF_A_FACT = ("title", "unit", "ask", "settled_by", "office", "place", "need")


def policies(policies: Policies, json: Json = False) -> None:
    """List the documents: number, date, place, clauses and measures."""
    from ..places import place_of_code

    rows = []
    for policy in rules_of(policies).policies.values():
        measures = [measure for _, measure in policy.measures()]
        individual = sum(measure.individual for measure in measures)
        rows.append(
            {
                **{name: getattr(policy, name) for name in _OF_A_POLICY},
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


def services(policies: Policies, json: Json = False) -> None:
    """List the services: id, Chinese title, documents that offer them, whether open to everyone."""
    rules = rules_of(policies)
    measures = ((policy.id, measure) for policy in rules.policies.values() for _, measure in policy.measures())
    by_service = grouped((measure.name, policy) for policy, measure in measures if measure.individual)
    offered = {name: tuple(dict.fromkeys(policies)) for name, policies in by_service.items()}
    rows = [
        {
            "id": service.id,
            "title": service.title,
            "about": service.about,
            "open_to": "everyone" if service.open_to_everyone else "left_behind",
            "policies": list(offered.get(service.id, ())),
        }
        for service in rules.services.values()
    ]
    heads = ("id", "服务 service", "对象 open to", "文件 policies")
    cells = [
        (entry.id, entry.title, "不限留守妇女" if entry.open_to_everyone else "", ", ".join(offered.get(entry.id, ())))
        for entry in rules.services.values()
    ]
    show(json, lambda: rows, lambda: table(heads, cells))


def facts(policies: Policies, json: Json = False) -> None:
    """List the facts that can be asked: type, unit, question, and who can settle it."""
    from ..answer import SETTLER_WORDS

    known = rules_of(policies).facts.values()
    rows = [
        {"fact": fact.name, "type": fact.kind, "values": fact.expected, "choices": dict(fact.choices)}
        | {name: getattr(fact, name) for name in _OF_A_FACT}
        for fact in known
    ]
    settlers = [SETTLER_WORDS[fact.settled_by].word + (f"：{fact.office}" if fact.office else "") for fact in known]
    heads = ("fact", "名称 title", "类型 type", "单位 unit", "由谁确定 settled by", "问题 question")
    cells = [
        (fact.name, fact.title, fact.kind, fact.unit or "", settler, fact.ask)
        for fact, settler in zip(known, settlers, strict=True)
    ]
    show(json, lambda: rows, lambda: table(heads, cells))
