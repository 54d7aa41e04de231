"""Two outputs side by side, in words that say whose answer, which clause and what."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

#: What tells one entry of a list from the next, in the order in which they are shown.
NAMES = ("id", "service", "policy", "fact", "clause", "at", "name", "title", "kind")


def differences(before: Any, after: Any, where: str = "") -> list[str]:
    """One line for each difference."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            line
            for key in dict.fromkeys((*before, *after))
            for line in (
                differences(before[key], after[key], f"{where} / {key}")
                if key in before and key in after
                else [f"{where} / {key}: {'is gone' if key in before else 'is new'}: {_short((before | after)[key])}"]
            )
        ]
    if isinstance(before, list) and isinstance(after, list) and all(isinstance(line, str) for line in before + after):
        compared = unified_diff(before, after, n=0, lineterm="")
        return [f"{where}: {line}" for line in compared if not line.startswith(("---", "+++"))]
    if isinstance(before, list) and isinstance(after, list):
        lines = [f"{where}: {len(before)} entries before, {len(after)} now"] if len(before) != len(after) else []
        for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
            lines += differences(old, new, f"{where} / {_label(old, number)}")
        return lines
    return [] if before == after else [f"{where}: {_short(before)} before, {_short(after)} now"]


def _label(entry: Any, number: int) -> str:
    if not isinstance(entry, dict):
        return f"no. {number}"
    flat = {**entry, **(entry["citation"] if isinstance(entry.get("citation"), dict) else {})}
    return " ".join(str(flat[name]) for name in NAMES if isinstance(flat.get(name), str)) or f"no. {number}"


def _short(value: Any, most: int = 100) -> str:
    text = repr(value)
    return text if len(text) <= most else f"{text[:most]}…"
