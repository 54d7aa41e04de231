"""The answer as a page of Chinese text for people."""

from collections.abc import Iterable, Iterator, Sequence

from ..answer import BEYOND_DOCUMENT, SETTLER_WORDS, STATUS_WORDS, Ground, Match, Question, ServiceAnswer, Status
from ..chinese import format_day, label_words
from ..documents import CERTAINTY_WORDS, FORCE_WORDS, ROLE_WORDS, ROLES, Rules
from ..values import grouped

_LEFT_BEHIND = {"yes": "属于农村留守妇女", "no": "不属于农村留守妇女", "unknown": "是否属于农村留守妇女还需了解"}
_NEED = {"yes": "已表示需要", "no": "已表示不需要", "unknown": "尚未询问"}
_PARTS: tuple[tuple[str, Status], ...] = (("一", "eligible"), ("二", "undetermined"), ("三", "ineligible"))


def page(answer: Match, rules: Rules) -> str:
    """The whole answer: her status under each document's definition, the services by status, what to ask."""
    return "\n".join(_page(answer, rules)) + "\n"


def service_page(answer: Match, name: str, rules: Rules) -> str:
    """All there is to say of one service: every ground, also those that do not decide, and what to ask for it."""
    lines = [*heading(answer), ""]
    for service in answer.services:
        if service.id == name:
            lines += _service(
                f"{service.title}（{name}）",
                service,
                rules,
                sorted(STATUS_WORDS, key=lambda status: status != service.status),
            )
            lines += _questions([question for question in answer.questions if question.fact in service.missing])
    if name not in answer.statuses():
        lines.append(f"{rules.services[name].title}：{answer.place.name}此时适用的文件没有写这一项")
    return "\n".join(lines) + "\n"


def heading(answer: Match) -> Iterator[str]:
    """Where and when, and what is to be said of the whole answer."""
    yield f"{answer.place.name}（{answer.place.code}）  评估日 {answer.on}"
    yield f"本页为初步匹配，{answer.disclaimer}。"
    yield from (f"注：{note}" for note in answer.notes)


def _page(answer: Match, rules: Rules) -> Iterator[str]:
    yield from heading(answer)
    yield ""
    yield "适用文件"
    for policy in answer.policies:
        yield f"  {policy.number}{titled(policy.title)}：{_LEFT_BEHIND[policy.left_behind]}"
    if not answer.policies:
        yield "  没有适用的文件"
    for number, status in _PARTS:
        services = [service for service in answer.services if service.status == status]
        yield ""
        yield f"{number}、{STATUS_WORDS[status]}（{len(services)} 项）"
        for count, service in enumerate(services, 1):
            yield from _service(f"{count}. {service.title}", service, rules, [status])
    yield ""
    yield f"四、接下来了解什么（{len(answer.questions)} 项）"
    yield from _questions(answer.questions)


def _questions(questions: Iterable[Question]) -> Iterator[str]:
    for count, question in enumerate(questions, 1):
        who = SETTLER_WORDS[question.settled_by].how
        office = f"：{question.office}" if question.office else ""
        yield f"  {count}. {question.ask}（关系到 {question.settles} 项；{who}{office}）"


def titled(title: str) -> str:
    """A title in its marks; marks inside a title turn into 〈〉 (GB/T 15834)."""
    return "《" + title.replace("《", "〈").replace("》", "〉") + "》"


def _service(head: str, service: ServiceAnswer, rules: Rules, statuses: Sequence[Status]) -> Iterator[str]:
    """A service with its grounds of these statuses; with more than one status, each ground says its own."""
    unless = dict.fromkeys(text for ground in service.deciding for text in ground.unless)
    but = f"（除非{'；'.join(unless)}）" if unless else ""
    yield f"  {head}【{STATUS_WORDS[service.status]}{but}】"
    yield from _where(service)
    if service.need is not None:
        yield f"     需求：{_NEED[service.need]}"
    if service.beyond_document:
        yield f"     提示：{BEYOND_DOCUMENT}"
    if service.opens is not None:
        yield f"     几时：{format_day(service.opens)}起可能符合（其他情况不变）"
    for status in statuses:
        for group in _groups(ground for ground in service.grounds if ground.status == status):
            if len(statuses) > 1:
                yield f"     〔{STATUS_WORDS[status]}〕"
            yield from _group(group, status, rules)
            if len(statuses) > 1 and (met := dict.fromkeys(text for ground in group for text in ground.met)):
                yield f"     已满足：{'；'.join(met)}"


