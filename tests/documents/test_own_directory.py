"""A directory of one's own adds documents, services, facts and all registers; it redefines nothing."""

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, Profile, load_rules, match
from liushou.documents.rules import shipped_directory

from .making import HEADER, document, folder, measure

REGISTERS = """
services:
  winter_heating: {title: 冬季取暖补助, open_to: everyone, source: 出处}
topics:
  road_building: {title: 道路建设}
agencies:
  sc_civil_affairs: {name: 四川省民政厅, level: province, place: "510000", aliases: [省民政厅]}
facts:
  has_coal_stove: {title: 使用煤炉, type: yes_no, ask: 家里是否用煤炉？, yes: 用煤炉, no: 不用煤炉}
  heated_area: {title: 取暖面积, type: number, unit: 平方米, ask: 多少平方米？, minimum: 0, maximum: 1000}
  roof: {title: 屋顶, type: choice, ask: 什么屋顶？, choices: {tile: 瓦, straw: 草}}
  wants_coal: {title: 用煤需求, type: yes_no, ask: 是否需要煤？, need: true}
parameters:
  heating_area_limit:
    title: 面积上限
    unit: 平方米
    values: [{place: "510000", from: 2024-01-01, value: 60, source: 出处}]
references:
  取暖办法: {title: 取暖办法, kind: document, source: 出处}
concepts:
  small_home: {title: 面积在上限以内, source: 出处, when: [heated_area <= $heating_area_limit]}
places:
  "510104":
    facts: {poor_area: true}
"""
SIXTH = document(
    """\
  - at: 一（一）
    references: [取暖办法]
    agencies: {sole: [省民政厅]}
    measures:
      - service: winter_heating
        force: shall
        quote: 发放取暖补助
        when: [has_coal_stove, small_home, not: roof is tile]
        need: wants_coal
        contact: 省民政厅
      - {topic: road_building, reach: collective, force: provide, quote: 修路}
"""
)
HER = {
    "sex": "female", "lives_in_village": True, "husband_away_for_work": True, "husband_away_since": 2023,
    "has_coal_stove": True, "heated_area": 40, "roof": "straw",
}  # fmt: skip


def test_a_sixth_document_is_yaml_and_no_python(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path / "own", registers=REGISTERS, sichuan=SIXTH))
    answer = match(HER, place="510104", on=date(2025, 6, 30), rules=rules)
    heating = answer.service("winter_heating")
    assert heating.status == "eligible"
    assert heating.need == "unknown"
    (ground,) = heating.grounds
    assert ground.citation.number == "川民发〔2024〕9号"
    assert ground.agencies.sole == ("省民政厅",)
    assert ground.agencies.today[0].office == "四川省民政厅"
    assert [policy.id for policy in answer.policies] == ["sichuan", "national_2025"]
    assert answer.notes == ()


def test_own_facts_live_in_extra(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path / "own", registers=REGISTERS, sichuan=SIXTH))
    profile = Profile.from_mapping(HER, facts=rules.facts)
    assert set(profile.extra) == {"has_coal_stove", "heated_area", "roof"}
    by_mapping = match(HER, place="510104", on=date(2025, 6, 30), rules=rules)
    assert match(profile, place="510104", on=date(2025, 6, 30), rules=rules) == by_mapping
    plain = {name: value for name, value in HER.items() if name not in profile.extra}
    by_hand = Profile(**plain, extra={"has_coal_stove": "是", "heated_area": 40, "roof": "草"})
    assert match(by_hand, place="510104", on=date(2025, 6, 30), rules=rules) == by_mapping
    assert Profile.from_mapping(profile.to_mapping(), facts=rules.facts) == profile


@pytest.mark.parametrize("extra", [{"bogus": 1}, {"heated_area": "many"}, {"heated_area": 5000}, {"disabled": True}])
def test_extra_is_checked_when_it_is_used(tmp_path: Path, extra: dict[str, object]) -> None:
    rules = load_rules(folder(tmp_path / "own", registers=REGISTERS, sichuan=SIXTH))
    with pytest.raises(InputError):
        match(Profile(extra=extra), place="510104", on=date(2025, 6, 30), rules=rules)


