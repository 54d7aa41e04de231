"""Two states of a ledger compared: who gained, lost or became unclear, and because of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS, Status
from ...matcher import Matcher, cached_matcher
from ...problems import InputError
from ...profile import Profile, relations
from ...rules import source_facts
from ...values import grouped
from ..rows.display import describe, entry_data, format_value, format_woman
from ..rows.ledger import Ledger
from ..rows.read import Options, read_ledger
from ..rows.women import by_identity, named_identity
from .statuses import without_documents

KINDS = {"gained": "新符合", "lost": "不再符合", "unclear": "变为还需了解", "ruled_out": "确定为暂不符合"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the two ledgers state differently; None: not known."""

    fact: str
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One service of one woman whose status is another one now, and the facts that made it so.

    ``time``: it is (also) the later day of assessment that changed it.
    """

    who: Mapping[str, Any]
    old_row: int
    service: str
    title: str
    kind: str
    before: Status
    after: Status
    because: tuple[Difference, ...]
    time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed from one ledger to the other.

    ``unclear_rows``: rows of either ledger whose woman cannot be identified for sure. ``notes``:
    the places to which no document applies.
    """

    old: Ledger
    new: Ledger
    on: date
    old_on: date
    changes: tuple[Change, ...]
    added: tuple[Mapping[str, Any], ...]
    removed: tuple[Mapping[str, Any], ...]
    same: int
    unclear_rows: int
    notes: tuple[str, ...] = ()

    def women(self) -> list[tuple[Mapping[str, Any], list[Change]]]:
        """Each woman of whom something changed, once, with her changes: what she gains first."""
        women = grouped((change.who["row"], change) for change in self.changes)
        return [(own[0].who, sorted(own, key=lambda change: [*KINDS].index(change.kind))) for own in women.values()]

    def counts(self) -> dict[str, int]:
        """The number of changes of each kind."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS}


def compare_ledgers(
    old: Path | str,
    new: Path | str,
    options: Options,
    *,
    old_on: date | None = None,
    old_options: Options | None = None,
    show_ids: bool = False,
) -> Changes:
    """What changed from the ledger ``old`` to the ledger ``new``.

    Both are read with ``options`` and answered on their day, ``old`` with ``old_options`` and
    on ``old_on`` where these are given. Women are recognised by ID number, else by name with
    birth date, address or phone. Raises what reading a ledger raises.
    """
    earlier = old_options or options
    earlier = replace(earlier, on=old_on or earlier.on)
    before, after = read_ledger(old, earlier), read_ledger(new, options)
    pairs, added, removed, unclear = _pairs(before, after)
    changes: list[Change] = []
    same = 0
    for first, second in pairs:
        was, now = _Woman.of(before, first, earlier), _Woman.of(after, second, options)
        own = list(_changes(was, now, describe(after, second, show_ids), before.numbers[first]))
        same += not own
        changes += own
    return Changes(
        old=before,
        new=after,
        on=options.on,
        old_on=earlier.on,
        changes=tuple(changes),
        added=tuple(describe(after, position, show_ids) for position in added),
        removed=tuple(describe(before, position, show_ids) for position in removed),
        same=same,
        unclear_rows=unclear,
        notes=tuple(dict.fromkeys(without_documents(before, earlier) + without_documents(after, options))),
    )


def _pairs(old: Ledger, new: Ledger) -> tuple[list[tuple[int, int]], list[int], list[int], int]:
    """(pairs of rows of one woman, new rows, rows that are gone, number of unclear rows)."""
    was, unclear_old = by_identity(old)
    now, unclear_new = by_identity(new)
    pairs = [(was[key], position) for key, position in now.items() if key in was]
    left = [position for key, position in was.items() if key not in now]
    # A number damaged in one of the two files: fall back to name and address.
    by_name = grouped((named_identity(old, position), position) for position in left)
    by_name.pop(None, None)
    added: list[int] = []
    for position in (position for key, position in now.items() if key not in was):
        own = named_identity(new, position)
        candidates = by_name.get(own, [])
        numbers = [old.item("id_number", other) for other in candidates[:1]] + [new.item("id_number", position)]
        if len(candidates) == 1 and None in numbers:
            pairs.append((by_name.pop(own)[0], position))
        else:
            added.append(position)
    paired = {first for first, _ in pairs}
    removed = [position for position in left if position not in paired]
    return sorted(pairs, key=lambda pair: pair[1]), added, removed, unclear_old + unclear_new


@dataclass(frozen=True, slots=True)
class _Woman:
    """A woman in one of the two ledgers, with her statuses there and then."""

    matcher: Matcher
    profile: Profile
    statuses: Mapping[str, Status]

    @classmethod
    def of(cls, ledger: Ledger, position: int, options: Options) -> _Woman:
        place = ledger.values["place"][position]
        matcher = cached_matcher(place=place, on=options.on, rules=options.rules, places=options.places)
        profile = ledger.profile(position)
        return cls(matcher, profile, matcher.statuses(profile))


def _changes(was: _Woman, now: _Woman, who: Mapping[str, Any], old_row: int) -> Iterator[Change]:
    """The services whose status is another one now."""
    for service, after in now.statuses.items():
        before = was.statuses.get(service, "ineligible")
        if before != after:
            lost: Mapping[Status, str] = {"eligible": "lost", "undetermined": "ruled_out"}
            yield Change(
                who=who,
                old_row=old_row,
                service=service,
                title=now.matcher.rules.services[service].title,
                kind={"eligible": "gained", "undetermined": "unclear"}.get(after) or lost[before],
                before=before,
                after=after,
                because=_because(was, now, service),
                # Whether the later day of assessment alone changes the status.
                time=was.matcher.on != now.matcher.on and now.matcher.statuses(was.profile).get(service) != before,
            )


def _because(was: _Woman, now: _Woman, service: str) -> tuple[Difference, ...]:
    """The differences that the service's conditions read; those that alone undo it, if any do."""
    facts, before, after = now.matcher.rules.facts, dict(was.profile.known()), dict(now.profile.known())
    conditions = [condition for measure in now.matcher.applicable[service] for condition in measure.pair]
    read = {*source_facts(*conditions)}
    read |= relations(facts).about(read)
    relevant = [name for name in facts if name in read and before.get(name) != after.get(name)]
    alone = [name for name in relevant if _undoes(was, now, service, name)]
    return tuple(
        Difference(name, facts[name].title, *(format_value(known.get(name), facts[name]) for known in (before, after)))
        for name in alone or relevant
    )


