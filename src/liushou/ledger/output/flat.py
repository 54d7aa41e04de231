"""The results as one flat table: every row of the ledger once, as .csv or .parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answer import LEFT_BEHIND_WORDS, STATUS_WORDS, status_of
from ...chinese import format_date
from ...files import atomic_write
from ..results.statuses import Results
from ..rows.display import display_address, display_id, display_name
from ..rows.ledger import birth_fact

if TYPE_CHECKING:
    import polars as pl

EVALUATED, SET_ASIDE, DUPLICATE = "evaluated", "set_aside", "duplicate"
_OUTCOMES = {EVALUATED: "已评估", SET_ASIDE: "未采用", DUPLICATE: "已并入"}
_TITLES = {
    "row": "原行号",
    "outcome": "处理",
    "reason": "未采用原因",
    "merged_into": "并入行号",
    "name": "姓名",
    "id_number": "身份证号",
    "address": "住址",
    "place": "区划代码",
    "missing": "待补充事项",
}
_NOT_OFFERED = "—"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flat_table(results: Results, *, show_ids: bool = False) -> pl.DataFrame:
    """Every row of the ledger, in its order.

    Columns: ``row``, ``outcome`` (evaluated, set_aside, duplicate), ``reason``,
    ``merged_into``, ``name``, ``id_number`` (masked unless ``show_ids``), ``birth_date``
    (text), ``address``, ``place``, then ``left_behind:<policy>`` and ``service:<id>``
    (1, 0, null for unknown) and ``missing`` as :func:`liushou.ledger.evaluate` names
    them; null where the row was not evaluated.
    """
    import polars as pl

    ledger = results.ledger
    positions = range(len(ledger.numbers))

    def texts(display: Callable[..., str]) -> pl.Series:
        return pl.Series([display(ledger, position, show_ids) or None for position in positions], dtype=pl.String)

    into = (ledger.duplicates.get(position) for position in positions)
    born = (ledger.birth(position) for position in positions)
    base = pl.DataFrame(
        {
            "row": pl.Series(list(ledger.numbers), dtype=pl.Int64),
            "outcome": pl.Series([_outcome(results, position) for position in positions], dtype=pl.String),
            "reason": pl.Series([ledger.set_aside.get(position) for position in positions], dtype=pl.String),
            "merged_into": pl.Series([None if to is None else ledger.numbers[to] for to in into], dtype=pl.Int64),
            "name": texts(display_name),
            "id_number": texts(display_id),
            birth_fact(): pl.Series([None if day is None else format_date(day) for day in born], dtype=pl.String),
            "address": texts(display_address),
            "place": pl.Series(list(ledger.values["place"]), dtype=pl.String),
        }
    )
    answers = [f"left_behind:{name}" for name in results.policies] + [f"service:{name}" for name in results.services]
    wanted = [name for name in (*answers, "missing") if name in results.frame.columns]
    return base.join(results.frame.select("row", *wanted), on="row", how="left", maintain_order="left")


def _outcome(results: Results, position: int) -> str:
    if position in results.ledger.set_aside:
        return SET_ASIDE
    return DUPLICATE if position in results.ledger.duplicates else EVALUATED


def write_parquet(results: Results, path: Path | str, *, show_ids: bool = False) -> None:
    """Write :func:`flat_table` as Parquet, whole or not at all."""
    table = flat_table(results, show_ids=show_ids)
    with atomic_write(path) as part:
        table.write_parquet(part)


def write_csv(results: Results, path: Path | str, *, show_ids: bool = False) -> None:
    """Write the table in Chinese as CSV (UTF-8 with BOM, for Excel), whole or not at all.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    table = flat_table(results, show_ids=show_ids)
    table = table.select([_in_chinese(results, table, name) for name in table.columns])
    with atomic_write(path) as part:
        table.write_csv(part, include_bom=True, line_terminator="\r\n")


def _in_chinese(results: Results, table: pl.DataFrame, name: str) -> pl.Expr:
    """A column with its Chinese title and words."""
    import polars as pl

    rules, facts, matchers = results.rules, results.ledger.facts, results.matchers
    column, (group, _, key) = pl.col(name), name.partition(":")
    if group == "service":
        offering = [code for code, matcher in matchers.items() if key in matcher.applicable]
        words = {value: STATUS_WORDS[status_of(value)] for value in (True, False, None)}
        return _answers(column, words, offering).alias(rules.services[key].title)
    if group == "left_behind":
        applying = [code for code, matcher in matchers.items() if key in {policy.id for policy in matcher.policies}]
        title = f"留守妇女认定（{rules.policies[key].number}）"
        return _answers(column, LEFT_BEHIND_WORDS, applying).alias(title)
    title = facts[name].title if name in facts else _TITLES[name]
    if name == "outcome":
        return column.replace_strict(_OUTCOMES, return_dtype=pl.String).alias(title)
    if name == "missing":
        lists = table.get_column(name).drop_nulls().unique().to_list()
        words = {text: "、".join(facts[fact].title for fact in text.split(",")) for text in lists}
        return column.replace_strict(words, default=None, return_dtype=pl.String).alias(title)
    return (column if name in ("row", "merged_into") else _harmless(column)).alias(title)


def _answers(column: Any, words: dict[bool | None, str], codes: Iterable[str]) -> pl.Expr:
    """The words of 1, 0 and null where the row's place is one of these; — elsewhere, blank for rows not evaluated."""
    import polars as pl

    evaluated, here = pl.col("outcome") == EVALUATED, pl.col("place").is_in(list(codes))
    answers = pl.when(column == 1).then(pl.lit(words[True])).when(column == 0).then(pl.lit(words[False]))
    offered = pl.when(evaluated & here).then(answers.otherwise(pl.lit(words[None])))
    return offered.when(evaluated).then(pl.lit(_NOT_OFFERED))


def _harmless(column: Any) -> Any:
    """The column, with an apostrophe before what would be taken for a formula."""
    import polars as pl

    starts = pl.any_horizontal([column.str.starts_with(mark) for mark in _FORMULA])
    return pl.when(starts).then(pl.lit("'") + column).otherwise(column)


__all__ = ["flat_table", "write_csv", "write_parquet"]
