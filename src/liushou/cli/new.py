"""``liushou new``: a commented skeleton to start from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Json, Policies, echo, rules_of
from .draft import Force, Name, PlaceOf, run
from .language import language

if TYPE_CHECKING:
    from ..documents import ParameterEntry, Rules

#: The county that the skeleton of a places file speaks of.
_COUNTY = "500230"
KINDS = ("policy", "registers", "profile", "places")


def new(
    kind: Annotated[str, typer.Argument()],
    policies: Policies,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE|DIR")] = None,
    text: Annotated[Path | None, typer.Option("--from", metavar="TEXT")] = None,
    place: PlaceOf = None,
    id: Name = None,
    json: Json = False,
    force: Force = False,
) -> None:
    """Print a commented skeleton of a rule file, registers, a profile or a places file."""
    from ..files import one_line, write_file
    from ..problems import Code, InputError, Problem, unknown_name

    if kind not in KINDS:
        raise InputError(unknown_name("kind-of-file", kind, KINDS))
    if text is not None:
        if kind != "policy" or out is None:
            raise InputError(Problem(Code.MISSING_ARGUMENT, subject="--out DIR" if kind == "policy" else "policy"))
        run(text, out, policies=policies, place=place, id=id, json=json, force=force)
        return
    if kind in ("policy", "registers"):
        skeleton = resources.files("liushou").joinpath("templates", f"{kind}.yaml").read_text(encoding="utf-8")
    else:
        rules = rules_of(policies)
        lines = _profile(rules) if kind == "profile" else _places(rules)
        skeleton = "".join(f"{one_line(line)}\n" for line in lines)
    if out is None:
        echo(skeleton, nl=False)
        return
    write_file(out, skeleton, new=True)
    echo(f"written: {out}")


def _profile(rules: Rules) -> Iterator[str]:
    from ..messages import say

    yield "# What is known about one woman. Leave a line out, or empty, where it was not asked:"
    yield "# not asked is never no. true/false, yes/no and 是/否 are the same; a date may be a day"
    yield "# (2024-03-01), a month (2024-03) or a year (2024); a number may be {at_least: 1, at_most: 2}."
    yield ""
    for fact in rules.facts.values():
        yield f"# {fact.title}：{fact.ask} {say(fact.expects, language())}"
        yield f"{fact.name}:"
    yield ""
    yield "# What she was asked and does not know:"
    yield "unsure: []"
    yield ""
    yield "# What an office has decided of a residual condition (符合条件, 按规定); it changes no status:"
    yield "# decisions:"
    yield "#   - {policy: fengdu, clause: 二（一）, service: dibao, residual: 符合条件, outcome: granted,"
    yield "#      by: 丰都县民政局, on: 2025-06-01}"


def _places(rules: Rules) -> Iterator[str]:
    yield "# A county's own facts and thresholds. The nearest code wins; a profile wins over this file."
    yield f'"{_COUNTY}":'
    yield "  facts:"
    for fact in rules.facts.values():
        if fact.place:
            yield f"    # {fact.ask}"
            yield f"    {fact.name}:"
    yield "  parameters:"
    for name, entry in rules.parameters.items():
        example = _example(entry)
        forms = f"a number, {{at_least: …, at_most: …}}, or by date [{{from: 2025-07-01, value: {example}}}]"
        yield f"    # {entry.title}（{entry.unit}）: {forms}"
        yield f"    # {name}: {example}"


def _example(entry: ParameterEntry) -> str:
    """A value that is right in the county of the skeleton."""
    from ..places import containing
    from ..values import show

    values = (value for code in containing(_COUNTY) if (value := entry.at(code, date.max)) is not None)
    return show(next((value.bounds.low for value in values if value.bounds.low is not None), entry.minimum))
