"""A proposal as the page shows it: what it is, how certain, what it was compared with, its line in the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ...chinese import format_day
from ...documents import CONTEXT_WORDS, FORCE_WORDS, ROLE_WORDS, Agencies, AnnexItem, Measure, Rules, Service
from ...profile import Fact
from ...rules import ALWAYS, Vocabulary, say
from ..compared import compared
from ..model import Certainty, Frame, Judgement, Neighbour, Proposals, ProposedContext, ProposedMeasure
from .markup import Content, Html, join, tag
from .rows import Item, Part

WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Registers:
    """The names that a draft uses: those of the rules and those it adds."""

    rules: Rules
    services: Mapping[str, Service]
    topics: Mapping[str, Service]
    facts: Mapping[str, Fact]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, rules: Rules, frame: Frame, proposals: Proposals) -> "Registers":
        """The registers of the rules, with what the draft would add."""
        facts = {**rules.facts, **frame.facts, **proposals.facts}
        vocabulary = replace(rules.vocabulary, facts={**rules.vocabulary.facts, **frame.facts, **proposals.facts})
        services, topics = {**proposals.services, **rules.services}, {**proposals.topics, **rules.topics}
        return cls(rules, services, topics, facts, vocabulary)

    def entry(self, measure: Measure) -> Service | None:
        """The service or topic of a measure."""
        return (self.services if measure.individual else self.topics).get(measure.name)

    def title(self, measure: Measure) -> str:
        """Its title, or its name where nothing registers it."""
        entry = self.entry(measure)
        return entry.title if entry else measure.name

    def is_new(self, measure: Measure) -> bool:
        """Whether the draft suggests the service or topic itself."""
        return measure.name not in (self.rules.services if measure.individual else self.rules.topics)


def badge(certainty: Certainty) -> Html:
    """The certainty as sign and word, in its colour."""
    words = WORDS["certainty"][certainty]
    return tag("span", tag("span", words["sign"], aria_hidden="true"), " ", words["word"], class_=f"badge {certainty}")


def sign(certainty: Certainty) -> str:
    """✓, ? or ＋."""
    return str(WORDS["certainty"][certainty]["sign"])


def terms(pairs: Iterator[tuple[str, Content]]) -> Html:
    """A list of terms, each with what it is here; pairs that say nothing are left out."""
    rows = [(tag("dt", term), tag("dd", join(content))) for term, content in pairs if content]
    return tag("dl", rows) if rows else Html("")


def differences(before: str, after: str) -> Html:
    """Two sentences as one: what only the first has is struck out, what only the second has underlined."""
    parts = []
    for same, gone, added in compared(before, after):
        parts += [join(same), *(tag(name, words) for name, words in (("del", gone), ("ins", added)) if words)]
    return join(parts)


def reasons(judgement: Judgement) -> Html:
    """What speaks for and against."""
    lists = (("为什么这样提", "for", judgement.speaks_for), ("存疑", "against", judgement.speaks_against))
    return join(
        tag(
            "div",
            tag("p", title, class_="label"),
            tag("ul", [tag("li", text) for text in texts]),
            class_=f"reasons {kind}",
        )
        for title, kind, texts in lists
        if texts
    )


def neighbour_block(neighbour: Neighbour, quote: str, registers: Registers | None) -> Html:
    """The encoded sentence that is most like the quote, how it was encoded, and the characters in which they differ."""
    where = f"{neighbour.number} {neighbour.clause}"
    alike = f"相似 {int(neighbour.likeness * 100)}%"
    titles = "；".join(_encoded(neighbour, registers)) if registers else ""
    same = neighbour.quote == quote
    return tag(
        "div",
        tag("p", "最近的已录句子", class_="label"),
        tag("p", where, " · ", "一字不差" if same else alike, class_="where"),
        tag("p", join(quote) if same else differences(neighbour.quote, quote), class_="compared source"),
        tag("p", "那里录为：", titles, class_="where") if titles else None,
        class_="neighbour",
    )


def _encoded(neighbour: Neighbour, registers: Registers) -> Iterator[str]:
    policy = registers.rules.policies.get(neighbour.policy)
    clause = policy.clause(neighbour.clause) if policy else None
    for measure in clause.measures if clause else ():
        if measure.quote == neighbour.quote:
            yield f"{registers.title(measure)}（{FORCE_WORDS[measure.force]}）"


def basis(judgement: Judgement, quote: str, registers: Registers | None) -> Html:
    """Reasons and neighbour; folded away where nothing is left to decide."""
    inside = join(
        [reasons(judgement), neighbour_block(judgement.neighbour, quote, registers) if judgement.neighbour else None]
    )
    if not inside:
        return inside
    summary = tag("summary", "依据")
    return tag("details", summary, inside, open=judgement.certainty != "sure")


def line_note(line: int | None, file: str = "YAML") -> Html | None:
    """Where it stands in the file."""
    return tag("span", f"{file} 第 {line} 行", class_="line") if line else None


def quiet_block(items: Iterable[Item]) -> Html:
    """Stretches that promise nothing and of which nothing is to be decided: a line a kind."""
    kinds: dict[str, list[Item]] = {}
    for item in items:
        if isinstance(item.proposal, ProposedContext):
            kinds.setdefault(CONTEXT_WORDS[item.proposal.kind], []).append(item)
    return join(
        tag(
            "p",
            tag("span", "不是措施：", class_="where"),
            tag("span", f"{kind}（{len(group)} 处）" if len(group) > 1 else kind, class_="title"),
            " ",
            badge("sure"),
            " ",
            line_note(group[0].line),
            class_="context proposal sure",
            id=group[0].id,
        )
        for kind, group in kinds.items()
    )


def proposal_block(item: Item, part: Part | None, registers: Registers, step: Html | None) -> Html:
    """A proposal: a measure as a card, what promises nothing in one line with its reasons.

    ``step`` leads to the next thing to decide.
    """
    if isinstance(item.proposal, ProposedMeasure):
        return _measure(item, item.proposal.measure, (part, registers, step))
    return _context(item, item.proposal, registers, step)


def _measure(item: Item, measure: Measure, around: tuple[Part | None, Registers, Html | None]) -> Html:
    part, registers, step = around
    new = tag("span", "建议新增", class_="badge plain") if registers.is_new(measure) else None
    title = tag("span", f"{item.mark}. {registers.title(measure)}", class_="title")
    return tag(
        "article",
        tag("h4", title, " ", badge(item.certainty), id=f"{item.id}-h"),
        tag("p", tag("span", FORCE_WORDS[measure.force], class_=f"badge force {measure.force}"), " ",
            tag("span", "到人" if measure.individual else "不到人", class_="badge plain"), " ", new, class_="tags"),
        tag("p", "「", measure.quote, "」", class_="quote source"),
        terms(_terms(measure, part, registers)),
        basis(item.judgement, measure.quote, registers),
        tag("p", line_note(item.line), " ", step, class_="foot"),
        class_=f"card proposal {item.certainty}", id=item.id, aria_labelledby=f"{item.id}-h",
    )  # fmt: skip


def _terms(measure: Measure, part: Part | None, registers: Registers) -> Iterator[tuple[str, Content]]:
    entry = registers.entry(measure)
    if registers.is_new(measure):
        yield "新登记", f"{measure.name}：{entry.about if entry and entry.about else registers.title(measure)}"
    if measure.condition != ALWAYS:
        yield "条件", say(measure.condition, registers.vocabulary)
    elif measure.individual:
        yield "条件", "符合本文件的定义即可"
    if measure.need:
        need = registers.facts.get(measure.need)
        yield "需求", f"{need.title if need else measure.need}（只作了解，不影响资格）"
    yield "待部门认定", "；".join(measure.residual)
    yield "理解", measure.reading
    yield "期限", f"至{format_day(measure.until)}" if measure.until else None
    yield "句中写明", "；".join(measure.carried_out_by)
    yield "经办（推断）", contact_of(measure, part)
    yield "分工", measure.annex
    yield "单位", offices(part.entry.agencies) if part and part.entry else None


def contact_of(measure: Measure, part: Part | None) -> str | None:
    """The office to go to: the measure's own, else that of its clause; ``none`` is a way to say that there is none."""
    entry = part.entry if part else None
    contact = measure.contact or (None if entry is None or isinstance(entry, AnnexItem) else entry.contact)
    return "没有" if contact == "none" else contact


def offices(agencies: Agencies) -> str:
    """The offices by role, as printed."""
    words = "；".join(f"{ROLE_WORDS[role]}：{'、'.join(names)}" for role, names in agencies.roles())
    return words + "等" * (agencies.others and bool(words))


def _context(item: Item, proposal: ProposedContext, registers: Registers, step: Html | None) -> Html:
    word, line = tag("span", CONTEXT_WORDS[proposal.kind], class_="title"), line_note(item.line)
    return tag(
        "div",
        tag("p", tag("span", "不是措施：", class_="where"), word, " ", badge(item.certainty), " ", line, " ", step),
        basis(item.judgement, item.words, registers) if item.certainty != "sure" else None,
        class_=f"context proposal {item.certainty}", id=item.id,
    )  # fmt: skip
