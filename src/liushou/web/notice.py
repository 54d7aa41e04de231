"""The sheet to hand over (告知单): what it says to one woman, shortened so that it fits on one page of A4.

Words and measures are in ``notice.yaml``; ``notice.js`` says the same on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from ..answer import Match, Question, ServiceAnswer
from ..chinese import format_day, label_words
from ..matcher import Matcher
from ..profile import Fact, Profile
from ..rules import Explanation, Plan
from ..values import grouped
from ..yaml import file_data

#: The last character of those that are narrower than a Chinese one.
_NARROW = 0x250
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (``h2``), a paragraph (``p``), an item (``li``) or the ``end`` of a sheet, with ``bold`` before it."""

    kind: str
    text: str
    bold: str = ""


@dataclass(frozen=True, slots=True)
class _Card:
    """What is said of a service, and what is brought for it."""

    service: ServiceAnswer
    about: str
    go: str
    bring: tuple[str, ...]


@lru_cache(maxsize=1)
def notice_data() -> Mapping[str, Any]:
    """The words and measures of the sheet."""
    data: Mapping[str, Any] = file_data(Path(__file__).with_name("notice.yaml"))
    return data


def words(name: str, **given: object) -> str:
    """A text of the sheet with what is given in its braces."""
    text: str = notice_data()["words"][name]
    return re.sub(r"\{(\w+)\}", lambda found: str(given[found[1]]), text)


