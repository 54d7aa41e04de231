"""The whole page, in one file that asks for nothing and runs nothing."""

import pathlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from ...chinese import label_words
from ...documents import CONTEXT_WORDS, AnnexItem, Policy, Rules, load_rules
from ...problems import Problem
from ..model import CERTAINTIES, Edition, Frame, Judgement, Proposals, ProposedMeasure
from .cards import WORDS, Registers, badge, line_note, offices, proposal_block, quiet_block, sign
from .edition import edition_section, edition_tags
from .frame import Entry, entries_of, entry_block, header_section, registers_section
from .markup import Html, join, tag
from .rows import Item, Lines, Part, Path, Row, Run, Sentence, items_of, parts_of
from .written import as_proposed, as_written, with_document

#: Nothing is loaded and no script runs, whatever stands in a text.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = Html(pathlib.Path(__file__).with_name("page.css").read_text(encoding="utf-8"))
#: As many things to decide are listed unfolded.
_LISTED = 12


def render_page(
    frame: Frame,
    proposals: Proposals,
    lines: Lines,
    *,
    rules: Rules | None = None,
    policy: Policy | None = None,
    judgements: Mapping[Path, Judgement] | None = None,
    edition: Edition | None = None,
    notes: Sequence[Problem] = (),
) -> str:
    """The page to check a draft by, as one HTML file without anything from outside.

    ``lines`` are the lines of the YAML file by the path of what stands there: ``("number",)``,
    ``("clauses", 2, "agencies")``, ``("clauses", 2, "measures", 0)``, ``("clauses", 2, "context", "goal", 0)``; of
    what has no line of its own the nearest around it is shown. ``rules`` are those that the draft was made with (the
    shipped ones where none are given). ``policy`` is the document as it was written, ``judgements`` how certain each
    part of it is by its path: with them the page shows what the file says, else what was proposed. ``edition`` is what
    changed since an older document, ``notes`` what reading the file left out or joined.
    """
    if policy is None:
        placed = as_proposed(frame, proposals)
    else:
        judged = frame.judgements if judgements is None else judgements
        placed = as_written(frame, proposals, policy, judged)
        frame = with_document(frame, policy, judged)
    items = items_of(placed, frame.source.text, lines)
    return str(_Page(frame, proposals, items, lines=lines, rules=rules or load_rules()).html(edition, notes))


