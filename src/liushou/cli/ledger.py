"""``liushou ledger``: spreadsheets in, results out (台账)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import Json, On, Out, Place, Places, Policies, day, echo, places_of, progress, rules_of, show, table

if TYPE_CHECKING:
    from ..ledger import Options

Ledger = Annotated[Path, typer.Argument(metavar="IN")]
Results = Annotated[Path, typer.Option("--out", metavar="FILE")]
Mapping = Annotated[Path | None, typer.Option("--mapping", metavar="FILE")]
Assume = Annotated[list[str], typer.Option("--assume", metavar="FACT=VALUE", default_factory=list, show_default=False)]
SheetName = Annotated[str | None, typer.Option("--sheet", metavar="NAME")]
Filled = Annotated[str | None, typer.Option("--filled", metavar="DATE")]
ShowIds = Annotated[bool, typer.Option("--show-ids")]


def options_of(policies: list[Path], *, assume: list[str], **given: Any) -> Options:
    """The options of a command: those that are texts for people are read first."""
    from ..ledger import Options
    from ..places import find_place

    rules, on, place = rules_of(policies), day(given.pop("on")), given.pop("place")
    code = place and find_place(place, on).code
    given |= {"places": places_of(given["places"], rules), "filled_on": _filled(given.pop("filled"), "--filled")}
    return Options(on=on, place=code, rules=rules, assume=tuple(assume), **given)


def _filled(given: str | None, option: str) -> date | None:
    from ..values import check_day

    return None if given is None else check_day(given, option)


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
    filled: Filled = None,
    check: Annotated[bool, typer.Option("--check")] = False,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Evaluate every row of a ledger and write the results."""
    from ..ledger import run_ledger, summary, summary_page

    read: dict[str, Any] = {"on": on, "place": place, "places": places, "mapping": mapping, "sheet": sheet}
    options = options_of(policies, assume=assume, filled=filled, **read)
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
    old_mapping: Annotated[Path | None, typer.Option("--old-mapping", metavar="FILE")] = None,
    places: Places = None,
    sheet: SheetName = None,
    old_sheet: Annotated[str | None, typer.Option("--old-sheet", metavar="NAME")] = None,
    filled: Filled = None,
    old_filled: Annotated[str | None, typer.Option("--old-filled", metavar="DATE")] = None,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Compare two ledgers: who gained, lost or became unclear, because of which fact."""
    from ..ledger import changes_data, changes_page, compare_ledgers, write_changes

    read: dict[str, Any] = {"on": on, "place": place, "places": places, "mapping": mapping, "sheet": sheet}
    options = options_of(policies, assume=assume, filled=filled, **read)
    given: dict[str, Any] = {"on": _filled(old_on, "--old-on"), "mapping": old_mapping, "sheet": old_sheet}
    given["filled_on"] = _filled(old_filled, "--old-filled")
    before = replace(options, **{name: value for name, value in given.items() if value is not None})
    compared = compare_ledgers(old, new, options, old_options=before, show_ids=show_ids)
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
    filled: Filled = None,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """List what time alone will change, and records older than six months."""
    from ..ledger import due_data, due_list, due_page, parse_within, write_due

    days = parse_within(within)
    read: dict[str, Any] = {"on": on, "place": place, "places": places, "mapping": mapping, "sheet": sheet}
    options = options_of(policies, assume=assume, filled=filled, **read)
    listed = due_list(ledger, options, within=days, show_ids=show_ids)
    if out is not None:
        write_due(listed, out)
    show(json, lambda: due_data(listed), lambda: due_page(listed), show_ids=show_ids)


def columns(policies: Policies, json: Json = False) -> None:
    """List what a column can be taken for: the names that are recognised, the words of its cells."""
    from ..ledger import column_targets

    targets = column_targets(rules_of(policies).facts)
    heads = ("代号 target", "名称 title", "类型 kind", "认得的列名 names", "怎么写 form", "字样 words")
    words = ["；".join(f"{says}：{'、'.join(own)}" for says, own in entry["words"].items()) for entry in targets]
    cells = [
        (entry["target"], entry["title"], entry["kind"], "、".join(entry["names"]), entry["form"], text)
        for entry, text in zip(targets, words, strict=True)
    ]
    show(json, lambda: targets, lambda: table(heads, cells))


def read(
    ledger: Ledger,
    policies: Policies,
    place: Place = None,
    on: On = None,
    mapping: Mapping = None,
    sheet: SheetName = None,
    filled: Filled = None,
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=0)] = 10,
    json: Json = False,
) -> None:
    """Show how each column and the cells of the first rows are understood; nothing is evaluated."""
    from ..ledger import look_at, look_page

    given: dict[str, Any] = {"on": on, "place": place, "places": None, "mapping": mapping, "sheet": sheet}
    look = look_at(ledger, options_of(policies, assume=[], filled=filled, **given), rows=rows)
    show(json, lambda: look, lambda: look_page(look))


commands = (run, read, columns, sample, changes, due)
