"""``liushou notice``: the sheets to hand over (告知单) as one HTML file to print, one page of A4 a woman."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents import PlacesFile, Rules
from ..files import atomic_write, plain
from ..matcher import Matcher, cached_matcher
from ..problems import LiushouError
from ..profile import Profile
from .notice import Block, Notices, words

if TYPE_CHECKING:
    from ..ledger import Options

_FOLDER = Path(__file__).parent
#: (what is being done, sheets done, sheets in all)
Progress = Callable[[str, int, int], None]
#: Places of which the conditions are kept ready.
_KEPT = 32


def render_notice(
    profile: Profile | Mapping[str, Any],
    *,
    place: str,
    on: date,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
) -> str:
    """The HTML of the sheet of one woman, her name left blank. Raises what :func:`liushou.match` raises."""
    notices = Notices(cached_matcher(place=place, on=on, rules=rules, places=places))
    head, tail = _frame()
    return head + _sheet(notices, profile) + tail


def write_notices(
    path: Path | str,
    out: Path | str,
    options: Options,
    *,
    show_ids: bool = False,
    progress: Progress = lambda _what, _done, _total: None,
) -> dict[str, Any]:
    """Write a sheet for every woman of a ledger, in its order, one after another into one file.

    Her ID number is masked, as in the workbook of the ledger, unless ``show_ids``. Gives the counts: ``sheets``, and
    how the rows add up (rows = evaluated + set_aside + duplicates), with ``reasons`` for the rows set aside and
    ``notes``. Raises :class:`~liushou.InputError` where the ledger cannot be read or the file cannot be written; what
    was there is then unchanged.
    """
    from ..ledger import display_who, read_ledger

    own = None if options.places is None else options.places.file
    refused, notes = dict[int, str](), dict[str, None]()

    @lru_cache(maxsize=_KEPT)
    def notices_of(code: str) -> Notices:
        matcher = Matcher(place=code, on=options.on, rules=options.rules, places=options.places)
        notes.update(dict.fromkeys(matcher.notes))
        return Notices(matcher)

    def sheets(ledger: Any) -> Iterator[str]:
        for done, position in enumerate(ledger.kept):
            progress("写告知单", done, len(ledger.kept))
            name, number = display_who(ledger, position, show_ids)
            row, notices = ledger.numbers[position], notices_of(ledger.item("place", position))
            try:
                yield _sheet(notices, ledger.profile(position), name=name, number=number, row=row)
            except LiushouError as error:
                refused[position] = str(error)

    with atomic_write(out, (path, options.mapping, own)) as part:
        progress("读取台账", 0, 0)
        ledger = read_ledger(path, options)
        _write(part, sheets(ledger))
    ledger = ledger.without(refused)
    reasons = {ledger.numbers[position]: reason for position, reason in sorted(ledger.set_aside.items())}
    counts = {"file": str(out), "sheets": len(ledger.kept), **ledger.row_counts()}
    return {**counts, "reasons": reasons, "notes": [*ledger.remarks, *notes]}


def _write(part: Path, sheets: Iterable[str]) -> None:
    """Write the file piece by piece."""
    head, tail = _frame()
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        file.writelines(sheets)
        file.write(tail)


@lru_cache(maxsize=1)
def _frame() -> tuple[str, str]:
    """What stands before and behind the sheets."""
    frame, style = (_FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("notice.html", "notice.css"))
    head, _, tail = frame.replace("{style}", style.strip()).partition("{sheets}\n")
    return head, tail


def _sheet(notices: Notices, profile: Profile | Mapping[str, Any], **who: Any) -> str:
    """One sheet, with her name, number and row as far as they are given."""
    lines = ['<article class="sheet">', f"<h1>{_safe(words('title'))}</h1>", *_html(notices.blocks(profile, **who))]
    return "\n".join([*lines, "</article>\n"])


def _safe(text: str) -> str:
    return escape(plain(text))


def _html(blocks: Iterable[Block]) -> Iterator[str]:
    listed = False
    for block in blocks:
        if listed is not (block.kind == "li"):
            listed = not listed
            yield "<ul>" if listed else "</ul>"
        bold = f"<b>{_safe(block.bold)}</b>　" if block.bold else ""
        tag, attributes = ("p", ' class="end"') if block.kind == "end" else (block.kind, "")
        yield f"<{tag}{attributes}>{bold}{_safe(block.text)}</{tag}>"
