"""Witnesses in words: who shows a difference, and what each document says of her.

丈夫在本县务工八个月：吉林算，重庆不算.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..chinese import counted, time_since
from ..profile import Fact
from ..rules import Concept, Condition, evaluate, facts, source_fact, walk
from ..rules.solver import Setting, Verdict, Witness
from ..values import Bounds, age, show
from .model import WitnessView


def source_facts(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition asks for (age as birth_date), each once."""
    return tuple(dict.fromkeys(source_fact(name) for name in facts(condition)))


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Puts witnesses into words: ``names`` are those of the two documents."""

    setting: Setting
    facts: Mapping[str, Fact]
    names: tuple[str, str]

    def views(
        self, proof: Verdict, words: tuple[str, str], *, skip: Collection[str], about: tuple[Condition, ...] = ()
    ) -> tuple[WitnessView, ...]:
        """The witnesses of a verdict; ``skip`` are facts that go without saying.

        ``about`` are the conditions compared, whose concepts may stand for denied facts.
        """
        sides = ((proof.only_a, words), (proof.only_b, (words[1], words[0])))
        return tuple(self._view(witness, says, frozenset(skip), about) for witness, says in sides if witness)

    def _view(
        self, witness: Witness, says: tuple[str, str], skip: frozenset[str], about: tuple[Condition, ...]
    ) -> WitnessView:
        profile = witness.profile.to_mapping()
        summarised, groups = self._not_in(witness, profile, about)
        text = person(profile, self.facts, self.setting.on, leave_out=skip | summarised)
        text = "，".join(part for part in (text, *groups) if part) or person(profile, self.facts, self.setting.on)
        types = self.setting.vocabulary.parameters
        values = "".join(f"，{types[name].stated(value)}" for name, value in witness.assumed.items())
        a, b = ("算" if word in ("yes", "eligible") else "不算" for word in says)
        sentence = f"{text}{values}：{self.names[0]}{a}，{self.names[1]}{b}"
        return WitnessView(profile=profile, a=says[0], b=says[1], sentence=sentence, assumed=witness.assumed)

    def _not_in(
        self, witness: Witness, profile: Mapping[str, Any], about: tuple[Condition, ...]
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """The denied facts that a concept sums up: 不属于“困难群体” for nine of them."""
        situation = self.setting.situation(profile, witness.assumed)
        denied = {name for name, value in profile.items() if value is False}
        summarised: set[str] = set()
        groups: list[str] = []
        concepts = [node for condition in about for node in walk(condition) if isinstance(node, Concept)]
        # On two dates one name stands for two conditions; it is used only where both deny it.
        met = {concept.name for concept in concepts if evaluate(concept, situation) is not False}
        for concept in concepts:
            own = (set(source_facts(concept)) & denied) - summarised
            if len(own) > 1 and concept.name not in met:
                summarised |= own
                groups.append(f"不属于“{concept.title}”")
        return frozenset(summarised), tuple(groups)


def person(profile: Mapping[str, Any], facts: Mapping[str, Fact], on: date, *, leave_out: Collection[str] = ()) -> str:
    """The facts of a profile in words; ``leave_out`` are those that go without saying."""
    known = {name: facts[name].read(raw) for name, raw in profile.items() if name in facts and name not in leave_out}
    subjects: dict[str, dict[str, tuple[Fact, Any]]] = {}
    others: list[str] = []
    for name, value in known.items():
        short = facts[name].short
        if short and short.subject:
            subjects.setdefault(short.subject, {}).setdefault(short.part, (facts[name], value))
        else:
            others.append(_fact(facts[name], value, on))
    clauses = [clause for subject, parts in subjects.items() for clause in _clauses(subject, parts, facts, on)]
    return "，".join(part for part in (*clauses, *others) if part)


def _clauses(subject: str, parts: Mapping[str, tuple[Fact, Any]], facts: Mapping[str, Fact], on: date) -> list[str]:
    """What is known of one subject as one clause: 丈夫, where, what he does there, how long."""
    time = _time(parts["time"][1], on) if "time" in parts else ""
    where = _short(*parts["where"]) if "where" in parts else ""
    if "verb" not in parts:
        verbs = (fact.short for fact in facts.values() if fact.short and fact.short.subject == subject)
        unknown = next((short.unknown for short in verbs if short.part == "verb"), "")
        return [f"{subject}{where}{unknown if time else ''}{time}"] if where or time else []
    verb, does = parts["verb"]
    if not does:
        return [verb.statement(False), *([f"{_short(verb, does)}{time}"] if time else [])]
    alone = verb.short.alone if verb.short else ""
    return [f"{subject}{where}{_short(verb, does) if where else alone}{time}"]


def _short(fact: Fact, value: Any) -> str:
    """The word for a yes or a no."""
    return "" if fact.short is None else fact.short.yes if value else fact.short.no


def _time(value: Any, on: date) -> str:
    """How long, from the day it began or a number of years."""
    if not isinstance(value, Bounds):
        return ""
    if isinstance(value.high, date):
        return time_since(value.high, on)
    years = value.low
    if not isinstance(years, float):
        return ""
    return "半年" if years == 0.5 else (counted(int(years)) if years.is_integer() else show(years)) + "年"


def _fact(fact: Fact, value: Any, on: date) -> str:
    if fact.kind == "yes_no":
        return fact.statement(value)
    if fact.kind == "choice":
        return fact.word(value)
    if fact.short and fact.short.part == "age" and value.high is not None:
        return f"{age(value.high, on)}周岁"
    return f"{fact.title}{value}{fact.unit or ''}"
