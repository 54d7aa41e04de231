"""The module of the shipped rules, read once."""

from __future__ import annotations

import pytest

from liushou import load_rules

from .v8 import Module


@pytest.fixture(scope="session")
def shipped() -> Module:
    return Module(load_rules())
