"""What offices have decided, from a column such as 核定结果: 低保 符合条件 同意 2025-03-01 丰都县民政局."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from ...answering import names_residual, residuals_of
from ...documents import Rules
from ...matching import check_decisions, open_concepts
from ...problems import InputError
from ...profile import Decision
from ..cells.figures import read_date
from ..cells.reading import UnreadableError, known_words, shorten, squeeze
from .ledger import Ledger, Unread

_ENTRIES, _WORDS = re.compile(r"[；;\n]+"), re.compile(r"[\s,，、:：]+")


def with_decisions(ledger: Ledger, rules: Rules, on: date) -> Ledger:
    """The ledger with its column of decisions read; entries that are not understood are unread, and the rest count."""
    use = next((use for use in ledger.columns if use.target == "decisions"), None)
    if use is None:
        return ledger
    decided: list[tuple[Decision, ...]] = [()] * ledger.rows
    unread: list[Unread] = []
    for position in ledger.kept:
        place, number = ledger.values["place"][position], ledger.numbers[position]
        for entry in map(str.strip, _ENTRIES.split(ledger.item("decisions", position) or "")):
            if squeeze(entry) in known_words().blank | {"无"}:
                continue
            try:
                decisions = (*decided[position], *read_decision(entry, rules, place, on))
                check_decisions(rules, decisions, on)
                decided[position] = decisions
            except UnreadableError as error:
                reason = str(error)
            except InputError:
                reason = "与同一行的另一条互相矛盾"
            else:
                continue
            cell = Unread(row=number, column=use.letter, label=use.label, text=entry, reason=reason)
            unread.append(cell.beside(ledger.id_numbers(position)))
    return replace(ledger.with_column("decisions", decided), unread=(*ledger.unread, *unread))


def read_decision(entry: str, rules: Rules, place: str, on: date) -> list[Decision]:
    """The decisions that an entry states: one for each clause of the place that leaves the condition to the office.

    It names in any order, divided by blanks or commas: the service, the outcome, the day, the
    office, and the condition (符合条件) as the documents print it. Without a condition all those of
    the service are meant. Raises :class:`UnreadableError` for what is not understood.
    """
    service, outcome, day, rest = _parts(entry, rules)
    parts = {"服务事项": service, "结果（同意、不同意）": outcome, "日期": day}
    if missing := [title for title, part in parts.items() if part is None]:
        raise UnreadableError(f"没有写明{'、'.join(missing)}")
    if day > on:
        raise UnreadableError(f"日期晚于评估日（{on}）")
    printed = [
        (policy.id, clause.at, text)
        for policy in rules.policies_of(place)
        for clause, measure in policy.measures()
        if measure.individual and measure.name == service
        for text in residuals_of(measure, open_concepts(rules, policy, measure))
    ]
    named = {text for _, _, text in printed if any(names_residual(word, text) for word in rest)}
    offices = [word for word in rest if not any(names_residual(word, text) for text in named)]
    if len(offices) != 1:
        raise UnreadableError(f"看不懂“{shorten('、'.join(offices), 30)}”" if offices else "没有写明作出决定的单位")
    meant = dict.fromkeys(part for part in printed if not named or part[2] in named)
    if not meant:
        raise UnreadableError(f"当地文件的“{rules.services[service].title}”没有由部门判断的条件")
    if outcome == "refused" and not named and len({text for _, _, text in meant}) > 1:
        raise UnreadableError("没有写明是哪一项条件")
    shared: dict[str, Any] = {"service": service, "outcome": outcome, "by": offices[0], "on": day}
    return [Decision(policy=policy, clause=at, residual=text, **shared) for policy, at, text in meant]


def _parts(entry: str, rules: Rules) -> tuple[Any, Any, Any, list[str]]:
    """(service, outcome, day, the other words) of an entry; None for what it does not say."""
    known = known_words()
    services = {
        squeeze(name): service.id for service in rules.services.values() for name in (service.id, service.title)
    }
    services |= known.decided_services
    service, outcome, day, rest = None, None, None, []
    for word in filter(None, _WORDS.split(entry)):
        key = squeeze(word)
        if service is None and key in services:
            service = services[key]
        elif outcome is None and key in known.outcomes:
            outcome = known.outcomes[key]
        else:
            with suppress(UnreadableError):
                if day is None and (read := read_date(word)).exact:
                    day = read.low
                    continue
            rest.append(word)
    return service, outcome, day, rest
