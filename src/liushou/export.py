"""The documents as rules for other engines."""

from __future__ import annotations

from datetime import date
from typing import Any

from .documents import PlacesFile, Rules
from .matcher import Matcher
from .places import lies_in
from .problems import Code, InputError, Phrase, Problem, unknown_name
from .profile import Profile
from .rules.durable import beside, messages, rulesets_of

ENGINES = ("durable",)

_HOW = (
    "Register every ruleset. The action of a rule is named by its `run`, `NODE 1` or `NODE 0`: it asserts "
    '{"NODE__holds": 1 or 0} as a fact in every ruleset that reads that field, unless NODE was concluded before.',
    "Ask about one woman in a session of her own (sid), opened in each ruleset with the message of `open`, and "
    "delete the session afterwards.",
    "Assert one message for each known fact, and none for an unknown one: {FACT__is: 1 or 0, or the word of a "
    "choice}; {FACT__low: …, FACT__high: …} for numbers and dates (days since 1970-01-01; a date is cut at `on`), "
    "without the side that is open, together with the fields of `beside` for that fact; {FACT__na: 1} for a fact "
    "that is not applicable because another one is given. `age` is in full years on the day `on`. What facts imply "
    "of each other is in the rules.",
    "Assert the messages of `place_facts` for the facts that she does not state herself: what the place knows, or "
    "{FACT__open: 1} where it counts that nothing is known.",
    "An output holds where its field was concluded with the value of `is`, does not hold where it was concluded "
    "with the other one, and is unknown where nothing was concluded.",
)


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
        "how": list(_HOW),
        "open": {"opened": 1},
        "place_facts": messages(rulesets, here),
        "beside": {name: fields for name in rulesets.facts if (fields := beside(rulesets, name, here))},
        **rulesets.to_data(),
    }
