"""A comparison as text, Markdown and HTML; the matrix as a terminal table and HTML."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..answer import DISCLAIMER
from ..chinese import label_words
from ..report import MeasureGroup, MeasureView, templates
from .matrix import NOBODY, NOT_THERE, Matrix, lead
from .model import VERDICT_WORDS, WORDS, ConceptRow, Diff, NotAnalysed, ParameterRow, Row

NOTE = "“算”指符合文件写明的条件。" + DISCLAIMER + "。"
_WIDER = ("算的人不同", "两份文件都有、条件不等价的服务（在同时符合两份定义的妇女中比较）")
_ONLY = ("只有一份文件有", "")
_STRENGTH = ("算的人相同，力度或牵头不同", "")
_SAME = ("算的人相同，力度和牵头情况也相同", "单位名称可能不同，见各项")
_TOPICS = ("不到人的措施", "对象是设施、机构、宣传等，不直接给某一位妇女")
_STYLES = {"shall": "bold red", "priority": "yellow", "provide": "green", "encourage": "blue"}


class Group(NamedTuple):
    """Rows under one heading."""

    title: str
    about: str
    rows: tuple[Row, ...]


def groups(diff: Diff) -> tuple[Group, ...]:
    """Services and topics, those with the weightiest difference first; empty groups left out."""
    rows: dict[tuple[str, str], list[Row]] = {heading: [] for heading in (_WIDER, _ONLY, _STRENGTH, _SAME, _TOPICS)}
    for row in diff.services:
        if row.verdict == "equivalent":
            rows[_STRENGTH if row.differs else _SAME].append(row)
        else:
            rows[_ONLY if row.verdict in ("only_a", "only_b") else _WIDER].append(row)
    rows[_TOPICS] += diff.topics
    return tuple(Group(title, about, tuple(of_group)) for (title, about), of_group in rows.items() if of_group)


def tag(diff: Diff, row: Row) -> str:
    """The verdict of a row; topics have no eligibility, so no wider side."""
    return "两份都有" if row.topic and row.verdict == "equivalent" else diff.verdict_text(row.verdict)


def summary(diff: Diff) -> Iterator[str]:
    """How many services there are of each kind, in one line each."""
    counts = Counter(row.verdict for row in diff.services)
    listed = (f"{diff.verdict_text(value)}{counts[value]}项" for value in VERDICT_WORDS if value in counts)
    yield f"共{len(diff.services)}项服务：{'，'.join(listed)}"


def offices(measure: MeasureView) -> str:
    """The offices by role, where they are named, and who the sentence itself names."""
    parts = [measure.offices or "未写负责单位"]
    if measure.agencies and measure.agencies_clause != measure.citation.clause:
        parts.append(f"见{label_words(measure.agencies_clause)}")
    if measure.carried_out_by:
        parts.append(f"句中写明：{'、'.join(measure.carried_out_by)}")
    return "；".join(parts)


def notes(diff: Diff, row: Row) -> Iterator[str]:
    """The verdict with each document's own definition, where that is another; what else differs."""
    value = row.verdict_with_definition
    if value is not None and value != row.verdict:
        yield f"连同各自的留守妇女定义比较：{diff.verdict_text(value)}"
    yield from row.notes


def facts_only(diff: Diff) -> Iterator[str]:
    """The facts that only one of the two asks for."""
    for name, facts in ((diff.a.name, diff.facts_only_a), (diff.b.name, diff.facts_only_b)):
        yield f"只有{name}看的事实：{'、'.join(facts) or '无'}"


def parameter(row: ParameterRow) -> str:
    """A parameter with its values."""
    values = "；".join(f"{where}：{value}" for where, value in row.values)
    return f"{row.title}（{row.unit}），{WORDS['treated'][row.treated]}。{values}"


def left_open(concept: ConceptRow) -> Iterator[str]:
    """What a concept leaves to others to fill, and to the office."""
    yield from (f"另由各地认定“{text}”" for text in concept.unless)
    yield from (f"由部门把握“{text}”" for text in concept.residual)


