"""What a draft needs that no register has yet."""

from collections.abc import Mapping
from typing import Any

from ..documents import Rules
from .model import Frame, Proposals

_REGISTERS = ("fields", "agencies", "references", "services", "topics", "facts")
HEAD = """\
# 登记表里还没有的名称，由 liushou draft 从原文补写，请核对：机关的级别和工作领域，服务的名称。
"""


def new_entries(frame: Frame, proposals: Proposals, rules: Rules) -> dict[str, Mapping[str, Any]]:
    """The entries by register and name that the draft needs and the rules lack."""
    needed: dict[str, dict[str, Any]] = {}
    for register in _REGISTERS:
        known = getattr(rules, register)
        entries = {**getattr(frame, register, {}), **getattr(proposals, register, {})}
        if new := {name: entry for name, entry in entries.items() if name not in known}:
            needed[register] = new
    return dict(needed)
