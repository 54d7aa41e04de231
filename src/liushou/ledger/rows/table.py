"""Every column of a grid read by its reader, under each header its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from ...places import Place
from ...problems import mask
from ...profile import Fact
from ...values import Bounds
from ..cells.readers import HIDDEN, Reader, facts_of, reader_of
from ..cells.reading import NOTHING, Reading, UnreadableError, cell_text, is_blank, known_words, shorten, squeeze
from ..columns.headers import ColumnPlan, Section
from ..columns.names import ColumnUse, split_side
from ..files.grid import Grid
from .ledger import Ledger, Unread
from .lines import no_persons
from .women import agreed

#: Of two columns of one thing, such as addresses, the one that says where she lives now goes first.
_HERE = ("现", "居住")


def _one_side(values: Mapping[str, Any], side: str) -> dict[str, Any]:
    """The values of a column that gives one bound only."""
    low = side == "__min"
    bounds = {name: value.low if low else value.high for name, value in values.items()}
    return {
        name: Bounds(bound, None) if low else Bounds(None, bound) for name, bound in bounds.items() if bound is not None
    }


def read_rows(
    grid: Grid, plan: ColumnPlan, facts: Mapping[str, Fact], place: Place | None
) -> tuple[Ledger, Sequence[int]]:
    """Every column read by its reader, under each header its own: (the ledger, the rows of the grid that it has).

    Rows that are no person's are set aside, and nothing is noted of them; rows in which two
    columns of one fact contradict each other are set aside too. A column is freed once it is read.
    """
    start, headless = plan.sections[0].first, len(plan.headless)
    rows: Sequence[int] = [*plan.headless, *range(start, len(grid.numbers))]
    outside = (plan.sections[0].header.lines.start - headless, len(plan.sections[0].header.lines))
    reasons = no_persons(grid, plan)
    set_aside = {position: reasons[row] for position, row in enumerate(rows) if row in reasons}
    table = _Table([grid.numbers[row] for row in rows], set_aside, facts)
    layouts: dict[tuple[str, ...], list[tuple[Section, range]]] = defaultdict(list)
    for section in plan.sections:
        span = range(section.first - start + headless, section.end - start + headless)
        layouts[tuple(use.label for use in section.header.columns)].append((section, span))
    for parts in layouts.values():
        columns, spans = parts[0][0].header.columns, [span for _, span in parts]
        for use in sorted(columns, key=lambda use: not any(word in use.label for word in _HERE)):
            if use.about is not None and use.index < len(grid.columns):
                table.leave_open(use.about, grid.columns[use.index], rows, spans)
            if use.target is not None and use.index < len(grid.columns):
                hints = replace(use.hints, date1904=grid.date1904)
                read = reader_of(split_side(use.target)[0], facts, place, hints)
                table.read(use, read, grid.columns[use.index], rows, spans)
        table.extra_cells(grid.columns[len(columns) :] if not grid.typed else (), rows, spans)
    frozen = {position: frozenset(names) for position, names in table.unsure.items()}
    ledger = Ledger(
        file=mask(grid.file),
        columns=plan.columns,
        facts=facts,
        numbers=table.numbers,
        outside=outside,
        values=table.values,
        set_aside={**table.conflicts, **set_aside},
        unsure=frozen,
        unread=[cell for _, cell in table.unread],
        unread_facts={position: frozenset(names) for position, names in table.unread_facts.items()},
        damaged=table.damaged,
        notes={position: tuple(texts) for position, texts in table.notes.items()},
        remarks=tuple(map(mask, grid.notes)),
        empty_rows=grid.empty,
        filled_on=plan.filled_on,
    )
    unread = tuple(cell.beside(ledger.id_numbers(position)) for position, cell in table.unread)
    return replace(ledger, unread=unread), rows


#: So many readings of a column are remembered.
_REMEMBERED = 20_000


class _Table:
    """What the columns say that have been read so far, by position."""

    def __init__(self, numbers: list[int], set_aside: Mapping[int, str], facts: Mapping[str, Fact]) -> None:
        self.numbers, self.set_aside, self.facts = numbers, set_aside, facts
        self.values: dict[str, list[Any]] = {}
        self.first: dict[str, ColumnUse] = {}
        self.conflicts: dict[int, str] = {}
        self.unsure: dict[int, set[str]] = defaultdict(set)
        self.unread: list[tuple[int, Unread]] = []
        self.unread_facts: dict[int, set[str]] = defaultdict(set)
        self.notes: dict[int, dict[str, None]] = defaultdict(dict)
        #: Of what two columns may say different things, and the first counts.
        self.first_counts = known_words().texts | {"kind", "place"}
        #: Equal bounds are one object.
        self.bounds: dict[Any, Any] = {}
        #: ID numbers that could not be used, to find what may be the same woman's.
        self.damaged: dict[int, str] = {}

    def read(
        self, use: ColumnUse, read: Reader, cells: Sequence[Any], rows: Sequence[int], spans: Iterable[range]
    ) -> None:
        """Take in what a column says in the spans, each distinct content read once."""
        known: dict[Any, Reading] = {None: NOTHING, "": NOTHING}
        bounds = self.bounds
        values, set_aside, side = self.values, self.set_aside, split_side(use.target or "")[1]
        for span in spans:
            above = NOTHING
            for position in span:
                value = cells[rows[position]]
                # True, 1 and 1.0 are one key to a dict, and three contents to a reader.
                key = value if value is None or value.__class__ is str else (value.__class__, value)
                reading = known.get(key)
                if reading is None:
                    if len(known) > _REMEMBERED:
                        known = {None: NOTHING, "": NOTHING}
                    reading = known[key] = reading_of(read, value, use.target)
                    if side:
                        reading = known[key] = replace(reading, values=_one_side(reading.values, side))
                    for name in reading.values.keys() - values.keys():
                        values[name] = [None] * len(self.numbers)
                        self.first[name] = use
                if reading is _ABOVE:
                    near = position > span.start and self.numbers[position - 1] == self.numbers[position] - 1
                    said = near and above is not NOTHING and use.target not in _OWN
                    reading = above if said else Reading(problem="“同上”，但上一行没有可用的内容")
                above = NOTHING if position in set_aside else reading
                if reading is NOTHING:
                    continue
                for name, stated in reading.values.items():
                    if stated.__class__ is Bounds:
                        stated = bounds.setdefault(stated, stated)
                    column = values[name]
                    if column[position] is None:
                        column[position] = stated
                    elif name not in self.first_counts and position not in set_aside:
                        self._agree(use, name, position, stated)
                if above is not NOTHING and (reading.problem or reading.unsure or reading.note):
                    self._remark(use, position, value, reading)

    def leave_open(self, target: str, cells: Sequence[Any], rows: Sequence[int], spans: Iterable[range]) -> None:
        """What a column that cannot be used may say is not known where it holds anything."""
        for position in chain.from_iterable(spans):
            if not is_blank(cells[rows[position]]):
                self.unread_facts[position] |= facts_of(target)

    def _agree(self, use: ColumnUse, name: str, position: int, stated: Any) -> None:
        """Two columns say something of one thing."""
        column = self.values[name]
        together = agreed(column[position], stated)
        if together is not None:
            column[position] = together
            return
        title = self.facts[name].title if name in self.facts else use.title
        labels = f"“{self.first[name].label}”与“{use.label}”两栏"
        self.conflicts.setdefault(position, f"{labels}所说的{title}不一致")

    def _remark(self, use: ColumnUse, position: int, value: Any, reading: Reading) -> None:
        """Note what could not be read, what is not known, and how a cell was understood."""
        if reading.problem is not None and use.target is not None:
            self.unread_facts[position].update(facts_of(split_side(use.target)[0]))
            text = "（号码不列出）" if use.target in HIDDEN else cell_text(value)
            cell: dict[str, Any] = {"row": self.numbers[position], "column": use.letter, "label": use.label}
            self.unread.append((position, Unread(**cell, text=text, reason=reading.problem)))
            if use.target == "id_number":
                self.damaged[position] = squeeze(cell_text(value))
        if reading.unsure:
            self.unsure[position].update(reading.unsure)
        if reading.note is not None:
            self.notes[position][f"{use.label}：{mask(reading.note)}"] = None

    def extra_cells(self, columns: Sequence[Sequence[Any]], rows: Sequence[int], spans: Iterable[range]) -> None:
        """List the cells to the right of the last column: rows that are longer than the header."""
        for position in (position for span in spans for position in span) if columns else ():
            extra = [shorten(cell_text(cell)) for column in columns if not is_blank(cell := column[rows[position]])]
            if extra:
                text = "、".join(extra)
                number, reason = self.numbers[position], "这一行的格数多于表头"
                cell = Unread(row=number, column="", label="（表头以外）", text=text, reason=reason)
                self.unread.append((position, cell))


#: A cell that says what the one above it says; columns in which that cannot be.
_ABOVE = Reading(problem="同上")
_OWN = ("name", "id_number")


def reading_of(read: Reader, value: Any, target: str | None) -> Reading:
    """What a cell says."""
    words = known_words()
    if is_blank(value):
        return NOTHING
    if isinstance(value, str) and len(value) < 8:
        word = squeeze(value)
        if word in words.as_above:
            return _ABOVE
        if target in words.placeholder_items and word in words.placeholders | words.blank:
            return NOTHING
    try:
        return read(value)
    except UnreadableError as error:
        return Reading(problem=str(error))
    except (ValueError, OverflowError):
        return Reading(problem="读不懂")
