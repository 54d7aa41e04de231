"""A document of nothing but its frame: each clause is context as a whole. It must load, and be what its text says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from liushou import Rules, load_rules
from liushou.documents import Agencies, Agency, Policy, Reference
from liushou.draft import Frame
from liushou.problems import Location
from liushou.profile import Fact
from liushou.rules import to_data
from liushou.texts.findings import Difference, YamlPlaces
from liushou.texts.hashes import Lock
from liushou.texts.source import parse_source
from liushou.texts.verify import verify_policy
from liushou.yaml import Scalar, to_yaml

TODAY = date(2026, 11, 26)


def document(frame: Frame) -> dict[str, Any]:
    """The document as data, as a file holds it."""
    return {
        "policy": frame.id,
        "title": frame.title,
        "number": frame.number,
        "issued": frame.issued,
        "place": frame.place,
        "implements": list(frame.implements),
        "issuers": list(frame.issuers),
        "not_printed": list(frame.not_printed),
        "definition": {
            "at": frame.definition.at,
            "quote": frame.definition.quote,
            "when": to_data(frame.definition.condition),
        },
        "clauses": [
            _present(
                at=clause.at,
                heading=clause.heading,
                references=list(clause.references),
                agencies=_agencies(clause.agencies),
                context="duty",
            )
            for clause in frame.clauses
        ],
        "annex": [
            _present(
                at=item.at,
                of=list(item.of),
                agencies=_agencies(item.agencies),
                differs=[{"body": rewording.body, "annex": rewording.annex} for rewording in item.differs],
                context=item.context[0].kind if item.context else None,
            )
            for item in frame.annex
        ],
    }


def registers(frame: Frame) -> dict[str, Any]:
    """The new entries as data."""
    return _present(
        fields=dict(frame.fields),
        agencies={key: _agency(agency) for key, agency in frame.agencies.items()},
        references={key: _reference(law) for key, law in frame.references.items()},
        facts={key: _fact(fact) for key, fact in frame.facts.items()},
    )


def loaded(frame: Frame, folder: Path) -> tuple[Rules, Policy]:
    """The rules with the document and its registers, read from files in a new folder."""
    folder.mkdir()
    (folder / f"{frame.id}.yaml").write_text(to_yaml(document(frame)), encoding="utf-8")
    if own := registers(frame):
        (folder / "registers.yaml").write_text(to_yaml(own), encoding="utf-8")
    rules = load_rules(folder)
    return rules, rules.policies[frame.id]


def findings(policy: Policy, text: str) -> list[Difference]:
    """What differs between the document and its text, which is taken apart as `liushou verify` does."""
    source = parse_source(text, "文.txt", {clause.at: clause.heading for clause in policy.clauses if clause.heading})
    hashes = {part.at: Scalar(part.sha256, True, Location("lock", 1, 1)) for part in source.clauses}
    return list(verify_policy(policy, source, YamlPlaces(policy.file), Lock("lock", {policy.id: hashes})))


def _present(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value}


def _agencies(agencies: Agencies) -> dict[str, Any]:
    return _present(others=agencies.others, **{role: list(offices) for role, offices in agencies.roles()})


def _agency(agency: Agency) -> dict[str, Any]:
    keys = ("name", "level", "place", "field")
    return _present(aliases=list(agency.aliases), **{key: getattr(agency, key) for key in keys})


def _reference(law: Reference) -> dict[str, Any]:
    return {"title": law.title, "kind": law.kind, "cited_as": list(law.cited_as)}


def _fact(fact: Fact) -> dict[str, Any]:
    return {"title": fact.title, "type": fact.kind, "ask": fact.ask, "settled_by": fact.settled_by}
