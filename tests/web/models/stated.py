"""JSON that somebody sends as a profile: right, nearly right, and wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from liushou.profile import FACTS, Fact

from ...profile.strategies import values

NAMES = [fact.name for fact in FACTS]
_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.integers(1890, 2210)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["2024-02-30", "2024-13", "20240301", "2024-3-1", " 是 ", "Yes", "TRUE", "1", "女性", "0"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["at_least", "at_most", "at_leest"]), inner, max_size=2)
    ),
    max_leaves=4,
)
_DECISION = {
    "policy": "chongqing",
    "clause": "二（一）",
    "service": "dibao",
    "residual": "符合条件",
    "outcome": "granted",
    "by": "丰都县民政局",
    "on": "2025-06-01",
}


def _near(fact: Fact) -> st.SearchStrategy[Any]:
    return values(fact) | values(fact) | _ANYTHING


@st.composite
def _decisions(draw: st.DrawFn) -> dict[str, Any]:
    changed = draw(st.dictionaries(st.sampled_from([*_DECISION, "because"]), _ANYTHING, max_size=1))
    left_out = draw(st.none() | st.sampled_from(list(_DECISION)))
    return {key: value for key, value in {**_DECISION, **changed}.items() if key != left_out}


def anything() -> st.SearchStrategy[Any]:
    """What may arrive where a profile belongs."""
    facts = st.fixed_dictionaries({}, optional={fact.name: _near(fact) for fact in FACTS})
    right = st.fixed_dictionaries({}, optional={fact.name: values(fact) for fact in FACTS})
    unsure = st.none() | st.lists(st.sampled_from(NAMES) | _ANYTHING, max_size=3) | _ANYTHING
    decisions = st.none() | st.lists(_decisions() | st.just(_DECISION), max_size=2) | _ANYTHING
    rest = st.fixed_dictionaries(
        {}, optional={"unsure": unsure, "decisions": decisions, "age": _ANYTHING, "甲": _ANYTHING}
    )
    few = st.fixed_dictionaries({}, optional={"unsure": st.lists(st.sampled_from(NAMES), max_size=3)})
    whole = st.tuples(right, few) | st.tuples(right, rest) | st.tuples(facts, rest)
    return whole.map(lambda both: {**both[0], **both[1]}) | _ANYTHING
