"""``liushou ask``: the interview in the terminal; the answer and the profile at its end."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..chinese import label_words
from .common import On, Out, Places, Policies, day, echo, places_of, rules_of
from .language import in_words, message

if TYPE_CHECKING:
    from ..ask import Interview, Row, Screen

_YES, _NO = {"y", "yes", "是", "1"}, {"n", "no", "否", "0"}
_NONE = {"0", "n", "no", "none", "无", "都不是", "否"}
#: As many clauses are shown for a question.
_MOST_WHY = 12


def ask(
    place: Annotated[str, typer.Option("--place", metavar="PLACE")],
    policies: Policies,
    on: On = None,
    places: Places = None,
    out: Out = None,
    begin: Annotated[Path | None, typer.Option("--from", metavar="PROFILE")] = None,
) -> None:
    """Ask what can still change an answer, one screen after another, then say what she may have."""
    from ..ask import Interview
    from ..profile import read_profile
    from ..report import brief
    from ..yaml import to_yaml

    rules = rules_of(policies)
    known = None if begin is None else read_profile(begin, facts=rules.facts)
    interview = Interview(place=place, on=day(on), profile=known, rules=rules, places=places_of(places, rules))
    here = interview.match.place
    _say("ask-start", place=here.name, on=day(on))
    _conversation(interview)
    if out is not None:
        from ..files import write_file

        write_file(out, to_yaml(interview.profile.to_mapping()))
        _say("ask-saved", file=out)
    echo("")
    echo(brief(interview.match), nl=False)


def _conversation(interview: Interview) -> None:
    """Ask until nothing is left, she stops, or nobody answers any more."""
    shown: str | None = None
    while True:
        screen = interview.screen
        if screen is not None and screen.group != shown:
            _say("ask-screen", title=screen.title, settled=screen.settled, services=screen.services)
        shown = screen.group if screen is not None else None
        line = _line(_prompt(screen))
        if line is None or line.lower() == "q":
            return
        earlier = interview.problems
        if screen is not None:
            _take(interview, screen, line)
        elif line.lower() == "b":
            interview.back()
        else:
            return
        for problem in interview.problems if interview.problems is not earlier else ():
            echo(message(problem))


def _line(prompt: str) -> str | None:
    """One line that she types; None where nobody types any more."""
    echo(prompt, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line or not sys.stdin.isatty():
        echo(line.rstrip("\n"))
    return line.strip() if line else None


def _prompt(screen: Screen | None) -> str:
    if screen is None:
        return in_words("ask-done")
    return _several(screen) if screen.several else _one(screen.rows[0])


def _several(screen: Screen) -> str:
    lines = [f"  {number}. {row.yes}{_who(row)}" for number, row in enumerate(screen.rows, 1)]
    return "\n".join([*lines, in_words("ask-several")])


def _one(row: Row) -> str:
    lines = [f"{row.ask}{_who(row)}"]
    if row.known is not None:
        lines.append(in_words("ask-known", value=row.known))
    if row.kind == "yes_no":
        return "\n".join([*lines, in_words("ask-yes-no")])
    return "\n".join([*lines, in_words("ask-value", expected=_expected(row))])


def _expected(row: Row) -> str:
    if row.choices:
        return " / ".join(row.choices.values())
    return in_words("ask-date") if row.kind == "date" else in_words("ask-number", unit=row.unit or in_words("a-number"))


def _who(row: Row) -> str:
    if row.office is None:
        return ""
    return in_words("ask-authority" if row.settled_by == "authority" else "ask-who", office=row.office)


def _take(interview: Interview, screen: Screen, line: str) -> None:
    """Do what one line says; letters, digits and signs may be of full width."""
    line = unicodedata.normalize("NFKC", line)
    word, _, rest = line.replace(",", " ").partition(" ")
    word = word.lower()
    rows = _chosen(screen, rest)
    if word == "b":
        interview.back()
    elif word in ("?", "s", "u") and rows is not None:
        # Of one list all, unless a number says which.
        named = rows or (screen.rows if screen.several else screen.rows[:1])
        if word == "?":
            _why(named)
        else:
            (interview.skip if word == "s" else interview.unsure)(*(row.fact for row in named))
    elif screen.several:
        ticked = () if line.lower() in _NONE else _chosen(screen, line)
        if ticked is None or not line:
            _say("ask-not-understood", value=line)
        else:
            interview.tick(*(row.fact for row in ticked))
    elif line:
        interview.answer(screen.rows[0].fact, _value(screen.rows[0], line))


def _chosen(screen: Screen, text: str) -> tuple[Row, ...] | None:
    """The rows whose numbers stand in a text; None where something else stands there."""
    words = text.replace("、", " ").replace(",", " ").split()
    rows = {str(number): row for number, row in enumerate(screen.rows, 1)}
    return tuple(rows[word] for word in words) if rows.keys() >= set(words) else None


def _value(row: Row, text: str) -> Any:
    if row.kind == "yes_no":
        return True if text.lower() in _YES else False if text.lower() in _NO else text
    if row.kind in ("number", "integer", "date"):
        from ..ask import typed_value

        return typed_value(text, row.kind)
    return text


def _why(rows: tuple[Row, ...]) -> None:
    for row in rows:
        services = dict.fromkeys(why.title for why in row.why)
        echo(f"{row.title}: {in_words('ask-why', count=len(services))}")
        clauses = list(dict.fromkeys(f"{why.title}  {why.number} {label_words(why.clause)}" for why in row.why))
        for clause in [*clauses[:_MOST_WHY], *(["…"] if len(clauses) > _MOST_WHY else [])]:
            echo(f"  {clause}")


def _say(key: str, **data: object) -> None:
    echo(in_words(key, **data))
