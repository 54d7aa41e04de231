"""The way from a printed text to a rule file: the frame, the measures, the document, the file."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..answer import plain_data
from ..compare import Diff, Side, diff
from ..documents import Policy, Rules, shipped_directory
from ..places import find_place, place_of_code
from ..problems import Code, InputError, MissingExtraError, Phrase, Problem
from ..texts import Source
from .carried import carried_over, with_definition
from .document import assemble
from .edition import edition_of, rule_changes
from .layout import plain
from .model import CERTAINTIES, Certainty, Edition, Frame, Judgement, PrintedText, Proposals
from .registers import HEAD, new_entries
from .write import Mark, Written, counted, document_text, registers_text, undecided_lines

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_IDENTIFIER = re.compile("[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A rule file as it was drafted, with everything that it was made of.

    ``policy`` is the document as the file loads, ``judgements`` how certain each part of it is. ``document`` and
    ``registers`` are the files; the second is None where all names are registered. ``edition`` says what changed since
    an older document.
    """

    printed: PrintedText
    frame: Frame
    proposals: Proposals
    policy: Policy
    judgements: Mapping[tuple[str | int, ...], Judgement]
    document: Written
    registers: Written | None = None
    edition: Edition | None = None
    rules: Rules = field(repr=False)

    @property
    def policy_yaml(self) -> str:
        """The rule file."""
        return self.document.text

    @property
    def registers_yaml(self) -> str | None:
        """The file of new entries; None where there are none."""
        return None if self.registers is None else self.registers.text

    @property
    def text(self) -> str:
        """The text as it was read, with which ``verify`` compares the rule file."""
        return self.printed.text

    @property
    def page(self) -> str:
        """The page to check the draft by, as HTML."""
        from .page import render_page

        return render_page(
            self.frame,
            self.proposals,
            {**(self.registers.lines if self.registers else {}), **self.document.lines},
            rules=self.rules,
            policy=self.policy,
            judgements=self.judgements,
            edition=self.edition,
            notes=self.printed.notes,
        )

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The comments of the rule file: how certain each proposal is, line by line."""
        return self.document.marks

    @property
    def marks_by_file(self) -> Mapping[str, tuple[Mark, ...]]:
        """The comments of each file: ``policy`` and, where there is one, ``registers``."""
        return {"policy": self.marks, **({"registers": self.registers.marks} if self.registers else {})}

    @property
    def counts(self) -> Mapping[Certainty, int]:
        """How many comments say sure, check and open, those in the file of new entries among them."""
        return counted(mark for marks in self.marks_by_file.values() for mark in marks)

    @property
    def measure_counts(self) -> Mapping[Certainty, int]:
        """How many measures are sure, to be checked and open."""
        count = Counter(each.certainty for path, each in self.judgements.items() if path[2:3] == ("measures",))
        return {certainty: count[certainty] for certainty in CERTAINTIES}

    def data(self) -> dict[str, Any]:
        """For programs.

        ``policy`` is the document as its file has it, ``registers`` the new entries; ``judgements`` lists for every
        part of the document its ``path`` in the file, its ``line``, how certain it is, what speaks ``for`` and
        ``against`` it and the ``nearest`` encoded sentence. ``counts`` are those of the comments, ``measures`` those of
        the measures; ``edition`` is None but where an older document was given.
        """
        data: dict[str, Any] = plain_data(
            {
                "id": self.policy.id,
                "policy": plain(self.policy),
                "registers": plain(new_entries(self.frame, self.proposals, self.rules)),
                "not_printed": list(self.frame.not_printed),
                "notes": [note.message for note in self.printed.notes],
                "counts": self.counts,
                "measures": self.measure_counts,
                "judgements": [self._judged(path, judgement) for path, judgement in self.judgements.items()],
                "edition": self.edition,
            }
        )
        return data

    def _judged(self, path: tuple[str | int, ...], judgement: Judgement) -> dict[str, Any]:
        return {
            "path": list(path),
            "line": self.document.lines.get(path),
            "certainty": judgement.certainty,
            "for": list(judgement.speaks_for),
            "against": list(judgement.speaks_against),
            "nearest": judgement.neighbour,
        }


def draft(
    source: Path | str | PrintedText,
    rules: Rules,
    *,
    today: date,
    place: str | None = None,
    id: str | None = None,
    old: Side | None = None,
    old_source: Source | None = None,
) -> Draft:
    """The draft of a printed document.

    ``source`` is a file (a ``Path``), the text itself (a ``str``), or a text that was read before. ``rules`` are those
    whose names and sentences it is drafted with. ``place`` (code, name or ``nation``) is found in the text unless
    given. ``id`` is by default made from the name of the file, or the place and the number; no document of ``rules``
    has it. ``old`` is the document of which this is a new edition, ``old_source`` its text. Raises
    :class:`~liushou.InputError` where the file cannot be read, the place is unknown, or the id taken or none.
    """
    from .files import read_printed
    from .frame import frame_of
    from .measures import propose

    if id is not None:
        _check_id(id, rules)
    printed = source if isinstance(source, PrintedText) else PrintedText(file="", text=str(source))
    if isinstance(source, Path):
        printed = read_printed(source)
    # What a file of text cannot hold, or does not begin with.
    printed = replace(printed, text=_NO_TEXT.sub("", printed.text).lstrip("\ufeff"))
    code = None if place is None else find_place(place, today).code
    frame = frame_of(printed.text, printed.file, rules, place=code, id=id, today=today)
    if old is None:
        return finish(printed, frame, propose(frame, _decided(rules)), rules)
    frame = with_definition(frame, old.policy)
    proposals = propose(frame, _decided(rules))
    proposals, quotes = carried_over(frame, proposals, old.policy, old_source)
    made = finish(printed, frame, proposals, rules)
    edition = edition_of(frame, proposals, quotes, old.policy, rules, old_source)
    try:
        return replace(made, edition=replace(edition, rules=rule_changes(_compared(made, old, today))))
    except MissingExtraError as error:
        return replace(made, edition=edition, printed=replace(printed, notes=(*printed.notes, error.problem)))


def _decided(rules: Rules) -> Rules:
    """The rules without documents of which something is still to be decided: what they say makes nothing sure."""
    shipped = shipped_directory()
    decided = {
        name: policy
        for name, policy in rules.policies.items()
        if Path(policy.file).parent == shipped or not undecided_lines(policy)
    }
    return rules if len(decided) == len(rules.policies) else replace(rules, policies=decided)


def _compared(made: Draft, old: Side, today: date) -> Diff:
    """The older document and the draft, as `liushou diff` compares them."""
    rules, policy = rules_with(made), made.policy
    name = old.name if policy.place == old.policy.place else place_of_code(policy.place).name
    new = Side(spec=policy.id, policy=policy, rules=rules, on=today, name=name, by_id=False)
    return diff(replace(old, rules=rules, on=today), new, on=today)


def finish(
    printed: PrintedText, frame: Frame, proposals: Proposals, rules: Rules, edition: Edition | None = None
) -> Draft:
    """The draft of a frame and the proposals for it."""
    assembled = assemble(frame, proposals)
    entries = new_entries(frame, proposals, rules)
    return Draft(
        printed=printed,
        frame=frame,
        proposals=proposals,
        policy=assembled.policy,
        judgements=assembled.judgements,
        document=document_text(assembled.policy, assembled.judgements),
        registers=registers_text(entries, assembled.judgements, HEAD) if entries else None,
        edition=edition,
        rules=rules,
    )


def rules_with(made: Draft) -> Rules:
    """The rules with the draft in them and the entries that it needs."""
    rules, new = made.rules, new_entries(made.frame, made.proposals, made.rules)
    registers: dict[str, Any] = {name: {**getattr(rules, name), **entries} for name, entries in new.items()}
    facts = registers.get("facts", rules.facts)
    aliases = {
        (alias, agency.place): name
        for name, agency in new.get("agencies", {}).items()
        for alias in (agency.name, *agency.aliases)
    }
    vocabulary = replace(rules.vocabulary, facts=facts)
    policies = {**rules.policies, made.policy.id: made.policy}
    return replace(rules, policies=policies, vocabulary=vocabulary, aliases={**rules.aliases, **aliases}, **registers)


def _check_id(name: str, rules: Rules) -> None:
    if not _IDENTIFIER.fullmatch(name):
        meant = re.sub(r"[\s-]+", "_", name.lower())
        near = meant if _IDENTIFIER.fullmatch(meant) else None
        raise InputError(Problem(Code.NOT_AN_IDENTIFIER, subject=name, near=near))
    if name in rules.policies:
        where = Phrase("in-file", file=rules.policies[name].file)
        kind, expected = Phrase("kind-document"), Phrase("another-id")
        raise InputError(Problem(Code.DUPLICATE, None, expected, subject=name, kind=kind, where=where))
