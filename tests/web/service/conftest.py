"""The service without a network: each request goes straight into the application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from liushou.web import create_app


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The service of the shipped rules."""
    with TestClient(create_app()) as made:
        yield made
