"""Statuses of a whole ledger, from the columnar reading; and the summary of a run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...answer import DISCLAIMER, STATUS_WORDS, Status, truth_of
from ...documents import Rules, load_rules
from ...matcher import Matcher, cached_matcher
from ...on_demand import polars
from ...problems import mask
from ...profile import relations
from ...values import Bounds
from ..cells.readers import facts_of
from ..columns.names import split_side
from ..rows.display import format_value
from ..rows.ledger import Ledger
from ..rows.read import Options
from ..rows.women import assume, parse_assumptions

if TYPE_CHECKING:
    from polars import DataFrame

NOT_OFFERED = "—"
STATUSES: tuple[Status, ...] = tuple(STATUS_WORDS)
#: Columns of our own beside the facts.
_PLACE, _ROW = "place", "row"


def without_documents(ledger: Ledger, options: Options) -> tuple[str, ...]:
    """For each place of the kept rows to which no document applies on the day, a sentence that says so."""
    places = dict.fromkeys(ledger.values["place"][position] for position in ledger.kept)
    matchers = [
        cached_matcher(place=place, on=options.on, rules=options.rules, places=options.places) for place in places
    ]
    return tuple(matcher.notes[-1] for matcher in matchers if not matcher.policies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Facts without a column that may be assumed (``fact=value``), and how many open answers that would settle."""

    assume: tuple[str, ...]
    title: str
    eligible: int
    ineligible: int

    @property
    def sentence(self) -> str:
        """What would change, in Chinese."""
        options = " ".join(f"--assume {text}" for text in self.assume)
        settled = f"{self.eligible}项变为可能符合，{self.ineligible}项变为暂不符合"
        return f"台账没有写“{self.title}”；如果都是这样，加 {options}，还需了解的有{settled}"


@dataclass(frozen=True, kw_only=True)
class Results:
    """The answers for the kept rows of a ledger, in their order.

    ``frame`` has the columns ``row`` (number in the file), ``place``, ``service:<id>``
    and ``left_behind:<policy>`` (1, 0, null for unknown; null as well where no document
    of the row's place offers the service: see ``matchers``), and ``missing``. ``could_assume``
    is what :func:`could_assume` says of the ledger.
    """

    ledger: Ledger
    on: date
    rules: Rules
    frame: DataFrame
    matchers: Mapping[str, Matcher]
    could_assume: tuple[Advice, ...] = ()

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services that any document here offers, in the register's order."""
        offered = {name for matcher in self.matchers.values() for name in matcher.applicable}
        return tuple(name for name in self.rules.services if name in offered)

    @cached_property
    def policies(self) -> tuple[str, ...]:
        """The documents that apply in any place of the ledger."""
        applying = {policy.id for matcher in self.matchers.values() for policy in matcher.policies}
        return tuple(name for name in self.rules.policies if name in applying)

    @cached_property
    def counts(self) -> dict[str, dict[Status, int]]:
        """For each service the number of women of each status."""
        counted = {name: Counter(self.answers(f"service:{name}")) for name in self.services}
        return {name: {status: counts[truth_of(status)] for status in STATUSES} for name, counts in counted.items()}

    def places(self) -> list[str]:
        """The place code of every kept row."""
        codes = self.ledger.values["place"]
        return [codes[position] for position in self.ledger.kept]

    def speaking(self, column: str) -> set[str]:
        """The places in which a document says anything of a column of the frame: offers the service, or applies."""
        group, _, key = column.partition(":")
        spoken_of = {
            code: matcher.applicable if group == "service" else {policy.id for policy in matcher.policies}
            for code, matcher in self.matchers.items()
        }
        return {code for code, keys in spoken_of.items() if key in keys}

    def answers(self, column: str) -> list[bool | str | None]:
        """Yes, no or unknown in a column for every kept row; :data:`NOT_OFFERED` where no document speaks of it."""
        speaking = self.speaking(column)
        values = zip(self.frame.get_column(column).cast(polars().Boolean).to_list(), self.places(), strict=True)
        return [value if code in speaking else NOT_OFFERED for value, code in values]


