"""The plugin collects what names a document or place of liushou, and leaves the ``*.cases.yaml`` of others alone."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
#: What a run within this process would import, and take away again when it ends.
for _name in ("yaml", "liushou.documents.beside", "liushou.proof.cases", "liushou.testing.plugin"):
    import_module(_name)

OTHERS = {
    "a list": "- name: login\n  steps: [open, click]\n",
    "an api": "cases:\n  - {name: ok, request: {url: /a}, expect: {status: 200}}\n",
    "with a policy": "policy: retry\ncases: [{name: a, expect: {status: 200}}]\n",
    "with a place": "place: warehouse\ncases: [{name: a, profile: fast, expect: ok}]\n",
    "with a postcode": 'place: "100000"\nrows: 3\n',
    "policies": "policies: [allow.rego]\ncases: [{policy: allow, expect: deny}]\n",
    "a template": "{{ range .Cases }}\n- policy: {{ .Policy }}\n{{ end }}\n",
    "broken": "cases: [\n  {a: b\n\tc: }\n",
    "tags": "!!python/object:os.system {place: x}\n",
    "commented": "# policy: fengdu\ncases: []\n",
    "in words": "title: our policy fengdu, place nation\ncases: []\n",
    "empty": "",
    "two documents": "a: 1\n---\nb: 2\n",
}
OURS = {
    "a policy": "policy: fengdu\ncases: 3\n",
    "a place": 'place: "500230"\non: 2025-06-30\ncases: []\n',
    "the nation": "{place: nation, on: 2025-06-30, cases: [{name: a}]}\n",
    "a misspelt policy": "policy: fengdo\non: 2025-06-30\ncases: [{name: a, profile: {sex: male}, definition: 'no'}]\n",
    "a place that is none": "place: '990230'\non: 2025-06-30\ncases: [{name: a, profile: {sex: male}, expect: {dibao: ineligible}}]\n",
    "a place of each": "on: 2025-06-30\ncases:\n- name: a\n  place: '500230'\n  profile: {sex: male}\n  definition: maybe\n",
    "a folder that is not there": "policy: village\npolicies: polices\nclauses: [{at: 一, lead: []}]\n",
    "broken": "policy: fengdu\ncases: [\n",
    "as JSON": '{\n "policy": "fengdu",\n "cases": 1\n}\n',
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_files_of_others_are_left_alone(pytester: pytest.Pytester, text: str) -> None:
    (pytester.path / "their.cases.yaml").write_text(text, encoding="utf-8")
    result = pytester.runpytest()
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.assert_outcomes()


@pytest.mark.parametrize("text", OURS.values(), ids=OURS)
def test_what_is_meant_for_liushou_and_wrong_is_told(pytester: pytest.Pytester, text: str) -> None:
    (pytester.path / "our.cases.yaml").write_text(text, encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    assert "Traceback" not in result.stdout.str()


def test_nothing_is_read_of_liushou_and_little_of_a_huge_file(pytester: pytest.Pytester) -> None:
    with (pytester.path / "huge.cases.yaml").open("wb") as file:
        file.truncate(5_000_000_000)
    (pytester.path / "binary.cases.yaml").write_bytes(bytes(range(256)) * 100)
    (pytester.path / "folder.cases.yaml").mkdir()
    (pytester.path / "gone.cases.yaml").symlink_to(Path("nowhere"))
    pytester.makepyfile(
        """
        import sys

        def test_it():
            # Facts and conditions are what Hypothesis is told of.
            heavy = {"documents", "proof", "matcher", "answer", "texts"}
            assert not [name for name in sys.modules if name.partition("liushou.")[2].partition(".")[0] in heavy]
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("{disabled: no, disability_grade: 2}", "disability_grade"),
        ("{birth_date: 2030-01-01}", "birth_date"),
        ("{sax: female}", "sax"),
        ("{sex: fmale}", "fmale"),
    ],
)
def test_a_mistake_in_the_base_is_told_once(pytester: pytest.Pytester, base: str, words: str) -> None:
    cases = "".join(
        f"  - {{name: c{number}, profile: {{lives_in_village: yes}}, definition: 'no'}}\n" for number in range(7)
    )
    text = f"policy: fengdu\nplace: '500230'\non: 2025-06-30\nbase: {base}\ncases:\n{cases}"
    (pytester.path / "our.cases.yaml").write_text(text, encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    told = [line for line in result.stdout.lines if line.startswith("our.cases.yaml:") or "/our.cases.yaml:" in line]
    assert len(told) == 1, told
    assert ":4:" in told[0]
    assert words in result.stdout.str()


def test_both_kinds_side_by_side_and_in_several_processes(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    for number, text in enumerate(OTHERS.values()):
        (pytester.path / f"their{number}.cases.yaml").write_text(text, encoding="utf-8")
    ours = "policy: fengdu\nplace: '500230'\non: 2025-06-30\ncases:\n"
    ours += "".join(f"  - {{name: 男{number}, profile: {{sex: male}}, definition: 'no'}}\n" for number in range(4))
    (pytester.path / "our.cases.yaml").write_text(ours, encoding="utf-8")
    pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=4)
