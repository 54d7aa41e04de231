"""``liushou check``, ``schema``, ``new`` and ``export``: rule files and those beside them."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import BAD_INPUT, DONE, FINDINGS, Json, On, Out, Place, Places, Policies, day, places_of, rules_of, show
from .language import language

if TYPE_CHECKING:
    from ..documents import ParameterEntry, Rules
    from ..problems import Problem

#: The county that the skeleton of a places file speaks of.
_COUNTY = "500230"
_SKELETONS = ("policy", "registers", "profile", "places")


def check(files: Annotated[list[Path], typer.Argument(metavar="FILE…")], policies: Policies, json: Json = False) -> int:
    """Check rule files: every mistake with its line, a caret, and what was expected."""
    from ..documents import read_rules
    from ..problems import Code

    unusable = {Code.UNREADABLE, Code.TOO_LARGE, Code.ENCODING, Code.TOO_MANY_VALUES, Code.CONCEPT_SIZE}
    unusable |= {Code.NOT_A_FOLDER, Code.EMPTY_FOLDER, Code.TOO_MANY_FILES}
    _, problems = read_rules([str(path) for path in policies], [str(path) for path in files])
    show(json, lambda: [_data(problem) for problem in problems], lambda: _problems(files, problems))
    if any(problem.code in unusable for problem in problems):
        return BAD_INPUT
    return FINDINGS if problems else DONE


def _problems(files: list[Path], problems: Sequence[Problem]) -> Iterator[str]:
    from ..messages import Phrase, say

    yield from (problem.format(language()) for problem in problems)
    counted = Phrase({0: "no-problems", 1: "one-problem"}.get(len(problems), "problems"), count=len(problems))
    yield f"{', '.join(map(str, files))}: {say(counted, language())}"


def _data(problem: Problem) -> dict[str, object]:
    where = problem.location
    return {
        "file": where and where.file,
        "line": where and where.line,
        "column": where and where.column,
        "code": problem.code,
        "subject": problem.subject,
        **problem.texts(language()),
        "did_you_mean": problem.did_you_mean,
        "also": [str(place) for place in problem.also],
    }


def schema(policies: Policies, kind: Annotated[str, typer.Argument()] = "policy") -> None:
    """Print the JSON Schema of a kind of file, with every name that exists."""
    from ..answer import answer_schema
    from ..documents import KINDS
    from ..documents import schema as schema_of
    from ..problems import InputError, unknown_name

    if kind not in (*KINDS, "answer"):
        raise InputError(unknown_name("kind-of-file", kind, (*KINDS, "answer")))
    show(True, lambda: answer_schema() if kind == "answer" else schema_of(kind, rules_of(policies)), tuple)


def new(kind: Annotated[str, typer.Argument()], policies: Policies, out: Out = None) -> None:
    """Print a commented skeleton of a rule file, registers, a profile or a places file."""
    from ..problems import Code, InputError, Problem, unknown_name

    if kind not in _SKELETONS:
        raise InputError(unknown_name("kind-of-file", kind, _SKELETONS))
    if kind in ("policy", "registers"):
        text = resources.files("liushou").joinpath("templates", f"{kind}.yaml").read_text(encoding="utf-8")
    else:
        rules = rules_of(policies)
        text = "\n".join(_profile(rules) if kind == "profile" else _places(rules)) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        with out.open("x", encoding="utf-8") as handle:
            handle.write(text)
    except FileExistsError:
        raise InputError(Problem(Code.FILE_EXISTS, file=out)) from None
    typer.echo(f"written: {out}")


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


def export(
    policies: Policies,
    policy: Annotated[str | None, typer.Argument(metavar="[POLICY]")] = None,
    to: Annotated[str, typer.Option("--to", metavar="ENGINE")] = "durable",
    place: Place = None,
    on: On = None,
    places: Places = None,
    out: Out = None,
) -> None:
    """Write the documents as rules for another engine (docs/durable.md)."""
    from ..export import ENGINES, durable_export
    from ..files import write_file
    from ..rules.durable import check_engine

    check_engine(to, ENGINES)
    rules = rules_of(policies)
    data = durable_export(rules, on=day(on), policy=policy, place=place, places=places_of(places, rules))
    text = json_format.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_file(out, text)
