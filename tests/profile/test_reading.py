"""YAML, JSON and Python give the same profile; a saved one is read back the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yaml
from liushou import InputError, Profile, read_profile
from liushou.profile import FACTS, parse_json, parse_yaml

from .strategies import mappings

UNSURE = st.lists(st.sampled_from([fact.name for fact in FACTS]), max_size=4)


@given(mappings(), UNSURE)
def test_the_same_by_every_way(stated: dict[str, Any], unsure: list[str]) -> None:
    whole = {**stated, "unsure": [name for name in unsure if name not in stated]}
    profile = Profile.from_mapping(whole)
    assert Profile(**whole) == profile
    assert parse_json(json.dumps(whole, ensure_ascii=False)) == profile
    assert parse_json(json.dumps(whole)) == profile
    assert parse_yaml(yaml.safe_dump(whole, allow_unicode=True)) == profile
    assert parse_yaml(json.dumps(whole)) == profile


@given(mappings(), UNSURE)
def test_saved_and_read_again(stated: dict[str, Any], unsure: list[str]) -> None:
    profile = Profile.from_mapping({**stated, "unsure": [name for name in unsure if name not in stated]})
    saved = profile.to_mapping()
    assert Profile.from_mapping(saved) == profile
    assert parse_json(json.dumps(saved)) == profile
    assert parse_yaml(yaml.safe_dump(saved, allow_unicode=True)) == profile
    assert hash(Profile.from_mapping(saved)) == hash(profile)


def test_yaml_as_people_write_it() -> None:
    text = """\
sex: 女
birth_date: 1975-03-08
lives_in_village: yes
husband_away_since: 2023-02      # that month
husband_away_for_work: 是
receives_dibao: No
income_per_capita_month: {at_most: 500}
disability_grade: 2
is_tekun:
unsure:
  - is_monitored
"""
    assert parse_yaml(text) == Profile(
        sex="female", birth_date="1975-03-08", lives_in_village=True, husband_away_since="2023-02",
        husband_away_for_work=True, receives_dibao=False, income_per_capita_month={"at_most": 500},
        disability_grade=2, unsure=["is_monitored"],
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "{}", "---\n"])
def test_an_empty_file_is_an_empty_profile(text: str) -> None:
    assert parse_yaml(text) == Profile()


def test_by_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("sex: female\n")
    (tmp_path / "a.yml").write_text("sex: 女\n")
    (tmp_path / "a.JSON").write_text('\ufeff{"sex": "female"}', encoding="utf-8")
    for name in ("a.yaml", "a.yml", "a.JSON"):
        assert read_profile(tmp_path / name) == Profile(sex="female")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("sexx: female\n", ["1:1"]),
        ("sex: femal\n", ["1:6"]),
        ("甲: 1\nsex: female\nsex: male\n", ["3:1"]),
        ("birth_date: 2023-02-29\n", ["1:13"]),
        ("birth_date: 010203\n", ["1:13"]),
        ("husband_away_years: 1:30\n", ["1:21"]),
        ("income_per_capita_month: {at_leest: 3}\n", ["1:1"]),
        ("unsure: sex\n", ["1:9"]),
        ("unsure: [sex, sexx, [sex]]\n", ["1:15", "1:21"]),
        ("- sex\n", ["1:1"]),
        ("female\n", ["1:1"]),
        ("sex: &a female\n", ["1:6"]),
        ("sex: !!str female\n", ["1:6"]),
        ("sex: [female\n", ["1:13"]),
        ("sexx: 1\nbirth_date: x\ndisabled: maybe\n", ["1:1", "2:13", "3:11"]),
    ],
)
def test_every_mistake_at_its_place(text: str, places: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f")
    assert [str(problem.location) for problem in caught.value.problems] == [f"f:{place}" for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", '"x"', "{", '{"sex": "female",}', '{"sex": NaN}', '{"husband_away_years": NaN}',
        '{"husband_away_years": 1e999}', '{"sex": "female", "sex": "male"}', "[" * 100_000, '{"unsure": [["a"]]}',
        '{"unsure": {}}', '{"birth_date": ' + "9" * 5000 + "}", '{"birth_date": ' + "9" * 4000 + "}",
        '{"\\ud800": 1}', '{"sex": "\\ud800"}', '{"sex":' + "[" * 500 + "]" * 500 + "}", "{'sex': 'female'}", "NaN",
        '{"": 1}', '{"unsure": [null, 1, {}]}',
    ],
)  # fmt: skip
def test_bad_json_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(text, "f.json")
    assert len(str(caught.value)) < 3000


def test_json_mistakes_have_their_places() -> None:
    with pytest.raises(InputError) as caught:
        parse_json('{\n  "sex": "femal",\n  "disabeld": true\n}', "f.json")
    assert [str(problem.location) for problem in caught.value.problems] == ["f.json:2:10", "f.json:3:3"]


def test_a_huge_profile_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("sex: female\n" + "#" * 300_000)
    with pytest.raises(InputError, match="larger"):
        read_profile(tmp_path / "p.yaml")
