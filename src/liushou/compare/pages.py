"""A comparison as text, Markdown and a self-contained HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..report import MeasureGroup, templates
from . import layout
from .model import Diff, Row

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#])")


def text_page(diff: Diff) -> str:
    """The comparison for a terminal."""
    return "\n".join(_text(diff)) + "\n"


def markdown_page(diff: Diff) -> str:
    """The comparison as Markdown."""
    return "\n".join(_markdown(diff)) + "\n"


def html_page(diff: Diff) -> str:
    """The comparison as one HTML page without anything from outside."""
    template = templates("liushou.compare", html=True).get_template("diff.html.j2")
    return template.render(diff=diff, layout=layout, groups=layout.groups(diff))


# -- text ------------------------------------------------------------------------------------


def _text(diff: Diff) -> Iterator[str]:
    yield f"{diff.a.name}：{diff.a.policy.number} {diff.a.policy.title}"
    yield f"{diff.b.name}：{diff.b.policy.number} {diff.b.policy.title}"
    yield f"评估日 {diff.on}" + (f"，地方 {diff.place[1]}（{diff.place[0]}）" if diff.place else "")
    yield ""
    yield from _facts_only(diff)
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
    yield from _tail(diff)


def _facts_only(diff: Diff) -> Iterator[str]:
    for name, facts in ((diff.a.name, diff.facts_only_a), (diff.b.name, diff.facts_only_b)):
        yield f"只有{name}看的事实：{'、'.join(facts) or '无'}"


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


def _tail(diff: Diff) -> Iterator[str]:
    for row in diff.parameters:
        yield f"标准  {layout.parameter(row)}"
    for concept in diff.concepts:
        yield f"概念  {concept.title}：{concept.condition}"
    yield from (f"未分析  {layout.left_to_office(diff, part)}" for part in diff.not_analysed)
    yield from (f"未判定  {reason}" for reason in diff.undecided)
    yield from (f"说明  {note}" for note in diff.notes)
    yield layout.NOTE


# -- Markdown --------------------------------------------------------------------------------


def _markdown(diff: Diff) -> Iterator[str]:
    yield f"# {_escape(diff.a.name)}与{_escape(diff.b.name)}：两份文件的差别"
    yield ""
    for side in (diff.a, diff.b):
        yield f"- {_escape(side.name)}：{_escape(side.policy.number)} {_escape(side.policy.title)}"
    yield f"- 评估日：{diff.on}" + (f"；地方：{diff.place[1]}（{diff.place[0]}）" if diff.place else "")
    yield ""
    yield from (f"- {_escape(text)}" for text in _facts_only(diff))
    yield ""
    yield "## 谁是留守妇女"
    yield ""
    yield _escape(diff.definition.sentence) + "。"
    yield ""
    yield from _markdown_table(diff, diff.definition.a, diff.definition.b, whole=False)
    yield from (f"- 例：{_escape(witness.sentence)}" for witness in diff.definition.witnesses)
    yield ""
    yield from (_escape(text) + "。" for text in layout.summary(diff))
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
    yield from (f"- {_escape(text)}" for text in _tail(diff))


def _markdown_row(diff: Diff, row: Row) -> Iterator[str]:
    yield ""
    yield f"### {_escape(row.title)}"
    yield ""
    yield f"**{_escape(row.sentence)}**"
    yield ""
    yield from (f"- {_escape(note)}" for note in layout.notes(diff, row))
    yield from (f"- 例：{_escape(witness.sentence)}" for witness in row.witnesses)
    if row.reason:
        yield f"- 未判定：{_escape(row.reason)}"
    yield ""
    yield from _markdown_table(diff, row.a, row.b)


def _markdown_table(diff: Diff, a: MeasureGroup | None, b: MeasureGroup | None, *, whole: bool = True) -> Iterator[str]:
    yield f"| | {_escape(diff.a.name)} | {_escape(diff.b.name)} |"
    yield "| --- | --- | --- |"
    left, right = _cells(a), _cells(b)
    for title in ("条件", "条款", "原文", *(("力度", "单位", "其他处") if whole else ())):
        yield f"| {title} | {_escape(left.get(title, '—'))} | {_escape(right.get(title, '—'))} |"
    yield ""


def _cells(group: MeasureGroup | None) -> dict[str, str]:
    """The cells of one document by their heading."""
    if group is None:
        return {}
    measure = group.strongest
    others = [f"{other.citation.clause}“{other.citation.quote}”（{other.force_word}）" for other in group.others]
    return {
        "条件": group.condition,
        "条款": f"{measure.citation.number} {measure.citation.clause}",
        "原文": measure.citation.quote,
        "力度": measure.force_word,
        "单位": layout.offices(measure),
        "其他处": "；".join(others) or "—",
    }


def _escape(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))
