"""Hypothesis knows the types by itself, and nobody pays who does not use them."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from liushou import Profile


@given(st.from_type(Profile))
def test_from_type_gives_profiles(profile: Profile) -> None:
    assert isinstance(profile, Profile)


@given(...)
def test_a_type_hint_is_enough(profile: Profile) -> None:
    assert isinstance(profile, Profile)


def _modules(code: str) -> set[str]:
    show = "\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code + show], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_liushou_imports_no_testing_tools() -> None:
    assert not _modules("import liushou, liushou.match") & {"hypothesis", "pytest", "liushou.testing"}


def test_importing_hypothesis_makes_no_strategy() -> None:
    loaded = _modules("import hypothesis")
    assert "liushou.testing" in loaded  # through Hypothesis's entry point
    assert not loaded & {"liushou.testing.profile_strategies", "liushou.testing.arguments", "liushou.proof"}


def test_the_plugin_reads_nothing_before_it_finds_cases() -> None:
    loaded = _modules("import liushou.testing.plugin")
    assert not loaded & {"liushou.proof", "hypothesis"}
