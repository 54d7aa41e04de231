"""The results as one flat table: every row of the ledger once, as .csv or .parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answer import LEFT_BEHIND_WORDS, STATUS_WORDS, status_of
from ...chinese import format_date
from ...files import atomic_write
from ..results.statuses import Results
from ..rows.ledger import birth_fact
from ..rows.women import display_address, display_who

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

    who = [display_who(ledger, position, show_ids) for position in positions]
    into = (ledger.duplicates.get(position) for position in positions)
    born = (ledger.birth(position) for position in positions)
    columns = {
        "outcome": [_outcome(results, position) for position in positions],
        "reason": [ledger.set_aside.get(position) for position in positions],
        "merged_into": [None if to is None else ledger.numbers[to] for to in into],
        "name": [name or None for name, _ in who],
        "id_number": [number or None for _, number in who],
        birth_fact(): [None if day is None else format_date(day) for day in born],
        "address": [display_address(ledger, position, show_ids) or None for position in positions],
        "place": list(ledger.values["place"]),
    }
    kinds = {**dict.fromkeys(columns, pl.String), "row": pl.Int64, "merged_into": pl.Int64}
    base = pl.DataFrame({"row": list(ledger.numbers), **columns}, schema_overrides=kinds)
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

    facts, column, (group, _, key) = results.ledger.facts, pl.col(name), name.partition(":")
    if key:
        return _answers(results, group == "service", key, column)
    title = facts[name].title if name in facts else _TITLES[name]
    if name == "outcome":
        return column.replace_strict(_OUTCOMES, return_dtype=pl.String).alias(title)
    if name == "missing":
        lists = table.get_column(name).drop_nulls().unique().to_list()
        titles = {text: "、".join(facts[fact].title for fact in text.split(",")) for text in lists}
        return column.replace_strict(titles, default=None, return_dtype=pl.String).alias(title)
    return (column if name in ("row", "merged_into") else _harmless(column)).alias(title)


def _answers(results: Results, service: bool, key: str, column: Any) -> pl.Expr:
    """The words of 1, 0 and null of rows that were evaluated; — where no document of the row's place says it."""
    import polars as pl

    rules, matchers = results.rules, results.matchers
    title = rules.services[key].title if service else f"留守妇女认定（{rules.policies[key].number}）"
    yes, no, unknown = (
        STATUS_WORDS[status_of(value)] if service else LEFT_BEHIND_WORDS[value] for value in (True, False, None)
    )
    applying = {
        code: matcher.applicable if service else {policy.id for policy in matcher.policies}
        for code, matcher in matchers.items()
    }
    evaluated, here = pl.col("outcome") == EVALUATED, [code for code, keys in applying.items() if key in keys]
    answer = pl.when(column == 1).then(pl.lit(yes)).when(column == 0).then(pl.lit(no)).otherwise(pl.lit(unknown))
    answered = pl.when(evaluated & pl.col("place").is_in(here)).then(answer)
    return answered.when(evaluated).then(pl.lit(_NOT_OFFERED)).alias(title)


def _harmless(column: Any) -> Any:
    """The column, with an apostrophe before what would be taken for a formula."""
    import polars as pl

    starts = pl.any_horizontal([column.str.starts_with(mark) for mark in _FORMULA])
    return pl.when(starts).then(pl.lit("'") + column).otherwise(column)
