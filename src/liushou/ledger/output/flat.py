"""The results as one flat table: every row of the ledger once, as .csv or .parquet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...answer import LEFT_BEHIND_WORDS, STATUS_WORDS, status_of
from ...chinese import format_date
from ...files import atomic_write
from ...on_demand import library, polars
from ..results.details import offices as offices_of
from ..results.statuses import NOT_OFFERED, Results
from ..rows.display import display_address, display_who
from ..rows.ledger import birth_fact
from .book import layouts

if TYPE_CHECKING:
    import polars as pl
    from polars import DataFrame

#: What begins a formula, or may hide what does, in one spreadsheet or another.
_FORMULA = r"^([=+\-@\t\r\n＝＋－＠])"
#: So many rows are written at a time: a ledger of a million takes no more memory than one of these.
ROWS = 20_000


def write_flat(results: Results, path: Path, *, show_ids: bool = False) -> None:
    """Write every row of the ledger in its order, as ``.parquet`` or ``.csv``, whole or not at all.

    Columns: ``row``, ``outcome`` (evaluated, set_aside, duplicate), ``reason``,
    ``merged_into``, ``name``, ``id_number`` (masked unless ``show_ids``), ``birth_date``
    (text), ``address``, ``place``, then ``left_behind:<policy>`` and ``service:<id>``
    (1, 0, null for unknown) as :func:`liushou.ledger.evaluate` names them, ``where:<id>``
    (the office where she goes) and ``missing``; null where the row was not evaluated. A CSV
    has their titles and words in Chinese (UTF-8 with BOM, for Excel), and an apostrophe
    before what would be taken for a formula.
    """
    offices = offices_of(results)
    starts = range(0, max(len(results.ledger.numbers), 1), ROWS)
    tables = (_table(results, offices, start, show_ids=show_ids) for start in starts)
    with atomic_write(path, (results.ledger.file,)) as part, part.open("wb") as file:
        if path.suffix.lower() == ".csv":
            for number, table in enumerate(tables):
                in_words = _in_words(results, table, titled=not number)
                in_words.write_csv(file, include_header=False, include_bom=not number, line_terminator="\r\n")
            return
        parquet = library("pyarrow.parquet", "ledger", "pyarrow")
        first = next(tables).to_arrow()
        with parquet.ParquetWriter(file, first.schema) as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table.to_arrow().cast(first.schema))


def _table(results: Results, offices: Sequence[Mapping[str, str | None]], start: int, *, show_ids: bool) -> DataFrame:
    """The rows of the ledger from a position on, as many as are written at a time."""
    pl = polars()
    ledger = results.ledger
    positions = range(len(ledger.numbers))[start : start + ROWS]
    who = [display_who(ledger, position, show_ids) for position in positions]
    into = (ledger.duplicates.get(position) for position in positions)
    born = (ledger.birth(position) for position in positions)
    gone = {position: "set_aside" for position in positions if position in ledger.set_aside}
    gone |= {position: "duplicate" for position in positions if position in ledger.duplicates}
    cells = {
        "outcome": [gone.get(position, "evaluated") for position in positions],
        "reason": [ledger.set_aside.get(position) for position in positions],
        "merged_into": [None if to is None else ledger.numbers[to] for to in into],
        "name": [name or None for name, _ in who],
        "id_number": [number or None for _, number in who],
        birth_fact(): [None if day is None else format_date(day) for day in born],
        "address": [display_address(ledger, position, show_ids) or None for position in positions],
        "place": ledger.values["place"][start : start + ROWS],
    }
    kinds = {**dict.fromkeys(cells, pl.String), "row": pl.Int64, "merged_into": pl.Int64}
    numbers = list(ledger.numbers[start : start + ROWS])
    rows = pl.DataFrame({"row": numbers, **cells}, schema_overrides=kinds)
    low, high = (bisect_left(ledger.kept, position) for position in (start, start + ROWS))
    own = offices[low:high]
    where = {f"where:{name}": [row.get(name) for row in own] for name in results.services}
    frame = results.frame[low:high].with_columns(pl.Series(name, texts, pl.String) for name, texts in where.items())
    answers = [f"left_behind:{name}" for name in results.policies] + [f"service:{name}" for name in results.services]
    columns = [name for name in (*answers, *where, "missing") if name in frame.columns]
    table: DataFrame = rows.join(frame.select("row", *columns), on="row", how="left", maintain_order="left")
    return table


def _in_words(results: Results, table: DataFrame, *, titled: bool) -> DataFrame:
    """The table in Chinese words, under a row of titles where it is ``titled``; no cell is a formula."""
    pl = polars()
    of_flat, facts = layouts()["flat"], results.ledger.facts
    words = {name: _words(results, table, name) for name in table.columns[9:]}
    evaluated = pl.col("outcome") == "evaluated"
    table = table.with_columns(
        pl.col("outcome").replace_strict(of_flat["outcomes"]),
        **{name: pl.when(evaluated).then(column) for name, (_, column) in words.items()},
    ).cast(pl.String)
    if titled:
        titles = {name: of_flat["titles"].get(name) or facts[name].title for name in table.columns[:9]}
        table = pl.concat([pl.DataFrame(titles | {name: title for name, (title, _) in words.items()}), table])
    # The titles are cells too: they may come from files of rules, be alike, or look like a formula.
    return table.select(pl.all().str.replace(_FORMULA, "'$1"))


def _words(results: Results, table: DataFrame, name: str) -> tuple[str, pl.Expr]:
    """The Chinese title of a column of answers, and the column in Chinese words."""
    pl = polars()
    rules, facts, (group, _, key) = results.rules, results.ledger.facts, name.partition(":")
    if not key:
        lists = table.get_column(name).drop_nulls().unique().to_list()
        titles = {text: "、".join(facts[fact].title for fact in text.split(",")) for text in lists}
        return str(layouts()["flat"]["titles"][name]), pl.col(name).replace_strict(
            titles, default=None, return_dtype=pl.String
        )
    if group == "where":
        return f"{rules.services[key].title}（去哪里办）", pl.col(name)
    if group == "service":
        words, title = {value: STATUS_WORDS[status_of(value)] for value in LEFT_BEHIND_WORDS}, rules.services[key].title
    else:
        words, title = LEFT_BEHIND_WORDS, f"留守妇女认定（{rules.policies[key].number}）"
    answer = pl.col(name).cast(pl.Int8).replace_strict(words, return_dtype=pl.String)
    speaking = pl.col("place").is_in(list(results.speaking(name)))
    return title, pl.when(speaking).then(answer).otherwise(pl.lit(NOT_OFFERED))
