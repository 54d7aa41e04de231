"""Properties that hold for every document, ready to be checked on one's own rule files."""

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ..answer import Ground, Match
from ..documents import Policy, Rules, load_rules
from ..files import real_path
from ..matcher import Matcher
from ..profile import Profile, parse_yaml, relations
from ..proof import one_line
from ..rules import AllOf, Parser, source_facts, to_data
from ..yaml import compose, file_data, to_yaml
from . import arguments
from .profile_strategies import less_and_more, profiles

#: One woman; or the same woman with less and with more known of her.
Person = tuple[Profile, ...]
#: The ground on which a property is broken (None: the definition), and how.
Broken = Iterator[tuple[Ground | None, str]]

#: What holds for every document, by name; the last two are proved with z3 and passed over without.
PROPERTIES: dict[str, str] = file_data(Path(__file__).with_name("properties.yaml"))
#: The same women whenever the laws are checked, and one of them reported.
_ALIKE = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
)
_PROVED = ("reachable", "more-hardship")


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
    """Check every law of :data:`PROPERTIES` on a document of one's own.

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
    wanted, unwanted = set(PROPERTIES if only is None else only), set(skip)
    for name in sorted(wanted | unwanted):
        arguments.exists("law", name, PROPERTIES)
    for document, used in _documents(policy, rules):
        day = document.issued if on is None else arguments.day(on)
        code = arguments.place_of(document.place if place is None else place, day)
        assert code is not None
        # Other documents have laws of their own to answer for.
        alone = replace(used, policies={document.id: document})
        _Runner(document, alone, Matcher(place=code, on=day, rules=alone)).run(wanted - unwanted, max_examples)


def _documents(policy: str | Path | Policy, rules: Rules | None) -> Iterator[tuple[Policy, Rules]]:
    if isinstance(policy, Policy):
        used = arguments.rules_of(rules)
        yield policy, replace(used, policies={**used.policies, policy.id: policy})
        return
    path = Path(policy)
    if not path.is_dir() and path.suffix not in (".yaml", ".yml"):
        used = arguments.rules_of(rules)
        arguments.exists("document", str(policy), used.policies)
        yield used.policies[str(policy)], used
        return
    used = load_rules(path) if path.is_dir() else load_rules(replace=[path])
    files = {real_path(file) for file in (path.iterdir() if path.is_dir() else [path])}
    documents = [document for document in used.policies.values() if Path(document.file).resolve() in files]
    if not documents:
        raise InvalidArgument(f"{path} holds no document")
    yield from ((document, used) for document in documents)


class _Runner:
    """One document in one place on one day, and what each property asks of it."""

    def __init__(self, policy: Policy, rules: Rules, matcher: Matcher) -> None:
        self.policy, self.rules, self.matcher = policy, rules, matcher

    def run(self, names: set[str], max_examples: int) -> None:
        """Try the properties of these names on that many women each, or prove them."""
        if "saved" in names:
            self.conditions_saved()
        used, on, place = self.facts(), self.matcher.on, self.matcher.place.code
        women: st.SearchStrategy[Person] = st.tuples(profiles(on=on, place=place, facts=used, rules=self.rules))
        pairs: st.SearchStrategy[Person] = less_and_more(on=on, place=place, facts=used, rules=self.rules)
        for name in PROPERTIES:
            if name in names and name not in _PROVED:
                self.try_out(name, pairs if name == "knowledge" else women, max_examples)
        if importlib.util.find_spec("z3") is not None and names & set(_PROVED):
            self.prove(names)

    def try_out(self, name: str, people: st.SearchStrategy[Person], max_examples: int) -> None:
        """Raise ``AssertionError`` for the smallest person who breaks the property."""

        @settings(_ALIKE, max_examples=max_examples)
        @given(people)
        def check(person: Person) -> None:
            for ground, what in getattr(self, name)(person):
                raise AssertionError(self.message(name, person, ground, what))

        check()

    def facts(self) -> list[str]:
        """The facts that the document asks for, and those that say something about them."""
        measures = [measure for _, measure in self.policy.measures()]
        conditions = [self.policy.definition.condition, *(measure.condition for measure in measures)]
        asked = {*source_facts(*conditions)}
        asked |= {measure.need for measure in measures if measure.need}
        asked |= relations(self.rules.facts).about(asked)
        return [name for name in self.rules.facts if name in asked]

    # -- properties of one woman ---------------------------------------------------------

    def deterministic(self, person: Person) -> Broken:
        first, second = self.matcher.match(person[0]), self.matcher.match(person[0])
        again = Matcher(place=self.matcher.place.code, on=self.matcher.on, rules=self.rules).match(person[0])
        yield from _differences(first, second)
        yield from _differences(first, again)

    def saved(self, person: Person) -> Broken:
        back = parse_yaml(one_line(person[0].to_mapping()), facts=self.rules.facts)
        if back != person[0]:
            yield None, f"read back as {one_line(back.to_mapping())}"
        yield from _differences(self.matcher.match(person[0]), self.matcher.match(back))

    def readings(self, person: Person) -> Broken:
        quick = self.matcher.statuses(person[0])
        for service in self.matcher.match(person[0]).services:
            if quick.get(service.id) != service.status:
                yield service.grounds[0], f"{quick.get(service.id)}, not {service.status}"

    def open(self, person: Person) -> Broken:
        for ground in _grounds(self.matcher.match(person[0])):
            if ground.status == "undetermined" and not (ground.missing or ground.unknown_parameters):
                yield ground, "undetermined, and nothing is missing"

    def blocked(self, person: Person) -> Broken:
        for ground in _grounds(self.matcher.match(person[0])):
            if ground.status == "ineligible" and not ground.blocked_by:
                yield ground, "ineligible, and nothing stands in the way"

    # -- of the same woman, with less and with more known ----------------------------------

    def knowledge(self, person: Person) -> Broken:
        less, more = (self.matcher.match(profile) for profile in person)
        for policy, other in zip(less.policies, more.policies, strict=True):
            if policy.left_behind not in ("unknown", other.left_behind):
                yield None, f"definition {policy.left_behind} → {other.left_behind}"
        for before, after in zip(_grounds(less), _grounds(more), strict=True):
            if before.status not in ("undetermined", after.status):
                yield before, f"{before.status} → {after.status}"
            if before.need not in (None, "unknown", after.need):
                yield before, f"need {before.need} → {after.need}"

    # -- of the document ---------------------------------------------------------------------

    def conditions_saved(self) -> None:
        """Each condition, written out and read again, is the same."""
        sites = [("definition", self.policy.definition.condition)]
        sites += [(f"{clause.at} {measure.name}", measure.condition) for clause, measure in self.policy.measures()]
        for name, condition in sites:
            text = to_yaml(to_data(condition))
            parser = Parser(self.rules.vocabulary)
            back = parser.condition(compose(text)[0])
            if parser.problems or back != (condition if isinstance(condition, AllOf) else AllOf((condition,))):
                raise AssertionError("\n".join([*self._head("saved"), f"  condition: {name}", text]))

    def prove(self, names: set[str]) -> None:
        """The properties that are proved of every woman, not tried on some."""
        from ..proof.laws import laws

        for ruling in laws(self.rules, self.matcher.on):
            if ruling.law.id not in names or ruling.outcome != "broken":
                continue
            measures = [(at.at, measure) for at, measure in self.policy.measures() if measure.service == ruling.subject]
            clauses = "; ".join(f"{at}“{measure.quote}”" for at, measure in measures)
            person = "nobody, whatever is known of her" if ruling.witness is None else one_line(ruling.witness)
            lines = [*self._head(ruling.law.id), f"  service: {ruling.subject}, {clauses}", f"  person: {person}"]
            if ruling.harder is not None:
                lines.append(f"  and with more hardship: {one_line(ruling.harder)}")
            raise AssertionError("\n".join(lines))

    # -- what is said of a broken property -----------------------------------------------------

    def message(self, name: str, person: Person, ground: Ground | None, what: str) -> str:
        """The property, the document, the clause, the person and what came."""
        cited = self.policy.definition if ground is None else ground.citation
        at = self.policy.definition.at if ground is None else ground.citation.clause
        texts = [one_line(profile.to_mapping()) for profile in person]
        lines = [*self._head(name), f"  clause: {at}“{cited.quote}”"]
        lines += [f"  place {self.matcher.place.code}, on {self.matcher.on}", f"  person: {texts[0]}"]
        lines += [f"  and with more known: {text}" for text in texts[1:]]
        return "\n".join([*lines, f"  answer: {what}"])

    def _head(self, name: str) -> list[str]:
        return [f"law broken: {name}: {PROPERTIES[name]}", f"  document: {self.policy.id} {self.policy.number}"]


def _differences(answer: Match, other: Match) -> Broken:
    if answer != other:
        for before, after in zip(_grounds(answer), _grounds(other), strict=False):
            if before != after:
                yield before, f"{before.status}, then {after.status}"
        yield None, "two answers that differ"


def _grounds(answer: Match) -> list[Ground]:
    return [ground for service in answer.services for ground in service.grounds]