class _Page:
    def __init__(
        self, frame: Frame, proposals: Proposals, items: tuple[Item, ...], *, lines: Lines, rules: Rules
    ) -> None:
        self.frame, self.items = frame, items
        self.registers = Registers.of(rules, frame, proposals)
        self.parts = parts_of(frame, self.items)
        self.entries = entries_of(frame, proposals, lines, self.registers)
        self.todo = [*filter(lambda thing: thing.certainty in ("check", "open"), self._in_order())]
        self.next = {before.id: after.id for before, after in pairwise(self.todo)}
        self.sentences = [sentence for part in self.parts for row in part.rows for sentence in row.sentences]
        self.anchors = {part.at: part.id for part in reversed(self.parts)}
        self.tags: Mapping[str | None, Html] = {}

    def _in_order(self) -> Iterator[Item | Entry]:
        """Everything that has a certainty, from the top of the page to its end."""
        yield from (entry for entry in self.entries if entry.group != "clauses")
        if not self.parts:
            yield from self.items
        for part in self.parts:
            yield from chain(part.items, self._entries_of(part))

    def _entries_of(self, part: Part) -> list[Entry]:
        return [entry for entry in self.entries if entry.group == "clauses" and entry.path[:2] == part.path[:2]]

    def _step(self, thing: Item | Entry) -> Html | None:
        """The link to the next thing to decide, from one that is to be decided."""
        if thing.certainty not in ("check", "open"):
            return None
        following = self.next.get(thing.id)
        words = "下一处要决定的 ↓" if following else "回到清单 ↑"
        return tag("a", words, href=f"#{following or 'todo'}", class_="next")

    def html(self, edition: Edition | None, notes: Sequence[Problem]) -> Html:
        """The page."""
        frame = self.frame
        if edition:
            self.tags = {self._anchor(start): words for start, words in edition_tags(edition).items()}
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            tag("title", f"核对草稿：{frame.title}"),
            tag("style", _STYLE),
        )
        main = tag(
            "main",
            self._summary(notes),
            header_section(self.entries, self._step),
            registers_section(self.entries, self._step),
            edition_section(edition, self._anchor, frame.source.text) if edition else None,
            self._text(),
        )
        body = tag(
            "body",
            tag("a", "跳到逐句核对", href="#text", class_="skip"),
            tag("header", tag("p", "规则草稿 · 核对页", class_="kicker"), tag("h1", frame.title or "（没有读出标题）"),
                tag("p", frame.number, class_="where")),
            self._contents(),
            main,
            tag("footer", tag("p", f"本页由原文和 {frame.id}.yaml 生成，只供核对；以 YAML 文件为准。")),
        )  # fmt: skip
        return join([Html("<!DOCTYPE html>\n"), tag("html", head, body, lang="zh-CN"), Html("\n")])

    def _anchor(self, start: int) -> str | None:
        """The id of the sentence that holds a character."""
        at = bisect_right(self.sentences, start, key=lambda sentence: sentence.start) - 1
        return self.sentences[at].id if at >= 0 and start < self.sentences[at].end else None

    def _contents(self) -> Html:
        links = []
        for part in self.parts:
            things: list[Item | Entry] = [*part.items, *self._entries_of(part)]
            count = sum(thing.certainty in ("check", "open") for thing in things)
            left = tag("span", f" {count} 处", class_="left") if count else None
            links.append(tag("li", tag("a", label_words(part.at), href=f"#{part.id}"), left))
        folded = tag("details", tag("summary", "目录（数字是还要决定的）"), tag("ol", links))
        return tag("nav", folded, aria_label="目录") if links else Html("")

    def _summary(self, notes: Sequence[Problem]) -> Html:
        kinds = {"措施": [item.certainty for item in self.items if item.mark]}
        kinds["不是措施的内容"] = [item.certainty for item in self.items if not item.mark]
        kinds["头部、单位和登记"] = [entry.certainty for entry in self.entries if entry.certainty]
        counts = {kind: Counter(values) for kind, values in kinds.items()}
        table = tag(
            "table",
            tag("caption", "各有多少"),
            tag("thead", tag("tr", tag("td"), [tag("th", badge(level), scope="col") for level in CERTAINTIES])),
            tag("tbody", [
                tag("tr", tag("th", kind, scope="row"), [tag("td", str(count[level])) for level in CERTAINTIES])
                for kind, count in counts.items()
            ]),
        )  # fmt: skip
        about = {level: (WORDS["certainty"][level]["about"], tag("code", level)) for level in CERTAINTIES}
        legend = tag("dl", [
            tag("div", tag("dt", badge(level)), tag("dd", words, "（文件里写作 ", code, "）"))
            for level, (words, code) in about.items()
        ], class_="legend")  # fmt: skip
        handled = [tag("li", problem.texts("zh")["message"]) for problem in notes]
        reading = tag("details", tag("summary", f"读入原文时的处理（{len(handled)}）"), tag("ul", handled))
        return tag(
            "section",
            tag("h2", "还要决定什么", id="todo-h"),
            self._todo_list(),
            table,
            legend,
            reading if handled else None,
            id="todo",
            aria_labelledby="todo-h",
        )

    def _todo_list(self) -> Html:
        if not self.todo:
            return tag("p", "没有要决定的：每一处都确定。仍请通读一遍。", class_="lead")
        links = [
            tag("li", tag("a", f"{sign(thing.certainty or 'check')} {self._title(thing)}", href=f"#{thing.id}"), " ",
                line_note(thing.line))
            for thing in self.todo
        ]  # fmt: skip
        first = tag("a", "从第一处开始 ↓", href=f"#{self.todo[0].id}", class_="next")
        how = f"在 {self.frame.id}.yaml 里改：每一处都写明了行号。改好或认可之后，删去它上面的那行注释，就算定了；"
        return join([
            tag("p", f"还有 {len(self.todo)} 处。", first, class_="lead"),
            tag("p", how, tag("code", f"liushou check --drafts {self.frame.id}.yaml"), " 列出还没有定的。"),
            tag("details", tag("summary", f"清单（{len(links)} 处）"), tag("ol", links), open=len(links) <= _LISTED),
        ])  # fmt: skip

    def _title(self, thing: Item | Entry) -> str:
        if isinstance(thing, Entry):
            return thing.title
        words = thing.words if len(thing.words) <= 24 else thing.words[:23] + "…"
        if isinstance(thing.proposal, ProposedMeasure):
            return f"{thing.mark}. {self.registers.title(thing.proposal.measure)}：{words}"
        return f"{CONTEXT_WORDS[thing.proposal.kind]}：{words}"

    def _text(self) -> Html:
        filters = [
            part
            for level in CERTAINTIES
            for part in (tag("input", type="checkbox", id=f"show-{level}", checked=True, class_="filter"),
                         tag("label", badge(level), for_=f"show-{level}"), Html("\n"))
        ]  # fmt: skip
        # Without parts there is a text that could not be taken apart; what is proposed is shown all the same.
        bare = [self._block(item, None) for item in self.items] if not self.parts else None
        return tag(
            "section",
            tag("h2", "逐句核对", id="text-h"),
            tag("p", "左边是原文，右边是提议；窄屏上提议在原文下面。句中的数字是提议的编号。", class_="where"),
            tag("p", tag("del", "删去的"), "只在已录的句子里，", tag("ins", "加上的"), "只在本文里。", class_="where"),
            tag("p", "显示哪些提议：", class_="label filters"),
            filters,
            tag("div", [self._part(part) for part in self.parts], bare, class_="parts"),
            id="text",
            aria_labelledby="text-h",
        )

    def _part(self, part: Part) -> Html:
        number = tag("span", f"编号 {part.at}" if part.heading else label_words(part.at), class_="where")
        return tag(
            "section",
            [tag("p", line, class_="above source") for line in part.above],
            tag("h3", tag("span", part.heading, class_="source") if part.heading else None, number, id=f"{part.id}-h"),
            [self._row(row, part) for row in part.rows if row.items or row.words],
            self._closing(part),
            class_="part", id=part.id, aria_labelledby=f"{part.id}-h",
        )  # fmt: skip

    def _row(self, row: Row, part: Part) -> Html:
        quote = self.frame.definition.quote
        defines = part.at == self.frame.definition.at and bool(quote) and quote in row.words
        link = tag("a", "对象的定义", href="#h-definition")
        definition = tag("p", link, class_="context") if defines else None
        quiet = all(item.quiet for item in row.items)
        blocks = quiet_block(row.items) if quiet else join(self._block(item, part) for item in row.items)
        return tag(
            "div",
            tag("p", [self._sentence(sentence) for sentence in row.sentences], class_="text source"),
            tag("div", definition, blocks, class_="proposals"),
            class_="row",
        )

    def _block(self, item: Item, part: Part | None) -> Html:
        return proposal_block(item, part, self.registers, self._step(item))

    def _sentence(self, sentence: Sentence) -> Html:
        words = [self.tags.get(sentence.id), *map(_run, sentence.runs)]
        return tag("span", words, id=sentence.id, class_="sentence")

    def _closing(self, part: Part) -> Html | None:
        entry, judged = part.entry, self._entries_of(part)
        named = offices(entry.agencies) if entry else ""
        blocks = [entry_block(each, self._step(each), named) for each in judged]
        if named and not any(each.path[-1] == "agencies" for each in judged):
            blocks.append(tag("p", named))
        repeats = entry.of if isinstance(entry, AnnexItem) else ()
        if repeats:
            links = [(tag("a", at, href=f"#{self.anchors[at]}") if at in self.anchors else at, " ") for at in repeats]
            blocks.append(tag("p", "重述 ", links, class_="where"))
        if not (part.closing or blocks):
            return None
        closing = tag("p", part.closing, class_="text source")
        return tag("div", closing, tag("div", blocks, class_="proposals"), class_="row closing")


def _run(run: Run) -> Html:
    words = join(run.text)
    if run.certainty:
        words = tag("mark", words, class_=run.certainty)
    elif run.under:
        words = tag("span", words, class_="quiet")
    return join([words, *(_mark(item) for item in run.ends if item.mark)])


def _mark(item: Item) -> Html:
    label = f"提议 {item.mark}，{WORDS['certainty'][item.certainty]['word']}"
    return tag("sup", tag("a", f"{item.mark}{sign(item.certainty)}", href=f"#{item.id}", aria_label=label))