def left_to_office(diff: Diff, part: NotAnalysed) -> str:
    """A condition that was not compared."""
    name = diff.a.name if part.side == "a" else diff.b.name
    return f"{name} {label_words(part.clause)} {part.title}：“{part.text}”由部门把握"


def tail(diff: Diff) -> Iterator[str]:
    """What comes last: parameters, concepts, what was not compared or not decided, notes."""
    yield from (f"标准  {parameter(row)}" for row in diff.parameters)
    for concept in diff.concepts:
        beside = "".join(f"；{text}" for text in left_open(concept))
        yield f"概念  {concept.title}：{concept.condition}{beside}"
    yield from (f"未分析  {left_to_office(diff, part)}" for part in diff.not_analysed)
    yield from (f"未判定  {reason}" for reason in diff.undecided)
    yield from (f"说明  {note}" for note in diff.notes)
    yield NOTE


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
    return templates("liushou.compare", html=html).get_template(name).render(diff=diff, layout=globals())


def _text(diff: Diff) -> Iterator[str]:
    yield f"{diff.a.name}：{diff.a.policy.number} {diff.a.policy.title}"
    yield f"{diff.b.name}：{diff.b.policy.number} {diff.b.policy.title}"
    yield f"评估日 {diff.on}" + (f"，地方 {diff.place[1]}（{diff.place[0]}）" if diff.place else "")
    yield ""
    yield from facts_only(diff)
    yield ""
    yield f"定义  {diff.definition.sentence}"
    yield from (f"      {note}" for note in diff.definition.notes)
    yield from (f"      例：{witness.sentence}" for witness in diff.definition.witnesses)
    yield from summary(diff)
    for group in groups(diff):
        yield ""
        yield f"—— {group.title} ——"
        for row in group.rows:
            yield from _text_row(diff, row)
    yield ""
    yield from tail(diff)


def _text_row(diff: Diff, row: Row) -> Iterator[str]:
    yield f"{row.title}  {row.sentence}"
    yield from (f"    {note}" for note in notes(diff, row))
    for name, group in ((diff.a.name, row.a), (diff.b.name, row.b)):
        if group is not None:
            measure = group.strongest
            more = f"；另有{len(group.others)}处" if group.others else ""
            part = label_words(measure.citation.clause)
            yield f"    {name} {part} [{measure.force_word}] “{measure.citation.quote}”{more}"
            if row.verdict != "equivalent":
                yield f"      条件：{group.condition}"
            yield f"      {offices(measure)}"
    yield from (f"    例：{witness.sentence}" for witness in row.witnesses)
    if row.reason:
        yield f"    未判定：{row.reason}"


def terminal_table(matrix: Matrix) -> Any:
    """The matrix as a rich table: force and clause, lead, condition in each cell."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"服务对照（{matrix.on}）", show_lines=True, pad_edge=False)
    table.add_column("服务", style="bold", ratio=2, overflow="fold")
    for column in matrix.columns:
        table.add_column(Text(f"{column.name}\n{column.policy.number}"), ratio=3, overflow="fold")
    for row in matrix.rows:
        title = row.title if row.kind == "service" else f"{row.title}（不到人）"
        table.add_row(Text(title), *(_terminal_cell(cell) for cell in row.cells))
    return table


def _terminal_cell(cell: MeasureGroup | None) -> Any:
    from rich.text import Text

    if cell is None:
        return Text(NOT_THERE, style="dim")
    measure = cell.strongest
    more = f" 等{len(cell.measures)}处" if len(cell.measures) > 1 else ""
    head = (measure.force_word, _STYLES[measure.force]), f" {label_words(measure.citation.clause)}{more}\n"
    return Text.assemble(*head, (f"{lead(measure)}\n", "dim"), cell.condition)


def matrix_html_page(matrix: Matrix) -> str:
    """The matrix as one HTML page: a table at desk width, cards on a phone."""
    template = templates("liushou.compare", html=True).get_template("matrix.html.j2")
    return template.render(matrix=matrix, lead=lead, nobody=NOBODY, disclaimer=DISCLAIMER)