def _groups(grounds: Iterable[Ground]) -> list[list[Ground]]:
    """Grounds of one clause with the same offices and reasons, shown together."""

    def key(ground: Ground) -> tuple[object, ...]:
        blocked = tuple(blocker.text for blocker in ground.blocked_by)
        return ground.policy, ground.citation.clause, ground.agencies.clause, blocked, ground.missing

    return list(grouped((key(ground), ground) for ground in grounds).values())


def _group(group: list[Ground], status: Status, rules: Rules) -> Iterator[str]:
    first = group[0]
    quotes = "；".join(f"“{quote}”" for quote in dict.fromkeys(ground.citation.quote for ground in group))
    force = "、".join(dict.fromkeys(FORCE_WORDS[ground.force] for ground in group))
    yield f"     依据：{first.citation.number} {label_words(first.citation.clause)}{quotes}（{force}）"
    articles: dict[str, list[str]] = {}
    for title, at in dict.fromkeys((passage.law, passage.at) for ground in group for passage in ground.basis):
        if (title, at) != (first.citation.title, first.citation.clause):
            articles.setdefault(titled(title), []).append(label_words(at))
    if articles:
        yield f"     所据：{'；'.join(title + '、'.join(labels) for title, labels in articles.items())}"
    yield from (f"     注意：所引{titled(law.title)}{law.standing}" for law in first.references)
    yield _offices(first)
    if moved := [today for today in first.agencies.today if today.changed]:
        now = (f"{each.printed}→{each.office or '承接单位不明'}（{CERTAINTY_WORDS[each.certainty]}）" for each in moved)
        yield f"     现由：{'；'.join(now)}"
    if status == "undetermined":
        yield from _missing(first, rules)
    if status == "ineligible":
        yield f"     未满足：{'；'.join(blocker.text for blocker in first.blocked_by)}"
    if residual := dict.fromkeys(text for ground in group for text in ground.residual):
        yield f"     还须：{'；'.join(residual)}"
    if settled := dict.fromkeys(settled for ground in group for settled in ground.settled):
        yield f"     已认定：{'；'.join(f'{known.residual}（{format_day(known.on)}{known.by}）' for known in settled)}"
    for reading in dict.fromkeys(ground.reading for ground in group if ground.reading):
        yield f"     理解：{reading}"


def _where(service: ServiceAnswer) -> Iterator[str]:
    where = service.where
    office = "文件未写明，可向下列单位询问" if where is None else where.office + "（推断）" * where.inferred
    yield f"     经办：{office}"
    if carried_out_by := dict.fromkeys(text for ground in service.deciding for text in ground.carried_out_by):
        yield f"     落实：{'；'.join(carried_out_by)}"


def _offices(ground: Ground) -> str:
    agencies = ground.agencies
    offices = [f"{ROLE_WORDS[role]}：{'、'.join(getattr(agencies, role))}" for role in ROLES if getattr(agencies, role)]
    where = f"（见{label_words(agencies.clause)}）" if agencies.clause != ground.citation.clause else ""
    return f"     {'  '.join(offices) or '分工：文件未写明'}{'等' * agencies.others}{where}"


def _missing(ground: Ground, rules: Rules) -> Iterator[str]:
    if titles := [rules.facts[name].title if name in rules.facts else name for name in ground.missing]:
        yield f"     还缺：{'、'.join(titles)}"
    laws, types = rules.laws(), rules.vocabulary.parameters
    if titles := [types[name].title for name in ground.unknown_parameters if name in laws]:
        yield f"     尚未施行：{'、'.join(titles)}，评估日不能据此认定"
    if titles := [types[name].title for name in ground.unknown_parameters if name not in laws]:
        yield f"     标准：{'、'.join(titles)}未查到确数，需向当地核实"
