"""The head of a document against its text: number, title, date, issuers, definition."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from .findings import Finding, excerpt, nearest
from .normalise import normalise
from .wordcheck import WordCheck


class HeadCheck(WordCheck):
    """Every key above ``clauses``."""

    def header(self) -> Iterator[Finding]:
        """Every difference of the head."""
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
        if number is None or policy.number not in (number.text, normalise(number.text)):
            printed = number.text if number else None
            where = source.where(number.start, len(number.text)) if number else top
            yield self.unlike("number", "document number", policy.number, printed, where)
        titles = [line.text for line in source.titles]
        if policy.title not in titles:
            line = source.titles[-1] if source.titles else None
            where = source.where(line.start, len(line.text)) if line else top
            yield self.unlike("title", "title", policy.title, " / ".join(titles) or None, where)
        if source.issued != policy.issued:
            printed = source.issued.isoformat() if source.issued else None
            where = source.where(source.day.start, len(source.day.text)) if source.day else top
            yield self.unlike("issued", "date", policy.issued.isoformat(), printed, where)
        yield from self._issuers()
        for number_, implemented in enumerate(policy.implements):
            if implemented not in source.text and implemented not in normalise(source.text):
                yield self.finding(("implements", number_), f"the text does not name {implemented}", "implements", top)
        definition, within = policy.definition, source.clause(policy.definition.at)
        if within is None:
            yield self.finding(("definition", "at"), f"the text has no {definition.at}", "definition", top)
        else:
            yield from self.quote(definition.quote, within, ("definition", "quote"), "the definition")

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
                yield self.finding(
                    ("issuers", number), f"issuer `{name}` did not sign the text", "issuer",
                    self.source.where(first), "、".join(printed) or "no signature was found", around,
                )  # fmt: skip
        for line in self.source.issuers:
            if line.text not in own:
                where = self.source.where(line.start, len(line.text))
                yield self.finding(("issuers",), f"issuer `{line.text}` is not in the file", "issuer", where, line.text)
        if sorted(printed) == sorted(own) or len(own) != len(set(own)):
            yield self.finding(
                ("issuers",),
                "the issuers stand in another order",
                "issuer",
                self.source.where(first),
                "、".join(printed),
            )
