"""Who is reached: the document's own sentence, as leaves where every word of it is explained, else as a fact."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from ...chinese import number_of
from ...documents import MAX_QUOTE, Definition, Rules
from ...profile import Fact
from ...rules import Condition, IsTrue, Parser
from ...texts import Source, SourceClause
from ...yaml import compose
from ..model import Judgement
from .tables import judged, pattern, words

#: Definitions that one sentence is searched for, and their longest words.
_MOST_IN_SENTENCE, _LONGEST = 4, 400


def definition_of(source: Source, rules: Rules, name: str) -> tuple[Definition, Mapping[str, Fact], Judgement]:
    """(definition, new facts, judgement); ``name`` is the id of the document.

    The text must have a part with words.
    """
    for part, subject, who in _defining(source):
        quote = _run(who)
        about_women = "妇女" in who or re.search(words("definition")["subject"], subject)
        if about_women and pattern("definition", "core").search(who):
            condition, judgement = _leaves(who, quote, rules)
            if condition is not None:
                return Definition(at=part.at, quote=quote, condition=condition), {}, judgement
        return _as_fact(Definition(at=part.at, quote=quote, condition=IsTrue("")), subject, source, rules, name)
    at, quote = _words_for_whom(source)
    return _as_fact(Definition(at=at, quote=quote, condition=IsTrue("")), None, source, rules, name)


def _body_parts(source: Source) -> list[SourceClause]:
    return [part for part in source.clauses if part.kind != "annex" and part.body]


def _defining(source: Source) -> Iterator[tuple[SourceClause, str, str]]:
    """(part, what is defined, who that is) of sentences that say who somebody is; those about 留守妇女 first."""
    opening = pattern("definition", "opening")
    hits: list[tuple[SourceClause, str, str]] = []
    for part in _body_parts(source):
        if part.heading and re.search("对象(?:范围)?$", part.heading) and part.sentences:
            hits.append((part, part.heading, part.sentences[0].text))
        for sentence in part.sentences:
            for opened in islice(opening.finditer(sentence.text), _MOST_IN_SENTENCE):
                subject = sentence.text[max(0, opened.start() - _LONGEST) : opened.end()]
                who = sentence.text[opened.end() : opened.end() + _LONGEST]
                inside = max(subject.rfind("（"), subject.rfind("(")) > max(subject.rfind("）"), subject.rfind(")"))
                hits.append((part, subject, re.split("[）)]", who)[0] if inside else who))
    hits = [hit for hit in hits if _run(hit[2])]
    defined = words("definition")["subject"]
    yield from (hit for hit in hits if re.search(defined, hit[1]))
    groups = "|".join(entry["says"] for entry in words("people").values())
    yield from (hit for hit in hits if re.search(groups, hit[2] if "对象" in hit[1] else hit[1]))


def _run(words_of_sentence: str) -> str:
    """One run of words of at most ``MAX_QUOTE`` characters, cut at a comma where there is one."""
    line = words_of_sentence.strip().splitlines()[0].rstrip("。；;，,：:、 　") if words_of_sentence.strip() else ""
    if len(line) <= MAX_QUOTE:
        return line
    cut = max(line.rfind(mark, 0, MAX_QUOTE) for mark in "，、；,")
    return line[: cut if cut > 0 else MAX_QUOTE]


def _leaves(who: str, quote: str, rules: Rules) -> tuple[Condition | None, Judgement]:
    """The condition that the words state, and what of them it leaves out."""
    parts = [(re.compile(part["says"]), part) for part in words("definition")["parts"]]
    who = who.strip()
    phrases: list[str] = []
    against = [] if len(quote) == len(who.rstrip("。；;，, ")) else ["这句话比引文长，引文只是其中一段"]
    unexplained, at = "", 0
    while at < len(who):
        matches = ((says.match(who, at), part) for says, part in parts)
        read = max(
            ((found, part) for found, part in matches if found and found.end() > at),
            key=lambda pair: pair[0].end(),
            default=None,
        )
        if read is None:
            unexplained, at = unexplained + who[at], at + 1
            continue
        found, part = read
        if unexplained:
            against.append(f"“{unexplained}”没有读成条件")
        unexplained, at = "", found.end()
        phrases += [_phrase(template, found) for template in part.get("when", ())]
        if "check" in part:
            against.append(part["check"])
    if unexplained:
        against.append(f"“{unexplained}”没有读成条件")
    if words("definition")["steady"] not in who:
        against.append(words("definition")["unsteady"])
    order = words("definition")["order"]
    ranked = sorted(
        dict.fromkeys(phrases),
        key=lambda phrase: next(rank for rank, name in enumerate(order) if phrase.startswith(name)),
    )
    condition = _parsed(ranked, rules)
    return condition, judged("逐词读成条件", against=tuple(against))


def _phrase(template: str, found: re.Match[str]) -> str:
    if "{n}" not in template:
        return template
    amount = number_of(found["n"].translate(str.maketrans("０１２３４５６７８９", "0123456789"))) or 0
    return template.replace("{n}", f"{amount:g}")


def _parsed(phrases: list[str], rules: Rules) -> Condition | None:
    tree, _ = compose("".join(f"- {phrase}\n" for phrase in phrases), "")
    parser = Parser(rules.vocabulary)
    condition = parser.condition(tree) if tree is not None else None
    return None if parser.problems else condition


def _words_for_whom(source: Source) -> tuple[str, str]:
    """(part, words) of the text that say for whom it is, or its first words."""
    parts = _body_parts(source)
    head = " ".join(line.text for line in source.titles)
    groups = [entry["says"] for entry in words("people").values()]
    in_title = [says for says in groups if re.search(says, head)]
    # Else those of whom it speaks most.
    often = sorted(groups, key=lambda says: -sum(len(re.findall(says, part.body)) for part in parts))
    for says in (*in_title, *often):
        for part in parts:
            if found := re.search(says, part.body):
                return part.at, found[0]
    part = next((part for part in parts if part.kind == "numbered"), parts[0])
    return part.at, (_run(part.sentences[0].text) if part.sentences else "") or part.body.strip()[:MAX_QUOTE]


def _as_fact(
    definition: Definition, subject: str | None, source: Source, rules: Rules, name: str
) -> tuple[Definition, Mapping[str, Fact], Judgement]:
    """The definition by a yes/no fact that an authority settles, registered where there is none yet."""
    head = " ".join(line.text for line in source.titles)
    people = words("people")
    asked = [subject, definition.quote, head] if subject else [head, definition.quote]
    group = next((key for words_of in asked for key in people if re.search(people[key]["says"], words_of)), None)
    reason = "没有对应的登记条件，暂以一项由部门认定的事实代替" if subject else "文中没有一句话说明谁是对象"
    if group and "when" in people[group] and (leaves := _parsed(people[group]["when"], rules)) is not None:
        against = (reason if subject is None else f"只照{people[group]['title']}读成条件",)
        return replace(definition, condition=leaves), {}, judged(against=against, unknown=True)
    title = people[group]["title"] if group else "本文件的对象"
    key = group or f"{name}_reached"[-64:].lstrip("_0123456789")
    known = rules.facts.get(key)
    if key in rules.vocabulary.concepts or (known is not None and known.title != title):
        key, known = f"{key[:56]}_reached", None
    fact = Fact(name=key, title=title, kind="yes_no", ask=f"是否属于{title}？", settled_by="authority")
    decided = Definition(at=definition.at, quote=definition.quote, condition=IsTrue(key))
    return decided, {} if known else {key: fact}, judged(against=(reason,), unknown=True)
