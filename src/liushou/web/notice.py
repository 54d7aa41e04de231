"""The notice (告知单) of one woman: what to ask for, where and why, on one A4 sheet that is ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from math import ceil
from pathlib import Path
from typing import Any

from ..answer import Match
from ..chinese import format_day
from ..ledger import Options, display_who, read_ledger
from ..matcher import Matcher, cached_matcher
from ..profile import Profile
from .cards import Card, cards_of

#: The sheet between its margins, in millimetres, and what a point is.
_WIDTH, _HEIGHT, _POINT = 180, 268, 25.4 / 72
_SIZES = [size / 2 for size in range(26, 11, -1)]
_ASK_FIRST = "先问村（居）民委员会"
_END = "依据所列文件和已知情况，不是审批结果；去之前先打电话问清办理地点和材料。"

#: (tag, text in bold, text, text in small type) of a line; a head has no others.
Line = tuple[str, str, str, str]


def render_notice(profile: Profile, matcher: Matcher) -> str:
    """The HTML of the sheet: no scripts, no network. Raises what :meth:`Matcher.match` raises."""
    return render_sheets([notice_lines(*cards_of(profile, matcher))])


def ledger_notices(path: Path | str, options: Options, *, show_ids: bool = False) -> tuple[str, Mapping[str, int]]:
    """(the HTML of one sheet for each woman of a ledger, how its rows are accounted for).

    Numbers of people are masked unless they are to be shown. Raises what reading a ledger raises.
    """
    ledger = read_ledger(path, options)
    return render_sheets(_of_rows(ledger, options, show_ids)), ledger.row_counts()


def _of_rows(ledger: Any, options: Options, show_ids: bool) -> Iterator[Iterator[Line]]:
    for position in ledger.kept:
        place = ledger.values["place"][position]
        matcher = cached_matcher(place=place, on=options.on, rules=options.rules, places=options.places)
        name, number = display_who(ledger, position, show_ids)
        who = f"{name}（{number}）" if name and number else name or number
        yield notice_lines(*cards_of(ledger.profile(position), matcher), who=who)


def render_sheets(sheets: Iterable[Iterable[Line]]) -> str:
    """The HTML of sheets, each on a page of its own and in the largest type with which it fits there."""
    bodies = []
    for sheet in sheets:
        lines = list(sheet)
        size = next((size for size in _SIZES if _height(lines, size) <= _HEIGHT), _SIZES[-1])
        body = "\n".join(_blocks(lines))
        bodies.append(f'<section class="sheet" style="font-size: {size}pt">\n{body}\n</section>')
    page = _text("notice.html")
    for name, text in {"style": _text("page.css").strip(), "body": "\n".join(bodies)}.items():
        before, _, after = page.partition(f"{{{name}}}")
        page = before + text + after
    return page


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def notice_lines(
    answer: Match, cards: Sequence[Card], to_confirm: Sequence[str], who: str | None = None
) -> Iterator[Line]:
    """The sheet line by line, as the page prints it; ``who`` is her name, where it is not left blank."""
    eligible = [card for card in cards if card.status == "eligible"]
    open_ = [card for card in cards if card.status == "undetermined"]
    later = [card for card in cards if card.status == "ineligible" and card.opens]
    yield "h1", "农村留守妇女关爱服务告知单", "", ""
    blank = "＿" * 7
    yield "p", "", f"{answer.place.name}　{format_day(answer.on)}　　姓名：{who or blank}　　经手人：{blank}", ""
    yield "h2", "可能符合：可以去问、去申请" if eligible else "按已知情况，还没有可能符合的服务", "", ""
    always = [name for name in eligible[0].bring if all(name in card.bring for card in eligible)] if eligible else []
    if always:
        yield "p", "", f"每一项都带：{'、'.join(always)}", ""
    offices: dict[str, list[Card]] = {}
    for card in eligible:
        offices.setdefault(card.go or _ASK_FIRST, []).append(card)
    for office, of_office in offices.items():
        yield "h3", f"去：{office}", "", ""
        for card in of_office:
            bring = [name for name in card.bring if name not in always]
            text = f"　{card.about}" + (f"带{'、'.join(bring)}。" if bring else "")
            yield "li", card.title, text, f"　{card.number} {card.clause}"
    if to_confirm:
        yield "p", "", f"部门要核对的：{'；'.join(to_confirm)}", ""
    if open_:
        yield "h2", "还需了解", "", ""
        yield "p", "", "、".join(card.title for card in open_), ""
        missing = dict.fromkeys(text for card in open_ for text in card.missing)
        yield "p", "", f"要弄清：{'；'.join(missing)}", ""
    if later:
        yield "h2", "以后可以再来问", "", ""
        yield from (("li", "", f"{card.title}：从{card.opens}起", "") for card in later)
    yield "p", "", f"{answer.disclaimer}。{_END}", ""


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    inside = False
    for number, (tag, bold, text, small) in enumerate(lines):
        if (tag == "li") is not inside:
            inside = not inside
            yield "<ul>" if inside else "</ul>"
        words = f"<b>{escape(bold)}</b>" if tag == "li" and bold else escape(bold)
        end = ' class="end"' if number == len(lines) - 1 else ""
        yield f"<{tag}{end}>{words}{escape(text)}{f'<small>{escape(small)}</small>' if small else ''}</{tag}>"


def _height(lines: Sequence[Line], size: float) -> float:
    """About how many millimetres the lines take in type of this size; rather too many."""
    times = {"h1": 2.3, "h2": 2.4, "h3": 1.7, "li": 1.4, "p": 1.65}
    height = 0.0
    for tag, bold, text, small in lines:
        scale = {"h1": 1.5, "h2": 1.15}.get(tag, 1.0)
        characters = (_wide(bold) + _wide(text) + 0.82 * _wide(small) + 2) * scale
        rows = ceil(characters * size * _POINT / _WIDTH)
        height += (times[tag] + 1.4 * scale * (rows - 1)) * size * _POINT
    return height


def _wide(text: str) -> float:
    """How many Chinese characters a text is as wide as."""
    return sum(0.6 if sign.isascii() else 1.0 for sign in text)
