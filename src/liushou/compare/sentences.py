"""The sentences of a comparison: which is wider, by what, how strongly, who leads; and witnesses in words.

丈夫在本县务工八个月：吉林算，重庆不算.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..chinese import counted, time_since
from ..profile import Fact
from ..report import MeasureGroup, MeasureView
from ..rules import ALWAYS, AllOf, AnyOf, Concept, Condition, Not, evaluate, say, source_facts, walk
from ..rules.solver import Prover, Setting, UndecidedError, Witness
from ..rules.solver import Verdict as Proof
from ..values import Bounds, age, show
from .model import VERDICT_WORDS, Verdict, WitnessView, concepts_in
from .sides import Side


class Sentences:
    """Sentences with both documents by name; ``prover`` says what one condition already says of another."""

    def __init__(self, a: Side, b: Side, prover: Prover) -> None:
        self.a, self.b, self.rules, self.prover = a.name, b.name, a.rules, prover
        self.words = {verdict: words.format(a=a.name, b=b.name) for verdict, words in VERDICT_WORDS.items()}

    def undecided(self, proof: Proof) -> str | None:
        """What the solver did not decide, by side, with the documents' names."""
        names = {"a": (self.a, self.b), "b": (self.b, self.a)}
        parts = [(*names[side], reason) for side, reason in proof.undecided.items()]
        return "；".join(f"未判定是否有人{name}算而{other}不算（{reason}）" for name, other, reason in parts) or None

    def definition(self, verdict: Verdict, a: Condition, b: Condition) -> str:
        """One sentence for the two definitions."""
        if verdict == "equivalent":
            return f"两份文件的留守妇女定义等价：{self.a}算的，{self.b}也算，反过来也是"
        return f"留守妇女定义{self.words[verdict]}{self._why(verdict, a, b, ALWAYS)}"

    def service(self, verdict: Verdict, a: Condition, b: Condition, *, assuming: Condition) -> str:
        """One sentence for a service that both have, among women who meet ``assuming``, both definitions."""
        if verdict == "equivalent":
            return "等价：两份文件的条件相同" if a == b else "等价：条件写法不同，算的人相同"
        return f"{self.words[verdict]}{self._why(verdict, a, b, assuming)}"

    def only(self, verdict: Verdict) -> str:
        """One sentence for a service that one of them lacks."""
        return f"{self.words[verdict]}，{self.b if verdict == 'only_a' else self.a}没有这一项"

    def _why(self, verdict: Verdict, a: Condition, b: Condition, assuming: Condition) -> str:
        parts = []
        for name, condition, other, wider in ((self.a, a, b, "b_wider"), (self.b, b, a, "a_wider")):
            if verdict in (wider, "incomparable"):
                extra = additions(condition, AllOf((assuming, other)), self.prover)
                if extra is not None:
                    parts.append(f"{name}另要求{say(extra, self.prover.setting.vocabulary)}")
        return f"：{'；'.join(parts)}" if parts else ""

    def notes(self, a: MeasureGroup | None, b: MeasureGroup | None) -> Iterator[str]:
        """What else differs: force, lead, what is left to the office."""
        if a is not None and b is not None:
            yield from self._force_and_lead(a.strongest, b.strongest)
            if a.residual and a.residual == b.residual:
                yield f"两份文件都写有“{'”“'.join(a.residual)}”，由部门把握，未参加比较"
                return
        for name, group in ((self.a, a), (self.b, b)):
            if group is not None and group.residual:
                yield f"{name}还写有“{'”“'.join(group.residual)}”，由部门把握，未参加比较"

    def left_to_others(self, a: Condition, b: Condition) -> Iterator[str]:
        """What the concepts of one side alone leave to the office, or to others to fill."""
        for name, condition, other in ((self.a, a, b), (self.b, b, a)):
            shared = concepts_in(self.rules, other)
            for entry in concepts_in(self.rules, condition):
                if entry not in shared:
                    head = f"{name}的“{entry.title}”"
                    yield from (f"{head}另由各地认定“{text}”，未参加比较" for text in entry.unless)
                    yield from (f"{head}写有“{text}”，由部门把握，未参加比较" for text in entry.residual)

    def _force_and_lead(self, a: MeasureView, b: MeasureView) -> Iterator[str]:
        if a.force != b.force:
            yield f"力度不同：{self.a}为“{a.force_word}”，{self.b}为“{b.force_word}”"
        lead_a, lead_b = a.agencies.lead, b.agencies.lead
        if bool(lead_a) is not bool(lead_b):
            has, lacks = (self.a, self.b) if lead_a else (self.b, self.a)
            yield f"{has}由{'、'.join(lead_a or lead_b)}牵头，{lacks}未写牵头单位"
        elif lead_a != lead_b:
            yield f"牵头单位：{self.a}为{'、'.join(lead_a)}，{self.b}为{'、'.join(lead_b)}"


def additions(condition: Condition, given: Condition, prover: Prover, *, denied: bool = False) -> Condition | None:
    """The condition without what ``given`` already says: the same of every woman who meets ``given``.

    None where nothing is left. A concept stays under its name unless something behind it is left out; what the prover
    does not decide stays. ``denied``: what is asked for is that the condition is not met.
    """
    try:
        if prover.implies(given, Not(condition) if denied else condition):
            return None
    except UndecidedError:
        return condition
    if isinstance(condition, Not):
        child = additions(condition.child, given, prover, denied=not denied)
        return condition if child is None or child is condition.child else Not(child)
    if isinstance(condition, Concept):
        opened = additions(condition.condition, given, prover, denied=denied)
        return condition if opened is condition.condition else opened
    if not isinstance(condition, (AllOf, AnyOf)):
        return condition
    parts = [additions(child, given, prover, denied=denied) for child in condition.children]
    if all(part is child for part, child in zip(parts, condition.children, strict=True)):
        return condition
    left = [part for part in parts if part is not None]
    flat = [inner for part in left for inner in (part.children if isinstance(part, type(condition)) else (part,))]
    return flat[0] if len(flat) == 1 else type(condition)(tuple(flat))


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Puts witnesses into words: ``names`` are those of the two documents."""

    setting: Setting
    facts: Mapping[str, Fact]
    names: tuple[str, str]

    def views(
        self, proof: Proof, words: tuple[str, str], *, skip: Collection[str], about: tuple[Condition, ...] = ()
    ) -> tuple[WitnessView, ...]:
        """The witnesses of a verdict; ``skip`` goes without saying, ``about`` has concepts that sum up denied facts."""
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
