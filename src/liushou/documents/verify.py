"""The proof that a document's YAML file says what its text says, word by word."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..problems import Location, Problem
from .annex import annex_findings
from .findings import Finding, Marks, contrast, excerpt, nearest
from .load import Rules
from .model import ROLES, Agencies, Clause, Policy
from .source import Source, SourceClause
from .text import MAX_QUOTE, digest, normalise
from .texts import find_texts

_LAW = re.compile(r"《([^《》]{1,40}(?:法典|法|条例))》")
_GOAL = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日|底)?|年?底|年?末)?")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was compared for one document, and what was found."""

    policy: str
    number: str
    file: str
    text: str | None
    clauses: int
    quotes: int
    offices: int
    findings: tuple[Finding, ...]


def verify(rules: Rules, directory: Path | str, only: Iterable[str] = ()) -> tuple[Checked, ...]:
    """Every document of the rules (or those named in ``only``) against its text in a folder.

    A text that is missing or cannot be read is a finding. Raises
    :class:`~liushou.InputError` only where the folder itself cannot be read.
    """
    wanted = set(only)
    policies = [policy for name, policy in rules.policies.items() if not wanted or name in wanted]
    texts = find_texts(directory, policies)
    checked = []
    for policy in policies:
        found = texts[policy.id]
        if found.source is None:
            assert found.problem is not None
            wrong: tuple[Finding, ...] = (_without_text(policy, found.problem),)
        else:
            wrong = tuple(verify_policy(policy, found.source))
        checked.append(
            Checked(
                policy.id, policy.number, policy.file, found.source.file if found.source else None,
                len(policy.clauses) + len(policy.annex),
                1 + sum(len(clause.measures) + len(clause.context) for clause in policy.clauses),
                sum(len(clause.agencies.all()) for clause in policy.clauses)
                + sum(len(item.agencies.all()) for item in policy.annex),
                wrong,
            )
        )  # fmt: skip
    return tuple(checked)


def verify_policy(policy: Policy, source: Source, marks: Marks | None = None) -> Iterator[Finding]:
    """Every difference between a document and its text, header first, then in the order of the file.

    ``marks`` can be handed in where the places of the file were read before.
    """
    check = _Check(policy, source, marks or Marks(policy.file))
    yield from check.header()
    yield from check.presence()
    for number, clause in enumerate(policy.clauses):
        found = source.clause(clause.at)
        if found is not None and found.kind != "annex":
            yield from check.clause(number, clause, found)
    yield from annex_findings(policy, source, check.marks)
    for position, item in enumerate(policy.annex):
        found = source.clause(item.at)
        if found is not None:
            yield from check.hash(item.sha256, found, ("annex", position))
            yield from check.agencies(item.agencies, found, ("annex", position))


def _without_text(policy: Policy, problem: Problem) -> Finding:
    where = Marks(policy.file).at("number")
    about = Problem(problem.message, where, problem.expected, code=problem.code)
    return Finding(policy.id, about, problem.location)


