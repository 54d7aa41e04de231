"""``liushou explain``: what a finding of the lint, a problem, or any name of the rules is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..messages import code_page
from ..problems import Code, InputError, Phrase, Problem, closest, nfkc
from .common import Json, On, Place, Policies, show, table
from .language import in_words, language
from .lists import cell, lists_of, texts

if TYPE_CHECKING:
    from ..report import Lists

Names = Annotated[list[str], typer.Argument(metavar="[NAME…]", default_factory=list, show_default=False)]


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of one name; ``data`` is its entry in a register."""

    kind: str
    name: str
    title: str
    text: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The page as ``--json`` prints it."""
        parts = {"kind": self.kind, "name": self.name, "title": self.title, "text": self.text}
        return {**parts, **({"entry": self.data} if self.data else {})}


def explain(names: Names, policies: Policies, place: Place = None, on: On = None, json: Json = False) -> None:
    """Explain findings, problems and names of the rules; without a name, list all codes."""
    lang = language()
    if not names:
        pages = list(_codes(lang))
        rows = [(page.name, in_words(f"kind-{page.kind}"), page.title) for page in pages]
        heads = [in_words(f"explain-{head}") for head in ("name", "kind", "title")]
        show(json, lambda: [page.to_dict() for page in pages], lambda: table(heads, rows))
        return
    known = [*_codes(lang), *_entries(lists_of(policies, on, place), lang)]
    by_name: dict[str, list[Page]] = {}
    for page in known:
        titles = (page.title, page.title.removeprefix("是否"), page.title.removeprefix("是"))
        for name in dict.fromkeys(map(_folded, (page.name, *titles, *_printed(page.data)))):
            by_name.setdefault(name, []).append(page)
    missing = [name for name in names if _folded(name) not in by_name]
    if missing:
        raise InputError([_unknown(name, by_name) for name in missing])
    pages = [page for name in names for page in by_name[_folded(name)]]
    show(json, lambda: [page.to_dict() for page in pages], lambda: "\n".join(page.text for page in pages))


def _printed(entry: Mapping[str, Any]) -> Iterator[str]:
    """How documents write it: a document's number, the names of an office, those of a law."""
    if entry.get("number"):
        yield str(entry["number"])
    for key in ("aliases", "cited_as"):
        yield from entry.get(key) or ()


def _folded(name: str) -> str:
    """A name without what a person may type otherwise: case, width, spaces, quotation marks, - for _."""
    return nfkc(name).casefold().strip(" \"'“”「」$").replace("-", "_")


def _unknown(name: str, pages: Mapping[str, list[Page]]) -> Problem:
    near = closest(_folded(name), pages)
    kind, names = Phrase("kind-explained"), Phrase("explain-candidates")
    return Problem(Code.UNKNOWN_NAME, subject=name, near=near and pages[near][0].name, kind=kind, names=names)


def _codes(lang: str) -> Iterator[Page]:
    """The kinds of findings of the lint, and the codes of problems."""
    from ..proof.lint import KINDS

    for kind in KINDS:
        text = kind.page(lang)
        yield Page("finding", kind.id, text.split("\n")[0].lstrip("# ").removeprefix(kind.id).lstrip(":： "), text)
    for code in Code:
        title, text = code_page(code, lang)
        yield Page("problem", code, title, text)


def _entries(lists: Lists, lang: str) -> Iterator[Page]:
    """The entries of all registers."""
    from ..report import LISTS

    for register in LISTS:
        for row in lists.rows(register):
            name = str(row.get("fact") or row["id"])
            title = str(row.get("title") or row.get("name") or name)
            kind = _KINDS[register]
            yield Page(kind, name, title, "\n".join(_lines(row, name, title, kind, lang)) + "\n", row)


#: What the entries of a list are.
_KINDS = {"services": "service", "facts": "fact", "concepts": "concept", "parameters": "parameter", "topics": "topic"}
_KINDS |= {"agencies": "agency", "references": "reference", "policies": "document", "words": "word"}


#: What need not be said where another key says it.
_SAID_BETTER = {"settled_by": "settled_by_whom", "office": "settled_by_whom", "place": "place_name"}
_SAID_BETTER |= {"field": "field_title", "values": "here"}


def _lines(row: Mapping[str, Any], name: str, title: str, kind: str, lang: str) -> Iterable[str]:
    """An entry: its heading, then what there is of it, a line each; long lists a line an item."""
    yield f"# {name}: {title}" if title != name else f"# {name}"
    yield ""
    labels = {key: both[0 if lang == "en" else 1] for key, both in texts()["labels"].items()}
    yield f"{labels['kind']}: {cell('kind', row['kind']) if kind == 'word' else in_words(f'kind-{kind}')}"
    left_out = {"id", "fact", "title", "name", "kind"}
    left_out |= {key for key, better in _SAID_BETTER.items() if row.get(better) is not None}
    for key, value in row.items():
        if key in left_out or key not in labels:
            continue
        label = labels[key]
        several = isinstance(value, list) and len(value) > 1 and isinstance(value[0], Mapping)
        items = [cell(key, item) for item in value] if several else [cell(key, value)]
        if several:
            yield f"{label}:"
            yield from (f"  - {item}" for item in items)
        elif items[0]:
            yield f"{label}: {items[0]}"
