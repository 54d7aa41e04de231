"""What two sources say together."""

from __future__ import annotations

from typing import Any

from ...values import Bounds


def both(one: Any, two: Any) -> Any:
    """What two sources say together; None where they cannot both be true."""
    if not isinstance(one, Bounds) or not isinstance(two, Bounds):
        return one if one == two else None
    lows = [side for side in (one.low, two.low) if side is not None]
    highs = [side for side in (one.high, two.high) if side is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else Bounds(low, high)
