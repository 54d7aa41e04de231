"""The pages under docs/errors/: one per group of codes, written from the catalogue.

``python -m tests.problems.pages`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

from liushou.messages import PARTS, catalogue

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "errors"
LABELS = {"message": "Message", "expected": "Expected", "candidates": "Expected, where nothing similar exists"}


def pages() -> dict[str, str]:
    """{file name: text}"""
    texts = catalogue()
    result = {}
    index = ["# Errors\n", "Every problem has a code; a page holds the codes of one group.\n"]
    for group, codes in texts.groups.items():
        english, chinese = texts.titles[group]
        index.append(f"- [{english}（{chinese}）]({group}.md): {len(codes)} codes")
        lines = [
            f"# {english}（{chinese}）\n",
            "`{name}` stands for a value; `[[…]]` is left out where it is missing.\n",
        ]
        for code in codes:
            lines.append(f"## {code}\n")
            for part in PARTS:
                if part in texts.codes[code]:
                    both = dict.fromkeys(texts.codes[code][part])
                    label = LABELS.get(part, "Hint")
                    lines += [f"{label}:\n", "\n".join(f"    {text}" for text in both) + "\n"]
        result[f"{group}.md"] = "\n".join(lines)
    result["README.md"] = "\n".join(index) + "\n"
    return result


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
