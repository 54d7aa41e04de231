"""``liushou match``: a page for people, JSON for programs."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou import match, read_profile

from .running import HER, ON, invoke, no_traceback, run, woman


def test_json_is_the_answer(tmp_path: Path) -> None:
    done = run("match", woman(tmp_path), "--place", "500230", *ON, "--json")
    no_traceback(done, 0)
    assert done.stderr == ""
    expected = match(read_profile(tmp_path / "her.yaml"), place="500230", on=date(2025, 6, 30)).to_dict()
    assert json.loads(done.stdout) == json.loads(json.dumps(expected))
    assert "丰都民政发〔2021〕76号" in done.stdout


def test_the_page_for_people(tmp_path: Path) -> None:
    done = run("match", woman(tmp_path), "--place", "500230", *ON, "--full")
    no_traceback(done, 0)
    page = done.stdout
    words = ["可能符合", "还需了解", "暂不符合", "以主管部门核定为准", "依据", "经办", "牵头", "配合", "分工", "还缺"]
    assert [word for word in words if word not in page] == []
    assert "重庆市丰都县" in page
    # 牵头 and 配合 as the clause has them, 经办 marked as inferred.
    assert "牵头：县司法局  配合：县公安局、县农业农村委、县妇联、县民政局" in page
    assert "经办：丰都县民政局（推断）" in page
    assert "husband_" not in page
    assert "None" not in page


def test_from_standard_input(tmp_path: Path) -> None:
    for text in (("\ufeff" + HER).encode(), b'{"sex": "female"}'):
        no_traceback(run("match", "-", "--place", "430000", *ON, stdin=text), 0)


def test_bad_standard_input() -> None:
    no_traceback(run("match", "-", "--place", "430000", *ON, stdin=b"sex: \xff\n"), 2, ["<stdin>:1:6", "UTF-8"])
    no_traceback(run("match", "-", "--place", "430000", *ON, stdin=b"#" * 300_000), 2, ["larger"])


def test_from_json_and_a_places_file(tmp_path: Path) -> None:
    profile = woman(tmp_path, '{"sex": "女", "birth_date": "1980"}', "her.json")
    places = tmp_path / "places.yaml"
    places.write_text('"220182": {facts: {two_cancer_project_county: no}}\n', encoding="utf-8")
    done = invoke("match", profile, "--place", "220182", *ON, "--places", places, "--json")
    assert done.exit_code == 0
    screening = next(row for row in json.loads(done.output)["services"] if row["id"] == "two_cancer_screening")
    assert [ground["status"] for ground in screening["grounds"]] == ["ineligible", "undetermined"]


def test_today_unless_a_day_is_given(tmp_path: Path) -> None:
    before = date.today()
    done = invoke("match", woman(tmp_path), "--place", "430000", "--json")
    assert json.loads(done.output)["on"] in {before.isoformat(), date.today().isoformat()}


def test_the_page_of_a_man_and_of_nobody(tmp_path: Path) -> None:
    man = invoke("match", woman(tmp_path, "sex: male\n"), "--place", "500230", *ON, "--full").output
    assert "可能符合（0 项）" in man
    assert "未满足：性别为女" in man
    assert "该服务不限于留守妇女" in man
    nobody = invoke("match", woman(tmp_path, ""), "--place", "500230", *ON, "--full").output
    assert "暂不符合（0 项）" in nobody


def test_a_place_by_its_name(tmp_path: Path) -> None:
    by_name = run("match", woman(tmp_path), "--place", "丰都县", *ON, "--json")
    no_traceback(by_name, 0)
    assert by_name.stdout == run("match", woman(tmp_path), "--place", "500230", *ON, "--json").stdout
    several = run("match", woman(tmp_path), "--place", "鼓楼区", *ON)
    no_traceback(several, 2)
    assert "320106 江苏省南京市鼓楼区" in several.stderr
    wrong = run("match", woman(tmp_path), "--place", "丰都", *ON)
    no_traceback(wrong, 2)
    assert "重庆市丰都县 500230" in wrong.stderr


def test_one_screen_a_group_unless_all_is_asked_for(tmp_path: Path) -> None:
    short = invoke("match", woman(tmp_path), "--place", "500230", *ON).output
    whole = invoke("match", woman(tmp_path), "--place", "500230", *ON, "--full").output
    assert len(short.splitlines()) < 100 < len(whole.splitlines())
    assert "分工：" not in short
    assert "以主管部门核定为准" in short


@pytest.mark.parametrize("name", ["dibao", "最低生活保障"])
def test_everything_of_one_service(tmp_path: Path, name: str) -> None:
    page = invoke("match", woman(tmp_path), "--place", "500230", *ON, "--service", name).output
    words = ["最低生活保障（dibao）【可能符合】", "依据", "所据", "经办", "分工", "还须", "理解", "已满足"]
    assert [word for word in words if word not in page] == []
    assert "“两癌”免费筛查" not in page


def test_grounds_that_do_not_decide_are_shown_too(tmp_path: Path) -> None:
    """Fengdu asks for 丈夫在区县外; 民发〔2025〕7号 does not."""
    here = woman(tmp_path, HER.replace("husband_outside_county: yes", "husband_outside_county: no"))
    page = invoke("match", here, "--place", "500230", *ON, "--service", "legal_service").output
    assert "【可能符合】" in page
    assert "〔暂不符合〕" in page
    assert "未满足：丈夫在区县外" in page


def test_one_service_as_json_with_its_questions(tmp_path: Path) -> None:
    arguments = ("match", woman(tmp_path, "sex: female\n"), "--place", "500230", *ON, "--service", "dibao", "--json")
    answer = json.loads(invoke(*arguments).output)
    assert [service["id"] for service in answer["services"]] == ["dibao"]
    missing = {fact for ground in answer["services"][0]["grounds"] for fact in ground["missing"]}
    assert {question["fact"] for question in answer["questions"]} <= missing
    assert answer["questions"]


def test_a_service_that_is_not_known_or_not_offered_here(tmp_path: Path) -> None:
    wrong = run("match", woman(tmp_path), "--place", "500230", *ON, "--service", "dibo")
    no_traceback(wrong, 2, ["unknown service `dibo`", "did you mean: dibao"])
    near = run("match", woman(tmp_path), "--place", "500230", *ON, "--service", "最低生活保证")
    no_traceback(near, 2, ["did you mean: 最低生活保障"])
    elsewhere = invoke("match", woman(tmp_path), "--place", "430000", *ON, "--service", "mother_projects").output
    assert "湖南省此时适用的文件没有写这一项" in elsewhere


#: Keys whose values are written for people.
TEXTS = {
    "quote",
    "title",
    "name",
    "ask",
    "text",
    "condition",
    "reading",
    "residual",
    "met",
    "notes",
    "disclaimer",
    "unless",
}


def test_lean_json_keeps_the_names_and_no_texts(tmp_path: Path) -> None:
    arguments = ("match", woman(tmp_path), "--place", "500230", *ON, "--json")
    whole, lean = json.loads(invoke(*arguments).output), json.loads(invoke(*arguments, "--lean").output)
    assert not TEXTS & set(keys_of(lean))
    assert_within(lean, whole)
    assert len(json.dumps(lean)) < len(json.dumps(whole)) / 4


def keys_of(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from keys_of(item)


def assert_within(lean: Any, whole: Any) -> None:
    """Every key of the lean answer has the value that it has in the whole one."""
    if isinstance(lean, dict):
        for key, value in lean.items():
            assert_within(value, whole[key])
    elif isinstance(lean, list):
        for pair in zip(lean, whole, strict=True):
            assert_within(*pair)
    else:
        assert lean == whole


@pytest.mark.parametrize(("kind", "lean"), [("answer", ()), ("lean-answer", ("--lean",))])
@pytest.mark.parametrize("text", [HER, "", "sex: male\n"], ids=["her", "nobody", "a man"])
def test_its_schema_is_right(tmp_path: Path, kind: str, lean: tuple[str, ...], text: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(invoke("schema", kind).output)
    answer = json.loads(invoke("match", woman(tmp_path, text), "--place", "500230", *ON, "--json", *lean).output)
    jsonschema.Draft202012Validator(schema).validate(answer)
    if lean:
        assert set(schema["$defs"]) == {reference.rpartition("/")[2] for reference in references(schema)}


def references(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from ([data["$ref"]] if "$ref" in data else [])
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from references(item)
