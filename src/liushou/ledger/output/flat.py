"""The results as one flat table: every row of the ledger once, as .csv or .parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answer import LEFT_BEHIND_WORDS, STATUS_WORDS
from ...chinese import format_date
from ...files import atomic_write
from ..results.statuses import Results
from ..rows.display import address_of, id_shown, name_of

if TYPE_CHECKING:
    import polars as pl

EVALUATED, SET_ASIDE, DUPLICATE = "evaluated", "set_aside", "duplicate"
_OUTCOMES = {EVALUATED: "已评估", SET_ASIDE: "未采用", DUPLICATE: "已并入"}
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
    born = ledger.values.get("birth_date", [None] * len(ledger.numbers))
    base = pl.DataFrame(
        {
            "row": pl.Series(list(ledger.numbers), dtype=pl.Int64),
            "outcome": pl.Series([_outcome(results, position) for position in positions], dtype=pl.String),
            "reason": pl.Series([ledger.set_aside.get(position) for position in positions], dtype=pl.String),
            "merged_into": pl.Series([_merged(results, position) for position in positions], dtype=pl.Int64),
            "name": pl.Series([name_of(ledger, position, show_ids) or None for position in positions], dtype=pl.String),
            "id_number": pl.Series(
                [id_shown(ledger, position, show_ids) or None for position in positions], dtype=pl.String
            ),
            "birth_date": pl.Series([None if day is None else format_date(day) for day in born], dtype=pl.String),
            "address": pl.Series(
                [address_of(ledger, position, show_ids) or None for position in positions], dtype=pl.String
            ),
            "place": pl.Series(ledger.values.get("place", [None] * len(born)), dtype=pl.String),
        }
    )
    answers = [f"left_behind:{name}" for name in results.policies] + [f"service:{name}" for name in results.services]
    wanted = [name for name in (*answers, "missing") if name in results.frame.columns]
    if not wanted:
        return base
    return base.join(results.frame.select("row", *wanted), on="row", how="left", maintain_order="left")


def _outcome(results: Results, position: int) -> str:
    if position in results.ledger.set_aside:
        return SET_ASIDE
    return DUPLICATE if position in results.ledger.duplicates else EVALUATED


def _merged(results: Results, position: int) -> int | None:
    into = results.ledger.duplicates.get(position)
    return None if into is None else results.ledger.numbers[into]


def write_parquet(results: Results, path: Path | str, *, show_ids: bool = False) -> None:
    """Write :func:`flat_table` as Parquet, whole or not at all."""
    table = flat_table(results, show_ids=show_ids)
    with atomic_write(path) as part:
        table.write_parquet(part)


def write_csv(results: Results, path: Path | str, *, show_ids: bool = False) -> None:
    """Write the table in Chinese as CSV (UTF-8 with BOM, for Excel), whole or not at all.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    table = _in_chinese(results, flat_table(results, show_ids=show_ids))
    with atomic_write(path) as part:
        table.write_csv(part, include_bom=True, line_terminator="\r\n")


def _in_chinese(results: Results, table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    rules, facts = results.rules, results.ledger.facts
    names = {
        "row": "原行号", "outcome": "处理", "reason": "未采用原因", "merged_into": "并入行号", "name": "姓名",
        "id_number": "身份证号", "birth_date": "出生日期", "address": "住址", "place": "区划代码",
        "missing": "待补充事项",
    }  # fmt: skip
    evaluated = pl.col("outcome") == EVALUATED
    columns: list[Any] = []
    for name in table.columns:
        column = pl.col(name)
        if name.startswith("service:"):
            service = name.removeprefix("service:")
            offering = [code for code, matcher in results.matchers.items() if service in matcher.applicable]
            words = _words(
                column, {1: STATUS_WORDS["eligible"], 0: STATUS_WORDS["ineligible"]}, STATUS_WORDS["undetermined"]
            )
            offered = pl.col("place").is_in(offering)
            columns.append(
                pl.when(evaluated & offered)
                .then(words)
                .when(evaluated)
                .then(pl.lit("—"))
                .alias(rules.services[service].title)
            )
        elif name.startswith("left_behind:"):
            policy = name.removeprefix("left_behind:")
            applying = [
                code for code, matcher in results.matchers.items() if any(one.id == policy for one in matcher.policies)
            ]
            words = _words(column, {1: LEFT_BEHIND_WORDS[True], 0: LEFT_BEHIND_WORDS[False]}, LEFT_BEHIND_WORDS[None])
            applies = pl.col("place").is_in(applying)
            title = f"留守妇女认定（{rules.policies[policy].number}）"
            columns.append(pl.when(evaluated & applies).then(words).when(evaluated).then(pl.lit("—")).alias(title))
        elif name == "outcome":
            columns.append(column.replace_strict(_OUTCOMES, return_dtype=pl.String).alias(names[name]))
        elif name == "missing":
            titles = {fact: facts[fact].title for fact in facts}
            distinct = table.get_column("missing").drop_nulls().unique().to_list()
            said = {text: "、".join(titles.get(fact, fact) for fact in text.split(",")) for text in distinct}
            columns.append(column.replace_strict(said, default=None, return_dtype=pl.String).alias(names[name]))
        elif name in ("row", "merged_into"):
            columns.append(column.alias(names[name]))
        else:
            columns.append(_harmless(column).alias(names[name]))
    return table.select(columns)


def _words(column: Any, words: dict[int, str], otherwise: str) -> Any:
    import polars as pl

    return (
        pl.when(column == 1)
        .then(pl.lit(words[1]))
        .when(column == 0)
        .then(pl.lit(words[0]))
        .otherwise(pl.lit(otherwise))
    )


def _harmless(column: Any) -> Any:
    """The column, with an apostrophe before what would be taken for a formula."""
    import polars as pl

    starts = pl.any_horizontal([column.str.starts_with(mark) for mark in _FORMULA])
    return pl.when(starts).then(pl.lit("'") + column).otherwise(column)


__all__ = ["flat_table", "write_csv", "write_parquet"]
