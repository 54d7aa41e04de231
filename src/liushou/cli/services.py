"""``liushou services``: the services that the documents give."""

from __future__ import annotations

from .common import Json, Policies, rules_of, show
from .terminal import table


def services(policies: Policies, json: Json = False) -> None:
    """List the services: id, Chinese title, documents that offer them, whether open to everyone."""
    rules = rules_of(policies)
    offered: dict[str, dict[str, None]] = {}
    for policy in rules.policies.values():
        for _, measure in policy.measures():
            if measure.individual:
                offered.setdefault(measure.name, {})[policy.id] = None
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
