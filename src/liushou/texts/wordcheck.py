"""What the checks of a document against its text share: comparing words, naming places."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Policy
from ..problems import Location, Problem
from .findings import Finding, Marks, contrast, excerpt, nearest
from .source import Source, SourceClause


class WordCheck:
    """One document and its text, with the places of its YAML file."""

    def __init__(self, policy: Policy, source: Source, marks: Marks) -> None:
        self.policy, self.source, self.marks = policy, source, marks

    def quote(
        self, words: str, found: SourceClause, path: tuple[str | int, ...], what: str, limit: int | None = None
    ) -> Iterator[Finding]:
        """That these words stand in a part of the text, as they are; else the nearest ones."""
        if limit is not None and len(words) > limit:
            yield self.finding(
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
        yield self.finding(
            path, f"{what}: these words are not in {found.at}", "quote", where,
            expected or f"a contiguous run of {found.at}", around or excerpt(found.body, 0, 40, 0),
        )  # fmt: skip

    def unlike(self, key: str, what: str, own: str, printed: str | None, where: Location) -> Finding:
        """That a key of the head is not what the text prints."""
        return self.finding(
            (key,),
            f"the {what} is not the printed one: {own}",
            key,
            where,
            printed or f"no {what} was found in the text",
            printed,
        )

    def finding(
        self,
        path: tuple[str | int, ...],
        message: str,
        code: str,
        source: Location | None,
        expected: str | None = None,
        around: str | None = None,
    ) -> Finding:
        """A finding at a path of the YAML file."""
        return Finding(self.policy.id, Problem(message, self.marks.at(*path), expected, code=code), source, around)
