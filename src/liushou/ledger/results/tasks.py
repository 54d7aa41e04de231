"""Whose task a service is: the offices of a row's grounds, as the documents print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...answering import ApplicableMeasure
from ...documents import CERTAINTY_WORDS
from .details import Detail, ServiceDetail

JOINT = "按职责分工"
#: Who the office is where the documents name none.
NO_OFFICE = "（文件未列部门）"


@dataclass(frozen=True, slots=True)
class Task:
    """What one office has to do for the women of one kind.

    ``role``: 牵头, 负责, 按职责分工, 承办, or 经办 where it is liushou's reading of the
    list (推断); several where its services differ in it. ``today`` says who does its work now, where that has changed.
    """

    office: str
    role: str
    today: str
    services: tuple[str, ...]
    clauses: tuple[str, ...]


def nearest(service: ServiceDetail) -> tuple[ApplicableMeasure, ...]:
    """The grounds in the nearest document: the county's before the province's, the nation's last."""
    if not service.bases:
        return ()
    first = service.bases[0].policy.id
    return tuple(basis for basis in service.bases if basis.policy.id == first)


def clause_of(basis: ApplicableMeasure) -> str:
    """Document number and clause, as they are cited."""
    return f"{basis.citation.number} {basis.citation.clause}"


def handling(basis: ApplicableMeasure) -> tuple[tuple[str, str], ...]:
    """(office, role) of those who handle the service under one ground.

    The office that the clause's list suggests, the lead, the one that is responsible
    alone; where there is neither, all of the list (按职责分工). A lead is never invented.
    """
    agencies = basis.agencies
    found: dict[str, str] = {}
    for office in agencies.lead:
        found[office] = "牵头"
    for office in agencies.sole:
        found.setdefault(office, "负责")
    if agencies.contact:
        found.setdefault(agencies.contact, "经办（推断）")
    if not found:
        found = dict.fromkeys(agencies.joint or agencies.support, JOINT)
    if not found:
        found = dict.fromkeys(basis.measure.carried_out_by, "承办")
    return tuple(found.items()) or ((NO_OFFICE, ""),)


def all_offices(basis: ApplicableMeasure) -> tuple[tuple[str, str], ...]:
    """(office, role) of every office that a ground names."""
    agencies = basis.agencies
    roles = (("牵头", agencies.lead), ("配合", agencies.support), (JOINT, agencies.joint), ("负责", agencies.sole))
    found = [(office, role) for role, offices in roles for office in offices]
    found += [(office, "承办") for office in basis.measure.carried_out_by]
    return tuple(found) or ((NO_OFFICE, ""),)


def today(basis: ApplicableMeasure, office: str) -> str:
    """Who does the work of an office on the day of assessment, where that is someone else."""
    for one in basis.agencies.today:
        if one.printed == office and one.certainty != "unchanged":
            word = CERTAINTY_WORDS[one.certainty]
            return f"{one.office}（{word}）" if one.office else f"（{word}）"
    return ""


def service_title(detail: Detail, service: ServiceDetail, bases: Iterable[ApplicableMeasure]) -> str:
    """The service's title, with what is still to be checked and what she said of her need."""
    title = detail.matcher.rules.services[service.service].title
    residual = dict.fromkeys(word for basis in bases for word in basis.measure.residual)
    marks = list(residual)
    if service.needed is not None:
        marks.append({"yes": "已表示需要", "no": "已表示不需要", "unknown": "需求待问"}[service.needed])
    return f"{title}（{'；'.join(marks)}）" if marks else title


def tasks(detail: Detail) -> tuple[Task, ...]:
    """The tasks for a woman of this kind: her services by the offices that handle them."""
    found: tuple[Task, ...] | None = detail.memo.get("tasks")
    if found is None:
        found = detail.memo["tasks"] = _tasks(detail)
    return found


def _tasks(detail: Detail) -> tuple[Task, ...]:
    services: dict[tuple[str, str], dict[str, None]] = {}
    clauses: dict[tuple[str, str], dict[str, None]] = {}
    roles: dict[tuple[str, str], dict[str, None]] = {}
    for service in detail.of(True):
        bases = nearest(service)
        title = service_title(detail, service, bases)
        for basis in bases:
            for office, role in handling(basis):
                key = (office, today(basis, office))
                roles.setdefault(key, {})[role] = None
                services.setdefault(key, {})[title] = None
                clauses.setdefault(key, {})[clause_of(basis)] = None
    return tuple(
        Task(office, "、".join(roles[office, now]), now, tuple(services[office, now]), tuple(clauses[office, now]))
        for office, now in services
    )


def lines(detail: Detail) -> tuple[str, ...]:
    """Her services as lines: services —— offices （clauses）; those handled alike together."""
    found: tuple[str, ...] | None = detail.memo.get("lines")
    if found is not None:
        return found
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for service in detail.of(True):
        bases = nearest(service)
        offices: dict[str, dict[str, None]] = {}
        for basis in bases:
            for office, role in handling(basis):
                offices.setdefault(role, {})[office] = None
        said = "；".join("、".join(names) + (f" {role}" if role else "") for role, names in offices.items())
        cited = "、".join(dict.fromkeys(clause_of(basis) for basis in bases))
        groups.setdefault((said, cited), {})[service_title(detail, service, bases)] = None
    made = tuple(
        f"{number}. {'、'.join(titles)}——{said}（{cited}）"
        for number, ((said, cited), titles) in enumerate(groups.items(), 1)
    )
    detail.memo["lines"] = made
    return made
