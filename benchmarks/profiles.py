"""One profile at a time: liushou against a hand-written function, and against other engines.

    python -m benchmarks.profiles [--json]

Everything is measured in one run, alternating, so that the ratios hold whatever the machine
is doing; the fastest of several rounds counts. Before anything is timed, every engine's
answers are compared with the reference's; one that differs is reported as wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from benchmarks import handwritten
from benchmarks.peers import PEERS

from liushou import Matcher, Profile
from liushou.answer import Match, status_of
from liushou.problems import ContradictionError
from liushou.profile import FACTS
from liushou.rules import AllOf, AnyOf, Condition, Situation, evaluate, resolve

JILIN, JILIN_DAY = "220000", date(2021, 6, 1)
COUNTY, COUNTY_DAY = "500230", date(2025, 6, 30)
UNKNOWN = 0.1


def women(on: date, count: int, seed: int = 7) -> list[Profile]:
    """Women as a register knows them: one fact in ten unknown, some bounds, two in three left behind."""
    dice = random.Random(seed)
    found: list[Profile] = []
    while len(found) < count:
        facts: dict[str, Any] = {}
        for fact in FACTS:
            if dice.random() < UNKNOWN or fact.need or fact.place:
                continue
            if fact.kind == "yes_no":
                facts[fact.name] = dice.random() < 0.3
            elif fact.kind == "choice":
                facts[fact.name] = "female"
            elif fact.kind == "date":
                years = dice.uniform(20, 80) if fact.name == "birth_date" else dice.uniform(0, 3)
                day = on - timedelta(days=int(365 * years))
                facts[fact.name] = day.strftime("%Y-%m") if dice.random() < 0.3 else day
            else:
                low, high = int(fact.low or 0), int(min(fact.high or 1200, 1200))
                facts[fact.name] = dice.randint(low, high)
        facts.pop(dice.choice(("husband_away_since", "husband_away_years")), None)
        if not facts.get("disabled"):
            facts.pop("disability_grade", None)
            facts.pop("needs_long_term_care", None)
        if dice.random() < 0.67:
            facts |= {"lives_in_village": True, "husband_away_for_work": True, "husband_outside_county": True}
        try:
            profile = Profile(**facts)
            resolve(profile, on)
        except ContradictionError:
            continue
        found.append(profile)
    return found


def fastest(
    functions: dict[str, Callable[[Any], Any]], inputs: Sequence[Any], seconds: float = 0.4
) -> dict[str, float]:
    """Microseconds a call of each function, alternating; the fastest round counts."""
    best = dict.fromkeys(functions, float("inf"))
    rounds = dict.fromkeys(functions, 1)
    for name, function in functions.items():
        start = time.perf_counter()
        for one in inputs:
            function(one)
        once = time.perf_counter() - start
        rounds[name] = max(1, int(seconds / 10 / max(once, 1e-9)))
    for _ in range(7):
        for name, function in functions.items():
            start = time.perf_counter()
            for _ in range(rounds[name]):
                for one in inputs:
                    function(one)
            best[name] = min(best[name], (time.perf_counter() - start) / rounds[name] / len(inputs))
    return {name: value * 1e6 for name, value in best.items()}


def one_document() -> list[tuple[str, float, str]]:
    """Jilin's individual measures: the compiled rules against a function written by hand."""
    matcher = Matcher(place=JILIN, on=JILIN_DAY)
    people = women(JILIN_DAY, 300)
    by_hand = handwritten.prepare(JILIN_DAY, matcher.place_values.parameters.get("rural_dibao_line"), matcher.services)
    _verify(matcher, people)
    for one in people:
        assert by_hand(one) == matcher.statuses(one), "the hand-written function says something else"
    found = fastest({"hand": by_hand, "statuses": matcher.statuses, "truths": matcher.truths}, people)
    base = found["hand"]
    return [
        ("Jilin, written by hand", base, "1"),
        ("Jilin, `Matcher.statuses`", found["statuses"], f"{found['statuses'] / base:.1f} × by hand (at most 3)"),
        ("Jilin, `Matcher.truths`", found["truths"], f"{found['truths'] / base:.1f} × by hand"),
    ]


