"""The full text of a document, one paragraph a line, taken apart by its own labels.

Every character lies in exactly one part, so that a hash over each part is a hash over the whole. Parts are labelled as
documents cite themselves: 前言 (all before the first part), 二（一） (part and number), 一 (a part without numbered
clauses), 结尾 (what follows the last clause), 附件 一 (an annex item). A part heading such as ``二、主要措施`` opens
the clause that follows it, the annex title its first item.

Hashes must not change with typesetting, so before hashing: all white space is dropped, full- and half-width forms are
unified (Unicode NFKC), and the brackets that stand for 〔〕 in document numbers (［］, [], 【】, ﹝﹞) become 〔〕.
Nothing else is touched; quotes are compared raw, without any of this.
"""

import bisect
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..documents import Agencies, Policy, Rules
from ..files import read_text
from ..problems import Code, InputError, Location, Phrase, Problem, nfkc, os_reason
from ..values import grouped
from . import prose
from .closings import closing_start, roles
from .prose import Sentence, Words, paragraphs
from .segments import PREAMBLE, Kind, Segment, first_sentence, is_headed, own_line, segments

MAX_PARTS = 2000
#: 分句; the longest statute has a third of them.
MAX_PIECES = 20_000
MAX_TEXT = 1024 * 1024
MAX_TEXTS = 500
#: Where the texts of laws lie in a folder of texts.
LAWS = "laws"

_LAST_LABEL = re.compile(r"（[^（）]*）\Z|(?<!\d)\d+\Z")
_SPACE = re.compile(r"\s+")
_BRACKETS = str.maketrans("[]【】﹝﹞", "〔〕〔〕〔〕")


def normalise(text: str) -> str:
    """The text without typesetting: see the module."""
    return _SPACE.sub("", nfkc(text)).translate(_BRACKETS)


