"""How many examples a property is tried on: the profile says so (``HYPOTHESIS_PROFILE``: dev, ci or nightly)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: No property is tried on fewer, however slow one example is.
LEAST = 20
_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def load_profile() -> None:
    """``dev`` finds new examples and remembers what failed; ``ci`` always tries the same ones."""
    settings.register_profile("dev", _COMMON, max_examples=LEAST)
    settings.register_profile("ci", _COMMON, max_examples=LEAST, derandomize=True, database=None, print_blob=True)
    settings.register_profile("nightly", _COMMON, max_examples=1000, print_blob=True)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def examples(share: float = 1.0) -> int:
    """A part of the profile's number for what is slow, but never under the least."""
    return max(LEAST, round(settings.default.max_examples * share))
