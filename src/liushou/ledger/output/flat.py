"""The results as one flat table: every row of the ledger once, as .csv or .parquet."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answer import LEFT_BEHIND_WORDS, STATUS_WORDS, status_of
from ...chinese import format_date
from ...files import atomic_write
from ...on_demand import polars
from ..results.details import offices as offices_of
from ..results.statuses import NOT_OFFERED, Results
from ..rows.ledger import birth_fact
from ..rows.women import display_address, display_who
from .book import layouts

if TYPE_CHECKING:
    import polars as pl

#: What begins a formula, or may hide what does, in one spreadsheet or another.
_FORMULA = r"^([=+\-@\t\r\n＝＋－＠])"


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
    pl = polars()
    ledger, of_flat = results.ledger, layouts()["flat"]
    positions = range(len(ledger.numbers))
    who = [display_who(ledger, position, show_ids) for position in positions]
    into = (ledger.duplicates.get(position) for position in positions)
    born = (ledger.birth(position) for position in positions)
    gone = dict.fromkeys(ledger.set_aside, "set_aside") | dict.fromkeys(ledger.duplicates, "duplicate")
    cells = {
        "outcome": [gone.get(position, "evaluated") for position in positions],
        "reason": [ledger.set_aside.get(position) for position in positions],
        "merged_into": [None if to is None else ledger.numbers[to] for to in into],
        "name": [name or None for name, _ in who],
        "id_number": [number or None for _, number in who],
        birth_fact(): [None if day is None else format_date(day) for day in born],
        "address": [display_address(ledger, position, show_ids) or None for position in positions],
        "place": list(ledger.values["place"]),
    }
    kinds = {**dict.fromkeys(cells, pl.String), "row": pl.Int64, "merged_into": pl.Int64}
    rows = pl.DataFrame({"row": list(ledger.numbers), **cells}, schema_overrides=kinds)
    where = {f"where:{name}": _few_texts(offices) for name, offices in offices_of(results).items()}
    frame = results.frame.with_columns(**where)
    answers = [f"left_behind:{name}" for name in results.policies] + [f"service:{name}" for name in results.services]
    columns = [name for name in (*answers, *where, "missing") if name in frame.columns]
    if in_words := path.suffix.lower() == ".csv":
        words = {name: _words(results, name) for name in columns}
        frame = frame.with_columns(**{name: column for name, (_, column) in words.items()})
    table = rows.join(frame.select("row", *columns), on="row", how="left", maintain_order="left")
    if in_words:
        titles = {name: of_flat["titles"].get(name) or ledger.facts[name].title for name in rows.columns}
        head = pl.DataFrame(titles | {name: title for name, (title, _) in words.items()})
        table = table.with_columns(pl.col("outcome").replace_strict(of_flat["outcomes"])).cast(pl.String)
        # The titles are cells too: they may come from files of rules, be alike, or look like a formula.
        table = pl.concat([head, table]).select(pl.all().str.replace(_FORMULA, "'$1"))
    with atomic_write(path, (ledger.file,)) as part:
        if in_words:
            table.write_csv(part, include_header=False, include_bom=True, line_terminator="\r\n")
        else:
            # In memory: the writer does not say why it could not write (a full disk, say).
            table.write_parquet(data := BytesIO())
            part.write_bytes(data.getvalue())


def _few_texts(values: Sequence[str | None]) -> Any:
    """The texts as a column that holds each of them once."""
    pl = polars()
    places = {text: place for place, text in enumerate(dict.fromkeys(values))}
    return pl.Series(list(places), dtype=pl.String).gather(
        pl.Series([places[text] for text in values], dtype=pl.UInt32)
    )


def _words(results: Results, name: str) -> tuple[str, pl.Expr]:
    """The Chinese title of a column of the frame, and the column in Chinese words."""
    pl = polars()
    rules, facts, (group, _, key) = results.rules, results.ledger.facts, name.partition(":")
    if not key:
        lists = results.frame.get_column(name).drop_nulls().unique().to_list()
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
