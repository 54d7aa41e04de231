"""The form of ``*.cases.yaml`` files: which keys there are, and what each is read as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from ...documents import Policy
from ...problems import Location
from ...yaml import By, Text

Texts = Annotated[tuple[str, ...] | None, By("texts")]
FactNames = Annotated[frozenset[str] | None, By("_fact_names")]
Place = Annotated[str | None, By("_place")]
Day = Annotated[date | None, By("_day")]
Document = Annotated[Policy | None, By("_document")]
#: Read by hand once more is known: the node itself.
Later = Annotated[Any, By("later")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShape:
    """The top of a file; what holds for every case that says nothing else, and the cases."""

    place: Place = None
    on: Day = None
    policies: Texts = None
    places: Text | None = None
    policy: Document = None
    base: Annotated[Mapping[str, Any], By("_facts")] = field(default_factory=dict)
    cases: tuple[Later, ...] | None = None
    clauses: tuple[Later, ...] | None = None
    explained: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShape:
    """One case; what is known of her and what is expected is read once the rest is."""

    name: Text
    profile: Later = None
    expect: Later = None
    definition: Later = None
    clause: Text | None = None
    place: Place = None
    on: Day = None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roles:
    lead: Texts = None
    support: Texts = None
    joint: Texts = None
    sole: Texts = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationShape(_Roles):
    """What is expected of a service; beside the first four keys, details of each ground."""

    status: Annotated[Any, By("_status")] = None
    policy: Document = None
    clause: Text | None = None
    quote: Text | None = None
    force: Annotated[Any, By("force")] = None
    need: Annotated[Any, By("_need")] = None
    contact: str | None = None
    annex: str | None = None
    beyond_document: Annotated[Any, By("yes-no")] = None
    residual: Texts = None
    carried_out_by: Texts = None
    blocked_by: FactNames = None
    missing: FactNames = None


#: The keys that pick grounds, or say what they come to together.
PICKS = ("status", "policy", "clause", "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShape(_Roles):
    """What a clause says of its offices and of the force of its measures."""

    at: Text
    force: Mapping[str, Annotated[Any, By("force")]] = field(default_factory=dict)
    location: Location