def evaluate_ledger(ledger: Ledger, options: Options, *, missing: bool = False) -> Results:
    """The statuses of every kept row, each under the documents of its own place.

    Rows that the columnar reading finds contradictory are set aside in the ledger of the
    results. The options' place names the documents where no row is left. ``missing`` asks
    for the facts that would settle the open services.
    """
    from ...frames import evaluate

    frame, place = facts_frame(ledger), options.place
    codes = list(dict.fromkeys(frame.get_column(_PLACE).to_list())) or ([] if place is None else [place])
    rules = options.rules or load_rules()
    known: dict[str, Any] = {"on": options.on, "rules": rules, "places": options.places}
    matchers = {code: Matcher(place=code, **known) for code in codes}
    if matchers:
        # A ledger of one place needs none of what tells places apart.
        where = {"place": codes[0]} if len(codes) == 1 else {"place_column": _PLACE}
        frame = evaluate(frame, missing=missing, **where, **known)
        problems = zip(ledger.kept, frame.get_column("problem").to_list(), strict=True)
        fields = {position: problem.split(",") for position, problem in problems if problem is not None}
        titles = {name: fact.title for name, fact in ledger.facts.items()}
        reasons = {place: "与".join(titles.get(name, name) for name in names) for place, names in fields.items()}
        ledger = ledger.without({place: f"{reason}有误或互相矛盾" for place, reason in reasons.items()})
        frame = frame.filter(frame.get_column("problem").is_null()).drop("problem")
    return Results(ledger=ledger, on=options.on, rules=rules, frame=frame, matchers=matchers)


#: So many assumptions are proposed.
_PROPOSED = 3


def could_assume(results: Results, options: Options) -> tuple[Advice, ...]:
    """What assuming the usual value of facts without any column would settle, most first; nothing is assumed.

    Each is found by evaluating again with ``--assume``: alone, and all together only where none settles anything alone.
    """
    ledger = results.ledger
    written = {*ledger.values}.union(*(facts_of(split_side(use.target)[0]) for use in ledger.columns if use.target))
    written |= {pair.fact for number, pair in relations(ledger.facts).pairs if number in written}
    words: dict[Any, str] = {True: "yes", False: "no"}
    usual = {name: fact.usual_on(options.on) for name, fact in ledger.facts.items() if name not in written}
    texts = [f"{name}={words.get(value, value)}" for name, value in usual.items() if value is not None]
    advice = [_if_assumed(results, options, (text,)) for text in texts if ledger.kept]
    if len(advice) > 1 and not any(alone.eligible + alone.ineligible for alone in advice):
        advice = [_if_assumed(results, options, tuple(texts))]
    advice.sort(key=lambda entry: -entry.eligible - entry.ineligible)
    return tuple(entry for entry in advice if entry.eligible + entry.ineligible)[:_PROPOSED]


def _if_assumed(results: Results, options: Options, texts: tuple[str, ...]) -> Advice:
    ledger, facts = results.ledger, results.ledger.facts
    assumptions = parse_assumptions(texts, facts)
    for name, value in assumptions.items():
        ledger = assume(ledger, name, value, options.on)
    after, counts = evaluate_ledger(ledger, options), Counter[int]()
    for column in (f"service:{name}" for name in results.services if after.ledger.kept == results.ledger.kept):
        undetermined = results.frame.get_column(column).is_null()
        counts.update(after.frame.get_column(column).filter(undetermined).drop_nulls().to_list())
    title = "；".join(f"{facts[name].title}：{format_value(value, facts[name])}" for name, value in assumptions.items())
    return Advice(assume=texts, title=title, eligible=counts[1], ineligible=counts[0])


