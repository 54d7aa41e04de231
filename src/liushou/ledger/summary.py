"""The summary of a run, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..answer import DISCLAIMER, STATUS_WORDS
from .results import STATUSES, Results
from .run import summary


def page(results: Results, out: Path | None) -> str:
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
    for name, count in ledger.assumed.items():
        yield f"assumed 假定：{ledger.facts[name].title}（{name}），用于{count}行"
    if ledger.unread:
        yield f"unread 未读出：{len(ledger.unread)}格（按“不知道”处理，见“说明”）"
    for note in counts["notes"]:
        yield f"note 提示：{note}"
    yield ""
    yield "services 服务　" + " / ".join(STATUS_WORDS[status] for status in STATUSES)
    for name in results.services:
        found = results.counts[name]
        yield f"  {results.rules.services[name].title}　" + " / ".join(str(found[status]) for status in STATUSES)
    if out is not None:
        yield ""
        yield f"written 已写出：{out}（初步匹配，{DISCLAIMER}）"