class _Check:
    def __init__(self, policy: Policy, source: Source, marks: Marks) -> None:
        self.policy, self.source, self.marks = policy, source, marks

    # -- the head ---------------------------------------------------------------------

    def header(self) -> Iterator[Finding]:
        policy, source = self.policy, self.source
        for problem in source.problems:
            if problem.code in ("empty", "no-clauses", "duplicate", "too-large"):
                yield Finding(
                    policy.id,
                    Problem(problem.message, self.marks.at("policy"), problem.expected, code=problem.code),
                    problem.location,
                )
        top = source.where(0)
        number = source.number
        if number is None or normalise(number.text) != normalise(policy.number):
            printed = number.text if number else None
            where = source.where(number.start, len(number.text)) if number else top
            yield self._unlike("number", "document number", policy.number, printed, where)
        titles = [line.text for line in source.titles]
        if policy.title not in titles:
            line = source.titles[-1] if source.titles else None
            where = source.where(line.start, len(line.text)) if line else top
            yield self._unlike("title", "title", policy.title, " / ".join(titles) or None, where)
        if source.issued != policy.issued:
            printed = source.issued.isoformat() if source.issued else None
            where = source.where(source.day.start, len(source.day.text)) if source.day else top
            yield self._unlike("issued", "date", policy.issued.isoformat(), printed, where)
        yield from self._issuers()
        squeezed = normalise(source.text)
        for number_, implemented in enumerate(policy.implements):
            if normalise(implemented) not in squeezed:
                yield self._finding(("implements", number_), f"the text does not name {implemented}", "implements", top)
        definition, within = policy.definition, source.clause(policy.definition.at)
        if within is None:
            yield self._finding(("definition", "at"), f"the text has no {definition.at}", "definition", top)
        else:
            yield from self._quote(definition.quote, within, ("definition", "quote"), "the definition")

    def _issuers(self) -> Iterator[Finding]:
        printed = [line.text for line in self.source.issuers]
        own = list(self.policy.issuers)
        if printed == own:
            return
        first = self.source.issuers[0].start if self.source.issuers else 0
        for number, name in enumerate(own):
            if name not in printed:
                near = nearest(name, "\n".join(printed))
                around = excerpt("\n".join(printed), *near, margin=0) if near else None
                yield self._finding(
                    ("issuers", number), f"issuer `{name}` did not sign the text", "issuer",
                    self.source.where(first), "、".join(printed) or "no signature was found", around,
                )  # fmt: skip
        for line in self.source.issuers:
            if line.text not in own:
                where = self.source.where(line.start, len(line.text))
                yield self._finding(
                    ("issuers",), f"issuer `{line.text}` is not in the file", "issuer", where, line.text
                )
        if sorted(printed) == sorted(own) or len(own) != len(set(own)):
            yield self._finding(
                ("issuers",),
                "the issuers stand in another order",
                "issuer",
                self.source.where(first),
                "、".join(printed),
            )

    # -- the clauses --------------------------------------------------------------------

    def presence(self) -> Iterator[Finding]:
        """Every clause of the text is in the file, none more, and in the same order."""
        for key, own, printed in (
            (
                "clauses",
                [one.at for one in self.policy.clauses],
                [one for one in self.source.clauses if one.kind != "annex"],
            ),
            (
                "annex",
                [one.at for one in self.policy.annex],
                [one for one in self.source.clauses if one.kind == "annex"],
            ),
        ):
            labels = [clause.at for clause in printed]
            for clause in printed:
                if clause.at not in own:
                    where = self.source.where(clause.start)
                    yield self._finding(
                        (key,), f"{clause.at} of the text is not in the file", "missing-clause", where,
                        f"an entry `at: {clause.at}`", excerpt(clause.text.strip(), 0, 40, 0),
                    )  # fmt: skip
            for number, label in enumerate(own):
                if label not in labels:
                    yield self._finding(
                        (key, number, "at"), f"the text has no {label}", "extra-clause", None, "、".join(labels)
                    )
            shared = [label for label in own if label in labels]
            if shared != [label for label in dict.fromkeys(labels) if label in own]:
                yield self._finding(
                    (key,), f"{key} stand in another order than in the text", "clause-order", None, "、".join(labels)
                )

    def clause(self, number: int, clause: Clause, found: SourceClause) -> Iterator[Finding]:
        path = ("clauses", number)
        yield from self.hash(clause.sha256, found, path)
        if clause.heading != found.heading:
            where = self.source.where(found.start)
            yield self._finding(
                (*path, "heading"), f"{clause.at}: the heading is not the printed one", "heading", where,
                found.heading or "no heading", excerpt(found.text.strip(), 0, 30, 0),
            )  # fmt: skip
        yield from self._references(clause, found, path)
        yield from self.agencies(clause.agencies, found, path)
        for at, measure in enumerate(clause.measures):
            inner = (*path, "measures", at)
            yield from self._quote(measure.quote, found, (*inner, "quote"), measure.name, MAX_QUOTE)
            for position, words in enumerate(measure.carried_out_by):
                yield from self._quote(words, found, (*inner, "carried_out_by", position), "carried_out_by")
            for position, words in enumerate(measure.residual):
                own = re.split(r"[（(]", words)[0]
                yield from self._quote(own, found, (*inner, "residual", position), "the residual condition")
            if measure.until is not None and not _named(measure.until, measure.quote):
                yield self._finding(
                    (*inner, "until"), f"the quote does not name {measure.until.isoformat()}", "until",
                    self.source.where(found.body_start), "the last day of the goal as the quote dates it", measure.quote,
                )  # fmt: skip
        for at, context in enumerate(clause.context):
            yield from self._quote(context.quote, found, (*path, "context", at, "quote"), "the context")

    def hash(self, sha256: str | None, found: SourceClause, path: tuple[str | int, ...]) -> Iterator[Finding]:
        actual = digest(found.text)
        if sha256 == actual:
            return
        code, what = ("hash", "the text is not the one that was hashed") if sha256 else ("no-hash", "no sha256")
        where = self.source.where(found.body_start)
        yield self._finding(
            (*path, "sha256"), f"{found.at}: {what}", code, where, actual, excerpt(found.text.strip(), 0, 60, 0)
        )

    def agencies(self, own: Agencies, found: SourceClause, path: tuple[str | int, ...]) -> Iterator[Finding]:
        where = (
            self.source.where(found.start + found.text.rfind(found.closing))
            if found.closing
            else self.source.where(found.start)
        )
        for role in ROLES:
            mine, printed = getattr(own, role), getattr(found.agencies, role)
            if mine != printed:
                yield self._finding(
                    (*path, "agencies", role), f"{found.at}: {role} is not as printed", "agencies", where,
                    f"{role}: [{', '.join(printed)}]" if printed else f"no {role}",
                    found.closing or "no closing （…负责）",
                )  # fmt: skip

    def _references(self, clause: Clause, found: SourceClause, path: tuple[str | int, ...]) -> Iterator[Finding]:
        where = self.source.where(found.body_start)
        for number, name in enumerate(clause.references):
            if name not in found.body:
                yield self._finding(
                    (*path, "references", number), f"{clause.at} does not name {name}", "reference", where
                )
        for name in dict.fromkeys(_LAW.findall(found.body)):
            if name not in clause.references:
                at = found.body.index(f"《{name}》")
                yield self._finding(
                    (*path, "references"), f"{clause.at} names {name}, which is not among its references", "reference",
                    self.source.where(found.body_start + at), name, excerpt(found.body, at, at + len(name) + 2),
                )  # fmt: skip

    # -- small helpers --------------------------------------------------------------------

    def _quote(
        self, words: str, found: SourceClause, path: tuple[str | int, ...], what: str, limit: int | None = None
    ) -> Iterator[Finding]:
        if limit is not None and len(words) > limit:
            yield self._finding(
                path, f"the quote of {what} has {len(words)} characters", "quote-length", None, f"at most {limit}"
            )
        if words and words in found.body:
            return
        near = nearest(words, found.body)
        around = expected = None
        where = self.source.where(found.body_start)
        if near:
            start, end = near
            around = excerpt(found.body, start, end)
            difference = contrast(words, found.body[start:end])
            expected = f"the clause's own words ({difference})" if difference else None
            where = self.source.where(found.body_start + start, end - start)
        yield self._finding(
            path, f"{what}: these words are not in {found.at}", "quote", where,
            expected or f"a contiguous run of {found.at}", around or excerpt(found.body, 0, 40, 0),
        )  # fmt: skip

    def _unlike(self, key: str, what: str, own: str, printed: str | None, where: Location) -> Finding:
        return self._finding(
            (key,),
            f"the {what} is not the printed one: {own}",
            key,
            where,
            printed or f"no {what} was found in the text",
            printed,
        )

    def _finding(
        self,
        path: tuple[str | int, ...],
        message: str,
        code: str,
        source: Location | None,
        expected: str | None = None,
        around: str | None = None,
    ) -> Finding:
        return Finding(self.policy.id, Problem(message, self.marks.at(*path), expected, code=code), source, around)


def _named(until: date, quote: str) -> bool:
    """Whether the quote dates its goal to this day: 2020年年底 is 2020-12-31."""
    for found in _GOAL.finditer(quote):
        year, month, day = int(found[1]), found[2], found[3]
        if until.year != year:
            continue
        if day:
            if (until.month, until.day) == (int(month), int(day)):
                return True
        elif month:
            if until.month == int(month) and until.day == monthrange(until.year, until.month)[1]:
                return True
        elif (until.month, until.day) == (12, 31):
            return True
    return False
