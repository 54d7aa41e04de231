"""What cannot be read is a problem with a reason: never a traceback, never a wait."""

import os
from pathlib import Path

import pytest

from liushou import InputError
from liushou.files import read_text
from liushou.yaml import compose_file


def reason(path: Path | str, limit: int = 1000) -> str:
    with pytest.raises(InputError) as caught:
        read_text(path, limit=limit)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0].code


def test_a_bom_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\xef\xbb\xbf" + "甲: 1".encode())
    assert read_text(tmp_path / "f") == "甲: 1"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "gbk"])
def test_other_encodings_are_refused_at_their_first_byte(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "f"
    path.write_bytes("a: 1\nb: 妇女\n".encode(encoding))
    assert reason(path) == "encoding"


def test_the_place_of_a_wrong_byte_counts_characters(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes("甲: 1\n乙乙: ".encode() + b"\xff\n")
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert str(caught.value.problems[0].location) == f"{path}:2:5"


def test_binary(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(bytes(range(256)))
    assert reason(path) == "encoding"


def test_too_large_at_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("a" * 1000)
    assert read_text(path, limit=1000) == "a" * 1000
    path.write_text("a" * 1001)
    assert reason(path) == "too-large"


def test_missing_directory_and_no_path(tmp_path: Path) -> None:
    assert reason(tmp_path / "missing") == "unreadable"
    assert reason(tmp_path) == "unreadable"
    assert reason("a\0b") == "unreadable"
    assert reason("x" * 10_000) == "unreadable"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_an_endless_device() -> None:
    assert reason("/dev/zero") == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "unreadable"


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert reason(tmp_path / "a") == "unreadable"


def test_compose_file_gives_the_reason_as_a_problem(tmp_path: Path) -> None:
    tree, problems = compose_file(tmp_path / "missing.yaml")
    assert tree is None
    assert [problem.code for problem in problems] == ["unreadable"]
