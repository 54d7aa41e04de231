"""The head of a document: number, title, day, addressees, and the documents that it carries out."""

import re
from collections.abc import Iterator
from datetime import date

from ...texts import PREAMBLE, Source, normalise
from ..model import Judgement
from .offices import looks_like_office
from .tables import judged, pattern

_NUMBER = re.compile(
    r"(?:(?<=[（(《》、，,；;\s])|(?<=按照)|(?<=根据)|(?<=依据)|(?<=落实)|(?<=执行)|(?<=贯彻)|(?<=和)|(?<=及))"
    r"[^\s，。；：、（）()《》“”〔〕\[\]]{1,20}[〔\[［【﹝]\d{4}[〕\]］】﹞]第?\d+号"
)
_LISTED = re.compile(
    r"[（(]?(?:[0-9０-９]+|[一二三四五六七八九十]+)[）)、．.]|第\S{1,6}[条章节]|附\s*件|附[:：]|[〔\[［][0-9]{4}[〕\]］]"
)
#: The first lines among which a title can be, and the most of a line that stands for one.
_MOST_LINES, _LONGEST_TITLE = 40, 60
#: Two offices whose names run into each other: 陕西省民政厅陕西省教育厅.
_JOINED = re.compile(
    r"([^省市县区州]{1,6}[省市县区州]).{1,20}[局厅委会办部院联]\1"
    r"|.{4,}(?:局|厅|委员会|联合会).{3,}(?:局|厅|委员会|联合会)$"
)
#: What is cited only to say that it is carried out no more.
_ENDED = re.compile(".*(?:不再|停止|废止|取代|替代)")
_ADDRESSEES = re.compile(r"(?:各|局|厅|委|政府|单位|部门|办|镇|乡|街道|院)")


def number_of_document(source: Source, title: str) -> tuple[str, Judgement]:
    """(number, judgement): as printed, or the title in its place."""
    if source.number is None:
        return f"《{title}》", judged(against=("文中没有印文号，以标题代替",), unknown=True)
    number = source.number.text
    alone = any(line.text.strip().strip("（()）").endswith(number) for line in source.lines)
    against = [] if alone else ["文号不单独成行"]
    against += ["只印了第几号，没有发文机关的代字"] if re.match("第|[0-9]", number) else []
    return normalise_number(number), judged("文号单独成行", against=tuple(against))


def normalise_number(printed: str) -> str:
    """A number as documents cite it: 〔〕 for whatever brackets were typed."""
    return normalise(printed)


def title_of(source: Source) -> tuple[str, Judgement]:
    """(title, judgement): the first line that is one."""
    if not source.titles:
        return _first_words(source), judged(against=("没有哪一行像标题，暂用开头的话",), unknown=True)
    title = source.titles[0].text
    odd = re.search(r"[0-9]:[0-9]|首页|_|\|", title)
    return title, judged("标题单独成行", against=(f"标题里有{odd[0]}",) if odd else ())


def _first_words(source: Source) -> str:
    """The first line that could be a title, else the first words of a text; empty where it has none."""
    number = source.number.text if source.number else "\0"
    lines = [line.text.strip() for line in source.lines if line.text.strip()][:_MOST_LINES]
    plain = (line for line in lines if len(line) < 80 and not re.search("[。；！？：:]", line))
    first = next((line for line in plain if number not in line and not _LISTED.match(line)), None)
    first = first or next(iter(lines), "")
    return re.split("[。；！？：:]", first)[0][:_LONGEST_TITLE].strip() or first[:1]


def issued_on(source: Source, today: date) -> tuple[date, Judgement]:
    """(day, judgement): as printed, or the day of the draft."""
    if source.issued is None:
        return today, judged(against=("文中没有印日期，暂写起草这一天",), unknown=True)
    if not signed(source):
        return source.issued, judged(against=("落款没有日期，照单独成行的日期",))
    return source.issued, judged("落款的日期")


def about_issuers(source: Source) -> Judgement:
    """How certain the issuers are."""
    if not source.issuers:
        return judged(against=("文中没有印发文机关",), unknown=True)
    if not signed(source):
        return judged(against=("落款没有机关，照文头、标题或文末",))
    names = [line.text for line in source.issuers]
    odd = [name for name in names if not looks_like_office(name) or _JOINED.match(name)]
    if odd:
        return judged("落款的机关", against=tuple(f"“{name}”看不出是一个机关" for name in odd))
    return judged("落款的机关")


def signed(source: Source) -> bool:
    """Whether the offices and the day stand together, as a signature does."""
    if not source.issuers or source.day is None:
        return False
    between = source.text[source.issuers[0].start : source.day.start]
    return source.issuers[0].start <= source.day.start and not re.search("[。；：]", between)


def addressees_of(source: Source) -> tuple[str, ...]:
    """Those to whom it is sent: the line that ends in a colon, above the first sentence, cut at its commas."""
    head = source.clauses[0] if source.clauses else None
    if head is None or head.at != PREAMBLE:
        return ()
    for line in head.text.splitlines():
        words = line.strip()
        if "。" in words:
            break
        if words.endswith(("：", ":")) and _ADDRESSEES.search(words):
            return tuple(part for part in re.split("[，,；;]", words[:-1]) if part)
    return ()


def implemented(source: Source, own: str) -> tuple[tuple[str, ...], Judgement]:
    """(numbers, judgement) of the documents that its opening says it carries out."""
    numbers = tuple(dict.fromkeys(number for number in _cited(source) if number != own))
    return numbers, judged(*(f"开头说明依据{number}" for number in numbers))


def _cited(source: Source) -> Iterator[str]:
    for part in source.clauses:
        if part.at not in (PREAMBLE, "第一条"):
            continue
        for sentence in part.sentences:
            if verb := pattern("carries_out").search(sentence.text):
                if not pattern("repealed").search(sentence.text):
                    printed = (found[0] for found in _NUMBER.finditer(sentence.text, verb.end()))
                    yield from (normalise_number(number) for number in printed if not _ENDED.match(number))
