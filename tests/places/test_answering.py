"""Under which code a place is answered, and the note that says so."""

import re
from datetime import date
from pathlib import Path

import pytest

import liushou
from liushou import match
from liushou.places import NATION, answering_codes, answering_place, codes, containing, find_place, place_of_code

ON = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("code", "under", "words"),
    [
        ("220171", "220100", ("220171", "长春经济技术开发区", "统计用区划代码", "220100", "吉林省长春市")),
        ("460321", "460300", ("西沙群岛", "三沙市")),
        ("620201", "620200", ("嘉峪关市", "620200")),
        ("500200", "500000", ("500200", "汇总项", "重庆市")),
        ("130101", "130100", ("130101", "石家庄市")),
        ("512324", "500230", ("512324", "1995年停用", "500230", "重庆市丰都县", "请核对")),
        ("500232", "500156", ("武隆县", "2016年停用", "500156", "武隆区")),
        ("500222", "500110", ("綦江县", "2011年停用", "綦江区")),
        ("422921", "429021", ("422921", "1994年停用", "429021", "神农架林区")),
    ],
)
def test_another_code_answers_and_both_are_noted(code: str, under: str, words: tuple[str, ...]) -> None:
    place, note = answering_place(place_of_code(code, ON), ON)
    assert (place.code, place.ended, place.answers_under) == (under, None, None)
    assert note is not None
    assert [word for word in words if word not in note] == []


@pytest.mark.parametrize(("code", "ended"), [("110103", 2010), ("429001", 2000), ("320283", 2000), ("442102", 1988)])
def test_a_code_without_a_successor_stays_and_says_when_it_ended(code: str, ended: int) -> None:
    place, note = answering_place(place_of_code(code, ON), ON)
    assert (place.code, place.ended) == (code, ended)
    assert note == f"代码{code}（{place.name}）已于{ended}年停用，请核对现行代码"


def test_an_ended_code_in_the_years_when_it_was_in_force() -> None:
    for year in (1981, 1994, 1995):
        place, note = answering_place(place_of_code("512324", date(year, 6, 30)), date(year, 6, 30))
        assert (place.code, note) == ("512324", None)


def test_a_code_given_to_another_place_is_not_followed() -> None:
    """511422 was 丰都县 in 1995 and 1996, and 彭山县 from 2000 on."""
    assert place_of_code("512324", date(1996, 1, 1)).answers_under == "511422"
    assert place_of_code("512324", ON).answers_under == "500230"
    assert place_of_code("511422", ON).name.endswith("彭山县")


@pytest.mark.parametrize("year", [1985, 1995, 2005, 2025])
def test_every_code_answers_under_one_in_force(year: int) -> None:
    wrong = []
    for code, under in answering_codes(year).items():
        other = place_of_code(under, date(year, 6, 30))
        if under != code and (other.ended or other.answers_under):
            wrong.append((code, under))
    assert wrong == []


def test_every_code_is_found_and_lies_in_known_places() -> None:
    assert len(codes()) == len(set(codes())) > 6500
    assert NATION in codes()
    assert [code for code in codes() if place_of_code(code).code != code] == []
    assert [code for code in codes() if code != NATION and containing(code)[-2] not in codes()] == []


def test_names_are_simplified_chinese() -> None:
    """Every character is one of GB 2312, but for the rare ones of these names."""
    rare = set("沚埇瀍浉硚猇鄠")
    text = Path(liushou.__file__).with_name("places.txt").read_text(encoding="utf-8")
    body = "".join(line for line in text.splitlines() if not line.startswith("#"))
    assert [char for char in set(body) - rare if not char.encode("gb2312", "ignore")] == []


def test_the_table_is_well_formed() -> None:
    text = Path(liushou.__file__).with_name("places.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    prefixes = [line[:4] for line in lines]
    assert prefixes == sorted(set(prefixes))
    entry = r"\d\d[^\d\s*>-]+(?:\d{4})?(?:-(?:\d{4})?)?(?:>\d{6})?\*?"
    assert [line for line in lines if not re.fullmatch(rf"\d{{4}}(?: {entry})+", line)] == []
    for line in lines:
        for code in re.findall(r">(\d{6})", line):
            place_of_code(code)


def test_an_answer_under_another_code() -> None:
    answer = match({"sex": "female"}, place="220171", on=ON)
    assert (answer.place.code, answer.place.name) == ("220100", "吉林省长春市")
    assert any("220171" in note and "220100" in note for note in answer.notes)
    same = match({"sex": "female"}, place="220100", on=ON)
    assert (answer.services, answer.policies) == (same.services, same.policies)


def test_an_ended_code_is_answered_by_its_successors_documents() -> None:
    answer = match({"sex": "female"}, place="512324", on=ON)
    assert [policy.id for policy in answer.policies] == [
        policy.id for policy in match({"sex": "female"}, place="500230", on=ON).policies
    ]
    assert answer.place.code == "500230"


def test_a_name_answers_as_its_code() -> None:
    assert match({"sex": "female"}, place="丰都县", on=ON) == match({"sex": "female"}, place="500230", on=ON)
    assert find_place("丰都县", ON) == find_place("500230", ON)
