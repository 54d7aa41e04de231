"""A comparison as text, Markdown and a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import MeasureGroup, templates
from . import layout
from .model import Diff, Row


def text_page(diff: Diff) -> str:
    """The comparison for a terminal."""
    return "\n".join(_text(diff)) + "\n"


def markdown_page(diff: Diff) -> str:
    """The comparison as Markdown; raises :class:`~liushou.MissingExtraError` without jinja2."""
    return _render("diff.md.j2", diff, html=False)


def html_page(diff: Diff) -> str:
    """The comparison as one HTML page without anything from outside."""
    return _render("diff.html.j2", diff, html=True)


def _render(name: str, diff: Diff, *, html: bool) -> str:
    template = templates("liushou.compare", html=html).get_template(name)
    return template.render(diff=diff, layout=layout, groups=layout.groups(diff))


def _text(diff: Diff) -> Iterator[str]:
    yield f"{diff.a.name}：{diff.a.policy.number} {diff.a.policy.title}"
    yield f"{diff.b.name}：{diff.b.policy.number} {diff.b.policy.title}"
    yield f"评估日 {diff.on}" + (f"，地方 {diff.place[1]}（{diff.place[0]}）" if diff.place else "")
    yield ""
    yield from layout.facts_only(diff)
    yield ""
    yield f"定义  {diff.definition.sentence}"
    yield from (f"      例：{witness.sentence}" for witness in diff.definition.witnesses)
    yield from layout.summary(diff)
    for group in layout.groups(diff):
        yield ""
        yield f"—— {group.title} ——"
        for row in group.rows:
            yield from _text_row(diff, row)
    yield ""
    yield from layout.tail(diff)


def _text_row(diff: Diff, row: Row) -> Iterator[str]:
    yield f"{row.title}  {row.sentence}"
    yield from (f"    {note}" for note in layout.notes(diff, row))
    for name, group in ((diff.a.name, row.a), (diff.b.name, row.b)):
        if group is not None:
            yield from _text_group(name, group, row.verdict != "equivalent")
    yield from (f"    例：{witness.sentence}" for witness in row.witnesses)
    if row.reason:
        yield f"    未判定：{row.reason}"


def _text_group(name: str, group: MeasureGroup, whole: bool) -> Iterator[str]:
    measure = group.strongest
    more = f"；另有{len(group.others)}处" if group.others else ""
    yield f"    {name} {measure.citation.clause} [{measure.force_word}] “{measure.citation.quote}”{more}"
    if whole:
        yield f"      条件：{group.condition}"
    yield f"      {layout.offices(measure)}"
