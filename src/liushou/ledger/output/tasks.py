"""Whose task a service is: 部门任务清单 (what is due to whom, by office of the county), 部门任务汇总 (a line an office)
and 服务依据 (the clause of every service in its own words, with the offices that it names).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ...answer import Status
from ...answering import ApplicableMeasure
from ...chinese import format_day, label_words
from ...documents import CERTAINTY_WORDS, FORCE_WORDS, FORCES, ROLE_WORDS, Rules
from ...matcher import Matcher
from ..results.details import Detail, GroundDetail, ServiceDetail
from .book import Row
from .context import Context
from .roll_up import areas

_ROLES = {**ROLE_WORDS, "joint": "按职责分工"}
#: What is done in her county, and what is asked of province and nation.
HERE, ABOVE = "本县办理", "上级部门"
#: The forces by which an office owes a woman something that was not asked for.
BINDING = ("shall", "priority")
_OPEN: tuple[Status, ...] = ("eligible", "undetermined")
#: So many names share a cell.
NAMES = 50


def force_of(service: ServiceDetail) -> str:
    """The force of the strongest ground."""
    return min((ground.measure.measure.force for ground in service.grounds), key=FORCES.index)


def shown(service: ServiceDetail) -> list[GroundDetail]:
    """The grounds in the nearest document, the county's before the province's, the nation's last.

    Where none of them is as strong as another document's, the first that is.
    """
    first, force = service.grounds[0].measure.policy.id, force_of(service)
    nearest = [ground for ground in service.grounds if ground.measure.policy.id == first]
    strongest = [ground for ground in service.grounds if ground.measure.measure.force == force]
    return nearest if any(ground in nearest for ground in strongest) else [*nearest, strongest[0]]


def cited(grounds: Sequence[GroundDetail]) -> list[str]:
    """Document number and clause of each, as they are cited."""
    citations = (ground.measure.citation for ground in grounds)
    return list(dict.fromkeys(f"{citation.number} {label_words(citation.clause)}" for citation in citations))


def office_of(service: ServiceDetail) -> tuple[str, str]:
    """(where she goes, in which role that office acts): inferred where no text sends her there."""
    if service.where is None:
        return "（文件未写明经办部门）", ""
    return service.where.office, "经办（推断）" if service.where.inferred else "经办"


def service_title(rules: Rules, service: ServiceDetail, grounds: Sequence[GroundDetail]) -> str:
    """The service's title, with what is still to be checked, what an office has found, what she said of her need."""
    title = rules.services[service.service].title
    marks = [text for ground in grounds for text in ground.office.residual]
    settled = [known for ground in grounds for known in ground.office.settled]
    marks += [f"{known.residual}，{format_day(known.on)}{known.by}已认定" for known in settled]
    if service.outcome.need is not None:
        marks.append({"yes": "已表示需要", "no": "已表示不需要", "unknown": "需求待问"}[service.outcome.need])
    return f"{title}（{'；'.join(dict.fromkeys(marks))}）" if marks else title


def is_task(service: ServiceDetail) -> bool:
    """Whether someone has to do something for this woman: the clause binds an office, or she said that she needs it."""
    return force_of(service) in BINDING or service.outcome.need == "yes"


def offices_of(matcher: Matcher, measure: ApplicableMeasure) -> Iterator[tuple[str, str, str, str]]:
    """(block, office, role, who does its work today) for where she goes, and for every office that a measure names."""
    today = {office.printed: office for office in measure.agencies.today}
    if measure.where is not None:
        yield HERE, measure.where.office, "经办（推断）" if measure.where.inferred else "经办", ""
    for role, word in _ROLES.items():
        for printed in getattr(measure.agencies, role):
            agency, now = matcher.rules.agency(printed, measure.policy.place), today[printed]
            if agency is not None and agency.place == matcher.place.code:
                yield HERE, now.office or printed, word, ""
            else:
                changed = f"{now.office or ''}（{CERTAINTY_WORDS[now.certainty]}）" if now.changed else ""
                yield ABOVE, printed, word, changed
    for body in measure.measure.carried_out_by:
        yield HERE, body, "承办", ""


