"""The proof that the registers rest on laws: each passage cited stands in the article named, character by character.

A law's text is taken apart like a document's: 第八条 is an article, 二（一） a numbered part.
Below them, 第八条（一） (or 第八条第一项) is an item with its points, 第八条第二款 the second
paragraph of the article, 四（二）4 a point; an article holds all that is printed under it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..chinese import LABEL_NUMERAL, numeral
from ..documents import ConceptEntry, Door, Rules, citing
from ..problems import Code, Location, Problem
from ..yaml import Passage
from .findings import Difference, YamlPlaces, excerpt, misquoted
from .prose import paragraphs
from .source import Source, SourceClause
from .spans import Stretch

_STEP = re.compile(rf"第({LABEL_NUMERAL})款|第({LABEL_NUMERAL})项|（({LABEL_NUMERAL})）|(\d+)[.．、]?")
_ITEM = re.compile(rf"\s*[（(]({LABEL_NUMERAL})[）)]")
_POINT = re.compile(r"\s*(\d+)\s*[.．、]")
_QUOTED = re.compile("“([^“”]+)”")
_FULL_WIDTH = str.maketrans("()", "（）")


@dataclass(slots=True)
class Proof:
    """What was found about the passages of one law: how many, of which articles, and what is wrong."""

    quotes: int = 0
    articles: set[str] = field(default_factory=set)
    findings: list[Difference] = field(default_factory=list)


def clauses_at(source: Source, at: str) -> tuple[list[SourceClause], str]:
    """(the article or part that a citation names, with those below it; what of the citation leads on within it)."""
    at = at.translate(_FULL_WIDTH)
    label = max((clause.at for clause in source.clauses if at.startswith(clause.at)), key=len, default=at)
    below = [clause for clause in source.clauses if clause.at == label or clause.at.startswith(f"{label}（")]
    return below, at[len(label) :]


def stretches_at(source: Source, at: str) -> list[Stretch]:
    """The paragraphs of a text that a citation such as 第八条（一） names; empty where it names nothing."""
    clauses, rest = clauses_at(source, at)
    steps = [f"第{step[1]}款" if step[1] else step[2] or step[3] or step[4] for step in _STEP.finditer(rest)]
    if _STEP.sub("", rest).strip():
        return []
    return [stretch for clause in clauses for stretch, path in _rows(source, clause) if _leads(path, steps)]


def _rows(source: Source, clause: SourceClause) -> Iterator[tuple[Stretch, list[str]]]:
    """Each paragraph of a clause with its way there: 款, 项, point."""
    article = clause.at.endswith("条")
    paragraph, item, point = 1, "", ""
    label = clause.start + len(clause.above)
    for first, last in paragraphs(source.text, label, clause.end):
        line = source.text[first:last]
        if first > label and line.strip():
            if below := _ITEM.match(line):
                item, point = below[1], ""
            elif below := _POINT.match(line):
                point = below[1]
            elif article:
                paragraph, item, point = paragraph + 1, "", ""
        yield (first, last), [f"第{numeral(paragraph)}款", *filter(None, (item, point))]


def _leads(path: list[str], steps: Sequence[str]) -> bool:
    """Whether the steps are taken on the way, in this order."""
    way = iter(path)
    return all(step in way for step in steps)


def prove(rules: Rules, sources: Mapping[str, Source]) -> dict[str, Proof]:
    """By law (or number of a document) that is cited: what is wrong with its passages, where its text is at hand."""
    proofs: dict[str, Proof] = {}
    for register, name, entry in citing(rules):
        for passage in entry.cites:
            proof = proofs.setdefault(passage.law, Proof())
            proof.quotes += 1
            proof.articles.add(passage.at)
            if passage.law in sources:
                proof.findings += _passage(passage, sources[passage.law], name, passage.location)
        for key, problem, around in _unprinted(name, entry, sources):
            location, law = getattr(rules, register)[name].location, entry.cites[0].law
            path = (register, name, *(("door",) if isinstance(entry, Door) else ()), key)
            at_key = YamlPlaces(location.file if location else "").at(*path)
            proofs[law].findings.append(Difference(law, problem.at(at_key), around=around))
    return proofs


def _printed(entry: Any) -> list[tuple[str, str]]:
    """(key, words) of an entry that must be printed in an article it cites: what is open, the office to go to."""
    if isinstance(entry, Door):
        return [("office", entry.office)]
    if not isinstance(entry, ConceptEntry) or not entry.cites:
        return []
    quoted = [words for residual in entry.residual for words in _QUOTED.findall(residual)]
    return [*(("unless", words) for words in entry.unless), *(("residual", words) for words in quoted)]


def _passage(passage: Passage, source: Source, name: str, where: Location | None) -> Iterator[Difference]:
    stretches = stretches_at(source, passage.at)
    if not stretches:
        names = "、".join(clause.at for clause in clauses_at(source, passage.at)[0] if clause.at != passage.at)
        unknown = Problem(Code.NO_ARTICLE, where, subject=passage.law, at=passage.at, names=names or None)
        yield Difference(passage.law, unknown, source.where(0))
    elif not any(passage.quote in source.text[first:last] for first, last in stretches):
        first, last = stretches[0][0], stretches[-1][1]
        at, text = f"{passage.law} {passage.at}", source.text[first:last]
        (start, end), expected = misquoted(passage.quote, text, at)
        problem = Problem(Code.QUOTE, where, what=name, at=at, expected=expected)
        yield Difference(passage.law, problem, source.where(first + start, end - start), excerpt(text, start, end))


def _unprinted(name: str, entry: Any, sources: Mapping[str, Source]) -> Iterator[tuple[str, Problem, str]]:
    """(key, problem, text around) of words that no article cited has, where the texts are at hand."""
    cites: Sequence[Passage] = entry.cites
    if any(passage.law not in sources for passage in cites):
        return
    clauses = [clause for passage in cites for clause in clauses_at(sources[passage.law], passage.at)[0]]
    text = "\n".join(clause.text for clause in clauses)
    at = "、".join(f"{passage.law} {passage.at}" for passage in cites)
    for key, printed in _printed(entry):
        if text and printed not in text:
            span, expected = misquoted(printed, text, at)
            yield key, Problem(Code.QUOTE, what=name, at=at, expected=expected), excerpt(text, *span)
