"""A document as a rule file, with what is sure, to be checked and open in a comment a line above each proposal."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, cast

from ..documents import NO_CONTACT, Clause, Policy, with_contacts
from ..files import one_line, read_text
from ..problems import InputError
from .layout import Layout, Path, plain
from .model import CERTAINTIES, Certainty, Judgement, Neighbour

_HEAD = """\
# 由 liushou draft 从原文起草，须由人核对。每处上面的注释写明把握：
#   “sure” 词语和相近条文一致；“check” 请核对，“反对”后面是存疑之处；“open” 登记表里还没有，请补写或改用别的。
# 看过、改好以后删去那一行注释，就算定了。还剩哪些：
#   liushou check --drafts {name}.yaml
#   liushou check --policies .
#   liushou verify --policies . --sources sources      （起草时另有 --policies 文件夹的，一并写上）
"""
_UNSAID: Mapping[Certainty, str] = {"sure": "无疑义", "check": "请核对", "open": "请补写"}
_MARK = re.compile(r"(\s*)# (sure|check|open): (.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A comment that says how certain something is: its line in the file, what it says, where what it is about stands.

    ``about`` is what stands below it, on the line ``below``.
    """

    line: int
    column: int
    certainty: Certainty
    words: str
    about: str
    below: int
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is written, with the comments in it, and the line of everything that stands there by its path."""

    text: str
    marks: tuple[Mark, ...]
    lines: Mapping[Path, int]


def comment(judgement: Judgement) -> str:
    """What stands in the file of a judgement: certainty, what speaks for it, the nearest sentence, what against."""
    near = judgement.neighbour
    reasons = [*judgement.speaks_for, *([_nearest(near)] if near else [])]
    words = "；".join(reasons) or ("" if judgement.speaks_against else _UNSAID[judgement.certainty])
    against = f"反对：{'；'.join(judgement.speaks_against)}" if judgement.speaks_against else ""
    return one_line(f"{judgement.certainty}: {' | '.join(filter(None, (words, against)))}")


def _nearest(near: Neighbour) -> str:
    return f"近似{near.number} {near.clause} {near.likeness:.0%}"


def document_text(policy: Policy, judgements: Mapping[Path, Judgement]) -> Written:
    """The rule file of a document."""
    clauses = tuple(_written(policy, clause) for clause in policy.clauses)
    data = plain(replace(policy, clauses=clauses))
    return _written_out(data, judgements, _HEAD.format(name=policy.id))


def registers_text(registers: Mapping[str, Any], judgements: Mapping[Path, Judgement], head: str) -> Written:
    """The file of new entries, by register and name."""
    return _written_out(plain(registers), judgements, head)


def _written_out(data: Mapping[str, Any], judgements: Mapping[Path, Judgement], head: str) -> Written:
    layout = Layout({path: tuple(dict.fromkeys(words)) for path, words in _comments(data, judgements).items()})
    lines = list(enumerate(layout.mapping(data), start=head.count("\n") + 1))
    text = head + "".join(f"{line.text}\n" for _, line in lines)
    paths = {number: line.path for number, line in lines}
    marks = tuple(replace(mark, path=paths.get(mark.line, ())) for mark in marks_of(text))
    return Written(text, marks, {line.path: number for number, line in reversed(lines) if not line.is_comment})


def _comments(data: Mapping[str, Any], judgements: Mapping[Path, Judgement]) -> dict[Path, list[str]]:
    """The comments by where they stand; context of one kind that is sure for one reason has one for all of it."""
    comments: dict[Path, list[str]] = {}
    for path, judgement in judgements.items():
        if path[0] in data:
            comments.setdefault(_existing(data, path), []).append(comment(judgement))
    for path in [path for path in comments if "context" in path[2:3] and len(path) == 5]:
        kind = path[:-1]
        listed = [comments.get((*kind, number), []) for number in range(len(_at(data, kind)))]
        if listed[0] and listed[0][0].startswith("sure") and all(words == listed[0] for words in listed):
            comments[kind] = listed[0]
            for number in range(len(listed)):
                del comments[(*kind, number)]
    return comments


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _existing(data: Any, path: Path) -> Path:
    """The deepest part of a path that is written."""
    for length, step in enumerate(path):
        inside = step in data if isinstance(data, Mapping) else isinstance(data, list) and step in range(len(data))
        if not inside:
            return path[:length]
        data = data[step]
    return path


def _written(policy: Policy, clause: Clause) -> Clause:
    """The clause without what goes without saying: reach, and the contacts that are inferred."""
    bare = replace(clause, measures=tuple(replace(measure, contact=None) for measure in clause.measures))
    measures = []
    for measure, inferred in zip(clause.measures, with_contacts(policy, bare).measures, strict=True):
        contact = measure.contact
        if contact == inferred.contact:
            contact = None
        elif contact is None:
            contact = NO_CONTACT
        measures.append(replace(measure, reach=None, contact=contact))
    return replace(clause, measures=tuple(measures))


def marks_of(text: str) -> Iterator[Mark]:
    """The comments of a rule file that say how certain something is."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if match := _MARK.fullmatch(line.rstrip("\r")):
            after = enumerate(lines[number:], start=number + 1)
            content = (
                (at, other.strip()) for at, other in after if other.strip() and not other.lstrip().startswith("#")
            )
            below, about = next(content, (number, ""))
            yield Mark(
                line=number,
                column=len(match[1]) + 1,
                certainty=cast(Certainty, match[2]),
                words=match[3],
                about=about,
                below=below,
            )


def undecided_lines(policy: Policy) -> frozenset[int]:
    """The lines of a document's file that are still to be checked or open."""
    with suppress(InputError):
        marks = marks_of(read_text(policy.file))
        return frozenset(mark.below for mark in marks if mark.certainty != "sure")
    return frozenset()


def counted(marks: Iterable[Mark]) -> dict[Certainty, int]:
    """How many there are of each certainty."""
    found = [mark.certainty for mark in marks]
    return {certainty: found.count(certainty) for certainty in CERTAINTIES}