def test_unsure_is_checked_when_it_is_used() -> None:
    with pytest.raises(InputError, match="has_coal_stove"):
        match(Profile(unsure=["has_coal_stove"]), place="510104", on=date(2025, 6, 30))


def test_unknown_own_facts_are_asked_for_after_the_contract_s(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path / "own", registers=REGISTERS, sichuan=SIXTH))
    answer = match({"sex": "female"}, place="510000", on=date(2025, 6, 30), rules=rules)
    assert {"has_coal_stove", "heated_area", "roof"} <= {question.fact for question in answer.questions}
    assert "wants_coal" not in {question.fact for question in answer.questions}


REDEFINED = {
    "services": "dibao: {title: x}",
    "topics": "facilities: {title: x}",
    "agencies": 'cq_justice: {name: x, level: province, place: "500000"}',
    "facts": "disabled: {title: x, type: yes_no, ask: x？}",
    "parameters": "rural_dibao_line: {title: x, unit: 元/月, values: [{place: nation, from: 2024-01-01, value: 1, source: x}]}",
    "references": "民法典: {title: x, kind: law}",
    "concepts": "poor: {title: x, source: x, when: [disabled]}",
    "places": '"220000": {facts: {}}',
}


def test_redefining_an_entry_is_an_error_at_its_key(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", **{name: f"{name}:\n  {entry}\n" for name, entry in REDEFINED.items()})
    with pytest.raises(InputError) as caught:
        load_rules(own)
    assert {problem.code for problem in caught.value.problems} == {"duplicate"}
    places = sorted(str(problem.location) for problem in caught.value.problems)
    assert places == sorted(f"{own / name}.yaml:2:3" for name in REDEFINED)


@pytest.mark.parametrize(
    "text",
    [
        "facts:\n  poor: {title: x, type: yes_no, ask: x？}\n",  # a shipped concept
        "concepts:\n  disabled: {title: x, source: x, when: [is_tekun]}\n",  # a fact
        "concepts:\n  age: {title: x, source: x, when: [is_tekun]}\n",
        "facts:\n  age: {title: x, type: number, ask: x？}\n",
        "facts:\n  unsure: {title: x, type: yes_no, ask: x？}\n",
        "concepts:\n  any: {title: x, source: x, when: [is_tekun]}\n",
    ],
)
def test_no_name_means_two_things(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", mine=text))
    reserved = any(f"  {name}:" in text for name in ("age", "unsure", "any"))
    assert [problem.code for problem in caught.value.problems] == ["reserved-name" if reserved else "duplicate"]


def test_a_document_with_a_shipped_id_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="already defined"):
        load_rules(folder(tmp_path / "own", mine=document().replace("policy: sichuan", "policy: jilin")))


def test_two_names_for_one_office_of_a_place(tmp_path: Path) -> None:
    text = 'agencies:\n  mine: {name: 某局, level: province, place: "500000", aliases: [市民政局]}\n'
    with pytest.raises(InputError, match="already names cq_civil_affairs"):
        load_rules(folder(tmp_path / "own", mine=text))


def test_the_same_alias_in_another_place_is_another_office(tmp_path: Path) -> None:
    """DESIGN §2: aliases are resolved within the document's place: 省妇联 is two offices."""
    rules = load_rules(
        folder(
            tmp_path / "own",
            mine='agencies:\n  sc: {name: 四川省妇联, level: province, place: "510000", aliases: [省妇联]}\n',
        )
    )
    offices = {place: rules.agency("省妇联", place) for place in ("510000", "220000", "530000", "500000")}
    assert offices["500000"] is None
    assert len({one.id for one in offices.values() if one}) == 3


def test_the_shipped_folder_itself_adds_nothing() -> None:
    assert load_rules(shipped_directory()).policies.keys() == load_rules().policies.keys()
    relative = Path("..") / shipped_directory().parent.name / "policies"
    assert load_rules(shipped_directory().parent / relative).sha256 == load_rules().sha256


def test_the_same_folder_twice(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", registers=REGISTERS, sichuan=SIXTH)
    assert load_rules(own, own, own / "." / ".." / "own").sha256 == load_rules(own).sha256


def test_several_folders(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", registers=REGISTERS)
    two = folder(tmp_path / "two", sichuan=SIXTH)
    assert "sichuan" in load_rules(one, two).policies
    with pytest.raises(InputError, match="winter_heating"):
        load_rules(two)


WRONG = [
        ("", "empty"),
        ("- 1\n", "not a mapping"),
        ("sex: female\n", "neither a document nor a register"),
        ("servces:\n  x: {title: x}\n", "did you mean: services"),
        ("services: 5\n", "not a mapping of entries"),
        ("services: {x: 5}\n", "not a mapping of keys"),
        ("services: {X-1: {title: x}}\n", "not an identifier"),
        ("services: {x: {title: x}}\nextra: {}\n", "unknown key `extra`"),
        ("facts: {x: {title: x, type: choice, ask: x}}\n", "choices go with"),
        ("facts: {x: {title: x, type: number, ask: x, need: true}}\n", "a need, or a fact of a place, is a yes/no fact"),
        ("facts: {x: {title: x, type: nmber, ask: x}}\n", "did you mean: number"),
        (HEADER + measure(service="dibao", force="shall", quote="x", need="wants_jb"), "did you mean: wants_job"),
        (HEADER + measure(force="shall", quote="x"), "needs `service`"),
        (HEADER + measure(service="dibao", topic="crime", force="shall", quote="x"), "needs `service`"),
        (HEADER + measure(service="dibao", force="shall", quote="字" * 81), "at most 80"),
        (HEADER + measure(service="dibao", force="shall", quote="x", until="2024-04-30"), "before the document"),
        (HEADER + measure(service="dibao", force="shall", quote="''"), "empty"),
        (HEADER.replace('"510000"', "510000") + measure(service="dibao", force="shall", quote="x"), '"510000"'),
        (HEADER.replace('"510000"', '"519999"') + measure(service="dibao", force="shall", quote="x"), "unknown place code"),
]  # fmt: skip


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    files = {f"wrong{number}": text for number, (text, _) in enumerate(WRONG)}
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", **files))
    shown = [problem.format() for problem in caught.value.problems]
    for number, (text, words) in enumerate(WRONG):
        own = [one for one in shown if f"wrong{number}.yaml" in one]
        assert any(words in one for one in own), (text, words, own)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.yaml file"):
        load_rules(folder(tmp_path / "own"))


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a directory"):
        load_rules(tmp_path / "missing")
    with pytest.raises(InputError, match="not a directory"):
        load_rules(Path(__file__))


@pytest.mark.parametrize(
    ("roles", "fine"),
    [
        ("{lead: [省民政厅], support: [省妇联]}", True),
        ("{lead: [省民政厅]}", True),
        ("{joint: [省民政厅, 省妇联]}", True),
        ("{sole: [省民政厅]}", True),
        ("{support: [省民政厅]}", False),
        ("{lead: [省民政厅], joint: [省妇联]}", False),
        ("{sole: [省民政厅, 省妇联]}", False),
        ("{sole: [省民政厅], support: [省妇联]}", False),
        ("{joint: [省民政厅, 省民政厅]}", False),
        ("{}", True),
    ],
)
def test_roles_that_go_together(tmp_path: Path, roles: str, fine: bool) -> None:
    text = document(f"  - at: 一（一）\n    agencies: {roles}\n").replace('"510000"', '"220000"')
    own = folder(tmp_path / "own", a=text)
    if fine:
        assert load_rules(own).policies["sichuan"]
    else:
        with pytest.raises(InputError):
            load_rules(own)
