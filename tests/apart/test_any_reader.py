"""Whatever a reader does in its process, what comes of it is what it sent, or a refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou import InputError, MissingExtraError
from liushou.apart import Job, read_apart


def sent(folder: Path, task: str) -> list[tuple[Any, ...]]:
    path = folder / "task.txt"
    path.write_text(task, encoding="utf-8")
    job = Job(reader=f"{__package__}.readers", file=path, arguments=("甲",), extra="draft", otherwise="another file")
    return list(read_apart(job))


def test_what_it_sends_arrives(tmp_path: Path) -> None:
    assert sent(tmp_path, "read") == [("word", "甲"), ("last", [1, 2.5, None])]


@pytest.mark.parametrize(
    ("task", "english", "chinese"),
    [
        ("refuse", "protected by a password", "密码"),
        ("refuse with a phrase", "either of A, B", "A、B 都读得通"),
        ("die", "damaged, or reading it takes more", "读"),
        ("fail", "damaged, or reading it takes more", "读"),
        ("memory", "damaged, or reading it takes more", "读"),
    ],
)
def test_its_refusal_or_its_end_is_an_error_of_the_file(tmp_path: Path, task: str, english: str, chinese: str) -> None:
    with pytest.raises(InputError, match=english) as caught:
        sent(tmp_path, task)
    (problem,) = caught.value.problems
    assert "task.txt" in problem.message
    assert chinese in problem.format("zh")
    assert problem.expected


def test_a_missing_library_names_its_extra(tmp_path: Path) -> None:
    with pytest.raises(MissingExtraError, match=r"no-such-library.*liushou\[draft\]"):
        sent(tmp_path, "import")
