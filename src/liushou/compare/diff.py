"""Two documents compared: who is under which, who gets what, how strongly, from whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..answer import Citation
from ..documents import Agencies, Clause, Measure, PlacesFile
from ..places import find
from ..rules import ALWAYS, AllOf, AnyOf, Concept, Condition, facts, parameters, say, source_fact, walk
from ..rules.solver import TIMEOUT, Prover, Undecided
from ..rules.solver import Verdict as Proof
from ..values import check_day
from .model import (
    AgenciesVerdict,
    ConceptRow,
    Definitions,
    Diff,
    DocumentView,
    ForceVerdict,
    Half,
    MeasureView,
    NotAnalysed,
    Row,
    Verdict,
)
from .sides import Side, told_apart
from .summaries import Words
from .thresholds import Ground, ground, parameter_rows
from .witnesses import People, sources

#: Called with what is being compared, how many are done, and how many there are.
Step = Callable[[str, int, int], None]


def diff(
    a: Side,
    b: Side,
    *,
    on: date,
    place: str | None = None,
    places: PlacesFile | None = None,
    timeout: float = TIMEOUT,
    step: Step | None = None,
) -> Diff:
    """The comparison of two sides on the day ``on``.

    ``place`` and ``places`` give a county's own facts and lines; without them a line that
    depends on the place is one unknown for both sides. Each question is given up after
    ``timeout`` seconds, and then said to be undecided. Raises
    :class:`~liushou.MissingExtraError` without z3.
    """
    a, b = told_apart(a, b)
    if place is not None:
        find(place, on)
    return _Diff(a, b, check_day(on), ground(a, b, place=place, own=places), place, timeout, step).run()


@dataclass(frozen=True, slots=True)
class _Measures:
    """All measures of one name on one side, and the condition that any of them is met."""

    all: tuple[tuple[Clause, Measure], ...]
    condition: Condition


class _Diff:
    def __init__(
        self, a: Side, b: Side, on: date, stand: Ground, place: str | None, timeout: float, step: Step | None
    ) -> None:
        self.sides = {"a": a, "b": b}
        self.on, self.stand, self.place = on, stand, place
        self.step = step or (lambda *_: None)
        self.words = Words(a.name, b.name, stand.vocabulary)
        self.prover = Prover(
            vocabulary=stand.vocabulary, on=on, parameters=stand.parameters, place_facts=stand.place_facts,
            usual=stand.usual, timeout=timeout,
        )  # fmt: skip
        self.people = People(self.prover.stage, a.rules.facts, (a.name, b.name))
        self.definitions = {key: stand.read(side.policy.definition.condition, key) for key, side in self.sides.items()}
        self.both = AllOf((self.definitions["a"], self.definitions["b"]))

    def run(self) -> Diff:
        a, b = self.sides["a"], self.sides["b"]
        services = {key: self._measures(side, key, individual=True) for key, side in self.sides.items()}
        topics = {key: self._measures(side, key, individual=False) for key, side in self.sides.items()}
        names = [name for name in a.rules.services if name in services["a"] or name in services["b"]]
        themes = [name for name in a.rules.topics if name in topics["a"] or name in topics["b"]]
        total = 1 + len(names) + len(themes)
        self.step("定义", 0, total)
        definition = self._definition()
        rows: list[Row] = []
        for name in names:
            title = a.rules.services[name].title
            self.step(title, 1 + len(rows), total)
            rows.append(self._row(name, title, services["a"].get(name), services["b"].get(name), topic=False))
        found: list[Row] = []
        for name in themes:
            title = a.rules.topics[name].title
            self.step(title, 1 + len(rows) + len(found), total)
            found.append(self._row(name, title, topics["a"].get(name), topics["b"].get(name), topic=True))
        self.step("完成", total, total)
        used = {key: self._all_conditions(key, services[key], topics[key]) for key in self.sides}
        only = self._facts_only(used["a"], used["b"])
        lines = [name for one in self._originals() for name in parameters(one)]
        return Diff(
            a=self._view(a),
            b=self._view(b),
            on=self.on,
            place=None if self.place is None else (self.place, find(self.place, self.on).name),
            definition=definition,
            services=tuple(rows),
            topics=tuple(found),
            facts_only_a=only[0],
            facts_only_b=only[1],
            parameters=parameter_rows(self.stand, lines, a, b),
            concepts=self._concepts(AllOf((used["a"], used["b"]))),
            not_analysed=tuple(self._not_analysed()),
            notes=tuple(self._notes()),
        )

    # -- what is compared --------------------------------------------------------------

    def _measures(self, side: Side, key: str, *, individual: bool) -> dict[str, _Measures]:
        found: dict[str, list[tuple[Clause, Measure]]] = {}
        for clause, measure in side.measures(individual=individual):
            found.setdefault(measure.name, []).append((clause, measure))
        return {name: _Measures(tuple(many), self._any(many, key)) for name, many in found.items()}

    def _any(self, measures: Iterable[tuple[Clause, Measure]], key: str) -> Condition:
        conditions = tuple(dict.fromkeys(self.stand.read(measure.condition, key) for _, measure in measures))
        if ALWAYS in conditions:
            return ALWAYS
        return conditions[0] if len(conditions) == 1 else AnyOf(conditions)

    def _originals(self) -> Iterable[Condition]:
        for side in self.sides.values():
            yield side.policy.definition.condition
            for individual in (True, False):
                yield from (measure.condition for _, measure in side.measures(individual=individual))

    def _all_conditions(self, key: str, *groups: Mapping[str, _Measures]) -> AllOf:
        return AllOf((self.definitions[key], *(one.condition for group in groups for one in group.values())))

    # -- the definition ------------------------------------------------------------------

    def _definition(self) -> Definitions:
        a, b = self.definitions["a"], self.definitions["b"]
        proof = self.prover.compare(a, b)
        halves = [self._definition_half(key, mine, other) for key, mine, other in (("a", a, b), ("b", b, a))]
        shown = self.people.views(proof, ("yes", "no"), skip=_common_yes(a, b))
        verdict: Verdict = proof.relation
        return Definitions(
            verdict, self.words.definition(verdict, a, b), halves[0], halves[1], shown, self._reason(proof)
        )

    def _definition_half(self, key: str, mine: Condition, other: Condition) -> Half:
        side = self.sides[key]
        definition = side.policy.definition
        citation = Citation(side.policy.number, side.policy.title, definition.at, definition.quote)
        text = say(mine, self.stand.vocabulary)
        view = MeasureView("provide", text, citation, Agencies(), definition.at)
        return Half(text, (view,), self._facts_only(mine, other)[0])

    # -- a service or topic ----------------------------------------------------------------

    def _row(self, name: str, title: str, a: _Measures | None, b: _Measures | None, *, topic: bool) -> Row:
        if a is None or b is None:
            verdict: Verdict = "only_a" if b is None else "only_b"
            side: Any = verdict
            half = self._half("a", a, None) if a is not None else None
            other = self._half("b", b, None) if b is not None else None
            return Row(
                name, title, verdict, None if topic else verdict, self.words.only(verdict), half, other, side, side,
                self._notes_of(half, other), topic=topic,
            )  # fmt: skip
        assuming = ALWAYS if topic else self.both
        proof = self.prover.compare(a.condition, b.condition, assuming=assuming)
        wide, reasons = None, [self._reason(proof)]
        if not topic:
            whole = self.prover.compare(
                AllOf((self.definitions["a"], a.condition)),
                AllOf((self.definitions["b"], b.condition)),
                witnesses=False,
            )
            wide = whole.relation
            reasons.append(self._reason(whole))
        half, other = self._half("a", a, b), self._half("b", b, a)
        notes = self._notes_of(half, other)
        if proof.relation == "equivalent" and a.condition != b.condition:
            notes += self._reported(a.condition, b.condition, assuming)
        skip = frozenset(source_fact(fact) for fact in facts(self.both)) - set(
            sources(AllOf((a.condition, b.condition)))
        )
        force, agencies = _force(half, other), _agencies(half, other)
        return Row(
            name, title, proof.relation, wide, self._sentence(proof.relation, a.condition, b.condition, topic),
            half, other, force, agencies, notes,
            self.people.views(proof, ("eligible", "ineligible"), skip=skip, about=(a.condition, b.condition)),
            "；".join(dict.fromkeys(reason for reason in reasons if reason)) or None, topic,
        )  # fmt: skip

    def _sentence(self, verdict: Verdict, a: Condition, b: Condition, topic: bool) -> str:
        if topic and verdict == "equivalent":
            return self.words.both()
        one, other = self.stand.undated(a, "a"), self.stand.undated(b, "b")
        if verdict != "equivalent" and one == other:
            lines = [self.sides["a"].rules.parameters[name].title for name in parameters(one)]
            return self.words.other_lines(verdict, lines)
        return self.words.service(verdict, a, b)

    def _half(self, key: str, mine: _Measures, other: _Measures | None) -> Half:
        side = self.sides[key]
        views = tuple(self._measure(side, key, clause, measure) for clause, measure in mine.all)
        only = () if other is None else self._facts_only(mine.condition, other.condition)[0]
        return Half(say(mine.condition, self.stand.vocabulary), views, only)

    def _measure(self, side: Side, key: str, clause: Clause, measure: Measure) -> MeasureView:
        label, agencies = side.policy.agencies_of(clause, measure)
        need = None if measure.need is None else side.rules.facts[measure.need].title
        return MeasureView(
            measure.force, say(self.stand.read(measure.condition, key), self.stand.vocabulary),
            Citation(side.policy.number, side.policy.title, clause.at, measure.quote),
            agencies, label, measure.contact, measure.carried_out_by, need, measure.residual, measure.reading,
        )  # fmt: skip

    def _notes_of(self, a: Half | None, b: Half | None) -> tuple[str, ...]:
        return tuple(self.words.notes(a, b))

    def _reported(self, a: Condition, b: Condition, assuming: Condition) -> tuple[str, ...]:
        """Conditions that say the same of everyone can still be reported otherwise of a woman half known."""
        try:
            told = self.prover.differs(a, b, assuming=assuming)
        except Undecided as error:
            return (f"资料不全时两份文件的答复是否相同，未能判定（{error.reason}）",)
        return () if told is None else ("算的人相同，但资料不全时，一份可能已有答复而另一份还需了解",)

    # -- beside ------------------------------------------------------------------------------

    def _facts_only(self, a: Condition, b: Condition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        mine, theirs = sources(a), sources(b)
        known = self.sides["a"].rules.facts

        def titles(names: Iterable[str], without: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(known[name].title for name in names if name not in without)

        return titles(mine, theirs), titles(theirs, mine)

    def _concepts(self, used: Condition) -> tuple[ConceptRow, ...]:
        rules = self.sides["a"].rules
        names = dict.fromkeys(node.name for node in walk(used) if isinstance(node, Concept))
        entries = [rules.concepts[name] for name in names if name in rules.concepts]
        return tuple(
            ConceptRow(one.id, one.title, say(one.condition, rules.vocabulary), one.source, one.reading)
            for one in entries
        )

    def _not_analysed(self) -> Iterable[NotAnalysed]:
        for key, side in self.sides.items():
            for individual in (True, False):
                names = side.rules.services if individual else side.rules.topics
                for clause, measure in side.measures(individual=individual):
                    for text in measure.residual:
                        which: Any = key
                        yield NotAnalysed(which, names[measure.name].title, clause.at, text)

    def _notes(self) -> Iterable[str]:
        for side in self.sides.values():
            if side.policy.issued > side.on:
                yield f"{side.policy.number}于{side.policy.issued}印发，{side.on}尚未印发，仍按其文字比较"
            for clause, measure in side.spent():
                yield f"{side.policy.number} {clause.at}“{measure.quote}”的期限为{measure.until}，已过，不参加比较"
        if self.sides["a"].on != self.sides["b"].on:
            yield f"年龄和外出时间都按{self.on}计算，标准和期限按各自的日期"

    def _view(self, side: Side) -> DocumentView:
        policy = side.policy
        return DocumentView(
            side.spec, policy.id, side.name, policy.number, policy.title, policy.place, side.place_name, side.on,
            policy.issued,
        )  # fmt: skip

    def _reason(self, proof: Proof) -> str | None:
        return None if proof.reason is None else self.words.names(proof.reason)


def _common_yes(a: Condition, b: Condition) -> frozenset[str]:
    """The facts of her own that both definitions ask for alike: they go without saying."""
    return frozenset({"sex", "lives_in_village"}) & set(facts(a)) & set(facts(b))


def _force(a: Half, b: Half) -> ForceVerdict:
    one, other = a.strongest.rank, b.strongest.rank
    return "equal" if one == other else "a_stronger" if one < other else "b_stronger"


def _agencies(a: Half, b: Half) -> AgenciesVerdict:
    return "same" if a.strongest.agencies == b.strongest.agencies else "differ"


__all__ = ["Step", "diff"]
