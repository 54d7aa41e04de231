"""Laws that hold for every document, ready to be called on one's own rule files."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ..answer import Ground, Match
from ..documents import Policy, Rules, load_rules
from ..match import Matcher
from ..problems import closest
from ..profile import IMPLIES, Profile, parse_yaml
from ..rules import AllOf, Parser, source_fact, to_data
from ..rules import facts as facts_in
from ..yaml import compose
from . import arguments
from .knowledge import less_and_more
from .profile_strategies import profiles

Person = tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its name, and what it says."""

    name: str
    says: str


DETERMINISTIC = Law("deterministic", "the same woman gets the same answer, however often she is asked")
KNOWLEDGE = Law("knowledge", "adding knowledge never turns an answer that was definite")
SAVED = Law("saved", "what is written to a file and read again is the same")
READINGS = Law("readings", "the quick reading says what the reference reading says")
OPEN = Law("open", "what is undetermined names what is missing")
BLOCKED = Law("blocked", "what is ineligible names what stands in the way")
REACHABLE = Law("reachable", "every service that the document owes (shall) is reachable by some woman")
MORE_HARDSHIP = Law("more-hardship", "more hardship never loses an entitlement")

#: The laws by name; the last two are proved with z3 and passed over where it is not installed.
LAWS: dict[str, str] = {
    law.name: law.says for law in (DETERMINISTIC, KNOWLEDGE, SAVED, READINGS, OPEN, BLOCKED, REACHABLE, MORE_HARDSHIP)
}
_PROVED = (REACHABLE, MORE_HARDSHIP)
#: When one of them is given, the other is not applicable.
_ABSENCE = {"husband_away_since", "husband_away_years"}


def check_laws(
    policy: str | Path | Policy,
    *,
    on: date | None = None,
    place: str | None = None,
    rules: Rules | None = None,
    only: Iterable[str] | None = None,
    skip: Iterable[str] = (),
    max_examples: int = 100,
) -> None:
    """Check every law of :data:`LAWS` on a document of one's own.

    :param policy: the id of a document in ``rules``, the document itself, its file, or a
        folder with documents and registers (all its documents are checked).
    :param on: the day of assessment, the document's own date unless given.
    :param place: where the women live, the document's own place unless given.
    :param rules: from ``liushou.load_rules``; the shipped ones unless given.
    :param only: the laws to check, by name; ``skip``: the laws to leave out.
    :param max_examples: how many women each law is tried on.

    Raises ``AssertionError`` that names the law, the person (YAML, as small as could be
    found) and the clause; ``InvalidArgument`` for a law, document or place that does not
    exist; :class:`~liushou.InputError` for a file that cannot be read.
    """
    arguments.size("max_examples", max_examples, 1)
    names = _names(only, skip)
    for document, used in _documents(policy, rules):
        _check(document, used, names, on, place, max_examples)


def _names(only: Iterable[str] | None, skip: Iterable[str]) -> frozenset[str]:
    wanted, unwanted = set(LAWS if only is None else only), set(skip)
    for name in sorted(wanted | unwanted):
        if name not in LAWS:
            near = closest(name, LAWS)
            hint = f"; did you mean {near!r}?" if near else f"; the laws are {', '.join(LAWS)}"
            raise InvalidArgument(f"unknown law {name!r}{hint}")
    return frozenset(wanted - unwanted)


def _documents(policy: str | Path | Policy, rules: Rules | None) -> Iterator[tuple[Policy, Rules]]:
    if isinstance(policy, Policy):
        used = arguments.rules_of(rules)
        yield policy, replace(used, policies={**used.policies, policy.id: policy})
        return
    path = Path(policy)
    if path.is_dir():
        used = load_rules(path)
        files = {one.resolve() for one in path.iterdir()}
    elif path.suffix in (".yaml", ".yml"):
        used = load_rules(replace=[path])
        files = {path.resolve()}
    else:
        used = arguments.rules_of(rules)
        name = str(policy)
        if name not in used.policies:
            near = closest(name, used.policies)
            hint = f"did you mean {near!r}?" if near else ", ".join(used.policies)
            raise InvalidArgument(f"unknown document {name!r}; {hint}")
        yield used.policies[name], used
        return
    found = [one for one in used.policies.values() if Path(one.file).resolve() in files]
    if not found:
        raise InvalidArgument(f"{path} holds no document")
    for one in found:
        yield one, used


