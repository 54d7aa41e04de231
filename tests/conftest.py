"""What every test may use."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from liushou import Rules, load_rules

settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

ROOT = Path(__file__).resolve().parent.parent
ON = date(2025, 6, 30)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped rules."""
    return load_rules()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the documents' full texts; they are not part of the project."""
    for candidate in (os.environ.get("LIUSHOU_SOURCES"), str(ROOT.parent / "shared" / "sources")):
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    message = "the documents' full texts are not here: set LIUSHOU_SOURCES to their folder"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
