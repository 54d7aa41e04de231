"""The clauses of a document against its text: presence, hash, heading, quotes, offices."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ..documents import ROLES, Agencies, Clause
from .findings import Finding, excerpt
from .normalise import MAX_QUOTE
from .source import SourceClause
from .wordcheck import WordCheck

_LAW = re.compile(r"《([^《》]{1,40}(?:法典|法|条例))》")
_GOAL = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日|底)?|年?底|年?末)?")


class ClauseCheck(WordCheck):
    """Every entry of ``clauses`` and the offices and hashes of ``annex``."""

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
                    yield self.finding(
                        (key,), f"{clause.at} of the text is not in the file", "missing-clause", where,
                        f"an entry `at: {clause.at}`", excerpt(clause.text.strip(), 0, 40, 0),
                    )  # fmt: skip
            for number, label in enumerate(own):
                if label not in labels:
                    yield self.finding(
                        (key, number, "at"), f"the text has no {label}", "extra-clause", None, "、".join(labels)
                    )
            shared = [label for label in own if label in labels]
            if shared != [label for label in dict.fromkeys(labels) if label in own]:
                yield self.finding(
                    (key,), f"{key} stand in another order than in the text", "clause-order", None, "、".join(labels)
                )

    def clause(self, number: int, clause: Clause, found: SourceClause) -> Iterator[Finding]:
        path = ("clauses", number)
        yield from self.hash(clause.sha256, found, path)
        if clause.heading != found.heading:
            where = self.source.where(found.start)
            yield self.finding(
                (*path, "heading"), f"{clause.at}: the heading is not the printed one", "heading", where,
                found.heading or "no heading", excerpt(found.text.strip(), 0, 30, 0),
            )  # fmt: skip
        yield from self._references(clause, found, path)
        yield from self.agencies(clause.agencies, found, path)
        for at, measure in enumerate(clause.measures):
            inner = (*path, "measures", at)
            yield from self.quote(measure.quote, found, (*inner, "quote"), measure.name, MAX_QUOTE)
            for position, words in enumerate(measure.carried_out_by):
                yield from self.quote(words, found, (*inner, "carried_out_by", position), "carried_out_by")
            for position, words in enumerate(measure.residual):
                own = re.split(r"[（(]", words)[0]
                yield from self.quote(own, found, (*inner, "residual", position), "the residual condition")
            if measure.until is not None and not _named(measure.until, measure.quote):
                yield self.finding(
                    (*inner, "until"),
                    f"the quote does not name {measure.until.isoformat()}",
                    "until",
                    self.source.where(found.body_start),
                    "the last day of the goal as the quote dates it",
                    measure.quote,
                )
        for at, context in enumerate(clause.context):
            yield from self.quote(context.quote, found, (*path, "context", at, "quote"), "the context")

    def hash(self, sha256: str | None, found: SourceClause, path: tuple[str | int, ...]) -> Iterator[Finding]:
        actual = found.sha256
        if sha256 == actual:
            return
        code, what = ("hash", "the text is not the one that was hashed") if sha256 else ("no-hash", "no sha256")
        where = self.source.where(found.body_start)
        yield self.finding(
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
                yield self.finding(
                    (*path, "agencies", role), f"{found.at}: {role} is not as printed", "agencies", where,
                    f"{role}: [{', '.join(printed)}]" if printed else f"no {role}",
                    found.closing or "no closing （…负责）",
                )  # fmt: skip

    def _references(self, clause: Clause, found: SourceClause, path: tuple[str | int, ...]) -> Iterator[Finding]:
        where = self.source.where(found.body_start)
        for number, name in enumerate(clause.references):
            if name not in found.body:
                yield self.finding(
                    (*path, "references", number), f"{clause.at} does not name {name}", "reference", where
                )
        for name in dict.fromkeys(_LAW.findall(found.body)):
            if name not in clause.references:
                at = found.body.index(f"《{name}》")
                yield self.finding(
                    (*path, "references"), f"{clause.at} names {name}, which is not among its references", "reference",
                    self.source.where(found.body_start + at), name, excerpt(found.body, at, at + len(name) + 2),
                )  # fmt: skip


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
