"""Two documents compared: who is under which, who gets what, how strongly, from whom.

A parameter (threshold) that depends on the place is the same unknown on both sides; with one
place for both it has that place's value. On two dates it is two parameters.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from ..answer import Citation
from ..chinese import label_words
from ..documents import Clause, Measure, PlacesFile
from ..places import find_place
from ..report import MeasureGroup, MeasureView
from ..rules import ALWAYS, AllOf, AnyOf, Condition, facts, parameters, say, source_facts
from ..rules.solver import TIMEOUT, Prover, UndecidedError
from ..values import check_day
from .basis import ComparisonBasis, comparison_basis, dated_titles, parameter_rows, undated
from .model import Diff, NotAnalysed, Row, Verdict, concept_rows
from .sentences import Sentences, Witnesses
from .sides import Key, Side, with_all_names, with_distinct_names

#: Called with what is being compared, how many are done, and how many there are.
Step = Callable[[str, int, int], None]
_Pairs = list[tuple[Clause, Measure]]


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

    ``place`` and ``places`` give a county's own facts and parameters; without them a parameter that depends on the
    place is one unknown for both sides. Each question is given up after ``timeout`` seconds, and then reported as
    undecided. Raises :class:`~liushou.MissingExtraError` without z3.
    """
    a, b = with_all_names(*with_distinct_names(a, b))
    where = None if place is None else find_place(place, on)
    basis = comparison_basis(a, b, place=None if where is None else where.code, own=places)
    comparison = _Comparison(basis, check_day(on), timeout)
    definition, rows = comparison.rows(step or (lambda *_: None))
    used = {key: comparison.used(key) for key in basis.sides}
    return Diff(
        a=a,
        b=b,
        on=on,
        place=None if where is None else (where.code, where.name),
        definition=definition,
        services=tuple(row for row in rows if not row.topic),
        topics=tuple(row for row in rows if row.topic),
        facts_only_a=comparison.facts_only(used["a"], used["b"]),
        facts_only_b=comparison.facts_only(used["b"], used["a"]),
        parameters=parameter_rows(basis, [name for condition in used.values() for name in parameters(condition)]),
        concepts=concept_rows(a.rules, used.values()),
        not_analysed=tuple(comparison.not_analysed()),
        notes=tuple(_notes(a, b, on)),
    )


