"""Adding knowledge never changes a definite value (issue 2)."""

from hypothesis import given

from liushou.rules import Condition, Situation, evaluate

from .strategies import conditions, growing_knowledge
from .tracing import Trace, trace


@given(conditions(), growing_knowledge())
def test_a_definite_value_stays(condition: Condition, known: tuple[Situation, Situation]) -> None:
    before, after = (evaluate(condition, situation) for situation in known)
    assert before is None or before is after


@given(conditions(), growing_knowledge())
def test_a_decided_node_stays_decided(condition: Condition, known: tuple[Situation, Situation]) -> None:
    def both(before: Trace, after: Trace) -> None:
        assert before.value is None or before.value is after.value
        # A concept whose law is not in force yet has no parts; all that follows from knowing it may matter.
        for part, then in zip(before.children, after.children, strict=bool(before.children)):
            both(part, then)

    both(trace(condition, known[0]), trace(condition, known[1]))


@given(conditions(), growing_knowledge())
def test_what_did_not_matter_does_not_come_to_matter(condition: Condition, known: tuple[Situation, Situation]) -> None:
    def both(before: Trace, after: Trace) -> None:
        assert before.matters or not after.matters
        # A concept whose law is not in force yet has no parts; all that follows from knowing it may matter.
        for part, then in zip(before.children, after.children, strict=bool(before.children)):
            both(part, then)

    both(trace(condition, known[0]), trace(condition, known[1]))
