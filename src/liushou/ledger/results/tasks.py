"""Whose task a service is: the office of her county, and what the documents ask of the offices above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...chinese import format_day
from ...documents import CERTAINTY_WORDS, ROLE_WORDS, Where
from .details import Detail, GroundDetail, ServiceDetail

_ROLES = {**ROLE_WORDS, "joint": "按职责分工"}
#: The blocks of the summary of tasks: what is done in her county, what is asked of province and nation.
HERE, ABOVE = "本县办理", "上级部门"


def nearest(service: ServiceDetail) -> tuple[GroundDetail, ...]:
    """The grounds in the nearest document: the county's before the province's, the nation's last."""
    first = service.grounds[0].measure.policy.id
    return tuple(ground for ground in service.grounds if ground.measure.policy.id == first)


def _cited(grounds: Sequence[GroundDetail]) -> list[str]:
    """Document number and clause of each, as they are cited."""
    citations = (ground.measure.citation for ground in grounds)
    return list(dict.fromkeys(f"{citation.number} {citation.clause}" for citation in citations))


def _role(where: Where) -> str:
    """Inferred where no text sends her there and it is read from the offices that the document names."""
    return "经办（推断）" if where.inferred else "经办"


def offices_of(detail: Detail, ground: GroundDetail) -> Iterator[tuple[str, str, str, str]]:
    """(block, office, role, who does its work today) for where she goes, and for every office that a ground names."""
    measure, rules = ground.measure, detail.matcher.rules
    today = {office.printed: office for office in measure.agencies.today}
    if measure.where is not None:
        yield HERE, measure.where.office, _role(measure.where), ""
    for role, word in _ROLES.items():
        for printed in getattr(measure.agencies, role):
            agency, now = rules.agency(printed, measure.policy.place), today[printed]
            if agency is not None and agency.place == detail.matcher.place.code:
                yield HERE, now.office or printed, word, ""
            else:
                changed = f"{now.office or ''}（{CERTAINTY_WORDS[now.certainty]}）" if now.changed else ""
                yield ABOVE, printed, word, changed
    for body in measure.measure.carried_out_by:
        yield HERE, body, "承办", ""


def service_title(detail: Detail, service: ServiceDetail, grounds: Sequence[GroundDetail]) -> str:
    """The service's title, with what is still to be checked, what an office has found, what she said of her need."""
    title = detail.matcher.rules.services[service.service].title
    marks = [text for ground in grounds for text in ground.office.residual]
    settled = [known for ground in grounds for known in ground.office.settled]
    marks += [f"{known.residual}，{format_day(known.on)}{known.by}已认定" for known in settled]
    if service.need is not None:
        marks.append({"yes": "已表示需要", "no": "已表示不需要", "unknown": "需求待问"}[service.need])
    return f"{title}（{'；'.join(dict.fromkeys(marks))}）" if marks else title


def tasks(detail: Detail) -> list[tuple[str, str, str, str]]:
    """(office, role, services, clauses) for a woman of this kind: her services by where she goes for them."""
    # For each office: titles and clauses, in order and once.
    by_office: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for service in detail.of("eligible"):
        where, grounds = service.where, nearest(service)
        office = ("（文件未写明经办部门）", "") if where is None else (where.office, _role(where))
        titles, clauses = by_office.setdefault(office, ({}, {}))
        titles[service_title(detail, service, grounds)] = None
        clauses |= dict.fromkeys(_cited(grounds))
    return [(*office, "、".join(titles), "、".join(clauses)) for office, (titles, clauses) in by_office.items()]


def lines(detail: Detail) -> tuple[str, ...]:
    """Her services as lines: services —— where she goes （clauses）; those handled alike together."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for service in detail.of("eligible"):
        where, grounds = service.where, nearest(service)
        office = "文件未写明经办部门" if where is None else where.office + "（推断）" * where.inferred
        bodies = dict.fromkeys(body for ground in grounds for body in ground.measure.measure.carried_out_by)
        office += f"；承办：{'；'.join(bodies)}" if bodies else ""
        group = groups.setdefault((office, "、".join(_cited(grounds))), {})
        group[service_title(detail, service, grounds)] = None
    return tuple(
        f"{number}. {'、'.join(titles)}——{office}（{cited}）"
        for number, ((office, cited), titles) in enumerate(groups.items(), 1)
    )
