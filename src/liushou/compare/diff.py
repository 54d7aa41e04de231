"""Two documents compared: who is under which, who gets what, how strongly, from whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..answer import Citation
from ..documents import Clause, Measure, PlacesFile
from ..places import find_place
from ..report import MeasureGroup, MeasureView, measure_view
from ..rules import ALWAYS, AllOf, AnyOf, Condition, facts, parameters, say
from ..rules.solver import TIMEOUT, Prover, UndecidedError
from ..values import check_day
from .model import AgenciesVerdict, Definitions, Diff, ForceVerdict, NotAnalysed, Only, Row, Verdict, concept_rows
from .sentences import Sentences
from .sides import Key, Side, with_distinct_names
from .thresholds import ComparisonBasis, comparison_basis, parameter_rows
from .witnesses import Witnesses, source_facts

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

    ``place`` and ``places`` give a county's own facts and parameters; without them a parameter
    that depends on the place is one unknown for both sides. Each question is given up after
    ``timeout`` seconds, and then reported as undecided. Raises
    :class:`~liushou.MissingExtraError` without z3.
    """
    a, b = with_distinct_names(a, b)
    where = None if place is None else find_place(place, on)
    named_place = None if where is None else (where.code, where.name)
    basis = comparison_basis(a, b, place=None if where is None else where.code, own=places)
    comparison = _Comparison({"a": a, "b": b}, basis, check_day(on), timeout)
    return comparison.run(named_place, step or (lambda *_: None))


@dataclass(frozen=True, slots=True)
class _Measures:
    """All measures of one name on one side, and the condition that any of them is met."""

    all: tuple[tuple[Clause, Measure], ...]
    condition: Condition


