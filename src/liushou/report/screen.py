"""The answer at a glance: one line a service, at most one screen for each of the three groups."""

from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from ..answer import LEFT_BEHIND_WORDS, STATUS_WORDS, Match, ServiceAnswer, truth_of
from ..chinese import format_day, label_words
from ..values import grouped
from .text import heading

#: A screen: columns, and lines a group.
WIDTH, HEIGHT = 80, 24
#: So many questions are shown, the ones that settle most; and so many columns are left to an office that is cut.
_QUESTIONS, _LEAST = 3, 14


def brief(answer: Match) -> str:
    """The services by status, those that shall be given first: where to go, and the nearest clause."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: Match) -> Iterator[str]:
    yield from heading(answer)
    for policy in answer.policies:
        yield cut(f"{policy.number}：{LEFT_BEHIND_WORDS[truth_of(policy.left_behind)]}农村留守妇女", WIDTH)
    for status, words in STATUS_WORDS.items():
        services = [service for service in answer.services if service.status == status]
        yield ""
        yield f"{words}（{len(services)} 项）"
        fitting = len(services) if len(services) < HEIGHT else HEIGHT - 2
        yield from (_line(count, service) for count, service in enumerate(services[:fitting], 1))
        if services[fitting:]:
            yield f"……另有 {len(services) - fitting} 项，加 --full 看全部"
    yield from _later(answer.services)
    if answer.questions:
        yield ""
        yield f"接下来了解（{len(answer.questions)} 项，先问关系最多的；逐项问用 liushou ask）"
        yield from (cut(f"  {question.ask}", WIDTH) for question in answer.questions[:_QUESTIONS])
    yield ""
    yield "依据的原文、理由和单位：--full 看全部，--service 服务名称 看一项"


def _line(count: int, service: ServiceAnswer) -> str:
    citation = service.deciding[0].citation
    office = "文件未写明去处" if service.where is None else service.where.office
    head, clause = f"{count:>2}. ", f"{citation.number} {label_words(citation.clause)}"
    room = WIDTH - sum(map(width, (head, clause))) - 4
    title = cut(service.title, max(room - min(width(office), _LEAST), _LEAST))
    return cut(f"{head}{title}  {cut(office, room - width(title))}  {clause}", WIDTH)


def _later(services: Iterable[ServiceAnswer]) -> Iterator[str]:
    """From which days time alone opens services: one day after the other, its services on as few lines as hold them."""
    opening = grouped((service.opens, service.title) for service in services if service.opens is not None)
    if opening:
        yield ""
        yield "时间一到可能符合（其他情况不变）"
    for day, titles in sorted(opening.items()):
        line = f"  {format_day(day)}起："
        for number, title in enumerate(titles):
            part = title + "、" * (number + 1 < len(titles))
            if width(line + part) > WIDTH:
                yield line
                line = "    "
            line += part
        yield line


def width(text: str) -> int:
    """The columns that a text takes in a terminal: two for a Chinese character, and for what may be as wide."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with … behind it."""
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 2:
        text = text[:-1]
    return f"{text}…"
