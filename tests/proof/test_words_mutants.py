"""Whatever is moved away from its quote in the shipped files, lint finds: every number, force, need and residual."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from liushou.documents import FORCES, load_rules
from liushou.proof.lint.findings import Finding
from liushou.proof.lint.words import WordChecks, words
from liushou.proof.mutate.mutants import changes
from liushou.proof.sites import MeasureSite, measure_sites
from liushou.rules import Condition
from liushou.values import Bounds

RULES = load_rules()
CHECKS = WordChecks(RULES)
SITES = [site for policy in RULES.policies.values() for site in measure_sites(policy, collective=True)]
NEEDS = [fact.name for fact in RULES.facts.values() if fact.need]


def keys(findings: Iterator[Finding]) -> set[str]:
    return {f"{finding.key} {finding.message}" for finding in findings}


def moved(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """The condition with each of its numbers, and each bound of one, moved."""
    for kind, text, changed in changes(condition):
        if kind == "threshold" or (kind == "flip" and "drop the not" not in text):
            yield text, changed


def missed(sites: list[MeasureSite], edits: Any) -> list[str]:
    """What of the edits of the measures yields no finding that was not there before."""
    result = []
    for site in sites:
        before = keys(CHECKS.measure(site))
        for text, changed in edits(site):
            if not keys(CHECKS.measure(changed)) - before:
                result.append(f"{site.name}: {text}")
    return result


def test_the_shipped_files_say_what_their_texts_say() -> None:
    assert [finding.format("zh") for finding in words(RULES)] == []


def edited(site: MeasureSite, **fields: Any) -> MeasureSite:
    return replace(site, measure=replace(site.measure, **fields))


def forces(site: MeasureSite) -> Iterator[tuple[str, MeasureSite]]:
    for force in FORCES:
        if force != site.measure.force:
            yield force, edited(site, force=force)


def needs(site: MeasureSite) -> Iterator[tuple[str, MeasureSite]]:
    for need in (None, *NEEDS):
        if need != site.measure.need:
            yield f"need {need}", edited(site, need=need)


def residuals(site: MeasureSite) -> Iterator[tuple[str, MeasureSite]]:
    own = site.measure.residual
    for index, residual in enumerate(own):
        others = own[:index] + own[index + 1 :]
        yield f"without {residual}", edited(site, residual=others)
        yield f"another for {residual}", edited(site, residual=(*others, "视困难程度"))
    yield "one more", edited(site, residual=(*own, "视困难程度"))


def days(site: MeasureSite) -> Iterator[tuple[str, MeasureSite]]:
    until = site.measure.until
    for step in (-31, -1, 1, 31) if until else ():
        yield f"until {step:+}", edited(site, until=until + timedelta(days=step))  # type: ignore[operator]


def numbers(site: MeasureSite) -> Iterator[tuple[str, MeasureSite]]:
    for text, condition in moved(site.condition):
        yield text, replace(site, condition=condition, measure=replace(site.measure, condition=condition))


@pytest.mark.parametrize("edits", [forces, needs, residuals, days, numbers], ids=lambda edits: edits.__name__)
def test_every_change_of_a_measure_is_found(edits: Any) -> None:
    assert missed(SITES, edits) == []


def test_every_number_of_a_concept_is_found_when_moved() -> None:
    left, count = [], 0
    for name, entry in RULES.concepts.items():
        before = keys(CHECKS.concept(entry))
        for text, condition in moved(entry.condition):
            count += 1
            if not keys(CHECKS.concept(replace(entry, condition=condition))) - before:
                left.append(f"{name}: {text}")
    assert left == []
    assert count >= 10


def test_a_value_moved_away_from_the_number_printed_is_found() -> None:
    left, count = [], 0
    for name, entry in RULES.parameters.items():
        for value in entry.values:
            printed = CHECKS.lexicon.quantities(f"{value.source.title}{value.source.note or ''}")
            if not value.bounds.exact or not printed:
                continue
            count += 1
            bounds = Bounds(value.bounds.low + 1, value.bounds.high + 1)  # type: ignore[operator]
            if not list(CHECKS.parameter(replace(entry, values=(replace(value, bounds=bounds),)))):
                left.append(f"{name} {value.place} {value.since}")
    assert left == []
    assert count >= 5


@pytest.mark.parametrize("name", list(RULES.policies))
@pytest.mark.parametrize(
    ("key", "code", "change"),
    [
        ("force", "L011", lambda force: f"force: {FORCES[FORCES.index(force) - 1]}"),
        ("need", "L013", lambda _: ""),
        ("residual", "L013", lambda _: ""),
    ],
)
def test_in_a_copy_of_the_file(tmp_path: Path, name: str, key: str, code: str, change: Callable[[str], str]) -> None:
    """Every line with this key is changed at once, and each measure is named."""
    text = Path(RULES.policies[name].file).read_text(encoding="utf-8")
    text, count = re.subn(rf"(?m)\b{key}: (.+)$", lambda line: change(line[1]), text)
    copy = tmp_path / f"{name}.yaml"
    copy.write_text(text, encoding="utf-8")
    found = {
        finding.subject.partition(": ")[0]
        for finding in words(load_rules(replace=[copy]))
        if finding.kind.id == code and finding.location is not None and finding.location.file == str(copy)
    }
    assert len(found) == count
