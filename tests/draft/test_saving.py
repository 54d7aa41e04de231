"""The files of a draft: all or none, nothing of anybody's overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liushou import InputError, Rules
from liushou.draft import Draft, PrintedText, draft, rule_files, save, saving

from .making import TODAY

TEXT = """关于做好农村留守妇女关爱工作的通知
云民发〔2026〕9号
各县民政局：
农村留守妇女是丈夫连续外出务工半年以上、本人留在农村居住生活的妇女。
（一）加强救助。将符合条件的农村留守妇女家庭纳入最低生活保障。（省民政厅、省某某办负责）
云南省民政厅
2026年5月1日
"""


@pytest.fixture
def made(rules: Rules) -> Draft:
    return draft(PrintedText(file="notice.txt", text=TEXT), rules, today=TODAY)


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_written(tmp_path: Path, made: Draft) -> None:
    paths = save(made, tmp_path / "a" / "own")
    assert set(written(tmp_path / "a" / "own")) == {
        "notice.yaml",
        "notice.html",
        "registers.yaml",
        "sources/notice.txt",
        "texts.lock.yaml",
    }
    assert paths["text"].read_text(encoding="utf-8") == TEXT
    assert paths["policy"].read_text(encoding="utf-8") == made.policy_yaml


def test_nothing_is_overwritten_unless_forced(tmp_path: Path, made: Draft) -> None:
    save(made, tmp_path)
    (tmp_path / "notice.yaml").write_text("mine", encoding="utf-8")
    before = written(tmp_path)
    with pytest.raises(InputError, match="exists already"):
        save(made, tmp_path)
    assert written(tmp_path) == before
    save(made, tmp_path, force=True)
    assert (tmp_path / "notice.yaml").read_text(encoding="utf-8") == made.policy_yaml


def test_registers_that_are_there_stay_and_new_ones_lie_beside_them(tmp_path: Path, made: Draft) -> None:
    (tmp_path / "registers.yaml").write_text("topics: {road: {title: 修路}}\n", encoding="utf-8")
    paths = save(made, tmp_path)
    assert paths["registers"].name == "notice.registers.yaml"
    assert (tmp_path / "registers.yaml").read_text(encoding="utf-8") == "topics: {road: {title: 修路}}\n"
    other = tmp_path / "other.yaml"
    other.write_text("topics: {well: {title: 打井}}\n", encoding="utf-8")
    assert rule_files(tmp_path, "notice", "") == [other, tmp_path / "registers.yaml"]
    # A document that was drafted from the same text is drafted anew, whatever its name.
    assert rule_files(tmp_path, "elsewhere", TEXT) == [other, tmp_path / "registers.yaml"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("force", [False, True])
def test_an_interruption_leaves_what_was_there(
    tmp_path: Path, made: Draft, monkeypatch: pytest.MonkeyPatch, stop: Any, at: int, force: bool
) -> None:
    folder = tmp_path / "own"
    if force:
        save(made, folder)
        (folder / "notice.yaml").write_text("mine", encoding="utf-8")
    before = written(tmp_path)
    real, calls = saving.atomic_write, []

    def interrupted(path: Path) -> Any:
        calls.append(path)
        if len(calls) == at + 1:
            raise stop
        return real(path)

    monkeypatch.setattr(saving, "atomic_write", interrupted)
    with pytest.raises(BaseException):  # noqa: B017 - whatever stops it
        save(made, folder, force=force)
    assert written(tmp_path) == before
    assert folder.exists() is force


def test_a_name_that_is_a_folder_leaves_nothing(tmp_path: Path, made: Draft) -> None:
    (tmp_path / "notice.html").mkdir()
    with pytest.raises(InputError):
        save(made, tmp_path, force=True)
    assert written(tmp_path) == {}
