"""A comparison as text, Markdown and a self-contained HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import layout
from .model import Diff, Half, NotAnalysed, Row

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#])")


def text_page(diff: Diff) -> str:
    """The comparison for a terminal."""
    return "\n".join(_text(diff)) + "\n"


def markdown_page(diff: Diff) -> str:
    """The comparison as Markdown."""
    return "\n".join(_markdown(diff)) + "\n"


def html_page(diff: Diff) -> str:
    """The comparison as one HTML page without anything from outside."""
    return layout.render("diff.html.j2", diff=diff, layout=layout, groups=layout.groups(diff))


# -- text ------------------------------------------------------------------------------------


def _text(diff: Diff) -> Iterator[str]:
    yield f"{diff.a.name}：{diff.a.number} {diff.a.title}"
    yield f"{diff.b.name}：{diff.b.number} {diff.b.title}"
    yield f"评估日 {diff.on}" + (f"，地方 {diff.place[1]}（{diff.place[0]}）" if diff.place else "")
    yield ""
    yield from _facts_only(diff)
    yield ""
    yield f"定义  {diff.definition.sentence}"
    for one in diff.definition.witnesses:
        yield f"      例：{one.sentence}"
    yield from layout.summary(diff)
    for group in layout.groups(diff):
        yield ""
        yield f"—— {group.title} ——"
        for row in group.rows:
            yield from _text_row(diff, row)
    yield ""
    yield from _tail(diff)


def _facts_only(diff: Diff) -> Iterator[str]:
    for name, facts in ((diff.a.name, diff.facts_only_a), (diff.b.name, diff.facts_only_b)):
        yield f"只有{name}看的事实：{'、'.join(facts) or '无'}"


def _text_row(diff: Diff, row: Row) -> Iterator[str]:
    yield f"{row.title}  {row.sentence}"
    if (told := layout.wide(diff, row)) is not None:
        yield f"    {told}"
    yield from (f"    {note}" for note in row.notes)
    for name, half in ((diff.a.name, row.a), (diff.b.name, row.b)):
        if half is not None:
            yield from _text_half(name, half, row.verdict != "equivalent")
    yield from (f"    例：{one.sentence}" for one in row.witnesses)
    if row.reason:
        yield f"    未判定：{row.reason}"


def _text_half(name: str, half: Half, whole: bool) -> Iterator[str]:
    one = half.strongest
    more = f"；另有{len(half.more)}处" if half.more else ""
    yield f"    {name} {one.citation.clause} [{layout.force(one)}] “{one.citation.quote}”{more}"
    if whole:
        yield f"      条件：{half.condition}"
    yield f"      {layout.offices(one)}"


def _tail(diff: Diff) -> Iterator[str]:
    for row in diff.parameters:
        yield f"标准  {layout.line(row)}"
    for concept in diff.concepts:
        yield f"概念  {concept.title}：{concept.condition}"
    for one in diff.not_analysed:
        yield f"未分析  {_left(diff, one)}"
    yield from (f"未判定  {one}" for one in diff.undecided)
    yield from (f"说明  {note}" for note in diff.notes)
    yield layout.TOLD


def _left(diff: Diff, one: NotAnalysed) -> str:
    name = diff.a.name if one.side == "a" else diff.b.name
    return f"{name} {one.clause} {one.title}：“{one.text}”由部门把握"


# -- Markdown --------------------------------------------------------------------------------


def _markdown(diff: Diff) -> Iterator[str]:
    yield f"# {_plain(diff.a.name)}与{_plain(diff.b.name)}：两份文件的差别"
    yield ""
    for view in (diff.a, diff.b):
        yield f"- {_plain(view.name)}：{_plain(view.number)} {_plain(view.title)}"
    yield f"- 评估日：{diff.on}" + (f"；地方：{diff.place[1]}（{diff.place[0]}）" if diff.place else "")
    yield ""
    yield from (f"- {_plain(one)}" for one in _facts_only(diff))
    yield ""
    yield "## 谁是留守妇女"
    yield ""
    yield _plain(diff.definition.sentence) + "。"
    yield ""
    yield from _markdown_table(diff, diff.definition.a, diff.definition.b, force=False)
    yield from (f"- 例：{_plain(one.sentence)}" for one in diff.definition.witnesses)
    yield ""
    yield from (_plain(one) + "。" for one in layout.summary(diff))
    for group in layout.groups(diff):
        yield ""
        yield f"## {group.title}"
        if group.about:
            yield ""
            yield f"{group.about}。"
        for row in group.rows:
            yield from _markdown_row(diff, row)
    yield ""
    yield "## 标准、未分析的部分和说明"
    yield ""
    yield from (f"- {_plain(one)}" for one in _tail(diff))


def _markdown_row(diff: Diff, row: Row) -> Iterator[str]:
    yield ""
    yield f"### {_plain(row.title)}"
    yield ""
    yield f"**{_plain(row.sentence)}**"
    yield ""
    told = layout.wide(diff, row)
    yield from (f"- {_plain(note)}" for note in ([told] if told else []) + list(row.notes))
    yield from (f"- 例：{_plain(one.sentence)}" for one in row.witnesses)
    if row.reason:
        yield f"- 未判定：{_plain(row.reason)}"
    yield ""
    yield from _markdown_table(diff, row.a, row.b)


def _markdown_table(diff: Diff, a: Half | None, b: Half | None, *, force: bool = True) -> Iterator[str]:
    yield f"| | {_plain(diff.a.name)} | {_plain(diff.b.name)} |"
    yield "| --- | --- | --- |"
    for title, left, right in _rows(a, b, force):
        yield f"| {title} | {_plain(left)} | {_plain(right)} |"
    yield ""


def _rows(a: Half | None, b: Half | None, force: bool) -> Iterator[tuple[str, str, str]]:
    titles = ("条件", "条款", "原文", *(("力度", "单位", "其他处") if force else ()))
    for index, title in enumerate(titles):
        yield title, _cell(a, index), _cell(b, index)


def _cell(half: Half | None, index: int) -> str:
    if half is None:
        return "—"
    one = half.strongest
    more = "；".join(f"{other.citation.clause}“{other.citation.quote}”（{layout.force(other)}）" for other in half.more)
    return (
        half.condition, f"{one.citation.number} {one.citation.clause}", one.citation.quote, layout.force(one),
        layout.offices(one), more or "—",
    )[index]  # fmt: skip


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))
