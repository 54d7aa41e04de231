"""A newcomer writes cases for a document of their own, runs pytest, and is told what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def story(own: Path, pytester: pytest.Pytester) -> pytest.Pytester:
    for path in own.rglob("*.yaml"):
        target = pytester.path / path.relative_to(own)
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return pytester


def _edit(story: pytest.Pytester, old: str, new: str, name: str = "village.cases.yaml") -> None:
    file = story.path / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_each_case_and_clause_is_a_test_of_its_own(story: pytest.Pytester) -> None:
    result = story.runpytest("-v")
    result.assert_outcomes(passed=19)
    result.stdout.fnmatch_lines(["village.cases.yaml::适龄 PASSED*", "village.cases.yaml::village 二（二） agencies*"])


def test_a_failure_names_person_service_statuses_clause_and_reason(story: pytest.Pytester) -> None:
    _edit(story, "when: [age between 40 and 59]", "when: [age between 40 and 58]", "policies/village.yaml")
    result = story.runpytest()
    result.assert_outcomes(passed=18, failed=1)
    text = result.stdout.str()
    assert (
        "五十九: two_cancer_screening “两癌”免费筛查: status ineligible (暂不符合), expected eligible (可能符合)"
        in text
    )
    assert "village.cases.yaml:13" in text
    assert "person: {sex: female, birth_date: 1965-07-01," in text
    assert "clause: 青民发〔2024〕3号 二（一）“为40至59周岁的农村留守妇女免费筛查”" in text
    assert "why: blocked by age between 40 and 58 (年龄在40至58周岁之间)" in text
    assert "Traceback" not in text


def test_what_is_missing_is_said(story: pytest.Pytester) -> None:
    _edit(
        story,
        "{name: 残疾, clause: 二（一）, profile: {disabled: yes}",
        "{name: 残疾, clause: 二（一）, profile: {disabled: null}",
    )
    result = story.runpytest()
    result.assert_outcomes(passed=18, failed=1)
    result.stdout.fnmatch_lines(
        ["*status undetermined (还需了解), expected eligible (可能符合)*", "*why: missing disabled*"]
    )


def test_a_wrong_office_or_force_is_told(story: pytest.Pytester) -> None:
    _edit(story, "lead: [省卫健委], support: [省民政厅]", "joint: [省卫健委, 省民政厅]", "policies/village.yaml")
    _edit(story, "force: encourage", "force: provide", "policies/village.yaml")
    result = story.runpytest()
    result.assert_outcomes(passed=16, failed=3)
    result.stdout.fnmatch_lines(["*expected lead: 省卫健委*", "*actual lead:   none*", "*expected force: encourage*"])


def test_a_mistake_in_the_file_is_told_at_its_line(story: pytest.Pytester) -> None:
    _edit(story, "expect: {visits: eligible}", "expect: {visits: eligable}")
    result = story.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*village.cases.yaml:19:*eligable*is not a value of `status`*", "*did you mean: eligible*"]
    )
    assert "Traceback" not in result.stdout.str()


def test_a_mistake_in_the_document_is_told_too(story: pytest.Pytester) -> None:
    _edit(story, "force: shall", "force: must", "policies/village.yaml")
    result = story.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*village.yaml:22:*must*"])


def test_one_case_can_be_run_alone(story: pytest.Pytester) -> None:
    story.runpytest("-k", "满六十").assert_outcomes(passed=1, deselected=18)


def test_the_files_can_be_left_alone(story: pytest.Pytester) -> None:
    story.runpytest("--no-liushou-cases").assert_outcomes()


def test_other_yaml_files_are_no_business_of_the_plugin(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", data="a: [1, 2")
    pytester.runpytest().assert_outcomes()
