"""Whatever is changed in a document's file, or in its text, ``verify`` finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from liushou import Rules
from liushou.documents import Agencies, Clause, Policy
from liushou.documents.model import ROLES
from liushou.texts.hashes import Lock, lock_of
from liushou.texts.source import Source, normalise
from liushou.texts.spans import place

from .helpers import DOCUMENTS, changed, codes, findings, middles, reparsed, text_of

pytestmark = pytest.mark.parametrize("name", DOCUMENTS)


def with_clause(policy: Policy, number: int, clause: Clause) -> Policy:
    return replace(policy, clauses=(*policy.clauses[:number], clause, *policy.clauses[number + 1 :]))


def without(agencies: Agencies) -> Iterator[Agencies]:
    """Every way to drop, rename or swap an office, or to give the offices another role."""
    for role, offices in agencies.roles():
        for at, office in enumerate(offices):
            yield replace(agencies, **{role: (*offices[:at], *offices[at + 1 :])})
            yield replace(agencies, **{role: (*offices[:at], changed(office, 0), *offices[at + 1 :])})
        yield replace(agencies, **{role: (*offices, "省文史馆")})
        if len(offices) > 1:
            yield replace(agencies, **{role: (*offices[1:], offices[0])})
        for other in ROLES:
            if other != role:
                yield replace(agencies, **{role: (), other: getattr(agencies, other) + offices})


def test_a_character_of_any_quote(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    tried = 0
    for number, clause in enumerate(policy.clauses):
        for at, measure in enumerate(clause.measures):
            position = (at * 7) % len(measure.quote)
            misquoted = replace(measure, quote=changed(measure.quote, position))
            measures = (*clause.measures[:at], misquoted, *clause.measures[at + 1 :])
            found = findings(with_clause(policy, number, replace(clause, measures=measures)), source)
            assert [finding.code for finding in found] == ["quote"], measure.quote
            assert found[0].problem.location is not None
            assert found[0].problem.location.text.strip() == f"quote: {measure.quote}"
            assert found[0].around is not None
            tried += 1
    assert tried == len(list(policy.measures()))


def test_a_character_of_any_context(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    for number, clause in enumerate(policy.clauses):
        for at, context in enumerate(clause.context):
            if context.whole:
                continue
            mutants = [replace(context, opening=changed(context.opening, len(context.opening) // 2))]
            if context.ending:
                mutants.append(replace(context, ending=changed(context.ending, len(context.ending) // 2)))
            for mutant in mutants:
                entries = (*clause.context[:at], mutant, *clause.context[at + 1 :])
                found = findings(with_clause(policy, number, replace(clause, context=entries)), source)
                assert [finding.code for finding in found] == ["context"], mutant
                assert found[0].problem.location == context.location
                assert found[0].problem.expected or found[0].problem.did_you_mean


def test_the_definition(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    for at in middles(policy.definition.quote):
        definition = replace(policy.definition, quote=changed(policy.definition.quote, at))
        assert codes(replace(policy, definition=definition), source) == {"quote"}
    assert codes(replace(policy, definition=replace(policy.definition, at="九")), source) == {"definition"}


def test_any_office_and_any_role(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    tried = 0
    for number, clause in enumerate(policy.clauses):
        for agencies in without(clause.agencies):
            assert "agencies" in codes(with_clause(policy, number, replace(clause, agencies=agencies)), source)
            tried += 1
        if not clause.agencies:
            wrong = replace(clause, agencies=Agencies(lead=("省民政厅",)))
            assert "agencies" in codes(with_clause(policy, number, wrong), source)
    for number, item in enumerate(policy.annex):
        for agencies in without(item.agencies):
            annex = (*policy.annex[:number], replace(item, agencies=agencies), *policy.annex[number + 1 :])
            assert "agencies" in codes(replace(policy, annex=annex), source)
            tried += 1
    assert tried > 60


def test_the_head(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    for at in middles(policy.number):
        assert codes(replace(policy, number=changed(policy.number, at)), source) == {"number"}
    for at in middles(policy.title):
        assert codes(replace(policy, title=changed(policy.title, at)), source) == {"title"}
    for other in (policy.issued + timedelta(days=1), policy.issued - timedelta(days=1), date(2019, 12, 30)):
        assert codes(replace(policy, issued=other), source) == {"issued"}
    for implemented in policy.implements:
        assert codes(replace(policy, implements=(changed(implemented, 0),)), source) == {"implements"}


def test_any_issuer(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    issuers = policy.issuers
    for at, issuer in enumerate(issuers):
        for position in middles(issuer):
            assert codes(
                replace(policy, issuers=(*issuers[:at], changed(issuer, position), *issuers[at + 1 :])), source
            ) == {"issuer"}
        assert codes(replace(policy, issuers=(*issuers[:at], *issuers[at + 1 :])), source) == {"issuer"}
    assert codes(replace(policy, issuers=(*issuers, "甲省民政厅")), source) == {"issuer"}
    assert codes(replace(policy, issuers=(*issuers, issuers[0])), source) == {"issuer"}
    assert codes(replace(policy, issuers=(*issuers[1:], issuers[0])), source) == {"issuer"}


def test_any_clause_that_is_dropped_added_renamed_or_moved(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    clauses = policy.clauses
    for number, clause in enumerate(clauses):
        assert "missing-clause" in codes(replace(policy, clauses=(*clauses[:number], *clauses[number + 1 :])), source)
        renamed = codes(with_clause(policy, number, replace(clause, at=clause.at + "之一")), source)
        assert {"missing-clause", "extra-clause"} <= renamed
    assert "extra-clause" in codes(replace(policy, clauses=(*clauses, replace(clauses[-1], at="九（九）"))), source)
    assert codes(replace(policy, clauses=(clauses[1], clauses[0], *clauses[2:])), source) == {"clause-order"}
    for number in range(len(policy.annex)):
        assert "missing-clause" in codes(
            replace(policy, annex=(*policy.annex[:number], *policy.annex[number + 1 :])), source
        )


def test_any_hash_and_any_heading(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    lock = lock_of(policy.file, policy.id)
    hashes = lock.hashes[name]
    assert list(hashes) == [part.at for part in (*policy.clauses, *policy.annex)]
    for label, value in hashes.items():
        other = replace(value, text=("0" if value.text[0] != "0" else "1") + value.text[1:])
        differences = findings(policy, source, Lock(lock.file, {name: {**hashes, label: other}}))
        assert [(each.code, each.problem.location) for each in differences] == [("hash", value.location)]
        less = Lock(lock.file, {name: {at: value for at, value in hashes.items() if at != label}})
        assert codes(policy, source, less) == {"no-hash"}
    for number, clause in enumerate(policy.clauses):
        if clause.heading is None:
            assert codes(with_clause(policy, number, replace(clause, heading="加强工作")), source) == {"heading"}
        else:
            for heading in (changed(clause.heading, 0), None, clause.heading + "。"):
                assert "heading" in codes(with_clause(policy, number, replace(clause, heading=heading)), source)


def test_references_residuals_offices_and_dated_goals(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    tried = set()
    for number, clause in enumerate(policy.clauses):
        for at, reference in enumerate(clause.references):
            others = (*clause.references[:at], *clause.references[at + 1 :])
            if f"《{reference}》" in source.text:
                assert codes(with_clause(policy, number, replace(clause, references=others)), source) == {"reference"}
            wrong = (*others, changed(reference, 0))
            assert "reference" in codes(with_clause(policy, number, replace(clause, references=wrong)), source)
            tried.add("reference")
        for at, measure in enumerate(clause.measures):
            mutants = []
            if measure.residual:
                mutants.append(replace(measure, residual=(changed(measure.residual[0], 0), *measure.residual[1:])))
            if measure.carried_out_by:
                mutants.append(replace(measure, carried_out_by=(changed(measure.carried_out_by[0], 1),)))
            if measure.until:
                mutants += [replace(measure, until=measure.until + timedelta(days=days)) for days in (-1, 1, 365)]
            for mutant in mutants:
                measures = (*clause.measures[:at], mutant, *clause.measures[at + 1 :])
                assert codes(with_clause(policy, number, replace(clause, measures=measures)), source) <= {
                    "quote",
                    "until",
                }
                assert codes(with_clause(policy, number, replace(clause, measures=measures)), source)
                tried.add("measure")
    assert tried


def test_any_character_of_the_text(rules: Rules, sources: Path, name: str) -> None:
    """Every kind of character at every kind of place; the words by a sample, the marks all of them."""
    policy, source = rules.policies[name], text_of(rules, sources, name)
    text = source.text
    marks = [at for at, character in enumerate(text) if character in "（）、〔〕号年月日《》\n"]
    chosen = Random(3).sample(range(len(text)), 15) + Random(5).sample(marks, 15)
    for turn, at in enumerate(chosen):
        new = (changed(text, at), text[:at] + text[at + 1 :], text[:at] + "丙" + text[at:])[turn % 3]
        if normalise(new) == normalise(text):
            continue  # only white space was lost, which is typesetting
        assert findings(policy, reparsed(policy, new)), (at, text[max(0, at - 5) : at + 5])


def test_any_line_of_the_text_that_is_lost_or_moved(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    lines = source.text.splitlines(keepends=True)
    for number in range(0, len(lines), 2):
        assert findings(policy, reparsed(policy, "".join(lines[:number] + lines[number + 1 :])))
        if number % 4 == 2 and lines[number] != lines[number - 1]:
            swapped = [*lines[: number - 1], lines[number], lines[number - 1], *lines[number + 1 :]]
            assert findings(policy, reparsed(policy, "".join(swapped)))


def test_the_brackets_of_a_number_are_characters_too(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    brackets = str.maketrans("〔〕", "[]")
    assert codes(replace(policy, number=policy.number.translate(brackets)), source) == {"number"}
    for number in policy.implements:
        assert codes(replace(policy, implements=(number.translate(brackets),)), source) == {"implements"}


def kinds_of_places(policy: Policy, source: Source) -> dict[str, list[int]]:
    """The characters of a text by the kind of place they stand in."""
    kinds: dict[str, list[int]] = {}
    for part in source.clauses:
        placed = place(policy, part)
        for at in range(part.start, part.end):
            if source.text[at].isspace():
                continue
            if at < part.start + len(part.above):
                kind = "heading line"
            elif at < part.body_start:
                kind = "label and heading"
            elif at >= part.body_start + len(part.body):
                kind = "closing"
            elif any(first <= at < last for first, last in placed.quotes):
                kind = "quote"
            elif spans := [span for span in placed.context if span.start <= at < span.end]:
                ends = at - spans[0].start < 4 or spans[0].end - at <= 4
                kind = "ends of context" if ends else "middle of context"
            else:
                kind = "annex" if part.kind == "annex" else "mark" if not source.text[at].isalnum() else "gap"
            kinds.setdefault(f"{part.kind}: {kind}", []).append(at)
    return kinds


@pytest.mark.parametrize("edit", ["changed", "dropped", "added"])
def test_a_character_at_every_kind_of_place(rules: Rules, sources: Path, name: str, edit: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    text = source.text
    missed = []
    for kind, places in kinds_of_places(policy, source).items():
        for at in Random(f"{name} {kind}").sample(places, min(2, len(places))):
            if edit == "dropped":
                new = text[:at] + text[at + 1 :]
            else:
                new = changed(text, at) if edit == "changed" else text[:at] + "丙" + text[at:]
            if not findings(policy, reparsed(policy, new)):
                missed.append((kind, at, text[max(0, at - 5) : at + 5]))
    assert missed == []
