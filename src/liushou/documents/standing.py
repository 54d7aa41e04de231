"""What the registers say on a given day: who does an office's work, where a woman goes, whether a law is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..places import Place, place_of_code
from .model import Agency, Certainty, Reference, Service
from .rules import Rules

Standing = Literal["in_force", "not_yet", "replaced", "ended", "unknown"]

CERTAINTY_WORDS: dict[str, str] = {"confirmed": "有出处", "presumed": "推定", "unknown": "不明"}
_ORDER = tuple(CERTAINTY_WORDS)


@dataclass(frozen=True, slots=True)
class OfficeToday:
    """An office as printed, who does its work on the day, and how sure that is.

    ``unknown`` with the office itself: no succession was found, which does not say that there was
    none. ``office`` is None where a change is known but not who came after.
    """

    printed: str
    office: str | None
    certainty: Certainty

    @property
    def changed(self) -> bool:
        """Whether a succession is known."""
        return self.office is None or self.certainty != "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where she goes for a service: an office of her county, or the one that a statute names.

    ``field`` is that of agencies.yaml, ``level`` that of the office; both are None for an office
    that a statute names. ``inferred``: no text sends her there, it is read from the offices that
    the document names.
    """

    office: str
    field: str | None
    level: str | None
    inferred: bool


def office_on(rules: Rules, printed: str, place: str, on: date) -> OfficeToday:
    """The office that a document of ``place`` prints as ``printed``, as of the day ``on``."""
    agency, certainty = _agency_on(rules, rules.agency(printed, place), on)
    return OfficeToday(printed, None if agency is None else agency.name, certainty)


def _agency_on(rules: Rules, agency: Agency | None, on: date) -> tuple[Agency | None, Certainty]:
    """(who does the work of an office on the day, how sure that is)."""
    certainty: Certainty | None = None
    seen = set()
    while agency is not None and agency.id not in seen:
        seen.add(agency.id)
        past = [successor for successor in agency.successors if successor.since <= on]
        if not past:
            return agency, certainty or "unknown"
        latest = max(past, key=lambda successor: successor.since)
        certainty = max(certainty or latest.certainty, latest.certainty, key=_ORDER.index)
        agency = rules.agencies[latest.office] if latest.office is not None else None
    return None, "unknown"


def where_to_go(
    rules: Rules, service: Service, printed: Iterable[str], *, document_of: str, place: Place, on: date
) -> Where | None:
    """Where a woman of ``place`` goes for a service, by the offices that a document prints for it.

    The first of them that is of a field (as it is called on the day ``on``) says which field. The
    office is the one of that field that is registered at her county, else it is named by the
    county and the field (万州区民政部门); what a statute names as the door comes before both.
    None where no office printed is of any field.
    """
    if service.door is not None:
        return Where(office=service.door.office, field=None, level=None, inferred=False)
    offices = (_agency_on(rules, rules.agency(name, document_of), on)[0] for name in printed)
    field = next((office.field for office in offices if office and office.field), None)
    if field is None:
        return None
    here = (agency for agency in rules.agencies.values() if agency.place == place.code and agency.field == field)
    current = (agency.name for agency in here if _agency_on(rules, agency, on)[0] is agency)
    if place.level != "county":
        office = f"当地县级{rules.fields[field]}"
    elif (registered := next(current, None)) is not None:
        office = registered
    else:
        office = place.name.removeprefix(place_of_code(place.within[1], on).name) + rules.fields[field]
    return Where(office=office, field=field, level="county", inferred=True)


@dataclass(frozen=True, slots=True)
class ReferenceStatus:
    """How a reference stands on a day: ``since`` is the day from which that holds, where known.

    ``replaced_by`` is the title of what came after; ``certainty`` how sure the change is.
    """

    status: Standing
    since: date | None = None
    replaced_by: str | None = None
    certainty: str | None = None

    @property
    def marked(self) -> bool:
        """Whether a reader must know: the reference is not in force as it is cited."""
        return self.status in ("not_yet", "replaced", "ended")

    def __str__(self) -> str:
        day = self.since.isoformat() if self.since else ""
        sure = f"（{CERTAINTY_WORDS.get(self.certainty, self.certainty)}）" if self.certainty else ""
        words = {
            "in_force": f"现行，自 {day} 起施行",
            "not_yet": f"所列文本自 {day} 起施行，此前尚未施行",
            "replaced": f"自 {day} 起由{self.replaced_by}取代{sure}",
            "ended": f"自 {day} 起失效{sure}",
        }
        return words.get(self.status, "施行日期未查到")


def reference_status(reference: Reference, on: date, titles: Rules | None = None) -> ReferenceStatus:
    """How ``reference`` stands on the day ``on``, by the dates of references.yaml.

    With the rules at hand ``replaced_by`` is given by its title, else by its id.
    """
    if reference.until is not None and on > reference.until:
        since = reference.until + timedelta(days=1)
        if reference.replaced_by is None:
            return ReferenceStatus("ended", since, None, reference.certainty)
        after = titles.references.get(reference.replaced_by) if titles else None
        title = after.title if after else reference.replaced_by
        return ReferenceStatus("replaced", since, title, reference.certainty)
    if reference.in_force is None:
        return ReferenceStatus("unknown")
    if on < reference.in_force:
        return ReferenceStatus("not_yet", reference.in_force)
    return ReferenceStatus("in_force", reference.in_force)


def cited(rules: Rules, name: str) -> Reference | None:
    """The reference that a document prints as ``name``."""
    if name in rules.references:
        return rules.references[name]
    return next((reference for reference in rules.references.values() if name in reference.cited_as), None)
