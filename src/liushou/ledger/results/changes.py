"""Two states of a ledger compared: who gained, lost or became unclear, and because of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS, Status
from ...match import Matcher, cached_matcher
from ...profile import Profile, Value
from ...rules import facts as facts_of
from ...rules import source_fact
from ..rows.display import say_value
from ..rows.identity import by_identity, described, fallback
from ..rows.ledger import Ledger
from ..rows.read import Options, read_ledger

KINDS: Mapping[str, str] = {
    "gained": "新符合", "lost": "不再符合", "unclear": "变为还需了解", "ruled_out": "确定为暂不符合",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the two ledgers state differently; None: not known."""

    fact: str
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed from one ledger to the other.

    ``unclear_rows``: rows of either ledger in which nobody can be told apart for sure.
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
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in KINDS}


def compare_ledgers(
    old: Path | str, new: Path | str, options: Options, *, old_on: date | None = None, show_ids: bool = False
) -> Changes:
    """What changed from the ledger ``old`` to the ledger ``new``.

    Both are answered on ``options.on``, ``old`` on ``old_on`` where that is given. Women
    are recognised by ID number, else by name with birth date, address or phone. Raises
    what reading a ledger raises.
    """
    before = read_ledger(old, replace(options, on=old_on or options.on))
    after = read_ledger(new, options)
    pairs, added, removed, unclear = _pairs(before, after)
    found: list[Change] = []
    same = 0
    for first, second in pairs:
        made = _compare(before, first, after, second, options, old_on or options.on, show_ids)
        same += not made
        found.extend(made)
    return Changes(
        before, after, options.on, old_on or options.on, tuple(found),
        tuple(described(after, position, show_ids) for position in added),
        tuple(described(before, position, show_ids) for position in removed),
        same, unclear,
    )  # fmt: skip


def _pairs(old: Ledger, new: Ledger) -> tuple[list[tuple[int, int]], list[int], list[int], int]:
    was, unclear_old = by_identity(old)
    now, unclear_new = by_identity(new)
    pairs = [(was[key], position) for key, position in now.items() if key in was]
    left = {key: position for key, position in was.items() if key not in now}
    # A number damaged in one of the two files: the name with where she lives still tells.
    names: dict[tuple[str, ...], list[int]] = {}
    for position in left.values():
        key = fallback(old, position)
        if key is not None:
            names.setdefault(key, []).append(position)
    added: list[int] = []
    found: set[int] = set()
    for key, position in now.items():
        if key in was:
            continue
        own = fallback(new, position)
        candidates = names.get(own, []) if own is not None else []
        one_number = old.item("id_number", candidates[0]) if candidates else None
        clash = one_number is not None and new.item("id_number", position) is not None
        if len(candidates) == 1 and not clash and candidates[0] not in found:
            pairs.append((candidates[0], position))
            found.add(candidates[0])
        else:
            added.append(position)
    removed = [position for position in left.values() if position not in found]
    return sorted(pairs, key=lambda pair: pair[1]), added, removed, len(unclear_old) + len(unclear_new)


def _matcher(ledger: Ledger, position: int, options: Options, on: date) -> Matcher:
    return cached_matcher(place=ledger.values["place"][position], on=on, rules=options.rules, places=options.places)


def _compare(
    old: Ledger, first: int, new: Ledger, second: int, options: Options, old_on: date, show_ids: bool
) -> list[Change]:
    was, now = _matcher(old, first, options, old_on), _matcher(new, second, options, options.on)
    was_known, now_known = old.profile(first), new.profile(second)
    was_statuses, now_statuses = was.statuses(was_known), now.statuses(now_known)
    found: list[Change] = []
    differ: tuple[Difference, ...] | None = None
    for service, after in now_statuses.items():
        before = was_statuses.get(service, "ineligible")
        if before == after:
            continue
        if differ is None:
            differ = _differences(was_known, now_known, new)
        because = _because(now, service, was_known, now_known, differ)
        time = old_on != options.on and now.statuses(was_known).get(service) != before
        found.append(
            Change(
                described(new, second, show_ids), old.numbers[first], service,
                now.rules.services[service].title, _kind(after, before), before, after, because, time,
            )
        )  # fmt: skip
    return found


def _kind(after: Status, before: Status) -> str:
    if after == "eligible":
        return "gained"
    if after == "undetermined":
        return "unclear"
    return "lost" if before == "eligible" else "ruled_out"