def _undoes(was: _Woman, now: _Woman, service: str, fact: str) -> bool:
    """Whether the status would be another one with this fact as it was before."""
    known = {**dict(now.profile.known()), fact: was.profile.get(fact)}
    try:
        profile = Profile.from_mapping(known, facts=now.matcher.rules.facts)
        return now.matcher.statuses(profile)[service] != now.statuses[service]
    except InputError:
        return False


def changes_data(changes: Changes) -> dict[str, Any]:
    """The changes as JSON for programs."""
    return {
        "on": changes.on.isoformat(),
        "old_on": changes.old_on.isoformat(),
        "old": changes.old.row_counts(),
        "new": changes.new.row_counts(),
        **changes.counts(),
        "same": changes.same,
        "added": list(changes.added),
        "removed": list(changes.removed),
        "unclear_rows": changes.unclear_rows,
        "notes": list(changes.notes),
        "changes": [entry_data(change) for change in changes.changes],
        "women": [
            {
                **who,
                **{kind: [change.service for change in own if change.kind == kind] for kind in KINDS},
                "because": list(dict.fromkeys(fact.fact for change in own for fact in change.because)),
            }
            for who, own in changes.women()
        ],
    }


def format_reasons(change: Change) -> str:
    """The reasons of a change in one Chinese phrase."""
    parts = [f"{fact.title}：{fact.before or '不知道'}→{fact.after or '不知道'}" for fact in change.because]
    if change.time:
        parts.append("评估日不同")
    return "；".join(parts) or "适用文件不同"


def changes_page(changes: Changes) -> str:
    """The changes as text for people."""
    counts = "，".join(f"{KINDS[kind]} {count}项" for kind, count in changes.counts().items())
    lines = [
        f"{changes.old.file}（{changes.old_on}）→ {changes.new.file}（{changes.on}）",
        f"changes 变动：{counts}",
        f"unchanged 无变动 {changes.same}人；added 新增 {len(changes.added)}人；"
        f"removed 不在新台账 {len(changes.removed)}人",
        *(f"note 提示：{note}" for note in changes.notes),
    ]
    if changes.unclear_rows:
        lines.append(f"有{changes.unclear_rows}行认不出是谁（没有身份证号，姓名、住址也不够），未比较")
    women = changes.women()
    lines += ["", f"changed 有变动（{len(women)}人）"] if women else []
    for who, own in women:
        lines.append(f"  {format_woman(who)}")
        titles: dict[tuple[str, ...], list[str]] = {}
        for change in own:
            arrow = f"{STATUS_WORDS[change.before]}→{STATUS_WORDS[change.after]}"
            titles.setdefault((KINDS[change.kind], arrow, format_reasons(change)), []).append(change.title)
        for (kind, arrow, reasons), services in titles.items():
            lines.append(f"    {kind}（{arrow}）：{'、'.join(services)}　因 {reasons}")
    for title, people in (("added 新增", changes.added), ("removed 不在新台账", changes.removed)):
        if people:
            lines += ["", f"{title}（{len(people)}人）", *(f"  {format_woman(who)}" for who in people)]
    return "\n".join(lines) + "\n"
