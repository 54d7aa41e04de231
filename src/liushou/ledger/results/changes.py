"""Two states of a ledger compared: who gained, lost or became unclear, and because of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS, Status
from ...matcher import Matcher, cached_matcher
from ...problems import InputError
from ...profile import Profile, relations
from ...rules import facts as facts_of
from ...rules import source_fact
from ..rows.ledger import Ledger
from ..rows.read import Options, read_ledger
from ..rows.women import Key, by_identity, describe, format_value, format_woman, named_identity

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

    ``unclear_rows``: rows of either ledger whose woman cannot be identified for sure.
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

    def counts(self) -> dict[str, int]:
        """The number of changes of each kind."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS}


def compare_ledgers(
    old: Path | str, new: Path | str, options: Options, *, old_on: date | None = None, show_ids: bool = False
) -> Changes:
    """What changed from the ledger ``old`` to the ledger ``new``.

    Both are answered on ``options.on``, ``old`` on ``old_on`` where that is given. Women
    are recognised by ID number, else by name with birth date, address or phone. Raises
    what reading a ledger raises.
    """
    earlier = replace(options, on=old_on or options.on)
    before, after = read_ledger(old, earlier), read_ledger(new, options)
    pairs, added, removed, unclear = _pairs(before, after)
    changes: list[Change] = []
    same = 0
    for first, second in pairs:
        was, now = _Woman.of(before, first, earlier), _Woman.of(after, second, options)
        who = describe(after, second, show_ids)
        own = [
            Change(who=who, old_row=before.numbers[first], time=_by_time(was, now, service), **changed)
            for service, changed in _changes(was, now).items()
        ]
        same += not own
        changes.extend(own)
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
    )


def _pairs(old: Ledger, new: Ledger) -> tuple[list[tuple[int, int]], list[int], list[int], int]:
    """(pairs of rows of one woman, new rows, rows that are gone, number of unclear rows)."""
    was, unclear_old = by_identity(old)
    now, unclear_new = by_identity(new)
    pairs = [(was[key], position) for key, position in now.items() if key in was]
    left = [position for key, position in was.items() if key not in now]
    # A number damaged in one of the two files: fall back to name and address.
    by_name: dict[Key, list[int]] = {}
    for position in left:
        key = named_identity(old, position)
        if key is not None:
            by_name.setdefault(key, []).append(position)
    added: list[int] = []
    taken: set[int] = set()
    for position in (position for key, position in now.items() if key not in was):
        own = named_identity(new, position)
        candidates = by_name.get(own, []) if own is not None else []
        numbers = [old.item("id_number", other) for other in candidates[:1]] + [new.item("id_number", position)]
        if len(candidates) == 1 and None in numbers and candidates[0] not in taken:
            pairs.append((candidates[0], position))
            taken.add(candidates[0])
        else:
            added.append(position)
    removed = [position for position in left if position not in taken]
    return sorted(pairs, key=lambda pair: pair[1]), added, removed, len(unclear_old) + len(unclear_new)


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


def _changes(was: _Woman, now: _Woman) -> dict[str, dict[str, Any]]:
    """The services whose status is another one now, and what there is to say of each."""
    changed = {
        service: (before, after)
        for service, after in now.statuses.items()
        if (before := was.statuses.get(service, "ineligible")) != after
    }
    differences = _differences(was, now) if changed else ()
    return {
        service: {
            "service": service,
            "title": now.matcher.rules.services[service].title,
            "kind": _kind(after, before),
            "before": before,
            "after": after,
            "because": _because(was, now, service, differences),
        }
        for service, (before, after) in changed.items()
    }


def _by_time(was: _Woman, now: _Woman, service: str) -> bool:
    """Whether the later day of assessment alone changes the status."""
    if was.matcher.on == now.matcher.on:
        return False
    return now.matcher.statuses(was.profile).get(service) != was.statuses.get(service, "ineligible")


def _kind(after: Status, before: Status) -> str:
    if after == "eligible":
        return "gained"
    if after == "undetermined":
        return "unclear"
    return "lost" if before == "eligible" else "ruled_out"


def _differences(was: _Woman, now: _Woman) -> tuple[Difference, ...]:
    before, after = dict(was.profile.known()), dict(now.profile.known())
    return tuple(
        Difference(
            name,
            fact.title,
            format_value(before[name], fact) if name in before else None,
            format_value(after[name], fact) if name in after else None,
        )
        for name, fact in now.matcher.rules.facts.items()
        if before.get(name) != after.get(name)
    )


def _because(was: _Woman, now: _Woman, service: str, differences: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """The differences that the service's conditions read; those that alone undo it, if any do."""
    conditions = [condition for measure in now.matcher.applicable[service] for condition in measure.pair]
    read = {source_fact(fact) for condition in conditions for fact in facts_of(condition)}
    read |= relations(now.matcher.rules.facts).about(read)
    relevant = tuple(difference for difference in differences if difference.fact in read)
    alone = tuple(difference for difference in relevant if _undoes(was, now, service, difference.fact))
    return alone or relevant


def _undoes(was: _Woman, now: _Woman, service: str, fact: str) -> bool:
    """Whether the status would be another one with this fact as it was before."""
    known: dict[str, Any] = dict(now.profile.known())
    known.pop(fact, None)
    earlier = was.profile.get(fact)
    if earlier is not None:
        known[fact] = earlier
    facts = now.matcher.rules.facts
    try:
        return now.matcher.statuses(Profile.from_mapping(known, facts=facts))[service] != now.statuses[service]
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
        "changes": [_change_data(change) for change in changes.changes],
    }


def _change_data(change: Change) -> dict[str, Any]:
    data = asdict(change)
    return {**data.pop("who"), **data}


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
    ]
    if changes.unclear_rows:
        lines.append(f"有{changes.unclear_rows}行认不出是谁（没有身份证号，姓名、住址也不够），未比较")
    for kind, word in KINDS.items():
        of_kind = [change for change in changes.changes if change.kind == kind]
        if of_kind:
            lines += ["", f"{word}（{len(of_kind)}项）"]
            lines += [
                f"  {format_woman(change.who)}　{change.title}："
                f"{STATUS_WORDS[change.before]}→{STATUS_WORDS[change.after]}　因 {format_reasons(change)}"
                for change in of_kind
            ]
    for title, people in (("added 新增", changes.added), ("removed 不在新台账", changes.removed)):
        if people:
            lines += ["", f"{title}（{len(people)}人）", *(f"  {format_woman(who)}" for who in people)]
    return "\n".join(lines) + "\n"
