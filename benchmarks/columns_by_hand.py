"""The services of 渝民发〔2020〕38号 on 2024-06-30, written by hand in Polars.

What a good analyst would write: three values, bounded dates and incomes, the local 低保
line between 581 and 600, and what one fact says of another. Nothing is checked here (no
contradictions, no ranges), nothing explained.
"""

from __future__ import annotations

from datetime import date

import polars as pl

HALF_YEAR = date(2023, 12, 31)
BORN_35, BORN_60, BORN_65 = date(1989, 6, 30), date(1964, 6, 30), date(1959, 6, 30)


def three(yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    """Yes, no, or unknown."""
    return pl.when(yes).then(True).when(no).then(False)


def chongqing() -> dict[str, pl.Expr]:
    """The columns of all its services, and of its definition."""
    c = pl.col
    since_low, since_high = c("husband_away_since__min"), c("husband_away_since__max")
    born_low, born_high = c("birth_date__min"), c("birth_date__max")
    income_low, income_high = c("income_per_capita_month__min"), c("income_per_capita_month__max")
    by_day = three(since_high <= HALF_YEAR, since_low > HALF_YEAR)
    half_year = pl.coalesce(by_day, c("husband_away_years") >= 0.5)
    defined = (
        (c("sex") == "female")
        & c("lives_in_village")
        & c("husband_away_for_work")
        & c("husband_outside_county")
        & half_year
    )
    under_line = three(income_high < 581, income_low >= 600)
    dibao = c("receives_dibao") | (under_line & c("assets_within_limit"))
    grade, no = c("disability_grade"), pl.lit(False)
    disabled = c("disabled") | grade.is_not_null()
    for name in ("disability_certificate", "mental_or_intellectual_disability"):
        disabled = disabled | c(name).fill_null(False)
    able = c("disabled").not_()
    severe = pl.when(able).then(no).otherwise(grade <= 2)
    third = pl.when(able).then(no).otherwise(grade <= 3)
    mental = pl.when(able).then(no).otherwise(c("mental_or_intellectual_disability"))
    recognised = pl.when(c("seriously_ill").not_()).then(no).otherwise(c("major_illness_recognised"))
    marginal_assets = c("assets_within_marginal_limit") | c("assets_within_limit").fill_null(False)
    marginal = c("is_dibao_marginal") | (three(income_high < 871.5, income_low >= 900) & marginal_assets)
    alone = marginal & (recognised | (third & (severe | mental)))
    # 刚性支出困难 is unknown before 2025.
    unknown = pl.lit(None, dtype=pl.Boolean)
    by_expenses = (c("burdened_by_expenses") | unknown) & c("assets_within_limit")
    monitored = c("is_monitored") | c("at_risk_of_poverty").fill_null(False)
    poor = dibao | c("is_tekun") | marginal | unknown | monitored | c("registered_poor") | c("is_lifted_from_poverty")
    screening = three(born_high <= BORN_35, born_low > BORN_35) & three(born_low > BORN_65, born_high <= BORN_65)
    elderly = three(born_high <= BORN_60, born_low > BORN_60)
    services = {
        "dibao": defined & (dibao | alone),
        "temporary_assistance": defined & (c("sudden_hardship") | by_expenses),
        "basic_living_support": defined & disabled & poor,
        "elderly_care_priority": defined & c("incapacitated") & elderly,
        "health_service": defined & poor,
        "two_cancer_screening": defined & screening,
        "two_cancer_relief": defined & poor & c("two_cancer_diagnosed"),
        "treatment_subsidy": defined & poor & c("in_treatment"),
        "rehabilitation": defined & disabled,
        "assistive_devices": defined & disabled,
        "community_rehabilitation": defined & disabled,
        "charity_aid": defined & poor,
        "startup_loan": defined & c("self_employed"),
    }
    for name in (
        "startup_guidance", "vocational_training", "employment_priority", "counselling", "culture_sports", "visits",
        "legal_education", "dispute_mediation", "legal_service", "legal_aid", "crime_protection", "land_rights",
        "family_education", "ledger_registration", "self_governance", "model_family", "care_volunteering",
        "survey",
    ):  # fmt: skip
        services[name] = defined
    found = {f"service:{name}": expr.cast(pl.Int8) for name, expr in services.items()}
    return found | {"left_behind:chongqing": defined.cast(pl.Int8)}
