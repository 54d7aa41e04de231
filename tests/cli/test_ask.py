"""``liushou ask``: a whole conversation, from lines on standard input."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou import match, read_profile
from liushou.ask import next_question
from liushou.report import brief

from .running import ON, no_traceback, run, woman

AT = ("--place", "500230", *ON)


def ask(lines: str, *more: object, lang: str = "zh", at: tuple[str, ...] = AT, code: int = 0) -> str:
    """What a conversation in this process says, on stdout and stderr."""
    from liushou.cli.app import app

    arguments = ["ask", *at, *map(str, more)]
    result = CliRunner().invoke(app, arguments, input=lines, env={"LIUSHOU_LANG": lang})
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == code, result.output
    return str(result.output)


def test_it_ends_with_the_answer_of_match_and_the_profile_saved(tmp_path: Path) -> None:
    out = tmp_path / "她.yaml"
    shown = ask("y\n男\n", "--out", out)
    saved = read_profile(out)
    assert saved.to_mapping() == {"lives_in_village": True, "sex": "male"}
    assert shown.endswith(brief(match(saved, place="500230", on=date(2025, 6, 30))))
    assert "再问也不会改变结果" in shown


def test_it_begins_where_a_profile_ends(tmp_path: Path) -> None:
    husband = "husband_away_for_work: true\nhusband_outside_county: true\n"
    begun = woman(tmp_path, f"sex: female\nlives_in_village: true\n{husband}")
    out = tmp_path / "out.yaml"
    shown = ask("2023-02\nq\n", "--from", begun, "--out", out)
    assert "性别是男还是女" not in shown
    assert read_profile(out).to_mapping() == {
        "sex": "female",
        "lives_in_village": True,
        "husband_away_since": {"at_least": "2023-02-01", "at_most": "2023-02-28"},
        "husband_away_for_work": True,
        "husband_outside_county": True,
    }


def test_bounds_are_typed_as_people_say_them_and_the_question_says_so(tmp_path: Path) -> None:
    husband = "husband_away_for_work: true\nhusband_outside_county: true\n"
    begun = woman(tmp_path, f"sex: female\nlives_in_village: true\n{husband}")
    for typed in ("before 2023-05", "2023年5月以前", "{at_most: 2023-05}"):
        out = tmp_path / "out.yaml"
        shown = ask(f"{typed}\nq\n", "--from", begun, "--out", out)
        assert "也可以写：2023-05以前" in shown, typed
        assert read_profile(out).to_mapping()["husband_away_since"] == {"at_most": "2023-05-31"}, typed


def test_nobody_answers_any_more(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    ask("y\n", "--out", out)
    assert read_profile(out).to_mapping() == {"lives_in_village": True}


def test_why_back_unsure_and_later(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    shown = ask("?\ny\nb\nn\nb\ny\n女\nu\ns\nq\n", "--out", out)
    assert "关系到 40 项服务" in shown
    assert "最低生活保障  丰都民政发〔2021〕76号 二（一）" in shown
    assert read_profile(out).to_mapping() == {
        "sex": "female",
        "lives_in_village": True,
        "unsure": ["husband_away_for_work"],
    }


def test_several_are_ticked_and_none_of_these_is_an_answer(tmp_path: Path) -> None:
    begun = woman(tmp_path, "sex: female\nlives_in_village: true\nhusband_away_since: 2023\n")
    screen = next_question(read_profile(begun), place="500230", on=date(2025, 6, 30), group="husband")
    assert screen is not None
    assert screen.several
    out = tmp_path / "out.yaml"
    shown = ask("9\n1、2\nq\n", "--from", begun, "--out", out)
    assert "看不懂：`9`" in shown
    assert all(read_profile(out).get(fact) is True for fact in screen.facts)
    ask("都不是\nq\n", "--from", begun, "--out", out)
    assert any(read_profile(out).get(fact) is False for fact in screen.facts)


def test_what_cannot_be_is_said_and_asked_again(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    shown = ask("也许\ny\n", "--out", out, lang="en")
    assert "也许" in shown
    assert "yes or no" in shown
    assert read_profile(out).to_mapping() == {"lives_in_village": True}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_it_says_of_itself_is_in_the_language_of_messages(lang: str) -> None:
    shown = ask("q\n", lang=lang)
    assert ("back" in shown) is (lang == "en")
    assert "本人是否留在农村居住生活？" in shown


def test_bad_input(tmp_path: Path) -> None:
    assert "none.yaml" in ask("", "--from", tmp_path / "none.yaml", code=2)
    assert "500230" in ask("", at=("--place", "丰都", *ON), code=2)
    ask("q\n", "--out", tmp_path / "no" / "out.yaml", code=2)
    contradicting = woman(tmp_path, "disabled: no\ndisability_grade: 2\n")
    assert "disability_grade" in ask("q\n", "--from", contradicting, code=2)


def test_the_profile_it_begins_with_may_not_be_written_over(tmp_path: Path) -> None:
    begun = woman(tmp_path)
    ask("q\n", "--from", begun, "--out", begun, code=2)


def test_as_a_process_of_its_own() -> None:
    done = run("ask", *AT, stdin="男\ny\n男\n".encode(), LIUSHOU_LANG="zh")
    no_traceback(done, 0)
    assert done.stderr == ""
    assert "暂不符合（40 项）" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    process = subprocess.Popen(
        [sys.executable, "-m", "liushou", "ask", *AT, "--out", str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"y\n")
    process.stdin.flush()
    seen = b""
    while "性别".encode() not in seen:
        seen += process.stdout.read1()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_is_told_once() -> None:
    """What was wrong with an answer is not told again when she asks why."""
    shown = ask("也许\n?\nb\nq\n")
    assert shown.count("`也许`") == 1


def test_signs_of_full_width_are_signs() -> None:
    """As a Chinese keyboard may write them: １ and ｙ for yes, ？ for why, ｂ for back."""
    shown = ask("１\nｂ\nｙ\n女\n？\nｑ\n")
    assert shown.count("本人是否留在农村居住生活？\n是/否：") == 2
    assert "项服务：" in shown
    assert "error" not in shown


def test_a_number_of_any_length_is_no_row(tmp_path: Path) -> None:
    begun = woman(tmp_path, "sex: female\nlives_in_village: true\nhusband_away_since: 2023-02\n")
    shown = ask("9" * 5000 + "\n２，１\nq\n", "--from", begun)
    assert "看不懂" in shown