class _Comparison:
    """Both documents as they are compared (see :class:`ComparisonBasis`), and what proves a difference."""

    def __init__(self, basis: ComparisonBasis, on: date, timeout: float) -> None:
        self.sides = basis.sides
        a, b = basis.sides["a"], basis.sides["b"]
        self.rules = a.rules
        self.prover = Prover(
            vocabulary=a.rules.vocabulary,
            on=on,
            parameters=basis.parameters,
            place_facts=basis.place_facts,
            usual=basis.usual,
            timeout=timeout,
        )
        self.sentences = Sentences(a, b, self.prover)
        self.witnesses = Witnesses(self.prover.setting, a.rules.facts, (a.name, b.name))
        self.definitions = {key: side.policy.definition.condition for key, side in self.sides.items()}
        self.both = AllOf(tuple(self.definitions.values()))
        self.measures = {key: side.by_subject() for key, side in self.sides.items()}

    def rows(self, step: Step) -> tuple[Row, list[Row]]:
        """The row of the definition, and one for each service and topic of either document."""
        registers = ((False, self.rules.services), (True, self.rules.topics))
        every = [(name, entry.title, topic) for topic, register in registers for name, entry in register.items()]
        given = {key for measures in self.measures.values() for key in measures}
        subjects = [(name, title, topic) for name, title, topic in every if (name, topic) in given]
        total = 1 + len(subjects)
        step("定义", 0, total)
        definition = self._definition()
        rows: list[Row] = []
        for name, title, topic in subjects:
            step(title, 1 + len(rows), total)
            rows.append(self._row(name, title, topic))
        step("完成", total, total)
        return definition, rows

    def used(self, key: Key) -> AllOf:
        """Every condition of a side."""
        return AllOf((self.definitions[key], *map(_any, self.measures[key].values())))

    def facts_only(self, condition: Condition, other: Condition) -> tuple[str, ...]:
        """The titles of the facts that the condition asks for and the other does not."""
        without = source_facts(other)
        return tuple(self.rules.facts[name].title for name in source_facts(condition) if name not in without)

    def not_analysed(self) -> Iterator[NotAnalysed]:
        """What the documents leave to the office."""
        for key, side in self.sides.items():
            for view in side.views(side.measures()):
                yield from (NotAnalysed(key, view.title, view.citation.clause, text) for text in view.residual)

    def _definition(self) -> Row:
        a, b = self.definitions["a"], self.definitions["b"]
        proof = self.prover.compare(a, b)
        # What goes without saying where both definitions ask for it.
        unsaid = {name for name, fact in self.rules.facts.items() if fact.short and fact.short.part == "unsaid"}
        return Row(
            id="definition",
            title="定义",
            verdict=proof.relation,
            sentence=self.sentences.definition(proof.relation, a, b),
            a=self._defined("a", a, b),
            b=self._defined("b", b, a),
            notes=tuple(self.sentences.left_to_others(a, b)),
            witnesses=self.witnesses.views(proof, ("yes", "no"), skip=unsaid & set(facts(a)) & set(facts(b))),
            reason=self.sentences.undecided(proof),
        )

    def _defined(self, key: Key, condition: Condition, other: Condition) -> MeasureGroup:
        policy, text = self.sides[key].policy, self.sides[key].definition
        at = policy.definition.at
        citation = Citation(policy.number, policy.title, at, policy.definition.quote)
        view = MeasureView(name="definition", title="定义", citation=citation, condition=text, agencies_clause=at)
        return MeasureGroup(text, (view,), self.facts_only(condition, other))

    def _row(self, name: str, title: str, topic: bool) -> Row:
        pairs_a, pairs_b = (self.measures[key].get((name, topic), []) for key in self.sides)
        a, b = _any(pairs_a), _any(pairs_b)
        group_a = self._group("a", pairs_a, b if pairs_b else None)
        group_b = self._group("b", pairs_b, a if pairs_a else None)
        notes = tuple(self.sentences.notes(group_a, group_b))
        row: dict[str, Any] = {"id": name, "title": title, "a": group_a, "b": group_b, "topic": topic}
        if group_a is None or group_b is None:
            only: Verdict = "only_a" if group_b is None else "only_b"
            row |= {"verdict": only, "verdict_with_definition": None if topic else only}
            return Row(**row, sentence=self.sentences.only(only), notes=notes)
        notes += tuple(self.sentences.left_to_others(a, b))
        assuming = ALWAYS if topic else self.both
        proofs = [self.prover.compare(a, b, assuming=assuming)]
        if not topic:
            defined = AllOf((self.definitions["a"], a)), AllOf((self.definitions["b"], b))
            proofs.append(self.prover.compare(*defined, witnesses=False))
        verdict = proofs[0].relation
        if verdict == "equivalent" and a != b:
            notes += self._half_known(a, b, assuming)
        skip = set(source_facts(self.both)) - set(source_facts(a, b))
        return Row(
            **row,
            verdict=verdict,
            verdict_with_definition=None if topic else proofs[1].relation,
            sentence=self._sentence(verdict, a, b, topic),
            notes=notes,
            witnesses=self.witnesses.views(proofs[0], ("eligible", "ineligible"), skip=skip, about=(a, b)),
            reason="；".join(dict.fromkeys(filter(None, map(self.sentences.undecided, proofs)))) or None,
        )

    def _sentence(self, verdict: Verdict, a: Condition, b: Condition, topic: bool) -> str:
        if topic and verdict == "equivalent":
            return "两份文件都有"
        if verdict != "equivalent" and undated(a) == undated(b):
            return f"{self.sentences.words[verdict]}：条件相同，{'、'.join(dated_titles(a, self.rules))}随日期不同"
        return self.sentences.service(verdict, a, b, assuming=ALWAYS if topic else self.both)

    def _group(self, key: Key, pairs: _Pairs, other: Condition | None) -> MeasureGroup | None:
        if not pairs:
            return None
        side, condition = self.sides[key], _any(pairs)
        only = () if other is None else self.facts_only(condition, other)
        return MeasureGroup(say(condition, side.rules.vocabulary), side.views(pairs), only)

    def _half_known(self, a: Condition, b: Condition, assuming: Condition) -> tuple[str, ...]:
        """Conditions that say the same of everyone can still be reported otherwise of a woman half known."""
        try:
            differs = self.prover.differs(a, b, assuming=assuming) is not None
        except UndecidedError as error:
            return (f"资料不全时两份文件的答复是否相同，未能判定（{error.reason}）",)
        return ("算的人相同，但资料不全时，一份可能已有答复而另一份还需了解",) if differs else ()


def _any(pairs: Iterable[tuple[Clause, Measure]]) -> Condition:
    """The condition that any of the measures is met."""
    conditions = tuple(dict.fromkeys(measure.condition for _, measure in pairs))
    if ALWAYS in conditions:
        return ALWAYS
    return conditions[0] if len(conditions) == 1 else AnyOf(conditions)


def _notes(a: Side, b: Side, on: date) -> Iterator[str]:
    for side in (a, b):
        if side.policy.issued > side.on:
            yield f"{side.policy.number}于{side.policy.issued}印发，{side.on}尚未印发，仍按其文字比较"
        for clause, measure in side.measures(spent=True):
            part = f"{side.policy.number} {label_words(clause.at)}"
            yield f"{part}“{measure.quote}”的期限为{measure.until}，已过，不参加比较"
    if a.on != b.on:
        yield f"年龄和外出时间都按{on}计算，标准和期限按各自的日期"
