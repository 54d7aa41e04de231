"""From a file to a ledger: every column read by its reader, every row accounted for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from ...apart import unreadable
from ...documents import PlacesFile, Rules, load_rules
from ...places import Place, find_place
from ...problems import Code, InputError, Phrase, Problem, mask
from ...profile import Fact
from ...values import Bounds, Date, age, check_day, cutoff
from ..cells.readers import HIDDEN, Reader, facts_of, reader_of
from ..cells.reading import NOTHING, Reading, UnreadableError, cell_text, is_blank, known_words, shorten, squeeze
from ..columns.headers import ColumnPlan, Section, plan_columns
from ..columns.names import ColumnNames, ColumnUse, read_mapping, split_side
from ..files.grid import Grid
from ..files.open import read_grid
from . import women
from .decisions import with_decisions
from .ledger import Ledger, Unread, birth_fact
from .lines import fill_down, no_persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a ledger is to be read: what the command line says of it.

    ``on`` is the day of assessment; ``place`` the place of rows that name none; ``assume`` holds
    ``fact=value`` texts for facts that are left out. ``filled_on`` is the day on which the ledger
    was filled in (ages count from it): unless given, the row's own 填报日期, the one above the
    header, or ``on``.
    """

    on: date
    place: str | None = None
    mapping: Path | str | None = None
    assume: tuple[str, ...] = ()
    rules: Rules | None = None
    places: PlacesFile | None = None
    sheet: str | None = None
    filled_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "on", check_day(self.on))


def planned(path: Path | str, options: Options) -> tuple[Grid, ColumnPlan, Place | None]:
    """The cells of a ledger, what its columns are, and the place of rows that name none."""
    rules = options.rules or load_rules()
    place = None if options.place is None else find_place(options.place, options.on)
    mapping = None if options.mapping is None else read_mapping(options.mapping, rules.facts)
    grid = read_grid(path, sheet=options.sheet).by_columns()
    names = ColumnNames(rules.facts, mapping)
    plan = plan_columns(grid, names)
    if place is None and "place" not in {use.target for use in plan.columns}:
        raise InputError(Problem(Code.NO_PLACE_COLUMN, file=path))
    fill_down(grid, plan)
    return replace(grid, notes=(*grid.notes, *names.unmatched())), plan, place


def read_ledger(path: Path | str, options: Options) -> Ledger:
    """The ledger in a file. Raises :class:`~liushou.InputError` where it cannot be read."""
    rules, on = options.rules or load_rules(), options.on
    assumptions = women.parse_assumptions(options.assume, rules.facts)
    grid, plan, place = planned(path, options)
    ledger, rows = read_rows(grid, plan, rules.facts, place)
    if grid.counted not in (None, sum(ledger.outside) + ledger.rows):
        counts = {"counted": grid.counted, "read": sum(ledger.outside) + ledger.rows}
        raise unreadable(Path(path), Phrase("rows-differ", **counts))
    ledger = replace(ledger, filled_on=options.filled_on or plan.filled_on)
    if not grid.typed:
        ledger = ledger.without(_without_content(ledger))
    ledger = _undone(ledger)
    ledger = women.without_implausible(_births_from_ages(women.without_implausible(ledger, on), on), on)
    # The rows of a mixed ledger that are of other people.
    kinds = ((position, ledger.item("kind", position)) for position in ledger.kept)
    others = ((position, kind) for position, kind in kinds if kind not in (None, "women"))
    ledger = ledger.without({position: f"身份类别为“{kind}”，不是妇女" for position, kind in others})
    ledger = _with_places(ledger, place)
    ledger = ledger.without(women.find_contradictions(ledger, on))
    ledger = women.merge_duplicates(ledger, on)
    ledger = women.per_head(ledger.with_notes(women.suspected(ledger)))
    for name, value in assumptions.items():
        ledger = women.assume(ledger, name, value, on)
    ledger = with_decisions(ledger, rules, on)
    if grid.typed:
        return ledger
    numbers = [use.index for use in plan.columns if use.target in ("id_number", "disability_card")]
    briefs = {place: _brief(grid.row(rows[place]), numbers) for place in (*ledger.set_aside, *ledger.duplicates)}
    return replace(ledger, briefs=briefs)


def _brief(row: Sequence[Any], numbers: Sequence[int]) -> str:
    """The cells of a row for people to find it again, without what would complete a masked number."""
    near = [squeeze(cell_text(row[index])).upper() for index in numbers]
    cells = [shorten(mask(cell_text(cell)[:1000], near=near)) for cell in row if not is_blank(cell)]
    return mask("　".join(cells))[:200]


