"""What the tests of documents share: documents, their texts, and ways to change them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from liushou import Rules
from liushou.documents import Policy
from liushou.texts.findings import Difference, YamlPlaces
from liushou.texts.hashes import Lock, lock_of
from liushou.texts.source import Source, find_texts, parse_source
from liushou.texts.verify import verify_policy

DOCUMENTS = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")


def text_of(rules: Rules, sources: Path, name: str) -> Source:
    found = find_texts(sources, [rules.policies[name]])[name].source
    assert found is not None
    return found


def findings(policy: Policy, source: Source, lock: Lock | None = None) -> list[Difference]:
    return list(verify_policy(policy, source, _places(policy.file), lock or _lock(policy.file, policy)))


@lru_cache(maxsize=8)
def _places(file: str) -> YamlPlaces:
    return YamlPlaces(file)


_locks: dict[str, Lock] = {}


def _lock(file: str, policy: Policy) -> Lock:
    if file not in _locks:
        _locks[file] = lock_of(policy.file, policy.id)
    return _locks[file]


def codes(policy: Policy, source: Source, lock: Lock | None = None) -> set[str]:
    return {finding.code for finding in findings(policy, source, lock)}


def changed(words: str, at: int) -> str:
    """The words with one character replaced by another of its kind."""
    other = "甲" if words[at] != "甲" else "乙"
    return words[:at] + other + words[at + 1 :]


def reparsed(policy: Policy, text: str) -> Source:
    headings = {clause.at: clause.heading for clause in policy.clauses if clause.heading}
    return parse_source(text, "changed.txt", headings)


def middles(words: str) -> Iterator[int]:
    """First, middle and last position."""
    yield from sorted({0, len(words) // 2, len(words) - 1})


INVENTED = """甲省民政厅
甲省财政厅
关于做好某事的实施意见
甲民发〔2022〕5号
各市民政局：
为做好某事，制定本意见。
一、总体要求
要认识到“某事重要。”意义重大；要抓紧，不拖延。
二、主要措施
（一）加强救助。将符合条件的家庭纳入救助范围，做到应救尽救。（省民政厅牵头，省财政厅按职责分工负责）
（二）加强服务。为有需要的人提供服务。支持社会力量参与。（省民政厅负责）
三、保障措施
（三）加强领导。各市要建立机制，压实责任；鼓励创新。（各市、各部门（单位）按照职责分工负责）
各市要认真落实本意见。
甲省民政厅
甲省财政厅
2022年3月9日
"""
