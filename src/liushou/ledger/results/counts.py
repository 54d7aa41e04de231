"""The summary of a run, as the command line prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ...answer import DISCLAIMER, STATUS_WORDS
from .statuses import STATUSES, Results


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
    yield ""
    yield "columns 各列"
    for use in ledger.columns:
        if use.label:
            yield f"  {use.letter:<3}{use.label} → {use.title}"
    for name, assumption in ledger.assumed.items():
        yield f"assumed 假定：{ledger.facts[name].title}（{name}），用于{assumption.rows}行"
    if ledger.unread:
        yield f"unread 未读出：{len(ledger.unread)}格（按“不知道”处理，见“说明”）"
    for note in counts["notes"]:
        yield f"note 提示：{note}"
    yield ""
    yield "services 服务　" + " / ".join(STATUS_WORDS[status] for status in STATUSES)
    for name in results.services:
        numbers = " / ".join(str(results.counts[name][status]) for status in STATUSES)
        yield f"  {results.rules.services[name].title}　{numbers}"
    if out is not None:
        yield ""
        yield f"written 已写出：{out}（初步匹配，{DISCLAIMER}）"


def summary(results: Results) -> dict[str, Any]:
    """The counts of a run, as ``--json`` prints them; rows = evaluated + set_aside + duplicates."""
    ledger, matchers = results.ledger, results.matchers.values()
    return {
        **ledger.row_counts(),
        "services": results.counts,
        "on": results.on.isoformat(),
        "places": {code: matcher.place.name for code, matcher in results.matchers.items()},
        "rules": {"version": results.rules.version, "sha256": results.rules.sha256},
        "empty_rows": ledger.empty_rows,
        "unread_cells": len(ledger.unread),
        "assumed": {name: assumption.rows for name, assumption in ledger.assumed.items()},
        "columns": [
            {"column": use.letter, "label": use.label, "taken_for": use.target, "title": use.title}
            for use in ledger.columns
        ],
        "reasons": dict(_counted(ledger.set_aside.values())),
        "notes": [*ledger.remarks, *dict.fromkeys(note for matcher in matchers for note in matcher.notes)],
    }


def _counted(reasons: Iterable[str]) -> list[tuple[str, int]]:
    """Reasons with their number of rows; row numbers and dates in them left out."""
    return Counter(re.sub(r"第\d+行|\d{4}-\d{2}-\d{2}", "…", reason) for reason in reasons).most_common(50)