def facts_frame(ledger: Ledger) -> DataFrame:
    """The kept rows as :func:`liushou.ledger.evaluate` reads them: one column per fact."""
    pl = polars()
    kept = ledger.kept
    columns: list[Any] = [
        pl.Series(_ROW, [ledger.numbers[position] for position in kept], pl.Int64),
        pl.Series(_PLACE, [ledger.values["place"][position] for position in kept], pl.String),
    ]
    kinds: dict[str, Any] = {"yes_no": pl.Boolean, "choice": pl.String, "date": pl.Date}
    for name in ledger.fact_names():
        kind = kinds.get(ledger.facts[name].kind, pl.Float64)
        values = [ledger.values[name][position] for position in kept]
        if kind in (pl.Boolean, pl.String):
            columns.append(pl.Series(name, values, kind))
            continue
        lows = [value.low if isinstance(value, Bounds) else None for value in values]
        highs = [value.high if isinstance(value, Bounds) else None for value in values]
        pairs = zip(lows, values, strict=True)
        if lows == highs and all(low is not None or value is None for low, value in pairs):
            columns.append(pl.Series(name, lows, kind))
        else:
            columns += [pl.Series(f"{name}__min", lows, kind), pl.Series(f"{name}__max", highs, kind)]
    frame: DataFrame = pl.DataFrame(columns)
    return frame


def summary_page(results: Results, out: Path | None) -> str:
    """The counts, what the columns were taken for, and the statuses by service."""
    return "\n".join(_lines(results, out)) + "\n"


def _lines(results: Results, out: Path | None) -> Iterator[str]:
    counts, ledger = summary(results), results.ledger
    names = "、".join(f"{name}（{code}）" for code, name in list(counts["places"].items())[:5])
    more = f"等{len(counts['places'])}地" if len(counts["places"]) > 5 else ""
    yield f"{ledger.file}　{names}{more}　评估日 {results.on}"
    yield (
        f"rows 行数 {counts['rows']} = evaluated 已评估 {counts['evaluated']} + set aside 未采用 {counts['set_aside']}"
        f" + duplicates 重复并入 {counts['duplicates']}；空行 {ledger.empty_rows}"
    )
    for reason, count in list(counts["reasons"].items())[:8]:
        yield f"  未采用：{reason}　{count}行"
    yield from ("", "columns 各列")
    yield from (f"  {use.letter:<3}{use.label} → {use.title}" for use in ledger.columns if use.label)
    for name, (_, rows) in ledger.assumed.items():
        yield f"assumed 假定：{ledger.facts[name].title}（{name}），用于{rows}行"
    yield from (f"could assume 可以假定：{advice.sentence}" for advice in results.could_assume)
    if ledger.unread:
        yield f"unread 未读出：{len(ledger.unread)}格（按“不知道”处理，见“说明”）"
    yield from (f"note 提示：{note}" for note in counts["notes"])
    yield ""
    yield "services 服务　" + " / ".join(STATUS_WORDS[status] for status in STATUSES)
    for name in results.services:
        numbers = " / ".join(str(results.counts[name][status]) for status in STATUSES)
        yield f"  {results.rules.services[name].title}　{numbers}"
    if out is not None:
        yield f"\nwritten 已写出：{mask(str(out))}（初步匹配，{DISCLAIMER}）"


def summary(results: Results) -> dict[str, Any]:
    """The counts of a run, as ``--json`` prints them; rows = evaluated + set_aside + duplicates."""
    ledger, matchers = results.ledger, results.matchers.values()
    # Row numbers and dates are left out of the reasons that are counted.
    reasons = Counter(re.sub(r"第\d+行|\d{4}-\d{2}-\d{2}", "…", reason) for reason in ledger.set_aside.values())
    return {
        **ledger.row_counts(),
        "services": results.counts,
        "on": results.on.isoformat(),
        "places": {code: matcher.place.name for code, matcher in results.matchers.items()},
        "rules": {"version": results.rules.version, "sha256": results.rules.sha256},
        "empty_rows": ledger.empty_rows,
        "unread_cells": len(ledger.unread),
        "assumed": {name: rows for name, (_, rows) in ledger.assumed.items()},
        "could_assume": [asdict(advice) for advice in results.could_assume],
        "columns": [
            {"column": use.letter, "label": use.label, "taken_for": use.target, "title": use.title}
            for use in ledger.columns
        ],
        "reasons": dict(reasons.most_common(50)),
        "notes": [*ledger.remarks, *dict.fromkeys(note for matcher in matchers for note in matcher.notes)],
    }
