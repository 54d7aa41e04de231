"""The shipped rules yield nothing that is not explained, and docs/ says all of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from liushou.documents.rules import shipped_directory
from liushou.proof.lint.findings import KINDS, Kind
from liushou.proof.lint.run import Report, lint, read_suppressions

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def shipped() -> Report:
    pytest.importorskip("z3")
    return lint(date(2025, 6, 30))


def test_nothing_is_left_unexplained(shipped: Report) -> None:
    assert [finding.format() for finding in shipped.findings] == []


def test_everything_explained_is_found(shipped: Report) -> None:
    assert {one.key for one in shipped.explained} == set(read_suppressions([shipped_directory()]))


def test_what_is_known_of_the_texts_is_found(shipped: Report) -> None:
    keys = {one.key for one in shipped.explained}
    assert "L006 jilin rural_dibao_line 2020-09-21" in keys
    assert "L005 fact children_count" in keys
    assert any(key.startswith("L003 national_2025 三（二） low_income_monitoring 2") for key in keys)


def test_an_earlier_day_makes_no_explanation_stale() -> None:
    pytest.importorskip("z3")
    assert lint(date(2020, 6, 30), files=[]).findings == ()


def test_a_shipped_file_alone(shipped: Report) -> None:
    report = lint(date(2025, 6, 30), files=[shipped_directory() / "jilin.yaml"])
    assert report.findings == ()
    assert [one.key for one in report.explained] == [
        "L003 jilin 一（十一） health_service < jilin 一（十一） health_service 2",
        "L006 jilin rural_dibao_line 2020-09-21",
        "L006 jilin two_cancer_screening_age_max 2020-09-21",
        "L006 jilin two_cancer_screening_age_min 2020-09-21",
    ]


def test_the_example_of_a_sixth_document_is_clean() -> None:
    pytest.importorskip("z3")
    assert [
        finding.format() for finding in lint(date(2025, 6, 30), policies=[DOCS.parent / "examples/sixth"]).findings
    ] == []


def test_docs_explain_what_the_register_explains() -> None:
    page = (DOCS / "lint" / "explained.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(L\d{3} [^`]+)` \| \S", page, flags=re.MULTILINE)
    assert listed == list(read_suppressions([shipped_directory()]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_has_a_page(kind: Kind) -> None:
    english, chinese = kind.page(), kind.page("zh")
    assert english.startswith(f"# {kind.id}: ")
    assert chinese.startswith(f"# {kind.id}：")
    for text, parts in (
        (english, ("What", "Why it matters", "How to fix it")),
        (chinese, ("是什么", "为什么要紧", "怎么改")),
    ):
        assert all(f"**{part}" in text for part in parts)
    assert f"{kind.id}-{kind.slug}.md" in (DOCS / "lint" / "README.md").read_text(encoding="utf-8")


def test_no_page_without_a_kind() -> None:
    pages = {page.name for page in (DOCS / "lint").glob("L*.md")}
    assert pages == {f"{kind.id}-{kind.slug}.md" for kind in KINDS}
