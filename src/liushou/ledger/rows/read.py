"""From a file to a ledger: every column read by its reader, every row accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ...apart import unreadable
from ...documents import PlacesFile, Rules, load_rules
from ...places import Place, find_place
from ...problems import Code, InputError, Phrase, Problem, mask
from ...values import Bounds, Date, age, check_day, cutoff
from ..cells.reading import cell_text, is_blank, known_words, shorten, squeeze
from ..columns.headers import ColumnPlan, plan_columns
from ..columns.names import ColumnNames, read_mapping
from ..files.grid import Grid
from ..files.open import read_grid
from . import women
from .decisions import with_decisions
from .ledger import Ledger, birth_fact
from .lines import fill_down
from .table import read_rows


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
        if self.filled_on is not None and self.filled_on > self.on:
            raise InputError(Problem(Code.AFTER_ON, subject="filled", value=self.filled_on, on=self.on))


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