class Notices:
    """The sheets of one place on one day."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self.plan = Plan(matcher.rules.vocabulary, matcher.place_values.parameters)
        self.pairs = {
            name: [tuple(map(self.plan.add, measure.pair)) for measure in measures]
            for name, measures in matcher.applicable.items()
        }

    def blocks(
        self, profile: Profile | Mapping[str, Any], *, name: str = "", number: str = "", row: int | None = None
    ) -> list[Block]:
        """What stands on her sheet below its title; her name and number, and the row of the ledger, where given.

        Raises what :meth:`~liushou.Matcher.match` raises.
        """
        answer = self.matcher.match(profile)
        explanation = Explanation(self.plan, self.matcher.situation(profile))
        cards = [self._card(service, explanation) for service in answer.services if service.status == "eligible"]
        again = self.matcher.ask_again(profile)
        here = words("here", place=answer.place.name, day=format_day(answer.on))
        line = here if row is None else f"{here}　{words('row', row=row)}"
        return _fitted([Block("p", line), Block("p", _who(name, number))], answer, cards, again)

    def _card(self, service: ServiceAnswer, explanation: Explanation) -> _Card:
        rules = self.matcher.rules
        grounds = zip(service.grounds, self.pairs[service.id], strict=True)
        numbers = [number for ground, pair in grounds if ground.status == service.status for number in pair]
        names = dict.fromkeys(reason.fact for number in numbers for reason in explanation.met(number))
        shown = dict.fromkeys(_paper(rules.facts[name]) for name in names if _is_paper(rules.facts[name]))
        return _Card(service, rules.services[service.id].about, _office(service), tuple(shown))


def _who(name: str, number: str) -> str:
    blank = words("blank")
    parts = {"name": name or blank, **({"number": number} if number else {}), "clerk": blank}
    return "　".join(f"{words(part)}：{_short(text)}" for part, text in parts.items())


def _short(text: str) -> str:
    most = notice_data()["paper"]["cut"]
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _is_paper(fact: Fact) -> bool:
    return fact.settled_by == "certificate" and not fact.place


def _paper(fact: Fact) -> str:
    return fact.office or fact.title


def _office(service: ServiceAnswer) -> str:
    """Where she goes: the office of the answer, else those that the clause names."""
    if service.where is not None:
        return service.where.office
    agencies = service.deciding[0].agencies
    printed = (*agencies.lead, *agencies.sole, *agencies.joint, *agencies.support)
    return "、".join(printed[:3]) or words("nobody")


def _fitted(above: Sequence[Block], answer: Match, cards: Sequence[_Card], again: Mapping[str, date]) -> list[Block]:
    """The blocks of the sheet, less and less in full until they fit on the page."""
    data = notice_data()
    open_ = [("", service.title) for service in answer.services if service.status == "undetermined"]
    # What only the definition of 留守妇女 keeps from her, and is open to everyone: she need not wait for it.
    beyond = [("", service.title) for service in answer.services if service.beyond_document]
    ineligible = [service for service in answer.services if service.status == "ineligible"]
    days = ((service.opens or again.get(service.id), service.title) for service in ineligible)
    later = [(words("since", day=format_day(day)), title) for day, title in days if day is not None]
    lists = {
        "open": open_,
        "ask": [(_whom(asked), asked.title) for asked in answer.questions],
        "beyond": beyond,
        "later": later,
    }
    most = {name: len(pairs) for name, pairs in lists.items()} | {"full": len(cards), "rest": len(cards)}
    blocks = [*above, *_blocks(answer, cards, lists, most)]
    for part, least in data["shorten"]:
        while most[part] > least and _height(blocks) > data["paper"]["page"]:
            most[part] -= 1
            blocks = [*above, *_blocks(answer, cards, lists, most)]
    return blocks


def _whom(question: Question) -> str:
    by = question.settled_by
    if by == "herself":
        return words(by)
    return words(by, office=question.office or words("proof" if by == "certificate" else "office"))


def _blocks(answer: Match, cards: Sequence[_Card], lists: Mapping[str, Pairs], most: Mapping[str, int]) -> list[Block]:
    always = [paper for paper in cards[0].bring if all(paper in card.bring for card in cards)] if cards else []
    full, rest = cards[: most["full"]], cards[most["full"] :]
    numbers = list(dict.fromkeys(card.service.deciding[0].citation.number for card in cards))
    blocks = [Block("h2", words("eligible" if cards else "none", count=len(cards)))]
    if always:
        blocks.append(Block("p", words("always", texts="、".join(always))))
    blocks += [_item(card, always, numbers) for card in full]
    if rest:
        blocks.append(Block("p", words("rest" if full else "all", count=len(rest))))
        blocks += _list([(card.go, card.service.title) for card in rest], most["rest"])
    for name, parts in (("open", ("open", "ask")), ("beyond", ("beyond",)), ("later", ("later",))):
        if lists[name]:
            blocks.append(Block("h2", words(name, count=len(lists[name]))))
            blocks += [block for part in parts for block in _list(lists[part], most[part])]
    sources = words("sources", texts="；".join(_mark(numbers, number) + number for number in numbers)) if cards else ""
    return [*blocks, Block("end", words("end", disclaimer=answer.disclaimer, sources=sources))]


def _mark(numbers: Sequence[str], number: str) -> str:
    """①, ② … for the documents of the sheet."""
    return chr(ord("①") + numbers.index(number) % 20)


def _item(card: _Card, always: Sequence[str], numbers: Sequence[str]) -> Block:
    """A service in full."""
    grounds = card.service.deciding
    residual = dict.fromkeys(text for ground in grounds for text in ground.residual)
    bring = [paper for paper in card.bring if paper not in always]
    parts = (
        words("about", text=card.about),
        words("go", text=card.go),
        words("bring", texts="、".join(bring)) if bring else "",
        words("confirm", texts="；".join(residual)) if residual else "",
        words("need") if card.service.need in ("unknown", "no") else "",
        words(
            "clause", mark=_mark(numbers, grounds[0].citation.number), clause=label_words(grounds[0].citation.clause)
        ),
    )
    return Block("li", "".join(parts), card.service.title)


def _list(pairs: Pairs, most: int) -> list[Block]:
    """Texts with one line for each head; beyond the first ones only how many there are."""
    lines = [
        Block("li", words("listed", head=head, texts="、".join(texts))) if head else Block("p", "、".join(texts))
        for head, texts in grouped(pairs[:most]).items()
    ]
    if len(pairs) > most:
        lines.append(Block("li" if pairs[0][0] else "p", words("more", count=len(pairs) - most)))
    return lines


def _height(blocks: Iterable[Block]) -> int:
    """The height of the sheet in hundredths of a character."""
    paper = notice_data()["paper"]
    heights = (
        _lines(f"{block.bold}　{block.text}" if block.bold else block.text) * paper["step"] + paper["gaps"][block.kind]
        for block in blocks
    )
    return sum(map(int, heights), start=int(paper["head"]))


@lru_cache(maxsize=4096)
def _lines(text: str) -> int:
    paper = notice_data()["paper"]
    narrow = sum(ord(letter) < _NARROW for letter in text)
    width = narrow * paper["other"] + (len(text) - narrow) * paper["wide"]
    return max(1, ceil(int(width) / int(paper["line"])))
