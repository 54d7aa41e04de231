"""How a ledger is to be read, and reading it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...documents import PlacesFile, Rules, load_rules
from ...places import find_place
from ...problems import Code, InputError, Problem
from ...values import check_day
from ..columns.mapping import read_mapping
from ..files.open import read_grid
from .assumptions import parse_assumptions
from .build import build_ledger
from .ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a ledger is to be read: what the command line says of it.

    ``on`` is the day of assessment, ``filled_on`` the day on which the ledger was filled in.
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


def read_ledger(path: Path | str, options: Options) -> Ledger:
    """The ledger in a file. Raises :class:`~liushou.InputError` where it cannot be read."""
    rules = options.rules or load_rules()
    place = None if options.place is None else find_place(options.place, options.on)
    mapping = None if options.mapping is None else read_mapping(options.mapping, rules.facts)
    assumptions = parse_assumptions(options.assume, rules.facts)
    ledger = build_ledger(
        read_grid(path, sheet=options.sheet),
        facts=rules.facts,
        on=options.on,
        place=place,
        mapping=mapping,
        assumptions=assumptions,
        filled_on=options.filled_on,
    )
    if place is None and "place" not in {use.target for use in ledger.columns}:
        raise InputError(Problem(Code.NO_PLACE_COLUMN, file=path))
    return ledger
