"""The proof that a document's YAML file says what its text says, word by word."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..documents import MAX_QUOTE, ROLES, Agencies, Clause, Policy, Reference, Rules
from ..problems import Code, Location, Phrase, Problem
from .findings import Difference, YamlPlaces, excerpt, misquoted, nearest
from .hashes import Lock, hash_problem, law_hash_problem, lock_of, no_hash
from .laws import Proof, prove
from .prose import Words
from .segments import ENDING, PREAMBLE
from .source import FoundText, Source, SourceClause, find_laws, find_texts, normalise
from .spans import annex_differences, place

YamlPath = tuple[str | int, ...]

#: A law in 《》; its name is the first group.
LAW_NAME = re.compile(r"《([^《》]{1,40}(?:法典|法|条例))》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was compared for one document or law, and what was found.

    Of a law (``policy`` is its key in references.yaml) ``clauses`` are the articles that are cited.
    """

    policy: str
    number: str
    file: str
    text: str | None
    clauses: int
    quotes: int
    offices: int
    law: bool = False
    findings: tuple[Difference, ...]


def verify(rules: Rules, directory: Path | str, only: Iterable[str] = ()) -> tuple[Checked, ...]:
    """Every document of the rules (or those named in ``only``) against its text in a folder, then every law.

    A law's text lies in ``laws`` below the folder; each passage that is cited is proved there.
    A text that is missing or cannot be read is a finding. Raises
    :class:`~liushou.InputError` only where the folder itself cannot be read.
    """
    wanted = set(only)
    policies = [policy for name, policy in rules.policies.items() if not wanted or name in wanted]
    texts = find_texts(directory, policies)
    laws = {} if wanted else find_laws(directory, rules)
    sources = {policy.number: texts[policy.id].source for policy in policies}
    sources |= {name: law.source for name, law in laws.items()}
    proofs = prove(rules, {name: source for name, source in sources.items() if source is not None})
    checked = []
    for policy in policies:
        text, cited = texts[policy.id], proofs.pop(policy.number, Proof())
        if text.problem is not None:
            at_number = text.problem.at(YamlPlaces(policy.file).at("number"))
            cited.findings.append(Difference(policy.id, at_number, text.problem.location))
        own = verify_policy(policy, text.source) if text.source else ()
        offices = [clause.agencies for clause in policy.clauses] + [item.agencies for item in policy.annex]
        checked.append(
            Checked(
                policy=policy.id,
                number=policy.number,
                file=policy.file,
                text=text.source.file if text.source else None,
                clauses=len(policy.clauses) + len(policy.annex),
                quotes=1 + sum(len(clause.measures) + len(clause.context) for clause in policy.clauses) + cited.quotes,
                offices=sum(len(agencies.all()) for agencies in offices),
                findings=(*own, *cited.findings),
            )
        )
    if not wanted:
        names = dict.fromkeys((*laws, *proofs))
        checked += [_law(rules.references[name], laws.get(name), proofs.get(name, Proof())) for name in names]
    return tuple(checked)


def _law(law: Reference, text: FoundText | None, proof: Proof) -> Checked:
    """What was found about a law: its text, and the passages that are cited."""
    source = text.source if text else None
    problem = text.problem if text else Problem(Code.LAW_TEXT, subject=law.id, expected=Phrase("no-law-text"))
    if source is not None:
        problem = law_hash_problem(law, source)
    elif problem is not None:
        problem = problem.at(law.location)
    return Checked(
        policy=law.id,
        number=law.title,
        file=law.location.file if law.location else "",
        text=source.file if source else None,
        clauses=len(proof.articles),
        quotes=proof.quotes,
        offices=0,
        law=True,
        findings=(*([Difference(law.id, problem)] if problem else ()), *proof.findings),
    )


