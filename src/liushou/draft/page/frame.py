"""What heads a document and what it adds to the registers, each with its certainty."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...chinese import format_day
from ...documents import AnnexItem, Clause
from ...places import place_of_code
from ...rules import say
from ..model import Certainty, Frame, Judgement, Proposals
from .cards import WORDS, Registers, badge, basis, line_note
from .markup import Content, Html, tag
from .rows import Lines, Path, line_of

Step = Callable[["Entry"], Html | None]
_FILES = {"header": "YAML", "clauses": "YAML", "registers": "registers.yaml"}
_SURE = Judgement(certainty="sure")
_NOT_PRINTED = Judgement(certainty="check", speaks_against=("文中没有印出",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the frame on the page; ``group`` is header, registers or clauses.

    ``judgement`` is None of what stands and falls with the proposals that name it.
    """

    id: str
    group: str
    path: Path
    title: str
    words: str
    line: int | None
    judgement: Judgement | None

    @property
    def certainty(self) -> Certainty | None:
        """sure, check or open."""
        return self.judgement.certainty if self.judgement else None


def entries_of(frame: Frame, proposals: Proposals, lines: Lines, registers: Registers) -> tuple[Entry, ...]:
    """Every line of the frame, in the order of the page; every judgement of the frame is in one of them."""
    entries: list[Entry] = []
    judgements = dict(frame.judgements)

    def add(group: str, path: Path, title: str, value: str, default: Judgement | None) -> None:
        judgement = judgements.pop(path, default)
        name = f"h-{path[0]}" if group == "header" and len(path) == 1 else f"e{len(entries)}"
        line = line_of(lines, path)
        entries.append(Entry(id=name, group=group, path=path, title=title, words=value, line=line, judgement=judgement))

    for key, value in _header(frame, registers):
        unprinted = key in frame.not_printed
        add("header", (key,), WORDS["header"][key], value, _NOT_PRINTED if unprinted else _SURE)
    for kind, name, about in _registered(frame, proposals):
        add("registers", (kind, name), f"{WORDS['registers'][kind]}：{name}", about, None)
    for path in sorted(judgements, key=_sortable):
        entry, title, value = _place(frame, path)
        group = "clauses" if entry is not None and frame.source.clause(entry.at) else "header"
        add(group, path, title, value, None)
    return tuple(entries)


def _sortable(path: Path) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(step, str), step if isinstance(step, int) else 0, str(step)) for step in path)


def _header(frame: Frame, registers: Registers) -> Iterator[tuple[str, str]]:
    yield "number", frame.number
    yield "title", frame.title
    yield "issued", format_day(frame.issued)
    yield "place", f"{place_of_code(frame.place).name}（{frame.place}）"
    yield "issuers", "、".join(frame.issuers)
    yield "addressees", "、".join(frame.addressees)
    yield "implements", "、".join(frame.implements)
    condition = say(frame.definition.condition, registers.vocabulary)
    yield "definition", f"{frame.definition.at}「{frame.definition.quote}」——{condition}"


def _registered(frame: Frame, proposals: Proposals) -> Iterator[tuple[str, str, str]]:
    """(register, name, what it is) of all that the draft adds."""
    for name, agency in frame.agencies.items():
        level = WORDS["level"][agency.level]
        field = f"，{agency.field}" if agency.field else ""
        yield "agencies", name, f"{agency.name}（{level}，{place_of_code(agency.place).name}{field}）"
    yield from (("references", name, f"《{entry.title}》") for name, entry in frame.references.items())
    yield from (("fields", name, title) for name, title in frame.fields.items())
    for name, fact in {**frame.facts, **proposals.facts}.items():
        yield "facts", name, f"{fact.title}：{fact.ask}"
    named: Mapping[str, Any] = {"services": proposals.services, "topics": proposals.topics}
    for kind, register in named.items():
        yield from ((kind, name, f"{entry.title}：{entry.about}") for name, entry in register.items())


def _place(frame: Frame, path: Path) -> tuple[Clause | AnnexItem | None, str, str]:
    """(clause or annex item, title, value) of what a judgement is about that has no line of its own yet."""
    entries: tuple[Any, ...] = getattr(frame, str(path[0]), ()) if path[0] in ("clauses", "annex") else ()
    entry = entries[path[1]] if len(path) > 1 and isinstance(path[1], int) and path[1] < len(entries) else None
    words = [WORDS["entry"].get(step, str(step)) for step in path[2:]] if entry else [*map(str, path)]
    value = getattr(entry, str(path[2]), "") if entry is not None and len(path) == 3 else ""
    if isinstance(value, tuple):
        value = "、".join(map(str, value))
    title = " ".join([entry.at, *words] if entry else words)
    return entry, title, value if isinstance(value, str) else ""


def entry_block(entry: Entry, step: Html | None, offices: str) -> Html:
    """A line of the frame below its clause; ``offices`` are those of the clause, in words."""
    title = offices if offices and entry.path[-1] == "agencies" else tag("span", entry.title, class_="title")
    kind = f"entry proposal {entry.certainty or ''}".rstrip()
    return tag("div", tag("p", title, *_about(entry, step)), _basis(entry), class_=kind, id=entry.id)


def header_section(entries: tuple[Entry, ...], step: Step) -> Html:
    """The head of the document."""
    shown = [entry for entry in entries if entry.group == "header"]
    return _section("frame", "文件的头部", shown, step)


def registers_section(entries: tuple[Entry, ...], step: Step) -> Html | None:
    """The names that nothing registers yet, where there are any."""
    shown = [entry for entry in entries if entry.group == "registers"]
    return _section("registers", "要新登记的名称（registers.yaml）", shown, step) if shown else None


def _section(name: str, title: str, entries: list[Entry], step: Step) -> Html:
    rows = []
    for entry in entries:
        value = entry.words or tag("span", "没有", class_="where")
        kind = f"fact {entry.certainty or ''}".rstrip()
        content = tag("dd", value, *_about(entry, step(entry)), _basis(entry))
        rows.append(tag("div", tag("dt", entry.title), content, class_=kind, id=entry.id))
    heading = tag("h2", title, id=f"{name}-h")
    return tag("section", heading, tag("dl", rows, class_="facts"), id=name, aria_labelledby=f"{name}-h")


def _about(entry: Entry, step: Html | None) -> tuple[Content, ...]:
    """The certainty, the line, the way on."""
    return (
        " ",
        badge(entry.certainty) if entry.certainty else None,
        " ",
        line_note(entry.line, _FILES[entry.group]),
        " ",
        step,
    )


def _basis(entry: Entry) -> Html | None:
    judgement = entry.judgement
    return basis(judgement, entry.words, None) if judgement else None
