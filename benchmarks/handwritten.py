"""Jilin's individual measures as a good programmer would write them by hand, with no rule file.

Three-valued and bounded, as the rules are; the cut-off days are reckoned once. What the
rules check besides (that a profile does not contradict itself) is left out here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from liushou import Profile
from liushou.values import Bounds, cutoff

WORDS = {True: "eligible", None: "undetermined", False: "ineligible"}

#: Services that the definition alone decides.
PLAIN = (
    "vocational_training", "startup_guidance", "employment_priority", "counselling", "visits",
    "legal_service", "legal_aid", "dispute_mediation", "land_rights", "legal_education", "family_education",
    "culture_sports", "self_governance", "model_family", "care_volunteering", "ledger_registration",
)  # fmt: skip


def prepare(on: date, line: Bounds[float] | None, offered: tuple[str, ...]) -> Callable[[Profile], dict[str, str]]:
    """The function for a day and a rural 低保 line; ``offered`` names the services by which it answers."""
    half_year = cutoff(on, 6, "months")
    thirty_five, sixty_five = cutoff(on, 35, "years"), cutoff(on, 65, "years")
    line_low, line_high = (line.low, line.high) if line else (None, None)
    plain = {value: {name: word for name in offered if name in PLAIN} for value, word in WORDS.items()}
    nothing = dict.fromkeys(offered, WORDS[False])

    def statuses(person: Profile) -> dict[str, str]:
        # 丈夫连续外出半年以上
        away_long: bool | None = False
        since, years = person.husband_away_since, person.husband_away_years
        if since is not None:
            if since.high is not None and since.high <= half_year:
                away_long = True
            elif since.low is None or since.low <= half_year:
                away_long = None
        if years is not None and away_long is not True:
            if years.low is not None and years.low >= 0.5:
                away_long = True
            elif years.high is None or years.high >= 0.5:
                away_long = None
        if since is None and years is None:
            away_long = None

        # 农村留守妇女
        sex, village, work = person.sex, person.lives_in_village, person.husband_away_for_work
        if (sex is not None and sex != "female") or village is False or work is False or away_long is False:
            return nothing.copy()
        left: bool | None = True
        if sex is None or village is None or work is None or away_long is None:
            left = None

        # 低保家庭
        dibao = person.receives_dibao
        household = dibao
        if dibao is not True:
            income, assets = person.income_per_capita_month, person.assets_within_limit
            under: bool | None = None
            if income is not None:
                if income.high is not None and line_low is not None and income.high < line_low:
                    under = True
                elif income.low is not None and line_high is not None and income.low >= line_high:
                    under = False
            if under is True and assets is True:
                household = True
            elif under is False or assets is False:
                pass
            else:
                household = None

        # 贫困
        monitored = True if person.at_risk_of_poverty is True else person.is_monitored
        grounds = (
            household, person.is_tekun, person.is_dibao_marginal, person.is_rigid_expenditure_hardship, monitored,
            person.registered_poor, person.is_lifted_from_poverty,
        )  # fmt: skip
        poor: bool | None = True if True in grounds else None if None in grounds else False

        # 适龄（35 至 64 周岁）, 项目县
        born, project = person.birth_date, person.two_cancer_project_county
        fit: bool | None = None
        if born is not None:
            earliest, latest = born.low, born.high
            if (earliest is not None and earliest > thirty_five) or (latest is not None and latest <= sixty_five):
                fit = False
            elif earliest is not None and latest is not None and earliest > sixty_five and latest <= thirty_five:
                fit = True
        if fit is False or project is False:
            screening: bool | None = False
        elif fit is None or project is None:
            screening = None
        else:
            screening = True

        disabled = True if person.disability_grade is not None else person.disabled
        diagnosed = person.two_cancer_diagnosed
        relief: bool | None
        if poor is False or diagnosed is False:
            relief = False
        elif poor is None or diagnosed is None:
            relief = None
        else:
            relief = True

        answer = plain[left].copy()
        for name, own in (
            ("dibao", household), ("temporary_assistance", person.sudden_hardship), ("rehabilitation", disabled),
            ("two_cancer_screening", screening), ("two_cancer_relief", relief), ("health_service", poor),
            ("charity_aid", poor),
        ):  # fmt: skip
            if own is False:
                answer[name] = "ineligible"
            elif own is None or left is None:
                answer[name] = "undetermined"
            else:
                answer[name] = "eligible"
        return answer

    return statuses
