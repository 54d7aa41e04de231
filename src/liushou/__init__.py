"""liushou (留守): China's policy documents on 农村留守妇女 as declarative rules.

>>> from datetime import date
>>> from liushou import Profile, match
>>> woman = Profile(sex="female", birth_date="1975-03-08", lives_in_village=True,
...                 husband_away_for_work=True, husband_away_since="2023-02")
>>> answer = match(woman, place="220182", on=date(2025, 6, 30))
>>> answer.service("ledger_registration").status
'eligible'

Names are imported and the documents read when they are first used.
"""

from typing import TYPE_CHECKING

# Bound here and not on demand: a later import of the module `liushou.match` would
# otherwise put the module in the place of the function of the same name.
from .match import match
from .on_demand import on_demand

#: The version of the library; the rule set has its own (``Rules.version``).
__version__ = "0.2.0"

if TYPE_CHECKING:
    from .answer import (
        AnswerAgencies,
        AnswerPlace,
        Basis,
        Blocker,
        Citation,
        CitedLaw,
        Ground,
        Match,
        PolicyAnswer,
        Question,
        RulesUsed,
        ServiceAnswer,
        Settled,
    )
    from .documents import OfficeToday, PlacesFile, Rules, Where, load_rules, read_places
    from .matcher import Matcher
    from .places import Place, UnknownPlaceError, find, find_place
    from .problems import ContradictionError, InputError, LiushouError, MissingExtraError, Problem
    from .profile import Decision, Fact, Profile, read_profile
else:
    __getattr__ = on_demand(
        __name__,
        {
            "answer": "AnswerAgencies AnswerPlace Basis Blocker Citation CitedLaw Ground Match PolicyAnswer "
            "Question RulesUsed ServiceAnswer Settled",
            "documents": "OfficeToday PlacesFile Rules Where load_rules read_places",
            "matcher": "Matcher",
            "places": "Place UnknownPlaceError find find_place",
            "problems": "ContradictionError InputError LiushouError MissingExtraError Problem",
            "profile": "Decision Fact Profile read_profile",
        },
    )

__all__ = ["AnswerAgencies", "AnswerPlace", "Basis", "Blocker", "Citation", "CitedLaw", "ContradictionError"]
__all__ += ["Decision", "Fact", "Ground", "InputError", "LiushouError", "Match", "Matcher", "MissingExtraError"]
__all__ += ["OfficeToday", "Place", "PlacesFile", "PolicyAnswer", "Problem", "Profile", "Question", "Rules"]
__all__ += ["RulesUsed", "ServiceAnswer", "Settled", "UnknownPlaceError", "Where", "__version__", "find", "find_place"]
__all__ += ["load_rules", "match", "read_places", "read_profile"]


def __dir__() -> list[str]:
    return __all__
