"""``liushou services``: the services that the documents give."""

from __future__ import annotations

from .common import Json, Policies, guarded, print_json, rules_of


@guarded
def services(policies: Policies = [], json: Json = False) -> None:  # noqa: B006
    """List the services (服务): id, Chinese title, documents that offer them, whether open to everyone."""
    from .table import print_table

    rules = rules_of(policies)
    offered: dict[str, list[str]] = {}
    for policy in rules.policies.values():
        for _, measure in policy.measures():
            if measure.individual and policy.id not in offered.setdefault(measure.name, []):
                offered[measure.name].append(policy.id)
    rows = [
        {
            "id": service.id,
            "title": service.title,
            "about": service.about,
            "open_to": "everyone" if service.open_to_everyone else "left_behind",
            "policies": offered.get(service.id, []),
        }
        for service in rules.services.values()
    ]
    if json:
        print_json(rows)
        return
    words = {"everyone": "不限留守妇女", "left_behind": ""}
    print_table(
        ("id", "服务 service", "对象 open to", "文件 policies"),
        [(row["id"], row["title"], words[str(row["open_to"])], ", ".join(row["policies"])) for row in rows],
    )