def digest(text: str) -> str:
    """SHA-256 of the normalised text, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceClause:
    """One part of the text.

    ``text`` is the whole of it, ``above`` the heading lines that open it, ``body`` what is left without those, the
    label, the heading and the closing （…负责）. ``start`` and ``body_start`` count characters in the whole text.
    """

    at: str
    kind: Kind
    start: int
    text: str
    above: str
    heading: str | None
    body_start: int
    body: str
    closing: str | None
    agencies: Agencies
    sentences: tuple[Sentence, ...]
    sha256: str

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one document and its parts; ``problems`` says what could not be made out."""

    file: str
    text: str
    number: Words | None = None
    titles: tuple[Words, ...] = ()
    issuers: tuple[Words, ...] = ()
    issued: date | None = None
    day: Words | None = None
    clauses: tuple[SourceClause, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[Words, ...] = field(default=(), repr=False)

    def clause(self, at: str) -> SourceClause | None:
        """The part with this label."""
        return next((clause for clause in self.clauses if clause.at == at), None)

    def where(self, offset: int, length: int = 1) -> Location:
        """The place of a character, with its line."""
        line = max(bisect.bisect_right(self.lines, offset, key=lambda line: line.start), 1)
        words = self.lines[line - 1] if self.lines else Words("", 0)
        return Location(self.file, line, offset - words.start + 1, words.text, length=max(1, length))


def read_source(path: Path | str, headings: Mapping[str, str] | None = None) -> Source:
    """The text of a file, taken apart.

    Raises :class:`~liushou.InputError` where the file cannot be read as text or is larger than ``MAX_TEXT`` bytes.
    """
    text = read_text(path, limit=MAX_TEXT)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(Problem(Code.NUL_BYTE, Location(str(path), line, 1)))
    return parse_source(text, str(path), headings)


def parse_source(text: str, file: str = "<text>", headings: Mapping[str, str] | None = None) -> Source:
    """The text taken apart; never raises.

    A clause opens with a heading where ``headings`` (label → heading) names one that stands there, or where nearly all
    clauses of the document, or all of one part, open with a short first sentence and go on after it.
    """
    parts = segments(text)
    lines = tuple(Words(text[first:last], first) for first, last in paragraphs(text))
    source = Source(file=file, text=text, lines=lines)
    if sum(map(text.count, {"\n", *prose.SENTENCE_ENDS, *prose.PIECE_ENDS})) > MAX_PIECES:
        return replace(source, problems=(Problem(Code.TOO_MANY_SENTENCES, file=file, limit=MAX_PIECES),))
    if len(parts) > MAX_PARTS:
        return replace(source, problems=(Problem(Code.TOO_MANY_PARTS, file=file, limit=MAX_PARTS),))
    guessed = _guessed(text, parts)
    head_end = parts[0].end if parts and parts[0].at == PREAMBLE else 0
    body_end = next((part.start for part in parts if part.kind == "annex"), len(text))
    titles = prose.title_lines(text, 0, head_end)
    issuers, issued, day = prose.issued_by(text, head_end, body_end, titles)
    source = replace(
        source,
        number=prose.number_line(text, 0, head_end),
        titles=titles,
        issuers=issuers,
        issued=issued,
        day=day,
        clauses=tuple(_clause(text, part, part.at in guessed, (headings or {}).get(part.at)) for part in parts),
    )
    return replace(source, problems=tuple(_problems(source)))


def _guessed(text: str, parts: Iterable[Segment]) -> set[str]:
    """The labels of clauses whose first sentence is taken for a heading where it can be one.

    So it is where nearly all clauses of the document, or all of three and more of one part, open with what can be one.
    """
    opened = {
        part.at: headed for part in parts if part.kind == "numbered" if (headed := is_headed(text, part)) is not None
    }
    if sum(opened.values()) * 5 >= len(opened) * 4:
        return {part.at for part in parts}
    siblings = grouped((_LAST_LABEL.sub("", at), at) for at in opened).values()
    return {at for labels in siblings if len(labels) >= 3 and all(opened[at] for at in labels) for at in labels}


def _clause(text: str, segment: Segment, guess: bool, named: str | None) -> SourceClause:
    closing_at = closing_start(text, segment.words, segment.end) if segment.sort or segment.kind == "annex" else None
    if closing_at is not None and not prose.has_words(text[segment.words : closing_at]):
        closing_at = None  # a closing of nothing is what the clause says
    body_end = segment.end if closing_at is None else closing_at
    start, heading = segment.words, segment.title
    if segment.title is None and segment.sort:
        opening = None
        if segment.kind == "numbered":
            guessed = guess and segment.sort != "article"
            opening = first_sentence(text, segment, wide=True) if guessed else own_line(text, segment)
        if named and text.startswith(named, start) and text[start + len(named) : start + len(named) + 1] in "。；\r\n":
            opening = named
        if opening is not None:
            heading = opening
            start = text.index(opening, start) + len(opening)
            start += 1 if text[start : start + 1] in ("。", "；") else 0
    closing = None if closing_at is None else text[closing_at : segment.end].strip()
    start, body_end = prose.trimmed(text, start, max(start, body_end))
    if start == body_end and heading is None:  # a label with nothing behind it is all that the clause says
        start, body_end = prose.trimmed(text, segment.label, segment.end)
    whole = text[segment.start : segment.end]
    return SourceClause(
        at=segment.at,
        kind=segment.kind,
        start=segment.start,
        text=whole,
        above=text[segment.start : segment.label],
        heading=heading,
        body_start=start,
        body=text[start:body_end],
        closing=closing,
        agencies=roles(closing) if closing else Agencies(),
        sentences=prose.sentences(text, start, body_end),
        sha256=digest(whole),
    )


def _problems(source: Source) -> Iterator[Problem]:
    top = Location(source.file, 1, 1)
    if not source.text.strip():
        yield Problem(Code.EMPTY_TEXT, top)
        return
    if not any(clause.kind == "numbered" for clause in source.clauses):
        yield Problem(Code.NO_CLAUSES, top)


@dataclass(frozen=True, slots=True)
class FoundText:
    """The text of one document, or why there is none."""

    source: Source | None
    problem: Problem | None = None


def find_texts(directory: Path | str, policies: Iterable[Policy]) -> Mapping[str, FoundText]:
    """For each document (by id) its text among the ``.txt`` files of a folder.

    A text belongs to the document whose number it carries on a line of its own; where none does, the file named
    ``<id>.txt`` is taken, so that a wrong number is seen. Raises :class:`~liushou.InputError` where the folder cannot
    be read; what is wrong with a single file is a :class:`FoundText` without a source.
    """
    texts = {path: _read(path) for path in _listed(Path(directory))}
    numbers = ((path, text.source.number) for path, text in texts.items() if text.source)
    by_number = grouped((normalise(number.text), path) for path, number in numbers if number)
    return {
        policy.id: _text_of(policy, Path(directory), texts, by_number.get(normalise(policy.number), []))
        for policy in policies
    }


def _read(path: Path, headings: Mapping[str, str] | None = None) -> FoundText:
    try:
        return FoundText(read_source(path, headings))
    except InputError as error:
        return FoundText(None, error.problems[0])


def find_laws(directory: Path | str, rules: Rules) -> Mapping[str, FoundText]:
    """For each law and document of references.yaml that has a ``text``: that file in ``laws`` below the folder."""
    laws = {}
    for reference in rules.references.values():
        if reference.text is not None:
            path = Path(directory) / LAWS / f"{reference.text}.txt"
            missing = Problem(Code.LAW_TEXT, subject=reference.id, expected=f"{LAWS}/{path.name}", directory=directory)
            laws[reference.id] = _read(path) if path.exists() else FoundText(None, missing)
    return laws


def _text_of(policy: Policy, directory: Path, texts: Mapping[Path, FoundText], carrying: list[Path]) -> FoundText:
    own = directory / f"{policy.id}.txt"
    if len(carrying) > 1 and own not in carrying:
        names = ", ".join(path.name for path in carrying)
        return FoundText(None, Problem(Code.AMBIGUOUS_TEXT, subject=policy.number, names=names))
    path = own if own in carrying or not carrying else carrying[0]
    if path not in texts:
        return FoundText(None, Problem(Code.MISSING_TEXT, subject=policy.number, directory=directory, file=own.name))
    headings = {clause.at: clause.heading for clause in policy.clauses if clause.heading}
    return _read(path, headings) if headings and texts[path].source else texts[path]


def _listed(directory: Path) -> list[Path]:
    try:
        if not directory.is_dir():
            raise InputError(Problem(Code.NOT_A_FOLDER, None, Phrase("texts-folder"), file=directory))
        paths = sorted(path for path in directory.iterdir() if path.suffix.lower() == ".txt")
    except OSError as error:
        raise InputError(Problem(Code.UNREADABLE, file=directory, reason=os_reason(error))) from None
    if len(paths) > MAX_TEXTS:
        raise InputError(Problem(Code.TOO_MANY_FILES, file=directory, limit=MAX_TEXTS))
    return paths
