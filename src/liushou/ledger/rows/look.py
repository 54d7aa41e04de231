"""How a ledger is understood before anything is evaluated: its columns, the first cells, the rows set aside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...places import NATION
from ...problems import mask
from ..cells.readers import HIDDEN, reader_of
from ..cells.reading import Hints, Reading, cell_text, is_blank, known_words, shorten
from ..columns.names import split_side
from .display import format_value
from .ledger import Ledger
from .lines import no_persons
from .read import Options, planned, read_ledger
from .table import reading_of


def look_at(path: Path | str, options: Options, *, rows: int = 10) -> dict[str, Any]:
    """How the columns and the cells of the first ``rows`` rows are read, as ``liushou ledger read --json`` prints it.

    The place is not needed, but what a place of work says may hang on it. Numbers of people are masked. Raises what
    reading a ledger raises.
    """
    options = replace(options, place=options.place or NATION)
    ledger, (grid, plan, place) = read_ledger(path, options), planned(path, options)
    no_person, shown = no_persons(grid, plan), list[dict[str, Any]]()
    for section in plan.sections:
        for row in range(section.first, section.end):
            if row in no_person or len(shown) == rows:
                continue
            number, values, cells = grid.numbers[row], grid.row(row), []
            near = ledger.id_numbers(bisect_left(ledger.numbers, number))
            for use in section.header.columns:
                if use.target is None or use.index >= len(values) or is_blank(values[use.index]):
                    continue
                hints = replace(use.hints, date1904=grid.date1904)
                read = reader_of(split_side(use.target)[0], ledger.facts, place, hints)
                reading = reading_of(read, values[use.index], use.target)
                if reading.problem == "同上":
                    reading = Reading(note="同上一行")
                cell = _cell(ledger, near, use.target, cell_text(values[use.index]), reading)
                cells.append({"column": use.letter, "label": use.label, **cell})
            shown.append({"row": number, "cells": cells})
    set_aside = {ledger.numbers[position]: reason for position, reason in ledger.set_aside.items()}
    merged = {ledger.numbers[row]: f"已并入第{ledger.numbers[into]}行" for row, into in ledger.duplicates.items()}
    return {
        "file": ledger.file,
        **ledger.row_counts(),
        "columns": [
            {"column": use.letter, "label": use.label, "taken_for": use.target, "title": use.title, "how": use.how}
            | {"hints": _hints(use.hints)}
            for use in ledger.columns
        ],
        "first_rows": shown,
        "reasons": [{"row": row, "reason": reason} for row, reason in sorted({**set_aside, **merged}.items())],
        "notes": list(ledger.remarks),
    }


def _cell(ledger: Ledger, near: Collection[str], target: str, text: str, reading: Reading) -> dict[str, Any]:
    """The text of a cell, what it says, and why it is not read; of numbers of people only that they are read."""
    titles = known_words().titles
    says: dict[str, str] = {}
    for name, value in reading.values.items():
        fact = ledger.facts.get(name)
        if fact is not None or name in titles:
            word = str(value) if fact is None else format_value(value, fact)
            says[titles[name] if fact is None else fact.title] = (
                "（不列出）" if target in HIDDEN else shorten(mask(word or "", near=near))
            )
    says |= {ledger.facts[name].title: "不清楚" for name in reading.unsure if name in ledger.facts}
    remarks = {"unread": reading.problem, "note": reading.note}
    return {
        "text": "（号码不列出）" if target in HIDDEN else shorten(mask(text[:1000], near=near)),
        "says": says,
        **{name: remark and mask(remark, near=near) for name, remark in remarks.items()},
    }


def _hints(hints: Hints) -> dict[str, Any]:
    """What a column itself says of its cells, as far as it does."""
    day = None if hints.as_of is None else hints.as_of.isoformat()
    told = {"unit": hints.unit, "per": hints.per_year and "year", "legend": hints.legend, "words": hints.words}
    return {name: value for name, value in (told | {"nominal_age": hints.nominal_age, "as_of": day}).items() if value}


_HINTS = {"unit": "单位", "per": "每", "legend": "代码", "words": "字样", "nominal_age": "虚岁", "as_of": "截至"}


def look_page(look: dict[str, Any]) -> str:
    """What :func:`look_at` gives, as text for people."""
    return "\n".join(_lines(look)) + "\n"


def _lines(look: dict[str, Any]) -> Iterator[str]:
    yield f"{look['file']}　rows 行数 {look['rows']}"
    yield from (f"note 提示：{note}" for note in look["notes"])
    yield from ("", "columns 各列")
    for use in look["columns"]:
        hints = "，".join(f"{name} {_HINTS[name]} {_shown(value)}" for name, value in use["hints"].items())
        if use["label"]:
            target = f"（{use['taken_for']}）" if use["taken_for"] else ""
            yield f"  {use['column']:<3}{use['label']} → {use['title']}{target}{f'　[{hints}]' if hints else ''}"
    for row in look["first_rows"]:
        yield from ("", f"row 第{row['row']}行")
        for cell in row["cells"]:
            says = "；".join(f"{title}：{word}" for title, word in cell["says"].items())
            unread = cell["unread"] and f"未读出：{cell['unread']}"
            note = cell["note"] and f"（{cell['note']}）"
            yield f"  {cell['column']:<3}{cell['label']}　{cell['text']} → " + "　".join(
                filter(None, (says, unread, note))
            )
    if look["reasons"]:
        yield from ("", "set aside 未采用、并入")
        yield from (f"  第{entry['row']}行　{entry['reason']}" for entry in look["reasons"])


def _shown(value: Any) -> str:
    return "、".join(f"{word}={says}" for word, says in value.items()) if isinstance(value, dict) else str(value)