def _differences(was: Profile, now: Profile, ledger: Ledger) -> tuple[Difference, ...]:
    before: dict[str, Value] = dict(was.known())
    after: dict[str, Value] = dict(now.known())
    return tuple(
        Difference(
            name, ledger.facts[name].title,
            say_value(before[name], ledger.facts[name]) if name in before else None,
            say_value(after[name], ledger.facts[name]) if name in after else None,
        )
        for name in ledger.facts
        if before.get(name) != after.get(name)
    )  # fmt: skip


def _because(
    matcher: Matcher, service: str, was: Profile, now: Profile, differ: tuple[Difference, ...]
) -> tuple[Difference, ...]:
    """The differences that the service's conditions read; those that alone undo it, if any do."""
    read = {
        source_fact(fact)
        for basis in matcher.applicable[service]
        for condition in basis.pair
        for fact in facts_of(condition)
    }
    relevant = tuple(one for one in differ if one.fact in read or one.fact in _IMPLYING)
    status = matcher.statuses(now)[service]
    alone = tuple(one for one in relevant if _undone(matcher, service, was, now, one.fact, status))
    return alone or relevant


#: Facts that say something of others: they matter where the others are read.
_IMPLYING = frozenset({"disabled", "disability_grade", "domestic_violence", "at_risk_of_poverty"})


def _undone(matcher: Matcher, service: str, was: Profile, now: Profile, fact: str, status: Status) -> bool:
    """Whether the status would be another one with this fact as it was before."""
    from ...problems import InputError

    known: dict[str, Any] = dict(now.known())
    known.pop(fact, None)
    earlier = was.get(fact)
    if earlier is not None:
        known[fact] = earlier
    try:
        return matcher.statuses(Profile.from_mapping(known, facts=matcher.rules.facts))[service] != status
    except InputError:
        return False


def changes_data(changes: Changes) -> dict[str, Any]:
    """The changes as JSON for programs."""
    return {
        "on": changes.on.isoformat(),
        "old_on": changes.old_on.isoformat(),
        "old": _rows(changes.old),
        "new": _rows(changes.new),
        **changes.counts(),
        "same": changes.same,
        "added": list(changes.added),
        "removed": list(changes.removed),
        "unclear_rows": changes.unclear_rows,
        "changes": [
            {
                **change.who, "old_row": change.old_row, "service": change.service, "title": change.title,
                "kind": change.kind, "before": change.before, "after": change.after, "time": change.time,
                "because": [
                    {"fact": one.fact, "title": one.title, "before": one.before, "after": one.after}
                    for one in change.because
                ],
            }
            for change in changes.changes
        ],
    }  # fmt: skip


def _rows(ledger: Ledger) -> dict[str, int]:
    return {
        "rows": ledger.rows, "evaluated": len(ledger.kept),
        "set_aside": len(ledger.set_aside), "duplicates": len(ledger.duplicates),
    }  # fmt: skip


def say_because(change: Change) -> str:
    """The reasons of a change in one Chinese phrase."""
    parts = [f"{one.title}：{one.before or '不知道'}→{one.after or '不知道'}" for one in change.because]
    if change.time:
        parts.append("评估日不同")
    return "；".join(parts) or "适用文件不同"


def changes_page(changes: Changes) -> str:
    """The changes as text for people."""
    counts = changes.counts()
    lines = [
        f"{changes.old.file}（{changes.old_on}）→ {changes.new.file}（{changes.on}）",
        "changes 变动：" + "，".join(f"{KINDS[kind]} {count}项" for kind, count in counts.items()),
        f"unchanged 无变动 {changes.same}人；added 新增 {len(changes.added)}人；"
        f"removed 不在新台账 {len(changes.removed)}人",
    ]
    if changes.unclear_rows:
        lines.append(f"有{changes.unclear_rows}行认不出是谁（没有身份证号，姓名、住址也不够），未比较")
    for kind, word in KINDS.items():
        own = [change for change in changes.changes if change.kind == kind]
        if own:
            lines += ["", f"{word}（{len(own)}项）"]
            lines += [
                f"  第{one.who['row']}行 {one.who['name']} {one.who['id_number']}　{one.title}："
                f"{STATUS_WORDS[one.before]}→{STATUS_WORDS[one.after]}　因 {say_because(one)}"
                for one in own
            ]
    for title, people in (("added 新增", changes.added), ("removed 不在新台账", changes.removed)):
        if people:
            lines += ["", f"{title}（{len(people)}人）"]
            lines += [f"  第{one['row']}行 {one['name']} {one['id_number']}" for one in people]
    return "\n".join(lines) + "\n"