def _undone(ledger: Ledger) -> Ledger:
    """The ledger without the facts that another column takes back: a household at risk whose risk is removed."""
    words, unread, notes = known_words(), dict(ledger.unread_facts), {}
    values = dict(ledger.values)
    for item, names in words.undone.items():
        said = {name: list(values[name]) for name in names if name in values}
        for position, text in enumerate(values.get(item, ())):
            if text is None or squeeze(text) in words.no | words.blank:
                continue
            for name in (name for name in said if said[name][position]):
                said[name][position] = None
                unread[position] = unread.get(position, frozenset()) | {name}
                notes[position] = f"{words.titles[item]}“{shorten(text)}”，{ledger.facts[name].title}不再采用"
        values |= said
    return replace(ledger.with_notes(notes), values=values, unread_facts=unread)


#: Of two columns of one thing, such as addresses, the one that says where she lives now goes first.
_HERE = ("现", "居住")


def _one_side(values: Mapping[str, Any], side: str) -> dict[str, Any]:
    """The values of a column that gives one bound only."""
    low = side == "__min"
    bounds = {name: value.low if low else value.high for name, value in values.items()}
    return {
        name: Bounds(bound, None) if low else Bounds(None, bound) for name, bound in bounds.items() if bound is not None
    }


def _without_content(ledger: Ledger) -> dict[int, str]:
    """The rows in which there is nothing but a number or a kind of person."""
    columns = [column for name, column in ledger.values.items() if name not in ("serial", "kind", "id_type")]
    troubled = {cell.row for cell in ledger.unread}
    reasons = {True: "没有可用的内容（只有序号或不认得的列）", False: "只写了身份类别"}
    return {
        position: reasons[ledger.item("kind", position) is None]
        for position in ledger.kept
        if ledger.numbers[position] not in troubled and all(column[position] is None for column in columns)
    }


def _births_from_ages(ledger: Ledger, on: date) -> Ledger:
    """Birth dates within bounds from the age alone, as of the day the row was filled in."""
    born = ledger.column(birth_fact())
    whole = ledger.filled_on

    @cache
    def born_within(years: Bounds[float], first: date, last: date) -> Date:
        low = None if years.high is None else cutoff(first, int(years.high) + 1, "years") + timedelta(days=1)
        return Bounds(low, cutoff(last, int(years.low or 0), "years"))

    notes: dict[int, str] = {}
    for position, years in enumerate(ledger.values.get("age", ())):
        if years is None:
            continue
        known = None if "filled_on" in ledger.unread_facts.get(position, ()) else whole
        own = ledger.item("age_as_of", position) or ledger.item("filled_on", position)
        filled = own or Bounds(known or cutoff(on, 1, "years"), known or on)
        first, last = min(filled.low or on, on), min(filled.high or on, on)
        if born[position] is None:
            born[position] = born_within(years, first, last)
        elif not _near(born[position], years, last):
            notes[position] = "年龄与出生日期不符，以出生日期为准"
    if "age" not in ledger.values:
        return ledger
    unknown = whole is None and not any(ledger.values.get("filled_on", ()))
    remarks = ("没有写明填报日期，年龄按评估日以前一年之内所填理解（可用 --filled 写明）",) if unknown else ()
    ledger = replace(ledger, remarks=(*ledger.remarks, *remarks))
    return ledger.with_column(birth_fact(), born).with_notes(notes)


def _near(born: Date, years: Bounds[float], day: date) -> bool:
    """Whether a stated age fits a birth date, give or take a year (虚岁, an old entry)."""
    if born.low is None or born.high is None or years.low is None:
        return True
    return age(born.high, day) - 1 <= (years.high or years.low) and years.low <= age(born.low, day) + 2


def _with_places(ledger: Ledger, place: Place | None) -> Ledger:
    """The row's own code wins over the ledger's; a row without either cannot be evaluated."""
    codes = [place.code if code is None and place is not None else code for code in ledger.column("place")]
    lost = (position for position in ledger.kept if codes[position] is None)
    reasons = dict.fromkeys(lost, "没有有效的区划代码，也没有用 --place 给出")
    # What the row says of itself is not replaced by what is said of the ledger.
    strange = (position for position in ledger.kept if "place" in ledger.unread_facts.get(position, ()))
    reasons |= dict.fromkeys(strange, "这一行自己的区划代码读不出")
    return ledger.with_column("place", codes).without(reasons)


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
        together = women.agreed(column[position], stated)
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
