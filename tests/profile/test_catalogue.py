"""Every fact of the contract exists, with its words, its unit and who settles it."""

import re
from typing import get_args

import pytest

from liushou.documents.registers import Registers
from liushou.profile import BY_NAME, DERIVED, FACTS, FACTS_FILE, GROUPS, Fact, Profile
from liushou.profile.facts import Kind, Settler
from liushou.yaml import Mapping as Tree
from liushou.yaml import compose

from .generate_fields import FIELDS_FILE, source

#: DESIGN §4, in its order.
CONTRACT = [
    "sex",
    "birth_date",
    "lives_in_village",
    "husband_away_since",
    "husband_away_years",
    "husband_away_for_work",
    "husband_outside_county",
    "receives_dibao",
    "income_per_capita_month",
    "assets_within_limit",
    "is_tekun",
    "is_dibao_marginal",
    "is_rigid_expenditure_hardship",
    "is_monitored",
    "at_risk_of_poverty",
    "is_lifted_from_poverty",
    "registered_poor",
    "sudden_hardship",
    "no_stable_income",
    "weak_labour_capacity",
    "disabled",
    "disability_grade",
    "incapacitated",
    "needs_long_term_care",
    "seriously_ill",
    "in_treatment",
    "two_cancer_diagnosed",
    "children_count",
    "self_employed",
    "rights_infringed",
    "domestic_violence",
    "collective_member",
    "two_cancer_project_county",
    "poor_area",
    "needs_legal_aid",
    "needs_rehabilitation",
    "needs_assistive_device",
    "needs_counselling",
    "needs_family_education",
    "in_dispute",
    "wants_training",
    "wants_job",
    "wants_startup",
]
NEEDS = [name for name in CONTRACT if name.startswith(("needs_", "wants_")) and name != "needs_long_term_care"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_names_it(name: str) -> None:
    assert name in BY_NAME
    assert name in Profile.__dataclass_fields__


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_it_has_its_words(fact: Fact) -> None:
    assert CHINESE.search(fact.title)
    assert CHINESE.search(fact.ask)
    assert fact.ask.endswith(("？", "?", "）？"))
    assert fact.kind in get_args(Kind)
    assert fact.settled_by in get_args(Settler)
    assert fact.expected
    if fact.settled_by != "herself":
        assert fact.office, "a certificate or an authority has a name"
    if fact.kind == "yes_no":
        assert CHINESE.search(fact.yes)
        assert CHINESE.search(fact.no)
        assert fact.yes != fact.no
    if fact.kind in ("number", "integer"):
        assert fact.unit
        assert fact.low is not None
        assert fact.high is not None
    assert bool(fact.choices) is (fact.kind == "choice")


def test_titles_tell_facts_apart() -> None:
    titles = [fact.title for fact in FACTS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", [*NEEDS, "in_dispute"])
def test_needs_are_needs(name: str) -> None:
    assert BY_NAME[name].need


def test_nothing_else_is_a_need() -> None:
    """needs_long_term_care decides the allowance: 重度残疾人护理补贴."""
    others = {fact.name for fact in FACTS if fact.need} - {*NEEDS, "in_dispute"}
    assert others <= {"needs_marriage_family_service", "wants_culture_sports"}
    assert not BY_NAME["needs_long_term_care"].need


def test_place_facts() -> None:
    assert {"two_cancer_project_county", "poor_area"} <= {fact.name for fact in FACTS if fact.place}
    assert all(fact.settled_by == "authority" for fact in FACTS if fact.place)


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("receives_dibao", "民政"), ("is_tekun", "民政"), ("is_dibao_marginal", "民政"),
        ("is_rigid_expenditure_hardship", "民政"), ("assets_within_limit", "民政"),
    ],
)  # fmt: skip
def test_what_an_authority_settles(name: str, office: str) -> None:
    """DESIGN §2: every fact names who can settle it (低保: 民政)."""
    fact = BY_NAME[name]
    assert fact.settled_by == "authority"
    assert office in str(fact.office)


def test_units() -> None:
    assert BY_NAME["income_per_capita_month"].unit == "元/月"
    assert (BY_NAME["disability_grade"].low, BY_NAME["disability_grade"].high) == (1, 4)


def test_age_is_derived_and_never_stated() -> None:
    age, source = DERIVED["age"]
    assert source == "birth_date"
    assert "age" not in BY_NAME
    assert age.unit == "周岁"


def test_a_fact_of_ones_own_is_written_as_those_of_the_catalogue() -> None:
    """facts.yaml, read as the registers of a --policies folder are, gives the same facts."""
    tree, problems = compose(FACTS_FILE.read_text(encoding="utf-8"), "facts.yaml")
    assert not problems
    assert isinstance(tree, Tree)
    registers = Registers(facts={})
    laws, _ = compose(FACTS_FILE.with_name("references.yaml").read_text(encoding="utf-8"), "references.yaml")
    assert isinstance(laws, Tree)
    registers.take(laws)
    registers.take(Tree(tuple((key, node) for key, node in tree if key.text == "facts"), tree.location))
    registers.finish()
    assert not registers.problems
    assert registers.facts == dict(BY_NAME)
    assert list(registers.facts) == list(BY_NAME)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_its_group_has_a_title(fact: Fact) -> None:
    assert fact.group in GROUPS


def test_the_fields_of_a_profile_are_those_of_the_file() -> None:
    assert FIELDS_FILE.read_text(encoding="utf-8") == source(), "run python tests/profile/generate_fields.py"


def test_a_profile_shows_what_is_known() -> None:
    profile = Profile(sex="女", birth_date="1975-03", unsure=["disabled"])
    shown = "{'at_least': '1975-03-01', 'at_most': '1975-03-31'}"
    assert repr(profile) == f"Profile(sex='female', birth_date={shown}, unsure=['disabled'])"
