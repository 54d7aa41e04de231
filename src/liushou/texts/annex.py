"""Proving an annex that repeats the body: the recorded differences turn one into the other."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import AnnexItem, Policy
from ..problems import Problem
from .findings import Finding, Marks, contrast, excerpt, nearest
from .source import Source, SourceClause


def annex_findings(policy: Policy, source: Source, marks: Marks) -> Iterator[Finding]:
    """Whether each item, with its ``differs`` undone, is the body clauses it says it repeats.

    Items that share body clauses are proved together: the wording of the one is not a
    difference of the other, but nothing of the body may be left over.
    """
    for group in groups(policy):
        yield from _group(policy, source, marks, group)


def groups(policy: Policy) -> tuple[tuple[int, ...], ...]:
    """Positions of the annex items that share a body clause, in printed order."""
    found: list[tuple[set[str], list[int]]] = []
    for number, item in enumerate(policy.annex):
        joined: tuple[set[str], list[int]] = (set(item.of), [number])
        apart = []
        for labels, members in found:
            if labels & joined[0]:
                joined = (labels | joined[0], members + joined[1])
            else:
                apart.append((labels, members))
        found = [*apart, joined]
    return tuple(tuple(sorted(members)) for _, members in sorted(found, key=lambda one: min(one[1])))


def reworded(policy: Policy, source: Source, group: tuple[int, ...]) -> str | None:
    """The body clauses of a group in the annex's words; None where one is not in the text."""
    parts = _bodies(policy, source, group)
    if parts is None:
        return None
    text = "".join(part.body for part in parts)
    for number in group:
        text = _in_words(policy.annex[number], text)
    return text


def _bodies(policy: Policy, source: Source, group: tuple[int, ...]) -> list[SourceClause] | None:
    wanted = {label for number in group for label in policy.annex[number].of}
    parts = [clause for clause in source.clauses if clause.at in wanted and clause.kind != "annex"]
    return parts if {clause.at for clause in parts} == wanted else None


def _group(policy: Policy, source: Source, marks: Marks, group: tuple[int, ...]) -> Iterator[Finding]:
    bodies = _bodies(policy, source, group)
    items = [(number, source.clause(policy.annex[number].at)) for number in group]
    if bodies is None or any(found is None for _, found in items):
        return  # a label that the text does not have is reported as such
    body = "".join(part.body for part in bodies)
    parts = [(number, found) for number, found in items if found is not None]
    sound = True
    for number, found in parts:
        for finding in _differences(policy, policy.annex[number], body, found, source, marks, number):
            sound = False
            yield finding
        for position, part in _idle(policy.annex[number], bodies, found):
            sound = False
            yield Finding(
                policy.id,
                Problem(
                    f"{found.at} repeats nothing of {part.at}", marks.at("annex", number, "of", position),
                    "the body clauses that the item repeats", code="annex",
                ),
                source.where(found.body_start), excerpt(found.body, 0, 40, 0),
            )  # fmt: skip
    if not sound:
        return
    expected = reworded(policy, source, group)
    assert expected is not None
    ordered = sorted(parts, key=lambda part: _position(expected, part[1].body))
    actual = "".join(found.body for _, found in ordered)
    if actual == expected:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(actual, expected, strict=False)) if a != b), min(len(actual), len(expected))
    )
    number, found, offset = _owner(ordered, at)
    labels = "、".join(part.at for part in bodies)
    yield Finding(
        policy.id,
        Problem(
            f"{policy.annex[number].at} and {labels} differ where `differs` does not say so",
            marks.at("annex", number, "of"), _unsaid(expected, actual, at), code="annex",
        ),
        source.where(found.body_start + offset), excerpt(actual, at, at + 1),
    )  # fmt: skip


def _differences(
    policy: Policy, item: AnnexItem, body: str, found: SourceClause, source: Source, marks: Marks, number: int
) -> Iterator[Finding]:
    for position, difference in enumerate(item.differs):
        for key, words, text in (("body", difference.body, body), ("annex", difference.annex, found.body)):
            if words in text:
                continue
            near = nearest(words, text)
            yield Finding(
                policy.id,
                Problem(
                    f"{item.at}: these words are not in the {'body' if key == 'body' else 'annex item'}",
                    marks.at("annex", number, "differs", position, key), "its own words", code="annex",
                ),
                source.where(found.body_start), excerpt(text, *near) if near else excerpt(text, 0, 40, 0),
            )  # fmt: skip
        if difference.body == difference.annex or not difference.body:
            yield Finding(
                policy.id,
                Problem(
                    f"{item.at}: a difference that differs in nothing" if difference.body else
                    f"{item.at}: a difference without the body's words",
                    marks.at("annex", number, "differs", position), "two wordings", code="annex",
                ),
                source.where(found.body_start),
            )  # fmt: skip


def _idle(item: AnnexItem, bodies: list[SourceClause], found: SourceClause) -> Iterator[tuple[int, SourceClause]]:
    """The clauses in ``of`` of which the item has not one 分句, with their position."""
    for position, label in enumerate(item.of):
        part = next(part for part in bodies if part.at == label)
        body = _in_words(item, part.body)
        if not any(piece.text in body for sentence in found.sentences for piece in sentence.pieces):
            yield position, part


def _in_words(item: AnnexItem, text: str) -> str:
    """The text with the item's differences applied."""
    for difference in item.differs:
        text = text.replace(difference.body, difference.annex, 1) if difference.body else text
    return text


def _position(text: str, part: str) -> int:
    at = text.find(part[:12])
    return at if at >= 0 else len(text)


def _owner(ordered: list[tuple[int, SourceClause]], at: int) -> tuple[int, SourceClause, int]:
    for number, found in ordered:
        if at < len(found.body):
            return number, found, at
        at -= len(found.body)
    number, found = ordered[-1]
    return number, found, len(found.body)


def _unsaid(expected: str, actual: str, at: int) -> str:
    window = slice(max(0, at - 10), at + 40)
    return contrast(expected[window], actual[window]) or "the body's words"