def write_tasks(context: Context) -> None:
    """部门任务清单: for each office of the county and each service the women to whom it is due, area by area."""

    @cache
    def described(service: ServiceDetail) -> tuple[str, ...]:
        grounds, force = shown(service), force_of(service)
        why = FORCE_WORDS[force] if force in BINDING else "已表示需要"
        title = service_title(context.results.rules, service, grounds)
        return *office_of(service), title, why, "、".join(cited(grounds))

    @cache
    def tasks(detail: Detail) -> list[tuple[str, ...]]:
        return [described(service) for service in detail.of("eligible") if is_task(service)]

    women: dict[tuple[str, ...], dict[str, list[str]]] = {}
    of_area = areas(context.results)
    for index, (who, area, detail) in enumerate(zip(context.people, of_area, context.details, strict=True), 1):
        for task in tasks(detail):
            women.setdefault(task, {}).setdefault(area, []).append(f"{who[0]}（{index}）")
    # Offices in the order in which they occur, each one's services together.
    order = {office: number for number, office in enumerate(dict.fromkeys(task[:2] for task in women))}
    rows = [
        (*task, area, len(part), "、".join(part))
        for task in sorted(women, key=lambda task: order[task[:2]])
        for area, names in sorted(women[task].items())
        for part in (names[start : start + NAMES] for start in range(0, len(names), NAMES))
    ]
    context.add("部门任务清单", [(number, *row) for number, row in enumerate(rows, 1)])


def write_summary(context: Context) -> None:
    """部门任务汇总: a line for each office; 服务依据: one for each service and clause that may be a ground for it."""
    results = context.results
    measures = {
        id(measure): (matcher, name, measure, list(offices_of(matcher, measure)))
        for matcher in results.matchers.values()
        for name, applicable in matcher.applicable.items()
        for measure in applicable
    }

    @cache
    def entries(service: ServiceDetail) -> set[tuple[Any, ...]]:
        """The measures, offices and services of offices in which a woman with this service is counted."""
        status = service.outcome.status
        due = status == "eligible" and is_task(service)
        own: set[tuple[Any, ...]] = set()
        for key in (id(ground.measure) for ground in service.grounds):
            own.add((key, status))
            for block, name, role, today in measures[key][3]:
                office = block, name, today
                own |= {(office, status), (office, service.service, status)}
                own |= {(office, "due")} if due and role.startswith("经办") else set()
        return own

    counts: Counter[tuple[Any, ...]] = Counter()
    for detail, women in Counter(context.details).items():
        open_ = (service for service in detail.services if service.outcome.status in _OPEN)
        for entry in set[tuple[Any, ...]]().union(*map(entries, open_)):
            counts[entry] += women
    _write_offices(context, measures.values(), counts)
    _write_grounds(context, measures, counts)


def _write_offices(context: Context, measures: Iterable[tuple[Any, ...]], counts: Counter[tuple[Any, ...]]) -> None:
    """部门任务汇总: those of the county first."""
    services = context.results.rules.services
    roles: dict[tuple[str, str, str], dict[str, None]] = {}
    for block, name, role, today in (office for *_, offices in measures for office in offices):
        roles.setdefault((block, name, today), {})[role] = None
    rows: list[Row] = []
    for office in sorted(roles, key=lambda office: office[0] == ABOVE):
        names = (name for name in context.results.services if any(counts[office, name, status] for status in _OPEN))
        titles = [f"{services[name].title}（{counts[office, name, 'eligible']}）" for name in names]
        if titles:
            women = (counts[office, kind] for kind in ("due", *_OPEN))
            rows.append((len(rows) + 1, *office[:2], "、".join(roles[office]), office[2], *women, "、".join(titles)))
    context.add("部门任务汇总", rows)


def _write_grounds(context: Context, measures: Mapping[int, tuple[Any, ...]], counts: Counter[tuple[Any, ...]]) -> None:
    """服务依据: what is the same in several places is one line."""
    rules = context.results.rules
    rows: dict[tuple[str, ...], list[int]] = {}
    for key, (_, name, of, offices) in measures.items():
        by_role: dict[tuple[str, str], dict[str, None]] = {}
        for block, office, role, _ in offices:
            by_role.setdefault((block, role), {})[office] = None
        texts = {HERE: "", ABOVE: ""}
        for (block, role), names in by_role.items():
            texts[block] += f"；{role}：{'、'.join(names)}"
        cited, force = of.citation, FORCE_WORDS[of.measure.force]
        row = (
            rules.services[name].title,
            cited.number,
            label_words(cited.clause),
            force,
            cited.quote,
            of.measure.reading or "",
        )
        women = rows.setdefault((*row, *(text[1:] for text in texts.values())), [0, 0])
        women[:] = (before + counts[key, status] for before, status in zip(women, _OPEN, strict=True))
    order = {rules.services[name].title: number for number, name in enumerate(context.results.services)}
    given = sorted((row for row in rows if any(rows[row])), key=lambda row: order[row[0]])
    context.add("服务依据", [(number, *row, *rows[row]) for number, row in enumerate(given, 1)])
