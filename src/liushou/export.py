"""The documents as rules for other engines."""

from datetime import date
from pathlib import Path
from typing import Any

from .documents import PlacesFile, Rules
from .matcher import Matcher
from .places import lies_in
from .problems import Code, InputError, Phrase, Problem, unknown_name
from .profile import Profile
from .rules.durable import beside, messages, rulesets_of

ENGINES = ("durable", "javascript")

#: How a host of durable_rules uses what is exported, one step a line.
HOW = Path(__file__).with_name("rules") / "durable" / "how.txt"


def durable_export(
    rules: Rules, *, on: date, policy: str | None = None, place: str | None = None, places: PlacesFile | None = None
) -> dict[str, Any]:
    """The rulesets of one document, or of all documents of a place, for hosts of durable_rules.

    ``policy`` alone stands in its own place. Raises :class:`~liushou.InputError` where
    neither is given, for an unknown document, and for one that does not apply there and then.
    """
    if policy is not None and policy not in rules.policies:
        raise InputError(unknown_name("document", policy, rules.policies))
    if place is None:
        if policy is None:
            raise InputError(Problem(Code.NOTHING_TO_EXPORT))
        place = rules.policies[policy].place
    matcher = Matcher(place=place, on=on, rules=rules, places=places)
    chosen = {document.id: document for document in matcher.policies if policy in (None, document.id)}
    if policy is not None and not chosen:
        document = rules.policies[policy]
        inside = lies_in(matcher.place.code, document.place)
        why = Phrase("issued-on" if inside else "document-of", day=document.issued, place=document.place)
        texts: dict[str, Any] = {"place": matcher.place.code, "on": matcher.on, "reason": why}
        raise InputError(Problem(Code.DOES_NOT_APPLY, subject=policy, **texts))
    services = {
        name: pairs
        for name, measures in matcher.applicable.items()
        if (pairs := [measure.pair for measure in measures if measure.policy.id in chosen])
    }
    definitions = {name: document.definition.condition for name, document in chosen.items()}
    rulesets = rulesets_of(definitions, services, rules.facts)
    here = matcher.situation(Profile())
    return {
        "engine": "durable_rules 2.0.28",
        "place": {"code": matcher.place.code, "name": matcher.place.name},
        "on": matcher.on.isoformat(),
        "rules": {"version": rules.version, "sha256": rules.sha256},
        "policies": [{"id": document.id, "number": document.number} for document in chosen.values()],
        "how": HOW.read_text(encoding="utf-8").splitlines(),
        "open": {"opened": 1},
        "place_facts": messages(rulesets, here),
        "beside": {name: fields for name in rulesets.facts if (fields := beside(rulesets, name, here))},
        **rulesets.to_data(),
    }
