"""What can be compared: ids, files, Git revisions, days."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from liushou import InputError
from liushou.compare import diff, read_side
from liushou.compare.sides import short_name
from liushou.documents.rules import shipped_directory

from ..conftest import ON

pytest.importorskip("z3")
JILIN = (shipped_directory() / "jilin.yaml").read_text(encoding="utf-8")


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """jilin.yaml in two commits: first as shipped, then without 项目县."""
    file = tmp_path / "jilin.yaml"
    _git(tmp_path, "init", "-q")
    file.write_text(JILIN, encoding="utf-8")
    _git(tmp_path, "add", "jilin.yaml")
    _git(tmp_path, "commit", "-q", "-m", "one")
    _git(tmp_path, "tag", "first")
    changed = JILIN.replace(
        "when: [two_cancer_project_county, two_cancer_screening_age]", "when: [two_cancer_screening_age]"
    )
    assert changed != JILIN
    file.write_text(changed, encoding="utf-8")
    _git(tmp_path, "commit", "-q", "-a", "-m", "two")
    return file


def test_a_file_against_its_former_revision(repository: Path) -> None:
    former, now = read_side(f"{repository}@HEAD~1", on=ON), read_side(str(repository), on=ON)
    comparison = diff(former, now, on=ON)
    assert comparison.definition.verdict == "equivalent"
    assert comparison.service("two_cancer_screening").verdict == "b_wider"
    changed = [row.id for row in comparison.services if row.differs]
    assert changed == ["two_cancer_screening"]
    assert (comparison.a.name, comparison.b.name) == ("吉林（HEAD~1）", "吉林")


def test_two_revisions(repository: Path) -> None:
    comparison = diff(read_side(f"{repository}@first", on=ON), read_side(f"{repository}@HEAD", on=ON), on=ON)
    assert comparison.service("two_cancer_screening").verdict == "b_wider"
    assert (comparison.a.name, comparison.b.name) == ("吉林（first）", "吉林（HEAD）")


def test_a_deleted_file_can_be_read_from_a_revision(repository: Path) -> None:
    repository.unlink()
    assert read_side(f"{repository}@first", on=ON).policy.id == "jilin"


@pytest.mark.parametrize("revision", ["nothing", "--output=/tmp/x", "HEAD~99", "a b"])
def test_a_revision_that_is_none(repository: Path, revision: str) -> None:
    with pytest.raises(InputError):
        read_side(f"{repository}@{revision}", on=ON)


def test_a_mistake_in_a_revision_is_placed_in_it(repository: Path) -> None:
    repository.write_text(JILIN.replace("sex is female", "sex is femal", 1), encoding="utf-8")
    _git(repository.parent, "commit", "-q", "-a", "-m", "three")
    with pytest.raises(InputError, match=r"jilin\.yaml@HEAD:\d+:\d+"):
        read_side(f"{repository}@HEAD", on=ON)


def test_one_document_on_two_days() -> None:
    """渝民发: the rural line was 496 in March 2021 and 610 in June 2025."""
    comparison = diff(read_side("chongqing@2021-03-01", on=ON), read_side("chongqing", on=ON), on=ON)
    row = comparison.service("dibao")
    assert row.verdict == "b_wider"
    assert "农村低保标准、" in row.sentence
    assert "随日期不同" in row.sentence
    assert 496 <= row.witnesses[0].profile["income_per_capita_month"] < 610
    (line,) = [row for row in comparison.parameters if row.id == "rural_dibao_line"]
    assert line.treated == "by_date"
    assert [value for _, value in line.values] == ["496", "610"]


def test_a_law_between_the_two_days_is_named_once() -> None:
    """《刚性支出困难家庭认定办法》自 2025 年 1 月 1 日起施行。"""
    law = "《刚性支出困难家庭认定办法》（2025年1月1日起施行）"
    over = diff(read_side("chongqing@2024-12-31", on=ON), read_side("chongqing", on=ON), on=ON)
    assert over.service("charity_aid").sentence.count(law) == 1
    before = diff(read_side("jilin@2022-02-01", on=ON), read_side("jilin@2024-12-31", on=ON), on=ON)
    assert [row.id for row in before.services if law in row.sentence] == []
    assert before.service("temporary_assistance").verdict == "equivalent"


def test_a_goal_that_was_not_spent_then() -> None:
    comparison = diff(read_side("jilin@2020-10-01", on=ON), read_side("jilin", on=ON), on=ON)
    assert comparison.service("poverty_registration").verdict == "only_a"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("chongqin", "did you mean: chongqing"),
        ("chongqing@2020-01-01", "does not yet apply"),
        ("chongqing@2021-02-30", "no such day"),
        ("chongqing@HEAD", "needs the document's file"),
        ("jilin.yaml@--no", "`--no` is not a Git revision"),
        ("/nowhere/x.yaml@HEAD", "no folder"),
        ("nothing.yaml", "neither a document nor a file"),
    ],
)
def test_what_cannot_be_compared(spec: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_side(spec, on=ON)


@pytest.mark.parametrize(
    ("spec", "chinese"),
    [
        ("yunan.txt", "`yunan.txt` 既不是政策文件，也不是一个文件"),
        ("chongqing@2020-01-01", "2020-01-01 还没有这份文件"),
        ("chongqing@HEAD", "请写政策文件的路径"),
        ("/nowhere/x.yaml@HEAD", "没有文件夹 /nowhere"),
        ("x.yaml@a b", "`a b` 不是 Git 版本"),
    ],
)
def test_what_cannot_be_compared_in_chinese(spec: str, chinese: str) -> None:
    with pytest.raises(InputError) as error:
        read_side(spec, on=ON)
    assert chinese in error.value.problems[0].format("zh")


def test_what_git_says_is_introduced_in_chinese(repository: Path) -> None:
    with pytest.raises(InputError) as error:
        read_side(f"{repository}@HEAD~99", on=ON)
    problem = error.value.problems[0]
    assert "HEAD~99: " in problem.message
    assert "找不到这个版本" in problem.format("zh")
    assert "装有 git" in problem.format("zh")


def test_a_register_is_no_document(tmp_path: Path) -> None:
    file = tmp_path / "places.yaml"
    file.write_text('places: {"500000": {facts: {poor_area: false}, source: 试}}\n', encoding="utf-8")
    with pytest.raises(InputError):
        read_side(str(file), on=ON)


def test_a_day_of_a_side_does_not_move_the_other() -> None:
    assert read_side("chongqing@2021-03-01", on=ON).on == date(2021, 3, 1)
    assert read_side("chongqing", on=ON).on == ON


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("500000", "重庆"),
        ("500230", "丰都"),
        ("220000", "吉林"),
        ("nation", "全国"),
        ("150000", "内蒙古"),
        ("220182", "榆树"),
    ],
)
def test_short_names(place: str, name: str) -> None:
    assert short_name(place) == name
