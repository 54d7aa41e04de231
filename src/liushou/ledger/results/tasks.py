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


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one office has to do for the women of one kind.

    ``role``: 牵头, 负责, 按职责分工, 承办, or 经办 where it is liushou's interpretation of the
    list (推断); several where its services differ in it. ``today`` says who does its work now, where that has changed.
    """

    office: str
    role: str
    today: str
    services: tuple[str, ...]
    clauses: tuple[str, ...]


def nearest(service: ServiceDetail) -> tuple[ApplicableMeasure, ...]:
    """The grounds in the nearest document: the county's before the province's, the nation's last."""
    return tuple(measure for measure in service.measures if measure.policy.id == service.measures[0].policy.id)


def clause_of(measure: ApplicableMeasure) -> str:
    """Document number and clause, as they are cited."""
    return f"{measure.citation.number} {measure.citation.clause}"


def handling(applicable: ApplicableMeasure) -> tuple[tuple[str, str], ...]:
    """(office, role) of those who handle the service under one ground.

    The lead, the office that is responsible alone, the one that the clause's list
    suggests; where there is none of them, all of the list (按职责分工). A lead is never invented.
    """
    agencies = applicable.agencies
    roles = dict.fromkeys(agencies.lead, "牵头")
    for office in agencies.sole:
        roles.setdefault(office, "负责")
    if agencies.contact:
        roles.setdefault(agencies.contact, "经办（推断）")
    if not roles:
        roles = dict.fromkeys(agencies.joint or agencies.support, JOINT)
    if not roles:
        roles = dict.fromkeys(applicable.measure.carried_out_by, "承办")
    return tuple(roles.items()) or ((NO_OFFICE, ""),)


def all_offices(applicable: ApplicableMeasure) -> tuple[tuple[str, str], ...]:
    """(office, role) of every office that a ground names."""
    agencies = applicable.agencies
    roles = (("牵头", agencies.lead), ("配合", agencies.support), (JOINT, agencies.joint), ("负责", agencies.sole))
    offices = [(office, role) for role, names in roles for office in names]
    offices += [(office, "承办") for office in applicable.measure.carried_out_by]
    return tuple(offices) or ((NO_OFFICE, ""),)


def today(applicable: ApplicableMeasure, printed: str) -> str:
    """Who does the work of an office on the day of assessment, where that is someone else."""
    for office in applicable.agencies.today:
        if office.printed == printed and office.changed:
            word = CERTAINTY_WORDS[office.certainty]
            return f"{office.office}（{word}）" if office.office else f"（{word}）"
    return ""


def service_title(detail: Detail, service: ServiceDetail, measures: Iterable[ApplicableMeasure]) -> str:
    """The service's title, with what is still to be checked and what she said of her need."""
    title = detail.matcher.rules.services[service.service].title
    marks = list(dict.fromkeys(residual for applicable in measures for residual in applicable.measure.residual))
    if service.need is not None:
        marks.append({"yes": "已表示需要", "no": "已表示不需要", "unknown": "需求待问"}[service.need])
    return f"{title}（{'；'.join(marks)}）" if marks else title


def tasks(detail: Detail) -> tuple[Task, ...]:
    """The tasks for a woman of this kind: her services by the offices that handle them."""
    # For each (office, who does its work today): titles, clauses and roles, in order and once.
    by_office: dict[tuple[str, str], tuple[dict[str, None], dict[str, None], dict[str, None]]] = {}
    for service in detail.of("eligible"):
        measures = nearest(service)
        title = service_title(detail, service, measures)
        for measure in measures:
            for office, role in handling(measure):
                titles, clauses, roles = by_office.setdefault((office, today(measure, office)), ({}, {}, {}))
                titles[title], clauses[clause_of(measure)], roles[role] = None, None, None
    return tuple(
        Task(office=office, role="、".join(roles), today=now, services=tuple(titles), clauses=tuple(clauses))
        for (office, now), (titles, clauses, roles) in by_office.items()
    )


def lines(detail: Detail) -> tuple[str, ...]:
    """Her services as lines: services —— offices （clauses）; those handled alike together."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for service in detail.of("eligible"):
        measures = nearest(service)
        by_role: dict[str, dict[str, None]] = {}
        for measure in measures:
            for office, role in handling(measure):
                by_role.setdefault(role, {})[office] = None
        offices = "；".join("、".join(names) + (f" {role}" if role else "") for role, names in by_role.items())
        cited = "、".join(dict.fromkeys(map(clause_of, measures)))
        groups.setdefault((offices, cited), {})[service_title(detail, service, measures)] = None
    return tuple(
        f"{number}. {'、'.join(titles)}——{offices}（{cited}）"
        for number, ((offices, cited), titles) in enumerate(groups.items(), 1)
    )
