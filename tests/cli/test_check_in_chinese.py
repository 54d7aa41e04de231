"""A Chinese analyst never needs English: thirty different mistakes, thirty Chinese messages with places."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou.cli.app import app

MISTAKES = """\
policy: My-Policy
标题: 关于关爱农村留守妇女的意见
number: 12
issued: 2024-02-30
place: "599999"
issuers: []
definition:
  at: 三
  quote: 妇女
  when:
    - sex is femal
    - 残疾
    - 年龄≥60
    - husband_away_since at least 6 weeks ago
    - age >= 010
    - age between 64 and 35
    - disability_grade in [1, 1]
    - disability_grade in [9]
    - sex >= 3
    - income_per_capita_month < $rural_dibao
    - age < $rural_dibao_line
    - husband_away_since >= $rural_dibao_line
    - disability_grade
    - low_income is yes
    - a: disabled
    - any: []
    - all: disabled
    - age != 60
    - disabled：是
clauses:
  - at: 一（一）
    references: [民法点]
    agencies:
      joint: [县民政局]
      support: [县民政局]
    measures:
      - service: 最低生活保障
        force: 应当
        quote: no
        when: [needs_legal_aid]
        need: disabled
        contact: 县财政局
      - topic: facilities
        reach: individual
        quote: 加强
      - service: dibao
        reach: collective
        force: provide
        quote: 加强
        until: 2020年
  - at: 一（一）
"""
#: What may stand in a Chinese message in Latin letters: what the file itself or the rule language has.
SAID = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LIUSHOU_LANG", "zh")
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text(MISTAKES, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "own.yaml"])
    assert result.exit_code == 1, result.output
    return result.output


def test_thirty_mistakes(checked: str) -> None:
    messages = [
        line for line in checked.splitlines() if line.startswith("own.yaml:") and re.match(r"own.yaml:\d+:\d+: ", line)
    ]
    assert len(messages) >= 30, checked
    chinese = re.compile("[\u4e00-\u9fff]")
    assert not [line for line in messages if not chinese.search(line)]
    helps = [line for line in checked.splitlines() if re.match(r"  (应为|是否想写|提示|同样出现在)：", line)]
    assert len(helps) >= 30
    english = ("expected", "did you mean", "hint", "unknown", "cannot", "missing", "is not", "already")
    assert not [line for line in messages + helps for word in english if word in line]


@pytest.mark.parametrize(
    "meant",
    ["是否想写：title", "是否想写：disabled", "是否想写：age>=60", "是否想写：dibao", "是否想写：shall", "个问题"],
)
def test_what_she_typed_is_recognised(checked: str, meant: str) -> None:
    assert meant in checked


def test_the_keyboard_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("services：\n  x: 1\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path), "--lang", "zh"])
    assert "全角" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["match", "nope.yaml", "--place", "500230"], "没有这个文件"),
        (["match", "{her}", "--place", "999999"], "行政区划代码"),
        (["match", "{her}", "--place", "500230", "--on", "明天"], "应当是日期"),
        (["match", "{her}", "--plase", "500230"], "没有这个选项"),
        (["match", "{her}"], "缺少 --place"),
        (["metch"], "没有这个命令"),
        (["new", "polcy"], "没有这个文件类型"),
    ],
)
def test_bad_usage(tmp_path: Path, arguments: list[str], words: str) -> None:
    her = tmp_path / "her.yaml"
    her.write_text("sex: female\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["--lang", "zh", *(argument.format(her=her) for argument in arguments)])
    assert result.exit_code == 2
    assert words in result.stderr


def test_one_cause_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "concepts:\n" + "".join(f"  c{n}: {{title: x, source: y, when: [nowhere_known]}}\n" for n in range(5)),
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["check", str(tmp_path / "own.yaml"), "--lang=en"])
    assert result.output.count("unknown fact or concept `nowhere_known`") == 1
    assert "also at: " in result.output
