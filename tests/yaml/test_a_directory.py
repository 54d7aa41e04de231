"""A directory handed in for a file is called what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError, read_profile


def test_a_directory_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it is a directory"):
        read_profile(tmp_path)
