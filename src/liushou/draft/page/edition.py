"""What a new edition changes, sentence by sentence and in the rules."""

from collections import Counter
from collections.abc import Callable, Mapping

from ...chinese import format_day, label_words
from ..model import CHANGES, Change, Edition, EditionSentence
from .cards import WORDS, differences
from .markup import Content, Html, join, tag

Anchor = Callable[[int], str | None]
#: Sentences of one kind that are listed unfolded.
_LISTED = 30


def edition_tags(edition: Edition) -> Mapping[int, Html]:
    """The words before a sentence that is new or reworded, by where it begins."""
    return {
        sentence.start: tag("a", WORDS["change"][sentence.change]["sign"], href=f"#n{number}", class_="changed",
                            aria_label=f"{WORDS['change'][sentence.change]['word']}的句子")
        for number, sentence in enumerate(edition.sentences)
        if sentence.change in ("new", "reworded")
    }  # fmt: skip


def edition_section(edition: Edition, anchor: Anchor, text: str) -> Html:
    """The section: what became of each sentence, and what that does to the rules."""
    counts = Counter(sentence.change for sentence in edition.sentences)
    listed = "，".join(f"{WORDS['change'][change]['word']} {counts[change]} 句" for change in CHANGES)
    rules = [
        tag("li", tag("p", tag("strong", change.title), "：", change.verdict), tag("p", change.sentence),
            [tag("p", note, class_="where") for note in change.notes])
        for change in edition.rules
    ]  # fmt: skip
    return tag(
        "section",
        tag("h2", "和原文件相比", id="edition-h"),
        tag("p", f"{edition.number}《{edition.title}》，{format_day(edition.issued)}印发：{listed}。"),
        [_group(change, edition, anchor, text) for change in CHANGES if counts[change]],
        tag("h3", f"规则的差别（{len(rules)}）"),
        tag("ul", rules, class_="changes") if rules else tag("p", "没有差别。"),
        id="edition",
        aria_labelledby="edition-h",
    )


def _group(change: Change, edition: Edition, anchor: Anchor, text: str) -> Html:
    shown = [
        tag("li", _sentence(sentence, anchor, text), id=f"n{number}")
        for number, sentence in enumerate(edition.sentences)
        if sentence.change == change
    ]
    title = f"{WORDS['change'][change]['word']}的句子（{len(shown)}）"
    folded = tag("details", tag("summary", "列出"), tag("ul", shown, class_="changes"),
                 open=change != "unchanged" and len(shown) <= _LISTED)  # fmt: skip
    return join([tag("h3", title), folded])


def _sentence(sentence: EditionSentence, anchor: Anchor, text: str) -> Html:
    new = text[sentence.start : sentence.end] if sentence.at else ""
    target = anchor(sentence.start) if sentence.at else None
    places: list[Content] = [f"原 {label_words(sentence.old_at)}"] if sentence.old_at else []
    if sentence.at:
        now = f"现 {label_words(sentence.at)}"
        where = tag("a", now, href=f"#{target}") if target else now
        places += [" → " if places else None, where]
    words = {
        "reworded": lambda: differences(sentence.old, new),
        "new": lambda: tag("ins", new),
        "gone": lambda: tag("del", sentence.old),
        "unchanged": lambda: join(new or sentence.old),
    }[sentence.change]()
    effects = tag("ul", [tag("li", effect) for effect in sentence.effects]) if sentence.effects else None
    return join([tag("p", places, class_="where"), tag("p", words, class_="compared source"), effects])
