"""``liushou new``: a commented skeleton to start from."""

from __future__ import annotations

import re
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
    skeleton = resources.files("liushou").joinpath("templates", f"{kind}.yaml").read_text(encoding="utf-8")
    if kind in ("profile", "places"):
        lines = (_profile if kind == "profile" else _places)(rules_of(policies))
        skeleton = re.sub("<([a-z]+)>", lambda name: "\n".join(map(one_line, lines[name[1]])), skeleton)
    if out is None:
        echo(skeleton, nl=False)
        return
    write_file(out, skeleton, new=True)
    echo(f"written: {out}")


def _profile(rules: Rules) -> dict[str, list[str]]:
    """The lines of a profile for each name in its skeleton."""
    from ..messages import say

    facts = rules.facts.values()
    asked = [(f"# {fact.title}：{fact.ask} {say(fact.expects, language())}", f"{fact.name}:") for fact in facts]
    return {"facts": [line for lines in asked for line in lines]}


def _places(rules: Rules) -> dict[str, list[str]]:
    """The lines of a places file for each name in its skeleton."""
    asked = [(f"    # {fact.ask}", f"    {fact.name}:") for fact in rules.facts.values() if fact.place]
    lines = {"county": [_COUNTY], "facts": [line for lines in asked for line in lines]}
    parameters = []
    for name, entry in rules.parameters.items():
        example = _example(entry)
        forms = f"a number, {{at_least: …, at_most: …}}, or by date [{{from: 2025-07-01, value: {example}}}]"
        parameters += [f"    # {entry.title}（{entry.unit}）: {forms}", f"    # {name}: {example}"]
    return lines | {"parameters": parameters}


def _example(entry: ParameterEntry) -> str:
    """A value that is right in the county of the skeleton."""
    from ..places import containing
    from ..values import show

    values = (value for code in containing(_COUNTY) if (value := entry.at(code, date.max)) is not None)
    return show(next((value.bounds.low for value in values if value.bounds.low is not None), entry.minimum))
