"""words.yaml holds words of any province's notice, and no sentence of one document."""

from __future__ import annotations

from pathlib import Path

from .drafts import DOCUMENTS, RULES


def test_no_long_words_of_one_document(sources: Path) -> None:
    texts = [(sources / f"{name}.txt").read_text(encoding="utf-8") for name in DOCUMENTS]
    words = {word for group in RULES.words.values() for word in (*group.says, *group.but_not, *group.after)}
    assert [word for word in words if len(word) > 10 and sum(word in text for text in texts) in (1, 2)] == []


def test_every_service_and_topic_has_words() -> None:
    named = {(group.means, group.of) for group in RULES.words.values()}
    known = {*(("service", name) for name in RULES.services), *(("topic", name) for name in RULES.topics)}
    # Five documents name its projects without naming whom they reach.
    assert known - named == {("service", "mother_projects")}
