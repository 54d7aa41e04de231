"""The page for a phone: one file that asks, answers and prints the sheet, without a network."""

from pathlib import Path

from ..documents import PlacesFile, Rules
from ..places import find_place
from .module import dumped, scripts
from .notice import notice_data

_FOLDER = Path(__file__).parent
_SCRIPTS = ("sheet.js", "notice.js", "qr.js", "page.js")


def render_page(rules: Rules, places: PlacesFile | None = None, *, place: str | None = None) -> str:
    """The HTML of the page, which begins in ``place`` where one is given.

    Raises :class:`~liushou.places.UnknownPlaceError` for what is no place, and what :func:`javascript_module` raises.
    """
    own = [_FOLDER.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS]
    data = f"const NOTICE = {dumped(notice_data())};"
    style = (_text("notice.css") + _text("page.css")).strip()
    page = _filled(_text("page.html"), script="\n".join([scripts(rules, places), data, *own]), style=style)
    return page if place is None else begin_in(page, place)


def begin_in(page: str, place: str) -> str:
    """A page that begins nowhere, beginning in a place. Raises :class:`~liushou.places.UnknownPlaceError`."""
    return page.replace("const DATA = {", f'const DATA = {{"start":"{find_place(place).code}",', 1)


def _filled(page: str, **parts: str) -> str:
    """The page with the parts in place of their names in braces."""
    for name, text in parts.items():
        before, _, after = page.partition(f"{{{name}}}")
        page = before + text + after
    return page


def _text(name: str) -> str:
    return _FOLDER.joinpath(name).read_text(encoding="utf-8")
