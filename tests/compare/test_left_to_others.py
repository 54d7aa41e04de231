"""What a concept of one side alone leaves to others, or to the office, is repeated and not compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.compare import diff, html_page, markdown_page, read_side, text_page
from liushou.documents.rules import shipped_directory

from ..conftest import ON
from ..documents.making import folder

pytest.importorskip("z3")
LAW = "最低生活保障审核确认办法"
REGISTERS = f"""
concepts:
  hard_times:
    title: 生活有难处
    cites: [{{law: {LAW}, at: 第八条, quote: 其他特殊困难人员}}]
    unless: [其他特殊困难人员]
    residual: [以家庭为单位]
    when: [seriously_ill]
"""


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Path, Path]:
    """(a folder with the concept, Jilin's document with 低保 for those it names)"""
    own = folder(tmp_path / "own", registers=REGISTERS)
    text = (shipped_directory() / "jilin.yaml").read_text(encoding="utf-8")
    start = text.index("service: dibao")
    cut = text.index("when: [", start)
    file = tmp_path / "jilin.yaml"
    file.write_text(text[:cut] + "when: [hard_times]" + text[text.index("\n", cut) :], encoding="utf-8")
    return own, file


def test_it_is_said_of_the_side_that_has_it(changed: tuple[Path, Path]) -> None:
    own, file = changed
    a, b = read_side("yunnan", on=ON, policies=[own]), read_side(str(file), on=ON, policies=[own])
    comparison = diff(a, b, on=ON)
    row = comparison.service("dibao")
    assert "吉林的“生活有难处”另由各地认定“其他特殊困难人员”，未参加比较" in row.notes
    assert "吉林的“生活有难处”写有“以家庭为单位”，由部门把握，未参加比较" in row.notes
    others = [row for row in comparison.services if row.id != "dibao"]
    assert [row.id for row in others if any("生活有难处" in note for note in row.notes)] == []
    (concept,) = [concept for concept in comparison.concepts if concept.id == "hard_times"]
    assert (concept.unless, concept.residual) == (("其他特殊困难人员",), ("以家庭为单位",))
    (data,) = [concept for concept in comparison.to_dict()["concepts"] if concept["id"] == "hard_times"]
    assert data["unless"] == ["其他特殊困难人员"]
    for page in (text_page, html_page, markdown_page):
        assert page(comparison).count("另由各地认定“其他特殊困难人员”") == 2


def test_what_both_name_cancels_out(changed: tuple[Path, Path]) -> None:
    own, file = changed
    side = read_side(str(file), on=ON, policies=[own])
    comparison = diff(side, side, on=ON)
    assert [note for row in comparison.services for note in row.notes if "生活有难处" in note] == []