def county() -> list[tuple[str, float, str]]:
    """All documents of a county: the compiled rules against other engines with the same rules."""
    matcher = Matcher(place=COUNTY, on=COUNTY_DAY)
    people = women(COUNTY_DAY, 60)
    _verify(matcher, people)
    outputs: dict[str, Condition] = {
        name: AnyOf(tuple(AllOf(basis.pair) for basis in bases)) for name, bases in matcher.applicable.items()
    }
    situations = [matcher.situation(one) for one in people]
    functions: dict[str, Callable[[Any], Any]] = {
        "statuses": lambda pair: matcher.statuses(pair[0]),
        "reference": lambda pair: _reference(outputs, matcher.situation(pair[0])),
    }
    notes: dict[str, str] = {}
    for name, make in PEERS.items():
        try:
            ask = make(outputs, matcher.rules.facts, situations[0])
            wrong = sum(ask(one) != _reference(outputs, one) for one in situations)
        except ImportError as error:
            notes[name] = f"skipped: {error}"
            continue
        except Exception as error:
            notes[name] = f"skipped: {type(error).__name__}: {error}"[:90]
            continue
        if wrong:
            notes[name] = f"wrong for {wrong} of {len(people)}"
        functions[name] = lambda pair, ask=ask: ask(pair[1])
    found = fastest(functions, list(zip(people, situations, strict=True)), 0.2)
    base = found.pop("statuses")
    services = f"{len(matcher.policies)} documents, {len(outputs)} services"
    rows = [(f"County ({services}), `Matcher.statuses`", base, "1")]
    rows += [(f"County, {name}", value, f"{value / base:.0f} × `statuses` {notes.get(name, '')}".strip())
             for name, value in found.items()]  # fmt: skip
    rows += [(f"County, {name}", float("nan"), note) for name, note in notes.items() if name not in found]
    return rows


def whole_answer() -> list[tuple[str, float, str]]:
    """The whole answer with its reasons against building the same objects by hand."""
    matcher = Matcher(place=COUNTY, on=COUNTY_DAY)
    people = women(COUNTY_DAY, 20)
    answers = {id(one): matcher.match(one) for one in people}
    for answer in answers.values():
        assert _copy(answer) == answer
    found = fastest({"match": matcher.match, "objects": lambda one: _copy(answers[id(one)])}, people)
    ratio = found["match"] / found["objects"]
    return [
        ("County, the answer's objects built by hand", found["objects"], "1"),
        ("County, `Matcher.match` with reasons", found["match"], f"{ratio:.1f} × the objects (at most 15)"),
    ]


def starting() -> list[tuple[str, float, str]]:
    """A fresh process: importing, and the first answer."""
    scripts = {
        "python -c pass": "pass",
        "import liushou": "import liushou",
        "first answer (import, rules read, match)": (
            "from datetime import date; import liushou; "
            "liushou.match({'sex': 'female'}, place='500230', on=date(2025, 6, 30))"
        ),
        "first statuses": (
            "from datetime import date; import liushou; "
            "liushou.Matcher(place='500230', on=date(2025, 6, 30)).statuses({'sex': 'female'})"
        ),
    }
    rows = []
    for name, script in scripts.items():
        best = float("inf")
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", script], check=True)
            best = min(best, time.perf_counter() - start)
        rows.append((f"New process: {name}", best * 1e6, ""))
    return rows


def _verify(matcher: Matcher, people: Iterable[Profile]) -> None:
    for one in people:
        situation = matcher.situation(one)
        expected = {
            name: status_of(evaluate(AnyOf(tuple(AllOf(basis.pair) for basis in bases)), situation))
            for name, bases in matcher.applicable.items()
        }
        assert matcher.statuses(one) == expected, "the compiled rules say something else than the reference"


def _reference(outputs: dict[str, Condition], situation: Situation) -> dict[str, Any]:
    return {name: evaluate(one, situation) for name, one in outputs.items()}


def _copy(answer: Match) -> Match:
    """The same answer from new objects, of what is known beforehand."""
    services = tuple(
        replace(
            service,
            grounds=tuple(
                replace(ground, blocked_by=tuple(replace(blocker) for blocker in ground.blocked_by))
                for ground in service.grounds
            ),
        )
        for service in answer.services
    )
    return replace(
        answer,
        place=replace(answer.place),
        rules=replace(answer.rules),
        policies=tuple(replace(policy) for policy in answer.policies),
        services=services,
        questions=tuple(replace(question) for question in answer.questions),
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    as_json = parser.parse_args().json
    rows = [*one_document(), *county(), *whole_answer(), *starting()]
    if as_json:
        print(json.dumps([{"what": what, "microseconds": value, "note": note} for what, value, note in rows]))
        return
    print("| What | Time | Compared |\n|---|---:|---|")
    for what, value, note in rows:
        shown = "–" if value != value else f"{value / 1000:,.1f} ms" if value >= 1000 else f"{value:,.1f} µs"
        print(f"| {what} | {shown} | {note} |")


if __name__ == "__main__":
    main()