def _check(
    policy: Policy, rules: Rules, names: frozenset[str], on: date | None, place: str | None, max_examples: int
) -> None:
    day = policy.issued if on is None else arguments.day(on)
    code = arguments.place_of(policy.place if place is None else place, day)
    assert code is not None
    # Other documents have laws of their own to answer for.
    alone = replace(rules, policies={policy.id: policy})
    bench = _Bench(policy, alone, Matcher(place=code, on=day, rules=alone))
    if SAVED.name in names:
        bench.conditions_saved()
    used = bench.facts()
    some: st.SearchStrategy[Any] = profiles(on=day, place=code, facts=used, rules=alone).map(lambda one: (one,))
    pairs: st.SearchStrategy[Any] = less_and_more(on=day, place=code, facts=used, rules=alone)
    for law, people, test in (
        (DETERMINISTIC, some, bench.deterministic),
        (SAVED, some, bench.saved),
        (READINGS, some, bench.readings),
        (OPEN, some, bench.open),
        (BLOCKED, some, bench.blocked),
        (KNOWLEDGE, pairs, bench.knowledge),
    ):
        if law.name in names:
            _run(test, people, max_examples)
    if importlib.util.find_spec("z3") is not None and {law.name for law in _PROVED} & names:
        bench.proved(names)


