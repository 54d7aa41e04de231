"""``liushou ledger``: spreadsheets in, results out (台账)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import Json, On, Out, Place, Places, Policies, day, echo, places_of, progress, rules_of, show

if TYPE_CHECKING:
    from ..ledger import Options

Ledger = Annotated[Path, typer.Argument(metavar="IN")]
Results = Annotated[Path, typer.Option("--out", metavar="FILE")]
Mapping = Annotated[Path | None, typer.Option("--mapping", metavar="FILE")]
Assume = Annotated[list[str], typer.Option("--assume", metavar="FACT=VALUE", default_factory=list, show_default=False)]
SheetName = Annotated[str | None, typer.Option("--sheet", metavar="NAME")]
ShowIds = Annotated[bool, typer.Option("--show-ids")]


def _options(on: str | None, policies: list[Path], places: Path | None, *, place: str | None, **given: Any) -> Options:
    from ..ledger import Options
    from ..places import find_place

    rules, assessed_on = rules_of(policies), day(on)
    code = place and find_place(place, assessed_on).code
    return Options(on=assessed_on, place=code, rules=rules, places=places_of(places, rules), **given)


def run(
    ledger: Ledger,
    out: Results,
    assume: Assume,
    policies: Policies,
    place: Place = None,
    on: On = None,
    mapping: Mapping = None,
    places: Places = None,
    sheet: SheetName = None,
    filled: Annotated[str | None, typer.Option("--filled", metavar="DATE")] = None,
    check: Annotated[bool, typer.Option("--check")] = False,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Evaluate every row of a ledger and write the results."""
    from ..ledger import run_ledger, summary, summary_page
    from ..values import check_day

    filled_on = None if filled is None else check_day(filled, "--filled")
    given = {"mapping": mapping, "assume": tuple(assume), "sheet": sheet, "filled_on": filled_on}
    options = _options(on, policies, places, place=place, **given)
    with progress() as step:
        results = run_ledger(ledger, out, options, show_ids=show_ids, check_all=check, progress=step)
    show(json, lambda: summary(results), lambda: summary_page(results, out))


def sample(
    out: Results,
    rows: Annotated[int, typer.Option("--rows", metavar="N")] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="S")] = 1,
    place: Annotated[str, typer.Option("--place", metavar="PLACE")] = "500230",
    on: On = None,
    messy: Annotated[bool, typer.Option("--messy")] = False,
) -> None:
    """Write a sample ledger of nobody."""
    from ..ledger import make_sample, write_sample
    from ..places import find_place

    day_on = day(on)
    code = find_place(place, day_on).code
    write_sample(make_sample(rows, seed=seed, place=code, on=day_on, messy=messy), out)
    echo(f"{out}: {rows} rows (样例，非真实人员)")


def changes(
    old: Annotated[Path, typer.Argument(metavar="OLD")],
    new: Annotated[Path, typer.Argument(metavar="NEW")],
    assume: Assume,
    policies: Policies,
    place: Place = None,
    on: On = None,
    old_on: Annotated[str | None, typer.Option("--old-on", metavar="DATE")] = None,
    out: Out = None,
    mapping: Mapping = None,
    places: Places = None,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Compare two ledgers: who gained, lost or became unclear, because of which fact."""
    from ..ledger import changes_data, changes_page, compare_ledgers, write_changes
    from ..values import check_day

    options = _options(on, policies, places, place=place, mapping=mapping, assume=tuple(assume))
    before = None if old_on is None else check_day(old_on, "--old-on")
    compared = compare_ledgers(old, new, options, old_on=before, show_ids=show_ids)
    if out is not None:
        write_changes(compared, out)
    show(json, lambda: changes_data(compared), lambda: changes_page(compared), show_ids=show_ids)


def due(
    ledger: Ledger,
    assume: Assume,
    policies: Policies,
    within: Annotated[str, typer.Option("--within", metavar="SPAN")] = "90d",
    place: Place = None,
    on: On = None,
    out: Out = None,
    mapping: Mapping = None,
    places: Places = None,
    sheet: SheetName = None,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """List what time alone will change, and records older than six months."""
    from ..ledger import due_data, due_list, due_page, parse_within, write_due

    days = parse_within(within)
    options = _options(on, policies, places, place=place, mapping=mapping, assume=tuple(assume), sheet=sheet)
    listed = due_list(ledger, options, within=days, show_ids=show_ids)
    if out is not None:
        write_due(listed, out)
    show(json, lambda: due_data(listed), lambda: due_page(listed), show_ids=show_ids)


commands = (run, sample, changes, due)