class _Comparison:
    def __init__(self, sides: dict[Key, Side], basis: ComparisonBasis, on: date, timeout: float) -> None:
        self.sides, self.basis, self.on = sides, basis, on
        a, b = sides["a"], sides["b"]
        self.rules = a.rules
        self.sentences = Sentences(a.name, b.name, basis.vocabulary)
        self.prover = Prover(
            vocabulary=basis.vocabulary,
            on=on,
            parameters=basis.parameters,
            place_facts=basis.place_facts,
            usual=basis.usual,
            timeout=timeout,
        )
        self.witnesses = Witnesses(self.prover.stage, a.rules.facts, (a.name, b.name))
        self.definitions = {key: basis.read(side.policy.definition.condition, key) for key, side in sides.items()}
        self.both = AllOf((self.definitions["a"], self.definitions["b"]))
        self.measures = {key: self._measures(key) for key in sides}

    def _measures(self, key: Key) -> dict[tuple[str, bool], _Measures]:
        """The measures of a side by (name, whether it is a topic)."""
        by_name: dict[tuple[str, bool], list[tuple[Clause, Measure]]] = {}
        for clause, measure in self.sides[key].measures():
            by_name.setdefault((measure.name, not measure.individual), []).append((clause, measure))
        return {subject: _Measures(tuple(pairs), self._any(pairs, key)) for subject, pairs in by_name.items()}

    def _any(self, measures: Iterable[tuple[Clause, Measure]], key: Key) -> Condition:
        conditions = tuple(dict.fromkeys(self.basis.read(measure.condition, key) for _, measure in measures))
        if ALWAYS in conditions:
            return ALWAYS
        return conditions[0] if len(conditions) == 1 else AnyOf(conditions)

    def run(self, place: tuple[str, str] | None, step: Step) -> Diff:
        subjects = [
            (name, entry.title, topic)
            for topic, register in ((False, self.rules.services), (True, self.rules.topics))
            for name, entry in register.items()
            if any((name, topic) in measures for measures in self.measures.values())
        ]
        total = 1 + len(subjects)
        step("定义", 0, total)
        definition = self._definition()
        rows: list[Row] = []
        for name, title, topic in subjects:
            step(title, 1 + len(rows), total)
            rows.append(self._row(name, title, topic))
        step("完成", total, total)
        used_a, used_b = self._used("a"), self._used("b")
        return Diff(
            a=self.sides["a"],
            b=self.sides["b"],
            on=self.on,
            place=place,
            definition=definition,
            services=tuple(row for row in rows if not row.topic),
            topics=tuple(row for row in rows if row.topic),
            facts_only_a=self._facts_only(used_a, used_b),
            facts_only_b=self._facts_only(used_b, used_a),
            parameters=parameter_rows(self.basis, self._parameters(), self.sides["a"], self.sides["b"]),
            concepts=concept_rows(self.rules, (used_a, used_b)),
            not_analysed=tuple(self._not_analysed()),
            notes=tuple(self._notes()),
        )

    # -- the definition ------------------------------------------------------------------

    def _definition(self) -> Definitions:
        a, b = self.definitions["a"], self.definitions["b"]
        proof = self.prover.compare(a, b)
        # What goes without saying where both definitions ask for it.
        unsaid = {name for name, fact in self.rules.facts.items() if fact.short and fact.short.part == "unsaid"}
        return Definitions(
            verdict=proof.relation,
            sentence=self.sentences.definition(proof.relation, a, b),
            a=self._definition_group("a", a, b),
            b=self._definition_group("b", b, a),
            witnesses=self.witnesses.views(proof, ("yes", "no"), skip=unsaid & set(facts(a)) & set(facts(b))),
            reason=self.sentences.undecided(proof.undecided),
        )

    def _definition_group(self, key: Key, condition: Condition, other: Condition) -> MeasureGroup:
        policy = self.sides[key].policy
        definition = policy.definition
        citation = Citation(policy.number, policy.title, definition.at, definition.quote)
        text = say(condition, self.basis.vocabulary)
        view = MeasureView(
            name="definition", title="定义", citation=citation, condition=text, agencies_clause=definition.at
        )
        return MeasureGroup(text, (view,), self._facts_only(condition, other))

    # -- a service or topic ----------------------------------------------------------------

    def _row(self, name: str, title: str, topic: bool) -> Row:
        a, b = (self.measures[key].get((name, topic)) for key in self.sides)
        group_a, group_b = self._group("a", a, b), self._group("b", b, a)
        notes = tuple(self.sentences.notes(group_a, group_b))
        if a is None or b is None or group_a is None or group_b is None:
            only: Only = "only_a" if b is None else "only_b"
            return Row(
                id=name,
                title=title,
                verdict=only,
                verdict_with_definition=None if topic else only,
                sentence=self.sentences.only(only),
                a=group_a,
                b=group_b,
                force=only,
                agencies=only,
                notes=notes,
                topic=topic,
            )
        assuming = ALWAYS if topic else self.both
        compared = (a.condition, b.condition)
        proof = self.prover.compare(*compared, assuming=assuming)
        whole = None
        if not topic:
            whole = self.prover.compare(
                AllOf((self.definitions["a"], a.condition)),
                AllOf((self.definitions["b"], b.condition)),
                witnesses=False,
            )
        if proof.relation == "equivalent" and a.condition != b.condition:
            notes += self._half_known(*compared, assuming)
        skip = set(source_facts(self.both)) - set(source_facts(AllOf(compared)))
        reasons = [self.sentences.undecided(result.undecided) for result in (proof, whole) if result]
        return Row(
            id=name,
            title=title,
            verdict=proof.relation,
            verdict_with_definition=whole.relation if whole else None,
            sentence=self._sentence(proof.relation, *compared, topic),
            a=group_a,
            b=group_b,
            force=_force(group_a, group_b),
            agencies=_agencies(group_a, group_b),
            notes=notes,
            witnesses=self.witnesses.views(proof, ("eligible", "ineligible"), skip=skip, about=compared),
            reason="；".join(dict.fromkeys(filter(None, reasons))) or None,
            topic=topic,
        )

    def _sentence(self, verdict: Verdict, a: Condition, b: Condition, topic: bool) -> str:
        if topic and verdict == "equivalent":
            return "两份文件都有"
        undated_a, undated_b = self.basis.undated(a, "a"), self.basis.undated(b, "b")
        if verdict != "equivalent" and undated_a == undated_b:
            titles = [self.rules.parameters[name].title for name in parameters(undated_a)]
            return self.sentences.other_parameters(verdict, titles)
        return self.sentences.service(verdict, a, b)

    def _group(self, key: Key, measures: _Measures | None, other: _Measures | None) -> MeasureGroup | None:
        if measures is None:
            return None
        side, vocabulary = self.sides[key], self.basis.vocabulary
        views = tuple(
            measure_view(
                side.rules,
                side.policy,
                clause,
                measure,
                condition=say(self.basis.read(measure.condition, key), vocabulary),
            )
            for clause, measure in measures.all
        )
        only = () if other is None else self._facts_only(measures.condition, other.condition)
        return MeasureGroup(say(measures.condition, vocabulary), views, only)

    def _half_known(self, a: Condition, b: Condition, assuming: Condition) -> tuple[str, ...]:
        """Conditions that say the same of everyone can still be reported otherwise of a woman half known."""
        try:
            differs = self.prover.differs(a, b, assuming=assuming) is not None
        except UndecidedError as error:
            return (f"资料不全时两份文件的答复是否相同，未能判定（{error.reason}）",)
        return ("算的人相同，但资料不全时，一份可能已有答复而另一份还需了解",) if differs else ()

    # -- beside ------------------------------------------------------------------------------

    def _used(self, key: Key) -> AllOf:
        """Every condition of a side."""
        return AllOf((self.definitions[key], *(group.condition for group in self.measures[key].values())))

    def _parameters(self) -> Iterator[str]:
        for side in self.sides.values():
            yield from parameters(side.policy.definition.condition)
            for _, measure in side.measures():
                yield from parameters(measure.condition)

    def _facts_only(self, condition: Condition, other: Condition) -> tuple[str, ...]:
        """The titles of the facts that the condition asks for and the other does not."""
        without = source_facts(other)
        return tuple(self.rules.facts[name].title for name in source_facts(condition) if name not in without)

    def _not_analysed(self) -> Iterator[NotAnalysed]:
        for key, side in self.sides.items():
            for clause, measure in side.measures():
                register = side.rules.services if measure.individual else side.rules.topics
                for text in measure.residual:
                    yield NotAnalysed(key, register[measure.name].title, clause.at, text)

    def _notes(self) -> Iterator[str]:
        for side in self.sides.values():
            if side.policy.issued > side.on:
                yield f"{side.policy.number}于{side.policy.issued}印发，{side.on}尚未印发，仍按其文字比较"
            for clause, measure in side.measures(spent=True):
                yield f"{side.policy.number} {clause.at}“{measure.quote}”的期限为{measure.until}，已过，不参加比较"
        if self.sides["a"].on != self.sides["b"].on:
            yield f"年龄和外出时间都按{self.on}计算，标准和期限按各自的日期"


def _force(a: MeasureGroup, b: MeasureGroup) -> ForceVerdict:
    rank_a, rank_b = a.strongest.rank, b.strongest.rank
    return "equal" if rank_a == rank_b else "a_stronger" if rank_a < rank_b else "b_stronger"


def _agencies(a: MeasureGroup, b: MeasureGroup) -> AgenciesVerdict:
    return "same" if a.strongest.agencies == b.strongest.agencies else "differ"
