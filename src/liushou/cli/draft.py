"""``liushou draft``: from a printed notice to a rule file, with what is sure and what a person has to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Json, Policies, show
from .language import in_words, language

if TYPE_CHECKING:
    from ..documents import Policy
    from ..draft import Draft, Edition, Mark
    from ..texts import Source

#: So many of the lines that are left to decide are shown; `check --drafts` lists them all.
SHOWN = 10
PlaceOf = Annotated[str | None, typer.Option("--place", metavar="PLACE")]
Name = Annotated[str | None, typer.Option("--id", metavar="NAME")]
Old = Annotated[str | None, typer.Option("--from", metavar="OLD.yaml")]
Texts = Annotated[Path | None, typer.Option("--sources", metavar="DIR")]
Force = Annotated[bool, typer.Option("--force")]


def draft(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR")],
    policies: Policies,
    place: PlaceOf = None,
    id: Name = None,
    old: Old = None,
    sources: Texts = None,
    json: Json = False,
    force: Force = False,
) -> None:
    """Draft a rule file from a printed document: what is sure, what to check, what is open."""
    run(file, out, policies=policies, place=place, id=id, old=old, sources=sources, json=json, force=force)


def run(
    file: Path,
    out: Path,
    *,
    policies: list[Path],
    place: str | None = None,
    id: str | None = None,
    old: str | None = None,
    sources: Path | None = None,
    json: bool = False,
    force: bool = False,
) -> None:
    """Draft a document and write its files; the answer says what was found and what is left to decide."""
    from ..compare import read_side
    from ..documents import load_rules, registers_beside, shipped_directory
    from ..draft import draft as drafted
    from ..draft import read_printed, rule_files, save
    from ..files import real_path

    printed, today = read_printed(file), date.today()
    # What lies in the folder already is known, but for the document that is drafted anew.
    folders = [folder for folder in policies if real_path(folder) != real_path(out)]
    kept = rule_files(out, id or file.stem.lower(), printed.text)
    registers, side = [], None
    if old is not None and Path(old).is_file():
        beside = real_path(old).parent
        known = {real_path(folder) for folder in (*folders, out, shipped_directory())}
        # The names that the older document has from registers of its own are the new one's, too.
        registers = [] if beside in known else registers_beside(Path(old))
        folders_of_old = folders if beside == real_path(shipped_directory()) else [*folders, beside]
        side = read_side(old, on=today, policies=folders_of_old)
    elif old is not None:
        side = read_side(old, on=today, policies=[*policies, *([out] if kept else [])])
    rules = load_rules(*folders, replace=[*kept, *registers], beside=False)
    old_text = None if side is None else _text_of(side.policy, sources)
    made = drafted(printed, rules, today=today, place=place, id=id, old=side, old_source=old_text)
    paths = save(made, out, force=force, registers=registers)
    data = {**made.data(), "files": {key: str(path) for key, path in paths.items()}}
    show(json, lambda: data, lambda: _lines(made, paths, folders))


def _text_of(policy: Policy, sources: Path | None) -> Source | None:
    """The text of the older document, in the folder given or in that of the texts beside its rule file."""
    from ..texts import find_texts

    folder = sources or Path(policy.file).parent / "sources"
    return find_texts(folder, [policy])[policy.id].source if sources or folder.is_dir() else None


def _edition(edition: Edition, text: str) -> Iterator[str]:
    """What a new edition changes: the sentences, and what that does to the rules."""
    from ..draft import CHANGES

    counted = Counter(sentence.change for sentence in edition.sentences)
    yield in_words("draft-edition", number=edition.number, **{change: counted[change] for change in CHANGES})
    for sentence in edition.sentences:
        if sentence.change != "unchanged":
            words = text[sentence.start : sentence.end] or sentence.old
            yield f"  {in_words(f'draft-{sentence.change}')} {sentence.at or sentence.old_at} {words}"
            yield from (f"    {effect}" for effect in sentence.effects)
    for change in edition.rules:
        yield f"  {change.title}  {change.sentence}"
        yield from (f"    {note}" for note in change.notes)


def _lines(made: Draft, paths: dict[str, Path], others: list[Path]) -> Iterator[str]:
    from ..places import place_of_code

    policy = made.policy
    yield f"{policy.number} {policy.title}"
    place = f"{place_of_code(policy.place).name} {policy.place}"
    yield f"  {in_words('draft-place', place=place, day=policy.issued)}"
    counts: dict[str, int] = dict(made.measure_counts.items())
    yield f"  {in_words('draft-found', clauses=len(policy.clauses), measures=sum(counts.values()), **counts)}"
    for note in made.printed.notes:
        yield f"  {note.format(language())}"
    if made.edition is not None:
        yield from _edition(made.edition, made.text)
    files = [(paths[key], marks) for key, marks in made.marks_by_file.items()]
    left = [(path, mark) for path, marks in files for mark in marks if mark.certainty != "sure"]
    # What a draft uses of other folders is looked up there again.
    folder = " --policies ".join(map(str, (paths["policy"].parent, *others)))
    yield in_words("draft-left", count=len(left), folder=folder) if left else in_words("draft-nothing-left")
    yield from (f"  {path}:{mark.line}: {_said(mark)}" for path, mark in left[:SHOWN])
    if len(left) > SHOWN:
        yield f"  {in_words('draft-more', count=len(left) - SHOWN)}"
    yield from (in_words("draft-wrote", file=path) for path in paths.values())


def _said(mark: Mark) -> str:
    return f"{mark.certainty}: {mark.about} # {mark.words}"
