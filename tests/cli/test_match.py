"""``liushou match``: a page for people, JSON for programs."""

import json
from datetime import date
from pathlib import Path

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
    done = run("match", woman(tmp_path), "--place", "500230", *ON)
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
    man = invoke("match", woman(tmp_path, "sex: male\n"), "--place", "500230", *ON).output
    assert "可能符合（0 项）" in man
    assert "未满足：性别为女" in man
    assert "该服务不限于留守妇女" in man
    nobody = invoke("match", woman(tmp_path, ""), "--place", "500230", *ON).output
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
