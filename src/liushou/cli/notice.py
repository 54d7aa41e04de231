"""``liushou notice``: the sheet to hand over (告知单), for a profile or for every woman of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from .common import Json, On, Place, Places, Policies, day, places_of, progress, read_woman, rules_of, show
from .ledger import Assume, Filled, Mapping, SheetName, ShowIds, options_of

#: Rows that are set aside are named up to here; ``--json`` names all.
_NAMED = 20


def notice(
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    assume: Assume,
    policies: Policies,
    profile: Annotated[Path | None, typer.Argument(metavar="[PROFILE]")] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", metavar="FILE")] = None,
    place: Place = None,
    on: On = None,
    mapping: Mapping = None,
    places: Places = None,
    sheet: SheetName = None,
    filled: Filled = None,
    show_ids: ShowIds = False,
    json: Json = False,
) -> None:
    """Write the sheet to hand over, ready to print: one page of A4 for a woman, or for each one of a ledger."""
    from ..files import write_file
    from ..web import render_notice, write_notices

    of_ledger: dict[str, Any] = {"mapping": mapping, "sheet": sheet, "filled": filled, "assume": assume}
    given = {"--mapping": mapping, "--sheet": sheet, "--filled": filled, "--assume": assume, "--show-ids": show_ids}
    _check(profile, ledger, place, [name for name, value in given.items() if value])
    if ledger is not None:
        options = options_of(policies, on=on, place=place, places=places, **of_ledger)
        with progress() as step:
            counts = write_notices(ledger, out, options, show_ids=show_ids, progress=step)
    else:
        rules = rules_of(policies)
        own, woman = places_of(places, rules), read_woman(profile or Path("-"), rules)
        write_file(out, render_notice(woman, place=place or "", on=day(on), rules=rules, places=own))
        counts = {"file": str(out), "sheets": 1}
    show(json, lambda: counts, lambda: _lines(counts))


def _check(profile: Path | None, ledger: Path | None, place: str | None, of_ledger: list[str]) -> None:
    """Either a profile with its place, or a ledger."""
    from ..problems import Code, InputError, Problem

    if profile is None and ledger is None:
        raise InputError(Problem(Code.MISSING_ARGUMENT, subject="PROFILE"))
    if ledger is not None and profile is not None:
        raise InputError(Problem(Code.NOT_TOGETHER, subject="PROFILE", other="--ledger"))
    if ledger is None and place is None:
        raise InputError(Problem(Code.MISSING_ARGUMENT, subject="--place"))
    if ledger is None and of_ledger:
        raise InputError([Problem(Code.ONLY_WITH, subject=name, other="--ledger") for name in of_ledger])


def _lines(counts: dict[str, Any]) -> Iterator[str]:
    yield f"sheets 告知单：{counts['sheets']}张　{counts['file']}"
    if "rows" not in counts:
        return
    yield (
        f"rows 行数 {counts['rows']} = evaluated 已评估 {counts['evaluated']} + set aside 未采用 {counts['set_aside']}"
        f" + duplicates 重复并入 {counts['duplicates']}"
    )
    reasons = list(counts["reasons"].items())
    yield from (f"  未采用：第{row}行 {reason}" for row, reason in reasons[:_NAMED])
    if len(reasons) > _NAMED:
        yield f"  未采用：其余 {len(reasons) - _NAMED} 行见 --json"
    yield from (f"note 提示：{note}" for note in counts["notes"])
