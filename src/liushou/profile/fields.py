"""The fields of a profile: generated from policies/facts.yaml, not edited by hand.

Made from facts.yaml, and held equal to it by a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..values import Bounds

#: What a yes/no fact may be given as: True or False, or ``"是"``, ``"否"``, ``"yes"``, ``"no"``.
YesNo = bool | str | None
#: One of the values of a choice, or its Chinese word.
ChoiceInput = str | None
#: A day, ``"2024-03-01"``, ``"2024-03"``, ``"2024"`` or 2024, or ``{"at_least": …, "at_most": …}``.
DateInput = date | str | int | Mapping[str, Any] | Bounds[date] | None
#: A number, or ``{"at_least": …, "at_most": …}``.
NumberInput = float | Mapping[str, Any] | Bounds[float] | None


@dataclass(frozen=True, kw_only=True, repr=False)
class ProfileFields:
    """The facts of the contract, each None until it is stated."""

    sex: ChoiceInput = None
    birth_date: DateInput = None
    lives_in_village: YesNo = None
    husband_away_since: DateInput = None
    husband_away_years: NumberInput = None
    husband_away_for_work: YesNo = None
    husband_outside_county: YesNo = None
    receives_dibao: YesNo = None
    income_per_capita_month: NumberInput = None
    assets_within_limit: YesNo = None
    assets_within_marginal_limit: YesNo = None
    is_tekun: YesNo = None
    is_dibao_marginal: YesNo = None
    is_rigid_expenditure_hardship: YesNo = None
    receives_social_assistance: YesNo = None
    is_monitored: YesNo = None
    at_risk_of_poverty: YesNo = None
    is_lifted_from_poverty: YesNo = None
    registered_poor: YesNo = None
    meets_registration_standard: YesNo = None
    sudden_hardship: YesNo = None
    burdened_by_expenses: YesNo = None
    no_stable_income: YesNo = None
    weak_labour_capacity: YesNo = None
    disabled: YesNo = None
    disability_certificate: YesNo = None
    disability_grade: NumberInput = None
    mental_or_intellectual_disability: YesNo = None
    incapacitated: YesNo = None
    needs_long_term_care: YesNo = None
    seriously_ill: YesNo = None
    major_illness_recognised: YesNo = None
    in_treatment: YesNo = None
    two_cancer_diagnosed: YesNo = None
    children_count: NumberInput = None
    self_employed: YesNo = None
    rights_infringed: YesNo = None
    domestic_violence: YesNo = None
    collective_member: YesNo = None
    two_cancer_project_county: YesNo = None
    poor_area: YesNo = None
    tekun_excluded_from_disability_allowances: YesNo = None
    needs_legal_aid: YesNo = None
    needs_rehabilitation: YesNo = None
    needs_assistive_device: YesNo = None
    needs_counselling: YesNo = None
    needs_family_education: YesNo = None
    needs_marriage_family_service: YesNo = None
    in_dispute: YesNo = None
    wants_training: YesNo = None
    wants_job: YesNo = None
    wants_startup: YesNo = None
    wants_culture_sports: YesNo = None