def verify_policy(
    policy: Policy, source: Source, places: YamlPlaces | None = None, lock: Lock | None = None
) -> Iterator[Difference]:
    """Every difference between a document and its text, header first, then in the order of the file.

    ``places`` and ``lock`` can be handed in where the file and its hashes were read before.
    """
    places = places or YamlPlaces(policy.file)
    check = _Check(policy, source, places, lock or lock_of(policy.file, policy.id))
    yield from check.header()
    yield from check.presence()
    for number, clause in enumerate(policy.clauses):
        part = source.clause(clause.at)
        if part is not None and part.kind != "annex":
            yield from check.clause(number, clause, part)
    yield from annex_differences(policy, source, places)
    for number, item in enumerate(policy.annex):
        part = source.clause(item.at)
        if part is not None:
            yield from check.hash(part)
            yield from check.agencies(item.agencies, part, ("annex", number))
            yield from check.context(part, ("annex", number))


class _Check:
    """One document and its text, with the places of its YAML file."""

    def __init__(self, policy: Policy, source: Source, places: YamlPlaces, lock: Lock) -> None:
        self.policy, self.source, self.places, self.lock = policy, source, places, lock

    # -- the head: every key above ``clauses`` ----------------------------------------------

    def header(self) -> Iterator[Difference]:
        """Every difference of number, title, date, issuers, implements and definition."""
        policy, source = self.policy, self.source
        own = {clause.at for clause in policy.clauses}
        for problem in source.problems:
            if problem.code == Code.NO_CLAUSES and source.clause(PREAMBLE) and own <= {PREAMBLE, ENDING}:
                continue  # the document has none, either
            yield Difference(policy.id, problem.at(self.places.at("policy")), problem.location)
        top = source.where(0)
        if not self.lock.of(policy.id):
            yield Difference(policy.id, no_hash(self.lock, policy.id), top)
        number, titles = source.number, source.titles
        heads = {"number": number, "title": titles, "issued": source.issued, "issuers": source.issuers}
        absent = {key for key in policy.not_printed if not heads[key]}
        wrong = {*policy.not_printed} - absent  # the text prints them after all
        numbers = (number.text, normalise(number.text)) if number else ()
        if "number" not in absent and ("number" in wrong or policy.number not in numbers):
            yield self._head("number", Code.NUMBER, policy.number, number)
        if "title" not in absent and ("title" in wrong or policy.title not in [line.text for line in titles]):
            printed = " / ".join(line.text for line in titles)
            yield self._head("title", Code.TITLE, policy.title, titles[-1] if titles else None, printed=printed)
        if "issued" not in absent and ("issued" in wrong or source.issued != policy.issued):
            printed = source.issued.isoformat() if source.issued else ""
            yield self._head("issued", Code.ISSUED, policy.issued.isoformat(), source.day, printed=printed)
        if "issuers" not in absent:
            yield from self._issuers()
        for position, implemented in enumerate(policy.implements):
            if implemented not in source.text and implemented not in normalise(source.text):
                yield self._difference(("implements", position), Code.IMPLEMENTS, top, subject=implemented)
        definition, within = policy.definition, source.clause(policy.definition.at)
        if within is None:
            yield self._difference(("definition", "at"), Code.DEFINITION, top, subject=definition.at)
        else:
            yield from self._quote(definition.quote, within, ("definition", "quote"), Phrase("the-definition"))

    def _issuers(self) -> Iterator[Difference]:
        lines, issuers = self.source.issuers, list(self.policy.issuers)
        printed = [line.text for line in lines]
        first = self.source.where(lines[0].start if lines else 0)
        for number, name in enumerate(issuers):
            if name not in printed:
                near, message = nearest(name, "\n".join(printed)), Phrase("did-not-sign", name=name)
                around = excerpt("\n".join(printed), *near, margin=0) if near else None
                expected = "、".join(printed) or Phrase("no-signature")
                path = ("issuers", number)
                yield self._difference(path, Code.ISSUER, first, around=around, message=message, expected=expected)
        for line in lines:
            if line.text not in issuers:
                where = self.source.where(line.start, len(line.text))
                data: dict[str, Any] = {"message": Phrase("issuer-not-in-file", name=line.text), "expected": line.text}
                yield self._difference(("issuers",), Code.ISSUER, where, **data)
        if printed != issuers and (sorted(printed) == sorted(issuers) or len(issuers) != len(set(issuers))):
            message, expected = Phrase("issuers-order"), "、".join(printed)
            yield self._difference(("issuers",), Code.ISSUER, first, message=message, expected=expected)

    # -- the clauses -------------------------------------------------------------------------

    def presence(self) -> Iterator[Difference]:
        """Every clause of the text is in the file, none more, and in the same order."""
        clauses, annex = [clause.at for clause in self.policy.clauses], [item.at for item in self.policy.annex]
        for key, own in (("clauses", clauses), ("annex", annex)):
            printed = [part for part in self.source.clauses if (part.kind == "annex") is (key == "annex")]
            labels = [part.at for part in printed]
            listed = "、".join(labels)
            for part in printed:
                if part.at not in own:
                    where, around = self.source.where(part.start), excerpt(part.text.strip(), 0, 40, 0)
                    yield self._difference((key,), Code.MISSING_CLAUSE, where, around=around, subject=part.at)
            for number, label in enumerate(own):
                if label not in labels:
                    yield self._difference((key, number, "at"), Code.EXTRA_CLAUSE, subject=label, names=listed)
            shared = [label for label in own if label in labels]
            if shared != [label for label in dict.fromkeys(labels) if label in own]:
                yield self._difference((key,), Code.CLAUSE_ORDER, subject=key, names=listed)

    def clause(self, number: int, clause: Clause, part: SourceClause) -> Iterator[Difference]:
        """Every difference of one clause."""
        path: YamlPath = ("clauses", number)
        yield from self.hash(part)
        if clause.heading != part.heading:
            where, around = self.source.where(part.start), excerpt(part.text.strip(), 0, 30, 0)
            data = {"subject": clause.at, "expected": part.heading or Phrase("no-heading")}
            yield self._difference((*path, "heading"), Code.HEADING, where, around=around, **data)
        yield from self._references(clause, part, path)
        yield from self.agencies(clause.agencies, part, path)
        yield from self._measures(clause, part, path)
        yield from self.context(part, path)

    def _measures(self, clause: Clause, part: SourceClause, path: YamlPath) -> Iterator[Difference]:
        for number, measure in enumerate(clause.measures):
            inner = (*path, "measures", number)
            yield from self._quote(measure.quote, part, (*inner, "quote"), measure.name)
            for position, words in enumerate(measure.carried_out_by):
                yield from self._quote(words, part, (*inner, "carried_out_by", position), "carried_out_by")
            for position, words in enumerate(measure.residual):
                printed = re.split(r"[（(]", words)[0]
                yield from self._quote(printed, part, (*inner, "residual", position), Phrase("the-residual"))
            if measure.until is not None and not _dated(measure.until, measure.quote):
                where = self.source.where(part.body_start)
                path_until, data = (*inner, "until"), {"value": measure.until}
                yield self._difference(path_until, Code.UNTIL, where, around=measure.quote, **data)

    def hash(self, part: SourceClause) -> Iterator[Difference]:
        """That the text of a part is the one that was hashed."""
        problem = hash_problem(self.lock, self.policy.id, part.at, part.sha256)
        if problem is not None:
            where = self.source.where(part.body_start)
            yield Difference(self.policy.id, problem, where, excerpt(part.text.strip(), 0, 60, 0))

    def agencies(self, agencies: Agencies, part: SourceClause, path: YamlPath) -> Iterator[Difference]:
        """That the roles hold the offices that the closing prints, in that order."""
        wrong = [key for key in (*ROLES, "others") if getattr(agencies, key) != getattr(part.agencies, key)]
        if not wrong:
            return
        roles = [f"{role}: [{', '.join(offices)}]" for role, offices in part.agencies.roles()]
        expected: object = f"agencies: {{{', '.join(roles + ['others: true'] * part.agencies.others)}}}"
        if not part.agencies:
            printed = any(office in part.text for office in agencies.all())
            expected = Phrase("closing-unread" if printed else "no-agencies")
        where = self.source.where(part.start + (part.text.rfind(part.closing) if part.closing else 0))
        around = part.closing or excerpt(part.text.strip()[-40:], 0, 40, 0)
        data = {"subject": part.at, "role": ", ".join(wrong), "expected": expected}
        yield self._difference((*path, "agencies", wrong[0]), Code.AGENCIES, where, around=around, **data)

    def context(self, part: SourceClause, path: YamlPath) -> Iterator[Difference]:
        """That each context entry says where it lies, and covers nothing twice."""
        for problem, start in place(self.policy, part).misplaced:
            about = problem if problem.location else problem.at(self.places.at(*path, "context"))
            at = start - part.body_start
            yield Difference(self.policy.id, about, self.source.where(start), excerpt(part.body, at, at + 20))

    def _references(self, clause: Clause, part: SourceClause, path: YamlPath) -> Iterator[Difference]:
        path = (*path, "references")
        for number, name in enumerate(clause.references):
            if name not in part.body:
                message = Phrase("reference-not-named", at=clause.at, name=name)
                where = self.source.where(part.body_start)
                yield self._difference((*path, number), Code.REFERENCE, where, message=message)
        for name in dict.fromkeys(LAW_NAME.findall(part.body)):
            if name not in clause.references:
                at = part.body.index(f"《{name}》")
                where, around = self.source.where(part.body_start + at), excerpt(part.body, at, at + len(name) + 2)
                message = Phrase("reference-missing", at=clause.at, name=name)
                yield self._difference(path, Code.REFERENCE, where, around=around, message=message, expected=name)

    # -- what the checks share -----------------------------------------------------------------

    def _quote(self, words: str, part: SourceClause, path: YamlPath, what: object) -> Iterator[Difference]:
        """That these words stand in a part of the text, as they are; else the nearest ones."""
        if path[-1] == "quote" and len(words) > MAX_QUOTE:
            yield self._difference(path, Code.QUOTE_LENGTH, what=what, length=len(words), limit=MAX_QUOTE)
        if words and words in part.body:
            return
        (start, end), expected = misquoted(words, part.body, part.at)
        where = self.source.where(part.body_start + start, end - start)
        around = excerpt(part.body, start, end)
        yield self._difference(path, Code.QUOTE, where, what=what, at=part.at, expected=expected, around=around)

    def _head(self, key: str, code: Code, own: str, line: Words | None, *, printed: str = "") -> Difference:
        """That a key of the head is not what a line of the text prints."""
        where = self.source.where(line.start, len(line.text)) if line else self.source.where(0)
        printed = printed or (line.text if line else "")
        expected = printed or Phrase("not-in-text")
        return self._difference((key,), code, where, around=printed or None, subject=own, expected=expected)

    def _difference(
        self, path: YamlPath, code: Code, source: Location | None = None, *, around: str | None = None, **data: Any
    ) -> Difference:
        """A difference at a path of the YAML file."""
        return Difference(self.policy.id, Problem(code, self.places.at(*path), **data), source, around)


def _dated(until: date, quote: str) -> bool:
    """Whether the quote dates its goal to this day: 2020年年底 is 2020-12-31."""
    month_ends = until.day == monthrange(until.year, until.month)[1]
    month = rf"0?{until.month}月(?:0?{until.day}日" + (r"|(?!\d{1,2}日))" if month_ends else ")")
    year_ends = (until.month, until.day) == (12, 31)
    return bool(re.search(rf"{until.year}年(?:{month}" + (r"|(?!\d{1,2}月))" if year_ends else ")"), quote))
