"""The sheets of women: 结果总表 (the register), 一人一策 (a card each), 待补充事项 (what to ask of whom) and 逐项结果
(every service of every woman).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from operator import itemgetter
from typing import Any

from ...answer import LEFT_BEHIND_WORDS, SETTLER_WORDS, STATUS_WORDS, status_of, truth_of
from ...chinese import format_date
from ...documents import FORCE_WORDS, FORCES, Rules
from ...profile import Fact
from ...values import grouped
from ..results.details import Detail, ServiceDetail
from ..results.statuses import NOT_OFFERED
from ..rows.display import format_age
from .book import Column, Row
from .context import Context
from .tasks import cited, force_of, office_of, service_title, shown

#: So many names are listed; where there are more, the cards say whose question it is.
NAMED = 60


def of_whom(fact: Fact) -> str:
    """Who is asked."""
    if fact.settled_by == "certificate":
        return f"查看证件：{fact.office}" if fact.office else "查看证件"
    return (fact.settled_by == "authority" and fact.office) or SETTLER_WORDS[fact.settled_by].full


def _asked(context: Context, detail: Detail) -> list[Fact]:
    """What is still to be asked of her; what holds for the whole place is left out."""
    return [context.facts[name] for name, _ in detail.questions if not context.facts[name].place]


def write_register(context: Context) -> None:
    """结果总表: who, how many services of each status, of whom something is to be asked, remarks."""
    ledger = context.results.ledger
    unread: dict[int, dict[str, None]] = {}
    for cell in ledger.unread:
        unread.setdefault(cell.row, {})[cell.label] = None

    @cache
    def shared(detail: Detail) -> Row:
        words = dict.fromkeys(LEFT_BEHIND_WORDS[truth_of(word)] for word in detail.left_behind.values())
        by_whom = Counter(SETTLER_WORDS[fact.settled_by].word for fact in _asked(context, detail))
        asked = "、".join(f"{whom}{count}" for whom, count in by_whom.items())
        return "、".join(words), *(len(detail.of(status)) for status in STATUS_WORDS), asked

    rows = []
    for index, (position, who, detail) in enumerate(zip(ledger.kept, context.people, context.details, strict=True), 1):
        born, number = ledger.birth(position), ledger.numbers[position]
        day = None if born is None else born.low if born.exact else format_date(born)
        remarks = [*ledger.notes.get(position, ())]
        if number in unread:
            remarks.append(f"未读出：{'、'.join(unread[number])}")
        own = (index, number, *who[:2], day, format_age(born, context.results.on), *who[2:])
        rows.append((*own, *shared(detail), "；".join(remarks)))
    context.add("结果总表", rows)


def write_cards(context: Context) -> None:
    """一人一策: a card each, on a page of its own: her services, what is due first, where she goes, the clauses."""
    ledger, rows, pages = context.results.ledger, list[Row](), list[int]()
    line = cache(partial(_line, context.results.rules))
    body = cache(lambda detail: tuple(_card(context, detail, line)))
    ages = [format_age(ledger.birth(position), context.results.on) for position in ledger.kept]
    for index, (who, age, detail) in enumerate(zip(context.people, ages, context.details, strict=True), 1):
        name, id_number, address, phone = who
        pages.append(len(rows))
        where = "　".join(filter(None, (address, phone and f"电话：{phone}")))
        rows.append((index, f"{name}　{age}岁" if age else name, where, id_number))
        rows += body(detail)
    context.add("一人一策", rows, pages=pages)


def _line(rules: Rules, service: ServiceDetail) -> tuple[int, Row]:
    """(its place among the lines, the line of a service on a card)."""
    grounds, force, (office, role) = shown(service), force_of(service), office_of(service)
    bodies = dict.fromkeys(body for ground in grounds for body in ground.measure.measure.carried_out_by)
    where = office + "（推断）" * ("推断" in role) + (f"；承办：{'；'.join(bodies)}" if bodies else "")
    row = FORCE_WORDS[force], service_title(rules, service, grounds), where, "、".join(cited(grounds))
    return FORCES.index(force), row


def _card(context: Context, detail: Detail, line: Callable[[ServiceDetail], tuple[int, Row]]) -> Iterator[Row]:
    """The lines of a card that all women of one kind share."""
    rules = detail.matcher.rules
    words = {
        rules.policies[name].number: LEFT_BEHIND_WORDS[truth_of(word)] for name, word in detail.left_behind.items()
    }
    of_documents = "\n".join(f"{number}：{word}" for number, word in words.items())
    yield "认定", f"留守妇女：{'、'.join(dict.fromkeys(words.values())) or NOT_OFFERED}", of_documents, ""
    eligible = sorted(map(line, detail.of("eligible")), key=itemgetter(0))
    yield from (row for _, row in eligible)
    if not eligible:
        yield STATUS_WORDS["eligible"], "（暂无）", "", ""
    if pending := detail.of("undetermined"):
        titles = "、".join(rules.services[service.service].title for service in pending)
        by_whom = grouped((of_whom(fact), fact.title) for fact in _asked(context, detail))
        asked = [f"{whom}：{'、'.join(facts)}" for whom, facts in by_whom.items()]
        yield STATUS_WORDS["undetermined"], titles, "\n".join(("需先了解——", *asked)), f"共{len(pending)}项服务待定"
    refused: dict[tuple[str, ...], list[str]] = {}
    beyond: list[str] = []
    for service in detail.of("ineligible"):
        title = rules.services[service.service].title
        refused.setdefault(service.outcome.unless, []).append(title)
        beyond += [title] if service.outcome.beyond_document else []
    refused.pop((), None)
    for texts, named in refused.items():
        yield STATUS_WORDS["ineligible"], "、".join(named), f"除非{'；'.join(texts)}", ""
    if beyond:
        yield "提示", "、".join(beyond), "不限于留守妇女，请另向经办部门咨询", ""


def write_questions(context: Context) -> None:
    """待补充事项: a row for each thing to be asked, by who is asked; first what holds for a whole place."""
    facts, kinds = context.facts, Counter(context.details)
    women: Counter[str] = Counter()
    settles: Counter[str] = Counter()
    places: dict[str, dict[str, None]] = {}
    for detail, count in kinds.items():
        for name, services in detail.questions:
            women[name] += count
            settles[name] = max(services, settles[name])
            if facts[name].place:
                places.setdefault(name, {})[detail.matcher.place.name] = None
    few = {name for name, count in women.items() if count <= NAMED and not facts[name].place}
    own = {detail: [name for name, _ in detail.questions if name in few] for detail in kinds}
    numbered = enumerate(zip(context.people, context.details, strict=True), 1)
    names = grouped((name, f"{who[0]}（{index}）") for index, (who, detail) in numbered for name in own[detail])
    asked = [facts[name] for name in facts if name in women]
    order = {whom: number for number, whom in enumerate(dict.fromkeys(map(of_whom, asked)))}
    rows: list[Row] = []
    for fact in sorted(asked, key=lambda fact: (not fact.place, order[of_whom(fact)], -women[fact.name])):
        name, count = fact.name, women[fact.name]
        scope = "（本地共同）" if fact.place else "全部" if count == len(context.people) else "部分"
        listed = "、".join(places.get(name) or names.get(name) or ("见“一人一策”",))
        rows.append((len(rows) + 1, of_whom(fact), fact.title, fact.ask, settles[name], scope, count, listed))
    context.add("待补充事项", rows)


def write_matrix(context: Context) -> None:
    """逐项结果: every service of every woman, for filtering."""
    results, rules = context.results, context.results.rules
    titles = [f"留守妇女\n{rules.policies[name].number}" for name in results.policies]
    titles += [rules.services[name].title for name in results.services]
    left_behind: dict[Any, str] = {**LEFT_BEHIND_WORDS, NOT_OFFERED: NOT_OFFERED}
    words = {value: STATUS_WORDS[status_of(value)] for value in LEFT_BEHIND_WORDS} | {NOT_OFFERED: NOT_OFFERED}
    answers = [map(left_behind.__getitem__, results.answers(f"left_behind:{name}")) for name in results.policies]
    answers += [map(words.__getitem__, results.answers(f"service:{name}")) for name in results.services]
    numbers = [results.ledger.numbers[position] for position in results.ledger.kept]
    names, ids, _, _ = zip(*context.people, strict=True) if context.people else ((),) * 4
    codes = results.places() if len(results.matchers) > 1 else [None] * len(numbers)
    rows = list(zip(range(1, len(numbers) + 1), numbers, names, ids, codes, *answers, strict=True))
    context.add("逐项结果", rows, more=[Column(title, 11, "center") for title in titles])
