"""Who is who, and what can be true together: whether two rows are the same woman's; what contradicts itself is set
aside, what a ledger leaves out is assumed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from ...problems import Code, ContradictionError, InputError, Phrase, Problem, unknown_name
from ...profile import Fact, FactError, Profile, Value, relations
from ...rules import resolve
from ...values import Bounds, intersect
from ..cells.figures import TIMES, implausible
from ..cells.readers import facts_of
from ..cells.reading import known_words, squeeze
from .display import format_value
from .ledger import Ledger, Unread

#: What tells women apart: ID number, or name with address, phone or birth date.
Key = tuple[str, ...]
#: Items in which the rows of one woman may not differ.
_OF_HER = ("name", "place", "household_income", "household_members")


def identity(ledger: Ledger, position: int, *, certain: bool = False) -> Key | None:
    """Identity key: the ID number; else :func:`named_identity`."""
    number = ledger.item("id_number", position)
    return ("id", number) if number is not None else named_identity(ledger, position, certain=certain)


def named_identity(ledger: Ledger, position: int, *, certain: bool = False) -> Key | None:
    """Identity key without an ID number: name with address or phone, or birth date; None where it says too little.

    ``certain`` wants all of it: name, address or phone, and exactly known facts.
    """
    name = ledger.item("name", position)
    where = ledger.item("address", position) or ledger.item("phone", position)
    own = [ledger.item(fact.name, position) for fact in ledger.facts.values() if fact.identity]
    if not name or (not where and (certain or all(value is None for value in own))):
        return None
    if certain and not all(value.exact if isinstance(value, Bounds) else value is not None for value in own):
        return None
    facts = [str(value) for value in own] if certain or where is None else [""]
    return ("name", squeeze(name), *facts, squeeze(where or ""))


def by_identity(ledger: Ledger) -> tuple[dict[Key, int], int]:
    """(identity → position of the kept rows, how many rows cannot be told apart)."""
    positions: dict[Key, int] = {}
    for position in ledger.kept:
        if (key := identity(ledger, position)) is not None:
            positions.setdefault(key, position)
    return positions, len(ledger.kept) - len(positions)


def merge_duplicates(ledger: Ledger, on: date) -> Ledger:
    """Merge repeated rows into the first of them; what they leave open, they fill.

    Rows are the same woman's where their sound ID numbers are equal; without one, where name,
    exact birth date and address (or phone) are. Rows of one woman that say different things
    are all set aside: the ledger does not show which is right.
    """
    groups: dict[Key, list[int]] = defaultdict(list)
    numbers = ledger.column("id_number")
    counts = Counter(numbers[position] for position in ledger.kept)
    for position in ledger.kept:
        # Most numbers occur once: no key is made for them.
        key = identity(ledger, position, certain=True) if counts[numbers[position]] > 1 else None
        if key is not None:
            groups[key].append(position)
    del counts
    repeated = [positions for positions in groups.values() if len(positions) > 1]
    changed: dict[str, list[Any]] = {}
    unsure, notes = dict(ledger.unsure), {}
    duplicates: dict[int, int] = {}
    set_aside: dict[int, str] = {}
    for first, *others in repeated:
        rows = [f"第{ledger.numbers[position]}行" for position in (first, *others)]
        together, reason = _together(ledger, (first, *others), on)
        if reason is not None:
            set_aside.update(dict.fromkeys((first, *others), f"同一人的{'、'.join(rows)}{reason}"))
            continue
        for name, value in together.items():
            if name in changed or ledger.values[name][first] != value:
                column = changed.get(name) or changed.setdefault(name, list(ledger.values[name]))
                column[first] = value
        asked = [ledger.unsure.get(place, frozenset()) for place in (first, *others)]
        unsure[first] = frozenset[str]().union(*asked) - together.keys()
        duplicates.update(dict.fromkeys(others, first))
        notes[first] = "已并入" + "、".join(rows[1:])
    unsure = {position: names for position, names in unsure.items() if names}
    ledger = ledger.without(set_aside).with_notes(notes)
    return replace(ledger, values={**ledger.values, **changed}, unsure=unsure, duplicates=duplicates)


def suspected(ledger: Ledger) -> dict[int, str]:
    """Position → a note, of kept rows that may be one woman's and are not merged.

    Name and village (else address) are the same, and either the exact birth date is, while an ID
    number is missing or cannot be used, or the numbers differ in one character at most.
    """

    def who(position: int) -> tuple[str, str]:
        where = ledger.item("village", position) or ledger.item("address", position) or ""
        return squeeze(ledger.item("name", position) or ""), squeeze(where)

    lacking = {position for position in ledger.kept if ledger.item("id_number", position) is None}
    named: dict[tuple[str, str], list[int]] = {key: [] for key in map(who, lacking) if key[0]}
    for position in ledger.kept if named else ():
        if (alike := named.get(who(position))) is not None:
            alike.append(position)
    rows: dict[int, set[int]] = defaultdict(set)
    for alike in named.values():
        first: dict[Hashable, int] = {}
        for position in alike if len(alike) > 1 else ():
            born = ledger.birth(position)
            number = ledger.item("id_number", position) or ledger.damaged.get(position, "")[:20]
            signs: list[Hashable] = [("born", born.low)] if born is not None and born.exact else []
            signs += [(place, number[:place] + number[place + 1 :]) for place in range(len(number))]
            for sign in signs:
                other = first.setdefault(sign, position)
                if other != position and {other, position} & lacking:
                    rows[other].add(position)
                    rows[position].add(other)
    lists = {
        position: "、".join(str(ledger.numbers[other]) for other in sorted(rows[position])[:5]) for position in rows
    }
    return {position: f"疑似与第{others}行是同一人，没有合并，请核对" for position, others in lists.items()}


def _together(ledger: Ledger, positions: Sequence[int], on: date) -> tuple[dict[str, Any], str | None]:
    """(what the rows say together, why they cannot be one woman's)."""
    together: dict[str, Any] = {}
    items = [name for name in ledger.values if name not in ledger.facts]
    for name in (*ledger.fact_names(), *items):
        given = [value for position in positions if (value := ledger.item(name, position)) is not None]
        if not given:
            continue
        together[name] = "；".join(dict.fromkeys(given)) if name == "decisions" else given[0]
        if name not in ledger.facts and name not in _OF_HER:
            continue  # An address or a phone may differ: the first one counts.
        for value in given[1:]:
            together[name] = agreed(together[name], value)
            if together[name] is None:
                title = ledger.facts[name].title if name in ledger.facts else known_words().titles[name]
                return {}, f"所说的{title}不一致"
    known = {name: value for name, value in together.items() if name in ledger.facts}
    reason = contradiction(known, ledger.facts, on)
    return together, None if reason is None else f"合起来{reason}"


def agreed(first: Any, second: Any) -> Any:
    """What two columns or rows say together of one thing; None where they cannot both be true."""
    if isinstance(first, Bounds) and isinstance(second, Bounds):
        return intersect(first, second)
    if isinstance(first, str) and isinstance(second, str):
        return first if squeeze(first) == squeeze(second) else None
    return first if first == second else None


def find_contradictions(ledger: Ledger, on: date) -> dict[int, str]:
    """Position → reason, of the rows whose facts contradict each other.

    The reference decides (:func:`liushou.rules.resolve`); it is asked only about rows
    in which one of its contradictions is possible at all.
    """
    values, related = ledger.values, relations(ledger.facts)
    # A day after the assessment, or two facts one of which says something of the other.
    suspects: set[int] = set()
    for name in related.past & values.keys():
        days = enumerate(values[name])
        suspects.update(position for position, day in days if day is not None and day.low is not None and day.low > on)
    for link in related.links():
        if link <= values.keys():
            pairs = enumerate(zip(*(values[name] for name in link), strict=True))
            suspects.update(position for position, both in pairs if None not in both)
    kept = sorted(suspects & {*ledger.kept})
    reasons = {position: contradiction(ledger.known(position), ledger.facts, on) for position in kept}
    return {position: reason for position, reason in reasons.items() if reason is not None}


def without_implausible(ledger: Ledger, on: date) -> Ledger:
    """The ledger with what cannot be (:func:`implausible`) unread, and listed."""
    values = {name: list(ledger.values[name]) for name in TIMES if name in ledger.values}
    unread, facts = list(ledger.unread), dict(ledger.unread_facts)
    for position in ledger.kept if values else ():
        for name, reason in implausible({name: column[position] for name, column in values.items()}, on).items():
            use = next((use for use in ledger.columns if use.target and name in facts_of(use.target)), None)
            where = (use.letter, use.label) if use else ("", ledger.facts[name].title)
            text = format_value(values[name][position], ledger.facts[name]) or ""
            row = ledger.numbers[position]
            unread.append(Unread(row=row, column=where[0], label=where[1], text=text, reason=reason))
            facts[position] = facts.get(position, frozenset()) | {name}
            values[name][position] = None
    return replace(ledger, values={**ledger.values, **values}, unread=tuple(unread), unread_facts=facts)


def contradiction(known: Mapping[str, Any], facts: Mapping[str, Fact], on: date) -> str | None:
    """Why a row cannot be evaluated, in Chinese; None where it can."""
    try:
        resolve(Profile.from_mapping(known, facts=facts), on, facts=facts)
    except ContradictionError as error:
        first, second = error.fields
        if second == "on":
            return f"{facts[first].title}（{known[first]}）晚于评估日（{on}）"
        words: dict[Any, str] = {True: "是", False: "否"}
        shown = [f"{facts[name].title}（{words.get(known.get(name), known.get(name))}）" for name in error.fields]
        return "与".join(shown) + "互相矛盾"
    except InputError as error:
        return f"数据有误：{error.problems[0].message[:60]}"
    return None


def per_head(ledger: Ledger) -> Ledger:
    """The ledger with the incomes per head that are not written, where those of the household and its members are."""
    for name, items in known_words().per_head.items():
        total, heads = items["total"], items["members"]
        if not {total, heads} <= ledger.values.keys():
            continue
        column, notes = ledger.column(name), dict[int, str]()
        for position in ledger.kept:
            amount, people = ledger.item(total, position), ledger.item(heads, position)
            said = {*ledger.unsure.get(position, ()), *ledger.unread_facts.get(position, ())}
            if column[position] is not None or name in said or amount is None or people is None:
                continue
            low = amount.low and people.high and amount.low / people.high
            column[position] = Bounds(low or 0.0, amount.high and amount.high / people.low)
            notes[position] = f"{ledger.facts[name].title}由家庭每月收入（{amount}元）除以家庭人口（{people}人）得出"
        ledger = ledger.with_column(name, column).with_notes(notes)
    return ledger


def parse_assumptions(given: Iterable[str], facts: Mapping[str, Fact]) -> dict[str, Value]:
    """``fact=value`` texts as values; raises :class:`~liushou.InputError` with all problems."""
    problems: list[Problem] = []
    result: dict[str, Any] = {}
    by_title = {fact.title: name for name, fact in facts.items()}
    for text in given:
        name, sign, word = (part.strip() for part in text.partition("="))
        name = by_title.get(name, name)
        fact = facts.get(name)
        if not sign or not word:
            problems.append(Problem(Code.ASSUMPTION, value=text))
        elif fact is None:
            problems.append(unknown_name("fact", name, facts, names=Phrase("fact-list")))
        elif name in result:
            problems.append(Problem(Code.ASSUMED_TWICE, subject=name))
        else:
            value: float | str = word
            if fact.kind in ("number", "integer"):
                with suppress(ValueError):
                    value = float(word)
            try:
                result[name] = fact.read(value)
            except FactError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return result


def assume(ledger: Ledger, name: str, value: Value, on: date) -> Ledger:
    """The ledger with a fact assumed in the kept rows that leave it open, where no other fact speaks against it.

    A cell that says 不清楚, or something that could not be read, is not open: the ledger
    did say something there, and what was not read is not to be guessed.
    """
    facts, column = ledger.facts, ledger.column(name)
    # The facts that say something of this one, or of which it does, directly or through others.
    group, links = {name}, relations(facts).links()
    while more := {other for link in links if link & group for other in link} - group:
        group |= more
    related = sorted((group - {name}) & ledger.values.keys())

    @cache
    def fits(*stated: Any) -> bool:
        """Whether the value may be assumed beside these values of the related facts."""
        known = {other: given for other, given in zip(related, stated, strict=True) if given is not None}
        return not _settled(name, value, known, facts) and contradiction({**known, name: value}, facts, on) is None

    rows = [
        position
        for position in ledger.kept
        if column[position] is None
        and name not in ledger.unsure.get(position, ())
        and name not in ledger.unread_facts.get(position, ())
        and fits(*(ledger.values[other][position] for other in related))
    ]
    for position in rows:
        column[position] = value
    assumed = {**ledger.assumed, name: (value, len(rows))}
    return replace(ledger.with_column(name, column), assumed=assumed)


def _settled(name: str, value: Value, known: Mapping[str, Any], facts: Mapping[str, Fact]) -> bool:
    """Whether what is known already says the fact, or would be ruled out by the value."""
    related = relations(facts)

    def holds(fact: str) -> bool:
        return known.get(fact) not in (None, False) or any(map(holds, related.implied_by.get(fact, ())))

    def ruled_out(fact: str, no: Collection[str]) -> bool:
        needed = related.needs.get(fact, ())
        return any(other in no or ruled_out(other, no) for other in needed)

    pairs = {(number, pair.fact) for number, pair in related.pairs}
    if any((name, other) in pairs or (other, name) in pairs for other in known):
        return True
    if holds(name) or ruled_out(name, [fact for fact, value in known.items() if value is False]):
        return True
    return value is False and any(ruled_out(fact, [name]) for fact in known)
