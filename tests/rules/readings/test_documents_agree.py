"""Every reading gives what the reference gives, on everything the five documents say."""

from __future__ import annotations

import pytest

from .table import NAMES, agrees
from .worlds import document_conditions, document_trials


def test_the_documents_have_conditions_of_many_kinds() -> None:
    assert len(document_conditions()) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_agrees_with_the_reference(name: str) -> None:
    agrees(name, document_trials())
