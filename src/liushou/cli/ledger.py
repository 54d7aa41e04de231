"""``liushou ledger``: spreadsheets in, results out (台账)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Json, On, PlacesFile, Policies, day, guarded, place_code, print_json, rules_of
from .progress import progress

if TYPE_CHECKING:
    from ..ledger import Options

app = typer.Typer(help="Ledgers (台账): from the spreadsheet on the desk to results.", no_args_is_help=True)

Ledger = Annotated[Path, typer.Argument(metavar="IN", help="A ledger: .xlsx, .xls, .csv or .parquet.")]
PlaceCode = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="PLACE", help="The place of rows without a code of their own (区划代码), 500230 or 丰都县."
    ),
]
Mapping = Annotated[
    Path | None, typer.Option("--mapping", metavar="FILE", help="What the columns are that are not known (YAML).")
]
Assume = Annotated[
    list[str],
    typer.Option("--assume", metavar="FACT=VALUE", help="What the ledger means without saying it (may be repeated)."),
]
SheetName = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="The worksheet to read.")]
Filled = Annotated[
    str | None,
    typer.Option("--filled", metavar="DATE", help="The day the ledger was filled in (填报日): ages count from it."),
]
ShowIds = Annotated[bool, typer.Option("--show-ids", help="Show ID numbers (身份证号) in full.")]


def _options(
    *,
    on: str | None,
    place: str | None,
    mapping: Path | None,
    assume: list[str],
    policies: list[Path],
    places: Path | None,
    sheet: str | None = None,
    filled: str | None = None,
) -> Options:
    from ..documents import read_places
    from ..ledger import Options
    from ..values import check_day

    rules = rules_of(policies)
    assessed_on = day(on)
    return Options(
        on=assessed_on,
        place=place and place_code(place, assessed_on),
        mapping=mapping,
        assume=tuple(assume),
        rules=rules,
        places=read_places(places, rules) if places else None,
        sheet=sheet,
        filled_on=None if filled is None else check_day(filled, "--filled"),
    )


@app.command("run")
@guarded
def run(
    ledger: Ledger,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The results: .xlsx (工作簿), .csv or .parquet.")],
    place: PlaceCode = None,
    on: On = None,
    mapping: Mapping = None,
    assume: Assume = [],  # noqa: B006
    places: PlacesFile = None,
    policies: Policies = [],  # noqa: B006
    sheet: SheetName = None,
    filled: Filled = None,
    check: Annotated[bool, typer.Option("--check", help="Answer every row a second time, not only a sample.")] = False,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Evaluate every row of a ledger and write the results."""
    from ..ledger import run_ledger, summary
    from ..ledger.results import summary_page

    options = _options(
        on=on,
        place=place,
        mapping=mapping,
        assume=assume,
        policies=policies,
        places=places,
        sheet=sheet,
        filled=filled,
    )
    with progress() as step:
        results = run_ledger(ledger, out, options, show_ids=show_ids, check_all=check, progress=step)
    if json:
        print_json(summary(results))
    else:
        typer.echo(summary_page(results, out), nl=False)


@app.command("sample")
@guarded
def sample(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The ledger: .xlsx, .csv or .parquet.")],
    rows: Annotated[int, typer.Option("--rows", metavar="N", help="How many women.")] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="The same seed gives the same ledger.")] = 1,
    place: Annotated[str, typer.Option("--place", metavar="PLACE", help="Where they live.")] = "500230",
    on: On = None,
    messy: Annotated[bool, typer.Option("--messy", help="As messy as real ledgers.")] = False,
) -> None:
    """Write a sample ledger of nobody (样例台账)."""
    from ..ledger import make_sample, write_sample

    day_on = day(on)
    write_sample(make_sample(rows, seed=seed, place=place_code(place, day_on), on=day_on, messy=messy), out)
    typer.echo(f"{out}: {rows} rows (样例，非真实人员)")


@app.command("changes")
@guarded
def changes(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The ledger as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The ledger as it is.")],
    place: PlaceCode = None,
    on: On = None,
    old_on: Annotated[
        str | None,
        typer.Option("--old-on", metavar="DATE", help="The day on which OLD is answered; --on unless given."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Also as a workbook (.xlsx).")] = None,
    mapping: Mapping = None,
    assume: Assume = [],  # noqa: B006
    places: PlacesFile = None,
    policies: Policies = [],  # noqa: B006
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Compare two ledgers (动态管理): who gained, lost or became unclear, because of which fact."""
    from ..ledger.output import write_changes
    from ..ledger.results import changes_data, changes_page, compare_ledgers
    from ..values import check_day

    options = _options(on=on, place=place, mapping=mapping, assume=assume, policies=policies, places=places)
    before = None if old_on is None else check_day(old_on, "--old-on")
    compared = compare_ledgers(old, new, options, old_on=before, show_ids=show_ids)
    if out is not None:
        write_changes(compared, out)
    if json:
        print_json(changes_data(compared))
    else:
        typer.echo(changes_page(compared), nl=False)


@app.command("due")
@guarded
def due(
    ledger: Ledger,
    within: Annotated[
        str, typer.Option("--within", metavar="SPAN", help="How far to look ahead: 90d, 12w, 3m.")
    ] = "90d",
    place: PlaceCode = None,
    on: On = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Also as a workbook (.xlsx).")] = None,
    mapping: Mapping = None,
    assume: Assume = [],  # noqa: B006
    places: PlacesFile = None,
    policies: Policies = [],  # noqa: B006
    sheet: SheetName = None,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """List what time alone will change (到期提醒), and records older than six months."""
    from ..ledger.output import write_due
    from ..ledger.results import due_data, due_list, due_page, parse_within

    days = parse_within(within)
    options = _options(
        on=on, place=place, mapping=mapping, assume=assume, policies=policies, places=places, sheet=sheet
    )
    listed = due_list(ledger, options, within=days, show_ids=show_ids)
    if out is not None:
        write_due(listed, out)
    if json:
        print_json(due_data(listed))
    else:
        typer.echo(due_page(listed), nl=False)