def _run(test: Callable[[Person], None], people: st.SearchStrategy[Any], max_examples: int) -> None:
    @settings(
        max_examples=max_examples, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip
    @given(people)
    def law(person: Person) -> None:
        test(person)

    law()


class _Bench:
    """One document in one place on one day, and what each law asks of it."""

    def __init__(self, policy: Policy, rules: Rules, matcher: Matcher) -> None:
        self.policy, self.rules, self.matcher = policy, rules, matcher

    def facts(self) -> list[str]:
        """The facts that the document asks for, and those that say something about them."""
        asked = {source_fact(name) for name in facts_in(self.policy.definition.condition)}
        for _, measure in self.policy.measures():
            asked |= {source_fact(name) for name in facts_in(measure.condition)}
            asked |= {measure.need} if measure.need else set()
        asked |= {fact for fact, _, other, _ in IMPLIES if other in asked}
        asked |= {"disabled"} if "disability_grade" in asked else set()
        asked |= _ABSENCE if asked & _ABSENCE else set()
        return [name for name in self.rules.facts if name in asked]

    # -- laws of one woman ---------------------------------------------------------------

    def deterministic(self, person: Person) -> None:
        first, second = self.matcher.match(person[0]), self.matcher.match(person[0])
        again = Matcher(place=self.matcher.place.code, on=self.matcher.on, rules=self.rules).match(person[0])
        self._same(DETERMINISTIC, person, first, second)
        self._same(DETERMINISTIC, person, first, again)

    def saved(self, person: Person) -> None:
        text = _text(person[0])
        back = parse_yaml(text, facts=self.rules.facts)
        if back != person[0]:
            self._broken(SAVED, person, None, f"read back as {_text(back)}")
        self._same(SAVED, person, self.matcher.match(person[0]), self.matcher.match(back))

    def readings(self, person: Person) -> None:
        answer, quick = self.matcher.match(person[0]), self.matcher.statuses(person[0])
        for service in answer.services:
            if quick.get(service.id) != service.status:
                self._broken(READINGS, person, service.grounds[0], f"{quick.get(service.id)}, not {service.status}")

    def open(self, person: Person) -> None:
        for ground in _grounds(self.matcher.match(person[0])):
            if ground.status == "undetermined" and not (ground.missing or ground.unknown_parameters):
                self._broken(OPEN, person, ground, "undetermined, and nothing is missing")

    def blocked(self, person: Person) -> None:
        for ground in _grounds(self.matcher.match(person[0])):
            if ground.status == "ineligible" and not ground.blocked_by:
                self._broken(BLOCKED, person, ground, "ineligible, and nothing stands in the way")

    # -- laws of two ---------------------------------------------------------------------

    def knowledge(self, person: Person) -> None:
        less, more = (self.matcher.match(one) for one in person)
        for before, after in zip(less.policies, more.policies, strict=True):
            if before.left_behind not in ("unknown", after.left_behind):
                said = f"definition {before.left_behind} → {after.left_behind}"
                self._broken(KNOWLEDGE, person, None, said)
        for one, other in zip(_grounds(less), _grounds(more), strict=True):
            if one.status not in ("undetermined", other.status):
                self._broken(KNOWLEDGE, person, one, f"{one.status} → {other.status}")
            if one.need not in (None, "unknown", other.need):
                self._broken(KNOWLEDGE, person, one, f"need {one.need} → {other.need}")

    # -- laws of the document --------------------------------------------------------------

    def conditions_saved(self) -> None:
        """Each condition, written out and read again, is the same."""
        import yaml

        places = [("definition", self.policy.definition.condition)]
        places += [(f"{clause.at} {one.name}", one.condition) for clause, one in self.policy.measures()]
        for name, condition in places:
            text = yaml.safe_dump(to_data(condition), allow_unicode=True)
            tree, _ = compose(text)
            parser = Parser(self.rules.vocabulary)
            back = parser.condition(tree)
            if parser.problems or back != (condition if isinstance(condition, AllOf) else AllOf((condition,))):
                raise AssertionError(f"law broken: {SAVED.name}: {SAVED.says}\n  {self.policy.id} {name}\n{text}")

    def proved(self, names: frozenset[str]) -> None:
        """The laws that are proved of every woman, not tried on some."""
        from ..proof.laws import laws

        by_name = {law.name: law for law in _PROVED}
        for ruling in laws(self.rules, self.matcher.on):
            law = by_name.get(ruling.law.id)
            if law is None or law.name not in names or ruling.outcome != "broken":
                continue
            clauses = [
                f"{clause.at}“{measure.quote}”" for clause, measure in self.policy.measures()
                if measure.individual and measure.name == ruling.subject
            ]  # fmt: skip
            lines = [f"law broken: {law.name}: {law.says}", f"  document: {self.policy.id} {self.policy.number}"]
            lines.append(f"  service: {ruling.subject}, {'; '.join(clauses)}")
            if ruling.witness is not None:
                lines.append(f"  person: {_flow(ruling.witness)}")
            if ruling.harder is not None:
                lines.append(f"  and with more hardship: {_flow(ruling.harder)}")
            if law is REACHABLE:
                lines.append("  person: nobody, whatever is known of her")
            raise AssertionError("\n".join(lines))

    # -- what is said of a broken law --------------------------------------------------------

    def _same(self, law: Law, person: Person, one: Match, other: Match) -> None:
        if one == other:
            return
        for before, after in zip(_grounds(one), _grounds(other), strict=False):
            if before != after:
                self._broken(law, person, before, f"{before.status}, then {after.status}")
        self._broken(law, person, None, "two answers that differ")

    def _broken(self, law: Law, person: Person, ground: Ground | None, what: str) -> None:
        lines = [f"law broken: {law.name}: {law.says}", f"  document: {self.policy.id} {self.policy.number}"]
        if ground is not None:
            lines.append(f"  clause: {ground.citation.clause}“{ground.citation.quote}”")
        else:
            lines.append(f"  clause: {self.policy.definition.at}“{self.policy.definition.quote}”")
        lines.append(f"  place {self.matcher.place.code}, on {self.matcher.on}")
        lines.append(f"  person: {_text(person[0])}")
        if len(person) > 1:
            lines.append(f"  and with more known: {_text(person[1])}")
        lines.append(f"  answer: {what}")
        raise AssertionError("\n".join(lines))


def _grounds(answer: Match) -> list[Ground]:
    return [ground for service in answer.services for ground in service.grounds]


def _text(profile: Profile) -> str:
    return _flow(profile.to_mapping())


def _flow(mapping: Mapping[str, Any]) -> str:
    from ..proof import one_line

    return one_line(mapping)
