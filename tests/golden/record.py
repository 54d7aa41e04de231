"""The record of the outputs, and recording it anew on purpose: ``make golden`` (with LIUSHOU_SOURCES)."""

from __future__ import annotations

import json
import lzma
import os
import sys
from pathlib import Path
from typing import Any

from .differences import differences
from .outputs import HERE, output, outputs

RECORD = HERE / "outputs.json.xz"


def recorded() -> dict[str, Any]:
    """By name: the output as it was recorded."""
    return dict(json.loads(lzma.decompress(RECORD.read_bytes()))) if RECORD.exists() else {}


def main() -> int:
    os.environ["LIUSHOU_LANG"] = "en"
    given = os.environ.get("LIUSHOU_SOURCES")
    if not given:
        print("LIUSHOU_SOURCES is not set: what needs the documents' full texts cannot be recorded", file=sys.stderr)
        return 2
    sources = Path(given).resolve()
    before, after = recorded(), {name: output(name, sources) for name in outputs(sources)}
    for line in differences(before, after):
        print(line.removeprefix(" / "))
    if before != after:
        text = json.dumps(after, ensure_ascii=False, sort_keys=False, separators=(",", ":"))
        RECORD.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(
        f"{len(after)} outputs, {'recorded' if before != after else 'as recorded'}: {RECORD.stat().st_size // 1024} kB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
